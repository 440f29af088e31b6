#!/bin/sh
# The benchmark's own parts: made-up articles, and a table from a run of a few of them.
. tests/cli/lib.sh

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

if [ -x /usr/bin/time ]; then
    run env CORPUS="$T/made.jsonl" BENCH_DIR="$T/bench" PEERS=nindex SIZES="1 2" ROUNDS=1 tests/bench/run
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
