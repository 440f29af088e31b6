/* table.h - a glass table, written in a test's directory and read back. To be included after cmocka.h. */
#ifndef TESTS_UNIT_TABLE_H
#define TESTS_UNIT_TABLE_H

#include "indexer/glass.h"
#include "tests/unit/scratch.h"

static inline struct glass_table *create(void **state)
{
    struct glass_table *table;
    assert_int_equal(glass_table_create(scratch_path(*state, "t"), NULL, &table, NULL), NSEARCH_OK);
    return table;
}

/* Finishes the table; what is read from it again. */
static inline struct glass_reader *read_back(void **state, struct glass_table *table)
{
    struct glass_root root;
    struct glass_reader *reader;
    assert_int_equal(glass_table_finish(table, &root, NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(glass_reader_open(scratch_path(*state, "t"), &root, 1, &reader, NULL),
                     NSEARCH_OK);
    return reader;
}

static inline const struct glass_entry *next(struct glass_reader *reader)
{
    const struct glass_entry *entry;
    assert_int_equal(glass_reader_next(reader, &entry, NULL), NSEARCH_OK);
    return entry;
}

/* Of two string literals, which may hold zero bytes. */
#define assert_entry(entry, key_text, tag_text)                                                    \
    assert_entry_is(entry, key_text, sizeof(key_text) - 1, tag_text, sizeof(tag_text) - 1)

static inline void assert_entry_is(const struct glass_entry *entry, const char *key,
                                   size_t key_size, const char *tag, size_t tag_size)
{
    assert_non_null(entry);
    assert_int_equal(entry->key_size, key_size);
    assert_memory_equal(entry->key, key, key_size);
    assert_int_equal(entry->tag.size, tag_size);
    assert_memory_equal(entry->tag.data, tag, tag_size);
}

#endif
