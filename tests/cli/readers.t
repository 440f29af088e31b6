#!/bin/sh
# Searchers that never stop asking while the index is updated, merged and rebuilt: none sees an error, each
# answer is exactly one generation's, and none goes back. Two keep their searcher open, two open one each time.
. tests/cli/lib.sh
need jsonl

news=$T/news index=$T/index known=$T/known
updates=50 optimizes=5 rebuilds=5
[ "${SOAK:-}" ] && updates=500 optimizes=50 rebuilds=50
[ "${UNDER:-}" ] && updates=5 optimizes=1 rebuilds=1
query='marker OR nothingelse'

# The archive at generation G: what the query finds names it, in articles that are changed, that come, that go,
# that move to another file; among many that stay.
write_news() {
    mkdir -p "$news"
    for file in 1 2 3 4; do
        awk -v file=$file -v g="$1" 'BEGIN {
            for (i = 0; i <= (g + file) % 5; i++)
                printf "{\"id\":\"m%d-%d\",\"date\":\"20%02d-%02d-%02d\",\"title\":\"marker\",\"body\":\"marker g%dg\"}\n",
                    (file + g) % 4, i, 10 + (file + g) % 4, i + 1, 1 + g % 28, g
            for (i = 0; i < 60; i++) printf "{\"id\":\"s%d-%d\",\"title\":\"ferries %d\",\"body\":\"stay\"}\n", file, i, i
        }' >"$news/$file.jsonl"
    done
}

# What the query finds now, as the line that a searcher prints; remembered as one generation's.
remember() {
    : >"$T/now"
    "$B/cli/ask" watch "$query" "$T/now" "$index" 2>/dev/null >"$T/line"
    cat "$T/line" >>"$known"
}

update() { # update NAME NINDEX-ARGUMENT...: one run, and what it must have made
    what=$1
    shift
    run nindex -q -i "$index" "$@"
    if [ "$code" != 0 ] || [ -s "$err" ]; then echo "$what: exit $code: $(cat "$err")" >>"$T/failed"; fi
    remember
    words=$(grep -o 'marker g[0-9]*g' "$T/line" | sort -u)
    [ "$words" = "marker g${generation}g" ] || echo "$what: the index has: $words, not $generation" >>"$T/failed"
}

: >"$T/failed"
: >"$known"
generation=0
write_news 0
update "a first build" "$news"
is "an index to begin with" "$(cat "$T/failed")" ""

searchers=
for searcher in 1 2 3 4; do
    new=
    [ $searcher -gt 2 ] && new=-n
    "$B/cli/ask" $new watch "$query" "$T/stop" "$index" >"$T/answers$searcher" 2>"$T/asked$searcher" &
    searchers="$searchers $!"
done

while [ $generation -lt $updates ]; do
    generation=$((generation + 1))
    write_news $generation
    update "update $generation" "$news"
    [ $((generation % (updates / optimizes))) = 0 ] && update "a merge at $generation" --optimize
    [ $((generation % (updates / rebuilds))) = 0 ] && update "a rebuild at $generation" --full "$news"
done
is "$updates updates, $optimizes merges and $rebuilds rebuilds" "$(cat "$T/failed")" ""

: >"$T/stop"
asked=0 searcher=0
for pid in $searchers; do
    searcher=$((searcher + 1))
    wait $pid
    is "searcher $searcher ends well" "$?" 0
    is "searcher $searcher: each answer is one generation's" "$(grep -vFxf "$known" "$T/answers$searcher" | head -n 3)" ""
    is "searcher $searcher: the last one the last's" "$(tail -n 1 "$T/answers$searcher")" "$(tail -n 1 "$known")"
    asked=$((asked + $(cat "$T/asked$searcher")))
done
echo "## $asked answers over $(sort -u "$known" | wc -l) generations"
done_testing
