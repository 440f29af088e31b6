/* tables_own.h - what the files behind tables.h share. */
#ifndef INDEXER_TABLES_OWN_H
#define INDEXER_TABLES_OWN_H

#include "indexer/glass.h"
#include "indexer/invert.h"
#include "indexer/tables.h"

struct tables {
    struct buf path;
    bool parallel;
    struct glass_table *tables[GLASS_TABLE_COUNT];
    struct glass_version version; /* filled on the way */
    uint32_t *superseded;
    size_t superseded_count;
    const struct tables_rest *rest; /* at the end */
};

/* The two halves of the end; each reads all lists on its own and finishes its table. */
nsearch_status tables_write_postlist(struct tables *tables, nsearch_error *error);
nsearch_status tables_write_positions(struct tables *tables, nsearch_error *error);

#endif
