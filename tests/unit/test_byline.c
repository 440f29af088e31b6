/* Bylines of many papers to authors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/readers/byline.h"

static void test_names_come_out_of_a_byline(void **state)
{
    static const char *const rows[][2] = {
        {"By CHET BANKS and JACK WELLS", "CHET BANKS\nJACK WELLS"},
        {"By CHET BANKS and JACK WELLS=", "CHET BANKS\nJACK WELLS"},
        {"Peter and Jane", "Peter\nJane"},
        {"John Doe", "John Doe"},
        {"By Tom Banks, The Northgate Union-Tribune =", "Tom Banks"},
        {"By Ann Roe, Press Association Political Correspondent", "Ann Roe"},
        {"By Tom Perry, John Doe and Mary Roe, Staff Writers", "Tom Perry\nJohn Doe\nMary Roe"},
        {"ANTTI AUTIO, HETA HANSEN ", "ANTTI AUTIO\nHETA HANSEN"},
        {"Von Christian Holm, dpa", "Christian Holm"},
        {"Von Miller", "Von Miller"},
        {"Par Jean-Luc Petit et Anne de Ville", "Jean-Luc Petit\nAnne de Ville"},
        {"Por Ana Ruiz y Luis Gil", "Ana Ruiz\nLuis Gil"},
        {"by Jane Doe in Beirut and John Roe in Cairo", "Jane Doe\nJohn Roe"},
        {"Jane Doe <jane@paper.example>", "Jane Doe"},
        {"Jane Doe (Harbor Wire)", "Jane Doe"},
        {"Jane Doe, London", "Jane Doe"},
        {"Geir Holm / Fakta.example", "Geir Holm\nFakta.example"},
        {"By: Jane Doe; John Roe", "Jane Doe\nJohn Roe"},
        {"By\n  Jane Doe\n  Harbor Wire Staff Writer", "Jane Doe"},
        {"By The Associated Press", "The Associated Press"},
        {"Agencia EFE", "Agencia EFE"},
        {"Paulo Santa and Frances d'Emilio", "Paulo Santa\nFrances d'Emilio"},
        {"Mary Roe and Jordan Press", "Mary Roe\nJordan Press"},
        {"Mary Roe and Associated Press", "Mary Roe"},
        {"By Staff Reporter", ""},
        {"Situation serious, ready for all says the harbour", ""},
        {"By Jos\xC3\xA9 \xC3\x81lvarez", "Jos\xC3\xA9 \xC3\x81lvarez"},
        {"\xEA\xB9\x80\xEC\xB2\xA0\xEC\x88\x98", "\xEA\xB9\x80\xEC\xB2\xA0\xEC\x88\x98"},
        {"gr/bp", ""},
        {"A3576/_", ""},
        {"By", ""},
        {"By =", ""},
        {"", ""},
        {" , , and , ", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct article article;
        article_init(&article);
        byline_add(&article, rows[i][0], strlen(rows[i][0]));
        assert_string_equal(article.fields[ARTICLE_AUTHOR].data, rows[i][1]);
        article_release(&article);
    }
}

static void test_a_line_is_one_or_not(void **state)
{
    (void)state;
    assert_true(byline_is("By JANE DOE", 11));
    assert_true(byline_is("Von Ann Roe", 11));
    assert_false(byline_is("By the sea", 10));
    assert_false(byline_is("by Jane", 7));
    assert_false(byline_is("Ferries", 7));
    assert_false(byline_is("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_come_out_of_a_byline),
        cmocka_unit_test(test_a_line_is_one_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
