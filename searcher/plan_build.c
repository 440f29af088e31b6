/* plan_build.c - see planner.h. */
#include <string.h>

#include "common/error.h"
#include "searcher/lex.h"
#include "searcher/planner.h"

struct xap_query *plan_failed(struct planner *planner, nsearch_status status)
{
    planner->status = status;
    return NULL;
}

struct xap_query *plan_no_memory(struct planner *planner)
{
    return plan_failed(planner, error_memory(planner->error));
}

struct xap_query *plan_new(struct planner *planner, enum xap_op op)
{
    struct xap_query *query = arena_alloc(planner->context->arena, sizeof *query);
    if (!query) return plan_no_memory(planner);
    query->op = op;
    return query;
}

bool plan_append(struct planner *planner, struct plan_list *list, struct xap_query *query)
{
    if (!query) return false;
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 4;
        struct xap_query **items = arena_alloc(planner->context->arena, capacity * sizeof(*items));
        if (!items) return plan_no_memory(planner);
        if (list->count) memcpy(items, list->items, list->count * sizeof(*items));
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = query;
    return true;
}

struct xap_query *plan_group(struct planner *planner, enum xap_op op, const struct plan_list *list)
{
    if (!list->count) return plan_new(planner, XAP_NOTHING);
    if (list->count == 1) return list->items[0];
    struct xap_query *query = plan_new(planner, op);
    if (!query) return NULL;
    query->children = list->items;
    query->count = list->count;
    return query;
}

struct xap_query *plan_scale(struct planner *planner, struct xap_query *query, double factor)
{
    struct plan_list list = {0};
    struct xap_query *scale = plan_new(planner, XAP_SCALE);
    if (!scale || !plan_append(planner, &list, query)) return NULL;
    scale->factor = factor;
    scale->children = list.items;
    scale->count = 1;
    return scale;
}

struct xap_query *plan_term(struct planner *planner, const char *term, size_t size)
{
    struct xap_query *query = plan_new(planner, XAP_TERM);
    if (!query) return NULL;
    query->term = arena_copy(planner->context->arena, term, size);
    query->term_size = size;
    return query->term ? query : plan_no_memory(planner);
}

/* ---- Wildcards ----------------------------------------------------------------------------------- */

/* "5,321" */
static void add_number(struct buf *out, size_t number)
{
    if (number >= 1000) {
        add_number(out, number / 1000);
        buf_addf(out, ",%03zu", number % 1000);
    } else {
        buf_addf(out, "%zu", number);
    }
}

static bool note_cap(struct planner *planner, const struct query_node *node, size_t total)
{
    struct buf note;
    buf_init(&note);
    buf_addf(&note, "%.*s* stands for ", lex_shown(node->text_size, node->text), node->text);
    add_number(&note, total);
    buf_add_text(&note, " words; the ");
    add_number(&note, PLAN_EXPANSION_MAX);
    buf_add_text(&note, " most frequent were searched");
    bool added = buf_status(&note, planner->error) == NSEARCH_OK;
    if (!added) planner->status = NSEARCH_MEMORY;
    if (added) added = plan_note(planner, note.data, note.size);
    buf_release(&note);
    return added;
}

bool plan_expand(struct planner *planner, const struct query_node *node, const char *term,
                 size_t size, struct plan_list *list, double *count)
{
    const struct plan_context *context = planner->context;
    struct xap_terms terms = {0};
    *count = 0;
    if (++planner->wildcards > PLAN_WILDCARDS_MAX)
        return plan_failed(planner, lex_error(planner->error, node->offset, node->size,
                                              "too many wildcards: a query has at most %d",
                                              PLAN_WILDCARDS_MAX));
    if (context->db) {
        nsearch_status status = xap_expand(context->db, term, size, PLAN_EXPANSION_MAX,
                                           context->arena, &terms, planner->error);
        if (status) return plan_failed(planner, status);
    }
    for (size_t i = 0; i < terms.count; i++) {
        *count += terms.terms[i].count;
        struct xap_query *query = plan_term(planner, terms.terms[i].text, terms.terms[i].size);
        if (!plan_append(planner, list, query)) return false;
    }
    if (terms.total <= terms.count) return true;
    planner->plan->exact = false;
    return note_cap(planner, node, terms.total);
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
