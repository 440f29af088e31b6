/* matching.c - see matching.h. */
#include "tests/unit/matching.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/random.h"
#include "tests/unit/xapian_oracle.h"

enum {
    WORDS = 14,
    LENGTH_MAX = 12,
    CHILDREN_MAX = 4,
    MANY = 20, /* terms that are one: their positions are read ahead */
    DEPTH_MAX = 4,
};

void matching_seed(unsigned from)
{
    seed += from;
}

uint32_t matching_below(uint32_t limit)
{
    return below(limit);
}

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
    xapian_writer_value(writer, MATCHING_SLOT, value, strlen(value), NULL);
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
    if (!below(10)) xapian_writer_term(writer, MATCHING_DEAD, strlen(MATCHING_DEAD), 0, NULL);
    if (number % 700 == 5) xapian_writer_term(writer, "rare", 4, 3, NULL);
    if (number % 2000 < 900) xapian_writer_term(writer, "long", 4, 100 + below(300), NULL);
    add_value(writer);
    const size_t size = (size_t)snprintf(name, sizeof name, "Q%u", number);
    xapian_writer_put(writer, name, size, name, size, &replaced, NULL);
}

void matching_make(const char *path, uint32_t count)
{
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    for (uint32_t i = 1; i <= count; i++)
        add_document(writer, i);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

static struct db_query *new_query(struct maker *maker, enum db_op op, size_t count)
{
    struct db_query *query = arena_alloc(&maker->arena, sizeof *query);
    query->op = op;
    query->children = arena_alloc(&maker->arena, (count + 1) * sizeof(struct db_query *));
    query->count = count;
    return query;
}

static struct db_query *make_term(struct maker *maker, const char *word)
{
    struct db_query *query = new_query(maker, DB_TERM, 0);
    query->term_size = strlen(word);
    query->term = arena_copy(&maker->arena, word, query->term_size);
    return query;
}

static struct db_query *any_term(struct maker *maker)
{
    char word[8];
    static const char *const others[] = {"flag", "rare", "none", "Q17", "long"};
    if (!below(8)) return make_term(maker, others[below(5)]);
    any_word(word);
    return make_term(maker, word);
}

static struct db_query *make_range(struct maker *maker)
{
    static const char *const bounds[] = {"0",     "2000",     "20000601", "2001",  "200106~",
                                         "2002~", "20020101", "~",        "2001~", ""};
    struct db_query *query = new_query(maker, DB_RANGE, 0);
    query->slot = below(20) ? MATCHING_SLOT : 5;
    query->low = bounds[below(10)];
    query->high = bounds[below(10)];
    return query;
}

/* The groups have no word in common: Xapian may miss what matches then. */
static struct db_query *make_windowed(struct maker *maker, enum db_op op)
{
    maker->risky |= maker->either;
    maker->wrong |= maker->either && maker->all;
    const size_t count = 1 + below(CHILDREN_MAX);
    struct db_query *query = new_query(maker, op, count);
    query->window = below(4) ? (unsigned)count + below(4) : (unsigned)count;
    for (size_t i = 0; i < count; i++) {
        char word[8];
        if (below(4) && op == DB_PHRASE) {
            any_word(word);
            query->children[i] = make_term(maker, word);
            continue;
        }
        struct db_query *either = query->children[i] = new_query(maker, DB_OR,
                                                                 below(4) ? 1 + below(3) : MANY);
        for (size_t j = 0; j < either->count; j++) {
            snprintf(word, sizeof word, "w%zu", i + CHILDREN_MAX * j);
            either->children[j] = make_term(maker, word);
        }
    }
    return query;
}

static bool holds(void *context, struct db_reader *reader)
{
    const uint32_t *positions;
    size_t count, all = 0;
    for (unsigned group = 0; group < *(unsigned *)context; group++) {
        if (!db_read_positions(reader, group, &positions, &count)) return false;
        for (size_t i = 0; i < count; i++) {
            assert_true(!i || positions[i - 1] < positions[i]);
            all += positions[i] * (group + 1);
        }
    }
    return all % 3 != 1;
}

static struct db_query *make_any(struct maker *maker, unsigned depth);

static struct db_query *make_check(struct maker *maker, unsigned depth)
{
    maker->risky |= maker->either;
    maker->wrong |= maker->either && maker->all;
    struct db_query *query = new_query(maker, DB_CHECK, 1);
    struct db_check *check = arena_alloc(&maker->arena, sizeof *check);
    unsigned *count = arena_alloc(&maker->arena, sizeof *count);
    *count = 1 + below(2);
    struct db_group *groups = arena_alloc(&maker->arena, *count * sizeof *groups);
    for (unsigned i = 0; i < *count; i++) {
        struct db_text *terms = arena_alloc(&maker->arena, MANY * sizeof *terms);
        groups[i] = (struct db_group){terms, below(4) ? 1 + below(4) : MANY};
        for (size_t j = 0; j < groups[i].count; j++) {
            const struct db_query *term = any_term(maker);
            terms[j] = (struct db_text){term->term, term->term_size};
        }
    }
    *check = (struct db_check){groups, *count, holds, count};
    query->check = check;
    const bool all = maker->all;
    maker->all = true;
    query->children[0] = make_any(maker, depth + 1);
    maker->all = all;
    return query;
}

/* Of several that may add weight Xapian takes some that don't match for matching, if where words stand is asked. */
static struct db_query *make_child(struct maker *maker, enum db_op op, size_t which, size_t count,
                                   unsigned depth)
{
    if (op == DB_SYNONYM) return any_term(maker);
    if (op != DB_AND_MAYBE || !which) return make_any(maker, depth + 1);
    if (count == 2 && !below(3)) {
        maker->risky = true;
        maker->wrong |= depth > 0;
        return make_windowed(maker, DB_PHRASE);
    }
    const bool maybe = maker->maybe;
    maker->maybe = true;
    struct db_query *query = make_any(maker, depth + 1);
    maker->maybe = maybe;
    return query;
}

static struct db_query *make_group(struct maker *maker, enum db_op op, unsigned depth)
{
    const bool one = op == DB_SCALE || op == DB_BONUS;
    const bool either = maker->either, all = maker->all;
    struct db_query *query = new_query(maker, op, one ? 1 : 1 + below(CHILDREN_MAX));
    query->factor = op == DB_SCALE ? 0.25 + below(8) / 4.0 : 0.5 + below(20);
    maker->synonym |= op == DB_SYNONYM;
    maker->either |= op == DB_OR;
    maker->all |= op != DB_OR && op != DB_SCALE;
    for (size_t i = 0; i < query->count; i++)
        query->children[i] = make_child(maker, op, i, query->count, depth);
    maker->either = either;
    maker->all = all;
    return query;
}

static struct db_query *make_any(struct maker *maker, unsigned depth)
{
    static const enum db_op groups[] = {DB_AND,       DB_OR,     DB_OR,    DB_SYNONYM,
                                        DB_AND_NOT,   DB_FILTER, DB_SCALE, DB_BONUS,
                                        DB_AND_MAYBE, DB_OR,     DB_AND};
    if (depth >= DEPTH_MAX || below(4) < depth) return any_term(maker);
    switch (maker->maybe ? 2 + below(14) : below(16)) {
    case 0: return make_windowed(maker, DB_PHRASE);
    case 1: return make_windowed(maker, DB_NEAR);
    case 2: return make_range(maker);
    case 3: return below(2) && !maker->maybe ? make_check(maker, depth) : any_term(maker);
    case 4: return new_query(maker, below(4) ? DB_ALL : DB_NOTHING, 0);
    default: return make_group(maker, groups[below(11)], depth);
    }
}

struct db_query *matching_query(struct maker *maker)
{
    return make_any(maker, 0);
}

void matching_show(const struct db_query *query)
{
    static const char *const names[] = {"NOTHING", "ALL",     "",          "AND",    "OR",
                                        "SYNONYM", "AND_NOT", "AND_MAYBE", "FILTER", "PHRASE",
                                        "NEAR",    "RANGE",   "SCALE",     "BONUS",  "CHECK"};
    if (query->op == DB_TERM) {
        print_message("%s ", query->term);
        return;
    }
    print_message("%s", names[query->op]);
    if (query->window) print_message("/%u", query->window);
    if (query->factor > 0) print_message("*%g", query->factor);
    if (query->op == DB_RANGE) print_message("%s..%s", query->low, query->high);
    print_message("(");
    for (size_t i = 0; i < query->count; i++)
        matching_show(query->children[i]);
    print_message(") ");
}
