/* naive_write.c - see naive_query.h: a tree as the text of a query. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/naive_query.h"

/* What a node is part of, which says whether it needs brackets. */
enum place {
    PLACE_ALONE,   /* the whole query, or all that is in brackets */
    PLACE_AND,     /* between AND */
    PLACE_OR,      /* between OR */
    PLACE_LEFT,    /* the first operand of NEAR and its like */
    PLACE_OPERAND, /* its second; after NOT */
    PLACE_VALUE    /* after a field's colon */
};

struct writing {
    uint64_t *state;
    struct buf *out;
    unsigned functions; /* around what is written */
};

static void write_node(struct writing *writing, const struct naive_node *node, enum place place);

static uint32_t below(struct writing *writing, uint32_t limit)
{
    return articles_below(writing->state, limit);
}

/* One of some words that mean the same, up to a NULL. */
static const char *either(struct writing *writing, const char *const *words)
{
    uint32_t count = 0;
    while (words[count])
        count++;
    return words[below(writing, count)];
}

#define EITHER(writing, ...) either(writing, (const char *const[]){__VA_ARGS__, NULL})

/* ---- Leaves -------------------------------------------------------------------------------------- */

static void write_word(const struct naive_node *node, struct buf *out)
{
    if (node->spelling == SPELLING_EXACT) buf_add_char(out, '=');
    buf_add_text(out, node->text);
    if (node->spelling == SPELLING_FUZZY) buf_add_char(out, '~');
    if (node->spelling == SPELLING_FUZZY && node->edits_told) buf_addf(out, "%u", node->edits);
}

static void write_phrase(struct writing *writing, const struct naive_node *node)
{
    struct buf *out = writing->out;
    const bool curly = !below(writing, 8);
    buf_add_text(out, curly ? "\xE2\x80\x9C" : "\"");
    if (node->inflected) buf_add_char(out, '{');
    for (size_t i = 0; i < node->count; i++) {
        const struct naive_node *child = node->children[i];
        if (i) buf_add_char(out, ' ');
        if (child->kind == NAIVE_ANY) buf_add_char(out, '*');
        if (child->kind == NAIVE_WORD) write_word(child, out);
        if (child->kind != NAIVE_OR) continue;
        const char *between = EITHER(writing, "|", " | ", " OR ");
        buf_add_char(out, '(');
        for (size_t j = 0; j < child->count; j++) {
            if (j) buf_add_text(out, between);
            write_word(child->children[j], out);
        }
        buf_add_char(out, ')');
    }
    if (node->inflected) buf_add_char(out, '}');
    buf_add_text(out, curly ? "\xE2\x80\x9D" : "\"");
    if (node->number) buf_addf(out, "~%u", node->number);
}

static void write_name(struct writing *writing, const struct naive_node *node)
{
    const char *quote = below(writing, 2) ? "\"" : "";
    buf_addf(writing->out, "NAME(%s", quote);
    for (size_t i = 0; i < node->count; i++)
        buf_addf(writing->out, "%s%s", i ? " " : "", node->children[i]->text);
    buf_addf(writing->out, "%s)", quote);
}

/* ---- Operators ----------------------------------------------------------------------------------- */

static void write_operator(struct writing *writing, const struct naive_node *node)
{
    struct buf *out = writing->out;
    const unsigned n = node->number;
    buf_add_char(out, ' ');
    if (node->kind == NAIVE_SAME) {
        buf_add_text(out, node->paragraph ? EITHER(writing, "SAME", "W/P") : "W/S");
    } else if (node->kind == NAIVE_NEAR && node->ordered) {
        if (n || below(writing, 2))
            buf_addf(out, "%s/%u", EITHER(writing, "PRE", "ADJ"), n);
        else
            buf_add_text(out, "ADJ");
    } else {
        if (node->kind == NAIVE_NOT_NEAR) buf_add_text(out, "NOT ");
        if (n == 10 && below(writing, 2))
            buf_add_text(out, "NEAR");
        else
            buf_addf(out, "%s/%u", EITHER(writing, "NEAR", "W"), n);
    }
    buf_add_char(out, ' ');
}

static void write_pair(struct writing *writing, const struct naive_node *node)
{
    write_node(writing, node->children[0], PLACE_LEFT);
    write_operator(writing, node);
    write_node(writing, node->children[1], PLACE_OPERAND);
}

/* Side by side, "source:a source:b" means either. */
static bool has_filters(const struct naive_node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < node->count; i++)
        count += node->children[i]->kind == NAIVE_FIELD;
    return count > 1;
}

static void write_and(struct writing *writing, const struct naive_node *node)
{
    const char *between = has_filters(node) ? " AND " : EITHER(writing, " AND ", " && ", " ");
    for (size_t i = 0; i < node->count; i++) {
        const struct naive_node *child = node->children[i];
        if (i) buf_add_text(writing->out, between);
        if (child->kind != NAIVE_NOT) {
            write_node(writing, child, PLACE_AND);
            continue;
        }
        buf_add_text(writing->out, EITHER(writing, "NOT ", "-"));
        write_node(writing, child->children[0], PLACE_OPERAND);
    }
}

static void write_or(struct writing *writing, const struct naive_node *node)
{
    const char *between = EITHER(writing, " OR ", " OR ", " | ", " || ");
    for (size_t i = 0; i < node->count; i++) {
        if (i) buf_add_text(writing->out, between);
        write_node(writing, node->children[i], PLACE_OR);
    }
}

/* ---- Functions and fields ------------------------------------------------------------------------ */

static void write_function(struct writing *writing, const struct naive_node *node)
{
    struct buf *out = writing->out;
    if (node->kind == NAIVE_ATLEAST)
        buf_addf(out, "ATLEAST%u(", node->number);
    else if (node->kind == NAIVE_CAPS)
        buf_addf(out, "%s(",
                 node->caps == WITH_CAPITAL  ? "CAPS"
                 : node->caps == IN_CAPITALS ? "ALLCAPS"
                                             : "NOCAPS");
    else if (node->area == WITHIN_FIRST)
        buf_addf(out, "FIRST%u(", node->number);
    else
        buf_add_text(out, node->area == WITHIN_LEAD ? "LEAD(" : "QUOTE(");
    writing->functions++;
    write_node(writing, node->children[0], PLACE_ALONE);
    writing->functions--;
    buf_add_char(out, ')');
}

static void write_field(struct writing *writing, const struct naive_node *node, const char *name)
{
    buf_addf(writing->out, "%s:", name);
    writing->functions++;
    write_node(writing, node->children[0], PLACE_VALUE);
    writing->functions--;
}

static void write_limit(struct writing *writing, const struct naive_node *node)
{
    static const char *const names[] = {
        [WITHIN_LEAD] = "lead", [WITHIN_BODY] = "body", [WITHIN_QUOTE] = "quote"};
    const bool field = node->kind == NAIVE_WITHIN && node->area != WITHIN_FIRST;
    if (field && (node->area == WITHIN_BODY || (!writing->functions && below(writing, 2))))
        write_field(writing, node, names[node->area]);
    else
        write_function(writing, node);
}

static const char *name_of(struct writing *writing, enum naive_field field)
{
    switch (field) {
    case NAIVE_TITLE: return EITHER(writing, "title", "headline", "hd");
    case NAIVE_AUTHOR: return EITHER(writing, "author", "byline", "by");
    case NAIVE_SOURCE: return "source";
    case NAIVE_SECTION: return "section";
    case NAIVE_PLACE: return EITHER(writing, "place", "dateline", "place");
    case NAIVE_TAG: return "tag";
    default: abort();
    }
}

/* ---- Nodes --------------------------------------------------------------------------------------- */

static bool is_pair(const struct naive_node *node)
{
    return node->kind == NAIVE_NEAR || node->kind == NAIVE_NOT_NEAR || node->kind == NAIVE_SAME;
}

static bool needs_brackets(struct writing *writing, const struct naive_node *node, enum place place)
{
    if (place == PLACE_ALONE) return false;
    if (node->kind == NAIVE_AND || node->kind == NAIVE_OR) return true;
    if (!is_pair(node)) return false;
    /* Pairs are read from left to right. */
    return place == PLACE_OPERAND || place == PLACE_VALUE || !below(writing, 3);
}

static void write_node(struct writing *writing, const struct naive_node *node, enum place place)
{
    const bool brackets = needs_brackets(writing, node, place);
    if (brackets) buf_add_char(writing->out, '(');
    switch (node->kind) {
    case NAIVE_WORD: write_word(node, writing->out); break;
    case NAIVE_PHRASE: write_phrase(writing, node); break;
    case NAIVE_NAME: write_name(writing, node); break;
    case NAIVE_DATE: buf_add_text(writing->out, node->text); break;
    case NAIVE_NEAR:
    case NAIVE_NOT_NEAR:
    case NAIVE_SAME: write_pair(writing, node); break;
    case NAIVE_AND: write_and(writing, node); break;
    case NAIVE_OR: write_or(writing, node); break;
    case NAIVE_FIELD: write_field(writing, node, name_of(writing, node->field)); break;
    case NAIVE_CAPS:
    case NAIVE_WITHIN:
    case NAIVE_ATLEAST: write_limit(writing, node); break;
    default: abort();
    }
    if (brackets) buf_add_char(writing->out, ')');
}

void naive_write(const struct naive_node *node, uint64_t *state, struct buf *out)
{
    struct writing writing = {state, out, 0};
    write_node(&writing, node, PLACE_ALONE);
}
