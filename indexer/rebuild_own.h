/* rebuild_own.h - what the files behind rebuild.h share.
 *
 *     rebuild.c          the order of things, the manifest, the switch
 *     rebuild_source.c   one old segment: what can be read of it
 *     rebuild_order.c    the live articles in the order in which they are written */
#ifndef INDEXER_REBUILD_OWN_H
#define INDEXER_REBUILD_OWN_H

#include "common/analysis.h"
#include "common/arena.h"
#include "common/article.h"
#include "common/stamp.h"
#include "common/store.h"
#include "indexer/boilerplate.h"
#include "indexer/glass.h"
#include "indexer/rebuild.h"

/* What is told of a segment: the values are strings in the arena, NULL for what it doesn't have. */
struct rebuild_traits {
    const char *schema, *language, *text, *format, *map, *boilerplate, *dead, *serial;
};

/* A table with an entry an article. */
struct rebuild_table {
    struct glass_reader *tree;   /* NULL: can't be had */
    struct glass_reader *leaves; /* the same without its branches, when first the tree didn't do */
    bool has_gathered;           /* the leaves, or that wasn't possible */
};

struct rebuild_source {
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf path;
    struct glass_version version;
    uint32_t count; /* docids from 1 */
    struct rebuild_table docdata, termlist;
    struct rebuild_traits traits;
    bool has_traits;   /* they could be read */
    bool has_digests;  /* of all articles, below */
    uint64_t *indexed; /* by docid - 1; 0: not known */
    uint64_t *firsts;  /* likewise: serials; 0: its own */
    uint64_t *digests;
    uint8_t *dead; /* a bit for each docid - 1 */
};

/* An article to be written. */
struct rebuild_entry {
    uint64_t name; /* where its file's name begins in `names` */
    uint32_t source, docid;
};

struct rebuild {
    const struct rebuild_request *request;
    const struct rebuild_watcher *watcher;
    struct rebuild_result *result;
    struct arena arena;
    struct rebuild_source *sources; /* newest first */
    size_t count;
    struct buf names; /* of files, each with a NUL */
    struct rebuild_entry *entries;
    size_t entry_count, entry_capacity;
    char language[ANALYSIS_LANGUAGE_MAX]; /* of the new segment */
    struct buf stems;                     /* likewise: stemmer_prints.h */
    struct boilerplate *boilerplate;
    uint64_t next_serial;
    int64_t now;
    struct buf text; /* of the article at hand */
    struct article article;
};

/* Tells of a loss, one line. */
void rebuild_lost(struct rebuild *rebuild, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* INVALID when it is to stop. */
nsearch_status rebuild_stopped(const struct rebuild *rebuild, nsearch_error *error);

/* Opens what can be opened; the rest is told. Errors: DENIED, MEMORY. */
nsearch_status rebuild_source_open(struct rebuild *rebuild, struct rebuild_source *source,
                                   nsearch_error *error);
void rebuild_source_close(struct rebuild_source *source);

/* Reads an article into `rebuild`. Errors: DAMAGED, IO (it can't be read; others may be), MEMORY. */
nsearch_status rebuild_article(struct rebuild *rebuild, struct rebuild_source *source,
                               uint32_t docid, nsearch_error *error);

/* The whole terms of an article with that prefix, the last of them; "" where it can't be had. */
void rebuild_term(struct rebuild_source *source, uint32_t docid, const char *prefix, char *out,
                  size_t room);

/* Lists the live articles in order. Errors: INVALID, MEMORY. */
nsearch_status rebuild_order(struct rebuild *rebuild, const struct store *store,
                             nsearch_error *error);

static inline bool rebuild_is_dead(const struct rebuild_source *source, uint32_t docid)
{
    return source->dead[(docid - 1) / 8] >> (docid - 1) % 8 & 1;
}

#endif
