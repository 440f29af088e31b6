/* Wire copy of both standards, and what is left of it when lines were bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define HEADER_7901 "\x01hwe062 4 i 211 ccccb   hw 061\r\n\r\nNordland-ferries/\r\n\x02"
#define TRAILER_7901                                                                               \
    "\r\n\x03"                                                                                     \
    "131137 GMT Nov 13 \r\n\x7F\x04"
#define HEADER_ANPA "\x16\x16\x01V2870\x1F_nordl\nf s\x13\x11 BC-ND--Ferries     11-13 1049\r\n\x02"
#define TRAILER_ANPA "\r\n\t   \x03HW-WF-11-13-13 1509GMT<\r\n\x0C\r\n\x04"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.txt", text, which), want)

static void test_fields_of_iptc_7901(void **state)
{
    static const char text[] = HEADER_7901
        "1ST LEAD\r\nFerries could stop\r\nBy Ann Roe, hw =\r\n\r\n"
        "   Northgate (hw) - Talks with the\r\nharbour could fail.\r\n   A second "
        "paragraph.\r\n\r\nA third.\r\n" TRAILER_7901;
    IS(text, ARTICLE_TITLE, "Ferries could stop");
    IS(text, ARTICLE_AUTHOR, "Ann Roe");
    IS(text, ARTICLE_SOURCE, "hw");
    IS(text, ARTICLE_PLACE, "Northgate");
    IS(text, ARTICLE_SECTION, "International");
    IS(text, ARTICLE_TAG, "Nordland-ferries");
    IS(text, ARTICLE_DATE, "2013-11-13T11:37");
    IS(text, ARTICLE_BODY,
       "Northgate (hw) - Talks with the harbour could fail.\n\nA second paragraph.\n\nA third.");
}

static void test_what_is_for_editors_is_left_out(void **state)
{
    IS(HEADER_7901 "Title =\n\nText.\n\n# hw NOTEBOOK\n\n## Contacts\nAnn\n" TRAILER_7901,
       ARTICLE_BODY, "Text.");
    IS(HEADER_7901
       "Title =\n\nText.\n\n* * * *\nThe following is not for publication\nAnn\n" TRAILER_7901,
       ARTICLE_BODY, "Text.");
    IS(HEADER_7901 "Title =\n\nText.\n\n* * * *\nMore.\n" TRAILER_7901, ARTICLE_BODY,
       "Text.\n\n* * * * More.");
}

static void test_a_title_may_have_no_mark_at_its_end(void **state)
{
    IS(HEADER_7901 "A title of\ntwo lines\n\nText." TRAILER_7901, ARTICLE_TITLE,
       "A title of two lines");
    IS(HEADER_7901 "A title\nOslo, Nov 13 (hw) - Text." TRAILER_7901, ARTICLE_TITLE, "A title");
    IS(HEADER_7901 "A title\n   Text." TRAILER_7901, ARTICLE_BODY, "Text.");
    IS(HEADER_7901 "EXTRA =\nText." TRAILER_7901, ARTICLE_TITLE, "EXTRA");
}

static void test_dates_of_trailers(void **state)
{
    static const char *const rows[][2] = {
        {"131137 GMT Nov 13", "2013-11-13T11:37"},
        {"131137 Nov 13", "2013-11-13T11:37"},
        {"071341 GMT Okt 15", "2015-10-07T13:41"},
        {"311200 GMT Dec 1998", "1998-12-31T12:00"},
        {"010000 GMT Jan 85", "1985-01-01T00:00"},
        {"321137 GMT Nov 13", ""},
        {"131137 GMT Foo 13", ""},
        {"1311", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        snprintf(text, sizeof text, "%sTitle =\n\nText.\n\x03%s\n\x04", HEADER_7901, rows[i][0]);
        IS(text, ARTICLE_DATE, rows[i][1]);
    }
}

static void test_fields_of_anpa_1312(void **state)
{
    static const char text[] = HEADER_ANPA
        "^BC-ND--Ferries Stop, 1st Ld-Writethru,466<\r\n^No boat leaves after noon <\r\n^AP Photo "
        "XNP101<\r\n"
        "^Eds: With photos.<\r\n^By PAUL BANKS and ANNA WELLS=\r\n^Harbor Press=\r\n"
        "\t   NORTHGATE, Nordland (HW) _ The last boat\r\nleft at noon.\r\n \r\n\t   ``Full,'' "
        "they said." TRAILER_ANPA;
    IS(text, ARTICLE_TITLE, "No boat leaves after noon");
    IS(text, ARTICLE_AUTHOR, "PAUL BANKS\nANNA WELLS");
    IS(text, ARTICLE_SOURCE, "HW");
    IS(text, ARTICLE_SECTION, "Sports");
    IS(text, ARTICLE_PLACE, "NORTHGATE, Nordland");
    IS(text, ARTICLE_TAG, "BC-ND--Ferries Stop");
    IS(text, ARTICLE_DATE, "2013-11-13T15:09");
    IS(text, ARTICLE_BODY,
       "NORTHGATE, Nordland (HW) \xE2\x80\x94 The last boat left at noon.\n\n``Full,'' they said.");
}

static void test_anpa_without_a_title_has_its_slug(void **state)
{
    IS(HEADER_ANPA "^BC-ND--Ferry Alert,17<\n\t   Text." TRAILER_ANPA, ARTICLE_TITLE,
       "Ferry Alert");
    IS(HEADER_ANPA "^*9006< ^AP-Top-Ferries,0176<\n^Five ferries=\n^One=\n^Two=" TRAILER_ANPA,
       ARTICLE_TITLE, "Five ferries");
    IS(HEADER_ANPA "^*9006< ^AP-Top-Ferries,0176<\n^Five ferries=\n^One=\n^Two=" TRAILER_ANPA,
       ARTICLE_BODY, "One\n\nTwo");
    IS(HEADER_ANPA "^A title<\n\t   Text." TRAILER_ANPA, ARTICLE_TITLE, "A title");
}

static void test_tables_of_anpa_have_a_line_a_row(void **state)
{
    IS(HEADER_ANPA "^BC-ND--Scores<\n^Scores=\n\b^\x1F\x1E W\x1E \x1E L\n\bNorth\x10 Gate\x1F\x1E "
                   "7\x1E \x1E 5{\n^After=\n"
                   "\t   Oslo;1;2<\n\t   Rome;3;4<\n^END<" TRAILER_ANPA,
       ARTICLE_BODY, "W L\nNorth Gate 7 5\xC2\xBD\n\nAfter\n\nOslo;1;2\nRome;3;4");
}

static void test_a_summary_that_is_said_again_goes(void **state)
{
    IS(HEADER_ANPA "^BC-ND--Ferries<\n^Title<\n^The last boat left at noon.<\n\t   OSLO (HW) _ The "
                   "last boat left at noon. "
                   "It was full." TRAILER_ANPA,
       ARTICLE_BODY, "OSLO (HW) \xE2\x80\x94 The last boat left at noon. It was full.");
}

static void test_a_file_holds_many_messages(void **state)
{
    struct reading *reading = reading_text(
        *state, "day.txt",
        HEADER_7901 "One =\n\nText." TRAILER_7901 "noise\n" HEADER_ANPA
                    "^BC-ND--X<\n^Two<\n\tText." TRAILER_ANPA HEADER_7901
                    "Three =\n\nNo end of this, but a start\n" HEADER_7901 "Four =\n\nText.");
    assert_int_equal(reading->count, 4);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Two");
    assert_string_equal(reading_field(reading, 2, ARTICLE_BODY), "No end of this, but a start");
    assert_string_equal(reading_field(reading, 3, ARTICLE_TITLE), "Four");
    reading_free(reading);
}

static void test_a_message_without_text_is_a_reject(void **state)
{
    struct reading *reading = reading_text(*state, "day.txt",
                                           "\x01"
                                           "abc123 4 i 1\n\x04" HEADER_7901
                                           "One =\n\nText." TRAILER_7901);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 1);
    assert_int_equal(reading->rejects[0].line, 1);
    assert_string_equal(reading->rejects[0].reason, "a message without a text (no STX)");
    reading_free(reading);
}

static void test_a_message_may_have_lost_its_control_characters(void **state)
{
    static const char text[] =
        "hwe00075 3 i 510    hw 1003\n\n/Nordland/Ferries/\n2ND LEAD\nFerries could stop\n"
        "By Ann Roe, hw  =\n \nOslo (hw) - Talks could\nfail.\n\n\n101137 GMT Dez 18\n";
    IS(text, ARTICLE_TITLE, "Ferries could stop");
    IS(text, ARTICLE_AUTHOR, "Ann Roe");
    IS(text, ARTICLE_TAG, "Nordland/Ferries");
    IS(text, ARTICLE_DATE, "2018-12-10T11:37");
    IS(text, ARTICLE_BODY, "Oslo (hw) - Talks could fail.");
}

static void test_anpa_without_marks(void **state)
{
    static const char text[] = HEADER_ANPA
        "BC-Ferries\r\nFerries: No boat leaves after noon+\r\n"
        "     NORTHGATE, Japan, Dec. 9 Kyodo - The last boat \r\nleft.\r\n"
        "     Full.\r\n\x03KWS-21:37-09-12-18\x04";
    IS(text, ARTICLE_TITLE, "Ferries: No boat leaves after noon");
    IS(text, ARTICLE_DATE, "2018-12-09");
    IS(text, ARTICLE_SOURCE, "Kyodo");
    IS(text, ARTICLE_BODY, "NORTHGATE, Japan, Dec. 9 Kyodo - The last boat left.\n\nFull.");
}

static void test_the_charset_is_found(void **state)
{
    IS(HEADER_7901 "Title =\n\nBastian Schweinsteiger und Thomas M\xFCller spielten f\xFCr "
                   "M\xFCnchen." TRAILER_7901,
       ARTICLE_BODY,
       "Bastian Schweinsteiger und Thomas M\xC3\xBCller spielten f\xC3\xBCr M\xC3\xBCnchen.");
    IS(HEADER_7901 "Title =\n\nThomas M\xC3\xBCller spielte." TRAILER_7901, ARTICLE_BODY,
       "Thomas M\xC3\xBCller spielte.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_fields_of_iptc_7901),
        TEST(test_what_is_for_editors_is_left_out),
        TEST(test_a_title_may_have_no_mark_at_its_end),
        TEST(test_dates_of_trailers),
        TEST(test_fields_of_anpa_1312),
        TEST(test_anpa_without_a_title_has_its_slug),
        TEST(test_tables_of_anpa_have_a_line_a_row),
        TEST(test_a_summary_that_is_said_again_goes),
        TEST(test_a_file_holds_many_messages),
        TEST(test_a_message_without_text_is_a_reject),
        TEST(test_a_message_may_have_lost_its_control_characters),
        TEST(test_anpa_without_marks),
        TEST(test_the_charset_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
