/* reader.c - which reader takes a file, and what all their articles go through before the sink. */
#include "common/readers/reader.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/utf8.h"

extern const struct reader reader_text, reader_jsonl, reader_trec, reader_reuters;

/* The first of equals is taken where the name says nothing: any text may be plain text. */
const struct reader *const readers[] = {&reader_text, &reader_jsonl, &reader_trec, &reader_reuters,
                                        NULL};

/* ---- Choosing ----------------------------------------------------------------------------------- */

const struct reader *reader_of_name(const char *name)
{
    for (size_t i = 0; readers[i]; i++)
        if (!strcmp(readers[i]->name, name)) return readers[i];
    return NULL;
}

static bool ends_in(const char *path, size_t size, const char *suffix)
{
    size_t suffix_size = strlen(suffix);
    return size > suffix_size && !strncasecmp(path + size - suffix_size, suffix, suffix_size);
}

static bool has_suffix(const struct reader *reader, const char *path)
{
    size_t size = strlen(path);
    if (ends_in(path, size, ".gz")) size -= 3;
    for (const char *const *suffix = reader->suffixes; *suffix; suffix++)
        if (ends_in(path, size, *suffix)) return true;
    return false;
}

bool reader_has_name(const char *path)
{
    for (size_t i = 0; readers[i]; i++)
        if (has_suffix(readers[i], path)) return true;
    return false;
}

const struct reader *reader_for(const char *path, const char *head, size_t size)
{
    const struct reader *best = NULL;
    int best_score = 0;
    if (size && memchr(head, '\0', size)) return NULL;
    for (size_t i = 0; readers[i]; i++) {
        int sure = readers[i]->probe(head, size);
        int score = sure ? 2 * sure + has_suffix(readers[i], path) : 0;
        if (score > best_score) {
            best = readers[i];
            best_score = score;
        }
    }
    return best;
}

/* ---- Finishing an article ----------------------------------------------------------------------- */

/* One file being read: the sink that its reader sees. */
struct reading {
    const struct reader_sink *sink;
    const struct reader *reader;
    struct input *input;
    const char *path; /* as given, for messages */
    char *full_path;
    size_t limit;
    uint64_t records;      /* articles and rejects so far */
    nsearch_status status; /* of the sink, when it failed */
    struct buf scratch;
};

/* The size of a control character at `text` (C0, DEL, or the two bytes of C1), else 0. */
static size_t control_size(const char *text, const char *end)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x20 || c == 0x7F) return 1;
    return c == 0xC2 && text + 1 < end && (unsigned char)text[1] < 0xA0 ? 2 : 0;
}

/* Whether there may be one, other than a newline, that starts in eight bytes: newlines and U+00A0 to U+00BF aren't told from them. */
static inline bool may_have_controls(const char *text)
{
    const uint64_t each = 0x0101010101010101u, high = each * 0x80;
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    const uint64_t c2 = bytes ^ each * 0xC2, del = bytes ^ each * 0x7F;
    /* A byte below n gets its high bit by the subtraction, if it hadn't it (and some that follow one do). */
    const uint64_t small = (bytes - each * 0x20) & ~bytes;
    return (small | ((c2 - each) & ~c2) | ((del - each) & ~del)) & high;
}

static bool has_controls(const struct buf *field)
{
    const char *end = field->data + field->size, *at = field->data;
    while (at < end) {
        const char *stop = end - at < 8 ? end : at + 8;
        if (end - at < 8 || may_have_controls(at))
            for (const char *c = at; c < stop; c++)
                if (*c != '\n' && control_size(c, end)) return true;
        at = stop;
    }
    return false;
}

/* Every control character becomes a space, but for newlines; in fields other than the body, a space
 * by itself. \r\n is one newline. */
static void drop_controls(struct buf *field, bool is_body)
{
    char *to = field->data, *end = field->data + field->size;
    for (char *at = field->data; at < end;) {
        size_t control = *at == '\n' ? 0 : control_size(at, end);
        bool before_newline = control && at + 1 < end && *at == '\r' && at[1] == '\n';
        bool doubled = control && !is_body && (to == field->data || to[-1] == ' ');
        if (control && !before_newline && !doubled) *to++ = is_body && *at == '\r' ? '\n' : ' ';
        if (!control && (is_body || *at != ' ' || to == field->data || to[-1] != ' ')) *to++ = *at;
        at += control ? control : 1;
    }
    buf_cut(field, (size_t)(to - field->data));
}

static void tell_reject(const struct reading *reading, const char *path, uint64_t line,
                        const char *reason)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->reject) sink->reject(sink->context, path, line, reason);
}

static void tell_repaired(const struct reading *reading, const char *path, size_t bytes)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->repaired) sink->repaired(sink->context, path, bytes);
}

static void tell_undated(const struct reading *reading, const char *path)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->undated) sink->undated(sink->context, path);
}

static void tell_broken(const struct reading *reading)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->broken) sink->broken(sink->context);
}

static void repair(struct reading *reading, struct buf *field)
{
    if (utf8_valid_size(field->data, field->size) == field->size) return;
    buf_reset(&reading->scratch);
    size_t count = utf8_repair(field->data, field->size, &reading->scratch);
    struct buf mended = reading->scratch;
    reading->scratch = *field;
    *field = mended;
    if (count) tell_repaired(reading, reading->path, count);
}

static void normalise_date(struct reading *reading, struct buf *field)
{
    struct date date;
    char text[DATE_TEXT_MAX];
    if (!field->size) return;
    bool good = date_parse(field->data, field->size, &date);
    if (!good) tell_undated(reading, reading->path);
    date_write(&date, text);
    buf_reset(field);
    if (good) buf_add_text(field, text);
}

static size_t article_size(const struct article *article)
{
    size_t size = 0;
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        size += article->fields[field].size;
    return size;
}

/* Whether a field has nothing to read in it. */
static bool is_blank(const struct buf *field)
{
    for (size_t i = 0; i < field->size; i++)
        if ((unsigned char)field->data[i] > ' ') return false;
    return true;
}

/* Why a cleaned article can't go on; NULL if it can. */
static const char *problem_of(const struct article *article, size_t limit)
{
    if (is_blank(&article->fields[ARTICLE_TITLE]) && is_blank(&article->fields[ARTICLE_BODY]))
        return "neither a title nor a text";
    return article_size(article) > limit ? "longer than --max-article-size" : NULL;
}

/* The id of an article that has none: its file's, cleaned, path. */
static void make_id(struct reading *reading, struct article *article)
{
    struct buf *id = &article->fields[ARTICLE_ID];
    const struct buf *path = &article->fields[ARTICLE_PATH];
    if (!is_blank(id)) return;
    buf_reset(id);
    buf_add(id, path->data, path->size);
    if (!reading->reader->whole_file) buf_addf(id, "#%llu", (unsigned long long)reading->records);
}

/* Every field as reader_file promises it. */
static void clean(struct reading *reading, struct article *article)
{
    article_add(article, ARTICLE_PATH, reading->full_path, strlen(reading->full_path));
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        repair(reading, &article->fields[field]);
        if (has_controls(&article->fields[field]))
            drop_controls(&article->fields[field], field == ARTICLE_BODY);
    }
    make_id(reading, article);
    normalise_date(reading, &article->fields[ARTICLE_DATE]);
}

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct reading *reading = context;
    const struct reader_sink *sink = reading->sink;
    reading->records++;
    if (sink->position) sink->position(sink->context, input_read_bytes(reading->input));
    clean(reading, article);
    reading->status = article_status(article, error);
    if (reading->status) return reading->status;
    const char *problem = problem_of(article, reading->limit);
    if (problem)
        tell_reject(reading, reading->path, 0, problem);
    else
        reading->status = sink->article(sink->context, article, error);
    return reading->status;
}

static void take_reject(void *context, const char *path, uint64_t line, const char *reason)
{
    struct reading *reading = context;
    reading->records++;
    tell_reject(reading, path, line, reason);
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    tell_repaired(context, path, bytes);
}

static void take_undated(void *context, const char *path)
{
    tell_undated(context, path);
}

/* The reader itself may see that there was more. */
static void take_broken(void *context)
{
    tell_broken(context);
}

void reader_reject(const struct reader_sink *sink, const struct input *input, uint64_t line,
                   const char *format, ...)
{
    char reason[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    utf8_sanitize(reason);
    sink->reject(sink->context, input_path(input), line, reason);
}

/* ---- Reading a file ----------------------------------------------------------------------------- */

/* Chooses the reader where none is given, and lets it read. */
static nsearch_status read_input(struct reading *reading, nsearch_error *error)
{
    struct input *input = reading->input;
    const char *head;
    size_t size;
    nsearch_status status = input_peek(input, &head, &size, error);
    if (status) return status;
    if (!size) return error_set(error, NSEARCH_INVALID, "empty");
    if (!reading->reader) reading->reader = reader_for(reading->path, head, size);
    if (!reading->reader) {
        const char *nul = memchr(head, '\0', size);
        return error_set(error, NSEARCH_INVALID, "not text (NUL byte at offset %zu)",
                         nul ? (size_t)(nul - head) : 0);
    }
    const struct reader_sink inner = {.article = take_article,
                                      .reject = take_reject,
                                      .repaired = take_repaired,
                                      .undated = take_undated,
                                      .broken = take_broken,
                                      .context = reading,
                                      .map = reading->sink->map};
    return reading->reader->read(input, &inner, error);
}

nsearch_status reader_file(const char *path, const struct reader *reader, size_t max_article_size,
                           const struct reader_sink *sink, nsearch_error *error)
{
    struct reading reading = {
        .sink = sink, .reader = reader, .path = path, .limit = max_article_size};
    nsearch_error own = {0};
    buf_init(&reading.scratch);
    nsearch_status status = input_open(path, max_article_size, &reading.input, &own);
    if (status) goto done;
    input_stop_on(reading.input, sink->stop);
    reading.full_path = *path == '/' ? strdup(path) : realpath(path, NULL);
    if (!reading.full_path) status = error_system(&own, errno, "cannot be resolved");
    if (!status) status = read_input(&reading, &own);
done:
    free(reading.full_path);
    buf_release(&reading.scratch);
    input_free(reading.input);
    /* What the sink says, or who stops it, ends everything; what is wrong with the file, only the file. */
    const bool stopped = sink->stop && *sink->stop;
    if (status && (status == reading.status || status == NSEARCH_MEMORY || stopped)) {
        if (error) *error = own;
        return status;
    }
    if (status) tell_reject(&reading, path, 0, own.message);
    if (status && status != NSEARCH_INVALID) tell_broken(&reading);
    return NSEARCH_OK;
}
