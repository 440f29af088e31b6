/* test_reader_mail.c - mails and mailboxes that the tests make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define HEAD                                                                                       \
    "Message-ID: <m1@example.org>\n"                                                               \
    "MIME-Version: 1.0\n"                                                                          \
    "From: Jane Doe <jane@example.org>\n"                                                          \
    "Date: Tue, 16 Jun 2020 14:49:05 +0900\n"                                                      \
    "Subject: Ferries stop\n"

static void assert_mail(void **state, const char *text, const char *title, const char *body)
{
    struct reading *reading = reading_text(*state, "a.eml", text);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), title);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), body);
    reading_free(reading);
}

static void test_a_mail_is_an_article(void **state)
{
    struct reading *reading = reading_text(*state, "a",
                                           HEAD "Keywords: sea, travel\n\nThe last boat.\n\nIt "
                                                "left.\n");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "m1@example.org");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries stop");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16T14:49:05");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "sea\ntravel");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "The last boat.\n\nIt left.");
    reading_free(reading);
}

static void test_words_of_a_head_are_decoded(void **state)
{
    static const struct {
        const char *subject, *title;
    } subjects[] = {
        {"=?utf-8?Q?Caf=C3=A9_au_lait?=", "Caf\303\251 au lait"},
        {"=?ISO-8859-1?q?Caf=E9?= au =?utf-8?B?bGFpdA==?=", "Caf\303\251 au lait"},
        {"=?utf-8?B?Q2Fmww==?=\n =?utf-8?B?qQ==?=", "Caf\303\251"},
        {"=?utf-8?Q?one?= =?iso-8859-1?Q?_two?=", "one two"},
        {"=?windows-1252?Q?It\342\200\231s_raw?=", "It\342\200\231s raw"},
        {"=?utf-8?Q?never closed", "=?utf-8?Q?never closed"},
        {"=?nothing?X?a?= b", "=?nothing?X?a?= b"},
        {"=?no-such?Q?a?= b", "a b"},
        {"folded\n\tand again\n  folded", "folded and again folded"},
        {"Caf\351", "Caf\303\251"},
        {"a =?=? b", "a =?=? b"},
    };
    char text[500];
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        snprintf(text, sizeof text,
                 "MIME-Version: 1.0\nFrom: a@b.example\nSubject: %s\nTo: c\n\nText\n",
                 subjects[i].subject);
        assert_mail(state, text, subjects[i].title, "Text");
    }
}

static void test_senders_are_authors_or_sources(void **state)
{
    static const struct {
        const char *head, *author, *source;
    } heads[] = {
        {"From: jane@example.org", "jane@example.org", ""},
        {"From: jane@example.org (Jane Doe)", "Jane Doe", ""},
        {"From: \"Doe, Jane\" <jane@example.org>", "Doe, Jane", ""},
        {"From: <jane@example.org>", "jane@example.org", ""},
        {"From: =?utf-8?Q?Jos=C3=A9?= <j@example.org>", "Jos\303\251", ""},
        {"From: The Daily <a@b>\nList-Unsubscribe: <mailto:x>", "", "The Daily"},
        {"From: The Daily <a@b>\nPrecedence: bulk", "", "The Daily"},
        {"From: Jane Doe <a@b>\nList-Id: \"Harbour News\" <harbour.b>", "Jane Doe", "Harbour News"},
        {"From: Harbour News <a@b>\nList-Id: Harbour News <harbour.b>", "", "Harbour News"},
    };
    char text[500];
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        snprintf(text, sizeof text, "MIME-Version: 1.0\nSubject: s\nTo: c\n%s\n\nText\n",
                 heads[i].head);
        struct reading *reading = reading_text(*state, "a.eml", text);
        assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), heads[i].author);
        assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), heads[i].source);
        reading_free(reading);
    }
}

static void test_bodies_are_decoded(void **state)
{
    assert_mail(state,
                HEAD
                "Content-Type: text/plain; charset=\"iso-8859-1\"\n"
                "Content-Transfer-Encoding: quoted-printable\n\nCaf=E9 au=\n lait =3D good=\nx = "
                "y=ZZ \n",
                "Ferries stop", "Caf\303\251 au lait = goodx = y=ZZ");
    assert_mail(state,
                HEAD
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                "Q2Fmw6kg\nYXUgbGFpdA==\n",
                "Ferries stop", "Caf\303\251 au lait");
    assert_mail(state,
                HEAD
                "Content-Type: text/plain; format=flowed\n\nOne \nparagraph.\n\n Two.\n-- \nJane\n",
                "Ferries stop", "One paragraph.\n\nTwo.");
    assert_mail(state, HEAD "Content-Type: text/html\n\n<p>One.</p><p>Two &amp; three.</p>\n",
                "Ferries stop", "One.\n\nTwo & three.");
    assert_mail(state, HEAD "Content-Type: text; charset=iso-8859-1\n\nCaf\xE9.\n", "Ferries stop",
                "Caf\303\251.");
}

#define TWO(plain, html)                                                                           \
    HEAD "Content-Type: multipart/alternative;\n boundary=\"xx\"\n\nnot read\n--xx\n\n" plain      \
         "\n--xx\nContent-Type: text/html\n\n<p>" html "</p>\n--xx--\nnot read either\n"

static void test_of_plain_text_and_html_one_is_read(void **state)
{
    assert_mail(state, TWO("Plain text.", "HTML text."), "Ferries stop", "Plain text.");
    assert_mail(state, TWO("", "HTML text."), "Ferries stop", "HTML text.");
    assert_mail(state,
                TWO("See the web.", "The last ferry of the season left at noon, and nobody "
                                    "knows when there will be another."),
                "Ferries stop",
                "The last ferry of the season left at noon, and nobody knows when there will be "
                "another.");
}

static void test_attachments_go_by(void **state)
{
    assert_mail(state,
                HEAD
                "Content-Type: multipart/mixed; boundary=a\n\n"
                "--a\nContent-Type: multipart/alternative; boundary=\"a b\"\n\n"
                "--a b\nContent-Type: text/plain\n\nThe text.\n\n"
                "--a b\nContent-Type: text/html\n\n<p>The text!</p>\n--a b--\n"
                "--a\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
                "--a\nContent-Type: text/plain\nContent-Disposition: attachment\n\nattached\n"
                "--a\nContent-Type: text/plain\n\nOf the list.\n--a--\n",
                "Ferries stop", "The text.\n\nOf the list.");
}

static void test_a_mail_in_a_mail_is_part_of_its_text(void **state)
{
    assert_mail(state,
                HEAD "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nSee below.\n"
                     "--a\nContent-Type: message/rfc822\n\nSubject: Inner\nContent-Type: "
                     "multipart/alternative; boundary=b\n\n--b\n\nInner text.\n--b--\n--a--\n",
                "Ferries stop", "See below.\n\nInner\n\nInner text.");
}

static void test_a_mailbox_has_many(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "From a@b Thu Jan  1 00:00:00 2015\nMessage-ID: <1>\nSubject: One\nFrom: a\nTo: b\n"
        "Content-Length: 3\n\nText\n\n>From here on.\n>>From there.\nFrom now.\n\nFrom 12:30 on, "
        "no mail.\n"
        "\nFrom a@b Thu Jan  1 00:00:00 2015\nnor here: it is text.\n"
        "\nFrom a@b Thu Jan  1 00:00:00 2015\nMessage-ID: <1>\nSubject: Two\n\nOther text\n"
        "\nFrom a@b Thu Jan  1 00:00:00 2015\nMessage-ID: <1>\nSubject: One\n\nThe same\n");
    assert_int_equal(reading->count, 3);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "1");
    assert_non_null(
        strstr(reading_field(reading, 0, ARTICLE_BODY), "\nFrom here on.\n>From there."));
    assert_non_null(strstr(reading_field(reading, 0, ARTICLE_BODY), "it is text."));
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Two");
    assert_non_null(strstr(reading_field(reading, 1, ARTICLE_ID), "/a#2"));
    assert_string_equal(reading_field(reading, 2, ARTICLE_ID), "1");
    reading_free(reading);
}

static void test_lines_between_mails_may_have_no_time(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "From -\nMIME-Version: 1.0\nSubject: One\n\nText\n\nFrom here\nNote: no mail.\n\nFrom - "
        "\nSubject: Two\n\nText\n\nFrom "
        "117@x.example\r\nSubject: Three\r\n\r\nText\r\n");
    assert_int_equal(reading->count, 3);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "Text\n\nFrom here\nNote: no mail.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Two");
    assert_string_equal(reading_field(reading, 2, ARTICLE_TITLE), "Three");
    reading_free(reading);
}

static void test_no_empty_line_need_stand_between_mails(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "From a@b Thu Jan  1 00:00:00 2015\nMIME-Version: 1.0\nSubject: One\n\nText\nFrom 12:30 to "
        "13:30\nNote: nothing "
        "goes.\nFrom a@b Thu Jan  1 00:00:00 2015\nReturn-Path: <a@b>\nSubject: Two\n\nText\n");
    assert_int_equal(reading->count, 2);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "Text\nFrom 12:30 to 13:30\nNote: nothing goes.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Two");
    reading_free(reading);
}

static void test_a_mail_with_a_huge_attachment_is_read(void **state)
{
    struct buf mail;
    buf_init(&mail);
    buf_add_text(&mail, HEAD "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nThe text.\n"
                             "--a\nContent-Type: image/png\n\n");
    for (int i = 0; i < 100000; i++)
        buf_add_text(&mail, "iVBORw0KGgo=iVBORw0KGgo=\n");
    assert_mail(state, mail.data, "Ferries stop", "The text.");
    buf_release(&mail);
}

static void test_hostile_mails_are_bounded(void **state)
{
    struct buf mail;
    buf_init(&mail);
    buf_add_text(&mail, HEAD "Content-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < 2000; i++)
        buf_addf(&mail, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    buf_add_text(&mail, "text\n");
    struct reading *reading = reading_text(*state, "a.eml", mail.data);
    assert_int_equal(reading->count, 1);
    reading_free(reading);
    buf_reset(&mail);
    buf_add_text(&mail, HEAD "Content-Type: message/rfc822\n\n");
    for (int i = 0; i < 2000; i++)
        buf_add_text(&mail, "Content-Type: message/rfc822\n\n");
    reading = reading_text(*state, "a.eml", mail.data);
    assert_int_equal(reading->count, 1);
    reading_free(reading);
    buf_reset(&mail);
    buf_add_text(&mail, "From: a\nMIME-Version: 1.0\nTo: b\nSubject: ");
    for (int i = 0; i < 100000; i++)
        buf_add_text(&mail, "=?utf-8?q?");
    buf_add_text(&mail, "\n\n");
    for (int i = 0; i < 200000; i++)
        buf_add_text(&mail, "a long line of text\n");
    reading = reading_text(*state, "a.eml", mail.data);
    assert_int_equal(reading->count, 0);
    assert_string_equal(reading->rejects[0].reason, "a mail of more than 1048576 bytes");
    reading_free(reading);
    buf_release(&mail);
}

static void test_heads_may_be_odd(void **state)
{
    /* Sent on by hand, with a line broken, and saved by programs that write no time behind "From". */
    assert_mail(state,
                "Received: by a\nFrom: a@b.example\nthe second line of it\nSubject: One\n\nText\n",
                "One", "Text");
    assert_mail(state, "From a@b.example\n" HEAD "\nText\n", "Ferries stop", "Text");
    assert_mail(state, "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Text</p>", "", "Text");
}

static void test_what_is_no_mail_is_read_as_text(void **state)
{
    static const struct {
        const char *text, *title;
    } rows[] = {
        {"Title: Ferries\nDate: 2020-06-16\n\nThe last boat.\n", "Ferries"},
        {"From 12:30 on no ferries\n\nThe last boat.\n", "From 12:30 on no ferries"},
        {"From here\nSource: HW\nDate: 2020-06-16\n\nText.\n", "From here"},
        {"From: Jane\nTo: all\nDate: today\nWe sail at noon.\n", "From: Jane"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(reading_one(*state, "a.txt", rows[i].text, ARTICLE_TITLE),
                            rows[i].title);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_mail_is_an_article),
        TEST(test_words_of_a_head_are_decoded),
        TEST(test_senders_are_authors_or_sources),
        TEST(test_bodies_are_decoded),
        TEST(test_of_plain_text_and_html_one_is_read),
        TEST(test_attachments_go_by),
        TEST(test_a_mail_in_a_mail_is_part_of_its_text),
        TEST(test_a_mailbox_has_many),
        TEST(test_lines_between_mails_may_have_no_time),
        TEST(test_no_empty_line_need_stand_between_mails),
        TEST(test_a_mail_with_a_huge_attachment_is_read),
        TEST(test_hostile_mails_are_bounded),
        TEST(test_heads_may_be_odd),
        TEST(test_what_is_no_mail_is_read_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
