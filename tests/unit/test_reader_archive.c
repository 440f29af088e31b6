/* test_reader_archive.c - archives that the tests make, good and hostile; tests of reader_member() too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#if WITH_ARCHIVE
#include <archive.h>
#include <archive_entry.h>
#endif

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static const char zip_start[] = "PK\3\4 and what follows, with a NUL: \0";

#if WITH_ARCHIVE

struct member {
    const char *name, *data;
    size_t size; /* 0: that of the string */
};

struct made {
    char data[1 << 18];
    size_t size;
};

/* Makes an archive in memory: a format as archive_write_set_format_by_name() names it, a filter or NULL. */
static void make(struct made *made, const char *format, const char *filter, const char *options,
                 const struct member *members)
{
    struct archive *archive = archive_write_new();
    assert_int_equal(archive_write_set_format_by_name(archive, format), ARCHIVE_OK);
    if (filter) assert_int_equal(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_set_passphrase(archive, "secret");
    assert_int_equal(archive_write_set_options(archive, options), ARCHIVE_OK);
    made->size = 0;
    assert_int_equal(archive_write_open_memory(archive, made->data, sizeof made->data, &made->size),
                     ARCHIVE_OK);
    for (; members->name; members++) {
        const size_t size = members->size ? members->size : strlen(members->data);
        const bool is_link = *members->data == '>';
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members->name);
        archive_entry_set_filetype(entry, is_link ? AE_IFLNK : AE_IFREG);
        if (is_link) archive_entry_set_symlink(entry, members->data + 1);
        archive_entry_set_size(entry, is_link ? 0 : (la_int64_t)size);
        archive_entry_set_perm(entry, 0644);
        assert_true(archive_write_header(archive, entry) >= ARCHIVE_WARN);
        if (!is_link) assert_int_equal(archive_write_data(archive, members->data, size), size);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
}

static struct reading *read_made(void **state, const char *name, const struct made *made)
{
    return reading_of(scratch_write(*state, name, made->data, made->size), NULL, 1 << 16);
}

/* The id is `inner` under the archive, and the path the archive's. */
static void assert_place(void **state, const struct reading *reading, size_t index,
                         const char *archive, const char *inner)
{
    char want[4400];
    const char *path = scratch_path(*state, archive);
    snprintf(want, sizeof want, "%s/%s", path, inner);
    assert_string_equal(reading_field(reading, index, ARTICLE_ID), want);
    assert_string_equal(reading_field(reading, index, ARTICLE_PATH), path);
}

static const struct member news[] = {
    {"news/a.txt", "Ferries stop\n\nThe last boat has left.\n", 0},
    {"news/b.jsonl", "{\"title\":\"Rain\"}\n{\"id\":\"r2\",\"title\":\"More rain\"}\n", 0},
    {NULL, NULL, 0}};

static void test_members_are_read_as_if_they_were_files(void **state)
{
    if (!WITH_JSON) skip();
    static const struct {
        const char *name, *format, *filter, *options;
    } kinds[] = {{"a.tar", "ustar", NULL, ""},
                 {"a.tar.gz", "pax", "gzip", ""},
                 {"a.tar.bz2", "gnutar", "bzip2", ""},
                 {"a.tar.xz", "pax", "xz", ""},
                 {"a.tar.zst", "pax", "zstd", ""},
                 {"a.zip", "zip", NULL, ""},
                 {"b.zip", "zip", NULL, "compression=store"}};
    static struct made made;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        make(&made, kinds[i].format, kinds[i].filter, kinds[i].options, news);
        struct reading *reading = read_made(state, kinds[i].name, &made);
        assert_int_equal(reading->count, 3);
        assert_int_equal(reading->reject_count, 0);
        assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "The last boat has left.");
        assert_place(state, reading, 0, kinds[i].name, "news/a.txt");
        assert_place(state, reading, 1, kinds[i].name, "news/b.jsonl#1");
        assert_string_equal(reading_field(reading, 2, ARTICLE_ID), "r2");
        reading_free(reading);
    }
}

static void test_a_packed_file_is_the_file(void **state)
{
    if (!WITH_JSON) skip();
    static struct made made;
    make(&made, "raw", "xz", "", (const struct member[]){{"x", news[1].data, 0}, {0}});
    struct reading *reading = read_made(state, "b.jsonl.xz", &made);
    assert_int_equal(reading->count, 2);
    char want[4400];
    snprintf(want, sizeof want, "%s#1", scratch_path(*state, "b.jsonl.xz"));
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), want);
    reading_free(reading);
}

static void test_names_lead_nowhere(void **state)
{
    static const struct member members[] = {{"../../etc/passwd", "A\n\nb", 0},
                                            {"/abs//./c/../d.txt", "B\n\nb", 0},
                                            {"x\ny\351.txt", "C\n\nb", 0},
                                            {".git/e.txt", "passed over", 0},
                                            {"f/._g.txt", "passed over", 0},
                                            {"h.txt", ">a.txt", 0},
                                            {NULL, NULL, 0}};
    static struct made made;
    make(&made, "ustar", NULL, "", members);
    struct reading *reading = read_made(state, "a.tar", &made);
    assert_int_equal(reading->count, 3);
    assert_int_equal(reading->reject_count, 0);
    assert_place(state, reading, 0, "a.tar", "etc/passwd");
    assert_place(state, reading, 1, "a.tar", "abs/c/d.txt");
    assert_place(state, reading, 2, "a.tar", "x%0Ay%E9.txt");
    reading_free(reading);
}

static void test_what_is_no_article_is_rejected_by_its_own_name(void **state)
{
    static const struct member members[] = {{"i.png", "\211PNG\0\0\0", 7},
                                            {"e.txt", " ", 0},
                                            {"a.txt", "Title\n\nText", 0},
                                            {NULL, NULL, 0}};
    static struct made made;
    make(&made, "zip", NULL, "", members);
    struct reading *reading = read_made(state, "a.zip", &made);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 2);
    assert_string_equal(reading->rejects[0].reason, "not text (NUL byte at offset 4)");
    assert_string_equal(reading->rejects[1].reason, "empty");
    assert_false(reading->broken);
    reading_free(reading);
}

static void test_what_came_before_a_break_is_kept(void **state)
{
    static const char *const formats[] = {"ustar", "zip"};
    static struct made made;
    static char text[20000] = "Long\n\n";
    memset(text + 6, 'x', sizeof text - 6);
    const struct member members[] = {news[0], {"long.txt", text, sizeof text}, {0}};
    for (size_t i = 0; i < 2; i++) {
        make(&made, formats[i], NULL, i ? "compression=store" : "", members);
        made.size = 10000;
        struct reading *reading = read_made(state, "cut", &made);
        assert_int_equal(reading->count, 1);
        assert_true(reading->reject_count > 0);
        assert_true(reading->broken);
        reading_free(reading);
    }
}

static void test_a_member_may_be_too_long(void **state)
{
    static char text[100000] = "Long\n\n";
    memset(text + 6, 'x', sizeof text - 6);
    const struct member members[] = {{"long.txt", text, sizeof text}, news[0], {0}};
    static struct made made;
    make(&made, "pax", NULL, "", members);
    struct reading *reading = read_made(state, "a.tar", &made);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading->rejects[0].reason, "a text of more than 65536 bytes");
    assert_false(reading->broken);
    reading_free(reading);
}

static void test_encrypted_members_are_told(void **state)
{
    static struct made made;
    make(&made, "zip", NULL, "encryption=zipcrypt", news);
    struct reading *reading = read_made(state, "a.zip", &made);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 2);
    assert_string_equal(reading->rejects[0].reason, "news/a.txt is encrypted: unpack it by hand");
    reading_free(reading);
}

/* Wraps what was made in another zip, `times` times. */
static void wrap(struct made *made, size_t times)
{
    static struct made outer;
    for (size_t i = 0; i < times; i++) {
        make(&outer, "zip", NULL, "",
             (const struct member[]){{"in.zip", made->data, made->size}, {0}});
        memcpy(made->data, outer.data, outer.size);
        made->size = outer.size;
    }
}

static void test_archives_in_archives_have_a_bound(void **state)
{
    if (!WITH_JSON) skip();
    static struct made made;
    make(&made, "zip", NULL, "", news);
    wrap(&made, 3);
    struct reading *reading = read_made(state, "a.zip", &made);
    assert_int_equal(reading->count, 3);
    assert_place(state, reading, 0, "a.zip", "in.zip/in.zip/in.zip/news/a.txt");
    reading_free(reading);
    wrap(&made, 1);
    reading = read_made(state, "a.zip", &made);
    assert_int_equal(reading->count, 0);
    assert_string_equal(reading->rejects[0].reason,
                        "more than 4 files in each other: unpack the outer ones first");
    reading_free(reading);
}

static void test_a_document_is_not_an_archive(void **state)
{
    static struct made made;
    make(&made, "zip", NULL, "",
         (const struct member[]){{"[Content_Types].xml", "<x/>", 0}, {"w.xml", "<x/>", 0}, {0}});
    struct reading *reading = read_made(state, "a.docx", &made);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

static void test_a_bomb_is_given_up(void **state)
{
    static struct made made;
    static char zeros[1 << 20];
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    archive_write_set_format_pax_restricted(archive);
    archive_write_add_filter_bzip2(archive);
    archive_write_open_memory(archive, made.data, sizeof made.data, &made.size);
    archive_entry_set_pathname(entry, ".hidden");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)sizeof zeros * 200);
    archive_write_header(archive, entry);
    for (int i = 0; i < 200; i++)
        archive_write_data(archive, zeros, sizeof zeros);
    archive_entry_free(entry);
    archive_write_free(archive);
    struct reading *reading = read_made(state, "bomb.tar.bz2", &made);
    assert_int_equal(reading->count, 0);
    assert_string_equal(reading->rejects[0].reason,
                        "unpacks to more than 250 times its size, as no "
                        "text does: given up after 128 MB");
    reading_free(reading);
}

static void test_a_format_that_is_asked_for_is_that_of_the_members(void **state)
{
    if (!WITH_JSON) skip();
    static struct made made;
    make(&made, "zip", NULL, "", news);
    const char *path = scratch_write(*state, "a.zip", made.data, made.size);
    struct reading *reading = reading_of(path, "text", 1 << 16);
    assert_int_equal(reading->count, 2);
    reading_free(reading);
    reading = reading_of(path, "archive", 1 << 16);
    assert_int_equal(reading->count, 3);
    reading_free(reading);
}

static void test_a_zip_that_is_none_is_rejected(void **state)
{
    struct reading *reading = reading_of(
        scratch_write(*state, "a.zip", zip_start, sizeof zip_start), NULL, 1 << 16);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

#else

static void test_without_libarchive_the_user_is_told(void **state)
{
    struct reading *reading = reading_of(
        scratch_write(*state, "a.zip", zip_start, sizeof zip_start), NULL, 1 << 16);
    assert_int_equal(reading->count, 0);
    assert_string_equal(reading->rejects[0].reason,
                        "an archive or packed file, which this nindex can't unpack: it was built "
                        "without libarchive");
    reading_free(reading);
}

#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
#if WITH_ARCHIVE
        TEST(test_members_are_read_as_if_they_were_files),
        TEST(test_a_packed_file_is_the_file),
        TEST(test_names_lead_nowhere),
        TEST(test_what_is_no_article_is_rejected_by_its_own_name),
        TEST(test_what_came_before_a_break_is_kept),
        TEST(test_a_member_may_be_too_long),
        TEST(test_encrypted_members_are_told),
        TEST(test_archives_in_archives_have_a_bound),
        TEST(test_a_document_is_not_an_archive),
        TEST(test_a_bomb_is_given_up),
        TEST(test_a_format_that_is_asked_for_is_that_of_the_members),
        TEST(test_a_zip_that_is_none_is_rejected),
#else
        TEST(test_without_libarchive_the_user_is_told),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
