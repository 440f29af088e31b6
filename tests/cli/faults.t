#!/bin/sh
# A disk that is full or broken: every call by which nindex changes its directories fails in turn. It is told in
# one line, the exit code is 9, and the index is as it was; see trials.sh. With SOAK=1, every call in every way.
# Runs that are killed are crash.t's.
. tests/cli/lib.sh
. tests/cli/trials.sh

printf '{"id":"a","title":"ferries stop","body":"at noon"}\n{"id":"b","title":"ferries again"}\n' >"$T/old.jsonl"
cat corpus/articles/jsonl/*.jsonl "$T/old.jsonl" >"$T/plain.jsonl"
cat "$T/plain.jsonl" "$T/plain.jsonl" >"$T/twice.jsonl"
awk 'BEGIN { srand(3); for (i = 0; i < 900; i++) { printf "{\"id\":\"%d\",\"title\":\"ferries\",\"body\":\"", i;
    for (j = 0; j < 60; j++) printf "w%d ", rand() * 9999; print "\"}" } }' >"$T/large.jsonl"

kind() {
    options="--jobs 1 --full" input=$T/plain.jsonl before=$T/before
    case $1 in
    "a first build") before= ;;
    "a build with runs") options="--jobs 1 --full --memory 1M --tmpdir $X/tmp" input=$T/large.jsonl ;;
    "a build with runs beside it") options="--jobs 1 --full --memory 1M" input=$T/large.jsonl ;;
    "a build that merges") options="--jobs 2 --full" input=$T/twice.jsonl ;;
    esac
}

kind "a first build"
prepare
input=$T/old.jsonl
build
is "an index to begin with" "$code" 0
mv "$X/index" "$T/before"

for name in "a first build" "a rebuild" "a build with runs" "a build with runs beside it" "a build that merges"; do
    try "$name" ENOSPC EIO short
done
tried

kind "a build with runs"
prepare
build FAULT_NO_TMPFILE=1
is "runs need no nameless files" "$code" 0
like "but a name for a moment" "$log" 'unlink .*/tmp/nindex-'
is "and leave nothing" "$(litter)" ""

# ---- That the shim sees all that there is

# As "name count" lines, opening only where something is made.
classes() {
    sed 's/^[0-9]* *//' "$1" | grep -vE ' close |^close' | cut -d' ' -f1 | sort | uniq -c
}

watched=write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,ftruncate,truncate,fallocate,rename,renameat,renameat2
watched=$watched,mkdir,mkdirat,unlink,unlinkat,rmdir,open,openat,openat2,creat,link,linkat,symlink,symlinkat
watched=$watched,sendfile,copy_file_range,sync_file_range,msync
if strace -o "$T/trace" true 2>/dev/null; then
    for name in "a build with runs" "a build that merges"; do
        kind "$name"
        prepare
        run strace -f -y -e trace=$watched -o "$T/trace" -E FAULT_BELOW="$X" -E FAULT_LOG="$log" \
            -E LD_PRELOAD="$B/faults.so" "$B/nindex" -q $options -i "$X/index" "$input"
        is "$name: works under strace" "$code" 0
        grep -F "$X" "$T/trace" | sed 's/^[0-9]* *//' | grep -E '^open.*(O_CREAT|O_TMPFILE)|^[^o]' |
            sed -E 's/^unlinkat\(.*AT_REMOVEDIR.*/rmdir/; s/\(.*//; s/^pwrite64/pwrite/
                s/^(open|mkdir|rename|unlink)(at2?)$/\1/' | grep -v '^<' | sort | uniq -c >"$T/seen"
        classes "$log" >"$T/counted"
        same "$name: every call that strace sees is counted" "$T/seen" "$T/counted"
    done
else
    skip "every call that strace sees is counted" "no strace here"
fi
done_testing
