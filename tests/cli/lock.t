#!/bin/sh
# Two nindex on one index: one works, the other exits 75 and says who has the lock, or waits for it as long as
# --lock-timeout says; and what a run that ended with 0 indexed is there.
. tests/cli/lib.sh
need jsonl

index=$T/index
times=20
[ "${SOAK:-}" ] && times=100
[ "${UNDER:-}" ] && times=3

# articles NAME: a file of articles that all have the word NAME; so many that a run takes its time.
articles() {
    mkdir -p "$T/$1"
    awk -v name="$1" 'BEGIN { for (i = 0; i < 600; i++) {
        printf "{\"id\":\"%s-%d\",\"title\":\"%s\",\"body\":\"", name, i, name
        for (j = 0; j < 40; j++) printf "w%d ", (i * 31 + j * j) % 997
        print "\"}" } }' >"$T/$1/news.jsonl"
}

has() { "$B/nsearch" -i "$index" --count "$1" 2>/dev/null; }

# ---- At once

# pair NUMBER: two runs at once, of an article file of its own each.
pair() {
    articles "left$1"
    articles "right$1"
    "$B/nindex" -q -i "$index" "$T/left$1" 2>"$T/left.err" &
    left=$!
    "$B/nindex" -q -i "$index" "$T/right$1" 2>"$T/right.err" &
    right=$!
    wait $left
    left=$?
    wait $right
    right=$?
    check_one "left$1" $left "$T/left.err"
    check_one "right$1" $right "$T/right.err"
    case $left,$right in
    0,75 | 75,0) refused=$((refused + 1)) ;;
    0,0) ;; # one had ended before the other began
    *) echo "pair $1: exit $left and $right" >>"$T/wrong" ;;
    esac
}

check_one() { # check_one NAME CODE STDERR
    [ "$2" = 0 ] && [ -s "$3" ] && echo "$1: says $(cat "$3")" >>"$T/wrong"
    [ "$2" = 0 ] && [ "$(has "$1")" != 600 ] && echo "$1: was lost" >>"$T/wrong"
    [ "$2" = 75 ] && ! grep -Eq '^nindex: .*(pid [0-9]+|another nindex)' "$3" && echo "$1: says $(cat "$3")" >>"$T/wrong"
    [ "$2" = 75 ] && [ "$(has "$1")" != 0 ] && echo "$1: was refused, and is there" >>"$T/wrong"
}

: >"$T/wrong"
refused=0 number=0
while [ $number -lt 5 ]; do
    number=$((number + 1))
    rm -rf "$index"
    pair $number
done
is "two at once that make the index: the same" "$(cat "$T/wrong")" ""
rm -rf "$index"
: >"$T/wrong"
refused=0 number=0
articles first
run nindex -q -i "$index" "$T/first"
is "an index to begin with" "$code" 0
while [ $number -lt $times ]; do
    number=$((number + 1))
    pair $number
done
is "two at once, $times times: one works, one exits 75" "$(cat "$T/wrong")" ""
echo "## $times pairs, in $refused of them one was refused"
is "and what was there is there" "$(has first)" 600

# ---- One that is at work for sure: it is stopped while it has the lock

# Whether the process $holder has a lock: asked of the kernel, for whoever tried the lock itself might have it
# when the other asks for it.
holds() { grep -q "FLOCK .* WRITE $holder " /proc/locks; }

# hold: starts one and stops it while it has the lock; its pid is in $holder.
hold() {
    for try in 1 2 3 4 5 6 7 8 9 10; do
        "$B/nindex" -q -i "$index" --full "$T/first" 2>/dev/null &
        holder=$!
        until ! kill -0 $holder 2>/dev/null || holds; do :; done
        kill -STOP $holder 2>/dev/null && holds && return
        kill -CONT $holder 2>/dev/null
        wait $holder
    done
    return 1
}

release() {
    kill -CONT $holder
    wait $holder
}

if [ -r /proc/locks ] && [ ! "${UNDER:-}" ]; then
    hold
    is "one holds the lock" "$?" 0
    run nindex -q -i "$index" "$T/first"
    is "another exits 75" "$code" 75
    like "and says who holds it, since when" "$err" "^nindex: .*pid $holder.* since [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}"
    is "in one line" "$(wc -l <"$err")" 1
    run nsearch -i "$index" --count first
    is "a search takes no lock" "$(cat "$out")" 600
    run nindex -q -i "$index" --lock-timeout=1s "$T/first"
    is "--lock-timeout waits, but not for ever" "$code" 75
    "$B/nindex" -q -i "$index" --lock-timeout=5m "$T/left1" 2>"$T/left.err" &
    waiting=$!
    release
    is "the holder ends well" "$?" 0
    wait $waiting
    is "and who waited for it gets its turn" "$?:$(cat "$T/left.err")" "0:"
    is "with its articles" "$(has left1)" 600
    hold
    kill -KILL $holder
    kill -CONT $holder 2>/dev/null
    wait $holder 2>/dev/null
    run nindex -q -i "$index" "$T/first"
    is "a lock ends with its process" "$code" 0
else
    skip "one that is at work for sure" "no /proc/locks, or valgrind"
fi
done_testing
