/* explain_rows.c - see explain.h: the rows of an explanation, and reading them. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/utf8.h"
#include "searcher/explain.h"

void *explain_alloc(struct explain *explain, size_t size)
{
    void *memory = explain->status ? NULL : arena_alloc(explain->arena, size);
    if (!memory && !explain->status) explain->status = error_memory(explain->error);
    return memory;
}

nsearch_row *explain_row(struct explain *explain, nsearch_row_kind kind, unsigned depth)
{
    nsearch_explanation *rows = explain->rows;
    if (explain->status) return NULL;
    nsearch_row *grown = arena_grow(explain->arena, rows->rows, rows->count, &rows->capacity,
                                    sizeof *grown);
    if (!grown) {
        explain->status = error_memory(explain->error);
        return NULL;
    }
    rows->rows = grown;
    nsearch_row *row = &rows->rows[rows->count++];
    *row = (nsearch_row){.kind = kind, .depth = depth, .text = "", .detail = ""};
    return row;
}

const char *explain_text(struct explain *explain, struct buf *text)
{
    static const char cut[] = "...";
    if (!explain->status) explain->status = buf_status(text, explain->error);
    if (text->size > EXPLAIN_TEXT_MAX) {
        size_t end = EXPLAIN_TEXT_MAX - strlen(cut);
        while (end && utf8_continues(text->data[end]))
            end--;
        buf_cut(text, end);
        buf_add_text(text, cut);
    }
    char *copy = explain->status ? NULL : arena_copy(explain->arena, text->data, text->size);
    if (!copy && !explain->status) explain->status = error_memory(explain->error);
    if (copy) utf8_sanitize(copy);
    buf_release(text);
    return copy ? copy : "";
}

bool explain_has_clauses(const struct query_node *node)
{
    if (node->kind == QUERY_LIMIT) return node->limit != LIMIT_NAME;
    return node->kind != QUERY_PHRASE && node->count > 0;
}

/* Cuts the spaces at both ends. */
static void trim(struct buf *text)
{
    size_t start = strspn(text->data, " ");
    memmove(text->data, text->data + start, text->size + 1 - start);
    text->size -= start;
    while (text->size && text->data[text->size - 1] == ' ')
        buf_cut(text, text->size - 1);
}

const char *explain_label(struct explain *explain, const struct query_node *node)
{
    /* An operator is what is written between words that are empty. */
    struct query_node empty = {.kind = QUERY_WORD, .text = "", .boost = 1}, bare = *node;
    struct query_node *children[] = {&empty, &empty};
    struct buf text;
    buf_init(&text);
    if (explain_has_clauses(node)) {
        bare.children = children;
        bare.count = node->count < 2 ? node->count : 2;
        bare.boost = 1;
    }
    if (node->kind == QUERY_MAYBE)
        buf_add_text(&text, "MAYBE");
    else
        query_write(&bare, &text);
    trim(&text);
    if (node->kind == QUERY_LIMIT && node->limit == LIMIT_BODY)
        buf_cut(&text, strcspn(text.data, "("));
    if (bare.boost != node->boost) buf_addf(&text, "^%g", node->boost);
    return explain_text(explain, &text);
}

/* ---- Reading them -------------------------------------------------------------------------------- */

void nsearch_explanation_free(nsearch_explanation *explanation)
{
    if (!explanation) return;
    arena_release(&explanation->arena);
    free(explanation);
}

size_t nsearch_explanation_count(const nsearch_explanation *explanation)
{
    return explanation->count;
}

const nsearch_row *nsearch_explanation_at(const nsearch_explanation *explanation, size_t index)
{
    return index < explanation->count ? &explanation->rows[index] : NULL;
}
