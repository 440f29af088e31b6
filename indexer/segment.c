/* segment.c - see segment.h. Behind it, for now, Xapian's own indexer. */
#include "indexer/segment.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/term.h"
#include "common/xap.h"
#include "indexer/document.h"

struct segment {
    struct xap_writer *writer;
    struct stemmer *stemmer;
    struct buf data; /* of the article at hand */
    uint64_t count;
};

static nsearch_status describe(struct xap_writer *writer, const char *language,
                               nsearch_error *error)
{
    char version[16];
    snprintf(version, sizeof version, "%d", SCHEMA_VERSION);
    nsearch_status status = xap_writer_metadata(writer, META_SCHEMA, version, error);
    if (!status) status = xap_writer_metadata(writer, META_ANALYSIS, ANALYSIS_VERSION, error);
    if (!status) status = xap_writer_metadata(writer, META_LANGUAGE, language, error);
    return status;
}

nsearch_status segment_create(const char *path, const char *language, struct segment **out,
                              nsearch_error *error)
{
    *out = NULL;
    struct segment *segment = calloc(1, sizeof *segment);
    if (!segment) return error_memory(error);
    buf_init(&segment->data);
    nsearch_status status = stemmer_create(language, &segment->stemmer, error);
    if (!status) status = xap_writer_create(path, &segment->writer, error);
    if (!status) status = describe(segment->writer, language, error);
    if (status)
        segment_free(segment);
    else
        *out = segment;
    return status;
}

void segment_free(struct segment *segment)
{
    if (!segment) return;
    xap_writer_free(segment->writer);
    stemmer_free(segment->stemmer);
    buf_release(&segment->data);
    free(segment);
}

static nsearch_status put_posting(void *context, const char *term, size_t size, uint32_t position,
                                  uint32_t wdf, nsearch_error *error)
{
    return xap_writer_posting(context, term, size, position, wdf, error);
}

static nsearch_status put_term(void *context, const char *term, size_t size, uint32_t wdf,
                               nsearch_error *error)
{
    return xap_writer_term(context, term, size, wdf, error);
}

static nsearch_status put_value(void *context, unsigned slot, const char *value, size_t size,
                                nsearch_error *error)
{
    return xap_writer_value(context, slot, value, size, error);
}

nsearch_status segment_add(struct segment *segment, const struct article *article, bool *replaced,
                           nsearch_error *error)
{
    const struct document_sink sink = {put_posting, put_term, put_value, segment->writer};
    const struct buf *id = &article->fields[ARTICLE_ID];
    char unique[TERM_MAX + 1];
    *replaced = false;
    buf_reset(&segment->data);
    article_write(article, &segment->data);
    nsearch_status status = buf_status(&segment->data, error);
    if (status) return status;
    xap_writer_start(segment->writer);
    status = document_emit(article, segment->stemmer, &sink, error);
    if (status) return status;
    size_t size = term_whole(PREFIX_ID, id->data, id->size, unique);
    status = xap_writer_put(segment->writer, unique, size, segment->data.data, segment->data.size,
                            replaced, error);
    if (!status && !*replaced) segment->count++;
    return status;
}

nsearch_status segment_finish(struct segment *segment, nsearch_error *error)
{
    return xap_writer_commit(segment->writer, error);
}

uint64_t segment_count(const struct segment *segment)
{
    return segment->count;
}
