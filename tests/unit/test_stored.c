/* test_stored.c - articles read out of the segments of an index, their heads alone or all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/article.h"
#include "searcher/stored.h"
#include "tests/unit/scratch.h"
#include "tests/unit/small_index.h"

static struct db *db;

static struct stored *open_small(const void *directory, bool keep_text)
{
    const char *index = scratch_path(directory, "index");
    struct stored *stored = NULL;
    nsearch_error error;
    small_index_make(index, keep_text);
    const struct db_part parts[] = {{scratch_path(directory, "index/seg-000002"), false},
                                    {scratch_path(directory, "index/seg-000001"), false}};
    if (db_open(parts, 2, &db, &error) || stored_open(db, &stored, &error))
        fail_msg("%s", error.message);
    return stored;
}

static void close_small(struct stored *stored)
{
    stored_close(stored);
    db_close(db);
}

/* "ID: TEXT" of a stored article, read whole, and its head for itself. */
static void check(struct stored *stored, size_t segment, uint32_t docid, const char *id,
                  const char *text)
{
    struct buf head, whole;
    struct article article;
    bool more;
    buf_init(&head);
    buf_init(&whole);
    article_init(&article);
    assert_int_equal(stored_head(stored, segment, docid, &head, &more, NULL), NSEARCH_OK);
    assert_int_equal(more, *text != '\0');
    assert_int_equal(article_parse(head.data, head.size, &article, NULL), NSEARCH_OK);
    assert_string_equal(article.fields[ARTICLE_ID].data, id);
    assert_int_equal(article.fields[ARTICLE_BODY].size, 0);
    assert_int_equal(stored_whole(stored, segment, docid, &whole, NULL), NSEARCH_OK);
    assert_memory_equal(whole.data, head.data, head.size);
    assert_string_equal(whole.data + head.size, text);
    article_release(&article);
    buf_release(&whole);
    buf_release(&head);
}

static void test_heads_and_texts_are_read_from_each_segment(void **state)
{
    struct stored *stored = open_small(*state, true);
    check(stored, 1, 1, "a", "ferries stop at noon");
    check(stored, 0, 1, "b", "a later word");
    check(stored, 1, 4, "d", "a fourth one");
    check(stored, 0, 2, "e", "and a fifth");
    close_small(stored);
}

static void test_an_index_that_keeps_no_text_has_heads_only(void **state)
{
    struct stored *stored = open_small(*state, false);
    check(stored, 1, 3, "c", "");
    check(stored, 0, 2, "e", "");
    close_small(stored);
}

static void test_what_is_not_there_is_an_error(void **state)
{
    struct stored *stored = open_small(*state, true);
    struct buf head;
    bool more;
    nsearch_error error;
    buf_init(&head);
    assert_int_equal(stored_head(stored, 0, 3, &head, &more, &error), NSEARCH_MISSING);
    assert_int_equal(stored_whole(stored, 0, UINT32_MAX, &head, &error), NSEARCH_MISSING);
    close_small(stored);
    buf_release(&head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_heads_and_texts_are_read_from_each_segment,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_an_index_that_keeps_no_text_has_heads_only,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_not_there_is_an_error, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
