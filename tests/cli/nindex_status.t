#!/bin/sh
# nindex and who runs it: silent where all is well, status.json and --status, one at a time, and signals.
. tests/cli/lib.sh

news=$T/news index=$T/index
mkdir "$news"
printf 'Ferries stop at noon\n\nThe last boat leaves at 11.50.\n' >"$news/ferries.txt"

# key NAME: what status.json says.
key() { sed -n "s/^  \"$1\":\(.*[^,]\),*\$/\1/p" "$index/status.json"; }

# An article whose end nobody will see: a terabyte, in a file with a hole.
{ printf '<DOC>\n<TEXT>\n' && head -c 100000 /dev/zero | tr '\000' x; } >"$T/endless"
truncate -s 1T "$T/endless" 2>/dev/null || truncate -s 64G "$T/endless"

# background: starts nindex on it, signals as usual, and waits until it reads.
background() {
    : >"$T/job.err"
    perl -e '$SIG{$_} = "DEFAULT" for qw(INT HUP TERM); exec @ARGV' \
        "$B/nindex" -v -i "$index" "$T/endless" >"$T/job.out" 2>"$T/job.err" &
    job=$!
    tries=0
    until grep -q reading "$T/job.err" || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
}

# ---- Silence

run nindex -i "$index" "$news"
is "a run works" "$code" 0
is "and says nothing where there is no terminal" "$(cat "$out" "$err")" ""
run nindex -v -i "$index" "$news"
like "-v shows a summary all the same" "$err" '^nindex: done: '
run nindex --verbose -i "$index" "$news"
like "--verbose is the same" "$err" '^nindex: done: '
run nindex -v -q -i "$index" "$news"
is "-q after it takes it back" "$(cat "$err")" ""
: >"$news/empty.txt"
run nindex -i "$index" "$news"
is "a reject is 3" "$code" 3
is "and all that is told" "$(cat "$err")" "nindex: $news/empty.txt: empty"
rm "$news/empty.txt"

# ---- What excludes each other

for wrong in "--full --status" "--status --full" "--status --formats"; do
    run nindex -i "$index" $wrong
    is "$wrong is wrong usage" "$code" 2
    is "and told in a line" "$(cat "$err")" "nindex: ${wrong#* }: not together with another command"
done
run nindex -i "$index" --status "$news"
is "--status takes no PATH" "$code:$(cat "$err")" "2:nindex: --status: takes no PATH"
for bad in x 1d -1 30ss 5000000000 "" 99999999h; do
    run nindex -i "$index" --lock-timeout="$bad" "$news"
    is "--lock-timeout=$bad is wrong usage" "$code" 2
done

# ---- status.json

run nindex -i "$T/none" --status
is "without a run --status is 4" "$code" 4
run nindex -i "$index" "$news"
is "a run ends well" "$(key phase) $(key exit) $(key error)" '"done" 0 null'
is "status.json has what it did" "$(key total) $(key rejected) $(key segments) $(key dead)" "1 0 1 0"
like "in this generation" "$index/XAPIANDB" "^# generation $(key generation)\$"
like "it has its times" "$index/status.json" '^  "start":"20[0-9-]{8}T[0-9:]{8}Z",$'
like "the end too" "$index/status.json" '^  "end":"20[0-9-]{8}T[0-9:]{8}Z",$'
is "and the host" "$(key host)" "\"$(uname -n)\""
run perl -MJSON::PP -e 'local $/; my $s = decode_json(<>); print join " ", sort keys %$s' "$index/status.json"
is "it is JSON" "$(cat "$out")" \
    "added bytes changed command dead end error exit files generation host phase pid rejected rejected_damaged rejected_empty rejected_malformed rejected_too_long rejected_unknown rejected_unreadable removed segments start token total unchanged"
run nindex -i "$index" --status
is "--status of a good run is 0" "$code" 0
like "it is for people" "$out" '^Last run:  update at 20[0-9-]{8} [0-9:]{8}, [0-9]+ s: done$'
like "and counts" "$out" '^Articles: .* 1 in all$'
like "what the index is" "$out" '^Index:     generation [0-9]+, 1 segment, 0 dead$'

printf 'x\000' >"$news/$(printf 'bad\033[31m"name\377')"
run nindex -i "$index" "$news"
run nindex -i "$index" --status
is "after rejects it is 3" "$code" 3
like "which are counted" "$out" '^Rejected:  1: 1 unknown$'
rm "$news"/bad*

mkdir "$T/empty"
run nindex -i "$index" "$T/empty"
run nindex -i "$index" --status
is "after a failure it is that one's" "$code" 4
like "which is told" "$out" ': failed with exit code 4: no articles found in .*; the index is as it was$'
is "status.json has it" "$(key phase) $(key exit)" '"failed" 4'
is "and what the index is all the same" "$(key total) $(key segments) $(key unchanged) $(key dead)" "1 1 1 0"
like "in its generation" "$index/XAPIANDB" "^# generation $(key generation)\$"

printf '{"command":"x\\u001b[31m","pid":1,"start":"2026-11-22T03:00:00Z","end":"2026-11-22T05:02:03Z","phase":"failed","exit":9,"error":"a\\u001bb\\nc"}' \
    >"$index/status.json"
run nindex -i "$index" --status
is "whatever it says reaches no terminal as it is" "$(grep -c "$(printf '\033')" "$out")" 0
like "long runs are told in hours" "$out" ', 2 h 2 min: failed with exit code 9: '
for broken in '' '{' '[]' '{"phase":7}' '{"command":"x","start":"2026-11-22T03:00:00Z","phase":"asleep"}'; do
    printf %s "$broken" >"$index/status.json"
    run nindex -i "$index" --status
    is "a damaged one is 8: $broken" "$code" 8
done
rm "$index/status.json"
mkdir "$index/status.json"
run nindex -i "$index" "$news"
is "where it can't be written a run is good all the same" "$code" 0
like "but tells" "$err" "^nindex: $index/status.json: Is a directory; the index is good\$"
is "in a line" "$(wc -l <"$err")" 1
rmdir "$index/status.json"

# ---- Running, and killed

background
is "while it runs, status.json has its phase" "$(key phase) $(key pid) $(key end)" "\"reading\" $job null"
run nindex -i "$index" --status
is "--status is 0 meanwhile" "$code" 0
like "and says what it does" "$out" "^Running:   update since 20.* \([0-9]+ s\), pid $job on [^ ]*: (reading|writing)\$"
cp "$index/status.json" "$T/status.json"
run nindex -i "$index" "$news"
is "a second one is 75" "$code" 75
like "and told who is at work, since when" "$err" "lock: nindex with pid $job has been writing this index since 20"
is "the status stays the first one's" "$(key pid)" "$job"
run nindex -i "$index" --lock-timeout 1 "$news"
is "it waits as long as it was told to, and no longer" "$code" 75
perl -e '$SIG{$_} = "DEFAULT" for qw(INT HUP TERM); exec @ARGV' \
    "$B/nindex" -i "$index" --lock-timeout 1h "$news" 2>"$T/waiting" &
waiting=$!
sleep 0.5
kill -TERM $waiting
wait $waiting
is "a signal ends the waiting" "$?" 143
like "in good order" "$T/waiting" '^nindex: interrupted; the index is as it was$'
kill -KILL "$job"
wait "$job" 2>/dev/null
run nindex -i "$index" --status
is "one that was killed is 137" "$code" 137
like "and told" "$out" '^Last run:  update at 20.*: was killed, or the machine stopped, while (reading|writing);$'
run nindex -i "$index" "$news"
is "the next one works" "$code" 0
run nindex -i "$index" --status
is "and is told instead" "$code" 0

background
"$B/nindex" -i "$index" --lock-timeout 5m "$news" 2>"$T/waiting" &
waiting=$!
kill -INT "$job"
wait "$job"
is "an interrupted one" "$?" 130
wait $waiting
is "gives way to one that waits" "$?:$(cat "$T/waiting")" "0:"
is "which wrote its own status" "$(key total) $(key exit)" "1 0"

background
kill -TERM "$job"
wait "$job"
is "a signal ends the longest line" "$?" 143
is "which is no reject" "$(cat "$T/job.err")" "nindex: reading 1 file, $(($(stat -c %s "$T/endless") / 1000000)).6 MB
nindex: interrupted; the index is as it was"

background
kill -STOP "$job"
kill -TERM "$job"
kill -INT "$job"
kill -CONT "$job"
wait "$job"
case $? in
130 | 143) report 0 "two signals end it at once" ;;
*) report 1 "two signals end it at once" ;;
esac
run nsearch -i "$index" --count ferries
is "and the index answers" "$(cat "$out")" 1
run nindex -i "$index" "$news"
is "the next run works" "$code" 0
is "and leaves nothing else" "$(find "$index" -mindepth 1 -maxdepth 1 ! -name "seg-*" -printf "%f\n" | sort | tr "\n" " ")" "XAPIANDB lock manifest-$(sed -n "s/^# generation //p" "$index/XAPIANDB" | xargs printf %06d).gz status.json "
done_testing
