/* test_spans.c - tests of searcher/spans*.c: random expressions, asked of the matcher, against what the contract of each
 * says, in the plainest words. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/spans.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/spans_sample.h"

enum {
    PARTS = 3,
    ARTICLES = 25, /* in a part */
    ALL = PARTS * ARTICLES,
};

/* ---- The articles -------------------------------------------------------------------------------- */

static struct sample samples[ALL];

static void write_article(struct xapian_writer *writer, unsigned number)
{
    char name[16];
    bool replaced;
    const int size = snprintf(name, sizeof name, "%u", number);
    xapian_writer_start(writer);
    sample_write(&samples[number], writer);
    assert_int_equal(xapian_writer_term(writer, "all", 3, 1, NULL), 0);
    if (number % 3) assert_int_equal(xapian_writer_term(writer, "some", 4, 1, NULL), 0);
    if (number % 10)
        assert_int_equal(xapian_writer_value(writer, 0, &name[size - 1], 1, NULL), NSEARCH_OK);
    assert_int_equal(
        xapian_writer_put(writer, name, (size_t)size, name, (size_t)size, &replaced, NULL), 0);
}

struct fixture {
    void *directory;
    struct db *db;
    struct matcher *matcher;
    struct arena arena;
    bool dead[ALL];
};

static const char *write_part(const struct fixture *fixture, unsigned part)
{
    static const char *const names[PARTS] = {"a", "b", "c"};
    const char *path = scratch_path(fixture->directory, names[part]);
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < ARTICLES; i++)
        write_article(writer, part * ARTICLES + i);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    return path;
}

/* "w0 w1 w2" */
static void plant_phrase(struct sample *sample)
{
    for (unsigned i = 0; i < 3 && sample->title + 3 <= sample->count; i++)
        sample->places[sample->title + i].words = 1u << i;
}

static void kill_some(struct fixture *fixture, unsigned part, struct db_dead *out, size_t *count)
{
    for (unsigned i = 0; i < ARTICLES; i++) {
        bool *dead = &fixture->dead[part * ARTICLES + i];
        *dead = !below(8);
        if (*dead) out[(*count)++] = (struct db_dead){.part = part, .docid = i + 1};
    }
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct db_dead dead[ALL];
    struct db_part parts[PARTS];
    size_t dead_count = 0;
    if (scratch_setup(&fixture.directory)) return -1;
    seed = any_seed();
    samples_draw(samples, ALL, (unsigned)seed);
    for (unsigned i = 0; i < 5; i++)
        plant_phrase(&samples[i]);
    for (unsigned part = 0; part < PARTS; part++) {
        parts[part] = (struct db_part){write_part(&fixture, part), false};
        kill_some(&fixture, part, dead, &dead_count);
    }
    assert_int_equal(db_open(parts, PARTS, &fixture.db, NULL), NSEARCH_OK);
    assert_int_equal(db_exclude(fixture.db, dead, dead_count, NULL), NSEARCH_OK);
    assert_int_equal(matcher_open(fixture.db, &fixture.matcher, NULL), NSEARCH_OK);
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    matcher_close(fixture->matcher);
    db_close(fixture->db);
    arena_release(&fixture->arena);
    return scratch_teardown(&fixture->directory);
}

/* ---- Expressions --------------------------------------------------------------------------------- */

static struct span_node *new_node(struct arena *arena, enum span_op op, size_t count)
{
    struct span_node *node = arena_alloc(arena, sizeof *node);
    node->op = op;
    node->count = count;
    node->children = arena_alloc(arena, count * sizeof(struct span_node *));
    return node;
}

static struct span_node *draw_words(struct arena *arena)
{
    static const struct db_text terms[] = {{"w0", 2}, {"w1", 2}, {"w2", 2}, {"w3", 2}, {"w4", 2},
                                           {"w5", 2}, {"w6", 2}, {"w7", 2}, {"w8", 2}};
    struct span_node *node = new_node(arena, SPAN_WORDS, 0);
    node->term_count = 1 + (below(3) ? 0 : below(3));
    node->terms = &terms[below(SAMPLE_WORDS + 2 - (uint32_t)node->term_count)];
    node->caps = below(3) ? CAPS_ANY : below(4);
    return node;
}

static struct span_node *draw_phrase(struct arena *arena)
{
    const size_t count = 2 + below(3);
    struct span_node *node = new_node(arena, SPAN_PHRASE, count);
    node->offsets = arena_alloc(arena, count * sizeof *node->offsets);
    node->distance = below(2) ? 0 : 1 + below(4);
    for (size_t i = 0; i < count; i++) {
        const bool any = !below(5);
        node->children[i] = any ? new_node(arena, SPAN_CAPITALS, 0) : draw_words(arena);
        node->offsets[i] = i ? node->offsets[i - 1] + 1 + !below(4) : 0;
    }
    return node;
}

static unsigned draw_distance(void)
{
    static const unsigned odd[] = {100, 101, UINT_MAX};
    return below(10) ? below(8) : odd[below(3)];
}

static struct span_node *draw(struct arena *arena, unsigned depth)
{
    static const enum span_op ops[] = {SPAN_OR,       SPAN_NEAR, SPAN_NEAR,
                                       SPAN_NOT_NEAR, SPAN_SAME, SPAN_WITHIN};
    if (!depth || !below(4)) return below(3) ? draw_words(arena) : draw_phrase(arena);
    const enum span_op op = ops[below(sizeof ops / sizeof *ops)];
    struct span_node *node = new_node(arena, op, op == SPAN_WITHIN ? 1 : 2);
    node->distance = draw_distance();
    node->ordered = below(2);
    node->paragraph = below(2);
    node->area = below(AREA_SENTENCE + 1);
    node->number = below(20) ? below(30) : UINT_MAX;
    for (size_t i = 0; i < node->count; i++)
        node->children[i] = draw(arena, depth - 1);
    return node;
}

/* ---- What is asked ------------------------------------------------------------------------------- */

/* How a check stands in a query. */
enum context {
    ALONE,
    IN_OR,
    IN_AND_NOT,
    IN_AND_MAYBE,
    IN_ALL,
    TWICE,
    CONTEXTS
};

static struct db_query *term(struct arena *arena, const char *text)
{
    struct db_query *query = arena_alloc(arena, sizeof *query);
    *query = (struct db_query){.op = DB_TERM, .term = text, .term_size = strlen(text)};
    return query;
}

static struct db_query *two(struct arena *arena, enum db_op op, struct db_query *a,
                            struct db_query *b)
{
    struct db_query *query = arena_alloc(arena, sizeof *query);
    struct db_query **children = arena_alloc(arena, 2 * sizeof(struct db_query *));
    children[0] = a;
    children[1] = b;
    *query = (struct db_query){.op = op, .children = children, .count = 2};
    return query;
}

static struct db_query *ask(struct arena *arena, struct spans_state *state,
                            const struct span_node *node, unsigned at_least, enum context context)
{
    static struct db_query everything = {.op = DB_ALL};
    struct db_query *wide = context == IN_ALL ? &everything : term(arena, "all");
    struct db_query *query = spans_query(arena, state, wide, node, at_least);
    struct db_query *some = term(arena, "some");
    switch (context) {
    case IN_OR: return two(arena, DB_OR, query, some);
    case IN_AND_NOT: return two(arena, DB_AND_NOT, some, query);
    case IN_AND_MAYBE: return two(arena, DB_AND_MAYBE, query, some);
    case TWICE: return spans_query(arena, state, query, node, 1);
    default: return query;
    }
}

static bool is_wanted(unsigned number, bool holds, enum context context)
{
    const bool some = number % 3;
    if (context == IN_OR) return holds || some;
    if (context == IN_AND_NOT) return some && !holds;
    return holds;
}

static void assert_answer(struct fixture *fixture, const struct span_node *node, unsigned at_least,
                          enum context context)
{
    struct spans_state *state = spans_begin(&fixture->arena, 0);
    const struct match_request request = {
        .query = ask(&fixture->arena, state, node, at_least, context),
        .limit = 1000,
        .order = below(3),
        .k1 = 1.2,
        .b = 0.75,
        .exact = true};
    struct match_hits hits;
    nsearch_error error;
    bool found[ALL] = {false};
    size_t expected = 0;
    if (matcher_search(fixture->matcher, &request, &fixture->arena, &hits, &error) ||
        spans_status(state, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; i < hits.count; i++)
        found[hits.hits[i].segment * ARTICLES + hits.hits[i].docid - 1] = true;
    for (unsigned i = 0; i < ALL; i++) {
        struct set set = naive(&samples[i], node);
        const bool holds = naive_count_apart(&set) >= at_least;
        const bool wanted = !fixture->dead[i] && is_wanted(i, holds, context);
        free(set.items);
        expected += wanted;
        if (found[i] != wanted)
            fail_msg("op %d, at least %u, context %d, article %u: %d", (int)node->op, at_least,
                     (int)context, i, found[i]);
    }
    assert_int_equal(hits.count, expected);
    assert_int_equal(hits.total, expected);
}

static unsigned rounds(void)
{
    return getenv("SOAK") ? 20000 : 1500;
}

static void test_random_expressions_match_as_the_contract_says(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned i = rounds(); i--;) {
        const struct span_node *node = draw(&fixture->arena, below(4));
        assert_answer(fixture, node, below(2) ? 1 : 1 + below(5), below(CONTEXTS));
        arena_release(&fixture->arena);
    }
}

static void test_random_expressions_are_reported_as_they_are(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned i = rounds(); i--; arena_release(&fixture->arena)) {
        const struct span_node *node = draw(&fixture->arena, below(4));
        const unsigned number = below(ALL);
        char name[16];
        const int size = snprintf(name, sizeof name, "%u", number);
        struct spans_report report;
        const nsearch_status status = spans_inspect(fixture->matcher, name, (size_t)size, node,
                                                    &fixture->arena, &report, NULL);
        assert_int_equal(status, fixture->dead[number] ? NSEARCH_MISSING : NSEARCH_OK);
        if (status) continue;
        struct set set = naive(&samples[number], node);
        assert_int_equal(report.matches, set.count);
        if (node->op == SPAN_NEAR)
            assert_int_equal(report.nearest, naive_nearest(&samples[number], node));
        free(set.items);
    }
}

/* "w0 w1 w2" is there both as it is asked for and with words between allowed: w1 stands in the gap of the latter. */
static void test_one_stretch_is_hollow_if_one_reading_of_it_is(void **state)
{
    static const struct db_text terms[] = {{"w0", 2}, {"w1", 2}, {"w2", 2}};
    static struct span_node words[] = {{.op = SPAN_WORDS, .terms = &terms[0], .term_count = 1},
                                       {.op = SPAN_WORDS, .terms = &terms[1], .term_count = 1},
                                       {.op = SPAN_WORDS, .terms = &terms[2], .term_count = 1}};
    static unsigned offsets[] = {0, 1, 2};
    struct span_node exact = {.op = SPAN_PHRASE,
                              .offsets = offsets,
                              .children = (struct span_node *[]){&words[0], &words[1], &words[2]},
                              .count = 3};
    struct span_node loose = exact;
    loose.distance = 1;
    struct span_node either = {
        .op = SPAN_OR, .children = (struct span_node *[]){&loose, &exact}, .count = 2};
    struct span_node node = {
        .op = SPAN_NEAR, .children = (struct span_node *[]){&either, &words[1]}, .count = 2};
    struct fixture *fixture = *state;
    assert_answer(fixture, &node, 1, ALONE);
    either.children = (struct span_node *[]){&exact, &loose};
    assert_answer(fixture, &node, 1, ALONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_expressions_match_as_the_contract_says, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_random_expressions_are_reported_as_they_are, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_one_stretch_is_hollow_if_one_reading_of_it_is, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
