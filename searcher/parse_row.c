/* parse_row.c - see parse.h. What stands side by side is sorted by what it means for an article:
 *
 *     a b -c source:x source:y        AND a b (OR source:x source:y) (NOT c)
 *     the same with --any             AND (OR a b) (OR source:x source:y) (NOT c)
 *     +a b c with --any               MAYBE a (OR b c) */
#include "searcher/parse.h"

/* Whether a node only says which articles: a range, or a field that is a filter. */
static bool is_filter(const struct query_node *node)
{
    return (node->kind == QUERY_RANGE || node->kind == QUERY_FIELD) && field_is_filter(node->field);
}

static bool is_plain(const struct query_node *node)
{
    return node->kind == QUERY_WORD && !node->exact && !node->prefix && !node->pattern &&
           !node->edits;
}

static nsearch_status append_all(struct parser *parser, struct node_list *list,
                                 const struct node_list *more, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < more->count && !status; i++)
        status = parse_append(parser, list, more->items[i], error);
    return status;
}

static nsearch_status add_joined(struct parser *parser, struct row *row,
                                 const struct node_list *elements, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    row->explicit_and = true;
    for (size_t i = 0; i < elements->count && !status; i++) {
        struct query_node *node = elements->items[i];
        status = parse_append(parser, node->kind == QUERY_NOT ? &row->nots : &row->must, node,
                              error);
    }
    return status;
}

nsearch_status row_add(struct parser *parser, struct row *row, const struct node_list *elements,
                       bool required, nsearch_error *error)
{
    bool any = parser->match == NSEARCH_MATCH_ANY;
    if (elements->count > 1 && !any) return add_joined(parser, row, elements, error);
    struct query_node *node = elements->items[0];
    if (elements->count > 1) {
        /* With --any, what AND joins is one of the things that may be there. */
        struct row joined = {0};
        bool compound;
        nsearch_status status = add_joined(parser, &joined, elements, error);
        if (!status) status = row_finish(parser, &joined, &node, &compound, error);
        if (status) return status;
        row->explicit_and = true;
    } else if (node->kind == QUERY_NOT) {
        return parse_append(parser, &row->nots, node, error);
    } else if (is_filter(node)) {
        return parse_append(parser, &row->filters, node, error);
    }
    if (!any || required) return parse_append(parser, &row->must, node, error);
    node->loose = is_plain(node);
    return parse_append(parser, &row->may, node, error);
}

/* "source:a source:b" means either: an article has one source. Several ranges must all hold. */
static nsearch_status merge_filters(struct parser *parser, const struct node_list *filters,
                                    struct node_list *out, nsearch_error *error)
{
    bool seen[FIELD_COUNT] = {false};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < filters->count && !status; i++) {
        struct query_node *node = filters->items[i];
        struct node_list same = {0};
        if (node->kind == QUERY_FIELD && seen[node->field]) continue;
        status = parse_append(parser, &same, node, error);
        for (size_t j = i + 1; node->kind == QUERY_FIELD && j < filters->count && !status; j++)
            if (filters->items[j]->kind == QUERY_FIELD && filters->items[j]->field == node->field)
                status = parse_append(parser, &same, filters->items[j], error);
        seen[node->field] = true;
        if (!status) status = parse_join(parser, QUERY_OR, &same, &node, error);
        if (!status) status = parse_append(parser, out, node, error);
    }
    return status;
}

/* The words: those that must be there, those that may, or both. */
static nsearch_status join_words(struct parser *parser, struct row *row, struct node_list *out,
                                 nsearch_error *error)
{
    struct query_node *must, *may;
    struct node_list both = {0};
    if (!row->may.count) return append_all(parser, out, &row->must, error);
    nsearch_status status = parse_join(parser, QUERY_OR, &row->may, &may, error);
    if (status || !row->must.count) return status ? status : parse_append(parser, out, may, error);
    status = parse_join(parser, QUERY_AND, &row->must, &must, error);
    if (!status) status = parse_append(parser, &both, must, error);
    if (!status) status = parse_append(parser, &both, may, error);
    if (!status) status = parse_join(parser, QUERY_MAYBE, &both, &may, error);
    return status ? status : parse_append(parser, out, may, error);
}

nsearch_status row_finish(struct parser *parser, struct row *row, struct query_node **out,
                          bool *compound, nsearch_error *error)
{
    struct node_list all = {0};
    *out = NULL;
    nsearch_status status = join_words(parser, row, &all, error);
    if (!status) status = merge_filters(parser, &row->filters, &all, error);
    if (status) return status;
    if (!all.count && row->nots.count)
        return lex_error(error, row->nots.items[0]->offset, row->nots.items[0]->size,
                         "nothing to leave this out of: say what to search for too");
    status = append_all(parser, &all, &row->nots, error);
    *compound = row->explicit_and || all.count > 1;
    if (status || !all.count) return status;
    status = parse_join(parser, QUERY_AND, &all, out, error);
    if (!status && all.count > 1)
        (*out)->row = !row->explicit_and && parser->match == NSEARCH_MATCH_ALL;
    return status;
}
