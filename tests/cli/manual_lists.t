#!/bin/sh
# What the manuals and the README list is what there is: options, exit codes, forms of queries, fields, keys and
# elements of the formats, phases. The lists are read from the manuals.
. tests/cli/lib.sh
need jsonl

# section FILE NAME: the lines below a heading, up to the next.
section() {
    perl -e '
        my ($file, $name) = @ARGV;
        open my $in, "<", $file or die "$file: $!";
        my $inside;
        while (<$in>) {
            if (/^\.S[hs] (.*)/) { $inside = $1 =~ /^\Q$name\E/; next }
            next unless $inside;
            s/\\\(dq/"/g; s/\\\(aq/\x27/g; s/\\&//g; s/\\-/-/g;
            print;
        }' "$@"
}

# ---- Options --------------------------------------------------------------------------------------

for program in nsearch nindex; do
    case $program in
    nsearch) manual=searcher/nsearch.1 ;;
    *) manual=indexer/nindex.1 ;;
    esac
    run $program --help
    perl -ne 'next unless /^ +(?:(-\w), )?(--[a-z-]+)/; print "$1\n" if $1; print "$2\n"' "$out" | sort >"$T/helped"
    grep '^\.It Fl' "$manual" | perl -ne '
        print "--$1\n" while /Fl (?:Fl |-)([a-z][a-z-]+)/g; print "-$1\n" while /Fl ([a-z0-9])(?![a-z])/g' | sort >"$T/listed"
    [ "$(wc -l <"$T/helped")" -gt 20 ]
    report $? "$program --help has options"
    same "they are the manual's" "$T/helped" "$T/listed"
done

# ---- Exit codes -----------------------------------------------------------------------------------

sed -nE 's/^ *CLI_[A-Z_]+ = ([0-9]+),.*/\1/p' common/cli.h | grep -v '^128$' >"$T/codes"
sed -nE 's/^\| ([0-9]+) \| .*/\1/p' README.md >"$T/listed"
same "the README lists all exit codes" "$T/codes" "$T/listed"
section searcher/nsearch.1 "EXIT STATUS" | sed -nE 's/^\.It ([0-9]+) .*/\1/p' >"$T/listed"
same "so does nsearch(1)" "$T/codes" "$T/listed"
section indexer/nindex.1 "EXIT STATUS" | sed -nE 's/^\.It ([0-9]+)$/\1/p' >"$T/listed"
grep -vx 1 "$T/codes" >"$T/of-nindex"
same "and nindex(1) all but that for nothing found" "$T/of-nindex" "$T/listed"

# ---- Queries --------------------------------------------------------------------------------------

run nindex -q -i "$T/index" corpus/articles
is "the sample archive is indexed" "$code" 0

# understood FILE SECTION LEAST: each form in the first column of its table is a query.
understood() {
    section "$1" "$2" | perl -ne 'next unless /^\.It Ql (.*?) Ta/; print "$_\n" for split /, /, $1' >"$T/forms"
    [ "$(wc -l <"$T/forms")" -ge "$3" ]
    report $? "$1 has a table of forms"
    while IFS= read -r form; do
        run nsearch -q -i "$T/index" -- "$form"
        [ "$code" = 0 ] || [ "$code" = 1 ]
        report $? "$1: $form"
    done <"$T/forms"
}
understood searcher/nsearch-query.7 "The whole language" 40
understood searcher/nsearch.1 QUERIES 12

section searcher/nsearch-query.7 FIELDS | perl -ne '
    next unless /^\.It Ql (.*?) Ta "(.*)"/;
    my ($names, $also) = ($1, $2 =~ /also (.*)/);
    $names .= ", $also" if $also;
    print "$_\n" for split /[ ,]+/, $names' >"$T/fields"
[ "$(wc -l <"$T/fields")" -gt 15 ]
report $? "nsearch-query(7) lists fields"
while IFS= read -r field; do
    case $field in
    date | indexed) value=2020 ;;
    *) value=7 ;;
    esac
    run nsearch -q -i "$T/index" "$field:$value"
    [ "$code" = 0 ] || [ "$code" = 1 ]
    report $? "$field:$value"
done <"$T/fields"

# ---- Limits ---------------------------------------------------------------------------------------

# limit REGEX: the number before or behind it in the manual.
section searcher/nsearch-query.7 LIMITS | tr '\n' ' ' | tr -d ',' >"$T/limits"
limit() { sed -nE "s/.*[^0-9]$1.*/\\1/p" "$T/limits"; }
repeat() { perl -e 'my ($n, $text) = @ARGV; for my $i (1 .. $n) { (my $t = $text) =~ s/%d/$i/g; print $t }' "$@"; }

# bounded NAME MOST QUERY MORE: the one is answered, the other is one too many.
bounded() {
    printf %s "$3" >"$T/query"
    run nsearch -q -i "$T/index" -f "$T/query"
    [ "$code" = 0 ] || [ "$code" = 1 ]
    report $? "$2 $1 are answered"
    printf %s "$4" >"$T/query"
    run nsearch -q -i "$T/index" -f "$T/query"
    is "and no more" "$code" 2
}
most=$(limit '([0-9]+) words')
bounded words "$most" "$(repeat "$most" 'w ')" "$(repeat $((most + 1)) 'w ')"
most=$(limit '([0-9]+) bytes')
bounded bytes "$most" "w$(repeat $((most - 1)) ' ')" "w$(repeat "$most" ' ')"
most=$(limit '([0-9]+) different wildcards')
bounded wildcards "$most" "$(repeat "$most" 'w%dx* OR ')w" "$(repeat $((most + 1)) 'w%dx* OR ')w"
most=$(limit '([0-9]+) brackets')
bounded brackets "$most" "$(repeat "$most" '(')w$(repeat "$most" ')')" "$(repeat $((most + 1)) '(')w$(repeat $((most + 1)) ')')"
most=$(limit 'its like take numbers up to ([0-9]+)')
bounded "words between" "$most" "w NEAR/$most v" "w NEAR/$((most + 1)) v"
most=$(limit 'FIRST up to ([0-9]+)')
bounded "first words" "$most" "FIRST$most(w)" "FIRST$((most + 1))(w)"

# ---- JSON Lines -----------------------------------------------------------------------------------

# keys: "FIELD KEY" for each name that the manual has for a field.
section indexer/nindex.1 "JSON Lines" | perl -e '
    local $/;
    my $text = <STDIN>;
    my ($own, $others) = $text =~ /with the keys\n(.*?)of which.*?among them\n(.*?)Of several/s or die;
    s/^\.Cm //gm, s/\n/ /g, s/\band\b/,/g, s/\. *$// for $own, $others;
    print "$_ $_\n" for $own =~ /\w+/g;
    my @fields = qw(title date source author section place url lang tag body);
    for my $names (split /;/, $others) {
        # The fields stand in their own order, one or more a semicolon.
        my $field = shift @fields;
        print "$field $_\n" for $names =~ /\w+/g;
    }' >"$T/keys"
[ "$(wc -l <"$T/keys")" -ge 30 ]
report $? "nindex(1) lists keys"
number=0
while read -r field key; do
    number=$((number + 1))
    case $field in
    date) value=1999-12-31 ;;
    lang) value=fr ;;
    url) value=http://k$number.example/ ;;
    *) value=value$number ;;
    esac
    title='"title":"t",'
    [ "$field" != title ] || title=
    id=",\"id\":\"k$number\""
    [ "$field" != id ] || id=
    upper=$(printf %s "$key" | tr '[:lower:]' '[:upper:]')
    printf '{%s"%s":"%s"%s}\n' "$title" "$key" "$value" "$id" >>"$T/keys.jsonl"
    [ "$field" = id ] || printf '{%s"%s":"%s","id":"%s"}\n' "$title" "$upper" "$value" "K$number" >>"$T/keys.jsonl"
    printf '%s %s %s\n' "$field:$value" "$key" "k$number" >>"$T/asked"
done <"$T/keys"
run nindex -q -i "$T/keys-index" "$T/keys.jsonl"
is "articles of all of them are indexed" "$code:$(cat "$err")" 0:
while read -r query key id; do
    [ "$key" != id ] || id=${query#id:}
    run nsearch -i "$T/keys-index" --format=ids -n 100 "$query"
    like "$key is read: $query" "$out" "^$id\$"
    [ "$key" = id ] || like "in capitals too" "$out" "^K${id#k}\$"
done <"$T/asked"

# ---- Header blocks and elements --------------------------------------------------------------------

section indexer/nindex.1 "Plain text" | sed -nE 's/^\.Ql ([A-Z][a-z]+):( ,)?$/\1/p' >"$T/names"
is "nindex(1) lists the names of a header block" "$(tr '\n' ' ' <"$T/names")" \
    "Title Date Source Author Url Id Section Place Lang Tag "
for case in upper lower; do
    while read -r name; do
        [ $case = upper ] || name=$(printf %s "$name" | tr '[:upper:]' '[:lower:]')
        case $name in
        [Dd]ate) value=1999-12-31 ;;
        [Ll]ang) value=fr ;;
        [Uu]rl) value=http://h.example/ ;;
        *) value=value ;;
        esac
        printf '%s: %s\n' "$name" "$value"
    done <"$T/names" >"$T/header-$case.txt"
    printf '\nThe text.\n' >>"$T/header-$case.txt"
    run nindex -q --full -i "$T/header" "$T/header-$case.txt"
    for query in title:value date:1999-12-31 source:value author:value url:http://h.example/ id:value section:value \
        place:value lang:fr tag:value text; do
        run nsearch -i "$T/header" --count "$query"
        is "a header block in $case case: $query" "$(cat "$out")" 1
    done
done

section indexer/nindex.1 "TREC SGML" | tr '\n' ' ' | sed 's/.*title in//; s/and the text.*//' | grep -oE '<[A-Z0-9]+>' | tr -d '<>' >"$T/names"
[ "$(wc -l <"$T/names")" -ge 6 ]
report $? "nindex(1) lists elements for a title"
while read -r name; do
    echo "<DOC><DOCNO>$name</DOCNO><$name>Ferries stop</$name><TEXT>The text.</TEXT></DOC>"
done <"$T/names" >"$T/elements.trec"
run nindex -q -i "$T/elements" "$T/elements.trec"
run nsearch -i "$T/elements" --format=ids -n 100 title:ferries
sort "$out" >"$T/got"
sort "$T/names" >"$T/want"
same "each is one" "$T/want" "$T/got"

# ---- status.json ----------------------------------------------------------------------------------

sed -n '/^static const char \*const phase_names/,/};/p' indexer/status.c | grep -oE '"[a-z]+"' | tr -d '"' >"$T/phases"
section indexer/nindex.1 "What a run did" | tr '\n' ' ' |
    sed 's/.*\.It Cm phase//; s/\.It Cm added.*//; s/\.Cm//g' | grep -oE '\b[a-z]+\b' | grep -vx or >"$T/listed"
same "the phases are those of nindex(1)" "$T/phases" "$T/listed"
run nindex -q -i "$T/index"
section indexer/nindex.1 "What a run did" | sed -nE 's/^\.It Cm (.*)/\1/p' | tr ',' '\n' | tr -d ' ' | sort >"$T/listed"
sed -nE 's/^  "([a-z_]+)":.*/\1/p' "$T/index/status.json" | sort >"$T/got"
same "and the keys" "$T/listed" "$T/got"
# ---- Languages ------------------------------------------------------------------------------------

section indexer/nindex.1 Languages | sed -n '/^There are stemmers for$/,/^An article/p' | grep -oE '\b[A-Z][a-z]+' |
    sed '/^There$/d; /^An$/d' | tr '[:upper:]' '[:lower:]' | sort >"$T/listed"
# The index has a print of each stemmer, the first one right behind the key, nsearch-stems.
LC_ALL=C grep -aoE '[a-z]+=[0-9a-f]{8}' "$T"/index/seg-*/postlist.glass | sed 's/=.*//; s/^stems//' | grep -vx porter |
    sort >"$T/stemmers"
same "the languages that nindex(1) lists are those with stemmers" "$T/stemmers" "$T/listed"
done_testing
