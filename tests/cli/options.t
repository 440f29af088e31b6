#!/bin/sh
# The option tables of both programs: --help, mistyped options, where options end.
. tests/cli/lib.sh
need jsonl

for program in nsearch nindex; do
    run $program --help
    is "$program --help ends with 0" "$code:$(cat "$err")" 0:
    is "it fits 80 columns" "$(awk 'length > 80' "$out")" ""
    [ "$(grep -c '^[A-Z].*:$' "$out")" -ge 4 ]
    report $? "it has headings"
done

if [ -w /dev/full ]; then
    for name in nsearch nindex; do
        for option in --help --version --completion=bash; do
            ${UNDER:-} "$B/$name" $option >/dev/full 2>"$err"
            is "$name $option to a full disk" "$?:$(cat "$err")" \
                "9:$name: cannot write the output: No space left on device"
        done
    done
else
    skip "a full disk" "no /dev/full"
fi

# ---- Mistyped options -----------------------------------------------------------------------------

mistyped() { # mistyped PROGRAM OPTION MEANT
    run "$1" "$2" cats
    is "$1 $2: meant is $3" "$code:$(cat "$err")" "2:$1: unknown option ${2%%=*}: did you mean $3?"
}
mistyped nsearch --limt=3 --limit
mistyped nsearch --qiuet --quiet
mistyped nsearch --colour=never --color
mistyped nindex --optimise --optimize
mistyped nindex --no-boilerplate-filtr --no-boilerplate-filter
mistyped nindex --dryrun --dry-run
run nsearch --xyzzy cats
like "what is like none may be of the query" "$err" '^nsearch: unknown option --xyzzy: to leave out a word, quote the query or put -- before it$'
run nindex --xyzzy
is "nindex has no such words" "$code:$(cat "$err")" "2:nindex: unknown option --xyzzy (see --help)"
run nsearch --qu cats
is "a start that several have is told" "$code:$(cat "$err")" "2:nsearch: option --qu could be several: --query-file, --quiet"
run nindex --no-c --formats
is "one that a single option has is that" "$code:$(cat "$err")" 0:

# ---- Words ----------------------------------------------------------------------------------------

run nsearch --sort=size cats
is "words are told" "$code:$(cat "$err")" "2:nsearch: --sort size: must be relevance, date or -date"
run nindex --formats
cut -d ' ' -f 1 "$out" | sort >"$T/formats"
run nindex --format=nothing .
sed 's/.*must be //; s/ or /, /' "$err" | tr -d ' ' | tr ',' '\n' | sort >"$T/words"
same "the formats of nindex are those that it lists" "$T/formats" "$T/words"

# ---- Where options end ----------------------------------------------------------------------------

printf '{"id":"a","body":"cats and --dogs"}\n{"id":"b","body":"cats"}\n' >"$T/pets.jsonl"
cp "$T/pets.jsonl" "$T/-q.jsonl"
export T
run sh -c 'cd "$T" && exec ${UNDER:-} "$B/nindex" -q -i index -- -q.jsonl'
is "nindex: -- and a path like an option" "$code:$(cat "$err")" 0:
run nsearch -i "$T/index" --format=ids cats -- -dogs
is "nsearch: -- and a word that is not wanted" "$(cat "$out")" b
run nsearch -i "$T/index" --format=ids -- --help
is "behind -- nothing is an option" "$code:$(cat "$out")" "1:"
done_testing
