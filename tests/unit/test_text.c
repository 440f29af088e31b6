/* test_text.c - tests of searcher/text.c: texts out of files that may not be as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "common/readers/reader.h"
#include "common/schema.h"
#include "searcher/text.h"
#include "tests/unit/scratch.h"
#include "tests/unit/segments.h"

static const char lines[] = "{\"id\":\"a\",\"title\":\"One\",\"body\":\"Text of a.\"}\n"
                            "{\"id\":\"b\",\"title\":\"Two\",\"body\":\"First text of b.\"}\n"
                            "not an article\n"
                            "{\"title\":\"Nameless\",\"body\":\"Text of the fourth.\"}\n"
                            "{\"id\":\"b\",\"title\":\"Two\",\"body\":\"Last text of b.\"}\n"
                            "{\"id\":\"c\",\"title\":\"No text\"}\n";

static const struct text_source by_content = {.in_files = true, .format = "", .map = ""};

static const char *write_text(void **state, const char *name, const char *text)
{
    return scratch_write(*state, name, text, strlen(text));
}

/* The text is `want`; NULL: it can't be had. */
static void assert_text(struct texts *texts, const char *path, const char *id, const char *want)
{
    const struct buf *body;
    assert_int_equal(texts_get(texts, path, id, &body, NULL), NSEARCH_OK);
    if (want) {
        assert_non_null(body);
        assert_string_equal(body->data, want);
    } else {
        assert_null(body);
    }
}

/* The same where no other text is asked for. */
static void assert_one_text(const struct text_source *source, const char *path, const char *id,
                            const char *want)
{
    struct texts texts;
    assert_int_equal(texts_init(&texts, source, 1, NULL), NSEARCH_OK);
    texts_add(&texts, path, id);
    assert_text(&texts, path, id, want);
    texts_release(&texts);
}

static void test_a_plain_file_gives_its_text(void **state)
{
    const char *path = write_text(state, "a.txt", "Title\n\nOne text.\n");
    assert_one_text(&by_content, path, path, "One text.");
}

static void test_an_article_is_found_among_others_by_its_id(void **state)
{
    if (!WITH_JSON) skip();
    const char *path = write_text(state, "a.jsonl", lines);
    char fourth[512];
    snprintf(fourth, sizeof fourth, "%s#4", path);
    assert_one_text(&by_content, path, "a", "Text of a.");
    assert_one_text(&by_content, path, fourth, "Text of the fourth.");
    assert_one_text(&by_content, path, "c", "");
    assert_one_text(&by_content, path, "d", NULL);
}

static void test_of_two_with_one_id_the_later_is_taken_as_by_nindex(void **state)
{
    if (!WITH_JSON) skip();
    assert_one_text(&by_content, write_text(state, "a.jsonl", lines), "b", "Last text of b.");
}

static void test_a_gzipped_file_is_read_too(void **state)
{
    if (!WITH_JSON) skip();
    const char *path = scratch_path(*state, "a.gz");
    gzFile file = gzopen(path, "w");
    assert_int_equal(gzputs(file, lines), strlen(lines));
    assert_int_equal(gzclose(file), Z_OK);
    assert_one_text(&by_content, path, "a", "Text of a.");
}

static void test_one_pass_over_a_file_gives_all_of_its_texts(void **state)
{
    if (!WITH_JSON) skip();
    struct texts texts;
    const char *path = write_text(state, "a.jsonl", lines);
    const char *other = write_text(state, "0.txt", "Title\n\nAnother.\n");
    const char *gone = scratch_path(*state, "z.txt");
    assert_int_equal(texts_init(&texts, &by_content, 5, NULL), NSEARCH_OK);
    texts_add(&texts, path, "d");
    texts_add(&texts, gone, gone);
    texts_add(&texts, path, "b");
    texts_add(&texts, other, other);
    texts_add(&texts, path, "a");
    assert_text(&texts, path, "a", "Text of a.");
    remove(path);
    assert_text(&texts, path, "b", "Last text of b.");
    assert_text(&texts, path, "d", NULL);
    assert_text(&texts, other, other, "Another.");
    assert_text(&texts, gone, gone, NULL);
    texts_release(&texts);
}

static void test_what_was_not_added_is_not_there(void **state)
{
    if (!WITH_JSON) skip();
    assert_one_text(&by_content, write_text(state, "a.jsonl", lines), "a", "Text of a.");
    struct texts texts;
    assert_int_equal(texts_init(&texts, &by_content, 0, NULL), NSEARCH_OK);
    assert_text(&texts, scratch_path(*state, "a.jsonl"), "a", NULL);
    texts_release(&texts);
}

static void test_a_text_that_can_not_be_had_is_no_error(void **state)
{
    const char *path = scratch_path(*state, "a.txt");
    assert_one_text(&by_content, path, path, NULL);
    assert_one_text(&by_content, *state, "directory", NULL);
    assert_one_text(&by_content, write_text(state, "a.txt", ""), path, NULL);
    assert_one_text(&by_content, write_text(state, "a.txt", "{\"id\":\"x\",\"title\":\"T\"}\n"),
                    path, NULL);
}

static void test_a_text_over_the_usual_limit_is_not_read(void **state)
{
    char *text = malloc(READER_ARTICLE_MAX + 16);
    assert_non_null(text);
    memset(text, 'a', READER_ARTICLE_MAX + 16);
    memcpy(text, "Title\n\n", 7);
    const char *path = scratch_write(*state, "a.txt", text, READER_ARTICLE_MAX + 16);
    free(text);
    assert_one_text(&by_content, path, path, NULL);
}

/* ---- What the index says ------------------------------------------------------------------------- */

static struct text_source source_of(const char *directory, const struct segment_options *options)
{
    struct articles articles;
    struct text_source source;
    struct db *db;
    const char *path = scratch_path(directory, "segment");
    articles_init(&articles);
    articles_set(articles_new(&articles), ARTICLE_ID, "a");
    segments_build(path, &articles, options);
    articles_release(&articles);
    assert_int_equal(db_open_segment(path, &db, NULL), NSEARCH_OK);
    assert_int_equal(text_source_read(db, &source, NULL), NSEARCH_OK);
    db_close(db);
    return source;
}

static void test_an_index_says_that_it_has_the_texts(void **state)
{
    struct text_source source = source_of(*state, &segments_plain);
    assert_false(source.in_files);
    assert_string_equal(source.format, "");
    text_source_release(&source);
}

static void test_an_index_says_how_its_files_were_read(void **state)
{
    struct segment_options options = segments_plain;
    options.keep_text = false;
    options.format = "text";
    struct text_source source = source_of(*state, &options);
    assert_true(source.in_files);
    assert_string_equal(source.format, "text");
    const char *path = write_text(state, "a.jsonl", "{\"id\":\"a\"}\n\nNot JSON here.\n");
    assert_one_text(&source, path, path, "Not JSON here.");
    text_source_release(&source);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_plain_file_gives_its_text),
        TEST(test_an_article_is_found_among_others_by_its_id),
        TEST(test_of_two_with_one_id_the_later_is_taken_as_by_nindex),
        TEST(test_a_gzipped_file_is_read_too),
        TEST(test_one_pass_over_a_file_gives_all_of_its_texts),
        TEST(test_what_was_not_added_is_not_there),
        TEST(test_a_text_that_can_not_be_had_is_no_error),
        TEST(test_a_text_over_the_usual_limit_is_not_read),
        TEST(test_an_index_says_that_it_has_the_texts),
        TEST(test_an_index_says_how_its_files_were_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
