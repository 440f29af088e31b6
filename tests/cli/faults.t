#!/bin/sh
# Nothing half is ever published: every call by which nindex changes its directories is made to fail, and to
# be its last, in turn (tests/shim/faults.c). After each the index answers as the old generation does or as
# the new one, and the next run completes and leaves nothing else behind. Each call is tried with one of the
# ways to go wrong; with SOAK=1, with all of them.
. tests/cli/lib.sh

if [ ! -e "$B/faults.so" ] || [ "${UNDER:-}" ]; then
    skip "nothing half is published" "no preloading under sanitizers and valgrind"
    done_testing
fi
[ "${SOAK:-}" ] && step=1 || step=6
check=:
command -v xapian-check >/dev/null && check=xapian-check

# What is watched: the index, and where the runs go. In memory, where that can be had: there is no waiting
# for a disk, and what it loses is for the shim to say.
memory=$(mktemp -d /dev/shm/nsearch-test-XXXXXX 2>/dev/null) || memory=$(cd "$T" && pwd -P)
trap 'rm -rf "$memory" "$T"' EXIT
X=$memory/x
log=$T/log

printf '{"id":"a","title":"ferries stop","body":"at noon"}\n{"id":"b","title":"ferries again"}\n' >"$T/old.jsonl"
cat corpus/articles/jsonl/*.jsonl "$T/old.jsonl" >"$T/plain.jsonl"
cat "$T/plain.jsonl" "$T/plain.jsonl" >"$T/twice.jsonl"
awk 'BEGIN { srand(3); for (i = 0; i < 900; i++) { printf "{\"id\":\"%d\",\"title\":\"ferries\",\"body\":\"", i;
    for (j = 0; j < 60; j++) printf "w%d ", rand() * 9999; print "\"}" } }' >"$T/large.jsonl"

# kind KIND: the options, the input and whether there is an index before.
kind() {
    options="--jobs 1" input=$T/plain.jsonl before=$T/before
    case $1 in
    "a first build") before= ;;
    "a build with runs") options="--jobs 1 --memory 1M --tmpdir $X/tmp" input=$T/large.jsonl ;;
    "a build with runs beside it") options="--jobs 1 --memory 1M" input=$T/large.jsonl ;;
    "a build that merges") options="--jobs 2" input=$T/twice.jsonl ;;
    esac
}

prepare() {
    rm -rf "$X" "$log"
    mkdir "$X" "$X/tmp"
    if [ "$before" ]; then cp -R "$before" "$X/index"; fi
}

# build [VARIABLE=VALUE]...: nindex, watched.
build() {
    run env "$@" FAULT_BELOW="$X" FAULT_LOG="$log" LD_PRELOAD="$B/faults.so" \
        "$B/nindex" -q $options -i "$X/index" "$input"
}

# answer FILE: what the index says; nothing where there is none.
answer() {
    "$B/nsearch" -i "$X/index" --count ferries >"$1" 2>&1
    answered=$?
    "$B/nsearch" -i "$X/index" --format ids -n 0 "ferries OR the" >>"$1" 2>&1
    if [ $answered = 4 ]; then : >"$1"; fi
}

# All there is that isn't the index's own.
litter() {
    segment=$(sed -n 's/^auto //p' "$X/index/XAPIANDB")
    find "$X/index" "$X/tmp" -mindepth 1 | sed "s|^$X/index/$segment|SEGMENT|; s|^$X/||" |
        grep -vE '^(index/(XAPIANDB|lock)|SEGMENT(/(iamglass|(docdata|position|postlist|termlist)\.glass))?)$'
}

# The line of the N-th call; whether the switch had been made when it went wrong.
call() { sed -n "s/^$1 //p" "$log"; }
switched() { # switched N HOW
    rename=$(sed -n 's/^\([0-9]*\) rename .*XAPIANDB.new$/\1/p' "$log")
    [ "$rename" ] || return 1
    case $2 in after | torn) [ "$rename" -le "$1" ] ;; *) [ "$rename" -lt "$1" ] ;; esac
}

wrong() { echo "call $at ($(call $at)) $how: $*" >>"$T/wrong"; }

# trial AT HOW
trial() {
    at=$1 how=$2
    prepare
    build FAULT_AT=$at FAULT_HOW=$how
    answer "$T/answer"
    case $how in
    ENOSPC | EIO | short) is_error ;;
    *) [ $code = 137 ] || wrong "exit $code" ;;
    esac
    if [ $code = 0 ] || switched $at $how; then want=$T/new; else want=$T/old; fi
    # Until the switch is on the disk, a power cut may undo it.
    if [ $how = power ] && call $at | grep -q "^fsync $X/index\$" && cmp -s "$T/answer" "$T/old"; then want=$T/old; fi
    cmp -s "$T/answer" "$want" || wrong "doesn't answer as the $(basename $want) generation: $(head -n 1 "$T/answer")"
    if [ -e "$X/index/XAPIANDB" ]; then
        $check "$X/index/$(sed -n 's/^auto //p' "$X/index/XAPIANDB")" >"$T/check" 2>&1 || wrong "xapian-check: $(tail -n 1 "$T/check")"
    fi
    mv "$log" "$log.first"
    build
    mv "$log.first" "$log"
    [ $code = 0 ] || wrong "then exit $code: $(cat "$err")"
    answer "$T/answer"
    cmp -s "$T/answer" "$T/new" || wrong "then an answer that isn't the new generation's"
    [ "$(litter)" ] && wrong "then litter: $(litter)"
}

# A failed call is 9 and one line with the file's name; but a removal is left to the next run, and nothing is
# lost by a failed clearing or closing of what is locked, or closing of what is nameless.
is_error() {
    if [ $code = 0 ]; then
        case $(call $at) in
        unlink* | rmdir* | ftruncate*/lock | close*/lock | "close "*deleted*) ;;
        *) wrong "exit 0" ;;
        esac
    else
        [ $code = 9 ] || wrong "exit $code"
        if [ "$(wc -l <"$err")" != 1 ] || ! grep -q "^nindex: ${X}[^:]*: [A-Z]" "$err"; then wrong "says $(cat "$err")"; fi
    fi
}

kind "a first build"
prepare
input=$T/old.jsonl
build
is "an index to begin with" "$code" 0
mv "$X/index" "$T/before"

points=0 offset=0 calls=0
for name in "a first build" "a rebuild" "a build with runs" "a build with runs beside it" "a build that merges"; do
    kind "$name"
    prepare
    answer "$T/old"
    build
    is "$name: works undisturbed" "$code" 0
    answer "$T/new"
    is "$name: and leaves nothing else" "$(litter)" ""
    count=$(wc -l <"$log") calls=$((calls + count))
    for how in ENOSPC EIO short before torn power; do
        : >"$T/wrong"
        offset=$((offset + 1)) tried=0 at=$((offset % step + 1))
        while [ "$at" -le "$count" ]; do
            trial $at $how
            tried=$((tried + 1)) at=$((at + step))
        done
        points=$((points + tried))
        is "$name, $how: $tried of $count calls" "$(cat "$T/wrong")" ""
    done
done
echo "## $points points tried, of $calls calls"

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
