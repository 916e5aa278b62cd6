#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The command as people and scripts use it. HTTPSTATUS names it.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"

# ---- show: what a person hopes for ------------------------------------------

run 0 404
has '404 Not Found' '4xx Client Error' 'RFC 9110, Section 15.5.5'
silent
narrow

run 0 -c otc-dli show 504
has '504 ServerTimeout' 'Timeout parameter' 'Gateway Timeout' 'otc-dli'
silent

run 0 show 'Request Time-out'
has '408 Request Timeout' 'Also called  Request Time-out'

run 0 -c cloudflare show 521
has '521 Web Server Is Down' 'never saw the request' 'safe with any method'

run 0 -c cloudflare show 524
has 'may or may not have acted' 'only if a retry does no harm'

run 0 -c otc-dli 503
has 'By the RFC   send it again'

# A code that the catalog lacks is the registry's; the catalog says whose it is.
run 0 -c cloudflare 404
has '404 Not Found' 'Catalog      iana'

# Nobody said whose code it is: what stands in access logs is known from there.
run 0 521
has '521 Web Server Is Down' 'Catalog      cloudflare'
lacks 'Unknown'
run 0 499
has '499 Client Closed Request' 'Catalog      nginx' 'esri: Token Required'
run 1 555
has 'Unknown to iana' 'treats it as 500'
run 1 -c iana 521
has 'Unknown to iana' 'cloudflare: Web Server Is Down'
run 1 299
has 'treats it as 200'
lacks 'OK'

# Phrases are looked up everywhere, unless a catalog was asked for.
run 0 'web server is down'
has '521 Web Server Is Down' 'Catalog      cloudflare'
run 1 -c nginx 'web server is down'
complains "'web server is down': neither a status code nor a known phrase"

run 0 show 'HTTP/1.1 404 Not Found' NoContent
has '404 Not Found' '204 No Content'

run 0 4xx
has '404  Not Found' '451  Unavailable For Legal Reasons'
lacks '500'
narrow

# ---- show: what is not understood --------------------------------------------

for operand in 60V 4040 99 -- '40 4' 'HTTP/1.1' 6xx; do
	[ "$operand" = -- ] && continue
	run 1 show "$operand"
	complains "'$operand': n"
done
run 1 -- -1
complains "'-1': neither"
run 1 ''
complains "'': nothing there"
run 1 404 60V 500
has '404 Not Found' '500 Internal Server Error'

# ---- show: all there is to say, however long ------------------------------------

# What the catalogs say of a code that the registry lacks, to the last word.
for code in 000 529; do
	run 0 show $code
	narrow
	tr -s ' \n' ' ' <"$work/out" >"$work/flat"
	for name in $("$HTTPSTATUS" --json $code | jq -r '.known_to[]'); do
		"$HTTPSTATUS" -c "$name" --json $code >"$work/one"
		checks=$((checks + 1))
		grep -qF -e "$name: $(jq -r '.phrase // .summary' "$work/one")" "$work/flat" ||
			fail "$code: what $name says is cut"
	done
done
run 0 000
has 'There was no HTTP response at all'
lacks 'as 500'
run 1 -c iana 000
has 'No response'

# Many names of fields, some of them as long as the format allows.
{
	printf 'Catalog: long\nFormat: 1\n\nStatus: 200\nReason: OK\n'
	for level in Must Should May; do
		printf '%s-Send: X-%s-%0100d' $level $level 1
		for n in 2 3 4 5 6 7 8 9; do
			printf ', X-%s-%0100d' $level $n
		done
		printf '\n'
	done
} >"$work/long.cat"
run 0 -c "$work/long.cat" 200
for level in Must Should May; do
	for n in 1 2 3 4 5 6 7 8 9; do
		has "$(printf 'X-%s-%0100d' $level $n)"
	done
done
has 'Must send    X-Must-' 'Should send  X-Should-' 'May send     X-May-'

# All changes together make the longest sentence.
changes='connection, endpoint, no-early-data, credentials, method, target, content, range,
 precondition, expect, protocol, length, fields, state, user, configuration'
printf 'Catalog: every\nFormat: 1\n\nStatus: 503\nRetry: amend\nLimit: 2\nChange: %s\n' "$changes" \
	>"$work/every.cat"
longest='once the server is repaired, at most 2 times'
run 0 -c "$work/every.cat" 503
narrow
tr -s ' \n' ' ' <"$work/out" >"$work/flat"
mv "$work/flat" "$work/out"
has "$longest"
for subcommand in advise plan; do
	run 1 $subcommand -c "$work/every.cat" --json 503
	json '.[-1].text | contains("'"$longest"'")'
	run 1 $subcommand -c "$work/every.cat" 503
	tr -s ' \n' ' ' <"$work/out" >"$work/flat"
	mv "$work/flat" "$work/out"
	has "$longest"
done
run 0 lint "$work/every.cat"
run 1 diff iana "$work/every.cat"
tr -s ' \n' ' ' <"$work/out" >"$work/flat"
mv "$work/flat" "$work/out"
has 'state, user, configuration; processed: '

# ---- Foreign text -----------------------------------------------------------------

# usage: harmless WHAT : the text in $work/text is UTF-8, without any control but the line end
harmless() {
	checks=$((checks + 3))
	iconv -f UTF-8 -t UTF-8 "$work/text" >/dev/null 2>"$work/err" || fail "$1: not UTF-8"
	[ "$(LC_ALL=C tr -cd '\000-\011\013-\037\177' <"$work/text" | wc -c)" = 0 ] ||
		fail "$1: a control character"
	! LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$work/text" ||
		fail "$1: a control character of two bytes"
}

# All bytes but NUL and the line end, which no argument has or no line, 32 in a text. What is
# almost UTF-8: overlong, surrogates, beyond U+10FFFF, cut. Controls of two bytes, sequences that
# terminals obey. What is UTF-8, from the first character of each length to the last.
{
	n=1
	while [ $n -lt 256 ]; do
		[ $n = 10 ] || printf '%b' "\\0$(printf %o $n)"
		n=$((n + 1))
		[ $((n % 32)) != 0 ] || echo
	done
	echo
	printf '%b\n' '\0300\0200 \0301\0277 \0340\0200\0200 \0340\0237\0277 \0360\0200\0200\0200 \0360\0217\0277\0277' \
		'\0355\0240\0200 \0355\0277\0277 \0355\0240\0275\0355\0270\0200 \0364\0220\0200\0200 \0365\0200\0200\0200' \
		'\0303a \0342\0202a \0360\0237\0230a \0340\0240' '\0360\0220\0200' '\0302' \
		'\0302\0200 \0302\0205 \0302\023331mred \0302\0237 \0033]0;x\0007 \0033[2J' \
		'\0302\0240 \0337\0277 \0340\0240\0200 \0355\0237\0277 \0356\0200\0200 \0357\0277\0277 \0360\0220\0200\0200' \
		'0123456789012345678901234567890123456789012345678901234567\0303\0251\0303\0251\0303\0251'
} >"$work/nasty"

# Lines of standard input can be anything.
{
	cat "$work/nasty"
	printf 'a\000z\n'
	head -c 20000 /dev/urandom
} >"$work/in"
run 1 --json <"$work/in"
cp "$work/out" "$work/text"
all '.code or (.input and .error)'
harmless 'show --json'
run 1 show <"$work/in"
cat "$work/out" "$work/err" >"$work/text"
harmless show
# Nothing that is UTF-8 gets lost; each byte that is not becomes U+FFFD.
printf '%b\n' 'a\0000z' '\0302\02335n' '\0177' '\0303\0251' '\0357\0277\0277' '\0360\0237\0230\0200' \
	'\0300\0200' '\0355\0240\0200' '\0303' >"$work/in"
run 1 --json <"$work/in"
checks=$((checks + 1))
[ "$(jq -s -c 'map(.input | explode)' "$work/out")" = \
	'[[97,0,122],[155,53,110],[127],[233],[65535],[128512],[65533,65533],[65533,65533,65533],[65533]]' ] ||
	fail 'other characters'

# usage: each PREFIX ARGUMENT... : harmless is what the command prints of the arguments and, as
# the last one, of each nasty text behind the prefix
each() {
	prefix=$1
	shift
	: >"$work/text"
	while IFS= read -r nasty; do
		"$HTTPSTATUS" "$@" "$prefix$nasty" >>"$work/text" 2>&1 </dev/null
	done <"$work/nasty"
	checks=$((checks + 1))
	[ -s "$work/text" ] || fail "$* $prefix: nothing was printed"
	harmless "$* $prefix"
}

each '' show --
each '' show --json --
each 'HTTP/1.1 ' show
each '' advise --
each 'HTTP/1.1 404 ' --json
for option in class format nonesuch= ''; do
	each "--$option=" list
done
each - list
each -c show 404 -c
each '' list
each '' diff iana
each ./ lint
for option in method failure hints always never field clock attempt deadline nonesuch; do
	each "--$option=" advise 503
done
for option in attempts base max-wait seed asked; do
	each "--$option=" plan 503
done

# Names of files that are there: with problems, with none, and with a catalog of the same name.
name=$work/$(printf '\033]0;x\007\302\233\377.cat')
printf 'x\n' >"$name"
run 1 lint "$name"
complains '?]0;x???.cat:1: error'
cp "$work/err" "$work/text"
harmless 'a file with problems'
run 2 -c "$name" 404
cp "$work/err" "$work/text"
harmless 'a catalog with problems'
printf 'Catalog: twin\nFormat: 1\n\nStatus: 200\nReason: OK\n' >"$name"
printf 'Catalog: twin\nFormat: 1\n\nStatus: 201\nReason: Created\n' >"$work/twin.cat"
run 1 diff "$name" "$work/twin.cat"
cp "$work/out" "$work/text"
harmless 'the names of two files'
has 'A: ' '?]0;x??'
# What people write is told as they wrote it.
run 1 show "$(printf 'Gr\303\266\303\237e')"
complains "'$(printf 'Gr\303\266\303\237e')': neither"
run 2 "$(printf -- '--gr\303\266\303\237e')"
complains "$(printf -- '--gr\303\266\303\237e')"

# ---- show: standard input -----------------------------------------------------

printf '200\nHTTP/1.1 503 x\n60V\n' >"$work/in"
run 1 show <"$work/in"
has '200  OK' '503  Service Unavailable' "---  '60V': neither a status code nor a known phrase"
silent
checks=$((checks + 1))
[ "$(wc -l <"$work/out")" = 3 ] || fail "not one line for each"

# A response head as curl -I prints it, and one without a last newline.
printf 'HTTP/2 301\r\nlocation: /new\r\nage: 404\r\n\r\nHTTP/1.1 200 OK\r\nServer: x\r\n\r\nNot Found' \
	>"$work/in"
run 0 <"$work/in"
checks=$((checks + 1))
[ "$(cut -c1-3 "$work/out" | tr '\n' ' ')" = '301 200 404 ' ] || fail "not the three statuses"

printf '404\nweb server is down\n404\n5xx\n' >"$work/in"
run 0 --json <"$work/in"
all '.code >= 400'
checks=$((checks + 1))
[ "$(jq -r .code "$work/out" | head -n 3 | tr '\n' ' ')" = '404 521 404 ' ] || fail "wrong codes"

# Where nothing is asked, that is said.
for text in '' '\n' '\r\n\n\r\n'; do
	printf '%b' "$text" >"$work/in"
	for json in '' --json; do
		# shellcheck disable=SC2086 # no word or one
		run 1 show $json <"$work/in"
		complains 'nothing to look up on standard input'
		checks=$((checks + 2))
		[ "$(wc -l <"$work/err")" = 1 ] || fail 'not one line'
		[ ! -s "$work/out" ] || fail 'something was printed about nothing'
	done
done
# On a terminal nobody is kept waiting.
if script -qec true /dev/null >"$work/out" 2>&1 </dev/null; then
	for subcommand in '' show; do
		checks=$((checks + 2))
		script -qec "'$HTTPSTATUS' $subcommand" /dev/null >"$work/out" 2>"$work/err" </dev/null
		[ $? = 2 ] || fail 'no wrong usage on a terminal'
		grep -q 'usage: httpstatus' "$work/out" || fail 'no usage on a terminal'
	done
fi

# Any bytes: an answer for each line.
head -c 100000 /dev/urandom >"$work/in"
run 1 --json <"$work/in"
all '.code or (.input and .error)'

# ---- JSON -----------------------------------------------------------------------

run 0 --json 404 'Too Many Requests' 503 301 418
all '.code and .phrase and .class and .catalog == "iana" and .summary and .verdict and .processed
      and (.references | length > 0) and (has("text") | not)'
run 0 --json 429
all '.code == 429 and .class == "4xx" and .verdict == "retry" and .processed == "refused"
      and .flags == ["no-store"] and .fault == "rate" and .may_send == ["Retry-After"]
      and .reasons == ["throttled"] and (has("limit") | not) and (has("changes") | not)'
run 0 --json 418
all '.aliases == ["I'"'"'m a teapot"] and .flags == ["reserved"] and .verdict == "stop"'
run 0 --json 401
all '.must_send == ["WWW-Authenticate"] and .changes == ["credentials"] and .limit == 1
      and (.reasons | contains(["hold"]))'
run 0 --json 521
all '.code == 521 and .catalog == "logs" and .origin == "cloudflare" and (has("known_to") | not)'
run 1 -c iana --json 521
all '.code == 521 and (has("phrase") | not) and .known_to == ["cloudflare"]
      and (.reasons | contains(["class-only"]))'
run 1 --json "$(printf 'a"b\\c\td\001\303\251\377')"
all '.input == "a\"b\\c\td\u0001\u00e9\ufffd" and .error'
run 0 -c otc-dli --json 503
all '(.reasons | contains(["departs"])) and .verdict == "amend"'

# Every code of every catalog, and every text in it, through a real parser.
run 0 catalogs --json
all '.name and .title and .source and .size >= 0'
for name in $(jq -r .name "$work/out"); do
	run 0 -c "$name" list --json
	all '.catalog == "'"$name"'" and ((.verdict and .content) or (.status and .says))'
	run 0 -c "$name" list
	narrow
	run 0 -c "$name" show 1xx
	run 0 -c "$name" show 500
	narrow
done

# ---- list and catalogs -----------------------------------------------------------

run 0 list
checks=$((checks + 1))
[ "$(wc -l <"$work/out")" = 65 ] || fail "not 64 codes and a title"
run 0 list --class 5
has '503  Service Unavailable'
lacks '404'
run 0 list --class=5xx
run 0 catalogs
has 'iana' 'otc-dli' 'cloudflare' '2025-09-15'
narrow
run 1 -c nginx list --class 2

# ---- Catalogs from files, and stacks ----------------------------------------------

cat >"$work/apex.cat" <<'EOF'
Catalog: apex
Format: 1
Title: Apex
Source: Apex reference, 2026-11

Status: 503
Reason: Out "to" lunch
Retry: stop
EOF
run 0 -c "$work/apex.cat" 503
has '503 Out "to" lunch' 'give up' 'apex'
run 0 -c "$work/apex.cat" --json 503
all '.phrase == "Out \"to\" lunch"'
run 0 -c "$work/apex.cat" -c cloudflare list
has '503  Out' '521  Web'

printf 'Catalog: apex\nFormat: 1\n\nStatus: 503\nRetry: maybe\nStatsu: 5\n' >"$work/bad.cat"
run 2 -c "$work/bad.cat" 503
complains "$work/bad.cat:5: error: Retry: found 'maybe', expected"
complains "$work/bad.cat:6: warning: Statsu: unknown property; did you mean Status?"
run 2 -c "$work/none.cat" 503
complains "$work/none.cat: error: there is no such file"
run 2 -c "$work" 503
complains "it is a directory"
run 2 -c nonesuch 503
complains "no built-in catalog and no file is called 'nonesuch'"

# A file may extend the one before it, and not the one after.
printf 'Catalog: sub\nFormat: 1\nExtends: apex\nScope: listed\n\nStatus: 503\nFault: rate\n' \
	>"$work/sub.cat"
run 0 -c "$work/apex.cat" -c "$work/sub.cat" --json 503
all '.catalog == "apex" and .fault == "server"'
run 0 -c "$work/apex.cat" -c "$work/sub.cat" list --format=cat
run 2 -c "$work/sub.cat" -c "$work/apex.cat" 503
complains "$work/sub.cat:3: error: Extends: found 'apex', expected"

# A class has a rule: it decides on codes without a stanza, and look-up does not see it.
cat >"$work/rule.cat" <<'END'
Catalog: ruled
Format: 1
Extends: iana

Status: 5xx, -501
Retry: amend
Change: user
Summary: Ask a person.
END
run 1 -c "$work/rule.cat" show 598
has 'Without a stanza of its own in ruled, whose rule for 5xx holds. Ask a person.'
run 1 -c "$work/rule.cat" advise 598
has 'send it again, but changed'
run 0 -c "$work/rule.cat" show --json 503
all '.verdict == "amend" and .phrase == "Service Unavailable"'
run 0 -c "$work/rule.cat" show --json 501
all '.changes == ["method"]'

# ---- list --format=cat ---------------------------------------------------------------

# usage: same_list CATALOG FILE : both list the same, in all that JSON tells
same_list() {
	run 0 -c "$1" list --json
	cp "$work/out" "$work/one"
	run 0 -c "$2" list --json
	checks=$((checks + 1))
	cmp -s "$work/one" "$work/out" || fail "$2 is not $1"
}

"$HTTPSTATUS" catalogs --json >"$work/names"
for name in $(jq -r .name "$work/names"); do
	run 0 -c "$name" list --format=cat
	narrow
	cp "$work/out" "$work/printed.cat"
	same_list "$name" "$work/printed.cat"
	run 0 -c "$work/printed.cat" list --format cat
	checks=$((checks + 1))
	cmp -s "$work/out" "$work/printed.cat" || fail "$name: written otherwise the second time"
	run 0 lint "$work/printed.cat"
	run 0 diff "$name" "$work/printed.cat"
done
run 0 list --format=cat
has 'Catalog: iana' 'Status: 404' 'Reason: Not Found'
run 0 -c "$work/apex.cat" -c cloudflare list --format=cat
has 'Catalog: apex' 'Reason: Out "to" lunch' 'Status: 521'
lacks 'Catalog: cloudflare'
# For programs that take no dependency: an array that compiles.
run 0 list --format=c
has '[404] = "Not Found",' '[200] = "OK",'
lacks 'Unused'
{ echo 'static const char *const phrases[600] = {'; cat "$work/out"; echo '};'
  echo 'int main(void) { return phrases[404][0] != 78; }'; } >"$work/phrases.c"
checks=$((checks + 1))
${CC:-cc} -o "$work/phrases" "$work/phrases.c" && "$work/phrases" || fail 'the array of phrases does not compile'
run 0 list --format=c --class 4xx
lacks '[200]'
run 0 list --format=table
has 'Code'
run 0 list --format=json
all '.code'
run 2 list --format=yaml
complains "--format: found 'yaml', expected table, json, cat or c"
run 2 list --format=cat --class 4
complains 'excludes --class'
run 2 show --format=cat 404
complains 'show takes no --format'

# ---- lint ------------------------------------------------------------------------------

run 0 lint "$work/apex.cat"
silent
checks=$((checks + 1))
[ ! -s "$work/out" ] || fail "something was said of a good file"

# Every problem of every file; unknown properties are errors; the author's own are not.
printf 'Catalog: own\nFormat: 1\nX-Owner: me\nColour: red\n\nStatus: 99\n' >"$work/own.cat"
run 1 lint "$work/bad.cat" "$work/none.cat" "$work/apex.cat" "$work/own.cat" "$work"
complains "$work/bad.cat:5: error: Retry: found 'maybe', expected"
complains "$work/bad.cat:6: error: Statsu: unknown property; did you mean Status?"
complains "$work/none.cat: error: there is no such file"
complains "$work/own.cat:4: error: Colour: unknown property"
complains "$work/own.cat:6: error: Status: found '99', expected"
complains "$work: error: it is a directory"
checks=$((checks + 1))
[ "$(wc -l <"$work/err")" = 6 ] || fail "not six problems"
checks=$((checks + 1))
! grep -vE '^[^:]+(:[0-9]+)?: error: .' "$work/err" || fail "a problem in another form"

# Problems of the whole come with those of single fields.
printf 'Catalog: whole\nFormat: 1\n\nStatus: 503\nFault: mine\n\nStatus: 504\nLimit: 1\n' \
	>"$work/whole.cat"
run 1 lint "$work/whole.cat"
complains "$work/whole.cat:5: error: Fault: found 'mine', expected"
complains "$work/whole.cat:7: error: Limit: found without Retry"

# A file may extend those before it, if they are good.
run 0 lint "$work/apex.cat" "$work/sub.cat"
run 1 lint "$work/sub.cat" "$work/apex.cat"
complains "$work/sub.cat:3: error: Extends: found 'apex', expected"
run 1 lint "$work/bad.cat" "$work/sub.cat"
complains "$work/sub.cat:3: error: Extends: found 'apex', expected"
# shellcheck disable=SC2046 # no white space in them
run 0 lint $(ls "${srcdir:-.}"/lib/catalogs/*.cat)
silent
run 2 lint
complains 'lint takes at least one operand'
run 2 lint --json "$work/apex.cat"
complains 'lint takes no --json'
run 2 lint -c iana "$work/apex.cat"

# ---- diff ------------------------------------------------------------------------------

# The story of a dialect: house spellings, and a 503 that contradicts the RFC.
run 1 diff otc-dli iana
narrow
silent
has 'Only in iana: 22 codes' '  307  Temporary Redirect'
lacks 'Only in otc-dli'
run 1 diff otc-dli iana --json
all '.code and (.difference | IN("only", "spelling", "name", "advice", "facts"))
      and (.a.catalog // "otc-dli") == "otc-dli" and (.b.catalog // "iana") == "iana"'
jq -r 'select(.difference == "spelling" or .difference == "name") | .a.phrase' "$work/out" >"$work/one"
for phrase in NoContent BadRequest NotFound MethodNotAllowed 'Request Time-out' \
	'Request-URI Too Large' UnprocessableEntity TooManyRequests InternalServerError \
	ServiceUnavailable ServerTimeout; do
	checks=$((checks + 1))
	grep -qxF "$phrase" "$work/one" || fail "the house spelling '$phrase' is missing"
done
jq -c 'select(.code == 503 and .difference == "advice")' "$work/out" >"$work/one"
mv "$work/one" "$work/out"
all '.a.verdict == "amend" and (.a.reasons | contains(["permanent", "departs"]))
      and .b.verdict == "retry" and (.b.reasons | contains(["departs"]) | not)'
run 1 diff otc-dli iana
has '503  otc-dli  amend: content, fields' 'against' 'The standard disagrees' \
	'     iana     retry; processed: likely-not; throttled'

# Nothing to say of what is the same, itself or its copy.
run 0 diff iana iana
checks=$((checks + 1))
[ ! -s "$work/out" ] || fail "something was said of no difference"
run 0 diff --json cloudflare cloudflare

# Each kind of difference, and two files of one name.
cat >"$work/one.cat" <<'EOF'
Catalog: same
Format: 1

Status: 000
Reason: Silence

Status: 600
Reason: Busy Bee
Flags: log-only
Retry: retry
Change: endpoint
Limit: 2
Persistence: transient

Status: 601
Reason: Left
Content: zero
Redirect: keep
Fault: rate

Status: 602
Reason: A phrase that is much longer than the column of the table, ninety-nine bytes of it or more

Status: 603

Status: 605
Retry: retry
Persistence: state

Status: 606
Retry: amend
Change: user

Status: 607
Retry: stop
Processed: done
EOF
cat >"$work/two.cat" <<'EOF'
Catalog: same
Format: 1

Status: 600
Reason: busy-bee
Flags: log-only
Retry: retry
Change: endpoint
Limit: 3
Persistence: transient

Status: 601
Reason: Right
Content: none
Redirect: get
Fault: auth

Status: 602
Reason: Short

Status: 603
Summary: Not compared.

Status: 604

Status: 605
Retry: retry

Status: 606
Retry: amend
Change: state

Status: 607
Retry: stop
Processed: refused
EOF
run 1 diff "$work/one.cat" "$work/two.cat"
has "A: $work/one.cat" "B: $work/two.cat" 'Only in A: 1 code' '  000  Silence' 'Only in B: 1 code' \
	'604  (no phrase)' 'Same name, other spelling: 1 code' 'Other name: 2 codes' \
	'Other advice: 4 codes' 'Other facts: 1 code' \
	'600  A  retry: endpoint; processed: unknown; transient; limit: 2' \
	'     B  retry: endpoint; processed: unknown; transient; limit: 3' \
	'605  A  retry; processed: unknown; state' '     B  retry; processed: unknown' \
	'606  A  amend: user; processed: unknown' '     B  amend: state; processed: unknown' \
	'607  A  stop; processed: done' '     B  stop; processed: refused' \
	'601  A  content: zero; redirect: keep; fault: rate' \
	'     B  content: none; redirect: get; fault: auth'
lacks '603'
checks=$((checks + 1))
! sed '/^[AB]: /d' "$work/out" | grep -q '.\{80\}' || fail "a line has more than 79 columns"
run 1 diff --json "$work/one.cat" "$work/two.cat"
all '.code != 603'
checks=$((checks + 1))
[ "$(jq -r '"\(.code) \(.difference) \(has("a")) \(has("b"))"' "$work/out" | tr '\n' ,)" = \
	'0 only true false,604 only false true,600 spelling true true,601 name true true,602 name true true,600 advice true true,605 advice true true,606 advice true true,607 advice true true,601 facts true true,' ] ||
	fail "other differences"
jq -c 'select(.difference == "facts")' "$work/out" >"$work/one"
mv "$work/one" "$work/out"
all '.a == {"catalog": "same", "content": "zero", "redirect": "keep", "fault": "rate"}'

# The second may extend the first.
run 1 diff "$work/apex.cat" "$work/sub.cat"
has 'apex  fault: server' 'sub   fault: rate'
run 2 diff "$work/apex.cat" "$work/bad.cat"
complains "$work/bad.cat:5: error"
run 2 diff nonesuch iana
complains "no built-in catalog and no file is called 'nonesuch'"
run 2 diff iana
complains 'diff takes two operands'
complains 'usage: httpstatus diff'
run 2 diff iana nginx iis
complains "diff takes two operands: 'iis' is too much"
run 2 diff -c iana nginx iis
complains 'diff takes no --catalog'

# ---- Usage -------------------------------------------------------------------------

run 0 --help
has 'usage: httpstatus'
narrow
run 0 --version
has 'httpstatus 1.'
run 2 --nonsense
complains 'usage: httpstatus'
complains "httpstatus: '--nonsense': no such option, or several"
run 2 -x list
complains "'-x': no such option"
run 2 list -jx
complains "'-x': no such option"
run 2 list --class
complains "'--class' needs a value"
run 2 list --json=yes
complains "'--json' takes no value"
run 2 list --c iana
complains "'--c': no such option, or several"
run 0 list --cl 4 --json
all '.class == "4xx"'
run 0 --ca nginx 499
has 'Client Closed Request'
run 2 list 404
complains "list takes no operand: '404'"
complains 'usage: httpstatus list'
run 2 catalogs x
run 2 list --class 7
complains "--class: found '7', expected"
run 2 --class 4 404
complains 'show takes no --class'
run 0 --class 5 list --format=TABLE
has '503  Service Unavailable'
lacks '404'
for subcommand in show list catalogs diff lint complete; do
	run 0 $subcommand --help
	has "$subcommand" '--help' 'Exit status'
	narrow
	run 0 --help $subcommand
	has "$subcommand" 'Exit status'
	run 0 $subcommand --version
	has 'httpstatus 1.'
	run 2 $subcommand --nonsense
	complains "$subcommand --help"
done
# shellcheck disable=SC2046 # 65 times -c
run 2 $(yes -- '-c iana' | head -65) 404
complains '--catalog: more than 64'
run 2 -c
run 0 show --json 404
run 0 404 --json
all '.code == 404'

# No colour but on a terminal; no success if the output is lost.
run 0 404
lacks "$(printf '\033')"
if [ -w /dev/full ]; then
	checks=$((checks + 1))
	"$HTTPSTATUS" list >/dev/full 2>"$work/err"
	[ $? = 2 ] || fail "a full disk is no success"
fi

# ---- What people type -------------------------------------------------------------

run 0 not found
has '404 Not Found'
run 0 ':status: 404'
has '404 Not Found'
run 0 'http/1.1 404'
has '404 Not Found'
for name in HTTPSTATUS_NOT_FOUND HTTP_STATUS_NOT_FOUND HTTP_NOT_FOUND SC_NOT_FOUND StatusNotFound NOT_FOUND; do
	run 0 $name
	has '404 Not Found'
done
run 0 404,500
has '404  Not Found' '500  Internal Server Error'
run 0 400-402
has '400  Bad Request' '402  Payment Required'
lacks '403  Forbidden'
run 0 4
has '400  Bad Request' '451  Unavailable'
# Words are looked for, in names first.
run 0 timeout
has '408  Request Timeout' '504  Gateway Timeout'
run 0 rate limit
has '429  Too Many Requests'
run 0 --json teapot
all '.code == 418'
run 1 unathorized
complains "did you mean Unauthorized, 401?"
run 1 nonsense words
complains "'nonsense words': neither a status code nor a known phrase"
run 1 --json unathorized
all '.input == "unathorized" and .error'

# ---- Variants ------------------------------------------------------------------------

# What a response says besides its code is shown with the code, and by its error code.
run 0 -c openai 429
has 'error = insufficient_quota' 'x-should-retry = false' 'Retry: amend; Persistence: state; Change: user'
run 0 -c openai --json 429
all '.code == 429 and (.variants | map(.when[]) | index("x-should-retry = false"))'
run 0 -c aws ThrottlingException
has '4xx, 5xx' 'When         error = Throttling, ThrottlingException' 'Processed: refused'
lacks 'Next'
run 0 -c aws --json ThrottlingException
all '.catalog == "aws" and .status == "4xx, 5xx" and (.says | index("Processed: refused"))'
echo ThrottlingException >"$work/in"
run 0 -c aws <"$work/in"
has '4xx, 5xx' 'Retry: retry'
run 2 -c aws advise ThrottlingException
complains "'ThrottlingException' is an error code"
run 0 -c aws advise --method POST --error ThrottlingException 400
run 1 -c aws advise --method POST 400
run 0 -c x-ratelimit list
has '4xx, 5xx' 'x-ratelimit-remaining = 0'
run 0 -c x-ratelimit list --class 4xx
run 1 -c x-ratelimit list --class 2xx
run 1 diff finagle x-should-retry
has 'Other variants and rules: 6' 'has no such stanza'
run 1 diff --json finagle x-should-retry
all '.difference == "variant" and .status and .when'
run 0 diff finagle finagle
cat >"$work/own.cat" <<'EOF'
Catalog: own
Format: 1
Source: none

Status: 418
When: x-teapot = empty
Retry: retry
Processed: refused
EOF
run 1 diff "$work/own.cat" iana
run 0 -c "$work/own.cat" advise --method POST --field 'X-Teapot: empty' 418
run 1 -c "$work/own.cat" advise --method POST --field 'X-Teapot: full' 418
printf 'Catalog: own\nFormat: 1\n\nStatus: 418\nReason: Tea Only\nSummary: Tea Only.\n' >"$work/bare.cat"
run 0 lint "$work/bare.cat"
complains "$work/bare.cat: warning: no Source: name the document"
complains "$work/bare.cat: status 418: warning: Summary: repeats the phrase"
sed 's/x-teapot = empty/x-teapot/; s/Retry: retry/When: ! x-teapot\n&/' "$work/own.cat" >"$work/never.cat"
run 0 lint "$work/never.cat"
complains 'never holds'

finish
