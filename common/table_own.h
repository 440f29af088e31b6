/* table_own.h - what table.c and table_open.c share: a table and its blocks in memory. */
#ifndef COMMON_TABLE_OWN_H
#define COMMON_TABLE_OWN_H

#include "common/buf.h"
#include "common/table.h"

enum {
    NOWHERE = UINT16_MAX /* there are fewer blocks in memory */
};

#define NO_BLOCK UINT64_MAX /* a number that none has */

/* A block in memory. */
struct kept {
    uint8_t *block;
    uint64_t number; /* NO_BLOCK: it couldn't be read */
};

struct table {
    char *path;
    int fd;
    struct glass_root root;
    uint32_t revision, block_count;
    /* For all block numbers that end the same, one that is kept. */
    uint16_t *slots;     /* which it is; NOWHERE */
    uint32_t slot_count; /* a power of two */
    struct kept *kept;
    uint32_t kept_count, kept_capacity;
    struct buf pieces;          /* of the tag that was joined last, */
    uint8_t key[GLASS_KEY_MAX]; /* and its key */
};

#endif
