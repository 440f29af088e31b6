/* update_plan.c - the first walk: what is new, changed and gone, and whether it may be what it seems. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "indexer/update_own.h"

/* How many files there are of a root, and links to files that are read elsewhere. */
struct root_count {
    uint64_t walked, gone;
};

struct planning {
    struct update *update;
    struct root_count *roots; /* one for each of the scope's */
};

nsearch_status update_stopped(const struct update *update, nsearch_error *error)
{
    if (!*update->request->stop) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "interrupted");
}

/* The manifest of the current generation. */
static nsearch_status open_current(const struct update *update, struct manifest_reader **out,
                                   nsearch_error *error)
{
    const char *path = update->manifest_path.data;
    nsearch_status status = manifest_open(path, out, error);
    if (status != NSEARCH_MISSING) return status;
    return error_set(error, NSEARCH_DAMAGED,
                     "%.120s: gone: nindex --full PATH... reads all files anew, "
                     "--rebuild-from-index keeps what the index has",
                     path);
}

nsearch_status update_open_manifest(const struct update *update, struct manifest_reader **out,
                                    nsearch_error *error)
{
    *out = NULL;
    if (update->request->full || !update->store.generation) return NSEARCH_OK;
    return open_current(update, out, error);
}

/* ---- Roots ---------------------------------------------------------------------------------------- */

static nsearch_status add_all(struct roots *to, const struct roots *from, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < from->count; i++)
        status = roots_add(to, from->paths[i], error);
    return status;
}

/* The roots of the manifest that there was; a full build needs none, if it is told others. */
static nsearch_status read_roots(const struct update *update, struct roots *out,
                                 nsearch_error *error)
{
    struct manifest_reader *manifest = NULL;
    if (!update->store.generation || (update->request->full && update->request->path_count))
        return NSEARCH_OK;
    nsearch_status status = open_current(update, &manifest, error);
    if (!status) status = add_all(out, manifest_roots(manifest), error);
    manifest_close(manifest);
    if (status != NSEARCH_DAMAGED || !update->request->full) return status;
    return error_set(error, NSEARCH_DAMAGED,
                     "%.120s: damaged or gone, and the PATHs with it: name the PATHs to read, or "
                     "--rebuild-from-index keeps what the index has",
                     update->manifest_path.data);
}

/* Whether the index may have anything from a path, which isn't there. */
static bool is_of_roots(const struct roots *roots, const char *path, struct buf *scratch)
{
    char *here = *path == '/' ? NULL : getcwd(NULL, 0);
    buf_reset(scratch);
    if (here) buf_addf(scratch, "%s/", here);
    buf_add_text(scratch, path);
    free(here);
    for (size_t i = 0; i < roots->count; i++)
        if (path_is_under(scratch->data, roots->paths[i]) ||
            path_is_under(roots->paths[i], scratch->data))
            return true;
    return false;
}

static nsearch_status missing_root(const struct roots *before, const char *path,
                                   nsearch_error *error)
{
    struct buf scratch;
    buf_init(&scratch);
    const bool known = is_of_roots(before, path, &scratch);
    nsearch_status status = buf_status(&scratch, error);
    buf_release(&scratch);
    if (status) return status;
    if (!known) return error_system(error, ENOENT, path);
    return error_set(
        error, NSEARCH_MISSING,
        "%.120s: not there; nothing was changed: mount it, or --keep-missing keeps its "
        "articles, or --full PATH... makes an index of what there is",
        path);
}

/* A root is walked if it is there; one that isn't stops everything, unless what is missing is kept. */
static nsearch_status add_root(struct update *update, const struct roots *before, const char *path,
                               nsearch_error *error)
{
    struct stat info;
    if (!stat(path, &info)) return roots_add_real(&update->scope, path, error);
    if (errno != ENOENT) return error_system(error, errno, path);
    return update->request->keep_missing ? NSEARCH_OK : missing_root(before, path, error);
}

static bool same_roots(const struct roots *a, const struct roots *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = !strcmp(a->paths[i], b->paths[i]);
    return same;
}

/* Where the walk is to go, and what the new manifest is about. */
static nsearch_status plan_roots(struct update *update, nsearch_error *error)
{
    const struct update_request *request = update->request;
    struct roots before = {0};
    nsearch_status status = read_roots(update, &before, error);
    for (size_t i = 0; !status && i < request->path_count; i++)
        status = add_root(update, &before, request->paths[i], error);
    for (size_t i = 0; !status && !request->path_count && i < before.count; i++)
        status = add_root(update, &before, before.paths[i], error);
    if (!status) status = roots_settle(&update->scope, error);
    if (!status) status = add_all(&update->roots, &update->scope, error);
    if (!status) status = add_all(&update->roots, &before, error);
    if (!status) status = roots_settle(&update->roots, error);
    update->roots_differ = !status && !same_roots(&update->roots, &before);
    roots_release(&before);
    return status;
}

static void count_gone(const struct planning *planning, const char *path)
{
    const struct roots *scope = &planning->update->scope;
    for (size_t i = 0; i < scope->count; i++)
        planning->roots[i].gone += path_is_under(path, scope->paths[i]);
}

/* A full build asks the manifest for this alone, and does without it if it can't be read. */
static void count_known(const struct planning *planning)
{
    const struct update *update = planning->update;
    const struct manifest_file *known;
    struct manifest_reader *manifest;
    if (!update->store.generation || open_current(update, &manifest, NULL)) return;
    while (!manifest_next(manifest, &known, NULL) && known)
        count_gone(planning, known->path);
    manifest_close(manifest);
}

/* An unmounted disk looks like an empty directory. */
static nsearch_status check_roots(const struct planning *planning, nsearch_error *error)
{
    const struct update *update = planning->update;
    const bool full = update->request->full;
    if (update->request->keep_missing) return NSEARCH_OK;
    if (full) count_known(planning);
    for (size_t i = 0; i < update->scope.count; i++)
        if (!planning->roots[i].walked && planning->roots[i].gone)
            return error_set(error, NSEARCH_MISSING,
                             "%.120s: empty, though the index has files from it; nothing was "
                             "changed: mount it, or %s",
                             update->scope.paths[i],
                             full ? "name all PATHs but this"
                                  : "--keep-missing keeps its articles, or --full PATH... makes an "
                                    "index of other paths");
    return NSEARCH_OK;
}

/* ---- Files ---------------------------------------------------------------------------------------- */

static nsearch_status set_fate(struct update *update, const char *name, enum fate fate,
                               nsearch_error *error)
{
    return numbers_set(&update->fates, name_hash(update->seed, name), fate, error);
}

static void tell(const struct update *update, enum update_kind kind, const char *path)
{
    if (update->request->dry_run) update->watcher->file(update->watcher->context, kind, path);
}

static void count_to_read(struct update *update, const struct walk_file *file)
{
    update->file_count++;
    update->byte_count += file->size;
    update->text += space_text(file->path, file->size, update->reader != NULL);
}

static bool is_same(const struct walk_file *walked, const struct manifest_file *known)
{
    return walked->size == known->size && walked->mtime == known->mtime && !known->unsure;
}

static nsearch_status plan_present(struct update *update, const struct walk_file *walked,
                                   const struct manifest_file *known, nsearch_error *error)
{
    struct update_result *result = update->result;
    if (known && is_same(walked, known)) {
        result->files_unchanged++;
        return NSEARCH_OK;
    }
    count_to_read(update, walked);
    if (known)
        result->files_changed++;
    else
        result->files_new++;
    tell(update, known ? UPDATE_CHANGED : UPDATE_NEW, walked->path);
    return known ? set_fate(update, known->name, FATE_READ, error) : NSEARCH_OK;
}

static nsearch_status plan_file(void *context, const struct walk_file *walked,
                                const struct manifest_file *known, enum join_absence absence,
                                size_t root, nsearch_error *error)
{
    struct planning *planning = context;
    struct update *update = planning->update;
    nsearch_status status = update_stopped(update, error);
    if (status) return status;
    if (walked) {
        planning->roots[root].walked++;
        return plan_present(update, walked, known, error);
    }
    if (absence == JOIN_OUTSIDE) return NSEARCH_OK;
    if (absence != JOIN_GONE || update->request->keep_missing) {
        update->result->files_unchanged++;
        return NSEARCH_OK;
    }
    planning->roots[root].gone++;
    update->result->files_gone++;
    tell(update, UPDATE_GONE, known->path);
    return set_fate(update, known->name, FATE_GONE, error);
}

/* A root that has nothing else is there all the same. */
static void plan_link(void *context, size_t root)
{
    ((struct planning *)context)->roots[root].walked++;
}

static void take_unread(void *context, const char *path, const char *reason)
{
    struct update *update = ((struct planning *)context)->update;
    const struct reject reject = {path, 0, REJECT_UNREADABLE, reason};
    update_count_reject(update->result, &reject);
    update->watcher->reject(update->watcher->context, &reject);
}

/* Files that once lost an article to a later file may get it back when anything has changed or gone. */
static nsearch_status plan_shadowed(struct update *update, struct manifest_reader *manifest,
                                    nsearch_error *error)
{
    const char *path;
    uint64_t fate, lost;
    size_t index;
    const bool read = update->fates.count > 0;
    nsearch_status status = NSEARCH_OK;
    while (!status && manifest &&
           !(status = manifest_next_shadowed(manifest, &path, &lost, error)) && path) {
        status = name_list_add(&update->shadowed_before, path, &index, error);
        if (!status) update->shadowed_before.names[index].lost = lost;
        if (status || !read || numbers_get(&update->fates, name_hash(update->seed, path), &fate))
            continue;
        update->file_count++;
        status = set_fate(update, path, FATE_READ, error);
    }
    return status;
}

nsearch_status update_plan(struct update *update, nsearch_error *error)
{
    struct planning planning = {.update = update};
    struct manifest_reader *manifest = NULL;
    const struct join_sink sink = {plan_file, plan_link, take_unread, &planning};
    nsearch_status status = plan_roots(update, error);
    if (status) return status;
    planning.roots = calloc(update->scope.count + 1, sizeof *planning.roots);
    if (!planning.roots) return error_memory(error);
    status = update_open_manifest(update, &manifest, error);
    if (!status)
        status = join(&update->scope, &update->roots, update->request->index, manifest, &sink,
                      error);
    if (!status) status = check_roots(&planning, error);
    if (!status) status = plan_shadowed(update, manifest, error);
    manifest_close(manifest);
    free(planning.roots);
    return status;
}
