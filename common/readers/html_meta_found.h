/* html_meta_found.h - what the sources of a page's metadata found, before one of them is believed: what the files
 * of html_meta share.
 *
 *     tree -> html_meta_tags, html_meta_marks, html_meta_ld -> found -> html_meta_choose -> article */
#ifndef COMMON_READERS_HTML_META_FOUND_H
#define COMMON_READERS_HTML_META_FOUND_H

#include <libxml/tree.h>

#include "common/arena.h"
#include "common/article.h"
#include "common/date.h"
#include "common/readers/html_names.h"
#include "common/readers/piece.h"

enum meta_kind {
    META_TITLE,
    META_DATE,
    META_AUTHOR,
    META_SOURCE,
    META_SECTION,
    META_TAG,
    META_LANG,
    META_URL,
    META_ABOUT, /* a sentence or two on the page */
    META_KINDS
};

/* Where it was said, the most believed first. */
enum meta_origin {
    META_LD,     /* JSON-LD's article */
    META_OPEN,   /* <meta> og:..., article:... */
    META_NAMED,  /* <meta> with a name that means just this: "parsely-author" */
    META_ITEM,   /* itemprop and property, in the page */
    META_MARKED, /* <time datetime>, rel=author */
    META_SHOWN,  /* what its look tells: <h1>, class="byline" */
    META_LOOSE, /* what may mean something else too: <title>, <meta name=date>, JSON-LD's WebPage */
    META_NEAR,  /* near the headline and not marked, or before it */
    META_ORIGINS
};

enum {
    META_VALUES_MAX = 256, /* of a kind; more are dropped */
    META_SIZE_MAX = 2048,  /* bytes of a value; a longer one is cut */
    META_SCRIPTS_MAX = 64,
    META_HEADLINE_MIN = 10 /* bytes of a key that can be a headline's by itself */
};

struct meta_value {
    const char *text; /* clean, NUL-terminated */
    size_t size;
    const char *key; /* its letters and digits, folded, of a TITLE, AUTHOR, SOURCE or SECTION:
                        what it is compared by */
    size_t key_size;
    enum meta_origin origin;
    size_t place;        /* elements of the page before it */
    const xmlNode *node; /* of a heading or a part of one; else NULL */
    bool
        is_lesser; /* an author that is an organisation; a heading that is no <h1>, or a part of one */
};

struct meta_found {
    struct arena arena;
    struct meta_list {
        struct meta_value *values; /* in the order of the page */
        size_t count, capacity;
    } lists[META_KINDS];
    const xmlNode *scripts[META_SCRIPTS_MAX]; /* JSON-LD */
    size_t script_count;
    bool names_author;       /* the card's label before this element */
    size_t place;            /* elements seen so far */
    const xmlNode *headline; /* as it is shown; NULL: not known, or there is none */
    size_t headline_at;      /* its place */
    struct buf scratch, key;
    bool failed; /* out of memory */
};

void meta_found_init(struct meta_found *found);
void meta_found_release(struct meta_found *found);

/* Adds a value; nothing if it is empty. It is cleaned: entities that are left are decoded, tags of HTML go, and white
 * space is folded. The value, or NULL. */
struct meta_value *meta_add(struct meta_found *found, enum meta_kind kind, enum meta_origin origin,
                            const char *text, size_t size);

/* Appends the letters and digits of a text, folded as words of the index are. */
void meta_fold(const char *text, size_t size, struct buf *out);

/* The first value of that origin; NULL if there is none. */
const struct meta_value *meta_first(const struct meta_found *found, enum meta_kind kind,
                                    enum meta_origin origin);

/* ---- The tree ----------------------------------------------------------------------------------- */

/* The next node of the tree under `root`, a parent before its children; NULL after the last. meta_after leaves the
 * node's children out. */
const xmlNode *meta_next(const xmlNode *node, const xmlNode *root);
const xmlNode *meta_after(const xmlNode *node, const xmlNode *root);

/* Puts the text under a node into `out`, no more than is wanted of a value. */
void meta_text(const xmlNode *node, struct buf *out);

/* Adds that as a value, as meta_add does. */
struct meta_value *meta_add_element(struct meta_found *found, enum meta_kind kind,
                                    enum meta_origin origin, const xmlNode *node);

/* Whether `word` is one of a list with spaces between, without regard to case. */
bool meta_has_word(const char *list, const char *word);

/* Whether a text has one of the parts, which are in lower case and end in NULL; of a long one only the start is looked
 * at. `text` may be NULL. */
bool meta_has_part(const char *text, const char *const parts[]);

/* ---- The sources, each in a file of its own ------------------------------------------------------ */

/* An element of the head: <html>, <title>, <meta>, <link>, <script> with JSON-LD, which is kept for meta_take_ld. */
void meta_take_tag(struct meta_found *found, const xmlNode *node);

/* An element that is marked by itemprop or property, unless it tells an author or a date. */
void meta_take_item(struct meta_found *found, const xmlNode *node);

/* What tells an author or a date in the page's body, once the headline is known: itemprop, property, rel, class,
 * <time>; text near the headline. */
void meta_take_mark(struct meta_found *found, const xmlNode *node);

/* The scripts of JSON-LD, once all else was taken. Appends the article's text to `body` if it isn't NULL. */
void meta_take_ld(struct meta_found *found, struct buf *body);

/* ---- The headline as it is shown: html_meta_headline ---------------------------------------------- */

bool meta_is_heading(const xmlNode *node);

/* Whether all of an element leads to the site's first page. */
bool meta_is_logo(const struct meta_found *found, const xmlNode *node);

/* A heading, and the parts of one: a line over the headline may be in it. One that leads to the site's first page is
 * the site's name. */
void meta_take_heading(struct meta_found *found, const xmlNode *node);

/* Finds the headline in the page under `root`: the heading that is or has `title`, else the first <h1>, else whatever
 * element has just that text. */
void meta_find_headline(struct meta_found *found, const xmlNode *root, const char *title,
                        size_t size);

/* The element with the first text, of the page's body, that is a key but for marks and white space; *place is its
 * place. NULL and 0 if there is none. */
const xmlNode *meta_find_text(struct meta_found *found, const xmlNode *root, const char *key,
                              size_t key_size, size_t *place);

/* Whether the element at found->place is the headline or stands behind it; false where there is none. */
bool meta_is_behind_headline(const struct meta_found *found);

/* Whether an element stands beside the article. Menus, sidebars, comments and lists of other stories have authors and
 * dates of their own; but what holds the headline too is around the article, whatever it is called. */
bool meta_is_beside(const struct meta_found *found, const xmlNode *node);

/* ---- Lines that name who wrote: html_meta_byline -------------------------------------------------- */

/* The part of a line that names somebody: without the date, and from "by" on if it has that. */
struct piece meta_byline(const char *text, size_t size);

/* Whether there is a "by", with somebody behind it; whether there is nothing else. */
bool meta_is_byline(const char *text, size_t size);
bool meta_is_by(const char *text, size_t size);

/* ---- The choice --------------------------------------------------------------------------------- */

/* The headline as readers see it, into `out`; nothing if there is none. */
void meta_choose_title(struct meta_found *found, const xmlNode *root, struct buf *out);

/* When it was published, as date_write() writes it; "" if that isn't told. */
void meta_choose_date(const struct meta_found *found, char out[DATE_TEXT_MAX]);

/* Adds the authors. */
void meta_choose_authors(const struct meta_found *found, struct article *article);

/* Whether the first `size` bytes of a text, whose key is `key`, are a name of the site. */
bool meta_is_site(const struct meta_found *found, const char *key, size_t size);

#endif
