/* numbers.c - see numbers.h. Open addressing, the next row where one is taken. */
#include "indexer/numbers.h"

#include <stdlib.h>

#include "common/error.h"

struct numbers_row {
    uint64_t hash; /* 0: none */
    uint64_t number;
};

enum {
    CAPACITY_LEAST = 64
};

/* The row of the hash, or the empty one where it belongs. */
static struct numbers_row *find(const struct numbers *numbers, uint64_t hash)
{
    size_t i = hash & (numbers->capacity - 1);
    while (numbers->rows[i].hash && numbers->rows[i].hash != hash)
        i = (i + 1) & (numbers->capacity - 1);
    return &numbers->rows[i];
}

void numbers_release(struct numbers *numbers)
{
    free(numbers->rows);
    *numbers = (struct numbers){0};
}

static nsearch_status grow(struct numbers *numbers, nsearch_error *error)
{
    struct numbers grown = {.capacity = numbers->capacity ? numbers->capacity * 2 : CAPACITY_LEAST,
                            .count = numbers->count};
    grown.rows = calloc(grown.capacity, sizeof *grown.rows);
    if (!grown.rows) return error_memory(error);
    for (size_t i = 0; i < numbers->capacity; i++)
        if (numbers->rows[i].hash) *find(&grown, numbers->rows[i].hash) = numbers->rows[i];
    free(numbers->rows);
    *numbers = grown;
    return NSEARCH_OK;
}

nsearch_status numbers_set(struct numbers *numbers, uint64_t hash, uint64_t number,
                           nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (numbers->count + 1 > numbers->capacity / 4 * 3) status = grow(numbers, error);
    if (status) return status;
    struct numbers_row *row = find(numbers, hash ? hash : 1);
    numbers->count += !row->hash;
    *row = (struct numbers_row){hash ? hash : 1, number};
    return NSEARCH_OK;
}

bool numbers_get(const struct numbers *numbers, uint64_t hash, uint64_t *out)
{
    if (!numbers->count) return false;
    const struct numbers_row *row = find(numbers, hash ? hash : 1);
    *out = row->number;
    return row->hash != 0;
}
