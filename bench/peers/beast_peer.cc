// SPDX-License-Identifier: MIT
// Boost.Beast, headers only, behind a function for C.
#include <ostream>

#define BOOST_BEAST_HEADER_ONLY 1
#include <boost/beast/http/status.hpp>

extern "C" const char *beast_phrase(int code)
{
	namespace http = boost::beast::http;

	return http::obsolete_reason(static_cast<http::status>(code)).data();
}
