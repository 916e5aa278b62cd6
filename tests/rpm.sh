#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds the RPM packages from a tarball that make dist made, and lets rpmlint
# look at the spec and at the packages. usage: rpm.sh TARBALL
#
# What rpmlint says is an error here, but for what rpm/libhttpstatus.rpmlintrc
# explains. What BuildRequires names has the names of other distributions, and is not
# asked for: what it stands for must be installed. Needs rpm, rpmlint.
set -eu

: "${srcdir:=.}"
tarball=$(cd "$(dirname "$1")" && pwd)/${1##*/}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

spec=$(sed -n 's/^Version: *//p' "$srcdir/rpm/libhttpstatus.spec")
[ "$spec" = "$(cat "$srcdir/version.txt")" ] || {
	printf 'FAIL: the spec has version %s, version.txt %s\n' "$spec" "$(cat "$srcdir/version.txt")"
	exit 1
}

rpmbuild -ta --nodeps --define "_topdir $work" "$tarball" >"$work/build.out" 2>&1 || {
	tail -n 60 "$work/build.out"
	exit 1
}
grep '%: Checks' "$work/build.out" || { echo 'FAIL: the tests did not run'; exit 1; }

find "$work/RPMS" "$work/SRPMS" -name '*.rpm' | sort >"$work/packages"
sed 's|.*/||' "$work/packages"
[ "$(wc -l <"$work/packages")" -ge 6 ] || { echo 'FAIL: packages are missing'; exit 1; }

# The library package holds the library and nothing that is not of its soname.
rpm -qpl "$(grep '/libhttpstatus0-[0-9]' "$work/packages")" >"$work/files"
grep -q '/libhttpstatus\.so\.0$' "$work/files" || { echo 'FAIL: no library in libhttpstatus0'; exit 1; }
rpm -qp --provides "$(grep '/libhttpstatus0-[0-9]' "$work/packages")" >"$work/provides"
grep -qF 'libhttpstatus.so.0(HTTPSTATUS_1.0)' "$work/provides" ||
	{ echo 'FAIL: the package does not provide the symbol version'; exit 1; }

# shellcheck disable=SC2046 # a list of files without white space
rpmlint --strict --rpmlintrc "$srcdir/rpm/libhttpstatus.rpmlintrc" \
	"$srcdir/rpm/libhttpstatus.spec" $(cat "$work/packages")
