/* file.c - see file.h. */
#include "indexer/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"

nsearch_status file_write_at(int file, const char *path, uint64_t offset, const void *data,
                             size_t size, nsearch_error *error)
{
    const char *at = data;
    while (size) {
        ssize_t written = pwrite(file, at, size, (off_t)offset);
        if (written < 0 && errno == EINTR) continue;
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
