#!/bin/sh
# The examples of the manuals and the README: every "$ command" is run, and where output is shown below it,
# that is what it must print; a line of "..." stands for any number of lines.
. tests/cli/lib.sh
need jsonl

nindex_quietly() { "$B/nindex" -q "$@" >"$out" 2>"$err"; }

nindex_quietly -i "$T/demo" corpus/articles || {
    report 1 "the sample archive is indexed"
    done_testing
}
PATH=$B:$PATH NSEARCH_INDEX=$T/demo
export PATH NSEARCH_INDEX T

# Writes example N of a document to $T/N.command and $T/N.want; prints how many there are.
extract() {
    perl -e '
        my ($count, $inside, $to, $file) = (0, 0, undef, $ARGV[0]);
        sub unescape { my $line = shift; $line =~ s/\\\(aq/\x27/g; $line =~ s/\\\(dq/"/g;
            $line =~ s/\\-/-/g; $line =~ s/\\e/\\/g; $line =~ s/^\\&//; return $line }
        open my $in, "<", $file or die "$file: $!";
        while (my $line = <$in>) {
            if ($file =~ /\.[17]$/) {
                if ($line =~ /^\.(Bd|Ed)/) { $inside = $1 eq "Bd"; undef $to; next }
                $line = unescape($line);
            } else {
                if ($line =~ /^```/) { $inside = !$inside; undef $to; next }
                if (!$inside && $line =~ /^    /) { $line =~ s/^    // }
                elsif (!$inside) { undef $to unless $line =~ /^$/; next }
            }
            next unless $inside || $file !~ /\.[17]$/;
            if ($line =~ /^\$ (.*)/) {
                $count++;
                open my $command, ">", "$ENV{T}/$count.command" or die;
                my $text = $1;
                $text =~ s{build/demo-index}{$ENV{T}/demo}g;
                print $command "$text\n";
                open $to, ">", "$ENV{T}/$count.want" or die;
            } elsif ($to) { print $to $line }
        }
        print "$count\n"' "$1"
}

# Whether $out is as $1 says, "..." standing for any lines.
matches() {
    perl -e '
        local $/; open my $want, "<", $ARGV[0] or die; open my $got, "<", $ARGV[1] or die;
        my ($pattern, $text) = (scalar <$want>, scalar <$got>);
        s/\s+\z/\n/ for $pattern, $text;
        $pattern = join "", map { /^\.\.\.$/ ? "(?:.*\n)*?" : quotemeta("$_\n") } split /\n/, $pattern;
        exit($text =~ /\A$pattern\z/ ? 0 : 1)' "$1" "$2"
}

for document in README.md searcher/nsearch.1 searcher/nsearch-query.7 searcher/nsearch-formats.7 indexer/nindex.1; do
    count=$(extract "$document")
    number=0
    while [ "$number" -lt "$count" ]; do
        number=$((number + 1))
        command=$(cat "$T/$number.command")
        case $command in
        nsearch* | nindex* | echo*nsearch*) ;;
        *) continue ;; # make and the like are tested by themselves
        esac
        if [ "$command" = "nindex --formats" ] && lacks '.*'; then
            skip "$document: $command" "built without some"
            continue
        fi
        run sh -c "$command"
        if grep -q '^nsearch: ' "$T/$number.want"; then # shown for its complaint
            is "$document: $command" "$code" 2
            matches "$T/$number.want" "$err"
            report $? "$document: and its complaint" "$(diff "$T/$number.want" "$err")"
            continue
        fi
        is "$document: $command" "$code" 0
        if grep -q '[^[:space:]]' "$T/$number.want"; then
            matches "$T/$number.want" "$out"
            report $? "$document: and its output" "$(diff "$T/$number.want" "$out")"
        elif [ "${command#nsearch}" != "$command" ]; then
            [ -s "$out" ]
            report $? "$document: and it prints something"
        fi
    done
done
done_testing
