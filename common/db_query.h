/* db_query.h - what an index is asked, and what it answers: plain C in an arena.
 *
 *     FILTER
 *       AND_MAYBE                the words, all of them; as a phrase they add weight
 *         AND   Zliaison Zoffic
 *         BONUS PHRASE liaison office
 *       M202006                  and only of that month
 *
 * The searcher's matcher answers it from segments that are here, and Xapian (xap.h) where a part is on another machine. */
#ifndef COMMON_DB_QUERY_H
#define COMMON_DB_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Words --------------------------------------------------------------------------------------- */

struct db_text {
    const char *data; /* NUL-terminated too */
    size_t size;
};

struct db_term {
    const char *text; /* NUL-terminated too */
    size_t size;
    uint32_t count; /* documents that have it, the dead among them */
};

struct db_terms {
    struct db_term *terms; /* in byte order */
    size_t count;
    size_t total; /* as many as there are; more than count if capped */
};

/* ---- Queries ------------------------------------------------------------------------------------ */

enum db_op {
    DB_NOTHING, /* matches no document */
    DB_ALL,     /* matches every document, weight 0 */
    DB_TERM,
    DB_AND,
    DB_OR,
    DB_SYNONYM,   /* an OR weighted as one word */
    DB_AND_NOT,   /* the first child and none of the others */
    DB_AND_MAYBE, /* the first child; the others add weight */
    DB_FILTER,    /* the first child's weight; all must match */
    DB_PHRASE,    /* children: terms and ORs of terms, in this order within `window` positions */
    DB_NEAR,      /* the same in any order */
    DB_RANGE,     /* value of `slot` from `low` to `high`, both included; no value: no match */
    DB_SCALE,     /* the one child, weights times `factor` */
    DB_BONUS,     /* the one child, its weight `factor`, whatever it is */
    DB_CHECK, /* the one child; of its documents those for which `check` holds. Not for xap_search */
    DB_LISTED /* matches the documents that are `listed`, weight 0. Not for xap_search */
};

/* Documents of a segment. */
struct db_listed {
    const uint32_t *docids; /* ascending */
    size_t count;
};

/* Terms that are one to a check: the forms of a word, say. */
struct db_group {
    const struct db_text *terms;
    size_t count;
};

/* The document that is being checked, as the matcher shows it. */
struct db_reader {
    bool (*read)(struct db_reader *reader, unsigned group, const uint32_t **positions,
                 size_t *count);
};

/* What a document must be like, told from where its terms stand. Lives as long as the query. */
struct db_check {
    const struct db_group *groups;
    size_t group_count;
    bool (*holds)(void *context, struct db_reader *reader); /* no longjmp, nothing thrown */
    void *context;
};

struct db_query {
    enum db_op op;
    const char *term;
    size_t term_size;
    unsigned window;
    unsigned slot;
    const char *low, *high; /* NUL-terminated */
    double factor;
    const struct db_check *check;
    const struct db_listed *listed; /* one for each segment */
    struct db_query **children;
    size_t count;
};

/* A node with room for so many children, which are to be set; in the arena. NULL if out of memory. */
static inline struct db_query *db_query_new(struct arena *arena, enum db_op op, size_t count)
{
    struct db_query *query = (struct db_query *)arena_alloc(arena, sizeof *query);
    struct db_query **children = (struct db_query **)arena_alloc(arena, count * sizeof(*children));
    if (!query || !children) return NULL;
    query->op = op;
    query->children = children;
    query->count = count;
    return query;
}

enum db_order {
    DB_BY_WEIGHT,
    DB_BY_VALUE_UP, /* by the value of `slot`, no value last; equal ones by weight */
    DB_BY_VALUE_DOWN
};

struct db_request {
    const struct db_query *query; /* at most a few hundred levels deep: the parser sees to it */
    size_t offset, limit;
    enum db_order order;
    unsigned slot;
    double k1, b;                   /* of BM25 */
    unsigned shown;                 /* slot whose value comes with the rows */
    bool approximate;               /* the total may be a lower bound, unless the limit is 0 */
    const struct db_query *counted; /* NULL; or what match_request asks for: not of xap_search() */
};

struct db_row {
    uint32_t docid; /* among the parts that were searched: those that may have the query's terms */
    double weight;
    const char *data; /* NUL-terminated too */
    size_t data_size;
    const char *value; /* of the slot that is shown; "" if it has none */
};

struct db_rows {
    struct db_row *rows;
    size_t count;
    uint64_t total; /* documents that match */
    bool exact;     /* else there may be more of them */
};

/* ---- Checks ------------------------------------------------------------------------------------- */

/* Where the group's terms stand in the document: ascending, each position once; none if it has none of them.
 * False if memory or reading failed: the search then fails with that. Valid until the next document. Costs a
 * look-up per term that the document has. */
static inline bool db_read_positions(struct db_reader *reader, unsigned group,
                                     const uint32_t **positions, size_t *count)
{
    return reader->read(reader, group, positions, count);
}

#ifdef __cplusplus
}
#endif
#endif
