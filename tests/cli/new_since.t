#!/bin/sh
# nsearch --new-since and --token: what was indexed since, each article once; and the tokens that are refused.
. tests/cli/lib.sh
need jsonl

news=$T/news index=$T/index
mkdir "$news"

article() { # article ID DATE TEXT...: a file of its own
    id=$1 date=$2
    shift 2
    printf '{"id":"%s","date":"%s","title":"On %s","body":"%s"}\n' "$id" "$date" "$id" "$*" >"$news/$id.jsonl"
}

night() {
    "$B/nindex" -q -i "$index" "$news" >"$out" 2>"$err" || report 1 "nindex"
}

# What is new of a query since $token; moves on.
since() { # since NAME IDS [OPTION...]
    name=$1 want=$2
    shift 2
    run nsearch -i "$index" --new-since "$token" --sort date --format ids "$@" border
    is "$name" "$(tr '\n' ' ' <"$out")" "$want"
    token=$(sed -n 's/^nsearch: token: //p' "$err")
}

article a 2020-06-16 the border
article b 2020-06-17 the border again
article c 2020-06-18 another thing
night
token=0
since "since 0 is everything" "a b "
like "the token is told" "$err" '^nsearch: token: [0-9a-v]{13}$'
run nsearch -i "$index" -q --new-since "$token" border
is "nothing new is 1" "$code" 1
unlike "--quiet doesn't tell the token" "$err" token
run nsearch -i "$index" --token
is "--token prints the same" "$(cat "$out")" "$token"
is "so does nindex in status.json" "$(sed -n 's/^  "token":"\(.*\)",$/\1/p' "$index/status.json")" "$token"
run nindex -i "$index" --status
like "and for people" "$out" "^Token:     $token\$"
run nindex -v -i "$index" "$news"
like "a run that changes nothing prints it too" "$err" ", token $token\$"
run nsearch -i "$index" --format jsonl border
is "the summary of every search has it" "$(perl -MJSON::PP -ne '$s = decode_json($_); END { print $s->{token} }' "$out")" "$token"

article d 1999-01-01 an old story of the border
article e 2020-06-20 none
night
run nsearch -i "$index" --count --new-since "$token" border
is "--count counts what is new" "$(cat "$out")" 1
run nsearch -i "$index" --count --any --new-since "$token" none border
is "--any too" "$(cat "$out")" 2
run nsearch -i "$index" --count --since 2020 --new-since "$token" story
is "and a period narrows it" "$(cat "$out")" 0
since "an old article that arrives late is new" "d "
since "and once only" ""

article a 2020-06-16 the border, corrected
rm "$news/b.jsonl"
night
since "a changed one is new again, one that is gone isn't there" "a "

for i in $(seq 10 29); do article "n$i" 2020-07-01 border; done
night
run nsearch -i "$index" --new-since "$token" --format ids border
is "all that is new is shown, not ten" "$(wc -l <"$out")" 20
run nsearch -i "$index" --new-since "$token" -n 3 --format ids border
is "unless -n says so" "$(wc -l <"$out")" 3
since "the token is of the search" "$(seq -f 'n%g ' -s '' 10 29)"

run nindex -q -i "$index" --optimize
since "what is merged isn't new" ""
run nindex -q -i "$index" --rebuild-from-index
since "nor what is rebuilt" ""
article f 2021-01-01 border
night
since "and what comes then is" "f "
mv "$news/d.jsonl" "$news/0.jsonl"
mv "$news/f.jsonl" "$news/later.jsonl"
night
since "nor what only stands in another file" ""
gzip "$news/n10.jsonl"
cp "$news/later.jsonl" "$news/z.jsonl"
night
since "or in a packed one, or in two" ""
rm "$news/z.jsonl"
night
since "or in one again" ""
sed 's/border/whole border/' "$news/0.jsonl" >"$news/1.jsonl"
rm "$news/0.jsonl"
night
since "unless it has changed, too" "d "
article h 2021-01-03 border
run nindex -q -i "$index" --full "$news"
since "nor what a full build reads anew, but for what it never had" "h "
run nindex -q -i "$index" --rebuild-from-index
mv "$news/h.jsonl" "$news/i.jsonl"
night
run nindex -q -i "$index" --rebuild-from-index
run nindex -q -i "$index" --optimize
since "and all that together" ""
run nindex -i "$index" --check
is "and the index is sound" "$code" 0

# ---- Tokens that are none --------------------------------------------------------------------------

for bad in '' x 00000000000000 4quqa3s00003w "$token " -1 ; do
    run nsearch -i "$index" "--new-since=$bad" border
    is "no token: '$bad': code" "$code" 2
    is "no token: '$bad': a line" "$(cat "$err")" \
        "nsearch: what is new since must be a token that nsearch or nindex gave, or 0 for everything"
done
"$B/nindex" -q -i "$T/other" corpus/articles >"$out" 2>"$err"
run nsearch -i "$T/other" --new-since "$token" border
is "a token of another index: code" "$code" 2
like "says so" "$err" '^nsearch: the token is of another index, or this one was made anew: take a new token, or 0 for everything$'
cp -r "$index" "$T/backup"
article g 2021-01-02 border
night
since "the next" "g "
run nsearch -i "$T/backup" --new-since "$token" border
is "a token of later than the index: code" "$code" 2
like "says so, too" "$err" '^nsearch: the token is newer than the index, which is an older copy: '
run nsearch -i "$index" --new-since "$token" --lint border
is "it is for searches" "$code" 2
run nsearch -i "$index" --token border
is "--token takes no query" "$code" 2
done_testing
