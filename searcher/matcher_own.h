/* matcher_own.h - what the files of the matcher share.
 *
 *     matcher.c           the segments, and a search through one after the other
 *     matcher_tree.c      a query as the tree of nodes that is asked
 *     matcher_arrange.c   its order for a segment
 *     matcher_match.c     which documents of a window match
 *     matcher_weigh.c     how well they do
 *     matcher_best.c      the best so far
 *     matcher_places.c    where words stand: phrases, NEAR and checks
 *     matcher_gather.c    the positions of many terms, for a window
 *     matcher_column.c    lengths and values of documents, kept a window at a time
 *     matcher_listed.c    documents that are named
 *
 * What must match together is one node, however it was nested: AND, FILTER, AND_NOT, AND_MAYBE, PHRASE, NEAR, CHECK,
 * SCALE and BONUS all become parts of an ALL_OF.
 *
 *     FILTER                       ALL_OF   musts   TERM talks  TERM peace  RANGE
 *       PHRASE peace talks                  nots    TERM trade
 *       AND_NOT                             places  PHRASE peace talks
 *         RANGE
 *         TERM trade
 */
#ifndef SEARCHER_MATCHER_OWN_H
#define SEARCHER_MATCHER_OWN_H

#include "common/positions.h"
#include "common/posting_list.h"
#include "common/table.h"
#include "searcher/matcher.h"

/* ---- Segments ------------------------------------------------------------------------------------ */

struct lengths_window {
    posting_bits known; /* the documents that were looked for, */
    posting_bits exist; /* and found */
    uint32_t lengths[POSTING_WINDOW];
};

/* The values of a slot, as numbers that sort as the values do: 4 bits for each of the first 15 characters, all of
 * their digits. 0: none. */
struct values_window {
    bool plain; /* all of its values are that, and told apart by it */
    uint64_t keys[POSTING_WINDOW];
};

enum {
    COLUMNS_MAX = 4 /* slots whose values are kept */
};

struct values_column {
    unsigned slot;
    struct values_window **windows; /* NULL: not read yet, any of them */
};

struct match_segment {
    const struct db_segment *from;
    struct glass_stats stats;
    size_t window_count;
    struct table *postlist, *position;
    struct lengths_window **lengths; /* NULL: not read yet, any of them */
    struct posting_list all;         /* that they are read from, */
    struct arena all_arena;          /* and its memory */
    struct values_column columns[COLUMNS_MAX];
    size_t column_count;
};

struct matcher {
    struct match_segment *segments;
    size_t count;
    uint64_t documents; /* the dead among them */
    uint64_t dead;
    double mean_length; /* 0 if there are no documents, or no words */
    uint32_t length_min;
};

/* ---- Nodes --------------------------------------------------------------------------------------- */

enum match_kind {
    MATCH_TERMS,  /* one, or several as if they were one */
    MATCH_ANY_OF, /* nothing, if of nothing */
    MATCH_ALL_OF,
    MATCH_RANGE,
    MATCH_LISTED,
    MATCH_EVERY
};

struct match_term {
    const char *text;
    size_t size;
    struct posting_list *lists; /* one for each segment */
};

struct match_nodes {
    struct match_node **items;
    size_t count, capacity;
};

struct match_place_list {
    struct match_place *items;
    size_t count, capacity;
};

struct match_node {
    enum match_kind kind;
    bool nested;       /* ALL_OF: not the root */
    bool whole;        /* ANY_OF: what matches one child may match the next, and both are to know */
    posting_bits bits; /* of the window, what matches of what was wanted */
    uint64_t most;     /* documents of the segment that it can match */
    /* TERMS */
    struct match_term *terms;
    size_t term_count;
    uint32_t *wdfs; /* of the window; NULL: not weighted */
    /* ANY_OF and ALL_OF */
    struct match_nodes parts; /* ALL_OF: the rarest first */
    struct match_nodes nots;
    struct match_place_list places;
    /* RANGE */
    const struct db_query *range;
    /* LISTED */
    const struct db_listed *listed; /* in each segment */
};

/* Terms that stand at one place of a phrase, or that are one to a check. */
struct match_group {
    struct match_node **terms; /* TERMS of one term each, not weighted unless the phrase is */
    struct table_cursor *cursors;
    size_t count;
    uint64_t most; /* as the nodes' */
    bool direct;   /* one term, whose bits aren't known: it is just looked up */
    uint32_t *positions;
    size_t position_count, capacity;
    uint32_t docid;           /* that they are of; 0: none */
    uint64_t based;           /* CHECK: the window that the terms' bits are of, plus 1; 0: none */
    struct match_group *same; /* CHECK: that is of the same one term, and read instead; NULL */
    struct match_group *next; /* of those that are `direct` and read */
    struct match_gathered *gathered; /* of many terms: the positions of a window; NULL: none yet */
    /* Looking for a match */
    size_t at; /* the first position that may be in it */
    uint32_t own, turn;
    bool settled; /* it has `own` */
};

/* What is asked of where words stand. */
struct match_place {
    const struct db_query *query; /* PHRASE, NEAR or CHECK */
    struct match_group *groups;
    size_t group_count;
    size_t *order;    /* of the groups, the rarest first */
    uint32_t *starts; /* where a phrase can begin */
    size_t start_room;
    bool few;               /* documents are asked about, of all that are wanted */
    const uint64_t *wanted; /* of the window */
};

/* What a document's weight is the sum of. */
struct match_scorer {
    const struct match_node *node; /* documents that it counts for, */
    const uint64_t *bits;          /* its own */
    const uint32_t *wdfs;          /* its own; NULL: `factor` for all of them */
    bool clamped;                  /* a wdf that is a sum is at most the length */
    bool late;                     /* the node is looked at last, of what may be among the best */
    double factor;                 /* in the end of BM25, with (k1 + 1) and the inverse frequency */
    double most;                   /* it can give, */
    double left; /* and of those in order, it and what comes after, the late too */
};

/* What only adds weight to documents that match. */
struct match_maybe {
    struct match_node *node;
    const struct match_node *gate; /* that must match */
    bool late;                     /* it is costly: asked of what may be among the best */
    bool counted;                  /* asked of all that match, and counted */
};

/* ---- A search ------------------------------------------------------------------------------------ */

struct match_entry {
    uint64_t key; /* of the value that is sorted by, the greater the better; 0 */
    double weight;
    uint32_t segment, docid;
};

/* A heap, the worst at the top. */
struct match_best {
    struct match_entry *entries;
    size_t count, limit, capacity;
};

struct match_search {
    struct matcher *matcher;
    const struct match_request *request;
    struct arena arena; /* of the tree */
    nsearch_error *error;
    struct match_node *root;
    struct match_scorer *scorers; /* in the order of the query */
    size_t scorer_count, scorer_capacity;
    struct match_scorer *order; /* those that aren't late, the greatest `most` first, */
    size_t ordered;             /* as many; one more has only `left` */
    struct match_maybe *maybes;
    size_t maybe_count, maybe_capacity;
    struct match_group *direct; /* the newest */
    size_t depth;
    bool maybe, late;   /* building what only adds weight; of it, what is costly */
    bool lazy;          /* the root's places are asked last */
    bool closer;        /* something is late, or lazy */
    double norm, slope; /* of BM25: k1 (1 - b), and k1 b / mean length */
    double norm_min;    /* k1 (1 - b + b / 2) */
    double norm_least;  /* that a document has at least */
    /* Where it is. */
    uint32_t segment_index;
    struct match_segment *segment;
    uint32_t base;
    const struct lengths_window *lengths;
    const struct values_window *values;
    /* What it found. */
    matcher_window *show; /* all that match, if that is asked for */
    void *show_context;
    struct match_best best;
    uint64_t matched;     /* documents; when `lazy`, but for the root's places, */
    uint64_t asked, held; /* and those whose places were asked, and held */
    uint64_t counted;     /* and those that have what is to be counted */
    uint64_t *bits;       /* of positions; all clear */
    size_t bit_words;
};

/* ---- Interface to code in matcher_tree.c --------------------------------------------------------- */

/* Makes the tree, with the lists of all segments open. */
nsearch_status match_build(struct match_search *search);

/* A node of one term, without weight. NULL if out of memory or reading failed: *status says. */
struct match_node *match_term_node(struct match_search *search, const char *term, size_t size,
                                   nsearch_status *status);

/* ---- Interface to code in matcher_arrange.c ------------------------------------------------------ */

/* Puts the tree in order for the segment that the search is at. */
void match_arrange(struct match_search *search);

/* ---- Interface to code in matcher_match.c -------------------------------------------------------- */

/* Sets the node's bits in the window. */
nsearch_status match_node(struct match_search *search, struct match_node *node,
                          const posting_bits wanted);

/* The least docid from `docid` on that may match; UINT64_MAX: none does. */
uint64_t match_bound(const struct match_search *search, const struct match_node *node,
                     uint32_t docid);

/* Whether the document is as all of the node's places ask; `wanted` are those of the window that are asked about. */
nsearch_status match_places_hold(struct match_search *search, struct match_node *node,
                                 uint32_t docid, const posting_bits wanted, bool *holds);

static inline bool match_has(const posting_bits bits, uint32_t place)
{
    return bits[place / 64] >> place % 64 & 1;
}

static inline uint32_t match_count_bits(const posting_bits bits)
{
    uint32_t count = 0;
    for (size_t i = 0; i < POSTING_WORDS; i++)
        count += (uint32_t)__builtin_popcountll(bits[i]);
    return count;
}

static inline bool match_is_empty(const posting_bits bits)
{
    uint64_t any = 0;
    for (size_t i = 0; i < POSTING_WORDS; i++)
        any |= bits[i];
    return !any;
}

/* ---- Interface to code in matcher_weigh.c -------------------------------------------------------- */

/* Works out what the scorers can give; after match_build. */
nsearch_status match_weigh_begin(struct match_search *search);

/* Counts those of the root's bits that have what is to be counted. */
nsearch_status match_count_maybes(struct match_search *search);

/* Puts the best of what the root's bits are into the heap. After match_count_maybes. */
nsearch_status match_weigh(struct match_search *search);

/* ---- Interface to code in matcher_best.c --------------------------------------------------------- */

/* Whether it would be among the best. */
bool match_best_takes(const struct match_best *best, const struct match_entry *entry);

/* Puts in what would be. False if out of memory. */
bool match_best_add(struct match_best *best, struct arena *arena, const struct match_entry *entry);

static inline bool match_best_full(const struct match_best *best)
{
    return best->count == best->limit;
}

/* Puts them in order, the best first. */
void match_best_sort(struct match_best *best);

/* ---- Interface to code in matcher_places.c ------------------------------------------------------- */

/* Whether the document, which has the terms, is as the place asks; `wanted` are all of the window that will be
 * asked for. */
nsearch_status match_place_holds(struct match_search *search, struct match_place *place,
                                 uint32_t docid, const posting_bits wanted, bool *holds);

/* ---- Interface to code in matcher_gather.c ------------------------------------------------------- */

enum {
    MATCH_GATHERED_MIN = 16 /* terms of a group for which it may be worth while */
};

/* Reads the positions of the group in documents of the window that are wanted, the one among them; *gathers is
 * false if that isn't worth while. The terms' bits must be set. */
nsearch_status match_gather(struct match_search *search, struct match_group *group, uint32_t docid,
                            const posting_bits wanted, bool *gathers);

/* Adds those of the document to the group's, a list after the other; *lists more. After match_gather. */
nsearch_status match_take_gathered(struct match_search *search, struct match_group *group,
                                   uint32_t docid, size_t *lists);

void match_forget_gathered(struct match_group *group);

/* Room for `more` than `count` positions. False if out of memory. */
bool match_make_room(struct match_search *search, uint32_t **positions, size_t count,
                     size_t *capacity, size_t more);

/* ---- Interface to code in matcher_column.c ------------------------------------------------------- */

/* A window with the lengths of those that are wanted, at least; and of the values of a slot. Kept until the segment is
 * closed. */
nsearch_status match_lengths(struct match_segment *segment, uint32_t base,
                             const posting_bits wanted, const struct lengths_window **out,
                             nsearch_error *error);
nsearch_status match_values(struct match_segment *segment, unsigned slot, uint32_t base,
                            const struct values_window **out, nsearch_error *error);

/* Sets the bits of those that are wanted and have a value within the range. */
nsearch_status match_range(struct match_segment *segment, const struct db_query *range,
                           uint32_t base, const posting_bits wanted, posting_bits bits,
                           nsearch_error *error);

void match_columns_release(struct match_segment *segment);

/* ---- Interface to code in matcher_listed.c ------------------------------------------------------- */

/* The first of the docids, which ascend, that isn't below `docid`; `count` if none is. */
size_t match_first_from(const uint32_t *docids, size_t count, uint32_t docid);

/* Sets the bits of those of the window that are on the list. */
void match_listed(const struct db_listed *listed, uint32_t base, posting_bits bits);

#endif
