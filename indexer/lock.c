/* lock.c - see lock.h. flock(2) locks the open file, so it goes with the process however that ends. */
#include "indexer/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/error.h"
#include "indexer/file.h"

enum {
    LATE_TRIES = 20, /* of 10 ms: by then a holder has signed, and who only looked is gone */
    MILLISECOND = 1000000,
    PAUSE_FIRST = 10 * MILLISECOND, /* nanoseconds; doubled from try to try */
    PAUSE_LONGEST = 500 * MILLISECOND
};

static void pause_for(long nanoseconds)
{
    const struct timespec time = {.tv_nsec = nanoseconds};
    nanosleep(&time, NULL); /* a signal ends it, as it should */
}

void lock_host(char out[LOCK_HOST_MAX])
{
    if (gethostname(out, LOCK_HOST_MAX) || !*out) memcpy(out, "unknown", sizeof "unknown");
    out[LOCK_HOST_MAX - 1] = '\0';
}

/* ---- Who holds it ------------------------------------------------------------------------------- */

/* What the file says; false if nobody has signed. */
static bool read_holder(int file, struct lock_holder *holder)
{
    char text[128] = "";
    long long since;
    *holder = (struct lock_holder){.pid = 0};
    if (pread(file, text, sizeof text - 1, 0) <= 0 ||
        sscanf(text, "%ld %lld %63s", &holder->pid, &since, holder->host) != 3) {
        holder->pid = 0;
        return false;
    }
    holder->since = since;
    return true;
}

/* Whether who signed can be the one that holds it now, and not one that was killed before. */
static bool may_be_alive(const struct lock_holder *holder)
{
    char host[LOCK_HOST_MAX];
    lock_host(host);
    return strcmp(host, holder->host) != 0 || !kill((pid_t)holder->pid, 0) || errno != ESRCH;
}

static bool is_signed(int file)
{
    struct lock_holder holder;
    return read_holder(file, &holder) && may_be_alive(&holder);
}

static nsearch_status held_by_another(int file, const char *path, nsearch_error *error)
{
    struct lock_holder holder;
    char since[32] = "unknown time", host[LOCK_HOST_MAX];
    if (!read_holder(file, &holder) || !may_be_alive(&holder))
        return error_set(error, NSEARCH_LOCKED, "%s: another nindex is writing this index", path);
    time_t then = (time_t)holder.since;
    struct tm when;
    if (localtime_r(&then, &when)) strftime(since, sizeof since, "%Y-%m-%d %H:%M:%S", &when);
    lock_host(host);
    const bool is_here = !strcmp(host, holder.host);
    return error_set(error, NSEARCH_LOCKED,
                     "%s: nindex with pid %ld%s%s has been writing this index since %s", path,
                     holder.pid, is_here ? "" : " on ", is_here ? "" : holder.host, since);
}

static nsearch_status sign(int file, const char *path, nsearch_error *error)
{
    char text[128], host[LOCK_HOST_MAX];
    lock_host(host);
    int size = snprintf(text, sizeof text, "%ld %lld %s\n", (long)getpid(), (long long)time(NULL),
                        host);
    if (ftruncate(file, 0)) return error_system(error, errno, path);
    return file_write_at(file, path, 0, text, (size_t)size, error);
}

/* ---- Waiting ------------------------------------------------------------------------------------ */

/* Sleeps twice as long as before, but not beyond what is `left`, in seconds. */
static void pause_longer(long *pause, double left)
{
    const double nanoseconds = left * 1e9;
    pause_for(nanoseconds < (double)*pause ? (long)nanoseconds : *pause);
    *pause = *pause < PAUSE_LONGEST / 2 ? 2 * *pause : PAUSE_LONGEST;
}

/* Tries until the time is over, and however little that is, until it can be told who holds it. */
static nsearch_status wait_for(int file, const char *path, const struct lock_wait *wait,
                               nsearch_error *error)
{
    const double until = clock_seconds() + (wait ? wait->seconds : 0);
    long pause = PAUSE_FIRST;
    int late = 0;
    while (flock(file, LOCK_EX | LOCK_NB)) {
        if (errno != EWOULDBLOCK && errno != EINTR) return error_system(error, errno, path);
        if (wait && wait->stop && *wait->stop)
            return error_set(error, NSEARCH_INVALID, "interrupted");
        const double left = until - clock_seconds();
        if (left > 0)
            pause_longer(&pause, left);
        else if (is_signed(file) || late++ == LATE_TRIES)
            return held_by_another(file, path, error);
        else
            pause_for(PAUSE_FIRST);
    }
    return NSEARCH_OK;
}

nsearch_status lock_take(const char *directory, const struct lock_wait *wait, int *out,
                         nsearch_error *error)
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
    else
        status = wait_for(file, path.data, wait, error);
    if (!status) status = sign(file, path.data, error);
    if (!status)
        *out = file;
    else if (file >= 0)
        close(file);
done:
    buf_release(&path);
    return status;
}

void lock_drop(int lock)
{
    if (lock < 0) return;
    while (ftruncate(lock, 0) && errno == EINTR)
        ; /* else the name stays, which does no harm */
    close(lock);
}

/* ---- Looking ------------------------------------------------------------------------------------ */

/* By taking it for a moment, together with others who look; a writer who comes then tries again. */
bool lock_is_held(const char *directory, struct lock_holder *holder)
{
    struct buf path;
    *holder = (struct lock_holder){.pid = 0};
    buf_init(&path);
    buf_addf(&path, "%s/lock", directory);
    int file = buf_status(&path, NULL) ? -1 : open(path.data, O_RDONLY | O_CLOEXEC);
    const bool held = file >= 0 && flock(file, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;
    if (held) read_holder(file, holder);
    if (file >= 0) close(file);
    buf_release(&path);
    return held;
}
