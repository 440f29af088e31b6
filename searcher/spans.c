/* spans.c - see spans.h: the check, its groups of terms, its budget. */
#include "searcher/spans.h"

#include <limits.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "searcher/spans_own.h"

/* A few nanoseconds each. An article takes one for each pair of words that are near each other, where the pairs are
 * operands, and again for putting them in order; of the news, some hundreds. */
#define STEPS_MIN (UINT64_C(1) << 28)
#define STEPS_PER_ARTICLE (UINT64_C(1) << 13)

static const struct db_text list_terms[LISTS] = {
    [LIST_SENTENCES] = {TERM_SENTENCES, sizeof TERM_SENTENCES - 1},
    [LIST_QUOTES] = {TERM_QUOTATIONS, sizeof TERM_QUOTATIONS - 1},
    [LIST_CAPITALS] = {TERM_CAPITALS, sizeof TERM_CAPITALS - 1},
};

struct spans_state *spans_begin(struct arena *arena, uint64_t articles)
{
    struct spans_state *state = arena_alloc(arena, sizeof *state);
    if (!state) return NULL;
    *state = (struct spans_state){.arena = arena,
                                  .steps = STEPS_MIN + articles * STEPS_PER_ARTICLE};
    state->scratch.arena = arena;
    return state;
}

nsearch_status spans_status(const struct spans_state *state, nsearch_error *error)
{
    if (!state->status) return NSEARCH_OK;
    if (state->status == NSEARCH_MEMORY) return error_memory(error);
    if (state->status == NSEARCH_INVALID)
        return error_set(
            error, NSEARCH_INVALID,
            "the query is too costly to check: its words stand together in too many ways; "
            "ask for smaller distances or rarer words");
    return error_set(error, state->status, "an expression of no known kind");
}

/* ---- Groups -------------------------------------------------------------------------------------- */

static unsigned add_group(struct span_check *check, const struct db_text *terms, size_t count)
{
    struct db_group *groups = arena_grow(check->state->arena, check->groups, check->group_count,
                                         &check->group_capacity, sizeof *groups);
    if (!groups) return NO_GROUP;
    check->groups = groups;
    check->groups[check->group_count] = (struct db_group){terms, count};
    return (unsigned)check->group_count++;
}

static bool are_terms(const struct db_group *group, const struct db_text *terms, size_t count)
{
    if (group->count != count) return false;
    for (size_t i = 0; i < count; i++)
        if (group->terms[i].size != terms[i].size ||
            memcmp(group->terms[i].data, terms[i].data, terms[i].size) != 0)
            return false;
    return true;
}

enum {
    LOOK_BACK = 64
};

/* The same words are often asked for in several places: they are read, and kept, once for all. */
static unsigned group_of(struct span_check *check, const struct db_text *terms, size_t count)
{
    const size_t from = check->group_count > LOOK_BACK ? check->group_count - LOOK_BACK : 0;
    for (size_t i = check->group_count; i-- > from;)
        if (are_terms(&check->groups[i], terms, count)) return (unsigned)i;
    return add_group(check, terms, count);
}

static struct span_leaf *leaf_of(struct span_check *check, const struct db_text *terms,
                                 size_t count, enum span_caps caps)
{
    const unsigned group = group_of(check, terms, count);
    unsigned looked = 0;
    if (group == NO_GROUP) return NULL;
    for (struct span_leaf *leaf = check->leaves; leaf && looked++ < LOOK_BACK; leaf = leaf->next)
        if (leaf->group == group && leaf->caps == caps) return leaf;
    struct span_leaf *leaf = arena_alloc(check->state->arena, sizeof *leaf);
    if (!leaf) return NULL;
    *leaf = (struct span_leaf){.next = check->leaves, .group = group, .caps = caps};
    return check->leaves = leaf;
}

static bool need_list(struct span_check *check, enum span_list_of which)
{
    if (check->lists[which] == NO_GROUP)
        check->lists[which] = add_group(check, &list_terms[which], 1);
    return check->lists[which] != NO_GROUP;
}

static bool need_lists(struct span_check *check, const struct span_node *node)
{
    switch (node->op) {
    case SPAN_WORDS: return node->caps == CAPS_ANY || need_list(check, LIST_CAPITALS);
    case SPAN_CAPITALS: return need_list(check, LIST_CAPITALS);
    case SPAN_SAME: return need_list(check, LIST_SENTENCES);
    case SPAN_WITHIN:
        return need_list(check, node->area == AREA_QUOTE ? LIST_QUOTES : LIST_SENTENCES);
    default: return true;
    }
}

/* ---- The tree ------------------------------------------------------------------------------------ */

/* Whether all children of an OR are words written alike: it is words itself then. */
static bool are_words_alike(const struct span_node *node)
{
    if (node->op != SPAN_OR || !node->count) return false;
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->op != SPAN_WORDS ||
            node->children[i]->caps != node->children[0]->caps)
            return false;
    return true;
}

static bool join_words(struct span_check *check, const struct span_node *node,
                       struct span_tree *tree)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < node->count; i++)
        count += node->children[i]->term_count;
    struct db_text *terms = arena_alloc(check->state->arena, count * sizeof *terms);
    if (!terms) return false;
    for (size_t i = 0; i < node->count; i++)
        for (size_t j = 0; j < node->children[i]->term_count; j++)
            terms[at++] = node->children[i]->terms[j];
    *tree = (struct span_tree){.op = SPAN_WORDS, .node = node->children[0]};
    tree->leaf = leaf_of(check, terms, count, tree->node->caps);
    return tree->leaf && need_lists(check, tree->node);
}

static struct span_tree *make_tree(struct span_check *check, const struct span_node *node)
{
    struct arena *arena = check->state->arena;
    struct span_tree *tree = arena_alloc(arena, sizeof *tree);
    if (!tree || !need_lists(check, node)) return NULL;
    if (are_words_alike(node)) return join_words(check, node, tree) ? tree : NULL;
    *tree = (struct span_tree){.op = node->op, .node = node, .count = node->count};
    if (node->op == SPAN_WORDS) {
        tree->leaf = leaf_of(check, node->terms, node->term_count, node->caps);
        if (!tree->leaf) return NULL;
    }
    tree->children = arena_alloc(arena, node->count * sizeof(struct span_tree *));
    if (!tree->children) return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (!(tree->children[i] = make_tree(check, node->children[i]))) return NULL;
    return tree;
}

/* ---- The check ----------------------------------------------------------------------------------- */

static bool has_enough(struct span_article *article)
{
    const struct span_check *check = article->check;
    struct span_set set;
    bool exist;
    if (check->at_least <= 1) return spans_exist(article, check->root, &exist) && exist;
    return spans_eval(article, check->root, &set) &&
           span_count_apart(&set, check->at_least) == check->at_least;
}

static bool holds(void *context, struct db_reader *reader)
{
    struct span_check *check = context;
    struct spans_state *state = check->state;
    if (state->status) return false;
    scratch_reset(&state->scratch);
    check->articles++;
    struct span_article article = {.check = check, .state = state, .reader = reader};
    return has_enough(&article);
}

static struct span_check *make_check(struct spans_state *state, const struct span_node *root,
                                     bool (*what)(void *, struct db_reader *))
{
    struct span_check *check = arena_alloc(state->arena, sizeof *check);
    if (!check) return NULL;
    check->state = state;
    for (size_t i = 0; i < LISTS; i++)
        check->lists[i] = NO_GROUP;
    check->root = make_tree(check, root);
    if (!check->root) return NULL;
    check->check = (struct db_check){check->groups, check->group_count, what, check};
    return check;
}

struct db_query *spans_query(struct arena *arena, struct spans_state *state, struct db_query *wide,
                             const struct span_node *root, unsigned at_least)
{
    struct span_check *check = make_check(state, root, holds);
    struct db_query *query = arena_alloc(arena, sizeof *query);
    struct db_query **children = arena_alloc(arena, sizeof(struct db_query *));
    if (!check || !query || !children) return NULL;
    check->at_least = at_least;
    children[0] = wide;
    *query = (struct db_query){
        .op = DB_CHECK, .check = &check->check, .children = children, .count = 1};
    return query;
}

/* ---- One article --------------------------------------------------------------------------------- */

static bool report_nearest(struct span_article *article, struct span_tree *root, unsigned *nearest)
{
    struct span_set a, b;
    *nearest = UINT_MAX;
    if (root->op != SPAN_NEAR) return true;
    if (!spans_eval(article, root->children[0], &a) || !spans_eval(article, root->children[1], &b))
        return false;
    *nearest = spans_nearest(root->node->ordered, &a, &b);
    return true;
}

static bool report(void *context, struct db_reader *reader)
{
    struct span_check *check = context;
    struct span_article article = {.check = check, .state = check->state, .reader = reader};
    struct span_set set;
    scratch_reset(&check->state->scratch);
    check->articles++;
    if (!spans_eval(&article, check->root, &set)) return false;
    check->report->matches = set.count;
    return report_nearest(&article, check->root, &check->report->nearest);
}

nsearch_status spans_inspect(struct matcher *matcher, const char *term, size_t size,
                             const struct span_node *root, struct arena *arena,
                             struct spans_report *out, nsearch_error *error)
{
    *out = (struct spans_report){0, UINT_MAX};
    struct spans_state *state = spans_begin(arena, 1);
    struct span_check *check = state ? make_check(state, root, report) : NULL;
    bool held;
    if (!check) return error_memory(error);
    check->report = out;
    const nsearch_status status = matcher_inspect(matcher, term, size, &check->check, &held, error);
    return status ? status : spans_status(state, error);
}
