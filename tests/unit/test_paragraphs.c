#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/paragraphs.h"

static struct buf out;
static struct paragraphs paragraphs;

static void begin(void)
{
    buf_release(&out);
    buf_init(&out);
    paragraphs = (struct paragraphs){.out = &out};
}

static void add(const char *text)
{
    paragraphs_text(&paragraphs, text, strlen(text));
}

static void test_white_space_is_folded_across_pieces(void **state)
{
    (void)state;
    begin();
    add("  a \t\n b ");
    add(" c");
    add("d\xC2\xA0\xE2\x80\x89\xE3\x80\x80"
        "e  ");
    assert_string_equal(out.data, "a b cd e");
}

static void test_the_widest_gap_counts_and_none_stands_at_an_end(void **state)
{
    (void)state;
    begin();
    paragraphs_apart(&paragraphs, PARAGRAPHS_EMPTY_LINE);
    add("a");
    paragraphs_apart(&paragraphs, PARAGRAPHS_EMPTY_LINE);
    add(" ");
    paragraphs_apart(&paragraphs, PARAGRAPHS_LINE);
    add("b");
    paragraphs_apart(&paragraphs, PARAGRAPHS_LINE);
    add("c ");
    paragraphs_apart(&paragraphs, PARAGRAPHS_EMPTY_LINE);
    assert_string_equal(out.data, "a\n\nb\nc");
}

static void test_two_breaks_end_a_paragraph(void **state)
{
    (void)state;
    begin();
    add("a");
    paragraphs_break(&paragraphs);
    add(" b");
    paragraphs_break(&paragraphs);
    add(" ");
    paragraphs_break(&paragraphs);
    paragraphs_break(&paragraphs);
    add("c");
    assert_string_equal(out.data, "a\nb\n\nc");
}

static void test_lines_are_kept_where_they_are_to_be(void **state)
{
    (void)state;
    begin();
    paragraphs_lines(&paragraphs, "\na  b\nc\n\n\n\nd\n", 14);
    assert_string_equal(out.data, "a b\nc\n\nd");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_white_space_is_folded_across_pieces),
        cmocka_unit_test(test_the_widest_gap_counts_and_none_stands_at_an_end),
        cmocka_unit_test(test_two_breaks_end_a_paragraph),
        cmocka_unit_test(test_lines_are_kept_where_they_are_to_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
