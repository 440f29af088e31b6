#!/bin/sh
# What only some searches need is loaded by those (common/modules/module.h), and said to be missing in one line. A search
# opens no file that it doesn't need.
. tests/cli/lib.sh
need jsonl

run nindex -q -i "$T/index" corpus/articles
is "the sample archive is indexed" "$code" 0
run nindex -q --no-text -i "$T/bare" corpus/articles
is "and once more without its text" "$code" 0
mkdir "$T/remote" "$T/bin"
printf 'remote :xapian-progsrv %s\n' "$T/index" >"$T/remote/XAPIANDB"
cp "$B/nsearch" "$T/bin"

# alone ARGUMENT...: nsearch, from where there are no modules but those in $T
alone() {
    ${UNDER:-} "$T/bin/nsearch" "$@" >"$out" 2>"$err" </dev/null
    code=$?
}

run make -n VARIANT=not-there demo
like "make demo builds the modules" "$out" 'not-there/nsearch-stemmers\.so'

alone -i "$T/index" '"liaison office"'
is "a phrase needs no module" "$code:$(cat "$err")" "0:"
like "nor does its passage" "$out" 'liaison office'
alone -i "$T/bare" --format=ids '"liaison office"'
is "nor one that shows no text" "$code:$(cat "$err")" "0:"

if [ -e /usr/local/lib/nsearch ]; then
    skip "a module that is missing is told" "nsearch is installed in /usr/local"
else
    alone -i "$T/index" --count offices
    is "words with their forms without the stemmers': 9" "$code:$(cat "$out")" 9:
    like "which is told" "$err" "^nsearch: stems of words can't be had without nsearch-stemmers.so"
    alone -i "$T/index" --explain office
    is "--explain too: 9" "$code" 9
    alone -i "$T/index" --lint office
    is "and --lint" "$code" 9
    alone -i "$T/remote" '"liaison office"'
    is "an index on another machine without Xapian's: 9" "$code" 9
    is "one line" "$(wc -l <"$err")" 1
    like "says which, and what to do" "$err" \
        "^nsearch: an index with a part on another machine can't be had without nsearch-xapian.so, which is neither in .*: install nsearch anew$"
    alone -i "$T/bare" '"liaison office"'
    is "texts in files without the readers': 9" "$code" 9
    like "which is told" "$err" "^nsearch: a text that the index doesn't keep can't be had without nsearch-readers.so"
fi

echo "not a module" >"$T/bin/nsearch-readers.so"
alone -i "$T/bare" '"liaison office"'
is "a module that is damaged: 9" "$code" 9
like "is named" "$err" "^nsearch: .*/nsearch-readers.so: "
cp "$B/nsearch-xapian.so" "$T/bin/nsearch-readers.so"
alone -i "$T/bare" '"liaison office"'
is "one of another kind, or version: 9" "$code" 9
like "is told as that" "$err" "/nsearch-readers.so is not of this nsearch \([0-9.]*\): install it anew$"
rm "$T/bin/nsearch-readers.so"

# Where make install may put them.
mkdir -p "$T/lib/nsearch"
cp "$B/nsearch-readers.so" "$T/lib/nsearch"
alone -i "$T/bare" '"liaison office"'
is "in ../lib/nsearch it is found" "$code:$(cat "$err")" "0:"
rm -r "${T:?}/lib"
(cd "$T" && cp "$B/nsearch-readers.so" bin && PATH=$T/bin:$PATH nsearch -i bare '"liaison office"' >"$out" 2>"$err")
is "and where the program is found by its name" "$?:$(cat "$err")" "0:"

# ---- Files that are opened -----------------------------------------------------------------------------

if ! command -v strace >/dev/null || [ "$UNDER" ] || ! strace -o /dev/null true 2>/dev/null; then
    skip "a search opens what it needs" "no strace that works here (Debian: strace)"
    done_testing
fi
if [ "$B" != "$top/build" ]; then
    skip "a search opens what it needs" "sanitizers open more"
    done_testing
fi

# opened ARGUMENT...: the files that nsearch opens once it runs, in order; its libraries are before
opened() {
    run strace -f -e trace=open,openat,openat2,creat -o "$T/trace" "$B/nsearch" "$@"
    sed -n 's/.*open[a-z0-9]*(.*"\([^"]*\)".*/\1/p' "$T/trace" |
        grep -vE '/ld\.so\.(cache|preload)$|/lib[^/]*\.so[.0-9a-z]*$' | tr '\n' ' '
}

segment=$(echo "$T"/index/seg-*)
files="$T/index/XAPIANDB $segment/iamglass $segment/postlist.glass $segment/docdata.glass $segment/termlist.glass \
$segment/position.glass "
is "a phrase: the stub, and each file of the segment once" "$(opened -i "$T/index" '"liaison office"')" "$files"
is "JSON Lines too" "$(opened -i "$T/index" --format=jsonl '"kaesong liaison" date:2020')" "$files"
is "words: their stemmers, too" "$(opened -i "$T/index" liaison office)" "$files$B/nsearch-stemmers.so "
is "--version: none" "$(opened --version)" ""
is "--help: none" "$(opened --help)" ""
done_testing
