/* snippet.h - the passages of an article around what matched.
 *
 * All of the text is tokenized once; each window of about the wanted size is worth the weights of
 * the different units in it, more for those close together and for phrases; the best one, or two
 * that show more together, are cut at sentence ends where there is one near, at whole words always.
 */
#ifndef SEARCHER_SNIPPET_H
#define SEARCHER_SNIPPET_H

#include "common/analysis.h"
#include "common/buf.h"
#include "searcher/match.h"

struct snippet {
    struct buf text;  /* white space folded, control characters gone */
    struct buf marks; /* nsearch_span each */
};

void snippet_init(struct snippet *snippet);
void snippet_release(struct snippet *snippet);

/* `size`: about how many bytes. With nothing to mark, the beginning of the text. Errors: MEMORY.
 * Time is linear in the text, memory in the number of matches. */
nsearch_status snippet_make(const char *text, size_t text_size, const struct match_set *matches,
                            struct stemmer *stemmer, size_t size, struct snippet *out,
                            nsearch_error *error);

/* All of `text`, a title, with what matches marked. */
nsearch_status snippet_whole(const char *text, size_t text_size, const struct match_set *matches,
                             struct stemmer *stemmer, struct snippet *out, nsearch_error *error);

/* Every match in all of a text, in the order of their places; those that overlap are one. `spans`: nsearch_span each, in
 * place of what is there; bytes of the text as it is. The same costs. */
nsearch_status snippet_marks(const char *text, size_t text_size, bool is_title,
                             const struct match_set *matches, struct stemmer *stemmer,
                             struct buf *spans, nsearch_error *error);

#endif
