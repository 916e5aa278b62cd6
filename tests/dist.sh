#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The tarball of make dist follows from the commit alone, and needs nothing but
# a compiler and make. usage: dist.sh TARBALL
#
#   - unpacked elsewhere it is built without autotools, generator and network,
#     and makes itself again, byte for byte;
#   - so does a clone of the checkout that it came from, where srcdir is one,
#     with another umask, time zone and path.
set -eu

: "${srcdir:=.}"
tarball=$(cd "$(dirname "$1")" && pwd)/${1##*/}
source=$(cd "$srcdir" && pwd)
name=${tarball##*/}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT INT TERM
checks=0

die() {
	printf 'FAIL: %s\n' "$*"
	exit 1
}

# usage: same FILE WHOSE
same() {
	cmp "$tarball" "$1" || die "the tarball of $2 is another one"
	checks=$((checks + 1))
}

# usage: quietly COMMAND... : says what it said only where it fails
quietly() {
	"$@" >"$work/out" 2>&1 || { tail -n 40 "$work/out"; die "$*"; }
}

# What a builder from the tarball does not have.
mkdir "$work/bin"
for tool in aclocal autoconf autoheader autom4te automake autoreconf libtoolize m4 git curl wget; do
	printf '#!/bin/sh\necho "%s is not to be called" >&2\nexit 1\n' $tool >"$work/bin/$tool"
	chmod +x "$work/bin/$tool"
done
offline=
unshare --net true 2>/dev/null && offline='unshare --net'

xz -dc "$tarball" | (cd "$work" && tar -xf -)
cd "$work/${name%.tar.xz}"
(
	PATH=$work/bin:$PATH
	quietly ./configure
	# shellcheck disable=SC2086 # two words, or none
	quietly $offline make -j2
	# shellcheck disable=SC2086
	quietly $offline make dist
)
[ ! -e hsgen ] || die "the tables were made again"
./httpstatus 404 | grep -q 'Not Found' || die "the command does not run"
checks=$((checks + 1))
same "$name" "the tarball itself"

if [ -e "$source/.git" ]; then
	umask 027
	TZ=Pacific/Chatham
	export TZ
	git clone -q "$source" "$work/clone"
	cd "$work/clone"
	if git -C "$source" diff --quiet HEAD; then
		quietly autoreconf --install
		mkdir "$work/build"
		cd "$work/build"
		quietly "$work/clone/configure"
		quietly make dist
		same "$name" "a clone"
	else
		echo 'uncommitted changes: a clone was not compared'
	fi
fi
printf '%s: Checks: %d, Failures: 0\n' "$name" $checks
