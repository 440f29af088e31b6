/* dialects.h - for the tests of the dialects: tables of queries and what they are in our language.
 *
 * What is expected is itself a query, read and written again by our parser: the two must be the same
 * tree. To be included after cmocka.h. */
#ifndef TESTS_UNIT_DIALECTS_H
#define TESTS_UNIT_DIALECTS_H

#include <string.h>

#include "searcher/query.h"

struct dialect_row {
    const char *query, *ours;
};

struct dialect_error_row {
    const char *query, *place; /* place: under the caret */
    const char *message;
};

/* `text` as our parser reads it. */
static inline void write_ours(const char *text, struct buf *out)
{
    struct arena arena;
    struct query query;
    nsearch_error error;
    arena_init(&arena);
    if (query_parse(text, strlen(text), NSEARCH_MATCH_ALL, 0, &arena, &query, &error))
        fail_msg("%s: %s", text, error.message);
    query_write(query.root, out);
    arena_release(&arena);
}

static inline void check_dialect(const char *dialect, const struct dialect_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        nsearch_translation *translation;
        nsearch_error error;
        struct buf ours;
        buf_init(&ours);
        write_ours(rows[i].ours, &ours);
        if (nsearch_translate(dialect, rows[i].query, &translation, &error))
            fail_msg("%s: %s", rows[i].query, error.message);
        if (strcmp(nsearch_translation_query(translation), ours.data) != 0)
            fail_msg("%s: read as %s, not %s", rows[i].query,
                     nsearch_translation_query(translation), ours.data);
        nsearch_translation_free(translation);
        buf_release(&ours);
    }
}

static inline void check_dialect_errors(const char *dialect, const struct dialect_error_row *rows,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        nsearch_translation *translation;
        nsearch_error error = {.status = NSEARCH_OK};
        const char *query = rows[i].query;
        nsearch_status status = nsearch_translate(dialect, query, &translation, &error);
        if (status != NSEARCH_INVALID)
            fail_msg("%s: no error, but %s", query,
                     status ? "another one" : nsearch_translation_query(translation));
        assert_null(translation);
        if (strcmp(error.message, rows[i].message) != 0) fail_msg("%s: %s", query, error.message);
        if (error.query_size != strlen(rows[i].place) ||
            memcmp(query + error.query_offset, rows[i].place, error.query_size) != 0)
            fail_msg("%s: the place is %.*s", query, (int)error.query_size,
                     query + error.query_offset);
    }
}

/* That the query is read with the note among its notes; with none at all, if it is NULL. */
static inline void check_dialect_note(const char *dialect, const char *query, const char *note)
{
    nsearch_translation *translation;
    nsearch_error error;
    const char *found = NULL;
    if (nsearch_translate(dialect, query, &translation, &error))
        fail_msg("%s: %s", query, error.message);
    for (size_t i = 0; (found = nsearch_translation_note(translation, i)); i++)
        if (!note || !strcmp(found, note)) break;
    if (note ? !found : !!found) fail_msg("%s: %s", query, note ? "no such note" : found);
    nsearch_translation_free(translation);
}

#define CHECK(dialect, rows) check_dialect(dialect, rows, sizeof(rows) / sizeof *(rows))
#define CHECK_ERRORS(dialect, rows)                                                                \
    check_dialect_errors(dialect, rows, sizeof(rows) / sizeof *(rows))

#endif
