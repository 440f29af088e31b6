/* plan.c - see plan.h and planner.h. */
#include "searcher/plan.h"

#include <string.h>

#include "common/error.h"
#include "searcher/planner.h"

static struct db_query *plan_node(struct planner *planner, const struct query_node *node,
                                  struct plan_scope scope);

/* Whether a node only says which articles. */
static bool is_filter(const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_RANGE:
    case QUERY_FIELD: return field_is_filter(node->field);
    case QUERY_AND:
    case QUERY_OR:
        for (size_t i = 0; i < node->count; i++)
            if (!is_filter(node->children[i])) return false;
        return true;
    default: return false;
    }
}

/* What is said again has the parts of what was said first. */
static bool keep_again(struct planner *planner, const struct query_node *node,
                       const struct query_node *first)
{
    const struct plan *plan = planner->plan;
    const size_t count = planner->context->explain ? plan->part_count : 0;
    for (size_t i = 0; i < count; i++) {
        struct plan_part part = plan->parts[i];
        if (part.node != first) continue;
        part.node = node;
        if (!plan_keep(planner, &part)) return false;
    }
    return true;
}

/* Plans a child and adds it to the list, unless one before it says the same. */
static bool add_child(struct planner *planner, struct plan_same *same,
                      const struct query_node *node, struct plan_scope scope,
                      struct plan_list *list)
{
    const struct query_node *first = plan_same_find(same, node);
    if (first) return keep_again(planner, node, first);
    return plan_append_once(planner, list, plan_node(planner, node, scope));
}

/* Joins the children: the words, then only where the filters hold, then without what is not wanted. */
static struct db_query *plan_and(struct planner *planner, const struct query_node *node,
                                 struct plan_scope scope)
{
    struct plan_list words = {0}, filters = {0}, nots = {0};
    struct plan_same *wanted = plan_same_new(planner, node->count);
    struct plan_same *unwanted = plan_same_new(planner, node->count);
    if (planner->status) return NULL;
    for (size_t i = 0; i < node->count; i++) {
        const struct query_node *child = node->children[i];
        struct plan_scope inner = scope;
        struct plan_same *same = wanted;
        struct plan_list *list = &words;
        if (child->kind == QUERY_NOT) {
            inner.positive = false;
            inner.filter = true;
            child = child->children[0];
            list = &nots;
            same = unwanted;
        } else if (!scope.filter && is_filter(child)) {
            inner.filter = true;
            list = &filters;
        }
        if (!add_child(planner, same, child, inner, list)) return NULL;
    }
    struct plan_list filtered = {0}, without = {0};
    struct db_query *query = plan_group(planner, DB_AND, words.count ? &words : &filters);
    if (!words.count) {
        if (!(query = plan_scale(planner, query, 0))) return NULL;
        filters.count = 0;
    }
    if (!plan_append(planner, &filtered, query)) return NULL;
    for (size_t i = 0; i < filters.count; i++)
        if (!plan_append(planner, &filtered, filters.items[i])) return NULL;
    query = plan_group(planner, DB_FILTER, &filtered);
    if (!plan_append(planner, &without, query)) return NULL;
    for (size_t i = 0; i < nots.count; i++)
        if (!plan_append(planner, &without, nots.items[i])) return NULL;
    return plan_group(planner, DB_AND_NOT, &without);
}

/* The children, each on its own, joined by `op`. */
static struct db_query *plan_all(struct planner *planner, const struct query_node *node,
                                 enum db_op op, struct plan_scope scope)
{
    struct plan_list list = {0};
    struct plan_same *same = plan_same_new(planner, node->count);
    if (!same) return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (!add_child(planner, same, node->children[i], scope, &list)) return NULL;
    return plan_group(planner, op, &list);
}

/* The child, within what the limit asks of its words. */
static struct db_query *plan_limit(struct planner *planner, const struct query_node *node,
                                   struct plan_scope scope)
{
    struct plan_area *area = plan_alloc(planner, sizeof *area);
    if (!area) return NULL;
    if (!plan_narrow(node, area, &scope)) return plan_new(planner, DB_NOTHING);
    return plan_node(planner, node->children[0], scope);
}

static struct db_query *plan_kind(struct planner *planner, const struct query_node *node,
                                  struct plan_scope scope)
{
    switch (node->kind) {
    case QUERY_AND: return plan_and(planner, node, scope);
    case QUERY_OR: return plan_all(planner, node, DB_OR, scope);
    case QUERY_MAYBE: return plan_all(planner, node, DB_AND_MAYBE, scope);
    case QUERY_FIELD: scope.field = node->field; return plan_all(planner, node, DB_AND, scope);
    case QUERY_RANGE: return plan_range(planner, node);
    case QUERY_LIMIT: return plan_limit(planner, node, scope);
    default: return plan_value(planner, node, scope); /* a word or phrase that is a whole value */
    }
}

/* Whether a node is planned as one expression of words. An OR is where its words are checked. */
static bool is_whole(const struct query_node *node, struct plan_scope scope)
{
    if (field_is_whole(scope.field)) return false;
    if (node->kind == QUERY_OR && !scope.caps && !scope.areas) return false;
    if (node->kind == QUERY_LIMIT && node->limit == LIMIT_ATLEAST) return true;
    return plan_is_expression(node);
}

static struct db_query *plan_unboosted(struct planner *planner, const struct query_node *node,
                                       struct plan_scope scope)
{
    if (is_whole(node, scope)) return plan_expression(planner, node, scope);
    struct db_query *query = plan_kind(planner, node, scope);
    const struct plan_part part = {.node = node, .scope = scope, .query = query, .at_least = 1};
    return query && plan_keep(planner, &part) ? query : NULL;
}

static struct db_query *plan_node(struct planner *planner, const struct query_node *node,
                                  struct plan_scope scope)
{
    bool unweighted = !scope.filter && is_filter(node);
    if (unweighted) scope.filter = true;
    struct db_query *query = plan_unboosted(planner, node, scope);
    if (unweighted && query) return plan_scale(planner, query, 0);
    if (node->boost == 1 || scope.filter || !query) return query;
    return plan_scale(planner, query, node->boost);
}

/* ---- The row of plain words as a phrase ----------------------------------------------------------- */

static bool is_plain(const struct query_node *node)
{
    return node->kind == QUERY_WORD && !node->exact && !node->prefix && !node->pattern &&
           !node->edits;
}

/* The words of a query that is nothing but a row of plain words, filters and NOTs; none otherwise. */
static size_t plain_words(const struct query_node *root, struct query_node **out)
{
    size_t count = 0;
    if (root->kind != QUERY_AND || !root->row) return 0;
    for (size_t i = 0; i < root->count; i++) {
        struct query_node *child = root->children[i];
        if (is_plain(child))
            out[count++] = child;
        else if (child->kind != QUERY_NOT && !is_filter(child))
            return 0;
    }
    return count > 1 && count <= PLAN_PHRASE_MAX ? count : 0;
}

static nsearch_status add_phrase(struct planner *planner, const struct query_node *root)
{
    struct query_node **words = plan_alloc(planner, (root->count + 1) * sizeof(*words));
    if (!words) return planner->status;
    struct query_node phrase = {.kind = QUERY_PHRASE, .boost = 1, .children = words};
    phrase.count = plain_words(root, words);
    if (!phrase.count) return NSEARCH_OK;
    /* Its words count in a title already. */
    const struct plan_scope scope = {.positive = true, .filter = true};
    struct plan_found found = {0};
    if (plan_find_phrase(planner, &phrase, scope, &found) &&
        plan_mark_add(planner, &found.marks, scope))
        planner->plan->phrase = plan_group(planner, DB_AND, &found.wide);
    return planner->status;
}

/* ---- Plans --------------------------------------------------------------------------------------- */

static nsearch_status add_understood(struct planner *planner, const struct query_node *root)
{
    struct buf text;
    buf_init(&text);
    query_write(root, &text);
    nsearch_status status = buf_status(&text, planner->error);
    if (!status)
        planner->plan->understood = arena_copy(planner->context->arena, text.data, text.size);
    buf_release(&text);
    if (!status && !planner->plan->understood) return error_memory(planner->error);
    return status;
}

nsearch_status plan_make(const struct query *query, const struct plan_context *context,
                         struct plan *out, nsearch_error *error)
{
    *out = (struct plan){.exact = true, .notes = query->notes, .note_count = query->note_count};
    struct planner planner = {.context = context, .plan = out, .error = error};
    const struct plan_scope scope = {.positive = true};
    out->checks = spans_begin(context->arena, context->db ? db_count(context->db) : 0);
    if (!out->checks) return error_memory(error);
    out->match = plan_node(&planner, query->root, scope);
    nsearch_status status = planner.status;
    if (!status) status = add_phrase(&planner, query->root);
    if (!status && !plan_finish_rank(&planner)) status = planner.status;
    if (!status) status = add_understood(&planner, query->root);
    if (!status) status = languages_status(context->languages, error);
    out->matches = (struct match_set){planner.units, planner.unit_count};
    return status;
}

const struct plan_part *plan_part_of(const struct plan *plan, const struct query_node *node)
{
    for (size_t i = plan->part_count; i-- > 0;) {
        const struct plan_part *part = &plan->parts[i];
        const bool fits = !plan->language || !part->language || part->language == plan->language;
        if (part->node == node && fits) return part;
    }
    return NULL;
}

/* ---- The phrase of a match ----------------------------------------------------------------------- */

/* Goes down to where the words are: what is left out, and what is checked of it, is then looked at only where the
 * phrase is. */
const struct db_query *plan_only_phrase(const struct plan *plan, const struct db_query *match,
                                        struct arena *arena)
{
    const bool down = match->op == DB_AND_NOT || match->op == DB_FILTER;
    const size_t count = down ? match->count : 2;
    struct db_query *query = db_query_new(arena, down ? match->op : DB_FILTER, count);
    if (!query) return NULL;
    if (down) {
        memcpy(query->children, match->children, count * sizeof(*query->children));
        query->children[0] = (struct db_query *)plan_only_phrase(plan, match->children[0], arena);
        return query->children[0] ? query : NULL;
    }
    query->children[0] = (struct db_query *)plan->phrase;
    query->children[1] = (struct db_query *)match;
    return query;
}
