/* test_invert.c - tests of indexer/invert.c, and through it of run.c, run_merge.c, slices.c and terms.c,
 * against a plain table of all postings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/order.h"
#include "indexer/invert.h"
#include "tests/unit/scratch.h"

enum {
    WORDS = 700,
    ARTICLES = 900,
    TAG_MAX = 9000,
    INVERTERS_MAX = 5
};

static uint64_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

/* The model: wdf of each word in each article, 0 for none. Everything else follows from these. */
static uint32_t wdfs[ARTICLES][WORDS];
static char words[WORDS][32];
static size_t word_sizes[WORDS];

static void make_words(void)
{
    for (int i = 0; i < WORDS; i++)
        word_sizes[i] = (size_t)snprintf(words[i], sizeof words[i], "w%.*s%d", i % 20,
                                         "abcabcabcabcabcabcabc", i);
    words[0][1] = '\0'; /* a term may hold any byte */
}

static size_t tag_size(uint32_t article, uint32_t word)
{
    return wdfs[article][word] == 7 ? TAG_MAX : (article + word) % 5;
}

static uint8_t tag_byte(uint32_t article, uint32_t word, size_t at)
{
    return (uint8_t)(article * 7 + word * 3 + at);
}

static bool add_one(struct inverter *inverter, const char *word, size_t size, uint32_t docid,
                    uint32_t wdf, const uint8_t *tag, size_t tag_bytes)
{
    struct term *term = terms_add(inverter_terms(inverter), word, size);
    inverter_fetch(inverter, term);
    if (tag_bytes) memcpy(inverter_tag(inverter, tag_bytes), tag, tag_bytes);
    return inverter_add(inverter, term, docid, wdf, tag_bytes);
}

static void add_article(struct inverter *inverter, uint32_t article)
{
    static uint8_t tag[TAG_MAX];
    nsearch_error error;
    for (uint32_t i = 0; i < WORDS; i++) {
        wdfs[article][i] = below(i + 1) ? 0 : 1 + below(7 + 1000 * !below(50));
        if (!wdfs[article][i]) continue;
        for (size_t j = 0; j < tag_size(article, i); j++)
            tag[j] = tag_byte(article, i, j);
        assert_true(add_one(inverter, words[i], word_sizes[i], article + 1, wdfs[article][i], tag,
                            tag_size(article, i)));
    }
    assert_int_equal(inverter_check(inverter, &error), NSEARCH_OK);
}

static uint32_t word_of(const struct run_merge *merge)
{
    for (uint32_t i = 0; i < WORDS; i++)
        if (word_sizes[i] == merge->text_size && !memcmp(words[i], merge->text, merge->text_size))
            return i;
    fail_msg("a term that was never added");
    return 0;
}

static void check_list(struct run_merge *merge)
{
    const uint32_t word = word_of(merge);
    const struct run_posting *posting;
    nsearch_error error;
    uint32_t article = 0, collfreq = 0;
    for (uint32_t left = merge->count; left; left--) {
        assert_int_equal(run_merge_posting(merge, &posting, &error), NSEARCH_OK);
        while (!wdfs[article][word])
            article++;
        assert_int_equal(posting->docid, article + 1);
        assert_int_equal(posting->wdf, wdfs[article][word]);
        assert_int_equal(posting->tag_size, tag_size(article, word));
        for (size_t j = 0; j < posting->tag_size; j++)
            assert_int_equal(posting->tag[j], tag_byte(article, word, j));
        collfreq += posting->wdf;
        article++;
    }
    assert_int_equal(merge->collfreq, collfreq);
    while (article < ARTICLES)
        assert_int_equal(wdfs[article++][word], 0);
}

static size_t count_words(void)
{
    size_t count = 0;
    for (uint32_t i = 0; i < WORDS; i++) {
        uint32_t article = 0;
        while (article < ARTICLES && !wdfs[article][i])
            article++;
        count += article < ARTICLES;
    }
    return count;
}

static void check_reading(struct inverter *const *inverters, size_t count, bool skip)
{
    struct inverter_reading reading;
    nsearch_error error;
    char before[64] = "";
    size_t before_size = 0, terms = 0;
    bool more;
    assert_int_equal(inverters_read(inverters, count, &reading, &error), NSEARCH_OK);
    while (!run_merge_next(&reading.merge, &more, &error) && more) {
        struct run_merge *merge = &reading.merge;
        assert_true(order_bytes(before, before_size, merge->text, merge->text_size) < 0);
        memcpy(before, merge->text, before_size = merge->text_size);
        const struct run_posting *posting;
        if (!skip || terms % 3 == 0)
            check_list(merge);
        else if (terms % 3 == 1)
            assert_int_equal(run_merge_posting(merge, &posting, &error), NSEARCH_OK);
        terms++;
    }
    inverter_reading_close(&reading);
    assert_int_equal(terms, count_words());
}

/* Inverts articles with `count` inverters, any of which may get the next; returns the runs written. */
static size_t invert(const char *directory, size_t budget, size_t count)
{
    struct inverter *inverters[INVERTERS_MAX];
    nsearch_error error;
    size_t runs = 0;
    for (size_t i = 0; i < count; i++)
        assert_int_equal(inverter_create(budget, directory, &inverters[i], &error), NSEARCH_OK);
    for (uint32_t i = 0; i < ARTICLES; i++)
        add_article(inverters[below((uint32_t)count)], i);
    for (size_t i = 0; i < count; i++) {
        runs += inverter_run_count(inverters[i]);
        assert_int_equal(inverter_prepare(inverters[i], NULL), NSEARCH_OK);
    }
    check_reading(inverters, count, false);
    check_reading(inverters, count, true);
    for (size_t i = 0; i < count; i++)
        inverter_free(inverters[i]);
    return runs;
}

static void test_one_run_in_memory_gives_back_what_was_added(void **state)
{
    assert_int_equal(invert(*state, 1 << 28, 1), 0);
}

static void test_many_runs_give_back_the_same(void **state)
{
    assert_true(invert(*state, 1, 1) > 3);
}

static void test_several_inverters_give_back_the_same(void **state)
{
    assert_int_equal(invert(*state, 1 << 28, 3), 0);
    assert_true(invert(*state, 1, INVERTERS_MAX) > 0);
}

static void test_nothing_added_is_nothing_read(void **state)
{
    struct inverter *inverter;
    struct inverter_reading reading;
    nsearch_error error;
    bool more = true;
    assert_int_equal(inverter_create(1, *state, &inverter, &error), NSEARCH_OK);
    assert_int_equal(inverter_prepare(inverter, &error), NSEARCH_OK);
    assert_int_equal(inverters_read(&inverter, 1, &reading, &error), NSEARCH_OK);
    assert_int_equal(run_merge_next(&reading.merge, &more, &error), NSEARCH_OK);
    assert_false(more);
    inverter_reading_close(&reading);
    inverter_free(inverter);
}

static void test_a_run_file_that_cannot_be_made_is_an_error(void **state)
{
    struct inverter *inverter;
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    static const uint8_t tag[1 << 16];
    const char *missing = scratch_path(*state, "none/at/all");
    assert_int_equal(inverter_create(1, missing, &inverter, &error), NSEARCH_OK);
    for (uint32_t i = 1; !status && i < 100; i++) {
        assert_true(add_one(inverter, "a", 1, i, 1, tag, sizeof tag));
        status = inverter_check(inverter, &error);
    }
    assert_int_equal(status, NSEARCH_MISSING);
    inverter_free(inverter);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_run_in_memory_gives_back_what_was_added),
        TEST(test_many_runs_give_back_the_same),
        TEST(test_several_inverters_give_back_the_same),
        TEST(test_nothing_added_is_nothing_read),
        TEST(test_a_run_file_that_cannot_be_made_is_an_error),
    };
    seed = (uint64_t)time(NULL);
    printf("# seed %llu\n", (unsigned long long)seed);
    make_words();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
