/* test_term_walk.c - common/term_walk.c and word_list.c: the terms of segments as Xapian shows them, whatever bytes they are of and
 * however long their lists, and tables that are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/term_walk.h"
#include "common/word_list.h"
#include "indexer/glass.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    SEGMENTS_MAX = 4,
    DOCUMENTS_MAX = 3500, /* in a segment: lists of up to four chunks */
    TERMS = 300,
    TERM_SIZE_MAX = 200,
};

struct term {
    char text[TERM_SIZE_MAX];
    size_t size;
    uint32_t one_of; /* documents, of which one has it */
};

struct fixture {
    void *directory;
    struct term terms[TERMS];
    char *paths[SEGMENTS_MAX];
    struct table *tables[SEGMENTS_MAX];
    size_t count;
    struct buf ours, theirs;
};

/* ---- Databases ----------------------------------------------------------------------------------- */

/* Of few different bytes, so that many begin with others; some so long that the chunks of their lists are cut in
 * pieces. Every fourth is in most documents. */
static struct term any_term(unsigned number)
{
    static const char bytes[] = {'\0', '\0', '\1', 'a', 'b', 'S', 'Z', '\xfe', '\xff'};
    struct term term = {.one_of = number % 4 ? 1 + below(2000) : 1 + below(2)};
    term.size = number % 10 ? 1 + below(6) : TERM_SIZE_MAX / 2 + below(20);
    for (size_t i = 0; i < term.size; i++)
        term.text[i] = bytes[below(sizeof bytes)];
    return term;
}

static void write_segment(const struct fixture *fixture, const char *path)
{
    struct xapian_writer *writer;
    const uint32_t documents = below(10) ? 1 + below(DOCUMENTS_MAX) : 0;
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_metadata(writer, "key", "value", NULL), NSEARCH_OK);
    for (uint32_t docid = 1; docid <= documents; docid++) {
        char id[16];
        bool replaced;
        const int size = snprintf(id, sizeof id, "Q%u", docid);
        xapian_writer_start(writer);
        for (const struct term *term = fixture->terms; term < fixture->terms + TERMS; term++)
            if (!below(term->one_of))
                assert_int_equal(xapian_writer_term(writer, term->text, term->size, 1, NULL),
                                 NSEARCH_OK);
        assert_int_equal(xapian_writer_value(writer, 3, "value", 5, NULL), NSEARCH_OK);
        assert_int_equal(xapian_writer_put(writer, id, (size_t)size, "", 0, &replaced, NULL),
                         NSEARCH_OK);
    }
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

static void open_segment(struct fixture *fixture, size_t index)
{
    struct glass_version version;
    nsearch_error error;
    assert_int_equal(glass_version_read(fixture->paths[index], &version, &error), NSEARCH_OK);
    assert_int_equal(table_open(fixture->paths[index], &version, GLASS_POSTLIST,
                                &fixture->tables[index], &error),
                     NSEARCH_OK);
}

static int setup(void **state)
{
    static struct fixture fixture;
    if (scratch_setup(&fixture.directory)) return -1;
    seed = any_seed();
    fixture.count = 1 + below(SEGMENTS_MAX);
    for (unsigned i = 0; i < TERMS; i++)
        fixture.terms[i] = any_term(i);
    for (size_t i = 0; i < fixture.count; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        fixture.paths[i] = strdup(scratch_path(fixture.directory, name));
        write_segment(&fixture, fixture.paths[i]);
        open_segment(&fixture, i);
    }
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < fixture->count; i++) {
        table_close(fixture->tables[i]);
        free(fixture->paths[i]);
    }
    buf_release(&fixture->ours);
    buf_release(&fixture->theirs);
    return scratch_teardown(&fixture->directory);
}

/* ---- Walking ------------------------------------------------------------------------------------- */

static bool note(void *context, const char *term, size_t size, uint32_t count)
{
    struct buf *buf = context;
    buf_addf(buf, "%u %zu ", count, size);
    buf_add(buf, term, size);
    return true;
}

static void assert_same_walk(struct fixture *fixture, const char *prefix, size_t size)
{
    nsearch_error error;
    buf_reset(&fixture->ours);
    buf_reset(&fixture->theirs);
    assert_int_equal(
        term_walk(fixture->tables, fixture->count, prefix, size, note, &fixture->ours, &error),
        NSEARCH_OK);
    assert_int_equal(xapian_each_term((const char *const *)fixture->paths, fixture->count, prefix,
                                      size, note, &fixture->theirs, &error),
                     NSEARCH_OK);
    assert_int_equal(fixture->ours.size, fixture->theirs.size);
    assert_memory_equal(fixture->ours.data, fixture->theirs.data, fixture->ours.size);
}

static void test_all_terms_are_shown(void **state)
{
    struct fixture *fixture = *state;
    assert_same_walk(fixture, "", 0);
}

static bool check_count(void *context, const char *term, size_t size, uint32_t count)
{
    /* In other tables than those that are walked over. */
    struct table *const *tables = context;
    char longer[2 * GLASS_KEY_MAX];
    uint32_t found;
    size_t table_count = 0;
    while (tables[table_count])
        table_count++;
    assert_int_equal(term_count(tables, table_count, term, size, &found, NULL), NSEARCH_OK);
    assert_int_equal(found, count);
    memcpy(longer, term, size);
    memcpy(longer + size, "\0no", 3);
    assert_int_equal(term_count(tables, table_count, longer, size + 3, &found, NULL), NSEARCH_OK);
    assert_int_equal(found, 0);
    return true;
}

static void test_a_term_has_as_many_documents_as_a_walk_says(void **state)
{
    struct fixture *fixture = *state;
    struct table *walked[SEGMENTS_MAX], *tables[SEGMENTS_MAX + 1] = {NULL};
    memcpy(walked, fixture->tables, sizeof walked);
    for (size_t i = 0; i < fixture->count; i++) {
        open_segment(fixture, i);
        tables[i] = fixture->tables[i];
    }
    memcpy(fixture->tables, walked, sizeof walked);
    assert_int_equal(term_walk(walked, fixture->count, "", 0, check_count, tables, NULL),
                     NSEARCH_OK);
    for (size_t i = 0; i < fixture->count; i++)
        table_close(tables[i]);
}

static void test_those_with_a_prefix_are_shown(void **state)
{
    struct fixture *fixture = *state;
    for (const struct term *term = fixture->terms; term < fixture->terms + TERMS; term++)
        assert_same_walk(fixture, term->text, 1 + below((uint32_t)term->size));
    for (unsigned byte = 0; byte < 256; byte++) {
        const char prefix[] = {(char)byte, (char)below(256)};
        assert_same_walk(fixture, prefix, 1 + below(2));
    }
}

static void test_no_term_is_too_long_to_be_asked_for(void **state)
{
    static const char prefix[600];
    struct fixture *fixture = *state;
    for (size_t size = 100; size <= sizeof prefix; size += 50)
        assert_same_walk(fixture, prefix, size);
}

static bool note_three(void *context, const char *term, size_t size, uint32_t count)
{
    size_t *left = context;
    (void)term, (void)size, (void)count;
    return --*left;
}

static void test_a_walk_ends_when_told_to(void **state)
{
    struct fixture *fixture = *state;
    size_t left = 1;
    assert_int_equal(term_walk(fixture->tables, fixture->count, "", 0, note_three, &left, NULL),
                     NSEARCH_OK);
    assert_true(left <= 1);
}

/* ---- In memory ----------------------------------------------------------------------------------- */

static void assert_list_shows(struct fixture *fixture, struct word_list *list, const char *prefix,
                              size_t size)
{
    buf_reset(&fixture->ours);
    buf_reset(&fixture->theirs);
    assert_int_equal(word_list_each(list, prefix, size, note, &fixture->ours, NULL), NSEARCH_OK);
    assert_int_equal(
        term_walk(fixture->tables, fixture->count, prefix, size, note, &fixture->theirs, NULL),
        NSEARCH_OK);
    assert_int_equal(fixture->ours.size, fixture->theirs.size);
    assert_memory_equal(fixture->ours.data, fixture->theirs.data, fixture->ours.size);
}

/* Each initial is gone over twice, and kept then if there is room. */
static void assert_list_shows_all(struct fixture *fixture, size_t most)
{
    struct word_list *list;
    assert_int_equal(word_list_create(fixture->tables, fixture->count, most, &list, NULL),
                     NSEARCH_OK);
    for (unsigned round = 0; round < 3; round++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            const char prefix = (char)byte;
            assert_list_shows(fixture, list, &prefix, 1);
        }
        for (const struct term *term = fixture->terms; term < fixture->terms + TERMS; term++) {
            char other[TERM_SIZE_MAX];
            memcpy(other, term->text, term->size);
            other[below((uint32_t)term->size)]++;
            assert_list_shows(fixture, list, term->text, 1 + below((uint32_t)term->size));
            assert_list_shows(fixture, list, other, 1 + below((uint32_t)term->size));
        }
    }
    word_list_free(list);
}

static void test_a_list_shows_the_words_of_a_walk(void **state)
{
    assert_list_shows_all(*state, SIZE_MAX);
}

static void test_what_has_no_room_in_a_list_is_still_shown(void **state)
{
    assert_list_shows_all(*state, 0);
    assert_list_shows_all(*state, 2000);
}

static void test_a_list_ends_when_told_to(void **state)
{
    struct fixture *fixture = *state;
    struct word_list *list;
    assert_int_equal(word_list_create(fixture->tables, fixture->count, SIZE_MAX, &list, NULL),
                     NSEARCH_OK);
    for (unsigned round = 0; round < 3; round++) {
        size_t left = 1;
        assert_int_equal(word_list_each(list, "a", 1, note_three, &left, NULL), NSEARCH_OK);
        assert_true(left <= 1);
    }
    word_list_free(list);
}

/* ---- Damage -------------------------------------------------------------------------------------- */

struct entry {
    const char *key;
    size_t key_size;
    const char *tag;
    size_t tag_size;
};

/* Of string literals, which may hold zero bytes. */
#define ENTRY(key, tag)                                                                            \
    {                                                                                              \
        key, sizeof(key) - 1, tag, sizeof(tag) - 1                                                 \
    }
#define WHOLE "\1\1\0001\0\1" /* in document 1, wdf 1; the last chunk */
#define BEGUN "\2\2\0000\0\1" /* the first of several chunks */
#define ENDED "1\0\1"         /* the last of several */

static nsearch_status walk_over(void **state, const struct entry *entries, size_t count,
                                struct buf *shown, nsearch_error *error)
{
    const struct fixture *fixture = *state;
    const char *path = scratch_path(fixture->directory, "postlist.glass");
    struct glass_version version = {.revision = 1};
    struct glass_table *writer;
    struct table *table;
    assert_int_equal(glass_table_create(path, NULL, &writer, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(glass_table_add(writer, entries[i].key, entries[i].key_size,
                                         entries[i].tag, entries[i].tag_size, NULL),
                         NSEARCH_OK);
    assert_int_equal(glass_table_finish(writer, &version.roots[GLASS_POSTLIST], NULL), NSEARCH_OK);
    glass_table_free(writer);
    assert_int_equal(table_open(fixture->directory, &version, GLASS_POSTLIST, &table, NULL),
                     NSEARCH_OK);
    buf_init(shown);
    const nsearch_status status = term_walk(&table, 1, "", 0, note, shown, error);
    table_close(table);
    return status;
}

static void test_lists_without_an_end_or_beginning_are_damage(void **state)
{
    static const struct entry rows[][3] = {
        {ENTRY("a", WHOLE), ENTRY("b\0\0\1", ENDED), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("a\0\0\1", ENDED), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b", BEGUN), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b", ""), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b", "\xff\xff\xff\xff\xff\1\0001\0\1"), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b", "\1\1\0002\0\1"), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b", "\1\1\0"), ENTRY("c", WHOLE)},
        {ENTRY("a", WHOLE), ENTRY("b\0", WHOLE), ENTRY("c", WHOLE)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf shown;
        nsearch_error error;
        assert_int_equal(walk_over(state, rows[i], 3, &shown, &error), NSEARCH_DAMAGED);
        assert_non_null(strstr(error.message, "postlist.glass"));
        assert_true(shown.size <= strlen("1 1 a"));
        buf_release(&shown);
    }
}

static void test_what_is_not_of_a_term_is_passed_over(void **state)
{
    static const struct entry rows[] = {
        ENTRY("\0\xc0key", "value"),
        ENTRY("\0\xd0", "\1\1x"),
        ENTRY("\0\xe0", WHOLE),
        ENTRY("\0\xe0\0\7", ENDED),
        ENTRY("\0\xff", WHOLE),
        ENTRY("\0\xff\0\xff", BEGUN),
        ENTRY("\0\xff\0\xff\0\0\7", ENDED),
        ENTRY("a", WHOLE),
        ENTRY("b", BEGUN),
        ENTRY("b\0\xef\xff\xff\xff\xff", ENDED),
        ENTRY("b\0\xff", WHOLE),
        ENTRY("bb", WHOLE),
    };
    static const char wanted[] = "1 1 \0"
                                 "2 2 \0\0"
                                 "1 1 a"
                                 "2 1 b"
                                 "1 2 b\0"
                                 "1 2 bb";
    struct buf shown;
    assert_int_equal(walk_over(state, rows, sizeof rows / sizeof *rows, &shown, NULL), NSEARCH_OK);
    assert_int_equal(shown.size, sizeof wanted - 1);
    assert_memory_equal(shown.data, wanted, sizeof wanted - 1);
    buf_release(&shown);
}

/* Last of all tests: the segments aren't whole behind it. */
static void test_damage_is_survived(void **state)
{
    struct fixture *fixture = *state;
    char path[4096];
    unsigned refused = 0;
    for (unsigned round = 0; round < 50; round++) {
        const size_t index = below((uint32_t)fixture->count);
        nsearch_error error;
        snprintf(path, sizeof path, "%s/postlist.glass", fixture->paths[index]);
        assert_true(scratch_damage(path, 20, below));
        table_close(fixture->tables[index]);
        open_segment(fixture, index);
        buf_reset(&fixture->ours);
        const nsearch_status status = term_walk(fixture->tables, fixture->count, "", 0, note,
                                                &fixture->ours, &error);
        assert_true(status == NSEARCH_OK || status == NSEARCH_DAMAGED);
        if (status) assert_non_null(strstr(error.message, "postlist.glass"));
        refused += status == NSEARCH_DAMAGED;
    }
    assert_true(refused > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_terms_are_shown),
        cmocka_unit_test(test_a_term_has_as_many_documents_as_a_walk_says),
        cmocka_unit_test(test_those_with_a_prefix_are_shown),
        cmocka_unit_test(test_no_term_is_too_long_to_be_asked_for),
        cmocka_unit_test(test_a_walk_ends_when_told_to),
        cmocka_unit_test(test_a_list_shows_the_words_of_a_walk),
        cmocka_unit_test(test_what_has_no_room_in_a_list_is_still_shown),
        cmocka_unit_test(test_a_list_ends_when_told_to),
        cmocka_unit_test(test_lists_without_an_end_or_beginning_are_damage),
        cmocka_unit_test(test_what_is_not_of_a_term_is_passed_over),
        cmocka_unit_test(test_damage_is_survived),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
