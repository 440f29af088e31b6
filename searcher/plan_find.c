/* plan_find.c - see planner.h: expressions of words, and which of them are checked.
 *
 *     LEAD(QUOTE(talks NEAR/5 peace))
 *     wide     AND Ztalk Zpeac
 *     spans    WITHIN lead (WITHIN quote (NEAR/5 (WORDS talk talks ...) (WORDS peace ...)))
 *     asked    CHECK wide spans
 *
 * Limits are pushed down through AND, OR and NOT until they meet an expression; capitals go further, to every
 * word of it. */
#include "searcher/lex.h"
#include "searcher/planner.h"

/* ---- What is an expression, and what is checked -------------------------------------------------- */

bool plan_is_expression(const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_NEAR:
    case QUERY_NOT_NEAR:
    case QUERY_SAME: return true;
    case QUERY_LIMIT:
        if (node->limit == LIMIT_NAME) return true;
        if (node->limit == LIMIT_ATLEAST) return false;
        break;
    case QUERY_OR: break;
    default: return false;
    }
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->boost != 1 || !plan_is_expression(node->children[i])) return false;
    return true;
}

/* Whether the engine can't find an expression by itself. */
static bool needs_check(const struct query_node *node)
{
    if (node->kind == QUERY_ANY) return true;
    if (node->kind != QUERY_PHRASE && node->kind != QUERY_OR) return node->kind != QUERY_WORD;
    for (size_t i = 0; i < node->count; i++)
        if (needs_check(node->children[i])) return true;
    return false;
}

/* ---- Parts --------------------------------------------------------------------------------------- */

bool plan_keep(struct planner *planner, const struct plan_part *part)
{
    struct plan *plan = planner->plan;
    struct plan_part *parts = plan_grow(planner, (struct plan_part *)plan->parts, plan->part_count,
                                        &planner->part_capacity, sizeof *parts);
    if (!parts) return false;
    parts[plan->part_count++] = *part;
    plan->parts = parts;
    return true;
}

static bool add_expansions(struct planner *planner, const struct plan_found *found,
                           struct plan_part *part)
{
    struct plan_expansion *rows = plan_alloc(planner, found->word_count * sizeof *rows);
    if (!rows) return false;
    part->expansions = rows;
    for (size_t i = 0; i < found->word_count; i++) {
        const struct plan_words *words = found->words[i];
        if (!words->has_terms || (!words->inflected && words->piece.kind == PIECE_WORD)) continue;
        rows[part->expansion_count++] = (struct plan_expansion){
            words->piece.text, words->piece.size, words->inflected, &words->terms};
    }
    return true;
}

static bool keep_found(struct planner *planner, const struct query_node *node,
                       struct plan_scope scope, const struct plan_found *found, unsigned at_least)
{
    struct plan_part part = {.node = node,
                             .language = planner->language,
                             .scope = scope,
                             .query = plan_group(planner, DB_AND, &found->wide),
                             .checked = scope.checked,
                             .spans = found->spans,
                             .at_least = at_least};
    return part.query && add_expansions(planner, found, &part) && plan_keep(planner, &part);
}

/* ---- Words and alternatives -------------------------------------------------------------------------------- */

bool plan_add_words(struct planner *planner, struct plan_found *found, struct plan_words *words)
{
    struct plan_words **items = plan_grow(planner, found->words, found->word_count,
                                          &found->word_capacity, sizeof(*items));
    if (!items) return false;
    found->words = items;
    found->words[found->word_count++] = words;
    return true;
}

bool plan_find_nothing(struct planner *planner, struct plan_scope scope, struct plan_found *out)
{
    *out = (struct plan_found){0};
    if (scope.spans && !(out->spans = plan_span_words(planner, NULL, 0, CAPS_ANY))) return false;
    return plan_append(planner, &out->wide, plan_new(planner, DB_NOTHING));
}

static bool add_words(struct planner *planner, struct plan_found *found,
                      const struct plan_found *more)
{
    for (size_t i = 0; i < more->word_count; i++)
        if (!plan_add_words(planner, found, more->words[i])) return false;
    return true;
}

bool plan_find_or(struct planner *planner, struct plan_found *either, const struct plan_found *more)
{
    struct db_query *query = plan_group(planner, DB_AND, &more->wide);
    if (!plan_append_once(planner, &either->wide, query)) return false;
    if (more->spans && !(either->spans = plan_span_or(planner, either->spans, more->spans)))
        return false;
    return add_words(planner, either, more) &&
           plan_mark_or(planner, &either->marks, &more->marks, true);
}

bool plan_finish_or(struct planner *planner, struct plan_scope scope, struct plan_found *either)
{
    struct plan_list one = {0};
    if (!either->wide.count) return plan_find_nothing(planner, scope, either);
    struct db_query *query = plan_group(planner, DB_OR, &either->wide);
    if (query && query->op == DB_AND)
        one = (struct plan_list){query->children, query->count, query->count};
    else if (!plan_append(planner, &one, query))
        return false;
    either->wide = one;
    if (!either->spans) return true;
    either->spans = plan_span_simplify(planner, either->spans);
    return either->spans;
}

static bool find_or(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out)
{
    struct plan_same *same = plan_same_new(planner, node->count);
    if (!same) return false;
    for (size_t i = 0; i < node->count; i++) {
        struct plan_found found;
        if (plan_same_find(same, node->children[i])) continue;
        if (!plan_find(planner, node->children[i], scope, &found) ||
            !plan_find_or(planner, out, &found))
            return false;
    }
    out->word_count = 0;
    return plan_finish_or(planner, scope, out);
}

/* ---- Limits -------------------------------------------------------------------------------------- */

/* What is asked of the same word by two. */
static bool both_capitals(enum span_caps more, enum span_caps *caps)
{
    if (*caps == CAPS_ANY || *caps == more) {
        *caps = more;
        return true;
    }
    if (*caps == CAPS_NONE || more == CAPS_NONE) return false;
    *caps = CAPS_ALL;
    return true;
}

bool plan_narrow(const struct query_node *limit, struct plan_area *area, struct plan_scope *scope)
{
    static const enum span_area areas[] = {[LIMIT_LEAD] = AREA_LEAD,
                                           [LIMIT_FIRST] = AREA_FIRST,
                                           [LIMIT_BODY] = AREA_BODY,
                                           [LIMIT_QUOTE] = AREA_QUOTE};
    scope->limit = limit;
    switch (limit->limit) {
    case LIMIT_CAPS: return both_capitals(CAPS_SOME, &scope->caps);
    case LIMIT_ALLCAPS: return both_capitals(CAPS_ALL, &scope->caps);
    case LIMIT_NOCAPS: return both_capitals(CAPS_NONE, &scope->caps);
    case LIMIT_ATLEAST:
    case LIMIT_NAME: return true;
    default: break;
    }
    *area = (struct plan_area){areas[limit->limit], limit->number, scope->areas};
    scope->areas = area;
    return true;
}

static bool find_limit(struct planner *planner, const struct query_node *node,
                       struct plan_scope scope, struct plan_found *out)
{
    struct plan_area area;
    struct plan_scope inner = scope;
    inner.checked = inner.spans = true;
    inner.areas = NULL;
    if (node->limit == LIMIT_NAME) return plan_find_name(planner, node, inner, out);
    if (!plan_narrow(node, &area, &inner)) return plan_find_nothing(planner, inner, out);
    const bool within = inner.areas;
    inner.areas = NULL;
    if (!plan_find(planner, node->children[0], inner, out)) return false;
    if (within) out->spans = plan_span_within(planner, out->spans, area.area, area.number);
    out->word_count = 0;
    return out->spans;
}

/* ---- Expressions --------------------------------------------------------------------------------- */

static bool find(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                 struct plan_found *out)
{
    *out = (struct plan_found){0};
    switch (node->kind) {
    case QUERY_WORD:
        return node->loose ? plan_find_loose(planner, node, scope, out)
                           : plan_find_word(planner, node, scope, out);
    case QUERY_PHRASE: return plan_find_phrase(planner, node, scope, out);
    case QUERY_NEAR:
    case QUERY_NOT_NEAR:
    case QUERY_SAME: return plan_find_near(planner, node, scope, out);
    case QUERY_LIMIT: return find_limit(planner, node, scope, out);
    case QUERY_OR: return find_or(planner, node, scope, out);
    default: break; /* the parser sees to it that there is no other */
    }
    return plan_find_nothing(planner, scope, out);
}

bool plan_find(struct planner *planner, const struct query_node *node, struct plan_scope scope,
               struct plan_found *out)
{
    return find(planner, node, scope, out) && keep_found(planner, node, scope, out, 1);
}

/* ---- Checks -------------------------------------------------------------------------------------- */

static const char *name_of(const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_LIMIT: return query_limit_text(node->limit);
    case QUERY_SAME: return node->paragraph ? "SAME" : "W/S";
    case QUERY_NOT_NEAR: return "NOT NEAR";
    case QUERY_PHRASE: return "a phrase with a *";
    default: return "NEAR";
    }
}

/* What must be checked, on another machine can't be. */
static bool allow_check(struct planner *planner, const struct query_node *node,
                        struct plan_scope scope)
{
    const struct plan_context *context = planner->context;
    if (!context->db || !db_is_remote(context->db)) return true;
    if (!needs_check(node) && scope.limit) node = scope.limit;
    return plan_failed(planner, lex_error(planner->error, node->offset, node->size,
                                          "%s can't be asked of an index on another machine",
                                          name_of(node)));
}

struct db_query *plan_check(struct planner *planner, const struct plan_list *wide,
                            const struct span_node *spans, unsigned at_least)
{
    struct db_query *all = plan_group(planner, DB_AND, wide);
    if (!all || all->op == DB_NOTHING) return all;
    struct db_query *query = spans_query(planner->context->arena, planner->plan->checks, all, spans,
                                         at_least);
    return query ? query : plan_no_memory(planner);
}

/* The part that was kept last is of the expression alone, without what the scope asks of it. */
static bool keep_whole(struct planner *planner, const struct query_node *node,
                       struct plan_scope scope, const struct plan_found *found, unsigned at_least)
{
    planner->plan->part_count--;
    return keep_found(planner, node, scope, found, at_least);
}

struct db_query *plan_expression(struct planner *planner, const struct query_node *node,
                                 struct plan_scope scope)
{
    return plan_differs(planner, node, scope) ? plan_each_language(planner, node, scope)
                                              : plan_one_expression(planner, node, scope);
}

struct db_query *plan_one_expression(struct planner *planner, const struct query_node *node,
                                     struct plan_scope scope)
{
    const bool counted = node->kind == QUERY_LIMIT && node->limit == LIMIT_ATLEAST;
    const struct query_node *body = counted ? node->children[0] : node;
    const unsigned at_least = counted ? node->number : 1;
    struct plan_found found;
    struct db_query *engine = NULL;
    scope.checked = at_least > 1 || scope.areas || scope.caps || needs_check(body);
    scope.spans = scope.checked || planner->context->explain;
    if (!plan_find(planner, body, scope, &found)) return NULL;
    for (const struct plan_area *area = scope.areas; area && found.spans; area = area->next)
        found.spans = plan_span_within(planner, found.spans, area->area, area->number);
    if (scope.spans && !found.spans) return NULL;
    if (!plan_mark_add(planner, &found.marks, scope)) return NULL;
    if (scope.checked && at_least == 1 && !scope.areas && !scope.caps &&
        !plan_engine_near(planner, body, scope.field, &found, &engine))
        return NULL;
    if (engine) {
        scope.checked = false;
        found.wide = (struct plan_list){0};
        if (!plan_append(planner, &found.wide, engine)) return NULL;
    }
    if (counted ? !keep_found(planner, node, scope, &found, at_least)
                : !keep_whole(planner, node, scope, &found, at_least))
        return NULL;
    if (!scope.checked) return plan_group(planner, DB_AND, &found.wide);
    if (!allow_check(planner, node, scope)) return NULL;
    return plan_check(planner, &found.wide, found.spans, at_least);
}
