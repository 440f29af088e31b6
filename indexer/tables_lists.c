/* tables_lists.c - the inverters' lists into the postlist and the position table; see tables.h. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/keys.h"
#include "common/order.h"
#include "common/schema.h"
#include "indexer/postings.h"
#include "indexer/tables_own.h"
#include "indexer/values.h"

/* ---- Postlist ------------------------------------------------------------------------------------ */

static nsearch_status put_metadata(struct glass_table *table, const struct tables_rest *rest,
                                   nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < rest->metadata_count; i++) {
        const struct metadata *metadata = &rest->metadata[i];
        const size_t size = metadata_key(key, metadata->key, strlen(metadata->key));
        status = glass_table_add(table, key, size, metadata->value, strlen(metadata->value), error);
    }
    return status;
}

static nsearch_status open_lists(const struct tables *tables, struct inverter_reading *reading,
                                 nsearch_error *error)
{
    return inverters_read(tables->rest->inverters, tables->rest->inverter_count, reading, error);
}

static nsearch_status next_term(const struct tables *tables, struct run_merge *merge, bool *more,
                                nsearch_error *error)
{
    const volatile sig_atomic_t *stop = tables->rest->stop;
    if (stop && *stop) return error_set(error, NSEARCH_INVALID, "interrupted");
    return run_merge_next(merge, more, error);
}

/* Goes through all postings of the term at hand. */
static nsearch_status each_posting(struct run_merge *merge,
                                   nsearch_status (*take)(void *context,
                                                          const struct run_posting *posting,
                                                          nsearch_error *error),
                                   void *context, nsearch_error *error)
{
    const struct run_posting *posting;
    nsearch_status status = NSEARCH_OK;
    for (uint32_t left = merge->count; !status && left; left--) {
        status = run_merge_posting(merge, &posting, error);
        if (!status) status = take(context, posting, error);
    }
    return status;
}

/* What the table says of each slot stands before the values themselves, so these are read twice. */
static nsearch_status add_to_stats(void *context, const struct run_posting *posting,
                                   nsearch_error *error)
{
    (void)error;
    value_stats_add(context, posting->tag, posting->tag_size);
    return NSEARCH_OK;
}

/* The slot of the term at hand, which stands for its values. */
static bool slot_of(const struct run_merge *merge, uint32_t *slot)
{
    const uint8_t *at = (const uint8_t *)merge->text, *end = at + merge->text_size;
    if (key_kind(at, merge->text_size) != KEY_KIND_VALUES) return false;
    at += 2;
    return glass_get_uint32(&at, end, slot);
}

static nsearch_status gather_stats(struct tables *tables, struct value_slots *slots,
                                   nsearch_error *error)
{
    struct inverter_reading reading;
    uint32_t slot;
    bool more;
    nsearch_status status = open_lists(tables, &reading, error);
    if (status) return status;
    while (!(status = run_merge_next(&reading.merge, &more, error)) && more &&
           slot_of(&reading.merge, &slot)) {
        struct value_stats *stats = value_slots_add(slots, slot);
        status = stats ? each_posting(&reading.merge, add_to_stats, stats, error)
                       : error_memory(error);
        if (status) break;
    }
    inverter_reading_close(&reading);
    return status;
}

static nsearch_status put_statistics(struct tables *tables, struct glass_table *table,
                                     nsearch_error *error)
{
    struct value_slots slots = {0};
    nsearch_status status = gather_stats(tables, &slots, error);
    if (!status) status = value_slots_finish(&slots, table, error);
    value_slots_release(&slots);
    return status;
}

static nsearch_status take_value(void *context, const struct run_posting *posting,
                                 nsearch_error *error)
{
    return value_writer_add(context, posting->docid, posting->tag, posting->tag_size, error);
}

static nsearch_status put_values(struct run_merge *merge, uint32_t slot, struct glass_table *table,
                                 nsearch_error *error)
{
    struct value_writer writer;
    value_writer_init(&writer, table, slot);
    nsearch_status status = each_posting(merge, take_value, &writer, error);
    if (!status) status = value_writer_finish(&writer, error);
    value_writer_release(&writer);
    return status;
}

/* Puts the list of a term, or that of the lengths, into the table. */
struct list_taker {
    struct tables *tables;
    struct posting_writer writer;
    bool unique;   /* the term is an id: no two articles may have it */
    uint32_t last; /* the last one that had it; 0: none */
};

/* The article before has the same id: this one is later. */
static nsearch_status supersede(struct tables *tables, uint32_t docid, nsearch_error *error)
{
    const size_t count = tables->superseded_count;
    uint32_t *docids = realloc(tables->superseded, (count + 1) * sizeof *docids);
    if (!docids) return error_memory(error);
    tables->superseded = docids;
    docids[tables->superseded_count++] = docid;
    return NSEARCH_OK;
}

static nsearch_status take_wdf(void *context, const struct run_posting *posting,
                               nsearch_error *error)
{
    struct list_taker *taker = context;
    nsearch_status status = NSEARCH_OK;
    if (taker->unique && taker->last) status = supersede(taker->tables, taker->last, error);
    taker->last = posting->docid;
    posting_writer_add(&taker->writer, posting->docid, posting->wdf);
    return status;
}

static nsearch_status put_list(struct list_taker *taker, struct run_merge *merge,
                               nsearch_error *error)
{
    struct glass_table *table = taker->tables->tables[GLASS_POSTLIST];
    taker->unique = merge->text[0] == PREFIX_ID[0];
    taker->last = 0;
    nsearch_status status = each_posting(merge, take_wdf, taker, error);
    if (status) return status;
    if (!merge->text[0]) return posting_writer_finish_lengths(&taker->writer, table, error);
    return posting_writer_finish(&taker->writer, table, merge->text, merge->text_size, error);
}

static nsearch_status put_lists(struct tables *tables, struct run_merge *merge,
                                nsearch_error *error)
{
    struct list_taker taker = {.tables = tables};
    nsearch_status status;
    bool more;
    posting_writer_init(&taker.writer);
    while (!(status = next_term(tables, merge, &more, error)) && more) {
        uint32_t slot;
        if (slot_of(merge, &slot))
            status = put_values(merge, slot, tables->tables[GLASS_POSTLIST], error);
        else
            status = put_list(&taker, merge, error);
        if (status) break;
    }
    posting_writer_release(&taker.writer);
    return status;
}

nsearch_status tables_write_postlist(struct tables *tables, nsearch_error *error)
{
    struct glass_table *table = tables->tables[GLASS_POSTLIST];
    struct inverter_reading reading;
    nsearch_status status = put_metadata(table, tables->rest, error);
    if (!status) status = put_statistics(tables, table, error);
    if (!status) status = open_lists(tables, &reading, error);
    if (status) return status;
    status = put_lists(tables, &reading.merge, error);
    inverter_reading_close(&reading);
    if (tables->superseded_count)
        qsort(tables->superseded, tables->superseded_count, sizeof *tables->superseded,
              order_uint32);
    return status ? status
                  : glass_table_finish(table, &tables->version.roots[GLASS_POSTLIST], error);
}

/* ---- Positions ----------------------------------------------------------------------------------- */

struct position_taker {
    struct glass_table *table;
    uint8_t key[KEY_ROOM];
    size_t term_size; /* bytes of the key before the docid */
};

static nsearch_status take_positions(void *context, const struct run_posting *posting,
                                     nsearch_error *error)
{
    struct position_taker *taker = context;
    if (!posting->tag_size) return NSEARCH_OK;
    const uint8_t *end = glass_put_sortint(taker->key + taker->term_size, posting->docid);
    return glass_table_add(taker->table, taker->key, (size_t)(end - taker->key), posting->tag,
                           posting->tag_size, error);
}

nsearch_status tables_write_positions(struct tables *tables, nsearch_error *error)
{
    struct position_taker taker = {.table = tables->tables[GLASS_POSITION]};
    struct inverter_reading reading;
    bool more;
    nsearch_status status = open_lists(tables, &reading, error);
    if (status) return status;
    while (!(status = next_term(tables, &reading.merge, &more, error)) && more) {
        struct run_merge *merge = &reading.merge;
        if (!merge->text[0]) continue; /* values and lengths */
        taker.term_size = (size_t)(glass_put_escstring(taker.key, merge->text, merge->text_size,
                                                       false) -
                                   taker.key);
        status = each_posting(merge, take_positions, &taker, error);
        if (status) break;
    }
    inverter_reading_close(&reading);
    return status ? status
                  : glass_table_finish(taker.table, &tables->version.roots[GLASS_POSITION], error);
}
