#!/bin/sh
# nindex: its options, what it reads, what it says and its exit codes. Bad inputs are nindex_bad.t's.
. tests/cli/lib.sh
need jsonl

news=$T/news
mkdir "$news"
printf 'Ferries stop at noon\n\nThe last boat leaves at 11.50.\n' >"$news/ferries.txt"
cp tests/data/good.jsonl tests/data/good.trec tests/data/good.sgm "$news"

# found QUERY WANT NAME: how many articles of $T/index a query finds.
found() {
    run nsearch -i "$T/index" --count "$1"
    is "$3" "$(cat "$out")" "$2"
}

run nindex -v -i "$T/index" "$news"
is "a directory of every format is indexed" "$code" 0
is "nothing goes to standard output" "$(cat "$out")" ""
like "the files are counted first" "$err" '^nindex: reading 4 files, [0-9.]+ MB$'
like "the last line sums up" "$err" '^nindex: done: 8 articles, .* 0 rejects, .* generation 1, token [0-9a-v]{13}$'
unlike "no bar where there is no terminal" "$err" '%'
found ferries 4 "the articles are found"
run nsearch -i "$T/index" --format ids noon
like "a Reuters article has its number as id" "$out" '^reuters-1$'
like "a text file has its path as id" "$out" "^$news/ferries.txt\$"

run nindex -v --full -i "$T/index" "$news/good.jsonl"
like "a full one is the next generation" "$err" 'generation 2, token [0-9a-v]{13}$'
found ferries 1 "and has only what it was given"

# ---- Options

run nindex --help
is "--help is no error" "$code" 0
like "--help shows the options" "$out" '--max-article-size=SIZE'
run nindex -h
like "-h is the same" "$out" '^Usage: nindex'
run nindex --version
is "--version is no error" "$code" 0
like "--version is one line" "$out" '^nindex .*[0-9]+\.[0-9]+\.[0-9]+'
run nindex --formats
is "--formats is no error" "$code" 0
is "--formats lists the readers, as the manual does, plain text first" "$(head -n 1 "$out" | cut -d" " -f1)" text

run nindex
is "no PATH is wrong usage" "$code" 2
like "and says so" "$err" 'no PATH given'
run nindex --memory=1T "$news"
is "a size has an example" "$(cat "$err")" "nindex: --memory 1T: not a size such as 64k, 16M or 1G"
run nindex --bogus "$news"
is "an unknown option is wrong usage" "$code" 2
for bad in --format=doc --max-article-size=x --max-article-size=0 --max-article-size=2G \
    --max-article-size=-1; do
    run nindex -i "$T/index" $bad "$news"
    is "$bad is wrong usage" "$code" 2
    like "$bad is named" "$err" "${bad%%=*}"
done
run nindex --full -i "$T/index" --language klingon "$news"
is "a language without a stemmer is wrong usage" "$code" 2
like "and the languages there are are listed" "$err" 'english'
for other in --language=german --format=text --no-text; do
    run nindex -i "$T/index" $other "$news"
    is "another $other than the index's is wrong usage" "$code" 2
    like "which --full can change" "$err" '^nindex: the index was made .*: only --full can change that'
done
run nindex -q -i "$T/index" --language=english
is "the same again is none" "$code" 0
found ferries 1 "none of them touched the index"

run nindex -q -i "$T/index" "$news"
is "-q works" "$code" 0
is "-q says nothing" "$(cat "$err")" ""
run nindex --quiet --index="$T/index" "$news"
is "--quiet and --index= are the same" "$code:$(cat "$err")" "0:"

# the_same INDEX: it has what $T/index has.
the_same() {
    run nsearch -i "$T/index" -n 0 --format ids 'a* OR the'
    cp "$out" "$T/ids"
    run nsearch -i "$1" -n 0 --format ids 'a* OR the'
    same "${1##*/} makes no difference" "$out" "$T/ids"
}

mkdir "$T/tmp"
run nindex -q --full -i "$T/index" corpus/articles
run nindex -q -i "$T/--jobs" --jobs 1 corpus/articles
is "--jobs works" "$code" 0
the_same "$T/--jobs"
run nindex -q -i "$T/-j" -j3 corpus/articles
the_same "$T/-j"
run nindex -q -i "$T/--memory" --memory=1M corpus/articles
is "--memory works" "$code" 0
the_same "$T/--memory"
run nindex -q -i "$T/--tmpdir" --memory=1M --tmpdir="$T/tmp" corpus/articles
is "--tmpdir works" "$code" 0
the_same "$T/--tmpdir"
is "and nothing stays there" "$(ls -A "$T/tmp")" ""
for bad in --jobs=0 --jobs=257 --jobs=x --jobs=-1 --memory=1000k --memory=x --memory=-1M --tmpdir=; do
    run nindex -i "$T/index" $bad corpus/articles
    is "$bad is wrong usage" "$code" 2
    like "$bad is named" "$err" "^nindex: ${bad%%=*}"
done
run nindex -i "$T/new" --tmpdir "$T/none" corpus/articles
is "a --tmpdir that isn't there is told" "$code" 4
like "and named" "$err" "^nindex: $T/none: No such file or directory\$"
run nindex -i "$T/new" --tmpdir "$T/index/lock" corpus/articles
is "as is one that is no directory" "$code" 4
is "before anything is done" "$(ls -d "$T/new" 2>/dev/null)" ""
run nindex -q --full -i "$T/index" "$news/good.jsonl"

printf '{"title":"Die H\303\244user","body":"gr\303\274n"}\n' >"$T/german.jsonl"
run nindex -q -i "$T/german" --language de "$T/german.jsonl"
run nsearch -i "$T/german" --count hause
is "--language stems as that language does" "$(cat "$out")" 1

run nindex -q -i "$T/forced" --format text "$news/good.jsonl"
is "--format forces a format" "$code" 0
run nsearch -i "$T/forced" --count 'docno'
is "and the file is read so" "$(cat "$out")" 1

run nindex -q -i "$T/small" --max-article-size=290 "$news/good.jsonl"
is "--max-article-size rejects what is longer" "$code" 3
like "and names the line" "$err" 'good.jsonl:1: a line of more than 290 bytes'

# ---- Where the index is

NSEARCH_INDEX=$T/by-environment run nindex -q "$news"
is "\$NSEARCH_INDEX is the index" "$(ls "$T/by-environment/XAPIANDB")" "$T/by-environment/XAPIANDB"
run nindex -q "$news"
is "else it is in \$XDG_DATA_HOME" "$(ls "$XDG_DATA_HOME/nsearch/default/XAPIANDB")" \
    "$XDG_DATA_HOME/nsearch/default/XAPIANDB"
run env -i /bin/sh -c "'$B/nindex' -i '$T/cron' corpus/articles"
is "cron's empty environment is enough" "$code" 0
run env -i /bin/sh -c "'$B/nindex' corpus/articles"
is "but without any index it is wrong usage" "$code" 2

# ---- What is read

gzip -c "$news/good.jsonl" >"$T/packed"
run nindex -q --full -i "$T/index" "$T/packed"
is "gzip is known by content" "$code" 0
found ferries 1 "and read"
cat "$T/packed" "$T/packed" >"$T/twice.gz"
run nindex -v --full -i "$T/index" "$T/twice.gz"
like "members follow each other, and a later article replaces one with its id" "$err" \
    "^nindex: $T/twice.gz: the article with the id w1 gives way to a later one in the same file\$"
like "which is counted once" "$err" 'done: 2 articles'

mkdir "$news/.git" "$news/sub"
printf 'Hidden\n' >"$news/.git/x.txt"
printf 'Hidden\n' >"$news/.x.txt"
printf 'Seen\n' >"$news/sub/seen.txt"
ln -s .. "$news/sub/up"
ln -s ferries.txt "$news/sub-link.txt"
run nindex -i "$news/index" "$news"
is "an index below its own articles is not read" "$code" 0
run nindex -v --full -i "$news/index" "$news"
is "nor the second time" "$code" 0
like "hidden files, and links but to files elsewhere, are passed over" "$err" 'reading 5 files'
run nsearch -i "$news/index" --count 'hidden'
is "and not found" "$(cat "$out")" 0

printf '{"title":"t","date":"1/2/2020"}\n{"title":"caf\351"}\n' >"$T/odd.jsonl"
run nindex -v -i "$T/odd" "$T/odd.jsonl"
is "odd dates and bytes are no rejects" "$code" 0
like "dates that can't be read are counted" "$err" '^nindex: 1 article with a date that could not be read$'
like "and so are bytes of windows-1252" "$err" '^nindex: 1 byte not UTF-8, read as windows-1252$'
run nsearch -i "$T/odd" --count 'café'
is "which are read right" "$(cat "$out")" 1

# ---- On a terminal

if command -v script >/dev/null && TERM=xterm script -qec true /dev/null >/dev/null 2>&1; then
    run env TERM=xterm script -qec "'$B/nindex' -i '$T/bar' corpus/articles" /dev/null
    like "a terminal gets a bar" "$out" '\[[#.]{20}\] +[0-9]+%  [0-9]+ articles'
    like "which is erased before the next line" "$out" '\[Knindex: writing the index'
    run env TERM=dumb script -qec "'$B/nindex' -i '$T/bar' corpus/articles" /dev/null
    unlike "a dumb one doesn't" "$out" '\['
    run env -u TERM script -qec "env -u TERM '$B/nindex' --full -i '$T/bar' corpus/articles" /dev/null
    unlike "nor one that isn't named" "$out" '\['
    like "which is told of the phases all the same" "$out" '^nindex: writing the index'
    run env TERM=xterm script -qec "'$B/nindex' -q -i '$T/bar' corpus/articles" /dev/null
    is "nor with -q" "$(cat "$out")" ""
else
    skip "a terminal gets a bar" "no script(1) here"
fi

for closed in '2>&-' '>&-' '<&-' '>&- 2>&- <&-'; do
    run sh -c "'$B/nindex' -i '$T/closed' corpus/articles $closed"
    is "$closed does no harm" "$code" 0
done
run nsearch -i "$T/closed" --count kaesong
is "and the index is whole" "$code" 0
done_testing
