/* merging.c - see merging.h. */
#include "tests/unit/merging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/glass.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

enum {
    WORD_COUNT = 700,
    DATA_MAX = 30000,
    TAG_MAX = 1 << 20
};

static uint64_t next_random(uint64_t *state) /* splitmix64, Vigna 2015 */
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint32_t below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)(next_random(state) % limit);
}

/* ---- Documents ------------------------------------------------------------------------------------ */

/* A word, the low numbers most often. */
static size_t make_word(uint64_t *state, char *out, size_t room)
{
    const uint32_t number = below(state, 1 + below(state, WORD_COUNT));
    return (size_t)snprintf(out, room, "%c%u", "aetZS"[number % 5], number * number);
}

static void put_words(struct xapian_writer *writer, uint64_t *state)
{
    char word[32];
    const uint32_t count = below(state, 4) ? below(state, 60) : 0;
    for (uint32_t i = 0, at = 1; i < count; i++, at += 1 + below(state, 5)) {
        const size_t size = make_word(state, word, sizeof word);
        assert_int_equal(xapian_writer_posting(writer, word, size, at, 1, NULL), NSEARCH_OK);
    }
    const uint32_t often = below(state, 10) ? 1 : 1 + below(state, 100000);
    assert_int_equal(xapian_writer_term(writer, "every", 5, often, NULL), NSEARCH_OK);
    if (below(state, 5)) return;
    const size_t size = make_word(state, word, sizeof word);
    word[size / 2] = 0;
    assert_int_equal(xapian_writer_posting(writer, word, size, 7, 1, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_term(writer, "\0", 1 + below(state, 2), 0, NULL), NSEARCH_OK);
}

static void put_values(struct xapian_writer *writer, uint64_t *state)
{
    static const unsigned slots[] = {0, 1, 127, 128, 255, 256, 70000};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        char value[16];
        if (below(state, 2)) continue;
        const int size = snprintf(value, sizeof value, "%u", 1 + below(state, 99999999));
        assert_int_equal(xapian_writer_value(writer, slots[i], value, (size_t)size, NULL),
                         NSEARCH_OK);
    }
}

static size_t make_data(uint64_t *state, char *data)
{
    const size_t size = below(state, below(state, 20) ? 400 : DATA_MAX);
    const bool random = !below(state, 4);
    for (size_t i = 0; i < size; i++)
        data[i] = random ? (char)next_random(state) : (char)('a' + below(state, 6));
    return below(state, 8) ? size : 0;
}

static void put_document(struct xapian_writer *writer, unsigned seed, uint32_t number)
{
    static char data[DATA_MAX];
    uint64_t state = (uint64_t)seed << 32 | number;
    char unique[256];
    int size = snprintf(unique, sizeof unique, "Q%u", number);
    if (!below(&state, 40)) size = snprintf(unique, sizeof unique, "Q%0240u", number);
    xapian_writer_start(writer);
    if (below(&state, 20)) {
        put_words(writer, &state);
        put_values(writer, &state);
    }
    const size_t data_size = make_data(&state, data);
    bool replaced;
    assert_int_equal(
        xapian_writer_put(writer, unique, (size_t)size, data, data_size, &replaced, NULL),
        NSEARCH_OK);
    assert_false(replaced);
}

void merging_build(const char *path, unsigned seed, const uint32_t *numbers, size_t count)
{
    struct xapian_writer *writer;
    nsearch_error error;
    if (xapian_writer_create(path, &writer, &error)) fail_msg("%s", error.message);
    for (size_t i = 0; i < count; i++)
        put_document(writer, seed, numbers[i]);
    assert_int_equal(xapian_writer_metadata(writer, "schema", "1", NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

void merging_build_range(const char *path, unsigned seed, uint32_t first, uint32_t last)
{
    const size_t count = last + 1 - first;
    uint32_t *numbers = malloc((count + 1) * sizeof *numbers);
    assert_non_null(numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = first + (uint32_t)i;
    merging_build(path, seed, numbers, count);
    free(numbers);
}

uint32_t *merging_choose(unsigned seed, uint32_t last, unsigned every, size_t *count)
{
    uint32_t *docids = malloc((last + 1) * sizeof *docids);
    uint64_t state = seed;
    assert_non_null(docids);
    *count = 0;
    for (uint32_t docid = 1; docid <= last; docid++)
        if (!below(&state, every)) docids[(*count)++] = docid;
    return docids;
}

/* ---- Comparing ------------------------------------------------------------------------------------ */

static struct glass_reader *open_table(const char *path, const struct glass_version *version,
                                       size_t table)
{
    struct glass_reader *reader;
    nsearch_error error;
    if (glass_reader_open(scratch_path(path, glass_table_name(table)), &version->roots[table],
                          version->revision, &reader, &error))
        fail_msg("%s", error.message);
    return reader;
}

static const struct glass_entry *next_entry(struct glass_reader *reader, struct buf *text)
{
    const struct glass_entry *entry;
    nsearch_error error;
    if (glass_reader_next(reader, &entry, &error)) fail_msg("%s", error.message);
    buf_reset(text);
    if (!entry) return NULL;
    if (!entry->tag.deflated)
        buf_add(text, entry->tag.data, entry->tag.size);
    else if (glass_inflate(&entry->tag, TAG_MAX, text, &error))
        fail_msg("%s", error.message);
    return entry;
}

static void assert_same_table(struct glass_reader *ours, struct glass_reader *theirs, size_t table)
{
    struct buf a, b;
    buf_init(&a);
    buf_init(&b);
    for (size_t i = 0;; i++) {
        const struct glass_entry *left = next_entry(ours, &a), *right = next_entry(theirs, &b);
        if (!left && !right) break;
        if (!left || !right || left->key_size != right->key_size ||
            memcmp(left->key, right->key, left->key_size))
            fail_msg("%s: entry %zu has another key", glass_table_name(table), i);
        if (a.size != b.size || memcmp(a.data, b.data, a.size))
            fail_msg("%s: entry %zu has another tag", glass_table_name(table), i);
    }
    buf_release(&a);
    buf_release(&b);
}

static void assert_same_stats(const struct glass_stats *ours, const struct glass_stats *theirs)
{
    assert_int_equal(ours->document_count, theirs->document_count);
    assert_int_equal(ours->last_docid, theirs->last_docid);
    assert_int_equal(ours->length_min, theirs->length_min);
    assert_int_equal(ours->length_max, theirs->length_max);
    assert_int_equal(ours->wdf_max, theirs->wdf_max);
    assert_int_equal(ours->length_total, theirs->length_total);
}

void merging_assert_same(const char *ours, const char *theirs)
{
    struct glass_version a, b;
    assert_int_equal(glass_version_read(ours, &a, NULL), NSEARCH_OK);
    assert_int_equal(glass_version_read(theirs, &b, NULL), NSEARCH_OK);
    for (size_t table = 0; table < GLASS_TABLE_COUNT; table++) {
        struct glass_reader *left = open_table(ours, &a, table);
        struct glass_reader *right = open_table(theirs, &b, table);
        assert_same_table(left, right, table);
        glass_reader_free(left);
        glass_reader_free(right);
    }
    assert_same_stats(&a.stats, &b.stats);
}

static void assert_same_file(const char *ours, const char *theirs)
{
    static char left[1 << 16], right[1 << 16];
    FILE *a = fopen(ours, "rb"), *b = fopen(theirs, "rb");
    size_t size = sizeof left;
    if (!a || !b) fail_msg("no %s, or not the other", ours);
    for (size_t at = 0; size == sizeof left; at += size) {
        size = fread(left, 1, sizeof left, a);
        if (fread(right, 1, sizeof right, b) != size || memcmp(left, right, size))
            fail_msg("%s differs after %zu", ours, at);
    }
    fclose(a);
    fclose(b);
}

void merging_assert_same_files(const char *ours, const char *theirs)
{
    for (size_t table = GLASS_POSTLIST; table <= GLASS_POSITION; table++) {
        const char *name = glass_table_name(table);
        assert_same_file(scratch_path(ours, name), scratch_path(theirs, name));
    }
}
