/* batch.c - see batch.h. */
#include "indexer/batch.h"

#include <stdlib.h>

#include "common/error.h"

void batch_init(struct batch *batch)
{
    *batch = (struct batch){0};
    buf_init(&batch->input);
    buf_init(&batch->output);
    buf_init(&batch->unindexed);
}

void batch_release(struct batch *batch)
{
    buf_release(&batch->input);
    buf_release(&batch->output);
    buf_release(&batch->unindexed);
    free(batch->articles);
    batch_init(batch);
}

void batch_reset(struct batch *batch)
{
    batch->count = 0;
    buf_reset(&batch->input);
    buf_reset(&batch->output);
    buf_reset(&batch->unindexed);
}

nsearch_status batch_add(struct batch *batch, const struct article *article,
                         const struct stamp *stamp, nsearch_error *error)
{
    if (batch->count == batch->capacity) {
        const size_t capacity = batch->capacity ? batch->capacity * 2 : 64;
        struct batch_article *articles = realloc(batch->articles, capacity * sizeof *articles);
        if (!articles) return error_memory(error);
        batch->articles = articles;
        batch->capacity = capacity;
    }
    article_write(article, &batch->input);
    buf_add(&batch->unindexed, article->unindexed.data, article->unindexed.size);
    batch->articles[batch->count++] = (struct batch_article){
        .input_end = batch->input.size, .unindexed_end = batch->unindexed.size, .stamp = *stamp};
    const nsearch_status status = buf_status(&batch->unindexed, error);
    return status ? status : buf_status(&batch->input, error);
}
