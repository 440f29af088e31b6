/* plan_build.c - see planner.h. */
#include <string.h>

#include "common/error.h"
#include "searcher/planner.h"

struct db_query *plan_failed(struct planner *planner, nsearch_status status)
{
    planner->status = status;
    return NULL;
}

struct db_query *plan_no_memory(struct planner *planner)
{
    return plan_failed(planner, error_memory(planner->error));
}

void *plan_alloc(struct planner *planner, size_t size)
{
    void *memory = arena_alloc(planner->context->arena, size);
    return memory ? memory : (void *)plan_no_memory(planner);
}

void *plan_grow(struct planner *planner, void *items, size_t count, size_t *capacity, size_t size)
{
    void *memory = arena_grow(planner->context->arena, items, count, capacity, size);
    return memory ? memory : (void *)plan_no_memory(planner);
}

struct db_query *plan_new(struct planner *planner, enum db_op op)
{
    struct db_query *query = plan_alloc(planner, sizeof *query);
    if (query) query->op = op;
    return query;
}

bool plan_append(struct planner *planner, struct plan_list *list, struct db_query *query)
{
    if (!query) return false;
    struct db_query **items = plan_grow(planner, list->items, list->count, &list->capacity,
                                        sizeof(*items));
    if (!items) return false;
    list->items = items;
    list->items[list->count++] = query;
    return true;
}

bool plan_append_once(struct planner *planner, struct plan_list *list, struct db_query *query)
{
    for (size_t i = 0; query && i < list->count; i++)
        if (list->items[i] == query) return true;
    return plan_append(planner, list, query);
}

struct db_query *plan_group(struct planner *planner, enum db_op op, const struct plan_list *list)
{
    if (!list->count) return plan_new(planner, DB_NOTHING);
    if (list->count == 1) return list->items[0];
    struct db_query *query = plan_new(planner, op);
    if (!query) return NULL;
    query->children = list->items;
    query->count = list->count;
    return query;
}

struct db_query *plan_scale(struct planner *planner, struct db_query *query, double factor)
{
    struct plan_list list = {0};
    struct db_query *scale = plan_new(planner, DB_SCALE);
    if (!scale || !plan_append(planner, &list, query)) return NULL;
    scale->factor = factor;
    scale->children = list.items;
    scale->count = 1;
    return scale;
}

struct db_query *plan_term(struct planner *planner, const char *term, size_t size)
{
    struct db_query *query = plan_new(planner, DB_TERM);
    if (!query) return NULL;
    query->term = arena_copy(planner->context->arena, term, size);
    query->term_size = size;
    return query->term ? query : plan_no_memory(planner);
}

bool plan_note(struct planner *planner, const char *text, size_t size)
{
    struct plan *plan = planner->plan;
    struct arena *arena = planner->context->arena;
    const char **notes = arena_alloc(arena, (plan->note_count + 1) * sizeof(*notes));
    char *copy = arena_copy(arena, text, size);
    if (!notes || !copy) return plan_no_memory(planner);
    if (plan->note_count) memcpy(notes, plan->notes, plan->note_count * sizeof(*notes));
    notes[plan->note_count++] = copy;
    plan->notes = notes;
    return true;
}
