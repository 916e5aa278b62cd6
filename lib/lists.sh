#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What is made from the one list of public names, lib/symbols-in-versions:
#
#   lists.sh map LIST           the version script of the linker: a node for each
#                               release that added functions
#   lists.sh debian LIST        debian/libhttpstatus0.symbols
#   lists.sh pages LIST MAN     "FUNCTION PAGE" for each function: the page in the
#                               directory MAN that has it in its NAME section
#   lists.sh install LIST MAN DIRECTORY
#                               a page in DIRECTORY for each function without one of
#                               its own, which leads to the page that describes it
#   lists.sh uninstall LIST MAN DIRECTORY
set -eu
LC_ALL=C
export LC_ALL

# "RELEASE FUNCTION", oldest release first.
functions() {
	awk '/^[^#]/ && $2 == "function" { print $3, $1 }' "$1" | sort -t. -k1,1n -k2,2n -k2,2
}

map() {
	echo '/* Made from lib/symbols-in-versions. */'
	functions "$1" | awk '
		function close_node() {
			printf "%s}%s;\n", before ? "" : "local:\n\t*;\n", before
			before = " HTTPSTATUS_" release
		}
		$1 != release {
			if (release)
				close_node()
			release = $1
			printf "HTTPSTATUS_%s {\nglobal:\n", release
		}
		{ printf "\t%s;\n", $2 }
		END { close_node() }'
}

debian() {
	echo 'libhttpstatus.so.0 libhttpstatus0 #MINVER#'
	echo '* Build-Depends-Package: libhttpstatus-dev'
	functions "$1" | awk '!node[$1]++ { printf " HTTPSTATUS_%s@HTTPSTATUS_%s %s.0\n", $1, $1, $1 }'
	functions "$1" | awk '{ printf " %s@HTTPSTATUS_%s %s.0\n", $2, $1, $1 }'
}

pages() {
	for page in "$2"/*.3; do
		sed -n "/^\.Sh NAME/,/^\.Nd/s|^\.Nm \(httpstatus_[a-z0-9_]*\).*|\1 ${page##*/}|p" "$page"
	done | sort
}

# The pages that are no files of their own: "FUNCTION PAGE".
stubs() {
	pages "$1" "$2" | awk '$1 ".3" != $2'
}

action=$1
shift
case $action in
map | debian | pages)
	"$action" "$@" ;;
install)
	stubs "$1" "$2" | while read -r function page; do
		echo ".so man3/$page" >"$3/$function.3"
		chmod 644 "$3/$function.3"
	done ;;
uninstall)
	stubs "$1" "$2" | while read -r function _; do
		rm -f "$3/$function.3"
	done ;;
esac
