/* page_text.h - the text of a page written in a test, and paragraphs to write one of. */
#ifndef TESTS_UNIT_PAGE_TEXT_H
#define TESTS_UNIT_PAGE_TEXT_H

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_content.h"

#define P1                                                                                         \
    "The ferry to the north shore stopped on Monday, after forty years, and nobody was told why."
#define P2                                                                                         \
    "\"We learned it from the timetable,\" said a teacher who crosses the water twice a day, all " \
    "year."
#define P3                                                                                         \
    "The company says that a bridge will be built, but the council has seen no plans of one so "   \
    "far."
#define BODY "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p>"
#define TEXT P1 "\n\n" P2 "\n\n" P3

/* Ten of what doesn't count as prose. */
#define TEN(item) item item item item item item item item item item

/* The article in a page, in a buffer that is used again. */
static inline const char *content_of(const char *html, const char *title, const char *told_text)
{
    static char copy[8192];
    struct buf out, told;
    xmlDoc *tree;
    buf_init(&out);
    buf_init(&told);
    buf_add_text(&told, told_text);
    assert_int_equal(html_parse(html, strlen(html), &tree, NULL), NSEARCH_OK);
    assert_int_equal(html_content_read(xmlDocGetRootElement(tree), title, &told, &out, NULL, NULL),
                     NSEARCH_OK);
    strncpy(copy, out.data, sizeof copy - 1);
    xmlFreeDoc(tree);
    buf_release(&told);
    buf_release(&out);
    return copy;
}

#define IS(html, want) assert_string_equal(content_of(html, "Ferry stops", ""), want)

#endif
