#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/readers/xml.h" /* without libxml2 there is nothing to test */
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static void is_article(void **state, const char *text)
{
    struct reading *reading = reading_text(*state, "a.xml", text);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries & bridges");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe\nSam Roe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Harbour");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://h.example/1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SECTION), "Ports\nSea");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "a\nb");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "Why\n\nThe last boat left.\n\nNobody waited.");
    reading_free(reading);
}

static void test_a_doc_is_an_article(void **state)
{
    is_article(
        state,
        "<doc sitename='The Harbour' title='Ferries &amp; bridges' author='Jane Doe; Sam Roe' "
        "date='2020-06-16' url='https://h.example/1' hostname='h.example' "
        "categories='Ports;Sea' tags='a;b' fingerprint='f'>\n"
        "  <main><head rend='h2'>Why</head><p>The last <hi rend='#b'>boat</hi> left.</p>"
        "<p>Nobody waited.</p></main><comments><p>First!</p></comments></doc>");
}

static void test_a_tei_is_an_article(void **state)
{
    is_article(
        state,
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt>"
        "<title type='main'>Ferries &amp; bridges</title><author>Jane Doe; Sam Roe</author>"
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><bibl>x</bibl><biblFull>"
        "<publicationStmt><publisher>The Harbour (h.example)</publisher>"
        "<ptr type='URL' target='https://h.example/1'/><date>2020-06-16</date></publicationStmt>"
        "</biblFull></sourceDesc></fileDesc><profileDesc><textClass><keywords>"
        "<term type='categories'>Ports,Sea</term><term type='tags'>a,b</term></keywords>"
        "</textClass></profileDesc></teiHeader><text><body><div type='entry'>"
        "<ab type='header'>Why</ab><p>The last boat left.</p><p>Nobody waited.</p></div>"
        "<div type='comments'><p>First!</p></div></body></text></TEI>");
}

static void test_a_doc_of_others_is_not_taken(void **state)
{
    (void)state;
    const char text[] = "<doc><field name='x'>y</field></doc>";
    assert_ptr_not_equal(reader_for("a.xml", text, sizeof text - 1), reader_of_name("trafilatura"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_doc_is_an_article),
        cmocka_unit_test(test_a_tei_is_an_article),
        cmocka_unit_test(test_a_doc_of_others_is_not_taken),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
