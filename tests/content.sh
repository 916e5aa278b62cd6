#!/bin/sh
# SPDX-License-Identifier: MIT
#
# usage: content.sh [JSON [XML]]
#
# So many documents of each kind, at random (200 and 60): what jq and xmllint find at a
# path is found, and nothing else.
set -eu

: "${srcdir:=.}" "${top_builddir:=.}"
for tool in python3 jq xmllint; do
	command -v $tool >/dev/null || { echo "SKIP: there is no $tool"; exit 77; }
done
python3 "$srcdir/tests/content.py" json "${1:-200}" | "$top_builddir/tests/read_content"
python3 "$srcdir/tests/content.py" xml "${2:-60}" | "$top_builddir/tests/read_content"
