/* matcher_tree.c - see matcher_own.h: a query as the tree of nodes that is asked. */
#include <string.h>

#include "common/error.h"
#include "searcher/matcher_own.h"

enum {
    DEPTH_MAX = 2000 /* levels of a query: the parser allows far fewer */
};

/* `factor` is what a node's weight counts: 0 if it doesn't. */
static nsearch_status build(struct match_search *search, const struct db_query *query,
                            double factor, struct match_node **out);
static nsearch_status add_parts(struct match_search *search, struct match_node *all,
                                const struct db_query *query, double factor);

/* ---- Nodes --------------------------------------------------------------------------------------- */

static nsearch_status no_memory(struct match_search *search)
{
    return error_memory(search->error);
}

static struct match_node *new_node(struct match_search *search, enum match_kind kind)
{
    struct match_node *node = arena_alloc(&search->arena, sizeof *node);
    if (node) node->kind = kind;
    return node;
}

static bool append(struct match_search *search, struct match_nodes *nodes, struct match_node *node)
{
    struct match_node **items = arena_grow(&search->arena, nodes->items, nodes->count,
                                           &nodes->capacity, sizeof *items);
    if (!items) return false;
    nodes->items = items;
    items[nodes->count++] = node;
    return true;
}

static bool add_scorer(struct match_search *search, const struct match_node *node, double factor,
                       bool constant)
{
    struct match_scorer *scorers = arena_grow(&search->arena, search->scorers, search->scorer_count,
                                              &search->scorer_capacity, sizeof *scorers);
    if (!scorers) return false;
    search->scorers = scorers;
    scorers[search->scorer_count++] = (struct match_scorer){.node = node,
                                                            .bits = node->bits,
                                                            .wdfs = constant ? NULL : node->wdfs,
                                                            .factor = factor,
                                                            .clamped = node->term_count > 1,
                                                            .late = search->late};
    return true;
}

/* ---- Terms --------------------------------------------------------------------------------------- */

/* `near`: where the term before it is in each segment; NULL. */
static nsearch_status open_term(struct match_search *search, const char *text, size_t size,
                                struct table_cursor *near, struct match_term *term)
{
    const struct matcher *matcher = search->matcher;
    *term = (struct match_term){.text = text, .size = size};
    term->lists = arena_alloc(&search->arena, matcher->count * sizeof *term->lists);
    if (!term->lists) return no_memory(search);
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < matcher->count && !status; i++)
        status = posting_list_open(&term->lists[i], matcher->segments[i].postlist, text, size,
                                   near ? &near[i] : NULL, &search->arena, search->error);
    return status;
}

static size_t count_terms(const struct db_query *query)
{
    size_t count = query->op == DB_TERM;
    if (query->op == DB_OR || query->op == DB_SYNONYM)
        for (size_t i = 0; i < query->count; i++)
            count += count_terms(query->children[i]);
    return count;
}

/* The terms of a SYNONYM, or of an OR within it: mostly in byte order. */
static nsearch_status add_terms(struct match_search *search, const struct db_query *query,
                                struct table_cursor *near, struct match_node *node)
{
    nsearch_status status = NSEARCH_OK;
    switch (query->op) {
    case DB_NOTHING: return NSEARCH_OK;
    case DB_TERM:
        return open_term(search, query->term, query->term_size, near,
                         &node->terms[node->term_count++]);
    case DB_OR:
    case DB_SYNONYM:
        for (size_t i = 0; i < query->count && !status; i++)
            status = add_terms(search, query->children[i], near, node);
        return status;
    default:
        return error_set(search->error, NSEARCH_INVALID,
                         "only words can be weighed as if they were one");
    }
}

static nsearch_status build_terms(struct match_search *search, const struct db_query *query,
                                  double factor, struct match_node *node)
{
    const size_t count = count_terms(query);
    struct table_cursor *near = NULL;
    node->kind = MATCH_TERMS;
    node->terms = arena_alloc(&search->arena, (count + 1) * sizeof *node->terms);
    if (count > 1) near = arena_alloc(&search->arena, search->matcher->count * sizeof *near);
    if (!node->terms || (count > 1 && !near)) return no_memory(search);
    const nsearch_status status = add_terms(search, query, near, node);
    if (status || factor == 0 || !node->term_count) return status;
    node->wdfs = arena_alloc(&search->arena, POSTING_WINDOW * sizeof *node->wdfs);
    return node->wdfs && add_scorer(search, node, factor, false) ? NSEARCH_OK : no_memory(search);
}

struct match_node *match_term_node(struct match_search *search, const char *term, size_t size,
                                   nsearch_status *status)
{
    const struct db_query query = {.op = DB_TERM, .term = term, .term_size = size};
    struct match_node *node = new_node(search, MATCH_TERMS);
    *status = node ? build_terms(search, &query, 0, node) : no_memory(search);
    return *status ? NULL : node;
}

/* ---- What must match together -------------------------------------------------------------------- */

static nsearch_status add_must(struct match_search *search, struct match_node *all,
                               const struct db_query *query, double factor)
{
    struct match_node *node;
    const nsearch_status status = build(search, query, factor, &node);
    if (status) return status;
    return append(search, &all->parts, node) ? NSEARCH_OK : no_memory(search);
}

static nsearch_status add_nots(struct match_search *search, struct match_node *all,
                               const struct db_query *query)
{
    for (size_t i = 1; i < query->count; i++) {
        struct match_node *node;
        const nsearch_status status = build(search, query->children[i], 0, &node);
        if (status) return status;
        if (!append(search, &all->nots, node)) return no_memory(search);
    }
    return NSEARCH_OK;
}

/* Whether it is asked where words stand. */
static bool is_costly(const struct db_query *query)
{
    if (query->op == DB_PHRASE || query->op == DB_NEAR || query->op == DB_CHECK) return true;
    for (size_t i = 0; i < query->count; i++)
        if (is_costly(query->children[i])) return true;
    return false;
}

static bool is_counted(const struct match_search *search, const struct db_query *query)
{
    return query == search->request->counted;
}

static nsearch_status add_maybe(struct match_search *search, struct match_node *all,
                                const struct db_query *query, double factor)
{
    struct match_node *node;
    struct match_maybe *maybes = arena_grow(&search->arena, search->maybes, search->maybe_count,
                                            &search->maybe_capacity, sizeof *maybes);
    if (!maybes) return no_memory(search);
    search->maybes = maybes;
    /* What it has of its own is looked at after it. */
    const size_t at = search->maybe_count++;
    const nsearch_status status = build(search, query, factor, &node);
    search->maybes[at] = (struct match_maybe){
        .node = node, .gate = all, .late = search->late, .counted = is_counted(search, query)};
    return status;
}

static nsearch_status add_maybes(struct match_search *search, struct match_node *all,
                                 const struct db_query *query, double factor)
{
    const bool maybe = search->maybe, late = search->late;
    nsearch_status status = NSEARCH_OK;
    if (factor == 0) return NSEARCH_OK;
    search->maybe = true;
    for (size_t i = 1; i < query->count && !status; i++) {
        search->late = late ||
                       (is_costly(query->children[i]) && !is_counted(search, query->children[i]));
        status = add_maybe(search, all, query->children[i], factor);
    }
    search->maybe = maybe;
    search->late = late;
    return status;
}

/* ---- Places -------------------------------------------------------------------------------------- */

static struct match_place *add_place(struct match_search *search, struct match_node *all,
                                     const struct db_query *query, size_t group_count)
{
    struct match_place_list *places = &all->places;
    struct match_place *items = arena_grow(&search->arena, places->items, places->count,
                                           &places->capacity, sizeof *items);
    if (!items) return NULL;
    places->items = items;
    struct match_place *place = &items[places->count++];
    *place = (struct match_place){.query = query, .group_count = group_count};
    place->groups = arena_alloc(&search->arena, group_count * sizeof *place->groups);
    place->order = arena_alloc(&search->arena, group_count * sizeof *place->order);
    for (size_t i = 0; place->order && i < group_count; i++)
        place->order[i] = i;
    return place->groups && place->order ? place : NULL;
}

static bool make_group(struct match_search *search, struct match_group *group, size_t count)
{
    group->terms = arena_alloc(&search->arena, count * sizeof(struct match_node *));
    group->cursors = arena_alloc(&search->arena, count * sizeof *group->cursors);
    return group->terms && group->cursors;
}

/* The terms of a phrase's place: one, or an OR of some. */
static nsearch_status gather(struct match_search *search, struct match_node *node,
                             struct match_group *group)
{
    if (node->kind == MATCH_TERMS && node->term_count == 1) {
        group->terms[group->count++] = node;
        return NSEARCH_OK;
    }
    node->whole = true;
    nsearch_status status = node->kind == MATCH_ANY_OF ? NSEARCH_OK : NSEARCH_INVALID;
    for (size_t i = 0; i < node->parts.count && !status; i++)
        status = gather(search, node->parts.items[i], group);
    if (status && node->kind != MATCH_ANY_OF)
        error_set(search->error, status, "in a phrase there can be only words");
    return status;
}

static nsearch_status add_phrase(struct match_search *search, struct match_node *all,
                                 const struct db_query *query, double factor)
{
    nsearch_status status = NSEARCH_OK;
    if (query->count == 1) return add_parts(search, all, query->children[0], factor);
    struct match_place *place = add_place(search, all, query, query->count);
    if (!place) return no_memory(search);
    const size_t at = all->places.count - 1;
    for (size_t i = 0; i < query->count && !status; i++) {
        struct match_group *group = &all->places.items[at].groups[i];
        status = add_must(search, all, query->children[i], factor);
        if (!status && !make_group(search, group, count_terms(query->children[i]) + 1))
            status = no_memory(search);
        if (!status) status = gather(search, all->parts.items[all->parts.count - 1], group);
    }
    return status;
}

enum {
    LOOK_BACK = 64
};

/* Several checks often ask for the same word, or for where sentences begin: it is read once for all. */
static struct match_group *find_direct(const struct match_search *search,
                                       const struct db_text *term)
{
    unsigned looked = 0;
    for (struct match_group *group = search->direct; group && looked < LOOK_BACK;
         group = group->next, looked++) {
        const struct match_term *other = &group->terms[0]->terms[0];
        if (other->size == term->size && !memcmp(other->text, term->data, term->size)) return group;
    }
    return NULL;
}

static nsearch_status add_checked(struct match_search *search, const struct db_group *terms,
                                  struct match_group *group)
{
    nsearch_status status = NSEARCH_OK;
    group->direct = terms->count == 1;
    if (group->direct && (group->same = find_direct(search, &terms->terms[0]))) return NSEARCH_OK;
    if (!make_group(search, group, terms->count)) return no_memory(search);
    for (size_t i = 0; i < terms->count && !status; i++)
        group->terms[group->count++] = match_term_node(search, terms->terms[i].data,
                                                       terms->terms[i].size, &status);
    if (status || !group->direct) return status;
    group->next = search->direct;
    search->direct = group;
    return NSEARCH_OK;
}

static nsearch_status add_check(struct match_search *search, struct match_node *all,
                                const struct db_query *query, double factor)
{
    const struct db_check *check = query->check;
    nsearch_status status = add_parts(search, all, query->children[0], factor);
    if (status) return status;
    struct match_place *place = add_place(search, all, query, check->group_count);
    if (!place) return no_memory(search);
    for (size_t i = 0; i < check->group_count && !status; i++)
        status = add_checked(search, &check->groups[i], &place->groups[i]);
    return status;
}

/* ---- The whole ----------------------------------------------------------------------------------- */

static nsearch_status add_children(struct match_search *search, struct match_node *all,
                                   const struct db_query *query, double factor, double others)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < query->count && !status; i++)
        status = add_parts(search, all, query->children[i], i ? others : factor);
    return status;
}

static nsearch_status add_first(struct match_search *search, struct match_node *all,
                                const struct db_query *query, double factor)
{
    if (!query->count)
        return error_set(search->error, NSEARCH_INVALID, "an operator without an operand");
    return add_parts(search, all, query->children[0], factor);
}

/* An AND of nothing matches nothing. */
static nsearch_status add_nothing(struct match_search *search, struct match_node *all)
{
    struct match_node *node = new_node(search, MATCH_ANY_OF);
    return node && append(search, &all->parts, node) ? NSEARCH_OK : no_memory(search);
}

static nsearch_status add_parts_of(struct match_search *search, struct match_node *all,
                                   const struct db_query *query, double factor)
{
    nsearch_status status;
    switch (query->op) {
    case DB_AND:
    case DB_FILTER:
        if (!query->count) return add_nothing(search, all);
        return add_children(search, all, query, factor, query->op == DB_AND ? factor : 0);
    case DB_AND_NOT:
        status = add_first(search, all, query, factor);
        return status ? status : add_nots(search, all, query);
    case DB_AND_MAYBE:
        status = add_first(search, all, query, factor);
        return status ? status : add_maybes(search, all, query, factor);
    case DB_PHRASE:
    case DB_NEAR:
        if (!query->count) return add_nothing(search, all);
        return add_phrase(search, all, query, factor);
    case DB_CHECK: return add_check(search, all, query, factor);
    case DB_SCALE: return add_first(search, all, query, factor * query->factor);
    case DB_BONUS:
        if (factor != 0 && !add_scorer(search, all, factor * query->factor, true))
            return no_memory(search);
        return add_first(search, all, query, 0);
    default: return add_must(search, all, query, factor);
    }
}

static nsearch_status add_parts(struct match_search *search, struct match_node *all,
                                const struct db_query *query, double factor)
{
    if (search->depth > DEPTH_MAX)
        return error_set(search->error, NSEARCH_INVALID, "the query is nested too deeply");
    search->depth++;
    const nsearch_status status = add_parts_of(search, all, query, factor);
    search->depth--;
    return status;
}

static nsearch_status build_any(struct match_search *search, const struct db_query *query,
                                double factor, struct match_node *node)
{
    nsearch_status status = NSEARCH_OK;
    node->kind = MATCH_ANY_OF;
    for (size_t i = 0; i < query->count && !status; i++) {
        struct match_node *part;
        status = build(search, query->children[i], factor, &part);
        if (!status && !append(search, &node->parts, part)) status = no_memory(search);
    }
    node->whole = factor != 0;
    return status;
}

static nsearch_status build(struct match_search *search, const struct db_query *query,
                            double factor, struct match_node **out)
{
    struct match_node *node = *out = new_node(search, MATCH_ANY_OF);
    if (!node) return no_memory(search);
    if (search->depth > DEPTH_MAX)
        return error_set(search->error, NSEARCH_INVALID, "the query is nested too deeply");
    nsearch_status status = NSEARCH_OK;
    search->depth++;
    switch (query->op) {
    case DB_NOTHING: break;
    case DB_ALL: node->kind = MATCH_EVERY; break;
    case DB_TERM:
    case DB_SYNONYM: status = build_terms(search, query, factor, node); break;
    case DB_OR: status = build_any(search, query, factor, node); break;
    case DB_RANGE:
        node->kind = MATCH_RANGE;
        node->range = query;
        break;
    case DB_LISTED:
        node->kind = MATCH_LISTED;
        node->listed = query->listed;
        break;
    default:
        node->kind = MATCH_ALL_OF;
        node->nested = search->depth > 1 || search->maybe;
        status = add_parts(search, node, query, factor);
    }
    search->depth--;
    return status;
}

nsearch_status match_build(struct match_search *search)
{
    const nsearch_status status = build(search, search->request->query,
                                        search->request->limit ? 1 : 0, &search->root);
    search->lazy &= !status && search->root->places.count;
    for (size_t i = 0; !status && i < search->root->places.count; i++)
        search->root->places.items[i].few = search->lazy;
    return status;
}
