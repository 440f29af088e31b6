/* test_stemmer_prints.c - common/stemmer_prints.c; what becomes of indexes is in cli/stems.t */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/analysis.h"
#include "common/stemmer_prints.h"

static void test_each_stemmer_fits_its_own_print_alone(void **state)
{
    (void)state;
    struct buf prints;
    buf_init(&prints);
    assert_int_equal(stemmer_prints(&prints, NULL), NSEARCH_OK);
    for (const char *const *name = snowball_languages(); *name; name++) {
        char lead[ANALYSIS_LANGUAGE_MAX + 2], print[9] = "";
        struct snowball *engine;
        snprintf(lead, sizeof lead, "%s=", *name);
        const char *found = strstr(prints.data, lead);
        if (!found) continue; /* of a newer libstemmer */
        memcpy(print, found + strlen(lead), 8);
        assert_int_equal(strspn(print, "0123456789abcdef"), 8);
        assert_ptr_equal(strstr(prints.data, print), found + strlen(lead));
        assert_null(strstr(found + strlen(lead) + 1, print));
        assert_int_equal(snowball_open(*name, &engine, NULL), NSEARCH_OK);
        assert_true(stemmer_prints_fit(prints.data, engine));
        prints.data[found + strlen(lead) - prints.data] ^= 1;
        assert_false(stemmer_prints_fit(prints.data, engine));
        snowball_close(engine);
    }
    buf_release(&prints);
}

static void test_what_is_not_said_fits(void **state)
{
    (void)state;
    struct snowball *engine;
    static const char *const silent[] = {"", "danish=00000000", "oldenglish=00000000",
                                         "english2=00000000 dutch=00000000"};
    static const char *const wrong[] = {"english=00000000", "danish=00000000 english=00000000",
                                        "english=", "english=0 dutch=00000000"};
    assert_int_equal(snowball_open("english", &engine, NULL), NSEARCH_OK);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        assert_true(stemmer_prints_fit(silent[i], engine));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(stemmer_prints_fit(wrong[i], engine));
    snowball_close(engine);
}

static void test_a_stemmer_of_another_version_is_refused_when_it_is_needed(void **state)
{
    (void)state;
    struct stemmer *stemmer;
    nsearch_error error;
    size_t size;
    assert_int_equal(stemmer_create("english", "english=00000000", &stemmer, &error),
                     NSEARCH_FOREIGN);
    assert_null(stemmer);
    assert_non_null(strstr(error.message, "--rebuild-from-index"));
    assert_int_equal(stemmer_create_later("english", "english=00000000", &stemmer, &error),
                     NSEARCH_OK);
    assert_int_equal(stemmer_status(stemmer, &error), NSEARCH_OK);
    assert_string_equal(stemmer_stem(stemmer, "ships", 5, &size), "ships");
    assert_int_equal(stemmer_status(stemmer, &error), NSEARCH_FOREIGN);
    stemmer_free(stemmer);
    assert_int_equal(stemmer_create("english", "dutch=00000000", &stemmer, &error), NSEARCH_OK);
    stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_stemmer_fits_its_own_print_alone),
        cmocka_unit_test(test_what_is_not_said_fits),
        cmocka_unit_test(test_a_stemmer_of_another_version_is_refused_when_it_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
