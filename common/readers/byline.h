/* byline.h - the line that says who wrote a report. */
#ifndef COMMON_READERS_BYLINE_H
#define COMMON_READERS_BYLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"

/* Adds the authors that a byline names, each a value: "By CHET BROKAW and JACK GILLUM, Associated Press" has two.
 * The "By" of several languages goes, and so do jobs, papers, places and addresses behind a name; where there is no
 * person, the agency or paper itself is the author. Initials ("gr/bp") and codes are nobody. The text is UTF-8. */
void byline_add(struct article *article, const char *text, size_t size);

/* Whether a line begins as a byline does: "By", "Von", and a capital. */
bool byline_is(const char *text, size_t size);

/* Whether a text can be one person's name, or a group's, as it looks: all words but particles have a capital. */
bool byline_is_name(const char *text, size_t size);

/* Whether a line tells a job, a paper or an agency: "AP Sports Writer". */
bool byline_is_credit(const char *text, size_t size);

#endif
