/* merge_survey.c - what there is and what will be left, before anything is written; see merge_own.h.
 *
 * The statistics of values come before the values in the table, and the values before the list of lengths,
 * which says what articles there are. So the front of the postlist tables, all before the terms, is read
 * once for this, and again when it is written: it is small. */
#include <stdlib.h>

#include "common/error.h"
#include "common/order.h"
#include "common/schema.h"
#include "indexer/merge_own.h"

/* ---- Metadata ------------------------------------------------------------------------------------- */

/* What searches rely on, so that it must hold for all articles of a segment. */
static bool must_agree(const uint8_t *key, size_t size)
{
    static const char *const names[] = {META_ANALYSIS, META_FORMAT, META_LANGUAGE, META_MAP,
                                        META_SCHEMA,   META_STEMS,  META_TEXT};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint8_t own[KEY_ROOM];
        const size_t own_size = metadata_key(own, names[i], strlen(names[i]));
        if (own_size == size && !memcmp(own, key, size)) return true;
    }
    return false;
}

static bool same_entry(const struct glass_entry *a, const struct glass_entry *b)
{
    return a && !order_bytes(a->key, a->key_size, b->key, b->key_size) &&
           !order_bytes(a->tag.data, a->tag.size, b->tag.data, b->tag.size);
}

/* Checks the metadata that `lowest` stands on, and goes past them in all sources. */
static nsearch_status survey_metadata(const struct merge_cursors *cursors,
                                      const struct merge_cursor *lowest, nsearch_error *error)
{
    uint8_t key[GLASS_KEY_MAX];
    const size_t size = lowest->entry->key_size;
    memcpy(key, lowest->entry->key, size);
    for (size_t i = 0; must_agree(key, size) && i < cursors->count; i++)
        if (!same_entry(cursors->cursors[i].entry, lowest->entry))
            return error_set(error, NSEARCH_DAMAGED, "%s and %s differ in %.*s: rebuild the index",
                             lowest->input->source.path, cursors->cursors[i].input->source.path,
                             (int)size - 2, (const char *)key + 2);
    return merge_skip_key(cursors, key, size, error);
}

/* ---- Values --------------------------------------------------------------------------------------- */

static nsearch_status count_value(void *context, const struct merge_value *value,
                                  nsearch_error *error)
{
    const struct merge_source *source = &value->cursor->input->source;
    (void)error;
    if (!source->dropped_count || !bsearch(&value->docid, source->dropped, source->dropped_count,
                                           sizeof *source->dropped, order_uint32))
        value_stats_add(context, value->data, value->size);
    return NSEARCH_OK;
}

static nsearch_status survey_values(struct merge *merge, const struct merge_cursors *cursors,
                                    const struct merge_cursor *lowest, nsearch_error *error)
{
    uint32_t slot;
    nsearch_status status = merge_value_slot(lowest, &slot, error);
    if (status) return status;
    struct value_stats *stats = value_slots_add(&merge->slots, slot);
    if (!stats) return error_memory(error);
    return merge_each_value(cursors, slot, count_value, stats, error);
}

/* ---- Articles ------------------------------------------------------------------------------------- */

/* The article is one more that is left. */
static nsearch_status number_article(struct merge *merge, struct merge_input *input,
                                     const struct posting *article, nsearch_error *error)
{
    struct glass_stats *stats = &merge->version.stats;
    const uint32_t length = article->wdf;
    if (stats->document_count == MAP_DROPPED - 1)
        return error_set(error, NSEARCH_INVALID, "more articles than an index can hold");
    stats->last_docid = ++stats->document_count;
    stats->length_total += length;
    if (length && (!stats->length_min || length < stats->length_min)) stats->length_min = length;
    if (length > stats->length_max) stats->length_max = length;
    if (length > input->length_max) input->length_max = length;
    return docid_map_put(&input->map, article->docid, stats->document_count) ? NSEARCH_OK
                                                                             : error_memory(error);
}

/* Numbers the articles of a chunk; *at is the place in the list of those to be dropped. */
static nsearch_status number_articles(struct merge *merge, const struct merge_list *list,
                                      size_t *at, nsearch_error *error)
{
    struct merge_input *input = list->cursor->input;
    const struct merge_source *source = &input->source;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < list->count; i++) {
        const struct posting *article = &list->postings[i];
        while (*at < source->dropped_count && source->dropped[*at] < article->docid)
            ++*at;
        if (*at == source->dropped_count || source->dropped[*at] != article->docid)
            status = number_article(merge, input, article, error);
        else if (!docid_map_put(&input->map, article->docid, MAP_DROPPED))
            status = error_memory(error);
    }
    return status;
}

static nsearch_status survey_lengths(struct merge *merge, struct merge_cursor *cursor,
                                     nsearch_error *error)
{
    const struct glass_stats *stats = &cursor->input->version.stats;
    struct merge_list list;
    uint8_t key[KEY_ROOM];
    size_t at = 0;
    nsearch_status status = NSEARCH_OK;
    merge_list_init(&list);
    merge_list_start(&list, cursor, key, lengths_key(key, 0));
    if (merge_kind(cursor) == KEY_KIND_LENGTHS)
        while (!(status = merge_list_next(&list, error)) && list.count)
            if ((status = number_articles(merge, &list, &at, error))) break;
    if (!status && (list.seen_count != stats->document_count || list.last > stats->last_docid))
        status = merge_damaged(cursor, "more or fewer articles than recorded", error);
    merge_list_release(&list);
    return status;
}

/* ---- All ------------------------------------------------------------------------------------------ */

static nsearch_status survey(struct merge *merge, const struct merge_cursors *cursors,
                             nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    struct merge_cursor *lowest;
    while (!status && !(status = merge_stopped(merge, error)) && (lowest = merge_lowest(cursors)) &&
           merge_kind(lowest) < KEY_KIND_LENGTHS)
        switch (merge_kind(lowest)) {
        case KEY_KIND_METADATA: status = survey_metadata(cursors, lowest, error); break;
        case KEY_KIND_VALUES: status = survey_values(merge, cursors, lowest, error); break;
        default: status = merge_cursor_next(lowest, error);
        }
    for (size_t i = 0; !status && i < cursors->count; i++)
        status = survey_lengths(merge, &cursors->cursors[i], error);
    return status;
}

nsearch_status merge_survey(struct merge *merge, nsearch_error *error)
{
    struct merge_cursors cursors;
    nsearch_status status = merge_cursors_open(merge, GLASS_POSTLIST, &cursors, error);
    if (!status) status = survey(merge, &cursors, error);
    merge_cursors_close(&cursors);
    return status;
}
