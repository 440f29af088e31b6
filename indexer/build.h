/* build.h - a full build: all articles of some files into one new segment, and the switch to it.
 *
 *     walk -> reader -> segment -> publish
 *
 * Until the switch the old generation is the index; a build that fails or is stopped leaves it. */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/reader.h"
#include "indexer/segment.h"
#include "indexer/space.h"

struct build_request {
    const char *index; /* directory */
    char *const *paths;
    size_t path_count;
    const struct reader *reader; /* NULL: each file's own */
    struct segment_options segment;
    size_t max_article_size;
    uint32_t lock_timeout;             /* seconds to wait for another writer */
    const volatile sig_atomic_t *stop; /* not 0: end soon */
};

/* Is told what happens, in this order. */
struct build_watcher {
    void (*begun)(void *context); /* the index is this run's alone from here on ... */
    void (*reading)(void *context, uint64_t files, uint64_t bytes);
    /* Where there is less space than may be needed. */
    void (*scarce)(void *context, const struct space_lack *lack);
    void (*progress)(void *context, uint64_t articles, uint64_t bytes);
    void (*reject)(void *context, const char *path, uint64_t line, const char *reason);
    void (*writing)(void *context);
    /* ... to here. The result is complete; `error` as the run will return it. */
    void (*ended)(void *context, nsearch_status status, const nsearch_error *error);
    void *context;
};

struct build_result {
    uint64_t bytes;    /* of the files read, packed */
    uint64_t articles; /* in the index */
    uint64_t replaced; /* by a later one with the same id */
    uint64_t rejects;
    uint64_t repaired;   /* bytes read as windows-1252 */
    uint64_t undated;    /* articles with a date that can't be read */
    uint64_t generation; /* 0: there was no article, and nothing was published */
};

/* Errors: those of publish_begin and space_check; INVALID for a language there is no stemmer for, and
 * when stopped; IO, MEMORY. */
nsearch_status build_index(const struct build_request *request, const struct build_watcher *watcher,
                           struct build_result *result, nsearch_error *error);

#endif
