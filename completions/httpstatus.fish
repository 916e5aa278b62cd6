# SPDX-License-Identifier: MIT
#
# Completion of the httpstatus command for fish.

function __httpstatus_catalogs --description 'The built-in catalogs, with their titles'
    httpstatus catalogs --json 2>/dev/null |
        string replace -rf '^\{"name":"([^"]*)","title":"([^"]*)".*' '$1\t$2'
end

# The words before the cursor that are neither options nor their values: the
# subcommand and the operands.
function __httpstatus_words
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $word
            case -c --catalog --class --format --method --failure --hints --field --attempts \
                    --base --throttled-base --cap --growth --jitter --max-wait --max-delay \
                    --max-total-wait --max-elapsed --min-attempt --max-redirects \
                    --code-limits --timeout-limit --seed --clock \
                    --attempt --deadline --always --never --asked
                set value yes
            case '-?*'
            case '*'
                echo $word
        end
    end
end

# What -c names, as options again.
function __httpstatus_chosen
    set -l words (commandline -opc)
    set -l count (count $words)
    for n in (seq 2 $count)
        switch $words[$n]
            case -c --catalog
                test $n -lt $count
                and printf '%s\n' -c $words[(math $n + 1)]
            case '--catalog=*'
                printf '%s\n' $words[$n]
        end
    end
end

function __httpstatus_codes --description 'The codes of the chosen catalogs, with their phrases'
    httpstatus (__httpstatus_chosen) list --json 2>/dev/null |
        string replace -rf '^\{"code":([0-9]*),"class":"[^"]*"(?:,"phrase":"([^"]*)")?.*' '$1\t$2'
end

# usage: __httpstatus_in SUBCOMMAND... : one of them is on the line; "none" for
# a line without subcommand and operand, "operand" for one with an operand alone
function __httpstatus_in
    set -l words (__httpstatus_words)
    if not contains -- "$words[1]" show list catalogs advise plan diff lint
        # Operands without a subcommand are for show.
        if test (count $words) -eq 0
            contains none $argv
        else
            contains operand $argv
        end
        return
    end
    contains -- $words[1] $argv
end

# usage: __httpstatus_fewer N SUBCOMMAND... : it is there, with fewer than N operands
function __httpstatus_fewer
    __httpstatus_in $argv[2..-1]
    and test (count (__httpstatus_words)) -le $argv[1]
end

complete -c httpstatus -f

complete -c httpstatus -n '__httpstatus_in none' -a show -d 'What a code, class, phrase or status line means'
complete -c httpstatus -n '__httpstatus_in none' -a list -d 'The codes of a catalog'
complete -c httpstatus -n '__httpstatus_in none' -a catalogs -d 'The built-in catalogs'
complete -c httpstatus -n '__httpstatus_in none' -a advise -d 'Whether to send a request again, and when'
complete -c httpstatus -n '__httpstatus_in none' -a plan -d 'When a policy sends a request again and again'
complete -c httpstatus -n '__httpstatus_in none' -a diff -d 'Where two catalogs disagree'
complete -c httpstatus -n '__httpstatus_in none' -a lint -d 'What is wrong with catalog files'

# Operands
# (a code without a subcommand only once it is begun: there are many)
complete -c httpstatus -n '__httpstatus_in none; and string match -qr "^[0-9]" -- (commandline -ct)' -a '(__httpstatus_codes)'
complete -c httpstatus -n '__httpstatus_in operand show' -a '(__httpstatus_codes)'
complete -c httpstatus -n '__httpstatus_in show' -a '1xx 2xx 3xx 4xx 5xx' -d 'Class'
complete -c httpstatus -n '__httpstatus_fewer 1 advise plan' -a '(__httpstatus_codes)'
complete -c httpstatus -n '__httpstatus_fewer 1 advise' -a - -d 'Response heads from standard input'
complete -c httpstatus -n '__httpstatus_fewer 2 diff' -F -a '(__httpstatus_catalogs)'
complete -c httpstatus -n '__httpstatus_in lint' -F

# Options of more than one subcommand
complete -c httpstatus -s h -l help -d 'Show help'
complete -c httpstatus -n '__httpstatus_in none' -s V -l version -d 'Show the version'
complete -c httpstatus -n '__httpstatus_in none operand show list advise plan' -s c -l catalog -r -F -a '(__httpstatus_catalogs)' -d 'Catalog: built in, or a file'
complete -c httpstatus -n '__httpstatus_in none operand show list catalogs advise plan diff' -s j -l json -d 'JSON'

# list
complete -c httpstatus -n '__httpstatus_in none list' -l class -x -a '1xx 2xx 3xx 4xx 5xx' -d 'Only this class'
complete -c httpstatus -n '__httpstatus_in none list' -l format -x -a 'table json cat' -d 'Format of the list'

# advise: the request
complete -c httpstatus -n '__httpstatus_in advise' -l method -x -a 'GET HEAD OPTIONS TRACE PUT DELETE POST PATCH QUERY' -d 'Its method'
complete -c httpstatus -n '__httpstatus_in advise' -l idempotent -d 'Twice has the effect of once'
complete -c httpstatus -n '__httpstatus_in advise' -l key -d 'It carries an Idempotency-Key'
complete -c httpstatus -n '__httpstatus_in advise' -l precondition -d 'It carries If-Match, or If-None-Match: *'
complete -c httpstatus -n '__httpstatus_in advise' -l one-shot -d 'Its content cannot be sent a second time'
complete -c httpstatus -n '__httpstatus_in advise' -l reused -d 'Over a connection that had been used before'
complete -c httpstatus -n '__httpstatus_in advise' -l unsent -d 'It was not sent to its end'
complete -c httpstatus -n '__httpstatus_in advise' -l early-data -d 'It was sent in TLS early data'
# the response
complete -c httpstatus -n '__httpstatus_in advise' -l field -x -d 'A field of the response'
complete -c httpstatus -n '__httpstatus_in advise' -l failure -x -a 'unconnected refused broken timed-out truncated' -d 'There was no response'
complete -c httpstatus -n '__httpstatus_in advise' -l clock -x -d 'Seconds since the epoch'
# the client
complete -c httpstatus -n '__httpstatus_in advise' -l attempt -x -d 'The number of this attempt'
complete -c httpstatus -n '__httpstatus_in advise' -l deadline -x -d 'The time that is left'
complete -c httpstatus -n '__httpstatus_in advise' -l always -x -d 'Codes to send again'
complete -c httpstatus -n '__httpstatus_in advise' -l never -x -d 'Codes never to send again'
complete -c httpstatus -n '__httpstatus_in advise' -l delay -d 'Print the seconds to wait and nothing else'

# plan
complete -c httpstatus -n '__httpstatus_in plan' -l asked -x -d 'The time that each response asks for'

# advise and plan: the policy
complete -c httpstatus -n '__httpstatus_in advise plan' -l attempts -x -d 'Attempts in all'
complete -c httpstatus -n '__httpstatus_in advise plan' -l base -x -d 'First backoff after a fault'
complete -c httpstatus -n '__httpstatus_in advise plan' -l throttled-base -x -d 'First backoff after "too many requests"'
complete -c httpstatus -n '__httpstatus_in advise plan' -l cap -x -d 'Longest backoff'
complete -c httpstatus -n '__httpstatus_in advise plan' -l growth -x -a 'doubling linear none' -d 'How the backoff grows'
complete -c httpstatus -n '__httpstatus_in advise plan' -l jitter -x -d 'Per cent of the backoff that are random'
complete -c httpstatus -n '__httpstatus_in advise plan' -l max-wait -x -d 'Longest time that a server may ask for'
complete -c httpstatus -n '__httpstatus_in advise plan' -l max-delay -x -d 'Longest delay of any kind'
complete -c httpstatus -n '__httpstatus_in advise plan' -l max-total-wait -x -d 'Longest sum of all delays'
complete -c httpstatus -n '__httpstatus_in advise plan' -l max-elapsed -x -d 'Time for all attempts together'
complete -c httpstatus -n '__httpstatus_in advise plan' -l min-attempt -x -d 'Time that an attempt needs'
complete -c httpstatus -n '__httpstatus_in advise plan' -l max-redirects -x -d 'Redirects that are followed'
complete -c httpstatus -n '__httpstatus_in advise plan' -l code-limits -x -a 'yes no' -d 'Whether a code limits its retries'
complete -c httpstatus -n '__httpstatus_in advise plan' -l timeout-limit -x -d 'Retries after a time-out'
complete -c httpstatus -n '__httpstatus_in advise plan' -l accept-likely -d 'With any method, if the origin has likely not acted'
complete -c httpstatus -n '__httpstatus_in advise plan' -l prefer-rfc -d 'The RFC counts where the catalog departs from it'
complete -c httpstatus -n '__httpstatus_in advise plan' -l hints -x -a 'ms amz ratelimit reset should-retry grpc envoy nack all none' -d 'Fields that count beside Retry-After'
complete -c httpstatus -n '__httpstatus_in advise plan' -l seed -x -d 'Seed of the random part of delays'
