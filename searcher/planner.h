/* planner.h - what the files of the planner share.
 *
 *     plan.c         the tree: AND, OR, NOT, filters, and what a search is made of
 *     plan_same.c    children that say the same twice
 *     plan_find.c    expressions of words: from the tree to queries and spans, and which are checked
 *     plan_language.c  the same in each language of the index
 *     plan_span.c    nodes of the spans
 *     plan_phrase.c  words, those that are several to the index, and phrases
 *     plan_any.c     words that may be there or not
 *     plan_near.c    NEAR, NOT NEAR, SAME
 *     plan_name.c    NAME
 *     plan_pieces.c  typed words to words of the analysis
 *     plan_words.c   those to the words of the index: inflections, wildcards
 *     plan_rank.c    words whose places make an article better
 *     plan_mark.c    what is marked
 *     plan_value.c   values that are terms as a whole, and ranges
 *     plan_date.c    dates
 *     plan_days.c    ranges of days as terms
 *     plan_build.c   nodes of the engine query, in the arena
 *
 * An expression of words (a word, a phrase, words that are NEAR each other ...) is planned as two things: an
 * engine query that finds every article in which it has a match, and perhaps more, and gives them the weights
 * of its words; and the spans of its matches, which tell those articles from the others. Where the engine can
 * express it all, there is nothing to check, and the spans need not be made.
 *
 * Functions that make a node return NULL if they failed, others false, and planner->status says how. */
#ifndef SEARCHER_PLANNER_H
#define SEARCHER_PLANNER_H

#include "searcher/plan.h"

/* A row of engine queries that grows. */
struct plan_list {
    struct db_query **items;
    size_t count, capacity;
};

struct plan_marks;
struct plan_words;

enum {
    PLAN_BUCKETS = 1024 /* of the table of words */
};

struct planner {
    const struct plan_context *context;
    struct plan *plan;
    nsearch_error *error;
    nsearch_status status;
    struct plan_words *words[PLAN_BUCKETS]; /* what was looked up so far, by hash */
    size_t wildcards;                       /* among them */
    struct plan_words **ranked;             /* whose places make an article better */
    size_t ranked_count, ranked_capacity;
    size_t language; /* 0: all; else the one before it, that an expression is planned for */
    struct match_unit *units;
    size_t unit_count, unit_capacity;
    size_t part_capacity; /* of plan->parts */
};

/* ---- Interface to code in plan_build.c ----------------------------------------------------------- */

/* NULL, after keeping the status and, if it isn't set by who failed, the error. */
struct db_query *plan_failed(struct planner *planner, nsearch_status status);
struct db_query *plan_no_memory(struct planner *planner);

/* Zeroed bytes of the arena. */
void *plan_alloc(struct planner *planner, size_t size);

/* arena_grow in the planner's arena. */
void *plan_grow(struct planner *planner, void *items, size_t count, size_t *capacity, size_t size);

struct db_query *plan_new(struct planner *planner, enum db_op op);
bool plan_append(struct planner *planner, struct plan_list *list, struct db_query *query);

/* Appends what isn't in the list yet, the same node: what was looked up once is one node. */
bool plan_append_once(struct planner *planner, struct plan_list *list, struct db_query *query);

/* A node over the list; for an operator of which one child means the child, just that; over none,
 * nothing. */
struct db_query *plan_group(struct planner *planner, enum db_op op, const struct plan_list *list);

/* SCALE by `factor`. */
struct db_query *plan_scale(struct planner *planner, struct db_query *query, double factor);

/* A term of `size` bytes, copied. */
struct db_query *plan_term(struct planner *planner, const char *term, size_t size);

/* A line for the person who asked. */
bool plan_note(struct planner *planner, const char *text, size_t size);

/* ---- Interface to code in plan_pieces.c ---------------------------------------------------------- */

enum piece_kind {
    PIECE_WORD,
    PIECE_PREFIX,  /* all words that start so */
    PIECE_PATTERN, /* all words that fit */
    PIECE_FUZZY    /* all words that are a few edits away */
};

/* One word of the analysis. */
struct piece {
    enum piece_kind kind;
    enum token_kind token;
    const char *text; /* folded; of a PATTERN with its * and ? */
    size_t size;
    size_t offset; /* in its node's text */
    const struct query_node *node;
};

struct pieces {
    struct piece *items;
    size_t count;
};

/*     typed      co-operation      foo/bar      北京大学
 *     split      co, operation     foo, bar     北京, 京大, 大学
 *     joined     cooperation       -            -               */
struct readings {
    struct pieces split, joined;
    bool is_joined; /* the joined one differs */
};

/* `last`: nothing follows in the text that is looked for. */
bool plan_readings(struct planner *planner, const struct query_node *word, bool last,
                   struct readings *out);

/* ---- Interface to code in plan_words.c ----------------------------------------------------------- */

/* What one piece stands for in a field. Looked up once: the same piece gives the same. */
struct plan_words {
    struct plan_words *next; /* in its bucket */
    struct piece piece;
    enum field field;
    bool inflected;
    size_t language; /* of an inflected one, as the planner has it */
    struct db_query
        *query; /* the articles, weighted as one word; of several languages, as if they had one */
    double articles;       /* how many, roughly, in all languages */
    bool has_terms;        /* the terms are known */
    struct db_terms terms; /* the words themselves */
    const char *stem;      /* of an inflected one; else NULL */
    size_t stem_size;
};

/* Whether the piece has inflections in the field. */
bool plan_inflects(const struct piece *piece, enum field field);

/* `terms`: its terms are wanted too, and not only an engine query. An inflected word costs a walk over the words
 * of the index then. */
struct plan_words *plan_lookup(struct planner *planner, const struct piece *piece, enum field field,
                               bool inflected, bool terms);

/* ---- Interface to code in plan_rank.c ------------------------------------------------------------ */

/* Where the words stand makes an article better, if the scope is one where it may. */
bool plan_rank(struct planner *planner, struct plan_words *words, struct plan_scope scope);

/* Takes the rarest of them into the plan. */
bool plan_finish_rank(struct planner *planner);

/* ---- Interface to code in plan_mark.c ------------------------------------------------------------ */

/* What an expression marks: rows of places, each with the words that can take it. */
struct plan_mark {
    struct match_slot *slots;
    size_t count;
    unsigned window; /* positions from the first to the last, at most */
    bool ordered;
    double weight;
};

struct plan_marks {
    struct plan_mark *items;
    size_t count, capacity;
};

/* Whether what the scope finds can be marked. */
bool plan_can_mark(struct plan_scope scope);

bool plan_mark_append(struct planner *planner, struct plan_marks *marks,
                      const struct plan_mark *mark);

/* The words as one place, with the capitals that the scope says; no mark where the scope has none. */
bool plan_mark_words(struct planner *planner, const struct plan_words *words,
                     struct plan_scope scope, struct plan_marks *out);

/* Adds the marks of an alternative; words alone are joined with those that are there if `one`. */
bool plan_mark_or(struct planner *planner, struct plan_marks *marks, const struct plan_marks *more,
                  bool one);

/* What both mark where they stand with at most `distance` words between them, or, where that would be too many
 * pairs, what each marks. The window of words in a row, without gaps, is their number. */
bool plan_mark_near(struct planner *planner, struct plan_marks *marks,
                    const struct plan_marks *more, unsigned distance, bool ordered);

/* Makes units of them. */
bool plan_mark_add(struct planner *planner, const struct plan_marks *marks,
                   struct plan_scope scope);

/* ---- Interface to code in plan_find.c ------------------------------------------------------------ */

/* What an expression of words was planned to. */
struct plan_found {
    struct plan_list wide;   /* all of these must match, and more if it is to be checked */
    struct span_node *spans; /* NULL if the scope doesn't ask for them */
    struct plan_marks marks;
    struct plan_words **words; /* of a word, phrase or name */
    size_t word_count, word_capacity;
};

/* Whether a node is an expression of words: has matches in a text. */
bool plan_is_expression(const struct query_node *node);

/* The articles that have an expression, or ATLEAST so many matches of one, checked if need be. */
struct db_query *plan_expression(struct planner *planner, const struct query_node *node,
                                 struct plan_scope scope);

/* The same for the planner's language. */
struct db_query *plan_one_expression(struct planner *planner, const struct query_node *node,
                                     struct plan_scope scope);

/* An expression, or an operand of one. */
bool plan_find(struct planner *planner, const struct query_node *node, struct plan_scope scope,
               struct plan_found *out);

/* What an expression that has no match in any article is planned to. */
bool plan_find_nothing(struct planner *planner, struct plan_scope scope, struct plan_found *out);

/* Adds an alternative to what is in `either`, which starts zeroed. */
bool plan_find_or(struct planner *planner, struct plan_found *either,
                  const struct plan_found *more);

/* Makes one query of the alternatives. */
bool plan_finish_or(struct planner *planner, struct plan_scope scope, struct plan_found *either);

/* Narrows a scope to what a limit asks; the scope points at `area` if that is one. False if nothing can match. */
bool plan_narrow(const struct query_node *limit, struct plan_area *area, struct plan_scope *scope);

/* Those of the articles that have all of `wide` in which the spans have so many matches. */
struct db_query *plan_check(struct planner *planner, const struct plan_list *wide,
                            const struct span_node *spans, unsigned at_least);

/* Remembers words that an expression is made of. */
bool plan_add_words(struct planner *planner, struct plan_found *found, struct plan_words *words);

/* Keeps what a node was planned to. */
bool plan_keep(struct planner *planner, const struct plan_part *part);

/* ---- Interface to code in plan_language.c -------------------------------------------------------- */

/* Whether what an expression finds may differ from one of the index's languages to the other. */
bool plan_differs(const struct planner *planner, const struct query_node *node,
                  struct plan_scope scope);

/* An expression in each of them, for the articles that have it. */
struct db_query *plan_each_language(struct planner *planner, const struct query_node *node,
                                    struct plan_scope scope);

/* The stemmer of the planner's language. */
static inline struct stemmer *plan_stemmer(const struct planner *planner, size_t language)
{
    return planner->context->languages->items[language ? language - 1 : 0].stemmer;
}

/* ---- Interface to code in plan_span.c ------------------------------------------------------------ */

/* A node with room for `count` children. */
struct span_node *plan_span(struct planner *planner, enum span_op op, size_t count);

/* Any of the words, with such capitals. */
struct span_node *plan_span_words(struct planner *planner, struct plan_words *const *words,
                                  size_t count, enum span_caps caps);

struct span_node *plan_span_within(struct planner *planner, struct span_node *spans,
                                   enum span_area area, unsigned number);

/* `either` or `more`; `either` is NULL or was made here. */
struct span_node *plan_span_or(struct planner *planner, struct span_node *either,
                               struct span_node *more);

/* An OR as what it comes to: words that are all alike are one node. */
struct span_node *plan_span_simplify(struct planner *planner, struct span_node *either);

/* ---- Interface to code in plan_phrase.c ---------------------------------------------------------- */

bool plan_find_word(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out);
bool plan_find_phrase(struct planner *planner, const struct query_node *node,
                      struct plan_scope scope, struct plan_found *out);

/* ---- Interface to code in plan_any.c ------------------------------------------------------------- */

/* A word that may be there or not. */
bool plan_find_loose(struct planner *planner, const struct query_node *node,
                     struct plan_scope scope, struct plan_found *out);

/* ---- Interface to code in plan_near.c ------------------------------------------------------------ */

/* NEAR, NOT NEAR, SAME. */
bool plan_find_near(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out);

/* The engine's own NEAR, where it finds the same and no check is needed; *out is NULL where it doesn't. */
bool plan_engine_near(struct planner *planner, const struct query_node *node, enum field field,
                      const struct plan_found *found, struct db_query **out);

/* ---- Interface to code in plan_name.c ------------------------------------------------------------ */

bool plan_find_name(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out);

/* ---- Interface to code in plan_same.c ------------------------------------------------------------ */

struct plan_same;

/* A set for at most `count` nodes; NULL if out of memory. */
struct plan_same *plan_same_new(struct planner *planner, size_t count);

/* A node of the set that says the same as this, else NULL, and this is in the set from now on. */
const struct query_node *plan_same_find(struct plan_same *same, const struct query_node *node);

/* ---- Interface to code in plan_value.c ----------------------------------------------------------- */

struct db_query *plan_value(struct planner *planner, const struct query_node *node,
                            struct plan_scope scope);
struct db_query *plan_range(struct planner *planner, const struct query_node *node);

/* The articles whose value of the slot is from `low` to `high`, both included. */
struct db_query *plan_value_range(struct planner *planner, unsigned slot, const char *low,
                                  const char *high);

/* ---- Interface to code in plan_date.c ------------------------------------------------------------ */

/* A range of FIELD_DATE. */
struct db_query *plan_dates(struct planner *planner, const struct query_node *node);

/* ---- Interface to code in plan_days.c ------------------------------------------------------------ */

/* The articles with a date from one key to another, as terms: the same that a range of values finds. *out is NULL where
 * terms can't say it: of times of day, and of open ends where the index can't be asked which years it has. */
bool plan_days(struct planner *planner, const char *low, const char *high, struct db_query **out);

#endif
