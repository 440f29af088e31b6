# LatencyTables.pm - the tables of `make bench-search`, made of what tests/bench/latency measured.
package LatencyTables;
use strict;
use warnings;
use List::Util qw(max min sum0);

my @kinds = qw(term_rare term_mid term_common and2 and3 or_topic or_long phrase_rare phrase_mid phrase_common phrase_hard
    phrase_long phrase_term not date_term prefix);
my @wild = qw(wild_first wild_middle wild_last);
my @peers = qw(compacted xapian lucene sphinx fts5);

my %figures; # kind => way => query => { found, titles, took }
my %median;  # kind => way => of its queries' microseconds

sub median { my @sorted = sort { $a <=> $b } @_; return ($sorted[$#sorted / 2] + $sorted[@sorted / 2]) / 2 }
sub at_percent { my ($percent, @rest) = @_; my @sorted = sort { $a <=> $b } @rest; return $sorted[max(0, int(@sorted * $percent / 100 + 0.5) - 1)] }
sub mean_ratio { return @_ ? exp(sum0(map { log } @_) / @_) : 0 }
sub took { my ($kind, $way) = @_; return map { $_->{took} } values %{ $figures{$kind}{$way} } }
sub whole { my ($number) = @_; return defined $number ? sprintf '%.0f', $number : '-' }
sub ratio { my ($one, $other) = @_; return defined $one && $other ? sprintf '%.2f', $one / $other : '-' }

sub read_figures {
    my ($directory) = @_;
    for my $kind (@kinds, @wild) {
        open my $in, '<', "$directory/$kind" or next;
        while (my $line = <$in>) {
            chomp $line;
            my ($way, $query, $found, $titles, $took) = split /\t/, $line;
            $figures{$kind}{$way}{$query} = { found => $found, titles => $titles, took => $took };
        }
        close $in;
        $median{$kind}{$_} = median(took($kind, $_)) for keys %{ $figures{$kind} };
    }
}

sub table {
    my ($title, @rows) = @_;
    print "\n$title\n";
    my @width;
    for my $row (@rows) { $width[$_] = max($width[$_] // 0, length $row->[$_]) for 0 .. $#$row }
    for my $row (@rows) { print join('  ', map { sprintf $_ ? '%*s' : '%-*s', $_ ? $width[$_] : $width[$_], $row->[$_] } 0 .. $#$row), "\n" }
}

# ---- The tables --------------------------------------------------------------------------------------

sub first_in { my ($kind) = @_; my $own = $median{$kind}{nsearch}; return !grep { ($median{$kind}{$_} // $own) < $own } @peers }

sub show_medians {
    my @rows = (['', 'nsearch', 'exact', @peers, 'to compacted', 'exact to it', 'first']);
    for my $kind (grep { $median{$_} } @kinds) {
        my $of = $median{$kind};
        my ($first) = sort { $of->{$a} <=> $of->{$b} } grep { defined $of->{$_} } 'nsearch', @peers;
        push @rows, [$kind, map({ whole($of->{$_}) } 'nsearch', 'exact', @peers), ratio($of->{nsearch}, $of->{compacted}),
            ratio($of->{exact}, $of->{compacted}), $first];
    }
    table('Warm, microseconds: the median over the queries of each kind', @rows);
}

sub show_spread {
    my ($what, $of) = @_;
    my @rows = (['', 'nsearch', 'exact', @peers]);
    for my $kind (grep { $figures{$_} } @kinds) {
        push @rows, [$kind, map { my @took = took($kind, $_); whole(@took ? $of->(@took) : undef) } 'nsearch', 'exact', @peers];
    }
    table("The same: $what", @rows);
}

sub show_found {
    my @rows = (['', 'nsearch', map { ($_, 'alike') } @peers]);
    for my $kind (grep { $figures{$_} } @kinds) {
        my $own = $figures{$kind}{exact};
        my $total = sum0(map { $_->{found} } values %$own);
        my @row = ($kind, $total);
        for my $peer (@peers) {
            my $its = $figures{$kind}{$peer} // {};
            my $alike = grep { abs($its->{$_}{found} - $own->{$_}{found}) <= max(2, 0.1 * $own->{$_}{found}) } keys %$its;
            push @row, %$its ? (ratio(sum0(map { $_->{found} } values %$its), $total), "$alike/" . keys %$its) : ('-', '-');
        }
        push @rows, \@row;
    }
    table('Articles found, all queries of a kind; the peers: how many times as many, and the queries that find as many but for a tenth', @rows);
}

sub show_own {
    my @rows = (['', 'nsearch', 'by date', 'ratio', '8 segments', 'ratio', 'with dead', 'ratio', 'with passages', 'more', 'worst of all']);
    for my $kind (grep { $median{$_} } @kinds, @wild) {
        my $of = $median{$kind};
        my $worst = max(map { took($kind, $_) } grep { !/passages/ } qw(nsearch exact newest segments));
        push @rows, [$kind, whole($of->{nsearch}), map({ (whole($of->{$_}), ratio($of->{$_}, $of->{nsearch})) } qw(newest segments buried)),
            whole($of->{passages}), whole($of->{passages} - $of->{nsearch}), whole($worst)];
    }
    table('nsearch in other ways, microseconds', @rows);
}

sub show_cold {
    my ($directory) = @_;
    my (%took, @names, @queries);
    open my $in, '<', "$directory/cold" or return;
    while (my $line = <$in>) {
        chomp $line;
        my ($name, $query, $ms) = split /\t/, $line;
        push @names, $name unless $took{$name};
        push @queries, $query unless grep { $_ eq $query } @queries;
        $took{$name}{$query} = $ms;
    }
    close $in;
    table('A whole process for one query, milliseconds, its pages in the cache', ['', @queries],
        map { my $name = $_; [$name, map { $took{$name}{$_} // '-' } @queries] } @names);
}

# ---- What has to be so -------------------------------------------------------------------------------

sub bar { my ($met, $format, @values) = @_; printf "%-7s $format\n", $met ? 'met' : 'MISSED', @values }

sub show_bars {
    my @with = grep { $median{$_} && $median{$_}{compacted} } @kinds;
    return unless @with;
    my %to = map { $_ => $median{$_}{nsearch} / $median{$_}{compacted} } @with;
    my $mean = mean_ratio(values %to);
    my @slower = grep { $to{$_} > 1 } @with;
    my $first = grep { first_in($_) } @with;
    my @own = grep { $median{$_} } @kinds, @wild;
    my $by_date = mean_ratio(map { $median{$_}{newest} / $median{$_}{exact} } @own);
    my $segments = mean_ratio(map { $median{$_}{segments} / $median{$_}{nsearch} } @own);
    my $passages = max(map { $median{$_}{passages} - $median{$_}{nsearch} } @own);
    my $worst = max(map { my $kind = $_; map { took($kind, $_) } qw(nsearch exact newest segments) } @own);
    print "\n";
    bar(!@slower, 'no kind slower than plain Xapian compacted%s', @slower ? ': ' . join(', ', @slower) : '');
    bar($mean <= 0.85, 'geometric mean to it %.2f, at most 0.85; %.2f with exact totals', $mean, mean_ratio(map { $median{$_}{exact} / $median{$_}{compacted} } @with));
    for my $kind (grep { $median{$_} && $median{$_}{lucene} } qw(date_term or_long)) {
        bar($median{$kind}{nsearch} <= $median{$kind}{lucene}, '%s no slower than Lucene: %.2f', $kind, $median{$kind}{nsearch} / $median{$kind}{lucene});
    }
    bar($first >= 13 / 16 * @with, 'first in %d of %d kinds', $first, scalar @with);
    bar($by_date <= 1, 'by date %.2f times by relevance, both exact, geometric mean', $by_date);
    bar($segments <= 1.3, 'eight segments %.2f times one, geometric mean, at most 1.3', $segments);
    bar($passages < 2000, 'passages of ten hits %.1f ms more at most, under 2', $passages / 1e3);
    bar($worst < 60_000, 'the worst query %.1f ms, under 60', $worst / 1e3);
}

# As many articles must be found however it is asked, and the same ten be shown whether they are counted or not; in
# segments, those of the same relevance have another order. How many queries aren't so.
sub differences {
    my $count = 0;
    for my $kind (grep { $figures{$_} } @kinds, @wild) {
        my $exact = $figures{$kind}{exact};
        for my $way (qw(nsearch segments newest)) {
            my $its = $figures{$kind}{$way};
            for my $query (sort keys %$its) {
                my $same = $its->{$query}{found} == $exact->{$query}{found} && ($way ne 'nsearch' || $its->{$query}{titles} eq $exact->{$query}{titles});
                next if $same;
                print "DIFFERENT $way, $query: $its->{$query}{found} articles, $exact->{$query}{found} when all are counted\n";
                $count++;
            }
        }
    }
    return $count;
}

# Shows all; the exit code.
sub show {
    my ($directory) = @_;
    read_figures($directory);
    show_medians();
    show_spread('the 95th percentile', sub { at_percent(95, @_) });
    show_spread('the worst', sub { max(@_) });
    show_found();
    show_own();
    show_cold($directory);
    show_bars();
    return differences() ? 1 : 0;
}

1;
