/* boilerplate.h - paragraphs that a source puts under its articles again and again: "Sign up for our newsletter".
 *
 *     article -> source, paragraphs -> how often the source had each -> those that are left out of the index
 *
 * A paragraph is boilerplate from the article on in which it comes for the BOILERPLATE_LEAST'th time, as long as it
 * is in one in twenty of its source's articles at least; the earlier articles keep it in the index. The source
 * is that of the article, or the host of its url; without one nothing is left out.
 *
 * What comes often is found in a table of fixed size (Misra and Gries, Finding repeated elements, 1982, in groups of
 * four): an entry that is needed for another paragraph counts down before it gives way. What was counted goes on with the
 * index, in the metadata of its newest segment, as text:
 *
 *     source <TAB> articles <TAB> name
 *     count <TAB> left out <TAB> hash <TAB> paragraph's beginning
 *
 * or "off", where nothing is ever left out. */
#ifndef INDEXER_BOILERPLATE_H
#define INDEXER_BOILERPLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/article.h"

enum {
    BOILERPLATE_LEAST = 20, /* articles */
    BOILERPLATE_SHARE = 20  /* one in so many of a source's */
};

#define BOILERPLATE_OFF "off"

struct boilerplate;

/* Goes on from what an index says, "" at first. What isn't understood of it is as if it weren't there. `again`: all
 * its articles are to be taken again, and what is left out counts from 0. Takes 1 MB. Errors: MEMORY. */
nsearch_status boilerplate_create(const char *text, bool again, struct boilerplate **out,
                                  nsearch_error *error);
void boilerplate_free(struct boilerplate *boilerplate);

/* Sets what of the article isn't to be indexed. `is_new`: it is counted; else it was when the index took it first,
 * and what is known now is applied. Costs a look at each paragraph. Errors: MEMORY. */
nsearch_status boilerplate_take(struct boilerplate *boilerplate, struct article *article,
                                bool is_new, nsearch_error *error);

/* Appends what was counted; of what came less than three times, nothing, and of the rest the most frequent. */
void boilerplate_write(const struct boilerplate *boilerplate, struct buf *out);

/* A paragraph that was left out. */
struct boilerplate_row {
    const char *source, *text; /* its beginning */
    uint64_t left_out, articles;
};

/* Calls `row` with each, those of a source together, the most frequent first. */
nsearch_status boilerplate_list(const struct boilerplate *boilerplate,
                                void (*row)(void *context, const struct boilerplate_row *row),
                                void *context, nsearch_error *error);

#endif
