#!/bin/sh
# SPDX-License-Identifier: MIT
#
# httpstatus logs beside other programs that count the codes in an access log of
# two million lines, 300 MB. Runs in the build directory; writes bench/out/logs.md.
#
#   logs.sh SOURCE
#
# QUICK=1 takes a tenth of the lines, RUNS=N another number of runs than three; each
# figure is the least of them. Programs that take longer than ten seconds run once.
set -eu

source=$1
lines=2000000
[ -z "${QUICK:-}" ] || lines=200000
runs=${RUNS:-3}
out=bench/out
log=bench/work/access.log
LC_ALL=C
export LC_ALL
LD_LIBRARY_PATH=$PWD/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

mkdir -p "$out" bench/work
${CC:-cc} -O2 -o bench/work/measure "$source/bench/measure.c"
${CC:-cc} -O2 -Iinclude -I"$source/include" -o bench/work/logstat "$source/examples/logstat.c" \
	-L.libs -lhttpstatus

# The same on every machine but for rand(), which awks have of their own.
awk -v lines="$lines" '
	BEGIN {
		srand(1)
		codes = split("200 200 200 200 200 200 200 304 206 301 302 404 404 403 400 500 502 503 429 499", code, " ")
		methods = split("GET GET GET GET GET GET GET HEAD POST PUT", method, " ")
		for (n = 0; n < lines; n++) {
			t = int(n * 86400 / lines)
			printf "192.0.2.%d - - [10/Nov/2026:%02d:%02d:%02d +0000] \"%s /item/%d?page=%d HTTP/1.1\" %s %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0\"\n",
				n % 250, t / 3600, t / 60 % 60, t % 60, method[int(rand() * methods) + 1],
				rand() * 500, rand() * 9000, code[int(rand() * codes) + 1], rand() * 50000
		}
	}' >"$log"

# usage: measure NAME COMMAND... : a row, of the run with the least user time
measure() {
	name=$1
	shift
	: >"$out/logs.runs"
	n=0
	while [ $n -lt "$runs" ]; do
		bench/work/measure "$@" >>"$out/logs.runs" || { echo "bench: $name failed" >&2; return; }
		n=$((n + 1))
		awk '{ exit !($3 > 10) }' "$out/logs.runs" && break
	done
	sort -n "$out/logs.runs" | awk -F '\t' -v name="$name" '
		NR == 1 { printf "| %s | %s | %s | %s | %s |\n", name, $1, $2, $3, $4 }'
	rm "$out/logs.runs"
}

# usage: measure_other NAME PROGRAM ARGUMENT... : if it is there
measure_other() {
	if command -v "$2" >/dev/null; then
		measure "$@"
	else
		echo "bench: $2 is missing" >&2
	fi
}

command=.libs/httpstatus
{
	printf 'Codes in an access log: %d lines, %d MB.\n\n' "$lines" $(($(wc -c <"$log") / 1000000))
	awk -F ': *' '/^model name/ { print "Processor: " $2; exit }' /proc/cpuinfo
	echo "Load average: $(cut -d ' ' -f 1-3 /proc/loadavg)"
	echo
	echo '| program | user s | system s | elapsed s | MiB |'
	echo '|---|---|---|---|---|'
	measure 'httpstatus logs' $command logs "$log"
	measure 'httpstatus logs --by path' $command logs --by path "$log"
	measure 'httpstatus logs --html' $command logs --html bench/work/page.html "$log"
	measure 'examples/logstat' sh -c "exec bench/work/logstat <$log"
	measure 'wc -l' wc -l "$log"
	measure "awk '{ n[\$9]++ }'" awk '{ n[$9]++ } END { for (c in n) print n[c], c }' "$log"
	measure "awk '{ print \$9 }' \\| sort \\| uniq -c" sh -c "awk '{ print \$9 }' $log | sort | uniq -c"
	measure_other 'GoAccess' goaccess "$log" --log-format=COMBINED --no-progress --no-global-config \
		-o "$PWD/bench/work/goaccess.json"
	measure_other 'lnav' lnav -n -c ';SELECT sc_status, count(*) FROM access_log GROUP BY sc_status' "$log"
} >"$out/logs.md"
rm -f "$log"
cat "$out/logs.md"
