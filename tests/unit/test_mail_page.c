/* test_mail_page.c - pages that browsers have saved in the form of mails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define URL "https://buoy.example/ferry-late"
#define BY_BLINK                                                                                   \
    "From: <Saved by Blink>\r\n"                                                                   \
    "Snapshot-Content-Location: " URL "\r\n"
#define HEAD                                                                                       \
    "Subject: Ferry late | The Buoy\r\n"                                                           \
    "Date: Tue, 4 Jun 2024 20:57:00 -0000\r\n"                                                     \
    "MIME-Version: 1.0\r\n"                                                                        \
    "Content-Type: multipart/related;\r\n"                                                         \
    "\ttype=\"text/html\";\r\n"                                                                    \
    "\tboundary=\"--x\"\r\n\r\n\r\n"
#define PAGE(location, charset)                                                                    \
    "----x\r\n"                                                                                    \
    "Content-Type: text/html" charset "\r\n"                                                       \
    "Content-Transfer-Encoding: quoted-printable\r\n" location "\r\n"
#define HTML                                                                                       \
    "<title>Ferry late | The Buoy</title><meta name=3D\"author\" content=3D\"Jane "                \
    "Doe\"><body><nav><a href=3D\"/\">Ho=\r\n"                                                     \
    "me</a></nav><h1>Ferry late</h1><p>The last boat left the caf=E9 at noon, an hour after it "   \
    "should have, a=\r\n"                                                                          \
    "nd nobody on board complained.</p><p>It was full, said the captain, who had counted the "     \
    "passengers twice.</p>\r\n"
#define TEXT                                                                                       \
    "The last boat left the caf\xC3\xA9 at noon, an hour after it should have, and nobody on "     \
    "board complained.\n\nIt was full, said the captain, who had counted the passengers twice."
#define REST                                                                                       \
    "----x\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>Buy a "  \
    "boat, today and not tomorrow, from the best of all the sellers of boats.</p>\r\n"             \
    "----x\r\nContent-Type: image/png\r\nContent-Location: /a.png\r\n\r\niVBORw0KGgo=\r\n"         \
    "----x--\r\n"
#define AT "Content-Location: " URL "\r\n"
#define LATIN "; charset=\"windows-1252\""

static void test_a_saved_page_is_read_as_a_page(void **state)
{
    if (!WITH_XML) skip();
    struct reading *reading = reading_text(*state, "a.mhtml",
                                           BY_BLINK HEAD PAGE(AT, LATIN) HTML REST);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID),
                        reading_field(reading, 0, ARTICLE_PATH));
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferry late");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), URL);
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2024-06-04T20:57:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), TEXT);
    reading_free(reading);
}

static void test_other_programs_save_pages_too(void **state)
{
    static const char *const heads[] = {
        "From: \"Saved by Windows Internet Explorer 8\"\r\n" HEAD,
        "From: <Saved by WebKit>\r\n" HEAD,
        HEAD,
    };
    if (!WITH_XML) skip();
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct buf text;
        buf_init(&text);
        buf_add_text(&text, heads[i]);
        buf_add_text(&text, PAGE(AT, LATIN) HTML REST);
        assert_string_equal(reading_one(*state, "a.mht", text.data, ARTICLE_BODY), TEXT);
        buf_release(&text);
    }
}

static void test_its_address_may_be_of_a_disk(void **state)
{
    if (!WITH_XML) skip();
    assert_string_equal(reading_one(*state, "a.mht",
                                    HEAD PAGE("Content-Location: file:///C:/a.htm\r\n", LATIN)
                                        HTML REST,
                                    ARTICLE_URL),
                        "");
}

static void test_what_somebody_sent_is_a_mail(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.eml", "From: Jane Doe <jane@example.org>\r\n" HEAD PAGE(AT, LATIN) HTML REST);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferry late | The Buoy");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    reading_free(reading);
}

static void test_a_page_from_nowhere_is_a_mail(void **state)
{
    assert_string_equal(
        reading_one(*state, "a.eml", BY_BLINK HEAD PAGE("", LATIN) HTML REST, ARTICLE_TITLE),
        "Ferry late | The Buoy");
}

static void test_in_a_mailbox_it_is_named_by_its_address(void **state)
{
    if (!WITH_XML) skip();
    struct reading *reading = reading_text(
        *state, "a.mbox",
        "From - Tue Jun  4 20:57:00 2024\r\n" BY_BLINK HEAD PAGE(AT, LATIN) HTML REST
        "\r\nFrom - Tue Jun  4 20:57:00 2024\r\nFrom: Jane\r\nDate: 4 Jun 2024\r\nSubject: Soup"
        "\r\n\r\nIt was hot.\r\n");
    assert_int_equal(reading->count, 2);
    const char *id = reading_field(reading, 0, ARTICLE_ID);
    assert_string_equal(strstr(id, "a.mbox/") + strlen("a.mbox/"), URL);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Soup");
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_saved_page_is_read_as_a_page),
        TEST(test_other_programs_save_pages_too),
        TEST(test_its_address_may_be_of_a_disk),
        TEST(test_what_somebody_sent_is_a_mail),
        TEST(test_a_page_from_nowhere_is_a_mail),
        TEST(test_in_a_mailbox_it_is_named_by_its_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
