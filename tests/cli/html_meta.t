#!/bin/sh
# A page's metadata: of sources that disagree the best one is believed, and the article is found by it.
. tests/cli/lib.sh
need html json # which is what reads JSON-LD

cat >"$T/page.html" <<'END'
<!DOCTYPE html>
<html lang="en-GB"><head><title>Last boat leaves - News | The Daily Buoy</title>
<link rel="canonical" href="https://dailybuoy.example/boat"><meta name="keywords" content="boats, harbour">
<meta property="og:site_name" content="The Daily Buoy"><meta property="og:title" content="Last boat leaves | The Daily Buoy">
<meta property="article:modified_time" content="2024-05-09"><meta name="date" content="4/5/2024">
<script type="application/ld+json">
{"@graph":[{"@type":"NewsArticle","headline":"Last boat leaves","articleSection":"Sea","author":[{"@id":"#jd"}],
"datePublished":"2024-05-03T23:47:00+01:00",},{"@type":"Person","@id":"#jd","name":"Jane Doe"}]}
</script></head><body><h1>Last boat leaves</h1><p class="byline">By John Roe</p>
<article><p>The last boat of the year left the harbour at noon, and nobody was there to see it go.</p>
<p>It had been raining since the morning, and the master said that he had not expected anybody.</p></article></body></html>
END
run nindex --try "$T/page.html"
is "the page is read" "$code" 0
like "its title is the headline" "$out" '^  title     Last boat leaves$'
like "the day is that of publication, in its own zone" "$out" '^  date      2024-05-03T23:47:00$'
like "the author is who JSON-LD refers to" "$out" '^  author    Jane Doe$'
like "the source is the site's name" "$out" '^  source    The Daily Buoy$'
like "the section" "$out" '^  section   Sea$'
like "the tags" "$out" '^  tag       harbour$'
like "the language" "$out" '^  lang      en-gb$'
like "the url is the canonical one" "$out" '^  url       https://dailybuoy.example/boat$'

sed '/ld+json/,/script>/d' "$T/page.html" >"$T/plain.html"
run nindex --try "$T/plain.html"
like "without JSON-LD the title loses the site's name" "$out" '^  title     Last boat leaves$'
like "1/2/2024 is read as the page's language has it" "$out" '^  date      2024-05-04$'

run nindex -q -i "$T/index" "$T/page.html"
run nsearch -i "$T/index" --count 'author:"jane doe" date:2024-05-03 section:sea tag:boats'
is "the article is found by all of it" "$(cat "$out")" 1
done_testing
