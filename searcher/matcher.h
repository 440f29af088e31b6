/* matcher.h - which documents of an index's segments match a query, and how well.
 *
 * A query is a tree (db_query.h). Each segment is gone through in windows of 4096 docids. In a window each node of the tree
 * says with a bit for each docid which documents match; it is told which are still wanted, and looks no further:
 *
 *     window 3, docids 12288 to 16383         wanted   1 1 1 1 1 1 1 . 1 1     but the dead
 *
 *     AND                                              . . 1 . . . . . 1 .     two more for the total
 *       TERM kaesong    the rarest first               . . 1 . . 1 . . 1 .
 *                       and its wdfs                       4     1     2
 *       TERM office     only where it was              . . 1 . . . . . 1 .
 *                       and its wdfs                       1           3
 *
 * So totals are sums of bits, and exact. Only what is left at the root is weighed, and of that only what could still
 * be among the best: with the best k known, what k-th weight there is bounds what a document must have at least, and a
 * wdf bounds what a word can give it (MaxScore: Turtle and Flood, Query evaluation, 1995).
 *
 * What is costly to ask of a document - where its words stand - is asked last: of those that all else matches, or,
 * where the total needn't be exact, of those that would be among the best.
 *
 * Weights are those of BM25 as Xapian 1.4 computes it (BM25Weight(k1, 0, 1, b, 0.5)), with the statistics of all
 * segments together, the dead among them. */
#ifndef SEARCHER_MATCHER_H
#define SEARCHER_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/db.h"
#include "common/nsearch.h"
#include "common/posting_list.h"
#include "common/table.h"

/* ---- Opening ------------------------------------------------------------------------------------- */

/* The segments of a generation, open for searching. One thread. */
struct matcher;

/* Searches the segments of a database that has no remote part and must stay open, without its dead. What a search needs
 * is read when it needs it, and kept: 4 bytes for a document's length, 8 for its value of a slot that is sorted by, and
 * some MB of blocks. Errors: MEMORY. */
nsearch_status matcher_open(const struct db *db, struct matcher **out, nsearch_error *error);
void matcher_close(struct matcher *matcher);

/* The postlist table of a segment, to look terms up between searches, and that of its positions; the matcher's. */
struct table *matcher_postlist(struct matcher *matcher, uint32_t segment);
struct table *matcher_positions_table(struct matcher *matcher, uint32_t segment);

/* Documents of a segment, the dead among them. */
uint32_t matcher_segment_documents(const struct matcher *matcher, uint32_t segment);

/* Documents that aren't dead; and all. */
uint64_t matcher_count(const struct matcher *matcher);
uint64_t matcher_documents(const struct matcher *matcher);

/* ---- Searching ----------------------------------------------------------------------------------- */

struct match_request {
    const struct db_query *query;
    size_t limit;        /* hits; 0: only the total */
    enum db_order order; /* BY_WEIGHT, or by the value of `slot`, documents without one last */
    unsigned slot;
    double k1, b; /* of BM25 */
    bool exact;   /* whether the total must be */
    /* What an AND_MAYBE of the query adds, if it is to be told how many documents have it that match; NULL. The total
     * must be exact, and the limit not 0. */
    const struct db_query *counted;
};

struct match_hit {
    uint32_t segment; /* index of those that were opened */
    uint32_t docid;   /* within it */
    double weight;
};

struct match_hits {
    struct match_hit *hits; /* the best first; equal ones by segment and docid */
    size_t count;
    uint64_t total; /* documents that match; if not exact, so many at least */
    bool exact;
    uint64_t counted; /* documents that have what was to be counted */
};

/* What the query matches; the answer is in the arena. A SYNONYM is weighted as a word that is in as many documents
 * as its children would be if they had nothing to do with each other, as Xapian estimates it. A check may be asked of a document at any
 * time and in any order, once for each CHECK it stands in. Errors: INVALID (an operator that there isn't, in a phrase
 * or NEAR something else than terms and ORs of terms), DAMAGED, IO, MEMORY. */
nsearch_status matcher_search(struct matcher *matcher, const struct match_request *request,
                              struct arena *arena, struct match_hits *out, nsearch_error *error);

/* Shown those of a segment's documents from `base` on that match, one at least; what it returns, if it isn't NSEARCH_OK,
 * ends the search. It must leave the matcher alone. */
typedef nsearch_status matcher_window(void *context, uint32_t segment, uint32_t base,
                                      const posting_bits bits, nsearch_error *error);

/* Shows the documents that the query matches, a window after the other, in ascending order. Errors: as above, and those
 * of `window`. */
nsearch_status matcher_show(struct matcher *matcher, const struct db_query *query,
                            matcher_window *window, void *context, nsearch_error *error);

/* The documents that the query matches in a segment, ascending. Errors: as above. */
nsearch_status matcher_list(struct matcher *matcher, const struct db_query *query, uint32_t segment,
                            struct arena *arena, uint32_t **docids, size_t *count,
                            nsearch_error *error);

/* ---- Terms and documents ------------------------------------------------------------------------- */

/* Documents that have the term, the dead among them. */
nsearch_status matcher_term_count(struct matcher *matcher, const char *term, size_t size,
                                  uint64_t *out, nsearch_error *error);

/* The documents of each segment, the dead among them, that have a term which begins as `term` does up to `prefix_size`
 * and isn't before it: terms that one document alone has. In the arena. Costs a look-up in each segment, and some 50 ns
 * a document. Errors: DAMAGED (one that several have), IO, MEMORY. */
nsearch_status matcher_list_from(struct matcher *matcher, const char *term, size_t prefix_size,
                                 struct arena *arena, struct db_listed **out, nsearch_error *error);

/* Takes those off such lists whose value of the slot is before `bound`; who has none stays. */
nsearch_status matcher_leave_out(struct matcher *matcher, unsigned slot, const char *bound,
                                 struct db_listed *listed, nsearch_error *error);

/* How often the term stands in each of the hits, which must be in the order in which they are stored. Takes a few KB
 * from the arena. Costs about half a nanosecond a document that has it, and a look-up a thousand of them. Errors:
 * DAMAGED, IO, MEMORY. */
nsearch_status matcher_wdfs(struct matcher *matcher, const char *term, size_t size,
                            struct match_hit *const *hits, size_t count, struct arena *arena,
                            uint32_t *wdfs, nsearch_error *error);

/* Where the term stands in the document, ascending; in the arena; none if it doesn't. The cursor is one for a term in a
 * segment, all zero at first: it costs least where documents come one after the other. Errors: DAMAGED, IO, MEMORY. */
nsearch_status matcher_positions(struct matcher *matcher, uint32_t segment, uint32_t docid,
                                 struct table_cursor *cursor, const char *term, size_t size,
                                 struct arena *arena, const uint32_t **positions, size_t *count,
                                 nsearch_error *error);

/* The words and stems of a document, counted as often as they come. Errors: MISSING, DAMAGED, IO, MEMORY. */
nsearch_status matcher_length(struct matcher *matcher, uint32_t segment, uint32_t docid,
                              uint32_t *out, nsearch_error *error);

/* The mean of that over all documents, the dead among them; 0 if there are none. */
double matcher_mean_length(const struct matcher *matcher);

/* Its value of a slot; "" if it has none. Errors: DAMAGED, IO, MEMORY. */
nsearch_status matcher_value(struct matcher *matcher, uint32_t segment, uint32_t docid,
                             unsigned slot, struct arena *arena, const char **out,
                             nsearch_error *error);

/* The values of a slot of the window's documents, as numbers: 4 bits for each of the first 15 characters, a digit as 2
 * more than it is, 1 and 12 for other characters, 0 for none. Valid until the next search or call for another slot.
 * Errors: DAMAGED, IO, MEMORY. */
nsearch_status matcher_digits(struct matcher *matcher, uint32_t segment, unsigned slot,
                              uint32_t base, const uint64_t **out, nsearch_error *error);

/* Runs the check on the document that has the term and isn't dead. Errors: MISSING, DAMAGED, IO, MEMORY. */
nsearch_status matcher_inspect(struct matcher *matcher, const char *term, size_t size,
                               const struct db_check *check, bool *holds, nsearch_error *error);

#endif
