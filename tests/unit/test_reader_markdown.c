#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static void assert_field(void **state, const char *text, enum article_field field, const char *want)
{
    struct reading *reading = reading_text(*state, "a.md", text);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, field), want);
    reading_free(reading);
}

static void test_front_matter_gives_fields(void **state)
{
    const char *text = "---\n"
                       "title: \"Ferries: late again\"   # a comment\n"
                       "date: 2020-06-16 14:49:00 +0200\n"
                       "authors:\n  - name: Jane Doe\n    role: editor\n  - John Roe\n"
                       "tags: [ferries, 'strikes']\n"
                       "categories: local\n"
                       "link: https://h.example/1\n"
                       "description: >\n  folded\n  text\n"
                       "draft: false\n"
                       "---\n\nThe boat.\n";
    assert_field(state, text, ARTICLE_TITLE, "Ferries: late again");
    assert_field(state, text, ARTICLE_DATE, "2020-06-16T14:49:00");
    assert_field(state, text, ARTICLE_AUTHOR, "Jane Doe\nJohn Roe");
    assert_field(state, text, ARTICLE_TAG, "ferries\nstrikes");
    assert_field(state, text, ARTICLE_SECTION, "local");
    assert_field(state, text, ARTICLE_URL, "https://h.example/1");
    assert_field(state, text, ARTICLE_BODY, "The boat.");
}

static void test_the_best_name_wins_and_tags_may_be_one_text(void **state)
{
    assert_field(state, "---\nheadline: h\ntitle: t\nname: n\n---\nx\n", ARTICLE_TITLE, "t");
    assert_field(state, "---\ntags: a b, c\n---\nx\n", ARTICLE_TAG, "a b\nc");
}

static void test_the_first_heading_is_the_title_if_there_is_none(void **state)
{
    assert_field(state, "# Of *boats*\n\nText.\n\n# Next\n", ARTICLE_TITLE, "Of boats");
    assert_field(state, "# Of *boats*\n\nText.\n\n# Next\n", ARTICLE_BODY, "Text.\n\nNext");
    assert_field(state, "---\ntitle: Of boats\n---\n# Of *boats*\n\nText.\n", ARTICLE_BODY,
                 "Text.");
    assert_field(state, "---\ntitle: Boats\n---\n# Of boats\n\nText.\n", ARTICLE_BODY,
                 "Of boats\n\nText.");
    assert_field(state, "Text.\n\n# Later\n", ARTICLE_BODY, "Text.\n\nLater");
}

static void test_marks_go_and_text_stays(void **state)
{
    if (!WITH_XML) skip(); /* tags go there, and that is nearly all */
    assert_field(
        state,
        "The *last* **boat** [leaves](/b \"t\") at &lt;noon&gt;\nnow ![picture](x.png)"
        "and `code` <b>bold</b>.\n\n- one\n- two\n\n> quoted\n\n|a|b|\n|---|---|\n|c|d|\n\n"
        "<div><p>Para</p><script>x()</script></div>\n\n    indented\n\nhard\\\nbreak\n",
        ARTICLE_BODY,
        "The last boat leaves at <noon> now and code bold.\n\none\n\ntwo\n\nquoted\n\n"
        "a b\n\nc d\n\nPara\n\nindented\n\nhard\nbreak");
}

static void test_the_name_of_a_file_may_say_the_day(void **state)
{
    assert_string_equal(reading_one(*state, "2020-06-16-boats.md", "Text\n", ARTICLE_DATE),
                        "2020-06-16");
    assert_string_equal(reading_one(*state, "2020-06-16-boats.md",
                                    "---\ndate: 1999-01-02\n---\nText\n", ARTICLE_DATE),
                        "1999-01-02");
    assert_string_equal(reading_one(*state, "2020-66-16-boats.md", "Text\n", ARTICLE_DATE), "");
}

static void test_front_matter_that_is_wrong_is_one_reject_with_its_line(void **state)
{
    struct reading *reading = reading_text(*state, "a.md", "---\ntitle: a\nb: [\n---\nText\n");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_true(reading->rejects[0].line >= 3);
    assert_non_null(strstr(reading->rejects[0].reason, "YAML"));
    reading_free(reading);
}

/* Aliases that would make gigabytes, and brackets as deep as there is room. */
static void test_bombs_take_no_room(void **state)
{
    enum {
        DEEP = 60000
    };
    assert_field(
        state, "---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\ntags: [*c, d]\n---\nText\n",
        ARTICLE_TAG, "d");
    char *text = calloc(1, DEEP + 40);
    assert_non_null(text);
    memcpy(text, "---\ntags: ", 10);
    memset(text + 10, '[', DEEP);
    memcpy(text + 10 + DEEP, "\n---\nx\n", 8);
    struct reading *reading = reading_text(*state, "a.md", text);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
    memset(text, '>', DEEP);
    reading = reading_text(*state, "a.md", text);
    assert_int_equal(reading->count + reading->reject_count, 1);
    reading_free(reading);
    free(text);
}

static void test_which_texts_are_markdown(void **state)
{
    static const char front[] = "---\ntitle: x\n---\ny\n";
    assert_string_equal(reader_for("a", front, strlen(front))->name, "markdown");
    assert_string_equal(reader_for("a.md", "# x\n", 4)->name, "markdown");
    assert_string_equal(reader_for("a.txt", "# x\n", 4)->name, "text");
    (void)state;
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_front_matter_gives_fields),
        TEST(test_the_best_name_wins_and_tags_may_be_one_text),
        TEST(test_the_first_heading_is_the_title_if_there_is_none),
        TEST(test_marks_go_and_text_stays),
        TEST(test_the_name_of_a_file_may_say_the_day),
        TEST(test_front_matter_that_is_wrong_is_one_reject_with_its_line),
        TEST(test_bombs_take_no_room),
        TEST(test_which_texts_are_markdown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
