/* test_glass_deflate.c - deflated tags: read back by us, by zlib, and by a reader with Xapian's flaw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "indexer/glass.h"
#include "tests/unit/random.h"

enum {
    TEXT_MAX = 70000
};

static char text[TEXT_MAX];

/* A few bytes again and again: what brings the flaw out. */
static size_t make_repetitive(size_t size)
{
    size_t period = 1 + below(40), start = below(9000);
    for (size_t i = 0; i < size; i++)
        text[i] = i < start && below(3) == 0 ? (char)('a' + below(20))
                                             : (char)('a' + i % period % 26);
    return size;
}

static size_t make_words(size_t size)
{
    for (size_t i = 0; i < size; i++)
        text[i] = below(6) ? (char)('a' + below(8)) : ' ';
    return size;
}

/* Reads as Xapian does: in a buffer of 8192 bytes, until all input is taken in. */
static bool xapian_can_read(const uint8_t *data, size_t size)
{
    static uint8_t out[8192];
    z_stream stream = {.next_in = (z_const Bytef *)data, .avail_in = (uInt)size};
    int code = inflateInit2(&stream, -15);
    while (code == Z_OK && stream.avail_in) {
        stream.next_out = out;
        stream.avail_out = sizeof out;
        code = inflate(&stream, Z_SYNC_FLUSH);
    }
    inflateEnd(&stream);
    return code == Z_STREAM_END;
}

static bool zlib_alone_is_readable(size_t size)
{
    static uint8_t out[TEXT_MAX * 2];
    z_stream stream = {.next_in = (z_const Bytef *)text,
                       .avail_in = (uInt)size,
                       .next_out = out,
                       .avail_out = sizeof out};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    deflate(&stream, Z_FINISH);
    size_t packed = stream.total_out;
    deflateEnd(&stream);
    return xapian_can_read(out, packed);
}

static void assert_reads_back(const struct glass_tag *tag, size_t size)
{
    struct buf got;
    buf_init(&got);
    assert_int_equal(glass_inflate(tag, size, &got, NULL), NSEARCH_OK);
    assert_int_equal(got.size, size);
    assert_memory_equal(got.data, text, size);
    if (size > 0) assert_int_equal(glass_inflate(tag, size - 1, &got, NULL), NSEARCH_DAMAGED);
    buf_release(&got);
}

static void test_repetitive_tags_stay_clear_of_the_flaw_in_xapians_reader(void **state)
{
    (void)state;
    int unreadable = 0;
    for (enum glass_deflate_mode mode = GLASS_DEFLATE_FAST; mode <= GLASS_DEFLATE_XAPIAN; mode++) {
        struct glass_deflater *deflater;
        assert_int_equal(glass_deflater_create(mode, &deflater, NULL), NSEARCH_OK);
        for (int round = 0; round < 3000; round++) {
            size_t size = make_repetitive(8000 + below(round % 10 ? 1000 : 60000));
            struct glass_tag tag;
            if (mode == GLASS_DEFLATE_XAPIAN) unreadable += !zlib_alone_is_readable(size);
            assert_int_equal(glass_deflate(deflater, text, size, &tag, NULL), NSEARCH_OK);
            assert_true(!tag.deflated || xapian_can_read(tag.data, tag.size));
            assert_reads_back(&tag, size);
        }
        glass_deflater_free(deflater);
    }
    assert_true(unreadable > 0); /* without care, there would have been some */
}

static void test_words_of_every_size_read_back_and_get_smaller(void **state)
{
    (void)state;
    for (enum glass_deflate_mode mode = GLASS_DEFLATE_FAST; mode <= GLASS_DEFLATE_XAPIAN; mode++) {
        struct glass_deflater *deflater;
        assert_int_equal(glass_deflater_create(mode, &deflater, NULL), NSEARCH_OK);
        for (size_t size = 0; size < 3000; size += 1 + size / 20) {
            struct glass_tag tag;
            assert_int_equal(glass_deflate(deflater, text, make_words(size), &tag, NULL),
                             NSEARCH_OK);
            assert_true(tag.deflated ? tag.size < size : tag.size == size);
            if (size > 500) assert_true(tag.deflated);
            assert_reads_back(&tag, size);
        }
        glass_deflater_free(deflater);
    }
}

static void test_noise_is_left_as_it_is(void **state)
{
    (void)state;
    struct glass_deflater *deflater;
    struct glass_tag tag;
    assert_int_equal(glass_deflater_create(GLASS_DEFLATE_FAST, &deflater, NULL), NSEARCH_OK);
    for (size_t i = 0; i < TEXT_MAX; i++)
        text[i] = (char)below(256);
    assert_int_equal(glass_deflate(deflater, text, TEXT_MAX, &tag, NULL), NSEARCH_OK);
    assert_false(tag.deflated);
    assert_ptr_equal(tag.data, text);
    glass_deflater_free(deflater);
}

static void test_tags_cut_short_or_followed_by_junk_are_damaged(void **state)
{
    (void)state;
    struct glass_deflater *deflater;
    struct glass_tag tag;
    struct buf got;
    buf_init(&got);
    assert_int_equal(glass_deflater_create(GLASS_DEFLATE_XAPIAN, &deflater, NULL), NSEARCH_OK);
    assert_int_equal(glass_deflate(deflater, text, make_words(2000), &tag, NULL), NSEARCH_OK);
    for (size_t size = 0; size <= tag.size + 1; size++) {
        uint8_t *copy = calloc(1, size + 1);
        memcpy(copy, tag.data, size < tag.size ? size : tag.size);
        struct glass_tag cut = {copy, size, true};
        nsearch_status status = glass_inflate(&cut, TEXT_MAX, &got, NULL);
        assert_int_equal(status, size == tag.size ? NSEARCH_OK : NSEARCH_DAMAGED);
        buf_reset(&got);
        free(copy);
    }
    buf_release(&got);
    glass_deflater_free(deflater);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repetitive_tags_stay_clear_of_the_flaw_in_xapians_reader),
        cmocka_unit_test(test_words_of_every_size_read_back_and_get_smaller),
        cmocka_unit_test(test_noise_is_left_as_it_is),
        cmocka_unit_test(test_tags_cut_short_or_followed_by_junk_are_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
