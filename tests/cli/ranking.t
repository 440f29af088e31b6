#!/bin/sh
# The scores of tests/bench/ranking, on an example small enough to be worked out by hand.
. tests/cli/lib.sh
need jsonl

cat >"$T/qrels" <<'END'
1 0 A 1
1 0 B 2
1 0 C 1
1 0 D 0
2 0 E 1
3 0 F 0
4 0 G 1
END
# Neither the order of the lines nor the rank counts, only the score; E and Z have the same, so Z comes first.
cat >"$T/run" <<'END'
1 Q0 D 1 0.5 any
1 Q0 A 2 1.5 any
1 Q0 B 3 2.5 any
1 Q0 X 4 12.5 any
2 Q0 E 1 3.0 any
2 Q0 Z 2 3.0 any
3 Q0 F 1 1.0 any
END
# Topic 1 is answered X B A D, with grades 0 2 1 0:
#     AP     (1/2 + 2/3) / 3                                               = 0.388889
#     nDCG   2/log2(3) + 1/log2(4) = 1.761860, of the ideal B A C:
#            2/log2(2) + 1/log2(3) + 1/log2(4) = 3.130930                  = 0.562727
#     P@10   2/10, recall 2/3
# Topic 2 is answered Z E: AP 1/2, nDCG (1/log2(3)) / 1 = 0.630930, P@10 1/10, recall 1
# Topic 3 has nothing relevant and doesn't count; topic 4 wasn't answered: 0 in all
#     means over 3:   MAP 0.296296   nDCG 0.397886   P@10 0.1   recall 0.555556
run perl tests/bench/ranking score "$T/qrels" "$T/run"
is "a run is scored" "$code" 0
printf 'MAP          0.2963\nnDCG@10      0.3979\nP@10         0.1000\nrecall@1000  0.5556\n' >"$T/want"
same "as worked out by hand" "$out" "$T/want"

# Eleven not relevant before the one that is: only precisions and recall know of it.
{
    for i in 1 2 3 4 5 6 7 8 9 10 11; do echo "2 Q0 X$i $i $((100 - i)) any"; done
    echo "2 Q0 E 12 1 any"
} >"$T/run"
printf '2 0 E 1\n' >"$T/qrels"
run perl tests/bench/ranking score "$T/qrels" "$T/run"
printf 'MAP          0.0833\nnDCG@10      0.0000\nP@10         0.0000\nrecall@1000  1.0000\n' >"$T/want"
same "ten are looked at for nDCG and P" "$out" "$T/want"

run env JUDGED="$T/nowhere" perl tests/bench/ranking
is "without the data there is nothing to do" "$code" 0
like "and it says what is missing" "$out" "^skipped TIME: no $T/nowhere/time.jsonl.gz"

done_testing
