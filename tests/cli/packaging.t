#!/bin/sh
# The Debian packaging keeps step with the tree: versions, symbols, the files that are installed. The packages
# themselves are for `make check-deb`.
. tests/cli/lib.sh

debian=.debian
[ -d $debian ] || debian=debian # in the tree that a package is built from

version=$(sed -n 's/^VERSION *:= //p' Makefile)
is "the changelog's newest entry is of this version" "$(sed -n '1s/^nsearch (\(.*\)) .*/\1/p' $debian/changelog)" "$version"
soversion=$(sed -n 's/^SOVERSION *:= //p' Makefile)
is "the library's package is called as its soname says" "$(grep -c "^Package: libnsearch$soversion$" $debian/control)" 1

sed 's|/\*.*\*/||' common/nsearch.h | grep -oE '\bnsearch_[a-z_]+\(' | tr -d '(' | LC_ALL=C sort -u >"$T/declared"
sed -n 's/^ \(nsearch_[a-z_]*\)@.*/\1/p' $debian/libnsearch$soversion.symbols | LC_ALL=C sort >"$T/symbols"
same "each function has its line in libnsearch$soversion.symbols" "$T/declared" "$T/symbols"

# The lists of make install, as Debian has the folders; each pattern of a list ends at a folder or a file.
run make -s install DESTDIR="$T/root" PREFIX=/usr LIBDIR=/usr/lib/triplet UNITDIR=/lib/systemd/system
is "make install succeeds" "$code" 0
(cd "$T/root" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort) >"$T/installed"
(cd "$T/root" && cat "$top/$debian"/*.install | while read -r pattern; do
    for path in $pattern; do find "$path" ! -type d; done
done) 2>"$T/missing" | LC_ALL=C sort >"$T/packed"
same "each file that is installed is in one of .debian/*.install, and in one only" "$T/installed" "$T/packed"
is "and none that isn't there" "$(cat "$T/missing")" ""
done_testing
