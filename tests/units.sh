#!/bin/sh
# SPDX-License-Identifier: MIT
#
# usage: units.sh [COUNT]
#
# COUNT times of each unit, at random (300), as units.py reads the manual pages.
set -eu

: "${srcdir:=.}" "${top_builddir:=.}"
python3 -c '' 2>/dev/null || { echo 'SKIP: there is no python3'; exit 77; }
python3 "$srcdir/tests/units.py" "${1:-300}" | "$top_builddir/tests/read_units"
