/* naive_check.c - see naive_check.h. Positions are what Xapian's own API shows, in the lines of xapian_dump():
 *
 *     term w0 4711 5000 200           the postings that follow are its own
 *     posting 17 2 12 3 9             docid, wdf, length, positions */
#include "tests/unit/naive_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/order.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "tests/unit/xapian_oracle.h"

enum {
    TERM_SIZE = 8,
    POSITIONS_MAX = 1000 /* in a document, of the terms of a group */
};

/* Where one term stands in one document. */
struct list {
    uint32_t part, docid;
    char term[TERM_SIZE];
    uint32_t *positions;
    size_t count;
};

struct naive_places {
    struct arena arena;
    struct list *lists; /* in order */
    size_t count, capacity;
    uint32_t apart;
};

/* ---- Reading ------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const struct list *left = a, *right = b;
    if (left->part != right->part) return left->part < right->part ? -1 : 1;
    if (left->docid != right->docid) return left->docid < right->docid ? -1 : 1;
    return strcmp(left->term, right->term);
}

/* `rest`: the line behind its docid. */
static void add_list(struct naive_places *places, uint32_t part, uint32_t docid, const char *term,
                     char *rest)
{
    if (places->count == places->capacity) {
        places->capacity = 2 * places->capacity + 1000;
        places->lists = realloc(places->lists, places->capacity * sizeof *places->lists);
        assert_non_null(places->lists);
    }
    struct list *list = &places->lists[places->count++];
    *list = (struct list){.part = part, .docid = docid};
    strcpy(list->term, term);
    list->positions = arena_alloc(&places->arena, strlen(rest) * sizeof *list->positions);
    strtoul(rest, &rest, 10);                     /* wdf */
    for (strtoul(rest, &rest, 10); *rest == ' ';) /* length */
        list->positions[list->count++] = (uint32_t)strtoul(rest, &rest, 10);
}

/* Longer terms are in no check. */
static void read_line(struct naive_places *places, uint32_t part, char *line, char term[TERM_SIZE])
{
    char name[64];
    char *rest;
    if (sscanf(line, "term %63s", name) == 1) {
        strcpy(term, strlen(name) < TERM_SIZE ? name : "");
    } else if (!strncmp(line, "posting ", 8) && *term) {
        const uint32_t docid = (uint32_t)strtoul(line + 8, &rest, 10);
        add_list(places, part, docid, term, rest);
    }
}

static void read_part(struct naive_places *places, uint32_t part, const char *path)
{
    char term[TERM_SIZE] = "";
    char *line = NULL;
    size_t room = 0;
    FILE *dump = tmpfile();
    assert_non_null(dump);
    assert_int_equal(xapian_dump(path, dump, NULL), NSEARCH_OK);
    rewind(dump);
    while (getline(&line, &room, dump) > 0)
        read_line(places, part, line, term);
    free(line);
    fclose(dump);
}

struct naive_places *naive_places_read(const char *const *paths, size_t count, uint32_t apart)
{
    struct naive_places *places = calloc(1, sizeof *places);
    assert_non_null(places);
    arena_init(&places->arena);
    places->apart = apart;
    for (size_t i = 0; i < count; i++)
        read_part(places, (uint32_t)i, paths[i]);
    qsort(places->lists, places->count, sizeof *places->lists, compare);
    return places;
}

void naive_places_free(struct naive_places *places)
{
    arena_release(&places->arena);
    free(places->lists);
    free(places);
}

/* ---- Checks -------------------------------------------------------------------------------------- */

/* A document that is being checked. */
struct naive_reader {
    struct db_reader head;
    const struct naive_places *places;
    const struct db_check *check;
    uint32_t part, docid;
    uint32_t positions[POSITIONS_MAX];
};

static const struct list *find_list(const struct naive_reader *reader, const struct db_text *term)
{
    struct list wanted = {.part = reader->part, .docid = reader->docid};
    if (term->size >= TERM_SIZE) return NULL;
    memcpy(wanted.term, term->data, term->size);
    return bsearch(&wanted, reader->places->lists, reader->places->count,
                   sizeof *reader->places->lists, compare);
}

static bool read_group(struct db_reader *head, unsigned which, const uint32_t **positions,
                       size_t *count)
{
    struct naive_reader *reader = (struct naive_reader *)head;
    const struct db_group *group = &reader->check->groups[which];
    size_t all = 0;
    for (size_t i = 0; i < group->count; i++) {
        const struct list *list = find_list(reader, &group->terms[i]);
        for (size_t j = 0; list && j < list->count; j++) {
            assert_in_range(all, 0, POSITIONS_MAX - 1);
            reader->positions[all++] = list->positions[j];
        }
    }
    qsort(reader->positions, all, sizeof *reader->positions, order_uint32);
    *positions = reader->positions;
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (!i || reader->positions[i] != reader->positions[*count - 1])
            reader->positions[(*count)++] = reader->positions[i];
    return true;
}

static struct db_query *name_document(struct arena *arena, uint64_t serial)
{
    char text[STAMP_SERIAL_DIGITS + 8];
    struct db_query *query = arena_alloc(arena, sizeof *query);
    strcpy(text, PREFIX_SERIAL);
    stamp_write(serial, STAMP_SERIAL_DIGITS, text + strlen(PREFIX_SERIAL));
    query->op = DB_TERM;
    query->term_size = strlen(text);
    query->term = arena_copy(arena, text, query->term_size);
    return query;
}

static struct db_query *new_group(struct arena *arena, enum db_op op, size_t room)
{
    struct db_query *query = arena_alloc(arena, sizeof *query);
    query->op = op;
    query->children = arena_alloc(arena, (room + 1) * sizeof(struct db_query *));
    return query;
}

/* An OR of the part's documents that the child matches and for which the check doesn't hold. */
static struct db_query *name_documents(const struct naive_places *places, struct matcher *matcher,
                                       uint32_t part, const struct db_query *query,
                                       struct arena *arena)
{
    struct naive_reader reader = {
        .head = {read_group}, .places = places, .check = query->check, .part = part};
    uint32_t *docids;
    size_t count;
    assert_int_equal(matcher_list(matcher, query->children[0], part, arena, &docids, &count, NULL),
                     NSEARCH_OK);
    struct db_query *names = new_group(arena, DB_OR, count);
    for (size_t i = 0; i < count; i++) {
        reader.docid = docids[i];
        if (!query->check->holds(query->check->context, &reader.head))
            names->children[names->count++] = name_document(arena, (uint64_t)part * places->apart +
                                                                       docids[i]);
    }
    if (!names->count) names->op = DB_NOTHING;
    return names;
}

struct db_query *naive_without_checks(const struct naive_places *places, struct matcher *matcher,
                                      size_t parts, const struct db_query *query,
                                      struct arena *arena)
{
    struct db_query *out = new_group(arena, query->op, query->count + parts);
    struct db_query **children = out->children;
    *out = *query;
    out->children = children;
    for (size_t i = 0; i < query->count; i++)
        children[i] = naive_without_checks(places, matcher, parts, query->children[i], arena);
    if (query->op != DB_CHECK) return out;
    out->op = DB_AND_NOT; /* they are fewer than those for which it holds */
    for (uint32_t part = 0; part < parts; part++)
        children[out->count++] = name_documents(places, matcher, part, query, arena);
    return out;
}
