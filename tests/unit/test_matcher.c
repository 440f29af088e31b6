/* test_matcher.c - random databases and random queries, asked of the matcher and of Xapian: the same documents, weights
 * and totals. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/xap.h"
#include "searcher/matcher.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    PARTS = 3,
    WORDS = 14,
    QUERIES = 1500,
    LENGTH_MAX = 12,
    CHILDREN_MAX = 4,
    DEPTH_MAX = 4,
    ALL = 20000, /* more than there are documents */
    SLOT = 0,
};

static const uint32_t sizes[PARTS] = {9000, 500, 30};

struct fixture {
    void *directory;
    struct xap_db *db;
    struct matcher *matcher;
};

/* ---- Databases ----------------------------------------------------------------------------------- */

/* The first are in most documents, the last in one of some hundreds; each second one has no wdf in some. */
static size_t any_word(char out[8])
{
    unsigned word = 0;
    while (word + 1 < WORDS && below(3))
        word++;
    return (size_t)snprintf(out, 8, "w%u", below(40) ? word : below(WORDS));
}

static void add_value(struct xapian_writer *writer)
{
    char value[32];
    const unsigned year = 2000 + below(3);
    switch (below(5)) {
    case 0: return;
    case 1: snprintf(value, sizeof value, "%u", year); break;
    case 2: snprintf(value, sizeof value, "%u%02u", year, 1 + below(12)); break;
    case 3: snprintf(value, sizeof value, "%u%02u%02u", year, 1 + below(12), 1 + below(28)); break;
    default:
        snprintf(value, sizeof value, "%u%02u%02u%02u%02u", year, 1 + below(12), 1 + below(28),
                 below(24), below(60));
    }
    xapian_writer_value(writer, SLOT, value, strlen(value), NULL);
}

static void add_document(struct xapian_writer *writer, uint32_t number)
{
    char word[8], name[16];
    bool replaced;
    xapian_writer_start(writer);
    for (unsigned i = 0, length = below(LENGTH_MAX); i < length; i++) {
        const size_t size = any_word(word);
        const uint32_t wdf = below(50) ? 1 : below(50) ? below(200) : below(100000);
        xapian_writer_posting(writer, word, size, i + 1, wdf, NULL);
    }
    if (!below(3)) xapian_writer_term(writer, "flag", 4, 0, NULL);
    if (number % 700 == 5) xapian_writer_term(writer, "rare", 4, 3, NULL);
    add_value(writer);
    const size_t size = (size_t)snprintf(name, sizeof name, "Q%u", number);
    xapian_writer_put(writer, name, size, name, size, &replaced, NULL);
}

static const char *part_path(const struct fixture *fixture, size_t part)
{
    static const char *const names[PARTS] = {"a", "b", "c"};
    return scratch_path(fixture->directory, names[part]);
}

/* The second has gaps, and blocks that Xapian moved about. */
static void make_part(const struct fixture *fixture, size_t part)
{
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(part_path(fixture, part), &writer, NULL), NSEARCH_OK);
    for (uint32_t i = 1; i <= sizes[part]; i++)
        add_document(writer, i);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    if (part == 1)
        assert_int_equal(xapian_change(part_path(fixture, part), below(1000), 3, NULL), NSEARCH_OK);
}

/* Some tenths of the documents of a part, one of them twice; of the last part none. */
static size_t make_dead(size_t part, uint32_t dead[ALL])
{
    size_t count = 0;
    if (part == PARTS - 1) return 0;
    for (uint32_t docid = sizes[part]; docid > 0; docid--)
        if (!below(10)) dead[count++] = docid;
    dead[count] = dead[0];
    return count + 1;
}

static void open_parts(struct fixture *fixture)
{
    static uint32_t dead[PARTS][ALL];
    static struct xap_dead all[PARTS * ALL];
    struct matcher_segment segments[PARTS];
    struct xap_part parts[PARTS];
    size_t count = 0;
    nsearch_error error;
    for (size_t i = 0; i < PARTS; i++) {
        const char *path = part_path(fixture, i);
        segments[i] = (struct matcher_segment){path, dead[i], make_dead(i, dead[i])};
        parts[i] = (struct xap_part){path, false};
        for (size_t j = 0; j < segments[i].dead_count; j++)
            all[count++] = (struct xap_dead){i, dead[i][j], 0};
    }
    assert_int_equal(xap_open_parts(parts, PARTS, &fixture->db, &error), NSEARCH_OK);
    assert_int_equal(xap_exclude(fixture->db, all, count, &error), NSEARCH_OK);
    assert_int_equal(matcher_open(segments, PARTS, &fixture->matcher, &error), NSEARCH_OK);
}

static int setup(void **state)
{
    static struct fixture fixture;
    seed += any_seed();
    if (scratch_setup(&fixture.directory)) return -1;
    for (size_t part = 0; part < PARTS; part++)
        make_part(&fixture, part);
    open_parts(&fixture);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    xap_close(fixture->db);
    matcher_close(fixture->matcher);
    return scratch_teardown(&fixture->directory);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

struct maker {
    struct arena arena;
    bool synonym; /* the query has one: what Xapian estimates differs by the part */
    bool either;  /* in an OR */
    bool all;     /* in what must match with something else */
    bool maybe;   /* in what only adds weight */
    bool
        risky; /* where words stand is asked in an OR: Xapian may weigh it wrongly when it prunes, */
    bool wrong; /* or always, if something else must match */
};

static struct xap_query *new_query(struct maker *maker, enum xap_op op, size_t count)
{
    struct xap_query *query = arena_alloc(&maker->arena, sizeof *query);
    query->op = op;
    query->children = arena_alloc(&maker->arena, (count + 1) * sizeof(struct xap_query *));
    query->count = count;
    return query;
}

static struct xap_query *make_term(struct maker *maker, const char *word)
{
    struct xap_query *query = new_query(maker, XAP_TERM, 0);
    query->term_size = strlen(word);
    query->term = arena_copy(&maker->arena, word, query->term_size);
    return query;
}

static struct xap_query *any_term(struct maker *maker)
{
    char word[8];
    static const char *const others[] = {"flag", "rare", "none", "Q17"};
    if (!below(8)) return make_term(maker, others[below(4)]);
    any_word(word);
    return make_term(maker, word);
}

static struct xap_query *make_range(struct maker *maker)
{
    static const char *const bounds[] = {"0",     "2000",     "20000601", "2001",  "200106~",
                                         "2002~", "20020101", "~",        "2001~", ""};
    struct xap_query *query = new_query(maker, XAP_RANGE, 0);
    query->slot = below(20) ? SLOT : 5;
    query->low = bounds[below(10)];
    query->high = bounds[below(10)];
    return query;
}

/* The groups have no word in common: Xapian may miss what matches then. */
static struct xap_query *make_windowed(struct maker *maker, enum xap_op op)
{
    maker->risky |= maker->either;
    maker->wrong |= maker->either && maker->all;
    const size_t count = 1 + below(CHILDREN_MAX);
    struct xap_query *query = new_query(maker, op, count);
    query->window = below(4) ? (unsigned)count + below(4) : (unsigned)count;
    for (size_t i = 0; i < count; i++) {
        char word[8];
        if (below(4) && op == XAP_PHRASE) {
            any_word(word);
            query->children[i] = make_term(maker, word);
            continue;
        }
        struct xap_query *either = query->children[i] = new_query(maker, XAP_OR, 1 + below(3));
        for (size_t j = 0; j < either->count; j++) {
            snprintf(word, sizeof word, "w%zu", i + CHILDREN_MAX * j);
            either->children[j] = make_term(maker, word);
        }
    }
    return query;
}

static bool holds(void *context, struct xap_reader *reader)
{
    const uint32_t *positions;
    size_t count, all = 0;
    for (unsigned group = 0; group < *(unsigned *)context; group++) {
        if (!xap_read_positions(reader, group, &positions, &count)) return false;
        for (size_t i = 0; i < count; i++) {
            assert_true(!i || positions[i - 1] < positions[i]);
            all += positions[i] * (group + 1);
        }
    }
    return all % 3 != 1;
}

static struct xap_query *make_any(struct maker *maker, unsigned depth);

static struct xap_query *make_check(struct maker *maker, unsigned depth)
{
    maker->risky |= maker->either;
    maker->wrong |= maker->either && maker->all;
    struct xap_query *query = new_query(maker, XAP_CHECK, 1);
    struct xap_check *check = arena_alloc(&maker->arena, sizeof *check);
    unsigned *count = arena_alloc(&maker->arena, sizeof *count);
    *count = 1 + below(2);
    struct xap_group *groups = arena_alloc(&maker->arena, *count * sizeof *groups);
    for (unsigned i = 0; i < *count; i++) {
        struct xap_text *terms = arena_alloc(&maker->arena, 4 * sizeof *terms);
        groups[i] = (struct xap_group){terms, 1 + below(4)};
        for (size_t j = 0; j < groups[i].count; j++) {
            const struct xap_query *term = any_term(maker);
            terms[j] = (struct xap_text){term->term, term->term_size};
        }
    }
    *check = (struct xap_check){groups, *count, holds, count};
    query->check = check;
    const bool all = maker->all;
    maker->all = true;
    query->children[0] = make_any(maker, depth + 1);
    maker->all = all;
    return query;
}

/* Of several that may add weight Xapian takes some that don't match for matching, if where words stand is asked. */
static struct xap_query *make_child(struct maker *maker, enum xap_op op, size_t which, size_t count,
                                    unsigned depth)
{
    if (op == XAP_SYNONYM) return any_term(maker);
    if (op != XAP_AND_MAYBE || !which) return make_any(maker, depth + 1);
    if (count == 2 && !below(3)) {
        maker->risky = true;
        maker->wrong |= depth > 0;
        return make_windowed(maker, XAP_PHRASE);
    }
    const bool maybe = maker->maybe;
    maker->maybe = true;
    struct xap_query *query = make_any(maker, depth + 1);
    maker->maybe = maybe;
    return query;
}

static struct xap_query *make_group(struct maker *maker, enum xap_op op, unsigned depth)
{
    const bool one = op == XAP_SCALE || op == XAP_BONUS;
    const bool either = maker->either, all = maker->all;
    struct xap_query *query = new_query(maker, op, one ? 1 : 1 + below(CHILDREN_MAX));
    query->factor = op == XAP_SCALE ? 0.25 + below(8) / 4.0 : 0.5 + below(20);
    maker->synonym |= op == XAP_SYNONYM;
    maker->either |= op == XAP_OR;
    maker->all |= op != XAP_OR && op != XAP_SCALE;
    for (size_t i = 0; i < query->count; i++)
        query->children[i] = make_child(maker, op, i, query->count, depth);
    maker->either = either;
    maker->all = all;
    return query;
}

static struct xap_query *make_any(struct maker *maker, unsigned depth)
{
    static const enum xap_op groups[] = {XAP_AND,       XAP_OR,     XAP_OR,    XAP_SYNONYM,
                                         XAP_AND_NOT,   XAP_FILTER, XAP_SCALE, XAP_BONUS,
                                         XAP_AND_MAYBE, XAP_OR,     XAP_AND};
    if (depth >= DEPTH_MAX || below(4) < depth) return any_term(maker);
    switch (maker->maybe ? 2 + below(14) : below(16)) {
    case 0: return make_windowed(maker, XAP_PHRASE);
    case 1: return make_windowed(maker, XAP_NEAR);
    case 2: return make_range(maker);
    case 3: return below(2) && !maker->maybe ? make_check(maker, depth) : any_term(maker);
    case 4: return new_query(maker, below(4) ? XAP_ALL : XAP_NOTHING, 0);
    default: return make_group(maker, groups[below(11)], depth);
    }
}

static void show(const struct xap_query *query)
{
    static const char *const names[] = {"NOTHING", "ALL",     "",          "AND",    "OR",
                                        "SYNONYM", "AND_NOT", "AND_MAYBE", "FILTER", "PHRASE",
                                        "NEAR",    "RANGE",   "SCALE",     "BONUS",  "CHECK"};
    if (query->op == XAP_TERM) {
        print_message("%s ", query->term);
        return;
    }
    print_message("%s", names[query->op]);
    if (query->window) print_message("/%u", query->window);
    if (query->factor > 0) print_message("*%g", query->factor);
    if (query->op == XAP_RANGE) print_message("%s..%s", query->low, query->high);
    print_message("(");
    for (size_t i = 0; i < query->count; i++)
        show(query->children[i]);
    print_message(") ");
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

static bool close_to(double a, double b, double by)
{
    return by > 1 || fabs(a - b) <= by * fmax(fabs(a), fabs(b));
}

/* Xapian numbers the documents of several databases in turn. */
static struct match_hit hit_of(const struct xap_row *row)
{
    return (struct match_hit){(row->docid - 1) % PARTS, (row->docid - 1) / PARTS + 1, row->weight};
}

static const char *value_of(struct fixture *fixture, struct arena *arena,
                            const struct match_hit *hit)
{
    const char *value;
    assert_int_equal(
        matcher_value(fixture->matcher, hit->segment, hit->docid, SLOT, arena, &value, NULL),
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
static bool same_documents(struct arena *arena, const struct match_hits *ours,
                           const struct xap_rows *theirs, double by)
{
    struct match_hit *sorted = arena_alloc(arena, (ours->count + 1) * sizeof *sorted);
    for (size_t i = 0; i < ours->count; i++)
        sorted[i] = hit_of(&theirs->rows[i]);
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
static const char *difference(struct fixture *fixture, struct arena *arena, bool sorted,
                              const struct match_hits *ours, const struct xap_rows *theirs,
                              double by)
{
    if (ours->total != theirs->total) return "totals";
    if (ours->count != theirs->count) return "counts";
    for (size_t i = 0; i < ours->count; i++) {
        const struct match_hit hit = hit_of(&theirs->rows[i]);
        if (!close_to(ours->hits[i].weight, hit.weight, by)) return "weights";
        if (sorted &&
            strcmp(value_of(fixture, arena, &ours->hits[i]), value_of(fixture, arena, &hit)) != 0)
            return "values";
    }
    return same_documents(arena, ours, theirs, by) ? NULL : "documents";
}

static void compare_lists(struct fixture *fixture, struct arena *arena,
                          const struct xap_query *query, uint64_t total)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < PARTS; i++) {
        uint32_t *docids;
        size_t count;
        assert_int_equal(matcher_list(fixture->matcher, query, i, arena, &docids, &count, NULL),
                         NSEARCH_OK);
        all += count;
    }
    assert_int_equal(all, total);
}

/* The first hits must be the same when fewer are asked for, or the total needn't be exact. */
static void compare_less(struct fixture *fixture, struct arena *arena,
                         const struct match_request *request, const struct match_hits *exact)
{
    struct match_request less = *request;
    struct match_hits hits;
    less.exact = below(2);
    if (less.limit && below(2)) less.limit = 1 + below((uint32_t)less.limit);
    assert_int_equal(matcher_search(fixture->matcher, &less, arena, &hits, NULL), NSEARCH_OK);
    assert_true(hits.total <= exact->total && hits.total >= hits.count);
    assert_true(!hits.exact || hits.total == exact->total);
    assert_true(hits.exact || !less.exact);
    assert_int_equal(hits.count, exact->count < less.limit ? exact->count : less.limit);
    for (size_t i = 0; i < hits.count; i++)
        assert_true(is_same(&hits.hits[i], &exact->hits[i]));
}

static void compare(struct fixture *fixture, struct maker *maker, const struct xap_query *query)
{
    static const size_t limits[] = {0, 1, 10, 100, 600};
    const double by = maker->wrong ? INFINITY : maker->synonym ? 0.1 : 1e-9;
    struct xap_request asked = {.query = query,
                                .limit = limits[below(5)],
                                .order = (enum xap_order)(below(6) % 5 % 3),
                                .slot = SLOT,
                                .k1 = below(4) ? 1.2 : 0.9,
                                .b = below(4) ? 0.75 : 0};
    if (maker->risky || maker->synonym) asked.limit = asked.limit ? ALL : 0;
    if (maker->synonym || (maker->risky && asked.order == XAP_BY_VALUE_UP))
        asked.order = XAP_BY_WEIGHT; /* the order up is one of two halves of the query */
    const struct match_request request = {.query = query,
                                          .limit = asked.limit,
                                          .order = asked.order,
                                          .slot = SLOT,
                                          .k1 = asked.k1,
                                          .b = asked.b,
                                          .exact = true};
    struct match_hits ours;
    struct xap_rows theirs;
    nsearch_error error;
    if (matcher_search(fixture->matcher, &request, &maker->arena, &ours, &error) ||
        xap_search(fixture->db, &asked, &maker->arena, &theirs, &error))
        fail_msg("%s", error.message);
    const char *what = difference(fixture, &maker->arena, asked.order != XAP_BY_WEIGHT, &ours,
                                  &theirs, by);
    if (what) {
        show(query);
        fail_msg("other %s: %zu of %lu, theirs %zu of %lu, order %d", what, ours.count,
                 (unsigned long)ours.total, theirs.count, (unsigned long)theirs.total, asked.order);
    }
    compare_less(fixture, &maker->arena, &request, &ours);
    compare_lists(fixture, &maker->arena, query, ours.total);
}

static void test_random_queries_are_answered_as_xapian_does(void **state)
{
    struct fixture *fixture = *state;
    size_t count = QUERIES;
    if (getenv("SOAK")) count *= 50;
    for (size_t i = 0; i < count; i++) {
        struct maker maker = {.synonym = false};
        arena_init(&maker.arena);
        compare(fixture, &maker, make_any(&maker, 0));
        arena_release(&maker.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_queries_are_answered_as_xapian_does),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
