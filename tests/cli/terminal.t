#!/bin/sh
# What a terminal gets and a pipe doesn't: pager, colour, width, links. script(1) is the terminal.
# shellcheck disable=SC2016 # the terminal's shell expands
. tests/cli/lib.sh
need jsonl

if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    skip "what a terminal gets" "no script(1) that makes one"
    done_testing
fi
escape=$(printf '\033')
page="https://harbor.example/ferries?a=1;b=%20"
cat >"$T/news.jsonl" <<END
{"id":"a","title":"Ferries stop","url":"$page","body":"The last boat has left the harbour, and the pier is empty this morning."}
{"id":"b","title":"Ferries go","url":"javascript:alert(1)","body":"Boats leave again."}
END
mkdir "$T/my news"
printf 'Ferries, 100%% full\n\nNo seat on any boat.\n' >"$T/my news/full#1.txt"
run nindex -q -i "$T/index" "$T/news.jsonl" "$T/my news"
is "three articles are indexed" "$code:$(cat "$err")" 0:
export NSEARCH_INDEX="$T/index" T

terminal() { # terminal COMMAND: for the shell of a terminal; what it shows in $out
    # Colour and links as a person has them, the pager one that isn't.
    TERM=${term:-xterm} PAGER=${pager-cat} script -qec "$1" /dev/null >"$out" 2>"$err" </dev/null
    code=$?
    tr -d '\r' <"$out" >"$T/shown"
    cp "$T/shown" "$out"
}

# ---- Colour and width -----------------------------------------------------------------------------

terminal '"$B/nsearch" ferries'
is "a terminal: found" "$code" 0
like "colour" "$out" "$escape\[1m"
term=dumb terminal '"$B/nsearch" ferries'
unlike "none on a dumb one" "$out" "$escape"
terminal 'NO_COLOR=1 "$B/nsearch" ferries'
unlike "none with NO_COLOR" "$out" "$escape\["
terminal 'NO_COLOR=1 "$B/nsearch" --color=always ferries'
like "but if asked for" "$out" "$escape\[1m"
terminal '"$B/nsearch" --color=never --hyperlink=never ferries'
unlike "--color=never" "$out" "$escape"
terminal 'stty cols 40; "$B/nsearch" --color=never --hyperlink=never harbour'
is "lines are as wide as the terminal" "$(awk 'length > 40' "$out")" ""
like "and not less" "$out" '^   The last boat has left the harbour,$'
terminal '"$B/nsearch" --format=ids ferries'
unlike "what is for programs is as ever" "$out" "$escape"
mkdir -p "$HOME/.config/nsearch"
printf 'color = never\nhyperlink = never\n' >"$HOME/.config/nsearch/config"
terminal '"$B/nsearch" ferries'
unlike "the settings are followed" "$out" "$escape"
terminal '"$B/nsearch" --no-config ferries'
like "but with --no-config" "$out" "$escape"
rm "$HOME/.config/nsearch/config"

# ---- Links ----------------------------------------------------------------------------------------

run nsearch --hyperlink=always ferries
cp "$out" "$T/linked"
run nsearch ferries
unlike "a pipe gets no links" "$out" "$escape"
sed "s/$escape\]8;[^$escape]*$escape\\\\//g" "$T/linked" >"$T/plain"
same "they change nothing else" "$out" "$T/plain"
link() { # link NAME RANK-LINE WANT: the address of the title
    got=$(sed -n "s/.*$escape\]8;id=[0-9]*;\([^$escape]*\)$escape\\\\$2.*/\1/p" "$T/linked")
    is "$1" "$got" "$3"
}
link "a title leads to its page" "Ferries stop" "$page"
link "but not to what is no page" "Ferries go" "file://$(hostname)$T/news.jsonl"
link "else to its file, percent-encoded" "Ferries, 100% full" "file://$(hostname)$T/my%20news/full%231.txt"
is "each is closed" "$(grep -o "$escape\]8;id" "$T/linked" | wc -l)" "$(grep -o "$escape\]8;;$escape" "$T/linked" | wc -l)"
mv "$T/my news" "$T/gone"
run nsearch --hyperlink=always full
unlike "a file that is gone is no link" "$out" "$escape\]8"
printf '{"title":"Odd","url":"http://a.example/\\u001b]0;x\\u0007\\u009c\\u00e9 \\"","body":"odd"}\n' >"$T/odd.jsonl"
run nindex -q -i "$T/odd" "$T/odd.jsonl"
run nsearch -i "$T/odd" --hyperlink=always odd
is "nothing of an address is obeyed" "$(tr -cd '\033\007\234' <"$out" | wc -c)" 4
run nsearch -i "$T/odd" --hyperlink=always --color=always odd
like "colour within the link" "$out" "id=1;[^$escape]*$escape\\\\$escape\[1m.*$escape\[0m$escape\]8;;$escape\\\\\$"
terminal '"$B/nsearch" ferries'
like "a terminal gets links" "$out" "$escape\]8;id=1;"
term=linux terminal '"$B/nsearch" ferries'
unlike "one that doesn't know them gets none" "$out" "$escape\]8"

# ---- Pager ----------------------------------------------------------------------------------------

pager='sed s/^/paged:/' terminal '"$B/nsearch" --color=never --hyperlink=never ferries'
is "the pager gets all of the output" "$(grep -cv '^paged:' "$out"):$code" "0:0"
like "with colour, as the terminal would" "$out" '^paged:1\. Ferries'
pager='sed s/^/paged:/' terminal '"$B/nsearch" ferries'
like "colours go through it" "$out" "^paged:1\. .*$escape\[1m"
pager='sed s/^/paged:/' terminal '"$B/nsearch" zebra'
is "what is told too; the exit code is nsearch's" "$(cat "$out"):$code" "paged:nsearch: nothing found:1"
pager='sed s/^/paged:/' terminal '"$B/nsearch" --show a'
like "--show is paged" "$out" '^paged:Title: Ferries stop'
for options in --format=ids --format=jsonl --count --no-pager --pager= --pager=cat; do
    pager='sed s/^/paged:/' terminal "\"\$B/nsearch\" $options ferries"
    unlike "not with $options" "$out" '^paged:'
done
pager='sed s/^/paged:/' terminal 'NSEARCH_PAGER= "$B/nsearch" ferries'
unlike "nor with an empty NSEARCH_PAGER" "$out" '^paged:'
pager='sed s/^/paged:/' terminal '"$B/nsearch" --pager="sed s/^/other:/" ferries'
like "--pager wins" "$out" '^other:1\.'
pager='sed s/^/paged:/' terminal '"$B/nsearch" ferries | cat'
unlike "a pipe isn't paged" "$out" '^paged:'
pager='sed s/^/paged:/' term=dumb terminal '"$B/nsearch" ferries'
unlike "nor on a dumb terminal" "$out" '^paged:'
pager=no-such-pager terminal '"$B/nsearch" ferries'
like "a pager that isn't there is told" "$out" '^nsearch: the pager no-such-pager: No such file'
like "and done without" "$out" '^3 articles'
pager='no-such-pager -R' terminal '"$B/nsearch" ferries'
like "so is one with options, by the shell" "$out" 'no-such-pager:? .*not found'
like "and done without, too" "$out" '^3 articles'
is "which is no failure" "$code" 0
pager='printf "LESS=%s\n" "$LESS"' terminal '"$B/nsearch" ferries'
is "less is told how to be one" "$(cat "$out")" "LESS=FRX"
pager='printf "LESS=%s\n" "$LESS"' terminal 'LESS=M "$B/nsearch" ferries'
is "unless one's own way is set" "$(cat "$out")" "LESS=M"

awk 'BEGIN { for (i = 0; i < 20000; i++) printf "{\"id\":\"t%d\",\"title\":\"Tides\",\"body\":\"low and high\"}\n", i }' >"$T/tides.jsonl"
run nindex -q -i "$T/tides" "$T/tides.jsonl"
pager='head -n 1' terminal '"$B/nsearch" -i "$T/tides" -n 20000 --color=never --hyperlink=never tides'
is "a pager that is quit early ends all quietly" "$(cat "$out"):$code" "1. Tides:0"
pager='cat >/dev/null; exit 3' terminal '"$B/nsearch" ferries'
is "a pager that fails is told; the exit code is nsearch's" "$(cat "$out"):$code" \
    "nsearch: the pager cat >/dev/null; exit 3 ended with 3:0"
pager=false terminal '"$B/nsearch" zebra'
is "also one that is but a name" "$(cat "$out"):$code" "nsearch: the pager false ended with 1:1"
pager='sh -c "cat >/dev/null; kill -INT \$\$" #' terminal '"$B/nsearch" ferries'
is "one that is interrupted has not failed" "$(cat "$out"):$code" ":0"
pager='kill -INT $PPID; cat' terminal '"$B/nsearch" --color=never ferries'
like "an interrupt is the pager's" "$out" 'Ferries stop'
is "and nsearch goes on" "$code" 0

# ---- Pipes ----------------------------------------------------------------------------------------

{
    ${UNDER:-} "$B/nsearch" -i "$T/tides" -n 20000 tides 2>"$err"
    echo $? >"$T/code"
} | head -n 1 >"$out"
is "a reader that leaves is quiet" "$(cat "$out"):$(cat "$err")" "1. Tides:"
is "and ends nsearch by its signal" "$(cat "$T/code")" 141
done_testing
