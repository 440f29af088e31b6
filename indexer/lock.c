/* lock.c - see lock.h. flock(2) locks the open file, so it goes with the process however that ends.
 */
#include "indexer/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "indexer/file.h"

static nsearch_status held_by_another(int file, const char *path, nsearch_error *error)
{
    char text[64] = "", since[32] = "unknown time";
    long pid = 0, start = 0;
    ssize_t size = pread(file, text, sizeof text - 1, 0);
    if (size <= 0 || sscanf(text, "%ld %ld", &pid, &start) != 2)
        return error_set(error, NSEARCH_LOCKED, "%s: another nindex is writing this index", path);
    time_t then = (time_t)start;
    struct tm when;
    if (localtime_r(&then, &when)) strftime(since, sizeof since, "%Y-%m-%d %H:%M:%S", &when);
    return error_set(error, NSEARCH_LOCKED,
                     "%s: nindex with pid %ld has been writing this index since %s", path, pid,
                     since);
}

static nsearch_status sign(int file, const char *path, nsearch_error *error)
{
    char text[64];
    int size = snprintf(text, sizeof text, "%ld %ld\n", (long)getpid(), (long)time(NULL));
    if (ftruncate(file, 0)) return error_system(error, errno, path);
    return file_write_at(file, path, 0, text, (size_t)size, error);
}

nsearch_status lock_take(const char *directory, int *out, nsearch_error *error)
{
    struct buf path;
    int file = -1;
    *out = -1;
    buf_init(&path);
    buf_addf(&path, "%s/lock", directory);
    nsearch_status status = buf_status(&path, error);
    if (status) goto done;
    file = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0)
        status = error_system(error, errno, path.data);
    else if (!flock(file, LOCK_EX | LOCK_NB))
        status = sign(file, path.data, error);
    else if (errno == EWOULDBLOCK)
        status = held_by_another(file, path.data, error);
    else
        status = error_system(error, errno, path.data);
    if (status)
        lock_drop(file);
    else
        *out = file;
done:
    buf_release(&path);
    return status;
}

void lock_drop(int lock)
{
    if (lock >= 0) close(lock);
}
