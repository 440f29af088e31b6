/* facets_choose.c - see facets.h. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/order.h"
#include "searcher/facets.h"

enum {
    SPARE = 64 /* rows more than twice what is wanted */
};

static int by_count(const void *a, const void *b)
{
    const struct facet_row *left = a, *right = b;
    if (left->count != right->count) return left->count > right->count ? -1 : 1;
    return strcmp(left->name, right->name);
}

static int up(const void *a, const void *b)
{
    return strcmp(((const struct facet_row *)a)->name, ((const struct facet_row *)b)->name);
}

static int down(const void *a, const void *b)
{
    return up(b, a);
}

void facet_choice_end(struct facet_choice *choice)
{
    if (choice->count)
        qsort(choice->rows, choice->count, sizeof *choice->rows,
              choice->sort == NSEARCH_SORT_RELEVANCE ? by_count
              : choice->sort == NSEARCH_SORT_OLDEST  ? up
                                                     : down);
    if (choice->count <= choice->wanted) return;
    for (size_t i = choice->wanted; i < choice->count; i++)
        free(choice->rows[i].name);
    choice->count = choice->wanted;
    if (choice->count) choice->least = choice->rows[choice->count - 1].count;
}

void facet_choice_restart(struct facet_choice *choice)
{
    for (size_t i = 0; i < choice->count; i++)
        free(choice->rows[i].name);
    choice->count = 0;
    choice->least = 0;
}

void facet_choice_release(struct facet_choice *choice)
{
    facet_choice_restart(choice);
    free(choice->rows);
}

static nsearch_status add(struct facet_choice *choice, struct facet_counting *counting,
                          const struct facet_value *value)
{
    if (choice->count == choice->capacity) {
        const size_t capacity = choice->capacity ? 2 * choice->capacity : SPARE;
        struct facet_row *rows = realloc(choice->rows, capacity * sizeof *rows);
        if (!rows) return error_memory(counting->error);
        choice->rows = rows;
        choice->capacity = capacity;
    }
    struct buf name;
    buf_init(&name);
    nsearch_status status = facets_name(counting, value, &name);
    char *text = status ? NULL : buf_detach(&name);
    buf_release(&name);
    if (status) return status;
    if (!text) return error_memory(counting->error);
    choice->rows[choice->count++] = (struct facet_row){text, value->count};
    if (choice->count / 2 > choice->wanted + SPARE) facet_choice_end(choice);
    return NSEARCH_OK;
}

static int most_frequent(const void *a, const void *b)
{
    const struct facet_value *left = a, *right = b;
    if (left->count != right->count) return left->count > right->count ? -1 : 1;
    if (left->segment != right->segment) return left->segment < right->segment ? -1 : 1;
    return order_uint32(&left->docid, &right->docid);
}

/* The values without the room between them, the most frequent first: then the fewest names need to be read, and
 * articles are read in their order. */
static void arrange(struct facet_count *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count->capacity; i++)
        if (count->values[i].count) count->values[kept++] = count->values[i];
    if (kept) qsort(count->values, kept, sizeof *count->values, most_frequent);
}

nsearch_status facet_choice_take(struct facet_choice *choice, struct facet_counting *counting)
{
    struct facet_count *count = &counting->count;
    nsearch_status status = NSEARCH_OK;
    if (!choice->wanted) return NSEARCH_OK;
    arrange(count);
    /* Once there are enough, what is less frequent than the last of them can't be among them. */
    for (size_t i = 0; i < count->count && !status; i++) {
        const struct facet_value *value = &count->values[i];
        const bool by_count = choice->sort == NSEARCH_SORT_RELEVANCE;
        if (by_count && i >= choice->wanted &&
            value->count < count->values[choice->wanted - 1].count)
            break;
        if (by_count && value->count < choice->least) break;
        status = add(choice, counting, value);
    }
    return status;
}
