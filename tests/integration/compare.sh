#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What curl, wget and the example fetch do at the same answers of nginx, as a table:
# made by running them. A cell tells how many requests arrived, in how many seconds
# from the first to the last. In place of the seconds: "waits" for a client that was
# stopped after 25 s, or what came, where the content broke off.
#
# usage: HTTPSTATUS=./httpstatus FETCH=./fetch srcdir=. tests/integration/compare.sh
#
# Each client may send four times: curl --retry 3, wget --tries=4, fetch --attempts 4.
set -u

# shellcheck source=tests/integration/servers.sh
. "${srcdir:=.}/tests/integration/servers.sh"

missing=
need nginx nginx
need curl curl
need wget wget
[ -z "$missing" ] || exit 1

# Seconds for each client; its three waits are at most 4, 6 and 10 s (fetch).
patience=25

# usage: client NAME METHOD URL: with the output in $work/case
client() {
	file=$work/case/$1.content
	case ${1%%-*}-$2 in
	curl-GET) set -- curl -q -sS --retry 3 -o "$file" "$3" ;;
	curl-POST) set -- curl -q -sS --retry 3 -o "$file" -d x "$3" ;;
	wget-GET) set -- wget --no-config -nv --tries=4 -O "$file" "$3" ;;
	wget-POST) set -- wget --no-config -nv --tries=4 -O "$file" --post-data=x "$3" ;;
	# The seed is for the same table each time; without one, no two clients wait alike.
	ours-*) set -- "$FETCH" --seed 1 --attempts 4 -o "$file" --method "$2" "$3" ;;
	esac
	timeout $patience "$@" >"$file.err" 2>&1 </dev/null &
	client_pids="$client_pids $!"
	echo "$file $!" >>"$work/started"
}

# The cases: METHOD PATH|title|why. The table keeps their order.
cases() {
	imf_date=$(in_seconds 2 "$imf")
	cat <<-END
		GET /after/1|503, wait 1 s|not early, and spread out
		POST /after/1|503 to a POST|the origin may have acted
		POST /after-429/1|429 to a POST|the origin did not act
		GET /after/$imf_date|503, until a date|after the date, backoff
		GET /twice/1/2|503, 1 s and 2 s|the longer of the two counts
		GET /after/3600|503, wait an hour|too long: gives up, and says so
		GET /after/99999999999999999999|503, wait 20 digits|longer than any time
		GET /after/soon|503, wait "soon"|like no Retry-After
		GET /code/500|500|one retry
		POST /dies|502 to a POST|the origin may have acted
		GET /hangs|504|a GET does no harm
		POST /hangs|504 to a POST|it may still be running
		GET /code/421|421|another connection helps
		GET /code/425|425|RFC 8470: without early data
		GET /code/404|404|a retry cannot help
		GET /code/444|no answer|a GET does no harm
		POST /code/444|no answer to a POST|the origin may have acted
		GET /data|content breaks off|resumes with Range
		GET /changed|it changed meanwhile|If-Range detects it
	END
}

run_clients() {
	number=0
	while IFS='|' read -r request title why; do
		number=$((number + 1))
		echo "$number|$request|$title|$why" >>"$work/table"
		for who in curl wget ours; do
			client "$who-$number" "${request%% *}" "$nginx${request#* }?case=$who-$number"
		done
	done <"$work/cases"
	while read -r file pid; do
		wait "$pid"
		echo $? >"$file.status"
	done <"$work/started"
	client_pids=
}

# usage: content FILE: what has come
content() {
	case $(cksum <"$1") in
	"$data" | "$changed") echo 'whole' ;;
	"$nothing") echo 'none' ;;
	*) [ "$(wc -c <"$1")" -lt 40000 ] && echo 'part' || echo 'mixed' ;;
	esac
}

# usage: cell WHO NUMBER REQUEST
cell() {
	file=$work/case/$1-$2.content
	[ -f "$file" ] || : >"$file"
	arrivals "$work/nginx.log" "$1-$2" >"$work/seen"
	times=$(grep -c . "$work/seen")
	case $(cat "$file.status")-$3 in
	124-*) echo "$times, waits" ;;
	*/data | */changed) echo "$times, $(content "$file")" ;;
	*) awk '{ last = $1 } NR == 1 { first = $1 }
		END { printf "%d", NR; if (NR > 1) printf " in %.1fs", (last - first) / 1000 }' \
		"$work/seen" ;;
	esac
}

print_table() {
	row='%-20s %-10s %-10s %-10s %s\n'
	# shellcheck disable=SC2059 # a format is what it is
	printf "$row" case curl wget ours why
	while IFS='|' read -r number request title why; do
		# shellcheck disable=SC2059
		printf "$row" "$title" "$(cell curl "$number" "$request")" \
			"$(cell wget "$number" "$request")" "$(cell ours "$number" "$request")" "$why"
	done <"$work/table" | sed 's/ *$//'
}

prepare
make_data
answer_upstream
serve_upstream
serve_nginx
cases >"$work/cases"
run_clients
print_table
printf '\n%s, %s, %s\n' "$(curl -q -V | cut -d' ' -f1,2 | sed 1q)" \
	"$(wget --version | sed -n '1s/ built.*//p')" "$(nginx -v 2>&1 | sed 's/.*: //')"
