/* directory.c - see directory.h. */
#include "indexer/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"

/* Makes one directory, if it isn't there, and waits until the disk has its name. */
static nsearch_status make_one(const char *path, nsearch_error *error)
{
    if (mkdir(path, 0777)) return errno == EEXIST ? NSEARCH_OK : error_system(error, errno, path);
    char *parent = strdup(path);
    if (!parent) return error_memory(error);
    nsearch_status status = directory_sync(dirname(parent), error);
    free(parent);
    return status;
}

nsearch_status directory_make(const char *path, nsearch_error *error)
{
    char *copy = strdup(path);
    nsearch_status status = NSEARCH_OK;
    if (!copy) return error_memory(error);
    for (char *slash = copy; !status && slash;) {
        slash = strchr(slash + 1, '/');
        if (slash) *slash = '\0';
        status = make_one(copy, error);
        if (slash) *slash = '/';
    }
    free(copy);
    struct stat info;
    if (!status && stat(path, &info)) return error_system(error, errno, path);
    if (!status && !S_ISDIR(info.st_mode))
        return error_set(error, NSEARCH_FOREIGN, "%s: not a directory", path);
    return status;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info, (void)kind, (void)at;
    remove(path);
    return 0;
}

void directory_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

nsearch_status directory_sync(const char *path, nsearch_error *error)
{
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return error_system(error, errno, path);
    int failed = fsync(directory) ? errno : 0;
    if (failed == EINVAL) failed = 0; /* a file system where that can't be asked for */
    close(directory);
    return failed ? error_system(error, failed, path) : NSEARCH_OK;
}
