#!/bin/sh
# The rules of the house: who may include whom, what the library shows and what it must never do.
. tests/cli/lib.sh

found() { # found NAME: ok if the file $T/found is empty
    is "$1" "$(cat "$T/found")" ""
}

grep -n '#include "searcher/' indexer/* >"$T/found"
found "indexer/ doesn't include searcher/"
grep -n '#include "indexer/' searcher/* >"$T/found"
found "searcher/ doesn't include indexer/"
grep -nE '#include "(indexer|searcher|tests)/' common/*.* common/*/* >"$T/found"
found "common/ includes only common/"
grep -nE '#include "[^/"]*"' common/*.* common/readers/* indexer/* searcher/* tests/*/*.[ch] >"$T/found"
found "every include names its folder"
grep -l '<xapian.h>' common/*.* common/readers/* indexer/* searcher/* | grep -vE '^common/xap(_own\.h|[a-z_]*\.cc)$' >"$T/found"
found "only xap*.cc see Xapian"
grep -l '"common/modules/' common/*.* common/readers/* indexer/* searcher/* | grep -v '^searcher/load' >"$T/found"
found "only load*.c see modules"
grep -lE '<dlfcn.h>|<libstemmer.h>' common/*.* common/*/* indexer/* searcher/* |
    grep -vxE 'searcher/load.c|common/snowball.c' >"$T/found"
found "one file loads, one stems"
grep -l '<zlib.h>' common/*.* common/readers/* indexer/* searcher/* | grep -vE '^(common/unpack|indexer/(glass|manifest).*)\.c$' >"$T/found"
found "only unpack.c, glass and manifest see zlib"
grep -lE '<libxml/|<archive|<md4c|<yaml' common/*.* indexer/* searcher/* >"$T/found"
found "only common/readers/ sees the libraries of formats"
grep -n '#include "' searcher/nsearch.c searcher/option*.[ch] searcher/settings.* searcher/terminal.* searcher/failure.* searcher/command*.[ch] searcher/batch*.[ch] |
    grep -vE '"(common/(nsearch|cli[a-z_]*|buf|clock|error|members)|searcher/(print[a-z_]*|batch[a-z_]*|options?(_check)?|settings|terminal|failure|commands))\.h"' >"$T/found"
found "the program stands on the public API, options and printing"
grep -nE '#include "' searcher/print*.c |
    grep -vE '"(common/(nsearch|buf|edits|members|utf8)|searcher/print[a-z_]*)\.h"' >"$T/found"
found "printing doesn't reach round the API"

# The functions that the header declares, and those that the library exports.
sed 's|/\*.*\*/||' common/nsearch.h | grep -oE '\bnsearch_[a-z_]+\(' | tr -d '(' | sort -u >"$T/declared"
nm -D --defined-only "$B/libnsearch.so" | awk '$2 == "T" {print $3}' | grep -v '^_Z' | sort -u >"$T/exported"
same "exported symbols are those of nsearch.h" "$T/declared" "$T/exported"

# fprintf to a file of ours would be fine, but there is none: the library has no business with streams
# beyond reading the stub.
nm -u "$B/libnsearch.a" 2>/dev/null | awk '{print $2}' | sort -u |
    grep -xE 'stdout|stderr|printf|puts|putchar|exit|_exit|abort|perror|__printf_chk|signal|sigaction' >"$T/found"
found "the library never prints and never exits"

# What a search waits for before it begins. The sanitizers bring their own.
needed() {
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\.so.*/\1/p' | grep -vE '^lib(asan|ubsan|tsan|gcc_s|dl|pthread)$' |
        LC_ALL=C sort | tr '\n' ' '
}
is "the library links with little" "$(needed "$B/libnsearch.so")" "libc libm libutf8proc "
if lacks json; then json_c=""; else json_c="libjson-c "; fi
is "so does nsearch" "$(needed "$B/nsearch")" "libc ${json_c}libm libutf8proc "
for module in stemmers xapian readers; do
    is "nsearch-$module.so shows one symbol of ours" \
        "$(nm -D --defined-only "$B/nsearch-$module.so" | awk '{print $3}' | grep -vE '^(_Z|__odr_asan)')" nsearch_module
done

for standard in c99 c11; do
    printf '#include "common/nsearch.h"\nint main(void) { return 0; }\n' >"$T/header.c"
    run cc -std=$standard -pedantic -Wall -Wextra -Werror -I. -fsyntax-only "$T/header.c"
    is "nsearch.h compiles as $standard" "$code" 0
done
run c++ -std=c++17 -pedantic -Wall -Wextra -Werror -I. -fsyntax-only -x c++ "$T/header.c"
is "nsearch.h compiles as C++17" "$code" 0

done_testing
