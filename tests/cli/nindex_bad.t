#!/bin/sh
# nindex and bad input: what is wrong is named, the rest is indexed, and the old index is never lost.
. tests/cli/lib.sh
need jsonl

good=$T/good.txt
printf 'Ferries stop at noon\n\nThe last boat.\n' >"$good"

# still NAME: the index $T/index answers as before.
still() {
    run nsearch -i "$T/index" --count ferries
    is "$1" "$(cat "$out")" 1
}

# The number of segments there are.
segments() { find "$T/index" -mindepth 1 -name 'seg-*' | wc -l; }

run nindex -q --full -i "$T/index" "$good"
is "there is an index" "$code" 0

# ---- Inputs

run env NSEARCH_INDEX="$T/index" "$B/nindex" -i "" "$good"
is "an empty name of an index is an error" "$code" 2
like "and not that of another" "$err" '^nindex: --index : an empty name$'
run nindex --full -i "$T/index" "$good" /dev/null
is "a path that is no file is a reject" "$code" 3
like "with its reason" "$err" '^nindex: /dev/null: neither a file nor a directory$'
run nindex --full -i "$T/index" "$good" "$T/none.txt"
is "a path that isn't there is an error" "$code" 4
like "and named" "$err" "^nindex: $T/none.txt: No such file or directory$"
run nindex -i "$T/new" "$T/none.txt"
like "where there is no index yet, too" "$err" "^nindex: $T/none.txt: No such file or directory\$"
is "before anything is done" "$(ls -d "$T/new" 2>/dev/null)" ""

bad=$T/bad
mkdir "$bad"
: >"$bad/0-byte.gz"
: >"$bad/empty.txt"
printf ' \n\t\n' >"$bad/blank.txt"
printf 'Title\nab\000c' >"$bad/nul.txt"
cp tests/data/bad.jsonl tests/data/bad.trec "$bad"
printf '{\n"day": 1\n}\n' >"$bad/document.json"
printf '\001\002\003' >"$bad/control.txt"

run nindex -v --full -i "$T/index" --rejects "$T/rejects" "$good" "$bad"
is "bad inputs make it 3" "$code" 3
like "a 0-byte gz is empty" "$err" "^nindex: $bad/0-byte.gz: empty\$"
like "an empty file is empty" "$err" "^nindex: $bad/empty.txt: empty\$"
like "white space is empty" "$err" "^nindex: $bad/blank.txt: empty\$"
like "control characters are nothing" "$err" "^nindex: $bad/control.txt: neither"
like "a NUL byte has its place" "$err" "nul.txt: not text \(NUL byte at offset 8\)"
like "a bad line has its number and place" "$err" "bad.jsonl:3: not JSON: .* at byte [0-9]+"
like "a line that is cut off is told" "$err" "bad.jsonl:4: the JSON object has no end"
like "a document without an article is told" "$err" "document.json:1: no article in it"
like "a record without an end is told" "$err" "bad.trec:1: no </DOC>"
like "they are counted" "$err" "done: 4 articles, .* 13 rejects"
is "--rejects has each of them" "$(wc -l <"$T/rejects")" 13
like "with its line" "$T/rejects" '^\{"path":"[^"]*/bad.jsonl","line":3,"kind":"malformed","reason":"not JSON'
like "or without" "$T/rejects" '^\{"path":"[^"]*/empty.txt","kind":"empty","reason":"empty"\}$'
kinds() { grep -c "\"kind\":\"$1\"" "$T/rejects"; }
key() { sed -n "s/^  \"$1\":\(.*\),\$/\1/p" "$T/index/status.json"; }
for kind in unreadable damaged unknown malformed empty too_long; do
    is "status.json counts $kind" "$(key "rejected_$kind")" "$(kinds $kind)"
done
run nindex -i "$T/index" --status
like "and --status shows the kinds" "$out" '^Rejected:  13: .*[0-9] malformed, [0-9] empty$'
still "the good ones are indexed"

run nindex -q --full -i "$T/index" --rejects "$T/rejects" "$good"
is "a run without rejects is 0" "$code" 0
is "and leaves the file empty" "$(cat "$T/rejects")" ""
run nindex -q --full -i "$T/index" --rejects "$T/none/rejects" "$good"
is "a rejects file that can't be made is told" "$code" 4
if [ -w /dev/full ]; then
    run nindex -q --full -i "$T/index" --rejects /dev/full "$good" "$bad"
    is "a rejects file on a full disk is told" "$code" 9
else
    skip "a rejects file on a full disk is told" "no /dev/full here"
fi

run nindex --full -i "$T/index" "$bad/empty.txt"
is "without any article it is 4" "$code" 4
like "which is said" "$err" 'no articles found in .*empty.txt; the index is as it was'
still "and the old index stays"
mkdir "$T/nothing"
run nindex --full -i "$T/index" "$T/nothing"
is "an empty directory is the same" "$code" 4

awk 'BEGIN { for (i = 0; i < 250; i++) print "bad" }' >"$T/many.jsonl"
run nindex --full -i "$T/index" "$T/many.jsonl" "$good"
is "no more than 100 rejects are shown" "$(grep -c 'many.jsonl:' "$err")" 100
like "the others are counted" "$err" '^nindex: 150 more rejects; --rejects FILE lists them all$'
run nindex -q --full -i "$T/index" --rejects "$T/rejects" "$T/many.jsonl" "$good"
like "or named with their file" "$err" "150 more rejects; all are in $T/rejects"

mkdir "$T/strange"
printf 'x\000' >"$T/strange/$(printf 'a\033[31m\nb')"
run nindex --full -i "$T/index" "$good" "$T/strange"
is "a file name reaches no terminal as it is" "$(grep -c "$(printf '\033')" "$err")" 0
is "nor as two lines" "$(grep -c 'not text' "$err")" 1

# ---- gzip

awk 'BEGIN { srand(1); for (i = 0; i < 2000; i++) printf "{\"title\":\"t%d\",\"body\":\"ferries %f\"}\n", i, rand() }' \
    >"$T/lines.jsonl"
gzip -c "$T/lines.jsonl" >"$T/whole.gz"
size=$(wc -c <"$T/whole.gz")
head -c $((size / 2)) "$T/whole.gz" >"$T/cut.gz"
run nindex -v --full -i "$T/gz" "$T/cut.gz"
is "truncated gzip is a reject" "$code" 3
like "that says where" "$err" "cut.gz: gzip data ends too early, after $((size / 2)) bytes"
like "what came before is indexed" "$err" 'done: [1-9][0-9]+ articles, .* 1 reject,'
{ cat "$T/whole.gz" && printf 'more'; } >"$T/more.gz"
run nindex -v --full -i "$T/gz" "$T/more.gz"
is "something behind the gzip data is a reject" "$code" 3
like "but all of it is indexed" "$err" 'done: 2000 articles'
{ head -c $((size - 8)) "$T/whole.gz" && printf 'checksum'; } >"$T/broken.gz"
run nindex --full -i "$T/gz" "$T/broken.gz"
is "gzip with a wrong checksum is a reject" "$code" 3
like "that says so" "$err" 'broken.gz: gzip data is corrupt near byte [0-9]+'

{
    printf '{"title":"ferries"}\n{"title":"'
    head -c 100000000 /dev/zero | tr '\000' x
    printf '"}\n{"title":"ferries too"}\n'
} >"$T/long.jsonl"
gzip -1c "$T/long.jsonl" >"$T/bomb.gz"
for file in long.jsonl bomb.gz; do
    if [ "${UNDER:-}" ]; then
        skip "100 MB on one line: $file" "slow under valgrind"
        continue
    fi
    run sh -c "ulimit -v 400000 2>/dev/null; '$B/nindex' -v --full -i '$T/long' '$T/$file'"
    case $B in *address* | *thread*) # whose memory is mapped at once
        run nindex -v --full -i "$T/long" "$T/$file" ;;
    esac
    is "100 MB on one line: $file" "$code" 3
    like "only that line is rejected" "$err" "$file:2: a line of more than 16777216 bytes"
    like "and the others are read" "$err" 'done: 2 articles'
done
rm -f "$T/long.jsonl" "$T/bomb.gz"

# ---- The index

cp "$good" "$T/file"
run nindex -i "$T/file" "$good"
is "an index path that is a file is refused" "$code" 6
same "and left alone" "$T/file" "$good"
mkdir "$T/home-of-others"
: >"$T/home-of-others/letter"
run nindex -i "$T/home-of-others" "$good"
is "a directory with other things is refused" "$code" 6

# Root reads everything; without two of its powers it doesn't.
deny=
if [ "$(id -u)" = 0 ]; then deny="setpriv --bounding-set -dac_override,-dac_read_search"; fi
mkdir "$T/locked" "$T/locked/inner" "$T/sealed"
cp "$good" "$T/locked/readable.txt"
cp "$good" "$T/locked/unreadable.txt"
chmod 000 "$T/locked/inner" "$T/locked/unreadable.txt" "$T/sealed"
if $deny cat "$T/locked/readable.txt" >"$out" 2>"$err" && ! $deny ls "$T/locked/inner" >"$out" 2>&1; then
    run $deny "$B/nindex" --full -i "$T/index" "$T/locked"
    is "what may not be read is a reject" "$code" 3
    like "a file" "$err" 'locked/unreadable.txt: cannot be opened: Permission denied'
    like "a directory" "$err" 'locked/inner: cannot be opened: Permission denied'
    still "and the rest is indexed"
    run $deny "$B/nindex" -i "$T/sealed/index" "$good"
    is "an index that may not be written is denied" "$code" 5
    cp -R "$T/index" "$T/private"
    chmod 000 "$T"/private/seg-*
    run $deny "$B/nsearch" -i "$T/private" ferries
    is "a segment that may not be read is denied to nsearch" "$code" 5
    like "and named" "$err" '^nsearch: [^ ]*/private/seg-[0-9]*/iamglass: Permission denied$'
    chmod 700 "$T"/private/seg-*
    chmod 000 "$T"/private/seg-*/postlist.glass
    run $deny "$B/nsearch" -i "$T/private" ferries
    is "as is one of its tables" "$code" 5
    like "which is named" "$err" '/postlist.glass: Permission denied$'
    run $deny "$B/nindex" -i "$T/index" "$T/sealed/x"
    is "a path that may not be looked at is denied" "$code" 5
else
    skip "what may not be read is a reject" "no way to be refused here"
fi
chmod 700 "$T/locked/inner" "$T/sealed"

# ---- A full disk

still "there is still an index"
run sh -c "ulimit -f 64; '$B/nindex' -q --full -i '$T/index' '$T/lines.jsonl'"
is "a file that may not grow is 9" "$code" 9
is "and told in one line" "$(grep -c '^nindex: ' "$err")" 1
still "the old generation still answers"
# A small file system for that alone; it ends with the script.
cat >"$T/fill" <<'END'
mount -t tmpfs -o size=300k none "$1" || exit 99
"$2/nindex" -q -i "$1/index" "$3" || exit 98
"$2/nindex" -q -i "$1/index" "$4"
code=$?
"$2/nsearch" -i "$1/index" --count ferries
exit $code
END
mkdir "$T/small"
run unshare -m sh "$T/fill" "$T/small" "$B" "$good" "$T/lines.jsonl"
if [ "$code" = 99 ] || ! command -v unshare >/dev/null || ! unshare -m true 2>/dev/null; then
    skip "a full disk is 9" "no file system can be mounted here"
else
    is "a full disk is 9" "$code" 9
    is "and the old generation still answers there" "$(cat "$out")" 1
    awk 'BEGIN { for (i = 0; i < 16000; i++) print "{\"id\":\"" i "\",\"title\":\"ferries as ever and ever again\"}" }' \
        >"$T/more.jsonl"
    run unshare -m sh "$T/fill" "$T/small" "$B" "$good" "$T/more.jsonl"
    is "a disk that is far too small is 9" "$code" 9
    like "before anything is written" "$err" \
        "^nindex: $T/small/index: 0.[0-9] MB free, too little for about 2.[0-9] MB\$"
    is "which is all that is said" "$(wc -l <"$err")" 1
    is "and the old generation still answers there too" "$(cat "$out")" 1
    # Runs are asked of the disk that they go to.
    cat >"$T/fill-tmpdir" <<'END'
mount -t tmpfs -o size=300k none "$1" || exit 99
exec "$2/nindex" --memory 1M --tmpdir "$1" -i "$3.index" "$4"
END
    cat "$T/more.jsonl" "$T/more.jsonl" "$T/more.jsonl" >"$T/most.jsonl"
    run unshare -m sh "$T/fill-tmpdir" "$T/small" "$B" "$good" "$T/most.jsonl"
    is "nor is one that is too small for the runs" "$code" 9
    like "which is named" "$err" "^nindex: $T/small: 0.[0-9] MB free, too little for about [0-9.]+ MB\$"
    # Two segments of the same size are due to be one; there is room for them, but not for that one, too.
    cat >"$T/fill-merge" <<'END'
mount -t tmpfs -o size="$5k" none "$1" || exit 99
"$2/nindex" -i "$1/index" "$3" || exit 98
"$2/nindex" -v -i "$1/index" "$4" || exit 97
"$2/nsearch" -i "$1/index" --count ferries
END
    mkdir "$T/one" "$T/two"
    sed 's/^{/{"id":"one",/' "$T/lines.jsonl" | awk '{ sub("one", "one" NR); print }' >"$T/one/a.jsonl"
    sed 's/one/two/' "$T/one/a.jsonl" >"$T/two/a.jsonl"
    run nindex -i "$T/measure" "$T/one"
    size=$(du -sk "$T/measure" | cut -f 1)
    run unshare -m sh "$T/fill-merge" "$T/small" "$B" "$T/one" "$T/two" $((size * 3))
    is "a merge without room is no error" "$code" 0
    is "nothing is lost by it" "$(cat "$out")" 4000
    is "it is told once" "$(grep -c '^nindex: merging is put off: .* MB of disk are free, and it needs .* MB$' "$err")" 1
fi

# ---- Ended half-way

# An article whose end nobody will see: a terabyte, in a file with a hole.
{ printf '{"title":"' && head -c 100000 /dev/zero | tr '\000' x; } >"$T/endless"
truncate -s 1T "$T/endless" 2>/dev/null || truncate -s 64G "$T/endless"

# begin: starts a build of it in the background, signals as usual, and waits until it is at work.
begin() {
    : >"$err"
    perl -e '$SIG{$_} = "DEFAULT" for qw(INT HUP TERM); exec @ARGV' \
        "$B/nindex" -v --full --jobs 2 -i "$T/index" "$T/endless" >"$out" 2>"$err" &
    job=$!
    tries=0
    until grep -q reading "$err" || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
}

for signal in HUP:129 INT:130 TERM:143; do
    begin
    kill -"${signal%:*}" "$job"
    wait "$job"
    is "SIG${signal%:*} ends it" "$?" "${signal#*:}"
    like "in good order" "$err" '^nindex: interrupted; the index is as it was$'
    still "and the old generation answers"
    is "with nothing left behind" "$(segments)" 1
done

begin
run nindex --full -i "$T/index" "$good"
is "a second nindex meanwhile is told to wait" "$code" 75
like "and by whom" "$err" "$job"
still "while searches go on"
kill -KILL "$job"
wait "$job" 2>/dev/null
still "a killed one leaves the old generation"
run nindex -q --full -i "$T/index" "$good"
is "and the next one works" "$code" 0
is "and sweeps what it left" "$(segments)" 1
done_testing
