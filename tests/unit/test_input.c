#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "common/readers/input.h"
#include "tests/unit/scratch.h"

enum {
    LIMIT = 1 << 20
};

static struct input *open_bytes(void **state, const void *data, size_t size, size_t limit)
{
    struct input *input;
    assert_int_equal(input_open(scratch_write(*state, "file", data, size), limit, &input, NULL),
                     NSEARCH_OK);
    return input;
}

static struct input *open_text(void **state, const char *text)
{
    return open_bytes(state, text, strlen(text), LIMIT);
}

/* As gzip would pack it; the caller frees. */
static unsigned char *packed(const void *data, size_t size, size_t *packed_size)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)data, .avail_in = (uInt)size};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&stream, size);
    unsigned char *out = malloc(room);
    assert_non_null(out);
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    *packed_size = room - stream.avail_out;
    deflateEnd(&stream);
    return out;
}

static void assert_line(struct input *input, const char *text)
{
    struct line line;
    bool more;
    assert_int_equal(input_line(input, &line, &more, NULL), NSEARCH_OK);
    assert_true(more);
    assert_string_equal(line.text, text);
    assert_int_equal(line.size, strlen(text));
    assert_false(line.too_long);
}

static void assert_end(struct input *input)
{
    struct line line;
    bool more = true;
    assert_int_equal(input_line(input, &line, &more, NULL), NSEARCH_OK);
    assert_false(more);
}

static void test_lines_end_in_either_way_or_at_the_end(void **state)
{
    struct input *input = open_text(state, "one\r\n\ntwo\rx\nlast");
    assert_line(input, "one");
    assert_line(input, "");
    assert_line(input, "two\rx");
    assert_line(input, "last");
    assert_end(input);
    assert_end(input);
    input_free(input);
}

static void test_lines_are_numbered_from_one(void **state)
{
    struct input *input = open_text(state, "a\nb\n");
    struct line line;
    bool more;
    input_line(input, &line, &more, NULL);
    assert_int_equal(line.number, 1);
    input_line(input, &line, &more, NULL);
    assert_int_equal(line.number, 2);
    input_free(input);
}

static void test_an_empty_file_has_no_lines(void **state)
{
    struct input *input = open_text(state, "");
    assert_end(input);
    input_free(input);
}

static void test_peeking_uses_nothing_up(void **state)
{
    const char *head;
    size_t size;
    struct input *input = open_text(state, "a\nb");
    assert_int_equal(input_peek(input, &head, &size, NULL), NSEARCH_OK);
    assert_int_equal(size, 3);
    assert_memory_equal(head, "a\nb", 3);
    assert_line(input, "a");
    assert_line(input, "b");
    input_free(input);
}

static void test_a_byte_order_mark_is_dropped(void **state)
{
    struct input *input = open_text(state, "\xEF\xBB\xBFone\n");
    assert_line(input, "one");
    input_free(input);
}

static void test_utf16_becomes_utf8_in_both_orders(void **state)
{
    struct input *input = open_bytes(state, "\xFF\xFE\xE9\0\n\0\x3D\xD8\x00\xDE", 10, LIMIT);
    assert_line(input, "\xC3\xA9");
    assert_line(input, "\xF0\x9F\x98\x80");
    assert_end(input);
    input_free(input);
    input = open_bytes(state, "\xFE\xFF\0\xE9\0\n\xD8\x3D\0x", 10, LIMIT);
    assert_line(input, "\xC3\xA9");
    assert_line(input, "\xEF\xBF\xBDx");
    assert_end(input);
    input_free(input);
}

static void test_long_utf16_comes_through_whole(void **state)
{
    enum {
        UNITS = 200000
    };
    char *text = malloc(2 * UNITS + 2);
    assert_non_null(text);
    memcpy(text, "\xFF\xFE", 2);
    for (size_t i = 0; i < UNITS; i++)
        memcpy(text + 2 + 2 * i, "\xAC\x20", 2); /* the Euro sign, three bytes */
    struct input *input = open_bytes(state, text, 2 * UNITS + 2, LIMIT);
    struct line line;
    assert_int_equal(input_rest(input, &line, NULL), NSEARCH_OK);
    assert_int_equal(line.size, 3 * UNITS);
    for (size_t i = 0; i < UNITS; i++)
        assert_memory_equal(line.text + 3 * i, "\xE2\x82\xAC", 3);
    input_free(input);
    free(text);
}

static void test_a_line_over_the_limit_is_skipped_to_its_end(void **state)
{
    struct input *input = open_bytes(state, "12345\n123456\n7\n", 15, 5);
    struct line line;
    bool more;
    assert_line(input, "12345");
    assert_int_equal(input_line(input, &line, &more, NULL), NSEARCH_OK);
    assert_true(line.too_long);
    assert_string_equal(line.text, "12345");
    assert_line(input, "7");
    input_free(input);
}

static void test_the_rest_is_bounded_by_the_limit(void **state)
{
    struct line line;
    struct input *input = open_bytes(state, "12345", 5, 5);
    assert_int_equal(input_rest(input, &line, NULL), NSEARCH_OK);
    assert_false(line.too_long);
    assert_string_equal(line.text, "12345");
    input_free(input);
    input = open_bytes(state, "123456", 6, 5);
    assert_int_equal(input_rest(input, &line, NULL), NSEARCH_OK);
    assert_true(line.too_long);
    input_free(input);
}

static void test_gzip_is_known_by_content_and_members_follow_each_other(void **state)
{
    size_t size;
    unsigned char *member = packed("one\ntw", 6, &size), *all = malloc(2 * size + 8);
    assert_non_null(all);
    memcpy(all, member, size);
    memcpy(all + size, member, size);
    memset(all + 2 * size, 0, 8); /* padding, as tapes have it */
    struct input *input = open_bytes(state, all, 2 * size + 8, LIMIT);
    assert_line(input, "one");
    assert_line(input, "twone");
    assert_line(input, "tw");
    assert_end(input);
    assert_int_equal(input_read_bytes(input), 2 * size + 8);
    input_free(input);
    free(all);
    free(member);
}

/* Reads to the end or a failure; returns its status and how many lines there were. */
static nsearch_status read_all(struct input *input, size_t *lines, nsearch_error *error)
{
    struct line line;
    bool more = true;
    *lines = 0;
    for (;;) {
        nsearch_status status = input_line(input, &line, &more, error);
        if (status || !more) return status;
        ++*lines;
    }
}

static void test_truncated_gzip_gives_its_whole_lines_and_then_an_error(void **state)
{
    char text[20000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 50 == 49 ? '\n' : (char)('a' + rand() % 26);
    size_t size, lines;
    unsigned char *data = packed(text, sizeof text, &size);
    nsearch_error error = {0};
    struct input *input = open_bytes(state, data, size / 2, LIMIT);
    assert_int_equal(read_all(input, &lines, &error), NSEARCH_DAMAGED);
    assert_in_range(lines, 1, 399);
    assert_non_null(strstr(error.message, "too early"));
    assert_int_equal(read_all(input, &lines, &error), NSEARCH_DAMAGED); /* for good */
    input_free(input);
    free(data);
}

static void test_corrupt_gzip_and_what_follows_it_are_errors(void **state)
{
    size_t size, lines;
    unsigned char *data = packed("one\ntwo\n", 8, &size);
    nsearch_error error = {0};
    data[size - 6] ^= 0xFF; /* its checksum */
    struct input *input = open_bytes(state, data, size, LIMIT);
    assert_int_equal(read_all(input, &lines, &error), NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "corrupt"));
    input_free(input);
    data[size - 6] ^= 0xFF;
    data = realloc(data, size + 1);
    assert_non_null(data);
    data[size] = 'x';
    input = open_bytes(state, data, size + 1, LIMIT);
    assert_int_equal(read_all(input, &lines, &error), NSEARCH_DAMAGED);
    assert_int_equal(lines, 2);
    input_free(input);
    free(data);
}

static void test_what_is_no_file_is_refused_at_once(void **state)
{
    struct input *input;
    const char *pipe_path = scratch_path(*state, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(input_open(pipe_path, LIMIT, &input, NULL), NSEARCH_INVALID);
    assert_null(input);
    assert_int_equal(input_open(*state, LIMIT, &input, NULL), NSEARCH_INVALID);
    assert_int_equal(input_open(scratch_path(*state, "none"), LIMIT, &input, NULL),
                     NSEARCH_MISSING);
}

/* Lines of random lengths, packed or not, must come out as an obvious split of them says. */
static void test_random_lines_come_out_as_they_went_in(void **state)
{
    enum {
        SIZE = 300000
    };
    unsigned seed = (unsigned)time(NULL);
    printf("# seed %u\n", seed);
    srand(seed);
    char *text = malloc(SIZE + 1);
    assert_non_null(text);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = rand() % 20000 == 0 ? '\n' : (char)('a' + rand() % 26);
    text[SIZE] = '\0';
    size_t size;
    unsigned char *data = packed(text, SIZE, &size);
    struct input *input = rand() % 2 ? open_bytes(state, data, size, LIMIT)
                                     : open_bytes(state, text, SIZE, LIMIT);
    for (char *at = text; *at;) {
        char *end = at + strcspn(at, "\n");
        char *next = *end ? end + 1 : end;
        *end = '\0';
        assert_line(input, at);
        at = next;
    }
    assert_end(input);
    input_free(input);
    free(data);
    free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_lines_end_in_either_way_or_at_the_end),
        TEST(test_lines_are_numbered_from_one),
        TEST(test_an_empty_file_has_no_lines),
        TEST(test_peeking_uses_nothing_up),
        TEST(test_a_byte_order_mark_is_dropped),
        TEST(test_utf16_becomes_utf8_in_both_orders),
        TEST(test_long_utf16_comes_through_whole),
        TEST(test_a_line_over_the_limit_is_skipped_to_its_end),
        TEST(test_the_rest_is_bounded_by_the_limit),
        TEST(test_gzip_is_known_by_content_and_members_follow_each_other),
        TEST(test_truncated_gzip_gives_its_whole_lines_and_then_an_error),
        TEST(test_corrupt_gzip_and_what_follows_it_are_errors),
        TEST(test_what_is_no_file_is_refused_at_once),
        TEST(test_random_lines_come_out_as_they_went_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
