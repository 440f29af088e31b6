/* test_inflate.c - tests of common/inflate.c: what zlib reads, it reads, in whatever portions, and what zlib refuses it
 * refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "common/inflate.h"
#include "tests/unit/random.h"
#include "tests/unit/seed.h"

enum {
    TEXT_MAX = 90000,
    PACKED_MAX = 2 * TEXT_MAX,
    RAW_WINDOW_BITS = -15
};

static uint8_t text[TEXT_MAX], packed[PACKED_MAX], out[TEXT_MAX + 1000], wanted[TEXT_MAX + 1000];

/* Words of few or many letters, noise, or the same again and again. */
static size_t make_text(void)
{
    const size_t size = below(1 + below(below(4) ? 5000 : TEXT_MAX));
    const uint32_t kind = below(5), letters = 1 + below(kind == 1 ? 255 : 26),
                   period = 1 + below(3000);
    for (size_t i = 0; i < size; i++) {
        if (kind == 0)
            text[i] = (uint8_t)below(256);
        else if (kind <= 2)
            text[i] = below(6) ? (uint8_t)('a' + below(1 + below(letters))) : ' ';
        else
            text[i] = i >= period && below(200) ? text[i - period] : (uint8_t)below(256);
    }
    return size;
}

static size_t deflate_with(size_t size, int level, int strategy)
{
    z_stream stream = {.next_in = text};
    assert_int_equal(deflateInit2(&stream, level, Z_DEFLATED, RAW_WINDOW_BITS, 9, strategy), Z_OK);
    stream.next_out = packed;
    stream.avail_out = sizeof packed;
    const size_t flush = below(3) ? size : below((uint32_t)size + 1);
    stream.avail_in = (uInt)flush;
    deflate(&stream, flush < size ? (below(2) ? Z_FULL_FLUSH : Z_SYNC_FLUSH) : Z_NO_FLUSH);
    stream.avail_in += (uInt)(size - flush);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    const size_t packed_size = stream.total_out;
    deflateEnd(&stream);
    return packed_size;
}

static size_t make_packed(size_t size)
{
    static const int strategies[] = {Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE,
                                     Z_FIXED};
    return deflate_with(size, (int)below(10), strategies[below(5)]);
}

/* Some bytes at a time, each time with some room more, to a place of that size. */
static enum inflate_result inflate_all(const uint8_t *data, size_t size, size_t most, size_t *done)
{
    struct inflater inflater;
    size_t capacity = 0;
    enum inflate_result result;
    inflate_start(&inflater, data, size);
    do {
        capacity += below(3) ? below(300) : below(TEXT_MAX);
        if (capacity > most) capacity = most;
        result = inflate_more(&inflater, out, capacity);
        assert_true(inflater.done <= capacity);
    } while (result == INFLATE_FULL && capacity < most);
    *done = inflater.done;
    return result;
}

static void test_what_zlib_deflates_reads_back_in_portions(void **state)
{
    (void)state;
    seed = any_seed();
    for (unsigned round = 0; round < 3000; round++) {
        size_t done;
        const size_t size = make_text(), packed_size = make_packed(size);
        assert_int_equal(inflate_all(packed, packed_size, sizeof out, &done), INFLATE_END);
        assert_int_equal(done, size);
        assert_memory_equal(out, text, size);
    }
}

/* What is there so far is right, and stays. */
static void test_the_beginning_alone_is_read(void **state)
{
    (void)state;
    seed = any_seed();
    for (unsigned round = 0; round < 300; round++) {
        struct inflater inflater;
        const size_t size = make_text(), packed_size = make_packed(size);
        if (size < 2) continue;
        const size_t some = 1 + below((uint32_t)size - 1);
        inflate_start(&inflater, packed, packed_size);
        assert_int_equal(inflate_more(&inflater, out, some), INFLATE_FULL);
        assert_int_equal(inflater.done, some);
        assert_memory_equal(out, text, some);
    }
}

static void test_what_is_cut_short_or_too_long_is_broken(void **state)
{
    (void)state;
    seed = any_seed();
    for (unsigned round = 0; round < 300; round++) {
        size_t done;
        const size_t packed_size = make_packed(make_text());
        uint8_t *cut = malloc(packed_size + 1);
        assert_non_null(cut);
        memcpy(cut, packed, packed_size);
        cut[packed_size] = 0;
        assert_int_equal(inflate_all(cut, packed_size + 1, sizeof out, &done), INFLATE_BROKEN);
        free(cut);
        const size_t size = below((uint32_t)packed_size);
        cut = malloc(size + !size); /* nothing behind it */
        assert_non_null(cut);
        memcpy(cut, packed, size);
        assert_int_equal(inflate_all(cut, size, sizeof out, &done), INFLATE_BROKEN);
        assert_memory_equal(out, text, done);
        free(cut);
    }
}

/* zlib's verdict: that of the whole, if there is room for it. */
static enum inflate_result ask_zlib(const uint8_t *data, size_t size, size_t *done)
{
    z_stream stream = {.next_in = (z_const Bytef *)data, .avail_in = (uInt)size};
    assert_int_equal(inflateInit2(&stream, RAW_WINDOW_BITS), Z_OK);
    stream.next_out = wanted;
    stream.avail_out = sizeof wanted;
    const int code = inflate(&stream, Z_FINISH);
    *done = stream.total_out;
    const enum inflate_result result = code == Z_STREAM_END && !stream.avail_in ? INFLATE_END
                                       : !stream.avail_out                      ? INFLATE_FULL
                                                                                : INFLATE_BROKEN;
    inflateEnd(&stream);
    return result;
}

static void assert_as_zlib(size_t size)
{
    size_t done, there;
    uint8_t *copy = malloc(size + !size); /* so that a sanitizer sees what is read behind it */
    assert_non_null(copy);
    memcpy(copy, packed, size);
    const enum inflate_result result = ask_zlib(copy, size, &there);
    if (result != INFLATE_FULL) {
        assert_int_equal(inflate_all(copy, size, sizeof out, &done), result);
        if (result == INFLATE_END) assert_int_equal(done, there);
        if (result == INFLATE_END) assert_memory_equal(out, wanted, there);
    }
    free(copy);
}

static void test_changed_bytes_are_taken_as_zlib_takes_them(void **state)
{
    (void)state;
    seed = any_seed();
    for (unsigned round = 0; round < 20000; round++) {
        if (round % 20 == 0) make_text();
        size_t size = make_packed(below(2000));
        for (uint32_t i = below(3); i < 3; i++)
            packed[below((uint32_t)size < 60 || below(2) ? (uint32_t)size : 60)] ^=
                (uint8_t)(1 << below(8));
        assert_as_zlib(size);
    }
}

static void test_noise_is_taken_as_zlib_takes_it(void **state)
{
    (void)state;
    seed = any_seed();
    for (unsigned round = 0; round < 100000; round++) {
        const size_t size = below(120);
        for (size_t i = 0; i < size; i++)
            packed[i] = (uint8_t)below(256);
        if (size)
            packed[0] = (uint8_t)((packed[0] & ~7u) | (below(8) ? 5 : below(8))); /* dynamic */
        assert_as_zlib(size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_zlib_deflates_reads_back_in_portions),
        cmocka_unit_test(test_the_beginning_alone_is_read),
        cmocka_unit_test(test_what_is_cut_short_or_too_long_is_broken),
        cmocka_unit_test(test_changed_bytes_are_taken_as_zlib_takes_them),
        cmocka_unit_test(test_noise_is_taken_as_zlib_takes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
