/* pipeline.h - items through several workers at once and out again in the order in which they came.
 *
 *                          .-> worker 0 -.
 *     fill -> submit ->  --+-> worker 1 -+--> take, one at a time, in order -> free again
 *                          '-> worker 2 -'
 *
 * The caller fills, workers and the taker are threads of their own; with one job there are no threads
 * and submit does it all. */
#ifndef INDEXER_PIPELINE_H
#define INDEXER_PIPELINE_H

#include <stddef.h>

#include "common/nsearch.h"

struct pipeline;

struct pipeline_steps {
    /* Works on an item with what the worker `worker` has for itself. */
    nsearch_status (*work)(void *context, size_t worker, void *item, nsearch_error *error);
    /* Takes an item that was worked on. */
    nsearch_status (*take)(void *context, void *item, nsearch_error *error);
    /* What the worker has to do for itself between two items, when the first is on its way: nobody waits for
     * that. May be NULL. */
    nsearch_status (*rest)(void *context, size_t worker, nsearch_error *error);
    void *context;
};

/* `items`: what is filled again and again; the array is copied. More than `jobs` of them keep all
 * workers busy. Items together weigh at most `weight_max` on their way, or there is just one.
 * Errors: MEMORY. */
nsearch_status pipeline_create(const struct pipeline_steps *steps, size_t jobs, void **items,
                               size_t item_count, size_t weight_max, struct pipeline **out,
                               nsearch_error *error);

/* Waits for what is on its way. */
void pipeline_free(struct pipeline *pipeline);

/* An item to fill; waits until one is free. It stays the same until it is submitted. */
void *pipeline_item(struct pipeline *pipeline);

/* Sends the item that pipeline_item gave on its way. Errors: the first that a step returned; from
 * then on nothing is worked on or taken. */
nsearch_status pipeline_submit(struct pipeline *pipeline, size_t weight, nsearch_error *error);

/* Waits until all that was submitted is taken, and no worker is busy. Errors: as above. */
nsearch_status pipeline_drain(struct pipeline *pipeline, nsearch_error *error);

#endif
