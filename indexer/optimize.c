/* optimize.c - see optimize.h. */
#include "indexer/optimize.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/db.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/store_dead.h"
#include "indexer/directory.h"
#include "indexer/file.h"
#include "indexer/glass.h"
#include "indexer/merge.h"
#include "indexer/tiers.h"

struct optimizing {
    struct publish *publish;
    const struct store *store; /* the current generation */
    struct arena arena;
    char **paths; /* of its segments */
    struct tier *tiers;
    struct store_dead *dead; /* of all segments, those of a segment together and ascending */
    size_t dead_count;
    const char *serial; /* the next that is free */
    const char *boilerplate;
};

/* ---- What there is -------------------------------------------------------------------------------- */

/* "INDEX/NAME", in the arena. */
static nsearch_status path_in(struct optimizing *all, const char *name, char **out,
                              nsearch_error *error)
{
    struct buf path;
    buf_init(&path);
    buf_addf(&path, "%s/%s", publish_path(all->publish), name);
    nsearch_status status = buf_status(&path, error);
    *out = status ? NULL : arena_copy(&all->arena, path.data, path.size);
    if (!status && !*out) status = error_memory(error);
    buf_release(&path);
    return status;
}

/* The metadata of the newest segment hold for all. */
static nsearch_status read_dead(struct optimizing *all, nsearch_error *error)
{
    struct db *db;
    nsearch_status status = db_open_segment(all->paths[0], &db, error);
    if (status) return status;
    status = store_dead_read(db, &all->arena, &all->dead, &all->dead_count, error);
    if (!status) status = db_metadata(db, META_SERIAL, &all->arena, &all->serial, error);
    if (!status) status = db_metadata(db, META_BOILERPLATE, &all->arena, &all->boilerplate, error);
    db_close(db);
    return status;
}

static nsearch_status read_tier(struct optimizing *all, size_t i, nsearch_error *error)
{
    struct tier *tier = &all->tiers[i];
    struct glass_version version;
    const nsearch_status status = glass_version_read(all->paths[i], &version, error);
    if (status) return status;
    *tier = (struct tier){.articles = version.stats.document_count};
    for (size_t j = 0; j < all->dead_count; j++)
        tier->dead += all->dead[j].segment == all->store->segments[i];
    if (tier->dead <= tier->articles) return NSEARCH_OK;
    return error_set(error, NSEARCH_DAMAGED,
                     "%s: more dead articles than articles: rebuild the index", all->paths[i]);
}

static nsearch_status look(struct optimizing *all, nsearch_error *error)
{
    const size_t count = all->store->count;
    nsearch_status status = NSEARCH_OK;
    all->paths = arena_alloc(&all->arena, (count + 1) * sizeof *all->paths);
    all->tiers = arena_alloc(&all->arena, (count + 1) * sizeof *all->tiers);
    if (!all->paths || !all->tiers) return error_memory(error);
    for (size_t i = 0; !status && i < count; i++) {
        char name[STORE_SEGMENT_NAME_MAX];
        store_segment_name(all->store->segments[i], name);
        status = path_in(all, name, &all->paths[i], error);
    }
    if (!status && count) status = read_dead(all, error);
    for (size_t i = 0; !status && i < count; i++)
        status = read_tier(all, i, error);
    return status;
}

/* ---- Room ----------------------------------------------------------------------------------------- */

/* What is merged is as large as its parts at most, which are there until the switch. */
static struct space_lack lack_of_room(const struct optimizing *all, size_t count)
{
    uint64_t needed = 0;
    for (size_t i = 0; i < count; i++)
        needed += space_of_segment(all->paths[i]);
    return space_lack_for(publish_path(all->publish), needed);
}

static nsearch_status no_room(const struct optimizing *all, const struct space_lack *lack,
                              nsearch_error *error)
{
    return error_set(error, NSEARCH_IO, "%s: %.1f MB free, too little to merge segments of %.1f MB",
                     publish_path(all->publish), (double)lack->available / 1e6,
                     (double)lack->needed / 1e6);
}

/* ---- The merge ------------------------------------------------------------------------------------ */

/* Finds the dead of the newest `count` segments, oldest first as they are merged. */
static void name_sources(const struct optimizing *all, size_t count, struct merge_source *sources,
                         uint32_t *docids)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t segment = count - 1 - i, first = at;
        for (size_t j = 0; j < all->dead_count; j++)
            if (all->dead[j].segment == all->store->segments[segment])
                docids[at++] = all->dead[j].docid;
        sources[i] = (struct merge_source){all->paths[segment], docids + first, at - first};
    }
}

/* Writes the list of the dead that stay: those of the segments after the newest `count`. */
static nsearch_status list_kept(const struct optimizing *all, size_t count, struct buf *out,
                                nsearch_error *error)
{
    const struct store *store = all->store;
    struct store_dead *kept = malloc((all->dead_count + 1) * sizeof *kept);
    size_t kept_count = 0;
    if (!kept) return error_memory(error);
    for (size_t i = count; i < store->count; i++)
        for (size_t j = 0; j < all->dead_count; j++)
            if (all->dead[j].segment == store->segments[i]) kept[kept_count++] = all->dead[j];
    store_dead_write(kept, kept_count, out);
    free(kept);
    return buf_status(out, error);
}

/* Merges the newest `count` segments into the one to come. */
static nsearch_status merge(struct optimizing *all, size_t count,
                            const struct optimize_request *request, nsearch_error *error)
{
    struct merge_source *sources = malloc(count * sizeof *sources);
    uint32_t *docids = malloc((all->dead_count + 1) * sizeof *docids);
    struct buf dead;
    buf_init(&dead);
    nsearch_status status = sources && docids ? NSEARCH_OK : error_memory(error);
    if (!status) status = list_kept(all, count, &dead, error);
    if (!status) {
        const struct metadata metadata[] = {{META_BOILERPLATE, all->boilerplate},
                                            {META_DEAD, dead.size ? dead.data : ""},
                                            {META_SERIAL, all->serial}};
        const struct merge_plan plan = {.sources = sources,
                                        .source_count = count,
                                        .metadata = metadata,
                                        .metadata_count = sizeof metadata / sizeof *metadata,
                                        .jobs = request->jobs,
                                        .stop = request->stop};
        name_sources(all, count, sources, docids);
        status = merge_segments(&plan, publish_segment_path(all->publish), error);
    }
    buf_release(&dead);
    free(sources);
    free(docids);
    return status;
}

/* The next generation's manifest is the same; an index without one stays so. */
static nsearch_status carry_manifest(struct optimizing *all, nsearch_error *error)
{
    char name[STORE_MANIFEST_NAME_MAX], *path;
    store_manifest_name(all->store->generation, name);
    nsearch_status status = path_in(all, name, &path, error);
    if (status || access(path, F_OK)) return status;
    return file_link(path, publish_manifest_path(all->publish), error);
}

static nsearch_status merge_and_switch(struct optimizing *all, size_t count,
                                       const struct optimize_request *request, nsearch_error *error)
{
    nsearch_status status = merge(all, count, request, error);
    if (!status) status = carry_manifest(all, error);
    if (!status) return publish_switch(all->publish, count, error);
    directory_remove(publish_segment_path(all->publish)); /* now: the disk may be full */
    unlink(publish_manifest_path(all->publish));
    return status;
}

/* ---- All ------------------------------------------------------------------------------------------ */

static size_t choose(const struct optimizing *all, enum optimize_how how)
{
    const size_t count = all->store->count;
    if (how == OPTIMIZE_IF_DUE) return tiers_choose(all->tiers, count);
    return count > 1 || all->dead_count ? count : 0;
}

nsearch_status optimize_index(struct publish *publish, const struct optimize_request *request,
                              struct optimize_result *result, nsearch_error *error)
{
    struct optimizing all = {.publish = publish, .store = publish_store(publish)};
    *result = (struct optimize_result){0};
    nsearch_status status = look(&all, error);
    const size_t count = status ? 0 : choose(&all, request->how);
    if (count) result->lack = lack_of_room(&all, count);
    if (result->lack.needed && request->how == OPTIMIZE_ALL)
        status = no_room(&all, &result->lack, error);
    else if (count && !result->lack.needed)
        status = merge_and_switch(&all, count, request, error);
    if (!status && !result->lack.needed) result->merged = count;
    arena_release(&all.arena);
    return status;
}
