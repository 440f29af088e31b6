/* spans.c - see spans.h. */
#include "searcher/spans.h"

#include <limits.h>

#include "common/error.h"

struct spans_state {
    nsearch_status status;
};

/* A check's context. */
struct span_check {
    struct spans_state *state;
    const struct span_node *root;
    struct xap_check check;
    struct xap_group group;
    size_t at_least;
};

static bool holds(void *context, struct xap_reader *reader)
{
    const struct span_check *span_check = context;
    const uint32_t *positions;
    size_t count;
    if (!xap_read_positions(reader, 0, &positions, &count)) return false;
    return count >= span_check->at_least;
}

struct spans_state *spans_begin(struct arena *arena)
{
    return arena_alloc(arena, sizeof(struct spans_state));
}

struct xap_query *spans_query(struct arena *arena, struct spans_state *state,
                              struct xap_query *wide, const struct span_node *root,
                              unsigned at_least)
{
    struct xap_query *query = arena_alloc(arena, sizeof *query);
    struct span_check *context = arena_alloc(arena, sizeof *context);
    struct xap_query **children = arena_alloc(arena, sizeof *children);
    if (!query || !context || !children) return NULL;
    children[0] = wide;
    *context = (struct span_check){.state = state, .root = root, .at_least = at_least};
    context->group = (struct xap_group){root->terms, root->term_count};
    context->check = (struct xap_check){&context->group, 1, holds, context};
    if (root->op != SPAN_WORDS) state->status = NSEARCH_INVALID;
    *query = (struct xap_query){
        .op = XAP_CHECK, .check = &context->check, .children = children, .count = 1};
    return query;
}

nsearch_status spans_status(const struct spans_state *state, nsearch_error *error)
{
    if (!state->status) return NSEARCH_OK;
    return error_set(error, state->status, "only words can be checked yet");
}

nsearch_status spans_inspect(struct xap_db *db, const char *term, size_t size,
                             const struct span_node *root, struct arena *arena,
                             struct spans_report *out, nsearch_error *error)
{
    (void)db, (void)term, (void)size, (void)root, (void)arena;
    *out = (struct spans_report){0, UINT_MAX};
    return error_set(error, NSEARCH_INVALID, "only words can be checked yet");
}
