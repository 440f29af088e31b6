#!/bin/sh
# Whatever happens to an archive, the index is what a full build would give: random changes of files and of the
# articles in them, and runs of nindex, some killed, against a naive model. SEED=N repeats a run; SOAK=1 takes
# more steps, and several seeds. After a failure KEEP=DIRECTORY keeps the archive and the index there.
. tests/cli/lib.sh

steps=400 times=1
[ "${SOAK:-}" ] && steps=4000 times=5
[ "${UNDER:-}" ] && steps=40

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
