#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define SEED "../shared/data/seed-liaison-office.txt"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.txt", text, which), want)

static void test_the_first_line_is_the_title(void **state)
{
    IS("\n  A title \n\nBody.\n", ARTICLE_TITLE, "A title");
    IS("\n  A title \n\nBody.\n", ARTICLE_BODY, "Body.");
    IS("Only a title", ARTICLE_TITLE, "Only a title");
    IS("Only a title", ARTICLE_BODY, "");
}

static void test_a_second_identical_title_line_is_dropped(void **state)
{
    IS("Title\n\nTitle\nBody.", ARTICLE_BODY, "Body.");
    IS("Title\n\nTitle two\n", ARTICLE_BODY, "Title two");
    IS("Title\n\nBody.\n\nTitle\n", ARTICLE_BODY, "Body.\n\nTitle");
}

static void test_paragraphs_have_one_empty_line_between_them(void **state)
{
    IS("T\n\n\n\none\n  two\n \t \n\nthree", ARTICLE_BODY, "one\ntwo\n\nthree");
}

static void test_a_very_long_first_line_is_text_and_its_start_the_title(void **state)
{
    char text[700] = "";
    while (strlen(text) < 600)
        strcat(text, "word word ");
    strcat(text, "end");
    const char *title = reading_one(*state, "a.txt", text, ARTICLE_TITLE);
    assert_in_range(strlen(title), 80, 110);
    assert_string_equal(title + strlen(title) - 7, "word\xE2\x80\xA6");
    IS(text, ARTICLE_BODY, text);
}

static void test_credit_lines_between_paragraphs_are_fields(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/credits-between-paragraphs.txt", NULL, 10000);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE),
                        "Bridge keepers hand over the keys for the last time");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE),
                        "HARBOR WIRE\nNorthgate Gazette");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "PETRA OLSSON\nIdris Fallon");
    const char *body = reading_field(reading, 0, ARTICLE_BODY);
    assert_ptr_equal(strstr(body, "The two keepers"), body);
    assert_null(strstr(body, "Source:"));
    assert_null(strstr(body, "PETRA"));
    assert_non_null(strstr(body, "\n\nBy Thursday evening"));
    assert_non_null(strstr(body, "\n\nBy the end of the year\n\n"));
    reading_free(reading);
}

static void test_a_sentence_that_starts_with_by_is_text(void **state)
{
    static const char *const lines[] = {
        "By Monday it was over", "By JANE DOE.", "By 2020 Vision", "by Jane Doe",
        "By A B C D E F",        "By",           "By and by",      "By Jane, of the Post",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[200] = "Title\n\n";
        strcat(text, lines[i]);
        strcat(text, "\n\nEnd.");
        IS(text, ARTICLE_AUTHOR, "");
    }
    IS("Title\n\nBy Monday\nit was over.", ARTICLE_AUTHOR, "");
    IS("Title\n\nText.\nBy Jane Doe\n\nEnd.", ARTICLE_AUTHOR, "");
}

static void test_names_of_many_kinds_are_bylines(void **state)
{
    IS("Title\nBy STAFF\n\nBody.", ARTICLE_AUTHOR, "STAFF");
    IS("Title\n\nBY JEAN-LUC D\xE2\x80\x99"
       "ARC and Ludwig van Beethoven\n\nBody.",
       ARTICLE_AUTHOR,
       "JEAN-LUC D\xE2\x80\x99"
       "ARC\nLudwig van Beethoven");
    IS("Title\n\nBy \xC3\x85sa \xC3\x96st\n\nBody.", ARTICLE_AUTHOR, "\xC3\x85sa \xC3\x96st");
    IS("Title\n\nBy Mark E. Smith Jr.\n\nBody.", ARTICLE_AUTHOR, "");
}

static void test_jobs_go_with_their_bylines(void **state)
{
    IS("Title\n\nBy JANE DOE, AP Business Writer\n\nBody.", ARTICLE_AUTHOR, "JANE DOE");
    IS("Title\n\nBy JANE DOE\nAssociated Press Writer\n\nBody.", ARTICLE_AUTHOR, "JANE DOE");
    IS("Title\n\nBy JANE DOE\nAssociated Press Writer\n\nBody.", ARTICLE_BODY, "Body.");
    IS("Title\n\nAssociated Press Writer\n\nBody.", ARTICLE_BODY,
       "Associated Press Writer\n\nBody.");
    IS("Title\n\nBy Monday, the Press had gone\n\nBody.", ARTICLE_AUTHOR, "");
}

static void test_a_dateline_is_fields_and_stays_in_the_text(void **state)
{
    const char *text =
        "Title\n\nBy JANE DOE\n\nKAESONG, South Korea, June 16 2020 (Yonhap) -- It fell.";
    IS(text, ARTICLE_PLACE, "KAESONG, South Korea");
    IS(text, ARTICLE_SOURCE, "Yonhap");
    IS(text, ARTICLE_DATE, "2020-06-16");
    IS(text, ARTICLE_BODY, "KAESONG, South Korea, June 16 2020 (Yonhap) -- It fell.");
    IS("Source: X\n\nTitle\n\nKAESONG, June 16 (Yonhap) -- It fell.", ARTICLE_SOURCE, "X");
    IS("Title\n\nTrouble - that was what he said.", ARTICLE_PLACE, "");
}

static void test_credits_far_down_are_text(void **state)
{
    char text[2000] = "Title\n\n";
    for (int i = 0; i < 12; i++)
        strcat(text, "Paragraph.\n\n");
    strcat(text, "Source: LATE\n");
    IS(text, ARTICLE_SOURCE, "");
    assert_non_null(strstr(reading_one(*state, "a.txt", text, ARTICLE_BODY), "Source: LATE"));
}

static void test_a_line_that_is_a_day_is_the_date(void **state)
{
    IS("Title\nSaturday, 12 October 2019\n\nBody.", ARTICLE_DATE, "2019-10-12");
    IS("Title\n\nFriday, January 4, 2019\xC2\xA0\n\nBody.", ARTICLE_DATE, "2019-01-04");
    IS("Title\n\nOctober 2019\n\nBody.", ARTICLE_DATE, "");
    IS("Title\n\nOn 12 October 2019\n\nBody.", ARTICLE_DATE, "");
}

static void test_the_files_time_is_never_the_date(void **state)
{
    IS("Title\n\nBody.", ARTICLE_DATE, "");
}

static void test_a_header_block_gives_the_fields(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/header.txt", NULL, 10000);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries stop at noon");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2005-03-02");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE),
                        "Harbor Wire\nNorthgate Gazette");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Sigr\xC3\xBAn O\xE2\x80\x99"
                                                                   "Brien");
    assert_string_equal(reading_field(reading, 0, ARTICLE_PLACE), "Northgate Quay");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "ferries\nstrikes");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL),
                        "https://harborwire.example/ferries");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "The last boat leaves   at 11.50.\nIt is full.");
    reading_free(reading);
}

static void test_a_block_with_other_lines_is_no_header(void **state)
{
    IS("Date: 2020-06-16\nDear reader\n\nBody.", ARTICLE_TITLE, "Date: 2020-06-16");
    IS("Warning: floods\n\nBody.", ARTICLE_TITLE, "Warning: floods");
    IS("Source: X\nA title\n\nBody.", ARTICLE_TITLE, "A title");
    IS("Date: 2020-06-16\n\nA title\n\nBody.", ARTICLE_TITLE, "A title");
    IS("Title: T", ARTICLE_TITLE, "T");
}

static void test_a_windows_file_is_read(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/windows-1252.txt", NULL, 10000);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Caf\xC3\xA9 closed");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "The caf\xC3\xA9 \xE2\x80\x9CZum Anker\xE2\x80\x9D closed.");
    reading_free(reading);
}

static void test_the_seed_article_comes_out_right(void **state)
{
    (void)state;
    if (access(SEED, R_OK)) {
        print_message("# SKIP %s is not here\n", SEED);
        skip();
    }
    struct reading *reading = reading_of(SEED, NULL, 1 << 20);
    assert_int_equal(strlen(reading_field(reading, 0, ARTICLE_TITLE)), 52);
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "YONHAP\nNikkei Asian Review");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "");
    const char *body = reading_field(reading, 0, ARTICLE_BODY);
    assert_memory_equal(body, "On Tuesday, ", 12);
    assert_null(strstr(body, "Source:"));
    assert_null(strstr(body, "\n\n\n"));
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_first_line_is_the_title),
        TEST(test_a_second_identical_title_line_is_dropped),
        TEST(test_paragraphs_have_one_empty_line_between_them),
        TEST(test_a_very_long_first_line_is_text_and_its_start_the_title),
        TEST(test_credit_lines_between_paragraphs_are_fields),
        TEST(test_a_sentence_that_starts_with_by_is_text),
        TEST(test_names_of_many_kinds_are_bylines),
        TEST(test_jobs_go_with_their_bylines),
        TEST(test_a_dateline_is_fields_and_stays_in_the_text),
        TEST(test_credits_far_down_are_text),
        TEST(test_a_line_that_is_a_day_is_the_date),
        TEST(test_the_files_time_is_never_the_date),
        TEST(test_a_header_block_gives_the_fields),
        TEST(test_a_block_with_other_lines_is_no_header),
        TEST(test_a_windows_file_is_read),
        TEST(test_the_seed_article_comes_out_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
