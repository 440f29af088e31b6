#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_names.h"

/* The text of a page, in a buffer that is used again. */
static const char *text_of(const char *html, size_t size)
{
    static char copy[4096];
    struct buf out;
    xmlDoc *tree;
    buf_init(&out);
    assert_int_equal(html_parse(html, size, &tree, NULL), NSEARCH_OK);
    html_text_of((const xmlNode *)tree, &out);
    strncpy(copy, out.data, sizeof copy - 1);
    xmlFreeDoc(tree);
    buf_release(&out);
    return copy;
}

#define IS(html, want) assert_string_equal(text_of(html, strlen(html)), want)

static unsigned depth_of(const xmlNode *node)
{
    unsigned most = 0;
    for (const xmlNode *child = node->children; child; child = child->next) {
        const unsigned depth = depth_of(child);
        most = depth > most ? depth : most;
    }
    return most + 1;
}

/* `count` times a tag, then text. */
static void check_deep(const char *tag, size_t count, bool read)
{
    struct buf html;
    xmlDoc *tree;
    buf_init(&html);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&html, tag);
    buf_add_text(&html, "deep");
    assert_int_equal(html_parse(html.data, html.size, &tree, NULL), NSEARCH_OK);
    assert_in_range(depth_of((const xmlNode *)tree), 2, HTML_DEPTH_MAX + 3);
    xmlFreeDoc(tree);
    assert_int_equal(strstr(text_of(html.data, html.size), "deep") != NULL, read);
    buf_release(&html);
}

static void test_anything_is_a_page(void **state)
{
    (void)state;
    IS("", "");
    IS("text", "text");
    IS("<p>a<div>b", "a\n\nb");
    IS("</p></div>a", "a");
    IS("<html><head><title>No</title></head><body>Yes</body></html>after", "Yes\n\nafter");
    IS("<article><custom-tag>a</custom-tag></article>", "a");
}

static void test_nested_deeply_the_text_is_kept(void **state)
{
    (void)state;
    check_deep("<div>", 150, true);
    check_deep("<div>", 900, true);
    check_deep("<b><i>", 400, true);
    check_deep("<div>", 100000, false);
}

static void test_the_charset_is_utf8_whatever_the_page_says(void **state)
{
    (void)state;
    IS("<meta charset=iso-8859-1><p>\xC3\xA9\xE2\x82\xAC", "é€");
    IS("<meta http-equiv=content-type content='text/html; charset=gb2312'><p>é", "é");
}

static void test_nothing_is_resolved(void **state)
{
    (void)state;
    IS("<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><p>a&x;b", "]>\n\na&x;b");
}

static void test_blocks_lines_cells_and_breaks_stand_apart(void **state)
{
    (void)state;
    IS("<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table>f<br>g<br><br>h",
       "a\nb\n\nc d\ne\n\nf\ng\n\nh");
    IS("<pre>a  b\n c\n\nd</pre>", "a b\nc\n\nd");
    IS("a<script>no</script><style>no</style><template>no</template><svg><text>no</text></svg>b",
       "ab");
    IS("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)");
}

static void test_attributes_are_read_in_any_case(void **state)
{
    (void)state;
    xmlDoc *tree;
    assert_int_equal(html_parse("<P CLASS=a id>", 14, &tree, NULL), NSEARCH_OK);
    const xmlNode *node = xmlDocGetRootElement(tree)->children->children;
    assert_true(html_is(node, "p"));
    assert_string_equal(html_attribute(node, "class"), "a");
    assert_string_equal(html_attribute(node, "id"), "");
    assert_null(html_attribute(node, "style"));
    assert_int_equal(html_kind_of(node), HTML_BLOCK);
    xmlFreeDoc(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_anything_is_a_page),
        cmocka_unit_test(test_nested_deeply_the_text_is_kept),
        cmocka_unit_test(test_the_charset_is_utf8_whatever_the_page_says),
        cmocka_unit_test(test_nothing_is_resolved),
        cmocka_unit_test(test_blocks_lines_cells_and_breaks_stand_apart),
        cmocka_unit_test(test_attributes_are_read_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
