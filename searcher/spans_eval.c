/* spans_eval.c - see spans_own.h: the matches of each kind of node.
 *
 * Of two operands the one that is more likely to have no match is looked at first: the article has the words of the
 * query, for the query without the check found it, but not its phrases and pairs. */
#include "searcher/spans_own.h"

/* What is read counts as seen too, for it is the cost of words of which only some have capitals. */
static bool find_words(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    *out = (struct span_set){0};
    if (!db_read_positions(article->reader, tree->leaf->group, &out->points, &out->count))
        return false;
    const enum span_caps caps = tree->leaf->caps;
    if (caps == CAPS_ANY || !out->count) return true;
    tree->seen += out->count;
    return spans_capitals(article, caps, out, out);
}

bool spans_are_known(const struct span_article *article, const struct span_tree *tree)
{
    return tree->leaf ? tree->leaf->article == article->check->articles : article->has_written;
}

static bool eval_words(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    struct span_leaf *leaf = tree->leaf;
    if (!spans_are_known(article, tree)) {
        if (!find_words(article, tree, &leaf->set)) return false;
        leaf->article = article->check->articles;
    }
    *out = leaf->set;
    return true;
}

static bool eval_or(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    struct span_list list = {0};
    for (size_t i = 0; i < tree->count; i++) {
        struct span_set set;
        if (!spans_eval(article, tree->children[i], &set)) return false;
        for (size_t j = 0; j < set.count; j++)
            if (!span_list_add(article->state, &list, span_at(&set, j))) return false;
        if (!spans_spend(article->state, set.count)) return false;
    }
    return span_list_finish(article->state, &list, out);
}

/* ---- Two operands -------------------------------------------------------------------------------- */

/* Leaves the second as an empty set if the first has no match. */
static bool eval_both(struct span_article *article, struct span_tree *tree, struct span_set set[2])
{
    struct span_tree **children = tree->children;
    const bool words[2] = {children[0]->op == SPAN_WORDS, children[1]->op == SPAN_WORDS};
    const size_t first = words[0] != words[1] ? words[0] : children[1]->seen < children[0]->seen;
    set[!first] = (struct span_set){0};
    return spans_eval(article, children[first], &set[first]) &&
           (!set[first].count || spans_eval(article, children[!first], &set[!first]));
}

static bool eval_near(struct span_article *article, struct span_tree *tree, bool one,
                      struct span_set *out)
{
    const struct pair_rule rule = {.ordered = tree->node->ordered,
                                   .distance = tree->node->distance};
    struct span_set set[2];
    return eval_both(article, tree, set) &&
           spans_pair(article->state, &rule, &set[0], &set[1], one, out);
}

static bool eval_same(struct span_article *article, struct span_tree *tree, bool one,
                      struct span_set *out)
{
    struct pair_rule rule = {.ordered = false};
    struct span_set set[2];
    *out = (struct span_set){0};
    if (!eval_both(article, tree, set)) return false;
    if (!set[0].count || !set[1].count) return true;
    return spans_units(article, tree->node->paragraph, &rule.units) &&
           spans_pair(article->state, &rule, &set[0], &set[1], one, out);
}

static bool eval_not_near(struct span_article *article, struct span_tree *tree,
                          struct span_set *out)
{
    struct span_set wanted, unwanted;
    *out = (struct span_set){0};
    if (!spans_eval(article, tree->children[0], &wanted)) return false;
    if (!wanted.count) return true;
    return spans_eval(article, tree->children[1], &unwanted) &&
           spans_apart(article->state, tree->node->distance, &wanted, &unwanted, out);
}

static bool eval_within(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    struct span_set set;
    *out = (struct span_set){0};
    if (!spans_eval(article, tree->children[0], &set)) return false;
    return !set.count || spans_within(article, tree->node, &set, out);
}

/* ---- Any node ------------------------------------------------------------------------------------ */

/* With `one`, a match at least if there are any. */
static bool eval(struct span_article *article, struct span_tree *tree, bool one,
                 struct span_set *out)
{
    switch (tree->op) {
    case SPAN_WORDS: return eval_words(article, tree, out);
    case SPAN_CAPITALS: return spans_capital_words(article, CAPS_SOME, out);
    case SPAN_PHRASE: return spans_phrase(article, tree, out);
    case SPAN_OR: return eval_or(article, tree, out);
    case SPAN_NEAR: return eval_near(article, tree, one, out);
    case SPAN_NOT_NEAR: return eval_not_near(article, tree, out);
    case SPAN_SAME: return eval_same(article, tree, one, out);
    case SPAN_WITHIN: return eval_within(article, tree, out);
    }
    return spans_fail(article->state, NSEARCH_INTERNAL);
}

bool spans_eval(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    if (!eval(article, tree, false, out)) return false;
    tree->seen += out->count;
    return true;
}

static bool words_exist(struct span_article *article, const struct span_tree *tree, bool *exist)
{
    struct span_set set = {0};
    if (!db_read_positions(article->reader, tree->leaf->group, &set.points, &set.count))
        return false;
    *exist = set.count;
    return tree->leaf->caps == CAPS_ANY || !set.count ||
           spans_have_capitals(article, tree->leaf->caps, &set, exist);
}

bool spans_exist(struct span_article *article, struct span_tree *tree, bool *exist)
{
    struct span_set set;
    *exist = false;
    if (tree->op == SPAN_WORDS) return words_exist(article, tree, exist);
    if (tree->op != SPAN_OR) {
        if (!eval(article, tree, true, &set)) return false;
        *exist = set.count > 0;
        return true;
    }
    for (size_t i = 0; i < tree->count && !*exist; i++)
        if (!spans_exist(article, tree->children[i], exist)) return false;
    return true;
}
