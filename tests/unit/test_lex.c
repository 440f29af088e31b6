/* test_lex.c - query text to tokens, and where they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "searcher/lex.h"

/* The tokens as text: a kind's letter, what is special to it, and its place in the query in <>. */
static void write_token(const char *text, const struct lex_token *token, struct buf *out)
{
    static const char kinds[] = "$()&|!-+~:wpXSF";
    buf_addf(out, "%c<%.*s>", kinds[token->kind], (int)token->size, text + token->offset);
    if (token->kind == LEX_NEAR || token->kind == LEX_NOT_NEAR)
        buf_addf(out, "%s%u", token->ordered ? "in order " : "", token->distance);
    if (token->kind == LEX_WORD || token->kind == LEX_PHRASE) {
        buf_addf(out, "%.*s%s%s", (int)token->text_size, token->text, token->exact ? " exact" : "",
                 token->prefix ? " prefix" : "");
        if (token->kind == LEX_PHRASE && token->distance) buf_addf(out, " ~%u", token->distance);
    }
    if (token->boost != 1) buf_addf(out, " ^%g", token->boost);
    buf_add_char(out, ' ');
}

static void check_tokens(const char *text, const char *want)
{
    struct lexer lexer = {.text = text, .size = strlen(text)};
    struct lex_token token;
    struct buf out;
    buf_init(&out);
    do {
        nsearch_error error;
        if (lex_next(&lexer, &token, &error)) fail_msg("%s: %s", text, error.message);
        if (token.kind != LEX_END) write_token(text, &token, &out);
    } while (token.kind != LEX_END);
    if (strcmp(out.data, want) != 0) fail_msg("%s: %s, not %s", text, out.data, want);
    buf_release(&out);
}

static void test_words_lose_the_punctuation_around_them(void **state)
{
    (void)state;
    check_tokens("berlin, wall!", "w<berlin,>berlin w<wall!>wall ");
    check_tokens("'tis ...so", "w<tis>tis w<so>so ");
    check_tokens("a - & b", "w<a>a w<b>b ");
    check_tokens("AT&T C++", "w<AT&T>AT&T w<C++>C++ ");
}

static void test_functions_and_not_near_are_tokens(void **state)
{
    (void)state;
    check_tokens("CAPS(a) CAPS", "F<CAPS> (<(> w<a>a )<)> w<CAPS>CAPS ");
    check_tokens("ATLEAST5(a)^2", "F<ATLEAST5> (<(> w<a>a )<)^2> ^2 ");
    check_tokens("a NOT  W/5 b", "w<a>a X<NOT  W/5>5 w<b>b ");
    check_tokens("a SAME b W/S c", "w<a>a S<SAME> w<b>b S<W/S> w<c>c ");
}

static void test_operators_stand_alone(void **state)
{
    (void)state;
    check_tokens("a AND b", "w<a>a &<AND> w<b>b ");
    check_tokens("a && b || c", "w<a>a &<&&> w<b>b |<||> w<c>c ");
    check_tokens("NOT a", "!<NOT> w<a>a ");
    check_tokens("AT&&T ANDY", "w<AT&&T>AT&&T w<ANDY>ANDY ");
    check_tokens("a NEAR/3 b PRE/2 c", "w<a>a ~<NEAR/3>3 w<b>b ~<PRE/2>in order 2 w<c>c ");
}

static void test_signs_stand_before_words_brackets_and_quotes(void **state)
{
    (void)state;
    check_tokens("-a +b", "-<-> w<a>a +<+> w<b>b ");
    check_tokens("-(a) -\"b\"", "-<-> (<(> w<a>a )<)> -<-> p<\"b\">b ");
    check_tokens("a|-b", "w<a>a |<|> -<-> w<b>b ");
    check_tokens("(-a)", "(<(> -<-> w<a>a )<)> ");
    check_tokens("a-b a- --b", "w<a-b>a-b w<a->a w<b>b ");
    check_tokens("\"a\"-b", "p<\"a\">a w<b>b ");
}

static void test_phrases_keep_their_text_and_slop(void **state)
{
    (void)state;
    check_tokens("\"a, b\"~2^3", "p<\"a, b\"~2^3>a, b ~2 ^3 ");
    check_tokens("„a b“", "p<„a b“>a b ");
    check_tokens("\"...\" a", "w<a>a ");
}

static void test_marks_on_words_are_taken_off(void **state)
{
    (void)state;
    check_tokens("=Inflation", "w<=Inflation>Inflation exact ");
    check_tokens("inflat*^2", "w<inflat*^2>inflat prefix ^2 ");
    check_tokens("(a b)^.5", "(<(> w<a>a w<b>b )<)^.5> ^0.5 ");
}

static void test_fields_end_at_their_colon(void **state)
{
    (void)state;
    check_tokens("title:a", ":<title:> w<a>a ");
    check_tokens("title:(a)", ":<title:> (<(> w<a>a )<)> ");
    check_tokens("title: a 14:49 http://x/",
                 "w<title:>title w<a>a w<14:49>14:49 w<http://x/>http://x ");
}

static void test_brackets_with_no_word_in_them_are_passed_over(void **state)
{
    (void)state;
    check_tokens("a (...) b", "w<a>a w<b>b ");
    check_tokens("a () b", "w<a>a (<(> )<)> w<b>b ");
    check_tokens("http://x/a_(b)_(c", "w<http://x/a_>http://x/a (<(> w<b>b )<)> (<(> w<c>c ");
}

static void test_only_known_names_near_enough_are_offered(void **state)
{
    (void)state;
    assert_string_equal(field_nearest("titel", 5), "title");
    assert_string_equal(field_nearest("dat", 3), "date");
    assert_string_equal(field_nearest("AUTHORS", 7), "author");
    assert_null(field_nearest("foo", 3));
    assert_null(field_nearest("averyveryverylongname", 21));
    assert_string_equal(field_nearest("indexd", 6), "indexed");
    assert_string_equal(field_nearest("quotee", 6), "quote");
}

static void test_messages_show_whole_characters_of_long_words(void **state)
{
    char text[64];
    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(lex_shown(10, text), 10);
    assert_int_equal(lex_shown(sizeof text, text), 40);
    memcpy(text + 38, "京", 3);
    assert_int_equal(lex_shown(sizeof text, text), 38);
}

static void check_pattern(const char *text, const char *want)
{
    char pattern[ANALYSIS_WORD_MAX + 1];
    size_t size = query_pattern(text, strlen(text), pattern);
    pattern[size] = '\0';
    assert_string_equal(pattern, want);
}

static void test_patterns_are_folded_as_words_are(void **state)
{
    (void)state;
    check_pattern("Wom?n's", "wom?n");
    check_pattern("*TION", "*tion");
    check_pattern("t?t\xC3\xA9*", "t?te*");
    check_pattern("Stra\xC3\x9F?", "strass"); /* behind the last letter it is punctuation */
    check_pattern("co-op*n", "");
    check_pattern("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_lose_the_punctuation_around_them),
        cmocka_unit_test(test_functions_and_not_near_are_tokens),
        cmocka_unit_test(test_operators_stand_alone),
        cmocka_unit_test(test_signs_stand_before_words_brackets_and_quotes),
        cmocka_unit_test(test_phrases_keep_their_text_and_slop),
        cmocka_unit_test(test_marks_on_words_are_taken_off),
        cmocka_unit_test(test_fields_end_at_their_colon),
        cmocka_unit_test(test_brackets_with_no_word_in_them_are_passed_over),
        cmocka_unit_test(test_only_known_names_near_enough_are_offered),
        cmocka_unit_test(test_messages_show_whole_characters_of_long_words),
        cmocka_unit_test(test_patterns_are_folded_as_words_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
