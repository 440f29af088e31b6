/* facets_count.c - see facets.h. */
#include <stdlib.h>

#include "searcher/facets.h"

enum {
    CAPACITY_MIN = 256
};

/* Where the value is, or is to go. */
static struct facet_value *find(struct facet_value *values, size_t capacity, uint64_t hash)
{
    size_t at = (size_t)(hash * 0x9e3779b97f4a7c15u >> 32) & (capacity - 1);
    while (values[at].count && values[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &values[at];
}

static bool grow(struct facet_count *count)
{
    const size_t capacity = count->capacity ? 2 * count->capacity : CAPACITY_MIN;
    struct facet_value *values = calloc(capacity, sizeof *values);
    if (!values) return false;
    for (size_t i = 0; i < count->capacity; i++)
        if (count->values[i].count)
            *find(values, capacity, count->values[i].hash) = count->values[i];
    free(count->values);
    count->values = values;
    count->capacity = capacity;
    return true;
}

bool facet_count_add(struct facet_count *count, uint64_t hash, uint32_t segment, uint32_t docid)
{
    const bool next = docid != count->last_docid || segment != count->last_segment;
    count->articles += next;
    count->last_docid = docid;
    count->last_segment = segment;
    if (count->full || (count->parts > 1 && hash % count->parts != count->part)) return true;
    if (count->count >= count->capacity / 2 && !grow(count)) return false;
    struct facet_value *value = find(count->values, count->capacity, hash);
    if (!value->count) {
        count->full = ++count->count > count->most;
        *value = (struct facet_value){.hash = hash, .segment = segment, .docid = docid};
    } else if (value->last_docid == docid && value->last_segment == segment) {
        return true;
    }
    value->count++;
    value->last_docid = docid;
    value->last_segment = segment;
    return true;
}
