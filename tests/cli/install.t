#!/bin/sh
# What is installed works from where it is: the programs, the manuals, and the library from a C program.
. tests/cli/lib.sh

run make help
is "make help succeeds" "$code" 0
for goal in demo check install lint valgrind bench fuzz clean; do
    like "and tells of $goal" "$out" "^  make $goal "
done
unlike "and of nothing else" "$out" 'PREFIX *\?='

if [ "$B" != "$top/build" ] || [ "$UNDER" ]; then
    skip "what is installed works" "the plain build is the one that is installed"
    done_testing
fi

root=$T/root
cat >"$T/files" <<'END'
bin/nindex
bin/nsearch
include/nsearch.h
lib/libnsearch.a
lib/libnsearch.so
lib/libnsearch.so.1
lib/libnsearch.so.1.0.0
lib/nsearch/nsearch-readers.so
lib/nsearch/nsearch-stemmers.so
lib/nsearch/nsearch-xapian.so
lib/pkgconfig/nsearch.pc
lib/systemd/system/nindex.service
lib/systemd/system/nindex.timer
share/bash-completion/completions/nindex
share/bash-completion/completions/nsearch
share/doc/nsearch/examples/alert
share/doc/nsearch/examples/names
share/doc/nsearch/examples/nsearch.py
share/doc/nsearch/examples/pick
share/doc/nsearch/examples/timeline
share/fish/vendor_completions.d/nindex.fish
share/fish/vendor_completions.d/nsearch.fish
share/man/man1/nindex.1
share/man/man1/nsearch.1
share/man/man3/libnsearch.3
share/man/man7/nsearch-formats.7
share/man/man7/nsearch-query.7
share/nsearch/nsearch-formats.schema.json
share/zsh/site-functions/_nindex
share/zsh/site-functions/_nsearch
END
run make -s install DESTDIR="$root" PREFIX=/opt/ns
is "make install succeeds" "$code" 0
(cd "$root/opt/ns" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort) >"$T/installed"
same "with its files" "$T/installed" "$T/files"
is "below DESTDIR only" "$(cd "$root" && ls)" "opt"
is "each manual is among them" "$(find common indexer searcher -name '*.[1-8]' | wc -l)" \
    "$(grep -c share/man/ "$T/files")"

mkdir "$T/articles"
printf 'Ferries stop\n\nThe last boat has left.\n' >"$T/articles/a.txt"
run "$root/opt/ns/bin/nindex" -q -i "$T/index" "$T/articles"
is "nindex runs from there" "$code" 0
run "$root/opt/ns/bin/nsearch" -i "$T/index" --count ferries
is "nsearch too" "$(cat "$out")" 1

# The program of the header's first page: indented lines of its comment, from the first include to the last brace.
sed -n '/^ \*     #include <nsearch.h>$/,/^ \* To build it/{s/^ \*     //p; s/^ \*$//p}' "$root/opt/ns/include/nsearch.h" >"$T/use.c"
[ "$(wc -l <"$T/use.c")" -gt 20 ]
report $? "the header has a whole program"
config() { # config ARGUMENTS...: pkg-config, for what is below DESTDIR
    PKG_CONFIG_PATH=$root/opt/ns/lib/pkgconfig pkg-config --define-variable=prefix="$root/opt/ns" "$@" nsearch
}
flags=$(config --cflags --libs)
run cc -std=c11 -pedantic -Wall -Wextra -Werror -o "$T/use" "$T/use.c" $flags
is "a program is built with pkg-config" "$code" 0
export LD_LIBRARY_PATH="$root/opt/ns/lib"
want=" Ferries stop|    The last boat has left.|1 found|"
run "$T/use" "$T/index" ferries
is "and finds" "$(tr '\n' '|' <"$out")" "$want"
run "$T/use" "$T/index" '(ferries'
is "and says what went wrong" "$code:$(cut -d : -f 1 "$err")" "2:wrong query or argument"

# The program of libnsearch(3).
manual=$root/opt/ns/share/man/man3/libnsearch.3
sed -n '/^#include <nsearch.h>$/,/^\.Ed$/{s/\\en/\\n/g; /^\.Ed$/!p}' "$manual" >"$T/manual.c"
run cc -std=c11 -pedantic -Wall -Wextra -Werror -o "$T/manual" "$T/manual.c" $flags
is "the program of libnsearch(3) is built" "$code" 0
mkdir "$T/boats"
for number in 1 2 3 4 5 6 7; do
    printf 'Date: 201%s-03-01\nTitle: Ferry %s\n\nThe ferry is back in Incheon.\n' $((number % 2)) $number >"$T/boats/$number.txt"
done
"$root/opt/ns/bin/nindex" -q -i "$T/boat-index" "$T/boats"
run "$T/manual" "$T/boat-index" '"ferry is"'
is "counts years, shows pages and what is similar" "$code:$(tr '\n' '|' <"$out" | sed 's/Ferry [1-7]/Ferry N/g')" \
    "0:2010: 3|2011: 4|1. Ferry N|2. Ferry N|3. Ferry N|4. Ferry N|5. Ferry N|like it: Ferry N|6. Ferry N|7. Ferry N|"
sed -n 's/^\.Fn \(nsearch_[a-z_]*\) ".*/\1/p' "$manual" | sort >"$T/listed"
sed -n 's/^function \([a-z_]*\) .*/\1/p' tests/data/libnsearch.abi | sort >"$T/functions"
same "its synopsis has all functions" "$T/functions" "$T/listed"
unset LD_LIBRARY_PATH
rm "$root"/opt/ns/lib/*.so*
flags=$(config --static --cflags --libs)
run cc -std=c11 -o "$T/use" "$T/use.c" $flags
is "and with the static library" "$code" 0
run "$T/use" "$T/index" ferries
is "which needs nothing of ours but the modules" "$(tr '\n' '|' <"$out")" "$want"

# The units, moved to where they are now.
units=$root/opt/ns/lib/systemd/system
is "the service has its place" "$(grep -c "^ExecStart=/opt/ns/bin/nindex " "$units/nindex.service")" 1
mkdir "$T/units"
sed "s|/opt/ns/|$root&|; s|/var/lib/nsearch/index|$T/index|" "$units/nindex.service" >"$T/units/nindex.service"
cp "$units/nindex.timer" "$T/units"
# Nothing else of this machine's matters, and nothing of it must be wrong.
if systemd-analyze verify --man=no systemd-tmpfiles-clean.timer >"$out" 2>&1; then
    run systemd-analyze verify --man=no "$T/units/nindex.service" "$T/units/nindex.timer"
    is "systemd finds nothing wrong with the units" "$code:$(cat "$out" "$err")" "0:"
    run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$T/units/nindex.timer")"
    is "nor with the time" "$code" 0
    run systemd-analyze security --offline=yes --threshold=30 "$T/units/nindex.service"
    is "the service can do no harm" "$code" 0
else
    skip "systemd finds nothing wrong with the units" "no systemd-analyze that works here"
fi
# As the service does it, once the index has been made by hand.
command=$(sed -n 's/^ExecStart=//p' "$T/units/nindex.service")
run env -i $(sed -n 's/^Environment=//p' "$T/units/nindex.service") NINDEX_PATHS="$T/articles" sh -c "exec $command"
is "its command works" "$code:$(cat "$out" "$err")" "0:"

# Each folder may be another, as a distribution has it.
folders="PREFIX=/usr BINDIR=/usr/bin2 LIBDIR=/usr/lib/triplet INCLUDEDIR=/usr/include/ns DATADIR=/usr/data\
 MANDIR=/usr/man DOCDIR=/usr/doc UNITDIR=/lib/units"
run make -s install DESTDIR="$T/other" $folders
is "every folder can be chosen" "$(cd "$T/other" && find . -type d -links 2 | LC_ALL=C sort | tr '\n' ' ')" \
    "./lib/units ./usr/bin2 ./usr/data/bash-completion/completions ./usr/data/fish/vendor_completions.d ./usr/data/nsearch ./usr/data/zsh/site-functions ./usr/doc/examples ./usr/include/ns ./usr/lib/triplet/nsearch\
 ./usr/lib/triplet/pkgconfig ./usr/man/man1 ./usr/man/man3 ./usr/man/man7 "
like "pkg-config is told" "$T/other/usr/lib/triplet/pkgconfig/nsearch.pc" '^libdir=.*prefix./lib/triplet$'
like "of each" "$T/other/usr/lib/triplet/pkgconfig/nsearch.pc" '^includedir=.*prefix./include/ns$'
like "and systemd" "$T/other/lib/units/nindex.service" '^ExecStart=/usr/bin2/nindex '
run make -s uninstall DESTDIR="$T/other" $folders
is "make uninstall takes away what was installed, wherever" "$(find "$T/other" ! -type d)" ""

run make -s install DESTDIR="$root" PREFIX=/opt/ns
touch "$root/opt/ns/bin/other" "$root/opt/ns/lib/libnsearch.so.2"
run make -s uninstall DESTDIR="$root" PREFIX=/opt/ns
is "and leaves what isn't of this version" "$(cd "$root/opt/ns" && find . ! -type d | LC_ALL=C sort | tr '\n' ' ')" \
    "./bin/other ./lib/libnsearch.so.2 "
done_testing
