/* generation.c - see generation.h. */
#include "searcher/generation.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/schema.h"
#include "common/store_dead.h"

static nsearch_status open_analysis(struct generation *generation, nsearch_error *error)
{
    struct arena arena;
    const char *language;
    arena_init(&arena);
    nsearch_status status = xap_metadata(generation->db, META_LANGUAGE, &arena, &language, error);
    if (!status)
        status = languages_open(generation->db, language,
                                generation->matcher ? matcher_documents(generation->matcher) : 0,
                                &generation->languages, error);
    arena_release(&arena);
    return status;
}

/* What the list of the dead has of a segment: they stand together. */
static nsearch_status take_dead(const struct store_dead *dead, size_t count, uint64_t number,
                                struct arena *arena, struct matcher_segment *segment,
                                nsearch_error *error)
{
    uint32_t *docids = arena_alloc(arena, (count + 1) * sizeof *docids);
    if (!docids) return error_memory(error);
    for (size_t i = 0; i < count; i++)
        if (dead[i].segment == number) docids[segment->dead_count++] = dead[i].docid;
    segment->dead = docids;
    return NSEARCH_OK;
}

static nsearch_status name_segment(const char *path, uint64_t number, struct arena *arena,
                                   const char **out, nsearch_error *error)
{
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf full;
    store_segment_name(number, name);
    buf_init(&full);
    buf_addf(&full, "%s/%s", path, name);
    const nsearch_status status = buf_status(&full, error);
    *out = status ? NULL : arena_copy(arena, full.data, full.size);
    buf_release(&full);
    return !status && !*out ? error_memory(error) : status;
}

/* Words are looked up for a plan just before they are searched for: in the same tables. */
static nsearch_status lend_postlists(struct generation *generation, size_t count,
                                     struct arena *arena, nsearch_error *error)
{
    struct table **tables = arena_alloc(arena, count * sizeof *tables);
    if (!tables) return error_memory(error);
    for (size_t i = 0; i < count; i++)
        tables[i] = matcher_postlist(generation->matcher, (uint32_t)i);
    return xap_lend_postlists(generation->db, tables, count, error);
}

/* Opens the segments for searching and reading, if there is nothing else. */
static nsearch_status open_segments(const char *path, const struct store *store,
                                    struct generation *generation, struct arena *arena,
                                    nsearch_error *error)
{
    struct store_dead *dead;
    size_t dead_count;
    if (store->remote_count) return NSEARCH_OK;
    struct matcher_segment *segments = arena_alloc(arena, store->count * sizeof *segments);
    const char **paths = arena_alloc(arena, store->count * sizeof *paths);
    if (!segments || !paths) return error_memory(error);
    nsearch_status status = store_dead_read(generation->db, arena, &dead, &dead_count, error);
    for (size_t i = 0; i < store->count && !status; i++) {
        const uint64_t number = store->segments[i];
        status = name_segment(path, number, arena, &paths[i], error);
        segments[i].path = paths[i];
        if (!status) status = take_dead(dead, dead_count, number, arena, &segments[i], error);
    }
    if (!status) status = matcher_open(segments, store->count, &generation->matcher, error);
    if (!status) status = lend_postlists(generation, store->count, arena, error);
    if (!status) status = stored_open(paths, store->count, &generation->stored, error);
    return status;
}

static nsearch_status open_matcher(const char *path, const struct store *store,
                                   struct generation *generation, nsearch_error *error)
{
    struct arena arena;
    arena_init(&arena);
    const nsearch_status status = open_segments(path, store, generation, &arena, error);
    arena_release(&arena);
    return status;
}

/* Opens what the stub names; sets the identity of the stub, if it could be read. */
static nsearch_status open_once(const char *path, struct store_identity *identity,
                                struct generation **out, nsearch_error *error)
{
    struct store store;
    *out = NULL;
    nsearch_status status = store_read(path, &store, error);
    if (status) return status;
    *identity = store.identity;
    struct generation *generation = calloc(1, sizeof *generation);
    status = generation ? store_open(path, &store, &generation->db, error) : error_memory(error);
    if (!status) status = text_source_read(generation->db, &generation->text, error);
    if (!status) status = open_matcher(path, &store, generation, error);
    if (!status) status = open_analysis(generation, error);
    if (status) {
        generation_drop(generation);
    } else {
        generation->users = 1;
        generation->number = store.generation;
        generation->identity = *identity;
        *out = generation;
    }
    store_release(&store);
    return status;
}

/* Between the reading of the stub and the opening of its segments nindex may have switched to the next
 * generation and removed them: then that one is opened, and so on. Even where nothing failed: to Xapian a
 * segment whose table of positions is gone already is one without positions. */
nsearch_status generation_open(const char *path, struct generation **out, nsearch_error *error)
{
    for (;;) {
        struct store_identity identity = {0};
        const nsearch_status status = open_once(path, &identity, out, error);
        if (!identity.inode || !store_changed(path, &identity)) return status;
        generation_drop(*out);
        *out = NULL;
    }
}

struct generation *generation_use(struct generation *generation)
{
    generation->users++;
    return generation;
}

void generation_drop(struct generation *generation)
{
    if (!generation || (generation->users && --generation->users)) return;
    xap_close(generation->db);
    stored_close(generation->stored);
    matcher_close(generation->matcher);
    languages_free(generation->languages);
    free(generation);
}
