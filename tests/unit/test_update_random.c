/* test_update_random.c - a tree that changes at random, brought up to date step by step: after each the index holds
 * what a fresh one does. STEPS=n for more, SEED=n to see the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/updating.h"

enum {
    STEPS = 60,
    STEPS_SOAK = 20000,
    FILES = 12,
    IDS = 10,
    ARTICLES_MAX = 6,
    CHANGES_MAX = 4,
    BULK = 600
};

/* Names in directories before, between and after each other, and some that aren't shown as they are. */
static const char *file_name(unsigned number)
{
    static const char *const names[FILES] = {
        "news/a.jsonl",    "news/a/x.jsonl", "news/a/\n.jsonl",   "news/a-b.jsonl",
        "news/b.jsonl.gz", "news/b/c/d.txt", "news/b/c/e.jsonl",  "news/caf\xE9.jsonl",
        "news/d%41.jsonl", "news/dA.jsonl",  "news/e f/z.ndjson", "news/z.jsonl"};
    return names[number];
}

static void write_at_random(struct updating *updating, const char *name)
{
    char text[ARTICLES_MAX * 80] = "";
    size_t size = 0;
    for (unsigned left = below(ARTICLES_MAX + 1); left; left--) {
        const unsigned kind = below(12);
        if (!kind)
            size += (size_t)sprintf(text + size, "{\"title\":\"no id, %u\"}\n", below(3));
        else if (kind == 1)
            size += (size_t)sprintf(text + size, "no article\n");
        else
            size += (size_t)sprintf(text + size, "{\"id\":\"%u\",\"title\":\"version %u\"}\n",
                                    below(IDS), below(3));
    }
    updating_write(updating, name, text);
}

static bool is_there(const struct updating *updating, const char *name)
{
    return !access(scratch_path(updating->directory, name), F_OK);
}

static void change(struct updating *updating)
{
    const char *name = file_name(below(FILES)), *other = file_name(below(FILES));
    const unsigned what = below(8);
    if (what == 0)
        updating_remove(updating, name);
    else if (what == 1 && is_there(updating, name))
        updating_touch(updating, name);
    else if (what == 2 && is_there(updating, name) && name != other)
        updating_rename(updating, name, other);
    else
        write_at_random(updating, name);
}

/* What makes the index so large that a few dead don't lead to a merge. */
static void write_bulk(struct updating *updating)
{
    static char text[BULK * 40];
    size_t size = 0;
    for (unsigned i = 0; i < BULK; i++)
        size += (size_t)sprintf(text + size, "{\"id\":\"bulk%u\",\"title\":\"t\"}\n", i);
    updating_write(updating, "news/0.jsonl", text);
}

static unsigned long number_of(const char *variable, unsigned long otherwise)
{
    const char *text = getenv(variable);
    return text ? strtoul(text, NULL, 10) : otherwise;
}

static void test_the_index_is_what_a_fresh_one_is(void **state)
{
    if (!WITH_JSON) skip();
    struct updating *updating = *state;
    const unsigned long steps = number_of("STEPS", getenv("SOAK") ? STEPS_SOAK : STEPS);
    seed = number_of("SEED", (unsigned long)time(NULL));
    print_message("seed %" PRIu64 "\n", seed);
    write_bulk(updating);
    for (unsigned long step = 0; step < steps; step++) {
        for (unsigned left = below(CHANGES_MAX + 1); left; left--)
            change(updating);
        updating->request.full = !below(20); /* a segment less to look at */
        updating_assert_same(updating);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        test_the_index_is_what_a_fresh_one_is, updating_setup, updating_teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
