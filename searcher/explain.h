/* explain.h - what the files share that show how a query is read and answered.
 *
 *     explain.c         nsearch_explain: the steps of a search, counted and timed
 *     explain_tree.c    the clauses, each with its articles
 *     explain_why.c     nsearch_why: the clauses, each for one article
 *     explain_detail.c  what there is in the article of a clause, in words
 *     explain_count.c   the same in numbers
 *     explain_rows.c    the rows that say all that
 *
 * A clause is a node of the query's tree; plan.h says what it was planned to. */
#ifndef SEARCHER_EXPLAIN_H
#define SEARCHER_EXPLAIN_H

#include "common/article.h"
#include "searcher/plan.h"
#include "searcher/searcher.h"

enum {
    EXPLAIN_SEARCHES_MAX = 256, /* for articles of clauses */
    EXPLAIN_WORDS_MAX = 10,     /* that are named of those that a word stands for */
    EXPLAIN_ENGINE_MAX = 10,    /* children that are named of one node of the engine query */
    EXPLAIN_TEXT_MAX = 10000,   /* bytes of a text in a row */
};

struct explain {
    nsearch_searcher *searcher;
    struct engine engine;
    struct arena *arena; /* of the rows */
    nsearch_explanation *rows;
    struct query query;
    struct plan plan;
    size_t searches;
    const struct query_node **checks; /* clauses that are checked */
    size_t check_count;
    /* For one article: */
    struct db_text term; /* that it alone has */
    const struct article *article;
    nsearch_status status; /* of the first failure; nothing more is done then */
    nsearch_error *error;
};

/* ---- Interface to code in explain.c -------------------------------------------------------------- */

/* Sets all up for rows; explain_end must follow, which hands them out or, if something failed, frees them. */
nsearch_status explain_begin(nsearch_searcher *searcher, const nsearch_request *request,
                             struct explain *explain, nsearch_error *error);
nsearch_status explain_end(struct explain *explain, nsearch_explanation **out);

/* A row for each note of how the query was read. */
void explain_notes(struct explain *explain);

/* What the query is planned with; with `all`, its parts tell all that they can. */
struct plan_context explain_context(const struct explain *explain, bool all);

/* Plans the query. False if it failed. */
bool explain_plan(struct explain *explain, bool all, struct plan *out);

/* ---- Interface to code in explain_rows.c --------------------------------------------------------- */

struct nsearch_explanation {
    struct arena arena;
    nsearch_row *rows;
    size_t count, capacity;
};

/* Zeroed memory that lasts as long as the rows; NULL, after keeping the status, if there is none. */
void *explain_alloc(struct explain *explain, size_t size);

/* Adds a row, whose text is to be set; NULL if it failed. */
nsearch_row *explain_row(struct explain *explain, nsearch_row_kind kind, unsigned depth);

/* The text as rows hold it: cut, nothing in it that a terminal would obey. Releases the buffer. "" if it
 * failed. */
const char *explain_text(struct explain *explain, struct buf *text);

/* A clause in a word or two: a word, a phrase or a range as it was read, of the others their operator. */
const char *explain_label(struct explain *explain, const struct query_node *node);

/* Whether the children of a node are clauses of their own. */
bool explain_has_clauses(const struct query_node *node);

/* ---- Interface to code in explain_tree.c --------------------------------------------------------- */

/* How many articles a query finds. */
uint64_t explain_count(struct explain *explain, const struct db_query *query);

/* What finds the articles of a part, checked where it must be; NULL if it failed. */
const struct db_query *explain_query(struct explain *explain, const struct plan_part *part);

/* A row for each clause, in the order of the query, with the articles that it has. */
void explain_tree(struct explain *explain);

/* A row for the time that the request names, and what finds its articles; NULL if it names none, or it failed. */
nsearch_row *explain_period_row(struct explain *explain, const nsearch_request *request,
                                const struct db_query **out);

/* The same, with the articles counted. */
void explain_period(struct explain *explain, const nsearch_request *request);

/* ---- Interface to code in explain_why.c ---------------------------------------------------------- */

/* Whether the article has the clause of a part. */
bool explain_has(struct explain *explain, const struct plan_part *part);

/* The value that the article has in a slot; "" if none. */
const char *explain_value(struct explain *explain, unsigned slot);

/* ---- Interface to code in explain_detail.c ------------------------------------------------------- */

/* What limits around it ask of an expression, or, if that isn't the `whole`, of its words: "in the lead". */
const char *explain_where(struct explain *explain, const struct plan_part *part, bool whole);

/* Says in the row what there is of the clause in the article, and how often. `whole`: it stands in no expression,
 * so that limits around it are asked of it and not of what it is part of. */
void explain_detail(struct explain *explain, const struct query_node *node,
                    const struct plan_part *part, bool whole, nsearch_row *row);

/* ---- Interface to code in explain_count.c -------------------------------------------------------- */

/* The most frequent first; at most EXPLAIN_WORDS_MAX of them. `hidden`: how many more there are. */
void explain_words(nsearch_row *row, nsearch_word *words, size_t count, size_t hidden);

/* A word of the index without the prefix of the part's field. */
const char *explain_word(struct explain *explain, const char *term, size_t size,
                         const struct plan_part *part);

/* How often the article has matches of an expression. */
struct spans_report explain_inspect(struct explain *explain, const struct span_node *spans);

/* The expression, wherever it stands and however it is written. NULL if it failed. */
const struct span_node *explain_bare(struct explain *explain, const struct span_node *spans);

/* The forms of a word that are in the article, in the row. */
void explain_forms(struct explain *explain, const struct plan_part *part, nsearch_row *row);

/* Adds the words of an expression that the article doesn't have. False if it has all. */
bool explain_missing(struct explain *explain, const struct plan_part *part, struct buf *out);

#endif
