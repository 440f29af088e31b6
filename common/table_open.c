/* table_open.c - a table is opened and closed; see table.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_block.h"
#include "common/table_own.h"

enum {
    CACHE_SIZE = 64 << 20
};

_Static_assert(CACHE_SIZE / GLASS_BLOCK_SIZE_MIN < NOWHERE, "a slot can name each block kept");

static nsearch_status make_slots(struct table *table, uint64_t blocks, nsearch_error *error)
{
    table->block_count = blocks < UINT32_MAX ? (uint32_t)blocks : UINT32_MAX;
    table->slot_count = 1;
    while (table->slot_count < CACHE_SIZE / table->root.block_size && table->slot_count < blocks)
        table->slot_count *= 2;
    table->slots = malloc(table->slot_count * sizeof *table->slots);
    if (!table->slots) return error_memory(error);
    memset(table->slots, 0xff, table->slot_count * sizeof *table->slots);
    return NSEARCH_OK;
}

static nsearch_status open_file(struct table *table, nsearch_error *error)
{
    struct stat info;
    const uint32_t size = table->root.block_size;
    if (size < GLASS_BLOCK_SIZE_MIN || size > GLASS_BLOCK_SIZE_MAX || size & (size - 1) ||
        table->root.level >= GLASS_LEVELS_MAX)
        return table_damaged(table, "a root that makes no sense", error);
    table->fd = open(table->path, O_RDONLY | O_CLOEXEC);
    if (table->fd < 0 && errno == ENOENT) return table_damaged(table, "it isn't there", error);
    if (table->fd < 0 || fstat(table->fd, &info)) return error_system(error, errno, table->path);
    return make_slots(table, (uint64_t)info.st_size / size, error);
}

nsearch_status table_open(const char *directory, const struct glass_version *version, size_t which,
                          struct table **out, nsearch_error *error)
{
    *out = NULL;
    struct table *table = calloc(1, sizeof *table);
    if (!table) return error_memory(error);
    table->fd = -1;
    table->root = version->roots[which];
    table->revision = version->revision;
    buf_init(&table->pieces);
    nsearch_status status = NSEARCH_OK;
    if (asprintf(&table->path, "%s/%s", directory, glass_table_name(which)) < 0) {
        table->path = NULL;
        status = error_memory(error);
    }
    if (!status && !table->root.none) status = open_file(table, error);
    if (status)
        table_close(table);
    else
        *out = table;
    return status;
}

static void forget_blocks(struct table *table)
{
    while (table->kept_count)
        free(table->kept[--table->kept_count].block);
}

void table_keep(struct table *table, size_t bytes)
{
    forget_blocks(table);
    while (table->slot_count > 1 && table->slot_count > bytes / table->root.block_size)
        table->slot_count /= 2;
    if (table->slots) memset(table->slots, 0xff, table->slot_count * sizeof *table->slots);
}

void table_close(struct table *table)
{
    if (!table) return;
    if (table->fd >= 0) close(table->fd);
    forget_blocks(table);
    free(table->kept);
    free(table->slots);
    buf_release(&table->pieces);
    free(table->path);
    free(table);
}
