/* walk.c - see walk.h.
 *
 * Not fts(3): that takes a directory that fails while it is read for one that ends. */
#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/article.h"
#include "common/error.h"

static const int64_t NANO = 1000000000;

struct walker {
    const struct walk_sink *sink;
    const struct roots *known; /* whose files are read by their own names */
    struct buf path;           /* of what is looked at, */
    struct buf name;           /* as articles have it */
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
        .name = walker->name.data,
        .size = (uint64_t)info->st_size,
        .mtime = (int64_t)info->st_mtim.tv_sec * NANO + info->st_mtim.tv_nsec,
    };
    return walker->sink->file(walker->sink->context, &file, error);
}

/* ---- Links ---------------------------------------------------------------------------------------- */

/* Whether the walk of a root comes to `path`: no name on the way to it is hidden. */
static bool is_walked(const char *path, const struct roots *known)
{
    const char *root = roots_find(known, path); /* the only one, for none lies under another */
    return root && !strstr(path + strlen(root) - (root[strlen(root) - 1] == '/'), "/.");
}

/* A symbolic link counts if it leads to a file that isn't read by its own name. */
static nsearch_status visit_link(struct walker *walker, nsearch_error *error)
{
    struct stat info;
    char *real = stat(walker->path.data, &info) ? NULL : realpath(walker->path.data, NULL);
    if (!real) return reject(walker, errno, error);
    const bool walked = is_walked(real, walker->known);
    const struct walk_sink *sink = walker->sink;
    free(real);
    if (!S_ISREG(info.st_mode)) return NSEARCH_OK;
    if (!walked) return take_file(walker, &info, error);
    return sink->link ? sink->link(sink->context, walker->path.data, error) : NSEARCH_OK;
}

/* ---- Directories ---------------------------------------------------------------------------------- */

struct entry {
    const char *path, *name; /* in the text, or both the same */
    int kind;                /* DT_... */
};

/* What is in a directory. */
struct entries {
    struct buf text; /* kind, path, and the name if it is another, each but the kind with a NUL */
    struct entry *sorted;
    size_t count;
};

enum {
    HAS_NAME = 0x80
}; /* with the kind, which is a small number */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void add_entry(struct entries *entries, const struct dirent *entry, struct buf *scratch)
{
    const char *name = path_name(entry->d_name, scratch);
    const bool differs = name != entry->d_name;
    buf_add_char(&entries->text, (char)(entry->d_type | (differs ? HAS_NAME : 0)));
    buf_add(&entries->text, entry->d_name, strlen(entry->d_name) + 1);
    if (differs) buf_add(&entries->text, name, strlen(name) + 1);
    entries->count++;
}

/* Reads all but the hidden ones; the errno of what fails. */
static int read_entries(DIR *directory, struct entries *entries)
{
    struct dirent *entry;
    struct buf scratch;
    buf_init(&scratch);
    while (errno = 0, entry = readdir(directory))
        if (*entry->d_name != '.') add_entry(entries, entry, &scratch);
    const int failed = scratch.failed ? ENOMEM : errno;
    buf_release(&scratch);
    return failed;
}

static nsearch_status sort_entries(struct entries *entries, nsearch_error *error)
{
    nsearch_status status = buf_status(&entries->text, error);
    if (status || !entries->count) return status;
    entries->sorted = malloc(entries->count * sizeof *entries->sorted);
    if (!entries->sorted) return error_memory(error);
    const char *at = entries->text.data;
    for (size_t i = 0; i < entries->count; i++) {
        const unsigned char kind = (unsigned char)*at++;
        struct entry *entry = &entries->sorted[i];
        *entry = (struct entry){at, at, kind & ~HAS_NAME};
        at += strlen(at) + 1;
        if (!(kind & HAS_NAME)) continue;
        entry->name = at;
        at += strlen(at) + 1;
    }
    qsort(entries->sorted, entries->count, sizeof *entries->sorted, by_name);
    return NSEARCH_OK;
}

static bool is_skipped(const struct walker *walker, int directory)
{
    struct stat info;
    return walker->has_skip && !fstat(directory, &info) && info.st_dev == walker->skip_device &&
           info.st_ino == walker->skip_inode;
}

/* Reads the directory at the walker's path; the errno of what fails. */
static int list(const struct walker *walker, struct entries *entries)
{
    int file = open(walker->path.data, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return errno;
    DIR *directory = is_skipped(walker, file) ? NULL : fdopendir(file);
    if (!directory) {
        close(file);
        return 0;
    }
    const int failed = read_entries(directory, entries);
    closedir(directory);
    return failed;
}

/* ---- Saved pages ---------------------------------------------------------------------------------- */

static bool has_entry(const struct entries *entries, const char *name)
{
    const struct entry key = {.name = name};
    return bsearch(&key, entries->sorted, entries->count, sizeof key, by_name);
}

/* Where the name of a directory ends as those do that browsers write a page's parts to; NULL: it doesn't. Source: the
 * names that Windows connects with a page, which are those of browsers in their languages. */
static const char *end_of_parts(const char *name)
{
    static const char *const ends[] = {
        "_files",     "-Dateien",   "_fichiers", "_archivos",   "_file",     "_bestanden",
        "_arquivos",  "_ficheiros", "-filer",    "_filer",      "_pliki",    "_soubory",
        "_tiedostot", "_dosyalar",  "_elemei",   "_bylos",      "_datoteke", "_fails",
        "_failid",    "_fajlovi",   "_fitxers",  "_fitxategiak"};
    const size_t size = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t length = strlen(ends[i]);
        if (size > length && !strcmp(name + size - length, ends[i])) return name + size - length;
    }
    return NULL;
}

/* Whether a name is that of the directory for the parts of a page beside it. */
static bool is_parts(const struct entries *entries, const char *name)
{
    static const char *const suffixes[] = {".html", ".htm", ".xhtml", ".HTML", ".HTM"};
    const char *end = end_of_parts(name);
    char page[NAME_MAX + sizeof ".xhtml"];
    for (size_t i = 0; end && i < sizeof suffixes / sizeof *suffixes; i++) {
        const int size = (int)(end - name);
        if (size > NAME_MAX) return false;
        snprintf(page, sizeof page, "%.*s%s", size, name, suffixes[i]);
        if (has_entry(entries, page)) return true;
    }
    return false;
}

/* ---- What is in a directory ----------------------------------------------------------------------- */

static nsearch_status visit(struct walker *walker, int kind, nsearch_error *error);

/* `kind` is what readdir says. */
static bool is_directory(const struct walker *walker, int kind)
{
    struct stat info;
    return kind == DT_DIR ||
           (kind == DT_UNKNOWN && !lstat(walker->path.data, &info) && S_ISDIR(info.st_mode));
}

static nsearch_status visit_entries(struct walker *walker, struct entries *entries,
                                    nsearch_error *error)
{
    const size_t path_size = walker->path.size, name_size = walker->name.size;
    const char *slash = walker->path.data[path_size - 1] == '/' ? "" : "/";
    nsearch_status status = sort_entries(entries, error);
    for (size_t i = 0; !status && i < entries->count; i++) {
        const struct entry *entry = &entries->sorted[i];
        buf_add_text(&walker->path, slash);
        buf_add_text(&walker->path, entry->path);
        buf_add_text(&walker->name, slash);
        buf_add_text(&walker->name, entry->name);
        status = buf_status(&walker->path, error);
        if (!status) status = buf_status(&walker->name, error);
        const bool is_part = !status && entry->kind != DT_REG && is_parts(entries, entry->name) &&
                             is_directory(walker, entry->kind);
        if (!status && !is_part) status = visit(walker, entry->kind, error);
        buf_cut(&walker->path, path_size);
        buf_cut(&walker->name, name_size);
    }
    return status;
}

static nsearch_status visit_directory(struct walker *walker, nsearch_error *error)
{
    struct entries entries = {0};
    buf_init(&entries.text);
    const int failed = list(walker, &entries);
    nsearch_status status = failed ? reject(walker, failed, error)
                                   : visit_entries(walker, &entries, error);
    free(entries.sorted);
    buf_release(&entries.text);
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

nsearch_status walk(const struct roots *roots, const struct roots *known, const char *skip,
                    const struct walk_sink *sink, nsearch_error *error)
{
    struct walker walker = {.sink = sink, .known = known ? known : roots};
    struct stat info;
    if (skip && !stat(skip, &info)) {
        walker.has_skip = true;
        walker.skip_device = info.st_dev;
        walker.skip_inode = info.st_ino;
    }
    nsearch_status status = NSEARCH_OK;
    buf_init(&walker.path);
    buf_init(&walker.name);
    for (size_t i = 0; i < roots->count && !status; i++) {
        buf_reset(&walker.path);
        buf_add_text(&walker.path, roots->paths[i]);
        buf_reset(&walker.name);
        article_write_path(roots->paths[i], strlen(roots->paths[i]), &walker.name);
        status = buf_status(&walker.path, error);
        if (!status) status = buf_status(&walker.name, error);
        if (!status) status = visit_root(&walker, error);
    }
    buf_release(&walker.path);
    buf_release(&walker.name);
    return status;
}
