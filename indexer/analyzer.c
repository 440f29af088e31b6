/* analyzer.c - a batch's articles to what goes into the tables; see batch.h.
 *
 *     stored form -> article -> forward index -> term list         (forward.h, termlist.h)
 *                 -> deflated data            -> lists by term, over all articles of the batch
 *
 * Lists are begun here, where they are short and stay in the cache, so that the one thread that puts all
 * batches' lists together has fewer and longer pieces to move. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "indexer/batch.h"
#include "indexer/dictionary.h"
#include "indexer/forward.h"
#include "indexer/glass.h"
#include "indexer/glass_code.h"
#include "indexer/keys.h"
#include "indexer/slices.h"
#include "indexer/termlist.h"

struct analyzer {
    struct analyzer_options options;
    struct stemmer *stemmer;
    struct dictionary *dictionary;
    struct glass_deflater *deflater;
    struct forward forward;
    struct article article;
    struct buf plain; /* a term list before it is deflated */
    struct termlist_term *terms;
    size_t term_capacity;
    /* Of the batch at hand. */
    uint32_t batch; /* number */
    struct started *lists;
    size_t list_count, list_capacity;
    struct slices slices;
    struct buf tag; /* positions of one posting */
};

/* A list that grows. */
struct started {
    struct batch_list list;
    struct slice_stream stream;
};

nsearch_status analyzer_create(const struct analyzer_options *options, struct analyzer **out,
                               nsearch_error *error)
{
    *out = NULL;
    struct analyzer *analyzer = calloc(1, sizeof *analyzer);
    if (!analyzer) return error_memory(error);
    analyzer->options = *options;
    article_init(&analyzer->article);
    buf_init(&analyzer->plain);
    buf_init(&analyzer->tag);
    slices_init(&analyzer->slices);
    nsearch_status status = stemmer_create(options->language, &analyzer->stemmer, error);
    if (!status) status = forward_init(&analyzer->forward, analyzer->stemmer, error);
    if (!status) status = glass_deflater_create(GLASS_DEFLATE_FAST, &analyzer->deflater, error);
    if (!status && !(analyzer->dictionary = dictionary_create())) status = error_memory(error);
    if (status)
        analyzer_free(analyzer);
    else
        *out = analyzer;
    return status;
}

void analyzer_free(struct analyzer *analyzer)
{
    if (!analyzer) return;
    dictionary_drop(analyzer->dictionary);
    glass_deflater_free(analyzer->deflater);
    forward_release(&analyzer->forward);
    stemmer_free(analyzer->stemmer);
    article_release(&analyzer->article);
    buf_release(&analyzer->plain);
    buf_release(&analyzer->tag);
    slices_release(&analyzer->slices);
    free(analyzer->lists);
    free(analyzer->terms);
    free(analyzer);
}

/* ---- Tags of an article --------------------------------------------------------------------------- */

static int compare_slots(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static nsearch_status put_deflated(struct analyzer *analyzer, const void *data, size_t size,
                                   struct buf *output, struct batch_tag *out, nsearch_error *error)
{
    struct glass_tag tag = {data, size, false};
    nsearch_status status = NSEARCH_OK;
    if (size > GLASS_COMPRESS_MIN)
        status = glass_deflate(analyzer->deflater, data, size, &tag, error);
    if (status) return status;
    *out = (struct batch_tag){output->size, tag.size, tag.deflated};
    buf_add(output, tag.data, tag.size);
    return NSEARCH_OK;
}

static nsearch_status put_terms(struct analyzer *analyzer, struct buf *output,
                                struct batch_article *out, nsearch_error *error)
{
    const struct forward *forward = &analyzer->forward;
    if (forward->row_count > analyzer->term_capacity) {
        const size_t capacity = forward->row_count * (size_t)2;
        free(analyzer->terms);
        analyzer->terms = malloc(capacity * sizeof *analyzer->terms);
        analyzer->term_capacity = analyzer->terms ? capacity : 0;
        if (!analyzer->terms) return error_memory(error);
    }
    for (uint32_t i = 0; i < forward->row_count; i++) {
        const struct forward_row *row = &forward->rows[i];
        analyzer->terms[i] = (struct termlist_term){(const uint8_t *)row->term->text,
                                                    row->term->size, row->wdf};
    }
    buf_reset(&analyzer->plain);
    out->length = termlist_put(&analyzer->plain, analyzer->terms, forward->row_count);
    nsearch_status status = buf_status(&analyzer->plain, error);
    if (status) return status;
    return put_deflated(analyzer, analyzer->plain.data, analyzer->plain.size, output, &out->terms,
                        error);
}

/* The slots that an article has values in, if any. */
static nsearch_status put_slots(const struct forward *forward, struct buf *output,
                                struct batch_article *out, nsearch_error *error)
{
    uint32_t *slots = malloc((forward->value_count + 1) * sizeof *slots);
    if (!slots) return error_memory(error);
    for (size_t i = 0; i < forward->value_count; i++)
        slots[i] = forward->values[i].slot;
    qsort(slots, forward->value_count, sizeof *slots, compare_slots);
    const size_t start = output->size;
    if (forward->value_count) termlist_put_slots(output, slots, forward->value_count);
    out->slots = (struct batch_tag){start, output->size - start, false};
    free(slots);
    return buf_status(output, error);
}

/* ---- Lists of a batch ----------------------------------------------------------------------------- */

/* The list of a term in this batch; NULL if out of memory. */
static struct started *list_of(struct analyzer *analyzer, struct term *term)
{
    if (!term) return NULL;
    if (term->batch == analyzer->batch) return &analyzer->lists[term->list];
    if (analyzer->list_count == analyzer->list_capacity) {
        const size_t capacity = analyzer->list_capacity ? analyzer->list_capacity * 2 : 4096;
        struct started *lists = realloc(analyzer->lists, capacity * sizeof *lists);
        if (!lists) return NULL;
        analyzer->lists = lists;
        analyzer->list_capacity = capacity;
    }
    term->batch = analyzer->batch;
    term->list = (uint32_t)analyzer->list_count++;
    struct started *list = &analyzer->lists[term->list];
    *list = (struct started){.list = {.term = term}};
    return list;
}

/* Adds a posting, coded as run.h says, to a list. */
static bool add_posting(struct analyzer *analyzer, struct term *term, uint32_t article,
                        uint32_t wdf, const void *tag, size_t tag_size)
{
    struct started *list = list_of(analyzer, term);
    uint8_t head[3 * GLASS_UINT_ROOM], *at = head;
    if (!list) return false;
    if (list->list.count)
        at = glass_put_uint(at, article - list->list.last);
    else
        list->list.first = article;
    at = glass_put_uint(at, wdf);
    at = glass_put_uint(at, tag_size);
    const size_t size = (size_t)(at - head);
    list->list.last = article;
    list->list.count++;
    list->list.collfreq += wdf;
    list->list.size += (uint32_t)(size + tag_size);
    return slices_write(&analyzer->slices, &list->stream, head, size) &&
           slices_write(&analyzer->slices, &list->stream, tag, tag_size);
}

static bool add_row(struct analyzer *analyzer, const struct forward_row *row, uint32_t article)
{
    const uint32_t *positions = analyzer->forward.positions + row->first;
    buf_reset(&analyzer->tag);
    uint8_t *tag = (uint8_t *)buf_room(&analyzer->tag, glass_positions_room(row->count));
    if (!tag) return false;
    const size_t size = row->count ? (size_t)(glass_put_positions(tag, positions, row->count) - tag)
                                   : 0;
    return add_posting(analyzer, row->term, article, row->wdf, tag, size);
}

/* Values and length, as postings of terms that are the beginnings of their keys: see tables.h. */
static bool add_specials(struct analyzer *analyzer, uint32_t article, uint32_t length)
{
    const struct forward *forward = &analyzer->forward;
    struct terms *terms = dictionary_terms(analyzer->dictionary);
    uint8_t key[KEY_ROOM];
    for (size_t i = 0; i < forward->value_count; i++) {
        const struct forward_value *value = &forward->values[i];
        const char *text = forward->value_text.data + value->offset;
        uint8_t *end = glass_put_uint(put_kind(key, KEY_KIND_VALUES), value->slot);
        struct term *term = terms_add(terms, (const char *)key, (size_t)(end - key));
        if (!add_posting(analyzer, term, article, 0, text, value->size)) return false;
    }
    uint8_t *end = put_kind(key, KEY_KIND_LENGTHS);
    struct term *term = terms_add(terms, (const char *)key, (size_t)(end - key));
    return add_posting(analyzer, term, article, length, NULL, 0);
}

static nsearch_status add_postings(struct analyzer *analyzer, uint32_t article,
                                   struct batch_article *out, nsearch_error *error)
{
    const struct forward *forward = &analyzer->forward;
    bool added = add_specials(analyzer, article, out->length);
    for (uint32_t i = 0; added && i < forward->row_count; i++) {
        const struct forward_row *row = &forward->rows[i];
        if (row->wdf > out->wdf_max) out->wdf_max = row->wdf;
        added = add_row(analyzer, row, article);
    }
    return added ? NSEARCH_OK : error_memory(error);
}

static void put_lists(struct analyzer *analyzer, struct batch *batch)
{
    batch->lists = batch->output.size;
    batch->list_count = analyzer->list_count;
    for (size_t i = 0; i < analyzer->list_count; i++) {
        const struct started *list = &analyzer->lists[i];
        struct slice_cursor cursor;
        const uint8_t *data;
        size_t size;
        buf_add(&batch->output, &list->list, sizeof list->list);
        slices_rewind(&list->stream, &cursor);
        while (slices_next(&analyzer->slices, &list->stream, &cursor, &data, &size))
            buf_add(&batch->output, data, size);
    }
}

/* ---- One article --------------------------------------------------------------------------------- */

static nsearch_status run_one(struct analyzer *analyzer, struct batch *batch, size_t index,
                              size_t start, nsearch_error *error)
{
    struct article *article = &analyzer->article;
    struct batch_article *out = &batch->articles[index];
    const char *data = batch->input.data + start;
    size_t size = out->input_end - start;
    nsearch_status status = article_parse(data, size, article, error);
    if (!status)
        status = forward_article(&analyzer->forward, dictionary_terms(analyzer->dictionary),
                                 article, error);
    if (status) return status;
    if (!analyzer->options.keep_text) size -= article->fields[ARTICLE_BODY].size;
    status = put_deflated(analyzer, data, size, &batch->output, &out->data, error);
    if (!status) status = put_terms(analyzer, &batch->output, out, error);
    if (!status) status = put_slots(&analyzer->forward, &batch->output, out, error);
    return status ? status : add_postings(analyzer, (uint32_t)index + 1, out, error);
}

/* ---- A batch ------------------------------------------------------------------------------------- */

/* Starts a new dictionary where the old one has grown too large. The old one lives on with the batches
 * that point at it. */
static nsearch_status check_dictionary(struct analyzer *analyzer, nsearch_error *error)
{
    const struct terms *terms = dictionary_terms(analyzer->dictionary);
    if (terms_memory(terms) < analyzer->options.dictionary_size) return NSEARCH_OK;
    struct dictionary *dictionary = dictionary_create();
    if (!dictionary) return error_memory(error);
    dictionary_drop(analyzer->dictionary);
    analyzer->dictionary = dictionary;
    return NSEARCH_OK;
}

nsearch_status analyzer_run(struct analyzer *analyzer, struct batch *batch, nsearch_error *error)
{
    nsearch_status status = check_dictionary(analyzer, error);
    if (status) return status;
    batch->dictionary = dictionary_hold(analyzer->dictionary);
    analyzer->batch++;
    analyzer->list_count = 0;
    slices_reset(&analyzer->slices);
    size_t start = 0;
    for (size_t i = 0; !status && i < batch->count; i++) {
        status = run_one(analyzer, batch, i, start, error);
        start = batch->articles[i].input_end;
    }
    if (status) return status;
    put_lists(analyzer, batch);
    return buf_status(&batch->output, error);
}
