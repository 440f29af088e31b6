/* catalog.h - what the current generation of an index holds, by file and by id, and what has died in this run.
 *
 *     name of a file (term P) -> its live articles, by digest
 *     id (term Q)             -> the one live article that has it
 *
 * Each segment is looked up by itself. The memory is a bit for each article of the index, and the files being
 * looked at. */
#ifndef INDEXER_CATALOG_H
#define INDEXER_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/store.h"

struct catalog;

/* How the index was made. */
struct catalog_traits {
    const char *language;    /* the stemmer's, of articles whose language isn't known */
    const char *stems;       /* which version of it: stemmer_prints.h; "": not known */
    const char *format;      /* the reader's name if all files had to be of one, else "" */
    const char *map;         /* what fields are called in records: field_names.h; "" */
    const char *boilerplate; /* boilerplate.h */
    bool keeps_text;
};

/* Opens the segments of a generation that has some. Errors: those of store_open. */
nsearch_status catalog_open(const char *index, const struct store *store, struct catalog **out,
                            nsearch_error *error);
void catalog_free(struct catalog *catalog);

const struct catalog_traits *catalog_traits(const struct catalog *catalog);
uint64_t catalog_next_serial(const struct catalog *catalog);
uint64_t catalog_live(const struct catalog *catalog); /* articles */
uint64_t
catalog_dead(const struct catalog *catalog); /* articles, also those that died in this run */

struct catalog_entry {
    uint64_t digest;  /* stamp.h */
    uint32_t segment; /* index in the store's list */
    uint32_t docid;   /* within it */
};

/* The live articles of a file, by ascending digest, to be freed. Costs a look-up in each segment, and a few
 * microseconds an article. */
nsearch_status catalog_of_file(struct catalog *catalog, const char *name,
                               struct catalog_entry **out, size_t *count, nsearch_error *error);

/* The live article with that id; *found is false if there is none. Costs a look-up in each segment. */
nsearch_status catalog_of_id(struct catalog *catalog, const char *id, size_t size, bool *found,
                             struct catalog_entry *out, nsearch_error *error);

/* The same of one that died in this run. */
nsearch_status catalog_of_dead_id(struct catalog *catalog, const char *id, size_t size, bool *found,
                                  struct catalog_entry *out, nsearch_error *error);

/* The serial under which an article came first (stamp.h). Errors: DAMAGED, IO, MEMORY. */
nsearch_status catalog_first(struct catalog *catalog, const struct catalog_entry *entry,
                             uint64_t *out, nsearch_error *error);

/* All segments as one. */
const struct db *catalog_db(const struct catalog *catalog);

/* Reads the id and the file's name of an article into `id` and `name`, either of which may be NULL. */
nsearch_status catalog_read(struct catalog *catalog, const struct catalog_entry *entry,
                            struct buf *id, struct buf *name, nsearch_error *error);

/* Makes a live article dead. */
void catalog_kill(struct catalog *catalog, const struct catalog_entry *entry);

/* Appends the list of the dead (store_dead.h). Costs a look-up for each that died in this run. */
nsearch_status catalog_write_dead(struct catalog *catalog, struct buf *out, nsearch_error *error);

#endif
