#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds the library for other machines, in strict C11, and runs the tests on
# this one. usage: cross.sh SOURCE MACHINE...
#
#   s390x    big-endian, by qemu-s390x      gcc-s390x-linux-gnu, qemu-user
#   armhf    32 bits, by qemu-arm           gcc-arm-linux-gnueabihf, qemu-user
#   i386     32 bits, run by the kernel     gcc-i686-linux-gnu
#   musl     static, without glibc          musl-tools
#
# The suites need the library "check" of that machine. It is taken from
# CHECK_ROOT/MACHINE, the root of an unpacked package, or downloaded with
# apt-get into a directory of its own: nothing is installed, and no foreign
# architecture is made known to dpkg. Where it cannot be had, or a script has
# nothing to try, that is a failure. There is none for musl, which this says.
#
# KEEP=1 keeps the builds. SCRIPTS are the scripts that start the command a thousand
# times, cli and advise: none in SCRIPTS=.
set -eu

source=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- i386 armhf s390x musl
work=$(mktemp -d)
if [ "${KEEP-}" = 1 ]; then
	printf 'builds in %s\n' "$work"
else
	trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT INT TERM
fi
jobs=$(nproc)
broken=0
# Emulation is slow, and the machine may have more to do.
: "${CHECK_PERCENT:=4}"
CK_TIMEOUT_MULTIPLIER=10
export CHECK_PERCENT CK_TIMEOUT_MULTIPLIER

say() {
	printf '\n== %s\n' "$*"
}

die() {
	printf 'cross.sh: %s\n' "$*" >&2
	exit 1
}

fail() {
	printf 'FAIL: %s: %s\n' "$machine" "$*"
	broken=$((broken + 1))
}

# usage: fetch_check : into $root; the machine's package lists go where nobody else looks
fetch_check() {
	apt=$work/$machine/apt
	mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root"
	: >"$apt/status"
	set -- -qq -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
		-o APT::Architecture="$machine" -o APT::Architectures="$machine" -o APT::Sandbox::User=root
	(
		cd "$apt"
		apt-get "$@" update || : # one list of several may fail
		apt-get "$@" download check libsubunit-dev libsubunit0 || exit
		for package in ./*.deb; do
			dpkg -x "$package" "$root" || exit
		done
	) >"$apt/log" 2>&1 || { cat "$apt/log"; return 1; }
}

# usage: build CONFIGURE-ARGUMENT...
build() {
	mkdir -p "$build"
	cd "$build"
	"$source/configure" --quiet CC="$compiler" CC_FOR_BUILD=cc "$@" >configure.out 2>&1 ||
		{ cat configure.out; die "$machine: configure fails"; }
	make -j"$jobs" --quiet LDFLAGS="$ldflags" >make.out 2>&1 || { cat make.out; die "$machine: make fails"; }
	werror=$(sed -n 's/^WERROR_CFLAGS = *//p' Makefile)
	cd "$source"
}

# usage: suites : each check program there is
suites() {
	# shellcheck disable=SC2046 # a list of names
	make -C "$build" -j"$jobs" --quiet --keep-going \
		$(cd "$source" && find tests -name 'check_*.c' | sed 's/\.c$//') >"$build/suites.out" 2>&1 || :
	count=0
	for program in "$source"/tests/check_*.c; do
		name=${program##*/}
		name=${name%.c}
		binary=$build/tests/.libs/$name
		[ -x "$binary" ] || binary=$build/tests/$name
		if [ ! -x "$binary" ]; then
			tail -n 20 "$build/suites.out"
			fail "$name was not built"
			continue
		fi
		# shellcheck disable=SC2086 # a command with its options
		report "$name" $runner "$binary"
		count=$((count + 1))
	done
}

# usage: report NAME COMMAND... : one line of figures; a test that says none, or fails, has failed
report() {
	name=$1
	shift
	status=0
	"$@" >"$build/$name.out" 2>&1 || status=$?
	figures=$(sed -n 's/.*\(Checks: .*\)/\1/p' "$build/$name.out" | tail -n 1)
	if [ $status != 0 ] || [ -z "$figures" ]; then
		tail -n 20 "$build/$name.out"
		fail "$name: exit status $status"
	else
		printf '%-22s %s\n' "$name" "$figures"
		total=$((total + $(printf '%s\n' "$figures" | sed 's/Checks: \([0-9]*\).*/\1/')))
	fi
}

# usage: the_command : the command behind a script, as the tests of it want it
the_command() {
	binary=$build/.libs/httpstatus
	[ -x "$binary" ] || binary=$build/httpstatus
	printf '#!/bin/sh\nexec %s %s "$@"\n' "$runner" "$binary" >"$build/run-httpstatus"
	chmod +x "$build/run-httpstatus"
	HTTPSTATUS=$build/run-httpstatus
	export HTTPSTATUS
	for script in ${SCRIPTS-cli advise}; do
		report "$script.sh" sh "$source/tests/$script.sh"
	done
}

# usage: example NAME EXPECTED ARGUMENT... : compiled with -std=c11 -Wpedantic; retry.c needs libcurl
example() {
	name=$1
	expected=$2
	shift 2
	# shellcheck disable=SC2086 # one flag or none
	$compiler -std=c11 -Wall -Wextra -Wpedantic $werror ${ldflags:+-static} -I"$source/include" -I"$build/include" \
		-o "$build/example" "$source/examples/$name.c" "$build/.libs/libhttpstatus.a" ||
		{ fail "$name.c does not compile"; return; }
	if $runner "$build/example" "$@" | grep -qxF "$expected"; then
		printf '%-22s %s\n' "$name.c" "Checks: 1"
		total=$((total + 1))
	else
		fail "$name.c: not said: $expected"
	fi
}

examples() {
	example lookup '404 Not Found (Client Error), to a POST: stop' 404
	example own-catalog '599 Asleep, to a POST: retry' 599
	example load-catalog '499 Client Closed Request' "$source/lib/catalogs/nginx.cat"
}

# The program of 1.0, static: its expected answers are those of every machine.
static_consumer() {
	mkdir -p "$build/include-1.0"
	cp "$source/tests/consumer/httpstatus-1.0.h" "$build/include-1.0/httpstatus.h"
	cp "$source/tests/consumer/httpstatus-version-1.0.h" "$build/include-1.0/httpstatus-version.h"
	# shellcheck disable=SC2086
	$compiler -std=c11 -Wall -Wextra -Wpedantic $werror -static -I"$build/include-1.0" -o "$build/consumer" \
		"$source/tests/consumer/consumer-1.0.c" "$build/.libs/libhttpstatus.a"
	$runner "$build/consumer" >"$build/consumer.out" || fail "consumer-1.0.c does not run to its end"
	if diff "$source/tests/consumer/answers-1.0" "$build/consumer.out"; then
		printf '%-22s Checks: %d\n' 'consumer-1.0.c, static' "$(wc -l <"$build/consumer.out")"
		total=$((total + $(wc -l <"$build/consumer.out")))
	else
		fail "consumer-1.0.c is told something else"
	fi
}

# What looks at the shared library, or compiles against it.
shared_library() {
	CC=$compiler LIBRARY=$build/.libs/libhttpstatus.so OBJDIR=$build/lib top_builddir=$build RUNNER=$runner
	export CC LIBRARY OBJDIR top_builddir RUNNER
	for script in names consumer abi; do
		report $script.sh sh "$source/tests/$script.sh"
	done
}

# usage: glibc TRIPLET EMULATOR : a machine that Debian has
glibc() {
	triplet=$1
	compiler=$triplet-gcc
	libc=/usr/$triplet
	ldflags=
	runner="$2 -L $libc"
	if [ "$2" = kernel ]; then
		runner=$work/$machine/run
		# shellcheck disable=SC2016 # the script's own variables
		printf '#!/bin/sh\nexec %s/lib/ld-linux.so.2 --library-path "$LD_LIBRARY_PATH:%s/lib" "$@"\n' \
			"$libc" "$libc" >"$runner"
		chmod +x "$runner"
	fi
	command -v "$compiler" >/dev/null || die "$compiler is missing"
	root=${CHECK_ROOT:+$CHECK_ROOT/$machine}
	root=${root:-$work/$machine/root}
	have_check=yes
	[ -d "$root/usr" ] || fetch_check || have_check=no
	if [ $have_check = yes ]; then
		libdir=$(dirname "$(find "$root/usr/lib" -name libcheck_pic.a)")
		build --host="$triplet" CHECK_CFLAGS="-I$root/usr/include" \
			CHECK_LIBS="$libdir/libcheck_pic.a $libdir/libsubunit.a -lm -lrt -pthread"
	else
		build --host="$triplet"
	fi
	LD_LIBRARY_PATH=$build/.libs
	export LD_LIBRARY_PATH
	if [ $have_check = yes ]; then
		suites
		printf '%d suites\n' "$count"
	else
		fail "the suites: there is no check for it, as apt-get says above"
	fi
	the_command
	examples
	static_consumer
	shared_library
	unset LD_LIBRARY_PATH
}

musl() {
	compiler=musl-gcc
	runner=
	ldflags=-all-static
	command -v musl-gcc >/dev/null || die "musl-gcc is missing: install musl-tools"
	build --disable-shared CHECK_CFLAGS=' ' CHECK_LIBS=' '
	case $(file -b "$build/httpstatus") in
	*statically\ linked*) ;;
	*) fail "httpstatus is not static" ;;
	esac
	echo 'not run: the suites, as there is no check for musl'
	the_command
	examples
	static_consumer
}

for machine; do
	mkdir -p "$work/$machine"
	build=$work/$machine/build
	total=0
	srcdir=$source
	export srcdir
	say "$machine"
	case $machine in
	i386) glibc i686-linux-gnu kernel ;;
	armhf) glibc arm-linux-gnueabihf qemu-arm ;;
	s390x) glibc s390x-linux-gnu qemu-s390x ;;
	musl) musl ;;
	*) die "no such machine: $machine" ;;
	esac
	printf '%s: %d checks\n' "$machine" "$total"
done

[ $broken = 0 ] || { printf '\n%d failures\n' "$broken"; exit 1; }
