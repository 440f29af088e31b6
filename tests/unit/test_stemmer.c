/* test_stemmer.c - common/stemmer.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/analysis.h"
#include "common/snowball.h"

static void assert_stem(struct stemmer *stemmer, const char *word, const char *want)
{
    size_t size;
    const char *stem = stemmer_stem(stemmer, word, strlen(word), &size);
    assert_string_equal(stem, want);
    assert_int_equal(size, strlen(want));
}

static void test_english_words_lose_their_endings(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    assert_int_equal(stemmer_create("english", NULL, &stemmer, NULL), NSEARCH_OK);
    for (int twice = 0; twice < 2; twice++) {
        assert_stem(stemmer, "offices", "offic");
        assert_stem(stemmer, "talks", "talk");
        assert_stem(stemmer, "operation", "oper");
        assert_stem(stemmer, "a", "a");
        assert_stem(stemmer, "o'brien", "o'brien");
    }
    stemmer_free(stemmer);
}

static void test_languages_go_by_name_and_by_code(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    assert_int_equal(stemmer_create("de", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_stem(stemmer, "kindern", "kind");
    stemmer_free(stemmer);
    assert_int_equal(stemmer_create("german", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_stem(stemmer, "kindern", "kind");
    stemmer_free(stemmer);
}

static void test_a_language_has_one_name(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"en", "english"},    {"english", "english"}, {"de", "german"},
        {"german", "german"}, {"nb", "norwegian"},    {"no", "norwegian"},
        {"none", "none"},     {"pt", "portuguese"},   {"porter", "porter"}};
    char name[ANALYSIS_LANGUAGE_MAX];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(stemmer_language(names[i][0], name, NULL), NSEARCH_OK);
        assert_string_equal(name, names[i][1]);
    }
    assert_int_equal(stemmer_language("klingon", name, NULL), NSEARCH_INVALID);
}

static void test_none_leaves_words_as_they_are(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    assert_int_equal(stemmer_create("none", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_stem(stemmer, "offices", "offices");
    stemmer_free(stemmer);
}

static void test_an_unknown_language_is_refused_with_those_there_are(void **state)
{
    (void)state;
    struct stemmer *stemmer = (struct stemmer *)&stemmer;
    nsearch_error error;
    assert_int_equal(stemmer_create("klingon", NULL, &stemmer, &error), NSEARCH_INVALID);
    assert_null(stemmer);
    assert_non_null(strstr(error.message, "klingon"));
    assert_non_null(strstr(error.message, "english"));
    stemmer_free(NULL);
}

/* The i-th of many words. */
static size_t make_word(unsigned i, char word[ANALYSIS_WORD_MAX + 1])
{
    static const char *const endings[] = {"", "s", "ing", "ation", "ations", "edly", "ful", "ness"};
    size_t size = 0;
    for (unsigned left = i + 1; left; left /= 20)
        word[size++] = "bcdfghjklmnpqrstvwxz"[left % 20];
    return size + (size_t)snprintf(word + size, ANALYSIS_WORD_MAX - size, "%s", endings[i % 8]);
}

static void test_more_words_than_are_remembered_have_the_stems_of_the_engine(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    struct snowball *engine;
    assert_int_equal(stemmer_create("english", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_int_equal(snowball_open("english", &engine, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < 150000; i++) {
        /* Each a second time a while later, when some are remembered and some forgotten. */
        char word[ANALYSIS_WORD_MAX + 1], want[ANALYSIS_WORD_MAX + 1];
        size_t size = make_word(i % 3 == 2 ? i - i % 1000 : i, word), stem_size;
        const char *stem = stemmer_stem(stemmer, word, size, &stem_size);
        size_t want_size = snowball_stem(engine, word, size, want, sizeof want);
        if (stem_size != want_size || memcmp(stem, want, want_size) != 0)
            fail_msg("%.*s has the stem %s", (int)size, word, stem);
    }
    snowball_close(engine);
    stemmer_free(stemmer);
}

static void test_the_longest_words_are_remembered_too(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    assert_int_equal(stemmer_create("none", NULL, &stemmer, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < 30000; i++) {
        char word[ANALYSIS_WORD_MAX], number[17];
        size_t size;
        memset(word, 'x', sizeof word);
        snprintf(number, sizeof number, "%016u", i);
        memcpy(word + sizeof word - 16, number, 16);
        const char *stem = stemmer_stem(stemmer, word, ANALYSIS_WORD_MAX, &size);
        assert_int_equal(size, ANALYSIS_WORD_MAX);
        assert_memory_equal(stem, word, size);
        assert_int_equal(stem[size], '\0');
    }
    stemmer_free(stemmer);
}

/* Of words of many shapes in every language that there is: what stemmer_shared() promises of an engine that may
 * change under us. */
static void check_shared(struct stemmer *stemmer, const char *language, const char *word)
{
    const size_t size = strlen(word);
    size_t stem_size;
    if (size > ANALYSIS_WORD_MAX) return;
    const char *stem = stemmer_stem(stemmer, word, size, &stem_size);
    const size_t shared = stemmer_shared(stemmer, stem, stem_size);
    if (shared > stem_size || shared > size || memcmp(stem, word, shared) != 0)
        fail_msg("%s: %s is said to share %zu bytes with its stem %s", language, word, shared,
                 stem);
}

static void check_shapes(struct stemmer *stemmer, const char *language)
{
    static const char *const beginnings[] = {
        "d",     "l",     "sk",   "be",     "aes",   "haeus", "l'av",   "dell'a", "quell",  "gesp",
        "ahall", "kissa", "crim", "poss",   "natur", "form",  "organi", "relat",  "jumaa",  "opto",
        "xxx",   "y",     "agg",  "bravis", "мир",   "книг",  "стро",   "бы",     "աշխարհ", "नेपाल"};
    static const char *const endings[] = {
        "",        "s",       "es",      "ed",      "ied",     "ies",     "ying",      "ly",
        "ing",     "ation",   "ational", "ability", "ibility", "ization", "ency",      "ancy",
        "fulness", "ousness", "iveness", "logi",    "ogy",     "icate",   "alize",     "ement",
        "amente",  "amento",  "acion",   "aciones", "encia",   "logia",   "logias",    "idade",
        "ivo",     "iendo",   "ando",    "ar",      "ira",     "issimo",  "azione",    "uzione",
        "ente",    "erende",  "hedens",  "heten",   "ligst",   "fullt",   "lost",      "keit",
        "heit",    "ungen",   "ern",     "isch",    "lich",    "ueen",    "kirjoissa", "llayo",
        "ssaan",   "iksi",    "nak",     "val",     "oknak",   "szal",    "ul",        "ului",
        "atiune",  "abila",   "ivitate", "icala",   "ista",    "isme",    "iques",     "eixi",
        "ikoak",   "tuak",    "garri",   "etako",   "joka",    "aite",    "esiu",      "asius",
        "uote",    "avime",   "okate",   "ами",     "ость",    "ейше",    "вшись",     "ся",
        "ание",    "ություն", "ներից",   "हरू"};
    const size_t count = sizeof endings / sizeof *endings;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        for (size_t j = 0; j < count; j++)
            for (size_t k = 0; k < count; k++) {
                char word[128];
                snprintf(word, sizeof word, "%s%s%s", beginnings[i], endings[j], endings[k]);
                check_shared(stemmer, language, word);
            }
}

static void test_words_share_what_is_said_with_their_stems(void **state)
{
    (void)state;
    for (const char *const *language = snowball_languages(); *language; language++) {
        struct stemmer *stemmer;
        assert_int_equal(stemmer_create(*language, NULL, &stemmer, NULL), NSEARCH_OK);
        check_shapes(stemmer, *language);
        stemmer_free(stemmer);
    }
}

static void test_a_language_that_only_takes_endings_off_shares_a_beginning(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    assert_int_equal(stemmer_create("english", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_int_equal(stemmer_shared(stemmer, "happi", 5), 4);
    assert_int_equal(stemmer_shared(stemmer, "die", 3), 1);
    assert_int_equal(stemmer_shared(stemmer, "a", 1), 1);
    stemmer_free(stemmer);
    assert_int_equal(stemmer_create("german", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_int_equal(stemmer_shared(stemmer, "freude", 6), 1);
    stemmer_free(stemmer);
    assert_int_equal(stemmer_create("arabic", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_int_equal(stemmer_shared(stemmer, "freude", 6), 0);
    stemmer_free(stemmer);
    assert_int_equal(stemmer_create("none", NULL, &stemmer, NULL), NSEARCH_OK);
    assert_int_equal(stemmer_shared(stemmer, "freude", 6), 6);
    stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english_words_lose_their_endings),
        cmocka_unit_test(test_languages_go_by_name_and_by_code),
        cmocka_unit_test(test_a_language_has_one_name),
        cmocka_unit_test(test_none_leaves_words_as_they_are),
        cmocka_unit_test(test_an_unknown_language_is_refused_with_those_there_are),
        cmocka_unit_test(test_more_words_than_are_remembered_have_the_stems_of_the_engine),
        cmocka_unit_test(test_the_longest_words_are_remembered_too),
        cmocka_unit_test(test_words_share_what_is_said_with_their_stems),
        cmocka_unit_test(test_a_language_that_only_takes_endings_off_shares_a_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
