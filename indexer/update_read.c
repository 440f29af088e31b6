/* update_read.c - the second walk: reads what the plan says, and writes down what each file was when it was read.
 *
 * The plan holds, whatever has happened since: a file that has changed after it is for the next run. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "common/error.h"
#include "indexer/update_own.h"

static const int64_t NANO = 1000000000;
static const int64_t UNSURE_WITHIN = 2 * INT64_C(1000000000); /* ns; FAT counts in 2 s */

/* Whether a file may change again without its time changing too. */
static bool is_fresh(int64_t mtime)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const int64_t age = (int64_t)now.tv_sec * NANO + now.tv_nsec - mtime;
    return age < UNSURE_WITHIN && age > -UNSURE_WITHIN;
}

/* ---- Records -------------------------------------------------------------------------------------- */

static nsearch_status keep_record(struct update *update, const struct manifest_file *known,
                                  nsearch_error *error)
{
    return manifest_add(update->manifest, known, error);
}

/* One that should have been read, but isn't there: it is when it is back, whether or not it has changed, for what it
 * had lost to others may be its own again. */
static nsearch_status keep_open(struct update *update, const struct manifest_file *known,
                                nsearch_error *error)
{
    struct manifest_file record = *known;
    record.unsure = true;
    if (!known->unsure) update->manifest_differs = true;
    return manifest_add(update->manifest, &record, error);
}

static nsearch_status write_record(struct update *update, const struct manifest_file *record,
                                   const struct manifest_file *known, nsearch_error *error)
{
    if (!known || record->size != known->size || record->mtime != known->mtime ||
        record->articles != known->articles || record->unsure != known->unsure)
        update->manifest_differs = true;
    return manifest_add(update->manifest, record, error);
}

/* ---- One file ------------------------------------------------------------------------------------- */

static nsearch_status read_file(struct update *update, struct update_file *file,
                                const struct manifest_file *known, nsearch_error *error)
{
    struct update_reading reading = {0};
    const bool fresh = is_fresh(file->mtime);
    file->is_same = known && known->size == file->size && known->mtime == file->mtime;
    nsearch_status status = update_file_read(update, file, &reading, error);
    update->result->bytes += file->size;
    if (status) return status;
    const struct manifest_file record = {.path = file->path,
                                         .name = file->name,
                                         .size = file->size,
                                         .mtime = file->mtime,
                                         .articles = reading.articles,
                                         .unsure = fresh || reading.broken};
    return write_record(update, &record, known, error);
}

static nsearch_status read_walked(struct update *update, const struct walk_file *walked,
                                  const struct manifest_file *known, nsearch_error *error)
{
    struct update_file file = {walked->path, walked->name, walked->size, walked->mtime, false};
    return read_file(update, &file, known, error);
}

/* A shadowed file that no root of this run leads to is looked at by itself; one that isn't there may come back. */
static nsearch_status read_outside(struct update *update, const struct manifest_file *known,
                                   nsearch_error *error)
{
    struct stat info;
    if (stat(known->path, &info) || !S_ISREG(info.st_mode)) {
        nsearch_status status = update_file_stays(update, known->name, error);
        return status ? status : keep_open(update, known, error);
    }
    struct update_file file = {.path = known->path,
                               .name = known->name,
                               .size = (uint64_t)info.st_size,
                               .mtime = (int64_t)info.st_mtim.tv_sec * NANO + info.st_mtim.tv_nsec};
    return read_file(update, &file, known, error);
}

static nsearch_status drop_file(struct update *update, const char *name, nsearch_error *error)
{
    update->manifest_differs = true;
    return update_file_gone(update, name, error);
}

static nsearch_status read_known(struct update *update, const struct walk_file *walked,
                                 const struct manifest_file *known, enum join_absence absence,
                                 nsearch_error *error)
{
    uint64_t fate;
    nsearch_status status;
    if (!numbers_get(&update->fates, name_hash(update->seed, known->name), &fate))
        return keep_record(update, known, error);
    if (fate == FATE_GONE) return drop_file(update, known->name, error);
    if (absence == JOIN_PRESENT) return read_walked(update, walked, known, error);
    if (absence == JOIN_OUTSIDE) return read_outside(update, known, error);
    status = update_file_stays(update, known->name,
                               error); /* its disk may have gone since the plan */
    return status ? status : keep_open(update, known, error);
}

static nsearch_status take_file(void *context, const struct walk_file *walked,
                                const struct manifest_file *known, enum join_absence absence,
                                size_t root, nsearch_error *error)
{
    struct update *update = context;
    (void)root;
    nsearch_status status = update_stopped(update, error);
    if (status) return status;
    return known ? read_known(update, walked, known, absence, error)
                 : read_walked(update, walked, NULL, error);
}

static void ignore_link(void *context, size_t root)
{
    (void)context, (void)root;
}

/* The plan has told it. */
static void ignore_unread(void *context, const char *path, const char *reason)
{
    (void)context, (void)path, (void)reason;
}

nsearch_status update_read(struct update *update, nsearch_error *error)
{
    struct manifest_reader *before;
    const struct join_sink sink = {take_file, ignore_link, ignore_unread, update};
    nsearch_status status = update_open_manifest(update, &before, error);
    if (status) return status;
    status = manifest_create(publish_manifest_path(update->publish), &update->roots,
                             &update->manifest, error);
    if (!status)
        status = join(&update->scope, &update->roots, update->request->index, before, &sink, error);
    manifest_close(before);
    return status;
}
