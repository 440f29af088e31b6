#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/sgml.h"

/* The pieces of a text, written as "[NAME] text [/NAME]". */
static void assert_pieces(const char *text, const char *want)
{
    size_t size = strlen(text);
    struct sgml_piece piece;
    struct buf out;
    buf_init(&out);
    while (sgml_next(&text, &size, &piece)) {
        if (piece.is_tag)
            buf_addf(&out, "[%s%s]", piece.is_end ? "/" : "", piece.name);
        else
            buf_add(&out, piece.text, piece.size);
    }
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void test_tags_are_told_from_text(void **state)
{
    (void)state;
    assert_pieces("a<b>c</B >d", "a[B]c[/B]d");
    assert_pieces("<DOC id=\"x\">", "[DOC]");
    assert_pieces("<H3><ti>x</ti></H3>", "[H3][TI]x[/TI][/H3]");
    assert_pieces("<!-- no --><?xml?>x", "[][]x");
    assert_pieces("<averyveryverylongname>", "[AVERYVERYVERYLO]");
}

static void test_a_less_than_sign_is_text(void **state)
{
    (void)state;
    assert_pieces("1 < 2 > 1", "1 < 2 > 1");
    assert_pieces("<", "<");
    assert_pieces("<>", "<>");
    assert_pieces("</>", "</>");
    assert_pieces("<<b>", "<[B]");
    assert_pieces("a <b", "a <b");
}

static void test_attributes_have_values(void **state)
{
    (void)state;
    const char text[] = "<REUTERS OLDID=\"5\" newid='12' BARE=7 EMPTY=\"\">", *at = text;
    static const char *const cases[][2] = {
        {"OLDID", "5"}, {"NEWID", "12"}, {"BARE", "7"}, {"EMPTY", ""}};
    size_t size = strlen(text), value_size;
    const char *value;
    struct sgml_piece piece;
    assert_true(sgml_next(&at, &size, &piece));
    for (size_t i = 0; i < 4; i++) {
        assert_true(sgml_attribute(&piece, cases[i][0], &value, &value_size));
        assert_int_equal(value_size, strlen(cases[i][1]));
        assert_memory_equal(value, cases[i][1], value_size);
    }
    assert_false(sgml_attribute(&piece, "ID", &value, &value_size));
    assert_false(sgml_attribute(&piece, "NONE", &value, &value_size));
}

static void assert_decoded(const char *text, const char *want)
{
    struct buf out;
    buf_init(&out);
    sgml_decode(text, strlen(text), &out);
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void test_entities_are_decoded_once(void **state)
{
    (void)state;
    assert_decoded("&amp;lt; &quot;&apos;", "&lt; \"'");
    assert_decoded("&eacute;&Eacute;&yuml;&nbsp;|", "\xC3\xA9\xC3\x89\xC3\xBF\xC2\xA0|");
    assert_decoded("&#8364;&#x20AC;&#146;", "\xE2\x82\xAC\xE2\x82\xAC\xE2\x80\x99");
}

static void test_what_is_no_entity_stays(void **state)
{
    (void)state;
    assert_decoded("AT&T & &; &bogus; &#; &#x; &#99999999; &#xD800; &amp",
                   "AT&T & &; &bogus; &#; &#x; &#99999999; &#xD800; &amp");
}

static void test_control_characters_are_dropped(void **state)
{
    (void)state;
    assert_decoded("a&#3;b&#0;c&#27;d", "abcd");
}

static void assert_flow(const char *text, const char *want)
{
    struct buf out;
    buf_init(&out);
    sgml_flow(text, strlen(text), &out);
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void test_indented_lines_begin_paragraphs(void **state)
{
    (void)state;
    assert_flow("   One\ntwo.\n   Three\nfour.\n", "One\ntwo.\n\nThree\nfour.");
    assert_flow("One\n\n\ntwo", "One\n\ntwo");
    assert_flow("    a  b\n    c  d\n", "a  b\nc  d"); /* a table */
    assert_flow(" \n\t\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags_are_told_from_text),
        cmocka_unit_test(test_a_less_than_sign_is_text),
        cmocka_unit_test(test_attributes_have_values),
        cmocka_unit_test(test_entities_are_decoded_once),
        cmocka_unit_test(test_what_is_no_entity_stays),
        cmocka_unit_test(test_control_characters_are_dropped),
        cmocka_unit_test(test_indented_lines_begin_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
