/* dialect_lucene.h - what the two files of this dialect share. Its syntax is at the head of dialect_lucene.c.
 */
#ifndef SEARCHER_DIALECT_LUCENE_H
#define SEARCHER_DIALECT_LUCENE_H

#include "searcher/dialect.h"

/* Fields by the names that they usually have; ours are among them. */
struct lucene_field {
    const char *name;
    const char *
        prefix; /* what stands before words: "title:", "" for all the text; NULL if they have none */
    enum field field; /* DATE, WORDS and those of whole values: read by their own means */
};

/* The field of a name, NULL if there is none. */
const struct lucene_field *lucene_field_find(const char *name, size_t size);

/* A copy of the text without its backslashes, as long as it says in *size; what they stood before is no
 * operator. Wildcards that had one are spaces. NULL after a failure. */
char *lucene_unescape(struct dialect *dialect, const char *text, size_t size, size_t *out_size);

/* Bytes of the term at `at`: up to a space, bracket, quote or sign of its own. */
size_t lucene_term_size(const struct dialect *dialect, size_t at);

/* A word, phrase or range that is next, of the field, with what stands behind it. NULL if there is no
 * word in it. */
struct dialect_node *lucene_term(struct dialect *dialect, const struct lucene_field *field);

/* "[a TO b}" that is next. */
struct dialect_node *lucene_range(struct dialect *dialect, const struct lucene_field *field);

/* ">=2020", "2020-06", "500" that is next, of a field of dates or lengths; an error with any other. */
struct dialect_node *lucene_comparison(struct dialect *dialect, const struct lucene_field *field,
                                       size_t size);

/* Reads "^2" that is next: what to write behind a node, NULL if there is none. */
const char *lucene_boost(struct dialect *dialect);

#endif
