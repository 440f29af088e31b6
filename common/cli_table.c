/* cli_table.c - the rows of a table of options, and --help. */
#include <assert.h>
#include <string.h>

#include "common/cli_own.h"

enum {
    LABEL_MAX = 80 /* of an option in --help */
};

static const struct cli_option always[] = {
    {0, "completion", "SHELL", "write the completions for bash, zsh or fish", CLI_COMPLETION,
     CLI_SHELLS},
    {'h', "help", NULL, "show this help", CLI_HELP, NULL},
    {0, "version", NULL, "show the version", CLI_VERSION, NULL},
    {0, NULL, NULL, NULL, 0, NULL},
};

int cli_rows(const struct cli *cli, const struct cli_option *rows[CLI_ROWS_MAX])
{
    int count = 0;
    for (const struct cli_option *row = cli->options; row->name; row++) {
        assert(count < CLI_ROWS_MAX - (int)(sizeof always / sizeof *always));
        rows[count++] = row;
    }
    for (const struct cli_option *row = always; row->name; row++)
        rows[count++] = row;
    return count;
}

bool cli_is_heading(const struct cli_option *row)
{
    return !*row->name;
}

bool cli_has_words(const struct cli_option *row)
{
    return row->values && *row->values != '<';
}

int cli_word(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (int i = 0; *words; i++) {
        const size_t size = strcspn(words, " ");
        const bool open = size < length && words[size - 1] == '=';
        if ((size == length || open) && !memcmp(words, word, size)) return i;
        words += size;
        words += strspn(words, " ");
    }
    return -1;
}

/* ---- Help ------------------------------------------------------------------------------------ */

/* Writes "-n, --limit=N" and returns its length. */
static int option_label(const struct cli_option *row, char *out, size_t size)
{
    char letter[] = {row->letter ? '-' : ' ', row->letter ? row->letter : ' ',
                     row->letter ? ',' : ' ', '\0'};
    return snprintf(out, size, "  %s --%s%s%s", letter, row->name, row->argument ? "=" : "",
                    row->argument ? row->argument : "");
}

static void print_row(const struct cli_option *row, int width)
{
    char label[LABEL_MAX];
    if (cli_is_heading(row)) {
        printf("\n%s:\n", row->help);
        return;
    }
    option_label(row, label, sizeof label);
    printf("%-*s  %s\n", width, label, row->help);
}

void cli_help(const struct cli *cli)
{
    const struct cli_option *rows[CLI_ROWS_MAX];
    const int count = cli_rows(cli, rows);
    char label[LABEL_MAX];
    int width = 0;
    for (int i = 0; i < count; i++) {
        const int own = option_label(rows[i], label, sizeof label);
        if (own > width) width = own;
    }
    printf("Usage: %s %s\n%s\n", cli->program, cli->usage, cli->about);
    if (!cli_is_heading(rows[0])) putchar('\n');
    for (int i = 0; i < count; i++)
        print_row(rows[i], width);
    if (cli->footer) printf("\n%s\n", cli->footer);
}
