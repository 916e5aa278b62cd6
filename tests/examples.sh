#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every example compiles against the build tree, without a warning where
# WERROR_CFLAGS makes them errors, and does what it says. Those that need a
# library which configure did not find (HAVE_CURL, HAVE_MICROHTTPD) are named
# at the end, and the exit status is 77.
set -u

: "${CC:=cc}" "${HAVE_CURL:=no}" "${HAVE_MICROHTTPD:=no}" "${srcdir:=.}" "${top_builddir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0
tested=
skipped=

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
	sed 's/^/    /' "$work/out" "$work/err"
}

# usage: compile NAME FLAG...
compile() {
	tested="$tested $1.c"
	build "$srcdir/examples/$1.c" "$@"
}

# usage: build SOURCE NAME FLAG... libtool knows where the library of this build lies.
build() {
	checks=$((checks + 1))
	source=$1
	name=$2
	shift 2
	# shellcheck disable=SC2086 # lists of words
	"$top_builddir/libtool" --silent --tag=CC --mode=link \
		$CC -std=c11 ${CFLAGS-} -Wall -Wextra -Wpedantic -Wshadow -Wconversion ${WERROR_CFLAGS-} \
		${SANITIZER_CFLAGS-} ${LDFLAGS-} -I"$srcdir/include" -I"$top_builddir/include" \
		-o "$work/$name" "$source" "$top_builddir/libhttpstatus.la" "$@" \
		>"$work/out" 2>"$work/err" || fail "$name.c does not compile"
}

# usage: run STATUS NAME ARGUMENT...
run() {
	wanted=$1
	name=$2
	shift 2
	checks=$((checks + 1))
	"$work/$name" "$@" >"$work/out" 2>"$work/err"
	found=$?
	[ "$found" = "$wanted" ] || fail "$name $*: exit status $found, expected $wanted"
}

# usage: says FILE LINE... : each is a whole line of out or err
says() {
	file=$work/$1
	shift
	for line; do
		checks=$((checks + 1))
		grep -qxF -e "$line" "$file" || fail "not said: $line"
	done
}

# usage: skip LIBRARY NAME...
skip() {
	library=$1
	shift
	for name; do
		tested="$tested $name.c"
		skipped="$skipped
    $name.c, for want of $library"
	done
}

# README's program, and the line that it prints, which follows the command there.
awk '/^A program$/ { inside = 1 }
	inside && /^    cc / { exit }
	inside' "$srcdir/README" | sed -n 's/^    //p; /^$/p' >"$work/readme.c"
build "$work/readme.c" readme
run 0 readme
says out "$(sed -n '/^    cc program.c/{n;s/^    //p;}' "$srcdir/README")"

compile lookup
run 0 lookup 404 521
says out '404 Not Found (Client Error), to a POST: stop' \
	'521 Web Server Is Down (Server Error), to a POST: retry'
run 1 lookup 60V
says err '60V is not a status code'

compile own-catalog
run 0 own-catalog 503 599 404
says out '503 ServiceUnavailable, to a POST: amend' '599 Asleep, to a POST: retry' \
	'404 Not Found, to a POST: stop'
run 1 own-catalog 4040

compile load-catalog
run 0 load-catalog "$srcdir/lib/catalogs/nginx.cat"
says out '499 Client Closed Request'
checks=$((checks + 1))
[ "$(sed -n '1s/^nginx: \([0-9]*\) codes$/\1/p' "$work/out")" = "$(sed 1d "$work/out" | wc -l)" ] ||
	fail "the count is not that of the lines"
printf 'Catalog: a\nFormat: 1\nColour: red\n\nStatus: 99\n\nStatus: 503\nLimit: 1\n' >"$work/bad.cat"
run 1 load-catalog "$work/bad.cat"
says err "$work/bad.cat:3: warning: Colour: unknown property" \
	"$work/bad.cat:5: error: Status: found '99', expected a code (100 to 999, or 000), a range (500-504) or a class (5xx)" \
	"$work/bad.cat:7: error: Limit: found without Retry, expected Retry with it"
run 1 load-catalog "$work/none.cat"
run 2 load-catalog

# usage: through_proxy HOST NAME ARGUMENT... : fails after so many CONNECTs as $attempts;
# $output goes behind the URL
through_proxy() {
	host=$1
	shift
	: >"$work/connects"
	no_proxy='' https_proxy="http://127.0.0.1:$proxy_port" run 1 "$@" "https://$host/" ${output:+"$output"}
	checks=$((checks + 1))
	[ "$(grep -c "CONNECT $host:443" "$work/connects")" = "$attempts" ] ||
		fail "$*: not $attempts CONNECTs to $host: $(cat "$work/connects")"
}

# usage: tells PATTERN WHAT
tells() {
	checks=$((checks + 1))
	grep -q -e "$1" "$work/err" || fail "$2"
}

try_clients() {
	# Nothing listens on port 1, and no proxy of the environment may stand in for it.
	no_proxy='*'
	export no_proxy
	# shellcheck disable=SC2086 # the flags are words
	compile retry $CURL_CFLAGS $CURL_LIBS
	run 1 retry http://127.0.0.1:1/ "$work/retried"
	checks=$((checks + 1))
	grep -q '^no connection: attempt 2 of 4 at once$' "$work/err" || fail 'the first retry is not told'
	checks=$((checks + 1))
	grep -q 'give up: there were enough attempts' "$work/err" || fail 'the end is not told'
	run 2 retry http://127.0.0.1:1/

	# shellcheck disable=SC2086 # the flags are words
	compile fetch $CURL_CFLAGS $CURL_LIBS
	run 1 fetch --seed 1 --attempts 2 -o "$work/got" http://127.0.0.1:1/
	says err 'no connection: attempt 2 of 2 at once' 'no connection: give up: there were enough attempts'
	checks=$((checks + 1))
	[ ! -e "$work/got" ] || fail 'there is output, though nothing came'
	run 1 fetch --quiet --attempts 2 http://127.0.0.1:1/
	checks=$((checks + 1))
	! grep -q 'attempt 2' "$work/err" || fail 'it is not quiet'
	says err 'no connection: give up: there were enough attempts'
	run 1 fetch "file://$srcdir/README"
	checks=$((checks + 1))
	[ ! -s "$work/out" ] || fail 'what is neither http nor https is fetched'
	run 2 fetch --attempts 4294967296 http://127.0.0.1:1/
	says err '--attempts 4294967296: the number is out of range'
	run 2 fetch --attempts=-1 http://127.0.0.1:1/
	says err '--attempts -1: not of the expected form'
	run 2 fetch --max-wait 18446744073709551615 http://127.0.0.1:1/
	says err '--max-wait 18446744073709551615: the number is out of range'
	run 2 fetch --seed 18446744073709551616 http://127.0.0.1:1/
	says err '--seed 18446744073709551616: not a number below 2^64'
	run 2 fetch --idempotency-key '' http://127.0.0.1:1/
	run 2 fetch --catalog "$work/none.cat" http://127.0.0.1:1/
	says err "$work/none.cat: the file cannot be read"
	run 2 fetch

	# shellcheck disable=SC2086 # the flags are words
	compile fetch-multi $CURL_CFLAGS $CURL_LIBS
	run 0 fetch-multi </dev/null
	says out '0 succeeded, 0 of them after a retry' '0 given up' '0 retries in all'
	run 1 fetch-multi --attempts 2 http://127.0.0.1:1/ http://127.0.0.1:1/a
	says out '2 given up' '     2  no connection: give up: there were enough attempts' \
		'2 retries in all'
	says err 'http://127.0.0.1:1/a: no connection: attempt 2 of 2 at once'
	printf 'http://127.0.0.1:1/\n\nhttp://127.0.0.1:1/b\r\n' >"$work/urls"
	run 1 fetch-multi --attempts 1 <"$work/urls"
	says out '2 given up' '0 retries in all'
	run 2 fetch-multi --parallel 0 http://127.0.0.1:1/
	says err '--parallel 0: not a number from 1 to 1000'
	run 2 fetch-multi --attempts 4294967296 http://127.0.0.1:1/
	says err '--attempts 4294967296: the number is out of range'
	run 2 fetch-multi --max-wait 4294967296 http://127.0.0.1:1/
	says err '--max-wait 4294967296: the number is out of range'
	run 2 fetch-multi --seed x http://127.0.0.1:1/
	says err '--seed x: not a number below 2^64'

	# A proxy that replies to CONNECT with 503, or with nothing: no request has
	# reached the server, so that any method is sent again.
	if ! $CC -std=c11 -pthread -o "$work/upstream" "$srcdir/tests/integration/upstream.c" \
		>"$work/out" 2>"$work/err"; then
		fail "upstream.c does not compile"
	fi
	mkdir "$work/answers"
	printf 'HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' \
		>"$work/answers/refused:443"
	printf 'HTTP/1.1 200 Connected\r\nRetry-After: 100\r\nConnection: close\r\n\r\n' \
		>"$work/answers/broken:443"
	# Errors that the catalog of an API finds in content: one that waiting does not mend, and
	# one in a success, which is no part of what the next attempt gets.
	content='{"error":{"code":"insufficient_quota"}}'
	printf 'HTTP/1.1 429 X\r\nContent-Length: %d\r\n\r\n%s' "${#content}" "$content" \
		>"$work/answers/spent"
	content='{"ok":false,"error":"ratelimited"}'
	printf 'HTTP/1.1 200 X\r\nETag: "a"\r\nRetry-After: 1\r\nContent-Length: %d\r\n\r\n%s' \
		"${#content}" "$content" >"$work/answers/limited.1"
	{
		printf 'HTTP/1.1 206 X\r\nETag: "a"\r\nContent-Length: 1\r\n'
		printf 'Content-Range: bytes %d-%d/%d\r\n\r\nx' "${#content}" "${#content}" $((${#content} + 1))
	} >"$work/answers/limited.2"
	printf 'HTTP/1.1 200 X\r\nContent-Length: 11\r\n\r\n{"ok":true}' >"$work/answers/limited"
	proxy_port=$("$work/upstream" ports 1)
	"$work/upstream" serve "$proxy_port" "$work/answers" >>"$work/connects" &
	proxy=$!
	trap 'kill "$proxy" 2>/dev/null; rm -rf "$work"' EXIT INT TERM
	until "$work/upstream" say "$proxy_port" '' 2>/dev/null; do
		sleep 0.1
	done

	run 1 fetch --catalog openai --attempts 2 "http://127.0.0.1:$proxy_port/spent"
	checks=$((checks + 1))
	! grep -q 'attempt 2' "$work/err" || fail 'what only a payment mends is sent again'
	run 0 fetch --catalog slack --attempts 3 -o "$work/got" "http://127.0.0.1:$proxy_port/limited"
	checks=$((checks + 1))
	[ "$(cat "$work/got")" = '{"ok":true}' ] || fail 'an error in a success is taken for content'

	attempts=4
	output=$work/retried
	through_proxy refused retry
	output=
	tells '^503: the server asks for 1 s; attempt 4 of 4 in ' "retry does not wait as the proxy asks"
	attempts=2
	for method in GET POST; do
		through_proxy refused fetch --attempts 2 --method "$method"
		tells '^503: the server asks for 1 s; attempt 2 of 2 in [1-2]' \
			"fetch does not send a $method again when the proxy asks"
		for host in broken silent; do
			through_proxy "$host" fetch --attempts 2 --method "$method"
			says err 'no connection: attempt 2 of 2 at once' \
				'no connection: give up: there were enough attempts'
		done
	done
	through_proxy refused fetch-multi --attempts 2
	tells '^https://refused/: 503: the server asks for 1 s; attempt 2 of 2 in [1-2]' \
		"fetch-multi does not wait as the proxy asks"
	through_proxy silent fetch-multi --attempts 2
	says err 'https://silent/: no connection: attempt 2 of 2 at once'
	kill "$proxy"
	trap 'rm -rf "$work"' EXIT INT TERM
}

if [ "$HAVE_CURL" = yes ]; then
	try_clients
else
	skip libcurl retry fetch fetch-multi
fi

compile classify
run 0 classify 205 308 429 599
says out '205 Successful; redirect: none; content: zero; fault: none' \
	'308 Redirection; redirect: POST; content: may; fault: none' \
	'429 Client Error; redirect: none; content: may; fault: rate' \
	'599 Server Error; redirect: none; content: may; fault: server'
run 1 classify 600
says err '600: not 100 to 599'

# The delays are random numbers of a fixed seed; what the server asked for is not.
compile loop
run 0 loop
checks=$((checks + 1))
grep -q '^503: the server asks for 2 s; attempt 3 of 4 in ' "$work/out" || fail 'Retry-After is not told'
says out '200: nothing more: it succeeded'

# Nothing is lost that may still arrive; what the server refuses for good blocks nobody.
compile ship
run 0 ship 200 503 0 401 403 400 422 410
says out '4 of 8 stay in the queue'
checks=$((checks + 1))
for line in '200 sent:' '503 retry:' '000 retry:' '401 hold:' '403 hold:' '400 drop:' '422 drop:' '410 drop:'; do
	grep -q "^$line" "$work/out" || fail "ship: no line $line"
done

# RFC 9110, 9.2.2: a POST that may have been done goes to no other upstream.
compile gateway
run 0 gateway GET 502 503 404
says out '502: the next upstream' '503: the next upstream' 'HTTP/1.1 404 Not Found'
run 0 gateway POST 503 200
says out 'HTTP/1.1 503 Service Unavailable'
run 0 gateway POST 421 429 201
says out '421: the next upstream' '429: the next upstream' 'HTTP/1.1 201 Created'
run 0 gateway GET 299
says out 'HTTP/1.1 299 '
run 0 gateway GET 700
says out 'HTTP/1.1 502 Bad Gateway'

compile count
printf '200\n499\n503\n"-"\n000\n200\n-\n404x\n' >"$work/codes"
run 0 count <"$work/codes"
tr -s ' ' <"$work/out" >"$work/squeezed"
says squeezed '200 2xx 2 OK' '499 4xx 1 Client Closed Request' \
	'503 5xx 1 Service Temporarily Unavailable' '000 other 2 ' '8 lines, 2 without a code'

compile queue
run 0 queue 'attempts=5 base=1 max-delay=30 done=409'
says out 'job 0: sent; 200: nothing more: it succeeded'
checks=$((checks + 1))
grep -q '^job 2: hold; 401: ' "$work/out" || fail 'the data of a 401 is not held'
checks=$((checks + 1))
grep -q '^job 1: sent; 409: ' "$work/out" || fail '409 does not count as done'
run 0 queue attempts=1
checks=$((checks + 1))
grep -q '^job 0: retry; 503: give up: there were enough attempts' "$work/out" ||
	fail 'the data of a request that ended is not kept'
run 0 queue 'attempts=5 base=x'
says err 'x: expected a time from 0 to 4294967295 seconds, as 5, 0.1, 100ms, 30s, 2m or 1h'

compile logstat
cat >"$work/log" <<'END'
127.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 512
::1 - joe [x] doe [10/Oct/2026:13:55:36 -0700] "GET /a\"b\\" 404 - "-" "curl \"x\" 500"
2001:db8::1 - "" [10/Oct/2026:13:55:36 +0000] "-" 408 0 "-" "-"
10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET /\x22 500 1 HTTP/1.1" 499 0 "-" "x"
10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "" 000 0 "-" "-"
10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.0" - -
10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.0" 099 1
10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.0" 503
2026/10/10 13:55:36 [error] 1#0: *1 open() "/x" failed, request: "GET /x HTTP/1.1"
END
run 0 logstat --catalog nginx <"$work/log"
tr -s ' ' <"$work/out" >"$work/squeezed"
says squeezed '6 lines, and 3 that are no log lines; catalog nginx' \
	'4xx Client Error 3 50.0 %' '000 - 2 33.3 %' '404 Not Found 1 16.7 %' \
	'499 Client Closed Request 1 16.7 %' 'network the connection, or its client 2 33.3 %'
checks=$((checks + 1))
! grep -q '.\{81\}' "$work/out" || fail 'logstat is wider than 80 columns'
run 0 logstat </dev/null
says out '0 lines, and 0 that are no log lines; catalog iana'
run 2 logstat --catalog none

# usage: answers STATUS PATH LINE... : what the server at $url says, head and content
answers() {
	status=$1
	path=$2
	shift 2
	checks=$((checks + 1))
	curl -s -i -m 60 "$url$path" 2>"$work/err" | tr -d '\r' >"$work/out"
	grep -q "^HTTP/1.1 $status " "$work/out" || fail "reverse /$path: expected status $status"
	says out "$@"
}

try_reverse() {
	# shellcheck disable=SC2086 # the flags are words
	compile reverse $MICROHTTPD_CFLAGS $MICROHTTPD_LIBS
	run 2 reverse 70000
	"$work/reverse" --catalog cloudflare >"$work/url" 2>"$work/err" &
	server=$!
	trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT INT TERM
	tries=0
	until [ -s "$work/url" ] || [ $tries = 600 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	url=$(cat "$work/url")
	answers 401 401 'WWW-Authenticate: Basic realm="reverse"' Unauthorized
	answers 405 405 'Allow: GET, HEAD, POST'
	answers 503 503 'Retry-After: 1' 'Service Unavailable'
	answers 205 205 'Content-Length: 0'
	answers 521 521 'Web Server Is Down'
	answers 500 499 '499 is not sent: it is a mark in logs, never on the wire'
	answers 500 100 '100 is not sent: it is interim, and a final response must follow (RFC 9110, Section 15.2)'
	answers 500 299 "299 is not sent: neither the catalog nor IANA's registry has it"
	answers 500 418 '418 is not sent: it is reserved, and has no meaning'
	answers 500 510 '510 is not sent: it is obsolete: withdrawn with what defined it'
	answers 404 '' 'there is only /CODE: three digits, 100 to 999 or 000'
	checks=$((checks + 1))
	kill -TERM "$server"
	wait "$server" || fail 'reverse does not end cleanly on SIGTERM'
	trap 'rm -rf "$work"' EXIT INT TERM
}

if [ "$HAVE_MICROHTTPD" = yes ]; then
	try_reverse
else
	skip libmicrohttpd reverse
fi

# None is forgotten.
for file in "$srcdir"/examples/*.c; do
	checks=$((checks + 1))
	case " $tested " in
	*" ${file##*/} "*) ;;
	*) fail "nobody tests ${file##*/}" ;;
	esac
done

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ] || exit 1
[ -z "$skipped" ] || { printf 'Not tried:%s\n' "$skipped"; exit 77; }
