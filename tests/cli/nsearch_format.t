#!/bin/sh
# nsearch's output: text, JSON, colour, and nothing from an article that a terminal would obey.
. tests/cli/lib.sh
need jsonl

cat >"$T/news.jsonl" <<'EOF'
{"id":"a1","title":"Liaison office destroyed","date":"2020-06-16","source":"Harbor Wire","body":"The liaison office in Kaesong was blown up on Tuesday. Nobody was hurt."}
{"id":"a2","title":"A house opens","source":["Meridian Daily","Agency"],"body":"Liaison between the two sides has an office."}
{"id":"evil\u0007","title":"Hostile \u001b[31mtitle\u001b]0;x\u0007 \u009b2J \u202eright","date":"2020","source":"Tab\there","body":"A hostile\u001b[2J text with \u0000 and \u007f and \u009b31m and \u202e in it."}
EOF
"$B/nindex" -q -i "$T/index" "$T/news.jsonl" >"$out" 2>"$err"
NSEARCH_INDEX=$T/index
export NSEARCH_INDEX

run nsearch liaison office
cat >"$T/want" <<'EOF'
1. Liaison office destroyed
   2020-06-16 · Harbor Wire · a1 · phrase
   The liaison office in Kaesong was blown up on Tuesday. Nobody was hurt.

2. A house opens
   Meridian Daily; Agency · a2
   Liaison between the two sides has an office.

2 articles
EOF
same "text, as people read it" "$T/want" "$out"
run nsearch -n 1 liaison office
like "the last line says what is shown" "$out" '^2 articles, 1-1 shown$'
run nsearch --offset 1 liaison office
like "ranks go on after an offset" "$out" '^2\. A house opens$'

run nsearch --format=jsonl liaison office
is "jsonl: a line a hit and one more" "$(wc -l <"$out")" 3
like "jsonl: a hit" "$out" '^\{"type":"hit","rank":1,"score":[0-9.]+,"id":"a1","title":"Liaison office destroyed","date":"2020-06-16","source":"Harbor Wire","author":null,"section":null,"place":null,"tag":null,"url":null,"lang":(null|"en"),"path":".*news.jsonl","indexed":"20[0-9-]{8}T[0-9:]{8}Z","phrase":true,"passage":\{"text":"The liaison office in .*","marks":\[\[4,14\]\]\}\}$'
like "jsonl: the summary" "$out" '^\{"type":"summary","version":1,"query":".*","total":2,"exact":true,"phrase_total":1,"shown":2,"suggestion":null,"took_ms":[0-9.]+,"generation":1,"token":"[0-9a-v]{13}"\}$'
if perl -MJSON::PP -e 1 2>/dev/null; then
    run nsearch --format=jsonl --any hostile liaison
    cp "$out" "$T/lines"
    run perl -MJSON::PP -e 'open F, $ARGV[0]; decode_json($_) for <F>' "$T/lines"
    is "jsonl: another parser reads every line" "$code" 0
else
    skip "jsonl: another parser reads every line" "no JSON::PP"
fi

run nsearch --format=tsv liaison office
awk -F '\t' 'NF != 7 { exit 1 }' "$out"
report $? "tsv: seven columns"
cut -f 1,3-6 "$out" >"$T/got"
printf '1\ta1\t2020-06-16\tHarbor Wire\tLiaison office destroyed\n2\ta2\t\tMeridian Daily; Agency\tA house opens\n' >"$T/want"
same "tsv: rank, id, date, source, title" "$T/want" "$T/got"
run nsearch --format=paths liaison office
is "paths" "$(uniq "$out")" "$T/news.jsonl"

# ---- Colour ---------------------------------------------------------------------------------------

escape=$(printf '\033')
run nsearch liaison office
unlike "no colour in a file" "$out" "$escape"
run nsearch --color=always liaison office
like "--color=always" "$out" "The $escape\[0m$escape\[1;31mliaison office$escape\[0m in"
run env NO_COLOR=1 "$B/nsearch" --color=always liaison office
like "--color=always even so" "$out" "$escape"
run nsearch --color=never liaison office
unlike "--color=never" "$out" "$escape"

# `script` gives the program a terminal.
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
    on_terminal() { script -qec "TERM=xterm PAGER=cat $*" /dev/null </dev/null >"$out" 2>"$err"; }
    on_terminal "$B/nsearch" liaison office
    like "colour on a terminal" "$out" "$escape\[1m"
    like "the phrase hint on a terminal" "$out" "hint: 1 article has it as a phrase, 2 have all the words; '\"liaison office\"' or -p"
    on_terminal env NO_COLOR=1 "$B/nsearch" liaison office
    unlike "NO_COLOR is respected" "$out" "$escape\["
    on_terminal env NO_COLOR= "$B/nsearch" -q liaison office
    like "an empty one is none" "$out" "$escape\[1m"
    unlike "-q gives no hint" "$out" "hint"
else
    skip "colour on a terminal" "no script(1)"
fi

# ---- Hostile articles -----------------------------------------------------------------------------

for format in text jsonl json csv tsv ids paths kwic 'template={title}{passage}{body}\n'; do
    run nsearch --format="$format" hostile
    is "$format: the hostile article is found" "$code" 0
    perl -CSD -ne 'exit 1 if /[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]/' "$out"
    report $? "$format: nothing that a terminal would obey"
done
run nsearch --show "$("$B/nsearch" --format=ids hostile)"
is "--show of it" "$code" 0
perl -CSD -ne 'exit 1 if /[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}]/' "$out"
report $? "--show: nothing that a terminal would obey"
run nsearch "$(printf '\033[31m(\302\233')"
is "a hostile query: 2" "$code" 2
perl -CSD -ne 'exit 1 if /[\x00-\x08\x0b-\x1f\x7f-\x9f]/' "$err"
report $? "its echo holds nothing that a terminal would obey"
done_testing
