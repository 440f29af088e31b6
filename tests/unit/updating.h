/* updating.h - trees of files and indexes of them, for the tests of update.h.
 *
 *     DIRECTORY/news/...     the files
 *     DIRECTORY/index        brought up to date step by step
 *     DIRECTORY/fresh        made of the same files at once: must hold the same
 */
#ifndef TESTS_UNIT_UPDATING_H
#define TESTS_UNIT_UPDATING_H

#include "indexer/update.h"

/* Takes all that it is told, and does nothing. */
extern const struct update_watcher updating_silent;

struct updating {
    void *directory;
    struct update_request request; /* of DIRECTORY/news; what a test changes stays */
    struct update_result result;   /* of the last run */
    nsearch_error error;
    struct buf
        told; /* by the watcher, since the last run began: "changed news/a; reject news/b; ..." */
    volatile sig_atomic_t stop;
    uint64_t stop_at; /* articles after which to stop; 0: never */
    bool begun, ended;
};

/* cmocka fixtures. */
int updating_setup(void **state);
int updating_teardown(void **state);

/* Writes a file below DIRECTORY, with a time of change that no other had, and long ago. Makes its directories. */
void updating_write(struct updating *updating, const char *name, const char *text);
void updating_touch(struct updating *updating, const char *name);
void updating_remove(struct updating *updating, const char *name); /* with all in it */
void updating_rename(struct updating *updating, const char *from, const char *to);

/* Gives a time of change of its own, and long ago, to a file. */
void updating_date(struct updating *updating, const char *name);

/* Runs the request. */
nsearch_status updating_run(struct updating *updating);
/* Runs it on these paths below DIRECTORY, up to a NULL. */
nsearch_status updating_run_on(struct updating *updating, const char *const *names);

/* Runs it and fails the test unless it succeeds and the index then holds what a fresh one does: the same ids with
 * the same digests. */
void updating_assert_same(struct updating *updating);

/* What an index below DIRECTORY holds: a line "ID\tNAME\tHASH" for each live article, sorted. Fails the test if
 * it doesn't hold together. To be freed. */
char *updating_dump(struct updating *updating, const char *index);

/* The ids that the index holds, with a space between them, sorted. */
const char *updating_ids(struct updating *updating);

#endif
