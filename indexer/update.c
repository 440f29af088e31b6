/* update.c - see update.h. */
#include "indexer/update.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "common/error.h"
#include "common/schema.h"
#include "indexer/directory.h"
#include "indexer/optimize.h"
#include "indexer/past.h"
#include "indexer/update_own.h"

/* ---- The past ------------------------------------------------------------------------------------- */

static nsearch_status name_manifest(struct update *update, nsearch_error *error)
{
    char name[STORE_MANIFEST_NAME_MAX];
    store_manifest_name(update->store.generation, name);
    buf_addf(&update->manifest_path, "%s/%s", update->request->index, name);
    return buf_status(&update->manifest_path, error);
}

/* Serials go on where they were. A full build can do without an index that can't be read: those of a new one
 * start elsewhere. */
static nsearch_status read_past(struct update *update, nsearch_error *error)
{
    struct catalog *catalog;
    update->stamp = (struct stamp){.serial = stamp_first_serial(), .indexed = (int64_t)time(NULL)};
    if (!update->store.generation) return NSEARCH_OK;
    nsearch_status status = catalog_open(update->request->index, &update->store, &catalog, error);
    if (status) return update->request->full ? NSEARCH_OK : status;
    update->stamp.serial = catalog_next_serial(catalog);
    update->serial_before = update->stamp.serial;
    update->live_before = catalog_live(catalog);
    update->dead_before = catalog_dead(catalog);
    if (!update->request->full) {
        update->catalog = catalog;
        return NSEARCH_OK;
    }
    status = past_read(catalog_db(catalog), update->seed, &update->past, error);
    catalog_free(catalog);
    return status == NSEARCH_MEMORY ? status : NSEARCH_OK; /* what can't be read is new */
}

/* ---- The new generation --------------------------------------------------------------------------- */

static nsearch_status check_space(const struct update *update, nsearch_error *error)
{
    const struct space_plan plan = {.index = update->request->index,
                                    .run_directory = update->options.run_directory,
                                    .text = update->text,
                                    .memory = update->options.memory};
    struct space_lack lack;
    nsearch_status status = space_check(&plan, &lack, error);
    if (!status && lack.needed) update->watcher->scarce(update->watcher->context, &lack);
    return status;
}

/* What the newest segment says of the whole index. */
static nsearch_status finish_segment(struct update *update, nsearch_error *error)
{
    char serial[STAMP_SERIAL_DIGITS + 1];
    struct buf dead, boilerplate;
    buf_init(&dead);
    buf_init(&boilerplate);
    boilerplate_write(update->boilerplate, &boilerplate);
    nsearch_status status = buf_status(&boilerplate, error);
    if (!status && update->catalog) status = catalog_write_dead(update->catalog, &dead, error);
    stamp_write(update->stamp.serial, STAMP_SERIAL_DIGITS, serial);
    const struct metadata metadata[] = {
        {META_BOILERPLATE, boilerplate.data}, {META_DEAD, dead.data}, {META_SERIAL, serial}};
    if (!status && !update->segment)
        status = segment_create(publish_segment_path(update->publish), &update->options,
                                &update->segment, error);
    if (!status) status = segment_finish(update->segment, metadata, 3, error);
    buf_release(&dead);
    buf_release(&boilerplate);
    return status;
}

static nsearch_status finish_manifest(struct update *update, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    name_list_sort(&update->shadowed);
    for (size_t i = 0; !status && i < update->shadowed.count; i++) {
        const struct named *file = &update->shadowed.names[i];
        status = manifest_add_shadowed(update->manifest, file->name, file->lost, error);
    }
    return status ? status : manifest_finish(update->manifest, error);
}

/* Files have changed, but no article: the generation stays, and knows them better now. */
static nsearch_status replace_manifest(const struct update *update, nsearch_error *error)
{
    const char *from = publish_manifest_path(update->publish), *to = update->manifest_path.data;
    nsearch_status status = directory_sync(update->request->index, error);
    if (!status && rename(from, to)) status = error_system(error, errno, to);
    return status ? status : directory_sync(update->request->index, error);
}

/* How many are left after a merge. */
static nsearch_status count_dead(struct update *update, nsearch_error *error)
{
    struct db *db;
    struct store_dead *dead;
    struct arena arena;
    size_t count = 0;
    nsearch_status status = store_open(update->request->index, publish_store(update->publish), &db,
                                       error);
    if (status) return status;
    arena_init(&arena);
    status = store_dead_read(db, &arena, &dead, &count, error);
    update->result->dead = count;
    arena_release(&arena);
    db_close(db);
    return status;
}

/* The index is up to date by then, whatever becomes of it. */
static nsearch_status merge(struct update *update, nsearch_error *error)
{
    const struct optimize_request request = {.how = OPTIMIZE_IF_DUE,
                                             .jobs = (unsigned)update->options.jobs,
                                             .stop = update->request->stop};
    struct optimize_result result;
    update->watcher->merging(update->watcher->context);
    nsearch_status status = optimize_index(update->publish, &request, &result, error);
    if (!status && result.lack.needed)
        update->watcher->put_off(update->watcher->context, &result.lack);
    return status || !result.merged ? status : count_dead(update, error);
}

static nsearch_status publish_new(struct update *update, nsearch_error *error)
{
    const size_t keep_from = update->catalog ? 0 : publish_store(update->publish)->count;
    nsearch_status status = publish_switch(update->publish, keep_from, error);
    update->result->switched = !status;
    return status || !update->catalog ? status : merge(update, error);
}

static void count_articles(struct update *update, uint64_t live_before)
{
    struct update_result *result = update->result;
    const uint64_t written = update->segment ? segment_count(update->segment) : 0;
    const uint64_t live = update->catalog ? catalog_live(update->catalog) : 0;
    const uint64_t died = live_before - live;
    result->articles = live + written;
    result->dead = update->catalog ? catalog_dead(update->catalog) : 0;
    result->added = written > result->changed ? written - result->changed : 0;
    result->removed = died > result->changed ? died - result->changed : 0;
    result->unchanged = live;
}

/* Whether anything is to be published: an index that has articles, and others than before. */
static bool has_news(const struct update *update, uint64_t live_before)
{
    if (update->catalog && catalog_live(update->catalog) != live_before) return true;
    return update->segment && segment_count(update->segment) > 0;
}

/* Brings to the disk what the second walk found. */
static nsearch_status finish(struct update *update, uint64_t live_before, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (has_news(update, live_before)) {
        update->watcher->writing(update->watcher->context);
        status = finish_segment(update,
                                error); /* which may find duplicates, and drop all there was */
    }
    if (!status) status = finish_manifest(update, error);
    if (!status) status = update_stopped(update, error);
    if (status) return status;
    count_articles(update, live_before);
    if (has_news(update, live_before)) return publish_new(update, error);
    return update->catalog && update->manifest_differs ? replace_manifest(update, error)
                                                       : NSEARCH_OK;
}

static nsearch_status write_generation(struct update *update, nsearch_error *error)
{
    const struct update_watcher *watcher = update->watcher;
    const uint64_t live_before = update->catalog ? catalog_live(update->catalog) : 0;
    nsearch_status status = check_space(update, error);
    if (!status && !update->catalog)
        status = segment_create(publish_segment_path(update->publish), &update->options,
                                &update->segment, error);
    if (!status) watcher->reading(watcher->context, update->file_count, update->byte_count);
    if (!status) status = update_read(update, error);
    return status ? status : finish(update, live_before, error);
}

/* ---- The run -------------------------------------------------------------------------------------- */

/* What is there is as it should be. */
static bool is_done(const struct update *update)
{
    const struct update_result *result = update->result;
    const bool has_root = update->roots_differ && result->files_unchanged; /* to be remembered */
    return !result->files_new && !result->files_changed && !result->files_gone && !has_root &&
           !update->request->full;
}

static nsearch_status bring_up_to_date(struct update *update, nsearch_error *error)
{
    nsearch_status status = name_manifest(update, error);
    if (!status) status = read_past(update, error);
    if (!status) status = update_settle(update, error);
    update->options.superseded = update_superseded;
    update->options.context = update;
    if (!status) status = update_plan(update, error);
    count_articles(update, update->catalog ? catalog_live(update->catalog) : 0);
    if (status || is_done(update)) return status;
    update->manifest_differs = update->roots_differ;
    if (!update->fates.count)
        status = update_carry_shadowed(update, error); /* else they are read */
    return status ? status : write_generation(update, error);
}

static void update_release(struct update *update)
{
    segment_free(update->segment);
    boilerplate_free(update->boilerplate);
    manifest_free(update->manifest);
    catalog_free(update->catalog);
    roots_release(&update->scope);
    roots_release(&update->roots);
    numbers_release(&update->past);
    numbers_release(&update->fates);
    numbers_release(&update->tentative);
    name_list_release(&update->shadowed_before);
    name_list_release(&update->claimants);
    name_list_release(&update->shadowed);
    buf_release(&update->manifest_path);
    buf_release(&update->map_text);
    buf_release(&update->stems);
}

/* Whether a run that went well came to nothing: no file, or no article for a first generation. */
static bool found_nothing(const struct update *update)
{
    const struct update_result *result = update->result;
    const bool has_files = result->files_new || result->files_changed || result->files_unchanged ||
                           result->files_gone;
    if (!has_files && !update->request->keep_missing) return true;
    return !update->catalog && !result->switched;
}

/* The index is as it was, whatever was counted on the way. */
static void count_as_before(struct update *update)
{
    struct update_result *result = update->result;
    result->added = result->changed = result->removed = 0;
    result->unchanged = result->articles = update->live_before;
    result->dead = update->dead_before;
}

/* The generation that is current now. */
static void count_generation(struct update *update, bool failed)
{
    struct update_result *result = update->result;
    const struct store *store = publish_store(update->publish);
    result->found_nothing = !failed && found_nothing(update);
    if ((failed || result->found_nothing) && !result->switched) count_as_before(update);
    result->generation = store->generation;
    result->segments = store->count;
    result->next_serial = result->switched ? update->stamp.serial : update->serial_before;
}

/* A slip of the keyboard doesn't make an index. */
static nsearch_status check_first(const struct update_request *request, nsearch_error *error)
{
    struct store store;
    struct stat info;
    nsearch_status status = store_read(request->index, &store, NULL);
    store_release(&store);
    if (status != NSEARCH_MISSING) return NSEARCH_OK;
    if (!request->path_count)
        return error_set(error, NSEARCH_INVALID,
                         "no PATH given, and no index in %s yet; see nindex --help",
                         request->index);
    for (size_t i = 0; i < request->path_count; i++)
        if (stat(request->paths[i], &info)) return error_system(error, errno, request->paths[i]);
    return NSEARCH_OK;
}

static nsearch_status run(struct update *update, nsearch_error *error)
{
    const struct update_request *request = update->request;
    const struct lock_wait wait = {request->lock_timeout, request->stop};
    nsearch_status status = check_first(request, error);
    if (!status) status = publish_begin(request->index, &wait, &update->publish, error);
    if (status) return status;
    update->watcher->begun(update->watcher->context);
    update->store = *publish_store(update->publish); /* the publish's own, up to the switch */
    status = bring_up_to_date(update, error);
    count_generation(update, status != NSEARCH_OK);
    update->watcher->ended(update->watcher->context, status, error);
    return status;
}

static nsearch_status run_dry(struct update *update, nsearch_error *error)
{
    nsearch_status status = check_first(update->request, error);
    if (status) return status;
    status = store_read(update->request->index, &update->store, error);
    if (status == NSEARCH_MISSING) status = NSEARCH_OK;
    if (!status) status = name_manifest(update, error);
    if (!status) status = update_settle(update, error);
    if (!status) status = update_plan(update, error);
    update->result->generation = update->store.generation;
    store_release(&update->store);
    return status;
}

static void seed_hashes(struct update *update)
{
    update->seed = stamp_lot();
    update->shadowed_before.seed = update->claimants.seed = update->shadowed.seed = update->seed;
}

nsearch_status update_index(const struct update_request *request,
                            const struct update_watcher *watcher, struct update_result *result,
                            nsearch_error *error)
{
    struct update update = {.request = request, .watcher = watcher, .result = result};
    seed_hashes(&update);
    *result = (struct update_result){0};
    buf_init(&update.manifest_path);
    buf_init(&update.map_text);
    buf_init(&update.stems);
    nsearch_status status = request->dry_run ? run_dry(&update, error) : run(&update, error);
    update_release(&update);
    publish_end(update.publish);
    return status;
}
