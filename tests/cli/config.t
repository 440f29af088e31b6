#!/bin/sh
# The files of settings: named indexes for both programs, where each setting comes from, what is wrong with a file.
# shellcheck disable=SC2016 # another shell expands
. tests/cli/lib.sh
need jsonl

own=$HOME/.config/nsearch/config
machine=$T/xdg/nsearch/config
mkdir -p "${own%/*}" "${machine%/*}"
for name in wire papers; do
    printf '{"id":"%s","body":"Ferries stop."}\n' "$name" >"$T/$name.jsonl"
    run nindex -q -i "$T/$name.index" "$T/$name.jsonl"
    is "an index called $name" "$code:$(cat "$err")" 0:
done

found() { # found NAME ID ENVIRONMENT... -- ARGUMENT...: which index answers
    name=$1 id=$2
    shift 2
    run env "$@"
    is "$name" "$code:$(cat "$out")$(cat "$err")" "0:$id"
}

# ---- Named indexes --------------------------------------------------------------------------------

cat >"$own" <<END
# Mine

index.wire = $T/wire.index
  index.papers=$T/papers.index
END
found "-i takes a name" wire "$B/nsearch" --format=ids -i wire ferries
found "so does --index" papers "$B/nsearch" --format=ids --index=papers ferries
found "and NSEARCH_INDEX" papers NSEARCH_INDEX=papers "$B/nsearch" --format=ids ferries
found "-i wins over NSEARCH_INDEX" wire NSEARCH_INDEX=papers "$B/nsearch" --format=ids -i wire ferries
found "a directory is one as ever" papers "$B/nsearch" --format=ids -i "$T/papers.index" ferries
cp -R "$T/papers.index" "$T/wire"
found "a name is the name, whatever is called so here" wire sh -c 'cd "$1" && exec "$B/nsearch" --format=ids -i wire ferries' sh "$T"
found "with a slash it is the directory" papers sh -c 'cd "$1" && exec "$B/nsearch" --format=ids -i ./wire ferries' sh "$T"
found "with --no-config too" papers sh -c 'cd "$1" && exec "$B/nsearch" --no-config --format=ids -i wire ferries' sh "$T"
mv "$T/wire" "$T/local"
found "what is no name is a directory" papers sh -c 'cd "$1" && exec "$B/nsearch" --format=ids -i local ferries' sh "$T"
run nsearch -i wrie ferries
is "or nothing" "$code" 4
is "which is told, and what was probably meant" "$(cat "$err")" "nsearch: wrie: no index here; make one with nindex -i wrie PATH...
nsearch: hint: did you mean -i wire?"
run env NSEARCH_INDEX=paper "$B/nsearch" ferries
like "also of NSEARCH_INDEX" "$err" '^nsearch: hint: did you mean -i papers\?$'
run nsearch -q -i wrie ferries
unlike "but not with -q" "$err" hint
for far in news ./wrie wi; do
    run nsearch -i $far ferries
    unlike "nothing is near to $far" "$err" hint
done
(cd "$T" && "$B/nindex" -q -i wrie papers.jsonl) >"$out" 2>"$err"
is "nindex makes an index of a name that is almost another's, and says so" "$?:$(cat "$err")" \
    "0:nindex: hint: there is no index wrie yet; did you mean -i wire?"
(cd "$T" && "$B/nindex" -q -i wrie papers.jsonl) >"$out" 2>"$err"
is "once" "$?:$(cat "$err")" 0:
(cd "$T" && "$B/nindex" -q -i ./wrei papers.jsonl) >"$out" 2>"$err"
is "and nothing of a path" "$?:$(cat "$err")" 0:
rm -r "$T/wrie" "$T/wrei"
run nindex --status -i paprs
like "a command that finds no index says so, too" "$err" '^nindex: hint: there is no index paprs yet; did you mean -i papers\?$'

printf 'index = papers\n' >>"$own"
found "the file names the default" papers "$B/nsearch" --format=ids ferries
found "which NSEARCH_INDEX wins over" wire NSEARCH_INDEX="$T/wire.index" "$B/nsearch" --format=ids ferries
run nsearch --no-config ferries
is "--no-config: there is none" "$code" 4
printf '{"id":"new","body":"Ferries go."}\n' >"$T/new.jsonl"
run nindex -q "$T/new.jsonl"
is "nindex takes the default" "$code:$(cat "$err")" 0:
found "and adds to it" new "$B/nsearch" --format=ids 'ferries go'
run nindex -q -i wire "$T/new.jsonl"
is "nindex takes a name" "$code:$(cat "$err")" 0:
found "and adds to that index" 2 "$B/nsearch" -i wire --count ferries
run nindex --no-config --status -i wire
is "nindex --no-config" "$code" 4

# ---- Which files ----------------------------------------------------------------------------------

printf 'index = %s\n' "$T/wire.index" >"$own"
cat >"$machine" <<END
index.papers = $T/papers.index
index = papers
END
found "one's own file wins over the machine's" 2 "$B/nsearch" --count ferries
found "which has its say besides" papers "$B/nsearch" --format=ids -i papers stop
found "without a home it is the machine's alone" 2 env -u HOME "$B/nsearch" --count ferries
mkdir -p "$T/other/nsearch"
printf 'index = %s\n' "$T/nowhere" >"$T/other/nsearch/config"
run env XDG_CONFIG_HOME="$T/other" "$B/nsearch" ferries
like "XDG_CONFIG_HOME is where one's own is" "$err" "^nsearch: $T/nowhere"
found "a relative one is none" 2 XDG_CONFIG_HOME=other sh -c 'cd "$1" && exec "$B/nsearch" --count ferries' sh "$T"
run env XDG_CONFIG_DIRS="$T/other:$T/xdg" HOME=/nonexistent "$B/nsearch" ferries
like "of XDG_CONFIG_DIRS the first wins" "$err" "^nsearch: $T/nowhere"
found "no file is needed" papers env -i "$B/nsearch" --format=ids -i "$T/papers.index" stop
printf 'index.home = ~/index\nindex = home\n' >"$own"
cp -R "$T/papers.index" "$HOME/index"
found "a tilde is the home" papers "$B/nsearch" --format=ids stop

# ---- What comes from where ------------------------------------------------------------------------

cat >"$own" <<END
index.wire = $T/wire.index
color = never
pager =
END
printf 'index = wire\nindex.wire = /elsewhere\ncolor = always\n' >"$machine"
run nsearch -q --config
cat >"$T/want" <<END
$own:1	index.wire = $T/wire.index
$machine:1	index = wire
$own:2	color = never
default	hyperlink = auto
$own:3	pager = 
END
is "--config ends with 0 and says nothing" "$code:$(cat "$err")" 0:
same "it shows each setting and where it comes from" "$T/want" "$out"
run env NSEARCH_INDEX=/env NSEARCH_PAGER=most PAGER=more "$B/nsearch" -q --config --color=auto --hyperlink=never
cat >"$T/want" <<END
$own:1	index.wire = $T/wire.index
\$NSEARCH_INDEX	index = /env
command line	color = auto
command line	hyperlink = never
\$NSEARCH_PAGER	pager = most
END
same "the command line wins, then the environment" "$T/want" "$out"
run env PAGER=more "$B/nsearch" -q --no-config --config -i /here
cat >"$T/want" <<END
command line	index = /here
default	color = auto
default	hyperlink = auto
\$PAGER	pager = more
END
same "--no-config" "$T/want" "$out"
run env -u XDG_DATA_HOME "$B/nsearch" --no-config --config
like "the default index is shown" "$out" "^default	index = $HOME/.local/share/nsearch/default\$"
run nsearch --config
is "the files are named" "$(cat "$err")" "nsearch: note: settings are looked for in $machine
nsearch: note: settings are looked for in $own"
run nsearch --config ferries
is "--config takes no query" "$code:$(cat "$err")" "2:nsearch: --config takes no query"

# ---- What can't be set, and what doesn't count in a pipe ------------------------------------------

printf 'index.wire = %s\ncolor = always\n' "$T/wire.index" >"$own"
rm "$machine"
run nsearch -i wire ferries
unlike "a pipe is not coloured by a file" "$out" "$(printf '\033')"
run nsearch -i wire --color=always ferries
like "but by the command line" "$out" "$(printf '\033')"
wrong() { # wrong TEXT COMPLAINT: exit 2 and the place
    printf '%b' "$1" >"$own"
    run nsearch -i wire ferries
    is "refused: $(printf '%b' "$1" | tr -c '[:print:]' ' ')" "$code:$(cat "$err")" "2:nsearch: $own:$2"
}
wrong 'limit = 20\n' "1: limit: no such setting: there are index, index.NAME, color, hyperlink and pager"
wrong '\n\ncolor = red\n' "3: color: must be auto, always or never"
wrong 'color\n' "1: must be KEY = VALUE"
wrong '= x\n' "1: : no such setting: there are index, index.NAME, color, hyperlink and pager"
wrong 'color = never\ncolor = auto' "2: color: set a second time"
wrong 'index.wire = wire\n' "1: index.wire: a directory must begin with / or ~/"
wrong 'index.a/b = /wire\n' "1: index.a/b: an index's name has no slash or space in it"
wrong 'index. = /wire\n' "1: index.: an index's name has no slash or space in it"
wrong 'index = nothing\n' "1: index: there is no index.nothing"
wrong 'index = ./wire\n' "1: index: a directory must begin with / or ~/"
wrong 'pager = a\001b\n' "1: pager: has a control character"
run nindex -q
is "nindex says so too" "$code:$(cat "$err")" "2:nindex: $own:1: pager: has a control character"
run nsearch -i "$T/wire.index" ferries
is "a file that has no say is not read" "$code:$(cat "$err")" 0:
printf 'index.\000' >"$own"
run nsearch -i wire ferries
is "a file that is no text" "$code:$(cat "$err")" "2:nsearch: $own: not a text: save it as UTF-8"
head -c 70000 /dev/zero | tr '\0' '#' >"$own"
run nsearch -i wire ferries
is "nor one without end" "$code:$(cat "$err")" "2:nsearch: $own: longer than 65536 bytes"
rm "$own"
mkdir "$own"
run nsearch -i wire ferries
is "a directory in its place" "$code:$(cat "$err")" "9:nsearch: $own: Is a directory"
done_testing
