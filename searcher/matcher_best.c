/* matcher_best.c - see matcher_own.h: the best so far, a heap with the worst of them at the top. */
#include <stdlib.h>

#include "searcher/matcher_own.h"

/* Less than 0 if `a` comes before `b`, more than 0 if after it. */
static int compare(const struct match_entry *a, const struct match_entry *b)
{
    if (a->key != b->key) return a->key > b->key ? -1 : 1;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    if (a->segment != b->segment) return a->segment < b->segment ? -1 : 1;
    return a->docid < b->docid ? -1 : a->docid > b->docid;
}

static void sift_down(struct match_entry *entries, size_t count, size_t at)
{
    const struct match_entry entry = entries[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && compare(&entries[child + 1], &entries[child]) > 0) child++;
        if (compare(&entries[child], &entry) <= 0) break;
        entries[at] = entries[child];
    }
    entries[at] = entry;
}

static void sift_up(struct match_entry *entries, size_t at)
{
    const struct match_entry entry = entries[at];
    for (size_t parent; at && compare(&entry, &entries[parent = (at - 1) / 2]) > 0; at = parent)
        entries[at] = entries[parent];
    entries[at] = entry;
}

bool match_best_takes(const struct match_best *best, const struct match_entry *entry)
{
    if (!match_best_full(best)) return true;
    return best->count && compare(entry, best->entries) < 0;
}

bool match_best_add(struct match_best *best, struct arena *arena, const struct match_entry *entry)
{
    if (!match_best_takes(best, entry)) return true;
    if (match_best_full(best)) {
        best->entries[0] = *entry;
        sift_down(best->entries, best->count, 0);
        return true;
    }
    struct match_entry *grown = arena_grow(arena, best->entries, best->count, &best->capacity,
                                           sizeof *grown);
    if (!grown) return false;
    best->entries = grown;
    grown[best->count] = *entry;
    sift_up(grown, best->count++);
    return true;
}

static int compare_entries(const void *a, const void *b)
{
    return compare(a, b);
}

void match_best_sort(struct match_best *best)
{
    if (best->count > 1) qsort(best->entries, best->count, sizeof *best->entries, compare_entries);
}
