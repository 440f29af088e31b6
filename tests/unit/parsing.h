/* parsing.h - a query's tree, errors and notes, for tests. To be included after cmocka.h. */
#ifndef TESTS_UNIT_PARSING_H
#define TESTS_UNIT_PARSING_H

#include <string.h>

#include "searcher/query.h"

enum {
    PARSING_NOW = 1592301600 /* 16 June 2020, 10:00 UTC */
};

struct parsed {
    struct arena arena;
    struct query query;
    nsearch_error error;
    struct buf text; /* the tree, written out */
};

static inline nsearch_status parse(const char *text, size_t size, nsearch_match match,
                                   struct parsed *out)
{
    memset(out, 0, sizeof *out);
    arena_init(&out->arena);
    buf_init(&out->text);
    nsearch_status status = query_parse(text, size, match, PARSING_NOW, &out->arena, &out->query,
                                        &out->error);
    if (!status) query_write(out->query.root, &out->text);
    return status;
}

static inline void release(struct parsed *parsed)
{
    arena_release(&parsed->arena);
    buf_release(&parsed->text);
}

/* `count` times the piece. */
static inline struct buf repeat(const char *piece, size_t count)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&text, piece);
    return text;
}

struct reading {
    const char *query, *understood;
};

static inline void check_reading(const struct reading *row, nsearch_match match)
{
    struct parsed parsed, again;
    if (parse(row->query, strlen(row->query), match, &parsed))
        fail_msg("%s: %s", row->query, parsed.error.message);
    if (strcmp(parsed.text.data, row->understood) != 0)
        fail_msg("%s: read as %s, not %s", row->query, parsed.text.data, row->understood);
    if (parse(parsed.text.data, parsed.text.size, match, &again) ||
        strcmp(parsed.text.data, again.text.data) != 0)
        fail_msg("%s: %s isn't read again", row->query, parsed.text.data);
    release(&parsed);
    release(&again);
}

#define CHECK(rows, match)                                                                         \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                     \
    check_reading(&(rows)[i], match)

#endif
