/* invert.c - see invert.h. */
#include "indexer/invert.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_code.h"
#include "indexer/file.h"

enum {
    BUDGET_MIN = 1 << 19,
    RUN_BUFFER_MAX = 1 << 18,        /* bytes read at once from a run, */
    RUN_BUFFER_MIN = 1 << 12,        /* where many share the budget */
    HEAD_ROOM = 3 * GLASS_UINT_ROOM, /* of a posting, before its tag */
};

struct inverter {
    struct terms terms;
    struct slices slices;
    struct buf posting; /* the next one: room for its head, and its tag */
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
    inverter->file = -1;
    terms_init(&inverter->terms);
    slices_init(&inverter->slices);
    buf_init(&inverter->posting);
    buf_init(&inverter->path);
    buf_add_text(&inverter->path, directory);
    nsearch_status status = buf_status(&inverter->path, error);
    if (!status && !inverter_tag(inverter, 0)) status = error_memory(error);
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
    buf_release(&inverter->posting);
    buf_release(&inverter->path);
    free(inverter->sorted);
    free(inverter->runs);
    free(inverter);
}

/* ---- Adding -------------------------------------------------------------------------------------- */

struct terms *inverter_terms(struct inverter *inverter)
{
    return &inverter->terms;
}

uint8_t *inverter_tag(struct inverter *inverter, size_t room)
{
    char *posting = buf_room(&inverter->posting, HEAD_ROOM + room);
    return posting ? (uint8_t *)posting + HEAD_ROOM : NULL;
}

void inverter_fetch(const struct inverter *inverter, const struct term *term)
{
    slices_fetch(&inverter->slices, &term->list.stream);
}

/* Writes a number that ends before `at`; returns where it begins. */
static uint8_t *put_uint_before(uint8_t *at, uint64_t value)
{
    at -= glass_uint_size(value);
    glass_put_uint(at, value);
    return at;
}

bool inverter_add(struct inverter *inverter, struct term *term, uint32_t docid, uint32_t wdf,
                  size_t tag_size)
{
    struct posting_list *list = &term->list;
    uint8_t *const tag = (uint8_t *)inverter->posting.data + HEAD_ROOM, *at = tag;
    at = put_uint_before(at, tag_size);
    at = put_uint_before(at, wdf);
    at = put_uint_before(at, docid - list->last_docid);
    const size_t size = (size_t)(tag - at) + tag_size;
    list->last_docid = docid;
    list->count++;
    list->collfreq += wdf;
    list->size += (uint32_t)size;
    return slices_write(&inverter->slices, &list->stream, at, size);
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
                           &inverter->slices, &runs[count], error);
    if (status) return status;
    inverter->run_count++;
    terms_release(&inverter->terms);
    slices_reset(&inverter->slices);
    return NSEARCH_OK;
}

nsearch_status inverter_check(struct inverter *inverter, nsearch_error *error)
{
    const size_t held = slices_memory(&inverter->slices) + terms_memory(&inverter->terms);
    return held > inverter->budget && inverter->terms.count ? spill(inverter, error) : NSEARCH_OK;
}

size_t inverter_run_count(const struct inverter *inverter)
{
    return inverter->run_count;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

nsearch_status inverter_prepare(struct inverter *inverter, nsearch_error *error)
{
    inverter->sorted = terms_sorted(&inverter->terms);
    return inverter->sorted ? NSEARCH_OK : error_memory(error);
}

/* What each run may read at once, so that all together keep to the budget. */
static size_t buffer_size(const struct inverter *inverter)
{
    size_t size = inverter->budget / (4 * (inverter->run_count + 1));
    return size > RUN_BUFFER_MAX ? RUN_BUFFER_MAX : size < RUN_BUFFER_MIN ? RUN_BUFFER_MIN : size;
}

/* Opens run number `run`; behind the last one in the file stands what is in memory. */
static nsearch_status open_run(const struct inverter *inverter, size_t run,
                               struct run_cursor *cursor, nsearch_error *error)
{
    if (run < inverter->run_count)
        return run_open_file(cursor, inverter->file, inverter->path.data, inverter->runs[run],
                             buffer_size(inverter), error);
    run_open_memory(cursor, inverter->sorted, inverter->terms.count, &inverter->slices);
    return NSEARCH_OK;
}

nsearch_status inverters_read(struct inverter *const *inverters, size_t count,
                              struct inverter_reading *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    size_t rounds = 0, total = 0;
    *out = (struct inverter_reading){0};
    for (size_t i = 0; i < count; i++) {
        const size_t runs = inverters[i]->run_count + 1;
        total += runs;
        if (runs > rounds) rounds = runs;
    }
    out->cursors = calloc(total + 1, sizeof *out->cursors);
    if (!out->cursors) return error_memory(error);
    for (size_t run = 0; run < rounds; run++)
        for (size_t i = 0; !status && i < count; i++)
            if (run <= inverters[i]->run_count)
                status = open_run(inverters[i], run, &out->cursors[out->count++], error);
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
