/* test_matcher.c - random databases and random queries, asked of the matcher and of Xapian: the same documents, weights
 * and totals. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/posting_list.h"
#include "common/xap.h"
#include "searcher/matcher.h"
#include "tests/unit/matching.h"
#include "tests/unit/naive_check.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    PARTS = 3,
    QUERIES = 1500,
    ALL = 20000, /* more than there are documents */
};

static const uint32_t sizes[PARTS] = {9000, 500, 30};

/* The same documents, for both engines. */
struct both {
    uint32_t parts;
    struct xap_db *xap;
    struct db *db;
    struct matcher *matcher;
};

/* What Xapian estimates for a SYNONYM is the matcher's only in a database of one part. */
struct fixture {
    void *directory;
    struct both all, first;
    struct naive_places *places;
};

/* ---- Databases ----------------------------------------------------------------------------------- */

static const char *part_path(const struct fixture *fixture, size_t part)
{
    static const char *const names[PARTS] = {"a", "b", "c"};
    return scratch_path(fixture->directory, names[part]);
}

/* The second has gaps, and blocks that Xapian moved about. */
static void make_part(const struct fixture *fixture, size_t part)
{
    const char *path = part_path(fixture, part);
    matching_make(path, sizes[part]);
    if (part == 1) assert_int_equal(xapian_change(path, matching_below(1000), 3, NULL), NSEARCH_OK);
    assert_int_equal(xapian_stamp(path, part * ALL, NULL), NSEARCH_OK);
}

/* Adds those that have a term, by which Xapian leaves them out, one of them twice; returns how many there are. */
static size_t read_dead(const char *path, size_t part, struct db_dead *dead, size_t *size)
{
    struct xap_db *xap;
    struct arena arena;
    uint32_t *docids;
    size_t count;
    arena_init(&arena);
    assert_int_equal(xap_open(path, &xap, NULL), NSEARCH_OK);
    assert_int_equal(
        xap_postings(xap, MATCHING_DEAD, strlen(MATCHING_DEAD), &arena, &docids, &count, NULL),
        NSEARCH_OK);
    xap_close(xap);
    assert_true(*size + count < ALL);
    for (size_t i = 0; i < count; i++)
        dead[(*size)++] = (struct db_dead){.part = part, .docid = docids[i]};
    if (count) dead[(*size)++] = (struct db_dead){.part = part, .docid = docids[0]};
    arena_release(&arena);
    return count;
}

static void open_both(struct both *both, const struct db_part *parts, const struct db_dead *dead,
                      size_t dead_size)
{
    nsearch_error error;
    assert_int_equal(xap_open_parts(parts, both->parts, &both->xap, &error), NSEARCH_OK);
    assert_int_equal(db_open(parts, both->parts, &both->db, &error), NSEARCH_OK);
    assert_int_equal(db_exclude(both->db, dead, dead_size, &error), NSEARCH_OK);
    assert_int_equal(matcher_open(both->db, &both->matcher, &error), NSEARCH_OK);
}

static void open_parts(struct fixture *fixture)
{
    static struct db_dead dead[ALL];
    struct db_part parts[PARTS];
    size_t count = 0, size = 0, first_size = 0;
    for (size_t i = 0; i < PARTS; i++) {
        parts[i] = (struct db_part){part_path(fixture, i), false};
        count += read_dead(parts[i].name, i, dead, &size);
        if (!i) first_size = size;
    }
    fixture->all.parts = PARTS;
    fixture->first.parts = 1;
    open_both(&fixture->all, parts, dead, size);
    open_both(&fixture->first, parts, dead, first_size);
    assert_int_equal(matcher_count(fixture->all.matcher), xap_count(fixture->all.xap) - count);
    assert_int_equal(matcher_count(fixture->all.matcher), db_count(fixture->all.db));
}

static void close_both(struct both *both)
{
    matcher_close(both->matcher);
    db_close(both->db);
    xap_close(both->xap);
}

static void read_places(struct fixture *fixture)
{
    const char *paths[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        paths[i] = part_path(fixture, i);
    fixture->places = naive_places_read(paths, PARTS, ALL);
}

static int setup(void **state)
{
    static struct fixture fixture;
    matching_seed(any_seed());
    if (scratch_setup(&fixture.directory)) return -1;
    for (size_t part = 0; part < PARTS; part++)
        make_part(&fixture, part);
    open_parts(&fixture);
    read_places(&fixture);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    close_both(&fixture->all);
    close_both(&fixture->first);
    naive_places_free(fixture->places);
    return scratch_teardown(&fixture->directory);
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

static bool close_to(double a, double b, double by)
{
    return by > 1 || fabs(a - b) <= by * fmax(fabs(a), fabs(b));
}

/* Xapian numbers the documents of several databases in turn. */
static struct match_hit hit_of(const struct both *both, const struct db_row *row)
{
    return (struct match_hit){(row->docid - 1) % both->parts, (row->docid - 1) / both->parts + 1,
                              row->weight};
}

static const char *value_of(const struct both *both, struct arena *arena,
                            const struct match_hit *hit)
{
    const char *value;
    assert_int_equal(
        matcher_value(both->matcher, hit->segment, hit->docid, MATCHING_SLOT, arena, &value, NULL),
        NSEARCH_OK);
    return value;
}

static bool is_same(const struct match_hit *a, const struct match_hit *b)
{
    return a->segment == b->segment && a->docid == b->docid;
}

static int order_hits(const void *a, const void *b)
{
    const struct match_hit *left = a, *right = b;
    if (left->segment != right->segment) return left->segment < right->segment ? -1 : 1;
    return left->docid < right->docid ? -1 : left->docid > right->docid;
}

/* Those that are in one answer and not in the other must weigh as much as the last one. */
static bool same_documents(const struct both *both, struct arena *arena,
                           const struct match_hits *ours, const struct db_rows *theirs, double by)
{
    struct match_hit *sorted = arena_alloc(arena, (ours->count + 1) * sizeof *sorted);
    for (size_t i = 0; i < ours->count; i++)
        sorted[i] = hit_of(both, &theirs->rows[i]);
    qsort(sorted, ours->count, sizeof *sorted, order_hits);
    for (size_t i = 0; i < ours->count; i++) {
        const struct match_hit *hit = &ours->hits[i];
        const struct match_hit *other = bsearch(hit, sorted, ours->count, sizeof *sorted,
                                                order_hits);
        const double weight = other ? other->weight : ours->hits[ours->count - 1].weight;
        if (!close_to(hit->weight, weight, by)) return false;
    }
    return true;
}

/* What is wrong with our hits; NULL if nothing is. Documents alike in value and weight may be in any order. */
static const char *difference(const struct both *both, struct arena *arena, bool sorted,
                              const struct match_hits *ours, const struct db_rows *theirs,
                              double by)
{
    if (ours->total != theirs->total) return "totals";
    if (ours->count != theirs->count) return "counts";
    for (size_t i = 0; i < ours->count; i++) {
        const struct match_hit hit = hit_of(both, &theirs->rows[i]);
        if (!close_to(ours->hits[i].weight, hit.weight, by)) return "weights";
        if (sorted &&
            strcmp(value_of(both, arena, &ours->hits[i]), value_of(both, arena, &hit)) != 0)
            return "values";
    }
    return same_documents(both, arena, ours, theirs, by) ? NULL : "documents";
}

static void compare_lists(const struct both *both, struct arena *arena,
                          const struct db_query *query, uint64_t total)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < both->parts; i++) {
        uint32_t *docids;
        size_t count;
        assert_int_equal(matcher_list(both->matcher, query, i, arena, &docids, &count, NULL),
                         NSEARCH_OK);
        all += count;
    }
    assert_int_equal(all, total);
}

/* The first hits must be the same when fewer are asked for, or the total needn't be exact. */
static void compare_less(const struct both *both, struct arena *arena,
                         const struct match_request *request, const struct match_hits *exact)
{
    struct match_request less = *request;
    struct match_hits hits;
    less.exact = matching_below(2);
    if (less.limit && matching_below(2)) less.limit = 1 + matching_below((uint32_t)less.limit);
    assert_int_equal(matcher_search(both->matcher, &less, arena, &hits, NULL), NSEARCH_OK);
    assert_true(hits.total <= exact->total && hits.total >= hits.count);
    assert_true(!hits.exact || hits.total == exact->total);
    assert_true(hits.exact || !less.exact);
    assert_int_equal(hits.count, exact->count < less.limit ? exact->count : less.limit);
    for (size_t i = 0; i < hits.count; i++)
        assert_true(is_same(&hits.hits[i], &exact->hits[i]));
}

/* The query as Xapian is asked: without checks, and without the dead. */
static const struct db_query *for_xapian(const struct both *both, const struct naive_places *places,
                                         const struct db_query *query, struct arena *arena)
{
    static const struct db_query dead = {
        .op = DB_TERM, .term = MATCHING_DEAD, .term_size = sizeof MATCHING_DEAD - 1};
    struct db_query *out = arena_alloc(arena, sizeof *out);
    struct db_query **children = arena_alloc(arena, 2 * sizeof(struct db_query *));
    children[0] = naive_without_checks(places, both->matcher, both->parts, query, arena);
    children[1] = (struct db_query *)&dead;
    *out = (struct db_query){.op = DB_AND_NOT, .children = children, .count = 2};
    return out;
}

static void compare(const struct both *both, const struct naive_places *places, struct maker *maker,
                    const struct db_query *query)
{
    static const size_t limits[] = {0, 1, 10, 100, 600};
    const double by = maker->wrong ? INFINITY : 1e-9;
    struct db_request asked = {.query = for_xapian(both, places, query, &maker->arena),
                               .limit = limits[matching_below(5)],
                               .order = (enum db_order)(matching_below(6) % 5 % 3),
                               .slot = MATCHING_SLOT,
                               .k1 = matching_below(4) ? 1.2 : 0.9,
                               .b = matching_below(4) ? 0.75 : 0};
    if (maker->risky) asked.limit = asked.limit ? ALL : 0;
    if (maker->risky && asked.order == DB_BY_VALUE_UP)
        asked.order = DB_BY_WEIGHT; /* the order up is one of two halves of the query */
    const struct match_request request = {.query = query,
                                          .limit = asked.limit,
                                          .order = asked.order,
                                          .slot = MATCHING_SLOT,
                                          .k1 = asked.k1,
                                          .b = asked.b,
                                          .exact = true};
    struct match_hits ours;
    struct db_rows theirs;
    nsearch_error error;
    if (matcher_search(both->matcher, &request, &maker->arena, &ours, &error) ||
        xap_search(both->xap, &asked, &maker->arena, &theirs, &error))
        fail_msg("%s", error.message);
    const char *what = difference(both, &maker->arena, asked.order != DB_BY_WEIGHT, &ours, &theirs,
                                  by);
    if (what) {
        matching_show(query);
        fail_msg("other %s: %zu of %lu, theirs %zu of %lu, order %d", what, ours.count,
                 (unsigned long)ours.total, theirs.count, (unsigned long)theirs.total, asked.order);
    }
    compare_less(both, &maker->arena, &request, &ours);
    compare_lists(both, &maker->arena, query, ours.total);
}

static void test_random_queries_are_answered_as_xapian_does(void **state)
{
    struct fixture *fixture = *state;
    size_t count = QUERIES;
    if (getenv("SOAK")) count *= 50;
    for (size_t i = 0; i < count; i++) {
        struct maker maker = {.synonym = false};
        arena_init(&maker.arena);
        const struct db_query *query = matching_query(&maker);
        compare(maker.synonym ? &fixture->first : &fixture->all, fixture->places, &maker, query);
        arena_release(&maker.arena);
    }
}

/* What may add weight is counted along: as many as a search for both finds, and with the same hits. */
static void compare_counted(const struct both *both, struct maker *maker)
{
    struct db_query *children[] = {matching_query(maker), matching_query(maker)};
    struct db_query bonus = {.op = DB_BONUS, .factor = 3, .children = &children[1], .count = 1};
    struct db_query *ranked[] = {children[0], &bonus};
    const struct db_query maybe = {.op = DB_AND_MAYBE, .children = ranked, .count = 2};
    const struct db_query filter = {.op = DB_FILTER, .children = children, .count = 2};
    struct match_request request = {.query = &maybe,
                                    .limit = 1 + matching_below(30),
                                    .slot = MATCHING_SLOT,
                                    .order = (enum db_order)(matching_below(6) % 5 % 3),
                                    .k1 = 1.2,
                                    .b = 0.75,
                                    .exact = true};
    const struct match_request count = {.query = &filter, .exact = true};
    struct match_hits plain, counted, both_match;
    nsearch_error error;
    nsearch_status status = matcher_search(both->matcher, &request, &maker->arena, &plain, &error);
    request.counted = &bonus;
    if (!status) status = matcher_search(both->matcher, &request, &maker->arena, &counted, &error);
    if (!status) status = matcher_search(both->matcher, &count, &maker->arena, &both_match, &error);
    if (status) fail_msg("%s", error.message);
    if (counted.counted != both_match.total) matching_show(&maybe);
    assert_int_equal(counted.counted, both_match.total);
    assert_int_equal(counted.total, plain.total);
    assert_int_equal(counted.count, plain.count);
    for (size_t i = 0; i < plain.count; i++)
        assert_true(is_same(&counted.hits[i], &plain.hits[i]));
}

static void test_what_adds_weight_is_counted_along(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < QUERIES; i++) {
        struct maker maker = {.synonym = false};
        arena_init(&maker.arena);
        compare_counted(&fixture->all, &maker);
        arena_release(&maker.arena);
    }
}

/* ---- Terms --------------------------------------------------------------------------------------- */

static const char *const terms[] = {"w0", "w3", "w11", "flag", "rare", "long", "none"};

/* All wdfs of the term in a part, 0 where it isn't, as windows have them. */
static uint32_t *read_wdfs(struct table *table, const char *term, struct arena *arena)
{
    struct posting_list list;
    posting_bits all, bits = {0};
    uint32_t *wdfs = arena_alloc(arena, ALL * sizeof *wdfs);
    memset(all, 0xff, sizeof all);
    assert_int_equal(posting_list_open(&list, table, term, strlen(term), NULL, arena, NULL),
                     NSEARCH_OK);
    for (uint32_t base = 0; base + POSTING_WINDOW <= ALL; base += POSTING_WINDOW)
        assert_int_equal(posting_list_read(&list, base, all, POSTING_SET, bits, wdfs + base, NULL),
                         NSEARCH_OK);
    return wdfs;
}

static void check_wdfs(const struct both *both, const char *term, struct arena *arena)
{
    const uint32_t step = 1 + matching_below(matching_below(2) ? 5 : 3000);
    struct match_hit hits[1000], *order[1000];
    uint32_t wdfs[1000], wanted[1000];
    size_t count = 0, parts;
    const struct db_segment *segments = db_segments(both->db, &parts);
    for (uint32_t part = 0; part < PARTS; part++) {
        const uint32_t *all = read_wdfs(segments[part].tables[GLASS_POSTLIST], term, arena);
        uint32_t docid = 1 + matching_below(step);
        for (; docid <= sizes[part] && count < 300 * (part + 1);
             docid += 1 + matching_below(step)) {
            hits[count] = (struct match_hit){.segment = part, .docid = docid};
            order[count] = &hits[count];
            wanted[count++] = all[docid];
        }
    }
    assert_int_equal(
        matcher_wdfs(both->matcher, term, strlen(term), order, count, arena, wdfs, NULL),
        NSEARCH_OK);
    assert_memory_equal(wdfs, wanted, count * sizeof *wdfs);
}

static void test_wdfs_are_those_of_the_windows(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 200; i++) {
        struct arena arena;
        arena_init(&arena);
        check_wdfs(&fixture->all, terms[matching_below(sizeof terms / sizeof *terms)], &arena);
        arena_release(&arena);
    }
}

static void test_documents_with_a_term_are_counted(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        uint64_t count;
        uint32_t wanted;
        const size_t size = strlen(terms[i]);
        assert_int_equal(matcher_term_count(fixture->all.matcher, terms[i], size, &count, NULL),
                         NSEARCH_OK);
        assert_int_equal(xap_term_count(fixture->all.xap, terms[i], size, &wanted, NULL),
                         NSEARCH_OK);
        assert_int_equal(count, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wdfs_are_those_of_the_windows),
        cmocka_unit_test(test_documents_with_a_term_are_counted),
        cmocka_unit_test(test_what_adds_weight_is_counted_along),
        cmocka_unit_test(test_random_queries_are_answered_as_xapian_does),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
