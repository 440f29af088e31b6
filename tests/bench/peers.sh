# peers.sh - what `make bench` and `make bench-search` share: the corpus, and the peers: whether they are
# there, building them, building their indexes. Sourced in the repository's top folder.
export LC_ALL=C.UTF-8
unset XAPIAN_FLUSH_THRESHOLD XAPIAN_CJK_NGRAM NSEARCH_INDEX

B=${B:-build}
THREADS=${THREADS:-$(nproc)}
NINDEX_FLAGS=${NINDEX_FLAGS:-}
ap89=../shared/data/ap89.jsonl.gz
if [ ! "${CORPUS:-}" ] && [ -r $ap89 ]; then CORPUS=$ap89; fi

die() {
    echo "bench: $*" >&2
    exit 1
}

skip() { # skip PEER REASON: shown, and 1 for the caller to return
    echo "skipped $1: $2 (tests/bench/setup installs it)"
    return 1
}

bin=$B/bench
mkdir -p "$bin" || exit 1
if [ "${BENCH_DIR:-}" ]; then
    mkdir -p "$BENCH_DIR" || exit 1
    BENCH_DIR=$(cd "$BENCH_DIR" && pwd)
else
    BENCH_DIR=$(mktemp -d) || exit 1
    trap 'rm -rf "$BENCH_DIR"' EXIT
fi
trap 'exit 130' INT TERM

# ---- The peers -------------------------------------------------------------------------------------

# compile COMPILER OUTPUT SOURCE... LIBRARIES, with the flags of the pkg-config packages in $packages.
compile() {
    compiler=$1 output=$2
    shift 2
    # shellcheck disable=SC2046 # lists of flags
    $compiler -O2 -Wall -Wextra -D_GNU_SOURCE -I. $(pkg-config --cflags $packages) \
        -o "$output" "$@" $(pkg-config --libs $packages)
}

jars() { # jars: what Lucene's peer runs on, with colons between; empty if any is missing
    found=
    for jar in /usr/share/java/lucene-core-8.*.jar /usr/share/java/lucene-analyzers-common-8.*.jar \
        /usr/share/java/lucene-queryparser-8.*.jar /usr/share/java/jackson-core.jar; do
        [ -f "$jar" ] || return
        found=$found:$jar
    done
    echo "$found"
}

build_xapian() {
    packages="xapian-core json-c"
    pkg-config --exists $packages || { skip "$1" "no libxapian-dev or libjson-c-dev"; return; }
    compile "cc -std=c11 -c" "$bin/peer_lines.o" tests/bench/lines.c &&
        compile "cc -std=c11 -c" "$bin/peer_timed.o" tests/bench/timed.c &&
        compile "c++ -std=c++17" "$bin/peer_xapian" tests/bench/peer_xapian.cc "$bin/peer_lines.o" "$bin/peer_timed.o"
}

build_fts5() {
    packages="sqlite3 json-c"
    pkg-config --exists $packages || { skip "$1" "no libsqlite3-dev or libjson-c-dev"; return; }
    compile "cc -std=c11" "$bin/peer_fts5" tests/bench/peer_fts5.c tests/bench/lines.c tests/bench/timed.c
}

build_lucene() {
    command -v javac >/dev/null || { skip "$1" "no Java compiler"; return; }
    [ "$(jars)" ] || { skip "$1" "no liblucene8-java or libjackson2-core-java"; return; }
    javac -d "$bin" -cp "$(jars)" tests/bench/PeerLucene.java
}

build_sphinx() {
    packages="libmariadb json-c"
    command -v searchd >/dev/null || { skip "$1" "no sphinxsearch"; return; }
    pkg-config --exists $packages || { skip "$1" "no libmariadb-dev or libjson-c-dev"; return; }
    compile "cc -std=c11" "$bin/peer_sphinx" tests/bench/peer_sphinx.c tests/bench/lines.c tests/bench/timed.c
}

# build PEER: makes it ready; fails, with a word on why, if that can't be done.
build() {
    case $1 in
    nindex) [ -x "$B/nindex" ] || die "no $B/nindex: run make first" ;;
    xapian) build_xapian "$1" ;;
    fts5) build_fts5 "$1" ;;
    lucene | lucene-all) build_lucene "$1" ;;
    sphinx) build_sphinx "$1" ;;
    *) die "PEERS: no peer is called $1" ;;
    esac
}

# lucene PEER ...: its command line, given to the command in $with
lucene() {
    if [ "$1" = lucene ]; then words=english; else words=all; fi
    shift
    $with java -Xmx1g -cp "$bin$(jars)" PeerLucene $words "$@"
}

# index_with COMMAND PEER DIRECTORY FILE: gives COMMAND the program that builds an index in DIRECTORY.
index_with() {
    with=$1
    case $2 in
    nindex) $with "$B/nindex" -v $NINDEX_FLAGS -i "$3" "$4" ;;
    xapian) $with "$bin/peer_xapian" index "$3" "$4" ;;
    fts5) $with "$bin/peer_fts5" index "$3" "$4" ;;
    lucene | lucene-all) lucene "$2" index "$3" "$4" "$THREADS" ;;
    sphinx)
        "$bin/peer_sphinx" configure "$3" "$4" >"$3.conf" || return
        $with indexer --quiet -c "$3.conf" articles
        ;;
    esac
}

# ---- The corpus ------------------------------------------------------------------------------------

fresh() { # fresh FILE SOURCE: whether FILE is there and newer than what it is made of
    [ -f "$1" ] && [ "$(find "$1" -newer "$2")" ]
}

# Sets $corpus to a file of plain JSON Lines; what has to be made is kept in $BENCH_DIR.
find_corpus() {
    [ -r "${CORPUS:=tests/bench/make_corpus}" ] || die "can't read $CORPUS"
    case $CORPUS in
    tests/bench/make_corpus) corpus=$BENCH_DIR/made.jsonl ;;
    *.gz) corpus=$BENCH_DIR/$(basename "$CORPUS" .gz) ;;
    *) corpus=$CORPUS && return ;;
    esac
    fresh "$corpus" "$CORPUS" && return
    case $CORPUS in
    *.gz) gzip -dc "$CORPUS" >"$corpus.part" ;;
    *) $CORPUS >"$corpus.part" ;;
    esac || die "can't make $corpus"
    mv "$corpus.part" "$corpus"
}
