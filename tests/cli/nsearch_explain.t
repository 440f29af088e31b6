#!/bin/sh
# nsearch --explain and --why: what they print of each operator, on the sample archive, and how they end.
. tests/cli/lib.sh
need jsonl

"$B/nindex" -q -i "$T/index" corpus/articles >"$out" 2>"$err"
report $? "the sample archive is indexed"

mask() { # the times, which are never the same
    sed -E 's/[0-9]+\.[0-9]{3} ms/N ms/g; s/"ms":[0-9.]+/"ms":N/' "$out" >"$T/got"
}

explains() { # explains QUERY: as standard input says
    cat >"$T/want"
    run nsearch -i "$T/index" --explain "$1"
    is "--explain $1: ends with 0" "$code" 0
    mask
    same "--explain $1" "$T/want" "$T/got"
}

why() { # why CODE ID QUERY: as standard input says
    cat >"$T/want"
    run nsearch -i "$T/index" --why "$2" "$3"
    is "--why $3: ends with $1" "$code" "$1"
    same "--why $3" "$T/want" "$out"
}

# ---- --explain ------------------------------------------------------------------------------------

explains 'liaison office -leaflets' <<'END'
        9  AND
       21    liaison     liaison 21
       28    office      office 24, officer 3, offices 2, officers 1
             NOT
       11      leaflets  leaflets 11
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: AND_NOT(AND(Zliaison, AND_NOT(Zoffic, XZnone)), AND_NOT(Zleaflet, OR(XZnone, XZspanish, XZportuguese)))
time: parse N ms, plan N ms, search N ms, check N ms, total N ms
9 articles
END

explains '(liaison OR "joint house") NEAR/5 offic* date:2020-06' <<'END'
        9  AND
       19    NEAR/5             checked
       21      OR
       21        liaison        liaison 21
        0        "joint house"
       31      offic*           office 24, official 6, officials 6, officer 3, offices 2, officers 1, officially 1
       17    date:2020-06
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: FILTER(CHECK(AND(OR(Zliaison, AND(joint, house)), SYNONYM(office, officer, officers, offices, official, officially, officials))), M202006)
checked: (liaison OR "joint house") NEAR/5 offic*
time: parse N ms, plan N ms, search N ms, check N ms (9 looks), total N ms
9 articles
END

explains 'kaesong ADJ/10 office' <<'END'
        3  ADJ/10
       20    kaesong  kaesong 20
       28    office   office 24, officer 3, offices 2, officers 1
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: OR(AND_NOT(FILTER(AND(Zkaesong, Zoffic), PHRASE/12(kaesong, OR(office, officer, officers, offices))), OR(XZfrench, XZnone, XZspanish, XZportuguese)), FILTER(FILTER(AND(Zkaesong, Zoffic), PHRASE/12(kaesong, OR(office, officer, offices))), OR(XZfrench, XZspanish, XZportuguese)))
time: parse N ms, plan N ms, search N ms, check N ms, total N ms
3 articles
END

explains 'LEAD(kaesong AND QUOTE(office OR building)) title:kaesong^2' <<'END'
        0  AND
        0    LEAD()
        0      AND
       14        kaesong       checked, kaesong 20
        0        QUOTE()       checked
       30          OR
       28            office    office 24, officer 3, offices 2, officers 1
       15            building  building 14, build 1
        6    title:
        6      kaesong^2       kaesong 6
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: AND(AND(CHECK(Zkaesong), OR(AND_NOT(CHECK(OR(Zoffic, Zbuild)), OR(XZfrench, XZgerman, XZnone, XZspanish, XZportuguese)), FILTER(CHECK(OR(Zoffic, -)), OR(XZfrench, XZspanish, XZportuguese)), FILTER(CHECK(OR(Zoffic, -)), XZgerman), FILTER(CHECK(OR(-, -)), XZnone))), SCALE/2(ZSkaesong))
checked: kaesong, in the lead
checked: QUOTE(office OR building), in the lead
time: parse N ms, plan N ms, search N ms, check N ms (3 looks), total N ms
0 articles
END

explains '"the * office" ATLEAST3(office) NAME("Kim Yo Jong") source:"harbor wire"' <<'END'
        0  AND
       10    "the * office"       checked
        3    ATLEAST3()           checked
       28      office             office 24, officer 3, offices 2, officers 1
        4    NAME("Kim Yo Jong")  checked
       19    source:
       19      "harbor wire"
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: FILTER(AND(CHECK(AND(the, office)), OR(AND_NOT(CHECK(Zoffic), OR(XZfrench, XZnone, XZspanish, XZportuguese)), FILTER(CHECK(Zoffic), OR(XZfrench, XZspanish, XZportuguese))), CHECK(MAYBE(jong, kim))), PHRASE/2(XNharbor, XNwire))
checked: "the * office"
checked: ATLEAST3(office)
checked: NAME("Kim Yo Jong")
time: parse N ms, plan N ms, search N ms, check N ms (3 looks), total N ms
0 articles
END

explains 'off?ce seol~ kaesong NOT NEAR/3 office office SAME seoul' <<'END'
        3  AND
       24    off?ce      office 24
       24    seol~1      seoul 21, sell 2, seul 1
       16    NOT NEAR/3  checked
       20      kaesong   kaesong 20
       28      office    office 24, officer 3, offices 2, officers 1
        6    SAME        checked
       28      office    office 24, officer 3, offices 2, officers 1
       21      seoul     seoul 21
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: AND(office, SYNONYM(sell, seoul, seul), OR(AND_NOT(CHECK(Zkaesong), OR(XZfrench, XZnone, XZspanish, XZportuguese)), FILTER(CHECK(Zkaesong), OR(XZfrench, XZspanish, XZportuguese)), FILTER(CHECK(Zkaesong), XZnone)), OR(AND_NOT(CHECK(AND(Zoffic, Zseoul)), OR(XZfrench, XZnone, XZspanish, XZportuguese)), FILTER(CHECK(AND(Zoffic, Zseoul)), OR(XZfrench, XZspanish, XZportuguese))))
checked: kaesong NOT NEAR/3 office
checked: office SAME seoul
time: parse N ms, plan N ms, search N ms, check N ms (20 looks), total N ms
3 articles
END

explains 'offic* ADJ/5 offic*' <<'END'
        2  ADJ/5
       31    offic*  office 24, official 6, officials 6, officer 3, offices 2, officers 1, officially 1
       31    offic*  office 24, official 6, officials 6, officer 3, offices 2, officers 1, officially 1
note: each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1
engine: PHRASE/7(OR(office, officer, officers, offices, official, officially, officials), OR(office, officer, officers, offices, official, officially, officials))
time: parse N ms, plan N ms, search N ms, check N ms, total N ms
2 articles
END

# ---- --why ----------------------------------------------------------------------------------------

why 1 ng-2020-0617-01 'liaison office -balloon' <<'END'
no   AND
yes    liaison    once: liaison 1
yes    office     once: office 1
no     NOT
yes      balloon  once: balloon 1
not an answer
END

why 1 ng-2020-0617-01 '(liaison OR zebra) NEAR/5 offic* (kaesong ADJ/1 liaison) (office NEAR/3 seoul) balloon ADJ/5 office' <<'END'
no   AND
yes    NEAR/5       nearest distance 0
yes      OR
yes        liaison  once: liaison 1
no         zebra    not there
yes      offic*     2 times: office 1, officials 1
no     ADJ/1        nearest distance 80
yes      kaesong    once: kaesong 1
yes      liaison    once: liaison 1
no     NEAR/3       nearest distance 44
yes      office     once: office 1
yes      seoul      3 times: seoul 3
no     ADJ/5        both, but not in this order
yes      balloon    once: balloon 1
yes      office     once: office 1
not an answer
END

why 0 ng-2020-0617-01 'kaesong NOT NEAR/3 office' <<'END'
yes  NOT NEAR/3  once, away from the other
yes    kaesong   once: kaesong 1
yes    office    once: office 1
an answer
END

why 1 ng-2020-0617-01 'office SAME kaesong office W/S seoul zebra W/S office' <<'END'
no   AND
no     SAME       both, but in no paragraph together
yes      office   once: office 1
yes      kaesong  once: kaesong 1
no     W/S        both, but in no sentence together
yes      office   once: office 1
yes      seoul    3 times: seoul 3
no     W/S        not both of them
no       zebra    not there
yes      office   once: office 1
not an answer
END

why 0 ng-2020-0617-01 '"liaison office" OR "office liaison" OR "the zebra" OR "{liaison offices}" OR "the * office"' <<'END'
yes  OR
yes    "liaison office"     once
no     "office liaison"     its words, but not in a row
no     "the zebra"          no zebra
yes    "{liaison offices}"  once
no     "the * office"       its words, but not in a row
an answer
END

why 1 ng-2020-0617-01 'LEAD(office) QUOTE(office) FIRST5(office) body:office CAPS(office) ALLCAPS(kaesong) NOCAPS(Kaesong) LEAD(office AND QUOTE(seoul))' <<'END'
no   AND
no     LEAD()       once, not in the lead
yes      office     once: office 1
no     QUOTE()      once, not in a quotation
yes      office     once: office 1
no     FIRST5()     once, not in the first 5 words
yes      office     once: office 1
yes    body:        once, in the text
yes      office     once: office 1
no     CAPS()       once, not with a capital
no       office     once, not with a capital
no     ALLCAPS()    once, not in capitals
no       kaesong    once, not in capitals
no     NOCAPS()     once, not without a capital
no       Kaesong    once, not without a capital
no     LEAD()
no       AND
no         office   once, not in the lead: office 1
no         QUOTE()  3 times, none in a quotation
yes          seoul  3 times: seoul 3
not an answer
END

why 1 ng-2020-0617-01 'ATLEAST2(office) ATLEAST50(office) NAME("Kim Yo Jong")' <<'END'
no   AND
no     ATLEAST2()           once
yes      office             once: office 1
no     ATLEAST50()          once
yes      office             once: office 1
no     NAME("Kim Yo Jong")  not there
not an answer
END

why 1 ng-2020-0617-01 'source:northgate author:nobody tag:x section:world lang:en site:ng.example url:http* id:ng-2020-0617-01 date:2021.. words:2000..' <<'END'
no   AND
no     author:            its author: Staff and agencies
no       nobody           not there
no     tag:               it has no tag
no       x                not there
yes    source:            its source: Northgate Gazette
yes      northgate        once
yes    section:           its section: world
yes      world            once
yes    lang:              its lang: en
yes      en
no     site:              its site: northgate-gazette.example
no       ng.example
yes    url:               its url: https://northgate-gazette.example/2020/06/17/ng-2020-0617-01
yes      http*
yes    id:                its id: ng-2020-0617-01
yes      ng-2020-0617-01
no     date:2021..        its date: 2020-06-17
no     words:2000..       it has 214 words
not an answer
END

why 1 ng-2020-0617-01 'off?ce kaesing~1 demoli* =offices U.S.' <<'END'
no   AND
yes    off?ce     once: office 1
yes    kaesing~1  once: kaesong 1
no     demoli*    not there
no     =offices   not there
no     U.S.       not there
not an answer
END

# ---- Other ways to ask ----------------------------------------------------------------------------

run nsearch -i "$T/index" --explain --since=2020-06-16 --until=2020-06-17 liaison office
like "the time of the request is a clause" "$out" '^       10  since 2020-06-16 until 2020-06-17$'
like "that counts in the answer" "$out" '^4 articles$'
run nsearch -i "$T/index" --why ng-2020-0617-01 --since=2021 liaison
like "and in --why" "$out" '^no   since 2021  its date: 2020-06-17$'
is "which it decides" "$code $(tail -n 1 "$out")" "1 not an answer"
run nsearch -i "$T/index" --explain --any liaison zebra
like "--any is an OR" "$out" '^       21  OR$'
run nsearch -i "$T/index" --explain -p liaison office
like "--phrase is a phrase" "$out" '^       15  "liaison office"$'
run nsearch -i "$T/index" --explain '(office kaesong) OR (office kaesong)'
like "what is said twice" "$out" '^       28      office   office 24, '
like "is looked up once" "$out" '^               office   as above$'
run nsearch -i "$T/index" --explain 'a NEAR/3 b SAME c'
like "notes are rows" "$out" '^note: '
run nsearch -i "$T/index" --explain zebra
is "nothing found is an explanation, too" "$code $(tail -n 1 "$out")" "0 0 articles"

path=corpus/articles/text/harbor-wire/2020-06-16-kaesong-demolition.txt
run nsearch -i "$T/index" --why "$path" kaesong
is "--why takes a path, too" "$code $(tail -n 1 "$out")" "0 an answer"
run nsearch -i "$T/index" --why nobody kaesong
is "no such article ends with 4" "$code" 4
like "and is told" "$err" '^nsearch: no article with the id nobody$'
run nsearch -i "$T/index" --why "$(printf 'n\033[31m')" kaesong
is "so does an id of control characters" "$code" 4
unlike "which aren't shown" "$err" "$(printf '\033')"
run nsearch -i "$T/index" --why nobody 'kaesong AND'
is "a wrong query comes first" "$code $(head -n 1 "$err")" \
    "2 nsearch: AND has nothing to search for after it"
run nsearch -i "$T/index" --explain '(kaesong'
is "a wrong query ends with 2" "$code" 2
run nsearch -i "$T/index" --explain
is "so does none" "$code $(cat "$err")" "2 nsearch: no query (see --help)"
run nsearch -i "$T/index" --explain --why x kaesong
like "one at a time" "$err" '^nsearch: --why: not together with --explain$'
is "ends with 2" "$code" 2
run nsearch -i "$T/index" --explain --format=ids kaesong
is "there are three formats" "$code $(cat "$err")" \
    "2 nsearch: --lint, --explain and --why print text, json or jsonl"
printf 'kaesong\nAND seoul\n' >"$T/query"
run nsearch -i "$T/index" --why ng-2020-0617-01 -f "$T/query"
is "the query may be in a file" "$code" 0

run nsearch -i "$T/index" --explain --format=jsonl 'liaison W/P off?ce'
mask
cat >"$T/want" <<'END'
{"type":"clause","depth":0,"clause":"SAME","count":19,"checked":true,"words":[],"more_words":0}
{"type":"clause","depth":1,"clause":"liaison","count":21,"checked":false,"words":[{"word":"liaison","count":21}],"more_words":0}
{"type":"clause","depth":1,"clause":"off?ce","count":24,"checked":false,"words":[{"word":"office","count":24}],"more_words":0}
{"type":"note","note":"each article by its language's stems: english 105, french 2, german 2, none 2, spanish 2, portuguese 1"}
{"type":"engine","query":"CHECK(AND(Zliaison, office))"}
{"type":"check","clause":"liaison SAME off?ce"}
{"type":"step","step":"parse","ms":N,"looks":0}
{"type":"step","step":"plan","ms":N,"looks":0}
{"type":"step","step":"search","ms":N,"looks":0}
{"type":"step","step":"check","ms":N,"looks":19}
{"type":"step","step":"total","ms":N,"looks":0}
{"type":"answer","total":19,"exact":true}
END
same "--explain as JSON" "$T/want" "$T/got"
run nsearch -i "$T/index" --explain --format=jsonl 'co* NEAR/3 b SAME c'
like "notes are in it" "$out" '^\{"type":"note","note":"[^"]+"\}$'
like "and of many words the ten most frequent" "$out" \
    '"clause":"co\*","count":[0-9]+,"checked":(true|false),"words":\[(\{"word":"co[a-z]*","count":[0-9]+\},?){10}\],"more_words":[1-9]'
run nsearch -i "$T/index" --why ng-2020-0617-01 --format=jsonl 'liaison NOT zebra'
cat >"$T/want" <<'END'
{"type":"clause","depth":0,"clause":"AND","verdict":true,"count":0,"detail":null,"words":[],"more_words":0}
{"type":"clause","depth":1,"clause":"liaison","verdict":true,"count":1,"detail":"once","words":[{"word":"liaison","count":1}],"more_words":0}
{"type":"clause","depth":1,"clause":"NOT","verdict":true,"count":0,"detail":null,"words":[],"more_words":0}
{"type":"clause","depth":2,"clause":"zebra","verdict":false,"count":0,"detail":"not there","words":[],"more_words":0}
{"type":"answer","verdict":true}
END
same "--why as JSON" "$T/want" "$out"

# What an article says is nobody's to obey.
printf '{"id":"evil","title":"\\u001b[31mred\\u202e","source":"\\u001b]0;x\\u0007","body":"word"}\n' >"$T/evil.jsonl"
run nindex -q -i "$T/evil" "$T/evil.jsonl"
run nsearch -i "$T/evil" --why evil 'title:red source:x word'
unlike "control characters are not printed" "$out" "$(printf '\033')"
unlike "nor what turns the direction of writing" "$out" "$(printf '\342\200\256')"
run nsearch -i "$T/evil" --why evil --format=jsonl 'title:red source:x word'
unlike "nor in JSON" "$out" "$(printf '\033')"
done_testing
