#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The example fetch, and the command, against servers that nobody here wrote:
# nginx, haproxy and apache2 on free ports of loopback. What fetch did is taken
# from the servers' logs: how often a request arrived, and how long after the one
# before. What it should have done follows from the documented rules: which codes
# are repeated, how often, and between which delays.
#
# Nothing depends on the machine's speed. A request is never early, by the servers'
# logs; how late it may be is judged by the delay that fetch says it waits, as a
# loaded machine adds to that what it likes. Limits hold until they are lifted.
#
# usage: HTTPSTATUS=./httpstatus FETCH=./fetch srcdir=. tests/integration/run.sh
#
# UPSTREAM names the helper, if it is built already. Where a server is missing, the
# script says which package has it and fails. It prints a line for each case, and
# takes about half a minute.
set -u

# shellcheck source=tests/integration/servers.sh
. "${srcdir:=.}/tests/integration/servers.sh"

missing=
need nginx nginx
need haproxy haproxy
need apache2 apache2-bin
need curl curl
[ -z "$missing" ] || exit 1

failures=0
checks=0
# Clocks are corrected while they run. Milliseconds.
early=5
# fetch says seconds with one decimal.
rounded=100

# ---- Clients and what they did ------------------------------------------------------

# usage: start CASE PATH OPTION... : fetch in the background, from $base
start() {
	started=$1
	url="$base$2?case=$1"
	shift 2
	timeout 1800 "$FETCH" --max-wait 5 "$@" "$url" \
		>"$work/case/$started.out" 2>"$work/case/$started.err" </dev/null &
	client_pids="$client_pids $!"
	echo "$started $!" >>"$work/started"
}

# Waits for all that were started, and keeps their exit statuses.
finish() {
	[ -f "$work/started" ] || return
	while read -r name pid; do
		wait "$pid"
		echo $? >"$work/case/$name.status"
	done <"$work/started"
	rm "$work/started"
	client_pids=
}

# usage: delays FILE... : for each, its case and the delays that fetch said, in ms, joined by commas
delays() {
	awk 'FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\.err$/, "", name); names[name] }
	/ at once$/ { said[name] = said[name] "0," }
	/ in [0-9.]+ m?s$/ { said[name] = said[name] $(NF - 1) * ($NF == "s" ? 1000 : 1) "," }
	END { for (name in names) print name, (said[name] == "" ? "-" : said[name]) }' "$@"
}

# usage: within LOW-HIGH MEASURED SAID
within() {
	[ -n "$2" ] && [ -n "$3" ] && [ "$2" -ge $((${1%-*} - early)) ] && [ "$3" -le $((${1#*-} + rounded)) ]
}

# usage: fault WHAT EXPECTED FOUND
fault() {
	failures=$((failures + 1))
	faults="$faults; $1: expected $2, found $3"
}

judge_gaps() {
	found=$(gaps "$log" "$name")
	said=$(delays "$work/case/$name.err" | sed 's/.* //')
	nth=0
	for range in $1; do
		nth=$((nth + 1))
		checks=$((checks + 1))
		gap=$(echo "$found " | cut -d' ' -f$nth)
		delay=$(echo "$said," | cut -d, -f$nth)
		within "$range" "$gap" "$delay" ||
			fault "time before attempt $((nth + 1))" "$range ms" "${gap:-none}, said ${delay:-none}"
	done
}

# The second attempt is not before the time, in seconds.
judge_due() {
	found=$(arrivals "$log" "$name" | sed -n '2s/ .*//p')
	checks=$((checks + 1))
	[ "${found:-0}" -ge $(($1 * 1000 - early)) ] ||
		fault 'time of attempt 2' "not before $1" "${found:-none}"
}

# usage: judge_one ASPECT EXPECTED, of the case $name
judge_one() {
	err=$work/case/$name.err
	case $1 in
	gaps)
		judge_gaps "$2"
		return
		;;
	due)
		judge_due "$2"
		return
		;;
	attempts) found=$(arrivals "$log" "$name" | grep -c .) ;;
	exit) found=$(cat "$work/case/$name.status") ;;
	statuses) found=$(arrivals "$log" "$name" | awk '{ printf "%s%s", s, $2; s = " " }') ;;
	methods) found=$(arrivals "$log" "$name" | awk '{ printf "%s%s", s, $3; s = " " }') ;;
	paths) found=$(arrivals "$log" "$name" | awk '{ printf "%s%s", s, $4; s = " " }') ;;
	# How often a request reached what stands behind the server in question.
	behind) found=$(arrivals "$work/upstream.out" "$name" | grep -c .) ;;
	content) found=$(cksum <"$work/case/$name.out") ;;
	says)
		found=$(tr '\n' '|' <"$err")
		! grep -qF -e "$2" "$err" || found=$2
		;;
	*) found='no such aspect' ;;
	esac
	checks=$((checks + 1))
	# A pattern: a limit may be met more than once before it is lifted.
	# shellcheck disable=SC2254
	case $found in
	$2) ;;
	*) fault "$1" "'$2'" "'$found'" ;;
	esac
}

# usage: report TITLE: the line of the case, by $faults and $name
report() {
	if [ -z "$faults" ]; then
		printf 'ok   %s\n' "$1"
	else
		printf 'FAIL %s: %s\n' "$1" "${faults#; }"
		[ ! -f "$work/case/$name.err" ] || sed 's/^/         fetch: /' "$work/case/$name.err"
	fi
}

# usage: judge CASE TITLE [ASPECT EXPECTED]...
judge() {
	name=$1
	title=$2
	shift 2
	faults=
	while [ $# -ge 2 ]; do
		judge_one "$1" "$2"
		shift 2
	done
	waits=$(gaps "$log" "$name")
	report "$title: $(arrivals "$log" "$name" | grep -c .) sent${waits:+, after $waits ms}"
}

# ---- advise on real heads -----------------------------------------------------------

# usage: advise TITLE FILTER [OPTION]... : on the head in $work/head; FILTER is grep's
advise() {
	title=$1
	wanted=$2
	shift 2
	name=none
	faults=
	checks=$((checks + 1))
	found=$("$HTTPSTATUS" advise --json --seed 1 "$@" - <"$work/head" 2>&1)
	echo "$found" | grep -q -e "$wanted" || fault advise "$wanted" "$found"
	report "advise - on $title"
}

# usage: head_of URL [CURL'S OPTION]...
head_of() {
	curl -s -m 600 -D - -o "$work/content" "$@"
}

# ---- nginx --------------------------------------------------------------------------

# Delays by the formula, in milliseconds: shortest-longest before attempt 2, before 3.
throttled='500-1000 1000-2000'
transient='0-100 0-200'
asked_1='1000-2000 1000-3000'

# usage: expected METHOD CODE: attempts of at most 3
expected() {
	case $1-$2 in
	*-423 | *-429) echo 3 ;;
	*-421 | *-425) echo 2 ;;
	# A part that nobody asked for counts as an answer that broke off.
	GET-206) echo 3 ;;
	# nginx closes the connection without an answer.
	GET-408 | GET-444 | GET-499) echo 3 ;;
	GET-502 | GET-503 | GET-504) echo 3 ;;
	# Said by the RFC to be of no use to repeat.
	GET-501 | GET-505 | GET-506 | GET-507 | GET-508 | GET-510 | GET-511) echo 1 ;;
	# 500, and what nobody registered, which counts as 500.
	GET-5??) echo 2 ;;
	*) echo 1 ;;
	esac
}

expected_gaps() {
	case $1 in
	429 | 503) echo "$throttled" ;;
	421) echo 0-0 ;;
	425) echo 0-100 ;;
	*) echo "$transient" ;;
	esac
}

# usage: expected_exit METHOD CODE
expected_exit() {
	case $1-$2 in
	# A part that nobody asked for is not the whole.
	*-206) echo 1 ;;
	# RFC 3229, 10.4.1: only a GET has this response.
	POST-226) echo 1 ;;
	*-2??) echo 0 ;;
	*) echo 1 ;;
	esac
}

codes=$(awk 'BEGIN { for (n = 200; n < 600; n++) print n }')
registered=$("$HTTPSTATUS" list --json | sed -n 's/^{"code":\([2-5]..\),.*/\1/p')

start_code() {
	start "GET-$1" "/code/$1" --attempts 3
	start "POST-$1" "/code/$1" --attempts 3 --method POST --data x
}

# Some at a time; the slow ones run already.
start_other_codes() {
	base=$nginx
	running=0
	for code in $codes; do
		case $code in
		429 | 503) continue ;;
		esac
		start_code "$code"
		running=$((running + 2))
		[ $((running % 40)) != 0 ] || finish
	done
	finish
}

# All in one go: CODE TIMES GAPS DELAYS TIMES GAPS DELAYS, for GET and POST; the gaps
# between arrivals and the delays that fetch said are joined by commas.
count_codes() {
	delays "$work"/case/GET-*.err "$work"/case/POST-*.err | awk 'FILENAME == "-" {
		said[$1] = $2
		next
	}
	{
		if ($5 !~ /[?]case=(GET|POST)-/)
			next
		name = $5
		sub(/.*case=/, "", name)
		time = ($1 - $2) * 1000
		if (times[name]++)
			gaps[name] = gaps[name] sprintf("%.0f,", time - last[name])
		last[name] = time
	}
	function all(name) {
		return (times[name] + 0) " " (gaps[name] == "" ? "-" : gaps[name]) " " (name in said ? said[name] : "-")
	}
	END {
		for (n = 200; n < 600; n++)
			print n, all("GET-" n), all("POST-" n)
	}' - "$1"
}

# usage: judge_code METHOD CODE TIMES GAPS DELAYS
judge_code() {
	name=$1-$2
	wanted=$(expected "$1" "$2")
	checks=$((checks + 2))
	[ "$3" = "$wanted" ] || fault "$1, attempts" "$wanted" "$3"
	read -r found <"$work/case/$name.status"
	[ "$found" = "$(expected_exit "$1" "$2")" ] || fault "$1, exit" "$(expected_exit "$1" "$2")" "$found"
	gaps=$4
	said=$5
	for range in $(expected_gaps "$2"); do
		gap=${gaps%%,*}
		gaps=${gaps#*,}
		delay=${said%%,*}
		said=${said#*,}
		case $gap in
		'' | -) break ;;
		esac
		checks=$((checks + 1))
		within "$range" "$gap" "${delay#-}" ||
			fault "$1, time between" "$range ms" "$gap, said $delay"
	done
}

# Codes with a meaning of their own get a line each, others if something is wrong.
judge_codes() {
	others=0
	count_codes "$work/nginx.log" >"$work/counts"
	while read -r code get_times get_gaps get_delays post_times post_gaps post_delays; do
		faults=
		judge_code GET "$code" "$get_times" "$get_gaps" "$get_delays"
		judge_code POST "$code" "$post_times" "$post_gaps" "$post_delays"
		case "$faults $registered " in
		" "*"$code"*) ;;
		" "*)
			others=$((others + 1))
			continue
			;;
		esac
		title="nginx $code: GET $get_times sent, after $get_gaps ms"
		report "$title; POST $post_times sent, after $post_gaps ms" |
			sed 's/, after - ms//g; s/, ms/ ms/g'
	done <"$work/counts"
	faults=
	report "nginx, $others codes that nobody registered: a 5xx to a GET twice, all others once"
}

start_retry_after() {
	base=$nginx
	start after-1 /after/1 --attempts 3
	start after-0 /after/0 --attempts 3
	start after-1-post /after/1 --attempts 3 --method POST --data x
	start after-1-key /after/1 --attempts 2 --method POST --data x --idempotency-key k1
	start after-1-put /after/1 --attempts 2 --method PUT --data x
	start after-1-429 /after-429/1 --attempts 2 --method POST --data x
	start after-1-413 /after-413/1 --attempts 2
	start after-1-404 /after-404/1 --attempts 2
	due=$(($(date +%s) + 2))
	start after-imf "/after/$(date_of $due "$imf")" --attempts 2
	start after-850 "/after/$(date_of $due "$rfc850")" --attempts 2
	start after-asctime "/after/$(date_of $due "$asctime")" --attempts 2
	start after-past /after/Sun,%2006%20Nov%201994%2008:49:37%20GMT --attempts 2
	start after-6 /after/6 --attempts 2
	start after-huge /after/99999999999999999999 --attempts 2
	start after-far /after/Fri,%2031%20Dec%209999%2023:59:59%20GMT --attempts 2
	number=0
	for value in soon -1 +1 0x1; do
		number=$((number + 1))
		start "after-bad-$number" "/after/$value" --attempts 2
	done
	start after-point /after/1.5 --attempts 2
	start after-unit /after/1s --attempts 2
	start twice-1-2 /twice/1/2 --attempts 2
	start twice-2-1 /twice/2/1 --attempts 2
	start twice-bad-1 /twice/soon/1 --attempts 2
	start twice-in-one /after/1,%202 --attempts 2
}

judge_retry_after() {
	log=$work/nginx.log
	first=${throttled% *}
	judge after-1 'nginx 503, Retry-After: 1' attempts 3 gaps "$asked_1" exit 1 \
		says '503: the server asks for 1 s; attempt 2 of 3 in'
	judge after-0 'nginx 503, Retry-After: 0: a backoff of its own' attempts 3 gaps "$throttled" exit 1
	judge after-1-post 'nginx 503 to a POST: a time is no permission' attempts 1 exit 1
	judge after-1-key 'nginx 503 to a POST with Idempotency-Key' attempts 2 \
		gaps 1000-2000 methods 'POST POST' exit 1
	judge after-1-put 'nginx 503 to a PUT' attempts 2 gaps 1000-2000 methods 'PUT PUT' exit 1
	judge after-1-429 'nginx 429 to a POST, which is a refusal' attempts 2 gaps 1000-2000 \
		methods 'POST POST' exit 1
	judge after-1-413 'nginx 413 with a time, which is temporary' attempts 2 gaps 1000-2000 exit 1
	judge after-1-404 'nginx 404 with a time, which changes nothing' attempts 1 exit 1
	judge after-imf 'nginx 503, IMF-fixdate in 2 s' attempts 2 due $due gaps 0-4000 exit 1
	judge after-850 'nginx 503, RFC 850 date in 2 s' attempts 2 due $due gaps 0-4000 exit 1
	judge after-asctime 'nginx 503, asctime date in 2 s' attempts 2 due $due gaps 0-4000 exit 1
	judge after-past 'nginx 503, a date that has passed' attempts 2 gaps 0-1000 exit 1
	judge after-6 'nginx 503, longer than --max-wait 5' attempts 1 exit 1 says '6 s'
	judge after-huge 'nginx 503, 20 digits' attempts 1 exit 1 says 'longer'
	judge after-far 'nginx 503, the last date there is' attempts 1 exit 1
	number=0
	for value in soon -1 +1 0x1; do
		number=$((number + 1))
		judge "after-bad-$number" "nginx 503, Retry-After: $value: as if it were absent" \
			attempts 2 gaps "$first" exit 1
	done
	judge after-point 'nginx 503, Retry-After: 1.5: plainly a time' attempts 2 gaps 1500-3000 exit 1
	judge after-unit 'nginx 503, Retry-After: 1s: plainly a time' attempts 2 gaps 1000-2000 exit 1
	judge twice-1-2 'nginx 503, Retry-After 1 and 2' attempts 2 gaps 2000-4000 exit 1
	judge twice-2-1 'nginx 503, Retry-After 2 and 1' attempts 2 gaps 2000-4000 exit 1
	judge twice-bad-1 'nginx 503, Retry-After soon and 1' attempts 2 gaps 1000-2000 exit 1
	judge twice-in-one 'nginx 503, Retry-After: 1, 2' attempts 2 gaps 2000-4000 exit 1
}

# usage: refused LOG CASE CODE: waits until a server has refused it
refused() {
	tries=0
	until arrivals "$1" "$2" | grep -q "^[0-9]* $3 " || [ $tries = 600 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
}

# usage: start_limited CODE CASE PATH OPTION... : another request uses up nginx's limit before
start_limited() {
	code=$1
	shift
	: >"$work/www/limited-$1"
	head_of "$base$2?case=$1" >/dev/null
	start "$@" --attempts 10
	refused "$work/nginx.log" "$1" "$code"
	rm "$work/www/limited-$1"
}

start_limits() {
	base=$nginx
	start_limited 429 limited-get /limited-429
	start_limited 429 limited-post /limited-429 --method POST --data x
	start_limited 503 limited-get-503 /limited-503
	start_limited 503 limited-post-503 /limited-503 --method POST --data x
	: >"$work/www/closed-maintenance"
	start maintenance /maintenance --attempts 10
	refused "$work/nginx.log" maintenance 503
	rm "$work/www/closed-maintenance"
}

judge_limits() {
	log=$work/nginx.log
	# curl's request is in the log, too.
	judge limited-get 'nginx limit_req 429, GET' statuses '200 429* 200' behind 2 exit 0
	judge limited-post 'nginx limit_req 429, POST: the origin sees it once' \
		statuses '200 429* 200' methods 'GET POST* POST' behind 2 exit 0
	judge limited-get-503 'nginx limit_req 503, GET' statuses '200 503* 200' behind 2 exit 0
	judge limited-post-503 'nginx limit_req 503, POST' statuses '200 503' behind 1 exit 1
	judge maintenance 'nginx 503 until the work is done' statuses '503* 200' behind 1 \
		gaps 1000-2000 exit 0
}

# ---- What is behind nginx fails -----------------------------------------------------

start_upstream() {
	base=$nginx
	for path in dies half-head hangs closed; do
		start "$path-get" "/$path" --attempts 3
		start "$path-put" "/$path" --attempts 3 --method PUT --data x
		start "$path-post" "/$path" --attempts 3 --method POST --data x
	done
	start dies-key /dies --attempts 3 --method POST --data x --idempotency-key k2
	start hangs-key /hangs --attempts 2 --method POST --data x --idempotency-key k3
}

judge_upstream() {
	log=$work/nginx.log
	for path in dies half-head hangs closed; do
		code=502
		behind=3
		gaps=$transient
		case $path in
		dies) what='ends in mid-request' ;;
		half-head) what='ends in mid-answer' ;;
		hangs) what='does not answer' code=504 gaps='300-400 300-500' ;;
		closed) what='is not there' behind=0 ;;
		esac
		judge "$path-get" "nginx $code, what is behind $what, GET" \
			statuses "$code $code $code" behind $behind gaps "$gaps" exit 1
		judge "$path-put" "nginx $code, what is behind $what, PUT" \
			statuses "$code $code $code" behind $behind exit 1
		judge "$path-post" "nginx $code, what is behind $what, POST" \
			statuses "$code" behind $((behind / 3)) exit 1
	done
	judge dies-key 'nginx 502, POST with Idempotency-Key' statuses '502 502 502' behind 3 exit 1
	judge hangs-key 'nginx 504, POST with Idempotency-Key' statuses '504 504' behind 2 exit 1
}

# ---- Redirects ----------------------------------------------------------------------

start_redirects() {
	base=$nginx
	for code in 301 302 303 307 308; do
		start "redirect-$code-get" "/redirect/$code" --location
		start "redirect-$code-post" "/redirect/$code" --location --method POST --data x
		start "redirect-$code-stay" "/redirect/$code"
	done
	start redirect-late /redirect-late --location
	start redirect-round /round --location
	start redirect-503 /redirect-503 --location --attempts 2
	start redirect-503-post /redirect-503 --location --attempts 2 --method POST --data x
}

judge_redirects() {
	log=$work/nginx.log
	for code in 301 302 303 307 308; do
		case $code in
		307 | 308) method=POST ;;
		*) method=GET ;;
		esac
		judge "redirect-$code-get" "nginx $code, GET" methods 'GET GET' \
			paths "/redirect/$code /landed" behind 1 exit 0
		judge "redirect-$code-post" "nginx $code, POST, then $method" methods "POST $method" \
			paths "/redirect/$code /landed" behind 1 exit 0
		judge "redirect-$code-stay" "nginx $code without --location" attempts 1 exit 1
	done
	judge redirect-late 'nginx 302, Retry-After: 1' paths '/redirect-late /landed' \
		gaps 1000-2000 exit 0
	judge redirect-round 'nginx 302 in a circle' attempts 11 exit 1
	judge redirect-503 'nginx 307 to a 503, GET' statuses '307 503 503' exit 1
	judge redirect-503-post 'nginx 307 to a 503, POST' statuses '307 503' \
		methods 'POST POST' exit 1
}

# ---- Truncated and malformed answers ------------------------------------------------

start_broken() {
	base=$nginx
	start data /data --attempts 3
	start changed /changed --attempts 3
	start always-short /always-short --attempts 3
	base=$upstream
	start data-post /data --attempts 3 --method POST --data x
	start weak /weak --attempts 2
	for name in tabbed zeros bare-lf interim empty no-phrase bytes; do
		start "$name" "/$name" --attempts 2
	done
	start chunks /chunks --attempts 3
	start reused /reused --attempts 3 --method POST --data x
	start nothing /nothing --attempts 3
	start nothing-post /nothing --attempts 3 --method POST --data x
	base=http://127.0.0.1:$closed_port
	start unconnected / --attempts 3
	start unconnected-post / --attempts 3 --method POST --data x
}

judge_broken() {
	log=$work/nginx.log
	judge data 'nginx, 15000 of 40000 bytes, the rest by Range' statuses '200 206' \
		content "$data" exit 0
	checks=$((checks + 1))
	faults=
	grep -q 'case=data range="bytes=15000-"' "$log" ||
		fault Range 'bytes=15000-' "$(grep 'case=data ' "$log")"
	report 'nginx was asked for what was missing'
	judge changed 'nginx, 15000 of 40000 bytes, and the rest is of something else' \
		statuses '200 200' content "$changed" exit 0
	judge always-short 'nginx, too few bytes each time' attempts 3 content "$nothing" exit 1
	log=$work/upstream.out
	judge data-post 'too few bytes to a POST' attempts 1 content "$nothing" exit 1
	judge weak 'too few bytes with a weak ETag, so no Range' attempts 2 exit 1
	judge tabbed 'Retry-After in other letters, with tabs' attempts 2 gaps 1000-2000 exit 1
	judge zeros 'Retry-After with 8000 digits that mean 1' attempts 2 gaps 1000-2000 exit 1
	judge bare-lf 'lines that end in LF' attempts 2 gaps 1000-2000 exit 1
	judge no-phrase 'a status line without a phrase' attempts 2 gaps 1000-2000 exit 1
	judge interim 'a time in the interim 103 does not count' attempts 2 gaps 500-1500 exit 1
	judge empty 'Retry-After without a value' attempts 2 gaps 500-1500 exit 1
	judge bytes 'Retry-After that is no text' attempts 2 gaps 500-1500 exit 1
	judge chunks 'chunks that break off' attempts 2 content "$(echo ok | cksum)" exit 0
	judge reused 'POST, 429, then a connection that breaks: not a third time' attempts 2 exit 1
	judge nothing 'no answer at all, GET' attempts 3 gaps "$transient" exit 1
	judge nothing-post 'no answer at all, POST' attempts 1 exit 1
	judge unconnected 'no connection, GET' says 'attempt 3 of 3' exit 1
	judge unconnected-post 'no connection, POST: nobody acted' says 'attempt 3 of 3' exit 1
}

# ---- nginx's heads, and its phrases -------------------------------------------------

# usage: judge_phrases SERVER URL CODE... : httpstatus knows each phrase that it sends
judge_phrases() {
	server=$1
	url=$2
	shift 2
	name=none
	faults=
	phrases=0
	for code; do
		line=$(head_of "$url/$code" | tr -d '\r' | sed 1q)
		code=$(echo "$line" | cut -s -d' ' -f2)
		phrase=$(echo "$line" | cut -s -d' ' -f3-)
		[ -n "$phrase" ] || continue
		phrases=$((phrases + 1))
		checks=$((checks + 2))
		"$HTTPSTATUS" show --json "$line" 2>&1 | grep -q "^{\"code\":$code," ||
			fault "show '$line'" "$code" 'another answer'
		"$HTTPSTATUS" show --json "$phrase" 2>&1 | grep -q "^{\"code\":$code," ||
			fault "show '$phrase'" "$code" 'another answer'
	done
	checks=$((checks + 1))
	[ $phrases -gt 9 ] || fault phrases 'more than 9' $phrases
	report "the phrases of $server are known: $phrases"
}

judge_nginx_heads() {
	url=$nginx/after/1
	retry='"code":503,.*"verdict":"retry",.*"asked_ms":1000,'
	# In 1000 s, when it was asked for.
	asked_date='"asked":"date","asked_ms":\(9[0-9][0-9]\|1000\)000'
	head_of "$url" >"$work/head"
	advise 'nginx 503, HTTP/1.1' "$retry"
	head_of --http2-prior-knowledge "http://127.0.0.1:$http2_port/after/1" >"$work/head"
	advise 'nginx 503, HTTP/2' "$retry"
	head_of "$url" >"$work/head"
	advise 'nginx 503, to a POST' '"verdict":"stop"' --method POST
	head_of "$nginx/after/$(in_seconds 1000 "$imf")" >"$work/head"
	advise 'nginx 503, a date against Date' "$asked_date" --clock 0
	head_of "$nginx/after/$(in_seconds 1000 "$rfc850")" >"$work/head"
	advise 'nginx 503, RFC 850 date' "$asked_date" --clock 0
	head_of "$nginx/after/$(in_seconds 1000 "$asctime")" >"$work/head"
	advise 'nginx 503, asctime date' "$asked_date" --clock 0
	head_of "$nginx/code/404" >"$work/head"
	advise 'nginx 404' '"code":404,.*"verdict":"stop"'
	head_of -L "$nginx/redirect/302" >"$work/head"
	advise 'nginx 302 and 200: the last counts' '"code":200,.*"verdict":"done"'
	head_of "$nginx/dies" >"$work/head"
	advise 'nginx 502' '"code":502,.*"verdict":"retry"'
	head_of "$nginx/hangs" >"$work/head"
	advise 'nginx 504' '"code":504,.*"processed":"likely-yes"'
	# shellcheck disable=SC2086 # a list of numbers
	judge_phrases nginx "$nginx/code" $registered
}

# ---- haproxy ------------------------------------------------------------------------

start_haproxy() {
	base=$haproxy
	# Enough to be over the limit.
	head_of "$haproxy/limited/get?[1-20]" "$haproxy/limited/post?[1-20]" >/dev/null
	start h-429-get /limited/get --attempts 10
	start h-429-post /limited/post --attempts 10 --method POST --data x
	refused "$work/haproxy.out" h-429-get 429
	refused "$work/haproxy.out" h-429-post 429
	head_of "$haproxy/lift" >/dev/null
	for code in 408 429 500 502 503 504; do
		start "h-$code" "/return/$code" --attempts 2
		start "h-$code-p" "/return/$code" --attempts 2 --method POST --data x
	done
	for where in dies hang down nginx/after/1; do
		start "h-${where%%/*}" "/$where" --attempts 3
		start "h-${where%%/*}-p" "/$where" --attempts 3 --method POST --data x
	done
}

judge_haproxy() {
	log=$work/haproxy.out
	while read -r code get post gap; do
		judge "h-$code" "haproxy $code, GET" attempts "$get" gaps "$gap" exit 1
		judge "h-$code-p" "haproxy $code, POST" attempts "$post" exit 1
	done <<-END
		408 2 1 0-0
		429 2 2 500-1500
		500 2 1 0-100
		502 2 1 0-100
		503 2 1 500-1500
		504 2 1 0-100
	END
	judge h-429-get 'haproxy, its rate limit, GET' statuses '429* 200' behind 1 exit 0
	judge h-429-post 'haproxy, its rate limit, POST: the origin sees it once' \
		statuses '429* 200' methods 'POST* POST' behind 1 exit 0
	# On a kept connection haproxy ends without a response (RFC 9112, 9.3.1), and libcurl sends
	# a safe request again by itself.
	judge h-dies 'haproxy 502, what is behind ends, GET' statuses '502 502 502' behind '[35]' \
		gaps "$transient" exit 1
	judge h-dies-p 'haproxy 502, what is behind ends, POST' statuses 502 behind 1 exit 1
	judge h-hang 'haproxy 504, what is behind does not answer, GET' \
		statuses '504 504 504' behind 3 gaps '300-400 300-500' exit 1
	judge h-hang-p 'haproxy 504, what is behind does not answer, POST' statuses 504 behind 1 exit 1
	judge h-down 'haproxy 503, nothing is behind, GET' statuses '503 503 503' \
		gaps "$throttled" exit 1
	judge h-down-p 'haproxy 503, nothing is behind, POST' statuses 503 exit 1
	judge h-nginx "haproxy, nginx's Retry-After: 1, GET" statuses '503 503 503' gaps "$asked_1" exit 1
	judge h-nginx-p "haproxy, nginx's Retry-After: 1, POST" statuses 503 exit 1
	log=$work/nginx.log
	judge h-nginx-p 'nginx behind haproxy saw the POST' attempts 1
}

judge_haproxy_heads() {
	head_of "$haproxy/down" >"$work/head"
	advise 'haproxy 503' '"code":503,.*"verdict":"retry"'
	head_of "$haproxy/dies" >"$work/head"
	advise 'haproxy 502' '"code":502,.*"verdict":"retry"'
	head_of "$haproxy/hang" >"$work/head"
	advise 'haproxy 504' '"code":504,.*"processed":"likely-yes"'
	head_of "$haproxy/return/429" >"$work/head"
	advise 'haproxy 429 to a POST' \
		'"code":429,.*"verdict":"retry"' --method POST
	# A request that never ends: a real 408, after which nobody can have acted.
	"$UPSTREAM" say "$impatient_port" 'GET / HTTP/1.1
' >"$work/head"
	advise 'haproxy 408, to half a POST' '"code":408,.*"verdict":"retry".*"delay_ms":0' \
		--method POST --unsent
	judge_phrases haproxy "$haproxy/return" 200 400 401 403 404 405 408 410 413 421 422 425 \
		429 500 501 502 503 504
}

# ---- apache2 ------------------------------------------------------------------------

# All that it has a phrase for, and that are final.
apache_codes='300 301 302 303 305 307 308 400 401 402 403 404 405 406 407 408 409
	410 411 412 413 414 415 416 417 421 422 423 424 426 428 429 431 451
	500 501 502 503 504 505 506 507 508 510 511'

start_apache() {
	base=$apache
	for code in 423 429 500 503; do
		start "a-$code" "/code/$code" --attempts 2
		start "a-$code-p" "/code/$code" --attempts 2 --method POST --data x
	done
	start a-after /after/code/503 --attempts 2
	start a-404 /nothing --attempts 2
	start a-403 /forbidden --attempts 2
	start a-303 /code/303 --location --method POST --data x
}

judge_apache() {
	log=$work/apache2.log
	while read -r code get post gap; do
		judge "a-$code" "apache2 $code, GET" attempts "$get" gaps "$gap" exit 1
		judge "a-$code-p" "apache2 $code, POST" attempts "$post" exit 1
	done <<-END
		423 2 2 0-100
		429 2 2 500-1500
		500 2 1 0-100
		503 2 1 500-1500
	END
	judge a-after 'apache2 503, Retry-After: 1' attempts 2 gaps 1000-2000 exit 1
	judge a-404 'apache2 404' attempts 1 statuses 404 exit 1
	judge a-403 'apache2 403' attempts 1 statuses 403 exit 1
	judge a-303 'apache2 303, POST, then GET' methods 'POST GET' paths '/code/303 /landed' exit 0
	head_of "$apache/after/code/503" >"$work/head"
	advise 'apache2 503' '"code":503,.*"asked_ms":1000,'
	head_of "$apache/nothing" >"$work/head"
	advise 'apache2 404' '"code":404,.*"verdict":"stop"'
	head_of -L "$apache/code/307" >"$work/head"
	advise 'apache2 307 and 200' '"code":200,.*"verdict":"done"'
	# shellcheck disable=SC2086 # a list of numbers
	judge_phrases apache2 "$apache/code" $apache_codes
}

# ---- All of it ----------------------------------------------------------------------

serve_haproxy() {
	configure haproxy.cfg
	serve haproxy "$haproxy_port" haproxy -db -f "$work/haproxy.cfg"
}

serve_apache() {
	echo 'Here it is.' >"$work/www/landed"
	user=$(id -un)
	# It refuses to serve as root.
	[ "$user" != root ] || user=nobody
	group=$(id -gn "$user")
	for modules in /usr/lib/apache2/modules /usr/lib64/httpd/modules; do
		[ ! -d "$modules" ] || break
	done
	for code in $apache_codes; do
		case $code in
		3*) echo "Redirect $code /code/$code /landed" ;;
		*) echo "Redirect $code /code/$code" ;;
		esac
	done >"$work/codes.apache"
	configure apache2.conf
	sed -i "s|@MODULES@|$modules|; s|@USER@|$user|; s|@GROUP@|$group|" "$work/apache2.conf"
	serve apache2 "$apache_port" apache2 -X -f "$work/apache2.conf"
}

prepare
make_data
answer_upstream
serve_upstream
serve_nginx
serve_haproxy
serve_apache

# The slow ones sleep beside each other.
start_limits
start_haproxy
start_retry_after
start_upstream
start_redirects
start_broken
start_apache
base=$nginx
start_code 429
start_code 503
finish
start_other_codes

judge_codes
judge_retry_after
judge_limits
judge_upstream
judge_redirects
judge_broken
judge_nginx_heads
judge_haproxy
judge_haproxy_heads
judge_apache

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
