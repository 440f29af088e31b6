/* store.c - see store.h. */
#include "common/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/schema.h"

static const char generation_line[] = "# generation ";
static const char segment_line[] = "auto seg-";

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
    snprintf(out, STORE_SEGMENT_NAME_MAX, "seg-%06" PRIu64 "", number % 1000000000000);
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

static nsearch_status open_stub(const char *path, FILE **out, nsearch_error *error)
{
    struct stat info;
    struct buf stub;
    buf_init(&stub);
    *out = NULL;
    buf_addf(&stub, "%s/" STORE_STUB, path);
    nsearch_status status = buf_status(&stub, error);
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

/* Whether one file of a segment, or the segment itself, may be read; what isn't there doesn't matter. */
static nsearch_status check_access(const char *path, uint64_t segment, const char *file,
                                   nsearch_error *error)
{
    char name[STORE_SEGMENT_NAME_MAX];
    struct buf full;
    store_segment_name(segment, name);
    buf_init(&full);
    buf_addf(&full, "%s/%s%s", path, name, file);
    nsearch_status status = buf_status(&full, error);
    if (!status && access(full.data, *file ? R_OK : R_OK | X_OK) && errno == EACCES)
        status = error_system(error, errno, full.data);
    buf_release(&full);
    return status;
}

nsearch_status store_check_access(const char *path, const struct store *store, nsearch_error *error)
{
    static const char *const files[] = {
        "", "/iamglass", "/postlist.glass", "/docdata.glass", "/termlist.glass", "/position.glass"};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < store->count && !status; i++)
        for (size_t j = 0; j < sizeof files / sizeof *files && !status; j++)
            status = check_access(path, store->segments[i], files[j], error);
    return status;
}

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

static nsearch_status read_stub(FILE *file, const char *path, struct store *store,
                                nsearch_error *error)
{
    char line[256];
    uint64_t number;
    nsearch_status status = NSEARCH_OK;
    while (!status && fgets(line, sizeof line, file)) {
        if (!store->generation) {
            if (!numbered_line(line, generation_line, &store->generation))
                return foreign(path, error);
        } else if (numbered_line(line, segment_line, &number)) {
            status = add_segment(store, number, error);
        } else if (strncmp(line, "remote ", 7) && line[0] != '#' && line[0] != '\n') {
            return foreign(path, error);
        }
    }
    if (ferror(file)) return error_system(error, errno, path);
    if (!status && !store->generation) return foreign(path, error);
    return status;
}

nsearch_status store_read(const char *path, struct store *out, nsearch_error *error)
{
    FILE *file;
    *out = (struct store){0};
    nsearch_status status = open_stub(path, &file, error);
    if (status) return status;
    status = read_stub(file, path, out, error);
    fclose(file);
    if (status) store_release(out);
    return status;
}

void store_release(struct store *store)
{
    free(store->segments);
    *store = (struct store){0};
}

nsearch_status store_check(struct xap_db *db, const char *path, struct arena *arena,
                           const char **language, nsearch_error *error)
{
    const char *schema, *analysis;
    *language = NULL;
    nsearch_status status = xap_metadata(db, META_SCHEMA, arena, &schema, error);
    if (!status) status = xap_metadata(db, META_ANALYSIS, arena, &analysis, error);
    if (!status) status = xap_metadata(db, META_LANGUAGE, arena, language, error);
    if (status) return status;
    int version = atoi(schema);
    if (version < 1 || !**language) return foreign(path, error);
    if (version > SCHEMA_VERSION)
        return error_set(error, NSEARCH_TOO_NEW,
                         "%s: an index of a newer nsearch (schema %d, this one reads %d): upgrade",
                         path, version, SCHEMA_VERSION);
    if (strcmp(analysis, ANALYSIS_VERSION) != 0)
        return error_set(
            error, NSEARCH_TOO_NEW,
            "%s: made with analysis version %.20s, this nsearch has %s: rebuild it with "
            "nindex",
            path, analysis, ANALYSIS_VERSION);
    return NSEARCH_OK;
}
