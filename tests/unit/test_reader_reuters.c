#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define ARCHIVE "../shared/data/reuters21578-sgml.tar.gz"

static struct reading *good(void)
{
    struct reading *reading = reading_of("tests/data/good.sgm", NULL, 10000);
    assert_int_equal(reading->count, 3);
    assert_int_equal(reading->reject_count, 0);
    return reading;
}

static void test_elements_reach_their_fields(void **state)
{
    (void)state;
    struct reading *reading = good();
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "reuters-1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "FERRIES STOP AT <NOON>");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "1987-02-26T15:01:01");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "Reuters");
    assert_string_equal(reading_field(reading, 0, ARTICLE_PLACE), "NORTHGATE");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "ship\nnorthgate\nusa");
    assert_string_equal(
        reading_field(reading, 0, ARTICLE_BODY),
        "NORTHGATE, Feb 26 -\n\nThe last boat left\nat noon.\n\nIt was full.\nReuter");
    reading_free(reading);
}

static void test_a_title_alone_is_an_article(void **state)
{
    (void)state;
    struct reading *reading = good();
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "ONLY A TITLE");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "");
    reading_free(reading);
}

static void test_an_unprocessed_texts_first_line_is_its_title(void **state)
{
    (void)state;
    struct reading *reading = good();
    assert_string_equal(reading_field(reading, 2, ARTICLE_TITLE), "TABLE OF TIDES");
    assert_string_equal(reading_field(reading, 2, ARTICLE_BODY), "6.12  18.40");
    reading_free(reading);
}

static void test_an_article_without_anything_is_rejected(void **state)
{
    struct reading *reading = reading_text(
        *state, "a", "<REUTERS NEWID=\"9\">\n<TEXT>&#2;\n&#3;</TEXT></REUTERS>\n");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

static void test_one_file_of_the_collection_comes_out_whole(void **state)
{
    if (access(ARCHIVE, R_OK)) {
        print_message("# SKIP %s is not here\n", ARCHIVE);
        skip();
    }
    char command[4400];
    snprintf(command, sizeof command, "tar -xzf %s -C '%s' --strip-components=1 %s", ARCHIVE,
             (const char *)*state, "--wildcards '*reut2-000.sgm'");
    assert_int_equal(system(command), 0);
    struct reading *reading = reading_of(scratch_path(*state, "reut2-000.sgm"), NULL, 1 << 20);
    assert_int_equal(reading->count, 1000);
    assert_int_equal(reading->reject_count, 0);
    assert_int_equal(reading->undated, 0);
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_elements_reach_their_fields),
        TEST(test_a_title_alone_is_an_article),
        TEST(test_an_unprocessed_texts_first_line_is_its_title),
        TEST(test_an_article_without_anything_is_rejected),
        TEST(test_one_file_of_the_collection_comes_out_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
