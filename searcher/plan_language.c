/* plan_language.c - see planner.h: an expression in an index whose articles are in several languages.
 *
 *     typed      operation                           english: oper, german and none: operation
 *     planned    OR (AND_NOT Zoper (OR XZgerman XZnone))
 *                   (FILTER Zoperation (OR XZgerman XZnone))
 *     typed      die NEAR/5 war
 *     planned    OR (AND_NOT (CHECK ... die died dies dying ... war wars) (OR XZgerman XZnone)) ...
 *
 * A word finds, in an article of a language, what has its stem by that language's stemmer, and nothing by another's: the
 * French stem of news is that of new, and means nothing in English. So an expression is planned for each language of the
 * index, with the words that it has there, and asked of the articles of that language alone. What comes to the same in
 * several is asked once, and what does in all is asked as in an index of one language. */
#include <string.h>

#include "searcher/planner.h"

/* ---- Whether languages matter -------------------------------------------------------------------- */

static bool inflects(const struct query_node *node)
{
    if (node->kind == QUERY_WORD) return !node->exact && !node->prefix && !node->pattern;
    if (node->kind == QUERY_PHRASE && !node->inflected) return false;
    if (node->kind == QUERY_LIMIT && (node->limit <= LIMIT_NOCAPS || node->limit == LIMIT_NAME))
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (inflects(node->children[i])) return true;
    return false;
}

bool plan_differs(const struct planner *planner, const struct query_node *node,
                  struct plan_scope scope)
{
    return planner->context->languages->count > 1 && !planner->language && !scope.caps &&
           (scope.field == FIELD_NONE || scope.field == FIELD_TITLE) && inflects(node);
}

/* ---- What comes to the same ---------------------------------------------------------------------- */

static bool same_text(const char *a, size_t a_size, const char *b, size_t b_size)
{
    return a_size == b_size && (!a_size || !memcmp(a, b, a_size));
}

static bool same_terms(const struct span_node *a, const struct span_node *b)
{
    if (a->term_count != b->term_count) return false;
    for (size_t i = 0; i < a->term_count; i++)
        if (!same_text(a->terms[i].data, a->terms[i].size, b->terms[i].data, b->terms[i].size))
            return false;
    return true;
}

/* Of one expression, in two languages: only its words can differ. */
static bool same_spans(const struct span_node *a, const struct span_node *b)
{
    if (a->op != b->op || a->count != b->count || !same_terms(a, b)) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_spans(a->children[i], b->children[i])) return false;
    return true;
}

/* Checks are taken to differ. */
static bool is_same(const struct db_query *a, const struct db_query *b)
{
    if (a == b) return true;
    if (a->op != b->op || a->op == DB_CHECK || a->count != b->count || a->window != b->window ||
        a->factor != b->factor || !same_text(a->term, a->term_size, b->term, b->term_size))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!is_same(a->children[i], b->children[i])) return false;
    return a->op != DB_RANGE;
}

/* Whether a language hasn't got what must be there. */
static bool is_nothing(const struct db_query *query)
{
    size_t must = query->count;
    switch (query->op) {
    case DB_NOTHING: return true;
    case DB_AND:
    case DB_FILTER: break;
    case DB_CHECK:
    case DB_SCALE: must = 1; break;
    default: return false;
    }
    for (size_t i = 0; i < must; i++)
        if (is_nothing(query->children[i])) return true;
    return false;
}

/* ---- In each language ---------------------------------------------------------------------------- */

/* What the languages of `which` ask. */
struct group {
    struct db_query *query;
    const struct span_node *spans;
    uint64_t which;
};

struct groups {
    struct group items[LANGUAGES_MAX];
    size_t count;
};

static bool is_in(const struct group *group, const struct db_query *query,
                  const struct span_node *spans)
{
    const struct db_query *own = group->query;
    if (is_same(own, query)) return true;
    return own->op == DB_CHECK && query->op == DB_CHECK && group->spans && spans &&
           is_same(own->children[0], query->children[0]) && same_spans(group->spans, spans);
}

/* `spans`: of the expression, if it is checked. */
static void add(struct groups *groups, struct db_query *query, const struct span_node *spans,
                size_t language)
{
    size_t at = 0;
    while (at < groups->count && !is_in(&groups->items[at], query, spans))
        at++;
    if (at == groups->count) groups->items[groups->count++] = (struct group){query, spans, 0};
    groups->items[at].which |= UINT64_C(1) << language;
}

static struct db_query *join(struct planner *planner, const struct groups *groups)
{
    const struct plan_context *context = planner->context;
    struct plan_list list = {0};
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->items[i];
        if (is_nothing(group->query)) continue;
        struct db_query *query = languages_narrow(context->languages, group->which, group->query,
                                                  context->arena);
        if (!query) return plan_no_memory(planner);
        if (!plan_append(planner, &list, query)) return NULL;
    }
    return plan_group(planner, DB_OR, &list);
}

struct db_query *plan_each_language(struct planner *planner, const struct query_node *node,
                                    struct plan_scope scope)
{
    const size_t count = planner->context->languages->count;
    struct groups groups = {.count = 0};
    for (size_t i = 0; i < count; i++) { /* the part that is kept last is the expression's */
        planner->language = i + 1;
        struct db_query *query = plan_one_expression(planner, node, scope);
        planner->language = 0;
        if (!query) return NULL;
        add(&groups, query, planner->plan->parts[planner->plan->part_count - 1].spans, i);
    }
    return join(planner, &groups);
}
