/* test_deflate.c - deflated texts: read back by us, by zlib, and by a reader with Xapian's flaw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/deflate.h"
#include "indexer/glass.h"
#include "tests/unit/random.h"
#include "tests/unit/xapian_deflate.h"

enum {
    TEXT_MAX = 70000,
    TEXTS_MAX = 6000, /* more than are written at once */
};

static uint8_t text[TEXT_MAX];
static struct deflate_text texts[TEXTS_MAX];
static struct deflater *deflater;
static struct buf out;

static int setup(void **state)
{
    (void)state;
    buf_init(&out);
    return (int)deflater_create(&deflater, NULL);
}

static int teardown(void **state)
{
    (void)state;
    buf_release(&out);
    deflater_free(deflater);
    return 0;
}

/* A few bytes again and again: what brings the flaw out. */
static size_t make_repetitive(size_t size)
{
    size_t period = 1 + below(40), start = below(9000);
    for (size_t i = 0; i < size; i++)
        text[i] = i < start && below(3) == 0 ? (uint8_t)('a' + below(20))
                                             : (uint8_t)('a' + i % period % 26);
    return size;
}

static void make_words(uint8_t *at, size_t size, uint32_t letters)
{
    for (size_t i = 0; i < size; i++)
        at[i] = below(6) ? (uint8_t)('a' + below(letters)) : ' ';
}

static void make_noise(uint8_t *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (uint8_t)below(256);
}

static void assert_reads_back(const struct deflate_text *from, const char *packed)
{
    struct glass_tag tag = {(const uint8_t *)packed, from->packed_size, from->deflated};
    struct buf got;
    buf_init(&got);
    assert_true(from->deflated ? from->packed_size < from->size : from->packed_size == from->size);
    assert_int_equal(glass_inflate(&tag, from->size, &got, NULL), NSEARCH_OK);
    assert_int_equal(got.size, from->size);
    assert_memory_equal(got.data, from->data, from->size);
    assert_true(!from->deflated || xapian_can_inflate(tag.data, tag.size));
    buf_release(&got);
}

/* Deflates the first `count` of the texts after what is in `out`, and reads them back. */
static void run(size_t count)
{
    size_t offset = out.size;
    assert_int_equal(deflater_run(deflater, texts, count, &out, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++) {
        assert_reads_back(&texts[i], out.data + offset);
        offset += texts[i].packed_size;
    }
    assert_int_equal(out.size, offset);
}

static void run_one(size_t size)
{
    buf_reset(&out);
    texts[0] = (struct deflate_text){.data = text, .size = size};
    run(1);
}

static void test_repetitive_texts_stay_clear_of_the_flaw_in_xapians_reader(void **state)
{
    (void)state;
    static uint8_t packed[TEXT_MAX];
    int unreadable = 0;
    for (int round = 0; round < 3000; round++) {
        const size_t size = make_repetitive(8000 + below(round % 10 ? 1000 : 60000));
        unreadable += !xapian_can_inflate(packed, xapian_deflate(text, size, packed));
        run_one(size);
        assert_true(texts[0].deflated);
    }
    assert_true(unreadable > 0); /* without care, there would have been some */
}

static void test_words_of_every_size_read_back_and_get_smaller(void **state)
{
    (void)state;
    for (size_t size = 0; size < 3000; size += 1 + size / 20) {
        make_words(text, size, 8);
        run_one(size);
        assert_true(texts[0].deflated || size < 100);
    }
}

static void test_texts_around_the_size_of_blocks_read_back(void **state)
{
    (void)state;
    for (size_t size = 32760; size < 32776; size++) {
        make_words(text, size, 20);
        run_one(size);
        make_repetitive(2 * size);
        run_one(2 * size);
    }
}

static void test_one_byte_again_and_again(void **state)
{
    (void)state;
    memset(text, 'a', TEXT_MAX);
    for (size_t size = 0; size < TEXT_MAX; size += 1 + size / 3) {
        run_one(size);
        assert_true(texts[0].deflated || size < 20);
    }
}

static void test_noise_is_left_as_it_is(void **state)
{
    (void)state;
    make_noise(text, TEXT_MAX);
    run_one(TEXT_MAX);
    assert_false(texts[0].deflated);
}

/* Words in scripts of two and three bytes a letter, where most bytes are no ASCII. */
static void test_every_script_gets_smaller(void **state)
{
    (void)state;
    for (uint8_t lead = 0xc3; lead < 0xe8; lead++) {
        for (size_t i = 0; i < TEXT_MAX; i++)
            text[i] = i % 2 ? (uint8_t)(0x80 + below(64)) : lead;
        run_one(3000);
        assert_true(texts[0].packed_size < texts[0].size * 2 / 3);
    }
}

/* Texts of all kinds in one call: long and short, words and noise, so many that the code changes between
 * them and within one. */
static void test_many_texts_share_a_code(void **state)
{
    (void)state;
    make_words(text, TEXT_MAX / 2, 26);
    make_noise(text + TEXT_MAX / 2, TEXT_MAX / 4);
    make_words(text + TEXT_MAX * 3 / 4, TEXT_MAX / 4, 3);
    for (size_t i = 0; i < TEXTS_MAX; i++) {
        const size_t size = below(i % 50 ? 1500 : TEXT_MAX);
        texts[i] = (struct deflate_text){.data = text + below((uint32_t)(TEXT_MAX - size)),
                                         .size = size};
    }
    buf_reset(&out);
    buf_add_text(&out, "before");
    run(TEXTS_MAX);
    assert_memory_equal(out.data, "before", strlen("before"));
}

/* What a worker has done before must not show in what it does next. */
static void test_what_was_deflated_before_doesnt_matter(void **state)
{
    (void)state;
    struct buf first;
    buf_init(&first);
    make_words(text, TEXT_MAX, 12);
    texts[0] = (struct deflate_text){.data = text, .size = 3000};
    texts[1] = (struct deflate_text){.data = text + 3000, .size = 40000};
    assert_int_equal(deflater_run(deflater, texts, 2, &first, NULL), NSEARCH_OK);
    buf_reset(&out);
    make_noise(text + 43000, TEXT_MAX - 43000);
    texts[2] = (struct deflate_text){.data = text + 43000, .size = TEXT_MAX - 43000};
    run(3);
    buf_reset(&out);
    run(2);
    assert_int_equal(out.size, first.size);
    assert_memory_equal(out.data, first.data, first.size);
    buf_release(&first);
}

static void test_texts_cut_short_or_followed_by_junk_are_damaged(void **state)
{
    (void)state;
    struct buf got;
    buf_init(&got);
    make_words(text, 2000, 8);
    run_one(2000);
    const size_t whole = texts[0].packed_size;
    for (size_t size = 0; size <= whole + 1; size++) {
        uint8_t *copy = calloc(1, size + 1);
        memcpy(copy, out.data, size < whole ? size : whole);
        struct glass_tag cut = {copy, size, true};
        nsearch_status status = glass_inflate(&cut, TEXT_MAX, &got, NULL);
        assert_int_equal(status, size == whole ? NSEARCH_OK : NSEARCH_DAMAGED);
        buf_reset(&got);
        free(copy);
    }
    struct glass_tag tag = {(const uint8_t *)out.data, whole, true};
    assert_int_equal(glass_inflate(&tag, 1999, &got, NULL), NSEARCH_DAMAGED);
    buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repetitive_texts_stay_clear_of_the_flaw_in_xapians_reader),
        cmocka_unit_test(test_words_of_every_size_read_back_and_get_smaller),
        cmocka_unit_test(test_texts_around_the_size_of_blocks_read_back),
        cmocka_unit_test(test_one_byte_again_and_again),
        cmocka_unit_test(test_noise_is_left_as_it_is),
        cmocka_unit_test(test_every_script_gets_smaller),
        cmocka_unit_test(test_many_texts_share_a_code),
        cmocka_unit_test(test_what_was_deflated_before_doesnt_matter),
        cmocka_unit_test(test_texts_cut_short_or_followed_by_junk_are_damaged),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
