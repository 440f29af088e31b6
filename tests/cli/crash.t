#!/bin/sh
# Whenever nindex is killed, or the power goes, the index opens and answers as before or as after, and the next
# run completes and leaves no litter: tried at every call that changes something; see trials.sh.
. tests/cli/lib.sh
. tests/cli/trials.sh

for name in "a first build" "a rebuild" "an update" "an update that removes" "an update that merges" \
    "an update of nothing" "an optimization"; do
    try "$name" before torn power undone
done
tried
done_testing
