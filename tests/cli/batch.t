#!/bin/sh
# nsearch --batch: a line of JSON for each line, whatever it is; the same as nsearch answers by itself; while nindex
# publishes; and through bash's coproc, Python and Perl.
. tests/cli/lib.sh
need jsonl

"$B/nindex" -q -i "$T/index" corpus/articles >"$out" 2>"$err"
report $? "the sample archive is indexed"
PATH=$B:$PATH NSEARCH_INDEX=$T/index
export PATH NSEARCH_INDEX T

batch() { # batch [OPTION...]: answers what is on standard input
    nsearch --batch "$@" >"$out" 2>"$err"
    code=$?
}

# A value of an answer: get LINE PATH, as 1 hits/0/id
get() {
    perl -MJSON::PP -e '
        my ($line, $path) = @ARGV; my @lines = <STDIN>; my $at = JSON::PP->new->utf8->allow_nonref->decode($lines[$line - 1]);
        $at = ref $at eq "ARRAY" ? $at->[$_] : $at->{$_} for split m{/}, $path;
        binmode STDOUT, ":utf8"; print defined $at ? ref $at ? JSON::PP->new->canonical->encode($at) : $at : "null"' "$1" "$2" <"$out"
}

answers() { # answers NAME PATH WANT: of the one line in $T/line
    batch <"$T/line"
    is "$1" "$(wc -l <"$out"): $(get 1 "$2")" "1: $3"
}

line() {
    printf '%s\n' "$1" >"$T/line"
}

# ---- Queries and requests ----------------------------------------------------------------------------

line 'liaison office'
answers "a line is a query" query 'liaison AND office'
is "it ends with 0" "$code" 0
is "nothing else is said" "$(cat "$err")" ""
answers "its id is the line's number" id 1
answers "ten articles are shown" shown 10
answers "of these" total 20
answers "with passages" hits/0/passage/marks '[[134,14]]'
line '{"id": "a b", "query": "liaison office", "limit": 2, "offset": 2, "fields": ["id", "date"], "sort": "date"}'
answers "an object says more" hits '[{"date":"2019-10-16","id":"hw-2019-1016-01"},{"date":"2020-03-11T18:40:00","id":"md-2020-0311-01"}]'
answers "its id comes back" id 'a b'
for id in 1 -5 1.50 '"x"' null true; do
    printf '{"id": %s, "query": "office"}\n' "$id" >"$T/line"
    batch <"$T/line"
    like "the id $id" "$out" "^\{\"id\":$id,"
done
line '{"query": "office", "fields": "id,title"}'
answers "fields as a list" 'hits/0' '{"id":"md-2020-0605-01","title":"North Korea says it will shut the Kaesong liaison office over leaflets"}'
line '{"query": "office", "fields": ["id"], "passages": 60, "limit": 1}'
answers "passages of a size" hits/0/passage/marks '[[22,6]]'
line '{"query": "office", "passages": false, "limit": 1}'
answers "or none" hits/0/passage null
line '{"query": "liaison office", "match": "phrase", "limit": 0}'
answers "a phrase, only counted" total 15
line '{"query": "liaison zeppelin", "match": "any", "limit": 0}'
answers "any of the words" total 21
line '{"query": "office", "since": "2020", "until": "2020", "limit": 0}'
answers "a time" total "$(nsearch --count --since 2020 --until 2020 office)"
line '{"query": "kaesogn", "suggest": true}'
answers "what was probably meant" suggestion kaesong
line '{"query": "kaesong", "new_since": "0", "fields": ["id"]}'
answers "what is new, and all of it" shown 20
line "{\"query\": \"kaesong\", \"new_since\": \"$(nsearch --token)\"}"
answers "since the token nothing" total 0
line '{"query": "office", "facets": ["year"], "limit": 0}'
answers "facets" facets/year/values/10 '{"count":1,"value":"2024"}'
line '{"facets": "source"}'
answers "of all articles" facets/source/values/0/value 'Meridian Daily'
awk 'BEGIN { for (i = 0; i < 150; i++)
    printf "{\"title\":\"Ice\",\"date\":\"2020-%02d-%02d\",\"source\":\"Station %d\"}\n", 1 + i / 28, 1 + i % 28, i }' >"$T/days.jsonl"
run nindex -q -i "$T/days" "$T/days.jsonl"
printf '%s\n' '{"facets": ["day", "source"]}' '{"facets": ["day", "source"], "facet_limit": 120}' >"$T/line"
shown() { # of an answer: how many days, the first, how many sources
    echo "$(get "$1" facets/day/values | grep -o value | wc -l) $(get "$1" facets/day/values/0/value) $(get "$1" facets/source/values | grep -o value | wc -l)"
}
batch -i "$T/days" <"$T/line"
is "all days, as --facets=day has them, but 100 of the sources" "$(shown 1)" "$(nsearch -i "$T/days" --facets=day --format=tsv | wc -l) 2020-01-01 100"
is "as many as are asked for" "$(shown 2)" "120 2020-01-01 120"
line '{"similar": "md-2020-0617-02", "limit": 1, "fields": "id"}'
answers "like another" hits '[{"id":"ng-2020-0617-01"}]'
line '{"show": "md-2020-0617-02"}'
answers "an article" article/title 'Correction: Kaesong blast'
line '{"query": "liaison", "limit": null, "since": null}'
answers "null is as if it weren't there" shown 10
printf 'kaesong\r\n' >"$T/line"
answers "a line may end as on Windows" total 20
printf 'kaesong' >"$T/line"
answers "and the last one not at all" total 20
printf 'kaesong\n\n{"query":"x"' >"$T/line"
batch <"$T/line"
is "a line for a line" "$(wc -l <"$out")" 3
: >"$T/line"
batch <"$T/line"
is "none for none" "$code $(wc -c <"$out")" "0 0"

line 'office'
batch -n 1 --sort -date --fields id --any <"$T/line"
is "options are what a line doesn't say" "$(get 1 hits)" "[{\"id\":\"$(nsearch --sort -date -n 1 --format ids office)\"}]"
for wrong in office '--format text' '--dialect lucene' '--count' '--lint' "-f $T/line"; do
    run nsearch --batch $wrong
    is "--batch with $wrong: 2" "$code" 2
done
run nsearch -i "$T/none" --batch
is "without an index: 4" "$code" 4

# ---- Errors are answers ------------------------------------------------------------------------------

complains() { # complains LINE MESSAGE [STATUS]
    line "$1"
    batch <"$T/line"
    is "$1: ends with 0" "$code" 0
    is "$1" "$(get 1 error/status): $(get 1 error/message)" "${3:-invalid}: $2"
}

complains '' 'no query'
complains '   ' 'no query'
complains '{}' 'no query'
complains '{"query": ""}' 'no query'
complains '"liaison' 'this quote is never closed'
is "with its place" "$(get 1 error/offset) $(get 1 error/size)" "0 1"
complains '{"query": "office (", "id": 3}' 'this bracket is never closed'
is "and the id" "$(get 1 id)" 3
complains '{"quary": "x"}' 'unknown key "quary"'
complains '{"query": 1}' '"query" must be a text'
complains '{"query": "a\u0000b"}' '"query" must be a text without a NUL'
complains '{"query": "x", "query": "y"}' 'a key is given twice'
complains '{"id": 3, "query": "x \": :", "que\u0072y": "y"}' 'a key is given twice'
is "the answer has the id" "$(get 1 id)" 3
complains '{"query": "x", "limit": 1, "limit": null}' 'a key is given twice'
complains '{"query": "x", "limit": "3"}' '"limit" must be a number, 0 or more'
complains '{"query": "x", "limit": -1}' '"limit" must be a number, 0 or more'
complains '{"query": "x", "sort": "id"}' '"sort" must be "relevance", "date" or "-date"'
complains '{"query": "x", "match": 1}' '"match" must be "all", "any" or "phrase"'
complains '{"query": "x", "expand": 1}' '"expand" must be true or false'
complains '{"query": "x", "fields": []}' '"fields" must be some name'
complains '{"query": "x", "fields": ["id", 1]}' '"fields" must be a text'
complains '{"query": "x", "fields": {}}' '"fields" must be a name, or an array of some'
complains '{"query": "x", "fields": "id,titel"}' '"fields": unknown field "titel": did you mean title?'
complains '{"query": "x", "passages": 0}' '"passages" must be true, false or a size in bytes, at most 100000'
complains '{"query": "x", "facets": "colour"}' 'values are counted of source, section, author, place, tag, lang, site, year, month and day'
complains '{"query": "x", "since": "foo"}' "$(nsearch --since foo x 2>&1 | sed 's/^nsearch: //')"
complains '{"id": {}, "query": "x"}' '"id" must be a text or a number of up to 64 bits'
complains '{"id": 18446744073709551616, "query": "x"}' '"id" must be a text or a number of up to 64 bits'
complains '{"show": "none"}' "$(nsearch --show none 2>&1 | sed 's/^nsearch: //')" missing
complains '{"show": "none", "query": "x"}' '"show" goes with nothing but an id'
complains '{"similar": "md-2020-0617-02", "facets": "year"}' '"similar" and "facets" exclude each other'
for key in '"limit": 1' '"fields": "id"' '"since": "2020"' '"facet_limit": 1' '"match": "any"'; do
    complains "{\"show\": \"md-2020-0617-02\", $key}" '"show" goes with nothing but an id'
done
for key in limit offset; do
    complains "{\"facets\": \"year\", \"$key\": 1}" "\"$key\" is of hits, and without a query there are none"
done
complains '{"facets": "year", "fields": "id"}' '"fields" is of hits, and without a query there are none'
complains '{"query": "x", "facet_limit": 1}' '"facet_limit" is of "facets", and there are none'
for key in expand approximate suggest; do
    complains "{\"similar\": \"md-2020-0617-02\", \"$key\": true}" "\"$key\" is for searches"
done
line '{"facets": "year", "limit": null, "facet_limit": 1}'
answers "null says nothing" facets/year/values/0/count 12
complains '{"query": "x", "new_since": "y"}' 'what is new since must be a token that nsearch or nindex gave, or 0 for everything'
for broken in '{"query": "x"' '{"query": "x"} y' '{"query": "x",}' "{'query': 'x'}" '{'; do
    line "$broken"
    batch <"$T/line"
    like "broken JSON: $broken" "$out" '^\{"id":1,"error":\{"status":"invalid","message":"not a JSON object, from byte [0-9]+ on: '
done
printf '{"query":"\377"}\n' >"$T/line"
answers "not UTF-8, in JSON" error/status invalid
printf '\377\376 office\n' >"$T/line"
batch <"$T/line"
is "not UTF-8, as it is: one answer" "$code $(wc -l <"$out")" "0 1"
printf 'off\000ice\n' >"$T/line"
answers "a NUL" error/message "there is a NUL in the line"
perl -e 'print "x" x 3_000_000, "\n", "kaesong\n", "a" x 1_048_577, "\n", "b" x 2_000_000' >"$T/line"
limit=
case $B in # a sanitizer needs more
*/build) limit='ulimit -v 400000 2>/dev/null;' ;;
esac
sh -c "$limit exec nsearch --batch" <"$T/line" >"$out" 2>"$err"
is "a line that is too long" "$(get 1 error/message)" "the line is longer than 1048576 bytes"
is "is skipped" "$(get 2 total)" 20
is "by a byte, too" "$(get 3 error/message)" "the line is longer than 1048576 bytes"
is "and the last one" "$(get 4 error/message) $(wc -l <"$out")" "the line is longer than 1048576 bytes 4"
if [ -w /dev/full ]; then
    echo office | nsearch --batch 2>"$err" >/dev/full
    is "an answer that can't be written" "$?: $(cat "$err")" "9: nsearch: cannot write the output: No space left on device"
else
    skip "an answer that can't be written" "no /dev/full"
fi
yes office | head -n 5000 | nsearch --batch 2>"$err" | head -n 1 >"$out"
is "a reader that goes away is no trouble" "$(cat "$err")" ""

# ---- The same as nsearch by itself -------------------------------------------------------------------

cat >"$T/queries" <<'END'
liaison office
"liaison office"
kaesong -leaflets
(seoul OR pyongyang) troops
demol*
seoul NEAR/5 border
title:kaesong
date:2020-06
source:"harbor wire"
verbindungsbüro
zeppelin
"joint liaison office" OR leaflets
office NOT (kaesong OR seoul)
author:okafor
"the who"
END
perl -MJSON::PP -MIPC::Open2 -e '
    my $pid = open2(my $from, my $to, "nsearch", "--batch");
    my $json = JSON::PP->new->utf8->canonical;
    for my $query (<STDIN>) {
        chomp $query;
        print $to "$query\n"; $to->flush;
        my $answer = $json->decode(scalar <$from>);
        open my $plain, "-|", "nsearch", "-q", "--format", "jsonl", "--", $query or die;
        my @rows = map { $json->decode($_) } <$plain>;
        my $summary = pop @rows;
        delete $_->{type} for @rows;
        delete @$summary{qw(type version took_ms)};
        my $hits = delete $answer->{hits};
        delete @$answer{qw(id took_ms notes)};
        print "$query: hits\n" if $json->encode($hits) ne $json->encode(\@rows);
        print "$query: summary\n" if $json->encode($answer) ne $json->encode($summary);
    }
    close $to; waitpid $pid, 0; print "ended with $?\n" if $?' <"$T/queries" >"$out" 2>"$err"
is "a batch answers as nsearch does, query for query" "$(cat "$out" "$err")" ""

# ---- Callers -----------------------------------------------------------------------------------------

if command -v bash >/dev/null; then
    run bash -c '
        coproc nsearch --batch --fields id
        for query in kaesong liaison zeppelin; do
            echo "$query" >&"${COPROC[1]}"
            read -r answer <&"${COPROC[0]}"
            echo "${answer%%,\"exact\"*}"
        done
        pid=$COPROC_PID
        exec {COPROC[1]}>&-
        wait "$pid"'
    is "bash: a coproc" "$code $(paste -sd' ' "$out")" \
        '0 {"id":1,"query":"kaesong","total":20 {"id":2,"query":"liaison","total":21 {"id":3,"query":"zeppelin","total":0'
else
    skip "bash: a coproc" "no bash"
fi

# Articles come one by one while 10,000 queries are asked: totals never fall, and at the end they are all there.
mkdir "$T/news"
article() { printf '{"id":"n%s","title":"Number %s","body":"the border was crossed"}\n' "$1" "$1" >"$T/news/$1.jsonl"; }
nights() {
    for i in $(seq 2 13); do
        article "$i"
        "$B/nindex" -q -i "$T/live" "$T/news" || return 1
    done
    : >"$T/done"
}
article 1
"$B/nindex" -q -i "$T/live" "$T/news"
asks='10,000 queries while nindex publishes'
if command -v python3 >/dev/null; then
    nights 2>"$T/nights" &
    publisher=$!
    cat >"$T/ask.py" <<'END'
import json, os, subprocess, sys, time
batch = subprocess.Popen(["nsearch", "-i", sys.argv[1], "--batch"], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
def ask(**request):
    print(json.dumps(request), file=batch.stdin, flush=True)
    return json.loads(batch.stdout.readline())
total, generations, number = 0, set(), 0
while number < 10000 or not os.path.exists(sys.argv[2]):
    number += 1
    answer = ask(id=number, query="border", limit=number % 3, fields=["id"])
    assert answer["id"] == number, answer
    assert answer.get("total", 0) >= total, answer
    assert len(answer["hits"]) == min(number % 3, answer["total"]), answer
    total = answer["total"]
    generations.add(answer["generation"])
total = ask(query="border")["total"]
batch.stdin.close()
print(total, "articles,", "some" if len(generations) > 2 else "no", "generations, exit", batch.wait())
END
    run python3 "$T/ask.py" "$T/live" "$T/done"
    wait "$publisher"
    is "Python: $asks" "$(cat "$out" "$T/nights")" "13 articles, some generations, exit 0"
else
    skip "Python: $asks" "no python3"
fi

# ---- What happens to an index ------------------------------------------------------------------------

mkfifo "$T/in"
nsearch -i "$T/live" --batch <"$T/in" >"$out" 2>"$err" &
pid=$!
exec 9>"$T/in"
answered() { # waits for so many answers
    for _ in $(seq 200); do
        [ "$(wc -l <"$out")" -ge "$1" ] && return
        sleep 0.05
    done
}
echo border >&9
answered 1
first=$(get 1 total)
mv "$T/live" "$T/away"
echo border >&9
answered 2
mv "$T/away" "$T/live"
echo border >&9
answered 3
is "an index that goes away and comes back" "$first $(get 2 error/status) $(get 3 total)" "$first missing $first"
cp "$T/live/XAPIANDB" "$T/stub"
echo nonsense >"$T/new" && mv "$T/new" "$T/live/XAPIANDB"
echo border >&9
answered 4
mv "$T/stub" "$T/live/XAPIANDB"
echo border >&9
answered 5
like "one that is damaged" "$out" '^\{"id":4,"error":\{"status":"(damaged|foreign)"'
is "and mended" "$(get 5 total)" "$first"
kill "$pid"
wait "$pid"
is "a signal ends it" "$?" 143
is "without a word" "$(cat "$err")" ""
exec 9>&-
done_testing
