/* sgml.c - see sgml.h; the entities are in sgml_text.c. */
#include "common/readers/sgml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/error.h"

/* A longer tag is none but a < that begins text. */
enum {
    TAG_MAX = 4096
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- Records ------------------------------------------------------------------------------------ */

void sgml_records_init(struct sgml_records *records, struct input *input, const char *name)
{
    *records = (struct sgml_records){.input = input, .name = name};
    snprintf(records->no_end, sizeof records->no_end, "no </%s>", name);
    buf_init(&records->text);
}

void sgml_records_release(struct sgml_records *records)
{
    buf_release(&records->text);
}

/* Where "<NAME" or, if `end`, "</NAME" stands as a whole tag's start in `text`; NULL if it doesn't. */
static const char *find_tag(const char *text, size_t size, const char *name, bool end)
{
    const char *const stop = text + size;
    const size_t name_size = strlen(name);
    for (const char *at = text; (at = memchr(at, '<', (size_t)(stop - at))); at++) {
        const char *word = at + 1;
        if (end && (word == stop || *word++ != '/')) continue;
        if ((size_t)(stop - word) < name_size || strncasecmp(word, name, name_size) != 0) continue;
        if (word + name_size == stop || !is_name(word[name_size])) return at;
    }
    return NULL;
}

static nsearch_status next_line(struct sgml_records *records, nsearch_error *error)
{
    records->at = 0;
    return input_line(records->input, &records->line, &records->has_line, error);
}

/* Goes to the start tag of the next record; without a line at the end. */
static nsearch_status find_start(struct sgml_records *records, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (!records->has_line) status = next_line(records, error);
    while (!status && records->has_line) {
        const char *from = records->line.text + records->at;
        const char *tag = find_tag(from, records->line.size - records->at, records->name, false);
        if (tag) {
            records->at = (size_t)(tag - records->line.text);
            records->start_line = records->line.number;
            return NSEARCH_OK;
        }
        status = next_line(records, error);
    }
    return status;
}

/* Adds what of the line belongs to the record; true if that was its end, told by its end tag or, a
 * problem, by another's start tag. */
static bool add_line(struct sgml_records *records)
{
    const char *from = records->line.text + records->at;
    size_t size = records->line.size - records->at;
    bool is_first = !records->text.size && !records->problem;
    const char *end = find_tag(from, size, records->name, true);
    const char *start = find_tag(from + is_first, size - is_first, records->name, false);
    bool cut_off = start && (!end || start < end);
    if (cut_off)
        size = (size_t)(start - from);
    else if (end)
        size = (size_t)(end - from) + strlen(records->name) + 2;
    if (cut_off) records->problem = records->no_end;
    if (records->line.too_long || records->text.size + size > input_limit(records->input))
        records->problem = "longer than --max-article-size";
    if (!records->problem) {
        buf_add(&records->text, from, size);
        buf_add_char(&records->text, '\n');
    }
    records->at += size;
    return cut_off || end;
}

nsearch_status sgml_record(struct sgml_records *records, bool *more, nsearch_error *error)
{
    buf_reset(&records->text);
    records->problem = NULL;
    nsearch_status status = find_start(records, error);
    *more = !status && records->has_line;
    while (*more && !add_line(records)) {
        status = next_line(records, error);
        if (status || !records->has_line) {
            records->problem = records->no_end;
            break;
        }
    }
    if (!status) status = buf_status(&records->text, error);
    return status;
}

static nsearch_status pass_on(const struct sgml_records *records, const struct reader_sink *sink,
                              struct article *article, nsearch_error *error)
{
    nsearch_status status = article_status(article, error);
    if (status) return status;
    if (article->fields[ARTICLE_TITLE].size || article->fields[ARTICLE_BODY].size)
        return sink->article(sink->context, article, error);
    reader_reject_empty(sink, records->input, records->start_line);
    return NSEARCH_OK;
}

nsearch_status sgml_read(struct input *input, const char *name, const struct reader_sink *sink,
                         bool (*take)(void *context, const struct buf *record,
                                      struct article *article),
                         void *context, nsearch_error *error)
{
    struct sgml_records records;
    struct article article;
    bool more = false, any = false;
    nsearch_status status = NSEARCH_OK;
    sgml_records_init(&records, input, name);
    article_init(&article);
    while (!status && !(status = sgml_record(&records, &more, error)) && more) {
        any = true;
        article_reset(&article);
        if (records.problem)
            reader_reject(sink, input, records.start_line, "%s", records.problem);
        else if (take(context, &records.text, &article))
            status = pass_on(&records, sink, &article, error);
        else
            status = error_memory(error);
    }
    if (!status && !any) status = error_set(error, NSEARCH_INVALID, "no <%s> in it", name);
    article_release(&article);
    sgml_records_release(&records);
    return status;
}

/* ---- Tags and text ------------------------------------------------------------------------------ */

/* Takes a tag that starts at `text`; 0 if none does. */
static size_t take_tag(const char *text, size_t size, struct sgml_piece *piece)
{
    size_t at = 1, used = 0;
    const char *end = memchr(text, '>', size < TAG_MAX ? size : TAG_MAX);
    if (!end || end == text + 1) return 0;
    piece->is_end = text[at] == '/';
    at += piece->is_end;
    if (!is_letter(text[at]) && (piece->is_end || (text[at] != '!' && text[at] != '?'))) return 0;
    for (; is_name(text[at]); at++)
        if (used + 1 < SGML_NAME_MAX)
            piece->name[used++] = (char)(text[at] >= 'a' && text[at] <= 'z' ? text[at] - 32
                                                                            : text[at]);
    piece->name[used] = '\0';
    piece->is_tag = true;
    piece->text = text + at;
    piece->size = (size_t)(end - piece->text);
    return (size_t)(end - text) + 1;
}

bool sgml_next(const char **text, size_t *size, struct sgml_piece *piece)
{
    *piece = (struct sgml_piece){.text = *text};
    if (!*size) return false;
    size_t used = **text == '<' ? take_tag(*text, *size, piece) : 0;
    while (!used) {
        /* Text, to the next < that begins a tag. */
        const char *next = memchr(*text + piece->size + 1, '<', *size - piece->size - 1);
        struct sgml_piece other;
        piece->size = next ? (size_t)(next - *text) : *size;
        if (!next || take_tag(next, *size - piece->size, &other)) used = piece->size;
    }
    *text += used;
    *size -= used;
    return true;
}

bool sgml_attribute(const struct sgml_piece *tag, const char *name, const char **value,
                    size_t *size)
{
    const char *const end = tag->text + tag->size;
    const size_t name_size = strlen(name);
    for (const char *at = tag->text; (at = memchr(at, '=', (size_t)(end - at))); at++) {
        if ((size_t)(at - tag->text) < name_size + 1) continue;
        const char *start = at - name_size;
        if (strncasecmp(start, name, name_size) != 0 || !is_space(start[-1])) continue;
        const char *from = at + 1;
        char quote = from < end && (*from == '"' || *from == '\'') ? *from++ : '\0';
        const char *to = from;
        while (to < end && (quote ? *to != quote : !is_space(*to)))
            to++;
        *value = from;
        *size = (size_t)(to - from);
        return true;
    }
    return false;
}
