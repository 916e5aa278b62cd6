# SPDX-License-Identifier: MIT
"""Prints what each status code means for a GET, and when it would be sent again.

    python3 advise.py 404 503

Needs cffi (python3-cffi), and no compiler.
"""
import sys
from cffi import FFI

ffi = FFI()
ffi.cdef("""
    typedef uint64_t httpstatus_advice;
    typedef struct httpstatus_retry httpstatus_retry;
    const char *httpstatus_phrase(const void *catalog, int code);
    uint32_t httpstatus_method_traits(const char *method);
    int httpstatus_advice_verdict(httpstatus_advice advice);
    int httpstatus_retry_new(const void *policy, httpstatus_retry **retry);
    void httpstatus_retry_free(httpstatus_retry *retry);
    void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed);
    void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now_ms);
    int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length);
    httpstatus_advice httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now_ms);
    size_t httpstatus_retry_text(const httpstatus_retry *retry, char *buffer, size_t size);
""")
lib = ffi.dlopen("libhttpstatus.so.0")

holder = ffi.new("httpstatus_retry **")
if lib.httpstatus_retry_new(ffi.NULL, holder) != 0:
    sys.exit("out of memory")
retry = ffi.gc(holder[0], lib.httpstatus_retry_free)
text = ffi.new("char[200]")

for code in map(int, sys.argv[1:]):
    lib.httpstatus_retry_seed(retry, 1)
    line = b"Retry-After: 2"
    lib.httpstatus_retry_reset(retry, lib.httpstatus_method_traits(b"GET"), 0)
    lib.httpstatus_retry_line(retry, line, len(line))
    advice = lib.httpstatus_retry_on_status(retry, code, 100)
    lib.httpstatus_retry_text(retry, text, len(text))
    phrase = ffi.string(lib.httpstatus_phrase(ffi.NULL, code)).decode()
    print(f"{phrase}: {ffi.string(text).decode()} ({lib.httpstatus_advice_verdict(advice)})")
