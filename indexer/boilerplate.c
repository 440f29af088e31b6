/* boilerplate.c - what comes how often; see boilerplate.h. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/host.h"
#include "indexer/boilerplate_own.h"

/* ---- Sources ------------------------------------------------------------------------------------ */

struct source *boilerplate_source(struct boilerplate *boilerplate, const char *name, size_t size,
                                  bool add)
{
    const uint64_t hash = hash_bytes(name, size);
    uint64_t index;
    if (numbers_get(&boilerplate->numbers, hash, &index)) return &boilerplate->sources[index];
    if (!add || boilerplate->source_count == SOURCES_MAX) return NULL;
    struct source *source = &boilerplate->sources[boilerplate->source_count];
    source->name = strndup(name, size);
    if (!source->name ||
        numbers_set(&boilerplate->numbers, hash, boilerplate->source_count, NULL)) {
        free(source->name);
        boilerplate->no_memory = true;
        return NULL;
    }
    source->articles = 0;
    boilerplate->source_count++;
    return source;
}

/* The first source that an article names, or its host; NULL if it has neither. */
static struct source *source_of(struct boilerplate *boilerplate, const struct article *article,
                                bool add)
{
    const struct buf *name = &article->fields[ARTICLE_SOURCE];
    const struct buf *url = &article->fields[ARTICLE_URL];
    char host[HOST_MAX + 1];
    const char *end = memchr(name->data, '\n', name->size);
    size_t size = end ? (size_t)(end - name->data) : name->size;
    if (size) return boilerplate_source(boilerplate, name->data, size, add);
    size = host_of_url(url->data, url->size, host);
    return size ? boilerplate_source(boilerplate, host, size, add) : NULL;
}

/* ---- Paragraphs --------------------------------------------------------------------------------- */

/* The entry of a paragraph; NULL if it isn't there. */
static struct entry *find(struct boilerplate *boilerplate, uint64_t hash)
{
    struct entry *group = &boilerplate->entries[hash % GROUPS * GROUP];
    for (size_t i = 0; i < GROUP; i++)
        if (group[i].count && group[i].hash == hash) return &group[i];
    return NULL;
}

/* A place for it, with a count of 0; NULL where all in its group came more often, and one counts down. */
static struct entry *make_room(struct boilerplate *boilerplate, uint64_t hash)
{
    struct entry *group = &boilerplate->entries[hash % GROUPS * GROUP], *least = group;
    for (size_t i = 1; i < GROUP; i++)
        if (group[i].count < least->count ||
            (group[i].count == least->count && group[i].last_article < least->last_article))
            least = &group[i];
    if (least->count > 1) {
        least->count--;
        return NULL;
    }
    free(least->text);
    *least = (struct entry){.hash = hash};
    return least;
}

struct entry *boilerplate_entry(struct boilerplate *boilerplate, uint64_t hash, uint32_t source)
{
    struct entry *entry = find(boilerplate, hash);
    if (!entry) entry = make_room(boilerplate, hash);
    if (entry) entry->source = source;
    return entry;
}

static bool is_boilerplate(const struct entry *entry, const struct source *source)
{
    return entry->count >= BOILERPLATE_LEAST &&
           (uint64_t)entry->count * BOILERPLATE_SHARE >= source->articles;
}

/* Remembers how it begins, to be shown. */
static void keep_text(struct boilerplate *boilerplate, struct entry *entry, const char *text,
                      size_t size)
{
    if (entry->text) return;
    entry->text = strndup(text, size < TEXT_SHOWN ? size : utf8_valid_size(text, TEXT_SHOWN));
    if (!entry->text) boilerplate->no_memory = true;
    for (char *at = entry->text; at && *at; at++)
        if (*at == '\n' || *at == '\t') *at = ' ';
}

static void take_paragraph(struct boilerplate *boilerplate, struct article *article,
                           const struct source *source, struct article_span span, bool is_new)
{
    const char *text = article->fields[ARTICLE_BODY].data + span.offset;
    const uint32_t index = (uint32_t)(source - boilerplate->sources);
    const uint64_t hash = hash_seeded(hash_bytes(source->name, strlen(source->name)), text,
                                      span.size);
    struct entry *entry = is_new ? boilerplate_entry(boilerplate, hash, index)
                                 : find(boilerplate, hash);
    if (!entry) return;
    /* Twice in an article is once. */
    if (is_new && entry->last_article != boilerplate->articles) entry->count++;
    entry->last_article = boilerplate->articles;
    if (!is_boilerplate(entry, source)) return;
    keep_text(boilerplate, entry, text, span.size);
    entry->left_out++;
    buf_add(&article->unindexed, &span, sizeof span);
}

/* The empty line behind a paragraph; NULL if there is none. */
static const char *paragraph_end(const char *at, const char *end)
{
    while ((at = memchr(at, '\n', (size_t)(end - at))) && at[1] != '\n')
        at++; /* a NUL stands behind a buffer's end */
    return at;
}

nsearch_status boilerplate_take(struct boilerplate *boilerplate, struct article *article,
                                bool is_new, nsearch_error *error)
{
    const struct buf *body = &article->fields[ARTICLE_BODY];
    buf_reset(&article->unindexed);
    struct source *source = boilerplate->off ? NULL : source_of(boilerplate, article, is_new);
    if (boilerplate->no_memory) return error_memory(error);
    if (!source) return NSEARCH_OK;
    source->articles += is_new;
    boilerplate->articles++;
    for (size_t at = 0; at < body->size;) {
        const char *gap = paragraph_end(body->data + at, body->data + body->size);
        const size_t end = gap ? (size_t)(gap - body->data) : body->size;
        const struct article_span span = {at, end - at};
        if (span.size && span.size <= PARAGRAPH_MAX)
            take_paragraph(boilerplate, article, source, span, is_new);
        at = gap ? end + 2 : end;
    }
    return boilerplate->no_memory ? error_memory(error) : buf_status(&article->unindexed, error);
}

/* ---- Life --------------------------------------------------------------------------------------- */

nsearch_status boilerplate_create(const char *text, bool again, struct boilerplate **out,
                                  nsearch_error *error)
{
    struct boilerplate *boilerplate = calloc(1, sizeof *boilerplate);
    *out = NULL;
    if (!boilerplate) return error_memory(error);
    boilerplate->entries = calloc((size_t)GROUPS * GROUP, sizeof *boilerplate->entries);
    boilerplate->sources = calloc(SOURCES_MAX, sizeof *boilerplate->sources);
    if (boilerplate->entries && boilerplate->sources) boilerplate_read(boilerplate, text);
    if (!boilerplate->entries || !boilerplate->sources || boilerplate->no_memory) {
        boilerplate_free(boilerplate);
        return error_memory(error);
    }
    for (size_t i = 0; again && i < (size_t)GROUPS * GROUP; i++)
        boilerplate->entries[i].left_out = 0;
    *out = boilerplate;
    return NSEARCH_OK;
}

void boilerplate_free(struct boilerplate *boilerplate)
{
    if (!boilerplate) return;
    for (size_t i = 0; boilerplate->entries && i < (size_t)GROUPS * GROUP; i++)
        free(boilerplate->entries[i].text);
    for (size_t i = 0; i < boilerplate->source_count; i++)
        free(boilerplate->sources[i].name);
    numbers_release(&boilerplate->numbers);
    free(boilerplate->entries);
    free(boilerplate->sources);
    free(boilerplate);
}
