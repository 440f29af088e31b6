/* update_file.c - the articles of one file, held against what the index has of it.
 *
 *     what the index has of the file        what is read
 *     digest  state
 *     3f..    open --------------------------- the same again --> kept
 *     7a..    open --------------------------- its id, changed -> replaced, by an article of the segment
 *     c1..    open ---------------------------------------------> dies at the end, if the file was read to it
 *                                              another id, which another file has: the later file wins
 *                                              an id that none has: new
 *
 * An id that a later file has, which is itself to be read yet, is claimed (update_duplicates.c). */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/language.h"
#include "common/readers/reader.h"
#include "indexer/past.h"
#include "indexer/update_own.h"

enum state {
    OPEN,    /* not seen yet */
    KEPT,    /* seen, the same */
    REPLACED /* by the article of the segment with the number that is its `replacement` */
};

struct known {
    struct catalog_entry entry;
    uint32_t state, replacement;
    uint32_t repeated; /* articles read with its id that gave way, but for those told long ago */
};

/* One file while it is read. */
struct reading {
    struct update *update;
    const struct update_file *file;
    struct update_reading *out;
    struct known *known; /* by digest */
    size_t known_count;
    uint64_t lost, told; /* articles that gave way to other files' so far; of these, the first */
    struct buf stored, scratch;
};

/* ---- Articles ------------------------------------------------------------------------------------- */

/* A full build gives an article the serial that it had: it isn't new. */
static struct stamp stamp_of(struct update *update, const struct article *article)
{
    const struct buf *id = &article->fields[ARTICLE_ID];
    struct stamp stamp = update->stamp;
    uint64_t serial;
    update->stamp.first = 0;
    if (update->past.count &&
        numbers_get(&update->past, past_hash(update->seed, id->data, id->size), &serial))
        stamp.serial = serial;
    else
        update->stamp.serial++;
    return stamp;
}

/* If the article differs from one of another file in the file alone, the next one to be written is that, and not new. */
static nsearch_status know_again(struct reading *reading, const struct catalog_entry *other,
                                 const char *other_name, struct article *article,
                                 nsearch_error *error)
{
    struct update *update = reading->update;
    struct buf *path = &article->fields[ARTICLE_PATH], own = *path;
    buf_init(path);
    buf_add_text(path, other_name);
    buf_reset(&reading->stored);
    article_write(article, &reading->stored);
    nsearch_status status = buf_status(path, error);
    buf_release(path);
    *path = own;
    if (!status) status = buf_status(&reading->stored, error);
    if (status || stamp_digest(update->stamp.serial, reading->stored.data, reading->stored.size) !=
                      other->digest)
        return status;
    return catalog_first(update->catalog, other, &update->stamp.first, error);
}

static nsearch_status write_article(struct reading *reading, struct article *article,
                                    nsearch_error *error)
{
    struct update *update = reading->update;
    const struct stamp stamp = stamp_of(update, article);
    nsearch_status status = NSEARCH_OK;
    if (!update->segment)
        status = segment_create(publish_segment_path(update->publish), &update->options,
                                &update->segment, error);
    if (!status) status = boilerplate_take(update->boilerplate, article, true, error);
    return status ? status : segment_add(update->segment, article, &stamp, error);
}

/* One with an id that no article has; one that had it may have died with its file just now. */
static nsearch_status write_unknown(struct reading *reading, struct article *article,
                                    nsearch_error *error)
{
    struct update *update = reading->update;
    const struct buf *id = &article->fields[ARTICLE_ID];
    struct catalog_entry dead;
    bool found;
    nsearch_status status = catalog_of_dead_id(update->catalog, id->data, id->size, &found, &dead,
                                               error);
    if (!status && found)
        status = catalog_read(update->catalog, &dead, NULL, &reading->scratch, error);
    if (!status && found)
        status = know_again(reading, &dead, reading->scratch.data, article, error);
    return status ? status : write_article(reading, article, error);
}

static int by_digest(const void *a, const void *b)
{
    const uint64_t one = *(const uint64_t *)a, two = ((const struct known *)b)->entry.digest;
    return (one > two) - (one < two);
}

static struct known *find_digest(const struct reading *reading, uint64_t digest)
{
    if (!reading->known_count) return NULL;
    return bsearch(&digest, reading->known, reading->known_count, sizeof *reading->known,
                   by_digest);
}

/* The article as the index has it already. */
static nsearch_status keep(struct reading *reading, struct known *known, struct article *article,
                           nsearch_error *error)
{
    struct update *update = reading->update;
    const struct buf *id = &article->fields[ARTICLE_ID];
    const enum state before = (enum state)known->state;
    known->state = KEPT;
    if (before == OPEN)
        return update_settle_claim(update, id->data, id->size, reading->file->name, error);
    update->result->duplicates += known->repeated + 1; /* told when what stays was new */
    known->repeated = 0;
    return before == REPLACED ? segment_withdraw(update->segment, known->replacement, error)
                              : NSEARCH_OK;
}

/* Another article with the id of one that the index has of the file. */
static nsearch_status replace(struct reading *reading, struct known *known, struct article *article,
                              nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (known->state == REPLACED)
        status = segment_withdraw(reading->update->segment, known->replacement, error);
    known->repeated += known->state != OPEN;
    if (!status) status = write_article(reading, article, error);
    if (status) return status;
    known->state = REPLACED;
    known->replacement = (uint32_t)segment_count(reading->update->segment);
    return NSEARCH_OK;
}

/* Counts an article that gives way to another file's: whether an earlier run has told it. */
static bool lose_again(struct reading *reading)
{
    reading->lost++;
    return reading->file->is_same || reading->lost <= reading->told;
}

/* An article whose id another file has. */
static nsearch_status contend(struct reading *reading, const struct catalog_entry *other,
                              struct article *article, nsearch_error *error)
{
    struct update *update = reading->update;
    const char *name = reading->file->name;
    const struct buf *id = &article->fields[ARTICLE_ID];
    uint64_t fate;
    nsearch_status status = catalog_read(update->catalog, other, NULL, &reading->scratch, error);
    if (status) return status;
    const char *other_name = reading->scratch.data;
    const bool other_is_later = path_compare(name, other_name) < 0;
    const bool has_fate = numbers_get(&update->fates, name_hash(update->seed, other_name), &fate);
    if (other_is_later && !has_fate)
        return lose_again(reading) ? update_duplicate_again(update, name, error)
                                   : update_duplicate(update, id->data, name, other_name, error);
    status = know_again(reading, other, other_name, article, error);
    if (!status) status = write_article(reading, article, error);
    if (status) return status;
    if (other_is_later && fate == FATE_READ)
        return update_claim(update, id, name, lose_again(reading), error);
    if (other_is_later) return NSEARCH_OK;
    catalog_kill(update->catalog, other);
    return update_duplicate(update, id->data, other_name, name, error);
}

/* Whether the entry is of the file that is read. */
static struct known *find_entry(const struct reading *reading, const struct catalog_entry *entry)
{
    struct known *known = find_digest(reading, entry->digest);
    return known && known->entry.segment == entry->segment && known->entry.docid == entry->docid
               ? known
               : NULL;
}

static nsearch_status take_known(struct reading *reading, struct article *article,
                                 nsearch_error *error)
{
    const struct buf *id = &article->fields[ARTICLE_ID];
    struct catalog_entry entry;
    bool found;
    nsearch_status status = NSEARCH_OK;
    if (reading->known_count) {
        buf_reset(&reading->stored);
        article_write(article, &reading->stored);
        status = buf_status(&reading->stored, error);
        if (status) return status;
        struct known *known = find_digest(reading,
                                          stamp_digest(reading->update->stamp.serial,
                                                       reading->stored.data, reading->stored.size));
        if (known) return keep(reading, known, article, error);
    }
    status = catalog_of_id(reading->update->catalog, id->data, id->size, &found, &entry, error);
    if (status) return status;
    if (!found) return write_unknown(reading, article, error);
    struct known *known = find_entry(reading, &entry);
    return known ? replace(reading, known, article, error)
                 : contend(reading, &entry, article, error);
}

/* ---- What the reader says ------------------------------------------------------------------------- */

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct reading *reading = context;
    struct update *update = reading->update;
    nsearch_status status = update_stopped(update, error);
    if (status) return status;
    language_settle(article);
    reading->out->articles++;
    update->result->articles_read++;
    return update->catalog ? take_known(reading, article, error)
                           : write_article(reading, article, error);
}

static void take_reject(void *context, const struct reject *reject)
{
    struct update *update = ((struct reading *)context)->update;
    update_count_reject(update->result, reject);
    update->watcher->reject(update->watcher->context, reject);
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    (void)path;
    ((struct reading *)context)->update->result->repaired += bytes;
}

static void take_undated(void *context, const char *path)
{
    (void)path;
    ((struct reading *)context)->update->result->undated++;
}

static void take_position(void *context, uint64_t bytes)
{
    struct update *update = ((struct reading *)context)->update;
    update->watcher->progress(update->watcher->context, update->result->articles_read,
                              update->result->bytes + bytes);
}

static void take_broken(void *context)
{
    ((struct reading *)context)->out->broken = true;
}

/* ---- The file ------------------------------------------------------------------------------------- */

static nsearch_status load_known(struct reading *reading, nsearch_error *error)
{
    struct catalog_entry *entries;
    size_t count;
    if (!reading->update->catalog) return NSEARCH_OK;
    nsearch_status status = catalog_of_file(reading->update->catalog, reading->file->name, &entries,
                                            &count, error);
    if (status || !count) return status;
    reading->known = calloc(count, sizeof *reading->known);
    if (!reading->known) status = error_memory(error);
    for (size_t i = 0; !status && i < count; i++)
        reading->known[i].entry = entries[i];
    if (!status) reading->known_count = count;
    free(entries);
    return status;
}

/* An article that wasn't seen stays: so does its claim to its id. */
static nsearch_status leave_open(struct reading *reading, const struct known *known,
                                 nsearch_error *error)
{
    struct update *update = reading->update;
    if (!update->tentative.count) return NSEARCH_OK;
    nsearch_status status = catalog_read(update->catalog, &known->entry, &reading->scratch, NULL,
                                         error);
    if (status) return status;
    return update_settle_claim(update, reading->scratch.data, reading->scratch.size,
                               reading->file->name, error);
}

/* A new article took the place of one that the index has: those before it with its id give way. */
static nsearch_status tell_repeated(struct reading *reading, const struct known *known,
                                    nsearch_error *error)
{
    struct update *update = reading->update;
    const char *name = reading->file->name;
    nsearch_status status = NSEARCH_OK;
    if (known->repeated)
        status = catalog_read(update->catalog, &known->entry, &reading->scratch, NULL, error);
    for (uint32_t i = 0; !status && i < known->repeated; i++)
        status = update_duplicate(update, reading->scratch.data, name, name, error);
    return status;
}

/* What becomes of what the index had. */
static nsearch_status settle(struct reading *reading, bool complete, nsearch_error *error)
{
    struct update *update = reading->update;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < reading->known_count; i++) {
        const struct known *known = &reading->known[i];
        if (known->state == OPEN && !complete) {
            status = leave_open(reading, known, error);
        } else if (known->state != KEPT) {
            status = tell_repeated(reading, known, error);
            catalog_kill(update->catalog, &known->entry);
            update->result->changed += known->state == REPLACED;
        }
    }
    return status;
}

static void reading_init(struct reading *reading, struct update *update,
                         const struct update_file *file, struct update_reading *out)
{
    *reading = (struct reading){.update = update,
                                .file = file,
                                .out = out,
                                .told = update_duplicates_told(update, file->name)};
    buf_init(&reading->stored);
    buf_init(&reading->scratch);
}

static void reading_release(struct reading *reading)
{
    buf_release(&reading->stored);
    buf_release(&reading->scratch);
    free(reading->known);
}

nsearch_status update_file_read(struct update *update, const struct update_file *file,
                                struct update_reading *out, nsearch_error *error)
{
    struct reading reading;
    const struct reader_sink sink = {.article = take_article,
                                     .reject = take_reject,
                                     .repaired = take_repaired,
                                     .undated = take_undated,
                                     .position = take_position,
                                     .broken = take_broken,
                                     .context = &reading,
                                     .stop = update->request->stop,
                                     .map = &update->map};
    reading_init(&reading, update, file, out);
    nsearch_status status = load_known(&reading, error);
    if (!status)
        status = reader_file(file->path, update->reader, update->request->max_article_size, &sink,
                             error);
    if (!status) status = settle(&reading, !out->broken, error);
    if (!status && out->broken) status = update_stays_shadowed(update, file->name, error);
    reading_release(&reading);
    return status;
}

/* Settles a file that isn't read. */
static nsearch_status settle_unread(struct update *update, const char *name, bool gone,
                                    nsearch_error *error)
{
    struct reading reading;
    const struct update_file file = {.name = name};
    reading_init(&reading, update, &file, NULL);
    nsearch_status status = load_known(&reading, error);
    if (!status) status = settle(&reading, gone, error);
    reading_release(&reading);
    return status;
}

nsearch_status update_file_gone(struct update *update, const char *name, nsearch_error *error)
{
    return settle_unread(update, name, true, error);
}

nsearch_status update_file_stays(struct update *update, const char *name, nsearch_error *error)
{
    nsearch_status status = settle_unread(update, name, false, error);
    return status ? status : update_stays_shadowed(update, name, error);
}
