#!/bin/sh
# --try: a file as it is understood, without an index.
. tests/cli/lib.sh

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
is "and told" "$(grep -c 'rejected as unreadable' "$out")" 2
if "$B/nindex" --formats | grep -q '^html '; then
    cat >"$T/page.html" <<'END'
<html><body><nav><a href="/">Front page</a> <a href="/sport">Sport</a></nav><article><h1>Ferry late</h1>
<p>The last boat left the harbour at noon, an hour after it should have, and nobody on board complained of it.</p>
<p>It was full, said the captain, who had counted the passengers twice before he let the gangway be taken in.</p>
</article><div class="newsletter">Sign up for our newsletter.</div></body></html>
END
    run nindex --try "$T/page.html"
    like "of a page it is told what is no text of the article" "$out" '^  left out: menus, footers and forms: [0-9]+ letters$'
    like "and what else" "$out" '^  left out: advertisements, newsletters.*: [0-9]+ letters$'
fi
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
