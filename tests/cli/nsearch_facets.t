#!/bin/sh
# nsearch --facets and --similar: what they print, what they take, and how they end.
. tests/cli/lib.sh
need jsonl

mkdir "$T/news"
cat >"$T/news/a.jsonl" <<'END'
{"id":"a","title":"Ferry stuck","date":"2019-03-01","source":"Wire","author":["Ann Lee","Bo Kim"],"body":"The ferry Halla is stuck in ice at Incheon."}
{"id":"b","title":"Ferry runs","date":"2019-03-02","source":"WIRE","author":"Bo Kim","body":"The ferry Halla left Incheon, free of ice."}
{"id":"c","title":"Tax","date":"2020-01-05","source":"Post, \"The\"\u001b[31m","body":"The ferry tax again."}
END
cat >"$T/news/b.jsonl" <<'END'
{"id":"d","title":"Rain","date":"2021","source":"Wire","body":"Rain in Busan."}
END
run nindex -q -i "$T/index" "$T/news"
is "articles are indexed" "$code" 0
export NSEARCH_INDEX="$T/index"

shows() { # shows NAME OPTION...: as standard input says
    name=$1
    shift
    cat >"$T/want"
    run nsearch "$@"
    is "$name: ends with 0" "$code:$(cat "$err")" "0:"
    same "$name" "$T/want" "$out"
}

# ---- --facets -------------------------------------------------------------------------------------

shows "sources" --facets source ferry <<'END'
2  Wire
1  Post, "The" [31m

3 articles, 2 different values
END
shows "no query is all" --facets=source -n 1 <<'END'
3  Wire

4 articles, 2 different values, 1 shown
END
shows "two authors, and none" --facets=author <<'END'
2  Bo Kim
1  Ann Lee

4 articles, 2 different values; 2 without author
END
shows "months are in the order of time" --facets=month <<'END'
2  2019-03
1  2020-01

4 articles, 2 different values; 1 without month
END
shows "unless it is said otherwise" --facets=year --sort=relevance -n 1 --until=2020 <<'END'
2  2019

3 articles, 2 different values, 1 shown
END
shows "backwards" --facets=year --sort=-date --format=tsv <<'END'
1	2021
1	2020
2	2019
END
shows "csv" --facets=source --format=csv ferry <<'END'
count,source
2,Wire
1,"Post, ""The"" [31m"
END
shows "jsonl" --facets=author --format=jsonl --sort=date <<'END'
{"type":"facet","value":"Ann Lee","count":1}
{"type":"facet","value":"Bo Kim","count":2}
{"type":"facets","field":"author","values":2,"total":4,"without":2,"exact":true}
END
shows "json" --facets=year --format=json ferry -n 1 <<'END'
{"version":1,"field":"year","values":2,"total":3,"without":0,"exact":true,"facets":[
{"type":"facet","value":"2019","count":2}
]}
END
shows "how many values there are" --facets=year -c <<'END'
3
END
run nsearch --facets=year zebra
is "nothing found ends with 1" "$code:$(cat "$out")" "1:"
like "and says so" "$err" '^nsearch: nothing found$'

wrong() { # wrong NAME MESSAGE OPTION...
    name=$1 message=$2
    shift 2
    run nsearch "$@"
    is "$name: ends with 2" "$code" 2
    like "$name" "$err" "$message"
}
wrong "no such field" 'must be source, section, author' --facets=colour ferry
wrong "no such format" '^nsearch: --facets prints text, tsv, csv, json or jsonl$' --facets=year --format=ids
wrong "a wrong query" '^ +\^' --facets=year '(ferry'
wrong "two things at once" 'not together' --facets=year --similar=a
wrong "more words" '^nsearch: --expand: not together with --facets$' --facets=year --expand ferry

# What has changed counts as it is now.
sed -i 's/"d"/"d","section":"weather"/; s/Wire/Post/' "$T/news/b.jsonl"
run nindex -q -i "$T/index" "$T/news"
is "an article changes" "$code" 0
shows "what is dead doesn't count" --facets=source --format=tsv <<'END'
2	Wire
1	Post
1	"Post, ""The"" [31m"
END
rm "$T/news/b.jsonl"
run nindex -q -i "$T/index" "$T/news"
shows "nor what is gone" --facets=section <<'END'
3 articles, 0 different values; 3 without section
END

awk 'BEGIN { for (i = 0; i < 1000; i++) printf "{\"title\":\"Ice\",\"section\":\"Page %d\"}\n", i }' >"$T/pages.jsonl"
run nindex -q -i "$T/pages" "$T/pages.jsonl"
run nsearch -i "$T/pages" --facets=section --format=tsv -n all
is "a thousand values that are hardly different" "$(sort -u "$out" | grep -c '^1	')" 1000

# ---- --similar ------------------------------------------------------------------------------------

run nsearch --similar=a --format=ids
is "the most alike come first" "$code:$(tr '\n' ' ' <"$out")" "0:b c "
like "its words are told" "$err" '^nsearch: note: looked for: .*ferry'
run nsearch -q --similar=a --format=ids tax
is "a query narrows" "$code:$(cat "$out" "$err")" "0:c"
run nsearch -q --similar=a --until=2019
like "passages show them" "$out" 'The ferry Halla left Incheon'
printf 'Ferry in ice\n\nThe ferry Halla, in the ice off Incheon.\n' >"$T/news/one.txt"
run nindex -q -i "$T/index" "$T/news"
run sh -c "cd '$T/news' && '$B/nsearch' -q --similar=one.txt -n 1 --format=ids"
like "a file is named by its path from here" "$out" '^[ab]$'
run nsearch --similar=nobody
is "no such article" "$code:$(cat "$err")" "4:nsearch: no article with the id nobody"
wrong "another order" 'similar articles come by relevance' --similar=a --sort=date
wrong "not in another language" '^nsearch: --dialect: not together with --similar$' --similar=a --dialect=lucene ferry

done_testing
