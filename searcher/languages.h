/* languages.h - the stemmers that the articles of an index have, and which articles have which.
 *
 *     index of english   11,000 articles without a mark     english   the first: all that have none of the marks
 *                           900 with XZgerman               german
 *                            40 with XZnone                 none
 *
 * The marks are terms (schema.h), so that there is nothing to be kept beside them when segments are merged. An index
 * in which all articles have one stemmer is asked as if there were no others in the world. */
#ifndef SEARCHER_LANGUAGES_H
#define SEARCHER_LANGUAGES_H

#include "common/analysis.h"
#include "common/arena.h"
#include "common/db.h"

enum {
    LANGUAGES_MAX = 60 /* libstemmer has half as many */
};

struct language {
    char name[ANALYSIS_LANGUAGE_MAX]; /* the stemmer's */
    char mark[ANALYSIS_LANGUAGE_MAX + 2];
    struct stemmer *stemmer;
    uint32_t articles; /* with the mark, the dead among them; not known of the first */
};

struct languages {
    struct language
        items[LANGUAGES_MAX]; /* the index's own, unless none has it; then by articles */
    size_t count;             /* 1 at least */
    struct arena arena;
    const char *prints; /* of the stemmers that the stems are by: stemmer_prints.h; NULL: any */
};

/* Finds those of an index whose own stemmer is `own`, with so many articles, the dead among them; 0: not known. Costs a
 * step for each; the stemmers are made ready when they are used. Errors: DAMAGED, IO, MEMORY. */
nsearch_status languages_open(struct db *db, const char *own, uint64_t articles,
                              struct languages **out, nsearch_error *error);

/* That one alone. Errors: MEMORY. */
nsearch_status languages_of_one(const char *name, struct languages **out, nsearch_error *error);
void languages_free(struct languages *languages);

/* Whether those that were asked for stems could be: to be looked at by who did. Errors: INVALID (a language that there is
 * no stemmer for), FOREIGN (the index has other stems), IO, MEMORY. */
nsearch_status languages_status(const struct languages *languages, nsearch_error *error);

/* What of the query's articles have the languages whose bits are set; weighted as it. NULL if out of memory. */
struct db_query *languages_narrow(const struct languages *languages, uint64_t which,
                                  const struct db_query *query, struct arena *arena);

/* Whether it is such a query. */
bool languages_narrowed(const struct db_query *query);

/* The index of the one that an article with this `lang` has; if none is for it "none" or else the first. */
size_t languages_of_tag(const struct languages *languages, const char *lang);

#endif
