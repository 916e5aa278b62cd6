# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# shellcheck disable=SC2034 # who sources this uses them
#
# What run.sh and compare.sh have in common: servers on free ports of loopback,
# clients beside each other, and what the servers' logs say. To be sourced.
#
# The servers' logs have one form, in which arrivals() reads them:
#   TIME DURATION STATUS METHOD TARGET
# TIME is that of the end in seconds, with milliseconds after a dot, or that of the
# arrival in milliseconds; each request names its case in the query, ?case=NAME.

: "${HTTPSTATUS:?names the command}" "${FETCH:?names the example fetch}" "${srcdir:=.}"
here=$srcdir/tests/integration
# nginx and its kin are in sbin, which is not in everybody's path.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
# Loopback needs no proxy.
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
work=
server_pids=
client_pids=

# Nothing stays behind, whatever happens: the servers are also limited by timeout(1).
clean_up() {
	# shellcheck disable=SC2086 # a list of numbers
	[ -z "$server_pids$client_pids" ] || kill $server_pids $client_pids 2>/dev/null
	wait
	[ -z "$work" ] || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# usage: need COMMAND PACKAGE
need() {
	command -v "$1" >/dev/null && return
	echo "$0: $1 is missing; install the package $2" >&2
	missing=1
}

prepare() {
	work=$(mktemp -d) || exit 2
	mkdir "$work/www" "$work/answers" "$work/tmp" "$work/case" || exit 2
	# The servers may give up root.
	chmod -R go+rX "$work"
	if [ -z "${UPSTREAM-}" ]; then
		UPSTREAM=$work/upstream
		# shellcheck disable=SC2086 # the compiler is a command with its options
		${CC:-cc} -std=c11 -pthread -o "$UPSTREAM" "$here/upstream.c" || exit 2
	fi
	# shellcheck disable=SC2046 # one word a port
	set -- $("$UPSTREAM" ports 7)
	[ $# = 7 ] || exit 2
	nginx_port=$1
	http2_port=$2
	upstream_port=$3
	haproxy_port=$4
	apache_port=$5
	impatient_port=$6
	# Nobody listens on the last one.
	closed_port=$7
	nginx=http://127.0.0.1:$nginx_port
	upstream=http://127.0.0.1:$upstream_port
	haproxy=http://127.0.0.1:$haproxy_port apache=http://127.0.0.1:$apache_port
}

# usage: configure NAME: makes a server's configuration from NAME.in
configure() {
	sed -e "s|@WORK@|$work|g" -e "s|@NGINX@|$nginx_port|g" -e "s|@HTTP2@|$http2_port|g" \
		-e "s|@UPSTREAM@|$upstream_port|g" -e "s|@HAPROXY@|$haproxy_port|g" \
		-e "s|@APACHE@|$apache_port|g" -e "s|@IMPATIENT@|$impatient_port|g" -e "s|@CLOSED@|$closed_port|g" \
		"$here/$1.in" >"$work/$1"
}

# How the head of an answer ends.
close='Connection: close\r\n\r\n'

# usage: answer NAME FORMAT [VALUE]... : what the helper answers to /NAME
answer() {
	file=$work/answers/$1
	shift
	# shellcheck disable=SC2059 # a format is what it is
	printf "$@" >"$file"
}

# What nginx has to send; its ETag is made of the time and the size.
make_data() {
	awk 'BEGIN { for (n = 0; n < 5000; n++) printf "%07d\n", n * n % 9999991 }' \
		>"$work/www/data"
	awk 'BEGIN { for (n = 0; n < 5000; n++) printf "%07d\n", n * 7 }' >"$work/www/changed"
	# Seconds since the epoch that are 5e0be100 in hexadecimal.
	TZ=UTC0 touch -t 202001010000 "$work/www/data" "$work/www/changed"
	etag='"5e0be100-9c40"'
	data=$(cksum <"$work/www/data")
	changed=$(cksum <"$work/www/changed")
	nothing=$(cksum </dev/null)
}

# usage: cut_off NAME ETAG: an answer with 15000 of the 40000 bytes of data
cut_off() {
	answer "$1" 'HTTP/1.1 200 OK\r\nContent-Length: 40000\r\nAccept-Ranges: bytes\r\n%s%b' \
		"ETag: $2" "\r\n$close"
	dd if="$work/www/data" bs=1000 count=15 2>/dev/null >>"$work/answers/$1"
}

answer_upstream() {
	answer ok 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n'
	answer half-head 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Le'
	cut_off data "$etag"
	cut_off changed '"another"'
	cut_off always-short '"short"'
	cut_off weak "W/$etag"
	no="HTTP/1.1 503 No\r\nContent-Length: 0\r\n"
	answer tabbed "${no}retry-AFTER:\t1 \t\r\n$close"
	answer zeros "${no}Retry-After: %08000d\r\n$close" 1
	answer bare-lf 'HTTP/1.1 503 No\nRetry-After: 1\nContent-Length: 0\nConnection: close\n\n'
	answer interim "HTTP/1.1 103 Early Hints\r\nRetry-After: 4\r\n\r\n$no$close"
	answer empty "${no}Retry-After:\r\n$close"
	answer no-phrase "HTTP/1.1 503\r\nContent-Length: 0\r\nRetry-After: 1\r\n$close"
	answer bytes "${no}Retry-After: \\377\\001\r\n$close"
	answer chunks.1 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n${close}5\r\nhel"
	answer chunks "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n${close}3\r\nok\n\r\n0\r\n\r\n"
	# A connection that is kept, and then not answered on.
	answer reused.1 'HTTP/1.1 429 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n'
}

# usage: date_of SECONDS FORMAT: in the C locale and in UTC, written for a path
date_of() {
	LC_ALL=C date -u -d "@$1" "+$2" | sed 's/ /%20/g'
}

# usage: in_seconds SECONDS FORMAT
in_seconds() {
	date_of $(($(date +%s) + $1)) "$2"
}

imf='%a, %d %b %Y %H:%M:%S GMT'
rfc850='%A, %d-%b-%y %H:%M:%S GMT'
asctime='%a %b %e %H:%M:%S %Y'

# usage: serve NAME PORT COMMAND... : runs a server until the end, at most for an hour
serve() {
	name=$1
	port=$2
	shift 2
	timeout -k 2 3600 "$@" >"$work/$name.out" 2>"$work/$name.err" </dev/null &
	server_pids="$server_pids $!"
	tries=0
	until "$UPSTREAM" say "$port" '' >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ $tries = 1200 ] || ! kill -0 "$!" 2>/dev/null; then
			echo "$0: $name does not start" >&2
			cat "$work/$name.out" "$work/$name.err" >&2
			exit 2
		fi
		sleep 0.05
	done
}

serve_upstream() {
	serve upstream "$upstream_port" "$UPSTREAM" serve "$upstream_port" "$work/answers"
}

# Every final code of three digits below 600 as nginx sends it.
serve_nginx() {
	code=200
	while [ $code -lt 600 ]; do
		echo "location = /code/$code { return $code; }"
		code=$((code + 1))
	done >"$work/codes.conf"
	configure nginx.conf
	serve nginx "$nginx_port" nginx -p "$work" -e "$work/nginx.error.log" -c "$work/nginx.conf"
}

# usage: arrivals LOG CASE: for each request, milliseconds, status, method and path
arrivals() {
	awk -v name="$2" '{
		query = path = $5
		sub(/[?].*/, "", path)
		if (query !~ "[?&]case=" name "(&|$)")
			next
		time = $1
		if (time ~ /[.]/)
			time = (time - $2) * 1000
		printf "%.0f %s %s %s\n", time, $3, $4, path
	}' "$1" | sort -s -n
}

# usage: gaps LOG CASE: the milliseconds between the arrivals, in one line
gaps() {
	arrivals "$1" "$2" |
		awk 'NR > 1 { printf "%s%d", space, $1 - last; space = " " } { last = $1 }'
}
