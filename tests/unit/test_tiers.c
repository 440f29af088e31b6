/* test_tiers.c - tests of indexer/tiers.c: what merging costs over many nights, and that segments stay few. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "indexer/tiers.h"
#include "tests/unit/articles.h"

enum {
    NIGHTS = 300,
    PLENTY = 64
};

/* The articles of one night: they are always in one segment, and written anew together. */
struct night {
    uint64_t added;    /* that night */
    uint64_t articles; /* still in the segment, with the dead */
    uint64_t dead;
    unsigned rewrites;
};

/* An index as the nights that its articles are of, and how many of these are in each segment. */
struct archive {
    struct night nights[NIGHTS + 1];
    size_t night_count;
    size_t segments[PLENTY]; /* newest first: how many nights each has */
    size_t segment_count;
    uint64_t written, rewritten, died; /* articles, in all */
    unsigned purges;                   /* nights on which there were too many dead */
    size_t most_segments;
};

/* Adds a segment; returns its night. */
static struct night *add_segment(struct archive *archive, uint64_t articles)
{
    struct night *night = &archive->nights[archive->night_count++];
    *night = (struct night){.added = articles, .articles = articles};
    assert_true(archive->segment_count < PLENTY);
    for (size_t i = archive->segment_count++; i; i--)
        archive->segments[i] = archive->segments[i - 1];
    archive->segments[0] = 1;
    archive->written += articles;
    return night;
}

static uint64_t count_live(const struct archive *archive)
{
    uint64_t live = 0;
    for (size_t i = 0; i < archive->night_count; i++)
        live += archive->nights[i].articles - archive->nights[i].dead;
    return live;
}

static uint64_t count_dead(const struct archive *archive)
{
    uint64_t dead = 0;
    for (size_t i = 0; i < archive->night_count; i++)
        dead += archive->nights[i].dead;
    return dead;
}

/* Lets about so many articles die, each as likely as any other. */
static void bury(struct archive *archive, uint64_t *random, uint64_t count)
{
    const uint64_t live = count_live(archive);
    for (size_t i = 0; live && i < archive->night_count; i++) {
        struct night *night = &archive->nights[i];
        const uint64_t left = night->articles - night->dead;
        const double share = (double)left * (double)count / (double)live;
        uint64_t dying = (uint64_t)share + (articles_below(random, 1000) < 1000 * fmod(share, 1));
        if (dying > left) dying = left;
        night->dead += dying;
        archive->died += dying;
    }
}

static void see_segments(const struct archive *archive, struct tier *tiers)
{
    const struct night *night = archive->nights + archive->night_count;
    for (size_t i = 0; i < archive->segment_count; i++) {
        tiers[i] = (struct tier){0};
        for (size_t j = 0; j < archive->segments[i]; j++) {
            night--;
            tiers[i].articles += night->articles;
            tiers[i].dead += night->dead;
        }
    }
}

static void merge(struct archive *archive, size_t k)
{
    size_t nights = 0;
    for (size_t i = 0; i < k; i++)
        nights += archive->segments[i];
    archive->segments[0] = nights;
    archive->segment_count -= k - 1;
    for (size_t i = 1; i < archive->segment_count; i++)
        archive->segments[i] = archive->segments[i + k - 1];
    for (size_t i = archive->night_count - nights; i < archive->night_count; i++) {
        struct night *night = &archive->nights[i];
        night->articles -= night->dead;
        night->dead = 0;
        night->rewrites++;
        archive->rewritten += night->articles;
    }
}

static bool few_dead(uint64_t dead, uint64_t live)
{
    return !dead || (dead < 500 && dead * 100 < live);
}

/* What nindex does at the end of a night. */
static void end_night(struct archive *archive)
{
    struct tier tiers[PLENTY];
    const uint64_t live = count_live(archive);
    archive->purges += !few_dead(count_dead(archive), live);
    see_segments(archive, tiers);
    const size_t k = tiers_choose(tiers, archive->segment_count);
    if (k) merge(archive, k);
    assert_int_equal(count_live(archive), live);
    assert_true(archive->segment_count <= 8);
    assert_true(few_dead(count_dead(archive), live));
    if (archive->segment_count > archive->most_segments)
        archive->most_segments = archive->segment_count;
    see_segments(archive, tiers);
    assert_int_equal(tiers_choose(tiers, archive->segment_count), 0);
}

static unsigned worst_rewrites(const struct archive *archive)
{
    unsigned worst = 0;
    for (size_t i = 0; i < archive->night_count; i++)
        if (archive->nights[i].added && archive->nights[i].rewrites > worst)
            worst = archive->nights[i].rewrites;
    return worst;
}

static void report(const struct archive *archive, const char *what)
{
    print_message("%s: %.2f rewrites an article, at most %u; at most %zu segments; %u purges of "
                  "%llu dead\n",
                  what, (double)archive->rewritten / (double)archive->written,
                  worst_rewrites(archive), archive->most_segments, archive->purges,
                  (unsigned long long)archive->died);
}

/* ---- Nights --------------------------------------------------------------------------------------- */

static void test_equal_nights_rewrite_each_article_a_few_times(void **state)
{
    (void)state;
    static const uint64_t first[] = {0, 10000, 10000000};
    static const uint64_t each[] = {1, 80, 1000, 25000};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 4; j++) {
            struct archive archive = {0};
            char what[80];
            if (first[i]) add_segment(&archive, first[i]);
            for (unsigned night = 0; night < NIGHTS; night++) {
                add_segment(&archive, each[j]);
                end_night(&archive);
            }
            snprintf(what, sizeof what, "%llu, then %d nights of %llu",
                     (unsigned long long)first[i], NIGHTS, (unsigned long long)each[j]);
            report(&archive, what);
            assert_true(worst_rewrites(&archive) <= 2.5 * log2(NIGHTS));
            assert_true(archive.rewritten <= archive.written * log2(NIGHTS));
        }
}

/* Each merge but the first lets what an article is in grow by a part at least, as far as no dead are dropped. */
static void assert_logarithmic(const struct archive *archive)
{
    for (size_t i = 0; i < archive->night_count; i++) {
        const struct night *night = &archive->nights[i];
        if (!night->added) continue;
        const double growth = log((double)archive->written / (double)night->added) /
                              log(1 + 1.0 / TIERS_STEEPNESS);
        if (night->rewrites > 1 + growth + archive->purges)
            fail_msg("night %zu of %llu: %u rewrites", i, (unsigned long long)night->added,
                     night->rewrites);
    }
}

/* Nights of up to so many new articles, and old ones that die: edited, and so written again, or gone. */
static void random_nights(struct archive *archive, unsigned seed, uint64_t first,
                          uint32_t added_max, uint32_t died_max, bool edited)
{
    uint64_t random = seed;
    char what[100];
    *archive = (struct archive){0};
    add_segment(archive, first);
    for (unsigned i = 0; i < NIGHTS; i++) {
        struct night *night = add_segment(archive, 0);
        const uint64_t before = archive->died;
        bury(archive, &random, articles_below(&random, died_max + 1));
        night->added = articles_below(&random, 4) ? articles_below(&random, added_max) : 0;
        if (edited) night->added += archive->died - before;
        night->articles = night->added;
        archive->written += night->added;
        end_night(archive);
    }
    snprintf(what, sizeof what, "%llu, then nights of %u with %u %s, at random",
             (unsigned long long)first, added_max, died_max, edited ? "edited" : "gone");
    report(archive, what);
}

static void test_random_nights_of_edits_rewrite_more_only_for_the_dead(void **state)
{
    (void)state;
    static const struct {
        uint64_t first;
        uint32_t added_max, died_max;
    } rows[] = {{100000, 600, 5},   {10000, 1000, 20}, {10000000, 1000, 100}, {1000, 3, 3},
                {20000, 300, 3000}, {10, 2, 1},        {100000, 2000, 30},    {1, 50, 0}};
    const unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct archive archive;
        random_nights(&archive, seed + i, rows[i].first, rows[i].added_max, rows[i].died_max, true);
        assert_logarithmic(&archive);
        /* What is allowed grows with the archive; at first it is this. */
        const uint64_t half = rows[i].first / 200 < 250 ? rows[i].first / 200 : 250;
        if (half) assert_true(archive.purges <= archive.died / half);
    }
}

static void test_archives_that_shrink_stay_in_bounds_too(void **state)
{
    (void)state;
    struct archive archive;
    const unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    random_nights(&archive, seed, 20000, 300, 3000, false);
    random_nights(&archive, seed, 1000000, 300, 3000, false);
    random_nights(&archive, seed, 0, 2, 2, false);
}

/* ---- Choices -------------------------------------------------------------------------------------- */

static void test_nothing_is_merged_where_each_is_large_enough(void **state)
{
    (void)state;
    static const struct tier segments[] = {{1, 0}, {4, 0}, {20, 0}, {100, 0}, {1000, 9}};
    assert_int_equal(tiers_choose(segments, 0), 0);
    assert_int_equal(tiers_choose(segments, 1), 0);
    assert_int_equal(tiers_choose(segments, 5), 0);
}

static void test_the_newest_are_merged_until_the_next_is_large_enough(void **state)
{
    (void)state;
    static const struct tier segments[] = {{1, 0}, {1, 0}, {6, 0}, {16, 0}, {99, 0}, {500, 0}};
    assert_int_equal(tiers_choose(segments, 6), 4);
    assert_int_equal(tiers_choose(segments, 4), 4);
}

static void test_a_ninth_segment_is_merged(void **state)
{
    (void)state;
    static const struct tier segments[] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0},
                                           {0, 0}, {0, 0}, {0, 0}, {9, 0}};
    assert_int_equal(tiers_choose(segments, 8), 0);
    assert_int_equal(tiers_choose(segments, 9), 2);
}

static void test_too_many_dead_are_dropped_to_half_of_what_is_allowed(void **state)
{
    (void)state;
    struct tier segments[] = {{1, 0}, {1000, 260}, {100000, 239}, {1000000, 0}};
    assert_int_equal(tiers_choose(segments, 4), 0);
    segments[3].dead = 1; /* 500 */
    assert_int_equal(tiers_choose(segments, 4), 2);
    segments[2].dead = 250;
    assert_int_equal(tiers_choose(segments, 4), 3);
    segments[3].dead = 250;
    assert_int_equal(tiers_choose(segments, 4), 4);
}

static void test_dead_are_dropped_from_a_single_segment(void **state)
{
    (void)state;
    static const struct tier few[] = {{1000, 9}}, many[] = {{1000, 10}}, all[] = {{10, 10}};
    assert_int_equal(tiers_choose(few, 1), 0);
    assert_int_equal(tiers_choose(many, 1), 1);
    assert_int_equal(tiers_choose(all, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_merged_where_each_is_large_enough),
        cmocka_unit_test(test_the_newest_are_merged_until_the_next_is_large_enough),
        cmocka_unit_test(test_a_ninth_segment_is_merged),
        cmocka_unit_test(test_too_many_dead_are_dropped_to_half_of_what_is_allowed),
        cmocka_unit_test(test_dead_are_dropped_from_a_single_segment),
        cmocka_unit_test(test_equal_nights_rewrite_each_article_a_few_times),
        cmocka_unit_test(test_random_nights_of_edits_rewrite_more_only_for_the_dead),
        cmocka_unit_test(test_archives_that_shrink_stay_in_bounds_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
