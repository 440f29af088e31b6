/* test_forward.c - tests of indexer/forward.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "indexer/forward.h"

struct fixture {
    struct stemmer *stemmer;
    struct terms terms;
    struct forward forward;
    struct article article;
};

static int setup(void **state)
{
    static struct fixture fixture;
    if (stemmer_create("english", NULL, &fixture.stemmer, NULL)) return -1;
    terms_init(&fixture.terms);
    if (forward_init(&fixture.forward, fixture.stemmer, NULL)) return -1;
    article_init(&fixture.article);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    article_release(&fixture->article);
    forward_release(&fixture->forward);
    terms_release(&fixture->terms);
    stemmer_free(fixture->stemmer);
    return 0;
}

static void take(struct fixture *fixture, const char *title, const char *body)
{
    nsearch_error error;
    article_reset(&fixture->article);
    article_add(&fixture->article, ARTICLE_TITLE, title, strlen(title));
    article_add(&fixture->article, ARTICLE_BODY, body, strlen(body));
    assert_int_equal(
        forward_article(&fixture->forward, &fixture->terms, &fixture->article, NULL, &error),
        NSEARCH_OK);
}

/* The rows as "term:wdf@position,position", separated by spaces. */
static const char *shown(const struct forward *forward)
{
    static struct buf out;
    buf_init(&out);
    for (uint32_t i = 0; i < forward->row_count; i++) {
        const struct forward_row *row = &forward->rows[i];
        buf_addf(&out, "%s%s:%u", i ? " " : "", row->term->text, row->wdf);
        for (uint32_t j = 0; j < row->count; j++)
            buf_addf(&out, "%c%u", j ? ',' : '@', forward->positions[row->first + j]);
    }
    return out.data;
}

static void expect(const struct forward *forward, const char *rows)
{
    const char *got = shown(forward);
    assert_string_equal(got, rows);
    free((char *)got);
}

static void test_terms_come_in_order_with_their_positions(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "", "the cat sat; the cats ran");
    expect(&fixture->forward,
           "XBs:0@203 Zcat:2 Zran:1 Zsat:1 Zthe:2 cat:1@102 cats:1@105 ran:1@106 sat:1@103 "
           "the:2@101,104");
}

static void test_the_title_counts_under_its_prefix_too(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "Cats", "a cat");
    expect(&fixture->forward,
           "Scats:1@1 XBc:0@2 XBs:0@3,205 ZScat:1 Za:1 Zcat:2 a:1@102 cat:1@103 cats:1@1");
}

static void test_an_article_knows_nothing_of_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "", "cat cat cat dog");
    take(fixture, "", "cat 7");
    expect(&fixture->forward, "7:1@102 XBs:0@203 Zcat:1 cat:1@101");
    terms_release(&fixture->terms);
    take(fixture, "", "dog cat");
    expect(&fixture->forward, "XBs:0@203 Zcat:1 Zdog:1 cat:1@102 dog:1@101");
}

static void test_structure_has_no_part_in_the_length(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "", "\"NO cat.\" Cat");
    expect(&fixture->forward,
           "XBc:0@203,206 XBq:0@202,205 XBs:0@203,206 Zcat:2 Zno:1 cat:2@102,103 "
           "no:1@101");
}

static void test_values_are_kept_by_slot(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "", "one two three");
    assert_int_equal(fixture->forward.value_count, 1);
    assert_int_equal(fixture->forward.values[0].slot, SLOT_WORDS);
    assert_memory_equal(fixture->forward.value_text.data, "0000000003", 10);
}

static void test_very_many_terms_that_begin_alike_are_sorted_too(void **state)
{
    struct fixture *fixture = *state;
    struct buf body;
    nsearch_error error;
    buf_init(&body);
    for (unsigned i = 0; i < 30000; i++)
        buf_addf(&body, "sameprefix%u ", i * 7919u % 30000u);
    article_reset(&fixture->article);
    article_add(&fixture->article, ARTICLE_BODY, body.data, body.size);
    assert_int_equal(
        forward_article(&fixture->forward, &fixture->terms, &fixture->article, NULL, &error),
        NSEARCH_OK);
    assert_int_equal(fixture->forward.row_count, 60001); /* XBs, too */
    for (uint32_t i = 1; i < 60001; i++)
        assert_true(
            terms_compare(fixture->forward.rows[i - 1].term, fixture->forward.rows[i].term) < 0);
    buf_release(&body);
}

static void test_an_empty_article_has_its_word_count_only(void **state)
{
    struct fixture *fixture = *state;
    take(fixture, "", "");
    assert_int_equal(fixture->forward.row_count, 0);
    assert_int_equal(fixture->forward.value_count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_terms_come_in_order_with_their_positions),
        TEST(test_the_title_counts_under_its_prefix_too),
        TEST(test_an_article_knows_nothing_of_the_one_before),
        TEST(test_structure_has_no_part_in_the_length),
        TEST(test_values_are_kept_by_slot),
        TEST(test_very_many_terms_that_begin_alike_are_sorted_too),
        TEST(test_an_empty_article_has_its_word_count_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
