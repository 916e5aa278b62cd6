# SPDX-License-Identifier: MIT
#
# gnuplot -e "directory='DIRECTORY'; type='svg'" plots.gnuplot
#
# Draws the tables that storm wrote to the directory; type is svg or png.

if (type eq "png") {
	set terminal pngcairo size 900,520 font "sans,11"
} else {
	set terminal svg size 900,520 font "sans,13" background "white"
}
file(name) = directory . "/storm-" . name
set datafile separator "\t"
set style data lines
set border 3
set tics nomirror out
set grid ytics lc rgb "#dddddd"

# The library in a strong colour, the others in quiet ones.
ours = "#c0392b"
set linetype 1 lc rgb "#7f8c8d" lw 1.5
set linetype 2 lc rgb "#2980b9" lw 1.5
set linetype 3 lc rgb "#27ae60" lw 1.5
set linetype 4 lc rgb "#8e44ad" lw 1.5
set linetype 5 lc rgb "#d68910" lw 1.5
set linetype 6 lc rgb "#16a085" lw 1.5

set output file("herd." . type)
set title "Who comes back after 503 and Retry-After: 30 (a refusal costs a tenth of a service)"
set xlabel "seconds after the refusal"
set ylabel "arrivals a second, in capacities of the server"
set format y "%g"
set logscale y
set yrange [0.02:10000]
set xrange [0:300]
set key inside right top noenhanced
set arrow 1 from 0,1 to 300,1 nohead lc rgb "black" dt 2
set label 1 "capacity" at 4,1.3
plot file("herd-arrivals.tsv") using 1:6 skip 1 title "ignored, full jitter 1..20 s (AWS): never ends" \
		with lines lc rgb "#d68910" lw 1, \
	"" using 1:2 skip 1 title "exactly (curl, urllib3, git, ...)" \
		with impulses lc rgb "#7f8c8d" lw 2.5, \
	"" using 1:4 skip 1 title "+0..50 % (Envoy)" with lines lc rgb "#2980b9" lw 1.5, \
	"" using 1:8 skip 1 title "libhttpstatus" with lines lc rgb ours lw 2.5
unset logscale y
set format y
unset arrow 1
unset label 1

set output file("amplification." . type)
set title "Load by repetitions, where each attempt fails by itself (one process)"
set xlabel "probability that an attempt fails"
set ylabel "attempts for each request"
set xrange [0:1]
set yrange [1:2.4]
set key default
set key inside left top noenhanced
plot \
	file("amplification.tsv") skip 1 \
		using 3:(strcol(1) eq "plain retries" && $2 == 1 ? $4 : NaN) title "plain retries" lt 1, \
	"" skip 1 using 3:(strcol(1) eq "gRPC" && $2 == 1 ? $4 : NaN) title "gRPC" lt 2, \
	"" skip 1 using 3:(strcol(1) eq "AWS standard" && $2 == 1 ? $4 : NaN) title "AWS standard" lt 3, \
	"" skip 1 using 3:(strcol(1) eq "AWS 2026" && $2 == 1 ? $4 : NaN) title "AWS 2026" lt 4, \
	"" skip 1 using 3:(strcol(1) eq "Finagle" && $2 == 1 ? $4 : NaN) title "Finagle" lt 5, \
	"" skip 1 using 3:(strcol(1) eq "20 % of requests" && $2 == 1 ? $4 : NaN) \
		title "20 % of requests" lt 6, \
	"" skip 1 using 3:(strcol(1) eq "libhttpstatus" && $2 == 1 ? $4 : NaN) \
		title "libhttpstatus" lc rgb ours lw 2.5

set output file("threshold." . type)
set title "The largest load from which a server recovers that stood still for ten seconds"
unset xlabel
set ylabel "requests a second (capacity 300)"
set xrange [-0.6:11.6]
set yrange [0:380]
set xtics rotate by -30
set key default
set key inside right top
set style fill solid
set boxwidth 0.36
plot file("threshold.tsv") skip 1 using ($0 - 0.2):2:xtic(1) \
		with boxes lc rgb "#2980b9" title "1 process", \
	"" skip 1 using ($0 + 0.2):4 with boxes lc rgb "#7f8c8d" title "1000 processes"
