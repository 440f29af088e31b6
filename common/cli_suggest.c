/* cli_suggest.c - which option a mistyped one was probably meant to be. */
#include <string.h>

#include "common/cli_own.h"

enum {
    NAME_MAX_BYTES = 40 /* of what is compared; longer ones are nobody's typing */
};

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many letters must be put in, left out, changed or swapped with the next to make one of the other.
 * Both are shorter than NAME_MAX_BYTES. */
static unsigned distance(const char *a, const char *b)
{
    const size_t rows = strlen(a), columns = strlen(b);
    unsigned table[3][NAME_MAX_BYTES + 1];
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = (unsigned)j;
    for (size_t i = 1; i <= rows; i++) {
        unsigned *now = table[i % 3], *last = table[(i + 2) % 3], *before = table[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= columns; j++) {
            now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], now[j - 1]) + 1);
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return table[rows % 3][columns];
}

const struct cli_option *cli_suggest(const struct cli *cli, const char *name)
{
    const struct cli_option *rows[CLI_ROWS_MAX], *best = NULL;
    const int count = cli_rows(cli, rows);
    const size_t length = strlen(name);
    if (length < 3 || length >= NAME_MAX_BYTES) return NULL;
    unsigned nearest = length < 6 ? 2 : 3; /* one mistake, or two in a longer name */
    for (int i = 0; i < count; i++) {
        if (strlen(rows[i]->name) >= NAME_MAX_BYTES) continue;
        const unsigned mistakes = distance(name, rows[i]->name);
        if (mistakes >= nearest) continue;
        nearest = mistakes;
        best = rows[i];
    }
    return best;
}
