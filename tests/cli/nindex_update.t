#!/bin/sh
# nindex on an index that is there: what is new, changed and gone, what is remembered, and what is merged.
. tests/cli/lib.sh
need jsonl

news=$T/news other=$T/other index=$T/index
mkdir "$news" "$other"
generation() { sed -n 's/^# generation //p' "$index/XAPIANDB"; }
segments() { grep -c '^auto' "$index/XAPIANDB"; }

# found QUERY WANT NAME: how many articles a query finds.
found() {
    run nsearch -i "$index" --count "$1"
    is "$3" "$(cat "$out")" "$2"
}

# article FILE TITLE: a text of long ago, so that it isn't too new to be sure of.
article() {
    printf '%s\n\nThe last boat.\n' "$2" >"$1"
    touch -d "${3:-2001-01-01}" "$1"
}

run nindex -i "$index"
is "without an index there must be a PATH" "$code" 2
like "which is said" "$err" '^nindex: no PATH given, and no index in .* yet; see nindex --help$'
is "and nothing is made" "$(ls -d "$index" 2>/dev/null)" ""
article "$news/a.txt" Ferries
article "$news/b.txt" Trains
article "$news/c.txt" Buses
run nindex -i "$index" "$news"
found boat 3 "a first run indexes all"

# ---- What has changed

run nindex -v -i "$index"
is "nothing has changed" "$code:$(generation)" 0:1
like "-v says so" "$err" '^nindex: done: 3 articles, 0 added, 0 changed, 0 removed,'
article "$news/a.txt" Gondolas 2001-01-02
article "$news/d.txt" Trams
rm "$news/b.txt"
run nindex -i "$index" --dry-run
is "--dry-run works" "$code" 0
is "and lists the files" "$(sort "$out")" "changed  $news/a.txt
gone     $news/b.txt
new      $news/d.txt"
is "but changes nothing" "$(generation)" 1
run nindex -i "$index" --dry-run --full
is "--full would read all of them" "$(grep -c ' ' "$out")" 3
run nindex -v -i "$index"
like "a run does it" "$err" '^nindex: done: 3 articles, [12] added, [01] changed, [12] removed,'
found 'ferries OR trains' 0 "what is gone is gone"
found 'gondolas OR trams OR buses' 3 "and all else is there"
rm "$news/c.txt"
run nindex -i "$index" --keep-missing
found buses 1 "--keep-missing keeps what is gone"
run nindex -i "$index"
found buses 0 "as long as it is said"

article "$other/e.txt" Balloons
run nindex -i "$index" "$other"
found boat 3 "a run on another path leaves the others alone"
article "$news/f.txt" Sledges
run nindex -i "$index"
found boat 4 "one without any knows both"
mv "$other" "$T/away"
before=$(generation)
run nindex -i "$index"
is "a path that is gone is 4" "$code:$(generation)" "4:$before"
like "in a line that says what to do" "$err" "^nindex: $other: not there; nothing was changed: mount it, or --keep-missing"
mkdir "$other"
run nindex -i "$index"
is "as is one that is empty now" "$code:$(generation)" "4:$before"
like "in a line too" "$err" "^nindex: $other: empty, though .*; nothing was changed: mount it, or --keep-missing .* --full"
run nindex -i "$index" --full
is "--full doesn't take it for what there is" "$code:$(generation)" "4:$before"
run nindex -i "$index" --full "$news" "$other"
is "nor when it is named" "$code:$(generation)" "4:$before"
like "and says what to do" "$err" "^nindex: $other: empty, though .*: mount it, or name all PATHs but this$"
run nindex -i "$index" --full --keep-missing "$news"
is "--full can't keep what is missing" "$code:$(cat "$err")" "2:nindex: --full: not together with --keep-missing"
run nindex -i "$index" --full "$news"
is "--full does without it" "$code" 0
found boat 3 "and forgets it"

mkdir -p "$T/years/1989" "$T/years/1990"
article "$T/years/1989/a.txt" Cranes
run nindex -i "$T/years-index" "$T/years/1989"
run nindex -i "$T/years-index" "$T/years"
is "a path above one that is known is no news" "$code:$(cat "$err")" 0:
article "$T/years/1990/b.txt" Herons
run nindex -i "$T/years-index"
run nsearch -i "$T/years-index" --count boat
is "but is remembered" "$(cat "$out")" 2

# ---- A disk that goes while it is read

# When the turn of a file that changed comes, it isn't there: before it is a terabyte, in a file with a hole.
mkdir "$T/disk"
article "$T/disk/b.txt" Gulls
run nindex -i "$T/disk-index" "$T/disk"
article "$T/disk/b.txt" Terns 2001-01-02
{ printf '{"title":"' && head -c 100000 /dev/zero | tr '\000' x; } >"$T/disk/a"
truncate -s 1T "$T/disk/a" 2>/dev/null || truncate -s 64G "$T/disk/a"
"$B/nindex" -v -i "$T/disk-index" 2>"$T/job.err" &
tries=0
until grep -q reading "$T/job.err" || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
mv "$T/disk/b.txt" "$T/away.txt"
truncate -s 9 "$T/disk/a"
wait $!
is "a run goes on where a disk goes" "$?" 3
run nsearch -i "$T/disk-index" --count gulls
is "and takes nothing away that it saw before" "$(cat "$out")" 1
mv "$T/away.txt" "$T/disk/b.txt"
run nindex -i "$T/disk-index"
run nsearch -i "$T/disk-index" --count 'gulls OR terns'
is "what is back is read the next night" "$(cat "$out")" 1

# ---- What is there twice

mkdir "$T/twice"
for name in a b; do
    awk -v n="$name" 'BEGIN { for (i = 0; i < 15; i++) printf "{\"id\":\"%d\",\"title\":\"%s\"}\n", i, n }' >"$T/twice/$name.jsonl"
    touch -d 2001-01-01 "$T/twice/$name.jsonl"
done
run nindex -i "$T/both" "$T/twice"
is "ids that occur twice are no error" "$code" 0
is "a line each for ten" "$(grep -c "^nindex: $T/twice/a.jsonl: the article with the id [0-9]* gives way to a later one in $T/twice/b.jsonl\$" "$err")" 10
is "and a count" "$(tail -n 1 "$err")" "nindex: 5 more give way to later ones with the same id"
run nindex -i "$T/both"
is "they are told once" "$(cat "$err")" ""
printf '{"id":"x","title":"c"}\n{"id":"x","title":"d"}\n' >"$T/twice/c.jsonl"
touch -d 2001-01-01 "$T/twice/c.jsonl"
run nindex -i "$T/both"
is "as is what is new" "$(cat "$err")" "nindex: $T/twice/c.jsonl: the article with the id x gives way to a later one in the same file"
for title in e f; do
    printf '{"id":"%s","title":"%s"}\n' $title $title >>"$T/twice/c.jsonl"
    run nindex -i "$T/both"
    is "the same again is not, in a night with other news" "$code:$(cat "$err")" 0:
done
run nsearch -i "$T/both" --count a
is "the later one wins" "$(cat "$out")" 0

# An id that a later file had is claimed by the earlier one; 12 isn't 2, whatever the hash of them.
mkdir "$T/claims"
printf '{"id":"2","title":"two"}\n{"id":"12","title":"twelve"}\n' >"$T/claims/c.jsonl"
touch -d 2001-01-01 "$T/claims/c.jsonl"
run nindex -i "$T/claimed" "$T/claims"
printf '{"id":"2","title":"two"}\n' >"$T/claims/a.jsonl"
printf '{"id":"12","title":"twelve"}\n' >"$T/claims/b.jsonl"
printf '{"id":"9","title":"nine"}\n' >"$T/claims/c.jsonl"
run nindex -i "$T/claimed"
is "articles that move to other files are told of by nobody" "$code:$(cat "$err")" 0:
run nsearch -i "$T/claimed" --format ids --sort date 'two OR twelve OR nine'
is "and all there" "$(sort "$out" | paste -sd' ')" "12 2 9"

# Ids too long for a term, with words in them that undo in hash.h what others do.
mkdir "$T/forged"
long() { printf '%s%0214d%s%0070d' http://example.com/ 0 "$1" 0; }
sample() { printf '{"id":"%s","title":"%s"}\n' "$(long "$2")" "$3" >"$T/forged/$1.jsonl"; }
sample a aaaaaaaaaaaaaaaaaaaaaaa mine
sample b 'aaaaaaapqfujkcsgjME4hpC' forged
run nindex -i "$T/forged-index" "$T/forged"
is "no id can be made to take the place of another" "$code:$(cat "$err")" 0:
run nsearch -i "$T/forged-index" --count 'mine OR forged'
is "and both are found" "$(cat "$out")" 2

# ---- Segments

most=0 night=0
while [ "$night" -lt 20 ]; do
    night=$((night + 1))
    article "$news/night$night.txt" "Night $night"
    run nindex -i "$index"
    [ "$(segments)" -le "$most" ] || most=$(segments)
done
[ "$most" -gt 1 ] && [ "$most" -le 8 ]
report $? "twenty nights make eight segments at most" "it were $most"
found boat 23 "and lose nothing"
article "$news/more.txt" More
run nindex -i "$index"
run nindex -v -i "$index" --optimize
is "--optimize makes one" "$code:$(segments)" 0:1
found boat 24 "of all"
run nindex -i "$index" --optimize
is "and does nothing where there is one" "$code:$(cat "$err")" "0:"
like "status.json has it" "$index/status.json" '"command":"optimize"'
like "and what the index is" "$index/status.json" '"total":24'
run nindex -i "$T/none" --optimize
is "without an index it is 4" "$code:$(ls -d "$T/none" 2>/dev/null)" 4:
for wrong in --optimize --check --status; do
    run nindex -i "$index" $wrong "$news"
    is "$wrong takes no PATH" "$code:$(cat "$err")" "2:nindex: $wrong: takes no PATH"
    run nindex -i "$index" $wrong --dry-run
    is "and no --dry-run" "$code:$(cat "$err")" "2:nindex: $wrong: not together with --dry-run"
done
done_testing
