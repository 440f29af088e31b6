/* analyzer.c - a batch's articles to what goes into the tables; see batch.h.
 *
 *     stored form -> article -> forward index -> term list, deflated   (forward.h, termlist.h)
 *                 -> deflated data            -> postings               (invert.h) */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/glass_code.h"
#include "common/keys.h"
#include "common/order.h"
#include "indexer/batch.h"
#include "indexer/deflate.h"
#include "indexer/forward.h"
#include "indexer/stemmers.h"
#include "indexer/termlist.h"

struct analyzer {
    struct analyzer_options options;
    struct stemmers stemmers;
    struct inverter *inverter;
    struct deflater *deflater;
    struct forward forward;
    struct article article;
    struct deflate_text *texts; /* of all articles of a batch */
    size_t text_capacity;
    struct buf plain; /* term lists before they are deflated */
    struct termlist_term *terms;
    size_t term_capacity;
};

nsearch_status analyzer_create(const struct analyzer_options *options, struct inverter *inverter,
                               struct analyzer **out, nsearch_error *error)
{
    *out = NULL;
    struct analyzer *analyzer = calloc(1, sizeof *analyzer);
    if (!analyzer) return error_memory(error);
    analyzer->options = *options;
    analyzer->inverter = inverter;
    article_init(&analyzer->article);
    buf_init(&analyzer->plain);
    nsearch_status status = stemmers_init(&analyzer->stemmers, options->language, options->stems,
                                          error);
    if (!status) status = forward_init(&analyzer->forward, analyzer->stemmers.own, error);
    if (!status) status = deflater_create(&analyzer->deflater, error);
    if (status)
        analyzer_free(analyzer);
    else
        *out = analyzer;
    return status;
}

void analyzer_free(struct analyzer *analyzer)
{
    if (!analyzer) return;
    deflater_free(analyzer->deflater);
    free(analyzer->texts);
    forward_release(&analyzer->forward);
    stemmers_release(&analyzer->stemmers);
    article_release(&analyzer->article);
    buf_release(&analyzer->plain);
    free(analyzer->terms);
    free(analyzer);
}

/* ---- Tags of an article --------------------------------------------------------------------------- */

static nsearch_status put_terms(struct analyzer *analyzer, struct batch_article *out,
                                nsearch_error *error)
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
        analyzer->terms[i] = (struct termlist_term){row->term->text, row->term->size, row->wdf};
    }
    const size_t start = analyzer->plain.size;
    out->length = termlist_put(&analyzer->plain, analyzer->terms, forward->row_count);
    out->terms = (struct batch_tag){start, analyzer->plain.size - start, false};
    return buf_status(&analyzer->plain, error);
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

/* ---- Postings ------------------------------------------------------------------------------------ */

static bool add_row(struct inverter *inverter, const struct forward_row *row,
                    const uint32_t *positions, uint32_t docid)
{
    if (!row->count) return inverter_add(inverter, row->term, docid, row->wdf, 0);
    uint8_t *tag = inverter_tag(inverter, glass_positions_room(row->count));
    if (!tag) return false;
    const uint8_t *end = glass_put_positions(tag, positions + row->first, row->count);
    return inverter_add(inverter, row->term, docid, row->wdf, (size_t)(end - tag));
}

/* Adds the posting of a term that is the beginning of a key. */
static bool add_under_key(struct inverter *inverter, const uint8_t *key, const uint8_t *end,
                          uint32_t docid, uint32_t wdf, size_t tag_size)
{
    struct term *term = terms_add(inverter_terms(inverter), (const char *)key, (size_t)(end - key));
    return term && inverter_add(inverter, term, docid, wdf, tag_size);
}

static bool add_value(struct inverter *inverter, const struct forward_value *value,
                      const char *text, uint32_t docid)
{
    uint8_t key[KEY_ROOM], *end = glass_put_uint(put_kind(key, KEY_KIND_VALUES), value->slot);
    uint8_t *tag = inverter_tag(inverter, value->size);
    if (!tag) return false;
    memcpy(tag, text + value->offset, value->size);
    return add_under_key(inverter, key, end, docid, 0, value->size);
}

static bool add_length(struct inverter *inverter, uint32_t length, uint32_t docid)
{
    uint8_t key[2];
    return add_under_key(inverter, key, put_kind(key, KEY_KIND_LENGTHS), docid, length, 0);
}

/* Values and length are postings too, of terms that are the beginnings of their keys: see tables.h. */
static nsearch_status add_postings(struct analyzer *analyzer, uint32_t docid,
                                   struct batch_article *out, nsearch_error *error)
{
    enum {
        AHEAD = 8 /* rows: the ends of their lists lie all over the memory */
    };
    const struct forward *forward = &analyzer->forward;
    struct inverter *inverter = analyzer->inverter;
    bool added = add_length(inverter, out->length, docid);
    for (size_t i = 0; added && i < forward->value_count; i++)
        added = add_value(inverter, &forward->values[i], forward->value_text.data, docid);
    for (uint32_t i = 0; added && i < forward->row_count; i++) {
        const struct forward_row *row = &forward->rows[i];
        if (forward->row_count - i > AHEAD) inverter_fetch(inverter, row[AHEAD].term);
        if (row->wdf > out->wdf_max) out->wdf_max = row->wdf;
        added = add_row(inverter, row, forward->positions, docid);
    }
    return added ? NSEARCH_OK : error_memory(error);
}

/* ---- One article --------------------------------------------------------------------------------- */

/* By the article's language. */
static nsearch_status choose_stemmer(struct analyzer *analyzer, nsearch_error *error)
{
    struct stemmer *stemmer;
    const char *mark;
    const nsearch_status status = stemmers_find(
        &analyzer->stemmers, &analyzer->article.fields[ARTICLE_LANG], &stemmer, &mark, error);
    if (!status) forward_stem_by(&analyzer->forward, stemmer, mark);
    return status;
}

static nsearch_status run_one(struct analyzer *analyzer, struct batch *batch, size_t index,
                              size_t start, nsearch_error *error)
{
    struct article *article = &analyzer->article;
    struct batch_article *out = &batch->articles[index];
    const char *data = batch->input.data + start;
    size_t size = out->input_end - start;
    out->stamp.digest = stamp_digest(out->stamp.serial, data, size);
    const size_t unindexed = index ? batch->articles[index - 1].unindexed_end : 0;
    nsearch_status status = article_parse(data, size, article, error);
    if (!status) status = choose_stemmer(analyzer, error);
    buf_add(&article->unindexed, batch->unindexed.data + unindexed, out->unindexed_end - unindexed);
    if (!status) status = buf_status(&article->unindexed, error);
    if (!status)
        status = forward_article(&analyzer->forward, inverter_terms(analyzer->inverter), article,
                                 &out->stamp, error);
    if (status) return status;
    if (!analyzer->options.keep_text) size -= article->fields[ARTICLE_BODY].size;
    out->data = (struct batch_tag){start, size, false};
    status = put_terms(analyzer, out, error);
    if (!status) status = put_slots(&analyzer->forward, &batch->output, out, error);
    return status ? status
                  : add_postings(analyzer, batch->first_docid + (uint32_t)index, out, error);
}

/* ---- A batch ------------------------------------------------------------------------------------- */

static struct batch_tag *data_of(struct batch_article *article)
{
    return &article->data;
}

static struct batch_tag *terms_of(struct batch_article *article)
{
    return &article->terms;
}

/* Deflates one tag of each article into the output; until now they stand in `plain`. All at once, for
 * that is much faster: see deflate.h. */
static nsearch_status deflate_tags(struct analyzer *analyzer, struct batch *batch,
                                   struct batch_tag *(*tag_of)(struct batch_article *),
                                   const char *plain, nsearch_error *error)
{
    struct deflate_text *texts = analyzer->texts;
    size_t offset = batch->output.size;
    for (size_t i = 0; i < batch->count; i++) {
        const struct batch_tag *tag = tag_of(&batch->articles[i]);
        texts[i] = (struct deflate_text){.data = plain + tag->offset, .size = tag->size};
    }
    nsearch_status status = deflater_run(analyzer->deflater, texts, batch->count, &batch->output,
                                         error);
    for (size_t i = 0; !status && i < batch->count; i++) {
        *tag_of(&batch->articles[i]) = (struct batch_tag){offset, texts[i].packed_size,
                                                          texts[i].deflated};
        offset += texts[i].packed_size;
    }
    return status;
}

static nsearch_status reserve_texts(struct analyzer *analyzer, size_t count, nsearch_error *error)
{
    if (count <= analyzer->text_capacity) return NSEARCH_OK;
    free(analyzer->texts);
    analyzer->texts = malloc(count * sizeof *analyzer->texts);
    analyzer->text_capacity = analyzer->texts ? count : 0;
    return analyzer->texts ? NSEARCH_OK : error_memory(error);
}

nsearch_status analyzer_run(struct analyzer *analyzer, struct batch *batch, nsearch_error *error)
{
    nsearch_status status = reserve_texts(analyzer, batch->count, error);
    buf_reset(&analyzer->plain);
    size_t start = 0;
    for (size_t i = 0; !status && i < batch->count; i++) {
        status = run_one(analyzer, batch, i, start, error);
        start = batch->articles[i].input_end;
    }
    if (!status) status = deflate_tags(analyzer, batch, data_of, batch->input.data, error);
    if (!status) status = deflate_tags(analyzer, batch, terms_of, analyzer->plain.data, error);
    return status;
}
