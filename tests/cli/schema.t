#!/bin/sh
# Everything that nsearch prints as JSON is as the installed JSON Schema says, and the schema says nothing that isn't.
. tests/cli/lib.sh
need jsonl

schema=searcher/nsearch-formats.schema.json
if ! perl -MJSON::PP -e 1 2>/dev/null; then
    skip "JSON is as the schema says" "no JSON::PP"
    done_testing
fi
"$B/nindex" -q -i "$T/index" corpus/articles >"$out" 2>"$err"
NSEARCH_INDEX=$T/index
export NSEARCH_INDEX

# Runs nsearch and checks what it prints; what was looked at is kept for other programs to check.
checked() { # checked lines|document NAME OPTION...
    form=$1 name=$2
    shift 2
    "$B/nsearch" "$@" >"$T/json" 2>"$T/err"
    [ $? -le 1 ] || echo "a wrong query" >"$T/json"
    case $form in
    document) tr -d '\n' <"$T/json" && echo ;;
    *) cat "$T/json" ;;
    esac >>"$T/all"
    run sh -c "perl tests/cli/schema.pl $schema $form <'$T/json'"
    is "$form: $name" "$code:$(cat "$out")" 0:
}

# ---- Hits -----------------------------------------------------------------------------------------

all=$("$B/nsearch" --format=csv --fields '?' x 2>&1 | sed 's/.*there are //; s/, /,/g')
while IFS='|' read -r name options query; do
    # shellcheck disable=SC2086
    checked lines "$name" --format=jsonl $options "$query"
    # shellcheck disable=SC2086
    checked document "$name" --format=json $options "$query"
done <<EOF
hits||kaesong
all there are|-n all|the OR die OR le OR el OR o
nothing found||zebra
no hits asked for|-n 0|kaesong
past the end|--offset 1000|kaesong
a page|--offset 2 -n 3|kaesong
what was meant||kaesongg
any|--any -n 50|what happened at the liaison office
by date|--sort=date|kaesong
expanded|--expand --any|kaesong
newer ones count more|--recent 1y|office
approximate|--approximate -n 1|kaesong
wildcards|-n all|se* OR econom*
what is new|--new-since 0|kaesong
all fields|-n 50 --fields $all|kaesong
few fields|--fields id,date|kaesong
a text|-n all --fields body|office
quiet|-q|zebra kaesong
EOF

perl -MJSON::PP -e '
    local $/; open my $in, "<", $ARGV[0] or die; my $hit = decode_json(<$in>)->{q($defs)}{hit};
    print join(",", sort grep { $_ ne "type" } keys %{$hit->{properties}}), "\n"' "$schema" >"$T/fields"
is "the schema has the fields that there are" "$(cat "$T/fields")" "$(echo "$all" | tr , '\n' | sort | paste -sd, -)"
checked lines "what a hit has by itself" --format=jsonl -n 1 kaesong
perl -MJSON::PP -e 'my $hit = decode_json(scalar <STDIN>); delete $hit->{type}; print join(",", sort keys %$hit), "\n"' \
    <"$T/json" >"$out"
is "all of them but the text" "$(cat "$out")" "$(echo "$all" | tr , '\n' | grep -v body | sort | paste -sd, -)"

# ---- All formats say the same ---------------------------------------------------------------------

"$B/nsearch" -n all --format=tsv --fields "$all" 'the OR die OR le OR el OR o' >"$T/tsv" 2>"$err"
"$B/nsearch" -n all --format=jsonl --fields "$all" 'the OR die OR le OR el OR o' 2>"$err" |
    perl -CO -MJSON::PP -e '
        my @names = split /,/, $ARGV[0];
        while (my $line = <STDIN>) {
            my $hit = decode_json($line);
            next if $hit->{type} eq "summary";
            $hit->{passage} = $hit->{passage}{text};
            $hit->{score} = sprintf "%.4f", $hit->{score};
            $hit->{phrase} = $hit->{phrase} ? "true" : "false";
            my @values = map { $hit->{$_} // "" } @names;
            s/[\t\n]/ /g for @values;
            print join("\t", @values), "\n";
        }' "$all" >"$T/as-tsv"
same "jsonl has what tsv has" "$T/tsv" "$T/as-tsv"
[ "$(wc -l <"$T/tsv")" -gt 90 ]
report $? "of all articles"

# ---- What isn't a list of hits --------------------------------------------------------------------

number=0
for query in 'kaesong and seoul' 'kaesong' 'kaesong OR econom* zzzz' '"the and" seoul OR zebra -zebra' \
    'liaison SAME off?ce -leaflets' 'NAME(Kim Yo Jong) OR date:2020-06' 'LEAD(seoul) OR title:(liaison W/S office)' \
    'ATLEAST2(kaesong) -(seoul NEAR/3 office)' 'lang:de OR words:100..200'; do
    number=$((number + 1))
    for mode in --lint --explain '--why md-2020-0617-02'; do
        # shellcheck disable=SC2086
        checked lines "$mode of query $number" --format=jsonl $mode "$query"
        # shellcheck disable=SC2086
        checked document "$mode of query $number" --format=json $mode "$query"
    done
done
for id in $("$B/nsearch" -n 5 --format=ids kaesong); do
    checked lines "--show $id" --format=jsonl --show "$id"
done

for field in source section author place tag lang site year month day; do
    checked lines "--facets $field" --format=jsonl --facets "$field" kaesong
    checked document "--facets $field" --format=json --facets "$field" kaesong
done
checked lines "--facets of nothing" --format=jsonl --facets source zebra
checked document "--facets of nothing" --format=json --facets source zebra

# ---- A coprocess's lines --------------------------------------------------------------------------

cat >"$T/lines" <<'EOF'
kaesong
zebra

kaesong)
{"id":"a","query":"the OR die","limit":30,"passages":true,"expand":true,"match":"any"}
{"id":null,"query":"office","fields":"id,date,body","suggest":true}
{"id":false,"query":"kaesongg","suggest":true}
{"id":1.5,"query":"kaesong","facets":["source","section","author","place","tag","lang","site","year","month","day"]}
{"facets":"year"}
{"similar":"md-2020-0617-02"}
{"show":"md-2020-0617-02"}
{"show":"nobody"}
{"query":7}
{"query"
{}
EOF
"$B/nsearch" --batch <"$T/lines" >"$T/json" 2>"$err"
cat "$T/json" >>"$T/all"
is "a coprocess answers each line" "$(wc -l <"$T/json")" "$(wc -l <"$T/lines")"
run sh -c "perl tests/cli/schema.pl $schema lines <'$T/json'"
is "lines: --batch" "$code:$(cat "$out")" 0:
"$B/nsearch" -i "$T/none" --batch <"$T/lines" >"$T/json" 2>"$err"
run sh -c "perl tests/cli/schema.pl $schema lines <'$T/json'"
is "lines: --batch without an index" "$code:$(cat "$out")" 0:

# ---- The schema itself ----------------------------------------------------------------------------

for type in hit summary finding clause note engine check step answer article facet facets; do
    grep -q "\"type\":\"$type\"" "$T/all"
    report $? "a $type was looked at"
done

# What must not pass.
cat >"$T/wrong" <<'EOF'
{"type":"hit","rank":"1"}
{"type":"hit","rank":0}
{"type":"hit","rank":1.5}
{"type":"hit","score":null}
{"type":"hit","titel":"a"}
{"type":"hit","phrase":1}
{"type":"hit","date":"June 2020"}
{"type":"hit","passage":{"text":"a"}}
{"type":"hit","passage":{"text":"a","marks":[[1]]}}
{"type":"hit","passage":{"text":"a","marks":[[1,"2"]]}}
{"rank":1}
{"type":"hits"}
{"type":"note"}
{"type":"answer"}
{"type":"answer","verdict":true,"total":1,"exact":true}
{"version":2,"rows":[]}
{"version":1,"rows":[{"type":"hit"}]}
{"version":1}
{"type":"facet","value":1,"count":1}
{"type":"facets","field":"year"}
{"id":1,"error":{"status":"bad","message":"a"}}
{"id":1,"facets":{"colour":{}}}
{"id":[1]}
[]
"hit"
{
EOF
run sh -c "perl tests/cli/schema.pl $schema each <'$T/wrong'"
is "what is wrong doesn't pass" "$(grep -c -v '^ok$' "$out")" "$(wc -l <"$T/wrong")"
sed 's/"minItems"/"uniqueItems"/' "$schema" >"$T/unknown.json"
run sh -c "echo '{}' | perl tests/cli/schema.pl '$T/unknown.json' lines"
like "a keyword that isn't known is refused" "$err" '^unknown keyword uniqueItems$'

# A validator that others made, where there is one.
if python3 -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then
    run python3 -c '
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for line in open(sys.argv[2]):
    validator.validate(json.loads(line))
for line in list(open(sys.argv[3]))[:-1]:
    assert not validator.is_valid(json.loads(line)), line' "$schema" "$T/all" "$T/wrong"
    is "jsonschema says the same" "$code:$(tail -n 1 "$err")" 0:
else
    skip "jsonschema says the same" "no python3-jsonschema"
fi
done_testing
