/* test_vocabulary_family.c - the words with one stem: for every word of an index, all of them are found and no
 * other, and they are in the articles that the stem's term finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "common/term.h"
#include "common/xap.h"
#include "searcher/vocabulary.h"
#include "tests/unit/articles.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/segments.h"

enum {
    AP89_COUNT = 300
};

struct word {
    const char *text, *stem;
    size_t size, stem_size;
};

struct fixture {
    void *directory;
    struct db *db;
    struct xap_db *xap;
    struct arena arena;
    struct word *words;
    size_t count, capacity;
};

static bool add_word(void *context, const char *term, size_t size, uint32_t count)
{
    struct fixture *fixture = context;
    (void)count;
    if (*term >= 'A' && *term <= 'Z') return true;
    if (fixture->count == fixture->capacity) {
        fixture->capacity = fixture->capacity ? fixture->capacity * 2 : 1024;
        fixture->words = realloc(fixture->words, fixture->capacity * sizeof *fixture->words);
    }
    struct word *word = &fixture->words[fixture->count++];
    *word = (struct word){.text = arena_copy(&fixture->arena, term, size), .size = size};
    return true;
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct articles articles;
    nsearch_error error;
    if (scratch_setup(&fixture.directory)) return -1;
    const char *path = scratch_path(fixture.directory, "segment");
    articles_init(&articles);
    articles_read(&articles, "corpus/articles", SIZE_MAX);
    if (!articles_read_ap89(&articles, articles.count + AP89_COUNT))
        print_message("without AP89\n");
    articles_add_random(&articles, any_seed());
    segments_build(path, &articles, &segments_plain);
    articles_release(&articles);
    assert_int_equal(db_open_segment(path, &fixture.db, &error), NSEARCH_OK);
    assert_int_equal(xap_open(path, &fixture.xap, &error), NSEARCH_OK);
    arena_init(&fixture.arena);
    assert_int_equal(db_each_term(fixture.db, "", 0, add_word, &fixture, &error), NSEARCH_OK);
    assert_true(fixture.count > 1000);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    xap_close(fixture->xap);
    db_close(fixture->db);
    arena_release(&fixture->arena);
    free(fixture->words);
    return scratch_teardown(&fixture->directory);
}

static int by_stem(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    const int order = strcmp(left->stem, right->stem);
    return order ? order : strcmp(left->text, right->text);
}

/* Stems all words, so that each family is a row of them; returns the stemmer. */
static struct stemmer *sort_by_stem(struct fixture *fixture, const char *language)
{
    struct stemmer *stemmer;
    nsearch_error error;
    assert_int_equal(stemmer_create(language, NULL, &stemmer, &error), NSEARCH_OK);
    for (size_t i = 0; i < fixture->count; i++) {
        struct word *word = &fixture->words[i];
        const char *stem = stemmer_stem(stemmer, word->text, word->size, &word->stem_size);
        word->stem = arena_copy(&fixture->arena, stem, word->stem_size);
    }
    qsort(fixture->words, fixture->count, sizeof *fixture->words, by_stem);
    return stemmer;
}

/* The row that starts at `start`. */
static size_t family_size(const struct fixture *fixture, size_t start)
{
    size_t end = start;
    while (end < fixture->count && !strcmp(fixture->words[end].stem, fixture->words[start].stem))
        end++;
    return end - start;
}

static void assert_family(struct fixture *fixture, struct stemmer *stemmer, size_t start,
                          size_t size, struct db_terms *out)
{
    const struct word *words = fixture->words + start;
    assert_int_equal(vocabulary_family(fixture->db, stemmer, "", words->text, words->size,
                                       &fixture->arena, out, NULL),
                     NSEARCH_OK);
    if (out->count != size || out->total != size)
        fail_msg("%s has %zu words, not %zu", words->stem, out->count, size);
    for (size_t i = 0; i < size; i++)
        assert_string_equal(out->terms[i].text, words[i].text);
}

/* ---- Every language ------------------------------------------------------------------------------ */

static void test_every_word_has_the_family_of_its_stem(void **state)
{
    struct fixture *fixture = *state;
    struct stemmer *stemmer = sort_by_stem(fixture, "english");
    struct db_terms family;
    for (size_t at = 0, size; at < fixture->count; at += size) {
        size = family_size(fixture, at);
        assert_family(fixture, stemmer, at, size, &family);
    }
    stemmer_free(stemmer);
}

/* The families of some of the words: where all words must be walked over, each takes long. */
static void check_language(struct fixture *fixture, const char *language)
{
    struct stemmer *stemmer = sort_by_stem(fixture, language);
    struct db_terms family;
    size_t number = 0;
    for (size_t at = 0, size; at < fixture->count; at += size, number++) {
        size = family_size(fixture, at);
        if (number % 400 == 0 || (size > 4 && number % 50 == 0))
            assert_family(fixture, stemmer, at, size, &family);
    }
    stemmer_free(stemmer);
}

static void test_in_other_languages_families_are_whole_too(void **state)
{
    static const char *const languages[] = {"german", "french", "spanish", "finnish",
                                            "arabic", "dutch",  "italian", "none"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (!articles_slow() || i % 3 == 0) check_language(*state, languages[i]);
}

/* ---- What a stem's term finds -------------------------------------------------------------------- */

enum {
    DOCUMENTS_MAX = 4096
};

static void mark_documents(struct fixture *fixture, const char *term, size_t size, bool *found)
{
    uint32_t *docids;
    size_t count;
    assert_int_equal(xap_postings(fixture->xap, term, size, &fixture->arena, &docids, &count, NULL),
                     NSEARCH_OK);
    for (size_t i = 0; i < count; i++) {
        assert_true(docids[i] < DOCUMENTS_MAX);
        found[docids[i]] = true;
    }
}

/* In articles of other languages the stems are others. */
static void mark_foreign(struct fixture *fixture, bool *foreign)
{
    static const char *const languages[] = {"french", "german", "none", "portuguese", "spanish"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        char term[TERM_MAX + 1];
        const size_t size = strlen(languages[i]);
        mark_documents(fixture, term, term_word(PREFIX_STEMMER, languages[i], size, term), foreign);
    }
}

/* A number has no stem, but one with a hyphen does: "3-year" finds "3year" so, and not the other way round. */
static void test_a_family_is_in_the_articles_of_its_stem(void **state)
{
    struct fixture *fixture = *state;
    struct stemmer *stemmer = sort_by_stem(fixture, "english");
    static bool foreign[DOCUMENTS_MAX];
    mark_foreign(fixture, foreign);
    for (size_t at = 0, size; at < fixture->count; at += size) {
        static bool by_words[DOCUMENTS_MAX], by_stem_term[DOCUMENTS_MAX];
        const struct word *words = fixture->words + at;
        char term[TERM_MAX + 1];
        size = family_size(fixture, at);
        if (*words->stem < 'a' || *words->stem > 'z') continue;
        memset(by_words, 0, sizeof by_words);
        memset(by_stem_term, 0, sizeof by_stem_term);
        for (size_t i = 0; i < size; i++)
            mark_documents(fixture, words[i].text, words[i].size, by_words);
        const size_t term_size = term_word(PREFIX_STEM, words->stem, words->stem_size, term);
        mark_documents(fixture, term, term_size, by_stem_term);
        for (size_t i = 0; i < DOCUMENTS_MAX; i++)
            if (!foreign[i] && by_words[i] != by_stem_term[i]) fail_msg("%s", words->stem);
    }
    stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_has_the_family_of_its_stem),
        cmocka_unit_test(test_in_other_languages_families_are_whole_too),
        cmocka_unit_test(test_a_family_is_in_the_articles_of_its_stem),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
