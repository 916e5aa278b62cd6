#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds the Debian packages from a tarball that make dist made, and looks at
# them as a distribution would.
#
#   deb.sh TARBALL         on this machine, with what is installed: the build
#                          with its tests, if DEB_BUILD_OPTIONS does not say
#                          nocheck; lintian; a second build elsewhere that
#                          must give the same packages, bit for bit
#   deb.sh TARBALL chroot  the same, and as root, in fresh chroots: the build
#                          after apt-get build-dep alone; autopkgtest; piuparts
#
# Needs devscripts, lintian, faketime; for the chroots mmdebstrap, autopkgtest,
# piuparts. The chroots are of the release that this machine has.
set -eu

tarball=$(cd "$(dirname "$1")" && pwd)/${1##*/}
where=${2-here}
version=${tarball##*-}
version=${version%.tar.xz}
codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT INT TERM
# Who builds in a chroot, and the tools that look at packages, must get there.
chmod 755 "$work"

# shellcheck source=tests/chroot.sh
. "${0%/*}/chroot.sh"

# usage: unpack DIRECTORY : the tarball, as dpkg-source wants to find it
unpack() {
	mkdir -p "$1"
	cp "$tarball" "$1/libhttpstatus_$version.orig.tar.xz"
	tar -C "$1" -xf "$tarball"
}

here() {
	say "dpkg-buildpackage -us -uc"
	unpack "$work/first"
	cd "$work/first/libhttpstatus-$version"
	quietly "$work/first.log" dpkg-buildpackage -us -uc
	case ${DEB_BUILD_OPTIONS-} in
	*nocheck*) ;;
	*) grep '%: Checks' "$work/first.log" || die "the tests did not run" ;;
	esac
	cd "$work/first"
	ls -- *.deb

	say "lintian --pedantic -I -E"
	# That tag also reads machine code, and finds words in it as they come.
	lintian --pedantic -I -E --allow-root --suppress-tags spelling-error-in-binary ./*.changes \
		>"$work/lintian" 2>&1 || :
	# It complains of being root, which is no fault of a package.
	! grep -v -e '^W: lintian: .*root' -e '^running with root' "$work/lintian" || die "lintian finds something"
	echo 'silent'

	say "a second build: another path, time zone, umask, date, number of jobs"
	unpack "$work/a/much/longer/path"
	cd "$work/a/much/longer/path/libhttpstatus-$version"
	(
		umask 002
		TZ=Pacific/Chatham DEB_BUILD_OPTIONS='nocheck parallel=1'
		export TZ DEB_BUILD_OPTIONS
		quietly "$work/second.log" faketime -f '+400d' dpkg-buildpackage -us -uc
	)
	for package in "$work"/first/*.deb; do
		cmp "$package" "$work/a/much/longer/path/${package##*/}" || die "${package##*/} is another one"
	done
	echo 'the same packages'
}

chroots() {
	say "a fresh chroot: apt-get build-dep ./, dpkg-buildpackage"
	root=$work/root
	fresh "$codename" "$root"
	unpack "$root/build"
	chroot "$root" useradd --create-home builder
	chroot "$root" chown -R builder /build
	quietly "$work/build-dep.log" enter "$root" sh -c "apt-get update && cd /build/libhttpstatus-$version &&
		DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends build-essential fakeroot &&
		DEBIAN_FRONTEND=noninteractive apt-get build-dep -y --no-install-recommends ./"
	quietly "$work/chroot.log" enter "$root" su builder -c \
		"cd /build/libhttpstatus-$version && dpkg-buildpackage -us -uc"
	grep '%: Checks' "$work/chroot.log" || die "the tests did not run"
	for package in "$work"/first/*.deb; do
		cmp "$package" "$root/build/${package##*/}" || die "${package##*/} is another one"
	done
	echo 'the same packages'

	say "autopkgtest in a fresh chroot"
	fresh "$codename" "$work/testbed"
	cd "$work/first"
	status=0
	autopkgtest --setup-commands='apt-get update' -B ./*.deb "libhttpstatus-$version/" -- chroot "$work/testbed" >"$work/autopkgtest.log" 2>&1 ||
		status=$?
	sed -n '/@@@@ summary/,$p' "$work/autopkgtest.log"
	[ $status = 0 ] || { tail -n 60 "$work/autopkgtest.log"; die "autopkgtest: $status"; }

	say "piuparts"
	mkdir "$work/repository"
	cp ./*.deb "$work/repository"
	(cd "$work/repository" && dpkg-scanpackages . >Packages 2>/dev/null)
	chmod -R a+rX "$work/repository"
	quietly "$work/piuparts.log" piuparts --distribution="$codename" --bindmount="$work/repository" \
		--extra-repo="deb [trusted=yes] file://$work/repository ./" --warn-on-leftovers-after-purge ./*.deb
	tail -n 1 "$work/piuparts.log"
}

case $where in
here) here ;;
chroot) here; chroots ;;
*) sed -n 's/^#   //p' "$0"; exit 2 ;;
esac
