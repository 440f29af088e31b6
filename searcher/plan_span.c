/* plan_span.c - see planner.h: nodes of the spans, in the arena. */
#include <string.h>

#include "searcher/planner.h"

struct span_node *plan_span(struct planner *planner, enum span_op op, size_t count)
{
    struct span_node *span = plan_alloc(planner, sizeof *span);
    if (!span) return NULL;
    *span = (struct span_node){.op = op, .count = count};
    if (count) span->children = plan_alloc(planner, count * sizeof(*span->children));
    return count && !span->children ? NULL : span;
}

struct span_node *plan_span_words(struct planner *planner, struct plan_words *const *words,
                                  size_t count, enum span_caps caps)
{
    struct span_node *span = plan_span(planner, SPAN_WORDS, 0);
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += words[i]->terms.count;
    struct db_text *texts = span ? plan_alloc(planner, total * sizeof *texts) : NULL;
    if (!texts) return NULL;
    span->terms = texts;
    span->term_count = total;
    span->caps = caps;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < words[i]->terms.count; j++)
            *texts++ = (struct db_text){words[i]->terms.terms[j].text,
                                        words[i]->terms.terms[j].size};
    return span;
}

struct span_node *plan_span_within(struct planner *planner, struct span_node *spans,
                                   enum span_area area, unsigned number)
{
    struct span_node *within = plan_span(planner, SPAN_WITHIN, 1);
    if (!within) return NULL;
    within->area = area;
    within->number = number;
    within->children[0] = spans;
    return within;
}

/* The number of children is a power of two when there is no room for more. */
struct span_node *plan_span_or(struct planner *planner, struct span_node *either,
                               struct span_node *more)
{
    if (!either) {
        either = plan_span(planner, SPAN_OR, 1);
        if (either) either->children[0] = more;
        return either;
    }
    if (!(either->count & (either->count - 1))) {
        struct span_node **children = plan_alloc(planner, either->count * 2 * sizeof(*children));
        if (!children) return NULL;
        memcpy(children, either->children, either->count * sizeof(*children));
        either->children = children;
    }
    either->children[either->count++] = more;
    return either;
}

/* Whether the children are words, all with the same capitals. */
static bool are_words(const struct span_node *either)
{
    for (size_t i = 0; i < either->count; i++)
        if (either->children[i]->op != SPAN_WORDS ||
            either->children[i]->caps != either->children[0]->caps)
            return false;
    return true;
}

struct span_node *plan_span_simplify(struct planner *planner, struct span_node *either)
{
    size_t total = 0, at = 0;
    if (either->count == 1) return either->children[0];
    if (!are_words(either)) return either;
    struct span_node *words = plan_span(planner, SPAN_WORDS, 0);
    for (size_t i = 0; i < either->count; i++)
        total += either->children[i]->term_count;
    struct db_text *texts = words ? plan_alloc(planner, total * sizeof *texts) : NULL;
    if (!texts) return NULL;
    for (size_t i = 0; i < either->count; i++)
        for (size_t j = 0; j < either->children[i]->term_count; j++)
            texts[at++] = either->children[i]->terms[j];
    words->terms = texts;
    words->term_count = total;
    words->caps = either->children[0]->caps;
    return words;
}
