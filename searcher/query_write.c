/* query_write.c - see query.h: a tree as text. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "searcher/lex.h"
#include "searcher/query.h"

/* What a node is part of, which says whether it needs brackets. */
enum place {
    PLACE_ALONE,
    PLACE_AND,
    PLACE_INNER /* after a sign, a NOT or a field, in an OR or NEAR */
};

static void write_node(const struct query_node *node, enum place place, struct buf *out);

/* ---- Leaves -------------------------------------------------------------------------------------- */

/* Whether it would be an operator, but for the boost that it was typed with. */
static bool is_operator(const struct query_node *node)
{
    struct lex_token token;
    if (node->kind != QUERY_WORD || node->exact) return false;
    return lex_operator(node->text, node->text_size, 0, &token, NULL) || token.kind != LEX_WORD;
}

static void write_boost(const struct query_node *node, struct buf *out)
{
    if (node->boost == 1 && !is_operator(node)) return;
    unsigned long thousandths = (unsigned long)(node->boost * 1000 + 0.5);
    buf_addf(out, "^%lu", thousandths / 1000);
    if (thousandths % 1000) buf_addf(out, ".%03lu", thousandths % 1000);
}

static void write_word(const struct query_node *node, struct buf *out)
{
    if (node->exact) buf_add_char(out, '=');
    buf_add(out, node->text, node->text_size);
    if (node->prefix) buf_add_char(out, '*');
    if (node->edits) buf_addf(out, "~%u", node->edits);
}

/* A word of a phrase, or what stands for one. */
static void write_place(const struct query_node *node, struct buf *out)
{
    if (node->kind == QUERY_ANY) buf_add_char(out, '*');
    if (node->kind == QUERY_WORD) write_word(node, out);
    if (node->kind != QUERY_OR) return;
    for (size_t i = 0; i < node->count; i++) {
        buf_add_char(out, i ? '|' : '(');
        write_word(node->children[i], out);
    }
    buf_add_char(out, ')');
}

static void write_phrase(const struct query_node *node, struct buf *out)
{
    /* A whole value has no words, and may hold the quotes that it wasn't written in. */
    bool angle = !node->count && memchr(node->text, '"', node->text_size);
    buf_add_text(out, angle ? "«" : "\"");
    if (node->inflected) buf_add_char(out, '{');
    if (!node->count) write_word(node, out);
    for (size_t i = 0; i < node->count; i++) {
        if (i) buf_add_char(out, ' ');
        write_place(node->children[i], out);
    }
    if (node->inflected) buf_add_char(out, '}');
    buf_add_text(out, angle ? "»" : "\"");
    if (node->distance) buf_addf(out, "~%u", node->distance);
}

static void write_date(const struct date *date, struct buf *out)
{
    char text[DATE_TEXT_MAX];
    if (!date->year) return;
    date_write(date, text);
    buf_add_text(out, text);
}

static void write_range(const struct query_node *node, struct buf *out)
{
    if (node->field == FIELD_WORDS) {
        buf_addf(out, "words:%" PRIu64, node->least);
        if (node->most != node->least) buf_add_text(out, "..");
        if (node->most != node->least && node->most != QUERY_NUMBER_MAX)
            buf_addf(out, "%" PRIu64, node->most);
        return;
    }
    static const char *const names[] = {[RANGE_PERIOD] = "date:",
                                        [RANGE_BETWEEN] = "date:",
                                        [RANGE_AFTER] = "after:",
                                        [RANGE_BEFORE] = "before:"};
    buf_add_text(out, node->field == FIELD_INDEXED ? "indexed:" : names[node->range]);
    write_date(&node->low, out);
    if (node->range == RANGE_BETWEEN) buf_add_text(out, "..");
    write_date(&node->high, out);
}

/* ---- Nodes --------------------------------------------------------------------------------------- */

static void write_children(const struct query_node *node, const char *between, enum place place,
                           struct buf *out)
{
    for (size_t i = 0; i < node->count; i++) {
        if (i) buf_add_text(out, between);
        write_node(node->children[i], place, out);
    }
}

static bool is_pair(const struct query_node *node)
{
    return node->kind == QUERY_NEAR || node->kind == QUERY_NOT_NEAR || node->kind == QUERY_SAME;
}

/* Whether the left operand needs no brackets because it is joined just so: a NEAR/5 b NEAR/5 c. */
static bool goes_on(const struct query_node *node, const struct query_node *left)
{
    return left->kind == node->kind && left->distance == node->distance &&
           left->ordered == node->ordered && left->paragraph == node->paragraph && left->boost == 1;
}

/* Two operands with their operator between them. */
static void write_pair(const struct query_node *node, struct buf *out)
{
    const struct query_node *left = node->children[0];
    write_node(left, goes_on(node, left) ? PLACE_ALONE : PLACE_INNER, out);
    if (node->kind == QUERY_SAME)
        buf_add_text(out, node->paragraph ? " SAME " : " W/S ");
    else
        buf_addf(out, " %s/%u ",
                 node->kind == QUERY_NOT_NEAR ? "NOT NEAR"
                 : node->ordered              ? "ADJ"
                                              : "NEAR",
                 node->distance);
    write_node(node->children[1], PLACE_INNER, out);
}

const char *query_limit_text(enum query_limit limit)
{
    static const char *const names[] = {
        [LIMIT_CAPS] = "CAPS",       [LIMIT_ALLCAPS] = "ALLCAPS", [LIMIT_NOCAPS] = "NOCAPS",
        [LIMIT_ATLEAST] = "ATLEAST", [LIMIT_LEAD] = "LEAD",       [LIMIT_FIRST] = "FIRST",
        [LIMIT_BODY] = "body:",      [LIMIT_QUOTE] = "QUOTE",     [LIMIT_NAME] = "NAME",
    };
    return names[limit];
}

static void write_limit(const struct query_node *node, struct buf *out)
{
    buf_add_text(out, query_limit_text(node->limit));
    if (node->number) buf_addf(out, "%u", node->number);
    buf_add_char(out, '(');
    write_node(node->children[0], PLACE_ALONE, out);
    buf_add_char(out, ')');
}

static void write_inside(const struct query_node *node, struct buf *out)
{
    switch (node->kind) {
    case QUERY_WORD: write_word(node, out); break;
    case QUERY_PHRASE: write_phrase(node, out); break;
    case QUERY_RANGE: write_range(node, out); break;
    case QUERY_AND: write_children(node, " AND ", PLACE_AND, out); break;
    case QUERY_OR: write_children(node, " OR ", PLACE_INNER, out); break;
    case QUERY_NEAR:
    case QUERY_NOT_NEAR:
    case QUERY_SAME: write_pair(node, out); break;
    case QUERY_LIMIT: write_limit(node, out); break;
    case QUERY_ANY: break; /* only in a phrase */
    case QUERY_NOT:
        buf_add_text(out, "NOT ");
        write_children(node, "", PLACE_INNER, out);
        break;
    case QUERY_MAYBE:
        buf_add_char(out, '+');
        write_children(node, " ", PLACE_INNER, out);
        break;
    case QUERY_FIELD:
        buf_addf(out, "%s:", field_text(node->field));
        write_children(node, "", PLACE_INNER, out);
        break;
    }
}

static bool needs_brackets(const struct query_node *node, enum place place)
{
    if (is_pair(node)) return place == PLACE_INNER || node->boost != 1;
    switch (node->kind) {
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_MAYBE: return place != PLACE_ALONE || node->boost != 1;
    case QUERY_LIMIT: return node->limit == LIMIT_BODY && node->boost != 1;
    case QUERY_FIELD:
    case QUERY_RANGE: return node->boost != 1;
    default: return false;
    }
}

static void write_node(const struct query_node *node, enum place place, struct buf *out)
{
    bool brackets = needs_brackets(node, place);
    if (brackets) buf_add_char(out, '(');
    write_inside(node, out);
    if (brackets) buf_add_char(out, ')');
    write_boost(node, out);
}

void query_write(const struct query_node *node, struct buf *out)
{
    write_node(node, PLACE_ALONE, out);
}
