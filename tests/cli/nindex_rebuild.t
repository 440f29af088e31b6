#!/bin/sh
# nindex --rebuild-from-index: the same answers without the files, losses told, exit 0 or 3.
. tests/cli/lib.sh

i=$T/index
cp -R corpus/articles "$T/articles"
run nindex -q -i "$i" "$T/articles"
"$B/nsearch" -i "$i" --format ids -n 500 "the" | sort >"$T/before"
rm -rf "$T/articles"

run nindex --rebuild-from-index -i "$i"
is "exit 0" "$code" 0
is "silent where stderr is no terminal" "$(cat "$out" "$err")" ""
"$B/nsearch" -i "$i" --format ids -n 500 "the" | sort >"$T/after"
same "the same answers" "$T/after" "$T/before"
run nindex --check -i "$i"
is "sound" "$code" 0
like "the next generation" "$out" 'generation 2, 1 segment'
run nindex -v --rebuild-from-index -i "$i"
like "-v: a summary" "$err" 'nindex: done: [0-9]+ articles, 0 losses, generation 3'

printf broken | dd of="$i/seg-000003/docdata.glass" bs=8192 seek=3 conv=notrunc 2>/dev/null
run nindex --rebuild-from-index -i "$i"
is "with losses: exit 3" "$code" 3
like "with losses: which" "$err" '^nindex: lost: seg-000003: article '
run nindex --check -i "$i"
is "with losses: what is left is sound" "$code" 0

cp -Rp corpus/articles "$T/articles"
run nindex -q -i "$i"
"$B/nsearch" -i "$i" --format ids -n 500 "the" | sort >"$T/after"
same "once the files are back, so is what was lost" "$T/after" "$T/before"
run nindex -q --no-text -i "$T/none" "$T/articles"
run nindex --rebuild-from-index -i "$T/none"
is "without texts: exit 2" "$code" 2
like "without texts: what to do" "$err" 'nindex --full'
run nindex --rebuild-from-index -i "$T/nowhere"
is "no index: exit 4" "$code" 4
done_testing
