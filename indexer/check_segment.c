/* check_segment.c - one segment by itself: checksums, metadata, values, lists; see check_own.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "common/stamp.h"
#include "indexer/check_own.h"

/* Keys of metadata, in the order of enum check_metadata. */
static const char *const metadata_keys[CHECK_METADATA_COUNT] = {
    META_ANALYSIS, META_BOILERPLATE, META_DEAD,   META_FORMAT, META_LANGUAGE,
    META_MAP,      META_SCHEMA,      META_SERIAL, META_STEMS,  META_TEXT};

/* ---- Reading a table ------------------------------------------------------------------------------ */

nsearch_status check_table_open(struct check_table *table, struct check *check,
                                struct check_segment *segment, size_t which, nsearch_error *error)
{
    *table = (struct check_table){.check = check, .segment = segment};
    table->input = (struct merge_input){.source = {.path = segment->path.data},
                                        .version = segment->version};
    struct merge merge = {.inputs = &table->input, .count = 1};
    const nsearch_status status = merge_cursors_open(&merge, which, &table->cursors, error);
    table->cursor = table->cursors.cursors;
    return status;
}

nsearch_status check_table_went(struct check_table *table, nsearch_error *error)
{
    enum {
        OFTEN = 4096 /* entries */
    };
    if (++table->entries % OFTEN) return NSEARCH_OK;
    const uint64_t size = table->segment->sizes[table->cursor->table],
                   all = table->segment->version.roots[table->cursor->table].entries;
    const uint64_t at = table->entries < all
                            ? (uint64_t)((double)size * (double)table->entries / (double)all)
                            : size;
    const uint64_t bytes = at - table->told;
    table->told = at;
    return check_went(table->check, bytes, error);
}

nsearch_status check_table_next(struct check_table *table, nsearch_error *error)
{
    const nsearch_status status = check_table_went(table, error);
    return status ? status : merge_cursor_next(table->cursor, error);
}

void check_table_close(struct check_table *table)
{
    merge_cursors_close(&table->cursors);
}

/* ---- Files ---------------------------------------------------------------------------------------- */

static nsearch_status check_sum(struct check *check, struct check_segment *segment, size_t file,
                                uint64_t sum, nsearch_error *error)
{
    struct buf path;
    uint64_t now;
    buf_init(&path);
    buf_addf(&path, "%s/%s", segment->path.data, glass_file_name(file));
    nsearch_status status = buf_status(&path, error);
    if (!status) status = glass_sums_of_file(path.data, check->request->stop, &now, error);
    if (!status && now != sum)
        status = error_set(error, NSEARCH_DAMAGED,
                           "%s: it has changed since it was written (its checksum)", path.data);
    buf_release(&path);
    if (status) segment->broken = true;
    status = check_took(check, status, error);
    return status ? status : check_went(check, segment->sizes[file], error);
}

/* Whether each file is as it was written. */
static nsearch_status check_sums(struct check *check, struct check_segment *segment,
                                 nsearch_error *error)
{
    struct glass_sums sums;
    nsearch_status status = glass_sums_read(segment->path.data, &sums, error);
    segment->lacks_sums = status == NSEARCH_MISSING;
    if (segment->lacks_sums) return NSEARCH_OK;
    if (status) segment->broken = true;
    status = check_took(check, status, error);
    for (size_t i = 0; !status && i < GLASS_FILE_COUNT; i++)
        if (sums.files[i].known) status = check_sum(check, segment, i, sums.files[i].sum, error);
    return status;
}

/* iamglass, and how many articles it speaks of: as many as the lists can hold, docids without gaps. */
static nsearch_status check_version(struct check_segment *segment, nsearch_error *error)
{
    const struct glass_stats *stats = &segment->version.stats;
    nsearch_status status = glass_version_read(segment->path.data, &segment->version, error);
    if (status) return status;
    if (stats->last_docid != stats->document_count ||
        stats->document_count > segment->sizes[GLASS_POSTLIST])
        return error_set(error, NSEARCH_DAMAGED, "%s/iamglass: a count of articles that can't be",
                         segment->path.data);
    const size_t count = stats->document_count;
    segment->serials = calloc(count + 1, sizeof *segment->serials);
    segment->digests = calloc(count + 1, sizeof *segment->digests);
    segment->dead = calloc(count / 8 + 1, 1);
    if (!segment->serials || !segment->digests || !segment->dead) return error_memory(error);
    segment->count = stats->document_count;
    return NSEARCH_OK;
}

/* ---- Postlist: what comes before the terms -------------------------------------------------------- */

static nsearch_status take_metadata(struct check_table *table, nsearch_error *error)
{
    const struct glass_entry *entry = table->cursor->entry;
    struct check *check = table->check;
    for (size_t i = 0; i < CHECK_METADATA_COUNT; i++) {
        const char *key = metadata_keys[i];
        const size_t size = strlen(key);
        if (entry->key_size != size + 2 || memcmp(entry->key + 2, key, size)) continue;
        if (entry->tag.deflated) return merge_damaged(table->cursor, "broken metadata", error);
        table->segment->metadata[i] = arena_copy(&check->arena, entry->tag.data, entry->tag.size);
        if (!table->segment->metadata[i]) return error_memory(error);
    }
    return check_table_next(table, error);
}

static nsearch_status take_statistics(struct check_table *table, nsearch_error *error)
{
    const struct glass_entry *entry = table->cursor->entry;
    struct value_bounds bounds;
    uint32_t slot;
    if (!split_statistics_key(entry->key, entry->key_size, &slot) || entry->tag.deflated ||
        !value_bounds_get(entry->tag.data, entry->tag.size, &bounds))
        return merge_damaged(table->cursor, "broken statistics of a value", error);
    return check_table_next(table, error);
}

/* A digest is kept; of other values it is enough that they can be read. */
static nsearch_status take_value(void *context, const struct merge_value *value,
                                 nsearch_error *error)
{
    struct check_segment *segment = context;
    if (value->docid > segment->count)
        return merge_damaged(value->cursor, "a value of an article that isn't there", error);
    if (value->size == STAMP_DIGEST_SIZE)
        segment->digests[value->docid - 1] = stamp_read_digest((const char *)value->data);
    return NSEARCH_OK;
}

static nsearch_status ignore_value(void *context, const struct merge_value *value,
                                   nsearch_error *error)
{
    const struct check_segment *segment = context;
    if (value->docid <= segment->count) return NSEARCH_OK;
    return merge_damaged(value->cursor, "a value of an article that isn't there", error);
}

static nsearch_status take_values(struct check_table *table, nsearch_error *error)
{
    uint32_t slot;
    const nsearch_status status = merge_value_slot(table->cursor, &slot, error);
    if (status) return status;
    return merge_each_value(&table->cursors, slot, slot == SLOT_DIGEST ? take_value : ignore_value,
                            table->segment, error);
}

/* ---- Postlist: lists ------------------------------------------------------------------------------ */

/* Reads a list to its end; *first is its first docid. */
static nsearch_status read_list(struct check_table *table, const uint8_t *key, size_t key_size,
                                struct merge_list *list, uint32_t *first, nsearch_error *error)
{
    nsearch_status status;
    *first = 0;
    merge_list_start(list, table->cursor, key, key_size);
    while (!(status = merge_list_next(list, error)) && list->count) {
        if (!*first) *first = list->postings[0].docid;
        if (list->last > table->segment->count)
            return merge_damaged(table->cursor, "an article that isn't there", error);
        if ((status = check_table_went(table, error))) break;
    }
    return status;
}

static nsearch_status take_lengths(struct check_table *table, struct merge_list *list,
                                   nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    uint32_t first;
    nsearch_status status = read_list(table, key, lengths_key(key, 0), list, &first, error);
    if (!status && (list->seen_count != table->segment->count ||
                    list->seen_total != table->segment->version.stats.length_total))
        status = merge_damaged(table->cursor, "more or fewer articles than recorded", error);
    return status;
}

/* The serial in a term's key; false if it is another term, or no serial. */
static bool serial_of_key(const uint8_t *key, size_t size, uint64_t *serial)
{
    const size_t prefix = strlen(PREFIX_SERIAL);
    char digits[STAMP_SERIAL_DIGITS + 1] = "";
    if (size != prefix + STAMP_SERIAL_DIGITS || memcmp(key, PREFIX_SERIAL, prefix)) return false;
    memcpy(digits, key + prefix, STAMP_SERIAL_DIGITS);
    return stamp_read(digits, STAMP_SERIAL_DIGITS, serial);
}

static nsearch_status take_term(struct check_table *table, struct merge_list *list,
                                nsearch_error *error)
{
    const struct glass_entry *entry = table->cursor->entry;
    uint8_t key[KEY_ROOM];
    uint32_t first;
    uint64_t serial;
    memcpy(key, entry->key, entry->key_size);
    const size_t size = entry->key_size;
    nsearch_status status = read_list(table, key, size, list, &first, error);
    if (status || !serial_of_key(key, size, &serial)) return status;
    if (list->seen_count != 1 || table->segment->serials[first - 1])
        return merge_damaged(table->cursor, "a serial that two articles have, or a second one",
                             error);
    table->segment->serials[first - 1] = serial;
    return NSEARCH_OK;
}

static nsearch_status check_postlist(struct check_table *table, nsearch_error *error)
{
    struct merge_list list;
    nsearch_status status = NSEARCH_OK;
    bool has_lengths = false;
    merge_list_init(&list);
    while (!status && table->cursor->entry) {
        switch (merge_kind(table->cursor)) {
        case KEY_KIND_METADATA: status = take_metadata(table, error); break;
        case KEY_KIND_STATISTICS: status = take_statistics(table, error); break;
        case KEY_KIND_VALUES: status = take_values(table, error); break;
        case KEY_KIND_LENGTHS:
            status = take_lengths(table, &list, error);
            has_lengths = true;
            break;
        case KEY_KIND_TERM: status = take_term(table, &list, error); break;
        default: status = merge_damaged(table->cursor, "a key of no known kind", error);
        }
    }
    merge_list_release(&list);
    if (!status && !has_lengths && table->segment->count)
        status = merge_damaged(table->cursor, "no list of articles", error);
    return status;
}

/* ---- Positions ------------------------------------------------------------------------------------ */

static nsearch_status check_positions(struct check_table *table, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    while (!status && table->cursor->entry) {
        const struct glass_entry *entry = table->cursor->entry;
        size_t term_size;
        uint32_t docid;
        if (!split_term_key(entry->key, entry->key_size, &term_size, &docid) || !docid)
            return merge_damaged(table->cursor, "a broken key", error);
        if (docid > table->segment->count)
            return merge_damaged(table->cursor, "positions in an article that isn't there", error);
        status = check_table_next(table, error);
    }
    return status;
}

/* ---- All ------------------------------------------------------------------------------------------ */

typedef nsearch_status check_one_table(struct check_table *table, nsearch_error *error);

static nsearch_status walk_table(struct check *check, struct check_segment *segment, size_t which,
                                 check_one_table *look, nsearch_error *error)
{
    struct check_table table;
    nsearch_status status = check_table_open(&table, check, segment, which, error);
    if (!status) status = look(&table, error);
    check_table_close(&table);
    segment->read[which] = !status;
    if (status) segment->broken = true;
    status = check_took(check, status, error);
    return status ? status : check_went(check, segment->sizes[which] - table.told, error);
}

/* Segments of the first schema have no checksums. */
static void tell_lack_of_sums(struct check *check, struct check_segment *segment)
{
    if (!segment->lacks_sums || check_is_older(segment)) return;
    segment->broken = true;
    check_tell(check, "%s/" GLASS_SUMS ": missing", segment->path.data);
}

/* Xapian's check opens this file for writing, though it writes nothing. */
static bool may_ask_xapian(const struct check_segment *segment)
{
    struct buf path;
    buf_init(&path);
    buf_addf(&path, "%s/%s", segment->path.data, glass_table_name(GLASS_DOCDATA));
    const bool may = !buf_status(&path, NULL) && !access(path.data, W_OK);
    buf_release(&path);
    return may;
}

/* Xapian's own check, of what we have found whole; not for a mere reader, or on a disk that is mounted so. */
static nsearch_status ask_xapian(struct check *check, struct check_segment *segment,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (!segment->broken && may_ask_xapian(segment))
        status = check_by_xapian(segment->path.data, check->request->stop, error);
    if (status) segment->broken = true;
    status = check_took(check, status, error);
    for (size_t i = 0; !status && i < GLASS_FILE_COUNT; i++)
        status = check_went(check, segment->sizes[i], error);
    return status;
}

nsearch_status check_segment(struct check *check, struct check_segment *segment,
                             nsearch_error *error)
{
    nsearch_status status = check_sums(check, segment, error);
    if (status) return status;
    status = check_version(segment, error);
    if (status) {
        segment->broken = true;
        return check_took(check, status, error);
    }
    status = walk_table(check, segment, GLASS_POSTLIST, check_postlist, error);
    if (!status) status = walk_table(check, segment, GLASS_POSITION, check_positions, error);
    if (!status) status = walk_table(check, segment, GLASS_TERMLIST, check_termlist, error);
    if (!status) status = walk_table(check, segment, GLASS_DOCDATA, check_docdata, error);
    tell_lack_of_sums(check, segment);
    return status ? status : ask_xapian(check, segment, error);
}
