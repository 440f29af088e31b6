/* plan.c - see plan.h and planner.h. */
#include "searcher/plan.h"

#include <string.h>

#include "common/error.h"
#include "searcher/lex.h"
#include "searcher/planner.h"
#include "searcher/rank.h"

static struct xap_query *plan_node(struct planner *planner, const struct query_node *node,
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

/* Joins the children: the words, then only where the filters hold, then without what is not wanted. */
static struct xap_query *plan_and(struct planner *planner, const struct query_node *node,
                                  struct plan_scope scope)
{
    struct plan_list words = {0}, filters = {0}, nots = {0};
    for (size_t i = 0; i < node->count; i++) {
        const struct query_node *child = node->children[i];
        struct plan_scope inner = scope;
        struct plan_list *list = &words;
        if (child->kind == QUERY_NOT) {
            inner.positive = false;
            inner.filter = true;
            child = child->children[0];
            list = &nots;
        } else if (!scope.filter && is_filter(child)) {
            inner.filter = true;
            list = &filters;
        }
        if (!plan_append(planner, list, plan_node(planner, child, inner))) return NULL;
    }
    struct plan_list filtered = {0}, without = {0};
    struct xap_query *query = plan_group(planner, XAP_AND, words.count ? &words : &filters);
    if (!words.count) {
        if (!(query = plan_scale(planner, query, 0))) return NULL;
        filters.count = 0;
    }
    if (!plan_append(planner, &filtered, query)) return NULL;
    for (size_t i = 0; i < filters.count; i++)
        if (!plan_append(planner, &filtered, filters.items[i])) return NULL;
    query = plan_group(planner, XAP_FILTER, &filtered);
    if (!plan_append(planner, &without, query)) return NULL;
    for (size_t i = 0; i < nots.count; i++)
        if (!plan_append(planner, &without, nots.items[i])) return NULL;
    return plan_group(planner, XAP_AND_NOT, &without);
}

/* The children, each on its own, joined by `op`. */
static struct xap_query *plan_all(struct planner *planner, const struct query_node *node,
                                  enum xap_op op, struct plan_scope scope)
{
    struct plan_list list = {0};
    for (size_t i = 0; i < node->count; i++)
        if (!plan_append(planner, &list, plan_node(planner, node->children[i], scope))) return NULL;
    return plan_group(planner, op, &list);
}

/* What can't be planned yet. */
static struct xap_query *refuse(struct planner *planner, const struct query_node *node)
{
    static const char *const names[] = {
        [LIMIT_CAPS] = "CAPS",       [LIMIT_ALLCAPS] = "ALLCAPS", [LIMIT_NOCAPS] = "NOCAPS",
        [LIMIT_ATLEAST] = "ATLEAST", [LIMIT_LEAD] = "LEAD",       [LIMIT_FIRST] = "FIRST",
        [LIMIT_BODY] = "body:",      [LIMIT_QUOTE] = "QUOTE",     [LIMIT_NAME] = "NAME",
    };
    const char *name = node->kind == QUERY_LIMIT  ? names[node->limit]
                       : node->kind == QUERY_SAME ? "SAME"
                                                  : "NOT NEAR";
    return plan_failed(planner, lex_error(planner->error, node->offset, node->size,
                                          "%s is not supported yet", name));
}

static struct xap_query *plan_kind(struct planner *planner, const struct query_node *node,
                                   struct plan_scope scope)
{
    switch (node->kind) {
    case QUERY_WORD:
        return field_is_whole(scope.field) ? plan_value(planner, node, scope)
                                           : plan_word(planner, node, scope);
    case QUERY_PHRASE:
        return field_is_whole(scope.field) ? plan_value(planner, node, scope)
                                           : plan_phrase(planner, node, scope);
    case QUERY_NEAR: return plan_near(planner, node, scope);
    case QUERY_AND: return plan_and(planner, node, scope);
    case QUERY_OR: return plan_all(planner, node, XAP_OR, scope);
    case QUERY_MAYBE: return plan_all(planner, node, XAP_AND_MAYBE, scope);
    case QUERY_FIELD: scope.field = node->field; return plan_all(planner, node, XAP_AND, scope);
    case QUERY_RANGE: return plan_range(planner, node);
    case QUERY_NOT: break; /* its AND sees to it */
    case QUERY_ANY: break; /* only in a phrase */
    case QUERY_NOT_NEAR:
    case QUERY_SAME:
    case QUERY_LIMIT: return refuse(planner, node);
    }
    return plan_new(planner, XAP_NOTHING);
}

static struct xap_query *plan_node(struct planner *planner, const struct query_node *node,
                                   struct plan_scope scope)
{
    bool unweighted = !scope.filter && is_filter(node);
    if (unweighted) scope.filter = true;
    struct xap_query *query = plan_kind(planner, node, scope);
    if (unweighted && query) return plan_scale(planner, query, 0);
    if (node->boost == 1 || scope.filter || !query) return query;
    return plan_scale(planner, query, node->boost);
}

/* ---- The row of plain words as a phrase ----------------------------------------------------------- */

static bool is_plain(const struct query_node *node)
{
    return node->kind == QUERY_WORD && !node->exact && !node->prefix;
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
    return count > 1 ? count : 0;
}

static nsearch_status add_phrase(struct planner *planner, const struct query_node *root)
{
    struct query_node **words = arena_alloc(planner->context->arena,
                                            (root->count + 1) * sizeof(*words));
    if (!words) return error_memory(planner->error);
    struct query_node phrase = {.kind = QUERY_PHRASE, .boost = 1, .children = words};
    phrase.count = plain_words(root, words);
    if (!phrase.count) return NSEARCH_OK;
    /* Its words count in a title already. */
    size_t title = planner->title.count;
    const struct plan_scope scope = {.positive = true};
    planner->plan->phrase = plan_phrase(planner, &phrase, scope);
    planner->title.count = title;
    return planner->status;
}

/* ---- Plans --------------------------------------------------------------------------------------- */

static nsearch_status add_title(struct planner *planner)
{
    if (!planner->title.count) return NSEARCH_OK;
    struct xap_query *query = plan_group(planner, XAP_OR, &planner->title);
    if (query) query = plan_scale(planner, query, RANK_TITLE_FACTOR);
    planner->plan->title = query;
    return planner->status;
}

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
    out->match = plan_node(&planner, query->root, scope);
    nsearch_status status = planner.status;
    if (!status) status = add_phrase(&planner, query->root);
    if (!status) status = add_title(&planner);
    if (!status) status = add_understood(&planner, query->root);
    out->matches = (struct match_set){planner.units, planner.unit_count};
    return status;
}
