/* Tests of searcher/print*.c, on hits put together by hand: text, JSON, and what is wrong in a query. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <json-c/json.h>

#include "searcher/print.h"
#include "searcher/searcher.h"
#include "tests/unit/printing.h"

#define DOT "\xC2\xB7"
#define BOLD "\033[1m"

/* ---- text ---------------------------------------------------------------------------------------- */

static void test_text_shows_title_origin_and_passage(void **state)
{
    (void)state;
    assert_string_equal(printed("text", &printing_plain, &printing_hit, &printing_passage),
                        "1. North blows up\n"
                        "   2020-06-16 " DOT " Harbor Wire " DOT " hw-1 " DOT " phrase\n"
                        "   the liaison office was gone\n\n");
}

static void test_color_marks_title_and_matches(void **state)
{
    (void)state;
    const char *text = printed("text", &printing_colored, &printing_hit, &printing_passage);
    assert_non_null(strstr(text, "1. " BOLD "North " PRINTED_PLAIN PRINTED_MARK
                                 "blows " PRINTED_PLAIN BOLD "up" PRINTED_PLAIN "\n"));
    assert_non_null(strstr(text, "the " PRINTED_PLAIN PRINTED_MARK "liaison office" PRINTED_PLAIN
                                 " was gone\n"));
}

static void test_lines_are_wrapped_at_the_width(void **state)
{
    (void)state;
    struct print narrow = {.width = 20};
    nsearch_hit other = printing_hit;
    other.title = "A longer title than fits";
    const char *text = printed("text", &narrow, &other, NULL);
    assert_ptr_equal(strstr(text, "1. A longer title\n   than fits\n"), text);
    text = printed("text", &narrow, &printing_hit, &printing_passage);
    assert_non_null(strstr(text, "\n   the liaison\n   office was gone\n"));
}

static void test_mark_goes_on_after_a_line_break(void **state)
{
    (void)state;
    struct print narrow = {.width = 20, .color = true};
    const char *text = printed("text", &narrow, &printing_hit, &printing_passage);
    assert_non_null(strstr(text, PRINTED_MARK "liaison" PRINTED_PLAIN "\n   " PRINTED_MARK
                                              "office" PRINTED_PLAIN " was gone\n"));
}

static void test_wide_characters_are_wrapped_without_spaces(void **state)
{
    (void)state;
    struct print narrow = {.width = 9};
    nsearch_passage wide = {.text = "\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD", .size = 12};
    assert_non_null(strstr(printed("text", &narrow, &printing_hit, &wide),
                           "\n   \xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD\n   \xE4\xB8\xAD\n"));
}

static void test_time_of_day_is_shown_to_the_minute(void **state)
{
    (void)state;
    nsearch_hit timed = printing_hit;
    timed.date = "2020-06-16T14:49:05";
    assert_non_null(
        strstr(printed("text", &printing_plain, &timed, NULL), "\n   2020-06-16 14:49 " DOT));
    assert_non_null(
        strstr(printed("tsv", &printing_plain, &timed, NULL), "\t2020-06-16T14:49:05\t"));
}

static void test_missing_fields_leave_no_gaps(void **state)
{
    (void)state;
    nsearch_hit bare = {.rank = 12, .id = "", .title = "", .date = "", .source = "", .path = "/p"};
    assert_string_equal(printed("text", &printing_plain, &bare, NULL), "12. (no title)\n   /p\n\n");
}

static void test_nothing_in_text_is_obeyed_by_a_terminal(void **state)
{
    (void)state;
    nsearch_hit evil = printing_hit;
    evil.title = "a\x1B]0;x\x07"
                 "b\xC2\x9B"
                 "2J\xE2\x80\xAEz\x7F\xFF";
    evil.source = "s\n\x1B[1m";
    evil.id = "i\rd";
    static const char *const formats[] = {
        "text", "tsv", "csv", "ids", "jsonl", "json", "template={title}"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const char *text = printed(formats[i], &printing_plain, &evil, NULL);
        assert_null(strpbrk(text, "\x1B\x07\x7F\r"));
        assert_null(strstr(text, "\xC2\x9B"));
        assert_null(strstr(text, "\xE2\x80\xAE"));
        assert_null(strchr(text, '\xFF'));
    }
    const char *text = printed("text", &printing_plain, &evil, NULL);
    assert_ptr_equal(strstr(text, "1. a ]0;x b 2Jz ?\n"), text);
}

static void test_marks_beyond_a_text_do_no_harm(void **state)
{
    (void)state;
    static const nsearch_span far[] = {{3, 1000}, {5000, SIZE_MAX - 5000}};
    nsearch_passage odd = {.text = "short text", .size = 10, .marks = far, .mark_count = 2};
    assert_non_null(strstr(printed("text", &printing_colored, &printing_hit, &odd),
                           PRINTED_MARK "rt text" PRINTED_PLAIN));
}

static const char *summary(uint64_t total, size_t offset, size_t shown, bool exact)
{
    struct nsearch_hits hits = {.total = total, .count = shown, .exact = exact};
    struct print print = {.width = 80, .hits = &hits, .offset = offset};
    return printed("text", &print, NULL, NULL);
}

static void test_last_line_of_text_sums_up(void **state)
{
    (void)state;
    assert_string_equal(summary(12, 0, 10, true), "12 articles, 1-10 shown\n");
    assert_string_equal(summary(12, 10, 2, true), "12 articles, 11-12 shown\n");
    assert_string_equal(summary(12, 20, 0, true), "12 articles, none shown\n");
    assert_string_equal(summary(3, 0, 3, true), "3 articles\n");
    assert_string_equal(summary(1, 0, 1, true), "1 article\n");
    assert_string_equal(summary(500, 0, 10, false), "at least 500 articles, 1-10 shown\n");
    assert_string_equal(summary(0, 0, 0, true), "");
}

/* ---- jsonl --------------------------------------------------------------------------------------- */

static const char *json_text(struct json_object *object, const char *name)
{
    struct json_object *value;
    assert_true(json_object_object_get_ex(object, name, &value));
    return value ? json_object_get_string(value) : NULL;
}

static void test_json_line_holds_the_whole_hit(void **state)
{
    (void)state;
    assert_string_equal(
        printed("jsonl", &printing_plain, &printing_hit, &printing_passage),
        "{\"type\":\"hit\",\"rank\":1,\"score\":7.2500,\"id\":\"hw-1\",\"title\":\"North blows "
        "up\","
        "\"date\":\"2020-06-16\",\"source\":\"Harbor "
        "Wire\",\"author\":null,\"section\":null,\"place\":\"Northgate\",\"tag\":null,"
        "\"url\":null,\"lang\":\"en\",\"path\":\"/a/"
        "b.txt\",\"indexed\":\"2026-11-22T03:12:09Z\",\"phrase\":true,"
        "\"passage\":{\"text\":\"the liaison office was gone\",\"marks\":[[4,14]]}}\n");
}

static void test_json_says_exactly_what_the_article_says(void **state)
{
    (void)state;
    nsearch_hit odd = printing_hit;
    odd.title = "\"q\" \\ /\n\t\x1B\x7F\xC2\x9B\xE2\x80\xAE \xF0\x9F\x98\x80";
    const char *line = printed("jsonl", &printing_plain, &odd, NULL);
    struct json_object *object = json_tokener_parse(line);
    assert_non_null(object);
    assert_string_equal(json_text(object, "title"), odd.title);
    assert_null(json_text(object, "passage"));
    assert_non_null(strstr(line, "\\u001b\\u007f\\u009b\\u202e"));
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    json_object_put(object);
}

static void test_json_ends_with_a_summary_without_hits_too(void **state)
{
    (void)state;
    struct generation generation = {.token = "0000000000007"};
    struct nsearch_hits none = {
        .generation = &generation, .understood = "(a AND b)", .exact = true, .phrase_total = 0};
    struct print print = {.hits = &none, .took_ms = 1.5, .generation = 7};
    assert_string_equal(
        printed("jsonl", &print, NULL, NULL),
        "{\"type\":\"summary\",\"version\":1,\"query\":\"(a AND b)\",\"total\":0,\"exact\":true,"
        "\"phrase_total\":0,\"shown\":0,\"suggestion\":null,\"took_ms\":1.500,\"generation\":7,"
        "\"token\":\"0000000000007\"}\n");
}

/* ---- caret --------------------------------------------------------------------------------------- */

static const char *caret(const char *query, size_t offset, size_t size)
{
    static char text[1024];
    nsearch_error error = {.query_offset = offset, .query_size = size};
    FILE *out = fmemopen(text, sizeof text, "w");
    assert_non_null(out);
    *text = '\0';
    print_caret(out, query, &error);
    fclose(out);
    return text;
}

static void test_caret_stands_under_what_is_wrong(void **state)
{
    (void)state;
    assert_string_equal(caret("titel:berlin", 0, 5), "  titel:berlin\n  ^~~~~\n");
    assert_string_equal(caret("a AND", 2, 3), "  a AND\n    ^~~\n");
    assert_string_equal(caret("a (", 3, 1), "  a (\n     ^\n");
    assert_string_equal(caret("no place", 0, 0), "");
    assert_string_equal(caret("short", 99, 1), "");
}

static void test_caret_counts_columns_not_bytes(void **state)
{
    (void)state;
    assert_string_equal(caret("\xC3\xA4\xC3\xB6 x:", 5, 1), "  \xC3\xA4\xC3\xB6 x:\n     ^\n");
    assert_string_equal(caret("\xE4\xB8\xAD\xE4\xB8\xAD:", 3, 3),
                        "  \xE4\xB8\xAD\xE4\xB8\xAD:\n    ^~\n");
    assert_string_equal(caret("e\xCC\x81 x", 4, 1), "  e\xCC\x81 x\n    ^\n");
    assert_string_equal(caret("a\x1B[1mb", 5, 1), "  a [1mb\n       ^\n");
}

static void test_long_query_is_cut_to_a_window(void **state)
{
    (void)state;
    char query[1001];
    memset(query, 'x', 1000);
    query[1000] = '\0';
    query[500] = ':';
    const char *text = caret(query, 500, 200);
    const char *second = strchr(text, '\n') + 1;
    assert_true(second - text <= 2 + 3 + 70 + 3 + 1);
    assert_int_equal(strncmp(text, "  ...x", 6), 0);
    assert_int_equal(text[second - text - 2], '.');
    size_t column = (size_t)(strchr(second, '^') - second);
    assert_int_equal(text[column], ':');
    assert_true(strlen(second) <= 2 + 3 + 70 + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_shows_title_origin_and_passage),
        cmocka_unit_test(test_color_marks_title_and_matches),
        cmocka_unit_test(test_lines_are_wrapped_at_the_width),
        cmocka_unit_test(test_mark_goes_on_after_a_line_break),
        cmocka_unit_test(test_wide_characters_are_wrapped_without_spaces),
        cmocka_unit_test(test_time_of_day_is_shown_to_the_minute),
        cmocka_unit_test(test_missing_fields_leave_no_gaps),
        cmocka_unit_test(test_nothing_in_text_is_obeyed_by_a_terminal),
        cmocka_unit_test(test_marks_beyond_a_text_do_no_harm),
        cmocka_unit_test(test_last_line_of_text_sums_up),
        cmocka_unit_test(test_json_line_holds_the_whole_hit),
        cmocka_unit_test(test_json_says_exactly_what_the_article_says),
        cmocka_unit_test(test_json_ends_with_a_summary_without_hits_too),
        cmocka_unit_test(test_caret_stands_under_what_is_wrong),
        cmocka_unit_test(test_caret_counts_columns_not_bytes),
        cmocka_unit_test(test_long_query_is_cut_to_a_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
