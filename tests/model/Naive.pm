# Naive.pm - what an index must hold and answer, worked out the slow and simple way, for run.pl.
#
# A state is {path => file} as it was when nindex last read it. An article is a hit's columns:
# [id, title, date, source, path, body].
package Naive;
use strict;
use warnings;
use Archive;

sub under { my ($path, $root) = @_; return $path eq $root || index($path, "$root/") == 0 }

# Paths in the order in which they are read: by their names, component by component.
sub in_order { return sort { Archive::name($a) =~ tr{/}{\0}r cmp Archive::name($b) =~ tr{/}{\0}r } @_ }

# The state after a run that looks at ROOTS of FILES; with $keep what is gone stays.
sub updated {
    my ($state, $files, $keep, @roots) = @_;
    my %new = %$state;
    for my $root (@roots) {
        if (!$keep) { delete @new{ grep { under($_, $root) } keys %new } }
        $new{$_} = $files->{$_} for grep { under($_, $root) } keys %$files;
    }
    return without_lost($state, $files, \%new);
}

# Of a file that isn't there any more, only what the index has can stay: not the articles that had lost to others.
sub without_lost {
    my ($state, $files, $new) = @_;
    my $live = articles($state);
    for my $path (grep { !$files->{$_} } keys %$new) {
        my @facts = grep { join("\n", @$_) eq join("\n", @{ $live->{ $_->[0] } }) } Archive::facts($path, $state->{$path});
        $new->{$path} = { format => $state->{$path}{format}, facts => [@facts] };
    }
    return $new;
}

# The articles by id: of several with the same, the last.
sub articles {
    my ($state) = @_;
    my %articles;
    for my $path (in_order(keys %$state)) {
        $articles{ $_->[0] } = $_ for Archive::facts($path, $state->{$path});
    }
    return \%articles;
}

# The files with an id that another has too.
sub sharing {
    my ($state) = @_;
    my (%files, %sharing);
    for my $path (keys %$state) { $files{ $_->[0] }{$path} = 1 for Archive::facts($path, $state->{$path}) }
    for my $some (grep { keys %$_ > 1 } values %files) { $sharing{$_} = 1 for keys %$some }
    return \%sharing;
}

# ---- Queries: [text, sub that says whether an article matches] --------------------------------------

sub has_words { my ($text, $words) = @_; return index(" $text ", " $words ") >= 0 }
sub has { my ($article, $words) = @_; return has_words($article->[1], $words) || has_words($article->[5], $words) }

# A row of words that is in some article.
sub some_phrase {
    my ($articles) = @_;
    my @words = split / /, $articles->[rand @$articles][5];
    my $first = int rand @words;
    my $last = $first + 1 + int rand 2;
    return join ' ', @words[$first .. ($last > $#words ? $#words : $last)];
}

sub some_query {
    my ($articles) = @_;
    my ($x, $y, $z) = map { Archive::words(1) } 1 .. 3;
    my $phrase = some_phrase($articles);
    my ($month, $day) = (sprintf('20%02d-%02d', 10 + rand 4, 1 + rand 12), sprintf('20%02d-06-15', 10 + rand 4));
    my $id = $articles->[rand @$articles][0];
    return @{ Archive::pick(
        [$x, sub { has($_[0], $x) }],
        ["$x $y", sub { has($_[0], $x) && has($_[0], $y) }],
        ["$x OR $y", sub { has($_[0], $x) || has($_[0], $y) }],
        ["$x NOT $y", sub { has($_[0], $x) && !has($_[0], $y) }],
        ["allo -$x -$y", sub { !has($_[0], $x) && !has($_[0], $y) }],
        ["$x AND ($y OR $z)", sub { has($_[0], $x) && (has($_[0], $y) || has($_[0], $z)) }],
        [qq("$phrase"), sub { has($_[0], $phrase) }],
        [qq("$phrase"), sub { has($_[0], $phrase) }],
        [qq("$x $y"), sub { has($_[0], "$x $y") }],
        [qq(allo NOT "$x $y"), sub { !has($_[0], "$x $y") }],
        ["title:$x", sub { has_words($_[0][1], $x) }],
        ["title:$x NOT $y", sub { has_words($_[0][1], $x) && !has($_[0], $y) }],
        ["date:$month", sub { index($_[0][2], $month) == 0 }],
        ["$x since:$day", sub { has($_[0], $x) && $_[0][2] ge $day }],
        ["date:..$day", sub { $_[0][2] ne '' && substr($_[0][2], 0, 10) le $day }],
        ['source:"morning post"', sub { $_[0][3] eq 'Morning Post' }],
        [qq(id:"$id"), sub { $_[0][0] eq $id }],
    ) };
}

1;
