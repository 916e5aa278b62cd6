# SPDX-License-Identifier: MIT
#
# Completion of the httpstatus command for bash, with or without the package
# bash-completion, which loads this file when the command is first completed.

# The built-in catalogs; nothing if the command cannot run.
_httpstatus_catalogs()
{
	"$1" catalogs --json 2>/dev/null | sed -n 's/^{"name":"\([^"]*\)".*/\1/p'
}

# The codes of the catalogs that the line names with -c, by default of iana.
_httpstatus_codes()
{
	"$@" list --json 2>/dev/null | sed -n 's/^{"code":\([0-9]*\).*/\1/p'
}

# usage: _httpstatus_answer WORDS : those that go on with what is typed
_httpstatus_answer()
{
	local IFS=$'\n'
	# shellcheck disable=SC2207 # one word a line
	COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_httpstatus_files()
{
	local IFS=$'\n'
	compopt -o filenames 2>/dev/null
	# shellcheck disable=SC2207 # one name a line
	COMPREPLY+=($(compgen -f -- "$current"))
}

_httpstatus_catalogs_and_files()
{
	_httpstatus_answer "$(_httpstatus_catalogs "$tool")"
	_httpstatus_files
}

# What the value of an option can be; false if it is none that takes a value.
_httpstatus_value()
{
	case $1 in
	-c | --catalog)
		_httpstatus_catalogs_and_files ;;
	--class)
		_httpstatus_answer $'1xx\n2xx\n3xx\n4xx\n5xx' ;;
	--format)
		_httpstatus_answer $'table\njson\ncat' ;;
	--method)
		_httpstatus_answer $'GET\nHEAD\nOPTIONS\nTRACE\nPUT\nDELETE\nPOST\nPATCH\nQUERY' ;;
	--failure)
		_httpstatus_answer $'unconnected\nrefused\nbroken\ntimed-out\ntruncated' ;;
	--hints)
		_httpstatus_answer $'ms\namz\nratelimit\nreset\nshould-retry\ngrpc\nenvoy\nnack\nall\nnone' ;;
	--growth)
		_httpstatus_answer $'doubling\nlinear\nnone' ;;
	--code-limits)
		_httpstatus_answer $'yes\nno' ;;
	--attempts | --base | --throttled-base | --cap | --jitter | --max-wait | --max-delay | \
	--max-total-wait | --max-elapsed | --min-attempt | --max-redirects | --timeout-limit | \
	--seed | --clock | --attempt | --deadline | --always | --never | --asked | --field)
		;;
	*)
		return 1 ;;
	esac
	return 0
}

# The options of a subcommand, or of all that share the common reader.
_httpstatus_options()
{
	local backoff=$'--attempts=\n--base=\n--throttled-base=\n--cap=\n--growth=\n--jitter=\n--seed='
	local bounds=$'--max-wait=\n--max-delay=\n--max-total-wait=\n--max-elapsed=\n--min-attempt=\n--max-redirects='
	local policy=$'--code-limits=\n--timeout-limit=\n--accept-likely\n--prefer-rfc\n--hints='
	local request=$'--method=\n--idempotent\n--key\n--precondition\n--one-shot\n--reused\n--unsent\n--early-data'
	local response=$'--field=\n--failure=\n--clock='
	local client=$'--attempt=\n--deadline=\n--always=\n--never=\n--delay'

	case $1 in
	show) printf '%s\n' -c --catalog= -j --json ;;
	list) printf '%s\n' -c --catalog= --class= --format= -j --json ;;
	catalogs | diff) printf '%s\n' -j --json ;;
	advise)
		printf '%s\n' -c --catalog= -j --json "$request" "$response" "$client" "$backoff" \
			"$bounds" "$policy" ;;
	plan) printf '%s\n' -c --catalog= -j --json --asked= "$backoff" "$bounds" "$policy" ;;
	'') printf '%s\n' -c --catalog= --class= --format= -j --json -V --version ;;
	esac
	printf '%s\n' -h --help
}

_httpstatus()
{
	local tool=$1 current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local subcommand='' word n operands=0
	local chosen=()

	COMPREPLY=()
	# bash takes --option=value apart, into three words.
	[ "$current" = = ] && current=
	if [ "$previous" = = ]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	for ((n = 1; n < COMP_CWORD; n++)); do
		word=${COMP_WORDS[n]}
		case $word in
		-c | --catalog | --class | --format | --method | --failure | --hints | --field | \
		--attempts | --base | --throttled-base | --cap | --growth | --jitter | --max-wait | \
		--max-delay | --max-total-wait | --max-elapsed | --min-attempt | --max-redirects | \
		--code-limits | --timeout-limit | --seed | --clock | --attempt | --deadline | --always | --never | --asked)
			# Its value is the next word.
			[ "${COMP_WORDS[n + 1]}" = = ] && ((n++))
			((n++))
			case $word in
			-c | --catalog)
				((n < COMP_CWORD)) && chosen+=(-c "${COMP_WORDS[n]}") ;;
			esac ;;
		-*) ;;
		show | list | catalogs | advise | plan | diff | lint)
			if [ "$operands" = 0 ] && [ -z "$subcommand" ]; then
				subcommand=$word
			else
				((operands++))
			fi ;;
		*) ((operands++)) ;;
		esac
	done

	_httpstatus_value "$previous" && return
	case $current in
	-*)
		_httpstatus_answer "$(_httpstatus_options "$subcommand")"
		[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
		return ;;
	esac
	case $subcommand in
	'')
		# A code without a subcommand only once it is begun: there are many.
		if [[ $operands != 0 || $current == [0-9]* ]]; then
			_httpstatus_answer "$(_httpstatus_codes "$tool" "${chosen[@]}")"
		else
			_httpstatus_answer $'show\nlist\ncatalogs\nadvise\nplan\ndiff\nlint'
		fi ;;
	show) _httpstatus_answer $'1xx\n2xx\n3xx\n4xx\n5xx\n'"$(_httpstatus_codes "$tool" "${chosen[@]}")" ;;
	advise | plan)
		[ "$operands" = 0 ] && _httpstatus_answer "$(_httpstatus_codes "$tool" "${chosen[@]}")" ;;
	diff) [ "$operands" -lt 2 ] && _httpstatus_catalogs_and_files ;;
	lint) _httpstatus_files ;;
	esac
	return 0
}

complete -F _httpstatus httpstatus
