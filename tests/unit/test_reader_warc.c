/* test_reader_warc.c - web archives that the tests make, whole and broken; ARC too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "common/buf.h"
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

enum {
    LIMIT = 1 << 20
};

#define PAGE(title)                                                                                \
    "<!DOCTYPE html><html><head><title>" title "</title></head><body><article><h1>" title "</h1>"  \
    "<p>The harbour master said on Monday that the last ferry of the season would leave at noon, " \
    "and that nobody should wait for another one before the spring.</p>"                           \
    "<p>Fishermen on the quay said that they had heard it before, and went on mending nets.</p>"   \
    "</article></body></html>"

/* Adds a record; `lie` is added to its length. */
static void add_record(struct buf *out, const char *type, const char *url, const char *content_type,
                       const char *body, size_t size, long lie)
{
    buf_addf(out,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
             "WARC-Date: 2020-06-16T14:49:05Z\r\nContent-Type: %s\r\nContent-Length: %ld\r\n\r\n",
             type, url, content_type, (long)size + lie);
    buf_add(out, body, size);
    buf_add_text(out, "\r\n\r\n");
}

/* Adds an answer of HTTP with the lines of `head`, each with its line end. */
static void add_answer(struct buf *out, const char *url, const char *head, const char *body,
                       size_t size, long lie)
{
    struct buf answer;
    buf_init(&answer);
    buf_addf(&answer, "HTTP/1.1 %s\r\n", head);
    buf_add(&answer, body, size);
    add_record(out, "response", url, "application/http; msgtype=response", answer.data, answer.size,
               lie);
    buf_release(&answer);
}

static struct reading *read_made(void **state, const char *name, struct buf *made)
{
    struct reading *reading = reading_of(scratch_write(*state, name, made->data, made->size), NULL,
                                         LIMIT);
    buf_release(made);
    return reading;
}

static void assert_titles(const struct reading *reading, const char *first, const char *second)
{
    assert_int_equal(reading->count, second ? 2 : first ? 1 : 0);
    if (first) assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), first);
    if (second) assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), second);
}

#if WITH_XML

static void add_page(struct buf *out, const char *url, const char *page)
{
    add_answer(out, url, "200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", page, strlen(page),
               0);
}

/* Packs what was added since `from` as a member of gzip, or with zlib's other frames. */
static void pack(struct buf *out, size_t from, int window)
{
    z_stream stream = {0};
    static unsigned char packed[1 << 18];
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (unsigned char *)out->data + from;
    stream.avail_in = (uInt)(out->size - from);
    stream.next_out = packed;
    stream.avail_out = sizeof packed;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    buf_cut(out, from);
    buf_add(out, packed, stream.total_out);
    deflateEnd(&stream);
}

static void test_pages_are_articles_with_their_place_and_day(void **state)
{
    struct buf made;
    char want[4400];
    buf_init(&made);
    add_record(&made, "warcinfo", "", "application/warc-fields", "software: x\r\n", 13, 0);
    add_record(&made, "request", "http://a.example/1", "application/http; msgtype=request",
               "GET /1 HTTP/1.1\r\n\r\n", 19, 0);
    add_page(&made, "http://a.example/1", PAGE("Ferries stop"));
    add_page(&made, "<http://a.example/2?x=y z>", PAGE("Ferries start"));
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "Ferries stop", "Ferries start");
    assert_int_equal(reading->reject_count, 0);
    const char *path = scratch_path(*state, "a.warc");
    snprintf(want, sizeof want, "%s/http://a.example/2?x=y z", path);
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), want);
    assert_string_equal(reading_field(reading, 1, ARTICLE_PATH), path);
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "http://a.example/1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16T14:49:05");
    assert_non_null(strstr(reading_field(reading, 0, ARTICLE_BODY), "harbour master"));
    reading_free(reading);
}

static void test_what_is_no_article_is_passed_over(void **state)
{
    struct buf made;
    buf_init(&made);
    static const char text[] = "User-agent: *\nDisallow: /\n";
    add_answer(&made, "http://a/robots.txt", "200 OK\r\nContent-Type: text/plain\r\n", text,
               strlen(text), 0);
    add_answer(&made, "http://a/b.png", "200 OK\r\nContent-Type: image/png\r\n", "\211PNG\0", 5, 0);
    add_answer(&made, "http://a/c.css", "200 OK\r\nContent-Type: text/css\r\n", "a {}", 4, 0);
    add_answer(&made, "http://a/d", "404 Not Found\r\nContent-Type: text/html\r\n", PAGE("Gone"),
               strlen(PAGE("Gone")), 0);
    add_answer(&made, "http://a/e", "200 OK\r\nContent-Type: application/json\r\n",
               "{\"title\":\"of a box\"}", 20, 0);
    add_answer(&made, "http://a/f", "200 OK\r\nContent-Type: text/xml\r\n", "<urlset></urlset>", 17,
               0);
    add_record(&made, "revisit", "http://a/g", "application/http", "HTTP/1.1 200 OK\r\n\r\n", 19,
               0);
    add_record(&made, "metadata", "http://a/h", "text/plain", "fetchTimeMs: 3", 14, 0);
    add_record(&made, "resource", "metadata://wget/log", "text/plain", "Opening", 7, 0);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, NULL, NULL);
    assert_int_equal(reading->reject_count, 0);
    reading_free(reading);
}

static void test_resources_and_feeds_are_read(void **state)
{
    static const char feed[] =
        "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title><item>"
        "<title>Rain</title><description>It will rain.</description></item></channel></rss>";
    struct buf made;
    buf_init(&made);
    add_record(&made, "resource", "http://a/b.html", "text/html", PAGE("Snow"),
               strlen(PAGE("Snow")), 0);
    add_answer(&made, "http://a/feed", "200 OK\r\nContent-Type: application/rss+xml\r\n", feed,
               strlen(feed), 0);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "Snow", "Rain");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "");
    reading_free(reading);
}

static void test_chunks_are_joined(void **state)
{
    static const char page[] = PAGE("In two chunks");
    struct buf made, body;
    buf_init(&made);
    buf_init(&body);
    buf_addf(&body, "%x;name=value\r\n%.100s\r\n%zX\r\n%s\r\n0\r\n\r\n", 100, page,
             strlen(page) - 100, page + 100);
    static const char head[] =
        "200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n";
    add_answer(&made, "http://a/b", head, body.data, body.size, 0);
    add_answer(&made, "http://a/c", head, PAGE("In none"), strlen(PAGE("In none")), 0);
    buf_release(&body);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "In two chunks", "In none");
    assert_null(strstr(reading_field(reading, 0, ARTICLE_BODY), "name=value"));
    reading_free(reading);
}

static void test_packed_bodies_are_unpacked(void **state)
{
    static const struct {
        const char *encoding;
        int window; /* 0: it isn't packed */
    } kinds[] = {{"gzip", 31}, {"x-gzip", 31}, {"deflate", 15}, {"deflate", -15},
                 {"", 31},     {"gzip", 0},    {"deflate", 0},  {"br", 0}};
    struct buf made, body;
    char head[200];
    buf_init(&made);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buf_init(&body);
        buf_add_text(&body, PAGE("Packed"));
        if (kinds[i].window) pack(&body, 0, kinds[i].window);
        snprintf(head, sizeof head, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n",
                 kinds[i].encoding);
        add_answer(&made, "http://a/b", head, body.data, body.size, 0);
        buf_release(&body);
    }
    add_answer(&made, "http://a/c", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n",
               "\213\5\200Hello\3", 9, 0);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_int_equal(reading->count, 8);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason,
                        "record 9 (http://a/c): packed with brotli, which isn't read");
    reading_free(reading);
}

/* A record in the middle whose length is wrong, packed or not: those around it are read. */
static void test_a_length_that_lies_costs_one_record(void **state)
{
    static const long lies[] = {7, -1, 40, -300, 400, 1500, 500000, 1L << 40, -100000000};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct buf made;
        buf_init(&made);
        add_page(&made, "http://a/1", PAGE("First"));
        add_answer(&made, "http://a/2", "200 OK\r\nContent-Type: text/html\r\n", PAGE("Second"),
                   strlen(PAGE("Second")), lies[i]);
        add_page(&made, "http://a/3", PAGE("Third"));
        add_page(&made, "http://a/4", PAGE("Fourth"));
        struct reading *reading = read_made(state, "a.warc", &made);
        assert_int_equal(reading->count, 3);
        assert_int_equal(reading->reject_count, 1);
        assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "First");
        assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Third");
        assert_string_equal(reading_field(reading, 2, ARTICLE_TITLE), "Fourth");
        assert_false(reading->broken);
        reading_free(reading);
    }
}

static void test_the_answers_own_length_may_tell(void **state)
{
    struct buf made;
    char head[100];
    buf_init(&made);
    snprintf(head, sizeof head, "200 OK\r\nContent-Type: text/html\r\nContent-Length: %zu\r\n",
             strlen(PAGE("First")));
    add_answer(&made, "http://a/1", head, PAGE("First"), strlen(PAGE("First")), 17);
    add_page(&made, "http://a/2", PAGE("Second"));
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "First", "Second");
    assert_int_equal(reading->reject_count, 0);
    reading_free(reading);
}

static void test_what_is_between_records_is_passed_over(void **state)
{
    struct buf made;
    buf_init(&made);
    add_page(&made, "http://a/1", PAGE("First"));
    buf_add_text(&made, "garbage\nmore of it\nWARC/1.0\r\nWARC-Type: response\r\n\r\n");
    for (int i = 0; i < 20000; i++)
        buf_add_text(&made, "garbage\n");
    add_page(&made, "http://a/2", PAGE("Second"));
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "First", "Second");
    assert_int_equal(reading->reject_count, 2);
    assert_string_equal(reading->rejects[1].reason, "record 2: it has no length");
    reading_free(reading);
}

static void test_a_file_that_breaks_off_is_broken(void **state)
{
    struct buf made;
    buf_init(&made);
    add_page(&made, "http://a/1", PAGE("First"));
    add_page(&made, "http://a/2", PAGE("Second"));
    buf_cut(&made, made.size - 50);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "First", NULL);
    assert_int_equal(reading->reject_count, 1);
    assert_true(reading->broken);
    reading_free(reading);
}

static void test_a_broken_member_of_gzip_costs_one_record(void **state)
{
    for (int kind = 0; kind < 3; kind++) {
        struct buf made;
        size_t at[5];
        buf_init(&made);
        for (int i = 0; i < 4; i++) {
            at[i] = made.size;
            add_page(&made, "http://a/1", PAGE("A page"));
            pack(&made, at[i], 31);
        }
        at[4] = made.size;
        if (kind == 0) memset(made.data + at[1] + 40, 0xFF, 20); /* its data */
        if (kind == 1) made.data[at[2] - 5] ^= 1;                /* its sum */
        if (kind == 2) {                                         /* its end is missing */
            memmove(made.data + at[2] - 30, made.data + at[2], at[4] - at[2]);
            buf_cut(&made, at[4] - 30);
        }
        struct reading *reading = read_made(state, "a.warc.gz", &made);
        assert_in_range(reading->count, 3, kind == 1 ? 4 : 3);
        assert_int_equal(reading->reject_count, 1);
        reading_free(reading);
    }
}

static void test_a_page_may_be_too_long(void **state)
{
    struct buf made, page;
    buf_init(&made);
    buf_init(&page);
    for (int i = 0; i < 300000; i++)
        buf_add_text(&page, "<p>x</p>\n");
    add_answer(&made, "http://a/1", "200 OK\r\nContent-Type: text/html\r\n", page.data, page.size,
               0);
    add_page(&made, "http://a/2", PAGE("Second"));
    buf_release(&page);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, "Second", NULL);
    assert_string_equal(reading->rejects[0].reason,
                        "record 1 (http://a/1): longer than --max-article-size");
    reading_free(reading);
}

static void add_arc(struct buf *out, const char *url, const char *page, long lie)
{
    struct buf body;
    buf_init(&body);
    buf_addf(&body, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s", page);
    buf_addf(out, "%s 192.0.2.1 20140216050221 text/html %ld\n%s\n", url, (long)body.size + lie,
             body.data);
    buf_release(&body);
}

static void test_arc_is_read(void **state)
{
    struct buf made;
    buf_init(&made);
    buf_add_text(&made,
                 "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 76\n1 0 Example\n"
                 "URL IP-address Archive-date Content-type Archive-length\n\n\n\n\n\n\n\n\n\n");
    add_arc(&made, "http://a.example/1", PAGE("First"), 0);
    add_arc(&made, "http://a.example/bad", PAGE("Bad"), 100);
    add_arc(&made, "http://a.example/2 3", PAGE("Second"), 0);
    struct reading *reading = read_made(state, "a.arc", &made);
    assert_titles(reading, "First", "Second");
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading_field(reading, 1, ARTICLE_URL), "http://a.example/2 3");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "2014-02-16T05:02:21");
    reading_free(reading);
}

#else

static void test_without_libxml2_pages_are_rejected(void **state)
{
    struct buf made;
    buf_init(&made);
    add_answer(&made, "http://a/1", "200 OK\r\nContent-Type: text/html\r\n", PAGE("First"),
               strlen(PAGE("First")), 0);
    struct reading *reading = read_made(state, "a.warc", &made);
    assert_titles(reading, NULL, NULL);
    assert_string_equal(reading->rejects[0].reason,
                        "XML or HTML, which this nindex can't read: it was built without libxml2");
    reading_free(reading);
}

#endif

static void test_plain_text_is_read(void **state)
{
    struct buf made;
    buf_init(&made);
    add_record(&made, "conversion", "http://a/b", "text/plain", "Ferries\n\nThe last boat.", 23, 0);
    struct reading *reading = read_made(state, "a.wet.gz", &made);
    assert_titles(reading, "Ferries", NULL);
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "http://a/b");
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
#if WITH_XML
        TEST(test_pages_are_articles_with_their_place_and_day),
        TEST(test_what_is_no_article_is_passed_over),
        TEST(test_resources_and_feeds_are_read),
        TEST(test_chunks_are_joined),
        TEST(test_packed_bodies_are_unpacked),
        TEST(test_a_length_that_lies_costs_one_record),
        TEST(test_the_answers_own_length_may_tell),
        TEST(test_what_is_between_records_is_passed_over),
        TEST(test_a_file_that_breaks_off_is_broken),
        TEST(test_a_broken_member_of_gzip_costs_one_record),
        TEST(test_a_page_may_be_too_long),
        TEST(test_arc_is_read),
#else
        TEST(test_without_libxml2_pages_are_rejected),
#endif
        TEST(test_plain_text_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
