/* behind.c - see behind.h. */
#include "indexer/behind.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "common/error.h"
#include "indexer/file.h"

struct behind {
    int file;
    const char *path;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards the rest */
    pthread_cond_t changed;
    const void *data; /* NULL: nothing is to be written */
    uint64_t offset;
    size_t size;
    bool closing;
    nsearch_status status; /* the first error stays */
    nsearch_error error;
};

/* Holds the mutex but while it writes. */
static void write_one(struct behind *behind)
{
    nsearch_error error = {0};
    pthread_mutex_unlock(&behind->mutex);
    const nsearch_status status = file_write_at(behind->file, behind->path, behind->offset,
                                                behind->data, behind->size, &error);
    pthread_mutex_lock(&behind->mutex);
    if (status && !behind->status) {
        behind->status = status;
        behind->error = error;
    }
    behind->data = NULL;
    pthread_cond_broadcast(&behind->changed);
}

static void *run(void *argument)
{
    struct behind *behind = argument;
    pthread_mutex_lock(&behind->mutex);
    for (;;) {
        if (behind->data)
            write_one(behind);
        else if (behind->closing)
            break;
        else
            pthread_cond_wait(&behind->changed, &behind->mutex);
    }
    pthread_mutex_unlock(&behind->mutex);
    return NULL;
}

nsearch_status behind_create(int file, const char *path, struct behind **out, nsearch_error *error)
{
    *out = NULL;
    struct behind *behind = calloc(1, sizeof *behind);
    if (!behind) return error_memory(error);
    behind->file = file;
    behind->path = path;
    pthread_mutex_init(&behind->mutex, NULL);
    pthread_cond_init(&behind->changed, NULL);
    if (!pthread_create(&behind->thread, NULL, run, behind)) {
        *out = behind;
        return NSEARCH_OK;
    }
    pthread_cond_destroy(&behind->changed);
    pthread_mutex_destroy(&behind->mutex);
    free(behind);
    return error_set(error, NSEARCH_MEMORY, "can't start another thread; try --jobs 1");
}

/* With the mutex: waits until nothing is to be written. */
static nsearch_status wait_until_written(struct behind *behind, nsearch_error *error)
{
    while (behind->data)
        pthread_cond_wait(&behind->changed, &behind->mutex);
    if (behind->status && error) *error = behind->error;
    return behind->status;
}

nsearch_status behind_wait(struct behind *behind, nsearch_error *error)
{
    pthread_mutex_lock(&behind->mutex);
    const nsearch_status status = wait_until_written(behind, error);
    pthread_mutex_unlock(&behind->mutex);
    return status;
}

nsearch_status behind_write(struct behind *behind, uint64_t offset, const void *data, size_t size,
                            nsearch_error *error)
{
    pthread_mutex_lock(&behind->mutex);
    const nsearch_status status = wait_until_written(behind, error);
    if (!status) {
        behind->offset = offset;
        behind->data = data;
        behind->size = size;
        pthread_cond_broadcast(&behind->changed);
    }
    pthread_mutex_unlock(&behind->mutex);
    return status;
}

void behind_free(struct behind *behind)
{
    if (!behind) return;
    pthread_mutex_lock(&behind->mutex);
    behind->closing = true;
    pthread_cond_broadcast(&behind->changed);
    pthread_mutex_unlock(&behind->mutex);
    pthread_join(behind->thread, NULL);
    pthread_cond_destroy(&behind->changed);
    pthread_mutex_destroy(&behind->mutex);
    free(behind);
}
