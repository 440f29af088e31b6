filedesc://coast-ledger-1999.arc 0.0.0.0 20000101030000 text/plain 73
1 0 coast-ledger
URL IP-address Archive-date Content-type Archive-length

http://coast-ledger.example/1999/12/31/skerry.html 192.0.2.7 20000101030001 text/html 940
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Content-Length: 860

<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Lighthouse keeps its own calendar - Coast Ledger</title>
<meta property="og:site_name" content="Coast Ledger"><meta property="article:section" content="Metro">
<meta property="article:published_time" content="1999-12-30"><meta name="author" content="Rosa O'Brien-Martinez"></head>
<body><nav><a href="/">Home</a> <a href="/metro">Metro</a> <a href="/sports">Sports</a></nav>
<article><h1>Lighthouse keeps its own calendar</h1>
<p>The machine that turns the lamp at Skerry Point will believe from Saturday on that it is 1900, the harbour trust said. It will turn it all the same, since there was a lamp in 1900, too.</p>
<p>The last keeper, who lives in the town now, has offered to look in at midnight with a can of oil.</p>
</article><footer>Coast Ledger, founded 1881</footer></body></html>

http://coast-ledger.example/style.css 192.0.2.7 20000101030002 text/css 82
HTTP/1.1 200 OK
Content-Type: text/css
Content-Length: 19

h1 { color: navy }

