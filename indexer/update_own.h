/* update_own.h - what the files of an update share.
 *
 *     update.c            the run
 *     update_settings.c   how it is to be made: as the index was, unless it is made anew
 *     update_plan.c       the first walk: what is to be done
 *     update_read.c       the second: what is read, and what becomes of a file's record
 *     update_file.c       the articles of one file, held against the catalog
 *     update_duplicates.c what gives way to a later article with the same id, and is told once
 *     update_names.c      lists of names, each once */
#ifndef INDEXER_UPDATE_OWN_H
#define INDEXER_UPDATE_OWN_H

#include <string.h>

#include "common/analysis.h"
#include "common/hash.h"
#include "common/stamp.h"
#include "indexer/boilerplate.h"
#include "indexer/catalog.h"
#include "indexer/join.h"
#include "indexer/numbers.h"
#include "indexer/publish.h"
#include "indexer/update.h"

/* What the plan says of a known file, under the hash of its name; of all others, that they stay as they are.
 * Holds to the end of the run, though files may change meanwhile. */
enum fate {
    FATE_READ, /* it has changed, or must be looked at again */
    FATE_GONE
};

/* A file, and how many articles it lost to later ones. */
struct named {
    char *name;
    uint64_t lost;
};

/* Names, each once. */
struct name_list {
    uint64_t seed;          /* of the hashes; the update's */
    struct numbers numbers; /* hash of a name -> its index */
    struct named *names;
    size_t count;
};

void name_list_release(struct name_list *list);
/* *index may be NULL. Errors: MEMORY. */
nsearch_status name_list_add(struct name_list *list, const char *name, size_t *index,
                             nsearch_error *error);
void name_list_sort(struct name_list *list); /* indexes are then worth nothing */

struct update {
    uint64_t seed; /* of the hashes of names and ids, which their authors mustn't know */
    const struct update_request *request;
    const struct update_watcher *watcher;
    struct update_result *result;

    /* What there was. */
    struct store store;       /* of a dry run; else it is publish's */
    struct buf manifest_path; /* of the current generation */
    struct catalog *catalog;  /* NULL: nothing that matters, and each article is simply written, */
    struct numbers past;      /* with the serial that it had: past.h */
    struct name_list shadowed_before;
    uint64_t live_before, dead_before; /* articles; 0 where the index can't be read, */
    uint64_t serial_before;            /* and so is what was free */

    /* What is to be done. */
    const struct reader *reader;
    struct segment_options options;
    char language[ANALYSIS_LANGUAGE_MAX]; /* that is asked for */
    struct field_map map;
    struct buf map_text; /* as the index keeps it, */
    struct buf stems;    /* and these: stemmer_prints.h */
    struct stamp stamp;  /* of the next article */
    struct boilerplate *boilerplate;
    struct roots scope; /* to be walked */
    struct roots roots; /* of the new manifest */
    bool roots_differ;  /* from those that there were */
    struct numbers fates;
    uint64_t file_count, byte_count, text; /* to be read, about */

    /* What is done. */
    struct publish *publish;
    struct segment *segment; /* NULL: nothing was written yet */
    struct manifest_writer *manifest;
    bool manifest_differs;
    struct numbers
        tentative; /* hash of an id -> number of its article in the segment and index of its file */
    struct name_list claimants; /* these files */
    struct name_list shadowed;
};

/* With the seed of the update. */
static inline uint64_t name_hash(uint64_t seed, const char *name)
{
    return hash_apart(seed, name, strlen(name));
}

static inline void update_count_reject(struct update_result *result, const struct reject *reject)
{
    result->rejects++;
    result->rejects_of[reject->kind]++;
}

nsearch_status update_stopped(const struct update *update, nsearch_error *error);

/* ---- update_settings.c ---------------------------------------------------------------------------- */

/* Fills reader and options. Errors: INVALID. */
nsearch_status update_settle(struct update *update, nsearch_error *error);

/* ---- update_plan.c -------------------------------------------------------------------------------- */

/* Opens the current generation's manifest; *out is NULL where the past doesn't matter. */
nsearch_status update_open_manifest(const struct update *update, struct manifest_reader **out,
                                    nsearch_error *error);

/* Fills roots, scope, fates and counts; tells of what can't be looked into. */
nsearch_status update_plan(struct update *update, nsearch_error *error);

/* ---- update_read.c -------------------------------------------------------------------------------- */

/* Reads what the plan says; the segment and the manifest are then written but for their ends. */
nsearch_status update_read(struct update *update, nsearch_error *error);

/* ---- update_file.c -------------------------------------------------------------------------------- */

/* One file on its way, new or known. */
struct update_file {
    const char *path, *name;
    uint64_t size;
    int64_t mtime;
    bool is_same; /* as when it was read last: what gave way then has been told */
};

struct update_reading {
    uint64_t articles;
    bool broken; /* it couldn't be read to its end */
};

/* Reads a file: its new and changed articles go into the segment, those that it has no more die. */
nsearch_status update_file_read(struct update *update, const struct update_file *file,
                                struct update_reading *out, nsearch_error *error);

/* All articles of a file that is gone die. */
nsearch_status update_file_gone(struct update *update, const char *name, nsearch_error *error);

/* A file that was to be read can't be: all that the index has of it stays. */
nsearch_status update_file_stays(struct update *update, const char *name, nsearch_error *error);

/* ---- update_duplicates.c -------------------------------------------------------------------------- */

/* Tells of an article that gave way, and remembers its file. */
nsearch_status update_duplicate(struct update *update, const char *id, const char *name,
                                const char *later, nsearch_error *error);

/* The same of one that gave way in an earlier run already, which told it. */
nsearch_status update_duplicate_again(struct update *update, const char *name,
                                      nsearch_error *error);

/* The first so many articles of a file that give way to other files' have been told: those that its last
 * reading lost. A file that grows loses them again before what is new. */
uint64_t update_duplicates_told(const struct update *update, const char *name);

/* A file that couldn't be read whole may still have lost what it had lost. */
nsearch_status update_stays_shadowed(struct update *update, const char *name, nsearch_error *error);

/* Files that lost articles and aren't read again. */
nsearch_status update_carry_shadowed(struct update *update, nsearch_error *error);

/* The article with the number last given out in the segment is of the file `name`; a later file may have its id
 * still: see update_file.c. `told`: that it gives way has been told. */
nsearch_status update_claim(struct update *update, const struct buf *id, const char *name,
                            bool told, nsearch_error *error);

/* An article of the file `name` stays: an earlier file that has claimed its id gives way. */
nsearch_status update_settle_claim(struct update *update, const char *id, size_t size,
                                   const char *name, nsearch_error *error);

/* For segment_options. */
nsearch_status update_superseded(void *context, const char *id, const char *name, const char *later,
                                 nsearch_error *error);

#endif
