# lib.sh - the words of the command-line tests. Sourced by each *.t, which is run by tests/run from the
# top of the tree with $top, $B (the built programs) and $TMPDIR (scratch) set.
#
#     . tests/cli/lib.sh
#     run nsearch -i "$T/index" kaesong      runs it: code in $code, streams in $out and $err (files)
#     is "found" "$code" 0                   an ok or a not ok
#     like "says so" "$err" 'no index'       a grep -E in a file
#     done_testing

T=$(mktemp -d)
trap 'chmod -R u+rwX "$T"; rm -rf "$T"' EXIT
out=$T/stdout err=$T/stderr
test_number=0 test_failed=0
export XDG_DATA_HOME="$T/share" XDG_CONFIG_DIRS="$T/xdg" HOME="$T/home"
mkdir -p "$HOME"

# Runs nsearch or nindex, or any other command, with stdin empty.
run() {
    program=$1
    shift
    case $program in
    nsearch | nindex) ${UNDER:-} "$B/$program" "$@" ;;
    *) "$program" "$@" ;;
    esac >"$out" 2>"$err" </dev/null
    code=$?
}

report() { # report OK NAME [DETAIL...]
    test_number=$((test_number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $test_number - $2"
        return
    fi
    test_failed=$((test_failed + 1))
    echo "not ok $test_number - $2"
    shift 2
    printf '%s\n' "$@" | sed 's/^/# /'
    sed 's/^/#   stdout: /' "$out" | head -n 20
    sed 's/^/#   stderr: /' "$err" | head -n 20
}

is() { # is NAME GOT WANT
    [ "$2" = "$3" ]
    report $? "$1" "got:  $2" "want: $3"
}

like() { # like NAME FILE REGEX
    grep -Eq -- "$3" "$2"
    report $? "$1" "no line like: $3"
}

unlike() { # unlike NAME FILE REGEX
    ! grep -Eq -- "$3" "$2"
    report $? "$1" "a line like: $3"
}

same() { # same NAME FILE FILE
    diff "$2" "$3" >"$T/diff"
    report $? "$1" "$(cat "$T/diff")"
}

lacks() { # lacks FORMAT: whether this build can't read it
    "$B/nindex" --formats | grep -q "^$1 *left out"
}

need() { # need FORMAT...: skips the whole test if this build lacks one that its articles are in
    for format; do
        if lacks "$format"; then
            skip "all of it" "built without what reads $format"
            done_testing
        fi
    done
}

skip() { # skip NAME WHY
    test_number=$((test_number + 1))
    echo "ok $test_number - $1 # SKIP $2"
}

done_testing() {
    echo "1..$test_number"
    [ "$test_failed" = 0 ]
    exit
}
