/* check.c - the order of things, the directory, the verdict; see check.h. */
#include "indexer/check.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/analysis.h"
#include "common/error.h"
#include "indexer/check_own.h"
#include "indexer/lock.h"

enum {
    READS = 3 /* of each file: its checksum, ours, Xapian's */
};

/* ---- Telling -------------------------------------------------------------------------------------- */

/* Whether the last of the lines is this one. */
static bool ends_in(const struct buf *lines, const char *text)
{
    const size_t size = strlen(text);
    if (lines->size <= size || strncmp(lines->data + lines->size - 1 - size, text, size) != 0)
        return false;
    return lines->size == size + 1 || lines->data[lines->size - size - 2] == '\n';
}

/* A line, nothing in it that a terminal would obey: it may hold names and ids. */
static void add_line(struct buf *lines, const char *text)
{
    nsearch_error clean;
    error_set(&clean, NSEARCH_DAMAGED, "%s", text);
    buf_add_text(lines, clean.message);
    buf_add_char(lines, '\n');
}

void check_tell(struct check *check, const char *format, ...)
{
    struct check_verdict *verdict = check->verdict;
    nsearch_error clean;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(&clean, NSEARCH_DAMAGED, format, arguments);
    va_end(arguments);
    if (ends_in(&verdict->problems, clean.message)) return; /* met by two looks at one thing */
    if (verdict->problem_count++ < CHECK_LINES_MAX) add_line(&verdict->problems, clean.message);
}

nsearch_status check_took(struct check *check, nsearch_status status, const nsearch_error *error)
{
    switch (status) {
    case NSEARCH_OK: return NSEARCH_OK;
    case NSEARCH_MEMORY:
    case NSEARCH_DENIED:
    case NSEARCH_INVALID: return status;
    default: check_tell(check, "%s", error->message); return NSEARCH_OK;
    }
}

nsearch_status check_went(struct check *check, uint64_t bytes, nsearch_error *error)
{
    const struct check_request *request = check->request;
    check->done += bytes;
    if (bytes && request->progress) request->progress(request->context, check->done, check->total);
    if (!request->stop || !*request->stop) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "interrupted");
}

/* ---- The directory -------------------------------------------------------------------------------- */

static bool is_named(const struct check *check, const char *entry)
{
    char manifest[STORE_MANIFEST_NAME_MAX];
    for (size_t i = 0; i < check->count; i++)
        if (!strcmp(check->segments[i].name, entry)) return true;
    store_manifest_name(check->store.generation, manifest);
    return !strcmp(manifest, entry);
}

/* What a run that was killed left: no generation names it. Where nindex is at work it may be its own. */
static void find_leftovers(struct check *check)
{
    struct check_verdict *verdict = check->verdict;
    struct lock_holder holder;
    if (lock_is_held(check->request->index, &holder)) return;
    DIR *directory = opendir(check->request->index);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        const char *name = entry->d_name;
        if ((strncmp(name, "seg-", 4) && strncmp(name, "manifest-", 9) &&
             strcmp(name, STORE_STUB ".new") != 0) ||
            is_named(check, name))
            continue;
        verdict->leftover_count++;
        if (verdict->leftover_count > CHECK_LINES_MAX) continue;
        add_line(&verdict->leftovers, name);
    }
    if (directory) closedir(directory);
}

/* Whether a stub that can't be read is that of an index after all: there are segments beside it. */
static bool has_segments(const char *path)
{
    bool found = false;
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && !found && (entry = readdir(directory));)
        found = !strncmp(entry->d_name, "seg-", 4);
    if (directory) closedir(directory);
    return found;
}

static void check_stub(struct check *check)
{
    const struct store *store = &check->store;
    const char *index = check->request->index;
    if (!store->count) check_tell(check, "%s/" STORE_STUB ": it names no segment", index);
    for (size_t i = 0; i < store->count; i++)
        for (size_t j = 0; j < i; j++)
            if (store->segments[i] == store->segments[j])
                check_tell(check, "%s/" STORE_STUB ": it names %s twice", index,
                           check->segments[i].name);
}

/* ---- Segments ------------------------------------------------------------------------------------- */

static void stat_files(struct check *check, struct check_segment *segment)
{
    struct stat info;
    struct buf path;
    buf_init(&path);
    for (size_t i = 0; i < GLASS_FILE_COUNT; i++) {
        buf_reset(&path);
        buf_addf(&path, "%s/%s", segment->path.data, glass_file_name(i));
        if (!buf_status(&path, NULL) && !stat(path.data, &info))
            segment->sizes[i] = (uint64_t)info.st_size;
        check->verdict->bytes += segment->sizes[i];
        check->total += READS * segment->sizes[i];
    }
    buf_release(&path);
}

static nsearch_status make_segments(struct check *check, nsearch_error *error)
{
    check->segments = calloc(check->store.count + 1, sizeof *check->segments);
    if (!check->segments) return error_memory(error);
    nsearch_status status = NSEARCH_OK;
    for (; !status && check->count < check->store.count; check->count++) {
        struct check_segment *segment = &check->segments[check->count];
        store_segment_name(check->store.segments[check->count], segment->name);
        buf_init(&segment->path);
        buf_addf(&segment->path, "%s/%s", check->request->index, segment->name);
        status = buf_status(&segment->path, error);
        if (!status) stat_files(check, segment);
    }
    return status;
}

/* That all are of one kind, and of one that this nindex knows. */
static nsearch_status check_kinds(struct check *check, nsearch_error *error)
{
    static const enum check_metadata alike[] = {CHECK_ANALYSIS, CHECK_FORMAT, CHECK_LANGUAGE,
                                                CHECK_SCHEMA,   CHECK_STEMS,  CHECK_TEXT};
    const struct check_segment *first = &check->segments[0];
    for (size_t i = 0; i < check->count; i++) {
        const struct check_segment *segment = &check->segments[i];
        if (!segment->read[GLASS_POSTLIST]) continue;
        for (size_t j = 0; first->read[GLASS_POSTLIST] && j < sizeof alike / sizeof *alike; j++) {
            const char *a = first->metadata[alike[j]], *b = segment->metadata[alike[j]];
            if (strcmp(a ? a : "", b ? b : "") != 0)
                check_tell(check, "%s: it isn't of the same kind as %s", segment->path.data,
                           first->name);
        }
        const char *schema = segment->metadata[CHECK_SCHEMA];
        const int version = schema ? atoi(schema) : 0;
        if (version > SCHEMA_VERSION)
            return error_set(error, NSEARCH_TOO_NEW,
                             "%s: an index of a newer nsearch (schema %d): upgrade",
                             check->request->index, version);
        if (version < SCHEMA_VERSION) check->is_old = true;
    }
    return NSEARCH_OK;
}

static nsearch_status check_all(struct check *check, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    check_stub(check);
    for (size_t i = 0; !status && i < check->count; i++)
        status = check_segment(check, &check->segments[i], error);
    if (!status) status = check_kinds(check, error);
    if (status || !check->count) return status;
    if (check->is_old)
        check_tell(check, "%s: made by an older nsearch; it can be taken over",
                   check->request->index);
    else
        status = check_articles(check, error);
    if (!status) find_leftovers(check);
    return status;
}

/* ---- The verdict ---------------------------------------------------------------------------------- */

static bool lacks_language(const struct check *check)
{
    for (size_t i = 0; i < check->count; i++)
        if (check->segments[i].metadata[CHECK_LANGUAGE]) return false;
    return true;
}

static enum check_advice advise(const struct check *check)
{
    bool whole = true;
    if (!check->verdict->problem_count) return CHECK_NOTHING;
    if (!check->count) return CHECK_FULL;
    for (size_t i = 0; i < check->count; i++) {
        const struct check_segment *segment = &check->segments[i];
        const char *text = segment->metadata[CHECK_TEXT];
        if (text && !strcmp(text, TEXT_IN_FILES)) return CHECK_FULL;
        whole = whole && segment->sound_texts;
    }
    return whole ? CHECK_REBUILD : CHECK_REBUILD_PART;
}

static void release(struct check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        struct check_segment *segment = &check->segments[i];
        buf_release(&segment->path);
        free(segment->serials);
        free(segment->digests);
        free(segment->dead);
    }
    free(check->segments);
    free(check->files);
    store_release(&check->store);
    arena_release(&check->arena);
}

static void verdict_init(struct check_verdict *verdict)
{
    *verdict = (struct check_verdict){0};
    buf_init(&verdict->problems);
    buf_init(&verdict->leftovers);
}

void check_verdict_release(struct check_verdict *verdict)
{
    buf_release(&verdict->problems);
    buf_release(&verdict->leftovers);
    verdict_init(verdict);
}

static nsearch_status check_once(const struct check_request *request, struct check_verdict *verdict,
                                 nsearch_error *error)
{
    struct check check = {.request = request, .verdict = verdict};
    arena_init(&check.arena);
    nsearch_status status = store_read(request->index, &check.store, error);
    if ((status == NSEARCH_FOREIGN || status == NSEARCH_MISSING) && has_segments(request->index)) {
        check_tell(&check, "%s/" STORE_STUB ": %s", request->index,
                   status == NSEARCH_MISSING ? "missing, though there are segments"
                                             : "not as nindex writes it");
        status = NSEARCH_OK;
    } else if (!status && !check.store.count && check.store.remote_count) {
        status = error_set(error, NSEARCH_FOREIGN,
                           "%s: all of it is on other machines: check it there", request->index);
    } else if (!status) {
        verdict->remotes = check.store.remote_count;
        verdict->generation = check.store.generation;
        verdict->segments = check.store.count;
        status = make_segments(&check, error);
        if (!status) status = check_all(&check, error);
    }
    if (!status) status = buf_status(&verdict->problems, error);
    if (!status) status = buf_status(&verdict->leftovers, error);
    verdict->advice = advise(&check);
    verdict->lacks_language = lacks_language(&check);
    release(&check);
    return status;
}

/* Whether the index is another generation by now. */
static bool has_moved_on(const char *index, uint64_t generation)
{
    struct store store;
    const bool moved = !store_read(index, &store, NULL) && store.generation != generation;
    store_release(&store);
    return moved;
}

nsearch_status check_index(const struct check_request *request, struct check_verdict *verdict,
                           nsearch_error *error)
{
    nsearch_error own;
    verdict_init(verdict);
    for (int tries_left = 1;; tries_left--) {
        const nsearch_status status = check_once(request, verdict, error ? error : &own);
        if (status || !verdict->problem_count || !has_moved_on(request->index, verdict->generation))
            return status;
        if (!tries_left)
            return error_set(error, NSEARCH_LOCKED,
                             "%s: nindex changes it all the time; try again when it is done",
                             request->index);
        check_verdict_release(verdict);
    }
}
