/* test_stemmers.c - indexer/stemmers.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/stemmers.h"

/* What an article with that language has: the stem of a word, and its mark or "". */
static void expect(struct stemmers *stemmers, const char *lang, const char *word, const char *stem,
                   const char *mark)
{
    struct buf text;
    struct stemmer *stemmer;
    const char *found;
    size_t size;
    buf_init(&text);
    buf_add_text(&text, lang);
    assert_int_equal(stemmers_find(stemmers, &text, &stemmer, &found, NULL), NSEARCH_OK);
    assert_string_equal(stemmer_stem(stemmer, word, strlen(word), &size), stem);
    assert_string_equal(found ? found : "", mark);
    buf_release(&text);
}

static void test_the_language_chooses_the_stemmer(void **state)
{
    struct stemmers stemmers;
    (void)state;
    assert_int_equal(stemmers_init(&stemmers, "en", NULL, NULL), NSEARCH_OK);
    for (int twice = 0; twice < 2; twice++) {
        expect(&stemmers, "", "operations", "oper", "");
        expect(&stemmers, "en", "operations", "oper", "");
        expect(&stemmers, "en-gb", "operations", "oper", "");
        expect(&stemmers, "de", "operationen", "operation", "XZgerman");
        expect(&stemmers, "de-at", "operationen", "operation", "XZgerman");
        expect(&stemmers, "nb", "hestene", "hest", "XZnorwegian");
        expect(&stemmers, "pl", "operacje", "operacje", "XZnone");
    }
    stemmers_release(&stemmers);
}

static void test_the_index_may_be_of_any_language_or_of_none(void **state)
{
    struct stemmers stemmers;
    (void)state;
    assert_int_equal(stemmers_init(&stemmers, "german", NULL, NULL), NSEARCH_OK);
    expect(&stemmers, "de", "operationen", "operation", "");
    expect(&stemmers, "", "operationen", "operation", "");
    expect(&stemmers, "en", "operations", "oper", "XZenglish");
    stemmers_release(&stemmers);
    assert_int_equal(stemmers_init(&stemmers, "none", NULL, NULL), NSEARCH_OK);
    expect(&stemmers, "en", "operations", "operations", "");
    expect(&stemmers, "de", "operationen", "operationen", "");
    stemmers_release(&stemmers);
    assert_int_equal(stemmers_init(&stemmers, "porter", NULL, NULL), NSEARCH_OK);
    expect(&stemmers, "en", "operations", "oper", "");
    stemmers_release(&stemmers);
    assert_int_equal(stemmers_init(&stemmers, "klingon", NULL, NULL), NSEARCH_INVALID);
    stemmers_release(&stemmers);
}

static void test_more_languages_than_are_kept_are_had_in_turn(void **state)
{
    static const char *const tags[] = {"da", "nl", "fi", "fr", "hu", "it",
                                       "pt", "ro", "ru", "es", "sv", "tr"};
    static const char *const names[] = {"danish",    "dutch",   "finnish",    "french",
                                        "hungarian", "italian", "portuguese", "romanian",
                                        "russian",   "spanish", "swedish",    "turkish"};
    struct stemmers stemmers;
    (void)state;
    assert_int_equal(stemmers_init(&stemmers, "english", NULL, NULL), NSEARCH_OK);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
            char mark[STEMMERS_MARK_MAX];
            snprintf(mark, sizeof mark, "XZ%s", names[i]);
            expect(&stemmers, tags[i], "b", "b", mark);
            expect(&stemmers, "en", "operations", "oper", "");
        }
    stemmers_release(&stemmers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_language_chooses_the_stemmer),
        cmocka_unit_test(test_the_index_may_be_of_any_language_or_of_none),
        cmocka_unit_test(test_more_languages_than_are_kept_are_had_in_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
