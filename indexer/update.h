/* update.h - brings an index up to date with its files; makes it, and makes it anew, too.
 *
 *     walk, manifest -> plan: what is new, changed, gone          each file costs a stat
 *     walk, manifest -> read what is new or changed, hold it against the catalog
 *                       -> segment of what is new, list of what is dead -> switch -> merge by tiers
 *
 * The index then holds what a full build of the same files would give, whatever its history: of articles with
 * the same id the one that is last in the order of names (walk.h), and in the text of its file; but for which of
 * their paragraphs are left out as boilerplate, which goes by what came before (boilerplate.h).
 *
 * Until the switch the old generation is the index; a run that fails or is stopped leaves it. The memory doesn't
 * grow with the files, but for 16 bytes each that has changed or is gone, nor with the articles, but for 24
 * bytes each of the file at hand and a bit each of the index. */
#ifndef INDEXER_UPDATE_H
#define INDEXER_UPDATE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/readers/reader.h"
#include "indexer/segment.h"
#include "indexer/space.h"

enum update_text {
    UPDATE_TEXT_AS_BEFORE, /* as the index was made; a new one stores it */
    UPDATE_TEXT_STORED,
    UPDATE_TEXT_IN_FILES
};

struct update_request {
    const char *index;     /* directory */
    char *const *paths;    /* files and directories; what the index has from elsewhere stays */
    size_t path_count;     /* 0: those that the index was made from */
    uint32_t lock_timeout; /* seconds to wait for another nindex */
    const char *language;  /* NULL: as the index was made; a new one is in English */
    const char
        *format; /* of all files; NULL: as the index was made; a new one takes each file's own */
    const struct field_map *map; /* of records; NULL: as the index was made; a new one has none */
    bool keep_boilerplate; /* in the index; false: as the index was made, a new one leaves it out */
    enum update_text text; /* the four can only be changed by a full build */
    size_t jobs, memory;   /* as in segment.h, */
    const char *run_directory; /* and so is this */
    size_t max_article_size;
    bool full;    /* as if there were no index yet; it then holds what is under the paths only */
    bool dry_run; /* only the plan: nothing is locked or written */
    bool keep_missing;                 /* articles of files that are gone stay */
    const volatile sig_atomic_t *stop; /* not 0: end soon */
};

enum update_kind {
    UPDATE_NEW,
    UPDATE_CHANGED,
    UPDATE_GONE
};

/* Is told what happens, about in this order. */
struct update_watcher {
    void (*begun)(void *context); /* the index is locked from here */
    void (*file)(void *context, enum update_kind kind, const char *path); /* of a dry run */
    void (*reading)(void *context, uint64_t files, uint64_t bytes);
    /* Where there is less space than may be needed. */
    void (*scarce)(void *context, const struct space_lack *lack);
    void (*progress)(void *context, uint64_t articles, uint64_t bytes);
    void (*reject)(void *context, const struct reject *reject);
    /* An article of the file `name` gave way to one in `later` with the same id. */
    void (*duplicate)(void *context, const char *id, const char *name, const char *later);
    void (*writing)(void *context);
    void (*merging)(void *context);
    /* A merge that is due waits for a later run, for want of room. */
    void (*put_off)(void *context, const struct space_lack *lack);
    /* How it ended; the index is locked until this returns. */
    void (*ended)(void *context, nsearch_status status, const nsearch_error *error);
    void *context;
};

struct update_result {
    uint64_t files_new, files_changed, files_gone,
        files_unchanged; /* as planned, under the paths */
    uint64_t articles_read;
    uint64_t added, changed, removed,
        unchanged;                     /* articles; changed: the same id in the same file */
    uint64_t duplicates;               /* articles that gave way to a later one with the same id */
    uint64_t bytes;                    /* of the files read, packed */
    uint64_t rejects;                  /* articles and files, */
    uint64_t rejects_of[REJECT_KINDS]; /* and how many for each kind of reason */
    uint64_t repaired;                 /* bytes read as windows-1252 */
    uint64_t undated;                  /* articles with a date that can't be read */

    /* Of the generation that is current now, also after a failure, as far as it can be read. */
    uint64_t generation; /* 0: there is none */
    uint64_t articles, segments, dead;
    uint64_t next_serial; /* the one that is free (stamp.h); 0: not known */
    bool switched;        /* it is a new one */
    bool found_nothing;   /* there was nothing under the paths: all is as it was */
};

/* Errors: those of publish_begin and space_check; MISSING for a path that isn't there, or that is empty though
 * the index has articles from it; INVALID for a language there is no stemmer for, for language, format, map or text
 * other than the index's, and when stopped; DAMAGED, FOREIGN, TOO_NEW for an index that can only be made anew;
 * IO, MEMORY. */
nsearch_status update_index(const struct update_request *request,
                            const struct update_watcher *watcher, struct update_result *result,
                            nsearch_error *error);

#endif
