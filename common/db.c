/* db.c - see db.h. */
#include "common/db.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/metadata.h"
#include "common/order.h"
#include "common/table.h"
#include "common/term_walk.h"
#include "common/word_list.h"
#include "common/xap.h"

enum {
    TABLES = sizeof((struct db_segment *)NULL)->tables / sizeof(struct table *)
};

static const size_t words_size_max = 64 << 20; /* bytes; five million words */

struct db {
    size_t count;
    struct db_segment *segments; /* one for each part; all zero where it is remote */
    struct table **postlists;    /* theirs */
    struct xap_db *xap;          /* all parts, if one is remote; else NULL */
    struct word_list *words;     /* once they were walked over */
};

/* ---- Opening ------------------------------------------------------------------------------------- */

static nsearch_status open_segment(const char *path, struct db_segment *segment,
                                   nsearch_error *error)
{
    struct glass_version version;
    nsearch_status status = glass_version_read(path, &version, error);
    segment->stats = version.stats;
    for (size_t i = 0; i < TABLES && !status; i++)
        status = table_open(path, &version, i, &segment->tables[i], error);
    return status;
}

static void close_segment(struct db_segment *segment)
{
    for (size_t i = 0; i < TABLES; i++)
        table_close(segment->tables[i]);
    free(segment->dead);
}

static nsearch_status open_parts(struct db *db, const struct db_part *parts, size_t count,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    bool remote = false;
    db->segments = calloc(count + 1, sizeof *db->segments);
    db->postlists = calloc(count + 1, sizeof(struct table *));
    if (!db->segments || !db->postlists) return error_memory(error);
    for (; db->count < count && !status; db->count++) {
        remote |= parts[db->count].remote;
        if (parts[db->count].remote) continue;
        struct db_segment *segment = &db->segments[db->count];
        status = open_segment(parts[db->count].name, segment, error);
        db->postlists[db->count] = segment->tables[GLASS_POSTLIST];
    }
    if (!status && remote) status = xap_open_parts(parts, count, &db->xap, error);
    return status;
}

nsearch_status db_open(const struct db_part *parts, size_t count, struct db **out,
                       nsearch_error *error)
{
    *out = NULL;
    struct db *db = calloc(1, sizeof *db);
    if (!db) return error_memory(error);
    const nsearch_status status = open_parts(db, parts, count, error);
    if (status)
        db_close(db);
    else
        *out = db;
    return status;
}

nsearch_status db_open_segment(const char *path, struct db **out, nsearch_error *error)
{
    const struct db_part part = {.name = path};
    return db_open(&part, 1, out, error);
}

void db_close(struct db *db)
{
    if (!db) return;
    word_list_free(db->words);
    if (db->xap) xap_close(db->xap);
    for (size_t i = 0; i < db->count; i++)
        close_segment(&db->segments[i]);
    free(db->segments);
    free(db->postlists);
    free(db);
}

bool db_is_remote(const struct db *db)
{
    return db->xap;
}

const struct db_segment *db_segments(const struct db *db, size_t *count)
{
    *count = db->xap ? 0 : db->count;
    return db->xap ? NULL : db->segments;
}

/* ---- The dead ------------------------------------------------------------------------------------ */

/* A remote part's documents are its own affair: it is asked by serial. */
static nsearch_status check_dead(const struct db *db, const struct db_dead *dead,
                                 nsearch_error *error)
{
    if (dead->part >= db->count)
        return error_set(error, NSEARCH_DAMAGED,
                         "the list of the dead names a segment that isn't there");
    const struct db_segment *segment = &db->segments[dead->part];
    if (segment->tables[GLASS_POSTLIST] &&
        (!dead->docid || dead->docid > segment->stats.last_docid))
        return error_set(error, NSEARCH_DAMAGED,
                         "the list of the dead names an article that isn't there");
    return NSEARCH_OK;
}

/* Those of one part, in order and each once. */
static nsearch_status take_dead(struct db_segment *segment, size_t part, const struct db_dead *dead,
                                size_t count, nsearch_error *error)
{
    uint32_t *docids = malloc((count + 1) * sizeof *docids);
    if (!docids) return error_memory(error);
    size_t found = 0, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (dead[i].part == part) docids[found++] = dead[i].docid;
    qsort(docids, found, sizeof *docids, order_uint32);
    for (size_t i = 0; i < found; i++)
        if (!kept || docids[i] != docids[kept - 1]) docids[kept++] = docids[i];
    free(segment->dead);
    segment->dead = docids;
    segment->dead_count = kept;
    return NSEARCH_OK;
}

nsearch_status db_exclude(struct db *db, const struct db_dead *dead, size_t count,
                          nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = check_dead(db, &dead[i], error);
    if (!status && db->xap) return xap_exclude(db->xap, dead, count, error);
    for (size_t i = 0; i < db->count && !status; i++)
        status = take_dead(&db->segments[i], i, dead, count, error);
    return status;
}

uint32_t db_count(const struct db *db)
{
    uint64_t count = 0, dead = 0;
    if (db->xap) return xap_count(db->xap);
    for (size_t i = 0; i < db->count; i++) {
        count += db->segments[i].stats.document_count;
        dead += db->segments[i].dead_count;
    }
    count = count > dead ? count - dead : 0;
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

/* ---- Metadata ------------------------------------------------------------------------------------ */

nsearch_status db_part_metadata(struct db *db, size_t part, const char *key, struct arena *arena,
                                const char **out, nsearch_error *error)
{
    if (db->postlists[part]) return metadata_read(db->postlists[part], key, arena, out, error);
    return xap_part_metadata(db->xap, part, key, arena, out, error);
}

nsearch_status db_metadata(struct db *db, const char *key, struct arena *arena, const char **out,
                           nsearch_error *error)
{
    return db_part_metadata(db, 0, key, arena, out, error);
}

/* ---- Terms --------------------------------------------------------------------------------------- */

nsearch_status db_term_count(struct db *db, const char *term, size_t size, uint32_t *out,
                             nsearch_error *error)
{
    if (db->xap) return xap_term_count(db->xap, term, size, out, error);
    return term_count(db->postlists, db->count, term, size, out, error);
}

nsearch_status db_each_term(struct db *db, const char *prefix, size_t size,
                            bool (*take)(void *context, const char *term, size_t size,
                                         uint32_t count),
                            void *context, nsearch_error *error)
{
    if (db->xap) return xap_each_term(db->xap, prefix, size, take, context, error);
    if (!size || !word_list_has((unsigned char)*prefix))
        return term_walk(db->postlists, db->count, prefix, size, take, context, error);
    nsearch_status status = NSEARCH_OK;
    if (!db->words)
        status = word_list_create(db->postlists, db->count, words_size_max, &db->words, error);
    return status ? status : word_list_each(db->words, prefix, size, take, context, error);
}

/* ---- Searching ----------------------------------------------------------------------------------- */

nsearch_status db_search(struct db *db, const struct db_request *request, struct arena *arena,
                         struct db_rows *out, nsearch_error *error)
{
    if (db->xap) return xap_search(db->xap, request, arena, out, error);
    *out = (struct db_rows){0};
    return error_set(error, NSEARCH_INTERNAL, "Xapian was asked for what is here");
}
