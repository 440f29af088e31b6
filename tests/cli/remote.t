#!/bin/sh
# An index served by Xapian's own server is searched as one that is there: a stub's remote line names it.
. tests/cli/lib.sh
need jsonl

if ! command -v xapian-tcpsrv >/dev/null; then
    skip "a segment is served over the network" "no xapian-tcpsrv (Debian: xapian-tools)"
    done_testing
fi

server=
: >"$T/server"
trap '[ "$server" ] && kill "$server" 2>/dev/null; chmod -R u+rwX "$T"; rm -rf "$T"' EXIT

# Starts the server on a port that nobody else has; tells it in $port. When it is killed it kills its whole
# process group, so it gets one of its own.
serve() {
    for try in 1 2 3 4 5; do
        port=$((20000 + ($$ * 7 + try * 1117) % 30000))
        setsid xapian-tcpsrv --interface=127.0.0.1 --port=$port "$1" >"$T/server" 2>&1 &
        server=$!
        for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            kill -0 "$server" 2>/dev/null || break
            grep -q 'Listening' "$T/server" && return 0
            sleep 0.1
        done
        kill "$server" 2>/dev/null
    done
    return 1
}

run nindex -q -i "$T/index" corpus/articles
is "the sample archive is indexed" "$code" 0
serve "$T"/index/seg-*
is "its segment is served" "$?" 0
mkdir "$T/remote"
printf 'remote 127.0.0.1:%s\n' "$port" >"$T/remote/XAPIANDB"

# An answer as both give it. By relevance a local index also looks at where words stand (nsearch(1), RANKING), so there
# it is the articles and not their order.
strip() {
    case $1 in
    *--sort*) sed 's/,"took_ms":[0-9.]*//; s/,"generation":[0-9]*//; s/,"token":[^}]*//' "$out" ;;
    *) sed 's/,"took_ms":[0-9.]*//; s/,"generation":[0-9]*//; s/,"token":[^}]*//; s/"rank":[0-9]*,"score":[0-9.]*,//; s/^ *[0-9]*\. //' "$out" | sort ;;
    esac
}

ask() { # ask NAME ARGUMENT...: the same answer from both
    asked=$1
    shift
    run nsearch -i "$T/index" -n 100 "$@"
    strip "$*" >"$T/local"
    run nsearch -i "$T/remote" -n 100 "$@"
    is "$asked: found" "$code" 0
    strip "$*" >"$T/far"
    same "$asked: the same answer" "$T/local" "$T/far"
}

ask "words" --format=jsonl liaison office
ask "a phrase" --format=jsonl '"liaison office"'
ask "operators" --format=jsonl '(kaesong NEAR/10 office) OR balloon* -weather'
ask "fields and a date, newest first" --format=jsonl --sort=-date 'title:kaesong date:2020-06'
ask "all, by date" --format=ids --sort=date -n 100 'the'
ask "as text, with passages" 'joint liaison'
ask "when they were indexed" --format=ids --sort=date -n 100 'indexed:2d..'

# ---- What another machine can't be asked ----------------------------------------------------------------

for option in --expand --recent=30d; do
    run nsearch -i "$T/remote" "$option" liaison office
    is "$option: 2" "$code" 2
    like "which says why" "$err" "can't be searched with --expand or --recent"
done

run nsearch -i "$T/remote" --new-since 0 office
is "--new-since: 2" "$code" 2
like "which says why" "$err" "^nsearch: an index with a part on another machine can't be asked for what is new$"
run nsearch -i "$T/remote" --token
is "--token: 2" "$code" 2
like "which says why" "$err" '^nsearch: an index with a part on another machine has no token$'

refused() { # refused NAME QUERY
    run nsearch -i "$T/remote" "$2"
    is "$2: refused" "$code" 2
    like "$2: by name" "$err" "$1 can't be asked of an index on another machine"
}

refused SAME 'joint SAME liaison'
refused NEAR 'kaesong NEAR "liaison office"'
refused 'NOT NEAR' 'office NOT NEAR/3 kaesong'
refused ATLEAST 'office ATLEAST3(liaison)'
refused LEAD 'LEAD(office AND NOT liaison)'
refused 'a phrase with a \*' '"the * office"'
refused CAPS 'office -CAPS(who)'
refused ALLCAPS 'ALLCAPS(who)'
refused NOCAPS 'NOCAPS(office)'
refused NAME 'NAME(Kim Un)'
refused QUOTE 'QUOTE(office)'
refused QUOTE 'quote:"liaison office"'
refused LEAD 'lead:office'
refused FIRST 'FIRST20(office)'
refused body: 'body:office'
refused W/S 'office W/S liaison'
refused SAME 'office W/P liaison'
refused NEAR 'kaesong NEAR office NEAR joint'
refused NEAR 'office NEAR office'
run nsearch -i "$T/remote" 'office SAME liaison'
like "with the place" "$err" '^ *\^'
ask "inflections in a phrase" --format=ids '"{liaison offices}"'
ask "choices in a phrase" --format=ids '"(joint|liaison) office"'
ask "wildcards" --format=ids 'k?esong l*n'

run nsearch -i "$T/remote" kaesogn
is "nothing is found" "$code" 1
unlike "nothing is suggested: a server's words aren't walked over" "$err" "did you mean"

explain() { sed -E 's/^( +[0-9]*  )( *[^ ]*).*/\1\2/; /^time:/d' "$out"; }
run nsearch -i "$T/index" --explain 'liaison office title:kaesong'
explain >"$T/local"
run nsearch -i "$T/remote" --explain 'liaison office title:kaesong'
explain >"$T/far"
same "--explain: the same tree and counts" "$T/local" "$T/far"
run nsearch -i "$T/remote" --explain 'liaison SAME office'
is "--explain of what can't be checked there: 2" "$code" 2
like "which says what" "$err" "^nsearch: SAME can't be asked of an index on another machine$"
run nsearch -i "$T/remote" --facets=source office
is "--facets: 2, and why" "$code:$(cat "$err")" \
    "2:nsearch: values can't be counted in an index with a part on another machine"
run nsearch -i "$T/remote" --similar ng-2020-0617-01
is "--similar: 2, and why" "$code:$(cat "$err")" \
    "2:nsearch: similar articles can't be found in an index with a part on another machine"
run nsearch -i "$T/remote" --why ng-2020-0617-01 'liaison office'
is "--why: 2" "$code" 2
like "and says that it can't" "$err" \
    "^nsearch: why an article is found can't be asked of an index on another machine$"
run nsearch -i "$T/remote" --lint 'liaison offize'
like "--lint asks it" "$out" '^1:9: no article has offize: '

# ---- Stubs that people write -------------------------------------------------------------------------

if command -v xapian-progsrv >/dev/null; then
    printf '# two of them\nremote 127.0.0.1:%s\nremote :xapian-progsrv %s\n' "$port" "$T/index" >"$T/remote/XAPIANDB"
    run nsearch -i "$T/index" --count kaesong
    once=$(cat "$out")
    run nsearch -i "$T/remote" --count kaesong
    is "a server and a program: both are searched" "$(cat "$out")" $((once * 2))
else
    skip "a program is talked to" "no xapian-progsrv (Debian: xapian-tools)"
fi
printf 'remote nowhere\n' >"$T/remote/XAPIANDB"
run nsearch -i "$T/remote" kaesong
is "a remote without a port" "$code" 6
like "is shown" "$err" 'XAPIANDB: "remote nowhere" names no HOST:PORT and no :PROGRAM$'
printf 'remote 127.0.0.1:1\n' >"$T/remote/XAPIANDB"
run nsearch -i "$T/remote" kaesong
is "a machine that doesn't answer" "$code" 9
like "is named" "$err" '127\.0\.0\.1:1'
run nindex -q -i "$T/remote" corpus/articles
like "nindex leaves such a stub alone and says where to go" "$err" \
    'its segments are on other machines: run nindex there$'

done_testing
