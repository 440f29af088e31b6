/* feed.h - RSS and Atom: what a feed says of itself, and one of its items as an article. For the readers of feeds and
 * of what is laid out like one. */
#ifndef COMMON_READERS_FEED_H
#define COMMON_READERS_FEED_H

#include "common/readers/xml.h"

enum {
    FEED_NAME_MAX = 40
};

struct feed {
    struct buf title;
    struct buf link; /* its address: what ids that are only numbers are told apart by */
    struct buf language;
    const xmlNode *author; /* the first, of all its items that name none; NULL */
    struct buf scratch;    /* feed_item's own */
};

void feed_init(struct feed *feed);
void feed_release(struct feed *feed);

/* Reads what stands before the items: <channel>, or the children of an Atom <feed>. `frame` may be NULL, and is to
 * outlive the feed. */
void feed_read(struct feed *feed, const xmlNode *frame);

/* Fills `article` from an <item> or <entry>, whose tree may be changed. What isn't there is left empty; running out of
 * memory is remembered in the article. */
void feed_item(struct feed *feed, xmlNode *item, struct article *article);

/* The name of an element as everybody writes it, "dc:creator", whatever prefix the file has for the namespace; none for
 * the namespace of `around`, and those of RSS. Longer ones are "". */
void feed_name(const xmlNode *node, const xmlNode *around, char name[FEED_NAME_MAX]);

/* Appends the text of an element that may hold markup: as elements, escaped, in base64, or none (type="text"). */
void feed_text(xmlNode *node, struct buf *out);

#endif
