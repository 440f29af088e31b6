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
    GZIP_HEAD = 4, /* bytes by which a member is known after damage */
    GO_BACK_MAX =
        1 << 20, /* packed bytes of a broken member that are looked through for the next one, */
    GO_BACK_ALL = 64 << 20, /* and of all of a file's: damage costs no more than so much twice */
    GZIP_WINDOW = 15 + 16   /* the largest window; only gzip's frame */
};

enum stage {
    STAGE_START,  /* not known yet whether it is gzip */
    STAGE_PLAIN,  /* not gzip */
    STAGE_MEMBER, /* inside a member */
    STAGE_BETWEEN /* behind a member */
};

struct unpack {
    int file; /* -1: a source */
    struct unpack_source source;
    struct unpack *within; /* NULL: nothing */
    enum stage stage;
    bool at_end;     /* of the file */
    bool damaged;    /* gzip's data is */
    uint64_t member; /* where it begins in the file */
    uint64_t went_back;
    uint64_t unpacked;
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

nsearch_status unpack_over(const struct unpack_source *source, struct unpack *within,
                           struct unpack **out, nsearch_error *error)
{
    *out = calloc(1, sizeof **out);
    if (!*out) return error_memory(error);
    (*out)->file = -1;
    (*out)->source = *source;
    (*out)->within = within;
    return NSEARCH_OK;
}

void unpack_free(struct unpack *unpack)
{
    if (!unpack) return;
    inflateEnd(&unpack->inflate);
    if (unpack->file >= 0) close(unpack->file);
    free(unpack);
}

uint64_t unpack_read_bytes(const struct unpack *unpack)
{
    return unpack->read_bytes;
}

nsearch_status unpack_count(struct unpack *unpack, uint64_t size, nsearch_error *error)
{
    while (unpack->within)
        unpack = unpack->within;
    unpack->unpacked += size;
    if (unpack->unpacked <= UNPACK_FREE || unpack->unpacked / UNPACK_RATIO <= unpack->read_bytes)
        return NSEARCH_OK;
    return error_set(
        error, NSEARCH_DAMAGED,
        "unpacks to more than %d times its size, as no text does: given up after %d MB",
        UNPACK_RATIO, (int)(unpack->unpacked >> 20));
}

static nsearch_status read_source(struct unpack *unpack, void *out, size_t capacity, size_t *size,
                                  nsearch_error *error)
{
    *size = 0;
    nsearch_status status = unpack->source.read(unpack->source.context, out, capacity, size, error);
    unpack->at_end = !status && *size == 0;
    unpack->read_bytes += *size;
    return status;
}

static nsearch_status read_file(struct unpack *unpack, void *out, size_t capacity, size_t *size,
                                nsearch_error *error)
{
    ssize_t count;
    if (unpack->file < 0) return read_source(unpack, out, capacity, size, error);
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

/* Of what lies in packed[]. */
static uint64_t place(const struct unpack *unpack)
{
    return unpack->read_bytes - (unpack->size - unpack->at);
}

static bool is_gzip(const struct unpack *unpack)
{
    const unsigned char *head = unpack->packed + unpack->at;
    return unpack->size - unpack->at >= 2 && head[0] == 0x1f && head[1] == 0x8b;
}

/* Whether zlib's frame is there shows in its first two bytes. */
static int deflate_window(const struct unpack *unpack)
{
    const unsigned char *head = unpack->packed + unpack->at;
    const bool has_frame = unpack->size - unpack->at >= 2 && (head[0] & 0x0F) == Z_DEFLATED &&
                           (head[0] * 256 + head[1]) % 31 == 0;
    return has_frame ? MAX_WBITS : -MAX_WBITS;
}

static nsearch_status start(struct unpack *unpack, nsearch_error *error)
{
    nsearch_status status = need(unpack, 2, error);
    if (status) return status;
    unpack->stage = STAGE_PLAIN;
    const bool is_deflate = unpack->source.is_deflate && !is_gzip(unpack);
    if (!is_gzip(unpack) && !is_deflate) return NSEARCH_OK;
    const int window = is_deflate ? deflate_window(unpack) : GZIP_WINDOW;
    if (inflateInit2(&unpack->inflate, window) != Z_OK) return error_memory(error);
    unpack->stage = STAGE_MEMBER;
    unpack->member = place(unpack);
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

static nsearch_status damaged(struct unpack *unpack, nsearch_error *error, const char *what)
{
    unpack->damaged = true;
    return error_set(error, NSEARCH_DAMAGED, "%s", what);
}

/* What follows a member: another one, padding, or the end. */
static nsearch_status start_member(struct unpack *unpack, nsearch_error *error)
{
    if (unpack->source.is_deflate) return NSEARCH_OK; /* is all there is */
    for (;;) {
        nsearch_status status = need(unpack, 2, error);
        if (status || unpack->at == unpack->size) return status;
        if (unpack->packed[unpack->at]) break;
        unpack->at++;
    }
    if (!is_gzip(unpack) || inflateReset(&unpack->inflate) != Z_OK)
        return damaged(unpack, error, "something else follows the gzip data");
    unpack->stage = STAGE_MEMBER;
    unpack->member = place(unpack);
    return NSEARCH_OK;
}

/* Inflates from what is in packed[]. */
static nsearch_status read_member(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                                  nsearch_error *error)
{
    nsearch_status status = need(unpack, 1, error);
    if (status) return status;
    unsigned long long bytes = (unsigned long long)unpack->read_bytes;
    unpack->damaged = true; /* unless it goes well */
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
    unpack->damaged = result == Z_DATA_ERROR || result == Z_NEED_DICT;
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR)
        return unpack_count(unpack, *size, error);
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

/* ---- After damage --------------------------------------------------------------------------------- */

/* To just behind the start of the member that is broken: the next one may begin in what was taken for its data. */
static void go_back(struct unpack *unpack)
{
    const uint64_t target = unpack->member + 1, here = place(unpack);
    const uint64_t far = here > target ? here - target : 0;
    if (unpack->file < 0 || !far || far > GO_BACK_MAX) return;
    if (unpack->went_back + far > GO_BACK_ALL || lseek(unpack->file, (off_t)target, SEEK_SET) < 0)
        return;
    unpack->went_back += far;
    unpack->read_bytes = target;
    unpack->at = unpack->size = 0;
    unpack->at_end = false;
}

/* Whether a member may begin here: its head has bits that must be 0. */
static bool may_begin(const struct unpack *unpack)
{
    const unsigned char *head = unpack->packed + unpack->at;
    return is_gzip(unpack) && head[2] == Z_DEFLATED && head[3] < 0x20;
}

bool unpack_recover(struct unpack *unpack)
{
    if (!unpack->damaged) return false;
    unpack->damaged = false;
    go_back(unpack);
    while (!need(unpack, GZIP_HEAD, NULL) && unpack->size - unpack->at >= GZIP_HEAD) {
        if (may_begin(unpack) && inflateReset(&unpack->inflate) == Z_OK) {
            unpack->stage = STAGE_MEMBER;
            unpack->member = place(unpack);
            return true;
        }
        unpack->at++;
    }
    return false;
}
