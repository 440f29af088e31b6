/* unpack.c - see unpack.h.
 *
 *     file -> packed[] -> inflate (only gzip) -> the caller's buffer
 *
 * gzip members that follow each other are one text; zeros behind the last are padding. */
#include "common/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "common/error.h"

enum {
    PACKED_SIZE = 64 * 1024,
    GZIP_WINDOW = 15 + 16 /* the largest window; only gzip's frame */
};

enum stage {
    STAGE_START,  /* not known yet whether it is gzip */
    STAGE_PLAIN,  /* not gzip */
    STAGE_MEMBER, /* inside a member */
    STAGE_BETWEEN /* behind a member */
};

struct unpack {
    int file;
    enum stage stage;
    bool at_end; /* of the file */
    z_stream inflate;
    uint64_t read_bytes;
    size_t at, size; /* what is left in packed: [at, size) */
    unsigned char packed[PACKED_SIZE];
};

nsearch_status unpack_open(const char *path, struct unpack **out, nsearch_error *error)
{
    *out = NULL;
    /* Without O_NONBLOCK a pipe that nobody writes to would stop us. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat info;
    if (file < 0) return error_system(error, errno, "cannot be opened");
    nsearch_status status = NSEARCH_OK;
    if (fstat(file, &info))
        status = error_system(error, errno, "cannot be examined");
    else if (!S_ISREG(info.st_mode))
        status = error_set(error, NSEARCH_INVALID, "not a regular file");
    struct unpack *unpack = status ? NULL : calloc(1, sizeof *unpack);
    if (!unpack) {
        close(file);
        return status ? status : error_memory(error);
    }
    unpack->file = file;
    *out = unpack;
    return NSEARCH_OK;
}

void unpack_free(struct unpack *unpack)
{
    if (!unpack) return;
    inflateEnd(&unpack->inflate);
    close(unpack->file);
    free(unpack);
}

uint64_t unpack_read_bytes(const struct unpack *unpack)
{
    return unpack->read_bytes;
}

static nsearch_status read_file(struct unpack *unpack, void *out, size_t capacity, size_t *size,
                                nsearch_error *error)
{
    ssize_t count;
    do
        count = read(unpack->file, out, capacity);
    while (count < 0 && errno == EINTR);
    *size = count < 0 ? 0 : (size_t)count;
    if (count < 0) return error_set(error, NSEARCH_IO, "reading failed: %s", strerror(errno));
    unpack->at_end = count == 0;
    unpack->read_bytes += (uint64_t)count;
    return NSEARCH_OK;
}

/* Sees to it that at least `want` packed bytes are there, if the file has them. */
static nsearch_status need(struct unpack *unpack, size_t want, nsearch_error *error)
{
    while (unpack->size - unpack->at < want && !unpack->at_end) {
        memmove(unpack->packed, unpack->packed + unpack->at, unpack->size - unpack->at);
        unpack->size -= unpack->at;
        unpack->at = 0;
        size_t got;
        nsearch_status status = read_file(unpack, unpack->packed + unpack->size,
                                          sizeof unpack->packed - unpack->size, &got, error);
        if (status) return status;
        unpack->size += got;
    }
    return NSEARCH_OK;
}

static bool is_gzip(const struct unpack *unpack)
{
    const unsigned char *head = unpack->packed + unpack->at;
    return unpack->size - unpack->at >= 2 && head[0] == 0x1f && head[1] == 0x8b;
}

static nsearch_status start(struct unpack *unpack, nsearch_error *error)
{
    nsearch_status status = need(unpack, 2, error);
    if (status) return status;
    unpack->stage = STAGE_PLAIN;
    if (!is_gzip(unpack)) return NSEARCH_OK;
    if (inflateInit2(&unpack->inflate, GZIP_WINDOW) != Z_OK) return error_memory(error);
    unpack->stage = STAGE_MEMBER;
    return NSEARCH_OK;
}

static nsearch_status read_plain(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                                 nsearch_error *error)
{
    size_t left = unpack->size - unpack->at;
    if (!left) return read_file(unpack, out, capacity, size, error);
    *size = left < capacity ? left : capacity;
    memcpy(out, unpack->packed + unpack->at, *size);
    unpack->at += *size;
    return NSEARCH_OK;
}

/* What follows a member: another one, padding, or the end. */
static nsearch_status start_member(struct unpack *unpack, nsearch_error *error)
{
    for (;;) {
        nsearch_status status = need(unpack, 2, error);
        if (status || unpack->at == unpack->size) return status;
        if (unpack->packed[unpack->at]) break;
        unpack->at++;
    }
    if (!is_gzip(unpack) || inflateReset(&unpack->inflate) != Z_OK)
        return error_set(error, NSEARCH_DAMAGED, "something else follows the gzip data");
    unpack->stage = STAGE_MEMBER;
    return NSEARCH_OK;
}

/* Inflates from what is in packed[]. */
static nsearch_status read_member(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                                  nsearch_error *error)
{
    nsearch_status status = need(unpack, 1, error);
    if (status) return status;
    unsigned long long bytes = (unsigned long long)unpack->read_bytes;
    if (unpack->at == unpack->size)
        return error_set(error, NSEARCH_DAMAGED, "gzip data ends too early, after %llu bytes",
                         bytes);
    z_stream *inflater = &unpack->inflate;
    inflater->next_in = unpack->packed + unpack->at;
    inflater->avail_in = (uInt)(unpack->size - unpack->at);
    inflater->next_out = (unsigned char *)out;
    inflater->avail_out = (uInt)capacity;
    int result = inflate(inflater, Z_NO_FLUSH);
    unpack->at = unpack->size - inflater->avail_in;
    *size = capacity - inflater->avail_out;
    if (result == Z_STREAM_END) unpack->stage = STAGE_BETWEEN;
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) return NSEARCH_OK;
    if (result == Z_MEM_ERROR) return error_memory(error);
    return error_set(error, NSEARCH_DAMAGED, "gzip data is corrupt near byte %llu",
                     bytes - inflater->avail_in);
}

nsearch_status unpack_read(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                           nsearch_error *error)
{
    *size = 0;
    nsearch_status status = NSEARCH_OK;
    if (unpack->stage == STAGE_START) status = start(unpack, error);
    if (!status && unpack->stage == STAGE_PLAIN)
        return read_plain(unpack, out, capacity, size, error);
    while (!status && !*size) {
        if (unpack->stage == STAGE_BETWEEN) {
            status = start_member(unpack, error);
            if (unpack->stage == STAGE_BETWEEN) return status; /* the end, or an error */
        }
        status = read_member(unpack, out, capacity, size, error);
    }
    return status;
}
