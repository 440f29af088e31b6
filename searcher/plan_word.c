/* plan_word.c - see planner.h: typed words to the words of the index.
 *
 *     typed          co-operation                  foo/bar       北京大学
 *     split          co, operation                 foo, bar      北京, 京大, 大学
 *     joined         cooperation                   -             -
 *     engine query   Zcooper OR "co operation"     "foo bar"     "北京 京大 大学"
 *
 * Each of the two readings is a row of pieces: one piece is a word, several are a phrase. */
#include <math.h>
#include <string.h>

#include "common/term.h"
#include "searcher/planner.h"
#include "searcher/rank.h"

enum {
    TITLE_TERMS_MAX = 64 /* words that count more in a title: a longer query needs no help */
};

/* One word of the index, or all that start so. */
struct piece {
    enum match_kind kind; /* WORD or PREFIX */
    enum token_kind token;
    const char *text;
    size_t size;
    size_t offset; /* in its node's text */
    const struct query_node *node;
};

struct pieces {
    struct piece *items;
    size_t count;
};

struct readings {
    struct pieces split, joined;
    bool is_joined; /* the joined one differs */
};

/* ---- Pieces -------------------------------------------------------------------------------------- */

static size_t count_tokens(struct query_node *const *words, size_t count)
{
    struct tokenizer tokenizer;
    struct token token;
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        tokenizer_init(&tokenizer, words[i]->text, words[i]->text_size);
        while (tokenizer_next(&tokenizer, &token))
            total++;
    }
    return total;
}

static bool read_token(struct planner *planner, const struct query_node *node,
                       const struct token *token, struct readings *out)
{
    struct piece piece = {MATCH_WORD, token->kind, NULL, token->size, token->offset, node};
    struct pieces *joined = &out->joined;
    piece.text = arena_copy(planner->context->arena, token->word, token->size);
    if (!piece.text) return plan_no_memory(planner);
    if (token->kind == TOKEN_JOINED) {
        out->is_joined = true;
        while (joined->count && joined->items[joined->count - 1].node == node &&
               joined->items[joined->count - 1].offset >= token->offset)
            joined->count--;
    } else {
        out->split.items[out->split.count++] = piece;
    }
    joined->items[joined->count++] = piece;
    return true;
}

/* A run of Chinese, Japanese or Korean ends in a character alone, which may go on in the text: behind
 * a pair the pair says as much, and alone it stands for all pairs that start with it. */
static void end_run(struct pieces *pieces)
{
    struct piece *last = pieces->items + pieces->count - 1;
    if (!pieces->count || last->token != TOKEN_SINGLE) return;
    if (pieces->count > 1 && last[-1].token == TOKEN_PAIR)
        pieces->count--;
    else if (!last->node->exact)
        last->kind = MATCH_PREFIX;
}

static bool read_pieces(struct planner *planner, struct query_node *const *words, size_t count,
                        struct readings *out)
{
    struct arena *arena = planner->context->arena;
    size_t room = count_tokens(words, count) * sizeof(struct piece);
    *out = (struct readings){{arena_alloc(arena, room), 0}, {arena_alloc(arena, room), 0}, false};
    if (!out->split.items || !out->joined.items) return plan_no_memory(planner);
    for (size_t i = 0; i < count; i++) {
        struct tokenizer tokenizer;
        struct token token;
        tokenizer_init(&tokenizer, words[i]->text, words[i]->text_size);
        while (tokenizer_next(&tokenizer, &token))
            if (!read_token(planner, words[i], &token, out)) return false;
        if (!words[i]->prefix || !out->split.count) continue;
        out->split.items[out->split.count - 1].kind = MATCH_PREFIX;
        out->joined.items[out->joined.count - 1].kind = MATCH_PREFIX;
    }
    end_run(&out->split);
    end_run(&out->joined);
    return true;
}

/* ---- What is marked ------------------------------------------------------------------------------ */

/* How much a word says that is in `count` articles. */
static double rarity(const struct planner *planner, double count)
{
    double all = planner->context->db ? xap_count(planner->context->db) : 0;
    return log(2 + all / (1 + count));
}

/* A new unit with room for slots of one word each; NULL if it failed. */
static struct match_unit *add_unit(struct planner *planner, struct plan_scope scope, size_t count)
{
    struct arena *arena = planner->context->arena;
    if (planner->unit_count == planner->unit_capacity) {
        size_t capacity = planner->unit_capacity ? planner->unit_capacity * 2 : 8;
        struct match_unit *units = arena_alloc(arena, capacity * sizeof *units);
        if (!units) return (void *)plan_no_memory(planner);
        if (planner->unit_count) memcpy(units, planner->units, planner->unit_count * sizeof *units);
        planner->units = units;
        planner->unit_capacity = capacity;
    }
    struct match_slot *slots = arena_alloc(arena, count * sizeof *slots);
    if (!slots) return (void *)plan_no_memory(planner);
    struct match_unit *unit = &planner->units[planner->unit_count++];
    *unit = (struct match_unit){
        .field = scope.field == FIELD_TITLE ? ARTICLE_TITLE : ARTICLE_BODY,
        .slots = slots,
        .count = count,
        .window = 1,
        .ordered = true,
    };
    return unit;
}

static bool can_mark(struct plan_scope scope)
{
    return scope.positive && (scope.field == FIELD_NONE || scope.field == FIELD_TITLE);
}

/* Fills one slot of a unit with `count` words. */
static struct match_word *fill_slot(struct planner *planner, struct match_unit *unit, size_t slot,
                                    size_t count)
{
    struct match_word *words = arena_alloc(planner->context->arena, count * sizeof *words);
    if (!words) return (void *)plan_no_memory(planner);
    ((struct match_slot *)unit->slots)[slot] = (struct match_slot){words, count};
    return words;
}

/* ---- Terms --------------------------------------------------------------------------------------- */

/* Adds the terms of a piece to the list, which is all that can stand in one place. */
static bool add_terms(struct planner *planner, const struct piece *piece, enum field field,
                      struct plan_list *list, double *count)
{
    char term[TERM_MAX + 1];
    size_t size = term_word(field_prefix(field), piece->text, piece->size, term);
    uint32_t articles = 0;
    if (piece->kind == MATCH_PREFIX)
        return plan_expand(planner, piece->node, term, size, list, count);
    if (planner->context->db) {
        nsearch_status status = xap_term_count(planner->context->db, term, size, &articles,
                                               planner->error);
        if (status) return plan_failed(planner, status);
    }
    *count = articles;
    return plan_append(planner, list, plan_term(planner, term, size));
}

/* Remembers a term of the title, if the word is one that anything may match. */
static bool add_title(struct planner *planner, struct plan_scope scope, const char *prefix,
                      const char *text, size_t size)
{
    char term[TERM_MAX + 1];
    if (scope.field != FIELD_NONE || !scope.positive || scope.filter) return true;
    if (planner->title.count == TITLE_TERMS_MAX) return true;
    size = term_word(prefix, text, size, term);
    return plan_append(planner, &planner->title, plan_term(planner, term, size));
}

/* ---- Words --------------------------------------------------------------------------------------- */

static bool has_stem(const struct piece *piece, struct plan_scope scope)
{
    return piece->kind == MATCH_WORD && !piece->node->exact &&
           (piece->token == TOKEN_WORD || piece->token == TOKEN_JOINED) &&
           (scope.field == FIELD_NONE || scope.field == FIELD_TITLE);
}

static bool mark_word(struct planner *planner, struct plan_scope scope, enum match_kind kind,
                      const char *text, size_t size, double count)
{
    if (!can_mark(scope)) return true;
    struct match_unit *unit = add_unit(planner, scope, 1);
    struct match_word *word = unit ? fill_slot(planner, unit, 0, 1) : NULL;
    if (!word) return false;
    *word = (struct match_word){kind, text, size};
    unit->weight = rarity(planner, count);
    return true;
}

/* A word with its inflections. */
static struct xap_query *plan_stem(struct planner *planner, const struct piece *piece,
                                   struct plan_scope scope)
{
    char term[TERM_MAX + 1];
    size_t stem_size;
    uint32_t articles = 0;
    const char *stem = stemmer_stem(planner->context->stemmer, piece->text, piece->size,
                                    &stem_size);
    stem = arena_copy(planner->context->arena, stem, stem_size);
    if (!stem) return plan_no_memory(planner);
    bool title = scope.field == FIELD_TITLE;
    size_t size = term_word(title ? PREFIX_STEM PREFIX_TITLE : PREFIX_STEM, stem, stem_size, term);
    if (planner->context->db) {
        nsearch_status status = xap_term_count(planner->context->db, term, size, &articles,
                                               planner->error);
        if (status) return plan_failed(planner, status);
    }
    if (!mark_word(planner, scope, MATCH_STEM, stem, stem_size, articles)) return NULL;
    if (!add_title(planner, scope, PREFIX_STEM PREFIX_TITLE, stem, stem_size)) return NULL;
    return plan_term(planner, term, size);
}

/* A word as it stands, or all words that start so. */
static struct xap_query *plan_literal(struct planner *planner, const struct piece *piece,
                                      struct plan_scope scope)
{
    struct plan_list terms = {0};
    double count;
    if (!add_terms(planner, piece, scope.field, &terms, &count)) return NULL;
    if (!mark_word(planner, scope, piece->kind, piece->text, piece->size, count)) return NULL;
    if (piece->kind == MATCH_WORD &&
        !add_title(planner, scope, PREFIX_TITLE, piece->text, piece->size))
        return NULL;
    return plan_group(planner, XAP_SYNONYM, &terms);
}

/* Pieces in a row, with at most `slop` words too many among them. */
static struct xap_query *plan_row(struct planner *planner, const struct pieces *pieces,
                                  unsigned slop, struct plan_scope scope)
{
    struct plan_list places = {0};
    struct match_unit *unit = can_mark(scope) ? add_unit(planner, scope, pieces->count) : NULL;
    if (!unit && planner->status) return NULL;
    unsigned window = (unsigned)pieces->count + slop;
    bool empty = false;
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        struct plan_list terms = {0};
        double count;
        if (!add_terms(planner, piece, scope.field, &terms, &count)) return NULL;
        empty |= !terms.count;
        if (!plan_append(planner, &places, plan_group(planner, XAP_OR, &terms))) return NULL;
        if (piece->kind == MATCH_WORD &&
            !add_title(planner, scope, PREFIX_TITLE, piece->text, piece->size))
            return NULL;
        if (!unit) continue;
        struct match_word *word = fill_slot(planner, unit, i, 1);
        if (!word) return NULL;
        *word = (struct match_word){piece->kind, piece->text, piece->size};
        unit->weight += rarity(planner, count);
        unit->window = window;
    }
    if (empty) return plan_new(planner, XAP_NOTHING);
    struct xap_query *query = plan_group(planner, XAP_PHRASE, &places);
    if (query && query->op == XAP_PHRASE) query->window = window;
    return query;
}

static struct xap_query *plan_reading(struct planner *planner, const struct pieces *pieces,
                                      bool literal, unsigned slop, struct plan_scope scope)
{
    if (!pieces->count) return plan_new(planner, XAP_NOTHING);
    if (pieces->count > 1) return plan_row(planner, pieces, slop, scope);
    if (!literal && has_stem(pieces->items, scope)) return plan_stem(planner, pieces->items, scope);
    return plan_literal(planner, pieces->items, scope);
}

static struct xap_query *plan_words(struct planner *planner, struct query_node *const *words,
                                    size_t count, bool literal, unsigned slop,
                                    struct plan_scope scope)
{
    struct readings readings;
    struct plan_list either = {0};
    if (!read_pieces(planner, words, count, &readings)) return NULL;
    if (readings.is_joined &&
        !plan_append(planner, &either,
                     plan_reading(planner, &readings.joined, literal, slop, scope)))
        return NULL;
    if (!plan_append(planner, &either,
                     plan_reading(planner, &readings.split, literal, slop, scope)))
        return NULL;
    return plan_group(planner, XAP_OR, &either);
}

struct xap_query *plan_word(struct planner *planner, const struct query_node *node,
                            struct plan_scope scope)
{
    struct query_node *words[] = {(struct query_node *)node};
    return plan_words(planner, words, 1, false, 0, scope);
}

struct xap_query *plan_phrase(struct planner *planner, const struct query_node *node,
                              struct plan_scope scope)
{
    return plan_words(planner, node->children, node->count, true, node->distance, scope);
}

/* ---- NEAR ---------------------------------------------------------------------------------------- */

/* Adds the words of an operand, a word or an OR of words, to what can stand in its place. */
static bool add_operand(struct planner *planner, const struct query_node *node,
                        struct plan_scope scope, struct plan_list *terms, struct match_word *words,
                        size_t *word_count, double *count)
{
    double more;
    if (node->kind == QUERY_OR) {
        for (size_t i = 0; i < node->count; i++)
            if (!add_operand(planner, node->children[i], scope, terms, words, word_count, count))
                return false;
        return true;
    }
    struct readings readings;
    struct query_node *self[] = {(struct query_node *)node};
    if (!read_pieces(planner, self, 1, &readings)) return false;
    const struct pieces *pieces = readings.is_joined ? &readings.joined : &readings.split;
    if (!pieces->count) return true;
    /* The parser has seen to it that it is one. */
    const struct piece *piece = pieces->items;
    if (words) words[*word_count] = (struct match_word){piece->kind, piece->text, piece->size};
    ++*word_count;
    if (!add_terms(planner, piece, scope.field, terms, &more)) return false;
    *count += more;
    return true;
}

static size_t count_words(const struct query_node *node)
{
    size_t count = node->kind == QUERY_WORD;
    for (size_t i = 0; i < node->count; i++)
        count += count_words(node->children[i]);
    return count;
}

struct xap_query *plan_near(struct planner *planner, const struct query_node *node,
                            struct plan_scope scope)
{
    struct plan_list places = {0};
    struct match_unit *unit = can_mark(scope) ? add_unit(planner, scope, node->count) : NULL;
    if (!unit && planner->status) return NULL;
    unsigned window = ((unsigned)node->count - 1) * (node->distance + 1) + 1;
    bool empty = false;
    for (size_t i = 0; i < node->count; i++) {
        const struct query_node *operand = node->children[i];
        struct plan_list terms = {0};
        size_t count = 0;
        double articles = 0;
        struct match_word *words = unit ? fill_slot(planner, unit, i, count_words(operand)) : NULL;
        if (unit && !words) return NULL;
        if (!add_operand(planner, operand, scope, &terms, words, &count, &articles)) return NULL;
        empty |= !terms.count;
        if (!plan_append(planner, &places, plan_group(planner, XAP_OR, &terms))) return NULL;
        if (unit) unit->weight += rarity(planner, articles);
    }
    if (unit) {
        unit->window = window;
        unit->ordered = node->ordered;
    }
    if (empty) return plan_new(planner, XAP_NOTHING);
    struct xap_query *query = plan_group(planner, node->ordered ? XAP_PHRASE : XAP_NEAR, &places);
    if (query) query->window = window;
    return query;
}
