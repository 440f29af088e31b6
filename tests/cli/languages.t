#!/bin/sh
# Articles in several languages: what is declared or detected, what lang: finds, and which forms of a word are found where.
. tests/cli/lib.sh
need jsonl

cat >"$T/a.jsonl" <<'END'
{"id":"en1","title":"Operators","body":"The operator of the ferry said that it had been operating for two years, and that all of the boats were new."}
{"id":"en2","lang":"English","title":"Short","body":"News of operations."}
{"id":"en3","lang":"en-GB","title":"New","body":"A new ferry."}
{"id":"de1","title":"Operationen","body":"Die Operationen in der Klinik sind nach dem Unfall noch nicht zu Ende, sagte ein Sprecher, und das wird noch dauern."}
{"id":"de2","lang":"de_AT","title":"Kurz","body":"Operation am Knie."}
{"id":"fr1","lang":"fra","title":"Court","body":"Le nouveau bac, les nouvelles du port."}
{"id":"pl1","lang":"pl","title":"Most","body":"Operacje na moście."}
{"id":"x1","title":"Lotto","body":"News: 1, 2, 3"}
END
run nindex -i "$T/index" "$T/a.jsonl"
is "articles in several languages are indexed" "$code" 0

ids() { # ids WANTED QUERY...: the ids that the query finds
    want=$1
    shift
    run nsearch -i "$T/index" --format=ids "$@"
    is "$*" "$(sort "$out" | tr '\n' ' ')" "$want"
}

# ---- lang: ----------------------------------------------------------------------------------------

ids 'en1 en2 en3 ' lang:en
ids 'en3 ' lang:en-GB
ids 'de1 de2 ' lang:de
ids 'de2 ' lang:de-at
ids 'fr1 ' lang:fr
ids 'pl1 ' lang:pl
run nsearch -i "$T/index" --format=jsonl operationen
like "the language that was detected is shown" "$out" '"id":"de1",.*"lang":"de"'

# ---- Words ----------------------------------------------------------------------------------------

ids 'de1 de2 en1 en2 ' operation
ids 'en1 en2 ' operation lang:en
ids 'de1 de2 en2 ' operationen OR =operations
ids 'en2 x1 ' news
ids 'en1 en3 ' new
ids 'fr1 ' nouvelle
ids 'pl1 ' operacje
ids '' operacja
ids 'de1 ' 'operation NEAR/3 klinik'
ids 'en1 ' 'operates PRE/5 years'
ids 'de1 en1 ' 'title:operation'
ids 'de1 de2 ' 'NOT (news OR new OR nouvelles OR operacje) operation -operating -lang:en'

run nsearch -i "$T/index" --explain operation
like "--explain tells how many articles each language has" "$out" \
    "^note: each article by its language's stems: english 4, german 2, french 1, none 1\$"
run nsearch -i "$T/index" --why en1 operation
like "--why tells the forms of the article's language" "$out" '^yes  operation  3 times: operating 1, operator 1, operators 1$'
run nsearch -i "$T/index" --format=text 'operation'
like "passages mark them" "$out" 'operating'

# ---- Later runs -----------------------------------------------------------------------------------

printf '{"id":"sv1","lang":"sv","title":"Ny","body":"Färjorna operera."}\n' >"$T/b.jsonl"
run nindex -i "$T/index" "$T/b.jsonl"
ids 'sv1 ' färja
run nindex -i "$T/index" --optimize
ids 'sv1 ' färja
ids 'de1 de2 en1 en2 ' operation
rm "$T/b.jsonl"
run nindex -i "$T/index" "$T/b.jsonl"
ids 'de1 de2 en1 en2 ' operation
run nindex -i "$T/index" --rebuild-from-index
ids 'de1 de2 en1 en2 ' operation

run nindex -i "$T/none" --language none "$T/a.jsonl"
run nsearch -i "$T/none" --format=ids operation
is "with --language none no words are stemmed" "$(cat "$out")" de2
run nsearch -i "$T/none" --explain operation
unlike "and all articles are as one language's" "$out" '^note:'

run nindex -i "$T/german" --language german "$T/a.jsonl"
run nsearch -i "$T/german" --explain operation
like "--language is that of what isn't known" "$out" \
    "stems: german 3, english 3, french 1, none 1\$"
done_testing
