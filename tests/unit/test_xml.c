#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/readers/xml.h"
#include "tests/unit/scratch.h"

static struct xml_document parse_sized(const char *text, size_t size)
{
    struct xml_document document;
    nsearch_error error;
    assert_int_equal(xml_parse(text, size, &document, &error), NSEARCH_OK);
    return document;
}

static struct xml_document parse(const char *text)
{
    return parse_sized(text, strlen(text));
}

/* All of the text in the document. */
static const char *text_of(const char *text)
{
    static char out[4096];
    struct buf all;
    struct xml_document document = parse(text);
    buf_init(&all);
    xml_text(document.root, &all);
    assert_true(all.size < sizeof out);
    memcpy(out, all.data, all.size + 1);
    buf_release(&all);
    xml_release(&document);
    return out;
}

/* ---- What is wild ------------------------------------------------------------------------------- */

static void test_text_is_what_stands_there(void **state)
{
    (void)state;
    assert_string_equal(text_of("<a>one <b>two</b><![CDATA[ <c> & &amp;]]> &lt;&#65;&#x42;</a>"),
                        "one two <c> & &amp; <AB");
}

static void test_what_is_no_reference_is_text(void **state)
{
    (void)state;
    assert_string_equal(text_of("<a>AT&T & R&D; &bogus; &#0; &#xD800; &;</a>"),
                        "AT&T & R&D; &bogus; &#0;  &;");
    assert_string_equal(text_of("<a b='x&y'>caf&eacute;&nbsp;&ndash; &#146;</a>"),
                        "caf\xC3\xA9\xC2\xA0\xE2\x80\x93 \xE2\x80\x99");
}

static void test_less_than_is_text_where_it_begins_no_tag(void **state)
{
    (void)state;
    assert_string_equal(text_of("<a>1 < 2 <3 ]]> <</a>"), "1 < 2 <3 ]]> <");
}

static void test_control_characters_are_spaces(void **state)
{
    (void)state;
    assert_string_equal(text_of("<a>x\x08y\xEF\xBF\xBFz<![CDATA[\x1B]]></a>"), "x y z ");
}

static void test_text_may_stand_before_the_declaration(void **state)
{
    (void)state;
    struct xml_document document = parse("\n\n Warning <?xml version='1.0'?><a>x</a><b/>");
    assert_true(xml_is(document.root, "a"));
    assert_true(document.whole);
    xml_release(&document);
}

static void test_missing_end_tags_stand_where_the_element_around_ends(void **state)
{
    (void)state;
    struct xml_document document = parse("<r><a>1<b>2</a></x><c>3</c></r>");
    assert_true(xml_is(xml_path(document.root, "a/b"), "b"));
    assert_true(xml_is(xml_child(document.root, "c"), "c"));
    assert_true(document.whole);
    xml_release(&document);
}

static void test_attributes_may_lack_quotes(void **state)
{
    (void)state;
    struct xml_document document = parse("<a b=1 c d=\"x>'<\" b:e='&quot;2'/>");
    assert_string_equal(xml_attribute(document.root, "b"), "1");
    assert_string_equal(xml_attribute(document.root, "c"), "");
    assert_string_equal(xml_attribute(document.root, "d"), "x>'<");
    assert_string_equal(xml_attribute(document.root, "e"), "\"2");
    assert_null(xml_attribute(document.root, "f"));
    xml_release(&document);
}

static void test_a_document_that_breaks_off_keeps_what_came_before(void **state)
{
    (void)state;
    static const char *const texts[] = {"<r><a>1</a><b>", "<r><a>1</a><b c='",
                                        "<r><a>1</a><!-- </r>", "<r><a>1</a><![CDATA[</r>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct xml_document document = parse(texts[i]);
        assert_true(xml_is(xml_child(document.root, "a"), "a"));
        assert_false(document.whole);
        xml_release(&document);
    }
}

static void test_what_has_no_element_is_not_xml(void **state)
{
    (void)state;
    struct xml_document document;
    assert_int_equal(xml_parse("a < b", 5, &document, NULL), NSEARCH_INVALID);
    xml_release(&document);
    assert_int_equal(xml_parse("", 0, &document, NULL), NSEARCH_INVALID);
    xml_release(&document);
}

/* ---- What is hostile ---------------------------------------------------------------------------- */

static void test_entities_are_not_expanded(void **state)
{
    (void)state;
    assert_string_equal(
        text_of("<!DOCTYPE a [<!ENTITY x \"ha\"> <!ENTITY y \"&x;&x;\"> <!-- it's ]> -->\n"
                "<!ENTITY z '&y;&y;'>]><a>&z;</a>"),
        "&z;");
}

static void test_no_file_is_opened(void **state)
{
    char text[4096];
    const char *secret = scratch_write(*state, "secret", "hidden", 6);
    snprintf(text, sizeof text,
             "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"%s\" [<!ENTITY x SYSTEM \"file://%s\">"
             "<!ENTITY %% p SYSTEM \"%s\"> %%p;]><a b='&x;'>[&x;]</a>",
             secret, secret, secret);
    assert_string_equal(text_of(text), "[&x;]");
}

static char *repeated(const char *text, size_t count, size_t *size)
{
    const size_t length = strlen(text);
    char *out = malloc(count * length + 1);
    assert_non_null(out);
    for (size_t i = 0; i < count; i++)
        memcpy(out + i * length, text, length);
    *size = count * length;
    out[*size] = '\0';
    return out;
}

static void test_a_deep_text_is_kept_without_its_tags(void **state)
{
    (void)state;
    size_t size, depth = 0;
    char *text = repeated("<d>x", 100000, &size);
    struct xml_document document = parse_sized(text, size);
    for (const xmlNode *node = document.root; node; node = xml_child(node, "d"))
        depth++;
    assert_int_equal(depth, XML_DEPTH_MAX);
    struct buf all;
    buf_init(&all);
    xml_text(document.root, &all);
    assert_int_equal(all.size, 100000);
    buf_release(&all);
    xml_release(&document);
    free(text);
}

static void test_elements_and_attributes_are_counted(void **state)
{
    (void)state;
    size_t size;
    char *text = repeated("<d a='' b=''/>", XML_NODES_MAX / 2, &size);
    memcpy(text, "<d a='' b=''>>", 14);
    struct xml_document document = parse_sized(text, size);
    assert_true(document.cut);
    xml_release(&document);
    free(text);
    text = repeated(" a='' ", 1000000, &size);
    memcpy(text, "<d b", 4);
    memcpy(text + size - 2, "/>", 2);
    document = parse_sized(text, size);
    assert_string_equal(xml_attribute(document.root, "b"), "");
    assert_true(document.whole);
    xml_release(&document);
    free(text);
}

static void test_a_text_may_be_longer_than_the_parsers_own_limit(void **state)
{
    (void)state;
    size_t size;
    char *text = repeated("x", 11000000, &size);
    memcpy(text, "<d>", 3);
    memcpy(text + size - 4, "</d>", 4);
    struct xml_document document = parse_sized(text, size);
    assert_int_equal(strlen((const char *)document.root->children->content), size - 7);
    xml_release(&document);
    free(text);
}

/* ---- Charsets ----------------------------------------------------------------------------------- */

static void test_charsets_are_those_declared_where_the_bytes_bear_it(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9\x93</a>", "\xC3\xA9\xE2\x80\x9C"},
        {"<?xml version='1.0' encoding='iso-8859-1'?><a>\xC3\xA9</a>", "\xC3\xA9"},
        {"<?xml version='1.0' encoding='UTF-8'?><a>\xC3\xA9 \xE9</a>", "\xC3\xA9 \xC3\xA9"},
        {"<?xml version='1.0' encoding='utf-16'?><a>\xC3\xA9</a>", "\xC3\xA9"},
        {"<?xml version='1.0' encoding='windows-1251'?><a>\xCC\xE8\xF0</a>",
         "\xD0\x9C\xD0\xB8\xD1\x80"},
        {"<?xml encoding=\"Shift_JIS\"?><a>\x93\xFA\x96\x7B</a>", "\xE6\x97\xA5\xE6\x9C\xAC"},
        {"<?xml encoding=\"ISO-2022-JP\"?><a>\x1B$BF|K\\\x1B(B</a>", "\xE6\x97\xA5\xE6\x9C\xAC"},
        {"<?xml version='1.0' encoding='nobody-knows'?><a>\xE9t\xE9</a>", "\xC3\xA9t\xC3\xA9"},
        {"<a>\xE9t\xE9 a caf\xE9</a>", "\xC3\xA9t\xC3\xA9 a caf\xC3\xA9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_of(cases[i][0]), cases[i][1]);
}

/* ---- Roots -------------------------------------------------------------------------------------- */

static void test_roots_are_known_from_the_head(void **state)
{
    (void)state;
    struct xml_root root;
    const char text[] = "<?xml version='1.0'?>\n<!-- <rss> -->\n<!DOCTYPE x [<!ENTITY a '>'>]>\n"
                        "<r:RDF a='>' xmlns='urn:x' xmlns:r=\"urn:rdf\" ";
    assert_true(xml_root(text, strlen(text), &root));
    assert_true(xml_root_is(&root, "RDF", "urn:rdf"));
    assert_true(xml_root_is(&root, "RDF", NULL));
    assert_false(xml_root_is(&root, "rdf", NULL));
    assert_true(xml_root_has(&root, "urn:x"));
    static const char *const none[] = {"", " ", "x <a>", "{\"a\": \"<b>\"}", "</a>", "< a>"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(xml_root(none[i], strlen(none[i]), &root));
    assert_true(xml_root("<a/>", 4, &root) && xml_root_is(&root, "a", ""));
}

/* ---- Trees -------------------------------------------------------------------------------------- */

static void test_trees_are_walked_in_the_order_of_the_text(void **state)
{
    (void)state;
    struct xml_document document = parse(
        "<r xml:lang='de'><a><b/>t<c/></a><dc:d xmlns:e='urn:e'><e:f/></dc:d></r>");
    char names[16] = "";
    const xmlNode *root = document.root;
    for (const xmlNode *node = xml_walk(root, root); node; node = xml_walk(root, node))
        strcat(names, xml_name(node));
    assert_string_equal(names, "abcdf");
    const xmlNode *f = xml_find(root, "f"), *d = xml_child(root, "d");
    const char *prefix;
    assert_string_equal(xml_uri(f), "urn:e");
    assert_string_equal(xml_language(f), "de");
    assert_int_equal(xml_prefix(d, &prefix), 2);
    assert_memory_equal(prefix, "dc", 2);
    assert_ptr_equal(xml_path(root, "d/f"), f);
    assert_null(xml_path(root, "a/f"));
    assert_null(xml_next(d, NULL));
    assert_null(xml_child(NULL, "a"));
    xml_release(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_what_stands_there),
        cmocka_unit_test(test_what_is_no_reference_is_text),
        cmocka_unit_test(test_less_than_is_text_where_it_begins_no_tag),
        cmocka_unit_test(test_control_characters_are_spaces),
        cmocka_unit_test(test_text_may_stand_before_the_declaration),
        cmocka_unit_test(test_missing_end_tags_stand_where_the_element_around_ends),
        cmocka_unit_test(test_attributes_may_lack_quotes),
        cmocka_unit_test(test_a_document_that_breaks_off_keeps_what_came_before),
        cmocka_unit_test(test_what_has_no_element_is_not_xml),
        cmocka_unit_test(test_entities_are_not_expanded),
        cmocka_unit_test_setup_teardown(test_no_file_is_opened, scratch_setup, scratch_teardown),
        cmocka_unit_test(test_a_deep_text_is_kept_without_its_tags),
        cmocka_unit_test(test_elements_and_attributes_are_counted),
        cmocka_unit_test(test_a_text_may_be_longer_than_the_parsers_own_limit),
        cmocka_unit_test(test_charsets_are_those_declared_where_the_bytes_bear_it),
        cmocka_unit_test(test_roots_are_known_from_the_head),
        cmocka_unit_test(test_trees_are_walked_in_the_order_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
