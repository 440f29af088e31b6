/* test_buf.c - tests of common/buf.c and common/arena.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/arena.h"
#include "common/buf.h"

static void test_an_empty_buffer_is_an_empty_text(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    assert_string_equal(buf.data, "");
    assert_int_equal(buf.size, 0);
    buf_release(&buf);
}

static void test_what_is_added_stands_in_a_row_and_ends_in_a_nul(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    buf_add_text(&buf, "one ");
    buf_addf(&buf, "%d", 2);
    buf_add_char(&buf, '!');
    buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.size, 9);
    assert_memory_equal(buf.data, "one 2!a\0b", 10);
    buf_release(&buf);
}

static void test_many_small_pieces_survive_growing(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    for (int i = 0; i < 100000; i++)
        buf_add_char(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.size, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf.data[i], 'a' + i % 26);
    buf_release(&buf);
}

static void test_a_buffer_that_ran_out_of_memory_says_so_once_asked(void **state)
{
    (void)state;
    struct buf buf;
    nsearch_error error;
    buf_init(&buf);
    buf_add_text(&buf, "kept");
    assert_null(buf_room(&buf, SIZE_MAX - 8));
    buf_add_text(&buf, "ignored");
    assert_int_equal(buf_status(&buf, &error), NSEARCH_MEMORY);
    assert_string_equal(buf.data, "kept");
    assert_null(buf_detach(&buf));
    assert_int_equal(buf_status(&buf, &error), NSEARCH_OK);
}

static void test_cut_shortens_and_never_lengthens(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    buf_add_text(&buf, "kaesong");
    buf_cut(&buf, 100);
    assert_string_equal(buf.data, "kaesong");
    buf_cut(&buf, 3);
    assert_string_equal(buf.data, "kae");
    buf_release(&buf);
}

static void test_detach_hands_the_text_over(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    buf_add_text(&buf, "mine");
    char *text = buf_detach(&buf);
    assert_string_equal(text, "mine");
    assert_int_equal(buf.size, 0);
    free(text);
    text = buf_detach(&buf);
    assert_string_equal(text, "");
    free(text);
}

static void test_arena_memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena;
    unsigned char *pieces[2000];
    arena_init(&arena);
    for (size_t i = 0; i < 2000; i++) {
        size_t size = i * 7 % 900;
        pieces[i] = arena_alloc(&arena, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % sizeof(void *), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < 2000; i++)
        for (size_t j = 0; j < i * 7 % 900; j++)
            assert_int_equal(pieces[i][j], i % 251 + 1);
    arena_release(&arena);
}

static void test_a_list_in_an_arena_grows_and_keeps_its_items(void **state)
{
    (void)state;
    struct arena arena;
    uint32_t *items = NULL;
    size_t capacity = 0, moves = 0;
    arena_init(&arena);
    for (uint32_t i = 0; i < 1000; i++) {
        const uint32_t *before = items;
        items = arena_grow(&arena, items, i, &capacity, sizeof *items);
        assert_non_null(items);
        assert_true(capacity > i);
        if (items != before) moves++;
        items[i] = i * i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i * i);
    assert_int_equal(capacity, 1024);
    assert_int_equal(moves, 9); /* 4, 8, ... 1024 */
    arena_release(&arena);
}

static void test_a_list_that_is_another_s_is_copied_and_left_as_it_was(void **state)
{
    (void)state;
    struct arena arena;
    char theirs[] = {'a', 'b', 'c'};
    size_t capacity = sizeof theirs;
    arena_init(&arena);
    char *ours = arena_grow(&arena, theirs, 3, &capacity, 1);
    assert_ptr_not_equal(ours, theirs);
    assert_int_equal(capacity, 6);
    ours[0] = 'x';
    ours[3] = 'd';
    assert_memory_equal(ours, "xbcd\0", 6);
    assert_memory_equal(theirs, "abc", 3);
    arena_release(&arena);
}

static void test_a_list_that_cannot_grow_stays_as_it_is(void **state)
{
    (void)state;
    struct arena arena;
    uint32_t items[4];
    const size_t counts[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 8, SIZE_MAX / 16};
    arena_init(&arena);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t capacity = counts[i];
        assert_null(arena_grow(&arena, items, counts[i], &capacity, sizeof *items));
        assert_int_equal(capacity, counts[i]);
    }
    arena_release(&arena);
}

static void test_arena_refuses_what_cannot_be(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX - 64));
    assert_null(arena_copy(&arena, "", SIZE_MAX));
    assert_string_equal(arena_copy(&arena, "abc", 2), "ab");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_buffer_is_an_empty_text),
        cmocka_unit_test(test_what_is_added_stands_in_a_row_and_ends_in_a_nul),
        cmocka_unit_test(test_many_small_pieces_survive_growing),
        cmocka_unit_test(test_a_buffer_that_ran_out_of_memory_says_so_once_asked),
        cmocka_unit_test(test_cut_shortens_and_never_lengthens),
        cmocka_unit_test(test_detach_hands_the_text_over),
        cmocka_unit_test(test_arena_memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(test_a_list_in_an_arena_grows_and_keeps_its_items),
        cmocka_unit_test(test_a_list_that_is_another_s_is_copied_and_left_as_it_was),
        cmocka_unit_test(test_a_list_that_cannot_grow_stays_as_it_is),
        cmocka_unit_test(test_arena_refuses_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
