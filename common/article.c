/* article.c - see article.h. */
#include "common/article.h"

#include <string.h>

#include "common/error.h"
#include "common/utf8.h"

enum {
    REPEATS_MAX = 16384 /* bytes of values in which a new one is looked for: nobody has as many */
};

static const char *const names[ARTICLE_FIELDS] = {
    [ARTICLE_ID] = "id",         [ARTICLE_TITLE] = "title",   [ARTICLE_DATE] = "date",
    [ARTICLE_SOURCE] = "source", [ARTICLE_AUTHOR] = "author", [ARTICLE_SECTION] = "section",
    [ARTICLE_PLACE] = "place",   [ARTICLE_URL] = "url",       [ARTICLE_LANG] = "lang",
    [ARTICLE_TAG] = "tag",       [ARTICLE_PATH] = "path",     [ARTICLE_BODY] = "body",
};

void article_init(struct article *article)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        buf_init(&article->fields[field]);
    buf_init(&article->unindexed);
}

void article_release(struct article *article)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        buf_release(&article->fields[field]);
    buf_release(&article->unindexed);
}

void article_reset(struct article *article)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        buf_reset(&article->fields[field]);
    buf_reset(&article->unindexed);
}

const char *article_field_name(enum article_field field)
{
    return names[field];
}

enum article_field article_field_of_name(const char *name, size_t size)
{
    int field = 0;
    while (field < ARTICLE_FIELDS &&
           (strlen(names[field]) != size || memcmp(names[field], name, size) != 0))
        field++;
    return (enum article_field)field;
}

static bool has_several(enum article_field field)
{
    return field == ARTICLE_SOURCE || field == ARTICLE_AUTHOR || field == ARTICLE_SECTION ||
           field == ARTICLE_PLACE || field == ARTICLE_TAG;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Appends the text with every run of white space as one space. */
static void add_folded(struct buf *out, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t word = at;
        while (at < size && !is_space(text[at]))
            at++;
        buf_add(out, text + word, at - word);
        if (at == size) return;
        buf_add_char(out, ' ');
        while (at < size && is_space(text[at]))
            at++;
    }
}

enum {
    REPEATED_MAX = 64 /* values that are looked through: else many cost the square of it */
};

/* Whether one of the first `size` bytes' lines is the same as what stands behind them. */
static bool is_repeated(const struct buf *values, size_t size)
{
    const char *value = values->data + size;
    size_t value_size = values->size - size;
    for (size_t at = 0, seen = 0; at < size && seen < REPEATED_MAX; seen++) {
        const char *end = memchr(values->data + at, '\n', size - at);
        size_t length = end ? (size_t)(end - values->data) - at : size - at;
        if (length == value_size && !memcmp(values->data + at, value, length)) return true;
        at += length + 1;
    }
    return false;
}

void article_write_path(const char *path, size_t size, struct buf *out)
{
    uint32_t code;
    for (size_t i = 0, taken; i < size; i += taken) {
        taken = utf8_decode(path + i, size - i, &code);
        if (taken && !utf8_is_control(code)) {
            buf_add(out, path + i, taken);
            continue;
        }
        if (!taken) taken = 1;
        for (size_t j = 0; j < taken; j++)
            buf_addf(out, "%%%02X", (unsigned char)path[i + j]);
    }
}

void article_add(struct article *article, enum article_field field, const char *text, size_t size)
{
    struct buf *values = &article->fields[field];
    if (field == ARTICLE_PATH && size) {
        buf_cut(values, 0);
        article_write_path(text, size, values);
        return;
    }
    while (size && is_space(*text))
        text++, size--;
    while (size && is_space(text[size - 1]))
        size--;
    if (!size) return;
    if (!has_several(field)) buf_cut(values, 0);
    size_t before = values->size;
    if (before) buf_add_char(values, '\n');
    size_t start = values->size;
    if (field == ARTICLE_BODY)
        buf_add(values, text, size);
    else
        add_folded(values, text, size);
    if (before && before < REPEATS_MAX && is_repeated(values, start)) buf_cut(values, before);
}

nsearch_status article_status(const struct article *article, nsearch_error *error)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        if (article->fields[field].failed) return error_memory(error);
    return NSEARCH_OK;
}

static void write_values(const struct buf *values, const char *name, struct buf *out)
{
    for (size_t at = 0; at < values->size;) {
        const char *end = memchr(values->data + at, '\n', values->size - at);
        size_t length = end ? (size_t)(end - values->data) - at : values->size - at;
        buf_add_text(out, name);
        buf_add_char(out, '=');
        buf_add(out, values->data + at, length);
        buf_add_char(out, '\n');
        at += length + 1;
    }
}

void article_write(const struct article *article, struct buf *out)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        if (field != ARTICLE_BODY) write_values(&article->fields[field], names[field], out);
    buf_add_char(out, '\n');
    buf_add(out, article->fields[ARTICLE_BODY].data, article->fields[ARTICLE_BODY].size);
}

/* One line "name=value". A name that isn't ours is passed over: a later version's. */
static bool parse_line(const char *line, size_t size, struct article *article)
{
    const char *equals = memchr(line, '=', size);
    if (!equals) return false;
    size_t name_size = (size_t)(equals - line);
    enum article_field field = article_field_of_name(line, name_size);
    if (field < ARTICLE_BODY) {
        struct buf *values = &article->fields[field];
        if (!has_several(field)) buf_cut(values, 0);
        if (values->size) buf_add_char(values, '\n');
        buf_add(values, equals + 1, size - name_size - 1);
    }
    return true;
}

nsearch_status article_parse(const char *data, size_t size, struct article *article,
                             nsearch_error *error)
{
    article_reset(article);
    size_t at = 0;
    while (at < size && data[at] != '\n') {
        const char *end = memchr(data + at, '\n', size - at);
        if (!end || !parse_line(data + at, (size_t)(end - data) - at, article))
            return error_set(error, NSEARCH_DAMAGED, "a stored article is damaged at byte %zu", at);
        at = (size_t)(end - data) + 1;
    }
    if (at == size)
        return error_set(error, NSEARCH_DAMAGED, "a stored article ends before its text");
    buf_add(&article->fields[ARTICLE_BODY], data + at + 1, size - at - 1);
    return article_status(article, error);
}
