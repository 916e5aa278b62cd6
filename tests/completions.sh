#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The completions offer what the command knows: its help tells which options
# and subcommands there are, and it lists catalogs and codes itself. bash runs
# its completion as if somebody had pressed the tab key; zsh and fish read
# theirs, which are looked through for the options. HTTPSTATUS names the command.
#
# Where a shell is missing the exit status is 77, whatever the others say, if
# they find no fault. make check-completions wants all three.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"

completions=$(cd "$srcdir/completions" && pwd)
HTTPSTATUS=$(cd "$(dirname "$HTTPSTATUS")" && pwd)/${HTTPSTATUS##*/}
shells=
missing=
for shell in bash zsh fish; do
	if command -v "$shell" >/dev/null; then
		shells="$shells $shell"
	else
		missing="$missing $shell"
	fi
done
[ -n "$shells" ] || { echo 'completions.sh: there is no shell with a completion'; exit 77; }
: >"${work:?}/err"

has_shell() {
	case " $shells " in
	*" $1 "*) true ;;
	*) false ;;
	esac
}

# usage: same WHAT : the output has the lines that are expected, in any order
same() {
	checks=$((checks + 1))
	sort "$work/out" >"$work/sorted"
	[ -s "$work/expected" ] || fail "$1: nothing is expected, so the help has changed"
	sort "$work/expected" | diff - "$work/sorted" >"$work/err" || fail "$1: more (>) or less (<)"
}

# usage: offers_nothing WHAT
offers_nothing() {
	checks=$((checks + 1))
	[ ! -s "$work/out" ] || fail "$1: something is offered"
}

# ---- What the command says of itself --------------------------------------------

# usage: help_options [SUBCOMMAND] : the options of a help, "-c --catalog=" in a line
help_options() {
	"$HTTPSTATUS" "$@" --help |
		sed -nE 's/^ +((-[a-zA-Z]), +)?(--[a-z-]+=?).*/\2 \3/p' | sed 's/^ //'
}

# usage: own_options SUBCOMMAND : those of them that its line of the usage names
own_options() {
	"$HTTPSTATUS" --help | sed -nE "s/^(usage:|      ) httpstatus \[?$1\]?( |$)//p" >"$work/usage"
	help_options | while read -r options; do
		for option in $options; do
			# shellcheck disable=SC2086 # two words
			grep -qE -e "(^|[^a-z-])${option%=}([^a-z-]|$)" "$work/usage" &&
				printf '%s\n' $options && break
		done
	done
}

# usage: help_values SUBCOMMAND OPTION : those of "table, json, or cat: a catalog file",
# or of "there was none: unconnected, refused"
help_values() {
	"$HTTPSTATUS" "$1" --help | sed -n "/^ *--$2=/,/^ *-/p" | sed '1b; /^ *-/d' | tr -d '\n' |
		sed -E 's/^ *--[a-z-]+=[A-Z]+ +//; s/^[^:,]*: +//; s/:.*//; s/\([^)]*\)//' |
		grep -oE '[a-z-]+' | grep -vx or
}

subcommands() {
	"$HTTPSTATUS" --help | sed -nE 's/^  ([a-z]+)  .*/\1/p'
}

catalogs() {
	"$HTTPSTATUS" catalogs | sed -nE 's/^([a-z0-9-]+) +[0-9]+ .*/\1/p'
}

codes() {
	"$HTTPSTATUS" "$@" list | grep -oE '^[0-9]{3}'
}

# ---- bash ------------------------------------------------------------------------

# usage: tab WORD... : what bash offers behind "httpstatus WORD...", for the last one
tab() {
	# shellcheck disable=SC2016 # bash expands it
	bash --noprofile --norc -c '
		. "$1" || exit
		shift
		called=$(complete -p httpstatus | sed -n "s/.* -F \([^ ]*\).*/\1/p")
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		"$called" "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
		for reply in "${COMPREPLY[@]}"; do printf "%s\n" "$reply"; done
		' bash "$completions/httpstatus.bash" "$HTTPSTATUS" "$@" >"$work/out" 2>"$work/err"
	silent
}

try_options() {
	help_options | tr ' ' '\n' >"$work/expected"
	tab -
	same 'options'
	for subcommand in advise plan; do
		{ help_options "$subcommand" | tr ' ' '\n'; printf '%s\n' -h --help; } >"$work/expected"
		tab "$subcommand" -
		same "options of $subcommand"
	done
	for subcommand in show list catalogs diff lint; do
		{ own_options "$subcommand"; printf '%s\n' -h --help; } >"$work/expected"
		tab "$subcommand" -
		same "options of $subcommand"
	done
	help_options advise | tr ' ' '\n' | grep '^--max-' >"$work/expected"
	tab advise --max-
	same 'options that are begun'
}

try_subcommands() {
	subcommands >"$work/expected"
	tab ''
	same 'subcommands'
	tab -c cloudflare ''
	same 'subcommands behind an option'
	tab --json ''
	same 'subcommands behind an option without a value'
	grep '^l' "$work/expected" >"$work/begun"
	mv "$work/begun" "$work/expected"
	tab l
	same 'subcommands that are begun'
	# All that the help names were tried above.
	printf '%s\n' show list catalogs advise plan diff lint >"$work/expected"
	subcommands >"$work/out"
	same 'subcommands of this test'
}

# In a directory with a file, which can be a catalog as well.
try_catalogs() {
	mkdir "$work/place"
	cd "$work/place" || exit 1
	touch mine.cat
	{ catalogs; echo mine.cat; } >"$work/expected"
	tab -c ''
	same 'catalogs behind -c'
	tab advise --catalog ''
	same 'catalogs behind --catalog'
	tab --catalog =
	same 'catalogs behind --catalog='
	tab -c nginx list -c ''
	same 'catalogs behind a second -c'
	tab diff ''
	same 'catalogs for diff'
	tab diff iana ''
	same 'catalogs for diff, the second one'
	catalogs | grep '^c' >"$work/expected"
	tab --catalog = c
	same 'catalogs that are begun'
	echo mine.cat >"$work/expected"
	tab lint ''
	same 'files for lint'
	cd "$OLDPWD" || exit 1
}

try_codes() {
	codes >"$work/expected"
	tab advise ''
	same 'codes for advise'
	tab plan ''
	same 'codes for plan'
	printf '%s\n' 1xx 2xx 3xx 4xx 5xx >>"$work/expected"
	tab show ''
	same 'codes and classes for show'
	codes -c cloudflare | grep '^5' >"$work/expected"
	tab -c cloudflare 5
	same 'codes of another catalog'
	tab advise --catalog = cloudflare 5
	same 'codes of another catalog for advise'
}

# Each can be put into a command line: what is offered is understood.
try_values() {
	for option in failure hints growth code-limits; do
		help_values advise "$option" >"$work/expected"
		tab advise "--$option" ''
		same "values of --$option"
	done
	help_values list format >"$work/expected"
	tab list --format =
	same 'values of --format'
	printf '%s\n' 1xx 2xx 3xx 4xx 5xx >"$work/expected"
	tab list --class ''
	same 'values of --class'
	tab advise --method ''
	cp "$work/out" "$work/methods"
	while read -r method; do
		run 0 advise "--method=$method" 429
	done <"$work/methods"
	checks=$((checks + 1))
	[ -s "$work/methods" ] || fail 'no methods are offered'
}

# The word behind such an option is its value: no subcommand, and no operand.
try_options_with_values() {
	codes >"$work/expected"
	help_options advise | tr ' ' '\n' | sed -n 's/^\(--.*\)=$/\1/p' >"$work/valued"
	while read -r option; do
		[ "$option" = --catalog ] && continue
		tab advise "$option" diff ''
		same "codes behind the value of $option"
		tab advise "$option" = 7 ''
		same "codes behind the value of $option="
	done <"$work/valued"
	# Nothing is offered for what nobody can know, or what is begun in a wrong way.
	while read -r option; do
		case $option in
		--catalog | --code-limits | --failure | --growth | --hints | --method) continue ;;
		esac
		tab advise "$option" ''
		offers_nothing "$option"
	done <"$work/valued"
	for option in -c --catalog --class --format --failure --hints --method; do
		tab "$option" pl
		offers_nothing "$option pl"
	done
}

# ---- zsh and fish ----------------------------------------------------------------

all_options() {
	{ help_options; help_options advise; help_options plan; } | tr ' ' '\n' |
		sed -n 's/^--\([^=]*\)=*$/\1/p' | sort -u
}

try_zsh() {
	checks=$((checks + 1))
	zsh -n "$completions/_httpstatus" 2>"$work/err" || fail 'zsh does not understand its completion'
	all_options >"$work/expected"
	sed 's/^[[:space:]]*#.*//' "$completions/_httpstatus" | grep -oE -e '--[a-z-]+' |
		sed 's/^--//' | sort -u >"$work/out"
	same 'options of zsh'
}

try_fish() {
	checks=$((checks + 1))
	fish --no-execute "$completions/httpstatus.fish" 2>"$work/err" ||
		fail 'fish does not understand its completion'
	all_options >"$work/expected"
	grep '^complete ' "$completions/httpstatus.fish" | grep -oE -e ' -l [a-z-]+' |
		sed 's/^ -l //' | sort -u >"$work/out"
	same 'options of fish'
}

if has_shell bash; then
	try_options
	try_subcommands
	try_catalogs
	try_codes
	try_values
	try_options_with_values
fi
has_shell zsh && try_zsh
has_shell fish && try_fish
finish || exit 1
[ -z "$missing" ] || { echo "completions.sh: not tried, as these are missing:$missing"; exit 77; }
