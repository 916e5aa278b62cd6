#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What people reported of servers and clients, and what they should have got, by
# the RFC, the service's own manual, or what they needed. The letters name the
# report. The fields are as real servers send them.
#
# Left out, as there is no way to say them yet:
# times in other forms than RFC 9110's    A03 A05 A07 A10 A12 A14 A17 A20 A22
#                                         A24 A26 A28 A39
# times in the content, in other fields   C07 C10 C12 C14 C20 D01 D02 D03
# what content or fields say of the code  D05 D06 D09 E15
# the epoch or milliseconds               B02 B04 B06 B08 B09
# evidence of a method that is harmless   E07
# progress of a download                  G03
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"

clock=1795867200    # Sat, 28 Nov 2026 12:00:00 GMT

# usage: report STATUS FILTER ARGUMENT... : advise, and what is true of its answer
report() {
	wanted=$1
	filter=$2
	shift 2
	run "$wanted" advise --json --clock $clock "$@"
	all "$filter"
}

# usage: head_of STATUS FILTER TEXT ARGUMENT... : the same of a response head, in printf's escapes
head_of() {
	wanted=$1
	filter=$2
	printf '%b' "$3" >"$work/in"
	shift 3
	run "$wanted" advise --json --clock $clock "$@" - <"$work/in"
	all "$filter"
}

# ---- A code's own limit ------------------------------------------------------------

# F03: a webhook has ten tries. Its sender says that the number of attempts counts,
# for one code or for all; by default the limit of a 500 stays.
report 1 '.reasons | index("code-limit")' --method POST --key --attempts 10 --attempt 2 500
for attempt in 1 2 9; do
	set -- --method POST --key --attempts 10 --max-elapsed 24h --attempt $attempt
	report 0 '.verdict == "retry"' "$@" --always 500 500
	report 0 '.verdict == "retry"' "$@" --code-limits=no 500
	report 0 '.verdict == "retry"' "$@" --always 501 501
done
report 1 '.reasons | index("attempts")' --method POST --key --attempts 10 --max-elapsed 24h \
	--attempt 10 --always 500 500
# F29: a sender of webhooks does not follow.
report 1 '.verdict == "stop" and (.reasons | index("overridden"))' --method POST --key \
	--never 3xx --field 'Location: https://x/' 302

# ---- Data that is shipped ----------------------------------------------------------

# What is refused for good is dropped, what waits for a person is held.
report 1 '.keep == "drop"' --method POST 413
report 1 '.keep == "hold"' --method POST 401
report 1 '.keep == "retry"' --method POST --key --attempts 1 503
report 3 '.keep == "sent"' --method POST --done 409 409

# ---- 499, and codes that nobody knows ---------------------------------------------

# E12: a server sends 499 for its own faults, which a client of it has to say.
report 0 '.verdict == "retry"' --always 499 499
# RFC 9110, 15: that one may treat 499 as 400 proves nothing about what was done.
for code in 499 432 460 498; do
	report 1 '.verdict == "stop" and .processed == "unknown" and (.reasons | index("unsafe-method"))' \
		--method POST --always 4xx $code
done

# ---- 600 to 999, and no response ----------------------------------------------------

# E01: RFC 9110, 15: to be processed as a 5xx.
report 0 '.verdict == "retry" and .limit == 1' 600
report 1 '.verdict == "stop"' --method POST 600
# 000 is what curl writes where there was no response.
report 0 '.verdict == "retry" and (.reasons | index("invalid") | not)' 000

# ---- The limit of a changed request ---------------------------------------------------

# F08, F10
report 1 '.verdict == "amend"' --method POST 417
report 1 '.verdict == "stop" and (.reasons | index("code-limit"))' --method POST --attempt 2 417
report 1 '.verdict == "amend"' --method POST 401
report 1 '.verdict == "stop" and (.reasons | index("code-limit"))' --method POST --attempt 9 401

# ---- Polling -------------------------------------------------------------------------

# F19: the time to poll after, for sleep(1).
run 3 advise --delay --clock $clock --method POST --field 'Retry-After: 3' 200
is 3
# F32
report 3 '.verdict == "done" and .cooldown_ms == 15000' --method PUT --field 'Location: /op/1' \
	--field 'Retry-After: 15' 202
for code in 401 403 404 409 410 507; do
	report 1 '.verdict != "retry" and .cooldown_ms >= 30000' --field 'Retry-After: 30' $code
done
# B12: a loop of new requests does not spin.
report 0 '.cooldown_ms >= 500' --method POST --field 'Retry-After: 0' 429
report 0 '.cooldown_ms >= 500' --method POST 429

# ---- Lines ---------------------------------------------------------------------------

# G11, G13: SHOUTcast's word in place of HTTP's version.
head_of 3 '.code == 200 and .verdict == "done"' 'ICY 200 OK\r\nicy-name: x\r\n\r\n'
run 0 'ICY 200 OK'
has '200' 'OK'
printf 'ICY 200 OK\r\nicy-name: x\r\nicy-notice1: a\r\n b\r\n\r\n' >"$work/in"
run 0 --json <"$work/in"
json 'map(.code) == [200]'
# Such a line begins another response; the fields of the one before do not count.
for line in 'ICY 503 x' 'RTSP/1.0 503 x' 'HTTP/1.1 503 x'; do
	head_of 0 '.code == 503 and (has("asked") | not)' \
		"HTTP/1.1 302 x\r\nRetry-After: 100\r\n\r\n$line\r\n\r\n"
	head_of 0 '.code == 503 and .asked_ms == 9000' \
		"RTSP/1.0 301 x\r\nRetry-After: 100\r\n\r\n$line\r\nRetry-After: 9\r\n\r\n"
done
printf 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\nRTSP/1.0 454 Session Not Found\r\nCSeq: 2\r\n\r\n' >"$work/in"
run 1 --json <"$work/in"
json 'map(.code) == [200, 454]'
# G16: what logs write for no response, and no error.
printf '%s\n' - 404 >"$work/in"
run 0 --json <"$work/in"
json 'map(.code) == [0, 404] and (map(has("error")) | any | not)'
run 0 show --json -- -
json 'map(.code) == [0]'
# RFC 9112, 5.2: a folded field line goes on behind the blanks.
head_of 0 '.asked_ms == 120000' 'HTTP/1.1 503 x\r\nRetry-After:\r\n 120\r\n\r\n'
head_of 0 '.asked == "date" and .asked_ms == 40000' \
	'HTTP/1.1 503 x\r\nRetry-After: Sat, 28 Nov\r\n\t2026 12:00:40 GMT\r\n\r\n'
printf 'HTTP/1.1 503 x\r\nRetry-After:\r\n 120\r\nVia: a,\r\n\tb\r\n\r\n 404\n' >"$work/in"
run 0 --json <"$work/in"
json 'map(.code) == [503, 404]'
# RFC 9111, 5.1: of several Age fields the first counts.
date='Sat, 28 Nov 2026'
head_of 0 '.asked == "date" and .asked_ms == 30000' \
	"HTTP/1.1 503 x\r\nDate: $date 12:00:00 GMT\r\nAge: 10\r\nAge: 35\r\nRetry-After: $date 12:00:40 GMT\r\n\r\n"

# ---- Time-outs -----------------------------------------------------------------------

# Retried once; and as often as the number of attempts says, where a client is told so.
report 0 '.verdict == "retry"' --failure timed-out
report 1 '.reasons | index("code-limit")' --failure timed-out --attempt 2
report 0 '.verdict == "retry"' --failure timed-out --timeout-limit 2 --attempt 2
report 1 '.reasons | index("code-limit")' --failure timed-out --timeout-limit 2 --attempt 3
report 0 '.verdict == "retry"' --failure timed-out --timeout-limit none --attempts 6 --attempt 5
report 1 '.reasons | index("attempts")' --failure timed-out --timeout-limit none --attempts 6 \
	--attempt 6

# ---- RateLimit ------------------------------------------------------------------------

# What does not parse is ignored as a whole (RFC 9651, 4.2).
report 0 '.asked_ms == 7000' -c ratelimit --field 'RateLimit: "q";r=0;t=7' 429
for value in ';r=0;t=7' '"q";r=0;t=7, foo; a!a=1' '"q";r= 0;t=7' '"q";r=0;t=1234567890123456' \
	'"q";r=0;t=7,' '"q;r=0;t=7'; do
	report 0 'has("asked_ms") | not' -c ratelimit --field "RateLimit: $value" 429
done
# RFC 9651, 4.2.10: in a Display String a backslash is a character as any other.
report 0 '.asked_ms == 7000' -c ratelimit --field 'RateLimit: "q";a=%"x\";r=0;t=7' 429

finish
