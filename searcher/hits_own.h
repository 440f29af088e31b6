/* hits_own.h - what hits.c and hits_passage.c share: where the text of a hit is, and the passage that was made of it. */
#ifndef SEARCHER_HITS_OWN_H
#define SEARCHER_HITS_OWN_H

#include "searcher/searcher.h"

/* Where a hit's text is to be had. */
enum hit_text {
    TEXT_HERE,
    TEXT_STORED, /* in its segment, behind the head */
    TEXT_FILE    /* to be looked for in texts */
};

struct hit_passage {
    size_t size; /* that it was made for; 0: not made yet */
    enum hit_text where;
    size_t head_size;
    const char *body; /* TEXT_HERE */
    size_t body_size;
    struct snippet text, title;
    nsearch_passage passage;
};

#endif
