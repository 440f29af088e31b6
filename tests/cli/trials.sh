# trials.sh - runs of nindex in which one call goes wrong, for faults.t and crash.t. Sourced after lib.sh.
#
# Every call by which nindex changes its directories can be made to fail, or to be its last (tests/shim/faults.c).
# After each the index must answer as the old generation does or as the new one, and the next run must complete
# and leave nothing else behind.
#
#     try NAME HOW... tries a kind of run, see `kind`, with each of the ways to go wrong: a sample of the calls,
#                     and with SOAK=1 all of them
#     tried           prints how many it were

if [ ! -e "$B/faults.so" ] || [ "${UNDER:-}" ]; then
    skip "nothing half is published" "no preloading under sanitizers and valgrind"
    done_testing
fi
need jsonl
: "${sample:=16}" # one call of so many
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

# ---- The kinds of run ------------------------------------------------------------------------------

# articles FIRST LAST WORD: so many articles, as JSON Lines.
articles() {
    awk -v first="$1" -v last="$2" -v word="$3" 'BEGIN { for (i = first; i <= last; i++) {
        srand(i)
        printf "{\"id\":\"%d\",\"date\":\"2020-01-%02d\",\"title\":\"ferries\",\"body\":\"%s", i, 1 + i % 28, word
        for (j = 0; j < 60; j++) printf " w%d", rand() * 9999
        print "\"}" } }'
}

# A morning's archive. Its files have times long ago, so that they are not read again as too new to be sure of.
write_archive() { # write_archive DIRECTORY
    mkdir -p "$1/text"
    cp -R corpus/articles/text/. "$1/text"
    cat corpus/articles/jsonl/*.jsonl >"$1/a.jsonl"
    articles 1 300 morning | gzip -n >"$1/b.jsonl.gz"
    articles 301 310 morning >"$1/c.jsonl"
    find "$1" -type f -exec touch -d 2001-01-01 {} +
}

# What the night changes; the index is told of it in the run that is tried.
change_archive() { # change_archive KIND DIRECTORY
    case $1 in
    "an update")
        { articles 301 301 changed; articles 303 312 morning; } >"$2/c.jsonl"
        head -n 1 "$2/a.jsonl" >"$2/d.jsonl" ;;
    "an update that removes")
        articles 302 310 morning >"$2/c.jsonl"
        rm "$(find "$2/text" -type f | sort | head -n 1)" ;;
    "an update that merges") articles 401 700 night >"$2/e.jsonl" ;;
    "an update of nothing") touch -d 2001-01-02 "$2/b.jsonl.gz" ;;
    esac
    find "$2" -type f -newermt 2001-01-03 -exec touch -d 2001-01-02 {} +
}

# kind NAME: sets $options, $input and $before: what nindex is told, what it reads, and the index that is there
# before, "" if none. Archives and indexes are made when they are first asked for.
kind() {
    news=$T/$(echo "$1" | tr -d ' ')
    options="--jobs 1" input=$news before=
    [ -d "$news" ] && built=1 || built=
    [ "$built" ] || write_archive "$news"
    case $1 in
    "a first build") return ;;
    "a rebuild") options="--jobs 1 --full" ;;
    "a build with runs") options="--jobs 1 --full --memory 1M --tmpdir $X/tmp" ;;
    "a build with runs beside it") options="--jobs 1 --full --memory 1M" ;;
    "a build with two threads") options="--jobs 2 --full" ;;
    esac
    before=$news.before
    [ "$built" ] || make_before "$1"
    if [ "$1" = "an optimization" ]; then options="--jobs 1 --optimize" input=; fi
}

# The index before, and what has changed since.
make_before() {
    run nindex -q -i "$before" "$news"
    is "$1: an index to begin with" "$code" 0
    case $1 in
    *runs*) articles 1 900 night >"$news/e.jsonl" ;;
    "an optimization")
        change_archive "an update" "$news"
        run nindex -q -i "$before" "$news"
        is "$1: two segments to begin with" "$code:$(grep -c '^auto' "$before/XAPIANDB")" 0:2 ;;
    *) change_archive "$1" "$news" ;;
    esac
}

# ---- One trial -------------------------------------------------------------------------------------

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

# answer FILE: what the index says, passages and all; nothing where there is none. Sorted, for articles of one day
# come in the order of their docids, which merging changes.
answer() {
    printf 'find ferries\nfind the OR ferries\n' | "$B/cli/ask" -n "$X/index" 2>&1 |
        sed '/^error 2 /,/^\.$/d; s/^\([0-9]*\) [0-9]*$/\1 articles/' | sort >"$1"
}

segments() { sed -n 's/^auto //p' "$X/index/XAPIANDB"; }

# All there is that isn't the index's own.
litter() {
    {
        printf 'index/%s\n' XAPIANDB lock status.json
        sed -n 's/^# generation //p' "$X/index/XAPIANDB" | xargs printf 'index/manifest-%06d.gz\n'
        for segment in $(segments); do
            printf "index/$segment%s\n" "" /iamglass /docdata.glass /position.glass /postlist.glass /termlist.glass /sums
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
    case $how in power | undone) ;; *) return 1 ;; esac
    call $at | grep -q "^fsync $X/index\$"
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
