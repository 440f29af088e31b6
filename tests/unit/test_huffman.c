/* test_huffman.c - codes that are whole, no longer than allowed, and as good as they can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/huffman.h"
#include "tests/unit/random.h"

static uint32_t counts[HUFFMAN_SYMBOLS_MAX];
static struct huffman code;

/* No code is the beginning of another, and none is missing: their shares of all bits add up to one. */
static void assert_whole(uint32_t symbol_count, uint32_t size_max)
{
    uint32_t share = 0;
    for (uint32_t i = 0; i < symbol_count; i++) {
        const uint32_t size = huffman_size(code.codes[i]);
        assert_true(size <= size_max);
        assert_int_equal(size != 0, counts[i] != 0);
        if (size) share += 1u << (size_max - size);
    }
    assert_int_equal(share, 1u << size_max);
}

static void test_random_counts_give_whole_codes(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        const uint32_t symbols = 2 + below(HUFFMAN_SYMBOLS_MAX - 1), high = 1u << below(30);
        for (uint32_t i = 0; i < symbols; i++)
            counts[i] = below(3) ? 1 + below(high) : 0;
        counts[0] = counts[symbols - 1] = 1;
        huffman_build(counts, symbols, 12, &code);
        assert_whole(symbols, 12);
    }
}

/* Counts like Fibonacci's numbers make the deepest tree. */
static void test_sizes_stay_within_their_limit(void **state)
{
    (void)state;
    counts[0] = counts[1] = 1;
    for (uint32_t i = 2; i < 40; i++)
        counts[i] = counts[i - 1] + counts[i - 2];
    for (uint32_t limit = 6; limit <= 15; limit++) {
        huffman_build(counts, 40, limit, &code);
        assert_whole(40, limit);
    }
}

static void test_the_code_of_the_standards_example(void **state)
{
    (void)state;
    static const uint8_t sizes[] = {3, 3, 3, 3, 3, 2, 4, 4};
    static const char *bits[] = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
    huffman_assign(sizes, sizeof sizes, &code);
    for (size_t i = 0; i < sizeof sizes; i++) {
        assert_int_equal(huffman_size(code.codes[i]), strlen(bits[i]));
        for (size_t j = 0; bits[i][j]; j++)
            assert_int_equal(huffman_bits(code.codes[i]) >> j & 1, bits[i][j] - '0');
    }
}

static void test_frequent_symbols_get_short_codes(void **state)
{
    (void)state;
    static const uint32_t some[] = {45, 13, 12, 16, 9, 5}, sizes[] = {1, 3, 3, 3, 4, 4};
    huffman_build(some, 6, 15, &code);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(huffman_size(code.codes[i]), sizes[i]);
}

static void test_a_single_symbol_takes_one_bit(void **state)
{
    (void)state;
    static const uint32_t one[] = {0, 7, 0};
    huffman_build(one, 3, 15, &code);
    assert_int_equal(huffman_size(code.codes[0]), 0);
    assert_int_equal(huffman_size(code.codes[1]), 1);
    assert_int_equal(huffman_bits(code.codes[1]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_counts_give_whole_codes),
        cmocka_unit_test(test_sizes_stay_within_their_limit),
        cmocka_unit_test(test_the_code_of_the_standards_example),
        cmocka_unit_test(test_frequent_symbols_get_short_codes),
        cmocka_unit_test(test_a_single_symbol_takes_one_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
