/* test_documents.c - tests of common/documents.c: what Xapian stored, whole and by its head, against Xapian's own
 * answers; damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/article.h"
#include "common/documents.h"
#include "common/xap.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    DOCUMENTS = 2000,
    WITHOUT_DATA = 17,
    WITHOUT_END = 18, /* no article, of so many bytes */
};

struct fixture {
    void *directory;
    const char *path;
    struct glass_version version;
};

/* Some words, or noise, which doesn't get smaller, up to a size. */
static void add_text(struct buf *out, size_t size, bool noise)
{
    for (size_t i = 0; i < size; i++)
        buf_add_char(out, noise ? (char)('!' + below(90)) : "etaoin "[below(7)]);
}

/* Heads and texts of a few bytes to many blocks; some without text, some without fields. */
static void make_data(uint32_t docid, struct buf *out)
{
    const bool noise = below(4) == 0;
    if (docid == WITHOUT_DATA) return;
    if (docid == WITHOUT_END) {
        buf_add_text(out, "id=1\ntitle=cut");
        return;
    }
    if (below(10)) {
        buf_addf(out, "id=%u\ntitle=", (unsigned)docid);
        add_text(out, below(below(20) ? 300 : 30000), noise);
        buf_add_text(out, "\n");
    }
    buf_add_text(out, "\n");
    if (below(5)) add_text(out, below(below(10) ? 3000 : 60000), noise);
    if (below(5) == 0) buf_add_text(out, "\n\nand more\n\n");
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct xapian_writer *writer;
    struct buf data;
    seed = any_seed();
    if (scratch_setup(&fixture.directory)) return -1;
    fixture.path = scratch_path(fixture.directory, "a");
    assert_int_equal(xapian_writer_create(fixture.path, &writer, NULL), NSEARCH_OK);
    buf_init(&data);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++) {
        char name[16];
        bool replaced;
        const int size = snprintf(name, sizeof name, "Q%u", (unsigned)docid);
        buf_reset(&data);
        make_data(docid, &data);
        xapian_writer_start(writer);
        assert_int_equal(
            xapian_writer_put(writer, name, (size_t)size, data.data, data.size, &replaced, NULL),
            NSEARCH_OK);
    }
    buf_release(&data);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(glass_version_read(fixture.path, &fixture.version, NULL), NSEARCH_OK);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    return scratch_teardown(&fixture->directory);
}

static struct table *open_documents(const struct fixture *fixture)
{
    struct table *table;
    assert_int_equal(table_open(fixture->path, &fixture->version, GLASS_DOCDATA, &table, NULL),
                     NSEARCH_OK);
    return table;
}

/* Where the text begins. */
static size_t naive_head(const char *data)
{
    const char *end = strstr(data, "\n\n");
    return *data == '\n' ? 1 : (size_t)(end - data) + 2;
}

static void test_documents_are_those_that_xapian_reads(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_documents(fixture);
    struct table_cursor cursor = {0};
    struct xap_db *db;
    struct buf out;
    struct arena arena;
    buf_init(&out);
    arena_init(&arena);
    assert_int_equal(xap_open(fixture->path, &db, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < 3 * DOCUMENTS; i++) {
        const uint32_t docid = i < DOCUMENTS ? i + 1 : 1 + below(DOCUMENTS);
        const char *data;
        size_t size;
        bool more;
        if (docid == WITHOUT_DATA || docid == WITHOUT_END) continue;
        assert_int_equal(xap_document_data(db, docid, &arena, &data, &size, NULL), NSEARCH_OK);
        assert_int_equal(documents_whole(table, &cursor, docid, &out, NULL), NSEARCH_OK);
        assert_int_equal(out.size, size);
        assert_memory_equal(out.data, data, size);
        const size_t head = naive_head(data);
        assert_int_equal(documents_head(table, &cursor, docid, &out, &more, NULL), NSEARCH_OK);
        assert_int_equal(out.size, head);
        assert_memory_equal(out.data, data, head);
        assert_int_equal(out.data[head], '\0');
        assert_int_equal(more, size > head);
    }
    xap_close(db);
    arena_release(&arena);
    buf_release(&out);
    table_close(table);
}

static void test_head_is_an_article_without_its_text(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_documents(fixture);
    struct table_cursor cursor = {0};
    struct article article;
    struct buf out;
    buf_init(&out);
    article_init(&article);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++) {
        if (docid == WITHOUT_DATA || docid == WITHOUT_END) continue;
        assert_int_equal(documents_head(table, &cursor, docid, &out, NULL, NULL), NSEARCH_OK);
        assert_int_equal(article_parse(out.data, out.size, &article, NULL), NSEARCH_OK);
        assert_int_equal(article.fields[ARTICLE_BODY].size, 0);
        const struct buf *id = &article.fields[ARTICLE_ID];
        if (id->size) assert_int_equal(strtoul(id->data, NULL, 10), docid);
    }
    article_release(&article);
    buf_release(&out);
    table_close(table);
}

static void test_what_is_not_stored_is_missing(void **state)
{
    static const uint32_t docids[] = {0, WITHOUT_DATA, DOCUMENTS + 1, UINT32_MAX};
    const struct fixture *fixture = *state;
    struct table *table = open_documents(fixture);
    struct table_cursor cursor = {0};
    struct buf out;
    buf_init(&out);
    for (size_t i = 0; i < sizeof docids / sizeof *docids; i++) {
        nsearch_error error;
        assert_int_equal(documents_head(table, &cursor, docids[i], &out, NULL, &error),
                         NSEARCH_MISSING);
        assert_non_null(strstr(error.message, "docdata.glass"));
        assert_int_equal(documents_whole(table, &cursor, docids[i], &out, NULL), NSEARCH_MISSING);
    }
    buf_release(&out);
    table_close(table);
}

static void test_data_that_is_no_article_has_no_head(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_documents(fixture);
    struct table_cursor cursor = {0};
    struct buf out;
    buf_init(&out);
    assert_int_equal(documents_head(table, &cursor, WITHOUT_END, &out, NULL, NULL),
                     NSEARCH_DAMAGED);
    assert_int_equal(documents_whole(table, &cursor, WITHOUT_END, &out, NULL), NSEARCH_OK);
    assert_string_equal(out.data, "id=1\ntitle=cut");
    buf_release(&out);
    table_close(table);
}

/* ---- Damage -------------------------------------------------------------------------------------- */

/* Bytes that aren't those that were written can't be told; all else is damage, or missing. */
static void test_damage_is_an_error_or_goes_unseen(void **state)
{
    const struct fixture *fixture = *state;
    const char *path = scratch_path(fixture->path, "docdata.glass");
    struct buf out;
    unsigned damaged = 0;
    buf_init(&out);
    for (unsigned round = 0; round < 20; round++) {
        assert_true(scratch_damage(path, 100, below));
        struct table *table = open_documents(fixture);
        struct table_cursor cursor = {0};
        for (unsigned i = 0; i < 2 * DOCUMENTS; i++) {
            const uint32_t docid = 1 + below(DOCUMENTS);
            const nsearch_status status = below(2)
                                              ? documents_head(table, &cursor, docid, &out, NULL,
                                                               NULL)
                                              : documents_whole(table, &cursor, docid, &out, NULL);
            assert_true(status == NSEARCH_OK || status == NSEARCH_DAMAGED ||
                        status == NSEARCH_MISSING);
            damaged += status == NSEARCH_DAMAGED;
        }
        table_close(table);
    }
    assert_true(damaged > 0);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents_are_those_that_xapian_reads),
        cmocka_unit_test(test_head_is_an_article_without_its_text),
        cmocka_unit_test(test_what_is_not_stored_is_missing),
        cmocka_unit_test(test_data_that_is_no_article_has_no_head),
        cmocka_unit_test(test_damage_is_an_error_or_goes_unseen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
