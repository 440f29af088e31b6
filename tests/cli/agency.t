#!/bin/sh
# The formats of news agencies: what a user finds of them, and what he is told.
. tests/cli/lib.sh
need ninjs nitf

mkdir -p "$T/in"
cp tests/data/good-nitf.xml tests/data/good-newsml.xml tests/data/good-newsml-g2.xml "$T/in"
cp tests/fuzz/seeds/iptc7901/anpa.txt "$T/in"
sed 's/urn:hw:1/urn:hw:ninjs/' tests/fuzz/seeds/ninjs/1.json >"$T/in/1.json"
cat >"$T/in/photo.xml" <<'END'
<newsItem guid="urn:hw:photo"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentMeta><headline>A boat</headline></contentMeta></newsItem>
END
run nindex -q -i "$T/index" "$T/in"
is "all are indexed without a word" "$code:$(cat "$out" "$err")" 0:
run nsearch -i "$T/index" --count 'date:2000..'
is "a picture is passed over" "$(cat "$out")" 7

run nsearch -i "$T/index" --format=ids 'place:northgate title:stop'
sort "$out" >"$T/got"
printf '%s\n' hw.2005.17 urn:hw:1 urn:newsml:harborwire.example:20050302:17 >"$T/want"
same "the place of the dateline is searched" "$T/want" "$T/got"
run nsearch -i "$T/index" --format=jsonl 'dateline:"northgate nordland" tag:strikes title:noon'
like "and shown" "$out" '"place":"Northgate, Nordland"'
run nsearch -i "$T/index" --show urn:hw:1
like "also with a whole article" "$out" '^Place: NORTHGATE, Nordland$'
run nsearch --dialect lexis 'DATELINE(oslo)'
is "DATELINE of Lexis is it" "$(cat "$out")" place:oslo
run nsearch -i "$T/index" --count caption OR photographer OR yesterday
is "captions are no text" "$(cat "$out")" 0

printf '<?xml version="1.0"?><results><guid>1</guid></results>\n' >"$T/in/other.xml"
run nindex -q -i "$T/index" "$T/in"
like "XML of no known kind is told" "$err" 'other\.xml: XML of no known kind'
done_testing
