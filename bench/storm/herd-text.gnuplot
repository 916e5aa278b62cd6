# SPDX-License-Identifier: MIT
#
# gnuplot -e "directory='DIRECTORY'" herd-text.gnuplot
#
# The herd as text, as bench/out has it: who comes back after 503 and Retry-After: 30.
# % exactly then, E spread by half of it as Envoy does, O this library.

set terminal dumb 76 19
set datafile separator "\t"
unset key
set border 3
set tics nomirror out
set logscale y
set format y "%g"
set yrange [0.1:200]
set xrange [0:300]
set xlabel "seconds after the refusal"
arrivals = directory . "/storm-herd-arrivals.tsv"
plot arrivals using 1:2 skip 1 with impulses linetype 4, \
	"" using 1:4 skip 1 every 3 with points pointtype 5, \
	"" using 1:8 skip 1 every 3 with points pointtype 15
