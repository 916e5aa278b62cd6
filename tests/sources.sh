#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What every built-in catalog owes its reader: a Source with a revision or a date, and a
# comment or a Summary that says so where its advice contradicts the registry's. HTTPSTATUS
# names the command. A catalog that only collects the codes of others is exempt.
set -u

: "${srcdir:=.}" "${HTTPSTATUS:=httpstatus}"
failures=0
checks=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

# usage: source_of FILE : the value of Source, in one line
source_of() {
	awk '/^[A-Z]/ { inside = /^Source:/ } inside' "$1" | tr '\n' ' '
}

# usage: has_reason FILE CODE : a comment stands before a stanza of the code, its Summary speaks
# of the standard, or the comment at the top of the file of the code
has_reason() {
	awk -v code="$2" '
		# A code, a range or a class, and what it takes out.
		function covers(list,    n, items, i, ends, yes) {
			n = split(list, items, /, */)
			for (i = 1; i <= n; i++) {
				if (items[i] == code || items[i] == substr(code, 1, 1) "xx")
					yes = 1
				else if (items[i] == "-" code)
					yes = 0
				else if (split(items[i], ends, "-") == 2 && ends[1] != "")
					yes = yes || (code >= ends[1] && code <= ends[2])
			}
			return yes
		}
		/^Catalog:/ { head = top }
		/^#/ { comment = comment $0; top = top $0; next }
		/^$/ { comment = ""; inside = 0; next }
		/^Status:/ {
			inside = covers(substr($0, 9))
			found = found || (inside && comment != "")
		}
		inside && /standard|RFC|registered|iana/ { found = 1 }
		# A rule for all codes stands once, at the top.
		END { exit !(found || head ~ code || head ~ /every|any other|one set/) }' "$1"
}

for file in "$srcdir"/lib/catalogs/*.cat; do
	name=${file##*/}
	name=${name%.cat}
	checks=$((checks + 1))
	grep -q '^Collects:' "$file" && continue
	{ source_of "$file"; grep '^Version:' "$file"; } | grep -qE '(19|20)[0-9]{2}|[0-9a-f]{7}' ||
		fail "$name: Source names neither a revision nor a date"
	for code in $("$HTTPSTATUS" -c "$name" list --json |
		jq -r "select(.catalog == \"$name\" and (.reasons // [] | index(\"departs\"))) | .code"); do
		checks=$((checks + 1))
		has_reason "$file" "$code" || fail "$name: $code departs from the registry, without a reason"
	done
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# A stanza without a reason is noticed, also beside one that has one.
printf '# Nothing about codes.\nCatalog: t\nFormat: 1\n\n# Why.\nStatus: 404\n\nStatus: 409\n' >"$work/t.cat"
checks=$((checks + 1))
has_reason "$work/t.cat" 404 || fail "a comment before the stanza is no reason"
! has_reason "$work/t.cat" 409 || fail "a stanza without a reason is not noticed"

# The registry that tests/data has is the one that iana.cat was made from, and another one is
# noticed.
refresh() {
	sh "$srcdir/lib/catalogs/refresh.sh" "$srcdir/lib/catalogs/iana.cat" "$1" >"$work/out" 2>&1
}
checks=$((checks + 1))
refresh "$srcdir/tests/data/iana-status-codes.csv" || fail "iana.cat is not the registry: $(cat "$work/out")"
for edit in 's/^404,Not Found/404,Nothing There/' '/^421,/d' 's/^511,.*/&\n598,New,x/' 's/^427,Unassigned/427,Taken/'; do
	sed "$edit" "$srcdir/tests/data/iana-status-codes.csv" >"$work/registry"
	checks=$((checks + 1))
	refresh "$work/registry"
	[ $? = 1 ] || fail "another registry is not noticed: $edit"
done
[ "$checks" -gt 40 ] || fail "there are $checks checks only"
echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
