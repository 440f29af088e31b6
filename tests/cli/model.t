#!/bin/sh
# Whatever happens to an archive, the index is what a full build would give: random changes of files and of the
# articles in them, and runs of nindex, some killed, against a naive model. SEED=N repeats a run; SOAK=1 takes
# more steps, and several seeds. After a failure KEEP=DIRECTORY keeps the archive and the index there.
. tests/cli/lib.sh
need jsonl

steps=400 times=1
[ "${SOAK:-}" ] && steps=4000 times=5
[ "${UNDER:-}" ] && steps=40

# A file that is away while another gives up an id that both have gets it when it is back, unchanged as it is.
mkdir -p "$T/news/a" "$T/news/b"
echo '{"id":"x","title":"ferries"}' >"$T/news/a/1.jsonl"
printf '{"id":"x","title":"ferries"}\n{"id":"y","title":"ferries"}\n' >"$T/news/b/2.jsonl"
touch -d 2001-01-01 "$T/news/a/1.jsonl" "$T/news/b/2.jsonl"
run nindex -q -i "$T/index" "$T/news/a" "$T/news/b"
mv "$T/news/a" "$T/news/away"
echo '{"id":"y","title":"ferries"}' >"$T/news/b/2.jsonl"
touch -d 2001-01-02 "$T/news/b/2.jsonl"
run nindex -q -i "$T/index" --keep-missing
run nsearch -i "$T/index" --format ids ferries
is "what is away can't give back what it had lost" "$(cat "$out")" y
mv "$T/news/away" "$T/news/a"
run nindex -q -i "$T/index"
run nsearch -i "$T/index" --format ids ferries
is "but when it is back" "$(sort "$out" | tr '\n' ' ')" "x y "

while [ $times -gt 0 ]; do
    mkdir "$T/model"
    run perl -Itests/model tests/model/run.pl "$T/model" $steps
    sed -n 's/^## /&/p; s/^# /&/p' "$out"
    is "$(sed -n 's/^\(not \)*ok 1 - //p' "$out")" "$code" 0
    [ "$code" = 0 ] || { [ "${KEEP:-}" ] && cp -a "$T/model" "$KEEP"; }
    rm -rf "$T/model"
    times=$((times - 1))
done
done_testing
