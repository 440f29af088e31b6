#!/bin/sh
# nsearch: every option, and every way in which it ends.
. tests/cli/lib.sh
need jsonl

cat >"$T/news.jsonl" <<'EOF'
{"id":"a1","title":"Liaison office destroyed","date":"2020-06-16","source":"Harbor Wire","author":"Lena Marsh","section":"world","url":"https://hw.example/a1","lang":"en","body":"The liaison office in Kaesong was blown up on Tuesday. Nobody was hurt."}
{"id":"a2","title":"A house opens","date":"2018-09-14","source":"Meridian Daily","body":"Liaison between the two sides now has a house, and each side an office there."}
{"id":"a3","title":"Border talks","date":"2020-06-17","source":"Harbor Wire","body":"They spoke of leaflets, of the liaison and of troops in Kaesong."}
{"id":"a4","title":"Undated note","body":"Kaesong is known for ginseng."}
EOF
"$B/nindex" -q -i "$T/index" "$T/news.jsonl" >"$out" 2>"$err"
report $? "four articles are indexed"

ids() { # ids NAME WANT OPTION... : the ids found, in order, on one line
    name=$1 want=$2
    shift 2
    run nsearch -i "$T/index" --format=ids "$@"
    is "$name" "$(tr '\n' ' ' <"$out")" "$want"
}

# ---- What is found --------------------------------------------------------------------------------

ids "the phrase comes first" "a1 a2 " liaison office
ids "arguments are joined" "a1 a2 " "liaison office"
ids "-p asks for the phrase only" "a1 " -p liaison office
ids "so does --phrase" "a1 " --phrase "liaison office"
ids "so do quotes inside the shell's" "a1 " '"liaison office"'
ids "any word will do with --any" "a1 a2 a3 " --any --sort=relevance liaison office
ids "-- lets a query start with -" "a4 " kaesong -- -liaison
ids "--sort=date: oldest first, undated last" "a1 a3 a4 " --sort=date kaesong
ids "--sort=-date: newest first, undated last" "a3 a1 a4 " --sort=-date kaesong
awk 'BEGIN { for (i = 0; i < 12; i++) printf "{\"id\":\"t%d\",\"title\":\"twelve\"}\n", i }' >"$T/twelve.jsonl"
run nindex -q -i "$T/twelve" "$T/twelve.jsonl"
run nsearch -i "$T/twelve" --format=ids twelve
is "ten are shown without a limit" "$(wc -l <"$out")" 10
printf '{"id":"both","body":"cats dogs rain rain"}\n{"id":"cats","body":"cats cats rain rain"}\n{"id":"dogs","body":"dogs dogs rain rain"}\n' \
    >"$T/pets.jsonl"
run nindex -q -i "$T/pets" "$T/pets.jsonl"
{
    printf '{"id":"o1","date":"2020-01-01","body":"oil spill tanker"}\n{"id":"o2","date":"2020-03-01","body":"oil spill tanker"}\n'
    printf '{"id":"o3","date":"2020","body":"two tankers"}\n'
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50; do
        printf '{"id":"x%d","body":"rain on day %d"}\n' "$i" "$i"
    done
} >"$T/oil.jsonl"
run nindex -q -i "$T/oil" "$T/oil.jsonl"
run nsearch -i "$T/oil" --format=ids --any --expand oil spill
is "--expand finds what has only words in common with the best" "$(sort "$out" | tr '\n' ' ')" "o1 o2 o3 "
like "and tells which" "$err" '^nsearch: note: also looked for: .*tanker'
run nsearch -q -i "$T/oil" --format=ids --expand oil spill
is "without --any it finds the same" "$(sort "$out" | tr '\n' ' ')" "o1 o2 "
is "-q doesn't tell" "$(cat "$err")" ""
run nsearch -i "$T/oil" --format=ids --recent=30d oil spill
is "--recent: the newer first" "$(tr '\n' ' ' <"$out")" "o2 o1 "
run nsearch -i "$T/pets" --format=ids --any -n 1 cats dogs
is "with --any, the more words the higher" "$(cat "$out")" both
ids "-n limits" "a1 " -n 1 --sort=date kaesong
ids "--limit too" "a1 a3 " --limit 2 --sort=date kaesong
ids "--offset leaves out" "a3 a4 " --offset 1 --sort=date kaesong
ids "--since is included" "a3 " --since 2020-06-17 kaesong
ids "--until is included" "a1 " --until=2020-06-16 kaesong
ids "both, in any form of a date" "a1 a3 " --since=2020 --until=2020-06 --sort=date kaesong
ids "indexed: today" "a1 a3 a4 " --sort=date kaesong indexed:yesterday..
ids "indexed: earlier" "" kaesong "indexed:..2d"
ids "-i before or behind the query" "a4 " ginseng -i "$T/index"

run nsearch -i "$T/index" --count kaesong
is "--count prints the number" "$(cat "$out")" 3
is "and ends with 0" "$code" 0
run nsearch -i "$T/index" --count zebra
is "--count of nothing prints 0" "$(cat "$out")" 0
is "and ends with 1" "$code" 1

run nsearch -i "$T/index" --approximate -n 1 kaesong
like "--approximate shows the best" "$out" '^1\. Undated note$'
like "and knows of one at least" "$out" '^(at least [123] articles?|3 articles, 1-1 shown)'
run nsearch -i "$T/index" --approximate --count kaesong
is "--count counts all the same" "$(cat "$out")" 3
run nsearch -i "$T/index" --approximate kaesong
like "all that are shown are counted" "$out" '^3 articles$'
run nsearch -i "$T/index" --approximate --format=jsonl -n 1 --offset 1 liaison office
like "only phrases that are shown are counted" "$out" '"total":2,"exact":(true|false),"phrase_total":0,"shown":1,'

run env NSEARCH_INDEX="$T/index" "$B/nsearch" --format=ids ginseng
is "NSEARCH_INDEX is the index" "$(cat "$out")" a4
mkdir -p "$XDG_DATA_HOME/nsearch"
cp -R "$T/index" "$XDG_DATA_HOME/nsearch/default"
run nsearch --format=ids ginseng
is "else it is in XDG_DATA_HOME" "$(cat "$out")" a4
rm -rf "$XDG_DATA_HOME"

run nsearch -i "$T/index" --show a1
is "--show ends with 0" "$code" 0
cat >"$T/want" <<'EOF'
Title: Liaison office destroyed
Date: 2020-06-16
Source: Harbor Wire
Author: Lena Marsh
Section: world
Url: https://hw.example/a1
Lang: en
Id: a1

The liaison office in Kaesong was blown up on Tuesday. Nobody was hurt.
EOF
same "--show prints the article" "$T/want" "$out"
cp "$out" "$T/shown.txt"
"$B/nindex" -q -i "$T/again" "$T/shown.txt" >/dev/null 2>&1
run nsearch -i "$T/again" --show a1
same "nindex reads what --show prints" "$T/want" "$out"
printf 'Found\n\nIn a folder.\n' >"$T/found.txt"
"$B/nindex" -q -i "$T/again" "$T/found.txt" >/dev/null 2>&1
run sh -c 'cd "$1" && exec ${UNDER:-} "$B/nsearch" -i again --show ./found.txt' sh "$T"
like "--show takes a path from where one is" "$out" '^Title: Found$'
run nsearch -i "$T/index" --show tests/cli/nsearch.t
like "and says what it was asked for" "$err" '^nsearch: no article with the id tests/cli/nsearch.t$'
run sh -c 'cd "$1" && exec ${UNDER:-} "$B/nsearch" -i index --show ./news.jsonl' sh "$T"
is "--show of a file with several ends with 2" "$code" 2
like "and asks for an id" "$err" '^nsearch: /.*/news.jsonl has several articles: give the id of one$'
run nsearch -i "$T/index" --why "$T/news.jsonl" kaesong
is "so does --why" "$code:$(cat "$err")" "2:nsearch: $T/news.jsonl has several articles: give the id of one"
run nsearch -i "$T/index" --show nobody
is "--show of no article ends with 4" "$code" 4
like "and says so" "$err" '^nsearch: .*nobody'

run nsearch --help
is "--help ends with 0" "$code" 0
like "--help shows the usage" "$out" '^Usage: nsearch \[OPTION\]\.\.\. QUERY\.\.\.$'
for option in index limit offset count approximate sort since until any phrase format show query-file lint explain why color quiet help version; do
    like "--help has --$option" "$out" " --$option"
    like "the manual has --$option" searcher/nsearch.1 "Fl Fl $option"
done
run nsearch -h
like "-h is --help" "$out" '^Usage: '
run nsearch --version
like "--version" "$out" '^nsearch [0-9]+\.[0-9]+\.[0-9]+$'

# What a NOT takes away must not hang on what memory held before.
printf '{"id":"n1","title":"Talks","body":"J. Biden spoke in Kaesong."}\n{"id":"n2","title":"Talks","body":"Joe Biden."}\n' >"$T/names.jsonl"
"$B/nindex" -q -i "$T/names" "$T/names.jsonl" >"$out" 2>"$err"
for fill in 0 1 85 200; do
    run env MALLOC_PERTURB_=$fill "$B/nsearch" -q -i "$T/names" --format=ids 'talks NOT ((kaesong OR rain) NAME("Joe Biden"))'
    is "a NOT over a name, in memory full of $fill" "$(cat "$out")" n2
done

# ---- Nothing found --------------------------------------------------------------------------------

run nsearch -i "$T/index" zebra
is "nothing found ends with 1" "$code" 1
is "and prints nothing" "$(cat "$out")" ""
like "but says so" "$err" '^nsearch: nothing found$'
run nsearch -i "$T/index" -q zebra
is "-q says nothing" "$(cat "$err")" ""
run nsearch -i "$T/index" kaesong liaison zebra
like "without the word that is nowhere, two" "$err" "^nsearch: hint: 2 without 'zebra'$"
like "with any of them, four" "$err" '^nsearch: hint: 4 with any of the words: --any$'
run nsearch -i "$T/index" -p office liaison
like "the words apart would be found" "$err" '^nsearch: hint: 2 with the words apart: without -p$'
run nsearch -i "$T/index" 'kaesong AND zebra'
unlike "no hints for more than plain words" "$err" 'hint'
run nsearch -i "$T/index" --format=jsonl zebra
is "no hits are one line of JSON" "$(wc -l <"$out")" 1
like "the summary" "$out" '^\{"type":"summary",.*"total":0,'

# ---- Wrong usage and wrong queries: 2 -------------------------------------------------------------

wrong() { # wrong NAME REGEX OPTION...
    name=$1 regex=$2
    shift 2
    run nsearch -i "$T/index" "$@"
    is "$name: 2" "$code" 2
    like "$name: told" "$err" "$regex"
    is "$name: nothing on stdout" "$(cat "$out")" ""
}

wrong "no query" '^nsearch: no query'
wrong "a query of spaces" '^nsearch: no query' "  "
wrong "unknown letter" '^nsearch: unknown option -d: to leave out a word, quote the query or put -- before it$' cats -dogs
wrong "unknown option" '^nsearch: unknown option --nope:' --nope cats
wrong "missing argument" '^nsearch: option --limit needs an argument' cats -n
wrong "not a number" '^nsearch: --limit ten: not a number$' -n ten cats
wrong "a number with a unit" '^nsearch: --offset 1k: not a number$' --offset=1k cats
wrong "unknown order" '^nsearch: --sort size: must be' --sort=size cats
wrong "unknown format" '^nsearch: --format xml: must be' --format=xml cats
wrong "unknown colour" '^nsearch: --color red: must be' --color=red cats
wrong "--expand by date" '--expand and --recent are for an order by relevance' --expand --sort=date cats
wrong "--recent without a time" 'must be a time like 30d' --recent=soon cats
wrong "--expand with --explain" '--expand: not together with --explain' --expand --explain cats
wrong "--any and --phrase" '--any: not together with --phrase' --any --phrase cats
wrong "--show and a query" '^nsearch: --show takes' --show a1 cats
wrong "a day that isn't one" '^nsearch: .*30 February 2020' --since=2020-02-30 cats
wrong "an unknown field" '^nsearch: unknown field "titel": did you mean title' titel:berlin
printf '  titel:berlin\n  ^~~~~\n' >"$T/want"
tail -n 2 "$err" >"$T/got"
same "the place is shown under the query" "$T/want" "$T/got"
wrong "an open bracket" '^  \(cats$' '(cats'
wrong "an open quote" "^  \"cats$" '"cats'
wrong "only what is not wanted" '^nsearch: ' -- -cats
wrong "10,000 words" '^nsearch: ' "$(yes word | head -n 10000 | tr '\n' ' ')"
[ "$(awk '{ if (length > most) most = length } END { print most }' "$err")" -lt 300 ]
report $? "a long query isn't echoed whole"
wrong "deep brackets" '^nsearch: ' "$(printf '%05000d' 0 | tr 0 '(')a$(printf '%05000d' 0 | tr 0 ')')"

# ---- Indexes that can't be searched ---------------------------------------------------------------

fails() { # fails NAME CODE REGEX
    is "$1: $2" "$code" "$2"
    like "$1: told in one line" "$err" "$3"
    is "$1: one line" "$(wc -l <"$err")" 1
}

run nsearch -i "$T/none" cats
fails "no index" 4 '^nsearch: .*none'
run nsearch cats
fails "no default index" 4 '^nsearch: .*nindex'
run nsearch -i "$T/news.jsonl" cats
fails "a file for an index" 6 '^nsearch: .*news\.jsonl'
mkdir "$T/foreign"
echo "not a stub" >"$T/foreign/XAPIANDB"
run nsearch -i "$T/foreign" cats
fails "something else" 6 '^nsearch: .*foreign'

if [ "$(id -u)" != 0 ]; then
    as_other() { run nsearch "$@"; }
else
    as_other() { run setpriv --reuid=65534 --regid=65534 --clear-groups "$B/nsearch" "$@"; }
fi
if as_other --version && [ "$code" = 0 ]; then
    chmod 755 "$T" "$TMPDIR"
    cp -R "$T/index" "$T/closed"
    chmod 0 "$T/closed"
    as_other -i "$T/closed" cats
    fails "an index that may not be read" 5 '^nsearch: .*closed'
    chmod 755 "$T/closed"
else
    skip "an index that may not be read" "no way to give up root's rights here"
fi

# The metadata stands in the table as it is: the version becomes a later one.
cp -R "$T/index" "$T/newer"
if perl -0777 -pi -e '$n += s/(nsearch-schema[\x00-\x1f]{0,8})\d/${1}9/; END { exit !$n }' \
    "$T"/newer/seg-*/postlist.glass; then
    run nsearch -i "$T/newer" cats
    fails "an index of a later version" 7 '^nsearch: .*newer'
else
    skip "an index of a later version" "the version isn't where it was in the table"
fi

for table in postlist docdata position; do
    cp -R "$T/index" "$T/damaged"
    for file in "$T"/damaged/seg-*/"$table".glass; do
        head -c 1000 "$file" >"$T/cut"
        cat "$T/cut" >"$file"
    done
    run nsearch -i "$T/damaged" '"liaison office"'
    fails "a cut $table table" 8 '^nsearch: the index is damaged: .*; nindex --check says what to do$'
    rm -rf "$T/damaged"
done
# Without the table of positions a phrase would be found wherever its words are.
for table in postlist docdata position; do
    cp -R "$T/index" "$T/damaged"
    rm "$T"/damaged/seg-*/"$table".glass
    run nsearch -i "$T/damaged" '"office liaison"'
    fails "no $table table" 8 '^nsearch: the index is damaged: .*; nindex --check says what to do$'
    rm -rf "$T/damaged"
done
cp -R "$T/index" "$T/damaged"
rm -rf "$T"/damaged/seg-*
run nsearch -i "$T/damaged" cats
fails "a missing segment" 8 '^nsearch: the index is damaged: .*; nindex --check says what to do$'
# What says itself what to do, says it once.
cp -R "$T/index" "$T/mixed"
"$B/nindex" -q --language=german -i "$T/german" "$T/news.jsonl" >"$out" 2>"$err"
cp -R "$T"/german/seg-* "$T/mixed/seg-000099"
printf 'auto seg-000099\n' >>"$T/mixed/XAPIANDB"
run nsearch -i "$T/mixed" ginseng
fails "segments of two languages" 8 \
    '^nsearch: the index is damaged: .*seg.* differ in their .*: rebuild one with nindex --full$'

# ---- Output that can't be written -----------------------------------------------------------------

if [ -w /dev/full ]; then
    for format in text jsonl ids; do
        ${UNDER:-} "$B/nsearch" -i "$T/index" --format=$format kaesong >/dev/full 2>"$err"
        code=$? && : >"$out"
        fails "a full disk, $format" 9 '^nsearch: cannot write the output: No space left on device$'
    done
else
    skip "a full disk" "no /dev/full"
fi
${UNDER:-} "$B/nsearch" -i "$T/index" kaesong >&- 2>"$err"
code=$? && : >"$out"
fails "closed standard output" 9 '^nsearch: cannot write the output'
(
    trap '' PIPE
    ${UNDER:-} "$B/nsearch" -i "$T/index" --format=jsonl kaesong 2>"$err"
    echo $? >"$T/code"
) | :
sleep 0.2
is "a reader that went away is no error" "$(cat "$T/code")" 0
is "and nothing is said of it" "$(cat "$err")" ""
${UNDER:-} "$B/nsearch" -i "$T/index" kaesong 2>"$err" | head -n 1 >"$out"
is "a pipe to head is quiet" "$(cat "$err")" ""
done_testing
