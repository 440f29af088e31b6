#!/bin/sh
# The crontab of the manual, line by line as cron runs it: by a shell, with next to no environment.
. tests/cli/lib.sh

crontab=$(sed -n '/^\.Sh NIGHTLY RUNS/,/^\.Ed/p' indexer/nindex.1 | sed -n '/^\.Bd/,/^\.Ed/{/^\./!p;}')
path=$(printf '%s\n' "$crontab" | sed -n 's/^PATH=//p')
line=$(printf '%s\n' "$crontab" | sed -nE 's/^([0-9*]+ ){5}//p')
is "there is a line for a night" "$(printf '%s\n' "$crontab" | sed -nE 's/^([0-9]+ [0-9]+ \* \* \* nindex ).*/\1/p')" "30 3 * * * nindex "
is "and a PATH for it, which has what is installed" "$path" "/usr/local/bin:/usr/bin:/bin"
mkdir "$T/bin"
printf '#!/bin/sh\nexec %s "%s/nindex" "$@"\n' "${UNDER:-}" "$B" >"$T/bin/nindex"
chmod 755 "$T/bin/nindex"

# cron: runs the line; what it prints would be mailed.
cron() {
    run env -i HOME="$HOME" LOGNAME=editor SHELL=/bin/sh PATH="$T/bin:$path" /bin/sh -c "$line"
    cat "$out" "$err" >"$T/mail"
}

mkdir "$HOME/news"
printf 'Ferries stop at noon\n\nThe last boat leaves at 11.50.\n' >"$HOME/news/ferries.txt"
cron
is "the first night" "$code:$(cat "$T/mail")" "0:"
cron
is "a night without news" "$code:$(cat "$T/mail")" "0:"
printf 'Trains run again\n' >"$HOME/news/trains.txt"
cron
is "a night with news" "$code:$(cat "$T/mail")" "0:"
run nsearch -i "$HOME/news-index" --count 'ferries OR trains'
is "which are found in the morning" "$(cat "$out")" 2
: >"$HOME/news/empty.txt"
cron
is "what was rejected is mailed" "$code:$(cat "$T/mail")" "3:nindex: $HOME/news/empty.txt: empty"
rm "$HOME/news/empty.txt"
mv "$HOME/news" "$HOME/unmounted"
cron
is "a disk that isn't there is mailed" "$code:$(wc -l <"$T/mail")" "4:1"
mkdir "$HOME/news"
cron
is "and where it should be mounted there is nothing" "$code:$(wc -l <"$T/mail")" "4:1"
run nsearch -i "$HOME/news-index" --count 'ferries OR trains'
is "but nothing is lost" "$(cat "$out")" 2
rmdir "$HOME/news"
mv "$HOME/unmounted" "$HOME/news"
cron
is "the next night is as ever" "$code:$(cat "$T/mail")" "0:"

flock --no-fork "$HOME/news-index/lock" sleep 600 &
holder=$!
while flock --nonblock "$HOME/news-index/lock" true; do sleep 0.1; done
run nindex -i "$HOME/news-index" "$HOME/news"
is "who has the lock by flock(1) keeps it away" "$code" 75
like "which is said" "$err" "^nindex: $HOME/news-index/lock: another nindex is writing this index\$"
kill "$holder"
wait "$holder" 2>"$err"
done_testing
