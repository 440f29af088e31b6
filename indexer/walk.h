/* walk.h - files and directories to files, in an order that is always the same: that of their names.
 *
 * A file's name is its path as articles have it (article_write_path): where a path holds bytes that can't be
 * shown, the two differ.
 *
 * Roots are real absolute paths. Below a root, names that begin with a dot are passed over, symbolic links are
 * followed to files only, and what is neither file nor directory is passed over. So is a link to a file that is
 * read by its own name, for it lies under a root, this one or another; and so are directories that browsers save a
 * page's parts in, NAME_files beside NAME.html, which hold frames and programs. */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"

/* ---- Paths ---------------------------------------------------------------------------------------- */

/* The name of a path: the path itself or what is written to `scratch`, whose failure is for the caller to see.
 * Costs next to nothing for a path in ASCII. */
const char *path_name(const char *path, struct buf *scratch);

/* Less than, equal to or more than 0: the order of names, component by component, each by its bytes. What lies
 * under a directory follows it at once: "a" "a/z" "a-b". */
int path_compare(const char *a, const char *b);

/* Whether `path` is `root` or lies under it. Both are absolute. */
bool path_is_under(const char *path, const char *root);

/* ---- Roots ---------------------------------------------------------------------------------------- */

/* In the order of their names; none is, or lies under, another. */
struct roots {
    char **paths;
    size_t count;
};

/* Adds a path as it is, an absolute one; the order is roots_settle's. Errors: MEMORY. */
nsearch_status roots_add(struct roots *roots, const char *path, nsearch_error *error);

/* Adds what `path` really is, links resolved. Errors: MISSING, DENIED, IO, MEMORY. */
nsearch_status roots_add_real(struct roots *roots, const char *path, nsearch_error *error);

/* Sorts them and drops those that lie under others. Errors: MEMORY. */
nsearch_status roots_settle(struct roots *roots, nsearch_error *error);

/* The root that `path` is or lies under, or NULL. */
const char *roots_find(const struct roots *roots, const char *path);

void roots_release(struct roots *roots);

/* ---- Walk ----------------------------------------------------------------------------------------- */

struct walk_file {
    const char *path; /* absolute; valid during the call, as is the name */
    const char *name;
    uint64_t size; /* bytes */
    int64_t mtime; /* nanoseconds since 1970 */
};

/* An error of either ends the walk and is passed up. */
struct walk_sink {
    nsearch_status (*file)(void *context, const struct walk_file *file, nsearch_error *error);
    /* Is told, in its place in the order, of what can't be looked into: what lies under it isn't known. */
    nsearch_status (*reject)(void *context, const char *path, const char *reason,
                             nsearch_error *error);
    /* Is told, in its place, of a link that is passed over because its file is read by its own name; NULL is
     * allowed. */
    nsearch_status (*link)(void *context, const char *path, nsearch_error *error);
    void *context;
};

/* `known`: the roots whose files are read by their own names, in this walk or another; NULL: those walked.
 * `skip`: a directory that is passed over wherever it turns up, by whatever name; NULL for none. Costs one
 * lstat(2) a file; the names in a directory are in memory while it is walked. */
nsearch_status walk(const struct roots *roots, const struct roots *known, const char *skip,
                    const struct walk_sink *sink, nsearch_error *error);

#endif
