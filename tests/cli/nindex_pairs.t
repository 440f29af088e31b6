#!/bin/sh
# Every command of nindex with every option: what it has no use for is refused, in a line that names both.
. tests/cli/lib.sh
need jsonl

mkdir "$T/in"
echo '{"id": "f1", "title": "Ferry", "body": "The ferry ran."}' >"$T/in/ferry.jsonl"
echo 'The ferry ran.' >"$T/one.txt"
"$B/nindex" -q -i "$T/index" "$T/in"

# pairs COMMAND PATH TAKEN...
pairs() {
    command=$1 path=$2 good='' lines=''
    shift 2
    for option in dry-run keep-missing lock-timeout=1s format=text map=title=name language=german max-article-size=1M \
        no-text no-boilerplate-filter rejects="$T/rejects" jobs=1 memory=16M tmpdir="$T" quiet no-config; do
        "$B/nindex" -i "$T/index" "--$command" "--$option" $path >"$out" 2>"$err"
        code=$?
        if [ "$code" != 2 ]; then
            good="$good ${option%%=*}"
        else
            [ "$(cat "$err")" = "nindex: --$command: not together with --${option%%=*}" ] || lines="$lines $option"
        fi
    done
    is "what goes with --$command" "${good# }" "$*"
    is "what doesn't is told in a line" "$lines" ""
}

pairs status '' quiet no-config
pairs check '' quiet no-config
pairs boilerplate '' quiet no-config
pairs formats '' quiet no-config
pairs optimize '' lock-timeout jobs quiet no-config
pairs rebuild-from-index '' lock-timeout language jobs memory tmpdir quiet no-config
pairs try "$T/one.txt" format map max-article-size quiet no-config
pairs full "$T/in" dry-run lock-timeout format map language max-article-size \
    no-text no-boilerplate-filter rejects jobs memory tmpdir quiet no-config

done_testing
