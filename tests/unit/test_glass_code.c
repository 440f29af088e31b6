/* test_glass_code.c - the codings of keys and tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/glass_code.h"
#include "tests/unit/random.h"

#define assert_bytes(begin, end, ...)                                                              \
    do {                                                                                           \
        const uint8_t expected[] = {__VA_ARGS__};                                                  \
        assert_int_equal((size_t)((end) - (begin)), sizeof expected);                              \
        assert_memory_equal(begin, expected, sizeof expected);                                     \
    } while (0)

static void test_uint_has_seven_bits_a_byte(void **state)
{
    (void)state;
    uint8_t out[GLASS_UINT_ROOM];
    assert_bytes(out, glass_put_uint(out, 0), 0x00);
    assert_bytes(out, glass_put_uint(out, 127), 0x7f);
    assert_bytes(out, glass_put_uint(out, 128), 0x80, 0x01);
    assert_bytes(out, glass_put_uint(out, 205), 0xcd, 0x01);
    assert_bytes(out, glass_put_uint(out, 10783), 0x9f, 0x54);
}

static void test_uint_of_every_size_reads_back(void **state)
{
    (void)state;
    for (unsigned shift = 0; shift < 64; shift++) {
        for (int add = -1; add <= 1; add++) {
            uint64_t value = ((uint64_t)1 << shift) + (uint64_t)(int64_t)add, got = 0;
            uint8_t out[GLASS_UINT_ROOM];
            uint8_t *end = glass_put_uint(out, value);
            const uint8_t *at = out;
            assert_int_equal(end - out, glass_uint_size(value));
            assert_true(glass_get_uint(&at, end, &got));
            assert_true(got == value && at == end);
        }
    }
}

static void test_uint_cut_short_or_too_large_is_refused(void **state)
{
    (void)state;
    uint64_t value;
    uint32_t small;
    const uint8_t cut[] = {0x80, 0x80}, large[] = {0xff, 0xff, 0xff, 0xff, 0x10},
                  huge[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02};
    const uint8_t *at = cut;
    assert_false(glass_get_uint(&at, cut + sizeof cut, &value));
    at = large;
    assert_false(glass_get_uint32(&at, large + sizeof large, &small));
    at = huge;
    assert_false(glass_get_uint(&at, huge + sizeof huge, &value));
}

static void test_sortint_is_as_long_as_the_number_needs(void **state)
{
    (void)state;
    uint8_t out[GLASS_SORTINT_ROOM];
    assert_bytes(out, glass_put_sortint(out, 1), 0x00, 0x01);
    assert_bytes(out, glass_put_sortint(out, 669), 0x02, 0x9d);
    assert_bytes(out, glass_put_sortint(out, 32767), 0x7f, 0xff);
    assert_bytes(out, glass_put_sortint(out, 32768), 0x80, 0x80, 0x00);
    assert_bytes(out, glass_put_sortint(out, 4194303), 0xbf, 0xff, 0xff);
    assert_bytes(out, glass_put_sortint(out, 4194304), 0xc0, 0x40, 0x00, 0x00);
    assert_bytes(out, glass_put_sortint(out, 0x1fffffff), 0xdf, 0xff, 0xff, 0xff);
    assert_bytes(out, glass_put_sortint(out, 0x20000000), 0xe0, 0x20, 0x00, 0x00, 0x00);
    assert_bytes(out, glass_put_sortint(out, 0xffffffff), 0xe0, 0xff, 0xff, 0xff, 0xff);
}

static void test_sortints_sort_as_their_numbers_and_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < 100000; i++) {
        uint32_t numbers[2], got = 0;
        uint8_t out[2][GLASS_SORTINT_ROOM] = {{0}};
        for (int j = 0; j < 2; j++) {
            numbers[j] = below(0x7fffffff) >> below(31);
            const uint8_t *at = out[j], *end = glass_put_sortint(out[j], numbers[j]);
            assert_true(glass_get_sortint(&at, end, &got));
            assert_true(got == numbers[j] && at == end);
            at = out[j];
            assert_false(glass_get_sortint(&at, end - 1, &got));
        }
        int order = memcmp(out[0], out[1], sizeof out[0]);
        assert_true((order < 0) == (numbers[0] < numbers[1]));
    }
}

static void test_lastint_of_zero_is_nothing(void **state)
{
    (void)state;
    uint8_t out[GLASS_LASTINT_ROOM];
    assert_ptr_equal(glass_put_lastint(out, 0), out);
    assert_bytes(out, glass_put_lastint(out, 3), 0x03);
    assert_bytes(out, glass_put_lastint(out, 256), 0x00, 0x01);
    assert_bytes(out, glass_put_lastint(out, 0xffffffff), 0xff, 0xff, 0xff, 0xff);
    const uint8_t *at = out;
    uint32_t got;
    assert_true(glass_get_lastint(&at, out + 4, &got));
    assert_int_equal(got, 0xffffffff);
}

static void test_escstring_doubles_zeros_and_ends_in_one(void **state)
{
    (void)state;
    uint8_t out[16], text[16];
    size_t size;
    bool last;
    assert_bytes(out, glass_put_escstring(out, "cat", 3, true), 'c', 'a', 't');
    assert_bytes(out, glass_put_escstring(out, "cat", 3, false), 'c', 'a', 't', 0);
    uint8_t *end = glass_put_escstring(out, "\0a\0", 3, false);
    assert_bytes(out, end, 0, 0xff, 'a', 0, 0xff, 0);
    *end++ = 0x02;
    const uint8_t *at = out;
    assert_true(glass_get_escstring(&at, end, text, &size, &last));
    assert_false(last);
    assert_int_equal(size, 3);
    assert_memory_equal(text, "\0a\0", 3);
    assert_ptr_equal(at, end - 1);
}

/* ---- Positions ------------------------------------------------------------------------------------ */

static void test_positions_are_coded_as_in_xapians_databases(void **state)
{
    (void)state;
    uint8_t out[64];
    const uint32_t one[] = {1}, two_hundred[] = {201}, the[] = {205, 208, 211},
                   cat[] = {103, 206, 212};
    assert_bytes(out, glass_put_positions(out, one, 1), 0x01);
    assert_bytes(out, glass_put_positions(out, two_hundred, 1), 0xc9, 0x01);
    assert_bytes(out, glass_put_positions(out, the, 3), 0xd3, 0x01, 0xcd, 0x11);
    assert_bytes(out, glass_put_positions(out, cat, 3), 0xd4, 0x01, 0xe7, 0x80, 0x19);
}

static void assert_positions_read_back(const uint32_t *positions, size_t count)
{
    struct glass_positions read;
    size_t room = glass_positions_room(count);
    uint8_t *tag = malloc(room);
    uint32_t *got = malloc(count * sizeof *got);
    size_t size = (size_t)(glass_put_positions(tag, positions, count) - tag);
    assert_true(size <= room);
    assert_true(glass_open_positions(tag, size, &read));
    assert_int_equal(read.count, count);
    assert_int_equal(read.first, positions[0]);
    assert_int_equal(read.last, positions[count - 1]);
    assert_true(glass_read_positions(&read, got));
    assert_memory_equal(got, positions, count * sizeof *got);
    if (size > 1 && count > 1 && glass_open_positions(tag, size - 1, &read))
        assert_false(read.count == count && glass_read_positions(&read, got));
    free(tag);
    free(got);
}

static void test_random_positions_read_back(void **state)
{
    (void)state;
    static uint32_t positions[3000];
    for (int round = 0; round < 20000; round++) {
        size_t count = 1 + below(round % 100 ? 12 : 3000);
        uint32_t step = 1 + (below(0x7fffffff) >> below(31)) / (uint32_t)count,
                 at = 1 + below(step);
        for (size_t i = 0; i < count; i++) {
            positions[i] = at;
            at += 1 + below(step);
        }
        assert_positions_read_back(positions, count);
    }
}

static void test_positions_at_the_ends_of_their_range_read_back(void **state)
{
    (void)state;
    const uint32_t wide[] = {0, 0xffffffff}, both[] = {0, 1, 0xfffffffe, 0xffffffff},
                   row[] = {5, 6, 7, 8, 9};
    const uint32_t low[] = {1, 2}, zero[] = {0}, three[] = {0, 1, 2};
    assert_positions_read_back(wide, 2);
    assert_positions_read_back(both, 4);
    assert_positions_read_back(row, 5);
    assert_positions_read_back(low, 2);
    assert_positions_read_back(zero, 1);
    assert_positions_read_back(three, 3);
}

static void test_damaged_positions_are_refused_or_ascend(void **state)
{
    (void)state;
    uint32_t positions[64];
    for (int round = 0; round < 200000; round++) {
        uint8_t tag[12];
        size_t size = 1 + below(sizeof tag);
        struct glass_positions read;
        for (size_t i = 0; i < size; i++)
            tag[i] = (uint8_t)(below(256) >> below(8));
        if (!glass_open_positions(tag, size, &read) || read.count > 64) continue;
        if (!glass_read_positions(&read, positions)) continue;
        for (size_t i = 1; i < read.count; i++)
            assert_true(positions[i - 1] < positions[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uint_has_seven_bits_a_byte),
        cmocka_unit_test(test_uint_of_every_size_reads_back),
        cmocka_unit_test(test_uint_cut_short_or_too_large_is_refused),
        cmocka_unit_test(test_sortint_is_as_long_as_the_number_needs),
        cmocka_unit_test(test_sortints_sort_as_their_numbers_and_read_back),
        cmocka_unit_test(test_lastint_of_zero_is_nothing),
        cmocka_unit_test(test_escstring_doubles_zeros_and_ends_in_one),
        cmocka_unit_test(test_positions_are_coded_as_in_xapians_databases),
        cmocka_unit_test(test_random_positions_read_back),
        cmocka_unit_test(test_positions_at_the_ends_of_their_range_read_back),
        cmocka_unit_test(test_damaged_positions_are_refused_or_ascend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
