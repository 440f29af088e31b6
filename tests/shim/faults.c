/* faults.c - preloaded into nindex: counts the calls that change what is below a directory, and makes one
 * of them go wrong.
 *
 *     FAULT_BELOW   the directory (its real path), without which nothing is watched
 *     FAULT_LOG     a file to which every call is written as it is made: "12 fsync /index/lock"
 *     FAULT_AT      the number of the call that goes wrong; none if it isn't there
 *     FAULT_HOW     ENOSPC, EIO, or the name of another errno below: the call fails so
 *                   short    a write writes half of its bytes and ends; the next call fails with ENOSPC
 *                   before   SIGKILL before the call
 *                   after    SIGKILL after it
 *                   torn     half of a write, then SIGKILL; other calls as `after`
 *                   power    SIGKILL before the call, and all is lost that no fsync had secured: files
 *                            whose bytes weren't are cut to nothing, names that weren't are removed; but
 *                            where a file was replaced by rename, the new one is there
 *                   undone   the same, but where a file was replaced, the old one is there again
 *     FAULT_NO_TMPFILE  set: open() with O_TMPFILE fails as on NFS
 *
 * What libc does inside itself (stdio's writing, nftw's closing) passes by: files must be written by write,
 * pwrite and their like. tests/cli/faults.t compares the log with what strace sees. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum how {
    NOTHING,
    FAIL,
    SHORT,
    BEFORE,
    AFTER,
    TORN,
    POWER,
    UNDONE
};

enum {
    NAMES_MAX = 256, /* files and names that are followed */
};

static struct {
    char below[PATH_MAX];
    size_t below_size;
    int log; /* -1: none */
    long at, count;
    enum how how;
    int code;
    bool started, no_tmpfile;
} plan = {.log = -1};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER; /* guards the count and the two lists */

static int real_open(const char *path, int flags, mode_t mode)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* ---- What is to be done --------------------------------------------------------------------------- */

static void set_how(const char *how)
{
    static const struct {
        const char *name;
        enum how how;
        int code;
    } rows[] = {{"ENOSPC", FAIL, ENOSPC}, {"EIO", FAIL, EIO},    {"EDQUOT", FAIL, EDQUOT},
                {"short", SHORT, ENOSPC}, {"before", BEFORE, 0}, {"after", AFTER, 0},
                {"torn", TORN, 0},        {"power", POWER, 0},   {"undone", UNDONE, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].name, how)) {
            plan.how = rows[i].how;
            plan.code = rows[i].code;
            return;
        }
    abort();
}

static void start(void)
{
    const char *below = getenv("FAULT_BELOW"), *log = getenv("FAULT_LOG"), *at = getenv("FAULT_AT"),
               *how = getenv("FAULT_HOW");
    plan.started = true;
    plan.no_tmpfile = getenv("FAULT_NO_TMPFILE") != NULL;
    if (!below) return;
    plan.below_size = (size_t)snprintf(plan.below, sizeof plan.below, "%s", below);
    if (log) plan.log = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (at) plan.at = atol(at);
    if (how) set_how(how);
}

/* Whether `path` is watched. */
static bool is_below(const char *path)
{
    if (!plan.started) start();
    return plan.below_size && !strncmp(path, plan.below, plan.below_size) &&
           (path[plan.below_size] == '/' || !path[plan.below_size]);
}

static bool path_of(int file, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    if (size < 0) return false;
    path[size] = '\0';
    return is_below(path);
}

/* ---- What the disk doesn't have yet ---------------------------------------------------------------- */

struct names {
    char *paths[NAMES_MAX];
    size_t count;
};

static struct names unwritten; /* files with bytes that no fsync followed */
static struct names unnamed;   /* files and directories whose name none did */

/* Files that a rename replaced by another, and none followed: what was in them. */
static struct old {
    char *path, *data;
    size_t size;
} olds[NAMES_MAX];
static size_t old_count;

static void note(struct names *names, const char *path)
{
    for (size_t i = 0; i < names->count; i++)
        if (!strcmp(names->paths[i], path)) return;
    if (names->count == NAMES_MAX) abort();
    names->paths[names->count++] = strdup(path);
}

static void drop_at(struct names *names, size_t i)
{
    free(names->paths[i]);
    names->paths[i] = names->paths[--names->count];
}

/* Forgets the path itself, or, for a directory, what is in it. */
static void drop(struct names *names, const char *path, bool in_it)
{
    const size_t size = strlen(path);
    for (size_t i = names->count; i-- > 0;) {
        const char *name = names->paths[i];
        const char *slash = strrchr(name, '/');
        bool it = in_it ? (size_t)(slash - name) == size && !strncmp(name, path, size)
                        : !strcmp(name, path);
        if (it) drop_at(names, i);
    }
}

static void note_rename(struct names *names, const char *from, const char *to)
{
    const size_t size = strlen(from);
    for (size_t i = 0; i < names->count; i++) {
        char *name = names->paths[i], path[PATH_MAX];
        if (strncmp(name, from, size) != 0 || (name[size] && name[size] != '/')) continue;
        snprintf(path, sizeof path, "%s%s", to, name + size);
        free(name);
        names->paths[i] = strdup(path);
    }
}

/* What is in a file that is about to be replaced; false where there is none. */
static bool note_old(const char *path)
{
    struct stat info;
    int file = real_open(path, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0) return false;
    if (old_count == NAMES_MAX || fstat(file, &info)) abort();
    struct old *old = &olds[old_count++];
    old->path = strdup(path);
    old->size = (size_t)info.st_size;
    old->data = malloc(old->size + 1);
    if (!old->data || read(file, old->data, old->size) != info.st_size) abort();
    syscall(SYS_close, file);
    return true;
}

/* Those in a directory that is on the disk now. */
static void drop_olds(const char *directory)
{
    const size_t size = strlen(directory);
    size_t kept = 0;
    for (size_t i = 0; i < old_count; i++) {
        const char *slash = strrchr(olds[i].path, '/');
        if ((size_t)(slash - olds[i].path) != size || strncmp(olds[i].path, directory, size) != 0) {
            olds[kept++] = olds[i];
            continue;
        }
        free(olds[i].path);
        free(olds[i].data);
    }
    old_count = kept;
}

static void restore_olds(void)
{
    while (old_count > 0) {
        const struct old *old = &olds[--old_count];
        int file = real_open(old->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (file < 0 || syscall(SYS_write, file, old->data, old->size) != (long)old->size) abort();
        syscall(SYS_close, file);
    }
}

static void remove_tree(const char *path)
{
    char command[PATH_MAX + 16];
    unsetenv("LD_PRELOAD");
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    if (system(command)) abort();
}

/* The power goes. XAPIANDB's new name may have reached the disk before what it names, the worst there is
 * while that is there: so it stays, unless all is to be undone, while the segments' names go. */
static void lose(enum how how)
{
    for (size_t i = 0; i < unwritten.count; i++)
        if (truncate(unwritten.paths[i], 0) && errno != ENOENT) abort();
    for (size_t i = 0; i < unnamed.count; i++) {
        const char *name = strrchr(unnamed.paths[i], '/');
        if (how == UNDONE || strcmp(name, "/XAPIANDB") != 0) remove_tree(unnamed.paths[i]);
    }
    if (how == UNDONE) restore_olds();
}

/* ---- One call -------------------------------------------------------------------------------------- */

/* How a call on `path` is to go; on FAIL errno is set. */
static enum how enter(const char *name, const char *path)
{
    static bool fail_next;
    char line[PATH_MAX + 64];
    pthread_mutex_lock(&mutex);
    const long number = ++plan.count;
    enum how how = number == plan.at ? plan.how : NOTHING;
    if (fail_next && how == NOTHING) how = FAIL;
    fail_next = false;
    if (plan.log >= 0) {
        int size = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
        if (syscall(SYS_write, plan.log, line, (size_t)size) != size) abort();
    }
    if (how == SHORT) {
        fail_next = true;
        if (!strstr(name, "write")) how = FAIL;
    }
    if (how == TORN && !strstr(name, "write")) how = AFTER;
    if (how == POWER || how == UNDONE) lose(how);
    pthread_mutex_unlock(&mutex);
    if (how == BEFORE || how == POWER || how == UNDONE) kill(getpid(), SIGKILL);
    if (how == FAIL) errno = plan.code;
    return how;
}

static void leave(enum how how)
{
    if (how == AFTER || how == TORN) kill(getpid(), SIGKILL);
}

static void noted(struct names *names, const char *path)
{
    pthread_mutex_lock(&mutex);
    note(names, path);
    pthread_mutex_unlock(&mutex);
}

#pragma GCC visibility push(default)

/* ---- Writing --------------------------------------------------------------------------------------- */

static size_t part(enum how how, size_t size)
{
    return how == SHORT || how == TORN ? size / 2 : size;
}

ssize_t write(int file, const void *data, size_t size)
{
    char path[PATH_MAX];
    if (!path_of(file, path)) return syscall(SYS_write, file, data, size);
    const enum how how = enter("write", path);
    if (how == FAIL) return -1;
    noted(&unwritten, path);
    ssize_t written = syscall(SYS_write, file, data, part(how, size));
    leave(how);
    return written;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
    char path[PATH_MAX];
    if (!path_of(file, path)) return syscall(SYS_pwrite64, file, data, size, offset);
    const enum how how = enter("pwrite", path);
    if (how == FAIL) return -1;
    noted(&unwritten, path);
    ssize_t written = syscall(SYS_pwrite64, file, data, part(how, size), offset);
    leave(how);
    return written;
}

ssize_t writev(int file, const struct iovec *pieces, int count)
{
    char path[PATH_MAX];
    if (!path_of(file, path)) return syscall(SYS_writev, file, pieces, count);
    const enum how how = enter("writev", path);
    if (how == FAIL) return -1;
    noted(&unwritten, path);
    ssize_t written = syscall(SYS_writev, file, pieces,
                              part(how, 2) == 2 ? count : (count + 1) / 2);
    leave(how);
    return written;
}

int ftruncate(int file, off_t size)
{
    char path[PATH_MAX];
    if (!path_of(file, path)) return (int)syscall(SYS_ftruncate, file, size);
    const enum how how = enter("ftruncate", path);
    int result = how == FAIL ? -1 : (int)syscall(SYS_ftruncate, file, size);
    leave(how);
    return result;
}

static int sync_file(const char *name, int file, long call)
{
    char path[PATH_MAX];
    struct stat info;
    if (!path_of(file, path)) return (int)syscall(call, file);
    const enum how how = enter(name, path);
    int result = how == FAIL ? -1 : (int)syscall(call, file);
    if (!result) {
        pthread_mutex_lock(&mutex);
        if (!fstat(file, &info) && S_ISDIR(info.st_mode)) {
            drop(&unnamed, path, true);
            drop_olds(path);
        } else
            drop(&unwritten, path, false);
        pthread_mutex_unlock(&mutex);
    }
    leave(how);
    return result;
}

int fsync(int file)
{
    return sync_file("fsync", file, SYS_fsync);
}

int fdatasync(int file)
{
    return sync_file("fdatasync", file, SYS_fdatasync);
}

/* Only of files that were open for writing. */
int close(int file)
{
    char path[PATH_MAX];
    const int flags = fcntl(file, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || !path_of(file, path))
        return (int)syscall(SYS_close, file);
    const enum how how = enter("close", path);
    const int code = errno;
    int result = (int)syscall(SYS_close, file);
    if (how == FAIL) {
        errno = code;
        return -1;
    }
    leave(how);
    return result;
}

/* ---- Names ----------------------------------------------------------------------------------------- */

static int open_file(const char *name, const char *path, int flags, mode_t mode)
{
    const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
    if (nameless && plan.no_tmpfile) {
        errno = EOPNOTSUPP;
        return -1;
    }
    const enum how how = enter(name, path);
    if (how == FAIL) return -1;
    const bool is_new = !nameless && access(path, F_OK) != 0;
    int file = real_open(path, flags, mode);
    if (file >= 0 && is_new) noted(&unnamed, path);
    leave(how);
    return file;
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
        if (is_below(path)) return open_file("open", path, flags, mode);
    }
    return real_open(path, flags, mode);
}

int mkostemp(char *path, int flags)
{
    static unsigned number;
    char name[8];
    snprintf(name, sizeof name, "%06x", ++number & 0xffffff);
    memcpy(path + strlen(path) - 6, name, 6);
    return open(path, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
}

int mkdir(const char *path, mode_t mode)
{
    if (!is_below(path)) return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    const enum how how = enter("mkdir", path);
    int result = how == FAIL ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!result) noted(&unnamed, path);
    leave(how);
    return result;
}

int rename(const char *from, const char *to)
{
    if (!is_below(from)) return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    const enum how how = enter("rename", from);
    pthread_mutex_lock(&mutex);
    const bool replaces = how != FAIL && note_old(to);
    int result = how == FAIL ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!result) {
        drop(&unwritten, to, false);
        drop(&unnamed, to, false);
        note_rename(&unwritten, from, to);
        note_rename(&unnamed, from, to);
        if (replaces)
            drop(&unnamed, to, false);
        else
            note(&unnamed, to);
    }
    pthread_mutex_unlock(&mutex);
    leave(how);
    return result;
}

int link(const char *from, const char *to)
{
    if (!is_below(to)) return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    const enum how how = enter("link", to);
    int result = how == FAIL ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!result) noted(&unnamed, to);
    leave(how);
    return result;
}

static int remove_name(const char *name, const char *path, int flags)
{
    const enum how how = is_below(path) ? enter(name, path) : NOTHING;
    int result = how == FAIL ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, flags);
    if (!result) {
        pthread_mutex_lock(&mutex);
        drop(&unwritten, path, false);
        drop(&unnamed, path, false);
        pthread_mutex_unlock(&mutex);
    }
    leave(how);
    return result;
}

int unlink(const char *path)
{
    return remove_name("unlink", path, 0);
}

int rmdir(const char *path)
{
    return remove_name("rmdir", path, AT_REMOVEDIR);
}

int remove(const char *path)
{
    struct stat info;
    const bool is_directory = !lstat(path, &info) && S_ISDIR(info.st_mode);
    return is_directory ? rmdir(path) : unlink(path);
}

#pragma GCC visibility pop
