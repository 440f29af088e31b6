/* plan_name.c - see planner.h: NAME, in all the ways that a name is written.
 *
 *     NAME(George Bush)       George Bush, G. Bush, George W. Bush, G.W. Bush, George Herbert Walker Bush
 *     spans    within a sentence, any of
 *                PHRASE (george g, a capital) (bush, a capital)            as many with one or two words that
 *                PHRASE (ga gb gwb ..., all capitals) (bush, a capital)    have a capital before the last
 *
 * Initials without a space are one word to the index, of capitals. Words of scripts that have no capitals are
 * taken as they are, and so are small ones beside words typed with a capital: Charles de Gaulle, Ban Ki-moon. */
#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"
#include "searcher/planner.h"
#include "searcher/vocabulary.h"

enum {
    MORE_MAX = 2, /* capitalised words that may stand before the last name */
    CHARACTER_MAX = 4
};

/* A name in one reading. */
struct name {
    const struct piece *pieces;
    size_t count;
    bool capitals;               /* some are typed with one */
    struct plan_words **words;   /* two for each: the word and its initial */
    struct plan_words *initials; /* that the first may be part of; NULL: none */
};

static size_t first_character(const struct piece *piece, uint32_t *code)
{
    const size_t size = utf8_decode(piece->text, piece->size, code);
    return size ? size : 1;
}

/* Whether it is written with capitals at all. */
static bool has_case(const struct piece *piece)
{
    uint32_t code;
    first_character(piece, &code);
    return utf8proc_toupper((utf8proc_int32_t)code) != (utf8proc_int32_t)code;
}

static bool is_typed_small(const struct piece *piece)
{
    uint32_t code;
    const struct query_node *node = piece->node;
    utf8_decode(node->text + piece->offset, node->text_size - piece->offset, &code);
    return utf8proc_toupper((utf8proc_int32_t)code) != (utf8proc_int32_t)code;
}

/* Whether word `i` is one like "de", which a name may have beside its capitals. */
static bool is_particle(const struct name *name, size_t i)
{
    return name->capitals && is_typed_small(&name->pieces[i]);
}

static enum span_caps capitals(const struct name *name, size_t i, struct plan_scope scope)
{
    if (scope.caps == CAPS_ALL) return CAPS_ALL;
    return has_case(&name->pieces[i]) && !is_particle(name, i) ? CAPS_SOME : CAPS_ANY;
}

/* ---- Words of a name ----------------------------------------------------------------------------- */

static struct plan_words *look_up(struct planner *planner, const struct piece *piece,
                                  struct plan_scope scope, struct plan_found *out)
{
    struct plan_words *words = plan_lookup(planner, piece, scope.field, false, true);
    return words && plan_add_words(planner, out, words) ? words : NULL;
}

static struct plan_words *look_up_initial(struct planner *planner, const struct piece *piece,
                                          struct plan_scope scope)
{
    uint32_t code;
    struct piece initial = *piece;
    initial.size = first_character(piece, &code);
    return plan_lookup(planner, &initial, scope.field, false, true);
}

/* Words of two or three letters that start as the name does: J.R. and J.F.K. are such, if in capitals. */
static struct plan_words *look_up_initials(struct planner *planner, const struct piece *piece,
                                           struct plan_scope scope)
{
    const struct plan_context *context = planner->context;
    struct plan_words *words = plan_alloc(planner, sizeof *words);
    char pattern[CHARACTER_MAX + 2];
    uint32_t code;
    const size_t size = first_character(piece, &code);
    struct db_terms both[2] = {{0}};
    if (!words) return NULL;
    memcpy(pattern, piece->text, size);
    memset(pattern + size, '?', 2);
    for (size_t more = 1; context->db && more <= 2; more++) {
        nsearch_status status = vocabulary_pattern(context->db, field_prefix(scope.field), pattern,
                                                   size + more, PLAN_EXPANSION_MAX, context->arena,
                                                   &both[more - 1], planner->error);
        if (status) return (void *)plan_failed(planner, status);
    }
    struct db_term *terms = plan_alloc(planner, (both[0].count + both[1].count) * sizeof *terms);
    if (!terms) return NULL;
    for (size_t i = 0; i < 2; i++) {
        if (both[i].count)
            memcpy(terms + words->terms.count, both[i].terms, both[i].count * sizeof *terms);
        words->terms.count += both[i].count;
    }
    words->terms.terms = terms;
    words->piece.kind = PIECE_PATTERN;
    words->field = scope.field;
    return words;
}

static struct span_node *capital(struct planner *planner, struct plan_scope scope)
{
    struct span_node *span = plan_span(planner, SPAN_CAPITALS, 0);
    if (span) span->caps = scope.caps ? scope.caps : CAPS_SOME;
    return span;
}

/* ---- Forms --------------------------------------------------------------------------------------- */

/* The name with `first` in front and `more` other words before the last. */
static struct span_node *make_form(struct planner *planner, const struct name *name,
                                   struct plan_scope scope, struct span_node *first, size_t more)
{
    const size_t count = name->count + more;
    struct span_node *span = plan_span(planner, SPAN_PHRASE, count);
    unsigned *offsets = span ? plan_alloc(planner, count * sizeof *offsets) : NULL;
    if (!offsets) return NULL;
    span->offsets = offsets;
    for (size_t i = 0; i < count; i++) {
        struct span_node *child = first;
        const bool middle = i && i < name->count - 1;
        const size_t word = middle ? i : name->count - 1;
        offsets[i] = (unsigned)i;
        if (middle || i + 1 == count)
            child = plan_span_words(planner, name->words + 2 * word,
                                    middle && !is_particle(name, word) ? 2 : 1,
                                    capitals(name, word, scope));
        else if (i)
            child = capital(planner, scope);
        if (!child) return NULL;
        span->children[i] = child;
    }
    return span;
}

static bool add_forms(struct planner *planner, const struct name *name, struct plan_scope scope,
                      struct span_node *first, struct span_node **out)
{
    for (size_t more = 0; more <= MORE_MAX; more++) {
        struct span_node *form = first ? make_form(planner, name, scope, first, more) : NULL;
        if (!form || !(*out = plan_span_or(planner, *out, form))) return false;
    }
    return true;
}

/* Every form, of which each has the last name. */
static struct span_node *all_forms(struct planner *planner, const struct name *name,
                                   struct plan_scope scope)
{
    const enum span_caps caps = capitals(name, 0, scope);
    struct span_node *either = NULL;
    if (name->count == 1) return plan_span_words(planner, name->words, 1, caps);
    if (!add_forms(planner, name, scope, plan_span_words(planner, name->words, caps ? 2 : 1, caps),
                   &either))
        return NULL;
    if (name->initials &&
        !add_forms(planner, name, scope, plan_span_words(planner, &name->initials, 1, CAPS_ALL),
                   &either))
        return NULL;
    return plan_span_within(planner, either, AREA_SENTENCE, 0);
}

/* ---- A name in one reading ----------------------------------------------------------------------- */

static bool add_mark(struct planner *planner, const struct plan_words *words,
                     struct plan_scope scope, struct plan_marks *marks)
{
    struct plan_marks more;
    return plan_mark_words(planner, words, scope, &more) &&
           plan_mark_or(planner, marks, &more, true);
}

/* The first with up to two others before the last. */
static bool mark(struct planner *planner, const struct name *name, struct plan_scope scope,
                 struct plan_marks *out)
{
    for (size_t i = 0; i < name->count; i++) {
        struct plan_marks marks = {0};
        const bool last = i + 1 == name->count;
        struct plan_scope written = scope;
        written.caps = capitals(name, i, scope);
        if (!add_mark(planner, name->words[2 * i], written, &marks)) return false;
        if (!last && written.caps && !add_mark(planner, name->words[2 * i + 1], written, &marks))
            return false;
        written.caps = CAPS_ALL;
        if (!i && name->initials && !add_mark(planner, name->initials, written, &marks))
            return false;
        if (i && !plan_mark_near(planner, out, &marks, last ? MORE_MAX : 0, true)) return false;
        if (!i) *out = marks;
    }
    return true;
}

static bool look_up_all(struct planner *planner, struct name *name, struct plan_scope scope,
                        struct plan_found *out)
{
    name->words = plan_alloc(planner, 2 * name->count * sizeof(*name->words));
    for (size_t i = 0; name->words && i < name->count; i++) {
        name->words[2 * i] = look_up(planner, &name->pieces[i], scope, out);
        name->words[2 * i + 1] = look_up_initial(planner, &name->pieces[i], scope);
        if (!name->words[2 * i] || !name->words[2 * i + 1] ||
            !plan_rank(planner, name->words[2 * i], scope))
            return false;
    }
    if (name->count > 1 && has_case(name->pieces) && !is_particle(name, 0))
        name->initials = look_up_initials(planner, name->pieces, scope);
    return !planner->status;
}

/* Any article that has the last name may have the first as an initial. */
static bool find_name(struct planner *planner, struct name *name, struct plan_scope scope,
                      struct plan_found *out)
{
    struct plan_list maybe = {0};
    if (!look_up_all(planner, name, scope, out)) return false;
    struct db_query *last = name->words[2 * (name->count - 1)]->query;
    if (!plan_append(planner, &maybe, last) ||
        !plan_append_once(planner, &maybe, name->words[0]->query) ||
        !plan_append(planner, &out->wide, plan_group(planner, DB_AND_MAYBE, &maybe)))
        return false;
    out->spans = all_forms(planner, name, scope);
    return out->spans && mark(planner, name, scope, &out->marks);
}

/* All words of the name, joined or split at their hyphens. */
static bool read_name(struct planner *planner, const struct query_node *phrase, bool joined,
                      struct name *out, bool *is_joined)
{
    struct piece *pieces = NULL;
    for (size_t pass = 0; pass < 2; pass++) {
        size_t count = 0;
        for (size_t i = 0; i < phrase->count; i++) {
            struct readings readings;
            const bool last = i + 1 == phrase->count;
            if (!plan_readings(planner, phrase->children[i], last, &readings)) return false;
            *is_joined |= readings.is_joined;
            const struct pieces *reading = joined ? &readings.joined : &readings.split;
            if (pass && reading->count)
                memcpy(pieces + count, reading->items, reading->count * sizeof *pieces);
            count += reading->count;
        }
        if (!pass && !(pieces = plan_alloc(planner, count * sizeof *pieces))) return false;
        *out = (struct name){.pieces = pieces, .count = count};
    }
    for (size_t i = 0; i < out->count; i++)
        out->capitals |= has_case(&pieces[i]) && !is_typed_small(&pieces[i]);
    return true;
}

bool plan_find_name(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out)
{
    const struct query_node *phrase = node->children[0];
    bool is_joined = false;
    for (int joined = 0; joined < 2; joined++) {
        struct name name;
        struct plan_found found = {0};
        if (scope.caps == CAPS_NONE || (joined && !is_joined)) break;
        if (!read_name(planner, phrase, joined, &name, &is_joined)) return false;
        if (!name.count) continue;
        if (!find_name(planner, &name, scope, &found) || !plan_find_or(planner, out, &found))
            return false;
    }
    return plan_finish_or(planner, scope, out);
}
