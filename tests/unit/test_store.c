/* Tests of common/store.c: where the index is, and what its stub says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store.h"
#include "tests/unit/scratch.h"

/* ---- Where it is --------------------------------------------------------------------------------- */

static void set(const char *name, const char *value)
{
    if (value)
        assert_int_equal(setenv(name, value, 1), 0);
    else
        assert_int_equal(unsetenv(name), 0);
}

static void assert_path(const char *given, const char *named, const char *data, const char *home,
                        const char *want)
{
    struct buf path;
    nsearch_error error;
    set("NSEARCH_INDEX", named);
    set("XDG_DATA_HOME", data);
    set("HOME", home);
    buf_init(&path);
    nsearch_status status = store_path(given, &path, &error);
    assert_int_equal(status, want ? NSEARCH_OK : NSEARCH_INVALID);
    if (want) assert_string_equal(path.data, want);
    buf_release(&path);
}

static void test_the_index_is_the_first_that_is_named(void **state)
{
    (void)state;
    assert_path("given", "/named", "/data", "/home", "given");
    assert_path(NULL, "/named", "/data", "/home", "/named");
    assert_path(NULL, NULL, "/data", "/home", "/data/nsearch/default");
    assert_path(NULL, NULL, NULL, "/home", "/home/.local/share/nsearch/default");
    assert_path(NULL, NULL, NULL, NULL, NULL);
}

static void test_empty_names_are_none(void **state)
{
    (void)state;
    assert_path("", "/named", NULL, NULL, "/named");
    assert_path("", "", "", "/home", "/home/.local/share/nsearch/default");
    assert_path("", "", "", "", NULL);
}

/* The XDG base directory specification wants it ignored. */
static void test_a_relative_data_home_is_none(void **state)
{
    (void)state;
    assert_path(NULL, NULL, "data", "/home", "/home/.local/share/nsearch/default");
}

/* ---- What the stub says -------------------------------------------------------------------------- */

static nsearch_status read_stub(void **state, const char *text, struct store *store)
{
    scratch_write(*state, STORE_STUB, text, strlen(text));
    return store_read(*state, store, NULL);
}

static void test_generation_and_segments_are_read(void **state)
{
    struct store store;
    assert_int_equal(read_stub(state, "# generation 7\nauto seg-000012\nauto seg-000003\n", &store),
                     NSEARCH_OK);
    assert_int_equal(store.generation, 7);
    assert_int_equal(store.count, 2);
    assert_int_equal(store.segments[0], 12);
    assert_int_equal(store.segments[1], 3);
    store_release(&store);
}

static void test_other_stubs_are_foreign(void **state)
{
    static const char *const texts[] = {"",
                                        "auto seg-000012\n",
                                        "# generation\n",
                                        "# generation x\nauto seg-000001\n",
                                        "# generation 99999999999999999999\n",
                                        "# generation 1\nauto /etc\n",
                                        "# generation 1\nauto seg-1/../../x\n",
                                        "# generation 1\nauto seg-9999999999999\n",
                                        "remote\n",
                                        "remote \n",
                                        "remote nowhere\n",
                                        "remote :7000\nremote :\n",
                                        "remote host:\n",
                                        "remote host:0\n",
                                        "remote host:65536\n",
                                        "remote host:70 more\n",
                                        "remote : x\n"};
    struct store store;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(read_stub(state, texts[i], &store), NSEARCH_FOREIGN);
}

static void test_remotes_need_no_generation(void **state)
{
    struct store store;
    assert_int_equal(read_stub(state,
                               "# by hand\n\nremote 127.0.0.1:7000\nremote [::1]:65535\n"
                               "remote :ssh paper xapian-progsrv /srv/index\n",
                               &store),
                     NSEARCH_OK);
    assert_int_equal(store.generation, 0);
    assert_int_equal(store.count, 0);
    assert_int_equal(store.remote_count, 3);
    assert_string_equal(store.remotes[0], "127.0.0.1:7000");
    assert_string_equal(store.remotes[1], "[::1]:65535");
    assert_string_equal(store.remotes[2], ":ssh paper xapian-progsrv /srv/index");
    store_release(&store);
    assert_int_equal(
        read_stub(state, "# generation 3\nremote a:1\nauto seg-000002\nremote b:2\n", &store),
        NSEARCH_OK);
    assert_int_equal(store.generation, 3);
    assert_int_equal(store.count, 1);
    assert_int_equal(store.remote_count, 2);
    store_release(&store);
}

static void test_a_line_without_end_is_no_segment(void **state)
{
    struct store store;
    char *text = malloc(100000);
    memset(text, 'x', 100000);
    memcpy(text, "remote :", 8);
    text[99999] = '\0';
    assert_int_equal(read_stub(state, text, &store), NSEARCH_FOREIGN);
    free(text);
}

static void test_a_stub_that_was_replaced_has_changed(void **state)
{
    static const char text[] = "# generation 7\nauto seg-000012\n";
    struct store store;
    assert_int_equal(read_stub(state, text, &store), NSEARCH_OK);
    assert_false(store_changed(*state, &store.identity));
    const char *next = scratch_write(*state, "next", text, strlen(text));
    assert_int_equal(rename(next, scratch_path(*state, STORE_STUB)), 0);
    assert_true(store_changed(*state, &store.identity));
    remove(scratch_path(*state, STORE_STUB));
    assert_true(store_changed(*state, &store.identity));
    store_release(&store);
}

static void test_a_missing_index_is_told_from_a_file(void **state)
{
    struct store store;
    const char *file = scratch_write(*state, "file", "x", 1);
    assert_int_equal(store_read(*state, &store, NULL), NSEARCH_MISSING);
    assert_int_equal(store_read(scratch_path(*state, "none"), &store, NULL), NSEARCH_MISSING);
    assert_int_equal(store_read(file, &store, NULL), NSEARCH_FOREIGN);
}

static void test_segments_are_named_by_number(void **state)
{
    (void)state;
    char name[STORE_SEGMENT_NAME_MAX];
    store_segment_name(12, name);
    assert_string_equal(name, "seg-000012");
    store_segment_name(UINT64_MAX, name);
    assert_int_equal(strncmp(name, "seg-", 4), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_index_is_the_first_that_is_named),
        TEST(test_empty_names_are_none),
        TEST(test_a_relative_data_home_is_none),
        TEST(test_generation_and_segments_are_read),
        TEST(test_other_stubs_are_foreign),
        TEST(test_remotes_need_no_generation),
        TEST(test_a_line_without_end_is_no_segment),
        TEST(test_a_stub_that_was_replaced_has_changed),
        TEST(test_a_missing_index_is_told_from_a_file),
        TEST(test_segments_are_named_by_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
