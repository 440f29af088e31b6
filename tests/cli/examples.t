#!/bin/sh
# The examples that are installed, on the sample archive: the picker, and libnsearch from Python. (Mails have a test of
# their own.)
. tests/cli/lib.sh
need jsonl

export NSEARCH_INDEX="$T/index" PATH="$B:$PATH"
examples=searcher/examples
"$B/nindex" -q corpus/articles
query='explosion NEAR/5 kaesong'

# ---- pick, with an fzf that notes what it is asked for, shows the preview of the first line and takes the first two ----
mkdir "$T/bin"
cat >"$T/bin/fzf" <<'END'
#!/bin/sh
cat >"$T/list"
printf '%s\n' "$@" >"$T/asked"
[ -e "$T/escape" ] && exit 130
first=$(head -n 1 "$T/list" | cut -f 1)
preview=$(sed -n 's/^--preview=//p' "$T/asked" | sed "s|{1}|'$first'|")
sh -c "$preview" >"$T/preview" 2>&1
head -n 2 "$T/list"
END
chmod +x "$T/bin/fzf"
export T
pick() { PATH="$T/bin:$PATH" run sh $examples/pick "$@"; }

pick --sort date kaesong
is "pick prints the ids of what was chosen" "$code:$(cat "$out")" "0:$("$B/nsearch" -n 2 --sort date --format ids kaesong)"
is "the list is all that was found" "$(wc -l <"$T/list")" "$("$B/nsearch" --count kaesong)"
first=$(head -n 1 "$out")
"$B/nsearch" --show "$first" >"$T/article"
same "the preview is the article" "$T/preview" "$T/article"
like "its id isn't shown" "$T/asked" '^--with-nth=2\.\.$'
cp -r "$T/index" "$T/it's \$(touch pwned)"
NSEARCH_INDEX='' pick -i "$T/it's \$(touch pwned)" --sort date kaesong
same "the preview is from the index that was asked" "$T/preview" "$T/article"
pick zzzzq
is "nothing found is 1" "$code" 1
pick 'titel:x'
is "a wrong query is 2" "$code" 2
touch "$T/escape"
pick kaesong
is "Esc is fzf's own" "$code:$(cat "$out")" "130:"
run env PATH="$T" /bin/sh $examples/pick kaesong
like "no fzf is said" "$err" "^pick: fzf isn't installed"
if command -v fzf >/dev/null; then
    run env FZF_DEFAULT_OPTS=--filter=correction sh $examples/pick kaesong
    is "fzf itself takes all that" "$code:$(cat "$out")" "0:md-2020-0617-02"
else
    skip "fzf itself takes all that" "no fzf"
fi

if [ "$B" != "$top/build" ] || ! command -v python3 >/dev/null; then
    skip "libnsearch from Python" "needs python3, and a library without sanitizers"
    done_testing
fi

# ---- nsearch.py: the structs are the header's ------------------------------------------------------------------------
export NSEARCH_LIBRARY="$B/libnsearch.so" PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$examples
is "nsearch.py has less than 100 lines" "$(($(wc -l <$examples/nsearch.py) < 100))" 1
cat >"$T/layout.c" <<'END'
#include <common/nsearch.h>
#include <stdio.h>
#define AT(type, member) printf(#type "." #member " %zu\n", offsetof(nsearch_##type, member))
int main(void)
{
MEMBERS
    return 0;
}
END
python3 - >"$T/python" <<'END'
import nsearch
for name in "Error Request Hit Span Passage Facet".split():
    struct = getattr(nsearch, "_" + name)
    for member, _ in struct._fields_:
        print(f"{name.lower()}.{member} {getattr(struct, member).offset}")
END
sed 's/\(.*\)\.\(.*\) .*/    AT(\1, \2);/' "$T/python" >"$T/members"
sed -i -e "/^MEMBERS/{r $T/members" -e 'd}' "$T/layout.c"
run cc -std=c11 -I. -o "$T/layout" "$T/layout.c"
"$T/layout" >"$T/c"
same "what it has of a struct is where the header has it" "$T/python" "$T/c"
printf '#include "common/nsearch.h"\n_Static_assert(sizeof(nsearch_request) == %s, "");\n' \
    "$(python3 -c 'import ctypes, nsearch; print(ctypes.sizeof(nsearch._Request))')" >"$T/size.c"
run cc -std=c11 -I. -fsyntax-only "$T/size.c"
is "a request is as large as the header's" "$code" 0

for script in names timeline; do
    run env NSEARCH_LIBRARY="$T/none.so" python3 "$examples/$script" kaesong
    is "$script without the library: 2" "$code:$(wc -l <"$err")" 2:1
    like "which is told" "$err" "^$script: .*/none.so: .*; install nsearch, or name the library in NSEARCH_LIBRARY$"
done

cat >"$T/use.py" <<'END'
import gc, nsearch

def fails(call):
    try:
        call()
    except (nsearch.Error, ValueError, AssertionError) as error:
        return f"{type(error).__name__}: {error}"

with nsearch.Searcher() as archive:
    hits = archive.search("explosion NEAR/5 kaesong", since="2020", sort=nsearch.OLDEST)
    print(*[hit.id for hit in hits], hits.total)
    print(*archive.facets("explosion NEAR/5 kaesong", "day", sort=nsearch.NEWEST))
    print(*archive.article("md-2020-0617-02", "title", "section", "nothing"))
    print(len(archive.search("kaesong", limit=3, offset=18)), archive.search("zzzzq"))
    print(len(archive.search("kaesong", new_since=hits.token)), len(archive.search("kaesong", 99, new_since="0")))
    print(fails(lambda: archive.search("titel:x")))
    print(fails(lambda: archive.article("none", "title")))
    print(fails(lambda: archive.search("x", lmit=1)))
print(fails(lambda: archive.search("x")))
print(fails(lambda: nsearch.Searcher("/none")).split(";")[0])
hit = hits[1]
del archive, hits
gc.collect()
print(hit.passage("<", ">", 60))
END
cat >"$T/want" <<'END'
es-2020-0616-01 md-2020-0617-02 2
('2020-06-17', 1) ('2020-06-16', 1)
Correction: Kaesong blast corrections None
2 []
0 20
Error: unknown field "titel": did you mean title?
Error: no article with the id none
AssertionError: there is no such option
ValueError: the searcher is closed
Error: /none: no index here
END
run python3 "$T/use.py"
sed '$d' "$out" >"$T/got"
same "nsearch.py searches, counts, reads and fails" "$T/got" "$T/want"
like "hits outlive their searcher" "$out" '<Kaesong>.*<explosion>'
is "nothing is said beside" "$code:$(cat "$err")" "0:"

# ---- names and timeline ------------------------------------------------------------------------------------------------
printf 'Kaesong\n\nKim Jong-un\n ))OR((\t"x" \n京都\n***\nliaison office\n' >"$T/list"
run env -i PATH=/usr/bin:/bin NSEARCH_LIBRARY="$NSEARCH_LIBRARY" $examples/names -i "$T/index" "$T/list"
is "names says which line it couldn't look for" "$code:$(cat "$err")" "3:names: line 6: ***: nothing to search for"
cut -f 1 "$out" | tr '\n' '|' >"$T/firsts"
is "and has a row for each name" "$(cat "$T/firsts")" 'name|Kaesong|Kim Jong-un|))OR(( "x"|京都|***|liaison office|'
is "of as many columns" "$(awk -F '\t' '{print NF}' "$out" | sort -u | wc -l)" 1
for name in Kaesong "Kim Jong-un" "liaison office"; do
    is "$name: the articles that a search finds" "$(awk -F '\t' -v name="$name" '$1 == name {print $2}' "$out")" \
        "$("$B/nsearch" --count "\"$name\"")"
done
column=$(head -n 1 "$out" | tr '\t' '\n' | grep -nx 2020 | cut -d: -f1)
is "and in a year" "$(awk -F '\t' -v at="$column" '$1 == "Kaesong" {print $at}' "$out")" "$("$B/nsearch" --count 'kaesong date:2020')"
echo 'Kim Jong Un' >"$T/list"
"$examples/names" --people <"$T/list" >"$out"
is "--people asks for names" "$(awk -F '\t' 'NR == 2 {print $2}' "$out")" "$("$B/nsearch" --count 'NAME("Kim Jong Un")')"
run $examples/names -i /none "$T/list"
is "no index is an error" "$code:$(cut -d: -f 1-3 "$err")" "2:names: /none: no index here; make one with nindex -i /none PATH..."
run $examples/names "$T/nothing"
is "so is no list" "$code" 2

run $examples/timeline 'kaesong AND "<office" & date:2020'
is "timeline draws" "$code:$(cat "$err")" "0:"
grep -o '<title>[^<]*' "$out" | cut -c 8- | sed 's/.*: //' | paste -sd + >"$T/sum"
is "each article once" "$(($(cat "$T/sum")))" "$("$B/nsearch" --count 'kaesong AND "<office" & date:2020')"
cp "$out" "$T/drawn.svg"
run python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$T/drawn.svg"
is "in XML that is well-formed" "$code" 0
run $examples/timeline zzzzq
is "nothing found is 1" "$code:$(cat "$err")" "1:timeline: nothing found"
run $examples/timeline 'titel:x'
like "what is wrong is said" "$err" '^timeline: unknown field "titel"'
is "and nothing is left beside the examples" "$(ls $examples)" "$(printf 'alert\nnames\nnsearch.py\npick\ntimeline')"
is "nor run that was in a name" "$(find "$T" . -maxdepth 1 -name pwned | wc -l)" 0
done_testing
