/* build.c - see build.h. */
#include "indexer/build.h"

#include <time.h>

#include "common/error.h"
#include "indexer/publish.h"
#include "indexer/segment.h"
#include "indexer/walk.h"

struct build {
    const struct build_request *request;
    const struct build_watcher *watcher;
    struct build_result *result;
    struct segment *segment;
    struct stamp stamp; /* of the next article */
    uint64_t files;     /* found by the first walk */
    uint64_t total;     /* and their bytes */
    uint64_t text;      /* that these are likely to have */
};

static nsearch_status stopped(const struct build *build, nsearch_error *error)
{
    if (!*build->request->stop) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "interrupted");
}

/* ---- What the reader says ----------------------------------------------------------------------- */

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct build *build = context;
    nsearch_status status = stopped(build, error);
    if (!status) status = segment_add(build->segment, article, &build->stamp, error);
    build->stamp.serial++;
    return status;
}

static void take_reject(void *context, const char *path, uint64_t line, const char *reason)
{
    struct build *build = context;
    build->result->rejects++;
    build->watcher->reject(build->watcher->context, path, line, reason);
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    (void)path;
    struct build *build = context;
    build->result->repaired += bytes;
}

static void take_undated(void *context, const char *path)
{
    (void)path;
    struct build *build = context;
    build->result->undated++;
}

static void take_position(void *context, uint64_t bytes)
{
    struct build *build = context;
    build->watcher->progress(build->watcher->context, segment_count(build->segment),
                             build->result->bytes + bytes);
}

/* ---- What the walks say ------------------------------------------------------------------------- */

static nsearch_status count_file(void *context, const struct walk_file *file, nsearch_error *error)
{
    struct build *build = context;
    build->files++;
    build->total += file->size;
    build->text += space_text(file->path, file->size, build->request->reader);
    return stopped(build, error);
}

/* The second walk will tell. */
static nsearch_status ignore_reject(void *context, const char *path, const char *reason,
                                    nsearch_error *error)
{
    (void)context, (void)path, (void)reason, (void)error;
    return NSEARCH_OK;
}

static nsearch_status read_file(void *context, const struct walk_file *file, nsearch_error *error)
{
    struct build *build = context;
    const struct reader_sink sink = {.article = take_article,
                                     .reject = take_reject,
                                     .repaired = take_repaired,
                                     .undated = take_undated,
                                     .position = take_position,
                                     .stop = build->request->stop,
                                     .context = build};
    nsearch_status status = stopped(build, error);
    if (!status)
        status = reader_file(file->path, build->request->reader, build->request->max_article_size,
                             &sink, error);
    build->result->bytes += file->size;
    return status;
}

static nsearch_status reject_file(void *context, const char *path, const char *reason,
                                  nsearch_error *error)
{
    (void)error;
    take_reject(context, path, 0, reason);
    return NSEARCH_OK;
}

/* ---- The build ---------------------------------------------------------------------------------- */

static nsearch_status walk_all(struct build *build, const struct walk_sink *sink,
                               nsearch_error *error)
{
    const struct build_request *request = build->request;
    struct roots roots = {0};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < request->path_count; i++)
        status = roots_add_real(&roots, request->paths[i], error);
    if (!status) status = roots_settle(&roots, error);
    if (!status) status = walk(&roots, request->index, sink, error);
    roots_release(&roots);
    return status;
}

static nsearch_status check_space(const struct build *build, nsearch_error *error)
{
    const struct build_request *request = build->request;
    const struct space_plan plan = {.index = request->index,
                                    .run_directory = request->segment.run_directory,
                                    .text = build->text,
                                    .memory = request->segment.memory};
    struct space_lack lack;
    nsearch_status status = space_check(&plan, &lack, error);
    if (!status && lack.needed) build->watcher->scarce(build->watcher->context, &lack);
    return status;
}

static nsearch_status fill_segment(struct build *build, const char *path, nsearch_error *error)
{
    const struct build_watcher *watcher = build->watcher;
    struct segment_options options = build->request->segment;
    options.stop = build->request->stop;
    const struct walk_sink count = {count_file, ignore_reject, build};
    const struct walk_sink read = {read_file, reject_file, build};
    nsearch_status status = walk_all(build, &count, error);
    if (!status) watcher->reading(watcher->context, build->files, build->total);
    if (!status) status = check_space(build, error);
    if (!status) status = segment_create(path, &options, &build->segment, error);
    if (status) return status;
    status = walk_all(build, &read, error);
    if (status || !segment_count(build->segment)) return status;
    watcher->writing(watcher->context);
    status = segment_finish(build->segment, NULL, 0, error);
    build->result->articles = segment_count(build->segment);
    build->result->replaced = segment_superseded(build->segment);
    return status ? status : stopped(build, error);
}

nsearch_status build_index(const struct build_request *request, const struct build_watcher *watcher,
                           struct build_result *result, nsearch_error *error)
{
    struct build build = {.request = request, .watcher = watcher, .result = result};
    build.stamp = (struct stamp){.serial = stamp_first_serial(), .indexed = time(NULL)};
    struct publish *publish;
    *result = (struct build_result){0};
    const struct lock_wait wait = {request->lock_timeout, request->stop};
    nsearch_status status = publish_begin(request->index, &wait, &publish, error);
    if (status) return status;
    watcher->begun(watcher->context);
    status = fill_segment(&build, publish_segment_path(publish), error);
    segment_free(build.segment);
    if (!status && result->articles) {
        status = publish_switch(publish, publish_store(publish)->count, error);
        if (!status) result->generation = publish_generation(publish);
    }
    watcher->ended(watcher->context, status, error);
    publish_end(publish);
    return status;
}
