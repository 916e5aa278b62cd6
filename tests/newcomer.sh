#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What README tells a newcomer to do, in fresh chroots of Debian with nothing
# but apt in them: ./bootstrap demo and ./bootstrap check, in a clone of the
# last commit. Then demo again, in another clone, where there is no apt-get
# but what it would install. And before all that neither: it says what is missing.
#
# usage: newcomer.sh SOURCE [CODENAME...]; without any: bookworm trixie sid.
# As root. Needs git, mmdebstrap; five minutes for each.
set -eu

source=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- bookworm trixie sid
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# shellcheck source=tests/chroot.sh
. "${0%/*}/chroot.sh"

[ -e "$source/.git" ] || die "$source is no checkout: there is nothing to clone"

# usage: clone NAME : a clone in the chroot; the name is its path there
clone() {
	git clone -q --no-hardlinks "$source" "$root/$1"
	chown -R 0:0 "$root/$1"
}

# usage: tries DIRECTORY COMMAND : in the chroot, says how it ends
tries() {
	quietly "$work/$codename.log" enter "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root sh -c "cd $1 && $2"
	tail -n 1 "$work/$codename.log"
}

# usage: without_apt COMMAND...
without_apt() {
	mv "$root/usr/bin/apt-get" "$root/usr/bin/no-apt-get"
	"$@"
	mv "$root/usr/bin/no-apt-get" "$root/usr/bin/apt-get"
}

says_what_is_missing() {
	! enter "$root" sh -c 'cd /clone && ./bootstrap check' >"$work/missing.log" 2>&1 ||
		die "it passes without a compiler"
	for what in 'a C compiler' make autoreconf automake pkg-config jq mandoc 'the library check'; do
		grep -q "^    $what" "$work/missing.log" || { cat "$work/missing.log"; die "not said: $what"; }
	done
	echo 'it says what is missing'
}

for codename; do
	root=$work/$codename
	say "$codename"
	fresh "$codename" "$root"
	clone clone
	without_apt says_what_is_missing
	tries clone './bootstrap demo'
	tries clone './bootstrap check'
	grep -q '%: Checks' "$work/$codename.log" || die "the tests did not run"
	enter "$root" gcc --version | sed -n 1p
	clone again
	without_apt tries again './bootstrap demo'
	rm -rf "$root"
done
