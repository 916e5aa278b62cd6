#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Whatever bytes come in, what the command prints is JSON (RFC 8259) in UTF-8
# (RFC 3629) without control characters. What is well-formed comes back as it
# is, anything else as U+FFFD. HTTPSTATUS names the command.
set -u

: "${srcdir:=.}"
# shellcheck source=tests/command.sh
. "$srcdir/tests/command.sh"
LC_ALL=C
export LC_ALL

# usage: sequences FIRST LAST SECOND LAST [BYTE...] : a line of the input for
# each pair of a first and a second byte, and what follows them; all in decimal
sequences() {
	awk -v first="$1" -v first_last="$2" -v second="$3" -v second_last="$4" \
		-v further="${5-}" '
		BEGIN {
			count = split(further, more, " ")
			for (a = first; a <= first_last; a++)
				for (b = second; b <= second_last; b++) {
					printf "x%c%c", a, b
					for (n = 1; n <= count; n++)
						printf "%c", more[n]
					printf "\n"
				}
		}' >>"$work/in"
}

# usage: show : the lines of the input as JSON, an object for each
show() {
	checks=$((checks + 2))
	"$HTTPSTATUS" show --json <"$work/in" >"$work/out" 2>"$work/err"
	[ "$(wc -l <"$work/out")" = "$(wc -l <"$work/in")" ] || fail "$1: not an object for each line"
	iconv -f UTF-8 -t UTF-16 "$work/out" >/dev/null 2>"$work/err" || fail "$1: no UTF-8"
	all '.input and .error'
}

# ---- What RFC 3629 calls well-formed ----------------------------------------------

: >"$work/in"
sequences 194 223 128 191
sequences 224 224 160 191 128
sequences 225 236 128 191 191
sequences 237 237 128 159 191
sequences 238 239 128 191 128
sequences 240 240 144 191 '128 191'
sequences 241 243 128 191 '191 128'
sequences 244 244 128 143 '191 191'
show 'well-formed'
jq -r .input "$work/out" >"$work/again"
checks=$((checks + 1))
cmp "$work/in" "$work/again" >"$work/err" 2>&1 || fail 'a character has become another one'

# ---- What it does not ---------------------------------------------------------------

# Overlong forms, surrogates, what is above U+10FFFF, and bytes of no character.
: >"$work/in"
sequences 128 193 128 191
sequences 224 224 128 159 128
sequences 237 237 160 191 128
sequences 240 240 128 143 '128 128'
sequences 244 244 144 191 '128 128'
sequences 245 255 128 191 '128 128'
# Begun, and not ended: by a letter, or by the end of the line.
sequences 194 255 65 65
sequences 194 255 65 65 128
sequences 224 224 160 160
sequences 224 224 160 160 65
sequences 240 240 144 144 128
sequences 240 240 144 144 '128 65'
sequences 240 240 144 144 '65 128'
sequences 194 194 194 194
show 'not well-formed'
all '.input | contains("\ufffd")'
# Bytes that are no character never become one: the rest is what was there.
all '.input | test("^x[A\ufffd]+$")'

# ---- Control characters -----------------------------------------------------------------

# RFC 8259, 7, asks for escapes below U+0020; DEL is none for a terminal either.
awk 'BEGIN { for (c = 1; c < 128; c++) if (c != 10 && c != 13) printf "x%cx\n", c }' >"$work/in"
show 'ASCII'
checks=$((checks + 1))
! tr -d '\n' <"$work/out" | grep -q '[[:cntrl:]]' || fail 'a control character is printed'
jq -r .input "$work/out" >"$work/again"
checks=$((checks + 1))
cmp "$work/in" "$work/again" >"$work/err" 2>&1 || fail 'a character has become another one'

# On a terminal, too, and in messages.
"$HTTPSTATUS" show <"$work/in" >"$work/out" 2>"$work/err"
checks=$((checks + 1))
! cat "$work/out" "$work/err" | tr -d '\n' | grep -q '[[:cntrl:]]' ||
	fail 'a control character is printed'
while read -r line; do
	"$HTTPSTATUS" show -- "$line"
done <"$work/in" >"$work/out" 2>"$work/err"
checks=$((checks + 1))
! cat "$work/out" "$work/err" | tr -d '\n' | grep -q '[[:cntrl:]]' ||
	fail 'a control character is in a message'

finish
