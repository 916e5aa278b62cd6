#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Proves, with Frama-C's WP and RTE, that the functions named in
# tests/prove/functions keep the contracts (ACSL, comments that begin with an
# at sign) that stand in lib/, and have no run-time error: no access outside of
# an object, no pointer outside of one, no overflow of a signed number, no
# division by zero, no shift too far. make prove calls it in the build directory.
#
#   tests/prove.sh             all of them, which takes minutes
#   tests/prove.sh FILE...     only the lines of these files ("lib/response/http_date.c")
#   VERBOSE=1                  shows what the provers say to each goal
#   SMOKE=1                    also looks for contradictions: contracts of which
#                              nothing but everything follows; takes longer
#
# The look-ups, which WP cannot follow through the offsets of a catalog, are run
# by Eva instead, with every int and every text at once (tests/prove/lookup.c).
# So are the readers of JSON and XML, which are state machines, one step from every
# state with every byte (tests/prove/json.c, xml.c).
#
# What is not proved stands in tests/prove/unproved, with the reason.
#
# Packages: frama-c-base, why3, z3, cvc4. Ends with 77 if one is missing.
set -eu

srcdir=${srcdir:-.}
builddir=${top_builddir:-.}
list=$srcdir/tests/prove/functions
unproved=$srcdir/tests/prove/unproved

die() {
	printf 'prove: %s\n' "$*" >&2
	exit 1
}

for tool in frama-c why3 z3 cvc4; do
	command -v "$tool" >/dev/null || {
		echo "prove: skipped, $tool is missing (packages frama-c-base, why3, z3, cvc4)" >&2
		exit 77
	}
done
for header in include/httpstatus-version.h lib/catalog/builtin_tables.h; do
	[ -f "$builddir/$header" ] || [ -f "$srcdir/$header" ] || die "$header is not made yet"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Why3 wants to know its provers. Not those of the user's own configuration.
WHY3CONFIG=$work/why3.conf
export WHY3CONFIG
why3 config detect >"$work/why3.log" 2>&1 || { cat "$work/why3.log" >&2; die "why3 finds no prover"; }

# The list, one line for each file: "file other-file...: function...".
joined() {
	awk '/^#/ || NF == 0 { next }
	     /^[ \t]/ { $1 = $1; line = line " " $0; next }
	     { if (line) print line; line = $0 }
	     END { if (line) print line }' "$list"
}

# Without __GNUC__ the declarations have no attributes, which ACSL cannot stand.
cpp="-U__GNUC__ -include $srcdir/tests/prove/prove.h -I$srcdir/include -I$builddir/include"
cpp="$cpp -I$srcdir/lib -I$builddir/lib"

# attempt "FILE..." "FUNCTION..." DIRECTORY: what WP says of them, into $work/log.
attempt() {
	names=$(echo "$2" | tr ' ' ',')
	root=$3
	# shellcheck disable=SC2086 # the files are words
	set -- $1
	for file; do
		set -- "$@" "$root/$file"
		shift
	done
	frama-c -wp -wp-rte -warn-invalid-pointer -wp-literals -wp-prover z3,cvc4 -wp-timeout 20 -wp-par 2 \
		${SMOKE:+-wp-smoke-tests -wp-smoke-timeout 1} \
		-cpp-extra-args="$cpp" \
		-wp-fct "$names" "$@" >"$work/log" 2>&1 || true
}

# Succeeds if all goals are proved, and there are any. Frama-C's exit status
# does not tell; what it does not find, or not understand, leaves no such line.
is_proved() {
	awk '/^\[wp\] Proved goals: / { lines++; done = $4; goals = $6 }
	     END { exit !(lines == 1 && goals > 0 && done == goals) }' "$work/log"
}

# The names of functions that have a contract in lib/.
contracted() {
	awk '/^\/\*@/ { inside = 1; contract = !/^\/\*@ *(predicate|logic|lemma)/ }
	     inside && /\*\// { inside = 0; wanted = contract; next }
	     /^__attribute__/ { next }
	     wanted && /\(/ { sub(/\(.*/, ""); sub(/.*[ *]/, ""); print; wanted = 0 }' \
		"$srcdir"/lib/*/*.c "$srcdir"/lib/*/*.h | sort -u
}

check_lists() {
	joined | sed 's/.*://' | tr ' ' '\n' | sed '/^$/d' | sort >"$work/listed"
	doubles=$(uniq -d "$work/listed" | tr '\n' ' ')
	[ -z "$doubles" ] || die "named twice in $list: $doubles"
	sed -n 's/^\([a-z_0-9]*\):.*/\1/p' "$unproved" | sort >"$work/excused"
	contracted >"$work/contracted"
	sort -u "$work/listed" "$work/excused" | comm -23 "$work/contracted" - >"$work/loose"
	[ ! -s "$work/loose" ] ||
		die "contracts that nobody proves: $(tr '\n' ' ' <"$work/loose")"
	comm -13 "$work/contracted" "$work/listed" >"$work/bare"
	[ ! -s "$work/bare" ] || die "listed, but without a contract: $(tr '\n' ' ' <"$work/bare")"
	# What is taken for granted would have to be told in unproved.
	if grep -nE '^[^"]*(/\*@|//@| )(admit|axiom|axiomatic) ' "$srcdir"/lib/*/*.[ch]; then
		die "lib/ takes something for granted"
	fi
}

# A copy with one fault must not be proved, or this script proves nothing.
check_itself() {
	mkdir -p "$work/broken/lib/code"
	sed 's/code > 599/code > 598/' "$srcdir/lib/code/class.c" >"$work/broken/lib/code/class.c"
	! cmp -s "$srcdir/lib/code/class.c" "$work/broken/lib/code/class.c" || die "the fault found no place"
	attempt lib/code/class.c httpstatus_class_of "$work/broken"
	grep -q '^\[wp\] Proved goals: ' "$work/log" || { cat "$work/log" >&2; die "Frama-C does not work"; }
	! is_proved || die "a wrong function was proved"
	attempt lib/code/class.c no_such_function "$srcdir"
	! is_proved || die "a function that is not there was proved"
}

# Runs Eva, which must give no alarm, and leave nothing open that is asserted or that a
# function requires of its caller.
#   run_eva FILE WHAT ARGUMENT...
run_eva() {
	file=$1
	what=$2
	shift 2
	frama-c -eva -eva-precision 3 -eva-no-show-progress -eva-msg-key=-final-states \
		-cpp-extra-args="$cpp" "$@" >"$work/log" 2>&1 || true
	alarms=$(sed -n 's/^ *\([0-9]*\) alarms\{0,1\} generated by the analysis.*/\1/p' "$work/log")
	open=$(grep -cE '(Assertions|Preconditions) .* [1-9][0-9]* (unknown|invalid)' "$work/log") || true
	printf '%-18s    %s: %s alarms\n' "$file" "$what" "${alarms:-no answer;}"
	[ -z "${VERBOSE-}" ] || cat "$work/log"
	[ "$alarms" = 0 ] && [ "$open" = 0 ]
}

die_of_alarms() {
	grep -A3 'alarm\]\|Error' "$work/log" >&2 || true
	die "$1"
}

# The look-ups in all built-in catalogs. Of lib/catalog/phrase_index.c Eva takes the
# contracts: that of hs_fold_name, which WP proves, and that of hs_find_key, which it
# does not (tests/prove/unproved).
check_look_ups() {
	tables=$builddir/lib/catalog/builtin_tables.c
	[ -f "$tables" ] || tables=$srcdir/lib/catalog/builtin_tables.c
	run_eva lib/catalog/lookup.c "all look-ups" -eva-slevel-function main:1000,find_phrase:10 \
		-eva-use-spec hs_fold_name,hs_find_key "$srcdir/tests/prove/lookup.c" \
		"$srcdir/lib/catalog/lookup.c" "$srcdir/lib/catalog/entry.c" \
		"$srcdir/lib/catalog/builtin.c" "$tables" || die_of_alarms "the look-ups have alarms"
}

run_reader() {
	run_eva "$1" "$2" -cpp-extra-args=-DPROVE_WITH_EVA -eva-slevel 200 -eva-split-return full \
		"$3" "$srcdir/lib/response/token.c"
}

# check_reader NAME FAULT: one step of a reader of content, from every state. A copy with
# the fault must have alarms. The program includes the reader, whose states it needs.
check_reader() {
	reader=lib/response/$1.c
	mkdir -p "$work/broken/lib/response"
	sed "$2" "$srcdir/$reader" >"$work/broken/$reader"
	! cmp -s "$srcdir/$reader" "$work/broken/$reader" || die "the fault in $reader found no place"
	sed "s|response/$1.c|$work/broken/$reader|" "$srcdir/tests/prove/$1.c" >"$work/broken/$1.c"
	! run_reader "$reader" "with a fault" "$work/broken/$1.c" || die "the fault in $reader was not seen"
	[ -n "$alarms" ] || die_of_alarms "Eva does not read $reader"
	run_reader "$reader" "every step" "$srcdir/tests/prove/$1.c" || die_of_alarms "$reader has alarms"
}

is_wanted() {
	[ $# -gt 1 ] || return 0
	file=$1
	shift
	for each; do
		[ "$file" != "$each" ] || return 0
	done
	return 1
}

check_lists
check_itself
joined >"$work/lines"
failed=0
total=0
tried=0
while IFS=: read -r files functions; do
	is_wanted "${files%% *}" "$@" || continue
	tried=$((tried + 1))
	functions=${functions# }
	attempt "$files" "$functions" "$srcdir"
	goals=$(sed -n 's/^\[wp\] Proved goals: *//p' "$work/log")
	printf '%-18s %2d functions: Proved goals: %s\n' "${files%% *}" \
		"$(echo "$functions" | wc -w)" "${goals:-none}"
	[ -z "${VERBOSE-}" ] || cat "$work/log"
	if is_proved; then
		total=$((total + ${goals#*/ }))
	else
		grep -E '\[Failed\]|Error|Failure|aborted' "$work/log" || cat "$work/log"
		failed=1
	fi
done <"$work/lines"
for file in lib/catalog/lookup.c lib/response/json.c lib/response/xml.c; do
	! is_wanted "$file" "$@" || tried=$((tried + 1))
done
[ "$tried" -gt 0 ] || die "no function of $* is on the list"
[ "$failed" = 0 ] || die "not everything is proved"
! is_wanted lib/catalog/lookup.c "$@" || check_look_ups
! is_wanted lib/response/json.c "$@" || check_reader json 's/top == HS_JSON_DEPTH/false/'
! is_wanted lib/response/xml.c "$@" || check_reader xml 's/reference_length == sizeof/reference_length > sizeof/'

echo
echo "Not proved, and why:"
sed -n 's/^\([a-z_0-9]*: .*\)/  \1/p' "$unproved"
echo
echo "prove: $(wc -l <"$work/listed") functions are on the list; $total of $total goals proved"
