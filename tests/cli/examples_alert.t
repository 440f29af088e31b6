#!/bin/sh
# The example that mails what is new: each article once, whatever interrupts it.
. tests/cli/lib.sh
need jsonl

mkdir "$T/bin" "$T/news" "$T/mails"
export NSEARCH_INDEX="$T/index"

# What is asked of a mail program: it keeps the mail, unless it is told to do something else.
cat >"$T/bin/sendmail" <<END
#!/bin/sh
case \$(cat "$T/mood" 2>/dev/null) in
fail) cat >/dev/null; exit 75 ;;
term) kill -TERM \$PPID ;;
kill-before) kill -KILL \$PPID; exit 1 ;;
esac
number=\$(find "$T/mails" -type f | wc -l)
cat >"$T/mails/\$number"
[ "\$(cat "$T/mood" 2>/dev/null)" != kill-after ] || kill -KILL \$PPID
END
# Between the answer and what alert makes of it.
cat >"$T/bin/nsearch" <<END
#!/bin/sh
${UNDER:-} "$B/nsearch" "\$@"
code=\$?
[ "\$(cat "$T/mood" 2>/dev/null)" != kill-ask ] || kill -KILL \$PPID
exit \$code
END
chmod +x "$T/bin/sendmail" "$T/bin/nsearch"

# As cron does: with next to no environment.
alert() {
    run env -i HOME="$HOME" PATH="$T/bin:/usr/bin:/bin" NSEARCH_INDEX="$T/index" \
        ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} sh searcher/examples/alert "$T/state" me@example.org "$@"
}
add() { # add ID DATE TEXT
    printf '{"id":"%s","title":"Title of %s","date":"%s","body":"%s"}\n' "$1" "$1" "$2" "$3" >>"$T/news/all.jsonl"
    run nindex -q -i "$T/index" "$T/news"
}
mood() { echo "$1" >"$T/mood"; }
count() { find "$T/mails" -type f | wc -l; }
mail() { sed '1,/^$/d' "$T/mails/$1" | base64 -d; } # its text
header() { sed '/^$/q' "$T/mails/$1" >"$T/header"; }
# What all mails together told of, each article as often as it was told of.
told() { for number in $(seq 0 $(($(count) - 1))); do mail "$number"; done | grep -o '· [a-z]*[0-9]$' | tr -d '· \n'; }

add a1 2020-01-01 "A ferry sank."
alert ferry
is "the first run succeeds" "$code:$(cat "$out" "$err")" "0:"
is "and mails nothing" "$(count)" 0
alert ferry
is "nor does the next, when nothing is new" "$code:$(count)" "0:0"
add b1 2020-01-02 "A train was late."
alert ferry
is "or only what wasn't asked for" "$code:$(count)" "0:0"

add a2 1999-01-01 "A ferry of long ago."
alert ferry
is "what is new is mailed, whatever its date" "$code:$(told)" "0:a2"
header 0
like "to the address" "$T/header" '^To: me@example.org$'
like "as text" "$T/header" '^Content-Type: text/plain; charset=UTF-8$'
is "with the query in the subject" "$(sed -n 's/^Subject: =?UTF-8?B?\(.*\)?=$/\1/p' "$T/header" | base64 -d)" "New: ferry"
alert ferry
is "once" "$code:$(told)" "0:a2"

add a3 2021-01-01 "Another ferry."
mood fail
alert ferry
is "a mail program that fails is told of" "$code:$(told)" "75:a2"
like "and what is done about it" "$err" "next run tries again"
add a4 2021-01-02 "And another ferry."
mood well
alert ferry
is "the next run makes up for it" "$code:$(told)" "0:a2a3a4"

for when in kill-ask=a5 kill-before=a6; do
    id=${when#*=} before=$(told)
    add "$id" 2021-02-01 "A ferry, and an end."
    mood "${when%=*}"
    alert ferry
    is "$when: that run ends without a mail" "$code:$(told)" "137:$before"
    mood well
    alert ferry
    is "$when: the next one mails it" "$code:$(told)" "0:$before$id"
done
mood term
add a7 2021-03-01 "A ferry, while the machine is going down."
alert ferry
is "a signal doesn't come between a mail and its being noted" "$code:$(told)" "0:a2a3a4a5a6a7"
mood well
alert ferry
is "so that it is sent once" "$code:$(told)" "0:a2a3a4a5a6a7"
mood kill-after
add a8 2021-03-02 "A ferry, and the power fails."
alert ferry
mood well
alert ferry
is "if the power fails just there, it goes again" "$code:$(told)" "0:a2a3a4a5a6a7a8a8"
last=$(count)
is "as the same mail" "$(cat "$T/mails/$((last - 1))")" "$(cat "$T/mails/$((last - 2))")"

add b2 2021-04-01 "Die Fähre Möwe legt an."
alert "fähre
OR \$(touch $T/pwned) \"'" 2>/dev/null
is "a query that is wrong is nsearch's error" "$code" 2
unlike "and is told of by it" "$err" '^alert:'
rm "$T/state"
alert 'FÄHRE OR "die Möwe legt" OR überfahrt'
add b3 2021-04-02 "Die Fähre Möwe legt wieder an."
alert 'FÄHRE OR "die Möwe legt" OR überfahrt'
header "$last"
is "a subject may have any characters" "$(sed -n '/^Subject:/,/^Date/p' "$T/header" | grep -o 'B?[^?]*' | cut -c 3- | while read -r line; do echo "$line" | base64 -d; done)" \
    'New: FÄHRE OR "die Möwe legt" OR überfahrt'
is "in pieces that mail programs take" "$(awk 'length > 76' "$T/header" | wc -l)" 0

rm "$T/state"
alert --format=tsv --fields=id,date -n 1 ferry
is "the first run takes options of how it is shown, too" "$code:$(cat "$err")" "0:"
add a9 2021-05-01 "A ferry of iron."
add a10 2021-05-02 "A ferry of wood, the ferry."
alert --format=tsv --fields=id,date -n 1 ferry
is "and a later one mails so" "$code:$(mail $(($(count) - 1)))" "0:a10	2021-05-02"

echo broken >"$T/state"
before=$(count)
alert ferry
is "a state that is no state is an error, not everything once more" "$code:$(count)" "2:$before"
rm "$T/state"
alert -q ferry
is "so is an answer without a token" "$code:$(cut -d : -f 1-2 "$err")" "2:alert: nsearch gave no token"
(flock 9 && exec sleep 60) 9>"$T/state.lock" &
sleeping=$!
until ! flock -n "$T/state.lock" true; do sleep 0.1; done
alert ferry
is "only one run is at work" "$code" 75
kill $sleeping
run sh searcher/examples/alert "$T/state" me@example.org
is "without a query there is a usage line" "$code" 2
is "nothing was run that was in a query" "$(find "$T" -name pwned | wc -l)" 0
done_testing
