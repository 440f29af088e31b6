/* walk.c - see walk.h. */
#include "indexer/walk.h"

#include <errno.h>
#include <fts.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/error.h"

struct walker {
    const struct walk_sink *sink;
    bool has_skip;
    dev_t skip_device; /* the directory to pass over */
    ino_t skip_inode;
};

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_skipped(const struct walker *walker, const struct stat *info)
{
    return walker->has_skip && info->st_dev == walker->skip_device &&
           info->st_ino == walker->skip_inode;
}

/* What is no file is passed over, but not silently where it was asked for by name. */
static nsearch_status visit_other(const struct walker *walker, const FTSENT *entry)
{
    if (entry->fts_level == FTS_ROOTLEVEL)
        walker->sink->reject(walker->sink->context, entry->fts_path,
                             "neither a file nor a directory");
    return NSEARCH_OK;
}

static void reject(const struct walker *walker, const FTSENT *entry, int code)
{
    char reason[160], text[128];
    snprintf(reason, sizeof reason, "cannot be opened: %s", strerror_r(code, text, sizeof text));
    walker->sink->reject(walker->sink->context, entry->fts_path, reason);
}

/* A symbolic link counts if it leads to a file. */
static nsearch_status visit_link(const struct walker *walker, const FTSENT *entry,
                                 nsearch_error *error)
{
    struct stat info;
    if (stat(entry->fts_accpath, &info)) {
        reject(walker, entry, errno);
        return NSEARCH_OK;
    }
    if (!S_ISREG(info.st_mode)) return NSEARCH_OK;
    return walker->sink->file(walker->sink->context, entry->fts_path, (uint64_t)info.st_size,
                              error);
}

static nsearch_status visit(const struct walker *walker, FTS *tree, FTSENT *entry,
                            nsearch_error *error)
{
    bool is_hidden = entry->fts_level > 0 && *entry->fts_name == '.';
    switch (entry->fts_info) {
    case FTS_D:
        if (is_hidden || is_skipped(walker, entry->fts_statp)) fts_set(tree, entry, FTS_SKIP);
        return NSEARCH_OK;
    case FTS_F:
        if (is_hidden) return NSEARCH_OK;
        return walker->sink->file(walker->sink->context, entry->fts_path,
                                  (uint64_t)entry->fts_statp->st_size, error);
    case FTS_SL:
    case FTS_SLNONE: return is_hidden ? NSEARCH_OK : visit_link(walker, entry, error);
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        if (!is_hidden) reject(walker, entry, entry->fts_errno);
        return NSEARCH_OK;
    case FTS_DEFAULT: return visit_other(walker, entry); /* devices, sockets and pipes */
    default: return NSEARCH_OK;                          /* a directory's end */
    }
}

static nsearch_status walk_one(const struct walker *walker, char *path, nsearch_error *error)
{
    char *const roots[] = {path, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    if (!tree) return error_system(error, errno, path);
    nsearch_status status = NSEARCH_OK;
    FTSENT *entry;
    while (!status && (errno = 0, entry = fts_read(tree)))
        status = visit(walker, tree, entry, error);
    if (!status && errno) status = error_system(error, errno, path);
    fts_close(tree);
    return status;
}

nsearch_status walk(char *const *paths, size_t count, const char *skip,
                    const struct walk_sink *sink, nsearch_error *error)
{
    struct walker walker = {.sink = sink};
    struct stat info;
    if (skip && !stat(skip, &info)) {
        walker.has_skip = true;
        walker.skip_device = info.st_dev;
        walker.skip_inode = info.st_ino;
    }
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = walk_one(&walker, paths[i], error);
    return status;
}
