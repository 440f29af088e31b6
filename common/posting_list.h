/* posting_list.h - the documents that have a term, and how often each does, read from a glass database.
 *
 * A list is cut in chunks of 2000 bytes, each an entry of the postlist table:
 *
 *     key  the                tag  count, total, first docid - 1 | last? span wdf | gap wdf | gap wdf ...
 *     key  the 00 docid       tag                                  last? span wdf | gap wdf | gap wdf ...
 *
 * A gap is what lies between two docids, so next to each other 0; all are uints (glass_code.h), mostly of a byte.
 *
 * It is read a window of docids at a time, in ascending order: into a bit for each docid, and its wdf beside. A
 * chunk in which no wanted docid can be is passed over. The lengths of all documents are such a list too. */
#ifndef COMMON_POSTING_LIST_H
#define COMMON_POSTING_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/nsearch.h"
#include "common/table.h"

enum {
    POSTING_WINDOW = 4096, /* docids; a window starts at a multiple of it */
    POSTING_WORDS = POSTING_WINDOW / 64
};

/* A bit for each docid of a window. */
typedef uint64_t posting_bits[POSTING_WORDS];

struct posting_list {
    struct table *table;
    const char *term; /* not copied; NULL: the lengths */
    size_t size;
    uint32_t count; /* documents that have it; 0: none has. Of the lengths 0 too */
    uint64_t total; /* of the wdfs */
    /* The chunk that is being read, copied. */
    struct table_cursor cursor;
    struct arena *arena;
    uint8_t *chunk;
    size_t capacity;
    const uint8_t *at, *end; /* behind the posting at hand */
    uint32_t docid, wdf;     /* the posting at hand: the first that wasn't in a window yet */
    uint32_t last;           /* docid of the chunk */
    bool empty;              /* there is no posting at hand: the chunk has been read */
    bool final;              /* there is no chunk after it */
};

/* Looks the term up. What it needs is taken from the arena, a few KB at most; term and arena must stay. `near` is where
 * the term before it was found, and then where this is: for terms that come in byte order; NULL for others. Costs a
 * look-up. Errors: DAMAGED, IO, MEMORY. */
nsearch_status posting_list_open(struct posting_list *list, struct table *postlist,
                                 const char *term, size_t size, struct table_cursor *near,
                                 struct arena *arena, nsearch_error *error);

/* The list of all documents, in which the wdf is the length. */
nsearch_status posting_list_open_lengths(struct posting_list *list, struct table *postlist,
                                         struct arena *arena, nsearch_error *error);

/* Documents that have the term; 0: none has. Costs a look-up. Errors: DAMAGED, IO. */
nsearch_status posting_list_count(struct table *postlist, const char *term, size_t size,
                                  uint32_t *out, nsearch_error *error);

/* The term's wdf in the document; 0: it isn't there. Documents in ascending order only. Costs about half a nanosecond a
 * posting that is passed over, and a look-up for each chunk. Errors: DAMAGED, IO, MEMORY. */
nsearch_status posting_list_wdf(struct posting_list *list, uint32_t docid, uint32_t *out,
                                nsearch_error *error);

/* What becomes of the wdf of a document. */
enum posting_use {
    POSTING_BITS, /* nothing */
    POSTING_SET,  /* it is stored at the docid's place */
    POSTING_ADD   /* it is added there; where it wraps around, so be it */
};

/* Sets the bits of the documents in the window from `base` on that have the term, of all that are wanted and perhaps of
 * others. Windows in ascending order only. Costs about a nanosecond a posting, and a look-up for each chunk.
 * Errors: DAMAGED, IO, MEMORY. */
nsearch_status posting_list_read(struct posting_list *list, uint32_t base,
                                 const posting_bits wanted, enum posting_use use, posting_bits bits,
                                 uint32_t wdfs[POSTING_WINDOW], nsearch_error *error);

/* The least docid from `docid` on that may have the term, as far as is known; UINT64_MAX: none has. Costs nothing. */
uint64_t posting_list_bound(const struct posting_list *list, uint32_t docid);

#endif
