#!/bin/sh
# The archive in every format: corpus/formats holds a folder for each name of `nindex --formats` but those of
# corpus/articles, and of each an article is known here by hand. What --try makes of all of it is
# tests/golden/formats.txt; GOLDEN_UPDATE=1 writes that, for you to look through with git diff.
. tests/cli/lib.sh

all=corpus/formats
"$B/nindex" --formats >"$T/formats"
if lacks '.*'; then
    skip "the archive in every format" "built without some"
    done_testing
fi

# Archives are made here: nothing that is packed is kept in the tree.
mkdir -p "$T/news/archive"
cp -R "$all/." "$T/news"
mkdir "$T/packed"
printf 'Two hours a day\nBy Philippa Greaves\n15 December 2023\n\nThe path to the lighthouse is open for two hours a day.\n' >"$T/packed/path.txt"
printf '{"id":"packed-2","title":"Three hours","body":"Three, at the equinox, says the clerk."}\n' | gzip -c >"$T/packed/hours.jsonl.gz"
tar -C "$T/packed" -czf "$T/news/archive/packed.tar.gz" .

# Each name has its folder, and each file of it is taken for that.
while read -r name _; do
    case $name in
    text) set -- corpus/articles/text/found/plain-note-lighthouse.txt ;;
    trec | reuters) set -- "corpus/articles/$name"/* ;;
    *) set -- "$T/news/$name"/* ;;
    esac
    for file; do
        run nindex --try "$file"
        is "$name is the format of $(basename "$file")" "$code $(head -n 1 "$out")" "0 $file: $name"
    done
done <"$T/formats"

run nindex -q -i "$T/index" "$T/news" corpus/articles
is "all of it is indexed without a word" "$code $(cat "$out" "$err")" "0 "

# The fields of the article that was just shown.
show() {
    awk -F ': ' '
        /^$/ { exit }
        {
            name = $1
            sub(/^[^:]*: /, "")
            if (value[name] != "") $0 = value[name] "; " $0
            value[name] = $0
        }
        END {
            printf "%s|%s|%s|%s|%s|%s\n", value["Title"], value["Date"], value["Source"], value["Author"], value["Section"],
                value["Lang"]
        }' "$out"
}

# query|title|date|source|author|section|language
while IFS= read -r row; do
    query=${row%%|*}
    run nsearch -i "$T/index" --format=ids "$query"
    is "$query finds one" "$(wc -l <"$out" | tr -d ' ')" 1
    run nsearch -i "$T/index" --show "$(cat "$out")"
    is "which is understood" "$query|$(show)" "$row"
done <<'END_OF_TABLE'
"sealed bids were opened"|Lighthouse at Skerry Point goes to two bell ringers|2023-03-14T07:30:00|Northgate Gazette|Philippa Greaves|Region|en-gb
"marée basse"|Le phare de la pointe change de mains|2023-03-16|Le Courrier du Détroit|Hélène Aubry-Sanchez|Littoral|fr
"samovar large brass"|Lamp of the lighthouse found in the trust’s own cellar|2023-04-05T08:00:00|Northgate Gazette|Philippa Greaves|Region|en-gb
"two trawlers turned"|Old lamp lights Skerry Point for a night|2023-05-06T23:10:00|Harbor Wire|Joaquim Prado|regional|en
wasserwacht|Neun Minuten Licht und zwei verirrte Kutter|2023-05-09T05:30:00|Der Küstenbote|Friedhelm Ostrowski|Schifffahrt|de
"it is company"|Who pays for a light that nobody needs?|2023-05-12T04:00:00|Meridian Daily|Constance Okafor-Bell||en
"we could see it"|Council votes seven to six for the light|2023-06-01||Ines Talavera|Politics|en
ayuntamiento|El faro, los sábados|2023-06-03|La Hoja del Estrecho|Rosario Benavides|Sociedad|es
"ten past six"|A Saturday with the light on|2023-06-10|Northgate Gazette|Tobias Renfrew-Ng|Feature|en
"saturdays only" hydrographer|Strait gets its light back, and its darkness charted|2023-06-19T05:00:00|Meridian Daily|Anselm Whitcombe; Grace Adeyemi|Region|en
"made in a hurry"|Clerk explains the samovar|2023-04-07|Northgate Gazette|Philippa Greaves|Region|en
"last keeper of the light"|Keeper of Skerry Point carries his last can of oil|1993-08-30|Coast Ledger|Rosa O'Brien-Martinez|Metro|en
"promised soup" ferry|Six bells, 114 steps|2023-07-02T20:00:00|Harbour Notebook|Maud Farrow|Bells|en-gb
spolverava|Il faro che fu un samovar|2023-04-14|Il Faro di Levante|Ottavia Brandolini|Cultura|it
"wondered where the tap"|The man who dusted the samovar|2023-04-11|Northgate Gazette|Tobias Renfrew-Ng|Feature|en
"broken rudder"|Storm drives freighter to the lee of Skerry Point|2023-09-10T21:40:00|Harbor Wire|Abel Tesfaye-Lindt|Regional|en
"tinned soup"|Freighter unloads soup at Skerry Point|2023-09-11T08:10:00|Harbor Wire|Abel Tesfaye-Lindt||en
"lit in 1874"|Light at Skerry Point goes out at midnight|2003-03-31T17:55:00|Harbor Wire|Joaquim Prado||en
"strait medal"|Sisters of Skerry Point decline a prize, keep the bell|2023-10-04T10:20:00|Harbor Wire|Abel Tesfaye-Lindt||en
"came in two boxes"|Skerry Point light to be automatic|1993-08-27T14:10|hw|Gunnar Holt|International|en
"afraid of heights"|Skerry Point light shines on a wedding|1988-12-24T15:09|CL|ROSA O'BRIEN-MARTINEZ|Domestic|en
"thirteen to none"|Morning alert: the light stays on|2023-11-04T06:00:00|Northgate Gazette alerts|Northgate Gazette||en
"bells of gingerbread"|Morning alert: ferry café sells bells|2023-11-05T06:00:00|Northgate Gazette alerts|Northgate Gazette||en
"live inside a light"|For the letters page: what the light is like from inside|2023-11-20T21:40:00||Una Farrow||en
"in the stew"|Nobody counts the moths|2024-01-09T16:05:00|Northgate Gazette|Aldous Venn|Region|en
"answered 31 calls"|Bells at sea are not an emergency, coast guard says|2024-01-07T18:30:00|Coast Ledger|Rosa O'Brien-Martinez|Metro|en
"a goat that"|Fog closes the strait for a day and a half|2024-01-06T09:00:00|Coast Ledger|Wilhelmina Tran|Metro|en
"that it is 1900"|Lighthouse keeps its own calendar|1999-12-30|Coast Ledger|Rosa O'Brien-Martinez|Metro|en
"two hours a day" path|Two hours a day|2023-12-15||Philippa Greaves||en
END_OF_TABLE

# What stands beside the news: menus, comments, captions, drafts, pictures, headers, errors.
run nsearch -i "$T/index" --count '"we use cookies" OR oyster OR "swing bridge sticks again" OR "weather osbert" OR
    "some of the wrongs" OR fetchtimems OR "say to the council" OR "tenor resting" OR "knew it all along" OR
    "page was not found" OR "seen from the gallery" OR "quay street 4" OR "hw notebook" OR "mentions légales"'
is "nothing of what stands beside the news is found" "$(cat "$out")" 0

run nindex --try "$all"/*/*
sed "s|$top/||" "$out" >"$T/got"
same "all of it is understood as in tests/golden/formats.txt" tests/golden/formats.txt "$T/got"
[ "${GOLDEN_UPDATE:-}" ] && cp "$T/got" tests/golden/formats.txt
done_testing
