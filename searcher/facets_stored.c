/* facets_stored.c - see facets.h: the values that a stored article has. */
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/host.h"
#include "common/language.h"
#include "searcher/facets.h"
#include "searcher/stored.h"

uint64_t facet_word(uint64_t seed, const void *word, size_t size, uint32_t position)
{
    return hash_mix(hash_apart(seed, word, size) ^ position * UINT64_C(0x9e3779b97f4a7c15),
                    0xa0761d6478bd642fu);
}

/* ---- The values of a head ------------------------------------------------------------------------ */

/* Lines "source=Wire" of a head, one after the other. */
struct head_values {
    const char *at, *end;
    const char *name;
    size_t name_size;
};

static struct head_values values_of(const struct facet_counting *counting)
{
    const char *name = article_field_name(counting->field->field);
    const struct buf *head = &counting->head;
    return (struct head_values){head->data, head->data + head->size, name, strlen(name)};
}

static bool next_value(struct head_values *values, const char **value, size_t *size)
{
    while (values->at < values->end) {
        const char *line = values->at;
        const char *end = memchr(line, '\n', (size_t)(values->end - line));
        if (!end) end = values->end;
        values->at = end + 1;
        if ((size_t)(end - line) <= values->name_size || line[values->name_size] != '=' ||
            memcmp(line, values->name, values->name_size) != 0)
            continue;
        *value = line + values->name_size + 1;
        *size = (size_t)(end - *value);
        return true;
    }
    return false;
}

/* ---- What they are ------------------------------------------------------------------------------- */

static uint64_t hash_words(uint64_t seed, const char *value, size_t size)
{
    struct tokenizer tokenizer;
    struct token token;
    uint64_t hash = 0;
    tokenizer_init(&tokenizer, value, size);
    while (tokenizer_next(&tokenizer, &token))
        hash += facet_word(seed, token.word, token.size, token.position);
    return hash;
}

static uint64_t hash_lang(uint64_t seed, const char *value, size_t size)
{
    char lower[LANGUAGE_TAG_MAX];
    if (size >= sizeof lower) return 0;
    for (size_t i = 0; i < size; i++)
        lower[i] = value[i] >= 'A' && value[i] <= 'Z' ? (char)(value[i] - 'A' + 'a') : value[i];
    return facet_word(seed, lower, size, 0);
}

/* 0: it is none. */
static uint64_t hash_of(const struct facet_counting *counting, const char *value, size_t size)
{
    char host[HOST_MAX + 1];
    switch (counting->field->kind) {
    case FACET_WORDS: return hash_words(counting->seed, value, size);
    case FACET_LANG: return size ? hash_lang(counting->seed, value, size) : 0;
    case FACET_SITE:
        size = host_of_url(value, size, host);
        return size ? facet_word(counting->seed, host, size, 0) : 0;
    case FACET_TIME: break;
    }
    return 0;
}

static nsearch_status read_head(struct facet_counting *counting, uint32_t segment, uint32_t docid)
{
    return stored_head(counting->generation->stored, segment, docid, &counting->head, NULL,
                       counting->error);
}

nsearch_status facets_article(struct facet_counting *counting, uint32_t segment, uint32_t docid)
{
    const nsearch_status status = read_head(counting, segment, docid);
    const char *value;
    size_t size;
    if (status) return status;
    struct head_values values = values_of(counting);
    while (next_value(&values, &value, &size)) {
        const uint64_t hash = hash_of(counting, value, size);
        if (hash && !facet_count_add(&counting->count, hash, segment, docid))
            return error_memory(counting->error);
    }
    return NSEARCH_OK;
}

nsearch_status facets_stored(struct facet_counting *counting, const struct facet_segment *segment)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < segment->count; i++) {
        const struct facet_window *window = &segment->windows[i];
        for (uint32_t place = facet_next(window->bits, 0); place < POSTING_WINDOW && !status;
             place = facet_next(window->bits, place + 1))
            status = facets_article(counting, segment->number, window->base + place);
    }
    return status;
}

/* ---- What they are called ------------------------------------------------------------------------ */

/* The first digits of a date's key, as matcher_digits has them, to "2020-06-16". */
static void name_time(uint64_t key, unsigned digits, struct buf *out)
{
    for (unsigned i = 0; i < digits; i++) {
        const unsigned code = key >> 4 * (digits - 1 - i) & 0xf;
        if (i == 4 || i == 6) buf_add_char(out, '-');
        buf_add_char(out, (char)('0' + code - 2));
    }
}

/* As the article has it; a host as it is counted. */
static void add_name(const struct facet_counting *counting, const char *value, size_t size,
                     struct buf *out)
{
    char host[HOST_MAX + 1];
    if (counting->field->kind == FACET_SITE) {
        size = host_of_url(value, size, host);
        value = host;
    }
    buf_add(out, value, size);
}

nsearch_status facets_name(struct facet_counting *counting, const struct facet_value *value,
                           struct buf *out)
{
    const char *text;
    size_t size;
    if (counting->field->kind == FACET_TIME) {
        name_time(value->hash, counting->field->digits, out);
        return buf_status(out, counting->error);
    }
    const nsearch_status status = read_head(counting, value->segment, value->docid);
    if (status) return status;
    struct head_values values = values_of(counting);
    while (next_value(&values, &text, &size)) {
        if (hash_of(counting, text, size) != value->hash) continue;
        add_name(counting, text, size, out);
        return buf_status(out, counting->error);
    }
    return error_set(counting->error, NSEARCH_DAMAGED,
                     "an article is indexed with a value that it hasn't: rebuild the index with "
                     "nindex --full");
}
