/* values.h - value slots, as the postlist table has them: chunks of values, and statistics.
 *
 *     chunk         size, value | docid - previous docid - 1, size, value | ...      first docid: in the key
 *     statistics    count | size, smallest value | largest value, unless it is the same */
#ifndef INDEXER_VALUES_H
#define INDEXER_VALUES_H

#include "common/buf.h"
#include "indexer/glass.h"

/* ---- Statistics ----------------------------------------------------------------------------------- */

struct value_stats {
    uint32_t count;
    struct buf low, high;
};

void value_stats_init(struct value_stats *stats);
void value_stats_release(struct value_stats *stats);

/* Takes a value, not empty, into account. */
void value_stats_add(struct value_stats *stats, const void *value, size_t size);

/* Adds the entry of `slot` to the table, unless there are no values. Errors: INTERNAL, IO, MEMORY. */
nsearch_status value_stats_finish(const struct value_stats *stats, struct glass_table *table,
                                  uint32_t slot, nsearch_error *error);

/* Those of all slots, which stand in the table before the values. All zero is none. */
struct slot_stats;

struct value_slots {
    struct slot_stats *slots;
    size_t count, capacity;
};

/* A slot more, not there yet: its statistics, valid until the next is added; NULL if out of memory. */
struct value_stats *value_slots_add(struct value_slots *slots, uint32_t slot);

/* Adds all to the table, in its order. Errors: as above. */
nsearch_status value_slots_finish(struct value_slots *slots, struct glass_table *table,
                                  nsearch_error *error);
void value_slots_release(struct value_slots *slots);

/* Reads an entry's tag; the values point into it. */
struct value_bounds {
    uint32_t count;
    const uint8_t *low, *high;
    size_t low_size, high_size;
};

bool value_bounds_get(const uint8_t *tag, size_t size, struct value_bounds *out);

/* ---- Values --------------------------------------------------------------------------------------- */

/* Writes the values of one slot; holds a chunk at a time. */
struct value_writer {
    struct glass_table *table;
    uint32_t slot;
    uint32_t first, last; /* docids of the chunk; 0 if it is empty */
    struct buf chunk;
};

void value_writer_init(struct value_writer *writer, struct glass_table *table, uint32_t slot);
void value_writer_release(struct value_writer *writer);

/* Adds a document's value, not empty; docids ascend from 1. Errors: INTERNAL (order), IO, MEMORY. */
nsearch_status value_writer_add(struct value_writer *writer, uint32_t docid, const void *value,
                                size_t size, nsearch_error *error);
nsearch_status value_writer_finish(struct value_writer *writer, nsearch_error *error);

/* Reads a chunk value by value: the first with *docid from its key and `first` true. */
bool value_chunk_next(const uint8_t **at, const uint8_t *end, bool first, uint32_t *docid,
                      const uint8_t **value, size_t *size);

/* The order of the slots in the table, in which they must be written, is that of their keys' bytes: the
 * same for both kinds of keys up to slot 127 only. For qsort, on arrays of uint32_t. */
int value_slot_compare_statistics(const void *a, const void *b);
int value_slot_compare_values(const void *a, const void *b);

#endif
