/* stemmers.c - see stemmers.h. */
#include "indexer/stemmers.h"

#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"

nsearch_status stemmers_init(struct stemmers *stemmers, const char *language, const char *prints,
                             nsearch_error *error)
{
    *stemmers = (struct stemmers){.prints = prints};
    const nsearch_status status = stemmer_language(language, stemmers->language, error);
    return status ? status : stemmer_create(stemmers->language, prints, &stemmers->own, error);
}

void stemmers_release(struct stemmers *stemmers)
{
    for (size_t i = 0; i < STEMMERS_MAX; i++)
        stemmer_free(stemmers->rows[i].stemmer);
    stemmer_free(stemmers->own);
    *stemmers = (struct stemmers){0};
}

/* The row of the tag, or the one that wasn't used for longest. */
static struct stemmers_row *row_of(struct stemmers *stemmers, const char *tag)
{
    struct stemmers_row *oldest = stemmers->rows;
    for (size_t i = 0; i < STEMMERS_MAX; i++) {
        struct stemmers_row *row = &stemmers->rows[i];
        if (!strcmp(row->tag, tag)) return row;
        if (row->used < oldest->used) oldest = row;
    }
    return oldest;
}

static nsearch_status fill(struct stemmers *stemmers, struct stemmers_row *row, const char *tag,
                           nsearch_error *error)
{
    char name[ANALYSIS_LANGUAGE_MAX], known[LANGUAGE_TAG_MAX];
    stemmer_free(row->stemmer);
    *row = (struct stemmers_row){0};
    language_tag(tag, strlen(tag), known);
    stemmer_for_tag(known, stemmers->language, name);
    if (strcmp(name, stemmers->language) != 0) {
        const nsearch_status status = stemmer_create(name, stemmers->prints, &row->stemmer, error);
        if (status) return status;
        snprintf(row->mark, sizeof row->mark, PREFIX_STEMMER "%s", name);
    }
    memcpy(row->tag, tag, strlen(tag) + 1);
    return NSEARCH_OK;
}

nsearch_status stemmers_find(struct stemmers *stemmers, const struct buf *lang,
                             struct stemmer **out, const char **mark, nsearch_error *error)
{
    char tag[LANGUAGE_TAG_MAX];
    const char *dash = lang->size ? memchr(lang->data, '-', lang->size) : NULL;
    const size_t size = dash ? (size_t)(dash - lang->data) : lang->size;
    *out = stemmers->own;
    *mark = NULL;
    if (!size || size >= sizeof tag) return NSEARCH_OK;
    memcpy(tag, lang->data, size);
    tag[size] = '\0';
    struct stemmers_row *row = row_of(stemmers, tag);
    row->used = ++stemmers->calls;
    if (strcmp(row->tag, tag) != 0) {
        const nsearch_status status = fill(stemmers, row, tag, error);
        if (status) return status;
        row->used = stemmers->calls;
    }
    if (!*row->mark) return NSEARCH_OK;
    *out = row->stemmer;
    *mark = row->mark;
    return NSEARCH_OK;
}
