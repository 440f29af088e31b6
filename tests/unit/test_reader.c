#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/left_out.h"
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static const char *chosen(const char *path, const char *head)
{
    const struct reader *reader = reader_for(path, head, strlen(head));
    return reader ? reader->name : NULL;
}

static void test_content_decides_before_the_name(void **state)
{
    (void)state;
    if (WITH_JSON) assert_string_equal(chosen("a.txt", "\n {\"title\":1}"), "jsonl");
    assert_string_equal(chosen("a.txt", "<?xml version='1.0'?>\n<doc>"), "trec");
    assert_string_equal(chosen("a.txt", "<!DOCTYPE lewis SYSTEM \"x\">"), "reuters");
    assert_string_equal(chosen("a.txt", "<REUTERS NEWID=\"1\">"), "reuters");
    assert_string_equal(chosen("a.jsonl", "<DOC>\n"), "trec");
}

static void test_the_name_decides_where_the_content_says_nothing(void **state)
{
    (void)state;
    if (WITH_JSON) {
        assert_string_equal(chosen("a.jsonl", "what is this"), "jsonl");
        assert_string_equal(chosen("a.NDJSON.gz", "what is this"), "jsonl");
    }
    assert_string_equal(chosen("a.sgm", "what is this"), "reuters");
    assert_string_equal(chosen("a.txt", "what is this"), "text");
    assert_string_equal(chosen("README", "{ this } is no JSON"), "text");
    assert_string_equal(chosen(".jsonl", "what"), "text");
}

/* What goes wrong in a script is told in HTML before the page. */
static void test_a_page_behind_a_warning_is_a_page(void **state)
{
    if (!WITH_XML) skip();
    (void)state;
    static const char head[] = "<br />\n<b>Warning</b>: no such boat<br />\n<!DOCTYPE html><html>";
    assert_string_equal(chosen("a.html", head), "html");
    if (WITH_MARKDOWN) assert_string_equal(chosen("a.md", head), "markdown");
}

static void test_what_has_nul_bytes_is_no_text(void **state)
{
    (void)state;
    assert_null(reader_for("a.txt", "a\0b", 3));
}

static void test_formats_have_names(void **state)
{
    (void)state;
    for (size_t i = 0; readers[i]; i++)
        assert_ptr_equal(reader_of_name(readers[i]->name), readers[i]);
    assert_null(reader_of_name("doc"));
}

static void assert_left_out(const char *head, bool is_read, const char *library)
{
    const char *reason = left_out_reason(head, strlen(head));
    if (is_read && reason) fail_msg("%s: %s", head, reason);
    if (is_read) return;
    assert_non_null(reason);
    assert_non_null(strstr(reason, library));
}

static void test_formats_that_are_left_out_are_told(void **state)
{
    static const char *const
        json[] = {"{\"title\": 1}", "\xEF\xBB\xBF \n{\n \"a\"", "{}", "[{\"a\"", "[]", "[\"a\"]"},
        *const markup[] = {"<p>", "<?xml", "<!-- "},
        *const markdown[] = {"---\ntitle: Ferries\n---\n", "--- \r\na: \r\n...\r\n\r\nb"},
        *const neither[] = {"",
                            "{",
                            "[",
                            "{ title }",
                            "[Wire] Ferries",
                            "< 5",
                            "[1] A note",
                            "Ferries",
                            "---\nFerries: late\n",
                            "---\nFerries\n---\n",
                            "----\na: b\n----\n",
                            "# Ferries\n"};
    (void)state;
    for (const struct left_out *format = left_out; format->name; format++)
        assert_null(reader_of_name(format->name));
    for (size_t i = 0; i < sizeof json / sizeof *json; i++)
        assert_left_out(json[i], WITH_JSON, "json-c");
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        assert_left_out(markup[i], WITH_XML, "libxml2");
    for (size_t i = 0; i < sizeof markdown / sizeof *markdown; i++)
        assert_left_out(markdown[i], WITH_MARKDOWN, "md4c");
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
        assert_left_out(neither[i], true, "");
}

static void test_articles_without_an_id_get_their_place_as_id(void **state)
{
    if (!WITH_JSON) skip();
    const char *path = scratch_path(*state, "a.jsonl");
    char want[4200];
    struct reading *reading = reading_text(*state, "a.jsonl",
                                           "{\"title\":\"a\"}\n{\"title\":\"b\"}");
    snprintf(want, sizeof want, "%s#2", path);
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), want);
    assert_string_equal(reading_field(reading, 1, ARTICLE_PATH), path);
    reading_free(reading);
    assert_string_equal(reading_one(*state, "a.txt", "a", ARTICLE_ID),
                        scratch_path(*state, "a.txt"));
}

static void test_bytes_that_are_not_utf8_are_mended_and_counted(void **state)
{
    struct reading *reading = reading_text(*state, "a.txt", "Caf\xE9\n\n\x93yes\x94\n");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Caf\xC3\xA9");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "\xE2\x80\x9Cyes\xE2\x80\x9D");
    assert_int_equal(reading->repaired, 3);
    reading_free(reading);
}

static void test_no_control_character_comes_through(void **state)
{
    if (!WITH_JSON) skip();
    struct reading *reading = reading_text(
        *state, "a.jsonl",
        "{\"title\":\"a\\u001b\\u0000 \\u0090b\\u007f\",\"source\":[\"x\\u0007\",\"y\"],"
        "\"body\":\"one\\r\\ntwo\\tthree\\rfour\\u009d31m\\u001b[0m\"}");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "a b ");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "x \ny");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "one\ntwo three\nfour 31m [0m");
    reading_free(reading);
}

/* U+0080 to U+009F: nobody means these controls; text of Windows that was taken for Latin-1 has them. */
static void test_controls_that_are_letters_of_windows_are_read_as_such(void **state)
{
    if (!WITH_JSON) skip();
    struct reading *reading = reading_text(
        *state, "a.jsonl",
        "{\"title\":\"It\\u0092s \\u0093late\\u0094\",\"body\":\"\\u0085 and\\u0007 "
        "so\\u0096\\r\\non\\u009b0m\"}");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE),
                        "It\xE2\x80\x99s \xE2\x80\x9Clate\xE2\x80\x9D");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "\xE2\x80\xA6 and  so\xE2\x80\x93\non\xE2\x80\xBA"
                        "0m");
    reading_free(reading);
}

static void test_what_is_only_control_characters_is_as_good_as_nothing(void **state)
{
    if (!WITH_JSON) skip();
    struct reading *reading = reading_text(
        *state, "a.jsonl", "{\"title\":\"\\u0001\"}\n{\"id\":\"\\u0002\",\"title\":\"t\"}");
    assert_int_equal(reading->count, 1);
    assert_non_null(strstr(reading_field(reading, 0, ARTICLE_ID), "a.jsonl#2"));
    assert_string_equal(reading->rejects[0].reason, "neither a title nor a text");
    reading_free(reading);
    reading = reading_text(*state, "a.txt", "Title: ");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

static void test_dates_are_normalised_or_left_out_and_told(void **state)
{
    if (!WITH_JSON) skip();
    struct reading *reading = reading_text(*state, "a.jsonl",
                                           "{\"title\":\"a\",\"date\":\"June 16, 2020\"}\n"
                                           "{\"title\":\"b\",\"date\":\"1/2/2020\"}\n"
                                           "{\"title\":\"c\"}\n");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "");
    assert_string_equal(reading_field(reading, 2, ARTICLE_DATE), "");
    assert_int_equal(reading->undated, 1);
    reading_free(reading);
}

static void test_a_file_that_cannot_be_read_is_one_reject(void **state)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {{"", "empty"}, {" \n\t", "empty"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading *reading = reading_text(*state, "a", cases[i].text);
        assert_int_equal(reading->count, 0);
        assert_int_equal(reading->reject_count, 1);
        assert_string_equal(reading->rejects[0].reason, cases[i].reason);
        reading_free(reading);
    }
    struct reading *reading = reading_of(scratch_path(*state, "none"), NULL, 100);
    assert_non_null(strstr(reading->rejects[0].reason, "cannot be opened"));
    reading_free(reading);
    reading = reading_of(scratch_write(*state, "nul", "ab\0c", 4), NULL, 100);
    assert_string_equal(reading->rejects[0].reason, "not text (NUL byte at offset 2)");
    reading_free(reading);
}

static void test_articles_over_the_limit_are_rejected_whatever_the_format(void **state)
{
    static const char *const texts[] = {"title\n\n%s", "{\"body\":\"%s\"}",
                                        "<DOC><TEXT>%s</TEXT></DOC>",
                                        "<REUTERS><BODY>\n%s\n</BODY></REUTERS>"};
    char word[600];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[1000];
        snprintf(text, sizeof text, "%.*s%s%s", (int)strcspn(texts[i], "%"), texts[i], word,
                 strchr(texts[i], '%') + 2);
        struct reading *reading = reading_of(scratch_write(*state, "a", text, strlen(text)), NULL,
                                             500);
        assert_int_equal(reading->count, 0);
        assert_int_equal(reading->reject_count, 1);
        reading_free(reading);
    }
}

static nsearch_status refuse(void *context, struct article *article, nsearch_error *error)
{
    (void)context;
    (void)article;
    return error_set(error, NSEARCH_IO, "no space");
}

static void no_reject(void *context, const struct reject *reject)
{
    (void)context;
    fail_msg("%s:%d: %s", reject->path, (int)reject->line, reject->reason);
}

static void test_what_the_sink_says_ends_the_reading(void **state)
{
    const struct reader_sink sink = {.article = refuse, .reject = no_reject};
    nsearch_error error;
    const char *path = scratch_write(*state, "a", "a\n", 2);
    assert_int_equal(reader_file(path, NULL, 1000, &sink, &error), NSEARCH_IO);
    assert_string_equal(error.message, "no space");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_content_decides_before_the_name),
        TEST(test_the_name_decides_where_the_content_says_nothing),
        TEST(test_a_page_behind_a_warning_is_a_page),
        TEST(test_what_has_nul_bytes_is_no_text),
        TEST(test_formats_have_names),
        TEST(test_formats_that_are_left_out_are_told),
        TEST(test_articles_without_an_id_get_their_place_as_id),
        TEST(test_bytes_that_are_not_utf8_are_mended_and_counted),
        TEST(test_no_control_character_comes_through),
        TEST(test_controls_that_are_letters_of_windows_are_read_as_such),
        TEST(test_what_is_only_control_characters_is_as_good_as_nothing),
        TEST(test_dates_are_normalised_or_left_out_and_told),
        TEST(test_a_file_that_cannot_be_read_is_one_reject),
        TEST(test_articles_over_the_limit_are_rejected_whatever_the_format),
        TEST(test_what_the_sink_says_ends_the_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
