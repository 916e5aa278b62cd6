# SPDX-License-Identifier: MIT
#
# Completion of the httpstatus command for fish. The command itself knows how a
# line may go on.

function __httpstatus_complete --description 'How the command line may go on'
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    httpstatus complete -- $words[2..-1] "$word" 2>/dev/null
    test $status -eq 1
    or return
    set -l option (string match -r -- '^--[^=]*=' "$word")
    __fish_complete_path (string replace -- "$option" '' "$word") | string replace -r -- '^' "$option"
end

complete -c httpstatus -f -a '(__httpstatus_complete)'
