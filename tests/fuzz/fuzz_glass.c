/* fuzz_glass.c - tables of entries that the input makes, written, read back and compared; then the same
 * table with bytes that the input changes, which may be refused but not misread.
 *
 * The first byte chooses the block size, the second how many changes (offset 3, byte 1) stand at the end;
 * what is between are entries: key grows by (byte, letter), tag size 2. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexer/glass.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    ENTRIES_MAX = 2000,
    TAG_BYTES = 1 << 16
};

static struct entry {
    uint8_t key[GLASS_KEY_MAX];
    size_t key_size, tag_size;
    bool deflated;
} entries[ENTRIES_MAX];
static uint8_t tag_bytes[TAG_BYTES];
static char path[64]; /* of a file in memory */
static int file;

static void start(void)
{
    if (file) return;
    file = memfd_create("table", 0);
    if (file < 0) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    for (size_t i = 0; i < sizeof tag_bytes; i++)
        tag_bytes[i] = (uint8_t)(i * 2654435761u >> 13);
}

static int compare(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->key_size < y->key_size ? x->key_size : y->key_size);
    return order ? order : (x->key_size > y->key_size) - (x->key_size < y->key_size);
}

/* Takes entries of 4 bytes: each key is the one before, cut, with a letter added. */
static size_t make_entries(const uint8_t *at, const uint8_t *end)
{
    size_t count = 0, kept = 0;
    for (; end - at >= 4 && count < ENTRIES_MAX; at += 4, count++) {
        struct entry *entry = &entries[count];
        *entry = count ? entries[count - 1] : (struct entry){.key_size = 0};
        size_t keep = at[0] % GLASS_KEY_MAX;
        if (keep < entry->key_size) entry->key_size = keep;
        if (entry->key_size == GLASS_KEY_MAX) entry->key_size--;
        entry->key[entry->key_size++] = at[1];
        entry->tag_size = at[3] & 1 ? at[2] : (size_t)(at[3] << 8 | at[2]);
        entry->deflated = at[3] & 2;
    }
    if (count) qsort(entries, count, sizeof *entries, compare);
    for (size_t i = 0; i < count; i++)
        if (!i || compare(&entries[kept - 1], &entries[i])) entries[kept++] = entries[i];
    return kept;
}

static struct glass_root write_entries(size_t count, uint32_t block_size)
{
    struct glass_options options = {.block_size = block_size};
    struct glass_table *table;
    struct glass_root root;
    if (glass_table_create(path, &options, &table, NULL)) abort();
    for (size_t i = 0; i < count; i++) {
        struct glass_tag tag = {tag_bytes, entries[i].tag_size, entries[i].deflated};
        if (glass_table_add_tag(table, entries[i].key, entries[i].key_size, &tag, NULL)) abort();
    }
    if (count &&
        !glass_table_add(table, entries[count - 1].key, entries[count - 1].key_size, "", 0, NULL))
        abort();
    if (glass_table_finish(table, &root, NULL) || root.entries != count) abort();
    glass_table_free(table);
    return root;
}

/* Reads the table to its end. All entries must be as they were, or, if it was changed, ascend. */
static nsearch_status read_entries(const struct glass_root *root, size_t count, bool changed)
{
    struct glass_reader *reader;
    const struct glass_entry *got;
    struct entry last = {.key_size = 0};
    nsearch_status status = glass_reader_open(path, root, 1, &reader, NULL);
    if (status) return status;
    size_t i = 0;
    for (; !(status = glass_reader_next(reader, &got, NULL)) && got; i++) {
        struct entry now = {.key_size = got->key_size};
        if (got->key_size < 1 || got->key_size > GLASS_KEY_MAX) abort();
        memcpy(now.key, got->key, got->key_size);
        if (i && compare(&last, &now) >= 0) abort();
        last = now;
        bool same = !compare(&now, &entries[i]) && got->tag.size == entries[i].tag_size &&
                    got->tag.deflated == entries[i].deflated &&
                    !memcmp(got->tag.data, tag_bytes, got->tag.size);
        if (!changed && !same) abort();
    }
    glass_reader_free(reader);
    if (!status && i != count) abort();
    return status;
}

/* Reads what can be read of a changed table without its tree, front to back and entry by entry. */
static void read_leaves(const struct glass_root *root, size_t count)
{
    struct glass_reader *reader;
    const struct glass_entry *got;
    nsearch_status status = glass_reader_open(path, root, 1, &reader, NULL);
    if (status) abort();
    while ((status = glass_reader_next(reader, &got, NULL)) || got)
        if (status && status != NSEARCH_DAMAGED) abort();
    for (size_t i = 0; i < count; i++)
        glass_reader_find(reader, entries[i].key, entries[i].key_size, &got, NULL);
    glass_reader_free(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    start();
    size_t changes = data[1] % 8;
    if (size < 2 + 4 * changes) return 0;
    const uint8_t *end = data + size - 4 * changes;
    uint32_t block_size = (uint32_t)GLASS_BLOCK_SIZE_MIN << data[0] % 6;
    size_t count = make_entries(data + 2, end);
    struct glass_root root = write_entries(count, block_size);
    const struct glass_root leaves = {.gathered = true, .block_size = block_size};
    if (read_entries(&root, count, false) || read_entries(&leaves, count, false)) abort();
    off_t file_size = lseek(file, 0, SEEK_END);
    for (; changes; changes--, end += 4) {
        off_t at = (off_t)((end[0] << 16 | end[1] << 8 | end[2]) % file_size);
        if (pwrite(file, end + 3, 1, at) != 1) abort();
        nsearch_status status = read_entries(&root, count, true);
        if (status && status != NSEARCH_DAMAGED) abort();
        read_leaves(&leaves, count);
    }
    root.sequential = false;
    read_entries(&root, count, true);
    return 0;
}
