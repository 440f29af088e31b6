/* test_recode.c - all entries of a database that Xapian made, decoded and coded again by ours, make the same
 * tables block for block. Needs Xapian's tools and python3-xapian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/keys.h"
#include "indexer/eights.h"
#include "indexer/glass.h"
#include "indexer/postings.h"
#include "indexer/termlist.h"
#include "indexer/values.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_deflate.h"

enum {
    TAG_MAX = 1 << 20,
    BLOCK_SIZE = 8192,
};

static struct glass_table *table;
static uint8_t deflated[TAG_MAX];
static struct posting_writer postings;
static struct value_writer values;
static uint8_t key[KEY_ROOM];

static void ok(nsearch_status status)
{
    assert_int_equal(status, NSEARCH_OK);
}

static void add(size_t key_size, const void *tag, size_t size)
{
    struct glass_tag packed = {tag, size, false};
    assert_true(size <= TAG_MAX);
    const size_t less = size > GLASS_COMPRESS_MIN ? xapian_deflate(tag, size, deflated) : 0;
    if (less) packed = (struct glass_tag){deflated, less, true};
    ok(glass_table_add_tag(table, key, key_size, &packed, NULL));
}

/* ---- The postlist table --------------------------------------------------------------------------- */

static void recode_postings(const struct glass_entry *entry)
{
    bool lengths = key_kind(entry->key, entry->key_size) == KEY_KIND_LENGTHS, last;
    struct posting *list = malloc(posting_chunk_room(entry->tag.size) * sizeof *list);
    struct posting_chunk chunk;
    uint8_t term[GLASS_KEY_MAX];
    const uint8_t *at = entry->key;
    size_t size;
    uint32_t docid = 0;
    if (lengths)
        assert_true(split_lengths_key(entry->key, entry->key_size, &docid));
    else
        assert_true(split_term_key(entry->key, entry->key_size, &size, &docid));
    assert_true(posting_chunk_get(entry->tag.data, entry->tag.size, docid, &chunk, list));
    for (size_t i = 0; i < chunk.posting_count; i++)
        posting_writer_add(&postings, list[i].docid, list[i].wdf);
    free(list);
    if (!chunk.last) return;
    if (lengths) {
        ok(posting_writer_finish_lengths(&postings, table, NULL));
        return;
    }
    assert_true(glass_get_escstring(&at, at + entry->key_size, term, &size, &last));
    ok(posting_writer_finish(&postings, table, term, size, NULL));
}

static void recode_values(const struct glass_entry *entry)
{
    const uint8_t *at = entry->tag.data, *end = at + entry->tag.size, *value;
    uint32_t slot = 0, docid = 0;
    size_t size;
    assert_true(split_values_key(entry->key, entry->key_size, &slot, &docid));
    if (slot != values.slot) {
        ok(value_writer_finish(&values, NULL));
        value_writer_release(&values);
        value_writer_init(&values, table, slot);
    }
    for (bool first = true; at < end; first = false) {
        assert_true(value_chunk_next(&at, end, first, &docid, &value, &size));
        ok(value_writer_add(&values, docid, value, size, NULL));
    }
}

static void recode_statistics(const struct glass_entry *entry)
{
    struct value_bounds bounds;
    struct value_stats stats;
    uint32_t slot = 0;
    assert_true(split_statistics_key(entry->key, entry->key_size, &slot));
    assert_true(value_bounds_get(entry->tag.data, entry->tag.size, &bounds));
    value_stats_init(&stats);
    value_stats_add(&stats, bounds.high, bounds.high_size);
    value_stats_add(&stats, bounds.low, bounds.low_size);
    stats.count = bounds.count;
    ok(value_stats_finish(&stats, table, slot, NULL));
    value_stats_release(&stats);
}

static void recode_postlist(const struct glass_entry *entry)
{
    uint8_t kind = key_kind(entry->key, entry->key_size);
    if (kind != KEY_KIND_VALUES) ok(value_writer_finish(&values, NULL));
    switch (kind) {
    case KEY_KIND_METADATA:
        ok(glass_table_add_tag(table, entry->key, entry->key_size, &entry->tag, NULL));
        break;
    case KEY_KIND_STATISTICS: recode_statistics(entry); break;
    case KEY_KIND_VALUES: recode_values(entry); break;
    default: recode_postings(entry);
    }
}

/* ---- The others ----------------------------------------------------------------------------------- */

static void recode_terms(struct buf *text, struct buf *out)
{
    struct termlist list;
    struct arena arena;
    size_t count = 0;
    arena_init(&arena);
    assert_true(termlist_open(&list, (const uint8_t *)text->data, text->size));
    struct termlist_term *terms = calloc(list.count + 1, sizeof *terms);
    for (; list.left; count++) {
        assert_true(termlist_next(&list));
        char *copy = arena_alloc(&arena, eights_room(list.term_size));
        memcpy(copy, list.term, list.term_size);
        terms[count] = (struct termlist_term){copy, list.term_size, list.wdf};
    }
    assert_true(termlist_at_end(&list));
    assert_int_equal(termlist_put(out, terms, count), list.length);
    free(terms);
    arena_release(&arena);
}

static void recode_termlist(const struct glass_entry *entry)
{
    struct buf text, out;
    uint32_t docid = 0, list[16], slot = UINT32_MAX;
    bool slots = false;
    buf_init(&text);
    buf_init(&out);
    assert_true(split_docid_key(entry->key, entry->key_size, &docid, &slots));
    ok(glass_inflate(&entry->tag, TAG_MAX, &text, NULL));
    if (slots) {
        const uint8_t *at = (const uint8_t *)text.data, *end = at + text.size;
        size_t count = 0;
        for (; at < end; list[count++] = slot)
            assert_true(termlist_next_slot(&at, end, &slot));
        termlist_put_slots(&out, list, count);
    } else {
        recode_terms(&text, &out);
    }
    add(slots ? slots_key(key, docid) : docid_key(key, docid), out.data, out.size);
    buf_release(&text);
    buf_release(&out);
}

static void recode_docdata(const struct glass_entry *entry)
{
    struct buf text;
    uint32_t docid = 0;
    bool slots = false;
    buf_init(&text);
    assert_true(split_docid_key(entry->key, entry->key_size, &docid, &slots));
    ok(glass_inflate(&entry->tag, TAG_MAX, &text, NULL));
    add(docid_key(key, docid), text.data, text.size);
    buf_release(&text);
}

static void recode_position(const struct glass_entry *entry)
{
    uint8_t term[GLASS_KEY_MAX];
    const uint8_t *at = entry->key, *end = at + entry->key_size;
    uint32_t docid = 0;
    size_t size;
    struct glass_positions read;
    bool last;
    assert_true(glass_get_escstring(&at, end, term, &size, &last) && !last);
    assert_true(glass_get_sortint(&at, end, &docid));
    assert_true(glass_open_positions(entry->tag.data, entry->tag.size, &read));
    uint32_t *positions = malloc(read.count * sizeof *positions);
    uint8_t *tag = malloc(glass_positions_room(read.count));
    assert_true(glass_read_positions(&read, positions));
    size_t key_size = term_docid_key(key, term, size, docid);
    size_t tag_size = (size_t)(glass_put_positions(tag, positions, read.count) - tag);
    ok(glass_table_add(table, key, key_size, tag, tag_size, NULL));
    free(positions);
    free(tag);
}

/* ---- All ------------------------------------------------------------------------------------------ */

typedef void recoder(const struct glass_entry *entry);

static void recode_table(const char *from, const char *to, const struct glass_root *root,
                         recoder *recode)
{
    struct glass_reader *reader;
    struct glass_root out;
    const struct glass_entry *entry;
    ok(glass_reader_open(from, root, 1, &reader, NULL));
    ok(glass_table_create(to, NULL, &table, NULL));
    while (!glass_reader_next(reader, &entry, NULL) && entry)
        recode(entry);
    ok(glass_table_finish(table, &out, NULL));
    assert_int_equal(out.entries, root->entries);
    glass_table_free(table);
    glass_reader_free(reader);
}

static void test_database_decoded_and_coded_again_is_the_same(void **state)
{
    if (!oracle_available()) skip();
    static recoder *const recoders[GLASS_TABLE_COUNT] = {recode_postlist, recode_docdata,
                                                         recode_termlist, recode_position};
    struct glass_version version;
    char compact[512];
    snprintf(compact, sizeof compact, "%s/compact", (const char *)*state);
    oracle_build(*state, 4, BLOCK_SIZE);
    ok(glass_version_read(compact, &version, NULL));
    posting_writer_init(&postings);
    value_writer_init(&values, NULL, UINT32_MAX);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++) {
        if (!recoders[i]) continue;
        const char *theirs = scratch_path(compact, glass_table_name(i)),
                   *ours = scratch_path(*state, "ours");
        recode_table(theirs, ours, &version.roots[i], recoders[i]);
        oracle_assert_same_table(ours, theirs, BLOCK_SIZE);
    }
    posting_writer_release(&postings);
    value_writer_release(&values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_database_decoded_and_coded_again_is_the_same,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
