/* test_document.c - indexer/document.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/article.h"
#include "common/schema.h"
#include "indexer/document.h"

/* What came out, a line each: "moon@3 1" with position and wdf, "Zmoon 1", "0=202006". */
struct record {
    struct buf lines;
    struct stemmer *stemmer;
    unsigned left; /* calls until one fails */
};

static nsearch_status count_down(struct record *record, nsearch_error *error)
{
    (void)error;
    return --record->left ? NSEARCH_OK : NSEARCH_IO;
}

static nsearch_status take_word(void *context, const char *prefix, const struct token *token,
                                uint32_t position, bool stemmed, nsearch_error *error)
{
    struct record *record = context;
    char stem[TERM_MAX + 1];
    buf_addf(&record->lines, "%s%.*s@%u 1\n", prefix, (int)token->size, token->word,
             (unsigned)position);
    size_t size = stemmed
                      ? document_stem_term(record->stemmer, prefix, token->word, token->size, stem)
                      : 0;
    if (size) buf_addf(&record->lines, "%.*s 1\n", (int)size, stem);
    return count_down(record, error);
}

static nsearch_status take_term(void *context, const char *term, size_t size, nsearch_error *error)
{
    struct record *record = context;
    buf_addf(&record->lines, "%.*s 0\n", (int)size, term);
    return count_down(record, error);
}

/* "XBs@203". */
static nsearch_status take_place(void *context, enum document_list list, uint32_t entry,
                                 nsearch_error *error)
{
    struct record *record = context;
    buf_addf(&record->lines, "%s@%u\n", document_list_terms[list], (unsigned)entry);
    return count_down(record, error);
}

static nsearch_status take_value(void *context, unsigned slot, const char *value, size_t size,
                                 nsearch_error *error)
{
    struct record *record = context;
    buf_addf(&record->lines, "%u=%.*s\n", slot, (int)size, value);
    return count_down(record, error);
}

/* An article of the fields given, NULL behind the last pair, taken apart into `record`. */
static nsearch_status emit(struct record *record, const char *const fields[][2])
{
    struct article article;
    struct document_sink sink = {take_word, take_term, take_place, take_value, record};
    article_init(&article);
    for (size_t i = 0; fields[i][0]; i++)
        article_add(&article, article_field_of_name(fields[i][0], strlen(fields[i][0])),
                    fields[i][1], strlen(fields[i][1]));
    buf_init(&record->lines);
    buf_add_char(&record->lines, '\n');
    assert_int_equal(stemmer_create("english", NULL, &record->stemmer, NULL), NSEARCH_OK);
    nsearch_status status = document_emit(&article, NULL, &sink, NULL);
    stemmer_free(record->stemmer);
    article_release(&article);
    return status;
}

/* How often the line is there. */
static unsigned times(const struct record *record, const char *line)
{
    char whole[512];
    unsigned count = 0;
    snprintf(whole, sizeof whole, "\n%s\n", line);
    for (const char *at = record->lines.data; (at = strstr(at, whole)); at++)
        count++;
    return count;
}

static void assert_line(const struct record *record, const char *line)
{
    if (times(record, line) != 1)
        fail_msg("%u times \"%s\" in:%s", times(record, line), line, record->lines.data);
}

static void assert_no_line(const struct record *record, const char *line)
{
    if (times(record, line)) fail_msg("\"%s\" in:%s", line, record->lines.data);
}

static void assert_none_starts(const struct record *record, const char *start)
{
    char whole[64];
    snprintf(whole, sizeof whole, "\n%s", start);
    if (strstr(record->lines.data, whole)) fail_msg("\"%s\" in:%s", start, record->lines.data);
}

static void test_the_body_follows_the_title_after_a_gap(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {
        {"title", "Liaison offices"}, {"body", "Kaesong talks"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "liaison@1 1");
    assert_line(&record, "offices@2 1");
    assert_line(&record, "kaesong@103 1");
    assert_line(&record, "talks@104 1");
    assert_line(&record, "Zoffic 1");
    assert_line(&record, "Ztalk 1");
    buf_release(&record.lines);
}

static void test_the_title_has_words_and_stems_of_its_own(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"title", "Two offices"}, {"body", "talks"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "Soffices@2 1");
    assert_line(&record, "ZSoffic 1");
    assert_none_starts(&record, "Stalks");
    assert_none_starts(&record, "ZStalk");
    buf_release(&record.lines);
}

static void test_without_a_title_the_body_starts_behind_the_gap_too(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"body", "one two"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "one@101 1");
    assert_line(&record, "1=0000000002");
    buf_release(&record.lines);
}

static void test_sentences_and_paragraphs_are_a_list_of_first_words(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {
        {"title", "One co-op. Two"}, {"body", "It is. So what? No.\n\nyes"}, {NULL, NULL}};
    static const char *const lines[] = {"XBs@3",   "XBs@8",   "XBs@211",
                                        "XBs@214", "XBs@218", "XBs@221"};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_line(&record, lines[i]);
    assert_no_line(&record, "XBs@2");
    assert_none_starts(&record, "XBq");
    buf_release(&record.lines);
}

static void test_quotations_are_a_list_of_first_and_last_words(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {
        {"title", "\"a b"}, {"body", "``c'' ``d e,'' f ``g.\n\n``h"}, {NULL, NULL}};
    static const char *const lines[] = {"XBq@2",   "XBq@5",   "XBq@206", "XBq@207", "XBq@208",
                                        "XBq@211", "XBq@214", "XBq@215", "XBq@216", "XBq@217"};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_line(&record, lines[i]);
    assert_none_starts(&record, "XBc");
    buf_release(&record.lines);
}

static void test_capitals_are_a_list_of_words(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {
        {"title", "WHO is Who"}, {"body", "1 US-led US"}, {"author", "ANN"}, {NULL, NULL}};
    static const char *const lines[] = {"XBc@3", "XBc@6", "XBc@211", "XBc@215"};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_line(&record, lines[i]);
    assert_no_line(&record, "XBc@212");
    assert_no_line(&record, "XBc@2");
    buf_release(&record.lines);
}

static void test_an_article_without_words_has_no_structure(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"title", "--"}, {"body", "``...''"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_none_starts(&record, "XB");
    buf_release(&record.lines);
}

static void test_numbers_and_pairs_have_no_stem(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"body", "1950s \u65E5\u672C co-operations"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "1950s@101 1");
    assert_none_starts(&record, "Z1950");
    assert_line(&record, "\u65E5\u672C@102 1");
    assert_none_starts(&record, "Z\u65E5");
    assert_line(&record, "operations@105 1");
    assert_line(&record, "cooperations@105 1");
    assert_line(&record, "Zcooper 1");
    buf_release(&record.lines);
}

static void test_words_are_counted_without_joined_forms_and_gaps(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {
        {"title", "One co-operation"}, {"body", "1950 \u65E5\u672C"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "1=0000000006");
    buf_release(&record.lines);
}

static void test_values_of_a_field_stand_apart_and_have_no_stems(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"author", "Ann Banks"},
                                     {"author", "Joe Wells"},
                                     {"source", "Associated Press"},
                                     {"section", "World News"},
                                     {"place", "New York"},
                                     {"tag", "talks"},
                                     {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "Aann@1 1");
    assert_line(&record, "Abanks@2 1");
    assert_line(&record, "Ajoe@103 1");
    assert_line(&record, "Awells@104 1");
    assert_line(&record, "XNassociated@1 1");
    assert_line(&record, "XCnews@2 1");
    assert_line(&record, "XPyork@2 1");
    assert_line(&record, "Ktalks@1 1");
    assert_none_starts(&record, "Z");
    assert_line(&record, "1=0000000000");
    buf_release(&record.lines);
}

static void test_whole_values_only_select(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"id", "AP-1"},
                                     {"url", "https://www.NYTimes.com/a"},
                                     {"path", "/srv/A.txt"},
                                     {"lang", "en-GB"},
                                     {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_line(&record, "QAP-1 0");
    assert_line(&record, "Uhttps://www.NYTimes.com/a 0");
    assert_line(&record, "P/srv/A.txt 0");
    assert_line(&record, "Len-gb 0");
    assert_line(&record, "Hwww.nytimes.com 0");
    assert_line(&record, "Hnytimes.com 0");
    assert_no_line(&record, "Hcom 0");
    buf_release(&record.lines);
}

static void test_a_date_gives_terms_as_far_as_it_is_known(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const day[][2] = {{"date", "2020-06-16T14:49"}, {NULL, NULL}};
    assert_int_equal(emit(&record, day), NSEARCH_OK);
    assert_line(&record, "D20200616 0");
    assert_line(&record, "M202006 0");
    assert_line(&record, "Y2020 0");
    assert_line(&record, "0=202006161449");
    buf_release(&record.lines);
    const char *const month[][2] = {{"date", "2020-06"}, {NULL, NULL}};
    assert_int_equal(emit(&record, month), NSEARCH_OK);
    assert_line(&record, "M202006 0");
    assert_line(&record, "0=202006");
    assert_none_starts(&record, "D");
    buf_release(&record.lines);
}

static void test_an_unknown_date_gives_nothing(void **state)
{
    (void)state;
    struct record record = {.left = 1000};
    const char *const fields[][2] = {{"title", "x"}, {NULL, NULL}};
    assert_int_equal(emit(&record, fields), NSEARCH_OK);
    assert_none_starts(&record, "0=");
    assert_none_starts(&record, "Y");
    buf_release(&record.lines);
}

static void test_an_error_of_the_sink_ends_it_and_is_passed_up(void **state)
{
    (void)state;
    const char *const fields[][2] = {{"title", "\"a\"-B"},   {"body", "c"},
                                     {"author", "d"},        {"url", "http://www.e.org/"},
                                     {"date", "2020-06-16"}, {NULL, NULL}};
    struct record whole = {.left = 1000};
    assert_int_equal(emit(&whole, fields), NSEARCH_OK);
    unsigned calls = 1000 - whole.left;
    for (unsigned left = 1; left <= calls; left++) {
        struct record record = {.left = left};
        assert_int_equal(emit(&record, fields), NSEARCH_IO);
        assert_int_equal(record.left, 0);
        buf_release(&record.lines);
    }
    buf_release(&whole.lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_body_follows_the_title_after_a_gap),
        cmocka_unit_test(test_the_title_has_words_and_stems_of_its_own),
        cmocka_unit_test(test_without_a_title_the_body_starts_behind_the_gap_too),
        cmocka_unit_test(test_sentences_and_paragraphs_are_a_list_of_first_words),
        cmocka_unit_test(test_quotations_are_a_list_of_first_and_last_words),
        cmocka_unit_test(test_capitals_are_a_list_of_words),
        cmocka_unit_test(test_an_article_without_words_has_no_structure),
        cmocka_unit_test(test_numbers_and_pairs_have_no_stem),
        cmocka_unit_test(test_words_are_counted_without_joined_forms_and_gaps),
        cmocka_unit_test(test_values_of_a_field_stand_apart_and_have_no_stems),
        cmocka_unit_test(test_whole_values_only_select),
        cmocka_unit_test(test_a_date_gives_terms_as_far_as_it_is_known),
        cmocka_unit_test(test_an_unknown_date_gives_nothing),
        cmocka_unit_test(test_an_error_of_the_sink_ends_it_and_is_passed_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
