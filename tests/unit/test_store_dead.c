/* test_store_dead.c - tests of common/store_dead.c: the list of the dead as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/store_dead.h"
#include "tests/unit/random.h"

static const char list[] = "seg-000012 7:0000000g00002 9:0000000g00004\n"
                           "seg-000003 151:0000000000097\n";

static nsearch_status parse(const char *text, struct arena *arena, struct store_dead **dead,
                            size_t *count)
{
    nsearch_error error;
    arena_init(arena);
    nsearch_status status = store_dead_parse(text, arena, dead, count, &error);
    if (status) assert_int_equal(error.status, status);
    return status;
}

static void test_a_list_is_read_and_written(void **state)
{
    (void)state;
    struct arena arena;
    struct store_dead *dead;
    struct buf text;
    size_t count;
    assert_int_equal(parse(list, &arena, &dead, &count), NSEARCH_OK);
    assert_int_equal(count, 3);
    assert_int_equal(dead[0].segment, 12);
    assert_int_equal(dead[0].docid, 7);
    assert_int_equal(dead[0].serial, (UINT64_C(16) << 25) + 2);
    assert_int_equal(dead[2].segment, 3);
    assert_int_equal(dead[2].docid, 151);
    buf_init(&text);
    store_dead_write(dead, count, &text);
    assert_string_equal(text.data, list);
    buf_release(&text);
    arena_release(&arena);
}

static void test_an_empty_list_is_empty_text(void **state)
{
    (void)state;
    struct arena arena;
    struct store_dead *dead;
    struct buf text;
    size_t count;
    assert_int_equal(parse("", &arena, &dead, &count), NSEARCH_OK);
    assert_int_equal(count, 0);
    buf_init(&text);
    store_dead_write(NULL, 0, &text);
    assert_int_equal(text.size, 0);
    arena_release(&arena);
}

static void test_a_damaged_list_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x",
        "seg-",
        "seg-000001",
        "seg-000001 ",
        "seg-000001 1:0000000000001",
        "seg-000001 1\n",
        "seg-000001 1:\n",
        "seg-000001 :0000000000001\n",
        "seg-000001 0:0000000000001\n",
        "seg-000001 1:000000000001\n",
        "seg-000001 1:00000000000001\n",
        "seg-000001 1:000000000000w\n",
        "seg-000001 4294967296:0000000000001\n",
        "seg-000001 99999999999999999999999:0000000000001\n",
        "seg-000001 2:0000000000001 2:0000000000002\n",
        "seg-000001 2:0000000000001 1:0000000000002\n",
        "seg-000001 2:0000000000001  3:0000000000002\n",
        "seg-1000000000000 1:0000000000001\n",
        "\n",
    };
    struct arena arena;
    struct store_dead *dead;
    size_t count;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (parse(texts[i], &arena, &dead, &count) != NSEARCH_DAMAGED) fail_msg("%s", texts[i]);
        assert_int_equal(count, 0);
        assert_null(dead);
        arena_release(&arena);
    }
}

/* Whatever is made of a list, it is read or refused. */
static void test_a_list_may_be_changed_anyhow(void **state)
{
    (void)state;
    struct arena arena;
    struct store_dead *dead;
    size_t count;
    for (unsigned i = 0; i < 20000; i++) {
        char *text = strdup(list);
        for (uint32_t changes = 1 + below(3); changes; changes--)
            text[below(sizeof list)] = (char)below(256);
        text[sizeof list - 1] = '\0';
        const nsearch_status status = parse(text, &arena, &dead, &count);
        assert_true(status == NSEARCH_OK || status == NSEARCH_DAMAGED);
        arena_release(&arena);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_is_read_and_written),
        cmocka_unit_test(test_an_empty_list_is_empty_text),
        cmocka_unit_test(test_a_damaged_list_is_refused),
        cmocka_unit_test(test_a_list_may_be_changed_anyhow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
