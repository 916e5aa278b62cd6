// SPDX-License-Identifier: MIT
// Prints what each status code means for a GET, and when it would be sent again.
//
//     npm install koffi
//     node advise.js 404 503
//
// An advice is less than 2^53, so that a number of JavaScript holds it.
"use strict";
const koffi = require("koffi");

const lib = koffi.load("libhttpstatus.so.0");
koffi.opaque("httpstatus_retry");
const declare = (declaration) => lib.func(declaration);
const phrase = declare("const char *httpstatus_phrase(void *catalog, int code)");
const methodTraits = declare("uint32_t httpstatus_method_traits(const char *method)");
const verdict = declare("int httpstatus_advice_verdict(uint64_t advice)");
const create = declare("int httpstatus_retry_new(void *policy, _Out_ httpstatus_retry **retry)");
const free = declare("void httpstatus_retry_free(httpstatus_retry *retry)");
const seed = declare("void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed)");
const reset = declare("void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now)");
const line = declare("int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length)");
const onStatus = declare("uint64_t httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now)");
const text = declare("size_t httpstatus_retry_text(httpstatus_retry *retry, void *buffer, size_t size)");

const holder = [null];
if (create(null, holder) !== 0)
	throw new Error("out of memory");
const retry = holder[0];
const buffer = Buffer.alloc(200);

for (const code of process.argv.slice(2).map(Number)) {
	const field = "Retry-After: 2";
	seed(retry, 1);
	reset(retry, methodTraits("GET"), 0);
	line(retry, field, field.length);
	const advice = onStatus(retry, code, 100);
	const length = text(retry, buffer, buffer.length);
	console.log(`${phrase(null, code)}: ${buffer.toString("utf8", 0, length)} (${verdict(advice)})`);
}
free(retry);
