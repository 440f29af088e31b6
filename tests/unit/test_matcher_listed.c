/* test_matcher_listed.c - tests of searcher/matcher_listed.c: random queries of documents that are named answer what the
 * queries answer of those. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/posting_list.h"
#include "searcher/matcher.h"
#include "tests/unit/matching.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    PARTS = 2,
    QUERIES = 400,
    ALL = 20000 /* more than there are documents */
};

static const uint32_t sizes[PARTS] = {9000, 300};

struct fixture {
    void *directory;
    struct db *db;
    struct matcher *matcher;
};

static int setup(void **state)
{
    static struct fixture fixture;
    struct db_part parts[PARTS];
    matching_seed(any_seed());
    if (scratch_setup(&fixture.directory)) return -1;
    for (size_t i = 0; i < PARTS; i++) {
        const char *path = scratch_path(fixture.directory, i ? "b" : "a");
        matching_make(path, sizes[i]);
        assert_int_equal(xapian_stamp(path, i * ALL, NULL), NSEARCH_OK);
        parts[i] = (struct db_part){path, false};
    }
    assert_int_equal(db_open(parts, PARTS, &fixture.db, NULL), NSEARCH_OK);
    assert_int_equal(matcher_open(fixture.db, &fixture.matcher, NULL), NSEARCH_OK);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    matcher_close(fixture->matcher);
    db_close(fixture->db);
    return scratch_teardown(&fixture->directory);
}

/* One in `rarity` documents, those of a window's ends more often. */
static struct db_listed *draw(struct arena *arena)
{
    static const uint32_t rarities[] = {1, 2, 50, 3000, 100000};
    struct db_listed *listed = arena_alloc(arena, PARTS * sizeof *listed);
    for (size_t i = 0; i < PARTS; i++) {
        const uint32_t rarity = rarities[matching_below(5)];
        uint32_t *docids = arena_alloc(arena, (sizes[i] + 1) * sizeof *docids);
        for (uint32_t docid = 1; docid <= sizes[i]; docid++) {
            const bool edge = docid % POSTING_WINDOW < 2 && !matching_below(2);
            if (edge || !matching_below(rarity)) docids[listed[i].count++] = docid;
        }
        listed[i].docids = docids;
    }
    return listed;
}

static bool has(const struct db_listed *listed, const struct match_hit *hit)
{
    const struct db_listed *of = &listed[hit->segment];
    for (size_t i = 0; i < of->count; i++)
        if (of->docids[i] == hit->docid) return true;
    return false;
}

static struct match_hits ask(const struct fixture *fixture, const struct db_query *query,
                             struct arena *arena)
{
    const struct match_request request = {
        .query = query, .limit = ALL, .k1 = 1.2, .b = 0.75, .exact = true};
    struct match_hits hits;
    assert_int_equal(matcher_search(fixture->matcher, &request, arena, &hits, NULL), NSEARCH_OK);
    assert_int_equal(hits.count, hits.total);
    return hits;
}

static struct db_query *node(struct arena *arena, enum db_op op, struct db_query *left,
                             struct db_query *right)
{
    struct db_query *query = db_query_new(arena, op, 2);
    query->children[0] = left;
    query->children[1] = right;
    return query;
}

static void compare(const struct fixture *fixture, struct maker *maker)
{
    struct db_query *query = matching_query(maker);
    struct db_query *named = db_query_new(&maker->arena, DB_LISTED, 0);
    const struct db_listed *listed = draw(&maker->arena);
    named->listed = listed;
    const struct match_hits all = ask(fixture, query, &maker->arena);
    const struct match_hits in = ask(fixture, node(&maker->arena, DB_FILTER, query, named),
                                     &maker->arena);
    const struct match_hits out = ask(fixture, node(&maker->arena, DB_AND_NOT, query, named),
                                      &maker->arena);
    size_t at_in = 0, at_out = 0;
    for (size_t i = 0; i < all.count; i++) {
        const bool is_in = has(listed, &all.hits[i]);
        const size_t at = is_in ? at_in++ : at_out++;
        assert_true(at < (is_in ? in.count : out.count));
        const struct match_hit *hit = is_in ? &in.hits[at] : &out.hits[at];
        if (hit->docid != all.hits[i].docid || hit->segment != all.hits[i].segment)
            matching_show(query);
        assert_int_equal(hit->docid, all.hits[i].docid);
        assert_int_equal(hit->segment, all.hits[i].segment);
        assert_true(hit->weight == all.hits[i].weight);
    }
    assert_int_equal(at_in, in.count);
    assert_int_equal(at_out, out.count);
}

static void test_of_named_documents_a_query_finds_what_it_finds_of_all(void **state)
{
    for (size_t i = 0; i < QUERIES; i++) {
        struct maker maker = {.synonym = false};
        arena_init(&maker.arena);
        compare(*state, &maker);
        arena_release(&maker.arena);
    }
}

static void test_a_row_of_terms_lists_the_documents_from_one_on(void **state)
{
    const struct fixture *fixture = *state;
    struct db_listed *listed;
    struct arena arena;
    nsearch_error error;
    arena_init(&arena);
    assert_int_equal(matcher_list_from(fixture->matcher, "XV", 2, &arena, &listed, &error),
                     NSEARCH_OK);
    for (size_t part = 0; part < PARTS; part++) {
        assert_int_equal(listed[part].count, sizes[part]);
        for (uint32_t i = 0; i < sizes[part]; i++)
            assert_int_equal(listed[part].docids[i], i + 1);
    }
    assert_int_equal(matcher_list_from(fixture->matcher, "XVv", 2, &arena, &listed, &error),
                     NSEARCH_OK);
    assert_int_equal(listed[0].count + listed[1].count, 0);
    arena_release(&arena);
}

static void test_a_term_of_several_documents_is_damage(void **state)
{
    const struct fixture *fixture = *state;
    struct db_listed *listed;
    struct arena arena;
    nsearch_error error;
    arena_init(&arena);
    assert_int_equal(matcher_list_from(fixture->matcher, "w", 1, &arena, &listed, &error),
                     NSEARCH_DAMAGED);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_named_documents_a_query_finds_what_it_finds_of_all),
        cmocka_unit_test(test_a_row_of_terms_lists_the_documents_from_one_on),
        cmocka_unit_test(test_a_term_of_several_documents_is_damage),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
