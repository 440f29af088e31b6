#!/bin/sh
# Every two options: what one would make of the other works, or is refused in a line that names both.
. tests/cli/lib.sh
need jsonl

mkdir "$T/in"
for i in 1 2 3; do
    printf '{"id": "f%s", "title": "Ferry %s", "source": "Quay Post", "date": "2020-0%s-01", "body": "The ferry ran."}\n' \
        "$i" "$i" "$i"
done >"$T/in/ferry.jsonl"
"$B/nindex" -q -i "$T/index" "$T/in"
echo ferry >"$T/query"
export NSEARCH_INDEX="$T/index"

all='any phrase since=2020 until=2020 new-since=0 limit=2 offset=1 sort=date recent=30d expand approximate count
format=jsonl fields=id files null context=9 query-file=- batch show=f1 token similar=f1 facets=year lint dialect=google
explain why=f1 config complete=so'

# pairs OPTIONS QUERY TAKEN...: of all options, those are taken beside OPTIONS, and the rest is refused.
pairs() {
    options=$1 query=$2 good='' bad='' lines=''
    shift 2
    for option in $all; do
        case " $options " in *" --${option%%=*} "* | *" --${option%%=*}="*) continue ;; esac
        words=$query
        [ "$option" != query-file=- ] || words=
        # shellcheck disable=SC2086 # there are several words in each
        "$B/nsearch" $options --"$option" $words <"$T/query" >"$out" 2>"$err"
        code=$?
        if [ "$code" = 2 ]; then
            bad="$bad ${option%%=*}"
            grep -Eqx 'nsearch: .*' "$err" && [ "$(wc -l <"$err")" = 1 ] && [ ! -s "$out" ] ||
                lines="$lines ${option%%=*}"
        else
            good="$good ${option%%=*}"
        fi
    done
    is "what goes with $options" "${good# }" "$*"
    is "what doesn't is told in a line" "$lines" ""
}

found='any phrase since until new-since' ranked='sort recent expand approximate'
search="$found limit offset $ranked"
# shellcheck disable=SC2086 # words
{
    pairs '--batch' '' $search format fields
    pairs '--show=f1' '' format
    pairs '--token' ''
    pairs '--config' ''
    pairs '--complete=so' ''
    pairs '--lint' ferry any phrase since until format query-file
    pairs '--dialect=google' ferry query-file
    pairs '--explain' ferry any phrase since until limit count format query-file
    pairs '--why=f1' ferry any phrase since until format query-file
    pairs '--facets=year' ferry any phrase since until new-since limit offset sort count format query-file
    pairs '--similar=f1 --any' ferry since until new-since limit offset recent count format files query-file
    pairs '--count' ferry $found $ranked query-file similar facets explain
    pairs '--files' ferry $search null query-file similar
    pairs '--format=csv' ferry $search fields query-file similar facets
    pairs '--format=kwic' ferry $search fields context query-file similar
    pairs '--format=template={id}' ferry $search null query-file similar
    pairs '--format=jsonl' ferry $search fields query-file similar facets lint explain why
    pairs '--fields=id --format=json' ferry $search query-file similar
}

refused() { # refused NAME LINE ARGUMENT...
    name=$1 line=$2
    shift 2
    run nsearch "$@"
    is "$name" "$code:$(cat "$err")" "2:nsearch: $line"
}
refused "both are named" "--sort: not together with --show" --show f1 --sort date
refused "whichever is first" "--sort: not together with --show" --sort date --show f1
refused "two things to do" "--why: not together with --similar" --similar f1 --why f1 ferry
refused "one of them twice" "--show f2: one at a time" --show f1 --show f2
refused "as many files as there are isn't a number of articles" "--files: not together with --count" -l -c ferry
refused "paths, but in a format" "--format: not together with --files" -l --format=csv ferry
refused "nothing to be any of" "--any and --phrase are of a query, and there is none" --any --facets=year
refused "fields of what has none" "--fields: not together with --facets" --facets=year --format=json --fields=id
for option in since until; do
    refused "a variable of a script that isn't set isn't all of time" "--$option : an empty date" --$option= ferry
done
refused "a line of another kind" "--batch prints jsonl" --batch --format=json

done_testing
