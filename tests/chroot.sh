# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# Fresh chroots of Debian, for deb.sh and newcomer.sh. To be sourced; $work is
# a directory for logs, and who sources this removes it. Needs mmdebstrap, and
# root.

say() {
	printf '\n== %s\n' "$*"
}

die() {
	printf 'FAIL: %s\n' "$*"
	exit 1
}

# usage: quietly LOG COMMAND... : says what it said only where it fails
quietly() {
	log=$1
	shift
	"$@" >"$log" 2>&1 || { tail -n 60 "$log"; die "$*"; }
}

# From where this machine has its own packages.
mirror() {
	codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	# shellcheck disable=SC2016 # apt-get's own variable
	apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' \
		"Codename: $codename" | head -n 1
}

# usage: fresh CODENAME DIRECTORY : a chroot with apt, which fetches as that of this machine does
fresh() {
	[ "$(id -u)" = 0 ] || die "chroots need root"
	command -v mmdebstrap >/dev/null || die "mmdebstrap is missing"
	mirror=$(mirror)
	[ -n "$mirror" ] || die "apt-get knows no mirror of Debian here: run apt-get update"
	apt-config dump Acquire | grep -iE '^Acquire::(check-|https?::)' >"$work/apt.conf" || :
	quietly "$work/mmdebstrap.log" mmdebstrap --variant=apt --aptopt="$work/apt.conf" "$1" "$2" "$mirror"
}

# usage: enter ROOT COMMAND... : in a chroot with /proc, which is gone when the command is
enter() {
	# shellcheck disable=SC2016 # that shell expands it
	unshare --mount sh -c 'mount --bind /proc "$1/proc" && exec chroot "$@"' enter "$@"
}
