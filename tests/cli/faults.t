#!/bin/sh
# A disk that is full or broken: every call by which nindex changes its directories fails in turn. It is told in
# one line, the exit code is 9, and the index is as it was; see trials.sh. With SOAK=1, every call in every way.
# Runs that are killed are crash.t's.
. tests/cli/lib.sh
sample=24
. tests/cli/trials.sh

for name in "a first build" "a rebuild" "a build with runs" "a build with runs beside it" \
    "a build with two threads" "an update" "an update that merges" "an optimization"; do
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
    for name in "a build with runs" "an update that merges"; do
        kind "$name"
        prepare
        run strace -f -y -e trace=$watched -o "$T/trace" -E FAULT_BELOW="$X" -E FAULT_LOG="$log" \
            -E LD_PRELOAD="$B/faults.so" "$B/nindex" -q $options -i "$X/index" "$input"
        is "$name: works under strace" "$code" 0
        grep -F "$X" "$T/trace" | sed 's/^[0-9]* *//' | grep -E '^open.*(O_CREAT|O_TMPFILE)|^[^o]' |
            sed -E 's/^unlinkat\(.*AT_REMOVEDIR.*/rmdir/; s/\(.*//; s/^pwrite64/pwrite/
                s/^(open|mkdir|rename|unlink|link)(at2?)$/\1/' | grep -v '^<' | sort | uniq -c >"$T/seen"
        classes "$log" >"$T/counted"
        same "$name: every call that strace sees is counted" "$T/seen" "$T/counted"
    done
else
    skip "every call that strace sees is counted" "no strace here"
fi
done_testing
