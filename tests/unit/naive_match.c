/* naive_match.c - see naive_query.h: what a query means in an article. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/naive_query.h"

enum {
    MATCHES_MAX = 60000, /* below what nsearch takes */
    PAIRS_MAX = 10 * 1000 * 1000,
    LEAD_WORDS = 50,
    NAME_EXTRA = 2 /* capitalised words that a name may have before its last */
};

/* ---- Sets of matches ----------------------------------------------------------------------------- */

static void add(struct naive_set *set, struct naive_match match)
{
    if (set->count == set->capacity) {
        set->capacity = set->capacity ? set->capacity * 2 : 16;
        set->items = realloc(set->items, set->capacity * sizeof *set->items);
        if (!set->items) abort();
    }
    set->items[set->count++] = match;
}

static int compare(const void *a, const void *b)
{
    const struct naive_match *left = a, *right = b;
    if (left->first != right->first) return left->first < right->first ? -1 : 1;
    if (left->last != right->last) return left->last < right->last ? -1 : 1;
    return (int)left->hollow - (int)right->hollow;
}

/* Each once, in order. */
static bool settle(struct naive_set *set)
{
    size_t count = 0;
    if (set->count) qsort(set->items, set->count, sizeof *set->items, compare);
    for (size_t i = 0; i < set->count; i++)
        if (!count || compare(&set->items[count - 1], &set->items[i]))
            set->items[count++] = set->items[i];
    set->count = count;
    return count <= MATCHES_MAX;
}

/* ---- Words and phrases --------------------------------------------------------------------------- */

static const struct naive_words *words_of(const struct naive_article *article,
                                          struct naive_scope scope)
{
    return &article->fields[scope.field];
}

static bool has_capitals(const struct naive_article *article, uint32_t position, unsigned caps)
{
    const struct naive_place *place = &article->places[position];
    if (caps & WITH_CAPITAL && !place->capital) return false;
    if (caps & IN_CAPITALS && !place->capitals) return false;
    return !(caps & WITHOUT_CAPITAL && place->capital);
}

static bool is_meant(const uint8_t *means, const struct naive_word *word)
{
    const uint8_t meaning = means[word->word];
    return meaning == MEANS_WORD || (meaning == MEANS_STEMMED && word->stemmed);
}

/* Whether one that is meant stands at the position; `from` is where to look, or before. */
static bool stands_at(const struct naive_words *words, size_t from, const uint8_t *means,
                      uint32_t position)
{
    for (; from < words->count && words->items[from].position <= position; from++)
        if (words->items[from].position == position && is_meant(means, &words->items[from]))
            return true;
    return false;
}

static void match_reading(const struct naive_reading *reading, const struct naive_article *article,
                          struct naive_scope scope, struct naive_set *out)
{
    const struct naive_words *words = words_of(article, scope);
    for (size_t i = 0; i < words->count; i++) {
        const uint32_t first = words->items[i].position;
        if (!is_meant(reading->places[0], &words->items[i])) continue;
        bool all = !scope.caps || has_capitals(article, first, scope.caps);
        for (uint32_t place = 1; all && place < reading->count; place++)
            all = stands_at(words, i, reading->places[place], first + place) &&
                  (!scope.caps || has_capitals(article, first + place, scope.caps));
        if (all) add(out, (struct naive_match){first, first + (uint32_t)reading->count - 1, false});
    }
}

static bool match_word(const struct naive_node *node, const struct naive_article *article,
                       struct naive_scope scope, struct naive_set *out)
{
    for (size_t i = 0; i < node->reading_count; i++)
        if (node->readings[i].count) match_reading(&node->readings[i], article, scope, out);
    return settle(out);
}

/* The ends of what the phrase's words from `child` on can be, if the one before ends at `end`. */
static void go_on(const struct naive_node *node, size_t child, const struct naive_set *places,
                  struct naive_match so_far, uint32_t extra, struct naive_set *out)
{
    uint32_t gap = 1;
    for (; child < node->count && node->children[child]->kind == NAIVE_ANY; child++)
        gap++;
    if (child == node->count) {
        add(out, so_far);
        return;
    }
    for (size_t i = 0; i < places[child].count; i++) {
        const struct naive_match next = places[child].items[i];
        if (next.first < so_far.last + gap || next.first > so_far.last + gap + extra) continue;
        go_on(node, child + 1, places, (struct naive_match){so_far.first, next.last, so_far.hollow},
              so_far.last + gap + extra - next.first, out);
    }
}

static bool match_phrase(const struct naive_node *node, const struct naive_article *article,
                         struct naive_scope scope, struct naive_set *out)
{
    struct naive_set *places = calloc(node->count, sizeof *places);
    bool fine = true;
    if (!places) abort();
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->kind != NAIVE_ANY)
            fine &= naive_matches(node->children[i], article, scope, &places[i]);
    for (size_t i = 0; i < places[0].count; i++) {
        struct naive_match first = places[0].items[i];
        first.hollow = node->number > 0;
        go_on(node, 1, places, first, node->number, out);
    }
    for (size_t i = 0; i < node->count; i++)
        free(places[i].items);
    free(places);
    return settle(out) && fine;
}

/* ---- Names --------------------------------------------------------------------------------------- */

enum {
    PART_WORD,
    PART_INITIAL,
    PART_INITIALS
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether the part is typed small, in a name that has capitals: "de" in Charles de Gaulle. */
static bool is_particle(const struct naive_node *name, size_t part)
{
    bool some = false;
    for (size_t i = 0; i < name->count; i++)
        some |= is_capital(*name->children[i]->text);
    return some && !is_capital(*name->children[part]->text);
}

/* Whether a part of a name stands at the position, in one of its forms, with a capital. */
static bool is_part(const struct naive_node *name, size_t i, const struct naive_article *article,
                    const struct naive_words *words, size_t from, uint32_t position, unsigned form)
{
    const struct naive_node *part = name->children[i];
    const bool small = is_particle(name, i);
    if (position > article->last || (small && form != PART_WORD)) return false;
    if (!small && !article->places[position].capital) return false;
    if (form == PART_INITIALS && !article->places[position].capitals) return false;
    return stands_at(words, from, part->readings[0].places[form], position);
}

/* Whether the name stands where word `from` is, with so many more before its last part. */
static bool is_name(const struct naive_node *node, const struct naive_article *article,
                    const struct naive_words *words, size_t from, uint32_t extra, unsigned form)
{
    const uint32_t first = words->items[from].position;
    uint32_t at = first;
    if (!is_part(node, 0, article, words, from, at, form)) return false;
    for (size_t i = 1; i + 1 < node->count; i++) {
        at++;
        if (!is_part(node, i, article, words, from, at, PART_WORD) &&
            !is_part(node, i, article, words, from, at, PART_INITIAL))
            return false;
    }
    for (uint32_t i = 0; i < extra; i++)
        if (++at > article->last || !article->places[at].capital) return false;
    if (node->count > 1 && !is_part(node, node->count - 1, article, words, from, ++at, PART_WORD))
        return false;
    return article->places[first].sentence == article->places[at].sentence;
}

static bool match_name(const struct naive_node *node, const struct naive_article *article,
                       struct naive_scope scope, struct naive_set *out)
{
    const struct naive_words *words = words_of(article, scope);
    const uint32_t least = (uint32_t)node->count - 1;
    const uint32_t extra_max = node->count > 1 ? NAME_EXTRA : 0;
    for (size_t i = 0; i < words->count; i++)
        for (uint32_t extra = 0; extra <= extra_max; extra++)
            for (unsigned form = PART_WORD; form <= (least ? PART_INITIALS : PART_WORD); form++) {
                const uint32_t first = words->items[i].position;
                if (is_name(node, article, words, i, extra, form))
                    add(out, (struct naive_match){first, first + least + extra, false});
            }
    return settle(out);
}

/* ---- Pairs --------------------------------------------------------------------------------------- */

static bool overlap(struct naive_match a, struct naive_match b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* Words between two that don't overlap. */
static uint32_t between(struct naive_match a, struct naive_match b)
{
    return a.last < b.first ? b.first - a.last - 1 : a.first - b.last - 1;
}

/* Whether they are two: apart, or one in a gap of the other, and no word of both. */
static bool are_two(struct naive_match a, struct naive_match b)
{
    if (!overlap(a, b)) return true;
    return (a.hollow || b.hollow) && a.first != b.first && a.last != b.last;
}

static bool are_same(const struct naive_node *node, const struct naive_article *article,
                     struct naive_match a, struct naive_match b)
{
    const struct naive_place *places = article->places;
    const uint32_t first = a.first < b.first ? a.first : b.first;
    const uint32_t last = a.last > b.last ? a.last : b.last;
    if (node->paragraph) return places[first].paragraph == places[last].paragraph;
    return places[first].sentence == places[last].sentence;
}

static bool are_near(const struct naive_node *node, const struct naive_article *article,
                     struct naive_match a, struct naive_match b)
{
    if (node->kind == NAIVE_SAME) return are_two(a, b) && are_same(node, article, a, b);
    if (node->ordered) return a.last < b.first && between(a, b) <= node->number;
    if (overlap(a, b)) return are_two(a, b);
    return between(a, b) <= node->number;
}

static void match_pair(const struct naive_node *node, const struct naive_article *article,
                       const struct naive_set *left, const struct naive_set *right,
                       struct naive_set *out)
{
    for (size_t i = 0; i < left->count; i++)
        for (size_t j = 0; j < right->count; j++) {
            const struct naive_match a = left->items[i], b = right->items[j];
            if (!are_near(node, article, a, b)) continue;
            add(out, (struct naive_match){a.first < b.first ? a.first : b.first,
                                          a.last > b.last ? a.last : b.last, true});
            if (out->count > 8 * MATCHES_MAX && !settle(out)) return;
        }
}

static void match_apart(const struct naive_node *node, const struct naive_set *left,
                        const struct naive_set *right, struct naive_set *out)
{
    for (size_t i = 0; i < left->count; i++) {
        bool apart = true;
        for (size_t j = 0; apart && j < right->count; j++)
            apart = !overlap(left->items[i], right->items[j]) &&
                    between(left->items[i], right->items[j]) > node->number;
        if (apart) add(out, left->items[i]);
    }
}

static bool match_operands(const struct naive_node *node, const struct naive_article *article,
                           struct naive_scope scope, struct naive_set *out)
{
    struct naive_set left = {0}, right = {0};
    bool fine = naive_matches(node->children[0], article, scope, &left);
    if (left.count) fine = naive_matches(node->children[1], article, scope, &right) && fine;
    fine = fine && left.count * right.count <= PAIRS_MAX;
    if (fine && node->kind == NAIVE_NOT_NEAR)
        match_apart(node, &left, &right, out);
    else if (fine)
        match_pair(node, article, &left, &right, out);
    free(left.items);
    free(right.items);
    return settle(out) && fine;
}

/* ---- Areas --------------------------------------------------------------------------------------- */

static uint32_t end_of_lead(const struct naive_article *article)
{
    const uint32_t word = article->body + LEAD_WORDS - 1;
    uint32_t end = word;
    if (word >= article->last) return article->last;
    while (end < article->last &&
           article->places[end + 1].sentence == article->places[word].sentence)
        end++;
    return end;
}

static bool is_within(const struct naive_limit *limit, const struct naive_article *article,
                      struct naive_match match)
{
    const struct naive_place *places = article->places;
    if (limit->area == WITHIN_QUOTE)
        return places[match.first].quotation &&
               places[match.first].quotation == places[match.last].quotation;
    if (match.first < article->body) return false;
    switch (limit->area) {
    case WITHIN_LEAD: return match.last <= end_of_lead(article);
    case WITHIN_FIRST: return match.last - article->body < limit->number;
    default: return true;
    }
}

static void keep_within(const struct naive_limit *limits, const struct naive_article *article,
                        struct naive_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        bool within = true;
        for (const struct naive_limit *limit = limits; limit; limit = limit->next)
            within &= is_within(limit, article, set->items[i]);
        if (within) set->items[count++] = set->items[i];
    }
    set->count = count;
}

/* ---- Trees --------------------------------------------------------------------------------------- */

/* The scope inside a function. */
static struct naive_scope inside(const struct naive_node *node, struct naive_scope scope,
                                 struct naive_limit *limit)
{
    if (node->kind == NAIVE_CAPS) scope.caps |= node->caps;
    if (node->kind == NAIVE_FIELD) scope.field = node->field;
    if (node->kind != NAIVE_WITHIN) return scope;
    *limit = (struct naive_limit){node->area, node->number, scope.limits};
    scope.limits = limit;
    return scope;
}

static bool match_any(const struct naive_node *node, const struct naive_article *article,
                      struct naive_scope scope, struct naive_set *out)
{
    bool fine = true;
    for (size_t i = 0; i < node->count; i++) {
        struct naive_set set = {0};
        fine &= naive_matches(node->children[i], article, scope, &set);
        for (size_t j = 0; j < set.count; j++)
            add(out, set.items[j]);
        free(set.items);
    }
    return settle(out) && fine;
}

bool naive_matches(const struct naive_node *node, const struct naive_article *article,
                   struct naive_scope scope, struct naive_set *out)
{
    struct naive_limit limit;
    const struct naive_scope inner = inside(node, scope, &limit);
    struct naive_scope operands = scope; /* a function limits the whole, not its parts */
    bool fine = true;
    operands.limits = NULL;
    switch (node->kind) {
    case NAIVE_WORD: fine = match_word(node, article, scope, out); break;
    case NAIVE_PHRASE: fine = match_phrase(node, article, operands, out); break;
    case NAIVE_NAME: fine = match_name(node, article, scope, out); break;
    case NAIVE_NEAR:
    case NAIVE_NOT_NEAR:
    case NAIVE_SAME: fine = match_operands(node, article, operands, out); break;
    case NAIVE_OR: return match_any(node, article, scope, out);
    case NAIVE_CAPS:
    case NAIVE_WITHIN: return naive_matches(node->children[0], article, inner, out);
    default: abort();
    }
    keep_within(scope.limits, article, out);
    return fine;
}

/* The most that don't overlap: each time the one that ends first. */
static unsigned count_apart(const struct naive_set *set)
{
    unsigned count = 0;
    for (uint32_t end = 0;; count++) {
        uint32_t next = UINT32_MAX;
        for (size_t i = 0; i < set->count; i++)
            if (set->items[i].first > end && set->items[i].last < next) next = set->items[i].last;
        if (next == UINT32_MAX) return count;
        end = next;
    }
}

static enum naive_answer has_matches(const struct naive_node *node,
                                     const struct naive_article *article, struct naive_scope scope,
                                     unsigned at_least)
{
    struct naive_set set = {0};
    const bool fine = naive_matches(node, article, scope, &set);
    const bool holds = at_least == 1 ? set.count > 0 : count_apart(&set) >= at_least;
    free(set.items);
    return !fine ? NAIVE_TOO_MUCH : holds ? NAIVE_YES : NAIVE_NO;
}

static enum naive_answer holds_all(const struct naive_node *node,
                                   const struct naive_article *article, struct naive_scope scope)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct naive_node *child = node->children[i];
        const bool not = child->kind == NAIVE_NOT;
        const enum naive_answer answer = naive_holds(not ? child->children[0] : child, article,
                                                     scope);
        if (answer == NAIVE_TOO_MUCH) return answer;
        if ((answer == NAIVE_YES) == not ) return NAIVE_NO;
    }
    return NAIVE_YES;
}

static enum naive_answer holds_any(const struct naive_node *node,
                                   const struct naive_article *article, struct naive_scope scope)
{
    for (size_t i = 0; i < node->count; i++) {
        const enum naive_answer answer = naive_holds(node->children[i], article, scope);
        if (answer != NAIVE_NO) return answer;
    }
    return NAIVE_NO;
}

/* A date's first or last moment: what isn't known of it is the earliest or the latest. */
static void moment(const char *date, const char *rest, char out[16])
{
    size_t count = 0;
    for (; *date && count < strlen(rest); date++)
        if (*date >= '0' && *date <= '9') out[count++] = *date;
    strcpy(out + count, rest + count);
}

static enum naive_answer is_dated(const struct naive_node *node,
                                  const struct naive_article *article)
{
    char begin[16], end[16];
    const struct buf *date = &article->article->fields[ARTICLE_DATE];
    if (!date->size) return NAIVE_NO;
    moment(date->data, "00000101000000", begin);
    moment(date->data, "99999999999999", end);
    /* A period holds all of the article's, a range only its beginning. */
    const char *last = node->ordered ? begin : end;
    return strcmp(node->low, begin) <= 0 && strcmp(last, node->high) <= 0 ? NAIVE_YES : NAIVE_NO;
}

enum naive_answer naive_holds(const struct naive_node *node, const struct naive_article *article,
                              struct naive_scope scope)
{
    struct naive_limit limit;
    switch (node->kind) {
    case NAIVE_AND: return holds_all(node, article, scope);
    case NAIVE_OR: return holds_any(node, article, scope);
    case NAIVE_DATE: return is_dated(node, article);
    case NAIVE_FIELD:
    case NAIVE_CAPS:
    case NAIVE_WITHIN: return naive_holds(node->children[0], article, inside(node, scope, &limit));
    case NAIVE_ATLEAST: return has_matches(node->children[0], article, scope, node->number);
    default: return has_matches(node, article, scope, 1);
    }
}
