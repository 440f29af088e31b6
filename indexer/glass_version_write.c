/* glass_version_write.c - writes iamglass, last of a database's files, and the sums of the others; see glass.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/error.h"
#include "indexer/directory.h"
#include "indexer/file.h"
#include "indexer/glass.h"
#include "indexer/glass_sums.h"

struct glass_root glass_root_none(uint32_t compress_min)
{
    return (struct glass_root){.none = true,
                               .sequential = true,
                               .block_size = GLASS_BLOCK_SIZE,
                               .compress_min = compress_min};
}

struct glass_root glass_root_gathered(void)
{
    return (struct glass_root){.gathered = true, .block_size = GLASS_BLOCK_SIZE};
}

/* "DIRECTORY/NAME", to be freed; NULL if out of memory. */
static char *path_in(const char *directory, const char *name)
{
    char *path;
    return asprintf(&path, "%s/%s", directory, name) < 0 ? NULL : path;
}

nsearch_status glass_version_write(const char *directory, const struct glass_version *version,
                                   nsearch_error *error)
{
    uint8_t data[GLASS_VERSION_ROOM];
    size_t size = 0;
    nsearch_status status = glass_version_encode(version, data, &size, error);
    if (status) return status;
    char *path = path_in(directory, "iamglass"), *temporary = path_in(directory, "v.tmp");
    if (!path || !temporary) status = error_memory(error);
    if (!status) status = glass_sums_write(directory, version, data, size, error);
    if (!status) status = file_write(temporary, data, size, error);
    if (!status && rename(temporary, path))
        status = error_system(error, errno, path);
    else if (!status)
        status = directory_sync(directory, error);
    free(path);
    free(temporary);
    return status;
}
