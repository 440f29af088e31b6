# run.pl - changes an archive at random, runs nindex, and compares what the index then holds and answers with
# what it must, as the naive model works it out. Called by tests/cli/model.t.
#
#     perl -Itests/model tests/model/run.pl DIRECTORY STEPS
#
# In the environment: B, the built programs; UNDER, what to run nindex under; SEED, to repeat a run. How it
# goes is printed as TAP; DIRECTORY is left as it was found wrong. Runs that are killed after some time rather
# than some calls can come out otherwise the next time.
use strict;
use warnings;
use Archive;
use Cwd qw(realpath);
use IPC::Open2;
use Naive;
use Time::HiRes;

my ($directory, $steps) = @ARGV;
my $B = $ENV{B} // 'build';
my $seed = $ENV{SEED} // (time ^ $$ << 8) % 1_000_000;
srand $seed;

my $base = realpath($directory);
my ($index, $errors) = ("$base/index", "$base/stderr");
my @roots = ("$base/news/a", "$base/news/a-b", "$base/news/c.jsonl");
my $archive = Archive->new("$base/elsewhere", @roots);
my $can_fault = -e "$B/faults.so" && !$ENV{UNDER};
my @no_text = Archive::chance(0.2) ? '--no-text' : ();
# Copies of an article that come and go often enough have a paragraph that its source repeats.
my @made = ('--no-boilerplate-filter', @no_text);

my $state = {};      # what the index was made of
my @known;           # the roots that it knows
my %shared;          # files that have, or had, an id that another has
my $unsure = 0;      # a killed run may or may not have got through: the next one names all roots
my %count = map { $_ => 0 } qw(steps runs killed queries);
my $history = $archive->{log};

# ---- Failing ----------------------------------------------------------------------------------------

sub fail {
    my ($what, @details) = @_;
    print "not ok 1 - $what (SEED=$seed, after $count{steps} steps and $count{runs} runs)\n";
    splice @$history, 0, -100;
    print map { '# ' . s/\n(?=.)/\n# /gr . "\n" } @details, 'what happened last:', @$history;
    print "1..1\n";
    exit 1;
}

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or return '';
    local $/;
    return scalar <$in>;
}

# ---- Asking -----------------------------------------------------------------------------------------

# One searcher stays open over all generations, the other is opened anew for each question.
my @askers = map {
    my $pid = open2(my $from, my $to, "$B/cli/ask", @$_, $index);
    { pid => $pid, from => $from, to => $to, name => @$_ ? 'new searcher' : 'long-lived searcher' }
} [], ['-n'];

sub ask {
    my ($asker, $request) = @_;
    my @lines;
    print { $asker->{to} } "$request\n";
    $asker->{to}->flush;
    while (defined(my $line = readline $asker->{from})) {
        chomp $line;
        return @lines if $line eq '.';
        push @lines, $line;
    }
    fail("$asker->{name} ended", "asked: $request");
}

# The answer as id => columns; what fails is a failure unless there is no index yet.
sub find {
    my ($asker, $query) = @_;
    my ($head, @hits) = ask($asker, "find $query");
    return {} if $head =~ /^error 2 / && !%$state;
    fail("$asker->{name} can't answer", "asked: $query", $head) if $head =~ /^error/;
    if (@no_text) { s/\t[^\t]*$// for @hits }
    my %found = map { (split /\t/)[0] => $_ } @hits;
    my ($total) = split / /, $head;
    fail("$asker->{name}: counts $total, finds " . @hits, "asked: $query") if $total != @hits;
    fail("$asker->{name} finds something twice", "asked: $query", @hits) if keys %found != @hits;
    return \%found;
}

# Lines by id of what differs.
sub differences {
    my ($want, $found) = @_;
    my %ids = (%$want, %$found);
    return map { ("want: " . ($want->{$_} // 'nothing'), "has:  " . ($found->{$_} // 'nothing')) }
        grep { ($want->{$_} // '') ne ($found->{$_} // '') } sort keys %ids;
}

# An article as find gives it. Without text, passages are made from files that may have changed.
sub columns {
    my ($articles) = @_;
    my $last = @no_text ? 4 : 5;
    return { map { $_ => join "\t", @{ $articles->{$_} }[0 .. $last] } keys %$articles };
}

sub compare {
    my ($what, $want, $found, @details) = @_;
    my @differences = differences($want, $found) or return;
    splice @differences, 20;
    fail($what, @details, @differences);
}

sub check_query {
    my ($asker, $articles) = @_;
    my ($query, $matches) = Naive::some_query([map { $articles->{$_} } sort keys %$articles]);
    my %want = map { $_->[0] => $_->[0] } grep { $matches->($_) } values %$articles;
    my %found = map { $_ => $_ } keys %{ find($asker, $query) };
    compare("$asker->{name}: a query is answered wrongly", \%want, \%found, "asked: $query");
    $count{queries}++;
}

sub check_show {
    my ($asker, $articles, $id) = @_;
    my $article = $articles->{$id};
    my @lines = ask($asker, "show $id");
    my $good = $article ? grep({ $_ eq "Id: $id" } @lines) && $lines[-1] eq $article->[5] : $lines[0] =~ /^error 2 /;
    fail("$asker->{name}: --show $id", @lines) unless $good || @no_text;
}

# Whether the index is as `articles` say, in all ways of asking.
sub check_answers {
    my ($articles, @gone) = @_;
    my $want = columns($articles);
    for my $asker (@askers) {
        compare("$asker->{name}: other articles than there should be", $want, find($asker, 'allo'));
        check_query($asker, $articles) for 1 .. 10;
        check_show($asker, $articles, $_) for Archive::pick(sort keys %$articles), @gone;
    }
}

# ---- Running nindex ---------------------------------------------------------------------------------

sub start {
    my ($environment, @arguments) = @_;
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    %ENV = (%ENV, %$environment);
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', $errors;
    exec((split / /, $ENV{UNDER} // ''), "$B/nindex", '-q', '-i', $index, @arguments) or die "nindex: $!";
}

# Its exit code; 128 and the signal's number if it was killed, or says so.
sub finish {
    my ($pid) = @_;
    waitpid $pid, 0;
    return $? & 127 ? 128 + ($? & 127) : $? >> 8;
}

sub nindex {
    my (@arguments) = @_;
    my $code = finish(start({}, @arguments));
    push @$history, "nindex @arguments: $code";
    return $code;
}

# The same, but killed at some call or time, if it doesn't end before.
sub nindex_killed {
    my (@arguments) = @_;
    my ($how, $pid, $code) = Archive::pick('TERM', 'KILL', $can_fault ? qw(before after torn power undone) : ());
    if ($how =~ /[A-Z]/) {
        $pid = start({}, @arguments);
        select undef, undef, undef, rand(0.04);
        kill $how, $pid;
        $code = finish($pid);
    } else {
        my %fault = (FAULT_BELOW => $index, FAULT_AT => 1 + int rand 90, FAULT_HOW => $how);
        $how .= " call $fault{FAULT_AT}";
        $code = finish(start({ %fault, LD_PRELOAD => "$B/faults.so" }, @arguments));
    }
    push @$history, "nindex @arguments: $how: $code";
    return $code;
}

# When each file was changed, as the index knows it.
sub manifest_times {
    my ($generation) = slurp("$index/XAPIANDB") =~ /generation (\d+)/ or return {};
    open my $in, '-|', 'gzip', '-dc', sprintf('%s/manifest-%06d.gz', $index, $generation) or die "gzip: $!";
    my %times;
    while (<$in>) {
        my ($time, $path) = /^file \d+ (\d+) \d+ \S+ (.*)$/ or next;
        $times{ $path =~ s/%([0-9A-F]{2})/chr hex $1/ger } = $time / 1e9;
    }
    return \%times;
}

# A run that isn't told of all roots may have to read files elsewhere too: such as had lost an article to a file
# that has changed. Whether it did, the manifest says; what it then found there is to be in the index.
sub with_files_elsewhere {
    my ($new, @seen) = @_;
    my $times = manifest_times();
    %shared = (%shared, %{ Naive::sharing($state) }, %{ Naive::sharing($new) });
    my %more = %$new;
    for my $path (grep { $shared{$_} && $archive->{files}{$_} } keys %$new) {
        next if grep { Naive::under($path, $_) } @seen;
        my $time = (Time::HiRes::stat($path))[9];
        $more{$path} = $archive->{files}{$path} if abs(($times->{$path} // 0) - $time) < 2e-6;
    }
    return \%more;
}

# What is in the index directory that should not be.
sub litter {
    my $stub = slurp("$index/XAPIANDB");
    my ($generation) = $stub =~ /generation (\d+)/;
    my %named = map { $_ => 1 } $stub =~ /^auto (\S+)/mg, 'XAPIANDB', 'lock', 'status.json',
        sprintf('manifest-%06d.gz', $generation);
    opendir my $entries, $index or return ();
    return grep { !/^\.\.?$/ && !$named{$_} } readdir $entries;
}

sub check_index {
    my @litter = litter();
    fail('litter', @litter) if @litter;
    my @segments = slurp("$index/XAPIANDB") =~ /^auto/mg;
    fail(@segments . ' segments') if @segments > 8;
    $count{segments} = @segments if @segments > ($count{segments} // 0);
    my $code = finish(start({}, '--check'));
    fail("--check: $code", slurp($errors)) if $code;
}

# ---- A run at random ---------------------------------------------------------------------------------

# Roots, those that lie under others left out.
sub settled {
    my (@paths) = @_;
    my %once = map { $_ => 1 } @paths;
    return grep { my $path = $_; !grep { $_ ne $path && Naive::under($path, $_) } keys %once } sort keys %once;
}

# What nindex is told, what it then looks at, and the roots that the index knows afterwards.
sub some_run {
    my @options = ('--jobs=' . Archive::pick(1, 2), @made);
    push @options, '--memory=1M' if Archive::chance(0.1);
    return { seen => [@roots], known => [@roots], arguments => [@options, @roots] } if $unsure || !%$state;
    my @some = grep { Archive::chance(0.6) } @roots;
    @some = @roots if !@some;
    return { seen => [@some], known => [@some], full => 1, arguments => [@options, '--full', @some] }
        if Archive::chance(0.08);
    my $keep = Archive::chance(0.15);
    push @options, '--keep-missing' if $keep;
    my $kind = rand;
    my $part = $archive->some_directory;
    my @seen = $kind < 0.2 ? () : $kind < 0.4 ? @some : $kind < 0.5 && $part ? ($part) : reverse @roots;
    return { seen => [@seen ? @seen : @known], known => [settled(@known, @seen)], keep => $keep,
        arguments => [@options, @seen] };
}

sub check_after {
    my ($new, @roots_now) = @_;
    my ($before, $after) = (Naive::articles($state), Naive::articles($new));
    my @gone = grep { !$after->{$_} && !m{^/} } sort keys %$before; # not paths, by which --show finds others
    ($state, @known) = ($new, @roots_now);
    check_answers($after, @gone ? Archive::pick(@gone) : ());
    check_index();
}

# The roots of a run that aren't there though they were: a directory that became one by itself may go.
sub missing {
    my ($run) = @_;
    return if $run->{keep};
    return grep { my $root = $_; !grep { Naive::under($_, $root) } keys %{ $archive->{files} } } @{ $run->{seen} };
}

# It ends, or is killed: then the index is as before or as after.
sub run_killed {
    my ($new, $run) = @_;
    my $code = nindex_killed(@{ $run->{arguments} });
    $count{killed}++;
    fail("killed, it exits with $code", slurp($errors)) unless grep { $code == $_ } 0, 137, 143, missing($run) ? 4 : ();
    $new = with_files_elsewhere($new, @{ $run->{seen} });
    my ($before, $after) = map { columns(Naive::articles($_)) } $state, $new;
    my $found = find($askers[1], 'allo');
    my @differences = differences($after, $found);
    compare('a killed run leaves neither the old nor the new', $before, $found) if $code && @differences;
    fail('exit 0, but the index is not up to date', @differences) if !$code && @differences;
    $unsure = $code && !differences($before, $after);
    ($state, @known) = ($new, @{ $run->{known} }) unless @differences;
    check_answers(Naive::articles($state)) if %$state;
}

# A root isn't there, as when a disk isn't mounted: nothing is changed, unless what is missing is kept.
sub run_without_root {
    my ($run, $away) = @_;
    push @$history, "$away is away";
    rename $away, "$away.away" or die "$away: $!";
    mkdir $away if $away !~ /\.jsonl$/ && Archive::chance(0.5);
    my $code = nindex(@{ $run->{arguments} });
    rmdir $away;
    rename "$away.away", $away or die "$away: $!";
    fail("$away is missing: exit $code", slurp($errors)) if $code != ($run->{keep} ? 0 : 4);
    fail("$away is missing, which isn't said", slurp($errors)) if $code && slurp($errors) !~ /^nindex: .*\Q$away\E/;
    return check_after($state, @known) if $code;
    my @seen = grep { $_ ne $away } @{ $run->{seen} };
    my %there = map { $_ => $archive->{files}{$_} } grep { !Naive::under($_, $away) } keys %{ $archive->{files} };
    my $new = Naive::updated($state, \%there, 1, @seen);
    check_after(with_files_elsewhere($new, @{ $run->{seen} }), @{ $run->{known} });
}

# A second look finds nothing to do, and what doesn't read doesn't change what is found.
sub run_more {
    my $stub = slurp("$index/XAPIANDB");
    my ($command) = Archive::pick([], [], ['--dry-run'], ['--optimize'], ['--full', @made]);
    my $code = nindex(@$command);
    fail("@$command: exit $code", slurp($errors)) if $code;
    my @segments = slurp("$index/XAPIANDB") =~ /^auto/mg;
    fail("nindex @$command: another generation") if "@$command" =~ /^(--dry-run)?$/ && slurp("$index/XAPIANDB") ne $stub;
    fail("nindex @$command: " . @segments . ' segments') if "@$command" =~ /full|optimize/ && @segments != 1;
    check_after($state, @known);
}

sub run_once {
    my $run = some_run();
    my $new = Naive::updated($run->{full} ? {} : $state, $archive->{files}, $run->{keep}, @{ $run->{seen} });
    $count{runs}++;
    return run_killed($new, $run) if Archive::chance(0.15);
    my $away = Archive::pick(grep { my $root = $_; grep { Naive::under($_, $root) } keys %$state } @{ $run->{seen} });
    return run_without_root($run, $away) if $away && !$unsure && !$run->{full} && Archive::chance(0.05);
    my $code = nindex(@{ $run->{arguments} });
    return check_after($state, @known) if $code == 4 && missing($run);
    fail("exit $code", slurp($errors)) if $code;
    fail('what is missing is not missed', missing($run)) if missing($run);
    $unsure = 0;
    check_after($run->{full} ? $new : with_files_elsewhere($new, @{ $run->{seen} }), @{ $run->{known} });
    # Only if it has seen all there is, will the next run that is told nothing see no more.
    run_more() if "@{[ sort @{ $run->{seen} } ]}" eq "@known" && !$run->{keep} && Archive::chance(0.3);
}

for (1 .. 12) { $archive->add_file }
while ($count{steps} < $steps) {
    for (1 .. 1 + int rand 10) { $archive->step; $count{steps}++ }
    run_once();
}
print "ok 1 - the index holds and answers what it must\n";
print "## $count{steps} steps, $count{runs} runs, $count{killed} of them killed, $count{queries} queries, ",
    "at most $count{segments} segments; SEED=$seed\n1..1\n";
