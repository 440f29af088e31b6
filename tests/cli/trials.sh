# trials.sh - runs of nindex in which one call goes wrong, for faults.t and crash.t. Sourced after lib.sh.
#
# Every call by which nindex changes its directories can be made to fail, or to be its last (tests/shim/faults.c).
# After each the index must answer as the old generation does or as the new one, and the next run must complete
# and leave nothing else behind. A script that sources this has a function
#
#     kind NAME       sets $options, $input and $before: what nindex is told, what it reads, and the index that
#                     is there before ("": none)
#     try NAME HOW... tries the kind of run with each of the ways to go wrong: a sample of the calls, and with
#                     SOAK=1 all of them
#     tried           prints how many it were

if [ ! -e "$B/faults.so" ] || [ "${UNDER:-}" ]; then
    skip "nothing half is published" "no preloading under sanitizers and valgrind"
    done_testing
fi
: "${sample:=6}" # one call of so many
[ "${SOAK:-}" ] && sample=1
check=:
command -v xapian-check >/dev/null && check=xapian-check

# What is watched: the index, and where the runs go. In memory, where that can be had: there is no waiting
# for a disk, and what it loses is for the shim to say.
memory=$(mktemp -d /dev/shm/nsearch-test-XXXXXX 2>/dev/null) || memory=$(cd "$T" && pwd -P)
trap 'rm -rf "$memory" "$T"' EXIT
X=$memory/x
log=$T/log
points=0 good=0 offset=0

prepare() {
    rm -rf "$X" "$log"
    mkdir "$X" "$X/tmp"
    if [ "$before" ]; then cp -Rp "$before" "$X/index"; fi
}

# build [VARIABLE=VALUE]...: nindex, watched.
build() {
    run env "$@" FAULT_BELOW="$X" FAULT_LOG="$log" LD_PRELOAD="$B/faults.so" \
        "$B/nindex" -q $options -i "$X/index" $input
}

# answer FILE: what the index says, passages and all; nothing where there is none.
answer() {
    printf 'find ferries\nfind the OR ferries\n' | "$B/cli/ask" -n "$X/index" >"$1" 2>&1
    sed -i '/^error 2 /,/^\.$/d; s/^\([0-9]*\) [0-9]*$/\1 articles/' "$1"
}

segments() { sed -n 's/^auto //p' "$X/index/XAPIANDB"; }

# All there is that isn't the index's own.
litter() {
    {
        printf 'index/%s\n' XAPIANDB lock status.json
        sed -n 's/^# generation //p' "$X/index/XAPIANDB" | xargs printf 'index/manifest-%06d.gz\n'
        for segment in $(segments); do
            printf "index/$segment%s\n" '' /iamglass /docdata.glass /position.glass /postlist.glass /termlist.glass /sums
        done
    } | sort >"$T/own"
    find "$X/index" "$X/tmp" -mindepth 1 | sed "s|^$X/||" | sort | comm -23 - "$T/own"
}

# The line of the N-th call; whether the switch had been made when it went wrong.
call() { sed -n "s/^$1 //p" "$log"; }
switched() { # switched N HOW
    rename=$(sed -n 's/^\([0-9]*\) rename .*XAPIANDB.new$/\1/p' "$log" | head -n 1)
    [ "$rename" ] || return 1
    case $2 in after | torn) [ "$rename" -le "$1" ] ;; *) [ "$rename" -lt "$1" ] ;; esac
}

wrong() { echo "call $at ($(call $at)) $how: $*" >>"$T/wrong"; }

# Until the switch is on the disk, a power cut may undo it.
may_be_undone() {
    [ $how = power ] && call $at | grep -q "^fsync $X/index\$"
}

check_answer() {
    answer "$T/answer"
    if [ $code = 0 ] || switched $at $how; then want=$T/new; else want=$T/old; fi
    if may_be_undone && cmp -s "$T/answer" "$T/old"; then want=$T/old; fi
    cmp -s "$T/answer" "$want" || wrong "doesn't answer as the $(basename $want) generation: $(head -n 1 "$T/answer")"
    [ -e "$X/index/XAPIANDB" ] || return
    for segment in $(segments); do
        $check "$X/index/$segment" >"$T/check" 2>&1 || wrong "xapian-check: $(tail -n 1 "$T/check")"
    done
}

# The next run makes everything good.
check_next_run() {
    mv "$log" "$log.first"
    build
    mv "$log.first" "$log"
    [ $code = 0 ] || wrong "then exit $code: $(cat "$err")"
    answer "$T/answer"
    cmp -s "$T/answer" "$T/new" || wrong "then an answer that isn't the new generation's"
    [ "$(litter)" ] && wrong "then litter: $(litter)"
}

# trial AT HOW
trial() {
    at=$1 how=$2
    prepare
    build FAULT_AT=$at FAULT_HOW=$how
    case $how in
    ENOSPC | EIO | short) is_error ;;
    *) [ $code = 137 ] || wrong "exit $code" ;;
    esac
    check_answer
    check_next_run
}

# A failed call is 9 and one line with the file's name; but a removal is left to the next run, and nothing is
# lost by a failed clearing or closing of what is locked, closing of what is nameless, or without status.json.
is_error() {
    if [ $code = 0 ]; then
        case $(call $at) in
        unlink* | rmdir* | ftruncate*/lock | close*/lock | *status.json* | close*manifest* | "close "*deleted*) ;;
        *) wrong "exit 0" ;;
        esac
    else
        [ $code = 9 ] || wrong "exit $code"
        if [ "$(grep -vcE ' gives? way to ' "$err")" != 1 ] || ! grep -q "^nindex: ${X}[^:]*: [A-Z]" "$err"; then wrong "says $(cat "$err")"; fi
    fi
}

# try_how HOW: one way to go wrong, at every $sample-th call.
try_how() {
    : >"$T/wrong"
    offset=$((offset + 1)) tries=0 fine=0 at=$((offset % sample + 1))
    while [ "$at" -le "$count" ]; do
        bad=$(wc -l <"$T/wrong")
        trial $at "$1"
        [ "$(wc -l <"$T/wrong")" = "$bad" ] && fine=$((fine + 1))
        tries=$((tries + 1)) at=$((at + sample))
    done
    points=$((points + tries)) good=$((good + fine))
    is "$name, $1: $fine of $tries, at $count calls" "$(cat "$T/wrong")" ""
}

try() {
    name=$1
    shift
    kind "$name"
    prepare
    answer "$T/old"
    build
    is "$name: works undisturbed" "$code" 0
    answer "$T/new"
    is "$name: and leaves nothing else" "$(litter)" ""
    count=$(wc -l <"$log")
    for way; do try_how "$way"; done
}

tried() { echo "## $good of $points points left the index whole"; }
