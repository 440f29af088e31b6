/* dialect.c - see dialect.h: the public functions, failures and notes. */
#include "searcher/dialect.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/utf8.h"
#include "searcher/lex.h"

static const struct dialect_family *const families[] = {&dialect_lucene, &dialect_lexis,
                                                        &dialect_factiva, &dialect_google};

/* ---- Failures and notes -------------------------------------------------------------------------- */

struct dialect_node *dialect_fail(struct dialect *dialect, size_t offset, size_t size,
                                  const char *format, ...)
{
    char message[sizeof dialect->error->message];
    va_list arguments;
    if (dialect->status) return NULL;
    if (offset > dialect->size) offset = dialect->size;
    if (size > dialect->size - offset) size = dialect->size - offset;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    dialect->status = lex_error(dialect->error, offset, size, "%s", message);
    return NULL;
}

struct dialect_node *dialect_no_memory(struct dialect *dialect)
{
    if (!dialect->status) dialect->status = error_memory(dialect->error);
    return NULL;
}

static const char *format_text(struct dialect *dialect, const char *format, va_list arguments)
{
    char text[512];
    vsnprintf(text, sizeof text, format, arguments);
    const char *copy = arena_copy(dialect->arena, text, utf8_valid_size(text, strlen(text)));
    if (copy) return copy;
    dialect_no_memory(dialect);
    return "";
}

const char *dialect_format(struct dialect *dialect, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = format_text(dialect, format, arguments);
    va_end(arguments);
    return text;
}

void dialect_note(struct dialect *dialect, const char *format, ...)
{
    va_list arguments;
    if (dialect->note_count == QUERY_NOTES_MAX) return;
    va_start(arguments, format);
    const char *text = format_text(dialect, format, arguments);
    va_end(arguments);
    for (size_t i = 0; i < dialect->note_count; i++)
        if (!strcmp(dialect->notes[i], text)) return;
    dialect->notes[dialect->note_count++] = text;
}

/* ---- The public functions ------------------------------------------------------------------------ */

struct nsearch_translation {
    struct arena arena;
    struct dialect dialect;
    struct buf query;
};

static const struct dialect_family *find(const char *name)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (dialect_is(name, strlen(name), families[i]->name)) return families[i];
    return NULL;
}

/* A copy of the text, as long as that, with spaces for what isn't UTF-8 and for control characters:
 * nothing that is printed has any. */
static const char *copy_text(struct arena *arena, const char *text, size_t size)
{
    char *copy = arena_copy(arena, text, size);
    for (size_t at = 0, good = 0; copy && at<size; at++, good -= good> 0) {
        if (!good) good = utf8_valid_size(copy + at, size - at);
        bool high = (unsigned char)copy[at] == 0xC2 && good > 1 &&
                    (unsigned char)copy[at + 1] < 0xA0;
        if (high) copy[at + 1] = ' ';
        if (high || !good || (unsigned char)copy[at] < ' ' || copy[at] == 0x7F) copy[at] = ' ';
    }
    return copy;
}

static nsearch_status translate(struct dialect *dialect, struct buf *out)
{
    struct dialect_node *root = dialect->family->read ? dialect->family->read(dialect)
                                                      : dialect_expression(dialect);
    if (!root) dialect_fail(dialect, 0, 0, "nothing to search for");
    if (dialect->status) return dialect->status;
    dialect_write(dialect, root, out);
    if (dialect->bare && dialect->family->inflections)
        dialect_note(dialect, "%s", dialect->family->inflections);
    return dialect->status ? dialect->status : buf_status(out, dialect->error);
}

nsearch_status nsearch_translate(const char *dialect, const char *query, nsearch_translation **out,
                                 nsearch_error *error)
{
    nsearch_error own = {.status = NSEARCH_OK};
    size_t size = strlen(query);
    const struct dialect_family *family = find(dialect);
    *out = NULL;
    if (!family)
        return error_set(
            error, NSEARCH_INVALID,
            "there is no dialect \"%.*s\": there are lucene, lexis, factiva and google",
            lex_shown(strlen(dialect), dialect), dialect);
    if (size > QUERY_SIZE_MAX)
        return error_set(error, NSEARCH_INVALID, "the query is too long: it has at most %d bytes",
                         QUERY_SIZE_MAX);
    struct nsearch_translation *made = calloc(1, sizeof *made);
    if (!made) return error_memory(error);
    arena_init(&made->arena);
    buf_init(&made->query);
    made->dialect = (struct dialect){.family = family,
                                     .text = copy_text(&made->arena, query, size),
                                     .size = size,
                                     .now = time(NULL),
                                     .arena = &made->arena,
                                     .error = &own};
    nsearch_status status = made->dialect.text ? translate(&made->dialect, &made->query)
                                               : error_memory(&own);
    made->dialect.error = NULL;
    if (!status) {
        *out = made;
        return NSEARCH_OK;
    }
    if (error) *error = own;
    nsearch_translation_free(made);
    return status;
}

void nsearch_translation_free(nsearch_translation *translation)
{
    if (!translation) return;
    buf_release(&translation->query);
    arena_release(&translation->arena);
    free(translation);
}

const char *nsearch_translation_query(const nsearch_translation *translation)
{
    return translation->query.data;
}

const char *nsearch_translation_note(const nsearch_translation *translation, size_t index)
{
    return index < translation->dialect.note_count ? translation->dialect.notes[index] : NULL;
}
