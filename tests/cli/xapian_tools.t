#!/bin/sh
# Xapian's own tools open an index as it is, by Omega's prefixes; the dead, which they don't know of, are theirs to
# see until --optimize.
. tests/cli/lib.sh
need jsonl

if ! command -v xapian-delve >/dev/null || ! command -v quest >/dev/null; then
    skip "Xapian's tools open an index" "no xapian-delve and quest (Debian: xapian-tools)"
    done_testing
fi

news=$T/news.jsonl index=$T/index
awk 'BEGIN {
    print "{\"id\":\"k1\",\"title\":\"Offices opened\",\"author\":\"Lena Marsh\",\"lang\":\"en\",\"body\":\"In Kaesong.\"}"
    for (i = 1; i < 1000; i++) printf "{\"id\":\"s%d\",\"title\":\"Ferries %d\",\"body\":\"They sail.\"}\n", i, i
}' >"$news"
touch -d 2001-01-01 "$news"
run nindex -q -i "$index" "$news"
is "1,000 articles are indexed" "$code" 0

documents() { xapian-delve "$index" 2>"$err" | sed -n 's/^number of documents = //p'; }
quest_finds() { # quest_finds NAME WANT ARGUMENT...: the number of matches
    name=$1 want=$2
    shift 2
    run quest -d "$index" "$@"
    is "$name" "$(sed -nE 's/^Exactly ([0-9]+) matches$/\1/p' "$out")" "$want"
}

is "xapian-delve sees them" "$(documents)" 1000
quest_finds "quest finds a word in any inflection" 1 -s english opening
quest_finds "and a phrase" 1 -s english '"offices opened"'
quest_finds "a word of the title, by Omega's prefix" 1 -s english -p title:S title:office
quest_finds "and the author's" 1 -s none -p author:A author:marsh
quest_finds "and a language" 1 -b lang:L 'lang:en'
quest_finds "and an id" 1 -b id:Q 'id:k1'

if python3 -c 'import xapian' 2>/dev/null || /usr/bin/python3 -c 'import xapian' 2>/dev/null; then
    python=python3
    python3 -c 'import xapian' 2>/dev/null || python=/usr/bin/python3
    run $python -c 'import sys, xapian; print(xapian.Database(sys.argv[1]).get_termfreq("Zkaesong"))' "$index"
    is "so does the Python binding" "$(cat "$out")" 1
else
    skip "so does the Python binding" "no python3-xapian"
fi

# ---- The dead -------------------------------------------------------------------------------------

sed -i '/"s7"/d; s/"Ferries 8"/"Trains 8"/' "$news"
touch -d 2001-01-02 "$news"
run nindex -q -i "$index"
is "one is removed and one changed" "$code:$(grep -c '^auto' "$index/XAPIANDB")" 0:2
run nsearch -i "$index" --count 'sail OR kaesong'
is "nsearch leaves the dead out" "$(cat "$out")" 999
is "xapian-delve counts them" "$(documents)" 1001
quest_finds "quest finds them" 999 -s english ferries
run nindex -q -i "$index" --optimize
is "after --optimize xapian-delve counts as nsearch does" "$code:$(documents)" 0:999
quest_finds "and quest finds none" 997 -s english ferries
done_testing
