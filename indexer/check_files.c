/* check_files.c - the articles against the manifest; see check_own.h.
 *
 * The articles of a file are counted by the term of its path. That has a hash in place of a long path's end, so
 * files are known by hashes here; the manifest is read again for the names of those that are wrong. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/term.h"
#include "indexer/check_own.h"
#include "indexer/manifest.h"

static uint64_t hash_of_name(const char *name)
{
    char term[TERM_MAX + 1];
    const size_t size = term_whole(PREFIX_PATH, name, strlen(name), term);
    return hash_bytes(term, size);
}

static int by_term(const void *a, const void *b)
{
    const struct check_file *left = a, *right = b;
    return (left->term > right->term) - (left->term < right->term);
}

static struct check_file *find_file(const struct check *check, uint64_t term)
{
    const struct check_file wanted = {.term = term};
    if (!check->file_count) return NULL;
    return bsearch(&wanted, check->files, check->file_count, sizeof wanted, by_term);
}

static nsearch_status open_manifest(const struct check *check, struct manifest_reader **out,
                                    nsearch_error *error)
{
    char name[STORE_MANIFEST_NAME_MAX];
    struct buf path;
    buf_init(&path);
    store_manifest_name(check->store.generation, name);
    buf_addf(&path, "%s/%s", check->request->index, name);
    *out = NULL;
    nsearch_status status = buf_status(&path, error);
    if (!status) status = manifest_open(path.data, out, error);
    buf_release(&path);
    return status;
}

/* ---- Reading the manifest ------------------------------------------------------------------------- */

static nsearch_status add_file(struct check *check, const struct manifest_file *file,
                               nsearch_error *error)
{
    if (check->file_count == check->file_capacity) {
        const size_t capacity = check->file_capacity ? check->file_capacity * 2 : 64;
        struct check_file *files = realloc(check->files, capacity * sizeof *files);
        if (!files) return error_memory(error);
        check->files = files;
        check->file_capacity = capacity;
    }
    check->files[check->file_count++] = (struct check_file){
        .term = hash_of_name(file->name),
        .may_be_empty = file->unsure,
        .expected = file->articles < UINT32_MAX ? (uint32_t)file->articles : UINT32_MAX};
    return NSEARCH_OK;
}

/* Sorts them, and makes one of those that have the same name. */
static void settle_files(struct check *check)
{
    size_t kept = 0;
    if (!check->file_count) return;
    qsort(check->files, check->file_count, sizeof *check->files, by_term);
    for (size_t i = 1; i < check->file_count; i++) {
        const uint32_t more = check->files[i].expected;
        const bool same = check->files[i].term == check->files[kept].term;
        if (same) check->files[kept].may_be_empty |= check->files[i].may_be_empty;
        if (!same)
            check->files[++kept] = check->files[i];
        else if (more > UINT32_MAX - check->files[kept].expected)
            check->files[kept].expected = UINT32_MAX;
        else
            check->files[kept].expected += more;
    }
    check->file_count = kept + 1;
}

/* A file that lost articles to another may have none left. */
static nsearch_status take_shadowed(struct check *check, struct manifest_reader *reader,
                                    struct buf *scratch, nsearch_error *error)
{
    const char *path;
    uint64_t articles;
    nsearch_status status;
    while (!(status = manifest_next_shadowed(reader, &path, &articles, error)) && path) {
        buf_reset(scratch);
        const char *name = path_name(path, scratch);
        if ((status = buf_status(scratch, error))) break;
        struct check_file *file = find_file(check, hash_of_name(name));
        if (file)
            file->may_be_empty = true;
        else
            check_tell(check, "%s: the manifest doesn't have its shadowed file %s",
                       check->request->index, name);
    }
    return status;
}

static nsearch_status read_manifest(struct check *check, nsearch_error *error)
{
    struct manifest_reader *reader;
    const struct manifest_file *file;
    struct buf scratch;
    buf_init(&scratch);
    nsearch_status status = open_manifest(check, &reader, error);
    while (!status && !(status = manifest_next(reader, &file, error)) && file) {
        check->verdict->files++;
        status = add_file(check, file, error);
    }
    settle_files(check);
    if (!status) status = take_shadowed(check, reader, &scratch, error);
    manifest_close(reader);
    buf_release(&scratch);
    return status;
}

nsearch_status check_files_open(struct check *check, nsearch_error *error)
{
    const nsearch_status status = read_manifest(check, error);
    check->has_manifest = !status;
    if (status == NSEARCH_MISSING)
        error_set(error, status, "%s: the manifest of generation %" PRIu64 " is missing",
                  check->request->index, check->store.generation);
    return check_took(check, status, error);
}

/* ---- The comparison ------------------------------------------------------------------------------- */

void check_files_take(struct check *check, const uint8_t *term, size_t size, uint64_t articles)
{
    struct check_file *file = find_file(check, hash_bytes(term, size));
    const size_t prefix = strlen(PREFIX_PATH);
    if (!check->has_manifest || !articles) return;
    if (file)
        file->found = articles < UINT32_MAX ? (uint32_t)articles : UINT32_MAX;
    else
        check_tell(check, "%s: %" PRIu64 " article%s of %.*s, which the manifest doesn't have",
                   check->request->index, articles, articles == 1 ? "" : "s", (int)(size - prefix),
                   (const char *)term + prefix);
}

/* A file has as many articles as were read, or fewer: others with the same ids took their place. */
static bool is_wrong(const struct check_file *file)
{
    return file->found > file->expected || (!file->found && file->expected && !file->may_be_empty);
}

static nsearch_status name_wrong(struct check *check, nsearch_error *error)
{
    struct manifest_reader *reader;
    const struct manifest_file *file;
    nsearch_status status = open_manifest(check, &reader, error);
    while (!status && !(status = manifest_next(reader, &file, error)) && file) {
        const struct check_file *found = find_file(check, hash_of_name(file->name));
        if (found && is_wrong(found))
            check_tell(check, "%s: %s: %" PRIu32 " articles, but %" PRIu32 " were read from it",
                       check->request->index, file->name, found->found, found->expected);
    }
    manifest_close(reader);
    return status;
}

nsearch_status check_files_close(struct check *check, nsearch_error *error)
{
    bool any = false;
    for (size_t i = 0; check->has_manifest && i < check->file_count; i++)
        any = any || is_wrong(&check->files[i]);
    return any ? check_took(check, name_wrong(check, error), error) : NSEARCH_OK;
}
