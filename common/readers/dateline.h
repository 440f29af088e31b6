/* dateline.h - the words at the head of a report that say where and when it was written, and for which agency:
 *
 *     KAESONG, South Korea, June 16 (Yonhap) -- The building ...
 *     Berlin (dpa) - Negotiations ...
 *     (ANSA) - ROMA, 1 LUG - ...
 *
 * Costs a look at the first 160 bytes. The texts are UTF-8; what is found are pieces of them. */
#ifndef COMMON_READERS_DATELINE_H
#define COMMON_READERS_DATELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"

struct dateline {
    const char *place; /* "KAESONG, South Korea" */
    const char *date;  /* "June 16", as it stands: often without a year */
    const char *agency;
    size_t place_size, date_size, agency_size; /* 0: it doesn't say */
};

/* Reads one that stands by itself, in a field of its own. */
void dateline_read(const char *text, size_t size, struct dateline *out);

/* Looks for one at the start of a text. False if there is none, or none that is sure to be one: "Trouble - that was
 * what he said" isn't. */
bool dateline_find(const char *text, size_t size, struct dateline *out);

/* Gives the article what it has nothing of yet: place, source and, if it is a whole one, date. */
void dateline_add(struct article *article, const struct dateline *dateline);

/* The place alone of one in a field of its own. */
void dateline_add_place(struct article *article, const char *text, size_t size);

/* dateline_find() on the first paragraphs of the article's text, and dateline_add(). _take tells what it was, and false
 * if there is none. */
void dateline_of_text(struct article *article);
bool dateline_take(struct article *article, struct dateline *out);

#endif
