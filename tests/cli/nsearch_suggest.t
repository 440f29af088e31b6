#!/bin/sh
# nsearch's "did you mean": what it says, that it can be typed again, and when it says nothing.
. tests/cli/lib.sh
need jsonl

run nindex -q -i "$T/index" corpus/articles
NSEARCH_INDEX=$T/index
export NSEARCH_INDEX

# What it says, with the command that it stands for.
meant() {
    sed -n 's/^nsearch: did you mean: \(.*\) (\([0-9]*\) articles\{0,1\})$/\1/p' "$err"
}
articles() {
    sed -n 's/^nsearch: did you mean: \(.*\) (\([0-9]*\) articles\{0,1\})$/\2/p' "$err"
}

# Typed again it finds as many as it said.
again() { # again NAME
    typed=$(meant) count=$(articles)
    run sh -c "\"$B/nsearch\" --count $typed"
    is "$1" "$(cat "$out")" "$count"
}

run nsearch laison kaesogn
is "nothing is found" "$code" 1
is "a slip is told of" "$(meant)" "liaison kaesong"
again "it can be typed again"
run nsearch '"laison office"' "kaesogn's"
is "it is quoted where a shell would read it otherwise" "$(meant)" "'\"liaison office\" kaesong'"
again "and can be typed again"
run nsearch -- -zebra\'s laison
is "and where it would be an option" "$(meant)" "-- '-zebra'\\''s liaison'"
again "and can be typed again then"
run nsearch liaisonoffice
is "two words run together" "$(meant)" "liaison office"
run nsearch liai son office
is "a word torn apart" "$(meant)" "liaison office"

run nsearch --format jsonl laison
like "jsonl has it in the summary" "$out" '"total":0,.*"suggestion":"liaison",'
run nsearch --format jsonl zzzzqqqq
like "null if there is none" "$out" '"suggestion":null,'
run nsearch -q --format jsonl laison
like "and null with -q" "$out" '"suggestion":null,'
is "which says nothing" "$(cat "$err")" ""
run nsearch --count laison
is "nor is a count asked what it may mean" "$(meant)" ""
run nsearch kaesong
is "nothing is suggested where much is found" "$(meant)" ""
run nsearch laison zzzzqqqq
is "nor what finds nothing either" "$(meant)" ""
run nsearch "laison$(printf '\033[31m')"
unlike "nothing that a terminal obeys" "$err" "$(printf '\033')"

done_testing
