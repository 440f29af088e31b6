/* test_eights.c - texts in words of eight bytes against those byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/order.h"
#include "indexer/eights.h"
#include "tests/unit/random.h"

enum {
    SIZE_MAX_TRIED = 40
};

/* Any bytes, often the same, with junk behind them; to be freed. */
static char *any_text(size_t *size)
{
    *size = below(SIZE_MAX_TRIED);
    char *text = malloc(eights_room(*size));
    for (size_t i = 0; i < eights_room(*size); i++)
        text[i] = (char)(below(8) ? 'a' : below(256));
    return text;
}

/* A copy with zeros, in no more memory than there must be. */
static char *with_zeros(const char *text, size_t size)
{
    char *copy = malloc(eights_room(size));
    memset(copy, 'x', eights_room(size));
    eights_copy(copy, text, size);
    return copy;
}

static void test_copy_has_zeros_to_the_end_of_its_last_eight(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t size;
        char *text = any_text(&size), *copy = with_zeros(text, size);
        assert_memory_equal(copy, text, size);
        assert_true(eights_size(size) > size && eights_size(size) % EIGHT == 0);
        for (size_t i = size; i < eights_size(size); i++)
            assert_int_equal(copy[i], 0);
        assert_int_equal(copy[eights_size(size)], 'x');
        free(text);
        free(copy);
    }
}

static void test_put_copies_the_text(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t size;
        char *text = any_text(&size);
        uint8_t *out = malloc(eights_room(size));
        eights_put(out, text, size);
        assert_memory_equal(out, text, size);
        free(text);
        free(out);
    }
}

static size_t common(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t size = 0;
    while (size < a_size && size < b_size && a[size] == b[size])
        size++;
    return size;
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void test_two_compare_as_byte_by_byte(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t a_size, b_size;
        char *a_text = any_text(&a_size), *a = with_zeros(a_text, a_size);
        char *b_text = any_text(&b_size), *b = with_zeros(b_text, b_size);
        assert_int_equal(eights_common(a, a_size, b, b_size), common(a, a_size, b, b_size));
        assert_int_equal(sign(eights_order(a, a_size, b, b_size)),
                         sign(order_bytes(a, a_size, b, b_size)));
        if (a_size == b_size) assert_int_equal(eights_same(a, b, a_size), !memcmp(a, b, a_size));
        free(a_text);
        free(a);
        free(b_text);
        free(b);
    }
}

static void test_what_differs_in_zeros_only_is_in_order(void **state)
{
    (void)state;
    static const char shorter[2 * EIGHT] = "a", longer[2 * EIGHT] = "a\0";
    assert_true(eights_order(shorter, 1, longer, 2) < 0);
    assert_true(eights_order(longer, 2, shorter, 1) > 0);
    assert_int_equal(eights_common(shorter, 1, longer, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copy_has_zeros_to_the_end_of_its_last_eight),
        cmocka_unit_test(test_put_copies_the_text),
        cmocka_unit_test(test_two_compare_as_byte_by_byte),
        cmocka_unit_test(test_what_differs_in_zeros_only_is_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
