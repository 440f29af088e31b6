/* batch.c - see batch.h. */
#include "indexer/batch.h"

#include <stdlib.h>

#include "common/error.h"

void batch_init(struct batch *batch)
{
    *batch = (struct batch){0};
    buf_init(&batch->input);
    buf_init(&batch->output);
}

void batch_release(struct batch *batch)
{
    buf_release(&batch->input);
    buf_release(&batch->output);
    free(batch->articles);
    batch_init(batch);
}

void batch_reset(struct batch *batch)
{
    batch->count = 0;
    buf_reset(&batch->input);
    buf_reset(&batch->output);
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
    batch->articles[batch->count++] = (struct batch_article){.input_end = batch->input.size,
                                                             .stamp = *stamp};
    return buf_status(&batch->input, error);
}
