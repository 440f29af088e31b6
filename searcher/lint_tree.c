/* lint_tree.c - see lint.h: what the query says twice, and what it leaves open. */
#include <stdlib.h>
#include <string.h>

#include "searcher/lint.h"

enum {
    READING_MAX = 100 /* bytes of a reading that is shown */
};

/* ---- AND and OR side by side --------------------------------------------------------------------- */

/* An OR with an AND among its alternatives that has no brackets. */
static void check_mixed(struct lint *lint, const struct lint_clause *clause)
{
    for (size_t i = 0; i < clause->count; i++) {
        const struct lint_clause *child = clause->children[i];
        if (child->node->kind != QUERY_AND || child->bracketed) continue;
        const char *reading = lint_reading(lint, clause->node, READING_MAX);
        const char *part = reading ? NULL : lint_reading(lint, child->node, READING_MAX);
        if (reading)
            lint_add_clause(lint, child,
                            "AND and OR without brackets: read as %s: put brackets around what "
                            "belongs together",
                            reading);
        else
            lint_add_clause(lint, child,
                            "AND and OR without brackets: AND goes first%s%s%s: put brackets "
                            "around what belongs together",
                            part ? ", (" : "", part ? part : "", part ? ")" : "");
        return;
    }
}

/* ---- Twice --------------------------------------------------------------------------------------- */

struct alternatives {
    struct lint_clause **items;
    size_t count;
};

/* The children, those of an AND in an AND and of an OR in an OR among them. */
static void flatten(const struct lint_clause *clause, struct alternatives *out)
{
    for (size_t i = 0; i < clause->count; i++) {
        struct lint_clause *child = clause->children[i];
        if (child->node->kind == clause->node->kind)
            flatten(child, out);
        else
            out->items[out->count++] = child;
    }
}

static int compare_keys(const void *left, const void *right)
{
    const struct lint_clause *a = *(struct lint_clause *const *)left;
    const struct lint_clause *b = *(struct lint_clause *const *)right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->node->offset < b->node->offset ? -1 : a->node->offset > b->node->offset;
}

static bool same_text(const struct lint *lint, const struct query_node *a,
                      const struct query_node *b)
{
    if (a->size != b->size) return false;
    return !memcmp(lint->text + a->offset, lint->text + b->offset, a->size);
}

static void check_twice(struct lint *lint, const struct lint_clause *clause)
{
    struct alternatives all = {lint_alloc(lint, lint->count * sizeof(*all.items)), 0};
    if (!all.items) return;
    flatten(clause, &all);
    if (clause->node->kind == QUERY_OR) lint_cover(lint, all.items, all.count);
    qsort(all.items, all.count, sizeof(*all.items), compare_keys);
    const struct lint_clause *first = NULL;
    for (size_t i = 0; i < all.count && !lint->status; i++) {
        const struct lint_clause *item = all.items[i];
        if (!first || first->key != item->key) {
            first = item;
            continue;
        }
        const char *name = lint_named(lint, item);
        if (same_text(lint, first->node, item->node))
            lint_add_clause(lint, item, "%s is here twice: leave one out", name);
        else
            lint_add_clause(lint, item, "%s says the same as %s: leave one out", name,
                            lint_named(lint, first));
    }
}

/* ---- Far apart ----------------------------------------------------------------------------------- */

static void check_distance(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    if (node->distance <= LINT_DISTANCE_MAX) return;
    lint_add_clause(lint, clause,
                    "%u words between is most of an article: AND says as much, or a number up to "
                    "%d more",
                    node->distance, LINT_DISTANCE_MAX);
}

void lint_tree(struct lint *lint)
{
    for (size_t i = 0; i < lint->count && !lint->status; i++) {
        const struct lint_clause *clause = lint->clauses[i];
        enum query_kind kind = clause->node->kind;
        check_distance(lint, clause);
        if (clause->in_phrase) continue;
        if (kind == QUERY_OR) check_mixed(lint, clause);
        bool inner = clause->parent && clause->parent->node->kind == kind;
        if ((kind == QUERY_AND || kind == QUERY_OR) && !inner) check_twice(lint, clause);
    }
}
