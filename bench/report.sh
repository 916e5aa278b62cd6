#!/bin/sh
# SPDX-License-Identifier: MIT
#
# From the figures in a directory to report.md and plots there.
# usage: report.sh SOURCE DIRECTORY
set -eu

source=$1
out=$2

# One plot: candidates side by side with a bar for each mix, or mixes with a
# bar for each candidate. usage: plot FILE TASK TITLE UNIT [turn]
# Only candidates differ so much that they want a logarithmic scale.
plot() {
	[ -f "$out/$1.tsv" ] || return 0
	awk -v task="$2" -v turn="${5:+1}" -f "$source/bench/pivot.awk" "$out/$1.tsv" >"$out/$2.dat"
	columns=$(head -n 1 "$out/$2.dat" | awk -F '" "' '{ print NF }')
	log=1
	[ -z "${5:-}" ] || log=0
	gnuplot -e "data='$out/$2.dat'; columns=$columns; out='$out/$2.svg'" \
		-e "title='$3'; unit='$4'; log=$log" "$source/bench/bars.gp"
	rm "$out/$2.dat"
}

if command -v gnuplot >/dev/null; then
	plot phrase phrase 'Code to phrase' 'ns a call'
	plot name name 'Phrase to code' 'ns a call'
	plot date date 'HTTP-date' 'ns a call'
	plot retry_after retry_after 'Retry-After to a delay' 'ns a call'
	plot libraries load 'dlopen' 'µs'
	plot catalog catalog 'Reading a catalog' 'ms' turn
	plot budget budget 'Requests that share a budget' 'millions a second' turn
else
	echo 'bench: no plots: gnuplot is missing' >&2
fi

set --
for file in "$out"/*.tsv; do
	set -- "$@" "$file"
done
awk -v out="$out" -v missing=bench/work/missing.tsv -f "$source/bench/report.awk" "$@" \
	>"$out/report.md"
