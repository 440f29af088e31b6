/* segment.c - see segment.h. */
#include "indexer/segment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/term.h"
#include "common/xap.h"
#include "indexer/batch.h"
#include "indexer/directory.h"
#include "indexer/merge.h"
#include "indexer/pipeline.h"
#include "indexer/tables.h"

/* How the memory is shared out; the rest is for batches on their way and for what grows by doubling. */
enum {
    INVERTERS_PERCENT = 70, /* for the inverters of all jobs */
    BATCH_SIZE = 1 << 19,   /* bytes of articles that are worth handing over */
    FLIGHT_MAX = 16 << 20,  /* bytes of articles on their way, or a single batch */
};

enum {
    METADATA_MAX = 7 /* of the options */
};

struct segment {
    struct segment_options options;
    struct buf path, first_path; /* the first one is merged away where ids occur twice */
    struct tables *tables;
    struct pipeline *pipeline;
    struct inverter **inverters; /* one a job, */
    struct analyzer **analyzers; /* and one of these */
    struct batch *batches;
    size_t batch_count;
    struct batch *filling;
    uint64_t count, superseded;
    uint32_t *dropped; /* docids that are withdrawn, in the end all that are left out */
    size_t dropped_count, dropped_capacity;
};

/* ---- Steps of the pipeline ------------------------------------------------------------------------ */

static nsearch_status analyze(void *context, size_t worker, void *item, nsearch_error *error)
{
    struct segment *segment = context;
    return analyzer_run(segment->analyzers[worker], item, error);
}

static nsearch_status take(void *context, void *item, nsearch_error *error)
{
    struct segment *segment = context;
    nsearch_status status = tables_take(segment->tables, item, error);
    batch_reset(item);
    return status;
}

/* Writing a run takes long: it must not hold an item up, for all later ones wait for that. */
static nsearch_status rest(void *context, size_t worker, nsearch_error *error)
{
    struct segment *segment = context;
    return inverter_check(segment->inverters[worker], error);
}

/* ---- Making --------------------------------------------------------------------------------------- */

static nsearch_status create_analyzers(struct segment *segment, nsearch_error *error)
{
    const struct segment_options *options = &segment->options;
    const struct analyzer_options analyzer = {
        .language = options->language,
        .stems = options->stems,
        .keep_text = options->keep_text,
    };
    const size_t budget = options->memory / 100 * INVERTERS_PERCENT / options->jobs;
    const char *directory = options->run_directory ? options->run_directory : segment->path.data;
    nsearch_status status = NSEARCH_OK;
    segment->inverters = calloc(options->jobs, sizeof *segment->inverters);
    segment->analyzers = calloc(options->jobs, sizeof *segment->analyzers);
    if (!segment->inverters || !segment->analyzers) return error_memory(error);
    for (size_t i = 0; !status && i < options->jobs; i++) {
        status = inverter_create(budget, directory, &segment->inverters[i], error);
        if (!status)
            status = analyzer_create(&analyzer, segment->inverters[i], &segment->analyzers[i],
                                     error);
    }
    return status;
}

/* As many batches as there are jobs, one that is filled and one that is taken. */
static nsearch_status create_pipeline(struct segment *segment, nsearch_error *error)
{
    const size_t count = segment->options.jobs > 1 ? segment->options.jobs + 2 : 1;
    const struct pipeline_steps steps = {analyze, take, rest, segment};
    void **items = calloc(count, sizeof *items);
    segment->batches = calloc(count, sizeof *segment->batches);
    nsearch_status status = items && segment->batches ? NSEARCH_OK : error_memory(error);
    for (size_t i = 0; !status && i < count; i++) {
        batch_init(&segment->batches[i]);
        items[i] = &segment->batches[segment->batch_count++];
    }
    if (!status)
        status = pipeline_create(&steps, segment->options.jobs, items, count, FLIGHT_MAX,
                                 &segment->pipeline, error);
    free(items);
    return status;
}

nsearch_status segment_create(const char *path, const struct segment_options *options,
                              struct segment **out, nsearch_error *error)
{
    *out = NULL;
    struct segment *segment = calloc(1, sizeof *segment);
    if (!segment) return error_memory(error);
    segment->options = *options;
    buf_init(&segment->path);
    buf_init(&segment->first_path);
    buf_add_text(&segment->path, path);
    buf_addf(&segment->first_path, "%s-first", path);
    nsearch_status status = buf_status(&segment->path, error);
    if (!status) status = buf_status(&segment->first_path, error);
    if (!status) status = create_analyzers(segment, error);
    if (!status) status = tables_create(path, options->jobs > 1, &segment->tables, error);
    if (!status) status = create_pipeline(segment, error);
    if (status)
        segment_free(segment);
    else
        *out = segment;
    return status;
}

void segment_free(struct segment *segment)
{
    if (!segment) return;
    pipeline_free(segment->pipeline);
    for (size_t i = 0; segment->analyzers && i < segment->options.jobs; i++)
        analyzer_free(segment->analyzers[i]);
    for (size_t i = 0; segment->inverters && i < segment->options.jobs; i++)
        inverter_free(segment->inverters[i]);
    for (size_t i = 0; i < segment->batch_count; i++)
        batch_release(&segment->batches[i]);
    tables_free(segment->tables);
    free(segment->analyzers);
    free(segment->inverters);
    free(segment->batches);
    free(segment->dropped);
    buf_release(&segment->path);
    buf_release(&segment->first_path);
    free(segment);
}

/* ---- Adding --------------------------------------------------------------------------------------- */

static nsearch_status submit(struct segment *segment, nsearch_error *error)
{
    const size_t weight = segment->filling->input.size;
    segment->filling = NULL;
    return pipeline_submit(segment->pipeline, weight, error);
}

nsearch_status segment_add(struct segment *segment, const struct article *article,
                           const struct stamp *stamp, nsearch_error *error)
{
    if (segment->count == UINT32_MAX)
        return error_set(error, NSEARCH_INVALID, "more articles than an index can hold");
    const uint32_t docid = (uint32_t)++segment->count;
    if (!segment->filling) {
        segment->filling = pipeline_item(segment->pipeline);
        segment->filling->first_docid = docid;
    }
    nsearch_status status = batch_add(segment->filling, article, stamp, error);
    if (!status && segment->filling->input.size >= BATCH_SIZE) status = submit(segment, error);
    return status;
}

nsearch_status segment_withdraw(struct segment *segment, uint32_t number, nsearch_error *error)
{
    if (segment->dropped_count == segment->dropped_capacity) {
        const size_t capacity = segment->dropped_capacity ? segment->dropped_capacity * 2 : 64;
        uint32_t *grown = realloc(segment->dropped, capacity * sizeof *grown);
        if (!grown) return error_memory(error);
        segment->dropped = grown;
        segment->dropped_capacity = capacity;
    }
    segment->dropped[segment->dropped_count++] = number; /* docids are given out in order */
    return NSEARCH_OK;
}

/* ---- Finishing ------------------------------------------------------------------------------------ */

/* Where an article that was superseded comes from, and the last one with its id. */
struct losing {
    struct xap_db *db;
    struct article loser, winner;
};

static nsearch_status read_article(struct xap_db *db, uint32_t docid, struct arena *arena,
                                   struct article *out, nsearch_error *error)
{
    const char *data;
    size_t size;
    article_reset(out);
    nsearch_status status = xap_document_data(db, docid, arena, &data, &size, error);
    return status ? status : article_parse(data, size, out, error);
}

static nsearch_status read_winner(struct losing *losing, struct arena *arena, nsearch_error *error)
{
    const struct buf *id = &losing->loser.fields[ARTICLE_ID];
    char term[TERM_MAX + 1];
    uint32_t *docids;
    size_t count;
    nsearch_status status = xap_postings(losing->db, term,
                                         term_whole(PREFIX_ID, id->data, id->size, term), arena,
                                         &docids, &count, error);
    if (!status && !count) status = error_set(error, NSEARCH_INTERNAL, "no article has its own id");
    return status ? status
                  : read_article(losing->db, docids[count - 1], arena, &losing->winner, error);
}

static nsearch_status tell_one(const struct segment *segment, struct losing *losing, uint32_t docid,
                               nsearch_error *error)
{
    struct arena arena;
    arena_init(&arena);
    nsearch_status status = read_article(losing->db, docid, &arena, &losing->loser, error);
    if (!status) status = read_winner(losing, &arena, error);
    arena_release(&arena);
    if (status) return status;
    return segment->options.superseded(
        segment->options.context, losing->loser.fields[ARTICLE_ID].data,
        losing->loser.fields[ARTICLE_PATH].data, losing->winner.fields[ARTICLE_PATH].data, error);
}

static int order_docids(const void *a, const void *b)
{
    const uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    return (one > two) - (one < two);
}

/* The withdrawn ones are in order. */
static bool is_withdrawn(const struct segment *segment, uint32_t docid)
{
    return segment->dropped_count && bsearch(&docid, segment->dropped, segment->dropped_count,
                                             sizeof *segment->dropped, order_docids);
}

/* Tells of all that were superseded, while they are still there. */
static nsearch_status tell_superseded(const struct segment *segment, const uint32_t *docids,
                                      size_t count, nsearch_error *error)
{
    struct losing losing;
    if (!segment->options.superseded || !count) return NSEARCH_OK;
    nsearch_status status = xap_open(segment->first_path.data, &losing.db, error);
    if (status) return status;
    article_init(&losing.loser);
    article_init(&losing.winner);
    for (size_t i = 0; !status && i < count; i++)
        if (!is_withdrawn(segment, docids[i]))
            status = tell_one(segment, &losing, docids[i], error);
    article_release(&losing.loser);
    article_release(&losing.winner);
    xap_close(losing.db);
    return status;
}

/* Adds those superseded to those withdrawn: all that go, in order. */
static nsearch_status list_dropped(struct segment *segment, const uint32_t *superseded,
                                   size_t count, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < count; i++)
        status = segment_withdraw(segment, superseded[i], error);
    size_t kept = 0;
    uint32_t *dropped = segment->dropped;
    qsort(dropped, segment->dropped_count, sizeof *dropped, order_docids);
    for (size_t i = 0; i < segment->dropped_count; i++)
        if (!kept || dropped[kept - 1] != dropped[i]) dropped[kept++] = dropped[i];
    segment->dropped_count = kept;
    return status;
}

/* Writes the segment anew without the articles that were superseded or withdrawn. */
static nsearch_status drop_articles(struct segment *segment, nsearch_error *error)
{
    size_t count;
    const uint32_t *superseded = tables_superseded(segment->tables, &count);
    if (!count && !segment->dropped_count) return NSEARCH_OK;
    if (rename(segment->path.data, segment->first_path.data))
        return error_system(error, errno, segment->path.data);
    if (segment->dropped_count)
        qsort(segment->dropped, segment->dropped_count, sizeof *segment->dropped, order_docids);
    nsearch_status status = tell_superseded(segment, superseded, count, error);
    if (!status) status = list_dropped(segment, superseded, count, error);
    const struct merge_source source = {.path = segment->first_path.data,
                                        .dropped = segment->dropped,
                                        .dropped_count = segment->dropped_count};
    const struct merge_plan plan = {.sources = &source,
                                    .source_count = 1,
                                    .jobs = (unsigned)segment->options.jobs,
                                    .stop = segment->options.stop};
    if (!status) status = merge_segments(&plan, segment->path.data, error);
    if (status) return status;
    directory_remove(segment->first_path.data);
    segment->superseded = count;
    segment->count -= segment->dropped_count;
    return NSEARCH_OK;
}

static int order_metadata(const void *a, const void *b)
{
    const struct metadata *one = a, *two = b;
    return strcmp(one->key, two->key);
}

/* Writes the tables, which take metadata in the order of their keys. */
static nsearch_status write_tables(struct segment *segment, const struct metadata *more,
                                   size_t more_count, nsearch_error *error)
{
    char schema[16];
    snprintf(schema, sizeof schema, "%d", SCHEMA_VERSION);
    const struct segment_options *options = &segment->options;
    struct metadata *metadata = calloc(METADATA_MAX + more_count, sizeof *metadata);
    size_t count = 0;
    if (!metadata) return error_memory(error);
    metadata[count++] = (struct metadata){META_ANALYSIS, ANALYSIS_VERSION};
    if (options->format) metadata[count++] = (struct metadata){META_FORMAT, options->format};
    metadata[count++] = (struct metadata){META_LANGUAGE, options->language};
    if (options->map) metadata[count++] = (struct metadata){META_MAP, options->map};
    metadata[count++] = (struct metadata){META_SCHEMA, schema};
    if (options->stems) metadata[count++] = (struct metadata){META_STEMS, options->stems};
    metadata[count++] = (struct metadata){META_TEXT,
                                          options->keep_text ? TEXT_STORED : TEXT_IN_FILES};
    for (size_t i = 0; i < more_count; i++)
        if (*more[i].value) metadata[count++] = more[i];
    qsort(metadata, count, sizeof *metadata, order_metadata);
    const struct tables_rest rest = {.inverters = segment->inverters,
                                     .inverter_count = options->jobs,
                                     .metadata = metadata,
                                     .metadata_count = count,
                                     .stop = options->stop};
    const nsearch_status status = tables_finish(segment->tables, &rest, error);
    free(metadata);
    return status;
}

nsearch_status segment_finish(struct segment *segment, const struct metadata *more, size_t count,
                              nsearch_error *error)
{
    nsearch_status status = segment->filling ? submit(segment, error) : NSEARCH_OK;
    if (!status) status = pipeline_drain(segment->pipeline, error);
    if (!status) status = write_tables(segment, more, count, error);
    return status ? status : drop_articles(segment, error);
}

uint64_t segment_count(const struct segment *segment)
{
    return segment->count;
}

uint64_t segment_superseded(const struct segment *segment)
{
    return segment->superseded;
}
