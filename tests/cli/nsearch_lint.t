#!/bin/sh
# nsearch --lint and --query-file: what is told of a query, where, and with which exit code.
. tests/cli/lib.sh
need jsonl

"$B/nindex" -q -i "$T/index" corpus/articles >"$out" 2>"$err"
report $? "the sample archive is indexed"

# ---- --lint ---------------------------------------------------------------------------------------

run nsearch -i "$T/index" --lint '"liaison office" AND (kaesong OR seoul)'
is "nothing found ends with 0" "$code" 0
is "and prints nothing" "$(cat "$out" "$err")" ""

run nsearch -i "$T/index" --lint 'kaesong and seoul'
is "a finding ends with 1" "$code" 1
cat >"$T/want" <<'END'
1:9: and is read as a word: the operator is AND
  kaesong and seoul
          ^~~
END
same "it is told with its place" "$T/want" "$out"
is "and nothing else" "$(cat "$err")" ""

run nsearch -i "$T/index" --lint 'kaesong OR zebrra'
like "the index is asked" "$out" '^1:12: no article has zebrra: check the spelling, or leave it out$'
run nsearch -i "$T/index" --lint --since=2018 --until=2018 'kaesong leaflets'
like "in the time that is asked for" "$out" '^1:9: no article of that time has leaflets: '
run nsearch -i "$T/index" --lint -p 'kaesong AND seoul'
like "--phrase is seen to" "$out" '^1:9: AND in a phrase is a word'
run nsearch -i "$T/index" --lint --any 'kaesong seoul kaesong'
like "so is --any" "$out" '^1:15: kaesong is here twice: leave one out$'

run nsearch -i "$T/index" --lint 'kaesong AND (seoul'
is "a wrong query ends with 2" "$code" 2
like "with the parser's error" "$err" '^nsearch: this bracket is never closed$'
is "and no findings" "$(cat "$out")" ""
run nsearch -i "$T/index" --lint --format=tsv kaesong
is "a format that it hasn't ends with 2" "$code" 2
like "and says which it has" "$err" '^nsearch: --lint, --explain and --why print text, json or jsonl$'
run nsearch -i "$T/index" --lint --format=jsonl 'kaesong and seoul'
is "--format=jsonl" "$(cat "$out")" \
    '{"type":"finding","line":1,"column":9,"offset":8,"size":3,"message":"and is read as a word: the operator is AND"}'

run nsearch --lint 'kaesong and zebrra'
is "without an index, findings end with 1" "$code" 1
like "it says that there is none" "$err" '^nsearch: note: there is no index: only the text was looked at$'
unlike "and doesn't tell what the archive has" "$out" zebrra:
run nsearch -q --lint 'kaesong seoul'
is "-q leaves that out" "$code $(cat "$err")" "0 "
run nsearch -i "$T/none" --lint 'kaesong'
is "an index that is named has to be there" "$code" 4

# ---- --query-file ---------------------------------------------------------------------------------

printf '"liaison office"\nOR (title:kaesong\n   AND seoul)\n' >"$T/query"
run nsearch -i "$T/index" --count '"liaison office" OR (title:kaesong AND seoul)'
count=$(cat "$out")
run nsearch -i "$T/index" --count -f "$T/query"
is "a query from a file" "$code $(cat "$out")" "0 $count"
run sh -c 'exec "$B/nsearch" -i "$1/index" --count --query-file=- <"$1/query"' sh "$T"
is "and from standard input" "$(cat "$out")" "$count"
printf '\357\273\277kaesong\r\nAND seoul\r\n' >"$T/query"
run nsearch -i "$T/index" --count kaesong AND seoul
count=$(cat "$out")
run nsearch -i "$T/index" --count -f "$T/query"
is "a byte order mark and carriage returns are nothing" "$(cat "$out")" "$count"
run nsearch -i "$T/index" -f "$T/query" seoul
is "a file and a query exclude each other" "$code $(cat "$err")" \
    "2 nsearch: --query-file and a query exclude each other"
run nsearch -i "$T/index" -f "$T/nowhere"
is "no such file ends with 4" "$code" 4
like "and says which" "$err" '^nsearch: .*/nowhere: No such file or directory$'
run nsearch -i "$T/index" -f "$T"
is "a directory ends with 9" "$code" 9
printf ' \r\n' >"$T/query"
run nsearch -i "$T/index" -f "$T/query"
is "an empty file ends with 2" "$code" 2
printf 'k\000a\000' >"$T/query"
run nsearch -i "$T/index" -f "$T/query"
is "UTF-16 ends with 2" "$code" 2
like "and says what to do" "$err" ': not a text: save it as UTF-8$'
head -c 1100000 /dev/zero | tr '\0' a >"$T/query"
run nsearch -i "$T/index" -f "$T/query"
is "more than a MiB ends with 2" "$code" 2
like "and is told" "$err" ': longer than 1048576 bytes$'

printf 'kaesong\n  AND (titel:caf\303\251 OR dvo\305\231\303\241k xx:y)\n' >"$T/query"
run nsearch -i "$T/index" -f "$T/query"
is "a wrong query in a file ends with 2" "$code" 2
sed "s|$T|T|" "$err" >"$T/got"
cat >"$T/want" <<'END'
nsearch: T/query:2:8: unknown field "titel": did you mean title?
    AND (titel:café OR dvořák xx:y)
         ^~~~~
END
same "its line and column are told" "$T/want" "$T/got"
sed 's/titel/title/' "$T/query" >"$T/mended"
run nsearch -i "$T/index" --lint -f "$T/mended"
like "columns are characters" "$err" ':2:29: unknown field "xx"'
run nsearch -i "$T/index" "$(cat "$T/query")"
like "so are those of several lines on the command line" "$err" '^nsearch: 2:8: unknown field "titel"'

printf 'kaesong\nor\nseoul\tOR tokyo\n' >"$T/query"
run nsearch -i "$T/index" --lint -f "$T/query"
cat >"$T/want" <<'END'
1:1: AND and OR without brackets: read as (kaesong AND or AND seoul) OR tokyo: put brackets around what belongs together
  kaesong
  ^~~~~~~
2:1: or is read as a word: the operator is OR
  or
  ^~
END
same "findings have lines, too" "$T/want" "$out"

# A long Boolean string with a bit of everything takes its time, but not more.
{
    printf 'x'
    for i in $(seq 1000); do printf ' OR "a%s b%s" OR (c%s NEAR/5 d)' "$i" "$i" "$i"; done
} >"$T/query"
run timeout 20 "$B/nsearch" -i "$T/index" --lint -f "$T/query"
is "a query of 4,000 words is looked through" "$code" 1
like "but not all of it is looked up" "$out" '^1:1: only the first 256 parts were looked up in the index: '
done_testing
