/* plan_phrase.c - see planner.h: words, and words in a row.
 *
 *     typed            "peace (talks|co-operation) * now"
 *     joined reading   peace (talks|cooperation) _ now
 *     split reading    peace talks _ now,  peace co operation _ now
 *
 * Each reading is some rows of places; each place has the words that can stand there. A word alone is such a row
 * too, of several places if it is several words to the index. */
#include <string.h>

#include "searcher/lex.h"
#include "searcher/planner.h"

enum {
    ROWS_MAX = 64, /* of a reading: alternatives of several words, in each combination */
    AGAIN_MAX = 64 /* words of a row that say what another says, and are left to the engine */
};

struct slot {
    const struct piece *pieces; /* any of these */
    size_t count;
    unsigned place; /* 0 for the first */
};

struct row {
    struct slot *slots; /* room for all that the phrase may need */
    size_t count;
    unsigned length; /* places, those of any word included */
};

struct rows {
    struct row items[ROWS_MAX];
    size_t count;
    size_t room; /* slots in each */
};

/* What is looked for. */
struct phrase {
    const struct query_node *node;
    struct query_node *const *children;
    size_t count;
    unsigned slop;
    bool inflect_one;  /* a row of one word finds its inflections */
    bool inflect_many; /* each word of a longer one does */
};

/* ---- Rows ---------------------------------------------------------------------------------------- */

static void add_slot(struct row *row, const struct piece *pieces, size_t count)
{
    row->slots[row->count++] = (struct slot){pieces, count, row->length++};
}

/* What can stand next: words alone, which share a place, and rows of words. */
struct variants {
    struct piece *alone;
    size_t alone_count;
    struct pieces *rows;
    size_t row_count;
};

static void append_variant(struct row *row, const struct variants *variants, size_t index)
{
    if (variants->alone_count && index == variants->row_count) {
        add_slot(row, variants->alone, variants->alone_count);
        return;
    }
    for (size_t i = 0; i < variants->rows[index].count; i++)
        add_slot(row, &variants->rows[index].items[i], 1);
}

/* Each row goes on with each variant. */
static bool extend(struct planner *planner, const struct query_node *node, struct rows *rows,
                   const struct variants *variants)
{
    const size_t times = variants->row_count + (variants->alone_count > 0);
    const size_t before = rows->count;
    if (before * times > ROWS_MAX)
        return plan_failed(planner,
                           lex_error(planner->error, node->offset, node->size,
                                     "too many alternatives of several words in one phrase"));
    for (size_t i = 0; i < before; i++) {
        const struct row start = rows->items[i];
        for (size_t j = 1; j < times; j++) {
            struct row *row = &rows->items[rows->count++];
            *row = start;
            row->slots = plan_alloc(planner, rows->room * sizeof *row->slots);
            if (!row->slots) return false;
            if (start.count) memcpy(row->slots, start.slots, start.count * sizeof *row->slots);
            append_variant(row, variants, j);
        }
        if (times) append_variant(&rows->items[i], variants, 0);
    }
    return true;
}

static bool add_variant(const struct query_node *word, bool joined, struct planner *planner,
                        bool last, struct variants *out)
{
    struct readings readings;
    if (!plan_readings(planner, word, last, &readings)) return false;
    const struct pieces *pieces = joined ? &readings.joined : &readings.split;
    if (pieces->count == 1) out->alone[out->alone_count++] = *pieces->items;
    if (pieces->count > 1) out->rows[out->row_count++] = *pieces;
    return true;
}

/* A child of a phrase. */
static bool add_child(struct planner *planner, const struct phrase *phrase, size_t index,
                      bool joined, struct rows *rows)
{
    const struct query_node *child = phrase->children[index];
    const bool last = index + 1 == phrase->count;
    if (child->kind == QUERY_ANY) {
        for (size_t i = 0; i < rows->count; i++)
            rows->items[i].length++;
        return true;
    }
    const size_t count = child->kind == QUERY_OR ? child->count : 1;
    struct variants variants = {.alone = plan_alloc(planner, count * sizeof *variants.alone),
                                .rows = plan_alloc(planner, count * sizeof *variants.rows)};
    if (planner->status) return false;
    for (size_t i = 0; i < count; i++)
        if (!add_variant(child->kind == QUERY_OR ? child->children[i] : child, joined, planner,
                         last, &variants))
            return false;
    return extend(planner, phrase->node, rows, &variants);
}

/* Places that a child can take, at most; whether it has a joined form. */
static bool measure(struct planner *planner, const struct query_node *node, size_t *places,
                    bool *is_joined)
{
    struct readings readings;
    if (node->kind == QUERY_WORD) {
        if (!plan_readings(planner, node, false, &readings)) return false;
        *places += readings.split.count;
        *is_joined |= readings.is_joined;
    }
    for (size_t i = 0; i < node->count; i++)
        if (!measure(planner, node->children[i], places, is_joined)) return false;
    return true;
}

/* ---- What a row is planned to -------------------------------------------------------------------- */

/* A place of a row. */
struct place {
    struct plan_words **words;
    size_t count;
    struct plan_marks marks;
    bool inflected;
};

static bool look_up(struct planner *planner, const struct slot *slot, bool inflect, bool terms,
                    struct plan_scope scope, struct place *out, struct plan_found *found)
{
    *out = (struct place){.words = plan_alloc(planner, slot->count * sizeof(*out->words))};
    if (!out->words) return false;
    for (size_t i = 0; i < slot->count; i++) {
        const struct piece *piece = &slot->pieces[i];
        const bool inflected = inflect && !scope.caps && plan_inflects(piece, scope.field);
        struct plan_marks marks;
        struct plan_words *words = plan_lookup(planner, piece, scope.field, inflected, terms);
        if (!words || !plan_rank(planner, words, scope) ||
            !plan_mark_words(planner, words, scope, &marks) ||
            !plan_mark_or(planner, &out->marks, &marks, true) ||
            !plan_add_words(planner, found, words))
            return false;
        out->words[out->count++] = words;
        out->inflected |= inflected;
    }
    return true;
}

/* The articles that have a word of the place. */
static struct db_query *any_word(struct planner *planner, const struct place *place)
{
    struct plan_list list = {0};
    for (size_t i = 0; i < place->count; i++)
        if (!plan_append_once(planner, &list, place->words[i]->query)) return NULL;
    return plan_group(planner, DB_OR, &list);
}

/* The terms themselves, as the engine's PHRASE takes them. */
static struct db_query *any_term(struct planner *planner, const struct place *place)
{
    struct plan_list list = {0};
    for (size_t i = 0; i < place->count; i++)
        for (size_t j = 0; j < place->words[i]->terms.count; j++) {
            const struct db_term *term = &place->words[i]->terms.terms[j];
            if (!plan_append(planner, &list, plan_term(planner, term->text, term->size)))
                return NULL;
        }
    return plan_group(planner, DB_OR, &list);
}

static bool find_one(struct planner *planner, const struct phrase *phrase, const struct slot *slot,
                     struct plan_scope scope, struct plan_found *out)
{
    struct place place;
    if (!look_up(planner, slot, phrase->inflect_one, scope.spans, scope, &place, out)) return false;
    out->marks = place.marks;
    if (scope.spans) out->spans = plan_span_words(planner, place.words, place.count, scope.caps);
    if (scope.spans && !out->spans) return false;
    return plan_append(planner, &out->wide, any_word(planner, &place));
}

/* One row of places as what is marked. */
static bool mark_row(struct planner *planner, const struct place *places, const struct row *row,
                     unsigned slop, struct plan_scope scope, struct plan_found *out)
{
    struct plan_mark mark = {.count = row->count, .window = row->length + slop, .ordered = true};
    if (!plan_can_mark(scope)) return true;
    mark.slots = plan_alloc(planner, row->count * sizeof *mark.slots);
    if (!mark.slots) return false;
    for (size_t i = 0; i < row->count; i++) {
        mark.slots[i] = *places[i].marks.items->slots;
        mark.weight += places[i].marks.items->weight;
    }
    return plan_mark_append(planner, &out->marks, &mark);
}

static struct span_node *row_spans(struct planner *planner, const struct place *places,
                                   const struct row *row, unsigned slop, struct plan_scope scope)
{
    struct span_node *span = plan_span(planner, SPAN_PHRASE, row->count);
    unsigned *offsets = span ? plan_alloc(planner, row->count * sizeof *offsets) : NULL;
    if (!offsets) return NULL;
    span->distance = slop;
    span->offsets = offsets;
    for (size_t i = 0; i < row->count; i++) {
        offsets[i] = row->slots[i].place;
        span->children[i] = plan_span_words(planner, places[i].words, places[i].count, scope.caps);
        if (!span->children[i]) return NULL;
    }
    return span;
}

/* The engine's PHRASE, which is exact where there is no * in it. Inflected words weigh as such, and so do the many of a
 * wildcard: weighed one by one they would cost a table of the window each. */
static struct db_query *engine_row(struct planner *planner, const struct place *places,
                                   const struct row *row, unsigned slop,
                                   const struct plan_list *wide)
{
    struct plan_list terms = {0}, both = {0};
    bool inflected = false;
    for (size_t i = 0; i < row->count; i++) {
        struct db_query *query = any_term(planner, &places[i]);
        if (!query || query->op == DB_NOTHING) return query;
        if (!plan_append(planner, &terms, query)) return NULL;
        inflected |= places[i].inflected || query->count > PLAN_WEIGHED_MAX;
    }
    struct db_query *query = plan_group(planner, DB_PHRASE, &terms);
    if (!query) return NULL;
    query->window = row->length + slop;
    if (!inflected) return query;
    if (!plan_append(planner, &both, plan_group(planner, DB_AND, wide)) ||
        !plan_append(planner, &both, query))
        return NULL;
    return plan_group(planner, DB_FILTER, &both);
}

/* The engine goes through the articles of a word once for each time that a phrase says it; a check looks at each
 * article once. */
static bool repeats(struct planner *planner, const struct row *row, const struct plan_list *wide)
{
    struct db *db = planner->context->db;
    return row->count > wide->count + AGAIN_MAX && !(db && db_is_remote(db));
}

static bool find_many(struct planner *planner, const struct phrase *phrase, const struct row *row,
                      struct plan_scope scope, struct plan_found *out)
{
    struct place *places = plan_alloc(planner, row->count * sizeof *places);
    if (!places) return false;
    for (size_t i = 0; i < row->count; i++)
        if (!look_up(planner, &row->slots[i], phrase->inflect_many, true, scope, &places[i], out) ||
            !plan_append_once(planner, &out->wide, any_word(planner, &places[i])))
            return false;
    if (!mark_row(planner, places, row, phrase->slop, scope, out)) return false;
    const bool again = repeats(planner, row, &out->wide);
    if (scope.spans || again) out->spans = row_spans(planner, places, row, phrase->slop, scope);
    if ((scope.spans || again) && !out->spans) return false;
    if (scope.checked) return true;
    struct plan_list one = {0};
    if (!plan_append(planner, &one,
                     again ? plan_check(planner, &out->wide, out->spans, 1)
                           : engine_row(planner, places, row, phrase->slop, &out->wide)))
        return false;
    out->wide = one;
    if (!scope.spans) out->spans = NULL;
    return true;
}

static bool find_rows(struct planner *planner, const struct phrase *phrase, bool joined,
                      size_t room, struct plan_scope scope, struct plan_found *out)
{
    struct rows *rows = plan_alloc(planner, sizeof *rows);
    struct slot *slots = plan_alloc(planner, room * sizeof *slots);
    if (!rows || !slots) return false;
    rows->room = room;
    rows->count = 1;
    rows->items[0].slots = slots;
    for (size_t i = 0; i < phrase->count; i++)
        if (!add_child(planner, phrase, i, joined, rows)) return false;
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        struct plan_found found = {0};
        if (!row->count) continue;
        const bool ok = row->count == 1 ? find_one(planner, phrase, row->slots, scope, &found)
                                        : find_many(planner, phrase, row, scope, &found);
        if (!ok || !plan_find_or(planner, out, &found)) return false;
    }
    return true;
}

static bool find_phrase(struct planner *planner, const struct phrase *phrase,
                        struct plan_scope scope, struct plan_found *out)
{
    size_t room = 1;
    bool is_joined = false;
    for (size_t i = 0; i < phrase->count; i++)
        if (!measure(planner, phrase->children[i], &room, &is_joined)) return false;
    if (is_joined && !find_rows(planner, phrase, true, room, scope, out)) return false;
    return find_rows(planner, phrase, false, room, scope, out) &&
           plan_finish_or(planner, scope, out);
}

bool plan_find_word(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out)
{
    struct query_node *words[] = {(struct query_node *)node};
    const struct phrase phrase = {.node = node, .children = words, .count = 1, .inflect_one = true};
    return find_phrase(planner, &phrase, scope, out);
}

bool plan_find_phrase(struct planner *planner, const struct query_node *node,
                      struct plan_scope scope, struct plan_found *out)
{
    const struct phrase phrase = {.node = node,
                                  .children = node->children,
                                  .count = node->count,
                                  .slop = node->distance,
                                  .inflect_one = node->inflected,
                                  .inflect_many = node->inflected};
    return find_phrase(planner, &phrase, scope, out);
}
