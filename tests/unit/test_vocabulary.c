/* test_vocabulary.c - searcher/vocabulary.c: which words of an index a typed one stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/vocabulary.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

struct fixture {
    void *directory;
    struct db *db;
    struct stemmer *stemmer;
    struct arena arena;
};

/* One document for each row of words, and as many as there are for the first one of it. */
static const char *const documents[] = {
    "talk talks talking talker tall Ztalk Stalks XNtalk",
    "talks women woman wombat 1984 1,000",
    "talks women élan été kaesong",
    "北京 京大 kasong ksaong office",
    "XBpie XBplum",
    "XBpie",
};

static int setup(void **state)
{
    static struct fixture fixture;
    static const char *const ids[] = {"Q1", "Q2", "Q3", "Q4", "Q5", "Q6"};
    struct xapian_writer *writer;
    nsearch_error error;
    if (scratch_setup(&fixture.directory)) return -1;
    const char *path = scratch_path(fixture.directory, "db");
    assert_int_equal(xapian_writer_create(path, &writer, &error), NSEARCH_OK);
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        bool replaced;
        xapian_writer_start(writer);
        for (const char *word = documents[i]; *word;) {
            const size_t size = strcspn(word, " ");
            assert_int_equal(xapian_writer_posting(writer, word, size, 1, 1, &error), NSEARCH_OK);
            word += size + (word[size] == ' ');
        }
        assert_int_equal(xapian_writer_put(writer, ids[i], 2, "", 0, &replaced, &error),
                         NSEARCH_OK);
    }
    assert_int_equal(xapian_writer_commit(writer, &error), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(db_open_segment(path, &fixture.db, &error), NSEARCH_OK);
    assert_int_equal(stemmer_create("english", NULL, &fixture.stemmer, &error), NSEARCH_OK);
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    db_close(fixture->db);
    stemmer_free(fixture->stemmer);
    arena_release(&fixture->arena);
    return scratch_teardown(&fixture->directory);
}

/* The terms with a space between them. */
static const char *text_of(const struct db_terms *terms)
{
    static char text[4096];
    size_t at = 0;
    *text = '\0';
    for (size_t i = 0; i < terms->count; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "",
                               terms->terms[i].text);
    return text;
}

static const char *family(struct fixture *fixture, const char *prefix, const char *word)
{
    struct db_terms terms;
    assert_int_equal(vocabulary_family(fixture->db, fixture->stemmer, prefix, word, strlen(word),
                                       &fixture->arena, &terms, NULL),
                     NSEARCH_OK);
    assert_int_equal(terms.total, terms.count);
    return text_of(&terms);
}

static const char *pattern(struct fixture *fixture, const char *prefix, const char *text)
{
    struct db_terms terms;
    assert_int_equal(vocabulary_pattern(fixture->db, prefix, text, strlen(text), 100,
                                        &fixture->arena, &terms, NULL),
                     NSEARCH_OK);
    return text_of(&terms);
}

static const char *fuzzy(struct fixture *fixture, const char *word, unsigned edits)
{
    struct db_terms terms;
    assert_int_equal(vocabulary_fuzzy(fixture->db, "", word, strlen(word), edits, 100,
                                      &fixture->arena, &terms, NULL),
                     NSEARCH_OK);
    return text_of(&terms);
}

static void test_a_family_has_one_stem(void **state)
{
    assert_string_equal(family(*state, "", "talks"), "talk talking talks");
    assert_string_equal(family(*state, "", "talked"), "talk talking talks");
    assert_string_equal(family(*state, "", "offices"), "office");
    assert_string_equal(family(*state, "", "zebra"), "");
}

static void test_a_family_is_of_its_field(void **state)
{
    assert_string_equal(family(*state, "S", "talk"), "Stalks");
    assert_string_equal(family(*state, "XN", "talk"), "XNtalk");
}

static const struct db_terms *prefix(struct fixture *fixture, const char *term, size_t cap)
{
    static struct db_terms terms;
    assert_int_equal(
        vocabulary_prefix(fixture->db, term, strlen(term), cap, &fixture->arena, &terms, NULL),
        NSEARCH_OK);
    return &terms;
}

static void test_a_prefix_is_expanded_in_order_and_capped_by_frequency(void **state)
{
    const struct db_terms *terms = prefix(*state, "XBp", 10);
    assert_int_equal(terms->count, 2);
    assert_string_equal(terms->terms[0].text, "XBpie");
    assert_int_equal(terms->terms[0].count, 2);
    assert_string_equal(terms->terms[1].text, "XBplum");
    terms = prefix(*state, "XBp", 1);
    assert_int_equal(terms->count, 1);
    assert_int_equal(terms->total, 2);
    assert_string_equal(terms->terms[0].text, "XBpie");
    assert_int_equal(prefix(*state, "XBzz", 10)->total, 0);
}

static void test_a_prefix_is_of_its_field(void **state)
{
    assert_string_equal(text_of(prefix(*state, "talk", 10)), "talk talker talking talks");
    assert_string_equal(text_of(prefix(*state, "Stalk", 10)), "Stalks");
    assert_string_equal(text_of(prefix(*state, "X", 10)), "XBpie XBplum XNtalk");
}

static void test_a_pattern_fits_whole_words(void **state)
{
    assert_string_equal(pattern(*state, "", "wom?n"), "woman women");
    assert_string_equal(pattern(*state, "", "wom*"), "woman wombat women");
    assert_string_equal(pattern(*state, "", "*ong"), "kaesong kasong ksaong");
    assert_string_equal(pattern(*state, "", "?asong"), "kasong");
    assert_string_equal(pattern(*state, "", "w*a*"), "woman wombat");
    assert_string_equal(pattern(*state, "", "?t?"), "été");
    assert_string_equal(pattern(*state, "", "京?"), "京大");
    assert_string_equal(pattern(*state, "S", "*s"), "Stalks");
    assert_string_equal(pattern(*state, "", "talks?"), "");
}

static void test_fuzzy_words_are_a_few_edits_away(void **state)
{
    assert_string_equal(fuzzy(*state, "kaesong", 0), "kaesong");
    assert_string_equal(fuzzy(*state, "kaesong", 1), "kaesong kasong");
    assert_string_equal(fuzzy(*state, "kaesong", 2), "kaesong kasong");
    /* ksaong is three away: between what is left out and what is swapped lies nothing. */
    assert_string_equal(fuzzy(*state, "kasong", 1), "kaesong kasong ksaong");
    assert_string_equal(fuzzy(*state, "ete", 1), "");
    assert_string_equal(fuzzy(*state, "ete", 2), "été");
}

static void test_of_too_many_the_most_frequent_are_kept(void **state)
{
    struct fixture *fixture = *state;
    struct db_terms terms;
    assert_int_equal(vocabulary_pattern(fixture->db, "", "*", 1, 2, &fixture->arena, &terms, NULL),
                     NSEARCH_OK);
    assert_string_equal(text_of(&terms), "talks women");
    assert_int_equal(terms.terms[0].count, 3);
    assert_int_equal(terms.total, 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_family_has_one_stem),
        cmocka_unit_test(test_a_family_is_of_its_field),
        cmocka_unit_test(test_a_prefix_is_expanded_in_order_and_capped_by_frequency),
        cmocka_unit_test(test_a_prefix_is_of_its_field),
        cmocka_unit_test(test_a_pattern_fits_whole_words),
        cmocka_unit_test(test_fuzzy_words_are_a_few_edits_away),
        cmocka_unit_test(test_of_too_many_the_most_frequent_are_kept),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
