/* Tests of the formats that print lines of values: searcher/print_rows.c, print_csv.c, print_kwic.c, print_template.c. */
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

/* ---- rows ---------------------------------------------------------------------------------------- */

static void test_rows_are_a_line_each(void **state)
{
    (void)state;
    nsearch_hit odd = printing_hit;
    odd.title = "tab\there\nline";
    odd.path = "/a\nb";
    assert_string_equal(printed("tsv", &printing_plain, &odd, NULL),
                        "1\t7.2500\thw-1\t2020-06-16\tHarbor Wire\ttab here line\t/a b\n");
    assert_string_equal(printed("ids", &printing_plain, &odd, NULL), "hw-1\n");
    assert_string_equal(printed("paths", &printing_plain, &odd, NULL), "/a b\n");
}

static void test_records_may_end_in_a_nul(void **state)
{
    (void)state;
    static const char *const formats[] = {"ids", "paths", "template={id}"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const struct print_record record = {.hit = &printing_hit};
        const char *text = styled((struct print_style){.null_ends = true}, formats[i],
                                  &printing_plain, &record);
        assert_string_equal(text, i == 1 ? "/a/b.txt" : "hw-1");
        assert_int_equal(text[strlen(text) + 1], '\0'); /* the stream's own behind ours */
    }
}

static void test_a_hit_without_url_has_no_line(void **state)
{
    (void)state;
    nsearch_hit other = printing_hit;
    assert_string_equal(printed("urls", &printing_plain, &printing_hit, NULL), "");
    other.url = "https://a.example/1";
    assert_string_equal(printed("urls", &printing_plain, &other, NULL), "https://a.example/1\n");
}

/* ---- csv, tsv ------------------------------------------------------------------------------------ */

static const char *csv(const char *list, const nsearch_hit *one, const nsearch_passage *text)
{
    const struct print_record record = {.hit = one, .text = text};
    return styled((struct print_style){.list = list}, "csv", &printing_plain, &record);
}

static void test_csv_quotes_what_needs_it(void **state)
{
    (void)state;
    nsearch_hit odd = printing_hit;
    const nsearch_passage body = {.text = "one\n\n\"two\"\r\n", .size = 12};
    odd.title = "\"Yes\", he said";
    odd.source = "Smith, Jones";
    odd.author = "\"";
    odd.section = " plain ";
    assert_string_equal(csv("id,title,source,author,section", &odd, NULL),
                        "hw-1,\"\"\"Yes\"\", he said\",\"Smith, Jones\",\"\"\"\", plain \n");
    assert_string_equal(csv("body,rank", &odd, &body), "\"one\n\n\"\"two\"\" \n\",1\n");
    assert_string_equal(csv("score,phrase,url,tag", &odd, NULL), "7.2500,true,,\n");
}

static void test_csv_begins_with_names(void **state)
{
    (void)state;
    struct nsearch_hits none = {.exact = true};
    struct print print = {.hits = &none};
    assert_string_equal(styled((struct print_style){.list = "date,id"}, "csv", &print, NULL),
                        "date,id\n");
    assert_string_equal(styled((struct print_style){.list = "date,id"}, "tsv", &print, NULL), "");
}

static void test_tsv_has_the_fields_asked_for_on_one_line(void **state)
{
    (void)state;
    const nsearch_passage body = {.text = "one\n\ttwo", .size = 8};
    const struct print_record record = {.hit = &printing_hit, .text = &body};
    assert_string_equal(
        styled((struct print_style){.list = "body,id"}, "tsv", &printing_plain, &record),
        "one  two\thw-1\n");
}

/* ---- fields and templates ------------------------------------------------------------------------ */

/* What is said of a style that can't be; "" of one that can. */
static const char *complaint_of(const char *format, struct print_style style)
{
    static char complaint[PRINT_COMPLAINT_MAX];
    const char *wrong = print_style_take(&style, format);
    if (wrong) return wrong;
    return print_style_finish(&style, complaint) ? "" : complaint;
}

#define WITH(...) ((struct print_style){__VA_ARGS__})

static void test_what_a_format_has_not_is_refused(void **state)
{
    (void)state;
    assert_string_equal(complaint_of("xml", WITH(0)), "no such format");
    assert_string_equal(complaint_of("", WITH(0)), "no such format");
    assert_string_equal(complaint_of("csv=a", WITH(0)), "no such format");
    assert_string_equal(complaint_of("text", WITH(.list = "id")),
                        "--fields is for jsonl, json, csv, tsv and kwic");
    assert_string_equal(complaint_of("csv", WITH(.null_ends = true)),
                        "-0 is for ids, paths, urls and template");
    assert_string_equal(complaint_of("csv", WITH(.context = "5")), "--context is for kwic");
    static const char *const wrong[] = {"", "x", "-1", "5x", "10000000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_string_equal(complaint_of("kwic", WITH(.context = wrong[i])),
                            "--context: not a number of characters");
}

static void test_a_wrong_field_is_told_with_what_was_meant(void **state)
{
    (void)state;
    assert_string_equal(complaint_of("csv", WITH(.list = "id,titel")),
                        "unknown field \"titel\": did you mean title?");
    assert_string_equal(complaint_of("csv", WITH(.list = "id,")),
                        "unknown field \"\": there are rank, score, id, title, date, source, "
                        "author, section, place, tag, url, lang, path, indexed, phrase, passage, "
                        "body");
    assert_string_equal(complaint_of("csv", WITH(.list = "id,date,id")),
                        "--fields: id is there twice");
    assert_non_null(strstr(complaint_of("csv", WITH(.list = "left")), "unknown field \"left\""));
    assert_string_equal(complaint_of("kwic", WITH(.list = "left,part")), "");
    assert_string_equal(complaint_of("kwic", WITH(.list = "rigth")),
                        "unknown field \"rigth\": did you mean right?");
    char name[300];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_true(strlen(complaint_of("csv", WITH(.list = name))) < PRINT_COMPLAINT_MAX - 1);
}

static void test_a_template_has_fields_escapes_and_braces(void **state)
{
    (void)state;
    assert_string_equal(printed("template={date} {title}\\n", &printing_plain, &printing_hit, NULL),
                        "2020-06-16 North blows up\n");
    assert_string_equal(
        printed("template=\\t{{{id}}}\\\\ \xC3\xA9=", &printing_plain, &printing_hit, NULL),
        "\t{hw-1}\\ \xC3\xA9=");
    assert_string_equal(
        printed("template={rank} {score} {phrase} {url}", &printing_plain, &printing_hit, NULL),
        "1 7.2500 true ");
    assert_string_equal(printed("template={id}{id}", &printing_plain, &printing_hit, NULL),
                        "hw-1hw-1");
}

static void test_a_template_keeps_the_lines_of_a_text(void **state)
{
    (void)state;
    const nsearch_passage body = {.text = "one\n\ntwo\x1B[1m", .size = 12};
    const struct print_record record = {.hit = &printing_hit, .text = &body};
    assert_string_equal(
        styled((struct print_style){0}, "template={body}", &printing_plain, &record),
        "one\n\ntwo [1m");
}

static void test_a_wrong_template_is_refused(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"template=", "what to print is missing: template='{date} {title}\\n'"},
        {"template", "what to print is missing: template='{date} {title}\\n'"},
        {"template={title", "a { without its }: {{ prints one"},
        {"template={ti{tle}", "a { without its }: {{ prints one"},
        {"template=title}", "a } without its {: }} prints one"},
        {"template=a\\", "\\ stands in front of n, t, r, 0 or \\"},
        {"template=a\\x", "\\ stands in front of n, t, r, 0 or \\"},
        {"template={Title}", "unknown field \"Title\": did you mean title?"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(complaint_of(rows[i][0], WITH(0)), rows[i][1]);
    assert_non_null(strstr(complaint_of("template={left}", WITH(0)), "unknown field"));
}

/* ---- kwic ---------------------------------------------------------------------------------------- */

/* The line for text[from..from + size). */
static const char *kwic(const char *text, size_t from, size_t size, const char *context)
{
    const nsearch_span mark = {from, size};
    const nsearch_passage whole = {
        .text = text, .size = strlen(text), .marks = &mark, .mark_count = 1};
    const struct print_record record = {.hit = &printing_hit, .text = &whole};
    const struct print_style style = {.list = "left,match,right", .context = context};
    return styled(style, "kwic", &printing_plain, &record);
}

static void test_kwic_cuts_between_words(void **state)
{
    (void)state;
    static const char text[] = "one two three MATCH four five six";
    assert_string_equal(kwic(text, 14, 5, "60"), "one two three \tMATCH\t four five six\n");
    assert_string_equal(kwic(text, 14, 5, "10"), "two three \tMATCH\t four five\n");
    assert_string_equal(kwic(text, 14, 5, "9"), "three \tMATCH\t four\n");
    assert_string_equal(kwic(text, 14, 5, "0"), "\tMATCH\t\n");
    assert_string_equal(kwic(text, 0, 3, "4"), "\tone\t two\n");
    assert_string_equal(kwic(text, 30, 3, "5"), "five \tsix\t\n");
    assert_string_equal(kwic("\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD\xE4\xB8\xAD", 6, 3, "1"),
                        "\xE4\xB8\xAD\t\xE4\xB8\xAD\t\xE4\xB8\xAD\n");
}

static void test_kwic_counts_white_space_as_one(void **state)
{
    (void)state;
    assert_string_equal(kwic("one \n\n  two\tM \n N\n\nthree\r\nfour", 12, 5, "10"),
                        "one two \tM N\t three\n");
    assert_string_equal(kwic("pre-M.", 4, 1, "60"), "pre-\tM\t.\n");
    assert_string_equal(kwic("a \"b\" M\xFF\x1B[1m", 6, 1, "60"), "\"a \"\"b\"\" \"\tM\t? [1m\n");
}

static void test_kwic_begins_with_the_title(void **state)
{
    (void)state;
    const nsearch_span in_title = {6, 5}, in_body = {0, 5};
    const nsearch_passage whole = {.text = "Blown up",
                                   .size = 8,
                                   .marks = &in_body,
                                   .mark_count = 1,
                                   .title_marks = &in_title,
                                   .title_mark_count = 1};
    const struct print_record record = {.hit = &printing_hit, .text = &whole};
    assert_string_equal(styled((struct print_style){.list = "left,match,right,part,id"}, "kwic",
                               &printing_plain, &record),
                        "North \tblows\t up\ttitle\thw-1\n\tBlown\t up\tbody\thw-1\n");
}

static void test_kwic_on_a_terminal_stands_in_columns(void **state)
{
    (void)state;
    static const struct print narrow = {.width = 20, .terminal = true};
    static const struct print bright = {.width = 20, .terminal = true, .color = true};
    const nsearch_span marks[] = {{0, 3}, {18, 4}};
    const nsearch_passage whole = {
        .text = "One and one makes two.", .size = 22, .marks = marks, .mark_count = 2};
    const struct print_record record = {.hit = &printing_hit, .text = &whole};
    assert_string_equal(styled((struct print_style){0}, "kwic", &narrow, &record),
                        "          One and one    hw-1  2020-06-16\n"
                        "one makes two.            hw-1  2020-06-16\n");
    assert_non_null(strstr(styled((struct print_style){0}, "kwic", &bright, &record),
                           PRINTED_MARK "One" PRINTED_PLAIN " and"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_a_line_each),
        cmocka_unit_test(test_records_may_end_in_a_nul),
        cmocka_unit_test(test_a_hit_without_url_has_no_line),
        cmocka_unit_test(test_csv_quotes_what_needs_it),
        cmocka_unit_test(test_csv_begins_with_names),
        cmocka_unit_test(test_tsv_has_the_fields_asked_for_on_one_line),
        cmocka_unit_test(test_what_a_format_has_not_is_refused),
        cmocka_unit_test(test_a_wrong_field_is_told_with_what_was_meant),
        cmocka_unit_test(test_a_template_has_fields_escapes_and_braces),
        cmocka_unit_test(test_a_template_keeps_the_lines_of_a_text),
        cmocka_unit_test(test_a_wrong_template_is_refused),
        cmocka_unit_test(test_kwic_cuts_between_words),
        cmocka_unit_test(test_kwic_counts_white_space_as_one),
        cmocka_unit_test(test_kwic_begins_with_the_title),
        cmocka_unit_test(test_kwic_on_a_terminal_stands_in_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
