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
    source->hash = hash;
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

struct group *boilerplate_group(const struct boilerplate *boilerplate, uint64_t hash)
{
    return &boilerplate->groups[hash % GROUPS];
}

size_t boilerplate_find(const struct group *group, uint64_t hash)
{
    size_t at = 0;
    while (at < GROUP && (group->hashes[at] != hash || !group->counts[at]))
        at++;
    return at;
}

size_t boilerplate_make_room(struct boilerplate *boilerplate, struct group *group, uint64_t hash)
{
    size_t least = 0;
    uint64_t least_rank = UINT64_MAX; /* its count, then its article */
    for (size_t i = 0; i < GROUP; i++) {
        const uint64_t rank = (uint64_t)group->counts[i] << 32 | group->last[i];
        least = rank < least_rank ? i : least;
        least_rank = rank < least_rank ? rank : least_rank;
    }
    if (group->counts[least] > 1) {
        group->counts[least]--;
        return GROUP;
    }
    struct entry *entry = entry_of(boilerplate, group, least);
    free(entry->text);
    *entry = (struct entry){0};
    group->hashes[least] = hash;
    group->counts[least] = group->last[least] = 0;
    return least;
}

static bool is_boilerplate(uint32_t count, const struct source *source)
{
    return count >= BOILERPLATE_LEAST && (uint64_t)count * BOILERPLATE_SHARE >= source->articles;
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

struct paragraph {
    struct article_span span;
    uint64_t hash;
};

static void take_paragraph(struct boilerplate *boilerplate, struct article *article,
                           const struct source *source, const struct paragraph *paragraph,
                           bool is_new)
{
    struct group *group = boilerplate_group(boilerplate, paragraph->hash);
    size_t at = boilerplate_find(group, paragraph->hash);
    if (at == GROUP && is_new) at = boilerplate_make_room(boilerplate, group, paragraph->hash);
    if (at == GROUP) return;
    /* Twice in an article is once. */
    if (is_new && group->last[at] != boilerplate->articles) group->counts[at]++;
    group->last[at] = boilerplate->articles;
    if (group->counts[at] < KEEP_LEAST) return;
    struct entry *entry = entry_of(boilerplate, group, at);
    entry->source = (uint32_t)(source - boilerplate->sources);
    if (!is_boilerplate(group->counts[at], source)) return;
    keep_text(boilerplate, entry, article->fields[ARTICLE_BODY].data + paragraph->span.offset,
              paragraph->span.size);
    entry->left_out++;
    buf_add(&article->unindexed, &paragraph->span, sizeof paragraph->span);
}

/* The empty line behind a paragraph; NULL if there is none. */
static const char *paragraph_end(const char *at, const char *end)
{
    while ((at = memchr(at, '\n', (size_t)(end - at))) && at[1] != '\n')
        at++; /* a NUL stands behind a buffer's end */
    return at;
}

/* Twice as fast as hash_seeded, which takes eight bytes at a time: every paragraph of an archive comes by here. */
static uint64_t hash_of(uint64_t seed, const char *text, size_t size)
{
    uint64_t words[2];
    for (; size >= sizeof words; text += sizeof words, size -= sizeof words) {
        memcpy(words, text, sizeof words);
        seed = hash_mix(seed ^ words[0], words[1] ^ 0x8ebc6af09c88c6e3u);
    }
    return hash_seeded(seed, text, size);
}

/* Takes the next paragraphs of a body from *at on, as many as there is room for, and asks for their groups. */
static size_t next_paragraphs(const struct boilerplate *boilerplate, const struct buf *body,
                              uint64_t seed, size_t *at, struct paragraph out[AHEAD])
{
    size_t count = 0;
    while (*at < body->size && count < AHEAD) {
        const char *text = body->data + *at, *gap = paragraph_end(text, body->data + body->size);
        const size_t size = gap ? (size_t)(gap - text) : body->size - *at;
        if (size && size <= PARAGRAPH_MAX) {
            out[count] = (struct paragraph){{*at, size}, hash_of(seed, text, size)};
            __builtin_prefetch(boilerplate_group(boilerplate, out[count++].hash), 1);
        }
        *at += size + (gap ? 2 : 0);
    }
    return count;
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
        struct paragraph paragraphs[AHEAD];
        const size_t count = next_paragraphs(boilerplate, body, source->hash, &at, paragraphs);
        for (size_t i = 0; i < count; i++)
            take_paragraph(boilerplate, article, source, &paragraphs[i], is_new);
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
    boilerplate->groups = aligned_alloc(LINE, GROUPS * sizeof *boilerplate->groups);
    if (boilerplate->groups) memset(boilerplate->groups, 0, GROUPS * sizeof *boilerplate->groups);
    boilerplate->entries = calloc((size_t)GROUPS * GROUP, sizeof *boilerplate->entries);
    boilerplate->sources = calloc(SOURCES_MAX, sizeof *boilerplate->sources);
    const bool made = boilerplate->groups && boilerplate->entries && boilerplate->sources;
    if (made) boilerplate_read(boilerplate, text);
    if (!made || boilerplate->no_memory) {
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
    free(boilerplate->groups);
    free(boilerplate->entries);
    free(boilerplate->sources);
    free(boilerplate);
}
