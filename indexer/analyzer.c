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
#include "indexer/order.h"
#include "indexer/slices.h"
#include "indexer/termlist.h"

enum {
    POSTING_HEAD_MAX = 3 * GLASS_UINT_ROOM
};

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
    uint32_t batch; /* number of the one at hand */
    struct buf tag; /* positions of one posting, and room before them */
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
    free(analyzer->terms);
    free(analyzer);
}

/* ---- Tags of an article --------------------------------------------------------------------------- */

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
    qsort(slots, forward->value_count, sizeof *slots, order_uint32);
    const size_t start = output->size;
    if (forward->value_count) termlist_put_slots(output, slots, forward->value_count);
    out->slots = (struct batch_tag){start, output->size - start, false};
    free(slots);
    return buf_status(output, error);
}

/* ---- Lists of a batch ----------------------------------------------------------------------------- */

/* The list of a term in this batch; NULL if out of memory. */
static struct batch_list *list_of(const struct analyzer *analyzer, struct batch *batch,
                                  struct term *term)
{
    if (!term) return NULL;
    if (term->batch == analyzer->batch) return &batch->lists[term->list];
    if (batch->list_count == batch->list_capacity) {
        const size_t capacity = batch->list_capacity ? batch->list_capacity * 2 : 4096;
        struct batch_list *lists = realloc(batch->lists, capacity * sizeof *lists);
        if (!lists) return NULL;
        batch->lists = lists;
        batch->list_capacity = capacity;
    }
    term->batch = analyzer->batch;
    term->list = (uint32_t)batch->list_count++;
    batch->lists[term->list] = (struct batch_list){.term = term};
    return &batch->lists[term->list];
}

/* Adds a posting, coded as run.h says, to a list. Before the tag there are POSTING_HEAD_MAX bytes of room
 * for what comes before it, so that all is written in one piece. */
static bool add_posting(const struct analyzer *analyzer, struct batch *batch, struct term *term,
                        uint32_t article, uint32_t wdf, uint8_t *tag, size_t tag_size)
{
    struct batch_list *list = list_of(analyzer, batch, term);
    uint8_t head[POSTING_HEAD_MAX], *at = head;
    if (!list) return false;
    if (list->count)
        at = glass_put_uint(at, article - list->last);
    else
        list->first = article;
    at = glass_put_uint(at, wdf);
    at = glass_put_uint(at, tag_size);
    const size_t size = (size_t)(at - head) + tag_size;
    while (at > head)
        *--tag = *--at;
    list->last = article;
    list->count++;
    list->collfreq += wdf;
    list->size += (uint32_t)size;
    return slices_write(&batch->slices, &list->stream, tag, size);
}

/* Room for a tag of `size` bytes, and before it for a head; NULL if out of memory. */
static uint8_t *tag_room(struct analyzer *analyzer, size_t size)
{
    buf_reset(&analyzer->tag);
    char *room = buf_room(&analyzer->tag, POSTING_HEAD_MAX + size);
    return room ? (uint8_t *)room + POSTING_HEAD_MAX : NULL;
}

static bool add_row(struct analyzer *analyzer, struct batch *batch, const struct forward_row *row,
                    uint32_t article)
{
    const uint32_t *positions = analyzer->forward.positions + row->first;
    uint8_t *tag = tag_room(analyzer, glass_positions_room(row->count));
    if (!tag) return false;
    const size_t size = row->count ? (size_t)(glass_put_positions(tag, positions, row->count) - tag)
                                   : 0;
    return add_posting(analyzer, batch, row->term, article, row->wdf, tag, size);
}

static bool add_value(struct analyzer *analyzer, struct batch *batch,
                      const struct forward_value *value, uint32_t article)
{
    uint8_t key[KEY_ROOM], *end = glass_put_uint(put_kind(key, KEY_KIND_VALUES), value->slot);
    uint8_t *tag = tag_room(analyzer, value->size);
    if (!tag) return false;
    memcpy(tag, analyzer->forward.value_text.data + value->offset, value->size);
    struct term *term = terms_add(dictionary_terms(analyzer->dictionary), (const char *)key,
                                  (size_t)(end - key));
    return add_posting(analyzer, batch, term, article, 0, tag, value->size);
}

static bool add_length(struct analyzer *analyzer, struct batch *batch, uint32_t length,
                       uint32_t article)
{
    uint8_t key[2], *tag = tag_room(analyzer, 0);
    put_kind(key, KEY_KIND_LENGTHS);
    if (!tag) return false;
    struct term *term = terms_add(dictionary_terms(analyzer->dictionary), (const char *)key,
                                  sizeof key);
    return add_posting(analyzer, batch, term, article, length, tag, 0);
}

/* Values and length are postings too, of terms that are the beginnings of their keys: see tables.h. */
static nsearch_status add_postings(struct analyzer *analyzer, struct batch *batch, uint32_t article,
                                   struct batch_article *out, nsearch_error *error)
{
    const struct forward *forward = &analyzer->forward;
    bool added = add_length(analyzer, batch, out->length, article);
    for (size_t i = 0; added && i < forward->value_count; i++)
        added = add_value(analyzer, batch, &forward->values[i], article);
    for (uint32_t i = 0; added && i < forward->row_count; i++) {
        const struct forward_row *row = &forward->rows[i];
        if (row->wdf > out->wdf_max) out->wdf_max = row->wdf;
        added = add_row(analyzer, batch, row, article);
    }
    return added ? NSEARCH_OK : error_memory(error);
}

/* ---- One article --------------------------------------------------------------------------------- */

static nsearch_status run_one(struct analyzer *analyzer, struct batch *batch, size_t index,
                              size_t start, nsearch_error *error)
{
    struct article *article = &analyzer->article;
    struct batch_article *out = &batch->articles[index];
    const char *data = batch->input.data + start;
    size_t size = out->input_end - start;
    out->stamp.digest = stamp_digest(data, size);
    nsearch_status status = article_parse(data, size, article, error);
    if (!status)
        status = forward_article(&analyzer->forward, dictionary_terms(analyzer->dictionary),
                                 article, &out->stamp, error);
    if (status) return status;
    if (!analyzer->options.keep_text) size -= article->fields[ARTICLE_BODY].size;
    status = put_deflated(analyzer, data, size, &batch->output, &out->data, error);
    if (!status) status = put_terms(analyzer, &batch->output, out, error);
    if (!status) status = put_slots(&analyzer->forward, &batch->output, out, error);
    return status ? status : add_postings(analyzer, batch, (uint32_t)index + 1, out, error);
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
    size_t start = 0;
    for (size_t i = 0; !status && i < batch->count; i++) {
        status = run_one(analyzer, batch, i, start, error);
        start = batch->articles[i].input_end;
    }
    return status ? status : buf_status(&batch->output, error);
}
