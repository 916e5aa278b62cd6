#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The gate of the ABI: LIBRARY is held against the dumps of every release for
# its machine in lib/abi. Refused is whatever a program that is linked with an
# older release could notice, and whatever is new and not in
# lib/symbols-in-versions. Constants that no function has in its prototype
# (codes, error numbers, flags) are not in a library: names.sh sees to them.
#
# Before that the gate is tested itself: it must refuse libraries that are
# broken on purpose, and pass those that grew as they may.
#
# LIBRARY must have been compiled with -g by CC, which is any machine's; needs
# abidiff and abidw (abigail-tools).
set -u
LC_ALL=C
export LC_ALL

: "${LIBRARY:?names the shared library}" "${CC:=cc}" "${srcdir:=.}" "${top_builddir:=.}"
export CC top_builddir
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

die() {
	printf 'abi.sh: %s\n' "$*" >&2
	exit 99
}

for tool in abidiff abidw readelf; do
	command -v $tool >/dev/null || die "$tool is missing"
done

case $(readelf -hW "$LIBRARY" | sed -n 's/^ *\(Class\|Machine\): *//p' | tr '\n' ' ') in
'ELF64 Advanced Micro Devices X86-64 ') arch=amd64 ;;
'ELF32 Intel 80386 ') arch=i386 ;;
'ELF32 ARM ') arch=armhf ;;
'ELF64 IBM S/390 ') arch=s390x ;;
*) arch=none ;;
esac
found=$(find "$srcdir/lib/abi" -name "libhttpstatus-*-$arch.abi" | sort)
if [ -z "$found" ]; then
	echo "abi.sh: lib/abi has no dump for the machine of $LIBRARY: not checked"
	exit 77
fi
# Without types abidiff sees nothing but names, and is content with everything.
readelf -SW "$LIBRARY" | grep -q '\.debug_info' || die "$LIBRARY was compiled without -g"

# usage: gate LIBRARY INCLUDE LIST : says in out what it refuses
gate() {
	refused=0
	: >"$work/out"
	for dump in $found; do
		abidiff --no-added-syms --exported-interfaces-only --drop-private-types \
			--hd2 "$2" "$dump" "$1" >>"$work/out" 2>&1 || refused=1
	done
	abidw --no-corpus-path --no-comp-dir-path --exported-interfaces-only --drop-private-types \
		--hd "$2" --out-file "$work/dump" "$1" >>"$work/out" 2>&1 || refused=1
	sed -n "s/.*<\(elf-symbol\|enumerator\) name='\([A-Za-z0-9_]*\)'.*/\2/p" "$work/dump" | sort -u >"$work/has"
	sed '/^#/d; /^$/d; s/ .*//' "$3" | sort >"$work/listed"
	comm -23 "$work/has" "$work/listed" >"$work/more"
	if [ -s "$work/more" ]; then
		sed 's/^/not in symbols-in-versions: /' "$work/more" >>"$work/out"
		refused=1
	fi
	[ $refused = 0 ]
}

# ---- The gate itself ------------------------------------------------------

# usage: edit FILE SED-COMMAND... : must change the file
edit() {
	file=$variant/$1
	shift
	for command; do
		sed -i.old "$command" "$file"
		if cmp -s "$file" "$file.old"; then
			printf 'FAIL: %s: nothing to change in %s by %s\n' "$name" "$file" "$command"
			failures=$((failures + 1))
		fi
	done
	rm "$file.old"
}

# usage: vary NAME : a fresh copy of the sources, in $variant
vary() {
	name=$1
	variant=$work/variant
	rm -rf "$variant"
	mkdir "$variant"
	cp -R "$srcdir/include" "$srcdir/lib" "$variant"
	chmod -R u+w "$variant"
	sh "$srcdir/lib/lists.sh" map "$srcdir/lib/symbols-in-versions" >"$variant/lib/libhttpstatus.map"
}

# usage: must pass|refuse [TEXT] : a refusal says TEXT
must() {
	checks=$((checks + 1))
	if ! "$srcdir/lib/abi/compile.sh" "$variant" "$work/variant.so" >"$work/err" 2>&1; then
		printf 'FAIL: %s: does not compile\n' "$name"
		cat "$work/err"
		failures=$((failures + 1))
		return
	fi
	if gate "$work/variant.so" "$variant/include" "$variant/lib/symbols-in-versions"; then
		result=pass
	else
		result=refuse
	fi
	if [ $result != "$1" ] || ! grep -qF -e "${2-}" "$work/out" && [ $result = refuse ]; then
		printf 'FAIL: %s: expected to %s %s\n' "$name" "$1" "${2-}"
		cat "$work/out"
		failures=$((failures + 1))
	fi
}

vary 'nothing changed'
must pass

vary 'an enumerator renumbered'
edit include/httpstatus.h 's/\(HTTPSTATUS_FAILURE_TRUNCATED *= \)5/\17/'
must refuse HTTPSTATUS_FAILURE_TRUNCATED

vary 'an enumerator gone'
edit include/httpstatus.h 's/\(HTTPSTATUS_ASKED_\)NO_CLOCK/\1TIMELESS/'
edit lib/response/retry_after.c 's/\(HTTPSTATUS_ASKED_\)NO_CLOCK/\1TIMELESS/'
edit lib/response/times.c 's/\(HTTPSTATUS_ASKED_\)NO_CLOCK/\1TIMELESS/'
edit lib/symbols-in-versions 's/\(HTTPSTATUS_ASKED_\)NO_CLOCK/\1TIMELESS/'
must refuse HTTPSTATUS_ASKED_NO_CLOCK

vary 'the type of a parameter'
edit include/httpstatus.h 's/httpstatus_class_of(int code)/httpstatus_class_of(long long code)/'
edit lib/code/class.c 's/httpstatus_class_of(int code)/httpstatus_class_of(long long code)/'
must refuse httpstatus_class_of

vary 'the type of a result'
edit include/httpstatus.h 's/^uint32_t httpstatus_version_num(void)/uint64_t httpstatus_version_num(void)/'
edit lib/base/version.c 's/^uint32_t httpstatus_version_num(void)/uint64_t httpstatus_version_num(void)/'
must refuse httpstatus_version_num

vary 'a type behind a typedef'
edit include/httpstatus.h 's/^typedef uint64_t httpstatus_advice;/typedef int64_t httpstatus_advice;/'
must refuse httpstatus_advice

vary 'a symbol gone'
edit lib/libhttpstatus.map '/httpstatus_phrase;/d'
must refuse httpstatus_phrase

vary 'a symbol moved to another version'
edit lib/libhttpstatus.map '/httpstatus_phrase;/d' \
	's/^};$/};\nHTTPSTATUS_1.1 {\nglobal:\n\thttpstatus_phrase;\n} HTTPSTATUS_1.0;/'
must refuse httpstatus_phrase

# What grows as the header says it may passes, once it is written down.
vary 'an enumerator appended, and not listed'
edit include/httpstatus.h 's/\(HTTPSTATUS_FAILURE_UNKNOWN_HOST *= 6\)/\1,\n\tHTTPSTATUS_FAILURE_OTHER = 7/'
must refuse 'not in symbols-in-versions: HTTPSTATUS_FAILURE_OTHER'
name='an enumerator appended'
echo 'HTTPSTATUS_FAILURE_OTHER enumerator 1.1 7' >>"$variant/lib/symbols-in-versions"
must pass

vary 'a function added, and not listed'
edit include/httpstatus.h \
	's/^uint32_t httpstatus_version_num(void);/&\nHTTPSTATUS_ATTR_API int httpstatus_more(int code);/'
echo 'int httpstatus_more(int code) { return code; }' >>"$variant/lib/base/version.c"
printf 'HTTPSTATUS_1.1 {\nglobal:\n\thttpstatus_more;\n} HTTPSTATUS_1.0;\n' >>"$variant/lib/libhttpstatus.map"
must refuse 'not in symbols-in-versions: httpstatus_more'
name='a function added'
echo 'httpstatus_more function 1.1 -' >>"$variant/lib/symbols-in-versions"
must pass

vary 'a struct behind a handle grown'
edit lib/code/code_set.h 's/^struct httpstatus_codeset {/&\n\tint more;/'
must pass

# ---- The library ------------------------------------------------------------

checks=$((checks + 1))
if ! gate "$LIBRARY" "$srcdir/include" "$srcdir/lib/symbols-in-versions"; then
	printf 'FAIL: %s\n' "$LIBRARY"
	cat "$work/out"
	failures=$((failures + 1))
fi

printf '%s, held against %d releases\n' "$arch" "$(printf '%s\n' "$found" | wc -l)"
printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
