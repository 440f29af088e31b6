#!/bin/sh
# Every form of the query language has an example in tests/golden/language-*.txt, with the number of articles
# that it must find: in corpus/, and in AP89 where that is.
#
#     COUNT<TAB>QUERY      lines that start with # are remarks
#
# The numbers were compared with those of the naive checker (tests/unit/test_language_tables.c). GOLDEN_UPDATE=1 writes
# what was found into the files, for you to look through with git diff.
. tests/cli/lib.sh
need jsonl

tab=$(printf '\t')
ap89=../shared/data/ap89.jsonl.gz

# table NAME: asks the queries of a table of the index $T/NAME.
table() {
    golden=tests/golden/language-$1.txt
    : >"$T/new"
    while IFS= read -r line; do
        case $line in
        '' | '#'*) printf '%s\n' "$line" >>"$T/new" && continue ;;
        esac
        query=${line#*"$tab"}
        run nsearch -q -i "$T/$1" --count -- "$query"
        is "$1: $query" "$(cat "$out" "$err")" "${line%%"$tab"*}"
        printf '%s\t%s\n' "$(cat "$out")" "$query" >>"$T/new"
    done <"$golden"
    [ "${GOLDEN_UPDATE:-}" ] && cp "$T/new" "$golden"
}

run nindex -q -i "$T/corpus" corpus/articles
is "the sample archive is indexed" "$code" 0
table corpus

if [ ! -r "$ap89" ]; then
    skip "the table of AP89" "no $ap89"
elif [ "$UNDER" ] || [ "$B" != "$top/build" ]; then
    skip "the table of AP89" "takes too long in a build that is slow"
else
    run nindex -q -i "$T/ap89" "$ap89"
    is "AP89 is indexed" "$code" 0
    table ap89
fi
done_testing
