/* invert.c - see invert.h. */
#include "indexer/invert.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/error.h"
#include "indexer/file.h"
#include "indexer/glass_code.h"

enum {
    BUDGET_MIN = 1 << 19,
    RUN_BUFFER_MAX = 1 << 18, /* bytes read at once from a run, */
    RUN_BUFFER_MIN = 1 << 12, /* where many share the budget */
};

struct inverter {
    struct terms terms;
    struct slices slices;
    struct posting_list *lists; /* by term number */
    uint32_t list_capacity;
    uint32_t epoch; /* 1 + how often they were forgotten */
    size_t budget;
    struct term **sorted; /* for reading */

    struct buf path; /* where the run file is */
    int file;        /* -1: none yet */
    struct run_extent *runs;
    size_t run_count;
};

nsearch_status inverter_create(size_t budget, const char *directory, struct inverter **out,
                               nsearch_error *error)
{
    *out = NULL;
    struct inverter *inverter = calloc(1, sizeof *inverter);
    if (!inverter) return error_memory(error);
    inverter->budget = budget < BUDGET_MIN ? BUDGET_MIN : budget;
    inverter->epoch = 1;
    inverter->file = -1;
    terms_init(&inverter->terms);
    slices_init(&inverter->slices);
    buf_init(&inverter->path);
    buf_add_text(&inverter->path, directory);
    nsearch_status status = buf_status(&inverter->path, error);
    if (status)
        inverter_free(inverter);
    else
        *out = inverter;
    return status;
}

void inverter_free(struct inverter *inverter)
{
    if (!inverter) return;
    if (inverter->file >= 0) close(inverter->file);
    terms_release(&inverter->terms);
    slices_release(&inverter->slices);
    buf_release(&inverter->path);
    free(inverter->lists);
    free(inverter->sorted);
    free(inverter->runs);
    free(inverter);
}

/* ---- Adding -------------------------------------------------------------------------------------- */

static bool grow_lists(struct inverter *inverter)
{
    const uint32_t capacity = inverter->terms.capacity;
    struct posting_list *lists = realloc(inverter->lists, capacity * sizeof *lists);
    if (!lists) return false;
    inverter->lists = lists;
    inverter->list_capacity = capacity;
    return true;
}

/* The list of a term of somebody else's table; NULL if out of memory. */
static struct posting_list *find_list(struct inverter *inverter, struct term *term)
{
    if (term->alias_epoch == inverter->epoch) return &inverter->lists[term->alias];
    const uint32_t before = inverter->terms.count;
    const struct term *own = terms_add(&inverter->terms, term->text, term->size);
    if (!own) return NULL;
    if (inverter->terms.capacity > inverter->list_capacity && !grow_lists(inverter)) return NULL;
    term->alias = own->number;
    term->alias_epoch = inverter->epoch;
    if (own->number == before) inverter->lists[before] = (struct posting_list){0};
    return &inverter->lists[own->number];
}

void inverter_fetch_list(const struct inverter *inverter, const struct term *term)
{
    if (term->alias_epoch == inverter->epoch) __builtin_prefetch(&inverter->lists[term->alias]);
}

void inverter_fetch_end(const struct inverter *inverter, const struct term *term)
{
    if (term->alias_epoch == inverter->epoch)
        slices_fetch(&inverter->slices, &inverter->lists[term->alias].stream);
}

nsearch_status inverter_add(struct inverter *inverter, struct term *term,
                            const struct posting_piece *piece, nsearch_error *error)
{
    struct posting_list *list = find_list(inverter, term);
    uint8_t head[GLASS_UINT_ROOM];
    if (!list) return error_memory(error);
    const size_t size = (size_t)(glass_put_uint(head, piece->first - list->last_docid) - head);
    if (!slices_write(&inverter->slices, &list->stream, head, size) ||
        !slices_copy(&inverter->slices, &list->stream, piece->slices, piece->stream))
        return error_memory(error);
    list->count += piece->count;
    list->collfreq += piece->collfreq;
    list->last_docid = piece->last;
    list->size += size + piece->size;
    return NSEARCH_OK;
}

/* ---- Runs ---------------------------------------------------------------------------------------- */

static nsearch_status spill(struct inverter *inverter, nsearch_error *error)
{
    const size_t count = inverter->run_count;
    struct run_extent *runs = realloc(inverter->runs, (count + 1) * sizeof *runs);
    if (!runs) return error_memory(error);
    inverter->runs = runs;
    const uint64_t end = count ? runs[count - 1].offset + runs[count - 1].size : 0;
    nsearch_status status = NSEARCH_OK;
    if (inverter->file < 0)
        status = file_open_nameless(inverter->path.data, &inverter->file, error);
    if (!status)
        status = run_write(inverter->file, inverter->path.data, end, &inverter->terms,
                           inverter->lists, &inverter->slices, &runs[count], error);
    if (status) return status;
    inverter->run_count++;
    inverter->epoch++;
    terms_release(&inverter->terms);
    slices_reset(&inverter->slices);
    free(inverter->lists);
    inverter->lists = NULL;
    inverter->list_capacity = 0;
    return NSEARCH_OK;
}

nsearch_status inverter_check(struct inverter *inverter, nsearch_error *error)
{
    const size_t held = slices_memory(&inverter->slices) + terms_memory(&inverter->terms) +
                        inverter->list_capacity * sizeof *inverter->lists;
    return held > inverter->budget && inverter->terms.count ? spill(inverter, error) : NSEARCH_OK;
}

size_t inverter_run_count(const struct inverter *inverter)
{
    return inverter->run_count;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

/* What each run may read at once, so that all together keep to the budget. */
static size_t buffer_size(const struct inverter *inverter)
{
    size_t size = inverter->budget / (4 * (inverter->run_count + 1));
    return size > RUN_BUFFER_MAX ? RUN_BUFFER_MAX : size < RUN_BUFFER_MIN ? RUN_BUFFER_MIN : size;
}

nsearch_status inverter_prepare(struct inverter *inverter, nsearch_error *error)
{
    inverter->sorted = terms_sorted(&inverter->terms);
    return inverter->sorted ? NSEARCH_OK : error_memory(error);
}

nsearch_status inverter_read(const struct inverter *inverter, struct inverter_reading *out,
                             nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = (struct inverter_reading){0};
    out->cursors = calloc(inverter->run_count + 1, sizeof *out->cursors);
    if (!out->cursors) status = error_memory(error);
    while (!status && out->count < inverter->run_count) {
        status = run_open_file(&out->cursors[out->count], inverter->file, inverter->path.data,
                               inverter->runs[out->count], buffer_size(inverter), error);
        out->count++;
    }
    if (!status)
        run_open_memory(&out->cursors[out->count++], inverter->sorted, inverter->terms.count,
                        inverter->lists, &inverter->slices);
    if (!status) status = run_merge_open(&out->merge, out->cursors, out->count, error);
    if (status) inverter_reading_close(out);
    return status;
}

void inverter_reading_close(struct inverter_reading *reading)
{
    run_merge_close(&reading->merge);
    for (size_t i = 0; i < reading->count; i++)
        run_close(&reading->cursors[i]);
    free(reading->cursors);
    *reading = (struct inverter_reading){0};
}
