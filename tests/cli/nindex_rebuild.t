#!/bin/sh
# nindex --rebuild-from-index: the same answers without the files, losses told, exit 0 or 3.
. tests/cli/lib.sh
need jsonl

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
like "-v: a summary" "$err" 'nindex: done: [0-9]+ articles, 0 losses, [0-9.]+ s, generation 3, token [0-9a-v]{13}$'
run nindex -i "$i" --status
is "--status: exit 0" "$code" 0
like "--status: of a rebuild" "$out" '^Last run:  rebuild at 20'
like "--status: with all articles" "$out" '^Articles: .* [1-9][0-9]+ in all$'

printf broken | dd of="$i/seg-000003/docdata.glass" bs=8192 seek=3 conv=notrunc 2>/dev/null
run nindex --rebuild-from-index -i "$i"
is "with losses: exit 3" "$code" 3
like "with losses: which" "$err" '^nindex: lost: seg-000003: article '
is "with losses: counted" "$(grep -c '^nindex: lost: ' "$err")" "$(sed -n 's/^  "rejected":\([0-9]*\),$/\1/p' "$i/status.json")"
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

# A disk that has room for the index, and not for another one.
cat >"$T/fill" <<'END'
mount -t tmpfs -o size="$4k" none "$1" || exit 99
cp -R "$3" "$1/index" || exit 98
"$2/nindex" --rebuild-from-index -i "$1/index"
code=$?
cd "$1/index" && echo seg-*
exit $code
END
mkdir "$T/small"
if command -v unshare >/dev/null && unshare -m true 2>/dev/null; then
    run unshare -m sh "$T/fill" "$T/small" "$B" "$i" $(($(du -sk "$i" | cut -f 1) * 11 / 10))
    is "without room: exit 9" "$code" 9
    like "without room: told" "$err" "^nindex: $T/small/index: [0-9.]+ MB free, too little for about [0-9.]+ MB\$"
    is "without room: before anything is written" "$(cat "$out")" "$(cd "$i" && echo seg-*)"
else
    skip "without room: exit 9" "no file system can be mounted here"
fi
done_testing
