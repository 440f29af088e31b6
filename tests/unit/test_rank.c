/* test_rank.c - what an article's weight gains by where words stand, and the order of the best: searcher/rank.c and
 * rank_hits.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/nsearch.h"
#include "searcher/rank.h"
#include "searcher/rank_hits.h"
#include "tests/unit/random.h"
#include "tests/unit/searching.h"
#include "tests/unit/seed.h"

/* ---- Numbers ------------------------------------------------------------------------------------- */

static void test_the_rarer_a_word_the_more_it_says(void **state)
{
    double before = INFINITY;
    (void)state;
    assert_true(rank_idf(0, 0) >= 0 && rank_idf(5, 0) == 0);
    for (double count = 0; count <= 1000; count++) {
        const double idf = rank_idf(count, 1000);
        assert_true(idf >= 0 && idf <= before);
        before = idf;
    }
    /* log((1000 - 10 + 0.5) / 10.5) */
    assert_true(fabs(rank_idf(10, 1000) - 4.546834) < 1e-6);
    assert_true(rank_rarity_factor(rank_idf(10, 1000)) > rank_rarity_factor(rank_idf(100, 1000)));
    assert_true(rank_rarity_factor(0) > 0);
    assert_true(fabs(rank_rarity_factor(RANK_RARITY_ONE) - 1) < 1e-9);
}

/* ---- Places -------------------------------------------------------------------------------------- */

static double by_places(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    const struct rank_places words[] = {{a, a_count, 0, 2}, {b, b_count, 0, 3}};
    return rank_by_places(words, 2, RANK_K1);
}

/* Of so many times near each other, worked out from the comment in rank.h. */
static double near(double times)
{
    return RANK_NEAR * (2 + 3) * (RANK_K1 + 1) * times / (times + RANK_K1);
}

#define BY(a, b) by_places(a, sizeof(a) / sizeof *(a), b, sizeof(b) / sizeof *(b))
#define SAME(x, y) assert_true(fabs((x) - (y)) < 1e-9)

static void test_words_near_each_other_gain(void **state)
{
    static const uint32_t far[] = {200}, edge[] = {189}, behind[] = {212}, last[] = {211};
    static const uint32_t twice[] = {190, 201}, often[] = {150, 200, 300, 400};
    (void)state;
    assert_int_equal(RANK_WINDOW, 12);
    SAME(BY(far, edge), near(1));
    SAME(BY(edge, far), near(1));
    SAME(BY(far, last), near(1));
    SAME(BY(far, behind), 0);
    SAME(BY(twice, often), near(2)); /* of the rarer one's, those that have the other near */
    SAME(by_places(far, 1, far, 0), 0);
}

static void test_a_word_gains_in_the_title_and_as_typed(void **state)
{
    static const uint32_t title[] = {100, 300}, body[] = {101, 300};
    const struct rank_places typed = {body, 2, 1, 2};
    (void)state;
    SAME(by_places(title, 2, NULL, 0), RANK_TITLE * 2);
    SAME(by_places(body, 2, NULL, 0), 0);
    SAME(rank_by_places(&typed, 1, RANK_K1), RANK_TYPED * 2);
}

/* Any positions, also those that nothing but damage can make. */
static void test_random_places_against_all_pairs(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        uint32_t places[2][40];
        size_t count[2], close = 0;
        for (int word = 0; word < 2; word++) {
            uint32_t at = below(4) ? 100 : UINT32_MAX - 400;
            count[word] = below(40);
            for (size_t i = 0; i < count[word]; i++)
                places[word][i] = at += 1 + below(10);
        }
        const int rare = count[0] < count[1] ? 0 : 1;
        for (size_t i = 0; i < count[rare]; i++)
            for (size_t j = 0; j < count[!rare]; j++)
                if (llabs((long long)places[rare][i] - (long long)places[!rare][j]) < RANK_WINDOW) {
                    close++;
                    break;
                }
        SAME(by_places(places[0], count[0], places[1], count[1]), near((double)close));
    }
}

/* ---- Blocks -------------------------------------------------------------------------------------- */

static void test_blocks_grow_and_end(void **state)
{
    (void)state;
    assert_int_equal(rank_depth(0), 0);
    assert_int_equal(rank_depth(1), 50);
    assert_int_equal(rank_depth(50), 50);
    assert_int_equal(rank_depth(51), 150);
    assert_int_equal(rank_depth(751), RANK_DEPTH);
    assert_int_equal(rank_depth(RANK_DEPTH), RANK_DEPTH);
    assert_int_equal(rank_depth(RANK_DEPTH + 1), RANK_DEPTH + 1);
    assert_true(rank_depth(SIZE_MAX) == SIZE_MAX);
}

/* ---- Searches ------------------------------------------------------------------------------------ */

enum {
    ARTICLES = 400,
    SEARCHES = 200
};

static void add_article(int number, struct buf *out)
{
    static const char *const words[] = {"bank", "banks", "rate",   "talks", "co-op", "peace",
                                        "rain", "the",   "border", "x",     "y",     "z"};
    buf_addf(out, "{\"id\":\"n%d\",\"title\":\"%s\",\"body\":\"", number, words[below(12)]);
    for (uint32_t left = 1 + below(60); left; left--)
        buf_addf(out, "%s ", words[below(12)]);
    buf_add_text(out, "\"}\n");
}

static int setup(void **state)
{
    struct buf articles;
    seed = any_seed();
    buf_init(&articles);
    for (int i = 0; i < ARTICLES; i++)
        add_article(i, &articles);
    const int failed = searching_setup(state, articles.data);
    buf_release(&articles);
    return failed;
}

enum {
    ALIKE = 6 /* articles with a turbine */
};

/* The best have the turbine twice; "other" comes before "same" where they weigh the same. */
static int setup_alike(void **state)
{
    struct buf articles;
    buf_init(&articles);
    for (int i = 0; i < 100; i++)
        buf_addf(&articles, "{\"id\":\"rest%d\",\"body\":\"nothing to do with it %d\"}\n", i, i);
    for (int i = 0; i < ALIKE - 2; i++)
        buf_addf(&articles, "{\"id\":\"best%d\",\"body\":\"turbine turbine blade\"}\n", i);
    buf_add_text(&articles, "{\"id\":\"other\",\"body\":\"turbine cattle pasture\"}\n"
                            "{\"id\":\"same\",\"body\":\"turbine blade pasture\"}\n");
    const int failed = searching_setup(state, articles.data);
    buf_release(&articles);
    return failed;
}

static void test_pages_fit_together(void **state)
{
    nsearch_request request = {
        .query = "bank rate talks co-op", .match = NSEARCH_MATCH_ANY, .limit = ARTICLES};
    nsearch_hits *all = searching_ask(state, &request);
    const size_t count = nsearch_hits_count(all);
    assert_true(count > 150);
    for (int i = 0; i < SEARCHES; i++) {
        request.offset = below((uint32_t)count);
        request.limit = 1 + below(100);
        nsearch_hits *page = searching_ask(state, &request);
        const size_t left = count - request.offset;
        assert_int_equal(nsearch_hits_count(page), left < request.limit ? left : request.limit);
        for (size_t j = 0; j < nsearch_hits_count(page); j++) {
            const nsearch_hit *hit = nsearch_hits_at(page, j);
            const nsearch_hit *same = nsearch_hits_at(all, request.offset + j);
            assert_string_equal(hit->id, same->id);
            assert_int_equal(hit->rank, same->rank);
            assert_true(hit->score == same->score);
        }
        nsearch_hits_free(page);
    }
    nsearch_hits_free(all);
}

/* Of two that have the query's word as often, one has what the best have too. */
static void test_what_is_like_the_best_comes_first(void **state)
{
    const nsearch_request any = {.query = "turbine", .match = NSEARCH_MATCH_ANY, .limit = ARTICLES};
    const nsearch_request all = {.query = "turbine", .limit = ARTICLES};
    nsearch_hits *hits = searching_ask(state, &any), *plain = searching_ask(state, &all);
    assert_int_equal(nsearch_hits_total(hits), ALIKE);
    assert_int_equal(nsearch_hits_total(plain), ALIKE);
    assert_string_equal(nsearch_hits_at(plain, ALIKE - 2)->id, "other");
    assert_string_equal(nsearch_hits_at(hits, ALIKE - 2)->id, "same");
    assert_string_equal(nsearch_hits_at(hits, ALIKE - 1)->id, "other");
    nsearch_hits_free(hits);
    nsearch_hits_free(plain);
}

static void test_scores_fall_and_phrases_come_first(void **state)
{
    const nsearch_request request = {.query = "bank rate", .limit = 50};
    nsearch_hits *hits = searching_ask(state, &request);
    assert_true(nsearch_hits_phrase_total(hits) > 0);
    for (size_t i = 1; i < nsearch_hits_count(hits); i++) {
        const nsearch_hit *before = nsearch_hits_at(hits, i - 1), *hit = nsearch_hits_at(hits, i);
        assert_true(before->phrase >= hit->phrase);
        assert_true(before->phrase > hit->phrase || before->score >= hit->score);
    }
    nsearch_hits_free(hits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rarer_a_word_the_more_it_says),
        cmocka_unit_test(test_words_near_each_other_gain),
        cmocka_unit_test(test_a_word_gains_in_the_title_and_as_typed),
        cmocka_unit_test(test_random_places_against_all_pairs),
        cmocka_unit_test(test_blocks_grow_and_end),
        cmocka_unit_test_setup_teardown(test_pages_fit_together, setup, searching_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_like_the_best_comes_first, setup_alike,
                                        searching_teardown),
        cmocka_unit_test_setup_teardown(test_scores_fall_and_phrases_come_first, setup,
                                        searching_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
