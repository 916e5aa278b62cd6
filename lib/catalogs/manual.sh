#!/bin/sh
# SPDX-License-Identifier: MIT
#
# usage: manual.sh FILE... >httpstatus-catalogs.7
#
# The page of the built-in catalogs, from their files: title, codes, how many variants and
# rules there are, and the source with its date.
set -eu
LC_ALL=C
export LC_ALL

cat <<'END'
.\" Made from lib/catalogs/*.cat.
.Dd November 21, 2026
.Dt HTTPSTATUS-CATALOGS 7
.Os
.Sh NAME
.Nm httpstatus-catalogs
.Nd the built-in catalogs of status codes, and where they come from
.Sh DESCRIPTION
A catalog says what status codes mean in IANA's registry, or in the dialect of
one API or product.
These are built into libhttpstatus, in the order in which
.Xr httpstatus_builtin_next 3
returns them.
A variant says what a code means if a response has certain evidence, such as an
error code; see
.Xr httpstatus-catalog 5 .
What a catalog does not say,
.Ql iana
does.
.Pp
.Ql httpstatus -c
.Ar name
.Ql list
prints one.
.Bl -tag -width Ds
END
# One line for each property that goes on over several; then a paragraph for each file.
awk '
	# Lines of at most 78 bytes; a word that is longer stands alone. No line is a macro.
	function print_text(text,    n, words, i, line) {
		gsub(/\\/, "\\e", text)
		n = split(text, words, " ")
		for (i = 1; i <= n; i++) {
			if (line != "" && length(line) + 1 + length(words[i]) > 78) {
				print (line ~ /^[.\047]/ ? "\\&" : "") line
				line = ""
			}
			line = line (line == "" ? "" : " ") words[i]
		}
		print (line ~ /^[.\047]/ ? "\\&" : "") line
	}
	function print_catalog() {
		if (name == "")
			return
		print ".It Sy " name
		print_text(title ".")
		print_text((codes == "" ? "No codes of its own" : "Codes: " codes) \
			(stanzas == 0 ? "" : "; " stanzas (stanzas == 1 ? " variant or rule" : " variants and rules")) ".")
		print_text("Source: " source ".")
		name = codes = source = title = ""
		stanzas = 0
	}
	function take(value) {
		if (property == "Catalog") { print_catalog(); name = value }
		else if (property == "Title") title = value
		else if (property == "Source") source = source (source == "" ? "" : " ") value
		else if (property == "Status") { status = status value }
		else if (property == "When") has_when = 1
	}
	function end_stanza() {
		if (status ~ /^[0-9][0-9][0-9](, *[0-9][0-9][0-9])*$/ && !has_when)
			codes = codes (codes == "" ? "" : ", ") status
		else if (status != "")
			stanzas++
		status = ""
		has_when = 0
	}
	/^#/ { next }
	FNR == 1 { end_stanza() }
	/^$/ { end_stanza(); next }
	/^ / { take(substr($0, 2)); next }
	{
		property = substr($0, 1, index($0, ":") - 1)
		if (property == "Status" && status != "")
			end_stanza()
		take(substr($0, index($0, ":") + 2))
	}
	END { end_stanza(); print_catalog() }' "$@"
cat <<'END'
.El
.Sh SEE ALSO
.Xr httpstatus 1 ,
.Xr httpstatus_builtin 3 ,
.Xr httpstatus-catalog 5
END
