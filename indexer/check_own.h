/* check_own.h - what the files behind check.h share.
 *
 *     check.c            the order of things, the directory, the verdict
 *     check_segment.c    one segment by itself: checksums, metadata, values, lists
 *     check_documents.c  one segment: its tables by docid, which are texts and lists of terms
 *     check_xapian.c     one segment: what Xapian says of it
 *     check_articles.c   the articles of all segments: ids, serials, the dead
 *     check_files.c      the articles against the manifest
 *
 * Tables are read as a merge reads its sources (merge_own.h). */
#ifndef INDEXER_CHECK_OWN_H
#define INDEXER_CHECK_OWN_H

#include <stdlib.h>

#include "common/arena.h"
#include "common/schema.h"
#include "common/store.h"
#include "indexer/check.h"
#include "indexer/glass_sums.h"
#include "indexer/merge_own.h"

/* What a segment says of itself, in the order of the keys in the table. */
enum check_metadata {
    CHECK_ANALYSIS,
    CHECK_BOILERPLATE,
    CHECK_DEAD,
    CHECK_FORMAT,
    CHECK_LANGUAGE,
    CHECK_MAP,
    CHECK_SCHEMA,
    CHECK_SERIAL,
    CHECK_STEMS,
    CHECK_TEXT,
    CHECK_METADATA_COUNT
};

struct check_segment {
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf path;
    struct glass_version version;
    uint64_t sizes[GLASS_FILE_COUNT]; /* bytes */
    const char *metadata[CHECK_METADATA_COUNT];
    uint32_t count;    /* articles, docids from 1; 0 while it isn't known */
    uint64_t *serials; /* by docid - 1; 0: none */
    uint64_t *digests; /* likewise */
    uint8_t *dead;     /* a bit for each docid - 1 */
    uint32_t dead_count;
    bool read[GLASS_TABLE_COUNT]; /* these tables were read to their ends and hold together */
    bool broken;                  /* something is wrong with it */
    bool sound_texts;
    bool lacks_sums;
};

/* A file of the manifest. */
struct check_file {
    uint64_t term;     /* hash of its path's term */
    uint32_t expected; /* articles, at most; UINT32_MAX for more */
    uint32_t found;
    bool may_be_empty; /* shadowed, or to be read again */
};

struct check {
    const struct check_request *request;
    struct check_verdict *verdict;
    struct store store;
    struct check_segment *segments; /* newest first */
    size_t count;
    struct arena arena;
    struct check_file *files; /* by their terms' hashes, once the manifest is read */
    size_t file_count, file_capacity;
    bool has_manifest;
    bool is_old;          /* of a schema before this one */
    uint64_t done, total; /* bytes read, to be read */
};

/* ---- Telling -------------------------------------------------------------------------------------- */

void check_tell(struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What became of a step: damage, with what `error` says, is told and gone on from (OK); what stops the
 * check, as MEMORY does, is returned. */
nsearch_status check_took(struct check *check, nsearch_status status, const nsearch_error *error);

/* `bytes` more are read. Errors: INVALID, when stopped. */
nsearch_status check_went(struct check *check, uint64_t bytes, nsearch_error *error);

/* ---- Steps ---------------------------------------------------------------------------------------- */

static inline bool check_is_dead(const struct check_segment *segment, uint32_t docid)
{
    return segment->dead[(docid - 1) / 8] >> (docid - 1) % 8 & 1;
}

/* Whether it is of a schema with other digests, or without stamps and checksums. */
static inline bool check_is_older(const struct check_segment *segment)
{
    const char *schema = segment->metadata[CHECK_SCHEMA];
    return schema && atoi(schema) < SCHEMA_DIGESTS;
}

/* Each tells what it finds; errors are only what stops the check. */
nsearch_status check_segment(struct check *check, struct check_segment *segment,
                             nsearch_error *error);

/* Errors: DAMAGED, INVALID (*stop), IO, MEMORY. */
nsearch_status check_by_xapian(const char *path, const volatile sig_atomic_t *stop,
                               nsearch_error *error);
nsearch_status check_articles(struct check *check, nsearch_error *error);

/* The files of the manifest, how many live articles each term of a path has, and the comparison. */
nsearch_status check_files_open(struct check *check, nsearch_error *error);
void check_files_take(struct check *check, const uint8_t *term, size_t size, uint64_t articles);
nsearch_status check_files_close(struct check *check, nsearch_error *error);

/* ---- Reading a table ------------------------------------------------------------------------------ */

/* One table of one segment, entry by entry:
 *
 *     status = check_table_open(&table, check, segment, GLASS_DOCDATA, error);
 *     while (!status && table.cursor->entry) {
 *         use(table.cursor->entry);
 *         status = check_table_next(&table, error);
 *     }
 *     check_table_close(&table); */
struct check_table {
    struct check *check;
    struct check_segment *segment;
    struct merge_input input;
    struct merge_cursors cursors;
    struct merge_cursor *cursor;
    uint64_t entries; /* since it last said how far it is */
    uint64_t told;    /* bytes it said are read */
};

nsearch_status check_table_open(struct check_table *table, struct check *check,
                                struct check_segment *segment, size_t which, nsearch_error *error);
nsearch_status check_table_next(struct check_table *table, nsearch_error *error);

/* How far it is; check_table_next says so itself. */
nsearch_status check_table_went(struct check_table *table, nsearch_error *error);
void check_table_close(struct check_table *table);

/* Read an open table to its end. Errors: DAMAGED, with what it is, and those that stop the check. */
nsearch_status check_docdata(struct check_table *table, nsearch_error *error);
nsearch_status check_termlist(struct check_table *table, nsearch_error *error);

#endif
