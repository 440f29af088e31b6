/* stemmers.h - the stemmer of each article, by its language.
 *
 *     index of english    "", en, en-gb -> english      de, de-at -> german, XZgerman      pl -> none, XZnone
 *
 * One table is for one thread. It keeps STEMMERS_MAX of them beside the index's own, those that were used last: a stemmer
 * with what it remembers takes up to 2 MB. */
#ifndef INDEXER_STEMMERS_H
#define INDEXER_STEMMERS_H

#include "common/analysis.h"
#include "common/buf.h"
#include "common/language.h"

enum {
    STEMMERS_MAX = 8,
    STEMMERS_MARK_MAX = ANALYSIS_LANGUAGE_MAX + 2
};

struct stemmers_row {
    char tag[LANGUAGE_TAG_MAX];
    char mark[STEMMERS_MARK_MAX]; /* the term that tells of it; "": it is the index's */
    struct stemmer *stemmer;      /* NULL: the index's, or none yet */
    uint64_t used;                /* when, in calls */
};

struct stemmers {
    char language[ANALYSIS_LANGUAGE_MAX]; /* the index's */
    const char *prints;                   /* likewise */
    struct stemmer *own;
    struct stemmers_row rows[STEMMERS_MAX];
    uint64_t calls;
};

/* As for stemmer_create; the prints must last as long. */
nsearch_status stemmers_init(struct stemmers *stemmers, const char *language, const char *prints,
                             nsearch_error *error);
void stemmers_release(struct stemmers *stemmers);

/* The stemmer for an article with that language, and the term that marks it, NULL for none: until STEMMERS_MAX others were
 * asked for. Errors: FOREIGN (the index has other stems), MEMORY. */
nsearch_status stemmers_find(struct stemmers *stemmers, const struct buf *lang,
                             struct stemmer **out, const char **mark, nsearch_error *error);

#endif
