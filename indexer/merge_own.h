/* merge_own.h - what the files behind merge.h share.
 *
 *     merge.c             the survey first, then a task for each table, then iamglass
 *     merge_survey.c      whether sources agree, which articles there are, what they are renumbered to, statistics
 *                         of what is left
 *     merge_postlist.c    the postlist table       term by term, decoded and written anew
 *     merge_positions.c   the position table       term by term, with new docids in the keys
 *     merge_documents.c   docdata and termlist     source by source, with new docids in the keys
 *     merge_cursor.c      the sources' tables, read side by side
 *     merge_lists.c       the lists and values in them
 *     merge_map.c         docids, from old to new
 *
 * After the survey the tasks only read what is here, but each its own table's root, and the postlist's the
 * largest wdf. */
#ifndef INDEXER_MERGE_OWN_H
#define INDEXER_MERGE_OWN_H

#include <stdbool.h>
#include <string.h>

#include "common/error.h"
#include "common/keys.h"
#include "indexer/glass.h"
#include "indexer/merge.h"
#include "indexer/postings.h"
#include "indexer/values.h"

/* ---- Docids --------------------------------------------------------------------------------------- */

enum {
    MAP_PAGE_BITS = 12,
    MAP_PAGE_DOCIDS = 1 << MAP_PAGE_BITS,
};

#define MAP_NONE 0u              /* there is no such article */
#define MAP_DROPPED (UINT32_MAX) /* it is left out */

/* New docids by old ones, in pages that exist where articles do: docids may have large gaps. */
struct docid_map {
    uint32_t **pages;
    size_t page_count;
};

/* False: out of memory. */
bool docid_map_put(struct docid_map *map, uint32_t docid, uint32_t to);
void docid_map_release(struct docid_map *map);

/* A new docid, or one of the two above. */
static inline uint32_t docid_map_get(const struct docid_map *map, uint32_t docid)
{
    size_t page = docid >> MAP_PAGE_BITS;
    if (page >= map->page_count || !map->pages[page]) return MAP_NONE;
    return map->pages[page][docid & (MAP_PAGE_DOCIDS - 1)];
}

/* ---- The merge ------------------------------------------------------------------------------------ */

struct merge_input {
    struct merge_source source;
    struct glass_version version;
    struct docid_map map;
    uint32_t length_max; /* of its articles that are left */
    uint32_t wdf_max;    /* of their postings; known when the postlist is written */
};

struct merge {
    const struct merge_plan *plan;
    const char *path;
    struct merge_input *inputs;
    size_t count;
    struct value_slots slots;     /* of the values that are left */
    struct glass_version version; /* of what is written; filled on the way */
};

/* "DIRECTORY/postlist.glass" and so on, to be released. */
nsearch_status merge_path(struct buf *out, const char *directory, size_t table,
                          nsearch_error *error);

/* INVALID when it is to stop; asked for every term and every article, or more often. */
static inline nsearch_status merge_stopped(const struct merge *merge, nsearch_error *error)
{
    if (!merge->plan->stop || !*merge->plan->stop) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "interrupted");
}

/* Fills in the maps, the statistics and the slots. */
nsearch_status merge_survey(struct merge *merge, nsearch_error *error);

/* Each fills a table. */
nsearch_status merge_postlist(struct merge *merge, struct glass_table *table, nsearch_error *error);
nsearch_status merge_positions(struct merge *merge, struct glass_table *table,
                               nsearch_error *error);
nsearch_status merge_docdata(struct merge *merge, struct glass_table *table, nsearch_error *error);
nsearch_status merge_termlist(struct merge *merge, struct glass_table *table, nsearch_error *error);

/* ---- Reading the sources side by side --------------------------------------------------------------- */

/* One table of one source. */
struct merge_cursor {
    struct merge_input *input;
    size_t table;
    struct glass_reader *reader;
    const struct glass_entry *entry; /* that it stands on; NULL after the last one */
};

/* The same table of all sources. */
struct merge_cursors {
    struct merge_cursor *cursors;
    size_t count;
};

/* Opens all and goes to the first entry of each. To be closed after an error, too. */
nsearch_status merge_cursors_open(struct merge *merge, size_t table, struct merge_cursors *out,
                                  nsearch_error *error);
void merge_cursors_close(struct merge_cursors *cursors);

static inline nsearch_status merge_cursor_next(struct merge_cursor *cursor, nsearch_error *error)
{
    return glass_reader_next(cursor->reader, &cursor->entry, error);
}

/* The cursor with the lowest key, the first of those with the same; NULL if all are at their end. */
struct merge_cursor *merge_lowest(const struct merge_cursors *cursors);

/* Goes past the key in all sources that stand on it. */
nsearch_status merge_skip_key(const struct merge_cursors *cursors, const uint8_t *key, size_t size,
                              nsearch_error *error);

/* "SOURCE/postlist.glass: WHAT" */
nsearch_status merge_damaged(const struct merge_cursor *cursor, const char *what,
                             nsearch_error *error);

/* What kind of key a cursor of a postlist table stands on; 0 at the end. */
static inline uint8_t merge_kind(const struct merge_cursor *cursor)
{
    return cursor->entry ? key_kind(cursor->entry->key, cursor->entry->key_size) : 0;
}

/* ---- Lists ---------------------------------------------------------------------------------------- */

/* A posting list of one source, or its list of lengths, read chunk by chunk:
 *
 *     merge_list_start(&list, cursor, key, key_size);
 *     while (!(status = merge_list_next(&list, error)) && list.count)
 *         use(list.postings, list.count);
 *
 * Docids ascend all through it, and it is as long as it says. */
struct merge_list {
    struct merge_cursor *cursor;
    const uint8_t *key; /* of the first chunk */
    size_t key_size;
    struct posting *postings; /* of the chunk */
    size_t count, capacity;
    uint32_t last;                   /* docid */
    uint32_t expected_count;         /* as the first chunk says */
    uint64_t expected_total;         /* likewise */
    uint64_t seen_count, seen_total; /* up to here */
    bool started, ended;
};

void merge_list_init(struct merge_list *list);
void merge_list_release(struct merge_list *list);
void merge_list_start(struct merge_list *list, struct merge_cursor *cursor, const uint8_t *key,
                      size_t key_size);
nsearch_status merge_list_next(struct merge_list *list, nsearch_error *error);

/* ---- Values --------------------------------------------------------------------------------------- */

struct merge_value {
    const struct merge_cursor *cursor;
    uint32_t docid; /* the old one */
    const uint8_t *data;
    size_t size;
};

typedef nsearch_status merge_take_value(void *context, const struct merge_value *value,
                                        nsearch_error *error);

/* The slot whose values the cursor stands on. */
nsearch_status merge_value_slot(const struct merge_cursor *cursor, uint32_t *slot,
                                nsearch_error *error);

/* Goes through the values of a slot, source by source, docids ascending in each. */
nsearch_status merge_each_value(const struct merge_cursors *cursors, uint32_t slot,
                                merge_take_value *take, void *context, nsearch_error *error);

#endif
