/* merge.c - several segments into one; see merge.h, and merge_own.h for how the parts fit together.
 *
 * The tables don't depend on each other once it is known what becomes of each article, so each is a task, taken
 * by whichever thread is free, the longest first. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/error.h"
#include "indexer/merge_own.h"
#include "indexer/tables.h"

enum {
    TASK_COUNT = GLASS_POSITION + 1 /* one a table; the two after it are left behind */
};

typedef nsearch_status fill_table(struct merge *merge, struct glass_table *table,
                                  nsearch_error *error);

/* In the order of the time they take. */
static const struct {
    size_t table;
    fill_table *fill;
} kinds[TASK_COUNT] = {
    {GLASS_POSITION, merge_positions},
    {GLASS_POSTLIST, merge_postlist},
    {GLASS_TERMLIST, merge_termlist},
    {GLASS_DOCDATA, merge_docdata},
};

struct task {
    nsearch_status status;
    nsearch_error error;
};

struct work {
    struct merge *merge;
    struct task tasks[TASK_COUNT];
    atomic_size_t next; /* task that no thread has taken */
    atomic_bool failed; /* no need to start another */
};

/* ---- Tasks ---------------------------------------------------------------------------------------- */

/* Whether a source has articles and no term lists: Xapian can leave these out, for all or none. */
static bool lacks_termlist(const struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct glass_version *version = &merge->inputs[i].version;
        if (version->roots[GLASS_TERMLIST].none && version->stats.document_count) return true;
    }
    return false;
}

static nsearch_status write_table(struct merge *merge, size_t task, nsearch_error *error)
{
    const size_t which = kinds[task].table;
    const struct glass_options options = tables_options(which);
    struct glass_table *table = NULL;
    struct buf path;
    if (which == GLASS_TERMLIST && lacks_termlist(merge)) return NSEARCH_OK;
    nsearch_status status = merge_path(&path, merge->path, which, error);
    if (!status) status = glass_table_create(path.data, &options, &table, error);
    if (!status) status = kinds[task].fill(merge, table, error);
    if (!status) status = glass_table_finish(table, &merge->version.roots[which], error);
    glass_table_free(table);
    buf_release(&path);
    return status;
}

static void *do_tasks(void *argument)
{
    struct work *work = argument;
    size_t i;
    while (!work->failed && (i = work->next++) < TASK_COUNT) {
        struct task *task = &work->tasks[i];
        task->status = write_table(work->merge, i, &task->error);
        if (task->status) work->failed = true;
    }
    return NULL;
}

/* This thread works too, so nothing is lost if others cannot be had. */
static nsearch_status write_tables(struct merge *merge, unsigned jobs, nsearch_error *error)
{
    struct work work = {.merge = merge};
    pthread_t threads[TASK_COUNT];
    size_t count = 0;
    while (count + 1 < jobs && count + 1 < TASK_COUNT &&
           !pthread_create(&threads[count], NULL, do_tasks, &work))
        count++;
    do_tasks(&work);
    while (count)
        pthread_join(threads[--count], NULL);
    for (size_t i = 0; i < TASK_COUNT; i++) {
        if (!work.tasks[i].status) continue;
        if (error) *error = work.tasks[i].error;
        return work.tasks[i].status;
    }
    return NSEARCH_OK;
}

/* ---- Start and end -------------------------------------------------------------------------------- */

static nsearch_status open_inputs(struct merge *merge, nsearch_error *error)
{
    const struct merge_source *sources = merge->plan->sources;
    const size_t count = merge->plan->source_count;
    merge->inputs = calloc(count + 1, sizeof *merge->inputs);
    if (!merge->inputs) return error_memory(error);
    merge->count = count;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < count; i++) {
        merge->inputs[i].source = sources[i];
        status = glass_version_read(sources[i].path, &merge->inputs[i].version, error);
    }
    return status;
}

static void start_version(struct glass_version *version)
{
    version->revision = 1;
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        version->roots[i] = glass_root_none(tables_options(i).compress_min);
}

static void release(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++)
        docid_map_release(&merge->inputs[i].map);
    free(merge->inputs);
    value_slots_release(&merge->slots);
}

nsearch_status merge_segments(const struct merge_plan *plan, const char *path, nsearch_error *error)
{
    struct merge merge = {.plan = plan, .path = path};
    start_version(&merge.version);
    nsearch_status status = open_inputs(&merge, error);
    if (!status) status = merge_survey(&merge, error);
    if (!status && mkdir(path, 0777)) status = error_system(error, errno, path);
    if (!status) status = write_tables(&merge, plan->jobs, error);
    if (!status) status = glass_version_write(path, &merge.version, error);
    release(&merge);
    return status;
}
