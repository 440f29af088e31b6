/* test_suggest.c - searcher/suggest*.c: what a misspelt query was probably meant to be, on the articles of corpus/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/suggest.h"
#include "tests/unit/articles.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/segments.h"

struct fixture {
    void *directory;
    struct db *db;
    struct matcher *matcher;
    struct languages *languages;
};

static int setup(void **state)
{
    static struct fixture fixture;
    struct articles articles;
    nsearch_error error;
    if (scratch_setup(&fixture.directory)) return -1;
    const char *path = scratch_path(fixture.directory, "segment");
    articles_init(&articles);
    articles_read(&articles, "corpus/articles", SIZE_MAX);
    segments_build(path, &articles, &segments_plain);
    articles_release(&articles);
    assert_int_equal(db_open_segment(path, &fixture.db, &error), NSEARCH_OK);
    assert_int_equal(matcher_open(fixture.db, &fixture.matcher, &error), NSEARCH_OK);
    assert_int_equal(languages_of_one("english", &fixture.languages, &error), NSEARCH_OK);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    matcher_close(fixture->matcher);
    db_close(fixture->db);
    languages_free(fixture->languages);
    return scratch_teardown(&fixture->directory);
}

/* What is suggested for a query, "-" if nothing; "?" for one that isn't valid. In the arena. */
static const char *suggest(struct fixture *fixture, const char *text, nsearch_match match,
                           struct arena *arena)
{
    const struct suggest_context context = {fixture->db, fixture->languages, arena,
                                            fixture->matcher};
    struct query query;
    const char *out;
    if (query_parse(text, strlen(text), match, 0, arena, &query, NULL)) return "?";
    assert_int_equal(suggest_query(&context, &query, &out, NULL), NSEARCH_OK);
    return out ? out : "-";
}

struct row {
    const char *typed, *meant;
};

static void check(struct fixture *fixture, const struct row *rows, size_t count,
                  nsearch_match match)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena);
        const char *is = suggest(fixture, rows[i].typed, match, &arena);
        if (strcmp(is, rows[i].meant) != 0)
            fail_msg("%s: %s, not %s", rows[i].typed, is, rows[i].meant);
        arena_release(&arena);
    }
}

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        static const struct row rows[] = {__VA_ARGS__};                                            \
        check(*state, rows, sizeof rows / sizeof *rows, NSEARCH_MATCH_ALL);                        \
    } while (0)

static void test_slips_are_mended(void **state)
{
    if (!WITH_JSON) skip();
    CHECK({"kaesogn", "kaesong"}, {"kesong", "kaesong"}, {"kaessong", "kaesong"},
          {"kaezong", "kaesong"}, {"aesong", "kaesong"}, {"laison", "liaison"},
          {"elizabet", "elizabeth"}, {"eclispe", "eclipse"}, {"qween", "queen"},
          {"demolitoin", "demolition"}, {"mesuem", "museum"});
}

static void test_what_is_right_stays(void **state)
{
    CHECK({"kaesong", "-"}, {"liaison offices", "-"}, {"\"liaison office\"", "-"},
          {"laison office date:2020 (x OR y)", "liaison office date:2020 (x OR y)"},
          {"  laison   office ", "  liaison   office "});
}

static void test_capitals_stay(void **state)
{
    CHECK({"Kaesogn", "Kaesong"}, {"Laison Office", "Liaison Office"}, {"KAESOGN", "Kaesong"});
}

static void test_names_in_capitals_and_numbers_are_left_alone(void **state)
{
    CHECK({"OFICE", "-"}, {"I.B.N.", "-"}, {"kaesong2", "-"}, {"2O2O", "-"}, {"xq", "-"});
}

static void test_fields_have_words_of_their_own(void **state)
{
    if (!WITH_JSON) skip();
    CHECK({"source:harbr", "source:harbor"}, {"author:mullr", "author:muller"},
          {"author:kaesogn", "-"}, {"title:kaesogn", "title:kaesong"}, {"url:kaesogn", "-"},
          {"lang:zz", "-"});
}

static void test_words_that_stand_for_others_are_left_alone(void **state)
{
    CHECK({"kaesogn*", "-"}, {"office NOT kaesogn", "-"}, {"=kaesogn", "=kaesong"},
          {"étitle:kaesong", "-"});
}

static void test_words_run_together_are_parted(void **state)
{
    CHECK({"liaisonoffice", "liaison office"}, {"kim liaisonoffice", "kim liaison office"},
          {"\"the liaisonoffice in\"", "\"the liaison office in\""}, {"kim OR liaisonoffice", "-"},
          {"title:liaisonoffice", "-"}, {"=liaisonoffice", "-"});
}

static void test_words_torn_apart_are_joined(void **state)
{
    CHECK({"liai son office", "liaison office"}, {"kae song", "kaesong"},
          {"\"liai son office\"", "\"liaison office\""}, {"(liai) son office", "-"});
}

static void test_parts_of_a_word_are_looked_at(void **state)
{
    CHECK({"co-opration", "co-operation"}, {"offce/kaesogn", "office/kaesong"},
          {"kaesogn's", "kaesong"});
}

static void test_a_phrase_in_all_is_one_too(void **state)
{
    static const struct row rows[] = {{"laison offce", "liaison office"}};
    check(*state, rows, 1, NSEARCH_MATCH_PHRASE);
}

static void test_a_text_in_another_language_is_left_alone(void **state)
{
    CHECK({"zzqqa zzqqb zzqqc zzqqd kaesogn zzqqf", "-"}, {"zzzzqqqq", "-"});
}

/* ---- Hostile queries ----------------------------------------------------------------------------- */

static void test_long_queries_are_answered(void **state)
{
    struct fixture *fixture = *state;
    struct arena arena;
    char *text = malloc(4000 * 8 + 1);
    for (size_t i = 0; i < 4000; i++)
        memcpy(text + i * 8, i % 2 ? "kaesogn " : "kaesong ", 8);
    text[4000 * 8] = '\0';
    arena_init(&arena);
    assert_string_equal(suggest(fixture, text, NSEARCH_MATCH_ALL, &arena), "-");
    memset(text, 'a', 4000 * 8);
    assert_string_equal(suggest(fixture, text, NSEARCH_MATCH_ALL, &arena), "-");
    arena_release(&arena);
    free(text);
}

/* Pieces at random; whatever comes is a query again, or nothing. */
static void test_random_queries_give_queries(void **state)
{
    static const char *const pieces[] = {"kaesogn", "laison", "offce", "liai", "son",  " ", " ",
                                         "\"",      "(",      ")",     "OR",   "NOT",  "-", "'",
                                         "title:",  "\xff",   "é",     "*",    "京都", "|", "=",
                                         "+",       "~2",     "^2",    "/",    "NEAR", "A", "\t"};
    struct fixture *fixture = *state;
    size_t suggested = 0;
    seed ^= any_seed();
    for (int i = 0; i < 3000; i++) {
        char text[256] = "";
        struct arena arena;
        arena_init(&arena);
        for (uint32_t left = 1 + below(12); left; left--)
            strcat(text, pieces[below(sizeof pieces / sizeof *pieces)]);
        const char *is = suggest(fixture, text, NSEARCH_MATCH_ALL, &arena);
        if (*is != '?' && strcmp(is, "-") != 0) {
            suggested++;
            if (*suggest(fixture, is, NSEARCH_MATCH_ALL, &arena) == '?')
                fail_msg("%s gives %s", text, is);
        }
        arena_release(&arena);
    }
    assert_true(suggested > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slips_are_mended),
        cmocka_unit_test(test_what_is_right_stays),
        cmocka_unit_test(test_capitals_stay),
        cmocka_unit_test(test_names_in_capitals_and_numbers_are_left_alone),
        cmocka_unit_test(test_fields_have_words_of_their_own),
        cmocka_unit_test(test_words_that_stand_for_others_are_left_alone),
        cmocka_unit_test(test_words_run_together_are_parted),
        cmocka_unit_test(test_words_torn_apart_are_joined),
        cmocka_unit_test(test_parts_of_a_word_are_looked_at),
        cmocka_unit_test(test_a_phrase_in_all_is_one_too),
        cmocka_unit_test(test_a_text_in_another_language_is_left_alone),
        cmocka_unit_test(test_long_queries_are_answered),
        cmocka_unit_test(test_random_queries_give_queries),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
