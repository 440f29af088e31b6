/* cli_zsh.c - completion for zsh: a row for each option, for _arguments. */
#include "common/cli_complete.h"

#include <string.h>

static const char head[] =
    "#compdef @@\n"
    "# Completion of @@ for zsh: @@ --completion zsh\n"
    "\n"
    "# Quotes that are needed are put in by zsh.\n"
    "_@@_index() {\n"
    "    local -a names\n"
    "    names=(${(f)\"$(nsearch --complete \"--index=${(Q)PREFIX}\" 2>/dev/null)\"})\n"
    "    _alternative 'names:name:compadd -a names' 'directories:directory:_directories'\n"
    "}\n"
    "\n"
    "_@@_query() {\n"
    "    local -a index found\n"
    "    [[ -n ${opt_args[-i]-} ]] && index=(-i ${(Q)~opt_args[-i]})\n"
    "    [[ -n ${opt_args[--index]-} ]] && index=(-i ${(Q)~opt_args[--index]})\n"
    "    found=(${(f)\"$(nsearch $index --complete \"${(Q)PREFIX}\" 2>/dev/null)\"})\n"
    "    # What is typed without a quote may be answered with one.\n"
    "    compadd -U -S '' -- ${(M)found:#*:}\n"
    "    compadd -U -- ${found:#*:}\n"
    "}\n"
    "\n"
    "_arguments -s -S";

/* What completes an argument, within single quotes. */
static void put_action(const struct cli *cli, const char *values)
{
    if (!values)
        putchar(' ');
    else if (!strcmp(values, CLI_FILE))
        fputs("_files", stdout);
    else if (!strcmp(values, CLI_DIRECTORY))
        fputs("_directories", stdout);
    else if (*values == '<')
        printf("_%s_%s", cli->program, !strcmp(values, CLI_INDEX) ? "index" : "query");
    else
        printf("(%s)", values);
}

static void put_row(const struct cli *cli, const struct cli_option *row)
{
    const bool takes = row->argument;
    fputs(" \\\n    '", stdout);
    if (row->letter)
        printf("(-%c --%s)'{-%c%s,--%s%s}'", row->letter, row->name, row->letter, takes ? "+" : "",
               row->name, takes ? "=" : "");
    else
        printf("--%s%s", row->name, takes ? "=" : "");
    putchar('[');
    cli_put_escaped(row->help, "[]\\");
    putchar(']');
    if (takes) {
        putchar(':');
        cli_put_escaped(row->argument, ":\\");
        putchar(':');
        put_action(cli, row->values);
    }
    putchar('\'');
}

void cli_complete_zsh(const struct cli *cli)
{
    const struct cli_option *rows[CLI_ROWS_MAX];
    const int count = cli_rows(cli, rows);
    cli_put_script(cli, head);
    for (int i = 0; i < count; i++)
        if (!cli_is_heading(rows[i])) put_row(cli, rows[i]);
    if (cli->arguments) {
        fputs(" \\\n    '*:argument:", stdout);
        put_action(cli, cli->arguments);
        putchar('\'');
    }
    putchar('\n');
}
