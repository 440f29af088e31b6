/* test_termlist.c - the tags of the termlist table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/eights.h"
#include "indexer/termlist.h"
#include "tests/unit/random.h"

enum {
    TERMS_MAX = 400
};

static char texts[TERMS_MAX][TERMLIST_TERM_MAX + 2 * EIGHT];
static struct termlist_term terms[TERMS_MAX];

static void set_term(size_t index, const char *text, size_t size, uint32_t wdf)
{
    memset(texts[index], 0, sizeof texts[index]);
    memcpy(texts[index], text, size);
    terms[index] = (struct termlist_term){texts[index], (uint32_t)size, wdf};
}

static void test_termlist_has_the_bytes_of_xapians_own(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t wdf;
    } cat_sat[] = {{"QA1", 0}, {"Scat", 1}, {"Ssat", 1}, {"ZScat", 1}, {"ZSsat", 1}, {"Zcat", 4},
                   {"Zon", 1}, {"Zran", 2}, {"Zsat", 2}, {"Zthe", 3},  {"cat", 3},   {"cats", 1},
                   {"on", 1},  {"ran", 2},  {"sat", 2},  {"the", 3}};
    static const char expected[] =
        "\x1c\x10\x03QA1\x00\x08\x04Scat\x0b\x03sat\x0a\x05ZScat\x0e\x03sat\x1f\x03"
        "cat\x0b\x02on\x0d\x03ran\x10\x03sat\x15\x03the\x14\x03"
        "cat\x0b\x01s\x0a\x02on\x09\x03ran\x0c\x03sat\x10\x03the";
    size_t count = sizeof cat_sat / sizeof *cat_sat;
    struct buf out;
    buf_init(&out);
    for (size_t i = 0; i < count; i++)
        set_term(i, cat_sat[i].text, strlen(cat_sat[i].text), cat_sat[i].wdf);
    assert_int_equal(termlist_put(&out, terms, count), 28);
    assert_int_equal(out.size, sizeof expected - 1);
    assert_memory_equal(out.data, expected, out.size);
    buf_release(&out);
}

static void test_largest_wdf_that_fits_into_one_byte_goes_there(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    for (uint32_t i = 0; i < 3; i++)
        set_term(i, &"abc"[i], 1, 125 + i);
    termlist_put(&out, terms, 3);
    assert_int_equal(out.size, 13);
    assert_memory_equal(out.data,
                        "\xfa\x02\x03\x01"
                        "a\x7d\xfe\x01"
                        "b\x00\x01"
                        "c\x7f",
                        13);
    buf_release(&out);
}

static int compare(const void *a, const void *b)
{
    const struct termlist_term *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->size < y->size ? x->size : y->size);
    return order ? order : (x->size > y->size) - (x->size < y->size);
}

/* Terms with much in common, some as long as can be; returns how many differ. */
static size_t make_terms(void)
{
    char text[TERMLIST_TERM_MAX];
    size_t count = 1 + below(TERMS_MAX), kept = 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t size = 1 + below(below(10) ? 12 : TERMLIST_TERM_MAX);
        for (uint32_t j = 0; j < size; j++)
            text[j] = (char)(below(3) ? 'a' : below(256));
        set_term(i, text, size, below(5) ? below(4) : below(300));
    }
    qsort(terms, count, sizeof *terms, compare);
    for (size_t i = 1; i < count; i++)
        if (compare(&terms[kept - 1], &terms[i])) terms[kept++] = terms[i];
    return kept;
}

static void test_random_termlists_read_back(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    for (int round = 0; round < 500; round++) {
        size_t count = make_terms();
        struct termlist got;
        buf_reset(&out);
        uint32_t length = termlist_put(&out, terms, count);
        assert_true(termlist_open(&got, (const uint8_t *)out.data, out.size));
        assert_true(got.length == length && got.count == count);
        for (size_t i = 0; i < count; i++) {
            assert_true(termlist_next(&got));
            assert_int_equal(got.term_size, terms[i].size);
            assert_memory_equal(got.term, terms[i].text, got.term_size);
            assert_int_equal(got.wdf, terms[i].wdf);
        }
        assert_true(termlist_at_end(&got));
        assert_false(termlist_next(&got));
    }
    buf_release(&out);
}

static void test_document_without_terms_has_an_empty_tag(void **state)
{
    (void)state;
    struct buf out;
    struct termlist got;
    buf_init(&out);
    assert_int_equal(termlist_put(&out, NULL, 0), 0);
    assert_int_equal(out.size, 0);
    assert_true(termlist_open(&got, (const uint8_t *)out.data, 0));
    assert_true(termlist_at_end(&got));
    buf_release(&out);
}

static void test_damaged_termlists_end_without_a_crash(void **state)
{
    (void)state;
    for (int round = 0; round < 100000; round++) {
        uint8_t tag[40];
        struct termlist got;
        size_t size = below(sizeof tag);
        for (size_t i = 0; i < size; i++)
            tag[i] = (uint8_t)(below(3) ? below(12) : below(256));
        if (!termlist_open(&got, tag, size)) continue;
        while (got.left && termlist_next(&got))
            assert_true(got.term_size <= TERMLIST_TERM_MAX);
    }
}

static void test_slots_are_coded_as_gaps_and_read_back(void **state)
{
    (void)state;
    static const uint32_t slots[] = {0, 3, 127, 70000, 0xfffffffe};
    struct buf out;
    buf_init(&out);
    termlist_put_slots(&out, slots, 2);
    assert_int_equal(out.size, 2);
    assert_memory_equal(out.data, "\x00\x02", 2);
    buf_reset(&out);
    termlist_put_slots(&out, slots, 5);
    const uint8_t *at = (const uint8_t *)out.data, *end = at + out.size;
    uint32_t slot = UINT32_MAX;
    for (size_t i = 0; i < 5; i++) {
        assert_true(termlist_next_slot(&at, end, &slot));
        assert_int_equal(slot, slots[i]);
    }
    assert_false(termlist_next_slot(&at, end, &slot));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_termlist_has_the_bytes_of_xapians_own),
        cmocka_unit_test(test_largest_wdf_that_fits_into_one_byte_goes_there),
        cmocka_unit_test(test_random_termlists_read_back),
        cmocka_unit_test(test_document_without_terms_has_an_empty_tag),
        cmocka_unit_test(test_damaged_termlists_end_without_a_crash),
        cmocka_unit_test(test_slots_are_coded_as_gaps_and_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
