/* facets.h - which values of a field the articles that match have, and how many articles have each.
 *
 *     facets.c         nsearch.h's functions: what matches, counted, the first values chosen
 *     facets_count.c   the values so far, each with a number of articles
 *     facets_stored.c  read off the stored articles, one by one
 *     facets_words.c   read off the index: where a field's words stand in all articles
 *     facets_whole.c   read off the index: languages, hosts and dates
 *     facets_choose.c  the first in the order that is asked for
 *
 * A value of source, author, section, place and tag is the words that it has, in their order, as a search in the
 * field sees them: "Smith, J." and "SMITH J" are one. It is known by a hash,
 *
 *     Ann Lee     h(ann, 1) + h(lee, 2)
 *
 * the sum over its words and their places, which can be made in any order, a word at a time, as the index has them.
 * What it is called is read off the first article that has it. */
#ifndef SEARCHER_FACETS_H
#define SEARCHER_FACETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/buf.h"
#include "common/nsearch.h"
#include "common/posting_list.h"
#include "searcher/generation.h"

enum facet_kind {
    FACET_WORDS,
    FACET_LANG, /* whole, in lower case */
    FACET_SITE, /* the host in the url */
    FACET_TIME
};

struct facet_field {
    const char *name;
    enum facet_kind kind;
    enum article_field field; /* where articles have it */
    const char *prefix;       /* of its terms; TIME: NULL */
    unsigned digits;          /* TIME: of the date's key */
};

/* ---- Interface to code in facets_count.c --------------------------------------------------------- */

struct facet_value {
    uint64_t hash; /* TIME: its first digits, as matcher_digits has them; 0: no value */
    uint64_t count;
    uint32_t segment, docid; /* of the first article that has it */
    uint32_t last_segment, last_docid;
};

/* Those whose hashes are the `part`th of so many parts. */
struct facet_count {
    struct facet_value *values; /* open addressing */
    size_t capacity, count, most;
    bool full; /* there were more than `most`: it is worth nothing */
    uint64_t part, parts;
    uint64_t articles; /* that have a value, of whatever part */
    uint32_t last_segment, last_docid;
};

/* Counts an article that has the value; once, however often it has it. Articles come in their order. Values that are
 * of another part are left out. False if out of memory. */
bool facet_count_add(struct facet_count *count, uint64_t hash, uint32_t segment, uint32_t docid);

/* nsearch_facets_find, with so many values counted at once. */
nsearch_status facets_find(nsearch_searcher *searcher, const nsearch_request *request,
                           const char *field, size_t at_once, nsearch_facets **out,
                           nsearch_error *error);

/* ---- Counting ------------------------------------------------------------------------------------ */

/* A window of articles that match. */
struct facet_window {
    uint32_t segment, base;
    posting_bits bits;
};

struct facet_counting {
    const struct facet_field *field;
    struct generation *generation;
    size_t
        at_once; /* values that are counted; where there are more, all is gone through several times */
    uint64_t seed; /* of hashes */
    const struct facet_window *windows;
    size_t window_count;
    struct facet_count count;
    struct buf head;
    nsearch_error *error;
};

/* Those of one segment, and how many articles match there. */
struct facet_segment {
    uint32_t number;
    const struct facet_window *windows;
    size_t count;
    uint64_t matched;
};

/* Each counts the values of the segment's articles. Errors: DAMAGED, IO, MEMORY. */
nsearch_status facets_stored(struct facet_counting *counting, const struct facet_segment *segment);
nsearch_status facets_words(struct facet_counting *counting, const struct facet_segment *segment);
nsearch_status facets_whole(struct facet_counting *counting, const struct facet_segment *segment);
nsearch_status facets_time(struct facet_counting *counting, const struct facet_segment *segment);

/* The first place of the window from `place` on that has its bit set; POSTING_WINDOW: none has. */
static inline uint32_t facet_next(const posting_bits bits, uint32_t place)
{
    while (place < POSTING_WINDOW) {
        const uint64_t left = bits[place / 64] >> place % 64;
        if (left) return place + (uint32_t)__builtin_ctzll(left);
        place = (place / 64 + 1) * 64;
    }
    return POSTING_WINDOW;
}

/* ---- Interface to code in facets_stored.c -------------------------------------------------------- */

/* Counts the values of one article. Costs 4 us. */
nsearch_status facets_article(struct facet_counting *counting, uint32_t segment, uint32_t docid);

/* What a word at a place adds to a value's hash. */
uint64_t facet_word(uint64_t seed, const void *word, size_t size, uint32_t position);

/* What the value is called; appended to `out`. */
nsearch_status facets_name(struct facet_counting *counting, const struct facet_value *value,
                           struct buf *out);

/* ---- Interface to code in facets_choose.c -------------------------------------------------------- */

struct facet_row {
    char *name; /* malloc'd */
    uint64_t count;
};

/* The first so far: up to some more than are wanted, then cut. */
struct facet_choice {
    struct facet_row *rows;
    size_t count, capacity;
    size_t wanted;
    nsearch_sort sort; /* RELEVANCE: the most frequent first */
    uint64_t least;    /* RELEVANCE: what is less frequent isn't wanted any more */
};

/* Takes what is wanted of the values that were counted, which loses their order. Errors: DAMAGED, IO, MEMORY. */
nsearch_status facet_choice_take(struct facet_choice *choice, struct facet_counting *counting);

/* Puts them in order, and lets those go that aren't wanted. */
void facet_choice_end(struct facet_choice *choice);

/* Forgets what was taken. */
void facet_choice_restart(struct facet_choice *choice);
void facet_choice_release(struct facet_choice *choice);

#endif
