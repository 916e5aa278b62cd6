#!/bin/sh
# SPDX-License-Identifier: MIT
#
# How a command line may go on: what httpstatus complete prints is held against
# the manual, which is written by hand, and against what the command lists; and
# the completions of bash, zsh and fish pass it on. bash runs its completion as
# if somebody had pressed the tab key, fish has a command for that, and zsh is
# asked what it would offer. HTTPSTATUS names the command.
#
# Where a shell is missing the exit status is 77, whatever the others say, if
# they find no fault. make check-completions wants all three.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"

completions=$(cd "$srcdir/completions" && pwd)
manual=$(cd "$srcdir/man" && pwd)/httpstatus.1
HTTPSTATUS=$(cd "$(dirname "$HTTPSTATUS")" && pwd)/${HTTPSTATUS##*/}
: >"${work:?}/err"

# In a directory with a file, which can be a catalog as well.
mkdir "$work/place"
touch "$work/place/mine.cat"
cd "$work/place" || exit 1

# usage: same WHAT : the output has the lines that are expected, in any order
same() {
	checks=$((checks + 1))
	sort "$work/out" >"$work/sorted"
	[ -s "$work/expected" ] || fail "$1: nothing is expected, so the manual has changed"
	sort "$work/expected" | diff - "$work/sorted" >"$work/err" || fail "$1: more (>) or less (<)"
}

# usage: begun PREFIX : of what is expected, only what begins with that
begun() {
	grep "^$1" "$work/expected" >"$work/begun"
	mv "$work/begun" "$work/expected"
}

# ---- What the manual says ----------------------------------------------------------

subcommands() {
	sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/s/^\.\(Op \)\{0,1\}Cm //p' "$manual"
}

# usage: described SECTION : the options of a list, "-c --catalog=" in a line
described() {
	awk -v section="$1" '
		/^\.S[hs] / { inside = substr($0, 5) == section }
		inside && /^\.It Fl/ {
			line = ""
			for (n = 2; n <= NF; n++)
				if ($n == "Fl")
					line = line " -" $(n + 1) ($(n + 1) ~ /^-/ && $(n + 2) == "Ns" ? "=" : "")
			print substr(line, 2)
		}' "$manual"
}

# usage: options SUBCOMMAND : those that the manual gives it, one in a line
options() {
	awk -v name="$1" '
		/^\.Sh DESCRIPTION/ { exit }
		/^\.(Op )?Cm / { inside = $NF == name }
		inside { print }' "$manual" >"$work/synopsis"
	{
		described OPTIONS | while read -r line; do
			for option in $line; do
				if grep -q 'Ar option' "$work/synopsis" ||
					grep -qE -e "Fl ${option#-}( |$)" "$work/synopsis" ||
					[ "$option" = --help ] || [ "$option" = --version ] || [ "$option" = --color= ]; then
					echo "$line"
					break
				fi
			done
		done
		described "Options of $1"
		case $1 in
		advise | plan) described 'Options of advise and plan' ;;
		esac
	} | tr ' ' '\n' | sort -u
}

# usage: values OPTION : the words that the manual gives it
values() {
	awk -v option="-$1" '
		/^\.It / { inside = $3 == option }
		/^\.El/ { inside = 0 }
		inside { print }' "$manual" |
		sed -nE 's/^\.(It .* |Pq |Ql )?Cm (.*)/\2/p; s/^\.Ql //p' | tr ' ' '\n' |
		grep -xE '[a-z-]+' | sort -u
}

catalogs() {
	"$HTTPSTATUS" catalogs | sed -nE 's/^([a-z0-9-]+) +[0-9]+ .*/\1/p'
}

codes() {
	"$HTTPSTATUS" "$@" list | grep -oE '^[0-9]{3}' | sort -u     # variants follow the codes
}

# ---- The command --------------------------------------------------------------------

# usage: go_on STATUS WORD... : how the line goes on; status 1: or with a file
go_on() {
	wanted=$1
	shift
	run "$wanted" complete -- "$@"
	silent
	mv "$work/out" "$work/meant"
	cut -f1 "$work/meant" >"$work/out"
}

# usage: has_meanings : there is a text behind each word
has_meanings() {
	checks=$((checks + 1))
	! grep -vE "^[^	]+	[^	]+$" "$work/meant" >"$work/err" || fail 'these are not explained'
}

# usage: offers_nothing STATUS WORD...
offers_nothing() {
	go_on "$@"
	checks=$((checks + 1))
	[ ! -s "$work/out" ] || fail "$*: something is offered"
}

subcommands >"$work/subcommands"
cp "$work/subcommands" "$work/expected"
go_on 0 ''
same 'subcommands'
has_meanings
go_on 0 -c cloudflare ''
same 'subcommands behind an option'
go_on 0 --json ''
same 'subcommands behind an option without a value'
begun l
go_on 0 l
same 'subcommands that are begun'

while read -r subcommand; do
	options "$subcommand" >"$work/expected"
	cp "$work/expected" "$work/options-$subcommand"
	case $subcommand in
	advise | logs) echo - >>"$work/expected" ;;
	esac
	go_on 0 "$subcommand" -
	same "options of $subcommand"
	has_meanings
	# What --help shows are those, too.
	cp "$work/options-$subcommand" "$work/expected"
	run 0 "$subcommand" --help
	sed -nE 's/^ +((-[a-zA-Z]), +)?(--[a-z-]+=?).*/\2 \3/p' "$work/out" | tr ' ' '\n' |
		grep . >"$work/shown"
	mv "$work/shown" "$work/out"
	same "help of $subcommand"
done <"$work/subcommands"
cp "$work/options-show" "$work/expected"
go_on 0 -
same 'options without a subcommand'
cp "$work/options-advise" "$work/expected"
begun --max-
go_on 0 advise --max-
same 'options that are begun'

catalogs >"$work/expected"
for words in '-c' 'advise --catalog' '-c nginx list -c' 'diff' 'diff iana' 'diff --json iana'; do
	# shellcheck disable=SC2086 # several words
	go_on 1 $words ''
	same "catalogs behind $words"
	has_meanings
done
sed 's/^/--catalog=/' "$work/expected" >"$work/prefixed"
mv "$work/prefixed" "$work/expected"
go_on 1 list --catalog=
same 'catalogs behind --catalog='
begun --catalog=c
go_on 1 list --catalog=c
same 'catalogs that are begun'
offers_nothing 1 lint ''
offers_nothing 1 lint mine.cat ''
offers_nothing 0 diff iana nginx ''

codes >"$work/expected"
go_on 0 plan ''
same 'codes for plan'
echo - >>"$work/expected"
go_on 0 advise ''
same 'codes for advise'
offers_nothing 0 advise 503 ''
codes >"$work/expected"
printf '%s\n' 1xx 2xx 3xx 4xx 5xx >>"$work/expected"
go_on 0 show ''
same 'codes and classes for show'
go_on 0 404 ''
same 'codes and classes behind a code'
begun 4
go_on 0 4
same 'codes without a subcommand'
codes -c cloudflare | grep '^5' >"$work/expected"
go_on 0 -c cloudflare advise 5
same 'codes of another catalog'
go_on 0 advise --catalog=cloudflare 5
same 'codes of another catalog for advise'
go_on 0 plan --cat cloudflare 5
same 'codes of another catalog, by an option that is cut short'

# Each can be put into a command line: what is offered is understood.
for option in failure failures growth code-limits; do
	values "$option" >"$work/expected"
	go_on 0 advise "--$option" ''
	same "values of --$option"
	cp "$work/out" "$work/words"
	while read -r word; do
		set -- "--$option=$word" 503
		[ "$option" != failure ] || set -- "--$option=$word"
		# Understood, and no reason to retry.
		status=0
		[ "$option $word" != 'failure unknown-host' ] || status=1
		run "$status" advise "$@"
	done <"$work/words"
done
values failures >"$work/expected"
go_on 0 advise --at-once ''
same 'values of --at-once'
values failures | sed -n 's/^r/--failures=broken,&/p' >"$work/expected"
go_on 0 advise --failures=broken,r
same 'values behind a comma'
values format >"$work/expected"
go_on 0 list --format ''
same 'values of --format'
for option in log-format by color; do
	values "$option" >"$work/expected"
	go_on 0 logs "--$option" ''
	same "values of --$option"
	cp "$work/out" "$work/words"
	while read -r word; do
		run 1 logs "--$option=$word" mine.cat
	done <"$work/words"
done
printf '%s\n' 1xx 2xx 3xx 4xx 5xx >"$work/expected"
go_on 0 list --class ''
same 'values of --class'
go_on 0 advise --method ''
cp "$work/out" "$work/methods"
while read -r method; do
	run 0 advise "--method=$method" 429
	silent
done <"$work/methods"
checks=$((checks + 1))
grep -qx QUERY "$work/methods" || fail 'no methods are offered'

# The word behind such an option is its value: no subcommand, and no operand.
codes >"$work/expected"
sed -n 's/^\(--.*\)=$/\1/p' "$work/options-plan" >"$work/valued"
while read -r option; do
	[ "$option" = --catalog ] && continue
	go_on 0 plan "$option" diff ''
	same "codes behind the value of $option"
	go_on 0 plan "$option=7" ''
	same "codes behind the value of $option="
	# Nothing is offered for what nobody can know, or what is begun in a wrong way.
	offers_nothing 0 plan "$option" pl
	case $option in
	--at-once | --code-limits | --color | --failures | --growth) ;;
	*) offers_nothing 0 plan "$option" '' ;;
	esac
done <"$work/valued"
offers_nothing 0 plan --nonesuch=
offers_nothing 0 nonesuch pl
offers_nothing 1 -c ./nonesuch.cat 
run 2 complete

# ---- Shells -------------------------------------------------------------------------

PATH=$(dirname "$HTTPSTATUS"):$PATH
export PATH

# usage: tab_bash WORD... : what is offered behind "httpstatus WORD...", for the last one
tab_bash() {
	# shellcheck disable=SC2016 # bash expands it
	bash --noprofile --norc -c '
		. "$1" || exit
		shift
		called=$(complete -p httpstatus | sed -n "s/.* -F \([^ ]*\).*/\1/p")
		COMP_WORDS=()
		for word; do
			# As bash takes it apart.
			if [[ $word == --*=* ]]; then
				COMP_WORDS+=("${word%%=*}" =)
				word=${word#*=}
				[[ -n $word ]] || continue
			fi
			COMP_WORDS+=("$word")
		done
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		"$called" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		for reply in "${COMPREPLY[@]}"; do printf "%s\n" "$reply"; done
		' bash "$completions/httpstatus.bash" httpstatus "$@"
}

# The same; with what the functions of its completion system get.
tab_zsh() {
	# shellcheck disable=SC2016 # zsh expands it
	zsh -f -c '
		fpath=($1)
		shift
		_call_program() { shift; eval "$@" }
		_describe() {
			local list
			for list in closed open; do
				print -rl -- ${${(P)list}%%:*}
			done
		}
		compset() { PREFIX=${PREFIX#*=} }
		_files() { print -rl -- $PREFIX*(N) }
		words=("$@") CURRENT=$# PREFIX=${@[-1]}
		autoload -Uz _httpstatus
		_httpstatus
		' zsh "$completions" httpstatus "$@"
}

tab_fish() {
	# shellcheck disable=SC2016 # fish expands it
	fish --no-config -c '
		source $argv[1]
		complete -C (string join -- " " httpstatus (string escape -- $argv[2..-2]) $argv[-1])
		' "$completions/httpstatus.fish" "$@" | cut -f1
}

# usage: tab WORD... : what the shell offers; all of them without "--option="
tab() {
	: >"$work/err"
	"tab_$shell" "$@" 2>"$work/err" | sed 's/^--[a-z-]*=\(.\)/\1/' | grep . >"$work/out"
	silent
}

try_shell() {
	cp "$work/subcommands" "$work/expected"
	tab ''
	same "$shell: subcommands"
	tab -c cloudflare ''
	same "$shell: subcommands behind an option"
	cp "$work/options-advise" "$work/expected"
	begun --max-
	tab advise --max-
	same "$shell: options"
	values failure >"$work/expected"
	tab advise --failure ''
	same "$shell: values"
	tab advise --failure=
	same "$shell: values behind ="
	begun t
	tab advise --failure=t
	same "$shell: values that are begun"
	{ catalogs; echo mine.cat; } >"$work/expected"
	tab -c ''
	same "$shell: catalogs and files"
	tab --catalog=
	same "$shell: catalogs and files behind ="
	tab -c 'a file' diff ''
	same "$shell: catalogs and files behind a word with a blank"
	echo mine.cat >"$work/expected"
	tab lint mi
	same "$shell: files"
	tab --catalog=mi
	same "$shell: files behind ="
	codes -c cloudflare | grep '^52' >"$work/expected"
	tab --catalog=cloudflare 52
	same "$shell: codes"
}

missing=
tried=
for shell in bash zsh fish; do
	if command -v "$shell" >/dev/null; then
		try_shell
		tried="$tried $shell"
	else
		missing="$missing $shell"
	fi
done
finish || exit 1
[ -z "$missing" ] || { echo "completions.sh: not tried, as these are missing:$missing"; exit 77; }
