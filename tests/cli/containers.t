#!/bin/sh
# Files that hold files - archives, web archives, mailboxes - through nindex and nsearch: ids, nightly updates, texts
# that are read again, --check and a rebuild.
. tests/cli/lib.sh
need jsonl

if ! "$B/nindex" --formats | grep -q '^archive .*tar and zip'; then
    skip "archives" "built without libarchive"
    done_testing
fi

news=$T/news
mkdir -p "$news" "$T/in/sub"
printf 'Ferries stop\n\nThe last boat leaves at noon.\n' >"$T/in/ferries.txt"
printf '{"title":"Rain","body":"Rain at noon."}\n{"id":"s1","title":"Snow","body":"Snow at noon."}\n' |
    gzip -c >"$T/in/sub/weather.jsonl.gz"
pack() { tar -C "$T/in" -czf "$news/all.tar.gz" .; }
pack

# warc FILE TITLE...: a page each
warc() {
    file=$1
    shift
    for title; do
        page="<html><head><title>$title</title></head><body><article><h1>$title</h1><p>The harbour master said that the
last ferry of the season would leave at noon, and that nobody should wait for another one.</p></article></body></html>"
        answer=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s' "$page")
        printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%s\r\nWARC-Date: 2020-06-16T14:49:05Z\r
Content-Type: application/http; msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
            "$title" "$(printf %s "$answer" | wc -c | tr -d ' ')" "$answer" | gzip -c
    done >"$file"
}
pages=2
if "$B/nindex" --formats | grep -q '^html .*pages'; then warc "$news/crawl.warc.gz" First Second; else pages=0; fi
printf 'From a@b Thu Jan  1 00:00:00 2015\nMessage-ID: <m1>\nSubject: Alert\nFrom: a\nDate: 16 Jun 2020\n\nBoats at noon.\n' \
    >"$news/box.mbox"

ids() { "$B/nsearch" -i "$1" -n 100 --format=ids "$2" | sort; }

for text in '' --no-text; do
    index=$T/index$text
    # shellcheck disable=SC2086 # an option or none
    run nindex -q $text -i "$index" "$news"
    is "files that hold files are indexed $text" "$code" 0
    is "without a reject" "$(cat "$err")" ""
    ids "$index" noon >"$T/ids"
    is "all are found" "$(wc -l <"$T/ids" | tr -d ' ')" $((4 + pages))
    like "a member has an id below the archive" "$T/ids" "^$news/all.tar.gz/ferries.txt\$"
    like "one of a packed member, too" "$T/ids" "^$news/all.tar.gz/sub/weather.jsonl.gz#1\$"
    like "or its own" "$T/ids" '^s1$'
    like "a mail has its own" "$T/ids" '^m1$'
    while read -r id; do
        run nsearch -i "$index" --show "$id"
        like "--show finds the text of $(basename "$id") $text" "$out" 'noon'
    done <"$T/ids"
    run nsearch -i "$index" boat
    like "and a search its passage" "$out" 'last boat leaves'
    run nindex --check -i "$index"
    is "--check finds all well" "$code" 0
done
[ "$pages" = 0 ] || like "a page has an id with its address" "$T/ids" "^$news/crawl.warc.gz/http://a.example/First\$"

# ---- Nights

index=$T/index
run nindex -v -i "$index" "$news"
is "what hasn't changed is not read again" "$(ids "$index" noon | wc -l | tr -d ' ')" $((4 + pages))
printf 'Ferries go\n\nThe first boat leaves at one.\n' >"$T/in/ferries.txt"
printf 'Fog\n\nFog at noon.\n' >"$T/in/fog.txt"
rm "$T/in/sub/weather.jsonl.gz"
pack
run nindex -q -i "$index" "$news"
is "a changed archive is read again" "$code" 0
ids "$index" 'noon OR boat' >"$T/ids"
is "what is gone from it is gone" "$(grep -c weather "$T/ids")" 0
like "what is new is there" "$T/ids" "^$news/all.tar.gz/fog.txt\$"
run nsearch -i "$index" --show "$news/all.tar.gz/ferries.txt"
like "what has changed has changed" "$out" 'The first boat leaves at one'
run nindex --check -i "$index"
is "--check finds all well after it" "$code" 0
run nindex --rebuild-from-index -q -i "$index"
is "a rebuild" "$code" 0
ids "$index" 'noon OR boat' >"$T/after"
same "has the same articles" "$T/ids" "$T/after"
tar -C "$T/in" -cf "$news/twice.tar" ferries.txt
printf 'Ferries again\n\nThe second boat leaves at two.\n' >"$T/in/ferries.txt"
tar -C "$T/in" -rf "$news/twice.tar" ferries.txt
run nindex -q -i "$index" "$news"
run nsearch -i "$index" --show "$news/twice.tar/ferries.txt"
like "of two members with one name the later one is kept" "$out" 'The second boat'
run nindex --check -i "$index"
is "and --check finds all well" "$code" 0
rm "$news/all.tar.gz" "$news/twice.tar"
run nindex -q -i "$index" "$news"
is "an archive that is gone takes its articles along" "$(ids "$index" 'noon OR boat' | grep -c all.tar)" 0

# ---- Broken and hostile

mkdir "$T/bad"
pack
head -c 200 "$news/all.tar.gz" >"$T/bad/cut.tar.gz"
printf 'PK\003\004 and so on' >"$T/bad/none.zip"
dd if=/dev/zero bs=1048576 count=150 2>/dev/null | tr '\0' 'x' | gzip -9 -c >"$T/bad/bomb.jsonl.gz"
run nindex -i "$T/index-bad" "$T/bad"
like "an archive that breaks off is told" "$err" 'cut.tar.gz.*: gzip data ends too early'
like "one that is none, too" "$err" 'none.zip: the archive is damaged'
run nindex --format jsonl -i "$T/index-bomb" "$T/bad/bomb.jsonl.gz"
like "and a bomb, soon" "$err" 'unpacks to more than 250 times its size, as no text does: given up after 128 MB'
done_testing
