/* file.c - see file.h. */
#include "indexer/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"

/* A file system that can't write past its cache, or a disk with larger sectors than any: writes through the
 * cache from now on. False if that was it already. */
static bool leave_direct(int file)
{
    const int flags = fcntl(file, F_GETFL);
    return flags >= 0 && flags & O_DIRECT && !fcntl(file, F_SETFL, flags & ~O_DIRECT);
}

nsearch_status file_write_at(int file, const char *path, uint64_t offset, const void *data,
                             size_t size, nsearch_error *error)
{
    const char *at = data;
    while (size) {
        ssize_t written = pwrite(file, at, size, (off_t)offset);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EINVAL && leave_direct(file)) continue;
        if (written <= 0) return error_system(error, written ? errno : ENOSPC, path);
        at += written;
        offset += (uint64_t)written;
        size -= (size_t)written;
    }
    return NSEARCH_OK;
}

nsearch_status file_write(const char *path, const void *data, size_t size, nsearch_error *error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return error_system(error, errno, path);
    nsearch_status status = file_write_at(file, path, 0, data, size, error);
    if (!status && fsync(file)) status = error_system(error, errno, path);
    if (close(file) && !status) status = error_system(error, errno, path);
    return status;
}

/* Writes all that is left of `in`. */
static nsearch_status copy_rest(int in, const char *from, int out, const char *to,
                                nsearch_error *error)
{
    char data[1 << 14];
    uint64_t offset = 0;
    nsearch_status status = NSEARCH_OK;
    while (!status) {
        const ssize_t size = read(in, data, sizeof data);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return error_system(error, errno, from);
        if (!size) break;
        status = file_write_at(out, to, offset, data, (size_t)size, error);
        offset += (uint64_t)size;
    }
    if (!status && fsync(out)) status = error_system(error, errno, to);
    return status;
}

static nsearch_status copy(const char *from, const char *to, nsearch_error *error)
{
    const int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) return error_system(error, errno, from);
    const int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    nsearch_status status = out < 0 ? error_system(error, errno, to) : NSEARCH_OK;
    if (!status) status = copy_rest(in, from, out, to, error);
    if (out >= 0 && close(out) && !status) status = error_system(error, errno, to);
    close(in);
    return status;
}

nsearch_status file_link(const char *from, const char *to, nsearch_error *error)
{
    if (!link(from, to)) return NSEARCH_OK;
    switch (errno) {
    case EPERM:
    case EOPNOTSUPP:
    case ENOSYS:
    case EMLINK: return copy(from, to, error);
    default: return error_system(error, errno, errno == ENOENT ? from : to);
    }
}

/* Where the file system has no nameless files, NFS for one: a name that nobody else has, for a moment. */
static int open_and_unlink(const char *directory)
{
    struct buf path;
    int file = -1;
    buf_init(&path);
    buf_addf(&path, "%s/nindex-XXXXXX", directory);
    if (buf_status(&path, NULL))
        errno = ENOMEM;
    else
        file = mkostemp(path.data, O_CLOEXEC);
    if (file >= 0 && unlink(path.data)) {
        const int code = errno;
        close(file);
        file = -1;
        errno = code;
    }
    buf_release(&path);
    return file;
}

nsearch_status file_open_nameless(const char *directory, int *out, nsearch_error *error)
{
    *out = open(directory, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (*out < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        *out = open_and_unlink(directory);
    return *out < 0 ? error_system(error, errno, directory) : NSEARCH_OK;
}
