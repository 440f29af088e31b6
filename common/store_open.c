/* store_open.c - see store.h: a generation's segments and remotes as one database.
 *
 *     parts   seg-000012  seg-000003  127.0.0.1:7001
 *     dead    its list is for both    has one of its own, which names its own segments
 *
 * Each remote may be an index of several segments itself: it answers as one, and its metadata are those of
 * its newest. */
#include <stdlib.h>
#include <string.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/store.h"

#define REMEDY "nindex --rebuild-from-index (or --full) makes it anew"

struct opening {
    const char *path;
    const struct store *store;
    struct db_part *parts; /* the segments, then the remotes */
    size_t count;
    struct db *db;
    struct arena arena;
};

/* ---- The parts ----------------------------------------------------------------------------------- */

static nsearch_status name_segment(struct opening *opening, size_t index, nsearch_error *error)
{
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf full;
    store_segment_name(opening->store->segments[index], name);
    buf_init(&full);
    buf_addf(&full, "%s/%s", opening->path, name);
    nsearch_status status = buf_status(&full, error);
    if (!status) {
        opening->parts[index].name = arena_copy(&opening->arena, full.data, full.size);
        if (!opening->parts[index].name) status = error_memory(error);
    }
    buf_release(&full);
    return status;
}

static nsearch_status name_parts(struct opening *opening, nsearch_error *error)
{
    const struct store *store = opening->store;
    nsearch_status status = NSEARCH_OK;
    opening->count = store->count + store->remote_count;
    opening->parts = arena_alloc(&opening->arena, opening->count * sizeof *opening->parts);
    if (!opening->parts) return error_memory(error);
    for (size_t i = 0; i < store->count && !status; i++)
        status = name_segment(opening, i, error);
    for (size_t i = 0; i < store->remote_count; i++)
        opening->parts[store->count + i] = (struct db_part){store->remotes[i], true};
    return status;
}

/* What articles have to have in common to be searched together. */
struct traits {
    const char *schema, *analysis, *language, *text;
};

static nsearch_status read_traits(struct opening *opening, size_t part, struct traits *out,
                                  nsearch_error *error)
{
    const struct {
        const char *key, **to;
    } rows[] = {{META_SCHEMA, &out->schema},
                {META_ANALYSIS, &out->analysis},
                {META_LANGUAGE, &out->language},
                {META_TEXT, &out->text}};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !status; i++)
        status = db_part_metadata(opening->db, part, rows[i].key, &opening->arena, rows[i].to,
                                  error);
    return status;
}

/* Whether this version of nsearch can read articles such as these. */
static nsearch_status check_traits(const char *name, const struct traits *traits,
                                   nsearch_error *error)
{
    const int version = atoi(traits->schema);
    if (version < 1 || !*traits->language)
        return error_set(error, NSEARCH_FOREIGN, "%s: not an nsearch index", name);
    if (version > SCHEMA_VERSION)
        return error_set(error, NSEARCH_TOO_NEW,
                         "%s: an index of a newer nsearch (schema %d, this one reads %d): upgrade",
                         name, version, SCHEMA_VERSION);
    if (version < SCHEMA_VERSION)
        return error_set(error, NSEARCH_FOREIGN,
                         "%.100s: of an older nsearch (schema %d, this one reads %d): " REMEDY,
                         name, version, SCHEMA_VERSION);
    if (strcmp(traits->analysis, ANALYSIS_VERSION) != 0)
        return error_set(error, NSEARCH_TOO_NEW,
                         "%.100s: made with analysis version %.20s, this nsearch has %s: " REMEDY,
                         name, traits->analysis, ANALYSIS_VERSION);
    return NSEARCH_OK;
}

/* What differs between two parts, in words; NULL if nothing does. */
static const char *difference(const struct traits *a, const struct traits *b)
{
    if (strcmp(a->schema, b->schema) != 0) return "schema";
    if (strcmp(a->language, b->language) != 0) return "language";
    return strcmp(a->text, b->text) != 0 ? "choice of --no-text" : NULL;
}

static nsearch_status check_parts(struct opening *opening, nsearch_error *error)
{
    struct traits first = {0}, traits;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < opening->count && !status; i++) {
        const char *name = opening->parts[i].name;
        status = read_traits(opening, i, &traits, error);
        if (!status) status = check_traits(name, &traits, error);
        if (!i) first = traits;
        const char *what = status ? NULL : difference(&first, &traits);
        if (what)
            status = error_set(error, NSEARCH_DAMAGED,
                               "%.80s and %.80s differ in their %s: rebuild one with nindex --full",
                               opening->parts[0].name, name, what);
    }
    return status;
}

/* ---- The dead ------------------------------------------------------------------------------------ */

/* Those that are named in the list of one part. */
struct dead_list {
    struct db_dead *items;
    size_t count;
};

static nsearch_status find_segment(const struct store *store, uint64_t segment, size_t *part,
                                   nsearch_error *error)
{
    for (*part = 0; *part < store->count; ++*part)
        if (store->segments[*part] == segment) return NSEARCH_OK;
    char name[STORE_SEGMENT_NAME_MAX];
    store_segment_name(segment, name);
    return error_set(error, NSEARCH_DAMAGED,
                     "the list of dead articles names %s, which isn't in the index: "
                     "rebuild it with nindex --full",
                     name);
}

/* Appends those that a part's list has. A remote's segments are its own affair. */
static nsearch_status add_dead(struct opening *opening, size_t part, struct dead_list *list,
                               nsearch_error *error)
{
    const char *text;
    struct store_dead *dead = NULL;
    size_t count = 0;
    nsearch_status status = db_part_metadata(opening->db, part, META_DEAD, &opening->arena, &text,
                                             error);
    if (!status) status = store_dead_parse(text, &opening->arena, &dead, &count, error);
    if (status || !count) return status;
    struct db_dead *grown = realloc(list->items, (list->count + count) * sizeof *grown);
    if (!grown) return error_memory(error);
    list->items = grown;
    for (size_t i = 0; i < count && !status; i++) {
        size_t dead_part = part;
        if (!opening->parts[part].remote)
            status = find_segment(opening->store, dead[i].segment, &dead_part, error);
        grown[list->count++] = (struct db_dead){dead_part, dead[i].docid, dead[i].serial};
    }
    return status;
}

static nsearch_status exclude_dead(struct opening *opening, nsearch_error *error)
{
    struct dead_list list = {0};
    nsearch_status status = NSEARCH_OK;
    if (opening->store->count) status = add_dead(opening, 0, &list, error);
    for (size_t i = opening->store->count; i < opening->count && !status; i++)
        status = add_dead(opening, i, &list, error);
    if (!status) status = db_exclude(opening->db, list.items, list.count, error);
    free(list.items);
    return status;
}

/* ---- All together -------------------------------------------------------------------------------- */

static nsearch_status open_parts(struct opening *opening, nsearch_error *error)
{
    nsearch_status status = db_open(opening->parts, opening->count, &opening->db, error);
    if (status == NSEARCH_MISSING)
        return error_set(error, NSEARCH_DAMAGED, "%.120s: a segment of the index is gone",
                         opening->path);
    if (!status) status = check_parts(opening, error);
    if (!status) status = exclude_dead(opening, error);
    return status;
}

nsearch_status store_open(const char *path, const struct store *store, struct db **out,
                          nsearch_error *error)
{
    struct opening opening = {.path = path, .store = store};
    *out = NULL;
    arena_init(&opening.arena);
    nsearch_status status = name_parts(&opening, error);
    if (!status && !opening.count)
        status = error_set(error, NSEARCH_FOREIGN, "%s: an index without segments", path);
    if (!status) status = open_parts(&opening, error);
    if (status)
        db_close(opening.db);
    else
        *out = opening.db;
    arena_release(&opening.arena);
    return status;
}
