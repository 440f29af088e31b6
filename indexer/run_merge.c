/* run_merge.c - many runs in order; see run.h.
 *
 * Terms come from a binary heap of cursors; the postings of a term from the group of its cursors, which is
 * kept in the order of the postings that they are at:
 *
 *     group   [ done | done | 17 | 18 | 530 ]      17 is taken, the next one there is 21
 *                        least ^                   [ done | done | 18 | 21 | 530 ]
 *
 * The runs of one inverter follow each other in docids, so however many runs there are, a cursor passes no
 * more than one of each other inverter. Among equal terms the heap prefers the cursor that was opened
 * first, the lower address, so that groups are nearly in order from the start. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/order.h"
#include "indexer/run.h"

static bool before(const struct run_cursor *a, const struct run_cursor *b)
{
    const int order = order_bytes(a->text, a->text_size, b->text, b->text_size);
    return order ? order < 0 : a < b;
}

static void push(struct run_merge *merge, struct run_cursor *cursor)
{
    size_t at = merge->heap_count++;
    for (; at && before(cursor, merge->heap[(at - 1) / 2]); at = (at - 1) / 2)
        merge->heap[at] = merge->heap[(at - 1) / 2];
    merge->heap[at] = cursor;
}

static struct run_cursor *pop(struct run_merge *merge)
{
    struct run_cursor *least = merge->heap[0], *last = merge->heap[--merge->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < merge->heap_count; at = child) {
        if (child + 1 < merge->heap_count && before(merge->heap[child + 1], merge->heap[child]))
            child++;
        if (!before(merge->heap[child], last)) break;
        merge->heap[at] = merge->heap[child];
    }
    merge->heap[at] = last;
    return least;
}

/* Moves a cursor on and, if it has a term more, into the heap. */
static nsearch_status advance(struct run_merge *merge, struct run_cursor *cursor,
                              nsearch_error *error)
{
    bool more;
    nsearch_status status = run_next(cursor, &more, error);
    if (!status && more) push(merge, cursor);
    return status;
}

nsearch_status run_merge_open(struct run_merge *merge, struct run_cursor *cursors, size_t count,
                              nsearch_error *error)
{
    *merge = (struct run_merge){0};
    merge->heap = calloc(count + 1, sizeof *merge->heap);
    merge->group = calloc(count + 1, sizeof *merge->group);
    nsearch_status status = merge->heap && merge->group ? NSEARCH_OK : error_memory(error);
    for (size_t i = 0; !status && i < count; i++)
        status = advance(merge, &cursors[i], error);
    return status;
}

void run_merge_close(struct run_merge *merge)
{
    free(merge->heap);
    free(merge->group);
    *merge = (struct run_merge){0};
}

/* Moves the cursor at `at` to its next posting and to where it then belongs in the group. */
static nsearch_status next_posting(struct run_merge *merge, struct run_cursor **at,
                                   nsearch_error *error)
{
    struct run_cursor **const end = merge->group + merge->group_count, *cursor = *at;
    nsearch_status status = run_next_posting(cursor, error);
    for (; at + 1 < end && at[1]->posting.docid < cursor->posting.docid; at++)
        at[0] = at[1];
    *at = cursor;
    return status;
}

nsearch_status run_merge_posting(struct run_merge *merge, const struct run_posting **out,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (!merge->least) {
        merge->least = merge->group + merge->group_count;
        while (!status && merge->least > merge->group)
            status = next_posting(merge, --merge->least, error);
    } else if (!--merge->least[0]->count) {
        merge->least++;
    } else {
        status = next_posting(merge, merge->least, error);
    }
    *out = &merge->least[0]->posting;
    return status;
}

nsearch_status run_merge_next(struct run_merge *merge, bool *more, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < merge->group_count; i++)
        status = advance(merge, merge->group[i], error);
    merge->group_count = 0;
    merge->least = NULL;
    merge->count = merge->collfreq = 0;
    *more = !status && merge->heap_count;
    if (!*more) return status;
    merge->text = merge->heap[0]->text;
    merge->text_size = merge->heap[0]->text_size;
    do {
        struct run_cursor *cursor = pop(merge);
        merge->group[merge->group_count++] = cursor;
        merge->count += cursor->count;
        merge->collfreq += cursor->collfreq;
    } while (merge->heap_count && merge->heap[0]->text_size == merge->text_size &&
             !memcmp(merge->heap[0]->text, merge->text, merge->text_size));
    return NSEARCH_OK;
}
