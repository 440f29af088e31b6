/* html_left_out.h - how much of a page isn't the article's text, and what that is. */
#ifndef COMMON_READERS_HTML_LEFT_OUT_H
#define COMMON_READERS_HTML_LEFT_OUT_H

/* In the order of the roles in html_roles.h. */
enum html_left_out {
    HTML_LEFT_CHROME,
    HTML_LEFT_OTHERS,
    HTML_LEFT_RELATED,
    HTML_LEFT_PROMO,
    HTML_LEFT_CAPTION,
    HTML_LEFT_CREDIT,
    HTML_LEFT_CONCEALED,
    HTML_LEFT_REST,  /* before and behind the article */
    HTML_LEFT_LINES, /* in it, or on a page without one */
    HTML_LEFT_TEXT,  /* not counted: the page has none, and its description stands for it */
    HTML_LEFT_KINDS
};

/* "menus, footers and forms" */
const char *html_left_out_name(enum html_left_out kind);

struct html_blocks;

/* Adds the letters of the blocks that weren't kept and don't say the title, each by the first reason that there is. The
 * article is from `first` to before `end`. */
void html_left_out_count(const struct html_blocks *all, unsigned first, unsigned end,
                         const char *title, unsigned long left[HTML_LEFT_KINDS]);

#endif
