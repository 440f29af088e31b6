/* cli_suggest.c - which option a mistyped one was probably meant to be. */
#include <string.h>

#include "common/cli_own.h"
#include "common/edits.h"

const struct cli_option *cli_suggest(const struct cli *cli, const char *name)
{
    const struct cli_option *rows[CLI_ROWS_MAX], *best = NULL;
    const int count = cli_rows(cli, rows);
    const size_t length = strlen(name);
    if (length < 3 || length > EDITS_WORD_MAX) return NULL;
    unsigned nearest = length < 6 ? 2 : 3; /* one mistake, or two in a longer name */
    for (int i = 0; i < count && nearest; i++) {
        if (cli_is_heading(rows[i])) continue;
        const char *other = rows[i]->name;
        const unsigned mistakes = edits_between(name, length, other, strlen(other), nearest - 1);
        if (mistakes >= nearest) continue;
        nearest = mistakes;
        best = rows[i];
    }
    return best;
}
