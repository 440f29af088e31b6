/* tables.c - batches into tables, and the end; see tables.h. */
#include "indexer/tables.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/error.h"
#include "common/keys.h"
#include "indexer/tables_own.h"

struct glass_options tables_options(size_t table)
{
    const bool deflated = table != GLASS_POSTLIST && table != GLASS_POSITION;
    return (struct glass_options){.compress_min = deflated ? GLASS_COMPRESS_MIN : 0,
                                  .cut = table == GLASS_DOCDATA || table == GLASS_TERMLIST};
}

static nsearch_status create_table(struct tables *tables, size_t table, nsearch_error *error)
{
    struct glass_options options = tables_options(table);
    options.behind = tables->parallel;
    struct buf path;
    buf_init(&path);
    buf_addf(&path, "%s/%s", tables->path.data, glass_table_name(table));
    nsearch_status status = buf_status(&path, error);
    if (!status) status = glass_table_create(path.data, &options, &tables->tables[table], error);
    buf_release(&path);
    return status;
}

nsearch_status tables_create(const char *path, bool parallel, struct tables **out,
                             nsearch_error *error)
{
    *out = NULL;
    struct tables *tables = calloc(1, sizeof *tables);
    if (!tables) return error_memory(error);
    buf_init(&tables->path);
    buf_add_text(&tables->path, path);
    tables->parallel = parallel;
    tables->version.revision = 1;
    nsearch_status status = buf_status(&tables->path, error);
    if (!status && mkdir(path, 0777)) status = error_system(error, errno, path);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        tables->version.roots[i] = glass_root_none(tables_options(i).compress_min);
    for (size_t i = 0; !status && i <= GLASS_POSITION; i++)
        status = create_table(tables, i, error);
    if (status)
        tables_free(tables);
    else
        *out = tables;
    return status;
}

void tables_free(struct tables *tables)
{
    if (!tables) return;
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        glass_table_free(tables->tables[i]);
    buf_release(&tables->path);
    free(tables->superseded);
    free(tables);
}

/* ---- Taking articles ----------------------------------------------------------------------------- */

static nsearch_status put_tag(struct tables *tables, size_t table, const struct batch *batch,
                              const struct batch_tag *tag, uint32_t docid, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    const struct glass_tag out = {(const uint8_t *)batch->output.data + tag->offset, tag->size,
                                  tag->deflated};
    return glass_table_add_tag(tables->tables[table], key, docid_key(key, docid), &out, error);
}

static void take_length(struct glass_stats *stats, uint32_t length)
{
    stats->length_total += length;
    if (length > stats->length_max) stats->length_max = length;
    if (length && (!stats->length_min || length < stats->length_min)) stats->length_min = length;
}

static nsearch_status put_slots(struct tables *tables, const struct batch *batch,
                                const struct batch_tag *slots, uint32_t docid, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    if (!slots->size) return NSEARCH_OK;
    return glass_table_add(tables->tables[GLASS_TERMLIST], key, slots_key(key, docid),
                           batch->output.data + slots->offset, slots->size, error);
}

static nsearch_status take_article(struct tables *tables, const struct batch *batch,
                                   const struct batch_article *article, nsearch_error *error)
{
    struct glass_stats *stats = &tables->version.stats;
    const uint32_t docid = stats->last_docid = ++stats->document_count;
    nsearch_status status = NSEARCH_OK;
    take_length(stats, article->length);
    if (article->wdf_max > stats->wdf_max) stats->wdf_max = article->wdf_max;
    if (article->data.size)
        status = put_tag(tables, GLASS_DOCDATA, batch, &article->data, docid, error);
    if (!status) status = put_tag(tables, GLASS_TERMLIST, batch, &article->terms, docid, error);
    return status ? status : put_slots(tables, batch, &article->slots, docid, error);
}

nsearch_status tables_take(struct tables *tables, const struct batch *batch, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < batch->count; i++)
        status = take_article(tables, batch, &batch->articles[i], error);
    return status;
}

/* ---- The end ------------------------------------------------------------------------------------- */

struct positions_job {
    struct tables *tables;
    nsearch_status status;
    nsearch_error error;
};

static void *write_positions(void *argument)
{
    struct positions_job *job = argument;
    job->status = tables_write_positions(job->tables, &job->error);
    return NULL;
}

static nsearch_status finish_table(struct tables *tables, size_t table, nsearch_error *error)
{
    return glass_table_finish(tables->tables[table], &tables->version.roots[table], error);
}

/* Finishes all tables. Those that come from the inverters are written side by side, if a thread can be had;
 * waiting for the disk, for what is written already, comes where the other thread still has work. */
static nsearch_status finish_tables(struct tables *tables, nsearch_error *error)
{
    struct positions_job job = {.tables = tables};
    pthread_t thread;
    const bool started = tables->parallel && !pthread_create(&thread, NULL, write_positions, &job);
    nsearch_status status = tables_write_postlist(tables, error);
    if (!status) status = finish_table(tables, GLASS_DOCDATA, error);
    if (!status) status = finish_table(tables, GLASS_TERMLIST, error);
    if (started)
        pthread_join(thread, NULL);
    else if (!status)
        write_positions(&job);
    if (status || !job.status) return status;
    if (error) *error = job.error;
    return job.status;
}

nsearch_status tables_finish(struct tables *tables, const struct tables_rest *rest,
                             nsearch_error *error)
{
    tables->rest = rest;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < rest->inverter_count; i++)
        status = inverter_prepare(rest->inverters[i], error);
    if (!status) status = finish_tables(tables, error);
    if (!status) status = glass_version_write(tables->path.data, &tables->version, error);
    return status;
}

const uint32_t *tables_superseded(const struct tables *tables, size_t *count)
{
    *count = tables->superseded_count;
    return tables->superseded;
}
