/* naive_parse.c - see naive_parse.h. */
#include "tests/unit/naive_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (!memory) abort();
    return memory;
}

/* ---- Leaves -------------------------------------------------------------------------------------- */

static void take_word(const struct query_node *node, struct naive_node *out, struct arena *arena)
{
    char *text = checked(arena_alloc(arena, node->text_size + sizeof "*"));
    memcpy(text, node->text, node->text_size);
    if (node->prefix) text[node->text_size] = '*';
    out->text = text;
    out->edits = node->edits;
    out->spelling = node->prefix || node->pattern ? SPELLING_PATTERN
                    : node->edits                 ? SPELLING_FUZZY
                    : node->exact                 ? SPELLING_EXACT
                                                  : SPELLING_INFLECTED;
}

/* The moment that a period begins or ends with, 14 digits. */
static void set_moment(char out[16], const struct date *date, const char *rest)
{
    char key[DATE_KEY_MAX] = "";
    if (date->year) date_key(date, key);
    snprintf(out, 16, "%s%s", key, rest + strlen(key));
}

static bool take_range(const struct query_node *node, struct naive_node *out)
{
    static const char first[] = "00000101000000", last[] = "99999999999999";
    if (node->field != FIELD_DATE) return false;
    out->ordered = node->range != RANGE_PERIOD;
    set_moment(out->low, &node->low, node->range == RANGE_AFTER ? last : first);
    set_moment(out->high, node->range == RANGE_PERIOD ? &node->low : &node->high, last);
    if (node->range != RANGE_BEFORE) return true;
    /* The last moment before the period: its beginning, less one as a number. */
    set_moment(out->high, &node->high, first);
    for (size_t at = strlen(out->high); at--;) {
        if (out->high[at] != '0') {
            out->high[at]--;
            break;
        }
        out->high[at] = '9';
    }
    return true;
}

static bool take_field(const struct query_node *node, struct naive_node *out)
{
    switch (node->field) {
    case FIELD_TITLE: out->field = NAIVE_TITLE; return true;
    case FIELD_AUTHOR: out->field = NAIVE_AUTHOR; return true;
    case FIELD_SOURCE: out->field = NAIVE_SOURCE; return true;
    case FIELD_SECTION: out->field = NAIVE_SECTION; return true;
    case FIELD_PLACE: out->field = NAIVE_PLACE; return true;
    case FIELD_TAG: out->field = NAIVE_TAG; return true;
    default: return false;
    }
}

/* ---- Nodes --------------------------------------------------------------------------------------- */

static void take_limit(const struct query_node *node, struct naive_node *out)
{
    static const struct {
        enum naive_kind kind;
        enum naive_caps caps;
        enum naive_area area;
    } limits[] = {
        [LIMIT_CAPS] = {NAIVE_CAPS, WITH_CAPITAL, 0},
        [LIMIT_ALLCAPS] = {NAIVE_CAPS, IN_CAPITALS, 0},
        [LIMIT_NOCAPS] = {NAIVE_CAPS, WITHOUT_CAPITAL, 0},
        [LIMIT_ATLEAST] = {NAIVE_ATLEAST, 0, 0},
        [LIMIT_LEAD] = {NAIVE_WITHIN, 0, WITHIN_LEAD},
        [LIMIT_FIRST] = {NAIVE_WITHIN, 0, WITHIN_FIRST},
        [LIMIT_BODY] = {NAIVE_WITHIN, 0, WITHIN_BODY},
        [LIMIT_QUOTE] = {NAIVE_WITHIN, 0, WITHIN_QUOTE},
        [LIMIT_NAME] = {NAIVE_NAME, 0, 0},
    };
    out->kind = limits[node->limit].kind;
    out->caps = limits[node->limit].caps;
    out->area = limits[node->limit].area;
    out->number = node->number;
}

/* What is of the node itself. */
static bool take(const struct query_node *node, struct naive_node *out, struct arena *arena)
{
    static const enum naive_kind kinds[] = {
        [QUERY_WORD] = NAIVE_WORD,
        [QUERY_ANY] = NAIVE_ANY,
        [QUERY_PHRASE] = NAIVE_PHRASE,
        [QUERY_NEAR] = NAIVE_NEAR,
        [QUERY_NOT_NEAR] = NAIVE_NOT_NEAR,
        [QUERY_SAME] = NAIVE_SAME,
        [QUERY_LIMIT] = NAIVE_WITHIN,
        [QUERY_AND] = NAIVE_AND,
        [QUERY_OR] = NAIVE_OR,
        [QUERY_NOT] = NAIVE_NOT,
        [QUERY_MAYBE] = NAIVE_AND,
        [QUERY_FIELD] = NAIVE_FIELD,
        [QUERY_RANGE] = NAIVE_DATE,
    };
    out->kind = kinds[node->kind];
    out->number = node->distance;
    out->ordered = node->ordered;
    out->paragraph = node->paragraph;
    out->inflected = node->inflected;
    if (node->kind == QUERY_WORD) take_word(node, out, arena);
    if (node->kind == QUERY_LIMIT) take_limit(node, out);
    if (node->kind == QUERY_RANGE) return take_range(node, out);
    return node->kind != QUERY_FIELD || take_field(node, out);
}

struct naive_node *naive_of_query(const struct query_node *node, struct arena *arena)
{
    struct naive_node *out = checked(arena_alloc(arena, sizeof *out));
    if (!take(node, out, arena)) return NULL;
    const struct query_node *from = node;
    if (out->kind == NAIVE_NAME) from = node->children[0]; /* a phrase: its words */
    out->count = node->kind == QUERY_MAYBE ? 1 : from->count;
    out->children = checked(arena_alloc(arena, (out->count + 1) * sizeof(*out->children)));
    for (size_t i = 0; i < out->count; i++)
        if (!(out->children[i] = naive_of_query(from->children[i], arena))) return NULL;
    return out;
}
