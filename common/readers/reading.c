/* reading.c - one file, or a piece of one: its reader, and what all articles go through before the sink. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/readers/clean.h"
#include "common/readers/left_out.h"
#include "common/readers/media.h"
#include "common/readers/reader.h"
#include "common/utf8.h"

enum {
    PASSED_MAX = 16 /* kinds of what a reader passes over; more aren't told */
};

/* One file, or one piece of a file, being read: the sink that its reader sees. */
struct reading {
    const struct reader_sink *sink;
    const struct reader *wanted; /* NULL: the one that fits */
    const struct reader *reader;
    struct input *input;
    const struct input *file; /* that of the outermost */
    const char *path;         /* as given, for messages */
    const char *full_path;    /* of the outermost file */
    struct buf id;            /* of the article that is all of it */
    struct input_hints hints;
    unsigned depth; /* of what it is a piece of */
    bool is_quiet;  /* rejects aren't told */
    size_t limit;
    enum reject_kind fault; /* of what a status of INVALID is told as */
    uint64_t records;       /* articles and rejects so far */
    nsearch_status status;  /* of the sink, when it failed */
    bool has_rejects;
    struct passed {
        const char *what;
        unsigned long count;
    } passed[PASSED_MAX]; /* what its reader passed over; up to the first NULL */
    struct buf scratch;
};

/* ---- What is told ------------------------------------------------------------------------------- */

static void tell_reject(struct reading *reading, const struct reject *reject)
{
    const struct reader_sink *sink = reading->sink;
    reading->has_rejects = true;
    if (sink->reject && !reading->is_quiet) sink->reject(sink->context, reject);
}

static void tell_dropped(const struct reading *reading, const char *path, const char *what)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->dropped) sink->dropped(sink->context, path, what);
}

static void tell_repaired(const struct reading *reading, const char *path, size_t bytes)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->repaired) sink->repaired(sink->context, path, bytes);
}

static void tell_undated(const struct reading *reading, const char *path, const struct buf *date)
{
    enum {
        SHOWN_MAX = 60
    };
    const struct reader_sink *sink = reading->sink;
    char what[SHOWN_MAX + 40];
    const size_t size = date->size < SHOWN_MAX ? date->size : SHOWN_MAX;
    if (sink->undated) sink->undated(sink->context, path);
    if (!sink->dropped) return;
    snprintf(what, sizeof what, "the date \"%.*s\", which can't be read", (int)size, date->data);
    utf8_sanitize(what);
    tell_dropped(reading, path, what);
}

/* A piece that breaks off is as it is: there can't be more of it while there is no more of the file. */
static void tell_broken(const struct reading *reading)
{
    const struct reader_sink *sink = reading->sink;
    if (sink->broken && !reading->depth) sink->broken(sink->context);
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
    bool good = date_parse(field->data, field->size, &date) ||
                date_parse_epoch(field->data, field->size, &date);
    if (!good) tell_undated(reading, reading->path, field);
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

/* Whether a cleaned article can't go on, and why. Where nobody expects one, a title alone is none. */
static bool has_problem(const struct reading *reading, const struct article *article,
                        struct reject *out)
{
    const bool titled = !is_blank(&article->fields[ARTICLE_TITLE]) && !reading->is_quiet;
    const bool blank = !titled && is_blank(&article->fields[ARTICLE_BODY]);
    out->kind = blank ? REJECT_EMPTY : REJECT_TOO_LONG;
    out->reason = blank ? reject_empty_reason : "longer than --max-article-size";
    return blank || article_size(article) > reading->limit;
}

/* The id of an article that has none: its file's, cleaned, path. */
static void make_id(struct reading *reading, struct article *article)
{
    struct buf *id = &article->fields[ARTICLE_ID];
    if (!is_blank(id)) return;
    buf_reset(id);
    buf_add(id, reading->id.data, reading->id.size);
    if (!reading->reader->whole_file) buf_addf(id, "#%llu", (unsigned long long)reading->records);
}

/* What is known from outside of a file that is an article goes where the article says nothing. */
static void add_hint(const struct reading *reading, struct article *article,
                     enum article_field field, const char *hint)
{
    if (hint && reading->reader->whole_file && is_blank(&article->fields[field]))
        article_add(article, field, hint, strlen(hint));
}

/* Every field as reader_file promises it. */
static void clean(struct reading *reading, struct article *article)
{
    add_hint(reading, article, ARTICLE_URL, reading->hints.url);
    add_hint(reading, article, ARTICLE_DATE, reading->hints.date);
    article_add(article, ARTICLE_PATH, reading->full_path, strlen(reading->full_path));
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        repair(reading, &article->fields[field]);
        if (clean_has_controls(&article->fields[field]))
            clean_drop_controls(&article->fields[field], field == ARTICLE_BODY);
    }
    make_id(reading, article);
    normalise_date(reading, &article->fields[ARTICLE_DATE]);
}

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct reading *reading = context;
    const struct reader_sink *sink = reading->sink;
    reading->records++;
    if (sink->position) sink->position(sink->context, input_read_bytes(reading->file));
    clean(reading, article);
    reading->status = article_status(article, error);
    if (reading->status) return reading->status;
    struct reject problem = {.path = reading->path};
    if (has_problem(reading, article, &problem))
        tell_reject(reading, &problem);
    else
        reading->status = sink->article(sink->context, article, error);
    return reading->status;
}

static void take_reject(void *context, const struct reject *reject)
{
    struct reading *reading = context;
    reading->records++;
    tell_reject(reading, reject);
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    tell_repaired(context, path, bytes);
}

static void take_undated(void *context, const char *path)
{
    const struct reading *reading = context;
    if (reading->sink->undated) reading->sink->undated(reading->sink->context, path);
}

static void take_dropped(void *context, const char *path, const char *what)
{
    tell_dropped(context, path, what);
}

static void take_passed(void *context, const char *what, unsigned long count)
{
    struct reading *reading = context;
    struct passed *passed = reading->passed, *const end = passed + PASSED_MAX;
    while (passed < end && passed->what && strcmp(passed->what, what) != 0)
        passed++;
    if (passed == end) return;
    passed->what = what;
    passed->count += count;
}

static void tell_passed(const struct reading *reading)
{
    char what[100];
    for (const struct passed *at = reading->passed; at < reading->passed + PASSED_MAX && at->what;
         at++) {
        snprintf(what, sizeof what, "%s: %lu", at->what, at->count);
        tell_dropped(reading, reading->path, what);
    }
}

/* The reader itself may see that there was more. */
static void take_broken(void *context)
{
    tell_broken(context);
}

/* ---- Reading a file ----------------------------------------------------------------------------- */

/* Why no reader takes what begins so. */
static nsearch_status unknown(struct reading *reading, const char *head, size_t size,
                              nsearch_error *error)
{
    reading->fault = REJECT_UNKNOWN;
    const char *nul = memchr(head, '\0', size), *reason = left_out_reason(head, size);
    if (reason) return error_set(error, NSEARCH_INVALID, "%s", reason);
    if (!nul) return error_set(error, NSEARCH_INVALID, "of no format that this nindex reads");
    return error_set(error, NSEARCH_INVALID, "not text (NUL byte at offset %zu)",
                     (size_t)(nul - head));
}

/* The reader by content and name, where what is known from outside doesn't speak against it: a page is one, if it
 * looks like any text; and what calls itself XML or JSON is no article if it looks like any text. */
static const struct reader *choose(const struct reading *reading, const char *head, size_t size)
{
    const struct reader *best = reader_for(reading->path, head, size);
    if (reading->wanted && !(best && best->is_packing)) return reading->wanted;
    const enum media media = media_of(reading->hints.type);
    if (!best || best->probe(head, size) > 1) return best;
    if (left_out_reason(head, size)) return NULL;
    if (media == MEDIA_PAGE) return reader_of_name("html");
    return media == MEDIA_DATA ? NULL : best;
}

/* Chooses the reader where none is given, and lets it read. */
static nsearch_status read_input(struct reading *reading, nsearch_error *error)
{
    const struct reader_sink *sink = reading->sink;
    struct input *input = reading->input;
    const char *head;
    size_t size;
    nsearch_status status = input_peek(input, &head, &size, error);
    if (status) return status;
    if (!size) {
        reading->fault = REJECT_EMPTY;
        return error_set(error, NSEARCH_INVALID, "empty");
    }
    reading->reader = choose(reading, head, size);
    if (!reading->reader) return unknown(reading, head, size, error);
    if (sink->taken) sink->taken(sink->context, reading->path, reading->reader);
    const struct reader_sink inner = {.article = take_article,
                                      .reject = take_reject,
                                      .repaired = take_repaired,
                                      .undated = take_undated,
                                      .broken = take_broken,
                                      .dropped = sink->dropped ? take_dropped : NULL,
                                      .passed = sink->dropped ? take_passed : NULL,
                                      .context = reading,
                                      .map = sink->map};
    return reading->reader->read(input, &inner, error);
}

static enum reject_kind kind_of(const struct reading *reading, nsearch_status status)
{
    if (status == NSEARCH_INVALID) return reading->fault;
    return status == NSEARCH_DAMAGED ? REJECT_DAMAGED : REJECT_UNREADABLE;
}

/* What the sink says, or who stops it, ends everything; what is wrong with the file, only the file. */
static nsearch_status finish(struct reading *reading, nsearch_status status,
                             const nsearch_error *own, nsearch_error *error)
{
    const struct reader_sink *sink = reading->sink;
    const bool stopped = sink->stop && *sink->stop;
    tell_passed(reading);
    buf_release(&reading->scratch);
    buf_release(&reading->id);
    input_free(reading->input);
    if (status && (status == reading->status || status == NSEARCH_MEMORY || stopped)) {
        if (error) *error = *own;
        return status;
    }
    if (status) {
        const struct reject reject = {reading->path, 0, kind_of(reading, status), own->message};
        tell_reject(reading, &reject);
    }
    if (status && status != NSEARCH_INVALID) tell_broken(reading);
    return NSEARCH_OK;
}

nsearch_status reader_file(const char *path, const struct reader *reader, size_t max_article_size,
                           const struct reader_sink *sink, nsearch_error *error)
{
    struct reading reading = {.sink = sink,
                              .wanted = reader,
                              .path = path,
                              .fault = REJECT_UNREADABLE,
                              .limit = max_article_size};
    nsearch_error own = {0};
    buf_init(&reading.scratch);
    buf_init(&reading.id);
    nsearch_status status = input_open(path, max_article_size, &reading.input, &own);
    if (status) return finish(&reading, status, &own, error);
    reading.fault = REJECT_MALFORMED;
    reading.file = reading.input;
    input_stop_on(reading.input, sink->stop);
    char *full_path = *path == '/' ? strdup(path) : realpath(path, NULL);
    reading.full_path = full_path;
    if (!full_path)
        status = error_system(&own, errno, "cannot be resolved");
    else
        article_write_path(full_path, strlen(full_path), &reading.id);
    if (!status) status = buf_status(&reading.id, &own);
    if (!status) status = read_input(&reading, &own);
    free(full_path);
    return finish(&reading, status, &own, error);
}

/* ---- Files that hold files ------------------------------------------------------------------------ */

/* "PATH/name", where it has a name. */
static nsearch_status write_place(struct buf *out, const char *path, const char *name,
                                  nsearch_error *error)
{
    buf_add_text(out, path);
    if (name) {
        buf_add_char(out, '/');
        article_write_path(name, strlen(name), out);
    }
    return buf_status(out, error);
}

/* Reads the piece, whose ids are known. */
static nsearch_status read_member(struct reading *reading, struct input *outer,
                                  const struct reader_member *member, nsearch_error *error)
{
    if (reading->depth > READER_DEPTH_MAX) {
        reading->fault = REJECT_TOO_LONG;
        return error_set(error, NSEARCH_INVALID,
                         "more than %d files in each other: unpack the outer ones first",
                         READER_DEPTH_MAX);
    }
    nsearch_status status = input_within(outer, reading->path, &member->source, &member->hints,
                                         &reading->input, error);
    return status ? status : read_input(reading, error);
}

nsearch_status reader_member(const struct reader_sink *sink, struct input *input,
                             const struct reader_member *member, nsearch_error *error)
{
    struct reading *outer = sink->context;
    struct reading reading = {.sink = outer->sink,
                              .wanted = outer->reader == outer->wanted ? NULL : outer->wanted,
                              .file = outer->file,
                              .full_path = outer->full_path,
                              .hints = member->hints,
                              .fault = REJECT_MALFORMED,
                              .depth = outer->depth + 1,
                              .is_quiet = outer->is_quiet || member->may_be_none,
                              .limit = outer->limit};
    nsearch_error own = {0};
    struct buf path;
    buf_init(&path);
    buf_init(&reading.id);
    buf_init(&reading.scratch);
    nsearch_status status = write_place(&path, outer->path, member->name, &own);
    reading.path = path.data;
    if (!status) status = write_place(&reading.id, outer->id.data, member->name, &own);
    const bool wanted = status || !outer->sink->wants ||
                        outer->sink->wants(outer->sink->context, reading.id.data);
    if (!status && wanted) status = read_member(&reading, input, member, &own);
    status = finish(&reading, status, &own, error);
    if (reading.is_quiet && !outer->is_quiet && reading.has_rejects)
        take_passed(outer, "data and text without an article", 1);
    outer->status = status ? status : outer->status;
    buf_release(&path);
    return status;
}

nsearch_status reader_again(const char *path, const char *format, const char *map,
                            struct reader_sink *sink, nsearch_error *error)
{
    struct field_map fields = {.count = 0};
    nsearch_status status = *map ? field_map_add(&fields, map, error) : NSEARCH_OK;
    sink->map = &fields;
    if (!status)
        status = reader_file(path, reader_of_name(format), READER_ARTICLE_MAX, sink, error);
    sink->map = NULL;
    return status;
}
