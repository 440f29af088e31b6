#!/bin/sh
# nsearch --dialect: queries of other search engines, as ours. No index is there.
. tests/cli/lib.sh

run nsearch --dialect=google 'kim OR moon -trump'
is "a query is printed: exit code" "$code" 0
is "a query is printed" "$(cat "$out")" '(kim OR moon) AND NOT trump'
is "and no more" "$(cat "$err")" ''

run nsearch --dialect=lexis 'kim w/5 moon and date aft 2005'
is "notes: the query" "$(cat "$out")" 'kim NEAR/4 moon AND after:2005'
like "notes go to stderr" "$err" '^nsearch: note: W/5 counts the second word too'
run nsearch -q --dialect=lexis 'kim w/5 moon'
is "without notes" "$(cat "$err")" ''

run nsearch --dialect=factiva "engineer\$3 and co=ibm"
is "no equivalent: exit code" "$code" 2
is "no equivalent: nothing printed" "$(cat "$out")" ''
cat >"$T/want" <<'EOF'
nsearch: $3, up to 3 letters more, has no equivalent: the nearest is *
  engineer$3 and co=ibm
          ^~
EOF
same "no equivalent: said with a caret" "$T/want" "$err"

printf 'title:kim\nAND "liaison office"~3\n' >"$T/query"
run nsearch -q --dialect=lucene -f "$T/query"
is "of a file" "$(cat "$out")" 'title:kim AND ("liaison office"~3 OR "office liaison"~1)'

run nsearch --dialect=altavista kim
is "no such dialect: exit code" "$code" 2
like "no such dialect" "$err" 'must be lucene, lexis, factiva or google$'
run nsearch --dialect=google --show a1
is "not with --show" "$code" 2
run nsearch --dialect=google --lint kim
is "not with --lint" "$code" 2
done_testing
