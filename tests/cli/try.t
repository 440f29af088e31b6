#!/bin/sh
# --try: a file as it is understood, without an index.
. tests/cli/lib.sh
need jsonl

cat >"$T/news.csv" <<'END'
title;date;text;tags
Ferry late;the 12th of never;"The boat was late.

It is full.";boats,delays
too;many;fields;here;yes
END
run nindex --try "$T/news.csv"
is "a file with a reject is 3" "$code" 3
is "it is shown as it is understood" "$(cat "$out")" "$T/news.csv: csv
  left out: the date \"the 12th of never\", which can't be read
  id        $T/news.csv#1
  title     Ferry late
  tag       boats
  tag       delays
  text      2 paragraphs, 7 words
            The boat was late.
            It is full.
  line 5: rejected as malformed: 5 fields, where there are 4 names"

run nindex --try --map title=tags "$T/news.csv"
like "with names as --map has them" "$out" '^  title     boats,delays$'
run nindex --try --format text "$T/news.csv"
like "or as another format" "$out" 'news.csv: text$'
run nindex --try corpus/articles/jsonl/m*.jsonl
is "several files are good" "$code" 0
printf 'a\033[2Jb\n\nx\n' >"$T/hostile.txt"
run nindex --try "$T/hostile.txt"
is "nothing that a terminal would obey" "$(tr -d -c '\033' <"$out")" ""
run nindex --try "$T/none.txt" "$T"
is "what can't be read is 3" "$code" 3
is "and named" "$(cat "$out")" "$T/none.txt: rejected as unreadable: cannot be opened: No such file or directory

$T: rejected as unreadable: not a regular file"
if "$B/nindex" --formats | grep -q '^html .*pages'; then
    cat >"$T/page.html" <<'END'
<html><body><nav><a href="/">Front page</a> <a href="/sport">Sport</a></nav><article><h1>Ferry late</h1>
<p>The last boat left the harbour at noon, an hour after it should have, and nobody on board complained of it.</p>
<p>It was full, said the captain, who had counted the passengers twice before he let the gangway be taken in.</p>
</article><div class="newsletter">Sign up for our newsletter.</div></body></html>
END
    run nindex --try "$T/page.html"
    like "of a page it is told what is no text of the article" "$out" '^  left out: menus, footers and forms: [0-9]+ letters$'
    printf '<title>Boats</title><meta name="description" content="Late."><body><div id="app"></div>' >"$T/script.html"
    run nindex --try "$T/script.html"
    like "of one without a text that its description stands for it" "$out" "^  left out: the text, which isn't on the page: what it says of itself"
    like "which is shown" "$out" '^            Late\.$'
    run nindex --try "$T/page.html"
    like "and what else" "$out" '^  left out: advertisements, newsletters.*: [0-9]+ letters$'
fi
# left_out NAME FILE WANT: what is said to be left out of a file, a line each, sorted.
left_out() {
    run nindex --try "$2"
    sed -n 's/.*left out: //p' "$out" | LC_ALL=C sort >"$T/got"
    is "$1" "$code $(cat "$T/got")" "0 $3"
}

if "$B/nindex" --formats | grep -q '^html .*pages'; then
    cat >"$T/lead.html" <<'END'
<title>Ferry late</title><body><header><h1>Ferry late</h1><p>Nobody on board complained, for the soup was hot and the band played on.</p></header>
<div><p><a href=/a>Boats</a></p><p><a href=/b>Trains</a></p><p><a href=/c>Weather</a></p></div><div>
<p>The last boat left the harbour at noon, an hour after it should have, and nobody on board complained of it.</p>
<p>Harbour desk</p>
<p>It was full, said the captain, who had counted the passengers twice before he let the gangway be taken in.</p>
<p><a href=/d>All of our boats</a></p>
<p>There was soup for all, and it was hot, which isn't always so on the boats of the company, the captain said.</p></div>
END
    left_out "of a page all but the text with its lead, and the title" "$T/lead.html" "links and lines that are no text: 34 letters"
    printf '<title>Links</title><p><a href=/a>The boats of the morning</a><p><a href=/b>And all the others</a>' >"$T/links.html"
    left_out "of one without an article all there is" "$T/links.html" "links and lines that are no text: 42 letters"
fi
printf 'From: a\nSubject: Alert\nDate: 16 Jun 2020\nMessage-ID: <m1>\nContent-Type: multipart/mixed; boundary=x\n
--x\nContent-Type: text/plain\n\nBoats at noon.\n\n-- \nThe harbour\n--x\nContent-Type: image/png\n\nno text\n
--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nA list.\n--x--\n' >"$T/mail.eml"
left_out "of a mail what is attached to it, and signatures" "$T/mail.eml" "attachments: 1
parts that are no text: 1
signatures: 1"
{
    printf '{"uri":"a:1","type":"text","versioncreated":"2020-06-16","headline":"Boats","body_text":"Late.","pubstatus":"usable"}\n'
    printf '{"uri":"a:2","type":"picture","versioncreated":"2020-06-16","headline":"A boat","pubstatus":"usable"}\n'
    printf '{"uri":"a:3","type":"picture","versioncreated":"2020-06-16","headline":"A boat","pubstatus":"usable"}\n'
    printf '{"uri":"a:4","type":"video","versioncreated":"2020-06-16","headline":"A boat","pubstatus":"usable"}\n'
} >"$T/items.ninjs"
left_out "of an agency's items pictures and films" "$T/items.ninjs" "items without a text: 1
pictures: 2"

cat >"$T/agency.xml" <<'END'
<nitf><body><body.head><hedline><hl1>Boats</hl1></hedline></body.head><body.content><note noteclass="editorsnote">Hold.</note>
<p>Late.</p><media><media-caption>A boat.</media-caption></media><media/><block><aside><p>More</p></aside></block>
</body.content></body></nitf>
END
if "$B/nindex" --formats | grep -q '^nitf .*Industry'; then
    left_out "of an agency's text what is none of its own" "$T/agency.xml" "headers, footers and asides: 1
notes for editors: 1
pictures and their captions: 2"
fi
printf '{"title":"Boats","body":[{"type":"text","content":"Late."},{"type":"image","caption":"A boat"}]}\n' >"$T/blocks.jsonl"
left_out "of blocks of JSON what is no text" "$T/blocks.jsonl" "pictures, embeds and links in texts: 1"

# warc TYPE CONTENT-TYPE BODY: a record
warc() {
    body=$(printf '%b' "$3")
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://a.example/%s\r\nWARC-Date: 2020-06-16T14:49:05Z\r
Content-Type: %s\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' "$1" "$1" "$2" "$(printf %s "$body" | wc -c | tr -d ' ')" "$body"
}
{
    warc warcinfo application/warc-fields 'software: x'
    warc request 'application/http; msgtype=request' 'GET / HTTP/1.1\r\n\r\n.'
    warc request 'application/http; msgtype=request' 'GET /b HTTP/1.1\r\n\r\n.'
    warc metadata application/warc-fields 'time: 1'
    warc revisit application/http 'HTTP/1.1 200 OK\r\n\r\n.'
    warc response application/http 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno'
    warc response application/http 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nno'
    warc response application/http 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":1}'
    warc resource text/plain 'Boats\n\nThe last boat left the harbour at noon.'
} >"$T/crawl.warc"
left_out "of a crawl what is no article, by its kind" "$T/crawl.warc" "answers other than 200: 1
captures of what had not changed: 1
data and text without an article: 1
images, styles, programs and the like: 1
metadata: 1
notes on the archive: 1
requests: 2"
like "under the name of the file" "$out" "^  $T/crawl.warc: left out: requests: 2\$"
if "$B/nindex" --formats | grep -q '^archive .*tar and zip'; then
    mkdir -p "$T/in"
    printf 'Boats\n\nLate.\n' >"$T/in/boats.txt"
    : >"$T/in/.hidden"
    ln -s boats.txt "$T/in/link.txt"
    tar -C "$T/in" -cf "$T/all.tar" .
    left_out "of an archive hidden files and links" "$T/all.tar" "links and devices: 1
names that begin with a dot: 1"
    like "the member's own name heads its article" "$out" "^$T/all.tar/boats.txt: text\$"
fi
if "$B/nindex" --formats | grep -q '^newsml-g2 .*items'; then
    left_out "of a message in NewsML-G2 pictures" tests/data/good-newsml-g2.xml "headers, footers and asides: 1
pictures and their captions: 1
pictures: 1"
    left_out "of an export of WordPress drafts" corpus/formats/wxr/harbour-blog.wxr "drafts, and what isn't published: 1"
    left_out "of a page that trafilatura read its comments" corpus/formats/trafilatura/lamp.xml "pages' comments: 1"
fi
printf 'Der Hafen\n\nDas letzte Boot ist am Mittag ausgelaufen, und niemand hat sich dar\303\274ber beschwert, weil es voll war.\n' >"$T/de.txt"
run nindex --try "$T/de.txt"
is "a language that is detected is told" "$(grep -A1 '^  lang' "$out")" "  lang      de
            by the words of the text"

run nindex --try
is "without a file it is a mistake" "$code" 2
run nindex --try --check x
is "and with another command" "$code" 2
run nindex --try --dry-run x
is "and as a dry run" "$code" 2
sh -c "'$B/nindex' --try corpus/articles/jsonl/*.jsonl; echo \$? >'$T/code'" 2>"$err" | head -n 1 >"$out"
like "into head it is quiet" "$out" 'jsonl: jsonl$'
is "and says nothing" "$(cat "$err")" ""
done_testing
