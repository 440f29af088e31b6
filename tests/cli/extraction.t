#!/bin/sh
# The scores of tests/bench/extraction, on an example small enough to be worked out by hand.
. tests/cli/lib.sh

cat >"$T/truth" <<'END'
{"file": "a.html", "title": "A title", "date": "2024-05-03T23:30:00+02:00", "author": "Ann Lee, Bo Roy", "body": "one two three four five six"}
{"file": "b.html", "title": "Known", "date": "2024-05-04", "author": "Cy Poe", "body": "one, two"}
{"file": "c.html", "title": "Only a title", "body": "one two three four"}
{"file": "d.xml", "title": "Two"}
END
# Neither white space in titles nor the order and case of authors counts; the first article of a file, or the one
# with the title, is taken.
cat >"$T/found" <<'END'
{"file": "a.html", "title": " A  title", "date": "2024-05-03", "author": ["BO ROY", "Ann Lee"], "body": "zero one two three four five"}
{"file": "b.html", "title": "known", "date": "2024-05-03", "author": ["Cy Poe", "Other"], "body": "One two"}
{"file": "d.xml", "title": "One"}
{"file": "d.xml", "title": "Two"}
END
# a: three sequences of four words each, two of them shared: precision 2/3, recall 2/3, F1 2/3
# b: "one two" is not "One two": 0; c wasn't found: 0; d has no body to score
#     precision, recall, F1  (2/3 + 0 + 0) / 3                                = 0.2222
#     title                  a and d of four, date a of two, author a of two  = 0.5
run perl tests/bench/extraction score "$T/truth" "$T/found"
is "articles are scored" "$code" 0
printf '%-12s %s\n' precision 0.2222 recall 0.2222 f1 0.2222 f1_of_means 0.2222 title 0.5000 date 0.5000 \
    author 0.5000 >"$T/want"
same "as worked out by hand" "$out" "$T/want"

# Half of what was found is right, all that is known was found: 1/2, 1, 2/3; and a page that has no text and
# gave none is right. The mean of F1 is 5/6; the mean precision 3/4, the mean recall 1: together 6/7.
cat >"$T/truth" <<'END'
{"file": "a", "body": "a b c d e"}
{"file": "b", "body": ""}
END
cat >"$T/found" <<'END'
{"file": "a", "body": "a b c d e f g"}
{"file": "b"}
END
run perl tests/bench/extraction score "$T/truth" "$T/found"
printf '%-12s %s\n' precision 0.7500 recall 1.0000 f1 0.8333 f1_of_means 0.8571 >"$T/want"
same "the mean of F1 is another than that of its means" "$out" "$T/want"

# As digests: what may not be passed on is expected all the same. One of two titles is right, both days, the authors in
# another order; of the texts one is longer by a word, which is let pass, and one ends otherwise.
cat >"$T/plain" <<'END'
{"file": "a", "item": 2, "articles": 2, "title": "Geheime Überschrift", "date": "2024-05-03T10:00:00", "author": ["Ann Lee", "Bo Roy"], "body": "one two three four five six seven eight nine ten"}
{"file": "b", "item": 1, "articles": 1, "title": "Known", "date": "", "body": "one two three four five six seven"}
{"file": "c", "item": 0, "articles": 0}
END
run perl tests/bench/extraction digest "$T/plain"
cp "$out" "$T/truth"
unlike "digests quote nothing" "$T/truth" 'schrift|Known|Lee|three'
like "but the day" "$T/truth" '"date":"2024-05-03"'
cat >"$T/found" <<'END'
{"file": "a", "title": "Another"}
{"file": "a", "title": " Geheime Überschrift", "date": "2024-05-03", "author": ["BO ROY", "Ann Lee"], "body": "One two three four five also six seven eight nine ten"}
{"file": "b", "title": "known", "body": "one two three four five six eight"}
{"file": "c", "title": "a picture"}
END
run perl tests/bench/extraction score "$T/truth" "$T/found"
printf '%-12s %s\n' title 0.5000 date 1.0000 author 1.0000 text 0.5000 articles 0.6667 >"$T/want"
same "digests are scored" "$out" "$T/want"

run env JUDGED="$T/nowhere" perl tests/bench/extraction
is "without the data there is nothing to do" "$code" 0
like "and it says what is missing" "$out" "^skipped html: not in $T/nowhere"

done_testing
