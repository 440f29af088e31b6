#!/bin/sh
# --map: what an archive calls the fields of its articles.
. tests/cli/lib.sh
need jsonl

cat >"$T/news.jsonl" <<'END'
{"hed":{"main":"Ferry late"},"title":"Editor","when":"2020-01-02","lead":"","copy":"The boat was late."}
END
cat >"$T/news.csv" <<'END'
hed.main;when;copy
Ferry early;2021-05-06;It came early.
END
map=title=hed.main,date=when

run nindex -q -i "$T/index" --map "$map" --map=body=lead,body=copy "$T/news.jsonl" "$T/news.csv"
is "a build with names of its own" "$code" 0
run nsearch -i "$T/index" --format=tsv --sort date ferry
is "titles and dates come from them" "$(cut -f 4,6 "$out" | tr '\t\n' ' |')" "2020-01-02 Ferry late|2021-05-06 Ferry early|"
run nsearch -i "$T/index" --count 'boat'
is "and the text, from the first with something in it" "$(cat "$out")" 1
run nsearch -i "$T/index" --count 'editor'
is "a name by which others call the field doesn't count" "$(cat "$out")" 0

echo '{"hed":{"main":"Ferry sunk"},"when":"2022-01-02"}' >>"$T/news.jsonl"
run nindex -q -i "$T/index"
is "the next run remembers them" "$code" 0
run nsearch -i "$T/index" --count 'title:"ferry sunk" date:2022-01-02'
is "and finds by them" "$(cat "$out")" 1
run nindex -q -i "$T/index" --map date=day "$T/news.jsonl"
is "other names for an index are refused" "$code" 2
like "and it is said what to do" "$err" 'another --map.*--full'
run nindex -q -i "$T/index" --full --map title=title,tag=no.where "$T/news.jsonl"
run nsearch -i "$T/index" --count 'title:editor'
is "--full takes new ones" "$(cat "$out")" 1

run nindex -q -i "$T/bare" --no-text --map "$map,body=copy" "$T/news.jsonl"
run nsearch -i "$T/bare" boat
like "an index without texts reads them by the same names" "$out" 'The boat was late'

run nindex -q -i "$T/index" --rebuild-from-index
run nindex -q -i "$T/index" "$T/news.jsonl"
like "a rebuilt index still knows them" "$T/index/XAPIANDB" generation
run nindex -q -i "$T/index" --map title=title "$T/news.jsonl"
is "all of them" "$code" 2
run nindex -q -i "$T/index" --map title=title,tag=no.where "$T/news.jsonl"
is "and takes them when given again" "$code" 3

for wrong in title title= =x titel=x path=x "title=a,," title=a,date=a; do
    run nindex -q -i "$T/index" "--map=$wrong" "$T/news.jsonl"
    is "--map=$wrong is refused" "$code" 2
done
run nindex -q -i "$T/none" --format=csv "$T/news.jsonl"
like "a table without a known name says how to name them" "$err" 'news.jsonl:1: no column.*--map'
done_testing
