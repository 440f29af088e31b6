#!/bin/sh
# Feeds, exports and JSON documents through the whole of nindex: what is hostile, what is cut off, what is there twice.
. tests/cli/lib.sh
need feed json

mkdir "$T/news"

# ---- What a feed names isn't opened

echo 'unspeakable secret' >"$T/secret"
cat >"$T/news/entity.rss" <<END
<?xml version="1.0"?>
<!DOCTYPE rss SYSTEM "$T/secret" [<!ENTITY file SYSTEM "file://$T/secret"> <!ENTITY a "ha"> <!ENTITY b "&a;&a;">]>
<rss><channel><title>The Harbour</title><item><title>Ferries &file; &b;</title><link>https://h.example/1</link></item></channel></rss>
END
run nindex -q -i "$T/index" "$T/news"
is "a feed with entities is read" "$code $(cat "$err")" "0 "
run nsearch -i "$T/index" --count 'secret OR unspeakable OR haha'
is "no file is opened, and nothing expanded" "$(cat "$out")" 0
run nsearch -i "$T/index" --format ids 'source:harbour ferries'
is "its item has its address as id" "$(cat "$out")" "https://h.example/1"

# ---- A feed that is still being written

items='<item><title>whole</title><guid>1</guid></item>'
printf '<rss><channel><link>https://w.example</link>%s<item><title>torn' "$items" >"$T/news/torn.rss"
run nindex -q -i "$T/index" "$T/news"
is "a feed that is cut off is 3" "$code" 3
like "and told" "$err" 'torn.rss:1: no </item>'
printf '<rss><channel><link>https://w.example</link>%s<item><title>torn</title></item></channel></rss>' "$items" >"$T/news/torn.rss"
run nindex -q -i "$T/index" "$T/news"
is "and well when it is whole" "$code $(cat "$err")" "0 "
run nsearch -i "$T/index" --format ids 'whole OR torn'
is "the next run has all of it" "$(sort "$out" | sed 's/.*torn.rss/PATH/' | tr '\n' ' ')" "PATH#2 https://w.example#1 "

# ---- Bounds

awk 'BEGIN { printf "<rss><item><title>vast</title><description>"; for (i = 0; i < 100000; i++) printf "<b>deep "
    print "</description></item><item><title>after</title></item></rss>" }' >"$T/deep.rss"
awk 'BEGIN { printf "<rss><item x=\""; for (i = 0; i < 100000; i++) printf "attribute "
    print "\"><title>huge</title></item><item><title>after</title></item></rss>" }' >"$T/huge.rss"
run nindex -q -i "$T/deep" "$T/deep.rss"
is "a deep item is read" "$code $(cat "$err")" "0 "
run nindex -q -i "$T/huge" --max-article-size=64k "$T/huge.rss"
is "a huge attribute is a reject" "$code" 3
like "that says so" "$err" 'huge.rss:1: an element of more than 65536 bytes'
run nsearch -i "$T/huge" --count 'after'
is "what follows it is read" "$(cat "$out")" 1

# ---- Exports

cp tests/data/export.wxr "$T/news/export"
printf '{"articles":[{"title":"json one","text":"<p>a</p>"},{"title":"json two"}]}' >"$T/news/a.json"
run nindex -q -i "$T/index" "$T/news"
is "exports are read" "$code $(cat "$err")" "0 "
run nsearch -i "$T/index" --count 'title:json OR (author:"Jane Doe" section:transport)'
is "posts and articles are found" "$(cat "$out")" 3

done_testing
