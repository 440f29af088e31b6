/* walk.c - see walk.h.
 *
 * Not fts(3): that takes a directory that fails while it is read for one that ends. */
#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"

static const int64_t NANO = 1000000000;

struct walker {
    const struct walk_sink *sink;
    const char *root; /* the one that is walked */
    struct buf path;  /* of what is looked at */
    bool has_skip;
    dev_t skip_device; /* the directory to pass over */
    ino_t skip_inode;
};

static nsearch_status reject_for(struct walker *walker, const char *reason, nsearch_error *error)
{
    return walker->sink->reject(walker->sink->context, walker->path.data, reason, error);
}

static nsearch_status reject(struct walker *walker, int code, nsearch_error *error)
{
    char reason[160], text[128];
    snprintf(reason, sizeof reason, "cannot be opened: %s", strerror_r(code, text, sizeof text));
    return reject_for(walker, reason, error);
}

static nsearch_status take_file(struct walker *walker, const struct stat *info,
                                nsearch_error *error)
{
    const struct walk_file file = {
        .path = walker->path.data,
        .size = (uint64_t)info->st_size,
        .mtime = (int64_t)info->st_mtim.tv_sec * NANO + info->st_mtim.tv_nsec,
    };
    return walker->sink->file(walker->sink->context, &file, error);
}

/* ---- Links ---------------------------------------------------------------------------------------- */

/* Whether the walk of the root comes to `path`: no name on the way to it is hidden. */
static bool is_walked(const char *path, const char *root)
{
    if (!path_is_under(path, root)) return false;
    return !strstr(path + strlen(root) - (root[strlen(root) - 1] == '/'), "/.");
}

/* A symbolic link counts if it leads to a file that isn't walked by its own name. */
static nsearch_status visit_link(struct walker *walker, nsearch_error *error)
{
    struct stat info;
    char *real = stat(walker->path.data, &info) ? NULL : realpath(walker->path.data, NULL);
    if (!real) return reject(walker, errno, error);
    const bool counts = S_ISREG(info.st_mode) && !is_walked(real, walker->root);
    free(real);
    return counts ? take_file(walker, &info, error) : NSEARCH_OK;
}

/* ---- Directories ---------------------------------------------------------------------------------- */

/* The names in a directory, each after a byte that says what it is (DT_...). */
struct names {
    struct buf text;
    const char **sorted;
    size_t count;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a + 1, *(char *const *)b + 1);
}

static nsearch_status sort_names(struct names *names, nsearch_error *error)
{
    nsearch_status status = buf_status(&names->text, error);
    if (status || !names->count) return status;
    names->sorted = malloc(names->count * sizeof *names->sorted);
    if (!names->sorted) return error_memory(error);
    const char *at = names->text.data;
    for (size_t i = 0; i < names->count; i++, at += strlen(at + 1) + 2)
        names->sorted[i] = at;
    qsort(names->sorted, names->count, sizeof *names->sorted, by_name);
    return NSEARCH_OK;
}

/* Reads all names but the hidden ones; the errno of what fails. */
static int read_names(DIR *directory, struct names *names)
{
    struct dirent *entry;
    while (errno = 0, entry = readdir(directory)) {
        if (*entry->d_name == '.') continue;
        /* Kinds are small numbers; 1 more, for none may be the NUL that ends a name. */
        buf_add_char(&names->text, (char)(entry->d_type + 1));
        buf_add(&names->text, entry->d_name, strlen(entry->d_name) + 1);
        names->count++;
    }
    return errno;
}

static bool is_skipped(const struct walker *walker, int directory)
{
    struct stat info;
    return walker->has_skip && !fstat(directory, &info) && info.st_dev == walker->skip_device &&
           info.st_ino == walker->skip_inode;
}

/* Reads the directory at the walker's path; the errno of what fails. */
static int list(const struct walker *walker, struct names *names)
{
    int file = open(walker->path.data, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return errno;
    DIR *directory = is_skipped(walker, file) ? NULL : fdopendir(file);
    if (!directory) {
        close(file);
        return 0;
    }
    const int failed = read_names(directory, names);
    closedir(directory);
    return failed;
}

static nsearch_status visit(struct walker *walker, int kind, nsearch_error *error);

static nsearch_status visit_names(struct walker *walker, struct names *names, nsearch_error *error)
{
    const size_t size = walker->path.size;
    nsearch_status status = sort_names(names, error);
    for (size_t i = 0; !status && i < names->count; i++) {
        if (walker->path.data[size - 1] != '/') buf_add_char(&walker->path, '/');
        buf_add_text(&walker->path, names->sorted[i] + 1);
        status = buf_status(&walker->path, error);
        if (!status) status = visit(walker, *names->sorted[i] - 1, error);
        buf_cut(&walker->path, size);
    }
    return status;
}

static nsearch_status visit_directory(struct walker *walker, nsearch_error *error)
{
    struct names names = {0};
    buf_init(&names.text);
    const int failed = list(walker, &names);
    nsearch_status status = failed ? reject(walker, failed, error)
                                   : visit_names(walker, &names, error);
    free(names.sorted);
    buf_release(&names.text);
    return status;
}

/* ---- One name ------------------------------------------------------------------------------------- */

/* `kind`: what readdir says that it is. Paths are no longer than PATH_MAX, or nothing can be opened by them:
 * that limits how deep this goes. */
static nsearch_status visit(struct walker *walker, int kind, nsearch_error *error)
{
    struct stat info;
    if (kind == DT_DIR) return visit_directory(walker, error);
    if (kind == DT_LNK) return visit_link(walker, error);
    if (kind != DT_REG && kind != DT_UNKNOWN) return NSEARCH_OK;
    if (lstat(walker->path.data, &info))
        return errno == ENOENT ? NSEARCH_OK : reject(walker, errno, error);
    if (S_ISDIR(info.st_mode)) return visit_directory(walker, error);
    if (S_ISLNK(info.st_mode)) return visit_link(walker, error);
    return S_ISREG(info.st_mode) ? take_file(walker, &info, error) : NSEARCH_OK;
}

/* What is no file is passed over, but not silently where it was asked for by name. */
static nsearch_status visit_root(struct walker *walker, nsearch_error *error)
{
    struct stat info;
    if (lstat(walker->path.data, &info)) return reject(walker, errno, error);
    if (S_ISDIR(info.st_mode)) return visit_directory(walker, error);
    if (S_ISREG(info.st_mode)) return take_file(walker, &info, error);
    return reject_for(walker, "neither a file nor a directory", error);
}

nsearch_status walk(const struct roots *roots, const char *skip, const struct walk_sink *sink,
                    nsearch_error *error)
{
    struct walker walker = {.sink = sink};
    struct stat info;
    if (skip && !stat(skip, &info)) {
        walker.has_skip = true;
        walker.skip_device = info.st_dev;
        walker.skip_inode = info.st_ino;
    }
    nsearch_status status = NSEARCH_OK;
    buf_init(&walker.path);
    for (size_t i = 0; i < roots->count && !status; i++) {
        walker.root = roots->paths[i];
        buf_reset(&walker.path);
        buf_add_text(&walker.path, walker.root);
        status = buf_status(&walker.path, error);
        if (!status) status = visit_root(&walker, error);
    }
    buf_release(&walker.path);
    return status;
}
