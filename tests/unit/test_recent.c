/* test_recent.c - half-lives, and the words that the best articles have in common: recent.c and feedback.c, through
 * nsearch.h. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "searcher/recent.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"

static void test_half_lives(void **state)
{
    static const char *const wrong[] = {"",   "d",   "30",   "30x", "-3d", " 3d",      "3 d",
                                        "0d", "3dd", "1.5y", "3D",  "d3",  "10000000d"};
    double days;
    (void)state;
    assert_true(recent_parse("30d", &days) && days == 30);
    assert_true(recent_parse("2w", &days) && days == 14);
    assert_true(recent_parse("12m", &days) && fabs(days - 365.25) < 1e-9);
    assert_true(recent_parse("1y", &days) && fabs(days - 365.25) < 1e-9);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (recent_parse(wrong[i], &days)) fail_msg("'%s' was taken", wrong[i]);
}

/* Alike but for their dates, and for what the last has in common with the first two. */
static int setup(void **state)
{
    struct buf articles;
    buf_init(&articles);
    buf_add_text(&articles,
                 "{\"id\":\"old\",\"date\":\"2020-05-17\",\"body\":\"oil oil spill tanker\"}\n"
                 "{\"id\":\"new\",\"date\":\"2020-06-16\",\"body\":\"oil spill tanker reef\"}\n"
                 "{\"id\":\"none\",\"body\":\"oil spill tanker reef\"}\n"
                 "{\"id\":\"ancient\",\"date\":\"1900\",\"body\":\"oil oil spill cat\"}\n"
                 "{\"id\":\"kin\",\"date\":\"2020\",\"body\":\"tankers on a reef\"}\n"
                 "{\"id\":\"kin2\",\"date\":\"2020\",\"body\":\"a tanker\"}\n");
    for (int i = 0; i < 100; i++)
        buf_addf(&articles, "{\"id\":\"x%d\",\"date\":\"2020\",\"body\":\"weather of day %d\"}\n",
                 i, i);
    const int failed = searching_setup(state, articles.data);
    buf_release(&articles);
    return failed;
}

static void check_ids(void **state, const nsearch_request *request, const char *want)
{
    struct buf ids;
    nsearch_hits *hits = searching_ask(state, request);
    buf_init(&ids);
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        buf_addf(&ids, "%s ", nsearch_hits_at(hits, i)->id);
    assert_string_equal(ids.data ? ids.data : "", want);
    buf_release(&ids);
    nsearch_hits_free(hits);
}

static void test_newer_articles_count_more(void **state)
{
    nsearch_request request = {.query = "oil AND spill", .limit = 10};
    nsearch_hits *plain = searching_ask(state, &request);
    double score = 0;
    for (size_t i = 0; i < nsearch_hits_count(plain); i++)
        if (!strcmp(nsearch_hits_at(plain, i)->id, "old")) score = nsearch_hits_at(plain, i)->score;
    request.recent = "30d";
    /* What is so old that its weight is too small for a number still has its place. */
    check_ids(state, &request, "new old ancient none ");
    nsearch_hits *recent = searching_ask(state, &request);
    assert_true(fabs(nsearch_hits_at(recent, 1)->score - score / 2) < 1e-9);
    nsearch_hits_free(plain);
    nsearch_hits_free(recent);
    request.recent = "1d";
    check_ids(state, &request, "new old ancient none ");
}

static void test_words_in_common_are_added(void **state)
{
    nsearch_request request = {
        .query = "oil spill", .match = NSEARCH_MATCH_ANY, .limit = 10, .expand = 1};
    nsearch_hits *hits = searching_ask(state, &request);
    bool tanker = false;
    const char *word;
    for (size_t i = 0; (word = nsearch_hits_added(hits, i)); i++) {
        tanker |= !strncmp(word, "tanker", 6);
        assert_string_not_equal(word, "cat"); /* only one has it */
    }
    assert_true(tanker);
    assert_int_equal(nsearch_hits_total(hits), 6);
    nsearch_hits_free(hits);
    request.limit = 0;
    hits = searching_ask(state, &request);
    assert_int_equal(nsearch_hits_total(hits), 6);
    nsearch_hits_free(hits);
    request.limit = 10;
    request.query = "oil spill date:1900..2020-05 -cat";
    hits = searching_ask(state, &request);
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        assert_string_not_equal(nsearch_hits_at(hits, i)->id, "new");
    nsearch_hits_free(hits);
}

static void test_without_any_the_same_are_found(void **state)
{
    nsearch_request request = {.query = "oil spill", .limit = 10, .expand = 1};
    nsearch_hits *hits = searching_ask(state, &request);
    assert_int_equal(nsearch_hits_total(hits), 4);
    assert_non_null(nsearch_hits_added(hits, 0));
    nsearch_hits_free(hits);
    request.query = "nowhere";
    hits = searching_ask(state, &request);
    assert_int_equal(nsearch_hits_total(hits), 0);
    assert_null(nsearch_hits_added(hits, 0));
    nsearch_hits_free(hits);
}

static void check_refused(void **state, const nsearch_request *request, const char *message)
{
    struct searching *searching = *state;
    nsearch_hits *hits;
    nsearch_error error;
    assert_int_equal(nsearch_search(searching->searcher, request, &hits, &error), NSEARCH_INVALID);
    assert_null(hits);
    assert_string_equal(error.message, message);
}

static void test_what_makes_no_sense_is_refused(void **state)
{
    nsearch_request request = {.query = "oil", .recent = "soon"};
    check_refused(state, &request, "--recent must be a time like 30d, 2w, 6m or 1y");
    request = (nsearch_request){.query = "oil", .expand = 1, .sort = NSEARCH_SORT_NEWEST};
    check_refused(state, &request, "--expand and --recent are for an order by relevance");
}

/* What the index as it is now answers, and whether the words that were added can be read. */
static nsearch_status ask_anew(const char *index)
{
    const nsearch_request request = {.query = "oil spill", .limit = 10, .expand = 1};
    nsearch_searcher *searcher;
    nsearch_hits *hits = NULL;
    nsearch_status status = nsearch_searcher_open(index, &searcher, NULL);
    if (!status) status = nsearch_search(searcher, &request, &hits, NULL);
    for (size_t i = 0; hits && nsearch_hits_added(hits, i); i++)
        assert_true(*nsearch_hits_added(hits, i));
    nsearch_hits_free(hits);
    nsearch_searcher_free(searcher);
    return status;
}

static void test_damaged_lists_of_terms_are_an_error(void **state)
{
    const struct searching *searching = *state;
    char index[4200], path[4300];
    static char whole[1 << 20];
    unsigned damaged = 0;
    snprintf(index, sizeof index, "%s", scratch_path(searching->directory, "index"));
    snprintf(path, sizeof path, "%s/seg-000001/termlist.glass", index);
    FILE *file = fopen(path, "rb+");
    assert_non_null(file);
    const size_t size = fread(whole, 1, sizeof whole, file);
    for (unsigned round = 0; round < 300; round++) {
        assert_true(scratch_damage(path, 1 + below(200), below));
        const nsearch_status status = ask_anew(index);
        if (status && status != NSEARCH_DAMAGED && status != NSEARCH_MISSING)
            fail_msg("round %u: status %d", round, (int)status);
        damaged += status == NSEARCH_DAMAGED;
        rewind(file);
        assert_int_equal(fwrite(whole, 1, size, file), size);
        assert_int_equal(fflush(file), 0);
    }
    fclose(file);
    assert_true(damaged > 0);
    assert_int_equal(ask_anew(index), NSEARCH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_half_lives),
        cmocka_unit_test(test_newer_articles_count_more),
        cmocka_unit_test(test_words_in_common_are_added),
        cmocka_unit_test(test_without_any_the_same_are_found),
        cmocka_unit_test(test_what_makes_no_sense_is_refused),
        cmocka_unit_test(test_damaged_lists_of_terms_are_an_error),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
