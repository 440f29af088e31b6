/* html_meta_title.h - a page's titles without what stands around the headline: what html_meta_title,
 * html_meta_parts and html_meta_site share. Texts are compared by their keys. */
#ifndef COMMON_READERS_HTML_META_TITLE_H
#define COMMON_READERS_HTML_META_TITLE_H

#include "common/readers/html_meta_found.h"

/* A title, or a part of one; both pointers go into what was found. */
struct title {
    const char *text;
    size_t size;
    const char *key;
    size_t key_size;
};

/* Empty for NULL. */
struct title title_of(const struct meta_value *value);

bool title_is_value(const struct title *title, const struct meta_value *value);

/* Whether it is shown as a heading, or marked as one; `whole`: as all of an <h1>. */
bool title_is_shown(const struct meta_found *found, const struct title *title, bool whole);

/* Takes off what stands around the headline: the site's name, the section at the end and, but with `only_site`, all but
 * the part that the page has as a title elsewhere. */
void title_strip(const struct meta_found *found, struct title *title, bool only_site);

#endif
