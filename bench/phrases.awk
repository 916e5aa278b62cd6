# SPDX-License-Identifier: MIT
#
# From IANA's table (code,phrase,reference) to what the benchmarks need.
#
#   awk -v form=c -f phrases.awk FILE       a C table, sorted for bsearch
#   awk -v form=gperf -f phrases.awk FILE   the input of gperf
#
# Ranges and codes without a name are left out, as are remarks in brackets.
BEGIN {
	FS = ","
	sort = "LC_ALL=C sort -f"
}

$1 ~ /^[0-9][0-9][0-9]$/ && $2 != "Unassigned" && $2 !~ /^\(/ {
	sub(/ *\(.*/, "", $2)
	sub(/^"/, "", $2)
	phrase[$2] = $1
}

END {
	if (form == "c") {
		print "/* Made by phrases.awk. */"
		print "#include <stddef.h>"
		print "struct phrase { const char *phrase; size_t length; int code; };"
		print "static const struct phrase phrases[] = {"
		for (p in phrase)
			printf "{ \"%s\", %d, %d },\n", p, length(p), phrase[p] | sort
		close(sort)
		print "};"
		print "enum { PHRASES = sizeof(phrases) / sizeof(phrases[0]) };"
	} else {
		print "%compare-lengths"
		print "%define lookup-function-name find_word"
		print "%language=ANSI-C"
		print "%readonly-tables"
		print "%struct-type"
		print "%omit-struct-type"
		print "struct word;"
		print "%%"
		for (p in phrase)
			printf "%s,%d\n", p, phrase[p] | sort
	}
}
