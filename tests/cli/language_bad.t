#!/bin/sh
# Queries that ask for too much, or for nothing sensible: each ends in bounded time and memory, with an answer or
# with a clear refusal. The bounds are wide: what they catch is what grows without end.
. tests/cli/lib.sh
need jsonl

memory=2000000 # KB of address space
seconds=120
words=3300000
case $B in
*/build) [ "$UNDER" ] && seconds=1200 words=10000 ;;
*) seconds=1200 words=100000 ;;
esac
limit() { # limit COMMAND...
    # A sanitizer takes more address space than any limit leaves; dash, bash and others have -v.
    # shellcheck disable=SC3045
    case $B in
    */build) [ "$UNDER" ] || ulimit -v $memory ;;
    esac
    exec timeout $seconds "$@"
}

# ends NAME CODES QUERY [OPTION...]: it ends with one of the codes; with 2, one line says what is wrong first.
ends() {
    name=$1 codes=$2 query=$3
    shift 3
    printf '%s' "$query" >"$T/query"
    (limit ${UNDER:-} "$B/nsearch" -i "$T/index" --count "$@" -- "$query") >"$out" 2>"$err" </dev/null
    code=$?
    case " $codes " in
    *" $code "*) report 0 "$name" ;;
    *) report 1 "$name" "exit code $code, not one of $codes" ;;
    esac
    [ "$code" != 2 ] || like "$name: and it says why" "$err" '^nsearch: [^ ].{10,300}$'
}

refused() { # refused NAME QUERY REGEX
    ends "$1" 2 "$2"
    like "$1: as that" "$err" "$3"
}

# repeat N TEXT: the text so many times; %d in it is the number.
repeat() { perl -e 'my ($n, $text) = @ARGV; for my $i (1 .. $n) { (my $t = $text) =~ s/%d/$i/g; print $t }' "$@"; }

# The sample archive, and an article of ten megabytes of one word (less in a build that is slow).
{
    printf 'One word\n\n'
    repeat $words 'aa '
} >"$T/word.txt"
# And one of many sentences and quotations.
{
    printf 'Many\n\n'
    repeat $((words / 30)) '"Bb cc," he said. '
} >"$T/many.txt"
run nindex -q -i "$T/index" corpus/articles "$T/word.txt" "$T/many.txt"
is "the articles are indexed" "$code" 0

# ---- Long queries ------------------------------------------------------------------------------------

refused "10,000 words" "$(repeat 10000 'w%d ')" 'too many words: a query has at most 4096'
ends "4,096 words, all of them" "0 1" "$(repeat 4096 'w%d ')"
ends "4,096 words, any of them" "0 1" "$(repeat 4095 'w%d OR ')kaesong"
is "and they are found" "$code" 0
ends "a phrase of 4,096 words" "0 1" "\"$(repeat 4096 'w%d ')\""
ends "4,096 words NEAR another" "0 1" "($(repeat 4094 'w%d OR ')kaesong) NEAR/5 office"
is "and they are found, too" "$code" 0
ends "two huge groups" "0 1 2" "($(repeat 2000 'w%d OR ')the) NEAR/1000 ($(repeat 2000 'v%d OR ')of)"
ends "and not them" "0 1 2" "kaesong NOT (($(repeat 2000 'w%d OR ')the) NEAR/1000 ($(repeat 2000 'v%d OR ')of))"
ends "4,096 wildcards" "0 1 2" "$(repeat 4000 'wa%d* ')"
ends "a word 1,000 times" "0 1" "$(repeat 1000 'kaesong ')"
is "is that word" "$(cat "$out")" "$("$B/nsearch" -i "$T/index" --count kaesong)"
ends "a phrase of it" "0 1" "\"$(repeat 1000 'aa ')\""
is "is found where it is" "$(cat "$out")" 1
ends "NEAR itself, 1,000 times" "0 1 2" "aa$(repeat 999 ' NEAR/5 aa')"
ends "NEAR itself, 4,000 times" "0 1 2" "kaesong$(repeat 3999 ' NEAR/1000 kaesong')"
ends "NOT NEAR itself, 1,000 times" "0 1 2" "kaesong$(repeat 999 ' NOT NEAR/5 kaesong')"
ends "SAME, 1,000 times" "0 1 2" "kaesong$(repeat 999 ' SAME kaesong')"
ends "1,000 NOTs" "0 1 2" "kaesong$(repeat 1000 ' NOT kaesong%d')"
ends "1,000 NOTs in a row" "2" "kaesong$(repeat 1000 ' NOT')"
ends "1,000 fields" "0 1 2" "$(repeat 1000 'title:w%d OR ')title:kaesong"
ends "a very long word" "0 1" "$(repeat 30000 'ab')"
ends "a very long wildcard" "0 1 2" "$(repeat 30000 'a*')"
ends "a very long word with ~" "0 1 2" "$(repeat 30000 'ab')~2"

# ---- Brackets and functions within each other --------------------------------------------------------

refused "1,000 brackets" "$(repeat 1000 '(')kaesong$(repeat 1000 ')')" 'more than 100 brackets within each other'
ends "100 brackets" 0 "$(repeat 100 '(')kaesong$(repeat 100 ')')"
refused "1,000 brackets that stay open" "$(repeat 1000 '(')kaesong" '.'
refused "1,000 functions" "$(repeat 1000 'LEAD(')kaesong$(repeat 1000 ')')" '.'
ends "90 functions" "0 1 2" "$(repeat 45 'LEAD(CAPS(')kaesong$(repeat 45 '))')"
ends "90 NEARs in brackets" "0 1 2" "$(repeat 90 '(')kaesong$(repeat 90 ' NEAR/1000 kaesong)')"

# ---- Wildcards that match everything -----------------------------------------------------------------

for query in 'a* b*' '??' '*e*' '?' '**' '***' 'a?' '*a?*' '"* *"' '"a* *"'; do
    ends "$query" "0 1 2" "$query"
done
for query in '*er*' '*in* NEAR/10 *on*' '????er*' 'kaesong NOT *er*' '(*er* OR *in* OR *on*) NEAR/1000 (*es* OR *en*)' \
    'ATLEAST1000(*er* OR *in*)' 'CAPS(*er*)' 'LEAD(*er* AND NOT *in*)' '*er*~2' 'aaaa~2 NEAR/5 bbbb~2' \
    '"(*er*|*in*) * (*on*|*es*)"' '*aaaaaaaaaaaaaaaaaaaa*a*a*a*a*a*a*a*a*a*b'; do
    ends "$query" "0 1 2" "$query"
done

# ---- A long article ----------------------------------------------------------------------------------

for query in 'aa NEAR/1000 aa' 'aa PRE/1000 aa' '"aa aa aa"' '"aa * aa"' '"aa aa aa"~1000' 'ATLEAST1000(aa)' \
    'aa SAME aa' 'aa W/S aa' 'body:aa' 'NOCAPS(aa)' 'aa NEAR/1000 word' '"{aa aa}"' \
    'bb W/S cc' 'QUOTE(bb)' 'CAPS(bb)' 'ATLEAST1000("bb cc")' 'ATLEAST1000(QUOTE(bb))' \
    'said NOT NEAR/5 kaesong'; do
    ends "$query" 0 "$query"
done
for query in 'aa NOT NEAR/1000 aa' 'CAPS(aa)' 'LEAD(aa) NOT LEAD(aa)' 'ALLCAPS(bb)' 'aa NEAR/1000 zz' \
    'bb NOT NEAR/1 cc' 'NAME(aa aa)'; do
    ends "$query" 1 "$query"
done
for query in 'FIRST1000(aa NEAR/1000 aa)' 'QUOTE(bb NEAR/5 cc)' '(aa NEAR/1000 aa) NEAR/1000 aa' '(aa SAME aa) SAME aa' 'ATLEAST1000(aa NEAR/1000 aa)' \
    '(aa NEAR/1000 aa) NOT NEAR/1 kaesong' '((aa NEAR/10 aa) NEAR/10 (aa NEAR/10 aa)) W/P aa' \
    'bb SAME cc SAME said' '(bb NEAR/1000 cc) NEAR/1000 said' 'QUOTE("bb cc" SAME "bb cc")'; do
    ends "$query" "0 1 2" "$query"
done

# ---- Prose is never an error -------------------------------------------------------------------------

# Every sentence of the archive, without what stands for something in a query: quotes and brackets.
perl -ne 's/["()“”„«»]//g; s/^\s+|\s+$//g; print "find $_\n" for grep { /\w/ } split /(?<=[.!?]) /' \
    corpus/articles/text/*/*.txt | head -n 2000 >"$T/prose"
"$B/cli/ask" "$T/index" <"$T/prose" >"$T/answers" 2>"$err"
is "the sentences of the archive are asked" "$(grep -cx '\.' "$T/answers")" "$(grep -c '' "$T/prose")"
unlike "and none is an error" "$T/answers" '^error'

while IFS= read -r query; do
    ends "prose: $query" "0 1" "$query"
done <<'END'
who won? nobody knows
what is 2 * 3 = 6
Is it 50% off? Yes - really!
https://www.example.com/page.php?id=3&x=*#top
AT&T and C++ and .NET and C#
a / b / c ... and so on
he said: "well"
the price is $5 (five) or ~10 or 50~60
and/or w/out w/ him
rock'n'roll 'quoted' it's
e-mail: a@b.example, tel. +49 30 1234-5678
not near the same lead as the first name
The Who, Guess Who? Yes: The Band
-- a dash – and another — and a bullet • here
50-60 km/h, 1,000.50 and 3rd
END

done_testing
