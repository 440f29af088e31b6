#!/bin/sh
# Whenever nindex is killed, or the power goes, the index opens and answers as before or as after, and the next
# run completes and leaves no litter: tried at every call that changes something; see trials.sh.
. tests/cli/lib.sh
. tests/cli/trials.sh

kind() {
    options="--jobs 1" input=$T/plain.jsonl before=$T/before
    case $1 in
    "a first build") before= ;;
    esac
}

printf '{"id":"a","title":"ferries stop","body":"at noon"}\n{"id":"b","title":"ferries again"}\n' >"$T/old.jsonl"
cat corpus/articles/jsonl/*.jsonl "$T/old.jsonl" >"$T/plain.jsonl"
kind "a first build"
prepare
input=$T/old.jsonl
build
is "an index to begin with" "$code" 0
mv "$X/index" "$T/before"

for name in "a first build" "a rebuild"; do
    try "$name" before torn power
done
tried
done_testing
