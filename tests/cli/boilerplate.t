#!/bin/sh
# Paragraphs that a source puts under its articles again and again: kept in the text, left out of the index.
. tests/cli/lib.sh
need jsonl

news=$T/news index=$T/index
mkdir "$news"

# articles FROM TO SOURCE PARAGRAPH: so many, one a line, with the paragraph at their ends
articles() {
    awk -v from="$1" -v to="$2" -v source="$3" -v same="$4" 'BEGIN {
        for (i = from; i <= to; i++)
            printf "{\"id\":\"%s-%04d\",\"source\":\"%s\",\"title\":\"Ferry %d\",\"body\":\"Boat number %d left.\\n\\n%s\\n\\nIt came back at %d.\"}\n",
                source, i, source, i, i, same, i
    }'
}

matches() { # matches QUERY: how many articles
    "$B/nsearch" -i "$index" --count "$1"
}

left_out() { # left_out SOURCE: what --boilerplate says of it
    "$B/nindex" -i "$index" --boilerplate | sed -n "s/^ *\([0-9]*\)  $1: \(.*\)/\1 \2/p"
}

newsletter='Sign up for our newsletter and never miss it.'
articles 1 100 Wire "$newsletter" >"$news/wire.jsonl"
articles 1 100 Post 'Read on.' | awk 'NR > 10 {sub("Read on.", "Boat " NR " is long.")} 1' >"$news/post.jsonl"
run nindex -q -i "$index" "$news"
is "a build" "$code" 0
is "the first 19 articles keep it in the index" "$(matches newsletter)" 19
is "as a phrase, too" "$(matches '"newsletter and never"')" 19
is "it is listed with how often it was left out" "$(left_out Wire)" "81 $newsletter"
is "what came ten times isn't" "$(left_out Post)" ""
is "and is found" "$(matches '"read on"')" 10
is "what stands around it is" "$(matches '"boat number" back source:wire')" 100
is "but not as if it were one" "$(matches '"left it came"')" 0
run nsearch -i "$index" --show Wire-0100
like "the text has it" "$out" "^$newsletter\$"

run nindex -q -i "$index"
is "a run with nothing new leaves all as it is" "$(matches newsletter) $(left_out Wire)" "19 81 $newsletter"
articles 101 130 Wire "$newsletter" >"$news/wire2.jsonl"
articles 1 30 Other "$newsletter" >"$news/other.jsonl"
run nindex -q -i "$index"
is "the next run goes on with what was counted; another source has counts of its own" "$(matches newsletter)" 38
is "and lists both" "$(left_out Wire)|$(left_out Other)" "111 $newsletter|11 $newsletter"
run nindex -q -i "$index" --optimize
is "merging keeps the list" "$(left_out Wire)" "111 $newsletter"
run nindex -q -i "$index" --check
is "--check finds the index sound" "$code" 0
run nindex -q -i "$index" --rebuild-from-index
is "a rebuilt index leaves it out everywhere" "$(matches newsletter)" 0
is "and has counted that" "$(left_out Wire)|$(left_out Other)" "130 $newsletter|30 $newsletter"
run nindex -q -i "$index" --full -j 4
is "--full begins anew, as any build does" "$(matches newsletter)" 38

# A source that has it in less than one in twenty of its articles.
articles 1 3000 Large 'Nothing.' | awk '{gsub("Nothing[.]", NR % 150 ? "No " NR : "Police said nothing more.")} 1' >"$news/large.jsonl"
run nindex -q -i "$index"
is "what comes 20 times in 3000 articles stays" "$(matches '"police said nothing more"')" 20

# The host stands for the source.
articles 1 40 X 'Follow us.' | sed 's/"source":"X"/"url":"https:\/\/paper.example\/a"/' >"$news/host.jsonl"
run nindex -q -i "$index"
is "without a source the host of the url is one" "$(left_out paper.example)" "21 Follow us."

run nindex -q -i "$index" --no-boilerplate-filter "$news"
is "the filter can't be turned off for an index that has it" "$code" 2
run nindex -q -i "$index" --full --no-boilerplate-filter
is "but by --full" "$(matches newsletter)" 160
run nindex -q -i "$index" --boilerplate
is "then --boilerplate has nothing to list" "$code $(cat "$out")" "1 "
articles 131 140 Wire "$newsletter" >>"$news/wire2.jsonl"
run nindex -q -i "$index"
is "and it stays off" "$(matches newsletter)" 170
run nindex -i "$T/none" --boilerplate
is "without an index --boilerplate is 4" "$code" 4
done_testing
