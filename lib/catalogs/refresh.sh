#!/bin/sh
# SPDX-License-Identifier: MIT
#
# usage: refresh.sh IANA.CAT REGISTRY.CSV
#
# Prints where lib/catalogs/iana.cat differs from a CSV of the registry, as
# https://www.iana.org/assignments/http-status-codes/http-status-codes-1.csv has it:
# "<" is the catalog, ">" the registry. Exit status: 0 if nothing differs.
set -eu
LC_ALL=C
export LC_ALL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# "CODE PHRASE" from both; remarks in parentheses are not part of a phrase.
awk '/^Status: [0-9]+$/ { code = $2 }
	/^Reason: / && code { print code, substr($0, 9); code = "" }' "$1" | sort >"$work/catalog"
# What is unassigned is left out; a description with a comma is quoted.
awk -F, '/^[0-9]+,/ && $2 != "Unassigned" {
		phrase = $2
		if (phrase ~ /^"/) {
			split($0, quoted, "\"")
			phrase = quoted[2]
		}
		sub(/ \((TEMPORARY|OBSOLETED|registered).*/, "", phrase)
		print $1, phrase
	}' "$2" | sort >"$work/registry"
[ -s "$work/catalog" ] && [ -s "$work/registry" ] || { echo "refresh.sh: nothing to compare" >&2; exit 2; }
diff "$work/catalog" "$work/registry"
