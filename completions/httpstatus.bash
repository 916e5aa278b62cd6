# SPDX-License-Identifier: MIT
#
# Completion of the httpstatus command for bash, with or without the package
# bash-completion, which loads this file when the command is first completed.
# The command itself knows how a line may go on.

_httpstatus()
{
	local words=() last=-1 joined='' word n lines status

	# bash takes --option=value apart, into three words.
	for ((n = 1; n <= COMP_CWORD; n++)); do
		word=${COMP_WORDS[n]}
		if [[ $word == = && $last -ge 0 && ${words[last]} == --* ]]; then
			words[last]+='='
			joined=${words[last]}
		elif [[ $joined && ${COMP_WORDS[n - 1]} == = ]]; then
			words[last]+=$word
		else
			words[++last]=$word
			joined=
		fi
	done

	lines=$("$1" complete -- "${words[@]}" 2>/dev/null)
	status=$?
	COMPREPLY=()
	while IFS=$'\t' read -r word _; do
		[[ -z $word ]] || COMPREPLY+=("${word#"$joined"}")
	done <<<"$lines"
	if [[ $status == 1 ]]; then
		compopt -o filenames 2>/dev/null
		while IFS= read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen -f -- "${words[last]#"$joined"}")
	fi
	[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
}

complete -F _httpstatus httpstatus
