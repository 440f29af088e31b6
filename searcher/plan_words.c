/* plan_words.c - see planner.h: words of the analysis to words of the index, each looked up once.
 *
 *     talks, bare        Ztalk                       and, where its places are wanted, talk talked talks ...
 *     =talks, or in ""   talks
 *     inflat* wom?n      SYNONYM of all there are
 *     kasong~            the same */
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/term.h"
#include "searcher/lex.h"
#include "searcher/planner.h"
#include "searcher/rank.h"
#include "searcher/vocabulary.h"

bool plan_inflects(const struct piece *piece, enum field field)
{
    return piece->kind == PIECE_WORD && !piece->node->exact &&
           (piece->token == TOKEN_WORD || piece->token == TOKEN_JOINED) &&
           (field == FIELD_NONE || field == FIELD_TITLE);
}

/* `language`: 0 is any. */
static bool is_same(const struct plan_words *words, const struct piece *piece, enum field field,
                    bool inflected, size_t language)
{
    return words->piece.kind == piece->kind && words->field == field &&
           words->inflected == inflected && words->piece.size == piece->size &&
           (!language || words->language == language) &&
           words->piece.node->edits == piece->node->edits &&
           !memcmp(words->piece.text, piece->text, piece->size);
}

/* ---- Terms --------------------------------------------------------------------------------------- */

/* "5,321" */
static void add_number(struct buf *out, size_t number)
{
    if (number >= 1000) {
        add_number(out, number / 1000);
        buf_addf(out, ",%03zu", number % 1000);
    } else {
        buf_addf(out, "%zu", number);
    }
}

/* The mark that says what kind of a wildcard it is, where the text doesn't. */
static const char *sign_of(const struct piece *piece)
{
    return piece->kind == PIECE_PREFIX ? "*" : piece->kind == PIECE_FUZZY ? "~" : "";
}

static bool note_cap(struct planner *planner, const struct piece *piece, size_t total)
{
    const struct query_node *node = piece->node;
    struct buf note;
    buf_init(&note);
    buf_addf(&note, "%.*s%s stands for ", lex_shown(node->text_size, node->text), node->text,
             sign_of(piece));
    add_number(&note, total);
    buf_add_text(&note, " words; the ");
    add_number(&note, PLAN_EXPANSION_MAX);
    buf_add_text(&note, " most frequent were searched");
    bool added = buf_status(&note, planner->error) == NSEARCH_OK;
    if (!added) planner->status = NSEARCH_MEMORY;
    if (added) added = plan_note(planner, note.data, note.size);
    buf_release(&note);
    return added;
}

/* All that a wildcard stands for. */
static nsearch_status expand(struct planner *planner, const struct piece *piece, const char *prefix,
                             struct db_terms *out)
{
    const struct plan_context *context = planner->context;
    char term[TERM_MAX + 1];
    if (piece->kind == PIECE_PATTERN)
        return vocabulary_pattern(context->db, prefix, piece->text, piece->size, PLAN_EXPANSION_MAX,
                                  context->arena, out, planner->error);
    if (piece->kind == PIECE_FUZZY)
        return vocabulary_fuzzy(context->db, prefix, piece->text, piece->size, piece->node->edits,
                                PLAN_EXPANSION_MAX, context->arena, out, planner->error);
    const size_t size = term_word(prefix, piece->text, piece->size, term);
    return vocabulary_prefix(context->db, term, size, PLAN_EXPANSION_MAX, context->arena, out,
                             planner->error);
}

static bool look_for_wildcard(struct planner *planner, struct plan_words *words)
{
    const struct query_node *node = words->piece.node;
    struct plan_list list = {0};
    words->has_terms = true;
    if (++planner->wildcards > PLAN_WILDCARDS_MAX)
        return plan_failed(planner, lex_error(planner->error, node->offset, node->size,
                                              "too many wildcards: a query has at most %d",
                                              PLAN_WILDCARDS_MAX));
    if (planner->context->db) {
        nsearch_status status = expand(planner, &words->piece, field_prefix(words->field),
                                       &words->terms);
        if (status) return plan_failed(planner, status);
    }
    for (size_t i = 0; i < words->terms.count; i++) {
        const struct db_term *term = &words->terms.terms[i];
        words->articles += term->count;
        if (!plan_append(planner, &list, plan_term(planner, term->text, term->size))) return false;
    }
    words->query = plan_group(planner, DB_SYNONYM, &list);
    if (!words->query || words->terms.total <= words->terms.count) return words->query;
    planner->plan->exact = false;
    return note_cap(planner, &words->piece, words->terms.total);
}

/* One row: the term itself. */
static bool set_term(struct planner *planner, struct plan_words *words, const char *text,
                     size_t size, uint32_t count)
{
    struct db_term *term = plan_alloc(planner, sizeof *term);
    if (!term) return false;
    term->text = arena_copy(planner->context->arena, text, size);
    term->size = size;
    term->count = count;
    words->terms = (struct db_terms){term, 1, 1};
    words->has_terms = true;
    return term->text || plan_no_memory(planner);
}

static const char *stem_prefix(const struct plan_words *words)
{
    return words->field == FIELD_TITLE ? PREFIX_STEM PREFIX_TITLE : PREFIX_STEM;
}

/* Articles with a stem, the dead among them. */
static bool count_stem(struct planner *planner, const struct plan_words *words, const char *stem,
                       size_t size, uint32_t *out)
{
    char term[TERM_MAX + 1];
    size = term_word(stem_prefix(words), stem, size, term);
    nsearch_status status = db_term_count(planner->context->db, term, size, out, planner->error);
    return !status || plan_failed(planner, status);
}

/* Articles with the word's stems by all languages; a stem that several have is counted once. */
static bool count_all(struct planner *planner, struct plan_words *words)
{
    const struct languages *languages = planner->context->languages;
    const struct piece *piece = &words->piece;
    struct db_text stems[LANGUAGES_MAX];
    words->articles = 0;
    for (size_t i = 0, j; i < languages->count; i++) {
        uint32_t articles;
        size_t size;
        const char *stem = stemmer_stem(languages->items[i].stemmer, piece->text, piece->size,
                                        &size);
        stems[i] = (struct db_text){arena_copy(planner->context->arena, stem, size), size};
        if (!stems[i].data) return plan_no_memory(planner);
        for (j = 0; j < i; j++)
            if (stems[j].size == size && !memcmp(stems[j].data, stem, size)) break;
        if (j < i) continue;
        if (!count_stem(planner, words, stems[i].data, size, &articles)) return false;
        words->articles += articles;
    }
    return true;
}

/* Makes a word that is rare in its language, because that is, weigh as it would if all had the same stem. */
static bool balance(struct planner *planner, struct plan_words *words, uint32_t own)
{
    const double all = db_count(planner->context->db);
    struct plan_words *other =
        planner->words[hash_bytes(words->piece.text, words->piece.size) % PLAN_BUCKETS];
    while (other && !is_same(other, &words->piece, words->field, true, 0))
        other = other->next;
    if (other)
        words->articles = other->articles;
    else if (!count_all(planner, words))
        return false;
    if (!own) return (words->query = plan_new(planner, DB_NOTHING));
    if (words->articles == own) return true;
    return (words->query = plan_scale(planner, words->query,
                                      rank_idf(words->articles, all) / rank_idf(own, all)));
}

/* The term that all forms of an inflected word have, or the word's own. */
static bool look_for_word(struct planner *planner, struct plan_words *words)
{
    const struct piece *piece = &words->piece;
    const char *text = piece->text, *prefix = field_prefix(words->field);
    char term[TERM_MAX + 1];
    size_t size = piece->size;
    uint32_t articles = 0;
    if (words->inflected) {
        prefix = stem_prefix(words);
        text = stemmer_stem(plan_stemmer(planner, words->language), piece->text, piece->size,
                            &size);
        words->stem = text = arena_copy(planner->context->arena, text, size);
        words->stem_size = size;
        if (!text) return plan_no_memory(planner);
    }
    size = term_word(prefix, text, size, term);
    if (planner->context->db) {
        nsearch_status status = db_term_count(planner->context->db, term, size, &articles,
                                              planner->error);
        if (status) return plan_failed(planner, status);
    }
    words->articles = articles;
    words->query = plan_term(planner, term, size);
    if (!words->query) return false;
    if (words->language && planner->context->db && !balance(planner, words, articles)) return false;
    return words->inflected || set_term(planner, words, term, size, articles);
}

/* The forms of an inflected word, or without an index the word. */
static bool look_for_family(struct planner *planner, struct plan_words *words)
{
    const struct plan_context *context = planner->context;
    const struct piece *piece = &words->piece;
    const char *prefix = field_prefix(words->field);
    char term[TERM_MAX + 1];
    if (!context->db)
        return set_term(planner, words, term, term_word(prefix, piece->text, piece->size, term), 0);
    nsearch_status status = vocabulary_family(context->db, plan_stemmer(planner, words->language),
                                              prefix, piece->text, piece->size, context->arena,
                                              &words->terms, planner->error);
    words->has_terms = true;
    return !status || plan_failed(planner, status);
}

/* ---- The table ----------------------------------------------------------------------------------- */

struct plan_words *plan_lookup(struct planner *planner, const struct piece *piece, enum field field,
                               bool inflected, bool terms)
{
    const uint64_t hash = hash_bytes(piece->text, piece->size);
    const size_t language = inflected ? planner->language : 0;
    struct plan_words **bucket = &planner->words[hash % PLAN_BUCKETS], *words = *bucket;
    while (words && !is_same(words, piece, field, inflected, language))
        words = words->next;
    if (!words) {
        words = plan_alloc(planner, sizeof *words);
        const char *text = arena_copy(planner->context->arena, piece->text, piece->size);
        if (!words || !text) return (void *)plan_no_memory(planner);
        *words = (struct plan_words){.next = *bucket,
                                     .piece = *piece,
                                     .field = field,
                                     .inflected = inflected,
                                     .language = language};
        words->piece.text = text;
        const bool found = piece->kind == PIECE_WORD ? look_for_word(planner, words)
                                                     : look_for_wildcard(planner, words);
        if (!found) return NULL;
        *bucket = words;
    }
    if (terms && !words->has_terms && !look_for_family(planner, words)) return NULL;
    return words;
}
