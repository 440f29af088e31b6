#!/bin/sh
# A build that lacks a library: it says which formats it can't read, rejects files of these, and does all else.
. tests/cli/lib.sh

"$B/nindex" --formats | sed -n 's/ *left out: built without / /p' >"$T/left_out"
if [ ! -s "$T/left_out" ]; then
    skip "what is left out is told" "nothing is left out"
    done_testing
fi

# ---- A file of each

mkdir "$T/news"
printf 'id,title,body\nc1,Ferries stop,The last boat leaves at noon.\nc2,Trains,They go.\n' >"$T/news/table.csv"
printf '{"id":"j1","title":"Ferries"}\n' >"$T/news/json.jsonl"
printf '[\n  {"id":"j2", "title":"Ferries"}]\n' >"$T/news/json.json"
printf '<html><title>Ferries</title><p>The last boat leaves at noon, and the harbour is empty.</html>' >"$T/news/libxml2.html"
printf -- '---\ntitle: Ferries\n---\nThe last *boat*.\n' >"$T/news/md4c.md"
tar -C "$T/news" -cf "$T/libarchive.tar" table.csv && mv "$T/libarchive.tar" "$T/news"
lacks jsonl || rm "$T/news"/json.*
lacks html || rm "$T/news/libxml2.html"
lacks markdown || rm "$T/news/md4c.md"
lacks archive || rm "$T/news/libarchive.tar"

while read -r format library; do
    run nindex -i "$T/index" --format "$format" "$T/news"
    is "$format can't be asked for" "$code:$(cat "$err")" "2:nindex: --format $format: this nindex is built without it"
    for file in "$T/news/${library%-c}".*; do
        [ -e "$file" ] || continue
        run nindex --try "$file"
        like "$file: --try says why not" "$out" "which this nindex can't [a-z]*: it was built without $library\$"
    done
done <"$T/left_out"

find "$T/news" -type f ! -name table.csv >"$T/wrong"
wrong=$(wc -l <"$T/wrong")
wanted=0
[ "$wrong" -eq 0 ] || wanted=3
run nindex -i "$T/index" --rejects "$T/rejects" "$T/news"
is "the rest is indexed" "$code" $wanted
is "what can't be read is a reject" "$(grep -c '"kind":"unknown","reason":".*it was built without' "$T/rejects")" "$wrong"
run nsearch -i "$T/index" --format=ids ferries
is "articles in other formats are found" "$(cat "$out")" c1
run nindex -i "$T/index" --status
is "--status says how it went" "$code" $wanted
like "and how much there is" "$out" '^Articles: .* 2 in all'

# ---- Many queries

lacks jsonl || done_testing
batch() { printf '%s\n' "$@" | ${UNDER:-} "$B/nsearch" -i "$T/index" --batch >"$out"; }
batch ferries ' {"query":"ferries"}' '' trains
is "a batch of queries is answered" "$(sed -n 's/^\({"id":[0-9]*\),.*"total":\([0-9]*\).*/\1 \2/p' "$out" | tr '\n' ' ')" '{"id":1 1 {"id":4 1 '
like "without json-c no others" "$out" '^\{"id":2,"error":.*"JSON, which this nsearch can.t read: it was built without json-c"'
like "and a blank line is no query" "$out" '^\{"id":3,"error":.*"no query"'
run nsearch -i "$T/index" --format=jsonl ferries
is "JSON is written" "$(grep -c '^{"type":' "$out")" 2
is "nothing refers to the library" \
    "$(nm -u "$B/nindex" "$B/nsearch" "$B/libnsearch.a" "$B"/*.so | grep -E '\<json_(object|tokener)_')" ""

done_testing
