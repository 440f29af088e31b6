/* oracle.c - see oracle.h. */
#include "tests/unit/oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/glass_block.h"
#include "tests/unit/scratch.h"

/* Debian's Python, which has Debian's module. */
#define PYTHON "/usr/bin/python3"

/* The first documents are small: Xapian notices only after ten entries that they come in order, and
 * would split a leaf that is full before that in the middle. */
static const char builder[] =
    "import random, sys, xapian\n"
    "r = random.Random(int(sys.argv[2]))\n"
    "db = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE)\n"
    "words = [''.join(r.choice('abcdefgh') for _ in range(r.randint(1, 9))) for _ in range(4000)]\n"
    "for i in range(1500):\n"
    "    d = xapian.Document()\n"
    "    at = 0\n"
    "    for _ in range(int(r.expovariate(1 / 90))):\n"
    "        at += r.randint(1, 4)\n"
    "        d.add_posting(words[min(int(r.expovariate(1 / 400)), 3999)], at)\n"
    "    for word in ('the', 'of', 'and', 'to', 'in'): d.add_posting(word, at + 1, r.choice((1, 1, "
    "200)))\n"
    "    d.add_boolean_term(b'Q%d' % i)\n"
    "    if i % 50 == 0: d.add_term(bytes(r.choice(b'ab\\0') for _ in range(r.randint(1, 80))))\n"
    "    if i % 70 == 0: d.add_term(b'x' * 240 + b'%d' % i)\n"
    "    for slot in (0, 3, 127, 128, 300): \n"
    "        if r.random() < .5: d.add_value(slot, b'%d' % r.randint(0, 10 ** r.randint(1, 7)))\n"
    "    kind = r.random() if i > 20 else .5\n"
    "    size = int(r.expovariate(1 / 900)) if kind < .97 and i > 20 else 30 if i <= 20 else "
    "r.randint(2000, 60000)\n"
    "    if kind < .2: d.set_data(r.randbytes(size))\n"
    "    elif kind < .98: d.set_data(' '.join(r.choice(words) for _ in range(size // 6)))\n"
    "    db.add_document(d)\n"
    "db.set_metadata('size', 'm' * 5000)\n"
    "db.commit()\n";

static int run(const char *command)
{
    fflush(NULL);
    return system(command);
}

bool oracle_available(void)
{
    return !run("command -v xapian-compact xapian-check >/dev/null && " PYTHON
                " -c 'import xapian' 2>/dev/null");
}

void oracle_run(const char *directory, const char *script, const char *argument)
{
    char command[4096];
    const char *path = scratch_write(directory, "script.py", script, strlen(script));
    snprintf(command, sizeof command, "cd '%s' && " PYTHON " '%s' %s", directory, path, argument);
    assert_int_equal(run(command), 0);
}

void oracle_build(const char *directory, unsigned seed, unsigned block_size)
{
    char command[4096];
    snprintf(command, sizeof command, "cd '%s' && rm -rf db compact", directory);
    assert_int_equal(run(command), 0);
    snprintf(command, sizeof command, "db %u", seed);
    oracle_run(directory, builder, command);
    snprintf(command, sizeof command, "cd '%s' && xapian-compact -q -b %u db compact", directory,
             block_size);
    assert_int_equal(run(command), 0);
}

void oracle_check(const char *path)
{
    char command[4096];
    snprintf(command, sizeof command,
             "out=$(xapian-check '%s' 2>&1) || { echo \"$out\" >&2; false; }", path);
    assert_int_equal(run(command), 0);
}

static uint8_t *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(*size + 1);
    assert_int_equal(fread(data, 1, *size, file), *size);
    fclose(file);
    return data;
}

static size_t item_size(const uint8_t *item, unsigned level)
{
    if (level) return BRANCH_HEAD + item[BRANCH_HEAD - 1] + PIECE_SIZE;
    return LEAF_HEAD + (get_u16(item) & LEAF_SIZE);
}

/* Two blocks hold the same: what lies where no item is, Xapian doesn't clear. */
static void assert_same_block(const uint8_t *ours, const uint8_t *theirs, size_t number)
{
    unsigned dir_end = get_u16(theirs + BLOCK_DIR_END), level = theirs[BLOCK_LEVEL];
    if (get_u32(ours) != get_u32(theirs) || ours[BLOCK_LEVEL] != level ||
        get_u16(ours + BLOCK_TOTAL_FREE) != get_u16(theirs + BLOCK_TOTAL_FREE) ||
        get_u16(ours + BLOCK_DIR_END) != dir_end)
        fail_msg("block %zu begins differently", number);
    for (unsigned slot = BLOCK_DIRECTORY; slot < dir_end; slot += BLOCK_SLOT) {
        const uint8_t *a = ours + get_u16(ours + slot), *b = theirs + get_u16(theirs + slot);
        if ((!level && a - ours != b - theirs) || item_size(a, level) != item_size(b, level) ||
            memcmp(a, b, item_size(a, level)))
            fail_msg("block %zu, level %u, differs in its item %u", number, level,
                     (slot - BLOCK_DIRECTORY) / BLOCK_SLOT);
    }
}

void oracle_assert_same_table(const char *ours_path, const char *theirs_path, uint32_t block_size)
{
    size_t ours_size, theirs_size;
    uint8_t *ours = read_whole(ours_path, &ours_size),
            *theirs = read_whole(theirs_path, &theirs_size);
    assert_int_equal(ours_size, theirs_size);
    for (size_t at = 0; at < ours_size; at += block_size)
        assert_same_block(ours + at, theirs + at, at / block_size);
    free(ours);
    free(theirs);
}
