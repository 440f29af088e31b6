/* text.c - see text.h. */
#include "searcher/text.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/reader.h"
#include "common/schema.h"

struct text {
    const char *path, *id;
    struct buf body;
    bool read;  /* its file has been */
    bool found; /* and has it */
};

nsearch_status text_source_read(struct db *db, struct text_source *out, nsearch_error *error)
{
    const char *text;
    arena_init(&out->arena);
    nsearch_status status = db_metadata(db, META_TEXT, &out->arena, &text, error);
    if (!status) status = db_metadata(db, META_FORMAT, &out->arena, &out->format, error);
    if (!status) status = db_metadata(db, META_MAP, &out->arena, &out->map, error);
    out->in_files = !status && !strcmp(text, TEXT_IN_FILES);
    return status;
}

void text_source_release(struct text_source *source)
{
    arena_release(&source->arena);
}

nsearch_status texts_init(struct texts *texts, const struct text_source *source, size_t capacity,
                          nsearch_error *error)
{
    *texts = (struct texts){.source = source};
    if (!capacity) return NSEARCH_OK;
    texts->texts = calloc(capacity, sizeof *texts->texts);
    if (!texts->texts) return error_memory(error);
    texts->capacity = capacity;
    return NSEARCH_OK;
}

void texts_release(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        buf_release(&texts->texts[i].body);
    free(texts->texts);
    *texts = (struct texts){0};
}

void texts_add(struct texts *texts, const char *path, const char *id)
{
    if (texts->count == texts->capacity) return;
    struct text *text = &texts->texts[texts->count++];
    text->path = path;
    text->id = id;
    buf_init(&text->body);
}

static int compare(const void *a, const void *b)
{
    const struct text *left = a, *right = b;
    int order = strcmp(left->path, right->path);
    return order ? order : strcmp(left->id, right->id);
}

static struct text *find(struct text *texts, size_t count, const char *path, const char *id)
{
    const struct text key = {.path = path, .id = id};
    return count ? bsearch(&key, texts, count, sizeof *texts, compare) : NULL;
}

/* ---- Reading a file ------------------------------------------------------------------------------ */

/* The texts of one file, while it is read. */
struct reading {
    struct text *texts;
    size_t count;
    size_t open; /* those that what is left of the file may still change */
};

/* What ends the reading of a file in which there is nothing more to be had. */
static const nsearch_status ENOUGH = NSEARCH_INTERNAL;

/* What follows `start` in the id, if it begins so and may have been made of it; NULL if not. */
static const char *behind(const char *id, const char *start)
{
    const size_t size = strlen(start);
    return !strncmp(id, start, size) && strchr("#/", id[size]) ? id + size : NULL;
}

/* Whether nindex made the id of the path: no other article in the file has it. Of an archive's members two may have
 * one name. */
static bool is_unique(const struct text *text)
{
    const char *rest = behind(text->id, text->path);
    return rest && *rest != '/';
}

/* Whether a piece of the file may have one of the texts: one of them has an id of its own, or one that begins so. */
static bool wants(void *context, const char *id)
{
    const struct reading *reading = context;
    for (size_t i = 0; i < reading->count; i++) {
        const struct text *text = &reading->texts[i];
        if (!behind(text->id, text->path) || behind(text->id, id)) return true;
    }
    return false;
}

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct reading *reading = context;
    const struct buf *body = &article->fields[ARTICLE_BODY];
    struct text *text = find(reading->texts, reading->count, reading->texts->path,
                             article->fields[ARTICLE_ID].data);
    if (!text) return NSEARCH_OK;
    buf_reset(&text->body);
    buf_add(&text->body, body->data, body->size);
    nsearch_status status = buf_status(&text->body, error);
    if (status) return status;
    if (!text->found && is_unique(text)) reading->open--;
    text->found = true;
    return reading->open ? NSEARCH_OK : ENOUGH;
}

/* Fills all the texts of one file. */
static nsearch_status read_file(struct text *texts, size_t count, const struct text_source *source,
                                nsearch_error *error)
{
    struct reading reading = {texts, count, count};
    struct reader_sink sink = {.article = take_article, .wants = wants, .context = &reading};
    nsearch_status status = reader_again(texts->path, source->format, source->map, &sink, error);
    if (status && reading.open) return status;
    for (size_t i = 0; i < count; i++)
        texts[i].read = true;
    return NSEARCH_OK;
}

nsearch_status texts_get(struct texts *texts, const char *path, const char *id,
                         const struct buf **out, nsearch_error *error)
{
    *out = NULL;
    if (!texts->sorted && texts->count)
        qsort(texts->texts, texts->count, sizeof *texts->texts, compare);
    texts->sorted = true;
    struct text *text = find(texts->texts, texts->count, path, id), *first = text, *last = text;
    if (!text) return NSEARCH_OK;
    while (first > texts->texts && !strcmp(first[-1].path, path))
        first--;
    while (last + 1 < texts->texts + texts->count && !strcmp(last[1].path, path))
        last++;
    nsearch_status status = NSEARCH_OK;
    if (!text->read) status = read_file(first, (size_t)(last - first) + 1, texts->source, error);
    if (!status && text->found) *out = &text->body;
    return status;
}
