/* positions.h - where words stand, looked up in a glass database's position table (table.h, GLASS_POSITION).
 *
 *     struct table_cursor cursor = {0};              one for each term
 *     struct position_list list;
 *     status = positions_find(table, &cursor, "bank", 4, docid, &list, error);
 *     ... room for list.count ...
 *     if (!status) status = positions_read(table, &list, room, error);
 */
#ifndef COMMON_POSITIONS_H
#define COMMON_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/glass_code.h"
#include "common/table.h"

/* The positions of a term in a document, not decoded yet. Valid until the next call with the same table. */
struct position_list {
    size_t count; /* 0: none; at most 16 million */
    struct glass_positions positions;
};

/* Looks a list up. Costs a comparison or two where a cursor is asked for documents in ascending order, else a search
 * in a block a level. Errors: DAMAGED, IO, MEMORY. */
nsearch_status positions_find(struct table *table, struct table_cursor *cursor, const char *term,
                              size_t size, uint32_t docid, struct position_list *out,
                              nsearch_error *error);

/* Writes the positions of the list, ascending, to `out`, where there must be room. Errors: DAMAGED. */
nsearch_status positions_read(const struct table *table, const struct position_list *list,
                              uint32_t *out, nsearch_error *error);

/* Tells `show` where the terms stand that start with `prefix`, not empty: term after term, and within each document after
 * document, until it returns false. What it is shown is valid while it runs. Costs some 30 ns for each document that a
 * term is in. Errors: DAMAGED, IO, MEMORY. */
nsearch_status positions_walk(struct table *table, const char *prefix, size_t size,
                              bool (*show)(void *context, const uint8_t *term, size_t size,
                                           uint32_t docid, const uint32_t *positions, size_t count),
                              void *context, nsearch_error *error);

#endif
