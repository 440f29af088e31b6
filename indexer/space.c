/* space.c - see space.h. */
#include "indexer/space.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "common/error.h"
#include "common/readers/reader.h"
#include "indexer/glass.h"

enum {
    PACKED_SHARE = 3, /* text of news is about so many times the size it has in gzip */
    INDEX_SHARE = 3,  /* bytes of index to one of text */
    MEMORY_SHARE = 2, /* text up to one part in so many of the memory is inverted in it */
    CERTAIN_SHARE =
        6, /* less than one part in so many of what is usual is too little for certain */
};

static const uint64_t TEXT_MAX = UINT64_MAX / 16; /* for sparse files: no sum overflows */
static const double MEGA = 1e6;

/* Whether a name says that what is in the file is packed. */
static bool is_packed(const char *path)
{
    static const char *const suffixes[] = {".gz", ".tgz", ".zip", ".bz2", ".xz", ".zst"};
    const size_t length = strlen(path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        const size_t size = strlen(suffixes[i]);
        if (length > size && !strcasecmp(path + length - size, suffixes[i])) return true;
    }
    return false;
}

uint64_t space_text(const char *path, uint64_t size, bool any)
{
    const bool packed = is_packed(path);
    if (size > TEXT_MAX / PACKED_SHARE) size = TEXT_MAX / PACKED_SHARE;
    if (!any && !reader_has_name(path)) return 0;
    return packed ? size * PACKED_SHARE : size;
}

uint64_t space_of_segment(const char *path)
{
    uint64_t size = 0;
    for (size_t table = 0; table < GLASS_TABLE_COUNT; table++) {
        struct stat info;
        struct buf file;
        buf_init(&file);
        buf_addf(&file, "%s/%s", path, glass_table_name(table));
        if (!buf_status(&file, NULL) && !stat(file.data, &info)) size += (uint64_t)info.st_size;
        buf_release(&file);
    }
    return size;
}

uint64_t space_text_of(const char *segment)
{
    return space_of_segment(segment) / INDEX_SHARE;
}

/* Bytes that can be written there; all there can be, where the file system doesn't say. */
static uint64_t available_in(const char *path)
{
    struct statvfs info;
    if (statvfs(path, &info) || !info.f_blocks) return UINT64_MAX;
    return (uint64_t)info.f_bavail * info.f_frsize;
}

static bool same_disk(const char *a, const char *b)
{
    struct stat one, two;
    return !stat(a, &one) && !stat(b, &two) && one.st_dev == two.st_dev;
}

static nsearch_status check_one(const char *path, uint64_t needed, struct space_lack *lack,
                                nsearch_error *error)
{
    const uint64_t available = available_in(path);
    if (available >= needed) return NSEARCH_OK;
    if (available < needed / CERTAIN_SHARE)
        return error_set(error, NSEARCH_IO, "%s: %.1f MB free, too little for about %.1f MB", path,
                         (double)available / MEGA, (double)needed / MEGA);
    if (!lack->needed) *lack = (struct space_lack){needed, available};
    return NSEARCH_OK;
}

nsearch_status space_check(const struct space_plan *plan, struct space_lack *lack,
                           nsearch_error *error)
{
    const uint64_t text = plan->text < TEXT_MAX ? plan->text : TEXT_MAX;
    const uint64_t runs = text > plan->memory / MEMORY_SHARE ? text : 0;
    const char *directory = plan->run_directory ? plan->run_directory : plan->index;
    *lack = (struct space_lack){0};
    if (same_disk(plan->index, directory))
        return check_one(plan->index, text * INDEX_SHARE + runs, lack, error);
    nsearch_status status = check_one(plan->index, text * INDEX_SHARE, lack, error);
    return status ? status : check_one(directory, runs, lack, error);
}

struct space_lack space_lack_for(const char *directory, uint64_t needed)
{
    const uint64_t available = available_in(directory);
    return available < needed ? (struct space_lack){needed, available} : (struct space_lack){0};
}
