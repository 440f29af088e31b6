#!/bin/sh
# The library is what programs built against it rely on: its name, functions, constants and structs are those of
# tests/data/libnsearch.abi.
. tests/cli/lib.sh

list=tests/data/libnsearch.abi
grep '^[^#]' "$list" >"$T/list"
version=$(sed -n 's/^VERSION *:= //p' Makefile)
soname=$(readelf -d "$B/libnsearch.so" | sed -n 's/.*soname: \[\(.*\)\]/\1/p')
is "the soname" "$soname" libnsearch.so.1
is "is that of the version" "libnsearch.so.${version%%.*}" "$soname"
run nsearch --version
is "which the library tells" "$(cat "$out")" "nsearch $version"

sed -n 's/^function \([a-z_]*\) .*/\1/p' "$T/list" >"$T/want"
nm -D --defined-only "$B/libnsearch.so" | awk '$2 == "T" {print $3}' | grep -v '^_Z' | LC_ALL=C sort >"$T/got"
same "functions are those that are listed" "$T/want" "$T/got"
awk '$1 == "function" {print $3}' "$T/list" | sort -uV | tail -n 1 >"$T/newest"
is "since versions up to this" "$(printf '%s\n%s\n' "$(cat "$T/newest")" "$version" | sort -V | tail -n 1)" "$version"

# Each constant and struct of the list as this compiler sees it.
awk '
    BEGIN { print "#include <stddef.h>\n#include <stdio.h>\n#include \"common/nsearch.h\"\nint main(void)\n{" }
    $1 == "constant" { printf "    printf(\"constant %s %%d\\n\", (int)%s);\n", $2, $2 }
    $1 == "struct" { printf "    printf(\"struct %s %%zu\\n\", sizeof(%s));\n", $2, $2 }
    $1 == "member" { printf "    printf(\"member %s %s %%zu\\n\", offsetof(%s, %s));\n", $2, $3, $2, $3 }
    END { print "    return 0;\n}" }' "$T/list" >"$T/abi.c"
run cc -std=c11 -Wall -Wextra -Werror -I. -o "$T/abi" "$T/abi.c"
is "all that is listed is in the header" "$code" 0
if [ "$(getconf LONG_BIT)" = 64 ]; then
    run "$T/abi"
    grep -v '^function' "$T/list" >"$T/want"
    same "with the same values and places" "$T/want" "$out"
else
    skip "with the same values and places" "the list is of 64-bit machines"
fi

# And nothing is in the header that isn't listed.
perl -0ne '
    s{/\*.*?\*/}{}gs;
    while (/typedef enum \w+ \{(.*?)\} \w+;/gs) {
        my $values = $1;
        print "constant $1\n" while $values =~ /(NSEARCH_\w+)/g;
    }
    while (/typedef struct \w+ \{(.*?)\} (\w+);/gs) {
        my ($members, $struct) = ($1, $2);
        print "struct $struct\n";
        print "member $struct $1\n" while $members =~ /(\w+)(?:\[\d+\])?;/g;
    }' common/nsearch.h | sort >"$T/got"
sed -nE 's/^((constant|struct) [^ ]*|member [^ ]* [^ ]*) .*/\1/p' "$T/list" | sort >"$T/want"
same "and nothing else is in it" "$T/want" "$T/got"

done_testing
