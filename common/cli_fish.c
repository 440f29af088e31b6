/* cli_fish.c - completion for fish: a command for each option. */
#include "common/cli_complete.h"

#include <string.h>

static const char head[] =
    "# Completion of @@ for fish: @@ --completion fish\n"
    "\n"
    "# The index of the command line, as options to ask it.\n"
    "function __@@_index\n"
    "    set -l words (commandline -opc)\n"
    "    for i in (seq (count $words))\n"
    "        switch $words[$i]\n"
    "            case -i --index\n"
    "                test $i -lt (count $words); and printf '%s\\n' -i $words[(math $i + 1)]\n"
    "            case '--index=*'\n"
    "                printf '%s\\n' $words[$i]\n"
    "        end\n"
    "    end\n"
    "end\n"
    "\n"
    "function __@@_query\n"
    "    nsearch (__@@_index) --complete (string unescape -- (commandline -ct) | string collect) "
    "2>/dev/null\n"
    "end\n"
    "\n"
    "function __@@_names\n"
    "    nsearch --complete --index= 2>/dev/null\n"
    "    __fish_complete_directories (commandline -ct)\n"
    "end\n"
    "\n";

/* -r: files as well; -x: nothing else. */
static void put_values(const struct cli *cli, const char *values)
{
    if (!values)
        fputs(" -x", stdout);
    else if (!strcmp(values, CLI_FILE))
        fputs(" -r", stdout);
    else if (!strcmp(values, CLI_DIRECTORY))
        fputs(" -x -a '(__fish_complete_directories (commandline -ct))'", stdout);
    else if (!strcmp(values, CLI_INDEX))
        printf(" -x -a '(__%s_names)'", cli->program);
    else
        printf(" -x -a '%s'", values);
}

static void put_row(const struct cli *cli, const struct cli_option *row)
{
    printf("complete -c %s", cli->program);
    if (row->letter) printf(" -s %c", row->letter);
    printf(" -l %s -d '", row->name);
    cli_put_escaped(row->help, "");
    putchar('\'');
    if (row->argument) put_values(cli, row->values);
    putchar('\n');
}

void cli_complete_fish(const struct cli *cli)
{
    const struct cli_option *rows[CLI_ROWS_MAX];
    const int count = cli_rows(cli, rows);
    cli_put_script(cli, head);
    for (int i = 0; i < count; i++)
        if (!cli_is_heading(rows[i])) put_row(cli, rows[i]);
    if (cli->arguments && !strcmp(cli->arguments, CLI_QUERY))
        cli_put_script(cli, "complete -c @@ -f -a '(__@@_query)'\n");
}
