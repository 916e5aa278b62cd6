#!/bin/sh
# SPDX-License-Identifier: MIT
#
# httpstatus-curl.h: clean in every C and C++ that users compile with, and what it makes
# of the ways in which an attempt ends, against a server that misbehaves (curl_glue.c).
#
# usage: curl.sh                  with the libcurl that configure found (HAVE_CURL, CURL_CFLAGS,
#                                 CURL_LIBS)
#        curl.sh chroot CODENAME  with that of this release of Debian; as root, see chroot.sh
set -u

: "${CC:=cc}" "${CXX:=c++}" "${HAVE_CURL:=no}" "${srcdir:=.}" "${top_builddir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
warnings="-Wall -Wextra -Wpedantic -Wshadow -Wconversion ${WERROR_CFLAGS-}"

# In the chroot there is the source of the library, as it lies in a tarball, and no build.
if [ "${1-}" = chroot ]; then
	# shellcheck source=tests/chroot.sh
	. "$srcdir/tests/chroot.sh"
	fresh "$2" "$work/root"
	quietly "$work/packages.log" enter "$work/root" sh -c 'apt-get update -qq &&
		DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
			ca-certificates gcc libc6-dev libcurl4-openssl-dev'
	mkdir "$work/root/glue"
	cp -R "$srcdir/include" "$srcdir/lib" "$top_builddir/include/httpstatus-version.h" \
		"$top_builddir"/lib/catalog/builtin_tables.[ch] "$srcdir/tests/curl_glue.c" "$work/root/glue"
	rm "$work/root/glue/lib/format/hsgen.c"
	mv "$work"/root/glue/builtin_tables.[ch] "$work/root/glue/lib/catalog"
	enter "$work/root" sh -c 'cd /glue && gcc -std=c11 -pthread -I. -Iinclude -Ilib \
		-o curl_glue curl_glue.c lib/*/*.c -lcurl && ./curl_glue'
	exit
fi

[ "$HAVE_CURL" = yes ] || { echo 'there is no libcurl: not tried'; exit 77; }
includes="-I$srcdir/include -I$top_builddir/include ${CURL_CFLAGS-}"
checks=0
failures=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
	sed 's/^/    /' "$work/err"
}

# usage: clean COMPILER STANDARD SUFFIX : the header twice, and one use
clean() {
	checks=$((checks + 1))
	printf '#include <httpstatus-curl.h>\n#include <httpstatus-curl.h>\n
int main(void) { return httpstatus_curl_failure(NULL, CURLE_OK); }\n' >"$work/use.$3"
	# shellcheck disable=SC2086 # lists of words
	$1 -std="$2" $warnings $includes -c -o "$work/use.o" "$work/use.$3" 2>"$work/err" ||
		fail "$1 -std=$2"
}

for standard in c89 c99 gnu99 c11 c17 c2x; do
	clean "$CC" $standard c
done
for standard in c++98 c++11 c++17 c++20; do
	clean "$CXX" $standard cc
done

# shellcheck disable=SC2086 # lists of words
"$top_builddir/libtool" --silent --tag=CC --mode=link $CC -std=c11 ${CFLAGS-} $warnings \
	${SANITIZER_CFLAGS-} ${LDFLAGS-} -pthread $includes -o "$work/curl_glue" \
	"$srcdir/tests/curl_glue.c" "$top_builddir/libhttpstatus.la" ${CURL_LIBS-} 2>"$work/err" ||
	fail 'curl_glue.c does not compile'
"$work/curl_glue" >"$work/out" 2>"$work/err" || fail 'curl_glue'
checks=$((checks + $(sed -n 's/^.*: Checks: \([0-9]*\),.*/\1/p' "$work/out")))
cat "$work/out"
printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
