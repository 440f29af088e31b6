# Archive.pm - an archive of made-up articles on the disk that changes at random, for run.pl.
#
# A file is {format, articles}, an article {style, number, title, body, date, source}; both are never changed
# once made, so that who remembers one remembers what it was. Words end in o and have no stem but themselves.
package Archive;
use strict;
use warnings;
use File::Path qw(make_path remove_tree);
use Time::HiRes qw(utime);

my @WORDS = map { my $c = $_; map { "$c$_" } qw(abo elo imo uto) } qw(b d f g k l);
my @DIRECTORIES = ('', 'a/', 'a-b/', 'a.b/', 'a/b/', 'aa/', 'b b/');
my @NAMES = ('m.jsonl', 'n.jsonl.gz', 'o.sgm', 'p.txt', 'q.jsonl', 'r.txt', 's', 't%41.txt', 'a', '1.sgm.gz',
    "caf\xE9.txt", "u\tv\nw.jsonl");
my @MONTHS = qw(JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC);

sub pick { return $_[rand @_] }
sub chance { return rand() < $_[0] }
sub words { my ($count) = @_; return join ' ', map { pick(@WORDS) } 1 .. $count }
sub vocabulary { return @WORDS }

# ROOTS: directories, and files that end in .jsonl. In each directory is one file that is never removed; the first
# may have many articles, so that there is room for dead ones and for segments of several sizes.
# ELSEWHERE: a directory for what is under none of them, but has links to it there.
sub new {
    my ($class, $elsewhere, @roots) = @_;
    my $self = bless { roots => [@roots], elsewhere => $elsewhere, files => {}, targets => {}, links => {},
        number => 1000, version => 0, time => 0, log => [] }, $class;
    my $count = pick(3, 150, 600);
    for my $root (@roots) {
        my $kept = $root =~ /\.jsonl$/ ? $root : "$root/kept.jsonl";
        $self->{kept}{$kept} = 1;
        $self->put($kept, $self->new_file('jsonl', $count));
        $count = 3;
    }
    return $self;
}

# ---- Articles ---------------------------------------------------------------------------------------

# A word that no other article has.
sub version {
    my ($self) = @_;
    my ($number, $word) = ($self->{version}++, '');
    do { $word .= chr(ord('a') + $number % 26); $number = int($number / 26) } while $number;
    return "zq${word}zo";
}

sub new_article {
    my ($self) = @_;
    my $article = {
        style => pick('a', 'a', 'a', 'reuters', 'none', 'odd', 'long'),
        number => chance(0.4) ? 1 + int rand 25 : $self->{number}++,
    };
    return $self->edited($article);
}

sub edited {
    my ($self, $article) = @_;
    return { %$article,
        title => words(1 + int rand 3),
        body => 'allo ' . $self->version . ' ' . words(2 + int rand 20),
        date => sprintf('20%02d-%02d-%02d', 10 + rand 4, 1 + rand 12, 1 + rand 28),
        source => pick('', 'Evening Star', 'Morning Post') };
}

# The id that an article is given in a file of this format; '' if the file's path has to do.
sub id_in {
    my ($article, $format) = @_;
    my ($style, $number) = @$article{qw(style number)};
    return '' if $format eq 'plain';
    return "reuters-$number" if $format eq 'sgm' || $style eq 'reuters';
    return '' if $style eq 'none';
    return "a$number" if $style eq 'a';
    return "\xC3\x84 b/c#$number" if $style eq 'odd';
    return 'long' x 70 . $number;
}

# ---- Files ------------------------------------------------------------------------------------------

sub new_file {
    my ($self, $format, $count) = @_;
    $count = 1 if $format eq 'plain' || $format eq 'text';
    return { format => $format, articles => [map { $self->new_article } 1 .. $count] };
}

sub format_of {
    my ($path) = @_;
    return 'jsonl' if $path =~ /jsonl/;
    return 'sgm' if $path =~ /sgm/;
    return pick('plain', 'text');
}

sub json { my ($text) = @_; $text =~ s/(["\\])/\\$1/g; return qq("$text") }

sub render_article {
    my ($article, $format) = @_;
    my ($title, $body, $date, $source) = @$article{qw(title body date source)};
    my $id = id_in($article, $format);
    return "$title\n\n$body\n" if $format eq 'plain';
    return "Title: $title\nDate: $date\n" . ($source ? "Source: $source\n" : '') . ($id ? "Id: $id\n" : '') .
        "\n$body\n" if $format eq 'text';
    if ($format eq 'sgm') {
        my ($year, $month, $day) = split /-/, $date;
        return "<REUTERS NEWID=\"$article->{number}\">\n<DATE>$day-$MONTHS[$month - 1]-$year 15:01:01.79</DATE>\n" .
            "<TEXT>\n<TITLE>$title</TITLE>\n<BODY>$body</BODY></TEXT>\n</REUTERS>\n";
    }
    my %row = (title => $title, body => $body, date => $date);
    $row{id} = $id if $id;
    $row{source} = $source if $source;
    return '{' . join(',', map { json($_) . ':' . json($row{$_}) } sort keys %row) . "}\n";
}

sub render {
    my ($file) = @_;
    my $text = join '', map { render_article($_, $file->{format}) } @{ $file->{articles} };
    return $file->{format} eq 'sgm' ? "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n$text" : $text;
}

# A path as articles have it: what is no UTF-8, and control characters, as %XX.
sub name { my ($path) = @_; return $path =~ s/(\xE9|[\x01-\x1F])/sprintf '%%%02X', ord $1/ger }

# What nindex makes of a file, or what is left of it: [id, title, date, source, path, body] of each article.
sub facts {
    my ($path, $file) = @_;
    my ($format, $record) = ($file->{format}, 0);
    return @{ $file->{facts} } if $file->{facts};
    $path = name($path);
    return map {
        $record++;
        my $id = id_in($_, $format) || ($format =~ /jsonl/ ? "$path#$record" : $path);
        my ($date, $source) = @$_{qw(date source)};
        ($date, $source) = ('', '') if $format eq 'plain';
        ($date, $source) = ($date . 'T15:01:01', 'Reuters') if $format eq 'sgm';
        [$id, $_->{title}, $date, $source, $path, $_->{body}]
    } @{ $file->{articles} };
}

# Each time differs from all others: half are long ago, half are now.
sub stamp {
    my ($self, $path) = @_;
    my $time = chance(0.5) ? 1_000_000_000 + $self->{time}++ : Time::HiRes::time() + $self->{time}++ * 1e-5;
    utime $time, $time, $path or die "$path: $!";
}

sub write_file {
    my ($path, $text) = @_;
    my $name = chance(0.5) ? $path : "$path.new";
    open my $out, '>:raw', $name or die "$name: $!";
    if ($path =~ /\.gz$/) { open $out, '|-', "gzip -nc >'$name'" or die "gzip: $!"; binmode $out }
    print $out $text;
    close $out or die "$name: $!";
    rename $name, $path if $name ne $path;
}

sub put {
    my ($self, $path, $file) = @_;
    my ($directory) = $path =~ m{(.*)/};
    make_path($directory);
    if (delete $self->{links}{$path}) { unlink $path or die "$path: $!" }
    write_file($path, render($file));
    $self->stamp($path);
    $self->has($path, $file);
}

# What is there now.
sub has {
    my ($self, $path, $file) = @_;
    my @articles = map { substr($_->[0], -40) . ' ' . $_->[5] =~ s/allo (\S+).*/$1/r } facts($path, $file);
    splice @articles, 30, @articles, '...' if @articles > 30;
    $self->{files}{$path} = $file;
    push @{ $self->{log} }, "    " . name($path) . ': ' . join ', ', @articles;
}

# ---- Steps ------------------------------------------------------------------------------------------

sub some_file { my ($self, $filter) = @_; return pick(grep { !$filter || $filter->($_) } sort keys %{ $self->{files} }) }
sub some_container { my ($self) = @_; return $self->some_file(sub { $self->{files}{$_[0]}{format} =~ /jsonl|sgm/ }) }
sub some_loose { my ($self) = @_; return $self->some_file(sub { !$self->{kept}{$_[0]} }) }

# A place for a file, which may be taken by a file but not by a directory, nor lie below a file.
sub some_place {
    my ($self, $suffix) = @_;
    for (1 .. 50) {
        my $root = pick(grep { !/\.jsonl$/ } @{ $self->{roots} });
        my $path = "$root/" . pick(@DIRECTORIES) . pick(@NAMES);
        next if $suffix && $path !~ /\Q$suffix\E$/;
        next if -d $path || grep { index($path, "$_/") == 0 } keys %{ $self->{files} };
        return $path;
    }
    return;
}

sub replace_articles {
    my ($self, $path, @articles) = @_;
    my $file = $self->{files}{$path};
    if (@articles) { $self->put($path, { %$file, articles => [@articles] }) }
    elsif ($self->{kept}{$path}) { $self->put($path, $self->new_file($file->{format}, 1)) }
    else { $self->remove($path) }
}

sub remove {
    my ($self, $path) = @_;
    unlink $path or die "$path: $!";
    $self->forget($path);
}

# A file that isn't there any more; the directories that it leaves empty go.
sub forget {
    my ($self, $path) = @_;
    my $root = $self->root_of($path);
    delete $self->{files}{$path};
    delete $self->{links}{$path};
    push @{ $self->{log} }, "    " . name($path) . ': gone';
    while ($path =~ s{/[^/]*$}{} && $path ne $root) { rmdir $path or last }
}

sub add_file {
    my ($self) = @_;
    my $path = $self->some_place or return;
    $self->put($path, $self->new_file(format_of($path), 1 + int rand(chance(0.2) ? 30 : 6)));
}

sub edit_article {
    my ($self) = @_;
    my $path = $self->some_file;
    my @articles = @{ $self->{files}{$path}{articles} };
    my $at = int rand @articles;
    $articles[$at] = $self->edited($articles[$at]);
    $self->replace_articles($path, @articles);
}

sub add_article {
    my ($self) = @_;
    my $path = $self->some_container or return;
    my @articles = @{ $self->{files}{$path}{articles} };
    splice @articles, rand(@articles + 1), 0, map { $self->new_article } 1 .. 1 + rand 2;
    $self->replace_articles($path, @articles);
}

sub delete_article {
    my ($self) = @_;
    my $path = $self->some_container or return;
    my @articles = @{ $self->{files}{$path}{articles} };
    splice @articles, rand @articles, 1;
    $self->replace_articles($path, @articles);
}

# Another container, or another place in the same, gets it too; perhaps it has it now alone.
sub copy_article {
    my ($self) = @_;
    my $from = $self->some_container or return;
    my @source = @{ $self->{files}{$from}{articles} };
    my ($copied) = chance(0.5) ? splice(@source, rand @source, 1) : $source[rand @source];
    $self->replace_articles($from, @source);
    my $to = $self->some_container or return;
    my @target = @{ $self->{files}{$to}{articles} };
    splice @target, rand(@target + 1), 0, chance(0.7) ? $copied : $self->edited($copied);
    $self->replace_articles($to, @target);
}

sub shuffle_articles {
    my ($self) = @_;
    my $path = $self->some_container or return;
    $self->replace_articles($path, sort { rand() <=> 0.5 } @{ $self->{files}{$path}{articles} });
}

sub touch { my ($self) = @_; $self->stamp($self->some_file) }

sub delete_file {
    my ($self) = @_;
    my $path = $self->some_loose or return;
    $self->remove($path);
}

sub moved {
    my ($self, $from, $to) = @_;
    $self->has($to, $self->{files}{$from});
    delete $self->{links}{$to};
    $self->{links}{$to} = $self->{links}{$from} if $self->{links}{$from};
}

# As mv and cp -p: the time stays.
sub move_file {
    my ($self) = @_;
    my $from = $self->some_loose or return;
    my ($suffix) = $from =~ m{(\.[^./]*(?:\.gz)?|/[^./]*)$};
    my $to = $self->some_place($suffix) or return;
    return if $to eq $from;
    my $file = $self->{files}{$from};
    my $time = (Time::HiRes::stat($from))[9];
    my ($directory) = $to =~ m{(.*)/};
    make_path($directory);
    if (chance(0.6)) {
        rename $from, $to or die "$from: $!";
        $self->moved($from, $to);
        $self->forget($from);
    } else {
        $self->put($to, $file);
        if (chance(0.5)) { utime $time, $time, $to or die "$to: $!" }
    }
}

sub root_of { my ($self, $path) = @_; return (grep { $path eq $_ || index($path, "$_/") == 0 } @{ $self->{roots} })[0] }

sub some_directory {
    my ($self) = @_;
    my %directories;
    for my $path (keys %{ $self->{files} }) {
        my $directory = $self->root_of($path);
        my @between = split m{/}, substr($path, length $directory);
        $directories{ $directory .= "/$_" } = 1 for grep { $_ ne '' } @between[0 .. $#between - 1];
    }
    return pick(sort keys %directories);
}

sub below { my ($self, $directory) = @_; return grep { index($_, "$directory/") == 0 } sort keys %{ $self->{files} } }

sub move_directory {
    my ($self) = @_;
    my $from = $self->some_directory or return;
    my $root = pick(grep { !/\.jsonl$/ } @{ $self->{roots} });
    my $to = "$root/" . pick('a', 'a-b', 'c', 'a.b', 'c.txt');
    return if -e $to || index("$to/", "$from/") == 0;
    my @moved = $self->below($from);
    rename $from, $to or die "$from: $!";
    $self->moved($_, $to . substr $_, length $from) for @moved;
    $self->forget($_) for @moved;
}

sub delete_directory {
    my ($self) = @_;
    my $directory = $self->some_directory or return;
    my @gone = $self->below($directory);
    remove_tree($directory);
    $self->forget($_) for @gone;
}

# A symbolic link to a file that lies elsewhere.
sub add_link {
    my ($self) = @_;
    my $target = "$self->{elsewhere}/" . pick(1 .. 3) . '.jsonl';
    my $path = $self->some_place('.jsonl') or return;
    $self->put_target($target, $self->new_file('jsonl', 2)) unless $self->{targets}{$target};
    my ($directory) = $path =~ m{(.*)/};
    make_path($directory);
    unlink $path;
    symlink $target, $path or die "$path: $!";
    $self->{links}{$path} = $target;
    $self->has($path, $self->{targets}{$target});
}

# What a link leads to changes, and what all links to it lead to.
sub edit_target {
    my ($self) = @_;
    my $target = pick(sort keys %{ $self->{targets} }) or return;
    my @articles = @{ $self->{targets}{$target}{articles} };
    @articles = (@articles[1 .. $#articles], $self->new_article);
    $self->put_target($target, { format => 'jsonl', articles => [@articles] });
    for my $path (grep { $self->{links}{$_} eq $target } sort keys %{ $self->{links} }) {
        $self->has($path, $self->{targets}{$target});
    }
}

sub put_target {
    my ($self, $target, $file) = @_;
    make_path($self->{elsewhere});
    write_file($target, render($file));
    $self->stamp($target);
    $self->{targets}{$target} = $file;
}

# One step at random.
sub step {
    my ($self) = @_;
    my @steps = (('add_file') x (keys %{ $self->{files} } < 25 ? 5 : 2), ('edit_article') x 4, ('add_article') x 3,
        ('delete_article') x 3, ('copy_article') x 4, 'shuffle_articles', 'touch', ('delete_file') x 2,
        ('move_file') x 3, 'move_directory', 'add_link', 'edit_target', chance(0.3) ? 'delete_directory' : 'touch');
    my $step = pick(@steps);
    push @{ $self->{log} }, $step;
    $self->$step;
}

1;
