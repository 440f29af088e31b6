/* edits.c - see edits.h. */
#include "searcher/edits.h"

#include <stdint.h>

#include "common/utf8.h"

static size_t characters(const char *text, size_t size, uint32_t out[EDITS_WORD_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < size && count < EDITS_WORD_MAX; count++) {
        const size_t step = utf8_decode(text + at, size - at, &out[count]);
        if (!step) out[count] = (unsigned char)text[at];
        at += step ? step : 1;
    }
    return count;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned edits_between(const char *a, size_t a_size, const char *b, size_t b_size, unsigned most)
{
    uint32_t left[EDITS_WORD_MAX], right[EDITS_WORD_MAX];
    unsigned d[EDITS_WORD_MAX + 1][EDITS_WORD_MAX + 1];
    const size_t m = characters(a, a_size, left), n = characters(b, b_size, right);
    for (unsigned i = 0; i <= m; i++)
        d[i][0] = i;
    for (unsigned j = 0; j <= n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            const unsigned change = d[i - 1][j - 1] + (left[i - 1] != right[j - 1]);
            d[i][j] = least(change, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return least(d[m][n], most + 1);
}
