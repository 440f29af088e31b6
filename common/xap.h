/* xap.h - Xapian as C functions.
 *
 * Only xap*.cc see Xapian. One call crosses the border per operation, not per hit:
 * what comes back is plain C memory, and no exception leaves. Written against Xapian 1.4 and 2.x. */
#ifndef COMMON_XAP_H
#define COMMON_XAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/nsearch.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Database ----------------------------------------------------------------------------------- */

struct xap_db;

/* Opens a database: a glass directory, or a directory with a stub. Errors: MISSING, DENIED, FOREIGN,
 * DAMAGED, MEMORY. */
nsearch_status xap_open(const char *path, struct xap_db **out, nsearch_error *error);
void xap_close(struct xap_db *db);

bool xap_is_remote(const struct xap_db *db); /* one of its parts is on another machine */

/* A database that is searched together with others. */
struct xap_part {
    const char
        *name; /* its directory; of a remote one "HOST:PORT", or ":PROGRAM ARGUMENTS" to talk to */
    bool remote;
};

/* Opens several as one, whose docids say nothing of the parts'. Errors: as above; IO if another machine
 * doesn't answer. */
nsearch_status xap_open_parts(const struct xap_part *parts, size_t count, struct xap_db **out,
                              nsearch_error *error);

/* A document that is not to be found. */
struct xap_dead {
    size_t part;
    uint32_t docid;  /* within its part; where none is remote, it must be there */
    uint64_t serial; /* stamp.h: what it is known by */
};

/* Leaves documents out of xap_count and xap_search, in place of those that were left out before. Costs a search a
 * look-up for each of them. Errors: DAMAGED (no such document), MEMORY. */
nsearch_status xap_exclude(struct xap_db *db, const struct xap_dead *dead, size_t count,
                           nsearch_error *error);

uint32_t xap_count(const struct xap_db *db); /* documents that aren't dead */

/* Copies the metadata that a part has under `key` into the arena; "" if there is none. */
nsearch_status xap_part_metadata(struct xap_db *db, size_t part, const char *key,
                                 struct arena *arena, const char **out, nsearch_error *error);

/* The same of the first part. */
nsearch_status xap_metadata(struct xap_db *db, const char *key, struct arena *arena,
                            const char **out, nsearch_error *error);

/* Looks through all tables of a database, as xapian-check does; reads each whole. What is badly damaged it may
 * not survive. Errors: DAMAGED, IO, MEMORY. */
nsearch_status xap_check(const char *path, nsearch_error *error);

/* ---- Documents ---------------------------------------------------------------------------------- */

/* For what indexes: they show the dead too, and are for a database of one part, whose docids are then its own. */

/* The documents that have the term, in ascending order; with size 0, all that there are. */
nsearch_status xap_postings(struct xap_db *db, const char *term, size_t size, struct arena *arena,
                            uint32_t **docids, size_t *count, nsearch_error *error);

struct xap_text {
    const char *data; /* NUL-terminated too */
    size_t size;
};

/* The values of `slot`, one for each document, which are in ascending order; of size 0 where it has none.
 * Costs a pass over the slot from the first of them to the last, at most. */
nsearch_status xap_values(struct xap_db *db, unsigned slot, const uint32_t *docids, size_t count,
                          struct arena *arena, struct xap_text **out, nsearch_error *error);

/* Errors: MISSING (no such document), DAMAGED, IO, MEMORY. */
nsearch_status xap_document_data(struct xap_db *db, uint32_t docid, struct arena *arena,
                                 const char **data, size_t *size, nsearch_error *error);

/* Its serial. Errors: the same; DAMAGED also if it has none. */
nsearch_status xap_document_serial(struct xap_db *db, uint32_t docid, uint64_t *serial,
                                   nsearch_error *error);

/* ---- Terms -------------------------------------------------------------------------------------- */

struct xap_term {
    const char *text; /* NUL-terminated too */
    size_t size;
    uint32_t count; /* documents that have it, the dead among them */
};

struct xap_terms {
    struct xap_term *terms; /* in byte order */
    size_t count;
    size_t total; /* as many as there are; more than count if capped */
};

/* Lets terms be looked up and walked over in the tables of a caller who has them open anyway, one for each part. They
 * are used until the database is closed. */
struct table;
nsearch_status xap_lend_postlists(struct xap_db *db, struct table *const *postlists, size_t count,
                                  nsearch_error *error);

/* The number of documents that have the term, the dead among them. */
nsearch_status xap_term_count(struct xap_db *db, const char *term, size_t size, uint32_t *out,
                              nsearch_error *error);

/* Shows `take` every term that starts with `prefix`, in byte order, until it returns false. The text is valid
 * while it runs; it must not throw, longjmp or use the database. Costs a step per term, some 70 ns, whatever their
 * postings. Words of title and body of which many were shown are kept in memory, up to 64 MB of them, and cost
 * 5 ns then (word_list.h). Where a part is on another machine, each term is sent from there. */
nsearch_status xap_each_term(struct xap_db *db, const char *prefix, size_t size,
                             bool (*take)(void *context, const char *term, size_t size,
                                          uint32_t count),
                             void *context, nsearch_error *error);

/* ---- Queries ------------------------------------------------------------------------------------ */

enum xap_op {
    XAP_NOTHING, /* matches no document */
    XAP_ALL,     /* matches every document, weight 0 */
    XAP_TERM,
    XAP_AND,
    XAP_OR,
    XAP_SYNONYM,   /* an OR weighted as one word */
    XAP_AND_NOT,   /* the first child and none of the others */
    XAP_AND_MAYBE, /* the first child; the others add weight */
    XAP_FILTER,    /* the first child's weight; all must match */
    XAP_PHRASE,    /* children: terms and ORs of terms, in this order within `window` positions */
    XAP_NEAR,      /* the same in any order */
    XAP_RANGE,     /* value of `slot` from `low` to `high`, both included; no value: no match */
    XAP_SCALE,     /* the one child, weights times `factor` */
    XAP_BONUS,     /* the one child, its weight `factor`, whatever it is */
    XAP_CHECK /* the one child; of its documents those for which `check` holds. Not for xap_search */
};

/* Terms that are one to a check: the forms of a word, say. */
struct xap_group {
    const struct xap_text *terms;
    size_t count;
};

/* The document that is being checked, as the matcher shows it. */
struct xap_reader {
    bool (*read)(struct xap_reader *reader, unsigned group, const uint32_t **positions,
                 size_t *count);
};

/* What a document must be like, told from where its terms stand. Lives as long as the query. */
struct xap_check {
    const struct xap_group *groups;
    size_t group_count;
    bool (*holds)(void *context, struct xap_reader *reader); /* no longjmp, nothing thrown */
    void *context;
};

struct xap_query {
    enum xap_op op;
    const char *term;
    size_t term_size;
    unsigned window;
    unsigned slot;
    const char *low, *high; /* NUL-terminated */
    double factor;
    const struct xap_check *check;
    struct xap_query **children;
    size_t count;
};

/* A node with room for so many children, which are to be set; in the arena. NULL if out of memory. */
static inline struct xap_query *xap_query_new(struct arena *arena, enum xap_op op, size_t count)
{
    struct xap_query *query = (struct xap_query *)arena_alloc(arena, sizeof *query);
    struct xap_query **children = (struct xap_query **)arena_alloc(arena,
                                                                   count * sizeof(*children));
    if (!query || !children) return NULL;
    query->op = op;
    query->children = children;
    query->count = count;
    return query;
}

enum xap_order {
    XAP_BY_WEIGHT,
    XAP_BY_VALUE_UP, /* by the value of `slot`, no value last; equal ones by weight */
    XAP_BY_VALUE_DOWN
};

struct xap_request {
    const struct xap_query *query; /* at most a few hundred levels deep: the parser sees to it */
    size_t offset, limit;
    enum xap_order order;
    unsigned slot;
    double k1, b;                    /* of BM25 */
    unsigned shown;                  /* slot whose value comes with the rows */
    bool approximate;                /* the total may be a lower bound, unless the limit is 0 */
    const struct xap_query *counted; /* NULL; or what match_request asks for: not of xap_search() */
};

struct xap_row {
    uint32_t docid; /* among the parts that were searched: those that may have the query's terms */
    double weight;
    const char *data; /* NUL-terminated too */
    size_t data_size;
    const char *value; /* of the slot that is shown; "" if it has none */
};

struct xap_rows {
    struct xap_row *rows;
    size_t count;
    uint64_t total; /* documents that match */
    bool exact;     /* else there may be more of them */
};

/* What the query matches: with Xapian, for databases with a part on another machine. Errors: INVALID (a check),
 * DAMAGED, IO, MEMORY. */
nsearch_status xap_search(struct xap_db *db, const struct xap_request *request, struct arena *arena,
                          struct xap_rows *out, nsearch_error *error);

/* ---- Checks ------------------------------------------------------------------------------------- */

/* Where the group's terms stand in the document: ascending, each position once; none if it has none of them.
 * False if memory or reading failed: the search then fails with that. Valid until the next document. Costs a
 * look-up per term that the document has. */
static inline bool xap_read_positions(struct xap_reader *reader, unsigned group,
                                      const uint32_t **positions, size_t *count)
{
    return reader->read(reader, group, positions, count);
}

/* ---- Stemming ----------------------------------------------------------------------------------- */

struct xap_stemmer;

nsearch_status xap_stemmer_create(const char *language, struct xap_stemmer **out,
                                  nsearch_error *error);
void xap_stemmer_free(struct xap_stemmer *stemmer);

/* Its own name, "english" whether it was made for that or for "en"; "" if it doesn't tell. As long as it. */
const char *xap_stemmer_name(const struct xap_stemmer *stemmer);

/* Writes the stem, cut to `capacity`, and returns its size; 0 if it failed. */
size_t xap_stem(struct xap_stemmer *stemmer, const char *word, size_t size, char *out,
                size_t capacity);

/* The languages there are stemmers for, separated by spaces. */
const char *xap_stemmer_languages(void);

#ifdef __cplusplus
}
#endif
#endif
