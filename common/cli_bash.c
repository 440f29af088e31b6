/* cli_bash.c - completion for bash.
 *
 * Bash hands over words that it has broken at : and = and leaves quotes in them, and puts what it gets into the line as it
 * is. So the line is read once more here, and each answer written as it must stand there. */
#include "common/cli_complete.h"

static const char head[] = "# Completion of @@ for bash: @@ --completion bash\n"
                           "\n";

/* The words before the cursor, as @@ will get them: the unfinished one in `word`; `quote` is what is open in it, and
 * `before` what stands before that. */
static const char split[] = "_@@_split()\n"
                            "{\n"
                            "    local line=${COMP_LINE:0:COMP_POINT} begun= c i\n"
                            "    words=() word= quote= before=\n"
                            "    for ((i = 0; i < ${#line}; i++)); do\n"
                            "        c=${line:i:1}\n"
                            "        case ${quote:-n}$c in\n"
                            "        \"''\" | '\"\"') quote= ;;\n"
                            "        \"'\"*) word+=$c ;;\n"
                            "        '\"\\')\n"
                            "            c=${line:i+1:1}\n"
                            "            ((i++))\n"
                            "            [[ $c == [\\\"\\\\\\$\\`] ]] || word+=\\\\\n"
                            "            word+=$c\n"
                            "            ;;\n"
                            "        '\"'*) word+=$c ;;\n"
                            "        'n\\')\n"
                            "            word+=${line:i+1:1}\n"
                            "            ((i++))\n"
                            "            ;;\n"
                            "        \"n'\" | 'n\"') quote=$c before=$word ;;\n"
                            "        n[[:blank:]])\n"
                            "            [[ $begun ]] && words+=(\"$word\")\n"
                            "            word= begun=\n"
                            "            continue\n"
                            "            ;;\n"
                            "        n[\\;\\|\\&\\(])\n"
                            "            words=() word= begun=\n"
                            "            continue\n"
                            "            ;;\n"
                            "        n*) word+=$c ;;\n"
                            "        esac\n"
                            "        begun=1\n"
                            "    done\n"
                            "}\n"
                            "\n";

/* Adds a whole word to the answers. */
static const char answer[] =
    "_@@_answer()\n"
    "{\n"
    "    local text=$1 skip=\n"
    "    case $quote in\n"
    "    \\') text=${text#\"$before\"} ;;\n"
    "    \\\")\n"
    "        text=${text#\"$before\"}\n"
    "        text=${text//\\\\/\\\\\\\\} text=${text//\\\"/\\\\\\\"}\n"
    "        # A quote at the end is taken for that of the shell.\n"
    "        [[ $text == *\\\" ]] && text+=\\\"\n"
    "        text=${text//\\$/\\\\\\$} text=${text//\\`/\\\\\\`}\n"
    "        ;;\n"
    "    *)\n"
    "        # What stands before the last of these is no part of the word to bash.\n"
    "        [[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && skip=${word%\"${word##*:}\"}\n"
    "        [[ ! $skip && $COMP_WORDBREAKS == *=* && $word == *=* ]] && skip=${word%%=*}=\n"
    "        [[ $skip ]] && printf -v skip %q \"$skip\"\n"
    "        printf -v text %q \"$text\"\n"
    "        text=${text#\"$skip\"}\n"
    "        ;;\n"
    "    esac\n"
    "    COMPREPLY+=(\"$text\")\n"
    "}\n"
    "\n";

/* Answers with the values of an argument that begin with $2, of the kind $1; $3 stands before each. */
static const char values[] =
    "_@@_values()\n"
    "{\n"
    "    local value\n"
    "    case $1 in\n"
    "    '' | '<any>') ;;\n"
    "    '<file>' | '<directory>')\n"
    "        compopt -o filenames\n"
    "        [[ $1 == '<file>' ]] && mapfile -t COMPREPLY < <(compgen -f -- \"$2\")\n"
    "        [[ $1 == '<file>' ]] || mapfile -t COMPREPLY < <(compgen -d -- \"$2\")\n"
    "        ;;\n"
    "    '<index>')\n"
    "        while IFS= read -r value; do\n"
    "            _@@_answer \"$3$value\"\n"
    "        done < <(nsearch --complete \"--index=$2\" 2>/dev/null)\n"
    "        while IFS= read -r value; do\n"
    "            _@@_answer \"$3$value/\"\n"
    "        done < <(compgen -d -- \"$2\")\n"
    "        ;;\n"
    "    '<query>')\n"
    "        while IFS= read -r value; do\n"
    "            _@@_answer \"$value\"\n"
    "        done < <(nsearch \"${index[@]}\" --complete \"$2\" 2>/dev/null)\n"
    "        ;;\n"
    "    *)\n"
    "        for value in $1; do\n"
    "            [[ $value == \"$2\"* ]] && _@@_answer \"$3$value\"\n"
    "        done\n"
    "        ;;\n"
    "    esac\n"
    "}\n"
    "\n";

static const char main_part[] =
    "_@@()\n"
    "{\n"
    "    local words word quote before kind ended= index=() option i\n"
    "    COMPREPLY=()\n"
    "    _@@_split\n"
    "    for ((i = 1; i < ${#words[@]}; i++)); do\n"
    "        case ${words[i]} in\n"
    "        --) ended=1 ;;\n"
    "        -i | --index) index=(-i \"${words[i + 1]/#\\~\\//$HOME/}\") ;;\n"
    "        --index=*) index=(-i \"${words[i]#*=}\") ;;\n"
    "        -i*) index=(-i \"${words[i]#-i}\") ;;\n"
    "        esac\n"
    "    done\n"
    "    option=--\n"
    "    ((i > 1)) && option=${words[i - 1]}\n"
    "    if [[ ! $ended && $word == --*=* ]]; then\n"
    "        _@@_kind \"${word%%=*}\"\n"
    "        _@@_values \"$kind\" \"${word#*=}\" \"${word%%=*}=\"\n"
    "    elif [[ ! $ended ]] && _@@_kind \"$option\" && [[ $kind ]]; then\n"
    "        _@@_values \"$kind\" \"$word\"\n"
    "    elif [[ ! $ended && $word == -* ]]; then\n"
    "        _@@_values \"$_@@_options\" \"$word\"\n"
    "    else\n"
    "        _@@_values \"$_@@_arguments\" \"$word\"\n"
    "    fi\n"
    "    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=/] ]] && compopt -o nospace\n"
    "    return 0\n"
    "}\n"
    "\n"
    "complete -F _@@ @@\n";

/* The options, each as it is typed. */
static void put_options(const struct cli *cli, const struct cli_option *const *rows, int count)
{
    cli_put_script(cli, "_@@_options='");
    for (int i = 0; i < count; i++) {
        if (cli_is_heading(rows[i])) continue;
        printf("--%s%s ", rows[i]->name, rows[i]->argument ? "=" : "");
    }
    for (int i = 0; i < count; i++)
        if (rows[i]->letter) printf("-%c ", rows[i]->letter);
    cli_put_script(cli, "'\n_@@_arguments='");
    printf("%s'\n\n", cli->arguments ? cli->arguments : "");
}

/* What the argument of an option is; nothing for one without. */
static void put_kinds(const struct cli *cli, const struct cli_option *const *rows, int count)
{
    cli_put_script(cli, "_@@_kind()\n{\n    kind=\n    case $1 in\n");
    for (int i = 0; i < count; i++) {
        if (!rows[i]->argument) continue;
        fputs("    ", stdout);
        if (rows[i]->letter) printf("-%c | ", rows[i]->letter);
        printf("--%s) kind='%s' ;;\n", rows[i]->name, rows[i]->values ? rows[i]->values : "<any>");
    }
    fputs("    esac\n}\n\n", stdout);
}

void cli_complete_bash(const struct cli *cli)
{
    const struct cli_option *rows[CLI_ROWS_MAX];
    const int count = cli_rows(cli, rows);
    cli_put_script(cli, head);
    put_options(cli, rows, count);
    put_kinds(cli, rows, count);
    cli_put_script(cli, split);
    cli_put_script(cli, answer);
    cli_put_script(cli, values);
    cli_put_script(cli, main_part);
}
