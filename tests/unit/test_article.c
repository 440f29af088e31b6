#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/article.h"

static void add(struct article *article, enum article_field field, const char *text)
{
    article_add(article, field, text, strlen(text));
}

static void assert_field(const struct article *article, enum article_field field, const char *want)
{
    assert_string_equal(article->fields[field].data, want);
    assert_int_equal(article->fields[field].size, strlen(want));
}

static int setup(void **state)
{
    static struct article article;
    article_init(&article);
    *state = &article;
    return 0;
}

static int teardown(void **state)
{
    article_release(*state);
    return 0;
}

static void test_names_lead_to_their_fields_and_back(void **state)
{
    (void)state;
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        const char *name = article_field_name((enum article_field)field);
        assert_int_equal(article_field_of_name(name, strlen(name)), field);
    }
    assert_int_equal(article_field_of_name("titl", 4), ARTICLE_FIELDS);
    assert_int_equal(article_field_of_name("", 0), ARTICLE_FIELDS);
}

static void test_white_space_is_folded_outside_the_body(void **state)
{
    add(*state, ARTICLE_TITLE, " \n Two \t\r\n words ");
    add(*state, ARTICLE_BODY, "\n\nOne.\n\nTwo.  \n");
    assert_field(*state, ARTICLE_TITLE, "Two words");
    assert_field(*state, ARTICLE_BODY, "One.\n\nTwo.");
}

static void test_a_path_keeps_its_spaces(void **state)
{
    add(*state, ARTICLE_PATH, "/news/a  b\n.txt ");
    assert_field(*state, ARTICLE_PATH, "/news/a  b%0A.txt ");
    add(*state, ARTICLE_PATH, "/news/100%/caf\xE9/caf\xC3\xA9/\x7F/\xC2\x85");
    assert_field(*state, ARTICLE_PATH, "/news/100%/caf%E9/caf\xC3\xA9/%7F/%C2%85");
}

static void test_a_second_title_takes_the_place_of_the_first(void **state)
{
    add(*state, ARTICLE_TITLE, "First");
    add(*state, ARTICLE_TITLE, "Second");
    assert_field(*state, ARTICLE_TITLE, "Second");
}

static void test_an_empty_value_changes_nothing(void **state)
{
    add(*state, ARTICLE_TITLE, "First");
    add(*state, ARTICLE_TITLE, " \t ");
    add(*state, ARTICLE_AUTHOR, "A");
    add(*state, ARTICLE_AUTHOR, "");
    assert_field(*state, ARTICLE_TITLE, "First");
    assert_field(*state, ARTICLE_AUTHOR, "A");
}

static void test_sources_and_authors_add_up_without_repeats(void **state)
{
    add(*state, ARTICLE_SOURCE, "YONHAP");
    add(*state, ARTICLE_SOURCE, "Nikkei  Asian\nReview");
    add(*state, ARTICLE_SOURCE, "YONHAP");
    add(*state, ARTICLE_SOURCE, "YON");
    assert_field(*state, ARTICLE_SOURCE, "YONHAP\nNikkei Asian Review\nYON");
}

static void fill(struct article *article)
{
    add(article, ARTICLE_ID, "a=1");
    add(article, ARTICLE_TITLE, "Talks = hope");
    add(article, ARTICLE_AUTHOR, "One");
    add(article, ARTICLE_AUTHOR, "Two");
    add(article, ARTICLE_BODY, "x=y\n\nEnd");
}

static void test_repeats_of_very_many_values_are_not_looked_for(void **state)
{
    (void)state;
    struct article article;
    char name[16];
    article_init(&article);
    for (int i = 0; i < 200000; i++) {
        snprintf(name, sizeof name, "tag %d", i);
        article_add(&article, ARTICLE_TAG, name, strlen(name));
    }
    const size_t size = article.fields[ARTICLE_TAG].size;
    article_add(&article, ARTICLE_TAG, "tag 0", 5);
    assert_int_equal(article.fields[ARTICLE_TAG].size, size + 6);
    article_release(&article);
}

static void test_stored_form_has_a_line_per_value_and_then_the_body(void **state)
{
    struct buf out;
    buf_init(&out);
    fill(*state);
    article_write(*state, &out);
    assert_string_equal(out.data,
                        "id=a=1\ntitle=Talks = hope\nauthor=One\nauthor=Two\n\nx=y\n\nEnd");
    buf_release(&out);
}

static void test_what_is_written_is_read_back(void **state)
{
    struct buf out, again;
    struct article copy;
    buf_init(&out);
    buf_init(&again);
    article_init(&copy);
    fill(*state);
    add(&copy, ARTICLE_URL, "http://left.over/");
    article_write(*state, &out);
    assert_int_equal(article_parse(out.data, out.size, &copy, NULL), NSEARCH_OK);
    article_write(&copy, &again);
    assert_string_equal(again.data, out.data);
    article_release(&copy);
    buf_release(&again);
    buf_release(&out);
}

static void test_a_field_of_a_later_version_is_passed_over(void **state)
{
    const char text[] = "id=7\nmood=sunny\n\nBody";
    assert_int_equal(article_parse(text, strlen(text), *state, NULL), NSEARCH_OK);
    assert_field(*state, ARTICLE_ID, "7");
    assert_field(*state, ARTICLE_BODY, "Body");
}

static void test_damaged_stored_forms_are_told(void **state)
{
    static const char *const bad[] = {"", "id=7", "id=7\n", "no equals\n\nBody"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        nsearch_error error = {0};
        assert_int_equal(article_parse(bad[i], strlen(bad[i]), *state, &error), NSEARCH_DAMAGED);
        assert_int_equal(error.status, NSEARCH_DAMAGED);
        assert_true(*error.message);
    }
}

static void test_lack_of_memory_is_remembered(void **state)
{
    struct article *article = *state;
    assert_int_equal(article_status(article, NULL), NSEARCH_OK);
    article->fields[ARTICLE_TAG].failed = true;
    assert_int_equal(article_status(article, NULL), NSEARCH_MEMORY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_names_lead_to_their_fields_and_back),
        TEST(test_white_space_is_folded_outside_the_body),
        TEST(test_a_path_keeps_its_spaces),
        TEST(test_a_second_title_takes_the_place_of_the_first),
        TEST(test_an_empty_value_changes_nothing),
        TEST(test_sources_and_authors_add_up_without_repeats),
        TEST(test_repeats_of_very_many_values_are_not_looked_for),
        TEST(test_stored_form_has_a_line_per_value_and_then_the_body),
        TEST(test_what_is_written_is_read_back),
        TEST(test_a_field_of_a_later_version_is_passed_over),
        TEST(test_damaged_stored_forms_are_told),
        TEST(test_lack_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
