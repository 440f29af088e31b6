#!/bin/sh
# The benchmark's own parts: made-up articles, queries drawn from them, and tables from a run of a few of them.
. tests/cli/lib.sh
need jsonl

run tests/bench/make_corpus 20 7
cp "$out" "$T/made.jsonl"
is "make_corpus makes articles" "$(wc -l <"$T/made.jsonl")" 20
run tests/bench/make_corpus 20 7
same "the same seed makes the same articles" "$T/made.jsonl" "$out"

cat >"$T/results" <<'END'
nindex	3.00	1 1	1000	2000	60
nindex	1.00	1 1	1000	2000	60
nindex	2.00	1 1	1000	2000	60
other	4.00	1 2	500	2000	60
other	4.00	1 2	500	2000	60
nindex 4x	10.00	1 2	500	2000	240
END
run awk -f tests/bench/report.awk "$T/results"
like "nindex is its own measure" "$out" '^nindex  .* 2\.00 +1\.00 +2\.00 +1\.00 .* 30 +60$'
like "a peer has its median and its ratio to nindex" "$out" '^other .* 4\.00 +2\.00 +3\.00 +1\.50 +0\.5 +0\.50 +2\.0 +1\.00 .* 15 +60$'
like "the rate on a larger corpus is compared" "$out" '^nindex 4x: articles a second are 80% of those at 1x$'

# ---- Searching ---------------------------------------------------------------------------------------

tests/bench/make_corpus 400 7 >"$T/more.jsonl"
run perl tests/bench/queries "$T/more.jsonl" "$T/queries"
like "queries are drawn from the articles" "$T/queries/and2.tsv" '^and2-39	[a-z]+ AND [a-z]+$'
run perl tests/bench/queries "$T/more.jsonl" "$T/again"
same "the same articles give the same queries" "$T/queries/date_term.tsv" "$T/again/date_term.tsv"

mkdir "$T/figures"
cat >"$T/figures/and2" <<'END'
nsearch	and2-00	10	aa	100.0
nsearch	and2-01	20	bb	300.0
exact	and2-00	10	aa	200.0
exact	and2-01	20	bb	600.0
newest	and2-00	10	cc	200.0
newest	and2-01	20	dd	200.0
segments	and2-00	10	aa	220.0
segments	and2-01	20	bb	220.0
buried	and2-00	10	aa	200.0
buried	and2-01	20	bb	200.0
passages	and2-00	10	aa	1200.0
passages	and2-01	20	bb	1400.0
compacted	and2-00	10	ee	300.0
compacted	and2-01	25	ff	500.0
lucene	and2-00	10	ee	150.0
lucene	and2-01	20	ff	170.0
END
show() { run perl -Itests/bench -MLatencyTables -e 'exit LatencyTables::show($ARGV[0])' "$T/figures"; }
show
is "answers that agree are fine" "$code" 0
like "a kind counts as its median, beside its peers" "$out" '^and2 +200 +400 +400 +- +160 +- +- +0\.50 +1\.00 +lucene$'
like "the worst are shown" "$out" '^and2 +300 +600 +500 +- +170 +- +-$'
like "articles found are compared" "$out" '^and2 +30 +1\.17 +1/2 +- +- +1\.00 +2/2 '
like "so is nsearch in other ways" "$out" '^and2 +200 +200 +1\.00 +220 +1\.10 +200 +1\.00 +1300 +1100 +600$'
like "a bar that is met is said to be" "$out" '^met +geometric mean to it 0\.50, at most 0\.85; 1\.00 with exact totals$'
like "so is one that isn't" "$out" '^MISSED +first in 0 of 1 kinds$'
sed -i 's/^\(segments	and2-01	\)20/\121/' "$T/figures/and2"
show
is "another number of articles is a failure" "$code" 1
like "it is named" "$out" '^DIFFERENT segments, and2-01: 21 articles, 20 when all are counted$'

if [ -x "$B/bench/search" ]; then
    run env CORPUS="$T/more.jsonl" BENCH_DIR="$T/search" QUERIES="$T/none" KINDS="and2 prefix wild_first cold" PASSES=1 \
        PEERS=nindex tests/bench/search
    is "searches are measured" "$code" 0
    like "each kind has its figures" "$out" '^prefix +[1-9][0-9]* +[1-9]'
    like "wildcards too" "$out" '^wild_first +[1-9][0-9]* +[1-9]'
    like "so have whole processes" "$out" '^nsearch +[0-9]+\.[0-9]+ +[0-9]+\.[0-9]+'
    unlike "it doesn't matter how it is asked" "$out" '^DIFFERENT'
else
    skip "a run of searches" "no $B/bench/search"
fi

# ---- Indexing ----------------------------------------------------------------------------------------

if [ -x /usr/bin/time ]; then
    run env CORPUS="$T/made.jsonl" BENCH_DIR="$T/bench" QUERIES="$T/none" KINDS=and2 PEERS=nindex SIZES="1 2" ROUNDS=1 tests/bench/run
    is "a run succeeds" "$code" 0
    like "nindex indexes the corpus" "$out" '^nindex  .* 20$'
    like "the corpus twice over has twice the articles" "$out" '^nindex 2x  .* 40$'
    run env CORPUS="$T/made.jsonl" BENCH_DIR="$T/bench" PEERS=nindex SIZES=1 ROUNDS=1 NINDEX_FLAGS=--wrong tests/bench/run
    is "a program that fails makes the run fail" "$code" 1
    like "it is named" "$out" '^FAILED nindex'
else
    skip "a run" "no /usr/bin/time"
fi

done_testing
