#!/bin/sh
# A chain of searches with --new-since over random nights: articles come, change and go, files are renamed, packed and
# removed, runs are killed, the index is merged and rebuilt. Each chain has each article that is new once, and no other.
# SEED=n to see the same again.
. tests/cli/lib.sh
need jsonl

nights=${SOAK:+1000}
cat >"$T/nights.pl" <<'END'
use strict;
use warnings;
use JSON::PP;
my ($bin, $dir, $nights, $seed) = @ARGV;
srand $seed;
my ($news, $index) = ("$dir/news", "$dir/index");
my (%files, %pending, $number);   # name -> {id -> version}; id -> "new" or "changed", not indexed yet
my @chains = map { {token => "0", fresh => {}} } 1 .. 2;
mkdir $news;

sub any { $_[rand @_] }
sub some_file { any(sort keys %files) }

sub write_file {
    my $name = shift;
    my $command = $name =~ /gz$/ ? "gzip -c" : "cat";
    open my $out, "|-", "$command >'$news/$name'" or die;
    for my $id (sort keys %{$files{$name}}) {
        my $version = $files{$name}{$id};
        my $year = 1980 + ($version * 7 + length $id) % 45;
        print $out qq({"id":"$id","date":"$year-06-16","title":"On $id","body":"the border, as of $version"}\n);
    }
    close $out or die;
}

sub take_away { my $name = shift; unlink "$news/$name"; delete $files{$name} }

sub forget { for my $id (@_) { delete $pending{$id}; delete $_->{fresh}{$id} for @chains } }

my %changes = (
    add => sub {
        my $name = rand() < 0.5 && %files ? some_file() : "f" . int(rand 1000) . ".jsonl";
        for (0 .. rand 4) {
            my $id = "a" . ++$number;
            $files{$name}{$id} = int rand 1000;
            $pending{$id} = "new";
        }
        write_file($name);
    },
    change => sub {
        my $name = some_file() or return;
        my $id = any(sort keys %{$files{$name}});
        $files{$name}{$id} += 1000;
        $pending{$id} //= "changed";
        write_file($name);
    },
    remove => sub {
        my $name = some_file() or return;
        my $id = any(sort keys %{$files{$name}});
        delete $files{$name}{$id};
        forget($id);
        %{$files{$name}} ? write_file($name) : take_away($name);
    },
    remove_file => sub {
        my $name = some_file() or return;
        forget(keys %{$files{$name}});
        take_away($name);
    },
    rename => sub {
        my $name = some_file() or return;
        my $to = any("e", "f", "g") . int(rand 1000) . any(".jsonl", ".jsonl.gz");
        return if $files{$to};
        my $articles = $files{$name};
        take_away($name);
        $files{$to} = $articles;
        write_file($to);
    },
);

sub nindex {
    system("$bin/nindex", "-q", "--lock-timeout", "1m", "-i", $index, @_) == 0 or die "nindex @_: $?\n";
}

# A full build takes what has an id that it had for what it was.
sub index_all {
    my $full = shift;
    for my $id (keys %pending) {
        next if $full && $pending{$id} ne "new";
        $_->{fresh}{$id} = 1 for @chains;
    }
    %pending = ();
}

sub run {
    my $kind = rand;
    nindex("--full", $news), index_all(1), return "full" if $kind < 0.07 && -e "$index/XAPIANDB";
    system("timeout -s KILL 0.0" . int(rand 10) . " $bin/nindex -q -i $index $news 2>/dev/null") if rand() < 0.2;
    nindex($news);
    index_all(0);
    nindex("--optimize"), return "optimize" if $kind > 0.9;
    nindex("--rebuild-from-index"), return "rebuild" if $kind > 0.8;
    return "night";
}

sub ask {
    my ($chain, $what) = @_;
    open my $in, "-|", "$bin/nsearch", "-q", "-i", $index, "--format", "jsonl", "--fields", "id", "--new-since",
        $chain->{token}, "border" or die;
    my @rows = map { decode_json($_) } <$in>;
    my $summary = pop @rows or die "$what: no answer\n";
    my ($got, $want) = (join(" ", sort map { $_->{id} } @rows), join(" ", sort keys %{$chain->{fresh}}));
    $got eq $want && $summary->{total} == @rows or die "$what: got  $got\n$what: want $want\n";
    $chain->{token} = $summary->{token};
    $chain->{fresh} = {};
}

$changes{add}->();
for my $night (1 .. $nights) {
    $changes{any("add", "add", sort keys %changes)}->() for 0 .. rand 4;
    $changes{add}->() unless %files;
    my $kind = run();
    rand() < 0.6 and ask($_, "night $night ($kind)") for @chains;
}
ask($_, "the end") for @chains;
system("$bin/nindex --check -i $index >/dev/null") == 0 or die "it is damaged\n";
print "good\n";
END
seed=${SEED:-$(date +%s)}
run perl "$T/nights.pl" "$B" "$T" "${nights:-30}" "$seed"
is "each chain has what is new, once; seed $seed" "$(cat "$out" "$err")" good
done_testing
