#!/bin/sh
# An index has the stems of one version of libstemmer (common/stemmer_prints.h): another version's are never looked for in
# it, nor written beside them. What tells them apart is changed in the index here, as if another had made it.
. tests/cli/lib.sh
need jsonl

cat >"$T/a.jsonl" <<'END'
{"id":"en1","lang":"en","title":"Ferries","body":"The ferries were sold."}
{"id":"de1","lang":"de","title":"Schiffe","body":"Die Schiffe im Hafen."}
END
printf '{"id":"en2","lang":"en","title":"Boats","body":"A boat was sold."}\n' >"$T/b.jsonl"
run nindex -q -i "$T/index" "$T/a.jsonl"
is "articles in two languages are indexed" "$code" 0

# change FROM TO: in the metadata, as many bytes
change() {
    LC_ALL=C sed -i "s/$1/$2/" "$T"/index/seg-*/postlist.glass
}
refused="stems of another version of libstemmer: nindex --rebuild-from-index \(or --full\) makes it anew$"

change ' german=[0-9a-f]\{8\}' ' german=00000000'
run nsearch -i "$T/index" --count ferry
is "stems of another libstemmer: 6" "$code:$(cat "$out")" 6:
is "in one line" "$(wc -l <"$err")" 1
like "that says whose, and what to do" "$err" "^nsearch: the index has german $refused"
run nsearch -i "$T/index" '"the ferries"'
is "words as they are written are found" "$code:$(cat "$err")" 0:
like "and shown" "$out" 'The ferries were sold'
run nindex -q -i "$T/index" "$T/b.jsonl"
is "articles in another language can be added" "$code:$(cat "$err")" 0:
run nsearch -i "$T/index" --count ferry
is "the language is then refused as before" "$code" 6
printf '{"id":"de2","lang":"de","title":"Boote","body":"Ein Boot."}\n' >"$T/c.jsonl"
run nindex -q -i "$T/index" "$T/c.jsonl"
is "but none in that: 6" "$code" 6
like "which is told" "$err" "^nindex: the index has german $refused"
run nsearch -i "$T/index" --count '"boat" OR "ein boot"'
is "and nothing was changed" "$code:$(cat "$out")" 0:1

run nindex -q -i "$T/index" --rebuild-from-index
is "the index is made anew from its articles" "$code:$(cat "$err")" 0:
run nsearch -i "$T/index" --count 'ferry OR schiff OR boat'
is "and searched" "$code:$(cat "$out")" 0:3
run nindex -q -i "$T/index" "$T/c.jsonl"
run nindex -q -i "$T/index" --optimize
is "segments of one version are merged" "$code:$(cat "$err")" 0:
run nindex --check -i "$T/index"
is "and sound" "$code" 0

change ' english=[0-9a-f]\{8\}' ' english=00000000'
printf '{"id":"en3","lang":"en","title":"Rafts","body":"A raft."}\n' >"$T/d.jsonl"
run nindex -q -i "$T/index" "$T/d.jsonl"
is "the index's own language is refused, too: 6" "$code" 6
run nindex -q -i "$T/index" --full "$T"/*.jsonl
is "--full makes it anew" "$code:$(cat "$err")" 0:
run nsearch -i "$T/index" --count 'ferry OR rafts'
is "for searches as well" "$code:$(cat "$out")" 0:2

# An index from before there was this goes on as it was.
change nsearch-stems nsearch-stemz
change ' english=[0-9a-f]\{8\}' ' english=00000000'
run nsearch -i "$T/index" --count 'ferry OR rafts'
is "an index that doesn't say which they are is searched" "$code:$(cat "$out")" 0:2
printf '{"id":"en4","lang":"en","title":"Canoes","body":"A canoe."}\n' >"$T/e.jsonl"
run nindex -q -i "$T/index" "$T/e.jsonl"
is "and gone on with" "$code:$(cat "$err")" 0:
run nindex -q -i "$T/index" --optimize
is "and merged" "$code:$(cat "$err")" 0:
run nsearch -i "$T/index" --count 'raft OR canoes'
is "and all is found" "$code:$(cat "$out")" 0:2
done_testing
