/* store.c - see store.h. */
#include "common/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/error.h"

static const char generation_line[] = "# generation ";
static const char segment_line[] = "auto seg-";
static const char remote_line[] = "remote ";

enum {
    LINE_SIZE = 4096 /* of a stub: longer ones are no segment's and no machine's */
};

nsearch_status store_path(const char *path, struct buf *out, nsearch_error *error)
{
    const char *named = getenv("NSEARCH_INDEX");
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    buf_reset(out);
    if (path && *path)
        buf_add_text(out, path);
    else if (named && *named)
        buf_add_text(out, named);
    else if (data && *data == '/') /* the specification of XDG_DATA_HOME ignores others */
        buf_addf(out, "%s/nsearch/default", data);
    else if (home && *home)
        buf_addf(out, "%s/.local/share/nsearch/default", home);
    else
        return error_set(error, NSEARCH_INVALID,
                         "no index named: give -i DIR or set NSEARCH_INDEX");
    return buf_status(out, error);
}

void store_segment_name(uint64_t number, char out[STORE_SEGMENT_NAME_MAX])
{
    snprintf(out, STORE_SEGMENT_NAME_MAX, "seg-%06" PRIu64, number % (STORE_SEGMENT_MAX + 1));
}

void store_manifest_name(uint64_t generation, char out[STORE_MANIFEST_NAME_MAX])
{
    snprintf(out, STORE_MANIFEST_NAME_MAX, "manifest-%06" PRIu64 ".gz", generation % 1000000000000);
}

static nsearch_status no_index(const char *path, nsearch_error *error)
{
    return error_set(error, NSEARCH_MISSING,
                     "%s: no index here; make one with nindex -i %s PATH...", path, path);
}

static nsearch_status foreign(const char *path, nsearch_error *error)
{
    return error_set(error, NSEARCH_FOREIGN, "%s: not an nsearch index", path);
}

/* The path of the stub. */
static nsearch_status stub_path(const char *path, struct buf *out, nsearch_error *error)
{
    buf_init(out);
    buf_addf(out, "%s/" STORE_STUB, path);
    return buf_status(out, error);
}

static nsearch_status open_stub(const char *path, FILE **out, nsearch_error *error)
{
    struct stat info;
    struct buf stub;
    *out = NULL;
    nsearch_status status = stub_path(path, &stub, error);
    if (status) goto done;
    *out = fopen(stub.data, "re");
    if (*out) goto done;
    if (errno == ENOTDIR || (!stat(path, &info) && !S_ISDIR(info.st_mode)))
        status = foreign(path, error);
    else if (errno == ENOENT)
        status = no_index(path, error);
    else
        status = error_system(error, errno, stub.data);
done:
    buf_release(&stub);
    return status;
}

/* ---- What it says -------------------------------------------------------------------------------- */

static nsearch_status add_segment(struct store *store, uint64_t number, nsearch_error *error)
{
    uint64_t *grown = realloc(store->segments, (store->count + 1) * sizeof *grown);
    if (!grown) return error_memory(error);
    grown[store->count++] = number;
    store->segments = grown;
    return NSEARCH_OK;
}

/* Reads the digits after `prefix`, to the end of the line. */
static bool numbered_line(const char *line, const char *prefix, uint64_t *number)
{
    size_t length = strlen(prefix);
    if (strncmp(line, prefix, length) || line[length] < '0' || line[length] > '9') return false;
    char *end;
    errno = 0;
    *number = strtoull(line + length, &end, 10);
    return !errno && (*end == '\n' || !*end);
}

/* "HOST:PORT" or ":PROGRAM ARGUMENTS" */
static bool is_remote(const char *name)
{
    if (*name == ':') return name[1] > ' ';
    const char *colon = strrchr(name, ':');
    if (!colon || colon == name || strlen(colon) > 6) return false;
    const size_t digits = strspn(colon + 1, "0123456789");
    return digits && !colon[1 + digits] && atoi(colon + 1) > 0 && atoi(colon + 1) <= UINT16_MAX;
}

static nsearch_status add_remote(struct store *store, const char *path, char *name,
                                 nsearch_error *error)
{
    name[strcspn(name, "\n")] = '\0';
    if (!is_remote(name))
        return error_set(error, NSEARCH_FOREIGN,
                         "%s/" STORE_STUB ": \"remote %.60s\" names no HOST:PORT and no :PROGRAM",
                         path, name);
    char **grown = realloc(store->remotes, (store->remote_count + 1) * sizeof *grown);
    if (!grown) return error_memory(error);
    store->remotes = grown;
    grown[store->remote_count] = strdup(name);
    if (!grown[store->remote_count]) return error_memory(error);
    store->remote_count++;
    return NSEARCH_OK;
}

static nsearch_status read_line(struct store *store, const char *path, char *line,
                                nsearch_error *error)
{
    uint64_t number;
    const size_t remote = strlen(remote_line);
    if (!store->generation && numbered_line(line, generation_line, &number)) {
        store->generation = number;
        return NSEARCH_OK;
    }
    if (store->generation && numbered_line(line, segment_line, &number))
        return number <= STORE_SEGMENT_MAX ? add_segment(store, number, error)
                                           : foreign(path, error);
    if (!strncmp(line, remote_line, remote)) return add_remote(store, path, line + remote, error);
    return line[0] == '#' || line[0] == '\n' ? NSEARCH_OK : foreign(path, error);
}

static nsearch_status read_stub(FILE *file, const char *path, struct store *store,
                                nsearch_error *error)
{
    char line[LINE_SIZE];
    nsearch_status status = NSEARCH_OK;
    while (!status && fgets(line, sizeof line, file))
        status = read_line(store, path, line, error);
    if (ferror(file)) return error_system(error, errno, path);
    if (!status && !store->generation && !store->remote_count) return foreign(path, error);
    return status;
}

static struct store_identity identify(const struct stat *info)
{
    return (struct store_identity){info->st_ino, (uint64_t)info->st_size, info->st_mtim};
}

nsearch_status store_read(const char *path, struct store *out, nsearch_error *error)
{
    FILE *file;
    struct stat info;
    *out = (struct store){0};
    nsearch_status status = open_stub(path, &file, error);
    if (status) return status;
    if (fstat(fileno(file), &info))
        status = error_system(error, errno, path);
    else
        out->identity = identify(&info);
    if (!status) status = read_stub(file, path, out, error);
    fclose(file);
    if (status) store_release(out);
    return status;
}

void store_release(struct store *store)
{
    for (size_t i = 0; i < store->remote_count; i++)
        free(store->remotes[i]);
    free(store->remotes);
    free(store->segments);
    *store = (struct store){0};
}

bool store_changed(const char *path, const struct store_identity *identity)
{
    struct stat info;
    struct buf stub;
    bool same = !stub_path(path, &stub, NULL) && !stat(stub.data, &info);
    if (same) {
        const struct store_identity now = identify(&info);
        same = now.inode == identity->inode && now.size == identity->size &&
               now.changed.tv_sec == identity->changed.tv_sec &&
               now.changed.tv_nsec == identity->changed.tv_nsec;
    }
    buf_release(&stub);
    return !same;
}
