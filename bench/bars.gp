# SPDX-License-Identifier: MIT
#
# Bars side by side. Wants data, columns, out, title, unit, and log, which is 1
# for a logarithmic scale.
set terminal svg size 960,480 dynamic background rgb 'white' font 'sans-serif,13'
set output out
set title title noenhanced
set ylabel unit
if (log) set logscale y
set style data histogram
set style histogram clustered gap 1
set style fill solid 0.8 noborder
set xtics rotate by -35 noenhanced
set grid ytics
set key top left noenhanced
set bmargin 6
plot for [i = 2:columns] data using i:xtic(1) title columnheader(i)
