#!/bin/sh
# An index without the articles' text: answers as one with it, as long as the files are there.
. tests/cli/lib.sh
need jsonl

# jsonl INDEX ARGUMENT... : the answer, without what differs from run to run.
jsonl() {
    run nsearch -i "$@" --format=jsonl
    sed 's/"took_ms":[0-9.]*,//; s/"indexed":"[^"]*",//; s/,"token":"[^"]*"//' "$out"
}

run nindex -q -i "$T/with" corpus/articles
run nindex -q --no-text -i "$T/without" corpus/articles
is "the sample archive is indexed without its text" "$code" 0
for query in 'kaesong' '"liaison office"' 'ferry OR berlin OR reuters' 'date:2020..' 'title:bridge' '東京'; do
    jsonl "$T/with" -n 1000 "$query" >"$T/want"
    jsonl "$T/without" -n 1000 "$query" >"$T/got"
    same "$query: the same passages" "$T/want" "$T/got"
    is "$query: and no complaint" "$(cat "$err")" ""
done
"$B/nsearch" -i "$T/with" --format=ids -n 1000 'date:1900.. OR the' >"$T/ids"
while read -r id; do
    "$B/nsearch" -i "$T/with" --show "$id"
done <"$T/ids" >"$T/want" 2>&1
while read -r id; do
    "$B/nsearch" -i "$T/without" --show "$id"
done <"$T/ids" >"$T/got" 2>&1
same "--show prints the same of every article" "$T/want" "$T/got"
[ "$(wc -l <"$T/ids")" -gt 80 ]
report $? "and that is many"

# ---- Files that are not as they were

mkdir "$T/news"
printf 'Ferries stop\n\nThe last boat leaves at noon.\n' >"$T/news/my  ferries.txt"
printf 'Ferries go\n\nThe first boat leaves at noon.\n' >"$T/news/gone.txt"
printf '{"id":"j1","title":"Ferries","body":"Ferries at noon."}\n{"id":"j2","title":"Boats","body":"Noon boats."}\n' \
    >"$T/news/two.jsonl"
run nindex -q --no-text -i "$T/index" "$T/news"
run nsearch -i "$T/index" noon
is "all are found" "$(tail -n 1 "$out")" "4 articles"
is "and none is missed" "$(cat "$err")" ""
like "a name with several spaces is kept" "$out" 'The last boat leaves'
rm "$T/news/gone.txt"
printf '{"id":"j1","title":"Ferries","body":"Ferries at noon."}\n' >"$T/news/two.jsonl"
run nsearch -i "$T/index" noon
is "a file that is gone or changed is no error" "$code" 0
is "its articles are found" "$(tail -n 1 "$out")" "4 articles"
unlike "without a passage" "$out" 'first boat|Noon boats'
like "the others have theirs" "$out" 'last boat'
is "one line says how many" "$(cat "$err")" "nsearch: hint: 2 texts could not be read from their files"
run nsearch -q -i "$T/index" noon
is "--quiet says nothing" "$(cat "$err")" ""
run nsearch -i "$T/index" --format=ids noon
is "nothing is read where no passage is shown" "$(cat "$err")" ""
run nsearch -i "$T/index" --show "$T/news/gone.txt"
is "--show of a file that is gone is 4" "$code" 4
is "in one line" "$(cat "$err")" \
    "nsearch: the article's text can't be read: $T/news/gone.txt: No such file or directory"
run nsearch -i "$T/index" --show j2
is "--show of an article that is gone is 4" "$code" 4
is "also in one line" "$(cat "$err")" \
    "nsearch: the article's text isn't there any more: $T/news/two.jsonl"
run nsearch -i "$T/index" --show j1
is "--show of one that is there is 0" "$code" 0

# ---- A format that was given

printf '{"title":"Plain words"}\n\nAll of it is text at noon.\n' >"$T/news/odd.jsonl"
run nindex -q --full --no-text --format=text -i "$T/index" "$T/news/odd.jsonl"
run nsearch -i "$T/index" noon
like "the files are read as nindex was told to" "$out" 'All of it is text at noon'

done_testing
