// SPDX-License-Identifier: MIT
// Poco: phrases and dates.
#include <string>

#include <Poco/DateTime.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include "../peer.h"

using Poco::Net::HTTPResponse;

// As HTTPResponse::getDate does: the format is guessed.
static long long date(const bench_text *in)
{
	Poco::DateTime parsed;
	int zone;

	if (!Poco::DateTimeParser::tryParse(std::string(in->s, in->length), parsed, zone))
		return BENCH_REFUSED;
	parsed.makeUTC(zone);
	return parsed.timestamp().epochTime();
}

BENCH_PHRASE(HTTPResponse::getReasonForStatus(HTTPResponse::HTTPStatus(*in)).c_str())
BENCH_DATE(date(in))
