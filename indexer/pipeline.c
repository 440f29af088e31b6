/* pipeline.c - see pipeline.h.
 *
 * The items are a ring. Three counters go round it, each never ahead of the one before:
 *
 *     taken <= started <= submitted <= taken + item_count
 *
 * An item between taken and started is being worked on, or `ready`. */
#include "indexer/pipeline.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/error.h"

struct slot {
    void *item;
    size_t weight;
    bool ready; /* worked on, waits to be taken */
};

struct pipeline {
    struct pipeline_steps steps;
    struct slot *slots;
    size_t slot_count, weight, weight_max;
    uint64_t submitted, started, taken;

    pthread_mutex_t mutex; /* guards all but what is constant */
    pthread_cond_t changed;
    pthread_t *threads; /* workers, and the taker last */
    size_t thread_count;
    size_t resting; /* workers in that step */
    bool closing;
    nsearch_status status;
    nsearch_error error;
};

/* Keeps the first error. */
static void fail(struct pipeline *pipeline, nsearch_status status, const nsearch_error *error)
{
    if (!status || pipeline->status) return;
    pipeline->status = status;
    pipeline->error = *error;
}

static struct slot *slot_at(const struct pipeline *pipeline, uint64_t number)
{
    return &pipeline->slots[number % pipeline->slot_count];
}

/* ---- Threads: each holds the mutex but while it does its step ------------------------------------- */

static void rest(struct pipeline *pipeline, size_t worker)
{
    nsearch_error error = {0};
    pipeline->resting++;
    pthread_mutex_unlock(&pipeline->mutex);
    const nsearch_status status = pipeline->steps.rest(pipeline->steps.context, worker, &error);
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->resting--;
    fail(pipeline, status, &error);
    pthread_cond_broadcast(&pipeline->changed);
}

static void work_on_next(struct pipeline *pipeline, size_t worker)
{
    struct slot *slot = slot_at(pipeline, pipeline->started++);
    nsearch_error error = {0};
    nsearch_status status = NSEARCH_OK;
    if (!pipeline->status) {
        pthread_mutex_unlock(&pipeline->mutex);
        status = pipeline->steps.work(pipeline->steps.context, worker, slot->item, &error);
        pthread_mutex_lock(&pipeline->mutex);
    }
    fail(pipeline, status, &error);
    slot->ready = true;
    pthread_cond_broadcast(&pipeline->changed);
    if (pipeline->steps.rest && !pipeline->status) rest(pipeline, worker);
}

static void take_next(struct pipeline *pipeline)
{
    struct slot *slot = slot_at(pipeline, pipeline->taken);
    nsearch_error error = {0};
    nsearch_status status = NSEARCH_OK;
    if (!pipeline->status) {
        pthread_mutex_unlock(&pipeline->mutex);
        status = pipeline->steps.take(pipeline->steps.context, slot->item, &error);
        pthread_mutex_lock(&pipeline->mutex);
    }
    fail(pipeline, status, &error);
    slot->ready = false;
    pipeline->weight -= slot->weight;
    pipeline->taken++;
    pthread_cond_broadcast(&pipeline->changed);
}

struct worker {
    struct pipeline *pipeline;
    size_t number;
};

static void *run_worker(void *argument)
{
    struct worker worker = *(struct worker *)argument;
    struct pipeline *pipeline = worker.pipeline;
    free(argument);
    pthread_mutex_lock(&pipeline->mutex);
    for (;;) {
        if (pipeline->started < pipeline->submitted)
            work_on_next(pipeline, worker.number);
        else if (pipeline->closing)
            break;
        else
            pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    }
    pthread_mutex_unlock(&pipeline->mutex);
    return NULL;
}

static void *run_taker(void *argument)
{
    struct pipeline *pipeline = argument;
    pthread_mutex_lock(&pipeline->mutex);
    for (;;) {
        if (slot_at(pipeline, pipeline->taken)->ready)
            take_next(pipeline);
        else if (pipeline->closing && pipeline->taken == pipeline->submitted)
            break;
        else
            pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    }
    pthread_mutex_unlock(&pipeline->mutex);
    return NULL;
}

static bool start_thread(struct pipeline *pipeline, void *(*run)(void *), void *argument)
{
    if (!argument) return false;
    if (pthread_create(&pipeline->threads[pipeline->thread_count], NULL, run, argument) != 0)
        return false;
    pipeline->thread_count++;
    return true;
}

static bool start_worker(struct pipeline *pipeline, size_t number)
{
    struct worker *worker = malloc(sizeof *worker);
    if (worker) *worker = (struct worker){pipeline, number};
    if (start_thread(pipeline, run_worker, worker)) return true;
    free(worker);
    return false;
}

static nsearch_status start_threads(struct pipeline *pipeline, size_t jobs, nsearch_error *error)
{
    pipeline->threads = calloc(jobs + 1, sizeof *pipeline->threads);
    bool started = pipeline->threads != NULL;
    for (size_t i = 0; started && i < jobs; i++)
        started = start_worker(pipeline, i);
    if (started) started = start_thread(pipeline, run_taker, pipeline);
    return started ? NSEARCH_OK
                   : error_set(error, NSEARCH_MEMORY, "can't start %zu threads; try --jobs 1",
                               jobs + 1);
}

/* ---- The caller's side --------------------------------------------------------------------------- */

nsearch_status pipeline_create(const struct pipeline_steps *steps, size_t jobs, void **items,
                               size_t item_count, size_t weight_max, struct pipeline **out,
                               nsearch_error *error)
{
    *out = NULL;
    struct pipeline *pipeline = calloc(1, sizeof *pipeline);
    if (!pipeline) return error_memory(error);
    pipeline->steps = *steps;
    pipeline->weight_max = weight_max;
    pthread_mutex_init(&pipeline->mutex, NULL);
    pthread_cond_init(&pipeline->changed, NULL);
    pipeline->slots = calloc(item_count, sizeof *pipeline->slots);
    nsearch_status status = pipeline->slots ? NSEARCH_OK : error_memory(error);
    for (size_t i = 0; !status && i < item_count; i++)
        pipeline->slots[i].item = items[i];
    pipeline->slot_count = item_count;
    if (!status && jobs > 1) status = start_threads(pipeline, jobs, error);
    if (status)
        pipeline_free(pipeline);
    else
        *out = pipeline;
    return status;
}

void pipeline_free(struct pipeline *pipeline)
{
    if (!pipeline) return;
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->closing = true;
    pthread_cond_broadcast(&pipeline->changed);
    pthread_mutex_unlock(&pipeline->mutex);
    for (size_t i = 0; i < pipeline->thread_count; i++)
        pthread_join(pipeline->threads[i], NULL);
    pthread_mutex_destroy(&pipeline->mutex);
    pthread_cond_destroy(&pipeline->changed);
    free(pipeline->threads);
    free(pipeline->slots);
    free(pipeline);
}

void *pipeline_item(struct pipeline *pipeline)
{
    pthread_mutex_lock(&pipeline->mutex);
    while (pipeline->submitted == pipeline->taken + pipeline->slot_count)
        pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    void *item = slot_at(pipeline, pipeline->submitted)->item;
    pthread_mutex_unlock(&pipeline->mutex);
    return item;
}

static nsearch_status report(const struct pipeline *pipeline, nsearch_error *error)
{
    if (pipeline->status && error) *error = pipeline->error;
    return pipeline->status;
}

nsearch_status pipeline_submit(struct pipeline *pipeline, size_t weight, nsearch_error *error)
{
    pthread_mutex_lock(&pipeline->mutex);
    while (pipeline->weight && pipeline->weight + weight > pipeline->weight_max)
        pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    slot_at(pipeline, pipeline->submitted++)->weight = weight;
    pipeline->weight += weight;
    pthread_cond_broadcast(&pipeline->changed);
    if (!pipeline->thread_count) {
        work_on_next(pipeline, 0);
        take_next(pipeline);
    }
    nsearch_status status = report(pipeline, error);
    pthread_mutex_unlock(&pipeline->mutex);
    return status;
}

nsearch_status pipeline_drain(struct pipeline *pipeline, nsearch_error *error)
{
    pthread_mutex_lock(&pipeline->mutex);
    while (pipeline->taken < pipeline->submitted || pipeline->resting)
        pthread_cond_wait(&pipeline->changed, &pipeline->mutex);
    nsearch_status status = report(pipeline, error);
    pthread_mutex_unlock(&pipeline->mutex);
    return status;
}
