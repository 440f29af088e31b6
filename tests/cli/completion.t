#!/bin/sh
# Completions of shells: --complete, and the files for bash, zsh and fish, each tried in its shell if that is here.
# shellcheck disable=SC2016 # other shells expand
. tests/cli/lib.sh
need jsonl

cat >"$T/news.jsonl" <<'END'
{"id":"1","title":"One","source":"Northgate Gazette","author":"Ann O'Hara","section":"world","lang":"en","url":"https://north-gate.example/1","body":"one"}
{"id":"2","title":"Two","source":"Reuters","author":"Émile Zola","section":"world","lang":"de","body":"two"}
{"id":"3","title":"Three","source":"North $HOME `x` \\ Post","section":"sport","lang":"de","body":"three"}
{"id":"4","title":"Four","source":"A \"quoted\" name","body":"four"}
END
run nindex -q -i "$T/index" "$T/news.jsonl"
is "four articles are indexed" "$code:$(cat "$err")" 0:
export NSEARCH_INDEX="$T/index" PATH="$B:$PATH" T

# ---- Words of a query -----------------------------------------------------------------------------

completes() { # completes WORD WANT: what it could become, on one line
    run nsearch --complete "$1"
    is "$1" "$code:$(tr '\n' '|' <"$out")$(cat "$err")" "0:$2"
}
completes ti 'title:|'
completes -s '-source:|-section:|-site:|-since:|'
completes '(UR' '(url:|'
completes zebra ''
completes source:Nor 'source:"North $HOME `x` \ Post"|source:"Northgate Gazette"|'
completes source:nor 'source:"North $HOME `x` \ Post"|source:"Northgate Gazette"|'
completes 'source:"Northgate G' 'source:"Northgate Gazette"|'
completes source: 'source:"North $HOME `x` \ Post"|source:"Northgate Gazette"|source:Reuters|'
completes 'source:"R' 'source:"Reuters"|'
completes '-section:w' '-section:world|'
completes lang: 'lang:de|lang:en|'
completes site:no 'site:"north-gate.example"|'
completes "author:Ann O'" "author:\"Ann O'Hara\"|"
completes author:Émi 'author:"Émile Zola"|'
completes title:One ''
completes 'source:zzz' ''
completes 'source:*' ''
run nsearch --complete source: -i "$T/nowhere"
is "without an index there are no values, and nothing is said" "$code:$(cat "$out" "$err")" 0:
run nsearch --complete ti -i "$T/nowhere"
is "but there are fields" "$(cat "$out")" title:
nsearch --complete '' >"$T/fields"
while read -r field; do
    case $field in
    date: | since: | until: | indexed:) value=2020 ;;
    *) value=7 ;;
    esac
    run nsearch -q "$field$value"
    [ "$code" = 0 ] || [ "$code" = 1 ]
    report $? "$field is a field"
done <"$T/fields"
for field in source section author lang site; do
    nsearch --complete "$field:" >"$T/values"
    while IFS= read -r value; do
        run nsearch --count -q -- "$value"
        is "$value finds something" "$code" 0
    done <"$T/values"
done
awk 'BEGIN { for (i = 0; i < 300; i++) printf "{\"id\":\"m%d\",\"title\":\"t\",\"author\":\"Writer %d\"}\n", i, i }' >"$T/many.jsonl"
run nindex -q -i "$T/many" "$T/many.jsonl"
run nsearch -i "$T/many" --complete author:W
is "there are a hundred at most" "$(wc -l <"$out")" 100
mkdir -p "$HOME/.config/nsearch"
printf 'index.wire = %s\nindex.wide = /w\nindex.papers = /p\n' "$T/index" >"$HOME/.config/nsearch/config"
completes --index=wi 'wire|wide|'
run nsearch --complete=--index= --no-config
is "--no-config: no names" "$(cat "$out")" ""

# ---- The files ------------------------------------------------------------------------------------

for name in nsearch nindex; do
    run $name --completion tcsh
    is "$name: of these shells only" "$code:$(cat "$err")" "2:$name: --completion tcsh: must be bash, zsh or fish"
    run $name --help
    grep -oE '^ +(-., )?--[a-z-]+' "$out" | grep -oE -- '--[a-z-]+' >"$T/options"
    for shell in bash zsh fish; do
        run $name --completion $shell
        cp "$out" "$T/$name.$shell"
        missing=
        while read -r option; do
            case $shell in
            fish) grep -q -- " -l ${option#--} " "$out" ;;
            *) grep -qE -- "$option([]' =)[]|\$)" "$out" ;;
            esac || missing="$missing $option"
        done <"$T/options"
        is "$name: each option is in that for $shell" "$missing" ""
        if command -v $shell >"$T/which"; then
            run $shell -n "$T/$name.$shell"
            is "$name: $shell can read it" "$code:$(cat "$err")" 0:
        else
            skip "$name: $shell can read it" "no $shell"
        fi
    done
done

# ---- bash -----------------------------------------------------------------------------------------

# Completes a line as readline does: the word that it breaks off is replaced by the only answer. The arguments that
# the line then has are printed, or else the answers.
cat >"$T/complete.bash" <<'END'
compopt() { :; }
. "$T/$1.bash"
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
COMP_LINE=$2 COMP_POINT=${#2}
_$1
if [[ ${#COMPREPLY[@]} != 1 ]]; then
    printf '%s|' "${COMPREPLY[@]}"
    exit
fi
start=$2
case $3 in
'') while [[ $start && ($start != *[=:\ ]) || $start == *\\[=:\ ] ]]; do start=${start%?}; done ;;
*) start=${start%"${start##*"$3"}"} ;;
esac
[[ $3 && ${COMPREPLY[0]} != *"$3" ]] && COMPREPLY[0]+=$3
start=${start##*| }
eval "args=($start${COMPREPLY[0]})"
printf '%s|' "${args[@]:1}"
END
bash_completes() { # bash_completes LINE WANT [QUOTE]: QUOTE is the one that is open, and is closed
    run bash --norc "$T/complete.bash" "${4:-nsearch}" "$1" "$3"
    is "bash: $1" "$(cat "$out" "$err")" "$2"
}
if command -v bash >"$T/which"; then
    cd "$T" || exit
    bash_completes 'nsearch --lim' '--limit=|'
    bash_completes 'nsearch --format=js' 'jsonl|json|'
    bash_completes 'nsearch --format=ts' '--format=tsv|'
    bash_completes 'nsearch --format ts' '--format|tsv|'
    bash_completes 'nsearch --sort=-' '--sort=-date|'
    bash_completes 'nsearch --color al' '--color|always|'
    bash_completes 'nsearch -n ' '|'
    bash_completes 'nsearch -i wir' '-i|wire|'
    bash_completes 'nsearch --index=pap' '--index=papers|'
    bash_completes 'nsearch -i ind' '-i|index/|'
    bash_completes 'nsearch -f news.j' '-f|news.jsonl|'
    bash_completes 'nsearch one titl' 'one|title:|'
    bash_completes 'nsearch section:wor' 'section:world|'
    bash_completes 'nsearch -- -lang:e' '--|-lang:en|'
    bash_completes 'nsearch source:Northg' 'source:"Northgate Gazette"|'
    bash_completes 'nsearch source:\"Northgate\ G' 'source:"Northgate Gazette"|'
    bash_completes 'nsearch one | nsearch two source:Re' 'two|source:Reuters|'
    bash_completes 'nsearch "source:Northg' 'source:"Northgate Gazette"|' '"'
    bash_completes "nsearch 'source:Northg" 'source:"Northgate Gazette"|' "'"
    bash_completes "nsearch 'source:\"Northg" 'source:"Northgate Gazette"|' "'"
    bash_completes 'nsearch "source:North ' 'source:"North $HOME `x` \ Post"|' '"'
    bash_completes 'nsearch source:North\ ' 'source:"North $HOME `x` \ Post"|'
    bash_completes "nsearch author:Ann" "author:\"Ann O'Hara\"|"
    bash_completes 'nindex --opt' '--optimize|' '' nindex
    bash_completes 'nindex --format new' 'newsml-g2|newsml|' '' nindex
    bash_completes 'nindex -i wir' '-i|wire|' '' nindex
    bash_completes 'nindex news.j' 'news.jsonl|' '' nindex
    cd "$top" || exit
else
    skip "bash completes" "no bash"
fi

# ---- fish, zsh ---------------------------------------------------------------------------------

if command -v fish >"$T/which"; then
    fish_completes() { # fish_completes LINE WANT
        run env LINE="$1" fish --no-config -c 'source "$T/nsearch.fish"; complete -C "$LINE"'
        is "fish: $1" "$(cut -f 1 "$out" | tr '\n' '|')$(cat "$err")" "$2"
    }
    fish_completes 'nsearch --lim' '--limit|'
    fish_completes 'nsearch --color=al' '--color=always|'
    fish_completes 'nsearch -i wir' 'wire|'
    fish_completes 'nsearch titl' 'title:|'
    fish_completes 'nsearch source:Northg' 'source:"Northgate Gazette"|'
    fish_completes 'nsearch "source:Northg' 'source:"Northgate Gazette"|'
    fish_completes "nsearch 'source:\"Northg" 'source:"Northgate Gazette"|'
    fish_completes "nsearch -i $T/many author:\"Writer 29" "$(nsearch -i "$T/many" --complete 'author:Writer 29' | tr '\n' '|')"
else
    skip "fish completes" "no fish"
fi

# A zsh of its own completes the line and runs it, with args in the place of nsearch.
cat >"$T/complete.zsh" <<'END'
zmodload zsh/zpty
zpty shell zsh -f
zpty -w shell "PS1= PROMPT_EOL_MARK= fpath=($T/functions \$fpath); autoload -U compinit; compinit -u -D"
zpty -w shell "args() { printf '\\076%s\\074' \"\${(j:|:)@}\" }; compdef _nsearch args"
zpty -w -n shell "args $1"$'\t'
zpty -w -n shell "$2"$'\r'
zpty -r -m shell shown '*>*<*'
print -r -- ${${shown##*>}%%<*}
END
if command -v zsh >"$T/which" && zsh -fc 'zmodload zsh/zpty' 2>"$err"; then
    mkdir "$T/functions"
    cp "$T/nsearch.zsh" "$T/functions/_nsearch"
    zsh_completes() { # zsh_completes LINE WANT [REST]
        run timeout 60 zsh -f "$T/complete.zsh" "$1" "$3"
        is "zsh: $1" "$(cat "$out" "$err")" "$2"
    }
    zsh_completes '--lim' '--limit=3' 3
    zsh_completes '--color al' '--color|always'
    zsh_completes '-i wir' '-i|wire'
    zsh_completes 'titl' 'title:one' one
    zsh_completes 'source:Northg' 'source:"Northgate Gazette"'
    zsh_completes "'source:\"Northg" 'source:"Northgate Gazette"'
    zsh_completes '"source:North ' 'source:"North $HOME `x` \ Post"'
else
    skip "zsh completes" "no zsh"
fi
done_testing
