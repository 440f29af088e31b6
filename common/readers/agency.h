/* agency.h - what the readers of agencies' formats do with an article, whatever the format. */
#ifndef COMMON_READERS_AGENCY_H
#define COMMON_READERS_AGENCY_H

#include <stdbool.h>

#include "common/article.h"

/* Gives the article the fields of another that it has nothing of itself. */
void agency_fill(struct article *article, const struct article *from);

/* Adds one of the single fields or a source, unless there is one; NULL and white space add nothing. */
void agency_add_once(struct article *article, enum article_field field, const char *text);

/* To be called when the article is all there: a headline at the head of the text goes; byline and dateline of the text
 * become fields where these have nothing; entities that were escaped twice are decoded. */
void agency_finish(struct article *article);

/* Whether it has a title or a text. */
bool agency_is_article(const struct article *article);

#endif
