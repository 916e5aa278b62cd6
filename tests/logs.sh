#!/bin/sh
# SPDX-License-Identifier: MIT
#
# httpstatus logs: what it counts is held against an awk program for each format,
# or jq for JSON, on generated logs with damaged lines. HTTPSTATUS names the command.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"
LC_ALL=C
export LC_ALL
: >"$work/err"

# ---- Generated logs -------------------------------------------------------------------

# usage: generate FORMAT : 4000 lines, of which some are damaged
generate() {
	awk -v format="$1" -v seed=17 '
	function pick(list, n, parts) {
		n = split(list, parts, " ")
		return parts[int(rand() * n) + 1]
	}
	function common() {
		return client " - " user " [" day "/Nov/2026:" hour " +0000] \"" request "\" " code " " size
	}
	function combined() {
		return common() " \"https://example.com/\" \"Mozilla/5.0 (X11; \\\"x\\\")\""
	}
	function haproxy() {
		return "Nov " day " " hour " lb haproxy[411]: " client ":3" int(rand() * 1000) " [" day \
			"/Nov/2026:" hour ".123] web~ app/s" int(rand() * 3) " 1/0/2/" int(rand() * 99) "/" \
			pick("99 +99") " " (code == "-" ? "-1" : code) " " size " - - ---- 1/1/0/0/0 0/0 " \
			pick("{example.com|curl} {} {a|\"b\"}") " \"" request "\""
	}
	function elb() {
		return "2026-11-" day "T" hour ".186641Z app/lb/50dc6c49 " client ":2817 " \
			pick("10.0.0.1:80 10.0.0.2:80 -") " 0.000 0.001 -1 " code " " pick("200 -") " 34 366 \"" method \
			" https://" host ":443" path " HTTP/2.0\" \"curl/7.46.0\" - -"
	}
	function alb() {
		return pick("http https h2 grpcs") " " elb()
	}
	function caddy() {
		return "{\"level\":\"info\",\"ts\":" 1794000000 + line ".25,\"logger\":\"http.log.access\"," \
			"\"request\":{\"remote_ip\":\"" client "\",\"method\":\"" method "\",\"host\":\"" host \
			"\",\"uri\":\"" path "\",\"headers\":{\"X\":[\"{\\\"status\\\":1}\"]}},\"status\":" \
			(code == "-" ? 0 : code) ",\"resp_headers\":{\"Status\":[\"404\"]}}"
	}
	function cloudflare() {
		return "{ \"ClientRequestHost\": \"" host "\", \"ClientRequestMethod\": \"" method \
			"\", \"ClientRequestURI\": \"" path "\", \"EdgeResponseStatus\": " (code == "-" ? 0 : code) \
			", \"OriginResponseStatus\": 502, \"EdgeStartTimestamp\": \"2026-11-" day "T" hour "Z\" }"
	}
	function a_line() {
		return format == "common"     ? common() \
		     : format == "combined"   ? combined() \
		     : format == "vhost"      ? host ":443 " combined() \
		     : format == "haproxy"    ? haproxy() \
		     : format == "elb"        ? elb() \
		     : format == "alb"        ? alb() \
		     : format == "caddy"      ? caddy() \
		     : cloudflare()
	}
	function damaged(s, kind) {
		kind = int(rand() * 6)
		if (kind == 0)
			return substr(s, 1, int(rand() * (length(s) - 1)) + 1)
		if (kind == 1)
			return substr(s, int(rand() * length(s)) + 2)
		if (kind == 2)
			gsub(/"/, "", s)
		if (kind == 3)
			gsub(/:/, "", s)
		if (kind == 4)
			gsub(/[45][0-9][0-9]/, "&7", s)
		return kind == 5 ? "\\x16\\x03\\x01 \377\001" : s
	}
	BEGIN {
		srand(seed)
		for (line = 1; line <= 4000; line++) {
			code = pick("200 200 200 200 204 301 304 400 403 404 404 429 499 500 502 503 504 520 999 -")
			method = pick("GET GET GET GET POST PUT HEAD PURGE")
			client = "192.0.2." int(rand() * 250)
			user = pick("- - - alice an[na")
			host = pick("a.example b.example")
			path = pick("/ /a /a?q=1 /b/c /\\\\x22")
			request = rand() < 0.02 ? pick("- \\\\x16\\\\x03") : method " " path " HTTP/1.1"
			size = pick("0 17 4096 -")
			if (format == "haproxy")
				size = int(rand() * 9999)
			day = 10 + int(line / 400)
			hour = sprintf("%02d:%02d:%02d", line / 60 % 24, line % 60, rand() * 60)
			print rand() < 0.03 ? damaged(a_line()) : a_line()
		}
	}' >"$work/log"
}

# What awk knows of a format: a line is good if it has all of this, and the code is what
# stands between the first part and the second.
digits='[0-9][0-9]'
clf="$digits/[A-Za-z][A-Za-z][A-Za-z]/$digits$digits:$digits:$digits:$digits"
code='([1-9][0-9][0-9]|000|0|-1|-)'
numbers='[-+0-9]+'
quoted='"([^"\\\\]|\\\\.)*"'

# usage: reference FORMAT : "code count" of each code by awk or jq, with 0 for none; and the rest
reference() {
	case $1 in
	common | combined | vhost)
		before="\\[$clf [-+]$digits$digits\\] $quoted "
		after=' ([0-9]+|-)( |$)' ;;
	haproxy)
		before="\\[$clf\\.$digits[0-9]\\] [^ ]+ [^ ]*/[^ ]* $numbers/$numbers/$numbers/$numbers/$numbers "
		after=" $numbers( |\$)" ;;
	elb | alb)
		time="$digits$digits-$digits-${digits}T$digits:$digits:$digits[.0-9]*Z"
		before="^([^ ]+ )?$time [^ ]+ [^ ]+ [^ ]+ [-.0-9]+ [-.0-9]+ [-.0-9]+ "
		after=" $code [-.0-9]+ [-.0-9]+ $quoted" ;;
	caddy | cloudflare)
		jq -R -r 'select(. != "") | try (fromjson | .status // .EdgeResponseStatus
			| if . == null or . > 999 then error("") else . end) catch "other"' "$work/log" |
			sort | uniq -c | awk '{ print $2, $1 }' | sort
		return ;;
	esac
	awk -v before="$before" -v code="$code" -v after="$after" '
		$0 == "" { next }
		!match($0, before code after) { counts["other"]++; next }
		{
			rest = substr($0, RSTART, RLENGTH)
			match(rest, before)
			rest = substr(rest, RLENGTH + 1)
			match(rest, /^[^ ]+/)
			counts[substr(rest, 1, RLENGTH) + 0 > 0 ? substr(rest, 1, RLENGTH) : 0]++
		}
		END { for (n in counts) print n, counts[n] }' "$work/log" | sort
}

# usage: counts : the same of what the command printed
counts() {
	jq -r 'if has("code") then "\(.code) \(.count)" else "other \(.not_understood)" end' "$work/out" | sort
}

# usage: same WHAT : what is expected is what was found
same() {
	checks=$((checks + 1))
	[ -s "$work/expected" ] || fail "$1: nothing is expected"
	diff "$work/expected" "$work/found" >"$work/err" || fail "$1: expected (<), found (>)"
}

for format in common combined vhost haproxy elb alb caddy cloudflare; do
	generate "$format"
	reference "$format" >"$work/expected"
	run 0 logs --json "$work/log"
	complains 'was not understood, like others'
	counts >"$work/found"
	same "$format"
	checks=$((checks + 1))
	awk '$1 == "other" { good = $2 > 20 } END { exit !good }' "$work/expected" ||
		fail "$format: too few damaged lines"
	json 'map(.count) | (.[:-1] | add) == .[-1]'
	json '.[-1] as $sum | [$sum.classes, $sum.faults, $sum.processed | add] | unique == [$sum.count]'
	cp "$work/log" "$work/$format.log"
done

# ---- What the numbers mean -------------------------------------------------------------

# usage: line METHOD CODE [PATH [TIME]]
line() {
	printf '192.0.2.1 - - [10/Nov/2026:%s +0000] "%s %s HTTP/1.1" %s 17\n' "${4-13:55:36}" "$1" "${3-/}" "$2"
}

# RFC 9110, 9.2.2: what is idempotent may be sent again after 503; after 429 anything may,
# as the origin did not act.
{
	line GET 503
	line PUT 503
	line POST 503
	line POST 429
	line GET 404
	line nonsense 503
} >"$work/log"
run 0 logs --json "$work/log"
json '.[] | select(.code == 503) | .count == 4 and .retry == 2 and .fault == "server" and .class == "5xx"'
json '.[] | select(.code == 429) | .retry == 1 and .throttled == 1 and .phrase == "Too Many Requests"'
json '.[] | select(.code == 404) | .retry == 0 and .throttled == 0 and .share == 0.166667'
json '.[-1] | .retry == 3 and .count == 6 and .not_understood == 0
	and .first == "2026-11-10 13:55" and .last == .first'
silent
run 0 logs "$work/log"
has '503   Service Unavailable' '6 requests from 2026-11-10 13:55'
lacks 'not understood'

# Another catalog, and two.
line GET 521 >"$work/log"
run 0 logs -c cloudflare --json "$work/log"
json '.[0] | .phrase == "Web Server Is Down" and .catalog == "cloudflare" and .processed == "not-reached"'
run 0 logs -c nginx -c cloudflare --json "$work/log"
json '.[0].catalog == "cloudflare"'

# ---- Input --------------------------------------------------------------------------------

run 0 logs --json - <"$work/log"
json '.[0].code == 521'
run 0 --json logs <"$work/log"
json '.[0].code == 521'
run 0 logs --json "$work/log" "$work/haproxy.log" "$work/caddy.log"
json '.[-1].count > 7000'
run 2 logs --json "$work/none.log" "$work/log"
complains 'none.log: No such file'
json '.[-1].count == 1'
run 2 logs "$work"
complains 'directory'
run 1 logs /dev/null
has '0 requests'
printf 'nothing\n' >"$work/other.log"
run 1 logs "$work/other.log"
complains "other.log:1: 'nothing' was not understood"
has '0 requests; 1 line was not understood'
printf 'x\033]0;y\007\n' >"$work/other.log"
run 1 logs "$work/other.log"
complains "'x?]0;y?'"

for program in gzip bzip2 xz zstd lz4; do
	command -v $program >/dev/null || continue
	$program -c <"$work/combined.log" >"$work/packed" 2>/dev/null
	run 0 logs --json "$work/combined.log"
	cp "$work/out" "$work/plain"
	run 0 logs --json "$work/packed"
	checks=$((checks + 1))
	cmp -s "$work/plain" "$work/out" || fail "$program: other counts"
	run 0 logs --json <"$work/packed"
	checks=$((checks + 1))
	cmp -s "$work/plain" "$work/out" || fail "$program: other counts of standard input"
	head -c 3000 "$work/packed" >"$work/cut"
	run 2 logs --json "$work/cut"
	complains 'cut: it is damaged, or cut'
done
gzip -c <"$work/log" >"$work/packed"
checks=$((checks + 1))
# shellcheck disable=SC2002 # it is to be a pipe
cat "$work/packed" | "$HTTPSTATUS" logs >"$work/out" 2>"$work/err"
complains 'standard input is compressed: unpack it with gzip -dc'

# Line ends, blank lines, and no last line end.
{
	line GET 200 | sed 's/$/\r/'
	printf '\n\r\n'
	line GET 404 | tr -d '\n'
} >"$work/log"
run 0 logs --json "$work/log"
json 'map(.count) == [1, 1, 2] and .[-1].not_understood == 0'

# Any bytes, NUL among them; lines longer than any block.
head -c 3000000 /dev/urandom >"$work/noise"
run 1 logs "$work/noise"
head -c 3000000 /dev/zero >"$work/noise"
run 1 logs "$work/noise"
{
	line GET 200 | tr -d '\n'
	printf ' "'
	head -c 3000000 /dev/zero
	printf '"\n'
	line GET 404
	head -c 3000000 /dev/zero | tr '\000' '['
	echo
	line GET 5x03 | tr x '\000'
	line GET 500
} >"$work/log"
run 0 logs --json "$work/log"
json 'map(.count) == [1, 1, 1, 3] and .[-1].not_understood == 2'
printf '{"status":' >"$work/log"
head -c 100000 /dev/zero | tr '\000' '[' >>"$work/log"
run 1 logs --log-format json "$work/log"
for text in '{"status":200' '{"status":200]' '{"status":200}}' '{"status":{"status":200}}' '{"status":"}' \
	'{"status"}' '{"status":}' '[{"status":200}]' '{"a":{"status":200}}' '{"status":2000}' '{'; do
	printf '%s\n' "$text" >"$work/log"
	run 1 logs --log-format json "$work/log"
done
for text in '{"status":200}' ' { "status" : "200" } ' '{"a":[{"status":404}],"status":200,"b":"\"}"}' \
	'{"request":{"status":200}}' '{"response_code":200,"method":"GET"}'; do
	printf '%s\n' "$text" >"$work/log"
	run 0 logs --json --log-format json "$work/log"
	json '.[0].code == 200'
done

# Memory does not grow with the file: a hundred times as many lines need no more of it.
line GET 200 >"$work/log"
if (ulimit -v 65536 && "$HTTPSTATUS" --version) >/dev/null 2>&1; then
	n=0
	while [ $n -lt 20 ]; do
		cat "$work/log" "$work/log" >"$work/twice"
		mv "$work/twice" "$work/log"
		n=$((n + 1))
	done
	(
		ulimit -v 65536
		exec "$HTTPSTATUS" logs --json "$work/log"
	) >"$work/out" 2>"$work/err"
	json '.[0].count == 1048576'
fi

# ---- Other formats --------------------------------------------------------------------------

printf '2026-11-10 GET /a 200 x\n2026-11-10 POST /b?c 503 x\nbroken\n' >"$work/log"
run 1 logs "$work/log"
run 0 logs --field 4 --json "$work/log"
json 'map(.code) == [200, 503, null] and .[-1].not_understood == 1'
run 0 logs --regex '^[^ ]+ [A-Z]+ [^ ]+ ([0-9]+)' --json "$work/log"
json 'map(.code) == [200, 503, null] and .[1].retry == 0'
printf 'GET /a 503\nPOST /b 503\n' >"$work/log"
run 0 logs --regex '([0-9]+)$' --json "$work/log"
json '.[0].count == 2 and .[0].retry == 0'
printf '503 GET /a\n503 POST /b\n' >"$work/log"
run 0 logs --regex '^([0-9]+) ([A-Z]+) ([^ ]+)' --by path --json "$work/log"
json 'map(.path) == ["/a", "/b", null] and .[-1].retry == 1'
run 0 logs --log-format nginx --json "$work/combined.log"
run 1 logs --log-format haproxy --json "$work/combined.log"
run 2 logs --regex '(' "$work/log"
complains '--regex: '
run 2 logs --regex 'x' "$work/log"
complains 'a group in parentheses for the code'
run 2 logs --regex '(x)' --field 3 "$work/log"
complains 'exclude each other'
run 2 logs --only 6xx "$work/log"
complains "--only: found '6xx', expected"
run 2 logs --by nonsense "$work/log"
complains 'minute, path, host or upstream'
run 2 logs --log-format nonsense "$work/log"

# ---- Other tables ---------------------------------------------------------------------------

# usage: keys NAME : "name count" from what was printed, in that order
keys() {
	jq -r "select(has(\"$1\")) | \"\\(.$1) \\(.count)\"" "$work/out" >"$work/found"
}

run 0 logs --by path --json "$work/common.log"
keys path
awk -v before="\\[$clf [-+]$digits$digits\\] $quoted $code ([0-9]+|-)( |\$)" '
	match($0, before) {
		n = split(substr($0, RSTART, RLENGTH), quotes, "\"")
		split(quotes[2], words, " ")
		path = words[2] == "" ? "-" : words[2]
		sub(/[?].*/, "", path)
		counts[path]++
	}
	END { for (path in counts) print path, counts[path] }' "$work/common.log" | sort -k2,2nr -k1 >"$work/expected"
same '--by path'
run 0 logs --by path --top 2 --json "$work/common.log"
keys path
head -n 2 "$work/expected" >"$work/two"
mv "$work/two" "$work/expected"
same '--by path --top 2'

for format in vhost alb caddy cloudflare; do
	run 0 logs --by host --json "$work/$format.log"
	json '.[:2] | map(.host | sub(":443"; "")) | sort == ["a.example", "b.example"]'
done
run 0 logs --by upstream --json "$work/haproxy.log"
json 'map(.upstream // empty) | sort == ["app/s0", "app/s1", "app/s2"]'
run 0 logs --by upstream --json "$work/elb.log"
json 'map(.upstream // empty) | sort == ["-", "10.0.0.1:80", "10.0.0.2:80"]'
{
	line GET 200 / 13:57:00
	line GET 500 / 13:55:59
	line GET 200 / 13:55:00
	line GET 404 / 23:59:59
} >"$work/log"
run 0 logs --by minute --json "$work/log"
keys minute
printf '%s\n' '2026-11-10 13:55 2' '2026-11-10 13:57 1' '2026-11-10 23:59 1' >"$work/expected"
same '--by minute'
json '.[0].classes == {"2xx": 1, "5xx": 1}'
json '.[-1].first == "2026-11-10 13:55" and .[-1].last == "2026-11-10 23:59"'
run 0 logs --by minute --only 5xx,404 --json "$work/log"
json 'map(.count) == [1, 1, 2]'
run 1 logs --only 599 "$work/log"
run 0 logs --top 1 --json "$work/log"
json 'map(.code) == [200, null] and .[-1].count == 4'

# More paths than there is room for: each that is named has its exact count, the rest is counted.
awk 'BEGIN { for (n = 0; n < 120000; n++)
	printf "::1 - - [10/Nov/2026:13:55:36 +0000] \"GET /%d HTTP/1.1\" 200 1\n", n < 1000 ? 1 : n }' >"$work/log"
run 0 logs --by path --top 1 --json "$work/log"
json '.[0].path == "/1" and .[0].count == 1000'
json '.[1] | has("path") | not'
json '.[1].count == 120000 - 1000 - 99999 and .[-1].count == 120000'

# ---- Looks ------------------------------------------------------------------------------------

# usage: fits WIDTH : no line of the output is wider
fits() {
	checks=$((checks + 1))
	awk -v width="$1" 'length($0) >= width { exit 1 }' "$work/out" || fail "a line is wider than $1"
}

for width in 40 60 80 100 160 200; do
	for by in '' '--by path' '--by minute --top 5'; do
		# shellcheck disable=SC2086 # no word or some
		COLUMNS=$width run 0 logs $by "$work/haproxy.log"
		fits $width
	done
done
COLUMNS=40 run 0 logs "$work/haproxy.log"
has '200'
COLUMNS=160 run 0 logs "$work/haproxy.log"
has 'Processed' 'Catalog'
run 0 logs --color=always "$work/haproxy.log"
has "$(printf '\033[31m')"

# A page needs nothing else, and nothing in a log becomes a part of it.
{
	line GET 500 '/<script>alert(1)</script>'
	line GET 404 '/a&amp;"x'
	line GET 200 "/$(printf '\377\001')"
} >"$work/log"
run 0 logs --html "$work/page.html" --by path "$work/log"
cp "$work/page.html" "$work/out"
has '<svg' '/&#60;script&#62;alert(1)&#60;/script&#62;' '1 server errors'
lacks '<script' 'http:' 'https:'
run 2 logs --html "$work/none/page.html" "$work/log"
complains 'page.html: No such file'

# As a browser shows it, where there is one: the picture is kept beside the log of the tests.
chromium=$(command -v chromium || command -v chromium-browser || :)
if [ -n "$chromium" ]; then
	"$HTTPSTATUS" logs --html "$work/page.html" --by path "$work/haproxy.log" >/dev/null 2>&1
	checks=$((checks + 1))
	"$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1600 \
		--screenshot="$work/page.png" "file://$work/page.html" >"$work/err" 2>&1
	if [ -s "$work/page.png" ]; then
		[ ! -d "${top_builddir-.}/tests" ] || cp "$work/page.png" "${top_builddir-.}/tests/logs.png"
	else
		fail 'no picture of the page'
	fi
fi

finish
