# schema.pl - whether JSON is as a JSON Schema (draft 2020-12) says:
#
#     perl tests/cli/schema.pl SCHEMA lines|document|each <json
#
# `lines` and `each`: a value a line; `document`: one in all. What is wrong is printed with its place, the exit code is
# then 1; `each` prints "ok" or what is wrong for every line. Knows the keywords that our schema has, and dies of
# any other, so that nothing is passed over.
use strict;
use warnings;
use B ();
use JSON::PP ();

my ($file, $form) = @ARGV;
my %annotations = map { $_ => 1 } qw($schema $id $defs title description);
my %checks = (
    '$ref'       => \&check_ref,
    oneOf        => \&check_one,
    allOf        => \&check_all,
    type         => \&check_type,
    const        => sub { same($_[0], $_[1]) ? () : "is not " . text($_[1]) },
    enum         => sub { my ($value, $all) = @_; (grep { same($value, $_) } @$all) ? () : "is none of " . text($all) },
    pattern      => sub { kind($_[0]) ne 'string' || $_[0] =~ /$_[1]/ ? () : "is not like $_[1]" },
    minimum      => sub { kind($_[0]) !~ /number|integer/ || $_[0] >= $_[1] ? () : "is under $_[1]" },
    minItems     => sub { ref $_[0] ne 'ARRAY' || @{$_[0]} >= $_[1] ? () : "has under $_[1] items" },
    maxItems     => sub { ref $_[0] ne 'ARRAY' || @{$_[0]} <= $_[1] ? () : "has over $_[1] items" },
    items        => \&check_items,
    properties   => \&check_properties,
    required     => sub {
        my ($value, $names) = @_;
        return () if ref $value ne 'HASH';
        return map { "has no $_" } grep { !exists $value->{$_} } @$names;
    },
    additionalProperties => \&check_additional,
);

sub slurp { local $/; open my $in, '<', $_[0] or die "$_[0]: $!"; return scalar <$in> }
my $schema = JSON::PP::decode_json(slurp($file));
walk($schema);

sub text { JSON::PP->new->allow_nonref->canonical->encode($_[0]) }
sub same { text($_[0]) eq text($_[1]) }

sub kind {
    my ($value) = @_;
    return 'null' if !defined $value;
    return 'boolean' if JSON::PP::is_bool($value);
    return ref $value eq 'HASH' ? 'object' : 'array' if ref $value;
    return 'string' if B::svref_2object(\$value)->FLAGS & B::SVf_POK;
    return $value == int $value ? 'integer' : 'number';
}

# Refuses keywords that nothing is known of, wherever they stand.
sub walk {
    my ($part) = @_;
    return if ref $part ne 'HASH';
    for my $name (keys %$part) {
        die "unknown keyword $name\n" if !$annotations{$name} && !$checks{$name};
        my $value = $part->{$name};
        if ($name eq 'properties' || $name eq '$defs') { walk($_) for values %$value }
        elsif ($name eq 'items') { walk($value) }
        elsif ($name =~ /Of$/) { walk($_) for @$value }
    }
}

# What is wrong with a value: a line each.
sub check {
    my ($value, $part) = @_;
    return map { $checks{$_}->($value, $part->{$_}, $part) } grep { $checks{$_} } sort keys %$part;
}

sub check_ref {
    my ($value, $name) = @_;
    my ($key) = $name =~ m{^#/\$defs/(\w+)$} or die "unknown reference $name\n";
    return check($value, $schema->{'$defs'}{$key} || die "no $name\n");
}

sub check_one {
    my ($value, $parts) = @_;
    my (@fit, @wrong);
    for my $part (@$parts) {
        my @found = check($value, $part);
        if (@found) { push @wrong, $found[0] } else { push @fit, $part }
    }
    return @fit == 1 ? () : "fits " . @fit . " of " . @$parts . " forms" . (@fit ? '' : ": " . join '; ', @wrong);
}

sub check_all {
    my ($value, $parts) = @_;
    return map { check($value, $_) } @$parts;
}

sub check_type {
    my ($value, $types) = @_;
    my $kind = kind($value);
    for my $type (ref $types ? @$types : $types) {
        return () if $type eq $kind || ($type eq 'number' && $kind eq 'integer');
    }
    return "is $kind: " . text($value);
}

sub check_items {
    my ($value, $part) = @_;
    return () if ref $value ne 'ARRAY';
    return map { my $i = $_; map { "[$i] $_" } check($value->[$i], $part) } 0 .. $#$value;
}

sub check_properties {
    my ($value, $parts) = @_;
    return () if ref $value ne 'HASH';
    return map { my $name = $_; map { "$name $_" } check($value->{$name}, $parts->{$name}) }
        grep { exists $value->{$_} } sort keys %$parts;
}

sub check_additional {
    my ($value, $allowed, $part) = @_;
    die "additionalProperties can only be false\n" if $allowed;
    return () if ref $value ne 'HASH';
    return map { "has $_" } grep { !exists $part->{properties}{$_} } sort keys %$value;
}

my @values = $form eq 'document' ? (do { local $/; scalar <STDIN> }) : <STDIN>;
my $bad = 0;
for my $i (0 .. $#values) {
    my $value = eval { JSON::PP->new->utf8->allow_nonref->decode($values[$i]) };
    my @wrong = $@ ? "is no JSON" : check($value, $schema);
    $bad = 1 if @wrong;
    if ($form eq 'each') { print @wrong ? "$wrong[0]\n" : "ok\n" }
    else { print "$.:" . ($i + 1) . ": $_\n" for @wrong }
}
exit($bad && $form ne 'each' ? 1 : 0);
