/* glass_file.c - see glass_file.h. */
#include "indexer/glass_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "indexer/behind.h"
#include "indexer/file.h"

enum {
    DIRECT_ALIGNMENT = 4096 /* bytes, of memory, offset and size; enough for any disk */
};

/* ---- Start ---------------------------------------------------------------------------------------- */

static uint8_t *aligned(size_t size)
{
    uint8_t *bytes = aligned_alloc(DIRECT_ALIGNMENT, size);
    if (bytes) memset(bytes, 0, size);
    return bytes;
}

uint8_t *glass_file_block(const struct glass_file *file)
{
    return aligned(file->block_size < DIRECT_ALIGNMENT ? DIRECT_ALIGNMENT : file->block_size);
}

nsearch_status glass_file_create(struct glass_file *file, const char *path, uint32_t block_size,
                                 bool behind, nsearch_error *error)
{
    *file = (struct glass_file){.fd = -1, .block_size = block_size};
    file->path = strdup(path);
    file->window = aligned(GLASS_FILE_WINDOW);
    if (!file->path || !file->window) return error_memory(error);
    file->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file->fd < 0) return error_system(error, errno, path);
    if (!behind) return NSEARCH_OK;
    file->spare = aligned(GLASS_FILE_WINDOW);
    if (!file->spare) return error_memory(error);
    behind_create(file->fd, file->path, &file->behind, NULL);
    return NSEARCH_OK;
}

void glass_file_release(struct glass_file *file)
{
    behind_free(file->behind);
    if (file->fd >= 0) close(file->fd);
    free(file->window);
    free(file->spare);
    free(file->path);
    *file = (struct glass_file){.fd = -1};
}

/* ---- Writing -------------------------------------------------------------------------------------- */

/* From the next write on past the cache, if there is a thread that can wait for the disk. Where that isn't
 * possible, file_write_at finds out. */
static void go_direct(struct glass_file *file)
{
    const bool can = file->behind && file->block_size % DIRECT_ALIGNMENT == 0;
    const int flags = can ? fcntl(file->fd, F_GETFL) : -1;
    if (flags >= 0) fcntl(file->fd, F_SETFL, flags | O_DIRECT);
    file->direct = true;
}

static nsearch_status flush(struct glass_file *file, uint64_t blocks, nsearch_error *error)
{
    const uint64_t offset = file->window_start * file->block_size;
    const size_t size = (size_t)blocks * file->block_size;
    uint8_t *const window = file->window;
    file->window_start += blocks;
    if (!file->behind) return file_write_at(file->fd, file->path, offset, window, size, error);
    file->window = file->spare;
    file->spare = window;
    if (!file->direct && offset >= GLASS_FILE_CACHED_MAX) go_direct(file);
    return behind_write(file->behind, offset, window, size, error);
}

/* Writes a block whose window has gone. */
static nsearch_status write_late(struct glass_file *file, uint32_t number, const uint8_t *bytes,
                                 nsearch_error *error)
{
    nsearch_status status = file->behind ? behind_wait(file->behind, error) : NSEARCH_OK;
    if (status) return status;
    return file_write_at(file->fd, file->path, (uint64_t)number * file->block_size, bytes,
                         file->block_size, error);
}

nsearch_status glass_file_put(struct glass_file *file, uint32_t number, const uint8_t *bytes,
                              nsearch_error *error)
{
    const uint32_t window_blocks = GLASS_FILE_WINDOW / file->block_size;
    if (number < file->window_start) return write_late(file, number, bytes, error);
    while (number >= file->window_start + window_blocks) {
        nsearch_status status = flush(file, window_blocks, error);
        if (status) return status;
    }
    const size_t place = (size_t)(number - file->window_start);
    memcpy(file->window + place * file->block_size, bytes, file->block_size);
    return NSEARCH_OK;
}

nsearch_status glass_file_finish(struct glass_file *file, uint32_t blocks, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (blocks > file->window_start) status = flush(file, blocks - file->window_start, error);
    if (!status && file->behind) status = behind_wait(file->behind, error);
    if (status) return status;
    if (fsync(file->fd)) return error_system(error, errno, file->path);
    const int failed = close(file->fd);
    file->fd = -1;
    return failed ? error_system(error, errno, file->path) : NSEARCH_OK;
}
