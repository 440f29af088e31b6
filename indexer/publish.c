/* publish.c - see publish.h. */
#include "indexer/publish.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/error.h"
#include "common/store.h"
#include "indexer/directory.h"
#include "indexer/file.h"

#define NEW_STUB STORE_STUB ".new"

struct publish {
    struct buf path;
    struct buf segment_path, manifest_path; /* the new ones */
    struct store store;                     /* the current generation; none where generation is 0 */
    uint64_t segment;                       /* number of the new one */
    int lock;
    bool unsure; /* the switch was made, but may not have reached the disk: both generations stay */
};

/* ---- Making and sweeping the directory ------------------------------------------------------- */

static bool starts_with(const char *name, const char *start)
{
    return !strncmp(name, start, strlen(start));
}

/* What belongs to a generation, or would have. */
static bool is_of_generation(const char *name)
{
    return starts_with(name, "seg-") || starts_with(name, "manifest-") || !strcmp(name, NEW_STUB);
}

/* What a run of nindex can have left in an index directory. */
static bool is_ours(const char *name)
{
    return is_of_generation(name) || !strcmp(name, STORE_STUB) || !strcmp(name, "lock") ||
           starts_with(name, "status.json");
}

/* An index is only made where nothing else is: a slip of the keyboard must not litter a home. */
static nsearch_status check_only_ours(const char *path, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    DIR *directory = opendir(path);
    if (!directory) return error_system(error, errno, path);
    for (struct dirent *entry; !status && (entry = readdir(directory));) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") && strcmp(name, "..") && !is_ours(name))
            status = error_set(error, NSEARCH_FOREIGN,
                               "%s: no index, and not empty: name a new or empty directory", path);
    }
    closedir(directory);
    return status;
}

static bool is_named(const struct store *store, const char *entry)
{
    char name[STORE_SEGMENT_NAME_MAX], manifest[STORE_MANIFEST_NAME_MAX];
    for (size_t i = 0; i < store->count; i++) {
        store_segment_name(store->segments[i], name);
        if (!strcmp(name, entry)) return true;
    }
    store_manifest_name(store->generation, manifest);
    return !strcmp(manifest, entry);
}

/* Removes what the current generation doesn't name. What can't be removed is tried again by the next
 * run; a searcher that has a segment open keeps it. */
static void sweep(const char *path, const struct store *store)
{
    DIR *directory = opendir(path);
    struct buf full;
    buf_init(&full);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!is_of_generation(entry->d_name) || is_named(store, entry->d_name)) continue;
        buf_reset(&full);
        buf_addf(&full, "%s/%s", path, entry->d_name);
        if (!buf_status(&full, NULL)) directory_remove(full.data);
    }
    if (directory) closedir(directory);
    buf_release(&full);
}

/* ---- One run --------------------------------------------------------------------------------- */

static nsearch_status read_current(struct publish *publish, nsearch_error *error)
{
    nsearch_status status = store_read(publish->path.data, &publish->store, error);
    if (!status && publish->store.remote_count)
        return error_set(error, NSEARCH_FOREIGN,
                         "%s: its segments are on other machines: run nindex there",
                         publish->path.data);
    if (status != NSEARCH_MISSING) return status;
    return check_only_ours(publish->path.data, error);
}

/* Names what the next generation is to have. */
static nsearch_status name_next(struct publish *publish, nsearch_error *error)
{
    const char *path = publish->path.data;
    char segment[STORE_SEGMENT_NAME_MAX], manifest[STORE_MANIFEST_NAME_MAX];
    for (size_t i = 0; i < publish->store.count; i++)
        if (publish->store.segments[i] > publish->segment)
            publish->segment = publish->store.segments[i];
    store_segment_name(++publish->segment, segment);
    store_manifest_name(publish->store.generation + 1, manifest);
    buf_reset(&publish->segment_path);
    buf_reset(&publish->manifest_path);
    buf_addf(&publish->segment_path, "%s/%s", path, segment);
    buf_addf(&publish->manifest_path, "%s/%s", path, manifest);
    nsearch_status status = buf_status(&publish->segment_path, error);
    return status ? status : buf_status(&publish->manifest_path, error);
}

nsearch_status publish_begin(const char *path, const struct lock_wait *wait, struct publish **out,
                             nsearch_error *error)
{
    *out = NULL;
    struct publish *publish = calloc(1, sizeof *publish);
    if (!publish) return error_memory(error);
    publish->lock = -1;
    buf_init(&publish->path);
    buf_init(&publish->segment_path);
    buf_init(&publish->manifest_path);
    buf_add_text(&publish->path, path);
    nsearch_status status = buf_status(&publish->path, error);
    if (!status) status = directory_make(path, error);
    if (!status) status = read_current(publish, error); /* before anything is written there */
    if (!status) status = lock_take(path, wait, &publish->lock, error);
    store_release(&publish->store);
    if (!status) status = read_current(publish, error); /* what it is now that nobody changes it */
    if (!status) status = name_next(publish, error);
    if (!status) status = directory_sync(path, error); /* a run may have ended before it did that */
    if (status) {
        publish->unsure = true;
        publish_end(publish);
        return status;
    }
    sweep(path, &publish->store);
    *out = publish;
    return NSEARCH_OK;
}

const char *publish_path(const struct publish *publish)
{
    return publish->path.data;
}

const char *publish_segment_path(const struct publish *publish)
{
    return publish->segment_path.data;
}

const char *publish_manifest_path(const struct publish *publish)
{
    return publish->manifest_path.data;
}

const struct store *publish_store(const struct publish *publish)
{
    return &publish->store;
}

uint64_t publish_generation(const struct publish *publish)
{
    return publish->store.generation;
}

void publish_end(struct publish *publish)
{
    if (!publish) return;
    if (publish->lock >= 0 && !publish->unsure) sweep(publish->path.data, &publish->store);
    lock_drop(publish->lock);
    store_release(&publish->store);
    buf_release(&publish->path);
    buf_release(&publish->segment_path);
    buf_release(&publish->manifest_path);
    free(publish);
}

/* ---- The switch ------------------------------------------------------------------------------ */

static nsearch_status plan_next(const struct publish *publish, size_t keep_from, struct store *next,
                                nsearch_error *error)
{
    const struct store *store = &publish->store;
    const size_t kept = keep_from < store->count ? store->count - keep_from : 0;
    *next = (struct store){.generation = store->generation + 1, .count = kept + 1};
    next->segments = malloc(next->count * sizeof *next->segments);
    if (!next->segments) return error_memory(error);
    next->segments[0] = publish->segment;
    for (size_t i = 0; i < kept; i++)
        next->segments[i + 1] = store->segments[keep_from + i];
    return NSEARCH_OK;
}

static nsearch_status write_stub(const struct store *store, const char *path, nsearch_error *error)
{
    struct buf text;
    buf_init(&text);
    buf_addf(&text, "# generation %" PRIu64 "\n", store->generation);
    for (size_t i = 0; i < store->count; i++) {
        char name[STORE_SEGMENT_NAME_MAX];
        store_segment_name(store->segments[i], name);
        buf_addf(&text, "auto %s\n", name);
    }
    nsearch_status status = buf_status(&text, error);
    if (!status) status = file_write(path, text.data, text.size, error);
    buf_release(&text);
    return status;
}

/* Replaces XAPIANDB, and waits until the disk has it. */
static nsearch_status replace_stub(struct publish *publish, const struct store *next,
                                   nsearch_error *error)
{
    const char *path = publish->path.data;
    struct buf new_stub, stub;
    buf_init(&new_stub);
    buf_init(&stub);
    buf_addf(&new_stub, "%s/" NEW_STUB, path);
    buf_addf(&stub, "%s/" STORE_STUB, path);
    nsearch_status status = buf_status(&new_stub, error);
    if (!status) status = buf_status(&stub, error);
    if (!status) status = write_stub(next, new_stub.data, error);
    if (!status) status = directory_sync(path, error); /* it has the segment that will be named */
    if (!status && rename(new_stub.data, stub.data)) status = error_system(error, errno, stub.data);
    if (!status) publish->unsure = true;
    if (!status) status = directory_sync(path, error);
    if (!status) publish->unsure = false;
    buf_release(&new_stub);
    buf_release(&stub);
    return status;
}

nsearch_status publish_switch(struct publish *publish, size_t keep_from, nsearch_error *error)
{
    struct store next;
    nsearch_status status = plan_next(publish, keep_from, &next, error);
    if (!status) status = replace_stub(publish, &next, error);
    if (status) {
        store_release(&next);
        return status;
    }
    store_release(&publish->store);
    publish->store = next;
    sweep(publish->path.data, &publish->store);
    return name_next(publish, error);
}
