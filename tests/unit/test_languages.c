/* test_languages.c - searcher/languages.c; what it does to queries is in test_language.c and cli/languages.t */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/engine_write.h"
#include "searcher/languages.h"

static void add(struct languages *languages, const char *name)
{
    struct language *language = &languages->items[languages->count++];
    snprintf(language->name, sizeof language->name, "%s", name);
    snprintf(language->mark, sizeof language->mark, "XZ%s", name);
    assert_int_equal(stemmer_create(name, NULL, &language->stemmer, NULL), NSEARCH_OK);
}

static struct languages *make(void)
{
    struct languages *languages;
    assert_int_equal(languages_of_one("english", &languages, NULL), NSEARCH_OK);
    add(languages, "german");
    add(languages, "none");
    return languages;
}

/* The query for the articles of some languages, as --explain writes it. */
static void expect(uint64_t which, const char *wanted)
{
    struct languages *languages = make();
    struct arena arena;
    struct buf text;
    arena_init(&arena);
    buf_init(&text);
    const struct db_query word = {.op = DB_TERM, .term = "Zword", .term_size = 5};
    const struct db_query *query = languages_narrow(languages, which, &word, &arena);
    assert_non_null(query);
    assert_int_equal(languages_narrowed(query), query != &word);
    engine_write(query, 10, &text);
    assert_string_equal(text.data, wanted);
    buf_release(&text);
    arena_release(&arena);
    languages_free(languages);
}

static void test_each_set_of_languages_has_its_query(void **state)
{
    (void)state;
    expect(7, "Zword");
    expect(1, "AND_NOT(Zword, OR(XZgerman, XZnone))");
    expect(2, "FILTER(Zword, XZgerman)");
    expect(3, "AND_NOT(Zword, XZnone)");
    expect(5, "AND_NOT(Zword, XZgerman)");
    expect(6, "FILTER(Zword, OR(XZgerman, XZnone))");
}

static void test_an_article_has_the_stemmer_of_its_tag(void **state)
{
    struct languages *languages = make();
    (void)state;
    assert_int_equal(languages_of_tag(languages, ""), 0);
    assert_int_equal(languages_of_tag(languages, "en-us"), 0);
    assert_int_equal(languages_of_tag(languages, "de"), 1);
    assert_int_equal(languages_of_tag(languages, "de-at"), 1);
    assert_int_equal(languages_of_tag(languages, "zh"), 2);
    assert_int_equal(languages_of_tag(languages, "fr"), 2);
    languages_free(languages);
    languages_free(NULL);
}

static void test_a_stemmer_that_is_not_there_is_told_when_it_is_used(void **state)
{
    struct languages *languages;
    nsearch_error error;
    size_t size;
    (void)state;
    assert_int_equal(languages_of_one("klingon", &languages, NULL), NSEARCH_OK);
    assert_int_equal(languages_status(languages, &error), NSEARCH_OK);
    assert_string_equal(stemmer_stem(languages->items->stemmer, "ships", 5, &size), "ships");
    assert_int_equal(languages_status(languages, &error), NSEARCH_INVALID);
    assert_non_null(strstr(error.message, "klingon"));
    languages_free(languages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_set_of_languages_has_its_query),
        cmocka_unit_test(test_an_article_has_the_stemmer_of_its_tag),
        cmocka_unit_test(test_a_stemmer_that_is_not_there_is_told_when_it_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
