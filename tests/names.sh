#!/bin/sh
# SPDX-License-Identifier: MIT
#
# One list of public names: lib/symbols-in-versions is held against the header,
# the dynamic symbols of LIBRARY and the manual pages. A difference is told by
# name. The map of the linker and Debian's symbols are made from the list.
#
#   names.sh         compares
#   names.sh list    prints what the header declares, in the form of
#                    symbols-in-versions: where new lines for it come from
set -u
LC_ALL=C
export LC_ALL

: "${CC:=cc}" "${NM:=nm}" "${VERSION_SCRIPT:=yes}" "${srcdir:=.}" "${top_builddir:=.}"
list=$srcdir/lib/symbols-in-versions
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

# usage: pre ARGUMENT... : the preprocessor's view of the header
pre() {
	# shellcheck disable=SC2086 # the compiler is a command with its options
	$CC -std=c11 -E "$@" -I"$srcdir/include" -I"$top_builddir/include" "$srcdir/include/httpstatus.h"
}

# Writes "name kind" of all that the header declares, in order.
declared() {
	pre -P | tr -s ' \t\n' ' ' >"$work/text"
	pre -dM | sed -n '/^#define HTTPSTATUS_/p' >"$work/macros"
	{
		grep -oE '\bhttpstatus_[a-z0-9_]+ ?\(' "$work/text" | sed 's/ *($/ function/'
		grep -oE '\bHTTPSTATUS_[A-Z0-9_]+ ?=' "$work/text" | sed 's/ *=$/ enumerator/'
		grep -oE 'typedef [^;]* httpstatus_[a-z0-9_]+;' "$work/text" | sed 's/.* \(.*\);/\1 type/'
		grep -oE 'enum httpstatus_[a-z0-9_]+ \{' "$work/text" | sed 's/enum \(.*\) {/\1 type/'
		# The version differs from release to release; the other macros never change.
		sed -e '/^#define HTTPSTATUS_\(VERSION_\)\{0,1\}H *$/d' -e 's/^#define //' \
			-e 's/^\([A-Z_]*\) __attribute__.*/\1 attribute/' \
			-e 's/^\(HTTPSTATUS_VERSION[A-Z_]*\) .*/\1 macro/' \
			-e 's/^\([A-Z_0-9]*\)(.*/\1 macro/' \
			-e '/ \(attribute\|macro\)$/!s/^\([A-Z_0-9]*\) .*/\1 constant/' "$work/macros"
	} | sort -u
}

# Prints the list as the header has it now.
print_list() {
	declared >"$work/declared"
	{
		printf '#include <stdio.h>\n#include <httpstatus.h>\nint main(void)\n{\n'
		sed -n -e 's/\(.*\) enumerator/printf("\1 %lld\\n", (long long)\1);/p' \
			-e 's/\(.*\) constant/printf("\1 0x%llx\\n", (unsigned long long)\1);/p' "$work/declared"
		printf '}\n'
	} >"$work/values.c"
	# shellcheck disable=SC2086
	$CC -std=c11 -I"$srcdir/include" -I"$top_builddir/include" -o "$work/values" "$work/values.c" || return
	"$work/values" | sort >"$work/values.txt"
	since=$(cut -d. -f1-2 "$srcdir/version.txt")
	join -a 1 "$work/declared" "$work/values.txt" |
		awk -v since="$since" '{ printf "%-45s %-10s %s %s\n", $1, $2, since, (NF > 2 ? $3 : "-") }'
}

if [ "${1-}" = list ]; then
	print_list
	exit
fi

# usage: same WHAT LEFT RIGHT FILE FILE
same() {
	checks=$((checks + 1))
	cmp -s "$4" "$5" && return
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$1"
	comm -23 "$4" "$5" | sed "s|^|    only in $2: |"
	comm -13 "$4" "$5" | sed "s|^|    only in $3: |"
}

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

: "${LIBRARY:?names the shared library}"
command -v "${NM%% *}" >/dev/null || { echo "$NM is missing" >&2; exit 99; }
sed '/^#/d; /^$/d' "$list" >"$work/list"

# The list itself: sorted, each name of a kind once, four words, of this release or an earlier one.
checks=$((checks + 1))
sort -c -u -k1,2 "$work/list" 2>"$work/order" || fail "the list is not in order: $(cat "$work/order")"
checks=$((checks + 1))
awk 'NF != 4 || $2 !~ /^(function|type|enumerator|constant|macro|attribute)$/ || $3 !~ /^[0-9]+\.[0-9]+$/ ||
	($4 == "-") == ($2 == "enumerator" || $2 == "constant") { print "    " $0; bad = 1 }
	END { exit bad }' "$work/list" || fail "these lines are not of the form: name kind release value"
checks=$((checks + 1))
awk -v now="$(cat "$srcdir/version.txt")" '{ split($3, since, "."); split(now, is, ".")
	if (since[1] + 0 > is[1] + 0 || since[1] == is[1] && since[2] + 0 > is[2] + 0) { print "    " $0; bad = 1 } }
	END { exit bad }' "$work/list" || fail "these are of a release that is still to come"

# The header declares what the list has, as what the list says.
declared >"$work/declared"
awk '{ print $1, $2 }' "$work/list" | sort >"$work/listed"
same 'the header and the list differ' 'the header' 'symbols-in-versions' "$work/declared" "$work/listed"

# A constant is part of every program that was compiled with it: it never changes.
{
	printf '#include <httpstatus.h>\n'
	awk '$4 != "-" {
		value = $2 == "enumerator" ? $4 : "UINT64_C(" $4 ")"
		name = $2 == "enumerator" ? $1 : "(uint64_t)" $1
		printf "_Static_assert(%s == %s, \"%s was %s in %s\");\n", name, value, $1, $4, $3 }' "$work/list"
} >"$work/values.c"
checks=$((checks + $(grep -c '^_Static' "$work/values.c")))
# shellcheck disable=SC2086
$CC -std=c11 -fsyntax-only -I"$srcdir/include" -I"$top_builddir/include" "$work/values.c" 2>"$work/err" || {
	fail 'a constant has another value'
	sed -n 's/.*error: \(.*\)/    \1/p' "$work/err"
}

# Codes have the names of their phrases, HTTPSTATUS_NOT_FOUND, and IANA registers
# new ones at any time. So every other name begins with the word of a family,
# and no phrase begins with such a word.
families='ASKED|ATTR|AT_LEAST|CHANGE|CLASS|CODES|E|FAILURE|FAMILY|FAULT|FLAG|FRAMING|GROWTH|KEEP|LEVEL|LIMIT|POLICY|PROCESSED|REASON|REDIRECT|SEVERITY|TIME|TRAIT|VERDICT|VERSION'
awk -F ': ' '$1 == "Status" { code = $2 }
	$1 == "Reason" || $1 == "Alias" {
		name = toupper($2)
		gsub(/\047/, "", name)
		gsub(/[^A-Z0-9]+/, "_", name)
		sub(/^_/, "", name)
		sub(/_$/, "", name)
		# A reserved code has no phrase of its own.
		if (name == "UNUSED") name = name "_" code
		print "HTTPSTATUS_" name }' "$srcdir/lib/catalogs/iana.cat" | sort -u >"$work/phrases"
awk '/^HTTPSTATUS_/ { print $1 }' "$work/list" | sort | comm -23 - "$work/phrases" |
	grep -vE "^HTTPSTATUS_($families)(_|$)" >"$work/strays"
: >"$work/nothing"
same 'names that a phrase could take' 'the header' 'the families' "$work/strays" "$work/nothing"
checks=$((checks + 1))
[ -s "$work/phrases" ] || fail 'iana.cat has no phrases'
grep -E "^HTTPSTATUS_($families)(_|$)" "$work/phrases" >"$work/strays"
same 'phrases that begin with the word of a family' 'iana.cat' 'the phrases' "$work/strays" "$work/nothing"
awk '$2 == "enumerator" && $4 >= 100 { print $1 }' "$work/list" | sort >"$work/codes"
same 'the names of codes and the phrases differ' 'the header' 'iana.cat' "$work/codes" "$work/phrases"

# Each function stands in the node of its release.
awk '$2 == "function" { print $1 "@@HTTPSTATUS_" $3 }' "$work/list" | sort >"$work/functions"
# shellcheck disable=SC2086 # so is nm
$NM -D --defined-only "$LIBRARY" | awk '$2 != "A" { print $3 }' | sort >"$work/exported"
cp "$work/functions" "$work/nodes"
# Without a version script there are no nodes.
[ "$VERSION_SCRIPT" != no ] || sed -i 's/@@.*//' "$work/nodes"
same 'the library and the list differ' 'the library' 'symbols-in-versions' "$work/exported" "$work/nodes"

# Each function is in the NAME section of one page, of which there is no other function.
awk '$2 == "function" { print $1 }' "$work/list" >"$work/wanted"
sh "$srcdir/lib/lists.sh" pages "$list" "$srcdir/man" | awk '{ print $1 }' >"$work/found"
same 'functions and the names of manual pages differ' 'man' 'symbols-in-versions' \
	"$work/found" "$work/wanted"

# Section 3 has every name, and none that does not exist. What ends in "_" stands for many.
awk '$2 != "attribute" { print $1 }' "$work/list" | sort -u >"$work/wanted"
sed '/^\.Dt/d' "$srcdir"/man/*.3 |
	grep -oE '\b(HTTPSTATUS|httpstatus)_[A-Za-z0-9_]*[A-Za-z0-9]\b' | sort -u >"$work/said"
comm -12 "$work/said" "$work/wanted" >"$work/documented"
same 'names without a manual page' 'the pages' 'symbols-in-versions' "$work/documented" "$work/wanted"
# httpstatus-curl.h is no part of the library, and its page no page of that list.
grep -oE '\b(HTTPSTATUS|httpstatus)_[A-Za-z0-9_]*[A-Za-z0-9]\b' "$srcdir/include/httpstatus-curl.h" |
	grep -i '^httpstatus_curl' | grep -vxE 'HTTPSTATUS_CURL_(H|FUNCTION)' | sort -u >"$work/glue"
comm -23 "$work/said" "$work/wanted" | comm -23 - "$work/glue" >"$work/unknown"
grep -i '^httpstatus_curl' "$work/said" >"$work/documented"
same 'httpstatus-curl.h and its page differ' 'httpstatus-curl(3)' 'httpstatus-curl.h' \
	"$work/documented" "$work/glue"
same 'manual pages name what does not exist' 'the pages' 'symbols-in-versions' "$work/unknown" "$work/nothing"

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
