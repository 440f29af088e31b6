/* catalog.c - see catalog.h. */
#include "indexer/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "common/analysis.h"
#include "common/article.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "common/store_dead.h"
#include "common/term.h"
#include "common/xap.h"

enum {
    VALUES_AT_ONCE = 4096,
    WORD_BITS = 64
};

struct part {
    struct xap_db *db;
    uint64_t number;
    uint32_t count; /* docids go from 1 to this */
    uint64_t *dead; /* a bit for each docid, */
    uint64_t *died; /* and for those of them that died in this run */
};

struct catalog {
    struct db *db;      /* all of it, as a reader sees it */
    struct part *parts; /* the segments, newest first */
    size_t part_count;
    struct arena kept;    /* traits, and the dead that there were */
    struct arena scratch; /* of one call */
    struct catalog_traits traits;
    struct store_dead *dead;
    size_t dead_count; /* that there were */
    uint64_t live, died;
    uint64_t next_serial;
};

static bool has(const uint64_t *bits, uint32_t docid)
{
    return bits[docid / WORD_BITS] >> docid % WORD_BITS & 1;
}

static void set(uint64_t *bits, uint32_t docid)
{
    bits[docid / WORD_BITS] |= UINT64_C(1) << docid % WORD_BITS;
}

static bool is_dead(const struct part *part, uint32_t docid)
{
    return has(part->dead, docid);
}

static void set_dead(struct part *part, uint32_t docid)
{
    set(part->dead, docid);
}

/* ---- Opening -------------------------------------------------------------------------------------- */

static nsearch_status open_part(const char *index, uint64_t number, struct part *part,
                                nsearch_error *error)
{
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf path;
    store_segment_name(number, name);
    buf_init(&path);
    buf_addf(&path, "%s/%s", index, name);
    nsearch_status status = buf_status(&path, error);
    if (!status) status = xap_open(path.data, &part->db, error);
    buf_release(&path);
    if (status) return status;
    part->number = number;
    part->count = xap_count(part->db);
    part->dead = calloc(part->count / WORD_BITS + 1, sizeof *part->dead);
    part->died = calloc(part->count / WORD_BITS + 1, sizeof *part->died);
    return part->dead && part->died ? NSEARCH_OK : error_memory(error);
}

static nsearch_status read_one(struct catalog *catalog, const char *key, const char **out,
                               nsearch_error *error)
{
    return db_metadata(catalog->db, key, &catalog->kept, out, error);
}

/* store_open has seen to it that all segments have the same, and of today's schema. */
static nsearch_status read_traits(struct catalog *catalog, nsearch_error *error)
{
    struct catalog_traits *traits = &catalog->traits;
    const char *text, *serial;
    nsearch_status status = read_one(catalog, META_LANGUAGE, &traits->language, error);
    if (!status) status = read_one(catalog, META_STEMS, &traits->stems, error);
    if (!status) status = read_one(catalog, META_FORMAT, &traits->format, error);
    if (!status) status = read_one(catalog, META_MAP, &traits->map, error);
    if (!status) status = read_one(catalog, META_BOILERPLATE, &traits->boilerplate, error);
    if (!status) status = read_one(catalog, META_TEXT, &text, error);
    if (!status) status = read_one(catalog, META_SERIAL, &serial, error);
    if (status) return status;
    traits->keeps_text = strcmp(text, TEXT_IN_FILES) != 0;
    if (!stamp_read(serial, STAMP_SERIAL_DIGITS, &catalog->next_serial))
        return error_set(
            error, NSEARCH_DAMAGED,
            "the index doesn't say which serial is free: rebuild it with nindex --full");
    return NSEARCH_OK;
}

static struct part *part_of(const struct catalog *catalog, uint64_t number)
{
    for (size_t i = 0; i < catalog->part_count; i++)
        if (catalog->parts[i].number == number) return &catalog->parts[i];
    return NULL;
}

static nsearch_status read_dead(struct catalog *catalog, nsearch_error *error)
{
    nsearch_status status = store_dead_read(catalog->db, &catalog->kept, &catalog->dead,
                                            &catalog->dead_count, error);
    for (size_t i = 0; !status && i < catalog->dead_count; i++) {
        const struct store_dead *dead = &catalog->dead[i];
        struct part *part = part_of(catalog, dead->segment);
        if (!part || !dead->docid || dead->docid > part->count)
            return error_set(error, NSEARCH_DAMAGED,
                             "the list of dead articles names one that isn't in the index: "
                             "rebuild it with nindex --full");
        if (!is_dead(part, dead->docid)) catalog->live--;
        set_dead(part, dead->docid);
    }
    return status;
}

static nsearch_status open_all(struct catalog *catalog, const char *index,
                               const struct store *store, nsearch_error *error)
{
    nsearch_status status = store_open(index, store, &catalog->db, error);
    if (status) return status;
    catalog->parts = calloc(store->count, sizeof *catalog->parts);
    if (!catalog->parts) return error_memory(error);
    for (size_t i = 0; !status && i < store->count; i++) {
        catalog->part_count++;
        status = open_part(index, store->segments[i], &catalog->parts[i], error);
        catalog->live += catalog->parts[i].count;
    }
    if (!status) status = read_traits(catalog, error);
    return status ? status : read_dead(catalog, error);
}

nsearch_status catalog_open(const char *index, const struct store *store, struct catalog **out,
                            nsearch_error *error)
{
    *out = NULL;
    struct catalog *catalog = calloc(1, sizeof *catalog);
    if (!catalog) return error_memory(error);
    arena_init(&catalog->kept);
    arena_init(&catalog->scratch);
    nsearch_status status = open_all(catalog, index, store, error);
    if (status)
        catalog_free(catalog);
    else
        *out = catalog;
    return status;
}

void catalog_free(struct catalog *catalog)
{
    if (!catalog) return;
    for (size_t i = 0; i < catalog->part_count; i++) {
        xap_close(catalog->parts[i].db);
        free(catalog->parts[i].dead);
        free(catalog->parts[i].died);
    }
    db_close(catalog->db);
    arena_release(&catalog->kept);
    arena_release(&catalog->scratch);
    free(catalog->parts);
    free(catalog);
}

const struct catalog_traits *catalog_traits(const struct catalog *catalog)
{
    return &catalog->traits;
}

uint64_t catalog_next_serial(const struct catalog *catalog)
{
    return catalog->next_serial;
}

uint64_t catalog_live(const struct catalog *catalog)
{
    return catalog->live;
}

uint64_t catalog_dead(const struct catalog *catalog)
{
    return catalog->dead_count + catalog->died;
}

/* ---- Looking up ----------------------------------------------------------------------------------- */

/* The live articles of a segment that have the term, or those that died in this run; the list is in the catalog's
 * scratch. */
static nsearch_status find(struct catalog *catalog, bool died, size_t segment, const char *term,
                           size_t size, uint32_t **docids, size_t *count, nsearch_error *error)
{
    const struct part *part = &catalog->parts[segment];
    size_t kept = 0;
    nsearch_status status = xap_postings(part->db, term, size, &catalog->scratch, docids, count,
                                         error);
    for (size_t i = 0; !status && i < *count; i++) {
        const uint32_t docid = (*docids)[i];
        if (docid > part->count)
            return error_set(error, NSEARCH_DAMAGED,
                             "a segment of the index has gaps: rebuild it with nindex --full");
        if (died ? has(part->died, docid) : !is_dead(part, docid)) (*docids)[kept++] = docid;
    }
    *count = kept;
    return status;
}

/* Fills entries with the digests of these articles. */
static nsearch_status read_digests(struct catalog *catalog, size_t segment, const uint32_t *docids,
                                   size_t count, struct catalog_entry *out, nsearch_error *error)
{
    struct arena arena;
    struct db_text *values;
    arena_init(&arena);
    nsearch_status status = xap_values(catalog->parts[segment].db, SLOT_DIGEST, docids, count,
                                       &arena, &values, error);
    for (size_t i = 0; !status && i < count; i++) {
        out[i] = (struct catalog_entry){.segment = (uint32_t)segment, .docid = docids[i]};
        if (values[i].size == STAMP_DIGEST_SIZE)
            out[i].digest = stamp_read_digest(values[i].data);
        else
            status = error_set(error, NSEARCH_DAMAGED,
                               "an article without a digest: rebuild the index with nindex --full");
    }
    arena_release(&arena);
    return status;
}

static int by_digest(const void *a, const void *b)
{
    const struct catalog_entry *one = a, *two = b;
    return (one->digest > two->digest) - (one->digest < two->digest);
}

/* Appends the articles of a segment. */
static nsearch_status add_entries(struct catalog *catalog, size_t segment, const uint32_t *docids,
                                  size_t count, struct catalog_entry **out, size_t *out_count,
                                  nsearch_error *error)
{
    if (!count) return NSEARCH_OK;
    struct catalog_entry *grown = realloc(*out, (*out_count + count) * sizeof *grown);
    if (!grown) return error_memory(error);
    *out = grown;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < count; i += VALUES_AT_ONCE) {
        const size_t size = count - i < VALUES_AT_ONCE ? count - i : VALUES_AT_ONCE;
        status = read_digests(catalog, segment, docids + i, size, grown + *out_count, error);
        *out_count += size;
    }
    return status;
}

nsearch_status catalog_of_file(struct catalog *catalog, const char *name,
                               struct catalog_entry **out, size_t *count, nsearch_error *error)
{
    char term[TERM_MAX + 1];
    const size_t size = term_whole(PREFIX_PATH, name, strlen(name), term);
    nsearch_status status = NSEARCH_OK;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; !status && i < catalog->part_count; i++) {
        uint32_t *docids;
        size_t found;
        status = find(catalog, false, i, term, size, &docids, &found, error);
        if (!status) status = add_entries(catalog, i, docids, found, out, count, error);
        arena_release(&catalog->scratch);
    }
    if (status) {
        free(*out);
        *out = NULL;
        *count = 0;
    }
    if (*count) qsort(*out, *count, sizeof **out, by_digest);
    return status;
}

static nsearch_status of_id(struct catalog *catalog, bool died, const char *id, size_t size,
                            bool *found, struct catalog_entry *out, nsearch_error *error)
{
    char term[TERM_MAX + 1];
    const size_t term_size = term_whole(PREFIX_ID, id, size, term);
    nsearch_status status = NSEARCH_OK;
    *found = false;
    for (size_t i = 0; !status && !*found && i < catalog->part_count; i++) {
        uint32_t *docids;
        size_t count;
        status = find(catalog, died, i, term, term_size, &docids, &count, error);
        if (!status && count) {
            *found = true;
            status = read_digests(catalog, i, &docids[count - 1], 1, out, error);
        }
        arena_release(&catalog->scratch);
    }
    return status;
}

nsearch_status catalog_of_id(struct catalog *catalog, const char *id, size_t size, bool *found,
                             struct catalog_entry *out, nsearch_error *error)
{
    return of_id(catalog, false, id, size, found, out, error);
}

nsearch_status catalog_of_dead_id(struct catalog *catalog, const char *id, size_t size, bool *found,
                                  struct catalog_entry *out, nsearch_error *error)
{
    *found = false;
    return catalog->died ? of_id(catalog, true, id, size, found, out, error) : NSEARCH_OK;
}

nsearch_status catalog_first(struct catalog *catalog, const struct catalog_entry *entry,
                             uint64_t *out, nsearch_error *error)
{
    struct xap_db *db = catalog->parts[entry->segment].db;
    struct db_text *values;
    nsearch_status status = xap_values(db, SLOT_FIRST, &entry->docid, 1, &catalog->scratch, &values,
                                       error);
    const bool none = !status && (values->size != STAMP_SERIAL_DIGITS ||
                                  !stamp_read(values->data, STAMP_SERIAL_DIGITS, out));
    if (none) status = xap_document_serial(db, entry->docid, out, error);
    arena_release(&catalog->scratch);
    return status;
}

const struct db *catalog_db(const struct catalog *catalog)
{
    return catalog->db;
}

static void copy_field(const struct article *article, enum article_field field, struct buf *out)
{
    if (!out) return;
    buf_reset(out);
    buf_add(out, article->fields[field].data, article->fields[field].size);
}

nsearch_status catalog_read(struct catalog *catalog, const struct catalog_entry *entry,
                            struct buf *id, struct buf *name, nsearch_error *error)
{
    const char *data;
    size_t size;
    struct article article;
    article_init(&article);
    nsearch_status status = xap_document_data(catalog->parts[entry->segment].db, entry->docid,
                                              &catalog->scratch, &data, &size, error);
    if (!status) status = article_parse(data, size, &article, error);
    if (!status) {
        copy_field(&article, ARTICLE_ID, id);
        copy_field(&article, ARTICLE_PATH, name);
    }
    if (!status && id) status = buf_status(id, error);
    if (!status && name) status = buf_status(name, error);
    article_release(&article);
    arena_release(&catalog->scratch);
    return status;
}

/* ---- The dead ------------------------------------------------------------------------------------- */

void catalog_kill(struct catalog *catalog, const struct catalog_entry *entry)
{
    struct part *part = &catalog->parts[entry->segment];
    if (is_dead(part, entry->docid)) return;
    set_dead(part, entry->docid);
    set(part->died, entry->docid);
    catalog->died++;
    catalog->live--;
}

/* Those of the list that there was, from *next on, that are of the segment: their serials are known. */
static nsearch_status serial_of(struct catalog *catalog, const struct part *part, uint32_t docid,
                                size_t *next, uint64_t *serial, nsearch_error *error)
{
    const struct store_dead *dead = &catalog->dead[*next];
    if (*next < catalog->dead_count && dead->segment == part->number && dead->docid == docid) {
        *serial = dead->serial;
        ++*next;
        return NSEARCH_OK;
    }
    return xap_document_serial(part->db, docid, serial, error);
}

static nsearch_status write_part(struct catalog *catalog, const struct part *part, struct buf *out,
                                 nsearch_error *error)
{
    const size_t most = catalog_dead(catalog);
    struct store_dead *dead = calloc(most ? most : 1, sizeof *dead);
    if (!dead) return error_memory(error);
    size_t count = 0, next = 0;
    while (next < catalog->dead_count && catalog->dead[next].segment != part->number)
        next++;
    nsearch_status status = NSEARCH_OK;
    for (uint32_t docid = 1; !status && docid <= part->count; docid++) {
        if (!is_dead(part, docid)) continue;
        dead[count] = (struct store_dead){.segment = part->number, .docid = docid};
        status = serial_of(catalog, part, docid, &next, &dead[count++].serial, error);
    }
    if (!status) store_dead_write(dead, count, out);
    free(dead);
    return status ? status : buf_status(out, error);
}

nsearch_status catalog_write_dead(struct catalog *catalog, struct buf *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < catalog->part_count; i++)
        status = write_part(catalog, &catalog->parts[i], out, error);
    return status;
}
