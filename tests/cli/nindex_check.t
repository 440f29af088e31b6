#!/bin/sh
# nindex --check: the verdict on stdout, exit 0 or 8, and what to do.
. tests/cli/lib.sh
need jsonl

i=$T/index
run nindex -q -i "$i" corpus/articles
run nindex --check -i "$i"
is "a sound index: exit 0" "$code" 0
like "a sound index: says so, with figures" "$out" "^$i: sound: generation 1, 1 segment, [0-9]+ articles, 0 dead, [0-9]+ files, [0-9.]+ MB$"
is "a sound index: nothing else" "$(cat "$err")" ""

mkdir "$i/seg-000099"
run nindex --check -i "$i"
is "leftovers: exit 0" "$code" 0
like "leftovers: are named" "$out" '^  seg-000099$'
rmdir "$i/seg-000099"

# As somebody else, for root may write everything; from within, for others can't get there.
reader='setpriv --reuid=65534 --regid=65534 --clear-groups'
$reader test -x "$B/nindex" 2>/dev/null || reader="env"
chmod -R a+rX,a-w "$i"
run sh -c 'cd "$2" && exec $1 "$3" --check -i .' sh "$reader" "$i" "$B/nindex"
is "who may only read finds no damage" "$code:$(cat "$err")" 0:
chmod -R u+w "$i"

cp "$i/seg-000001/position.glass" "$T/position"
printf x | dd of="$i/seg-000001/position.glass" bs=1 seek=5000 conv=notrunc 2>/dev/null
run nindex --check -i "$i"
is "damage: exit 8" "$code" 8
like "damage: says where" "$out" 'seg-000001/position.glass: it has changed since it was written'
like "damage: says what to do" "$out" '^What to do: nindex --rebuild-from-index'
cp "$T/position" "$i/seg-000001/position.glass"

cp "$i/seg-000001/docdata.glass" "$T/docdata"
printf x | dd of="$i/seg-000001/docdata.glass" bs=1 seek=4 conv=notrunc 2>/dev/null
run nindex --check -i "$i"
like "damaged texts: --full is better" "$out" '^What to do: nindex --full'

# What is met twice is told once; and a run that can't go on says where to look.
cp -R "$i" "$T/gone"
rm "$T/gone/seg-000001/position.glass"
run nindex --check -i "$T/gone"
is "a table that is gone: told once" "$(grep -c 'position.glass: No such file' "$out")" 1
rm "$T/gone/seg-000001/iamglass"
run nindex -i "$T/gone"
is "an update of what is damaged: exit 8" "$code" 8
is "an update of what is damaged: what to do" "$(cat "$err")" \
    "nindex: $T/gone: a segment of the index is gone; nindex --check says what to do"

cp -R "$i" "$T/texts"
truncate -s 100 "$T"/texts/seg-000001/docdata.glass
run nindex -i "$T/texts" corpus/articles
is "an update of broken texts: exit 8" "$code" 8
like "an update of broken texts: says of which index" "$err" "^nindex: $T/texts.*: .*; nindex --check says what to do$"

# What a rebuild must be told is told with the advice to make one.
cp -R "$i" "$T/front"
cp "$T/docdata" "$T/front/seg-000001/docdata.glass"
truncate -s 100 "$T"/front/seg-000001/postlist.glass
run nindex --check -i "$T/front"
like "where the language can't be read, the advice asks for it" "$out" \
    "nindex --rebuild-from-index --language LANG -i $T/front saves what can be read$"
run nindex --rebuild-from-index -i "$T/front"
is "a rebuild that isn't told it: exit 8" "$code" 8
like "a rebuild that isn't told it: asks, too" "$err" \
    "^nindex: $T/front: its language can't be read: name it, as in nindex --rebuild-from-index --language english$"
run nindex -q --rebuild-from-index --language english -i "$T/front"
is "and one that is told goes well, but for what is lost" "$code" 3
run nindex --check -i "$T/front"
is "it is sound then" "$code" 0

: >"$i/XAPIANDB"
run nindex --check -i "$i"
is "a broken XAPIANDB: exit 8" "$code" 8
like "a broken XAPIANDB: says so" "$out" 'XAPIANDB: not as nindex writes it'

mkdir "$T/nothing"
run nindex --check -i "$T/nothing"
is "no index: exit 4" "$code" 4
run nindex --check -i "$i" corpus
is "it takes no PATH" "$code" 2

if [ -e /dev/full ]; then
    "$B/nindex" --check -i "$i" >/dev/full 2>"$err"
    is "a full disk behind stdout: exit 9" "$?" 9
fi
done_testing
