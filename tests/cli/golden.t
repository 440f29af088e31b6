#!/bin/sh
# The queries of tests/golden/queries.txt must find these articles of corpus/, in this order.
#
#     query<TAB>options      the options may be missing; lines that start with # are remarks
#       id                   indented, one a line; none: nothing may be found
#
# The id of an article without one of its own is its path from corpus/articles. GOLDEN_UPDATE=1 writes
# what was found into the file, for you to look through with git diff.
. tests/cli/lib.sh
need jsonl

golden=tests/golden/queries.txt
"$B/nindex" -q -i "$T/index" corpus/articles >"$out" 2>"$err"
report $? "the sample archive is indexed"

# Answers the query of $line into $T/got, an indented id a line.
answer() {
    tab=$(printf '\t')
    query=${line%%"$tab"*} options=
    [ "$query" = "$line" ] || options=${line#*"$tab"}
    # The options are words of ours.
    # shellcheck disable=SC2086
    run nsearch -i "$T/index" --format=ids -n 200 $options -- "$query"
    sed "s|^$top/corpus/articles/||; s|^|  |" "$out" >"$T/got"
}

check() {
    [ "$line" ] || return 0
    answer
    same "$line" "$T/want" "$T/got"
    printf '%s\n' "$line" >>"$T/new"
    cat "$T/got" >>"$T/new"
}

line=
: >"$T/new"
: >"$T/want"
while IFS= read -r next || [ "$next" ]; do
    case $next in
    '  '*) printf '%s\n' "$next" >>"$T/want" ;;
    *)
        check
        line= && : >"$T/want"
        case $next in
        '' | '#'*) printf '%s\n' "$next" >>"$T/new" ;;
        *) line=$next ;;
        esac
        ;;
    esac
done <"$golden"
check
[ "${GOLDEN_UPDATE:-}" ] && cp "$T/new" "$golden"
done_testing
