/* archive_kind.c - see archive_kind.h. */
#include "common/readers/archive_kind.h"

#include <stdbool.h>
#include <string.h>

/* The head of a tar's first member: a block with the sum of its own bytes, those of the sum itself taken as spaces. */
enum {
    TAR_BLOCK = 512,
    TAR_SUM = 148,
    TAR_SUM_SIZE = 8
};

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* The octal digits of the sum, between spaces; -1 if there are none. */
static long stated_sum(const char *field)
{
    size_t at = 0;
    long sum = 0;
    while (at < TAR_SUM_SIZE && field[at] == ' ')
        at++;
    if (at == TAR_SUM_SIZE || !is_octal(field[at])) return -1;
    for (; at < TAR_SUM_SIZE && is_octal(field[at]); at++)
        sum = sum * 8 + (field[at] - '0');
    return sum;
}

static bool is_tar(const char *head, size_t size)
{
    long sum = 0;
    if (size < TAR_BLOCK || !*head) return false;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += i - TAR_SUM < TAR_SUM_SIZE ? ' ' : (unsigned char)head[i];
    return sum == stated_sum(head + TAR_SUM);
}

/* "BZh9" and the digits of pi, by which a block begins. */
static bool is_bzip2(const char *head, size_t size)
{
    return size >= 10 && !memcmp(head, "BZh", 3) && !memcmp(head + 4, "1AY&SY", 6);
}

const char *archive_kind(const char *head, size_t size)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *kind;
    } kinds[] = {{"PK\3\4", 4, "a zip archive"},
                 {"PK\5\6", 4, "a zip archive"},
                 {"PK00PK\3\4", 8, "a zip archive"},
                 {"\xFD\x37zXZ\0", 6, "packed with xz"},
                 {"\x28\xB5\x2F\xFD", 4, "packed with zstd"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (size >= kinds[i].size && !memcmp(head, kinds[i].magic, kinds[i].size))
            return kinds[i].kind;
    if (is_bzip2(head, size)) return "packed with bzip2";
    return is_tar(head, size) ? "a tar archive" : NULL;
}
