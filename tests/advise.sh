#!/bin/sh
# SPDX-License-Identifier: MIT
#
# httpstatus advise and httpstatus plan as people and scripts use them.
# HTTPSTATUS names the command. What is expected of delays follows from the
# documented formula: what is asked for or owed, and up to the spread above it.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"

# usage: heads STATUS TEXT ARGUMENT... : advise on response heads, in printf's escapes
heads() {
	wanted=$1
	printf '%b' "$2" >"$work/in"
	shift 2
	checks=$((checks + 1))
	"$HTTPSTATUS" advise --json "$@" - >"$work/out" 2>"$work/err" <"$work/in"
	found=$?
	[ "$found" = "$wanted" ] || fail "advise $* -: exit status $found, expected $wanted"
}

# ---- advise: what a person hopes for --------------------------------------------

run 0 advise 503
has '503' 'Verdict      retry' 'has probably not acted' 'throttled' 'Delay'
lacks 'unseeded' 'Asked'
silent
narrow

run 0 advise 'Service Unavailable'
run 0 advise 'HTTP/1.1 503 whatever'
run 1 advise 404
has '404' 'did not act'
lacks 'Delay'
silent
run 3 advise 200
has 'done'
run 0 advise --field 'Retry-After: 2' 429
has 'Asked        2 s'
narrow
run 1 advise --field 'Retry-After: 4000' 503
has 'Asked        4000 s' 'too-long'
narrow
run 1 advise --strict-times --field 'Retry-After: 99999999999' 503
has 'longer than any time'
run 0 advise --field 'Retry-After: soon' 503
has 'not a time'

# ---- Safety -------------------------------------------------------------------------

run 1 advise --json --method POST 503
all '.verdict != "retry" and (.reasons | index("unsafe-method"))'
for harmless in --idempotent --key --precondition; do
	run 0 advise --method POST $harmless 503
done
run 0 advise --method PUT 503
run 1 advise --method put 503
complains "'put' is not a registered method; did you mean PUT?"
for pair in get:GET Post:POST GTE:GET DELTE:DELETE PATHC:PATCH qeury:QUERY; do
	run 1 advise --method "${pair%:*}" 503
	complains "did you mean ${pair#*:}?"
done
run 1 advise --method 'FROBNICATE' 503
complains "'FROBNICATE' is not a registered method, and is treated as unsafe"
run 1 advise --method '' 503
complains 'not a registered method'
# RFC 9110, 9.1, and IANA's registry.
for method in ACL CONNECT DELETE GET HEAD LOCK MERGE OPTIONS PATCH POST PROPFIND PUT QUERY TRACE; do
	run 0 advise --method $method 429
	silent
done
# Done, and nothing to do, are no failure; a redirect is not done.
run 3 advise --method POST 201
run 3 advise 103
run 1 advise 301
run 1 advise 401
run 3 advise --json 200
run 3 advise --delay 200
is ''
# There was no response.
"$HTTPSTATUS" advise 000 >"$work/out" 2>"$work/err"
has 'no response'
silent
run 1 advise --method PUT --one-shot --json 503
all '.reasons | index("one-shot")'
# Whoever says that the origin did not act permits any method.
run 0 advise --method POST 429
run 0 advise --method POST 421
run 1 advise --method POST 408
run 0 advise --method POST --reused 408
run 0 advise --method POST --unsent 408
run 0 advise --json --failure timed-out --unsent
all '.processed == "likely-not"'
run 0 advise --json --failure timed-out --reused
all '.processed != "likely-not"'
run 0 advise --json --early-data --method POST 425
all '.changes | index("no-early-data")'
# The first copy of a request with a key still runs.
run 1 advise --method POST 409
run 0 advise --method POST --key 409

# ---- Delays ---------------------------------------------------------------------------

# usage: within LOW HIGH ARGUMENT... : the delay in milliseconds, whatever the seed
within() {
	low=$1
	high=$2
	shift 2
	for seed in 0 1 2 3 18446744073709551615; do
		run 0 advise --json --seed $seed "$@"
		all ".delay_ms >= $low and .delay_ms <= $high"
	done
}

within 500 1000 503
within 1000 2000 --attempt 2 503
within 2000 4000 --attempt 3 503
within 0 100 502
within 0 400 --attempt 3 502
within 2000 4000 --field 'Retry-After: 2' 429
within 120000 240000 --field 'Retry-After: 120' 503
within 10000 50000 --field 'retry-after: 10' --attempt 3 429
within 500 1000 --field 'Retry-After: 0' 429
within 1500 3000 --field 'retry-after-ms: 1500' 429
within 300 600 --throttled-base 0.6 503
within 50 100 --throttled-base 60ms 503
within 0 7 --base 7ms 502
within 0 5 --cap 0.005 --attempt 3 502
within 0 0 421

run 1 advise --json --attempt 4 503
all '.verdict == "stop" and (.reasons | index("attempts")) and .attempt == 4
     and (has("delay_ms") | not)'
run 0 advise --attempt 4 --attempts 5 503
run 0 advise --attempt 100 --attempts 0 --max-elapsed 0 503
run 0 plan --attempts 0 503
run 0 plan --attempts 4294967295 503
run 0 advise 500
run 1 advise --json --attempt 2 500
all '.reasons | index("code-limit")'

run 1 advise --json --field 'Retry-After: 400' 503
all '.verdict == "stop" and .asked == "delay" and .asked_ms == 400000
     and (.reasons | index("too-long")) and .cooldown_ms >= 400000 and .text != ""'
within 400000 599000 --field 'Retry-After: 400' --max-wait 500 503
within 400000 500000 --field 'Retry-After: 400' --max-wait 500 --deadline 501 503
run 1 advise --json --field 'Retry-After: 120' --deadline 100 503
all '.verdict == "stop" and .asked_ms == 120000
     and (.reasons | index("too-long") or index("deadline"))'
run 1 advise --deadline 0.5 502
run 0 advise --deadline 1.5 502
# The time that is left counts from this attempt on.
run 0 advise --deadline 8 --attempt 3 503

# ---- What is asked for ------------------------------------------------------------------

run 0 advise --json --clock 784111747 --field 'Retry-After: Sun, 06 Nov 1994 08:49:37 GMT' 503
all '.asked == "date" and .asked_ms == 30000 and .delay_ms >= 30000'
run 0 advise --json --clock 784111777 --field 'Retry-After: Sun, 06 Nov 1994 08:49:37 GMT' 503
all '.asked == "past" and .asked_ms == 0'
# The response's own Date counts before a clock that may be wrong.
run 0 advise --json --clock 5 --field 'Date: Sun, 06 Nov 1994 08:49:27 GMT' \
	--field 'Retry-After: Sun, 06 Nov 1994 08:49:37 GMT' 503
all '.asked == "date" and .asked_ms == 10000'
# Without --clock it is today.
run 0 advise --json --field 'Retry-After: Sun, 06 Nov 1994 08:49:37 GMT' 503
all '.asked == "past"'
# 10^9 seconds and more are no delay that anybody means, but for a reader of the grammar.
run 1 advise --json --strict-times --field 'Retry-After: 4294967296' 503
all '.asked == "forever" and (has("asked_ms") | not)'
run 1 advise --json --clock 4294967000 --field 'Retry-After: 4294967296' 503 --max-wait 200
all '.asked == "date" and .asked_ms == 296000 and (.reasons | index("lenient"))'
run 0 advise --json --field 'Retry-After: 292.05' 429
all '.asked_ms == 292050 and .delay_ms >= 292050 and (.reasons | index("lenient"))'
run 0 advise --json --strict-times --field 'Retry-After: 292.05' 429
all '.asked == "malformed"'
run 0 advise --json --field 'Retry-After: -1' 503
all '.asked == "malformed" and (has("asked_ms") | not)'
run 0 advise --json 503
all '(has("asked") or has("asked_ms")) | not'
# Of several the largest.
run 0 advise --json --field 'Retry-After: 3' --field 'Retry-After: 9' --field 'Retry-After: 1' 503
all '.asked_ms == 9000'
# A time never gives permission.
run 1 advise --field 'Retry-After: 1' 404
run 1 advise --field 'Retry-After: 1' --method POST 503
run 0 advise --field 'Retry-After: 1' --method POST 413
run 1 advise 413
run 1 advise --json --field 'Retry-After: 7' 301
all '.verdict == "follow" and .delay_ms >= 7000'

run 0 advise --field 'X-Should-Retry: false' 503
run 1 advise --json -c x-should-retry --field 'X-Should-Retry: false' 503
all '.reasons | index("forbidden")'
run 0 advise --json --field 'X-RateLimit-Remaining: 0' --field 'X-RateLimit-Reset: 20' 429
all 'has("asked") | not'
run 0 advise --json -c x-ratelimit --field 'X-RateLimit-Remaining: 0' \
	--field 'X-RateLimit-Reset: 20' 429
all '.asked_ms == 20000'

# ---- Sets, catalogs ------------------------------------------------------------------------

run 1 advise --json --never 5xx 503
all '.reasons | index("overridden")'
run 0 advise --json --always 404 404
all '.reasons | index("overridden")'
run 1 advise --always 4xx --never 404 404
run 1 advise --always 4xx --always=-404 404
run 1 advise --always 5xx --method POST 500

run 1 advise --json -c otc-dli 503
all '.verdict == "amend" and .catalog == "otc-dli" and (.reasons | index("departs"))'
run 0 advise -c otc-dli --prefer-rfc 503
run 0 advise -c otc-dli --field 'Retry-After: 1' 503
run 0 advise --method POST -c cloudflare 521
run 0 advise --method POST 'web server is down'
run 0 -c cloudflare advise --method POST 521
run 1 advise --method POST 521
has 'Known to     cloudflare'
run 1 advise --json --method POST 521
all '.known_to == ["cloudflare"] and (.reasons | index("class-only"))'
run 0 --json advise 503
all '.code == 503 and .class == "5xx" and .phrase == "Service Unavailable" and .catalog == "iana"
     and .attempt == 1 and .verdict == "retry" and .processed == "likely-not"
     and (.reasons | index("throttled")) and .text'

# ---- Failures --------------------------------------------------------------------------------

for failure in unconnected refused; do
	run 0 advise --json --method POST --failure $failure
	all '.failure == "'$failure'" and (has("code") | not) and .delay_ms == 0'
done
for failure in broken timed-out truncated; do
	run 0 advise --failure $failure
	narrow
	run 1 advise --json --method POST --failure=$failure
	all '.reasons | index("unsafe-method")'
done
run 1 advise --failure timed-out --attempt 2

# ---- Heads on standard input --------------------------------------------------------------------

heads 0 'HTTP/2 503\r\nretry-after: 2\r\n\r\n'
all '.code == 503 and .asked_ms == 2000 and .delay_ms >= 2000 and .delay_ms <= 4000'
# The last final head counts, and only its own fields do.
heads 0 'HTTP/1.1 301 x\r\nRetry-After: 100\r\nLocation: /\r\n\r\nHTTP/1.1 503 x\r\n\r\n'
all '.code == 503 and (has("asked") | not)'
heads 1 'HTTP/1.1 200 Established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 x\r\n\r\n'
all '.code == 404'
heads 0 'HTTP/1.1 503 x\r\nRetry-After: 3\r\n\r\nHTTP/1.1 103 x\r\nRetry-After: 100\r\n\r\n'
all '.code == 503 and .asked_ms == 3000'
heads 3 'HTTP/1.1 100 Continue\r\n\r\n'
all '.code == 100 and .verdict == "wait"'
# What comes behind the head is no field, even without a last line end.
heads 0 'HTTP/1.1 503 x\nRetry-After: 4\n\nRetry-After: 200\nbody'
all '.asked_ms == 4000'
heads 0 'HTTP/1.1 503 x\r\nRetry-After: 5'
all '.asked_ms == 5000'
heads 0 'HTTP/1.1 503 x\r\nRetry-After: 6\r\n\r\n' --field 'Retry-After: 8' --attempt 2
all '.asked_ms == 8000 and .attempt == 2 and .delay_ms >= 8000 and .delay_ms <= 24000'
heads 0 '\r\nnoise\r\nHTTP/1.1 503\r\n\r\n'
all '.code == 503'
heads 1 'HTTP/1.1 503 x\r\n\r\n' --method POST
all '.reasons | index("unsafe-method")'
date='Sun, 06 Nov 1994 08:49'
heads 0 "HTTP/1.1 503 x\r\nDate: $date:27 GMT\r\nRetry-After: $date:57 GMT\r\n\r\n"
all '.asked == "date" and .asked_ms == 30000'
heads 1 'HTTP/1.1 503 x\r\n\r\n' -c otc-dli
all '.catalog == "otc-dli"'

for text in '' 'Retry-After: 1\r\n\r\n' 'curl: (6) no such host\n'; do
	heads 2 "$text"
	complains 'there is no status line'
	is ''
done
heads 2 'HTTP/1.1 503 x\r\n\r\nHTTP/1.1 what\033[31m\r\n\r\n'
complains "'HTTP/1.1 what?[31m': no status code"
heads 2 'HTTP/1.1 4040 x'
complains 'no status code'

# Any bytes, and a head of any length.
head -c 100000 /dev/urandom >"$work/noise"
{
	printf 'HTTP/1.1 503 x\r\n'
	cat "$work/noise"
	yes 'X: 0123456789012345678901234567890123456789012345678901234567890' | head -n 40000
} >"$work/in"
checks=$((checks + 1))
"$HTTPSTATUS" advise --json - <"$work/in" >"$work/out" 2>"$work/err"
[ $? -lt 2 ] || fail "no advice on a long head"
all '.code == 503'
# A field counts wherever it stands.
{
	printf 'HTTP/1.1 503 x\r\n'
	yes 'a:' | head -c 3000000
	printf 'Retry-After: 3600\r\n\r\n'
} >"$work/in"
run 1 advise --json - <"$work/in"
all '.asked_ms == 3600000'
checks=$((checks + 1))
"$HTTPSTATUS" advise - <"$work" >"$work/out" 2>"$work/err"
[ $? = 2 ] || fail "a directory is no response head"

# ---- For sleep(1) -----------------------------------------------------------------------------

run 0 advise --delay 421
is 0
run 0 advise --delay --base 0 --throttled-base 0 --field 'retry-after-ms: 0' 503
is 0
for attempt in 1 2 3; do
	for locale in C de_DE.UTF-8; do
		export LC_ALL=$locale
		for seed in 1 2 3; do
			run 0 advise --delay --attempt $attempt --seed $seed 503
			checks=$((checks + 1))
			grep -qxE '[0-9]+(\.[0-9]{0,2}[1-9])?' "$work/out" || fail "sleep may not understand it"
			cp "$work/out" "$work/delay"
			run 0 advise --json --attempt $attempt --seed $seed 503
			all ".delay_ms == ($(cat "$work/delay") * 1000 | round)"
		done
	done
done
unset LC_ALL
run 1 advise --delay 404
is ''
run 1 advise --delay 301
is ''
silent
# Who polls asks again after the time that was named, whatever the status.
run 3 advise --delay --method POST --field 'Retry-After: 3' 200
is 3
run 3 advise --delay --field 'Retry-After: 0' 202
is ''
for code in 401 403 404 409 410 507; do
	run 1 advise --delay --field 'Retry-After: 60' $code
	is 60
done
run 1 advise --delay --field 'Retry-After: 7' 301
is 7

# Without a seed every run has its own.
for _ in 1 2 3 4 5 6 7 8; do
	"$HTTPSTATUS" advise --delay 503
done >"$work/out"
checks=$((checks + 1))
[ "$(sort -u "$work/out" | wc -l)" -gt 1 ] || fail "all runs wait for the same time"

# ---- plan ---------------------------------------------------------------------------------------

# usage: bounds JSON ARGUMENT... : the least and the most of each row; the rest is in order
bounds() {
	rows=$1
	shift
	run 0 plan --json "$@"
	json "map(select(.verdict == \"retry\")) | map([.min_ms, .max_ms]) == $rows"
	json 'map(.attempt) == [range(1; length + 1)]'
	json 'map(select(.verdict == "retry") | .min_ms <= .delay_ms and .delay_ms <= .max_ms) | all'
	json '(map(select(.verdict == "retry") .delay_ms) | add) == .[-1].sum_ms'
	json '.[-1] | .verdict != "retry" and .text != ""'
}

bounds '[[500,1000],[1000,2000],[2000,4000]]'
json '.[-1].reasons | index("attempts")'
bounds '[[500,1000],[1000,2000],[2000,4000]]' --seed 77 503
bounds '[[0,100],[0,200],[0,400]]' 502
bounds '[[0,100]]' 500
json '.[-1].reasons | index("code-limit")'
bounds '[[0,0]]' 421
bounds '[[5000,10000],[5000,15000],[5000,25000]]' --asked 5
bounds '[[5000,10000],[5000,15000],[5000,25000]]' --asked 5 429
bounds '[[500,1000],[1000,2000],[2000,4000]]' --asked 0 429
bounds '[[0,50],[0,100],[0,200],[0,400],[0,500],[0,500]]' --attempts 7 --base 50ms --cap 500ms 502
bounds '[[100,200],[200,400]]' --attempts 3 --throttled-base 200ms 429
bounds '[[500,1000],[1000,2000],[2000,4000],[4000,8000],[8000,16000],'\
'[10000,20000],[10000,20000]]' \
	--attempts 8 503
bounds '[[400000,599000]]' --asked 400 --max-wait 400 --attempts 2

# Each number of a policy, from what the manual says of it.
bounds '[[0,50],[0,100],[0,150]]' --growth linear --base 50ms 502
bounds '[[0,50],[0,50],[0,50]]' --growth none --base 50ms 502
bounds '[[0,50],[0,100],[0,200]]' --growth doubling --base 0.05s 502
bounds '[[50,50],[100,100],[200,200]]' --jitter 0 --base 50ms 502
bounds '[[75,100],[150,200],[300,400]]' --jitter 25 502
bounds '[[750,1000],[1500,2000],[3000,4000]]' --jitter 25 503
bounds '[[5000,6000]]' --asked 5 --max-delay 6 --attempts 2
bounds '[[60000,60000]]' --jitter 0 --base 1m --cap 1h --attempts 2 502
bounds '[[3600000,3600000]]' --jitter 0 --base 1h --cap 2h --max-elapsed 0 --attempts 2 502
bounds '[[100,100]]' --code-limits yes --jitter 0 500
bounds '[[100,100],[200,200],[400,400]]' --code-limits no --jitter 0 500
bounds '[[120000,240000]]' --asked 2m --attempts 2
run 1 plan --json --asked 5 --max-delay 4
json '.[0].reasons | index("too-long")'
run 0 plan --json --asked 5 --max-total-wait 14 --attempts 9
json '.[-1].sum_ms <= 14000 and (.[-1].reasons | index("too-long"))'
run 0 advise --deadline 1.1 --min-attempt 1 502
run 1 advise --deadline 1.1 --min-attempt 1.2 502
run 1 advise --deadline 1100ms --min-attempt 1200ms 502
# A redirect is no attempt that ends: --attempt counts hops here.
run 1 advise --json --max-redirects 0 302
all '.verdict == "stop" and (.reasons | index("redirects"))'
run 1 advise --json 302
all '.verdict == "follow"'
run 1 advise --json --attempt 3 --max-redirects 2 302
all '.verdict == "stop" and (.reasons | index("redirects"))'
run 1 advise --method POST 503
run 0 advise --method POST --accept-likely 503
run 1 advise --method POST --accept-likely 500
run 1 advise --failure timed-out --attempt 2
run 0 advise --failure timed-out --timeout-limit 2 --attempt 2
run 1 advise --json --failure timed-out --timeout-limit 2 --attempt 3
all '.reasons | index("code-limit")'
run 1 advise --failure timed-out --timeout-limit 0
run 0 advise --failure timed-out --timeout-limit none --attempts 9 --attempt 8

# Nothing is asked to end later than it may.
for seed in 0 1 2 3 4 5 6 7; do
	run 0 plan --json --asked 4 --max-elapsed 10 --attempts 9 --seed $seed
	json 'map(select(.verdict == "retry") | .delay_ms >= 4000 and .sum_ms <= 9000) | all'
	json '.[-1].reasons | index("too-long") or index("deadline")'
done

run 1 plan --json 404
json 'length == 1 and .[0].attempt == 1 and .[0].verdict == "stop" and .[0].sum_ms == 0'
run 1 plan --json --asked 301
json '.[0].reasons | index("too-long")'
run 1 plan --attempts 1
run 1 plan -c otc-dli
run 0 plan -c loki 503

run 0 plan
has '503 Service Unavailable' 'Minimum' 'Maximum' '0.500' '1.000' '4.000'
checks=$((checks + 1))
[ "$(wc -l <"$work/out")" -ge 6 ] || fail "not a line for each attempt"
narrow
silent
run 0 plan --asked 30 429
has '429 Too Many Requests' 'Retry-After: 30' '30.000' '60.000'
run 0 plan --attempts 40 --max-elapsed 0 --cap 4294967295 502
narrow

# The same seed draws the same delays in both.
for seed in 0 5 999; do
	run 0 plan --json --seed $seed 503
	cp "$work/out" "$work/plan"
	for attempt in 1 2 3; do
		run 0 advise --json --seed $seed --attempt $attempt 503
		all ".delay_ms == $(jq "select(.attempt == $attempt) .delay_ms" "$work/plan")"
	done
done
run 0 plan
cp "$work/out" "$work/plan"
run 0 plan
checks=$((checks + 1))
cmp -s "$work/out" "$work/plan" || fail "two plans differ"

# ---- Usage ----------------------------------------------------------------------------

for subcommand in advise plan; do
	run 0 $subcommand --help
	has "usage: httpstatus $subcommand" '--attempts=N' 'Exit status'
	narrow
	run 0 --help $subcommand
	has "usage: httpstatus $subcommand"
	run 0 $subcommand --version
	has 'httpstatus 1.'
	run 2 $subcommand --nonsense
	complains "usage: httpstatus $subcommand"
	run 2 $subcommand 503 504
	complains "$subcommand takes one operand"
	run 2 $subcommand 5xx
	complains "'5xx' is a class, expected one code"
	run 2 $subcommand 60V
	complains "'60V': neither a status code nor a known phrase"
	run 2 $subcommand ''
	complains 'nothing there'
	run 2 $subcommand -c nonesuch 503
	complains "no built-in catalog and no file is called 'nonesuch'"
	run 2 $subcommand --attempts 4294967296 503
	complains '--attempts'
	run 2 $subcommand --attempts -1 503
	for number in '' x -1 1x 18446744073709551616; do
		run 2 $subcommand --seed="$number" 503
		complains "--seed: found '$number'"
	done
	# Times are read in the same way everywhere, and told in the unit that was asked for.
	for option in base throttled-base cap max-wait max-delay max-total-wait max-elapsed min-attempt; do
		run 2 $subcommand --$option=4294967296 503
		complains "--$option: found '4294967296', expected a time from 0 to 4294967295 seconds"
		run 2 $subcommand --$option=4294967295001ms 503
		complains "--$option: found '4294967295001ms', expected a time from 0 to 4294967295 seconds"
	done
	for number in '' . 1. .5 1.0000 -1 4294967295.001 1e3 0x1 1d '1 s' s 1ss; do
		run 2 $subcommand --max-wait="$number" 503
		complains "--max-wait: found '$number', expected a time from 0 to 4294967295 seconds"
	done
	run 2 $subcommand --max-wait=0.5ms 503
	complains "expected a time from 0 to 4294967295 seconds"
	run 2 $subcommand --max-wait=71582788.251m 503
	complains "expected a time from 0 to 4294967295 seconds"
	run 2 $subcommand --max-wait=18446744073709551615h 503
	complains "expected a time from 0 to 4294967295 seconds"
	for number in 4294967295.000 4294967295s 4294967295000ms 1.0ms 71582788.250m 1193046h; do
		run 0 $subcommand --max-wait=$number 503
	done
	for option in attempts max-redirects; do
		run 0 $subcommand --attempts=2 --$option=4294967295 503
		for number in '' x -1 4294967296 1s; do
			run 2 $subcommand --$option="$number" 503
			complains "--$option: found '$number', expected a number from 0 to 4294967295"
		done
	done
	for number in '' x 101 -1; do
		run 2 $subcommand --jitter="$number" 503
		complains "--jitter: found '$number', expected a percentage from 0 to 100"
	done
	for number in '' x 15 255 nonesuch -1; do
		run 2 $subcommand --timeout-limit="$number" 503
		complains "--timeout-limit: found '$number', expected a number from 0 to 14, or none"
	done
	for word in '' x 1 true; do
		run 2 $subcommand --code-limits="$word" 503
		complains "--code-limits: found '$word', expected yes or no"
		run 2 $subcommand --growth="$word" 503
		complains "--growth: found '$word', expected doubling, linear or none"
	done
	for option in accept-likely prefer-rfc; do
		run 0 $subcommand --$option 503
		run 2 $subcommand --$option=1 503
		complains "'--$option' takes no value"
	done
done
run 0 --help
has 'httpstatus advise' 'httpstatus plan'

# Which failures are retried, which at once, and which codes.
run 0 advise --json --failure broken --at-once all
all '.delay_ms == 0'
run 0 advise --json --failure broken --at-once none --seed 1
all '.delay_ms > 0'
run 1 advise --failure broken --failures unconnected,refused
run 3 advise --done 404,410 404
run 1 advise --only 429 503
run 0 advise --only 429,503 503
run 1 advise --always 404 --never 4xx 404
run 0 advise --never 404 --never none --always 404 404

# Words in any case; options on either side of the subcommand, and cut short where one is meant.
run 0 plan --timeout-limit=NONE --growth=Linear --code-limits=NO 503
run 0 --attempts 2 --base 10s plan --json 502
all '.attempt <= 2'
run 0 plan --attempt 2 --json 502
all '.attempt <= 2'
run 0 advise --json --attempt 2 --time none --method GET 503
all '.attempt == 2'

run 2 advise
complains 'advise takes a code, -, or --failure'
run 2 advise --json --delay 503
complains '--json and --delay exclude each other'
run 2 advise --failure broken 503
complains '--failure takes no operand'
run 2 advise --failure late
complains "--failure: found 'late', expected unconnected, refused, broken, timed-out, truncated or unknown-host"
run 2 advise --attempt 0 503
complains "--attempt: found '0', expected a number from 1 to 1000000"
run 2 advise --clock yesterday 503
complains '--clock'
run 2 advise --always 5xx,x 503
complains "--always: found 'x', expected"
run 2 advise --never '' 503
complains '--never'
for field in 'Retry-After' ': 2' 'Retry After: 2' ''; do
	run 2 advise --field "$field" 503
	complains "--field: found '$field', expected 'Name: value'"
done
run 2 plan --asked 1.5
complains '--asked'
run 2 plan --asked

if [ -w /dev/full ]; then
	for subcommand in advise plan; do
		checks=$((checks + 1))
		"$HTTPSTATUS" $subcommand 503 >/dev/full 2>"$work/err"
		[ $? = 2 ] || fail "$subcommand: a full disk is no success"
	done
fi

finish
