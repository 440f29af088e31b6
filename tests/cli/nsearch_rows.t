#!/bin/sh
# Output for programs that read lines: which fields, values separated by commas and tabs, ids, paths, URLs, templates, a
# concordance; and what is refused.
. tests/cli/lib.sh
need jsonl

cat >"$T/news.jsonl" <<'EOF'
{"id":"a1","title":"\"Liaison\" office, destroyed","date":"2020-06-16","source":"Harbor Wire","url":"https://wire.example/1","tag":["korea","talks"],"body":"The liaison office in Kaesong was blown up on Tuesday.\n\nNobody was hurt, the \"liaison\" said."}
{"id":"a2","title":"A house opens","source":["Meridian Daily","Agency"],"body":"Liaison between the two sides has an office."}
{"id":"a3","title":"=HYPERLINK(office)","date":"2021","body":"The tab\there and the office."}
EOF
printf 'Title: Apart\n\nAn office of its own.\n' >"$T/own file.txt"
"$B/nindex" -q -i "$T/index" "$T/news.jsonl" "$T/own file.txt" >"$out" 2>"$err"
NSEARCH_INDEX=$T/index
export NSEARCH_INDEX

# ---- Which fields ---------------------------------------------------------------------------------

run nsearch --sort=date --format=tsv --fields date,id,source office
printf '2020-06-16\ta1\tHarbor Wire\n2021\ta3\t\n' >"$T/want"
head -n 2 "$out" >"$T/got"
same "tsv: the fields asked for, in their order" "$T/want" "$T/got"
run nsearch --format=jsonl --fields tag,id,rank id:a1
like "jsonl: the fields asked for" "$out" '^\{"type":"hit","tag":"korea; talks","id":"a1","rank":1\}$'
run nsearch --format=json --fields id,body id:a1
like "json: the whole text" "$out" '^\{"id":"a1","body":"The liaison office in Kaesong was blown up on Tuesday\.\\n\\nNobody .* said\."\}$'
run nsearch --format=tsv --fields body,passage id:a1
is "tsv: a text is on the line" "$(wc -l <"$out")" 1
run nsearch --format=csv --fields id,titel office
is "an unknown field: 2" "$code" 2
like "what was meant" "$err" '^nsearch: unknown field "titel": did you mean title\?$'
run nsearch --format=csv --fields left office
like "what stands around a match is for kwic" "$err" 'unknown field "left": there are rank, .*, body$'

# ---- csv ------------------------------------------------------------------------------------------

run nsearch --sort=date --format=csv --fields id,title,date,body office
head -n 4 "$out" >"$T/got"
cat >"$T/want" <<'EOF'
id,title,date,body
a1,"""Liaison"" office, destroyed",2020-06-16,"The liaison office in Kaesong was blown up on Tuesday.

Nobody was hurt, the ""liaison"" said."
EOF
same "csv: names, quotes where they are needed, lines kept" "$T/want" "$T/got"
like "csv: a value is as the article has it" "$out" '^a3,=HYPERLINK\(office\),2021,'
unlike "csv: lines end as all do" "$out" "$(printf '\r')"
run nsearch --format=csv office
is "csv: all fields but the passage" "$(head -n 1 "$out")" \
    "rank,score,id,title,date,source,author,section,place,tag,url,lang,path,indexed,phrase"
run nsearch --format=csv nowhere
is "csv: names even if nothing is found" "$(wc -l <"$out") $code" "1 1"
if python3 -c 'import csv' 2>/dev/null; then
    "$B/nsearch" --sort=date --format=csv --fields title,body office >"$T/got.csv"
    run python3 -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
print(len(rows), rows[0]["title"], rows[0]["body"].count("\n"), sep="|")' "$T/got.csv"
    is "csv: Python reads it" "$(cat "$out")" '4|"Liaison" office, destroyed|2'
else
    skip "csv: Python reads it" "no python3"
fi

# ---- ids, paths, urls -----------------------------------------------------------------------------

run nsearch --format=urls office
is "urls: those there are" "$(cat "$out")" "https://wire.example/1"
like "urls: how many have none" "$err" '^nsearch: note: 3 articles without a URL are left out$'
run nsearch -q --format=urls office
is "urls: not told with -q" "$(cat "$err")" ""
run nsearch -l office
printf '%s\n' "$T/news.jsonl" "$T/own file.txt" >"$T/want"
sort "$out" >"$T/got"
same "-l: each file once" "$T/want" "$T/got"
"$B/nsearch" -l -0 title:apart | xargs -0 cat >"$out"
like "-l -0: xargs reads a path with a space" "$out" '^An office of its own\.$'
run nsearch --sort=date --format=ids -0 -n 2 office
is "ids -0" "$(tr '\0' '!' <"$out")" 'a1!a3!'
run nsearch -c office
is "-c counts" "$(cat "$out")" 4
run nsearch -n all --format=ids office
is "-n all: all of them" "$(wc -l <"$out")" 4
run nsearch -n all --offset 3 --format=ids office
is "-n all from an offset" "$(wc -l <"$out")" 1

# ---- template -------------------------------------------------------------------------------------

run nsearch --format='template={date} {title}\n' id:a1
is "template" "$(cat "$out")" '2020-06-16 "Liaison" office, destroyed'
run nsearch --format='template={id}\t{{{rank}}}' id:a1
is "template: nothing is added" "$(od -An -c "$out" | tr -s ' ')" ' a 1 \t { 1 }'
run nsearch -0 --format='template={id}' id:a1
is "template -0: a NUL behind each" "$(od -An -c "$out" | tr -s ' ')" ' a 1 \0'
for template in '' '{titel}' '{title' 'title}' "a\\" '\x'; do
    run nsearch --format="template=$template" office
    is "template '$template' is wrong: 2" "$code $(wc -l <"$err")" "2 1"
done
run nsearch --format='template={titel}' office
like "a wrong field of a template" "$err" '^nsearch: unknown field "titel": did you mean title\?$'

# ---- kwic -----------------------------------------------------------------------------------------

run nsearch --format=kwic --context 20 liaison id:a1
cat >"$T/want" <<EOF
left	match	right	id	date
""""	Liaison	""" office, destroyed"	a1	2020-06-16
The 	liaison	 office in Kaesong	a1	2020-06-16
"was hurt, the """	liaison	""" said."	a1	2020-06-16
EOF
same "kwic: a line for each match" "$T/want" "$out"
run nsearch --format=kwic --context 20 --fields match,part,title '"liaison office"'
cat >"$T/want" <<EOF
match	part	title
"Liaison"" office"	title	"""Liaison"" office, destroyed"
liaison office	body	"""Liaison"" office, destroyed"
EOF
same "kwic: a phrase is one match; other fields" "$T/want" "$out"
run nsearch --format=kwic nowhere
is "kwic: names even if nothing is found" "$(cat "$out") $code" "left	match	right	id	date 1"
if python3 -c 'import csv' 2>/dev/null; then
    "$B/nsearch" --format=kwic liaison id:a1 >"$T/got.tsv"
    run python3 -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline=""), delimiter="\t"))
print([row["left"] + row["match"] + row["right"] for row in rows][0])' "$T/got.tsv"
    is "kwic: left, match and right are the text" "$(cat "$out")" '"Liaison" office, destroyed'
else
    skip "kwic: left, match and right are the text" "no python3"
fi

# ---- What is refused ------------------------------------------------------------------------------

refused() { # refused SAYS OPTION...
    says=$1
    shift
    run nsearch "$@" office
    is "$* is refused" "$code $(cat "$out")" "2 "
    like "and why" "$err" "$says"
}
refused 'must be text, jsonl, json, csv, tsv, ids, paths, urls, kwic or template=' --format xml
refused 'must be text' --format ''
refused 'is for jsonl, json, csv, tsv and kwic' --fields id
refused 'is for jsonl, json, csv, tsv and kwic' --format ids --fields id
refused '^nsearch: --fields: id is there twice' --format csv --fields id,id
refused '^nsearch: -0 is for ids, paths, urls and template' --format csv -0
refused '^nsearch: --context is for kwic' --context 5
refused 'not a number of characters' --format kwic --context five
refused '^nsearch: --format-version 2: this nsearch writes version 1$' --format-version 2
refused 'not a number' --format-version one
refused '--lint, --explain and --why print text, json or jsonl' --format csv --explain
run nsearch --format-version 1 --format csv office
is "--format-version 1" "$code" 0
run nsearch --show a1 --format=csv
is "--show as csv: 2" "$code" 2
run nsearch --show a1 --format=json
like "--show as json" "$out" '^\{"type":"article","version":1,"id":"a1","title":"\\"Liaison\\" office, destroyed","date":"2020-06-16","source":"Harbor Wire","author":null,.*,"body":"The liaison .*"\}$'
run nsearch --format=json --lint 'kaesong and seoul'
is "--lint as json" "$(head -n 1 "$out") $(tail -n 1 "$out")" '{"version":1,"findings":[ ]}'
run nsearch --format=json --explain office
is "--explain as json" "$(head -n 1 "$out") $(tail -n 1 "$out")" '{"version":1,"rows":[ ]}'

# ---- On a terminal --------------------------------------------------------------------------------

if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
    script -qec "'$B/nsearch' --no-pager --color=never --format kwic --context 10 '\"liaison office\"'" /dev/null </dev/null >"$out" 2>"$err"
    tr -d '\r' <"$out" >"$T/got"
    cat >"$T/want" <<'EOF'
         "Liaison" office,           a1  2020-06-16
      The liaison office in         a1  2020-06-16
EOF
    same "kwic: aligned on a terminal" "$T/want" "$T/got"
    "$B/nindex" -q -i "$T/corpus" corpus/articles
    for format in ids paths csv; do
        script -qec "'$B/nsearch' -i '$T/corpus' --format $format korea >/dev/null" /dev/null </dev/null >"$out" 2>"$err"
        like "$format: a person is told that there are more" "$out" 'note: 10 of [0-9]+ articles: -n all shows the rest'
    done
    script -qec "'$B/nsearch' -i '$T/corpus' --format ids -n 1 korea; '$B/nsearch' -q -i '$T/corpus' --format ids korea;
        '$B/nsearch' -i '$T/corpus' --format jsonl korea" /dev/null </dev/null >"$out" 2>"$err"
    unlike "but not who said how many, nor with -q, nor where there is a summary" "$out" 'note'
else
    skip "kwic: aligned on a terminal" "no script(1)"
fi
done_testing
