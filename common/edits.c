/* edits.c - see edits.h. */
#include "common/edits.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

/* Characters of a word, and which there are: a bit for those with the same last 6 bits. */
struct letters {
    uint32_t codes[EDITS_WORD_MAX];
    size_t count;
    uint64_t set;
};

static void read_letters(const char *text, size_t size, struct letters *out)
{
    out->count = 0;
    out->set = 0;
    for (size_t at = 0; at < size && out->count < EDITS_WORD_MAX;) {
        uint32_t code = (unsigned char)text[at];
        const size_t step = code < 0x80 ? 1 : utf8_decode(text + at, size - at, &code);
        at += step ? step : 1;
        out->codes[out->count++] = code;
        out->set |= UINT64_C(1) << (code & 63);
    }
}

static bool is_ascii(const char *text, size_t size)
{
    unsigned char all = 0;
    for (size_t i = 0; i < size; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

/* Whether their sizes alone say so: nothing has more characters than bytes, and what is ASCII has as many. */
static bool differ_in_size(const char *a, size_t a_size, const char *b, size_t b_size,
                           unsigned most)
{
    if (a_size > EDITS_WORD_MAX || b_size > EDITS_WORD_MAX) return false;
    return a_size > b_size ? a_size - b_size > most && is_ascii(a, a_size)
                           : b_size - a_size > most && is_ascii(b, b_size);
}

/* An edit takes one character at most out of those that only one of the words has. */
static bool may_be_near(const struct letters *a, const struct letters *b, unsigned most)
{
    const size_t difference = a->count > b->count ? a->count - b->count : b->count - a->count;
    return difference <= most && (unsigned)__builtin_popcountll(a->set & ~b->set) <= most &&
           (unsigned)__builtin_popcountll(b->set & ~a->set) <= most;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Row i of the matrix of distances of all beginnings of `a` to all of `b`, from the two rows in front of it. Returns
 * the least in it. */
static unsigned fill_row(const uint32_t *a, size_t i, const uint32_t *b, size_t n,
                         const unsigned *before, const unsigned *last, unsigned *row)
{
    unsigned smallest = row[0] = (unsigned)i;
    for (size_t j = 1; j <= n; j++) {
        const unsigned change = last[j - 1] + (a[i - 1] != b[j - 1]);
        row[j] = least(change, least(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], before[j - 2] + 1);
        smallest = least(smallest, row[j]);
    }
    return smallest;
}

/* Given up when nothing below two rows can be near. */
static unsigned measure(const uint32_t *a, size_t m, const uint32_t *b, size_t n, unsigned most)
{
    unsigned rows[3][EDITS_WORD_MAX + 1] = {{0}}, smallest = 0;
    for (unsigned j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        const unsigned above = smallest;
        smallest = fill_row(a, i, b, n, rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]);
        if (smallest > most && above >= most) return most + 1;
    }
    return least(rows[m % 3][n], most + 1);
}

unsigned edits_between(const char *a, size_t a_size, const char *b, size_t b_size, unsigned most)
{
    struct letters left, right;
    if (differ_in_size(a, a_size, b, b_size, most)) return most + 1;
    read_letters(a, a_size, &left);
    read_letters(b, b_size, &right);
    if (!may_be_near(&left, &right, most)) return most + 1;
    size_t start = 0, m = left.count, n = right.count;
    while (m && n && left.codes[m - 1] == right.codes[n - 1])
        m--, n--;
    while (start < m && start < n && left.codes[start] == right.codes[start])
        start++;
    return measure(left.codes + start, m - start, right.codes + start, n - start, most);
}
