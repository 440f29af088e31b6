/* naive_draw.c - see naive_draw.h.
 *
 *     query       one to three clauses with AND, OR, NOT
 *     clause      an expression, in a field, in functions; a date
 *     expression  NEAR, SAME, NOT NEAR of operands
 *     operand     a word, phrase, OR of such, name, or an expression in brackets or a function */
#include "tests/unit/naive_draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "tests/unit/naive_draw_own.h"

enum {
    DEPTH_MAX = 3,
    DISTANCE_MAX = 1000,
};

uint32_t draw_below(const struct draw *draw, size_t limit)
{
    return limit ? articles_below(draw->state, (uint32_t)limit) : 0;
}

bool draw_chance(const struct draw *draw, uint32_t percent)
{
    return draw_below(draw, 100) < percent;
}

void *draw_checked(void *memory)
{
    if (!memory) abort();
    return memory;
}

struct naive_node *draw_node(const struct draw *draw, enum naive_kind kind, size_t count)
{
    struct naive_node *node = draw_checked(arena_alloc(draw->arena, sizeof *node));
    node->kind = kind;
    node->children = draw_checked(arena_alloc(draw->arena, (count + 1) * sizeof(*node->children)));
    return node;
}

const struct naive_words *draw_words_of(const struct draw *draw)
{
    return &draw->article->fields[draw->scope.field];
}

void draw_article(struct draw *draw)
{
    for (int i = 0; i < DRAW_TRIES; i++) {
        draw->article = &draw->archive->articles[draw_below(draw, draw->archive->count)];
        if (draw_words_of(draw)->count) return;
    }
}

size_t draw_near(const struct draw *draw, size_t at)
{
    static const unsigned spans[] = {3, 8, 20, 60, 300};
    const unsigned span = spans[draw_below(draw, 5)];
    const size_t count = draw_words_of(draw)->count;
    size_t low = at > span ? at - span : 0, high = at + span < count ? at + span : count - 1;
    return low + draw_below(draw, high - low + 1);
}

/* ---- Expressions --------------------------------------------------------------------------------- */

static struct naive_node *over(const struct draw *draw, enum naive_kind kind,
                               struct naive_node *child)
{
    struct naive_node *node = draw_node(draw, kind, 1);
    node->children[node->count++] = child;
    return node;
}

static struct naive_node *draw_operand(struct draw *draw, size_t at);

static struct naive_node *draw_or(struct draw *draw, size_t at)
{
    struct naive_node *node = draw_node(draw, NAIVE_OR, 3);
    const uint32_t count = 2 + draw_below(draw, 2);
    for (uint32_t i = 0; i < count; i++)
        node->children[node->count++] = draw_operand(draw, draw_near(draw, at));
    return node;
}

/* Two matches in the article, one of each operand; false if there are none. */
static bool measure(const struct draw *draw, const struct naive_node *node, struct naive_match *a,
                    struct naive_match *b)
{
    struct naive_set left = {0}, right = {0};
    struct naive_scope scope = draw->scope;
    scope.limits = NULL;
    bool some = naive_matches(node->children[0], draw->article, scope, &left) &&
                naive_matches(node->children[1], draw->article, scope, &right) && left.count &&
                right.count;
    if (some) {
        *a = left.items[draw_below(draw, left.count)];
        *b = right.items[draw_below(draw, right.count)];
    }
    free(left.items);
    free(right.items);
    return some;
}

/* A distance that two matches in the article have, or one less, or any. */
static void set_distance(const struct draw *draw, struct naive_node *node)
{
    struct naive_match a, b;
    node->number = draw_below(draw, 20);
    if (draw_chance(draw, 15)) node->number = 10;
    for (int i = 0; i < 10; i++) {
        if (!measure(draw, node, &a, &b)) return;
        if (node->ordered && b.last < a.first) {
            struct naive_node *first = node->children[0];
            node->children[0] = node->children[1];
            node->children[1] = first;
            const struct naive_match match = a;
            a = b;
            b = match;
        }
        if (a.last >= b.first && b.last >= a.first) continue;
        uint32_t between = a.last < b.first ? b.first - a.last - 1 : a.first - b.last - 1;
        if (between > DISTANCE_MAX) continue;
        if (between && draw_chance(draw, 35)) between--;
        node->number = between;
        return;
    }
}

static struct naive_node *draw_pair(struct draw *draw, size_t at)
{
    const uint32_t kind = draw_below(draw, 100);
    const bool same = kind < 25 && draw->scope.field <= NAIVE_TITLE;
    struct naive_node *node = draw_node(draw,
                                        same        ? NAIVE_SAME
                                        : kind < 45 ? NAIVE_NOT_NEAR
                                                    : NAIVE_NEAR,
                                        2);
    draw->depth++;
    node->children[node->count++] = draw_operand(draw, at);
    node->children[node->count++] = draw_operand(draw, draw_near(draw, at));
    draw->depth--;
    node->paragraph = draw_chance(draw, 50);
    node->ordered = node->kind == NAIVE_NEAR && draw_chance(draw, 40);
    if (!same) set_distance(draw, node);
    return node;
}

static struct naive_node *draw_caps(struct draw *draw, size_t at)
{
    static const enum naive_caps kinds[] = {WITH_CAPITAL, WITH_CAPITAL, IN_CAPITALS,
                                            WITHOUT_CAPITAL};
    struct naive_node *node = draw_node(draw, NAIVE_CAPS, 1);
    const struct naive_scope scope = draw->scope;
    const struct naive_words *words = draw_words_of(draw);
    node->caps = kinds[draw_below(draw, 4)];
    /* Words with capitals are few. */
    for (int i = 0; i < DRAW_TRIES && node->caps != WITHOUT_CAPITAL;
         i++, at = draw_near(draw, at)) {
        const struct naive_place *place = &draw->article->places[words->items[at].position];
        if (node->caps == IN_CAPITALS ? place->capitals : place->capital) break;
    }
    draw->scope.caps |= node->caps;
    draw->depth++;
    node->children[node->count++] = draw_operand(draw, at);
    draw->depth--;
    draw->scope = scope;
    return node;
}

/* The first word of a quotation, or any if there is none. */
static size_t find_quotation(const struct draw *draw, size_t at)
{
    const struct naive_words *words = draw_words_of(draw);
    for (size_t i = at; i < words->count; i++)
        if (draw->article->places[words->items[i].position].quotation)
            return i + draw_below(draw, 6) < words->count ? i + draw_below(draw, 6) : i;
    return at;
}

static size_t find_body(const struct draw *draw)
{
    const struct naive_words *words = draw_words_of(draw);
    size_t at = 0;
    while (at + 1 < words->count && words->items[at].position < draw->article->body)
        at++;
    return at;
}

/* What is drawn inside a function or a field: an operand or a whole query. */
typedef struct naive_node *drawing(struct draw *draw, size_t at);

static struct naive_node *draw_within(struct draw *draw, size_t at, drawing *inner)
{
    struct naive_node *node = draw_node(draw, NAIVE_WITHIN, 1);
    const struct naive_scope scope = draw->scope;
    node->area = draw->scope.field == NAIVE_TITLE
                     ? WITHIN_QUOTE
                     : (enum naive_area[]){WITHIN_LEAD, WITHIN_FIRST,
                                           WITHIN_QUOTE}[draw_below(draw, 3)];
    if (node->area == WITHIN_QUOTE)
        at = find_quotation(draw, at);
    else
        at = find_body(draw) + draw_below(draw, 80);
    if (at >= draw_words_of(draw)->count) at = draw_words_of(draw)->count - 1;
    const uint32_t position = draw_words_of(draw)->items[at].position;
    node->number = 1 + draw_below(draw, 100);
    if (position > draw->article->body && position - draw->article->body <= DISTANCE_MAX - 3)
        node->number = position - draw->article->body + draw_below(draw, 3);
    if (!node->number) node->number = 1;
    draw->depth++;
    node->children[node->count++] = inner(draw, at);
    draw->depth--;
    draw->scope = scope;
    return node;
}

static struct naive_node *draw_operand(struct draw *draw, size_t at)
{
    const uint32_t kind = draw_below(draw, 100);
    const bool deep = draw->depth >= DEPTH_MAX;
    const bool text = draw->scope.field <= NAIVE_TITLE;
    if (kind < 50) return draw_word(draw, at);
    if (kind < 68) return draw_phrase(draw, at);
    if (deep) return draw_word(draw, at);
    if (kind < 78) return draw_or(draw, at);
    if (kind < 86) return draw_pair(draw, at);
    if (!text) return draw_word(draw, at);
    if (kind < 91) return draw->scope.caps ? draw_word(draw, at) : draw_name(draw, at);
    if (kind < 95) return draw_caps(draw, at);
    return draw_within(draw, at, draw_operand);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

static struct naive_node *draw_query(struct draw *draw, size_t at);

/* As many as the article has, or one more. */
static struct naive_node *draw_atleast(struct draw *draw, size_t at)
{
    struct naive_node *child = draw_operand(draw, at);
    struct naive_node *node = over(draw, NAIVE_ATLEAST, child);
    unsigned low = 1;
    for (; low < 50; low++) {
        struct naive_scope scope = draw->scope;
        node->number = low;
        scope.limits = NULL;
        if (naive_holds(node, draw->article, scope) != NAIVE_YES) break;
    }
    node->number = low > 1 && draw_chance(draw, 70) ? low - 1 : low;
    return node;
}

/* A moment of 14 digits: what isn't told of it is `rest`. */
static void set_moment(char out[16], const struct date *date, const char *rest)
{
    char key[DATE_KEY_MAX];
    date_key(date, key);
    snprintf(out, 16, "%s%s", key, rest + strlen(key));
}

/* A date or a range around the article's. */
static struct naive_node *draw_date(const struct draw *draw)
{
    static const char lowest[] = "00000000000000", highest[] = "99999999999999";
    const struct buf *text = &draw->article->article->fields[ARTICLE_DATE];
    struct naive_node *node = draw_node(draw, NAIVE_DATE, 0);
    struct date date, last;
    char first[DATE_TEXT_MAX], end[DATE_TEXT_MAX], out[16 + 2 * DATE_TEXT_MAX];
    if (!date_parse(text->data, text->size, &date) || !date.day) return NULL;
    date.hour = date.minute = date.second = -1;
    const uint32_t kind = draw_below(draw, 6);
    last = date;
    if (kind == 1) date.day = 0;
    if (kind >= 3) date.day = 1 + (int)draw_below(draw, (size_t)date.day);
    if (kind >= 4 && last.day < 28) last.day += (int)draw_below(draw, 2);
    date_write(&date, first);
    date_write(&last, end);
    set_moment(node->low, &date, kind == 3 ? highest : "00000101000000");
    set_moment(node->high, kind < 2 ? &date : &last, highest);
    if (kind == 2) strcpy(node->low, lowest);
    if (kind == 3) strcpy(node->high, highest);
    node->ordered = kind >= 2;
    if (kind < 4)
        snprintf(out, sizeof out, "%s:%s",
                 kind < 2    ? "date"
                 : kind == 2 ? "until"
                             : "after",
                 first);
    else
        snprintf(out, sizeof out, "date:%s..%s", first, end);
    node->text = draw_checked(arena_copy(draw->arena, out, strlen(out)));
    return node;
}

static struct naive_node *draw_field(struct draw *draw, drawing *inner)
{
    const struct naive_scope scope = draw->scope;
    struct naive_node *node = draw_node(draw, NAIVE_FIELD, 1);
    draw->scope.field = node->field = draw_chance(draw, 70)
                                          ? NAIVE_TITLE
                                          : NAIVE_AUTHOR + (enum naive_field)draw_below(draw, 4);
    draw_article(draw);
    if (!draw_words_of(draw)->count) draw->scope.field = node->field = NAIVE_TITLE;
    draw_article(draw);
    if (draw_words_of(draw)->count)
        node->children[node->count++] = inner(draw, draw_below(draw, draw_words_of(draw)->count));
    draw->scope = scope;
    return node;
}

static struct naive_node *draw_body(struct draw *draw, size_t at)
{
    struct naive_node *node = over(draw, NAIVE_WITHIN, draw_operand(draw, at));
    node->area = WITHIN_BODY;
    return node;
}

/* Whether the query may have a field at its place: it isn't inside a function or a field. */
static bool may_have_field(const struct draw *draw)
{
    return draw->scope.field == NAIVE_TEXT && !draw->scope.caps && !draw->depth;
}

static struct naive_node *draw_clause(struct draw *draw, size_t at)
{
    const uint32_t kind = draw_below(draw, 100);
    const bool text = draw->scope.field <= NAIVE_TITLE;
    struct naive_node *node;
    if (kind < 8 && may_have_field(draw)) return draw_body(draw, at);
    if (kind < 18 && may_have_field(draw)) {
        node = draw_field(draw, draw_chance(draw, 50) ? draw_query : draw_operand);
        if (node->count) return node;
        draw_article(draw);
        return draw_word(draw, 0);
    }
    if (kind < 23 && may_have_field(draw) && (node = draw_date(draw))) return node;
    if (kind < 32 && draw->depth < DEPTH_MAX) return draw_atleast(draw, at);
    if (kind < 40 && text)
        return draw_within(draw, at, draw->depth < 1 ? draw_query : draw_operand);
    if (kind < 48 && text) return draw_caps(draw, at);
    if (kind < 54 && text && !draw->scope.caps) return draw_name(draw, at);
    if (kind < 62) return draw_operand(draw, at);
    return draw_pair(draw, at);
}

static struct naive_node *draw_query(struct draw *draw, size_t at)
{
    const uint32_t kind = draw_below(draw, 100);
    if (kind < 65 || draw->depth >= DEPTH_MAX) return draw_clause(draw, at);
    struct naive_node *node = draw_node(draw, kind < 88 ? NAIVE_AND : NAIVE_OR, 3);
    const uint32_t count = 2 + draw_below(draw, 2);
    const struct naive_article *article = draw->article;
    for (uint32_t i = 0; i < count; i++) {
        struct naive_node *child = draw_clause(draw, draw_near(draw, at));
        if (node->kind == NAIVE_AND && node->count && draw_chance(draw, 25))
            child = over(draw, NAIVE_NOT, child);
        node->children[node->count++] = child;
        draw->article = article;
    }
    return node;
}

struct naive_node *naive_draw(const struct naive_archive *archive, uint64_t *state,
                              struct arena *arena)
{
    struct draw draw = {.archive = archive, .state = state, .arena = arena};
    do
        draw_article(&draw);
    while (!draw_words_of(&draw)->count);
    return draw_query(&draw, draw_below(&draw, draw_words_of(&draw)->count));
}
