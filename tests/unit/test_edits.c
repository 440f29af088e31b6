/* test_edits.c - searcher/edits.c against the matrix written down plainly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/edits.h"
#include "tests/unit/random.h"
#include "tests/unit/seed.h"

enum {
    SIZE_MAX_TRIED = 9
};

static unsigned between(const char *a, const char *b, unsigned most)
{
    return edits_between(a, strlen(a), b, strlen(b), most);
}

static void test_each_edit_counts_one(void **state)
{
    (void)state;
    assert_int_equal(between("kaesong", "kaesong", 2), 0);
    assert_int_equal(between("kaesong", "kasong", 2), 1);
    assert_int_equal(between("kaesong", "kaeesong", 2), 1);
    assert_int_equal(between("kaesong", "kaisong", 2), 1);
    assert_int_equal(between("kaesong", "kaseong", 2), 1);
    assert_int_equal(between("kaesong", "akesogn", 2), 2);
    assert_int_equal(between("ca", "abc", 3), 3); /* no place is changed twice */
    assert_int_equal(between("", "ab", 2), 2);
    assert_int_equal(between("", "", 0), 0);
}

static void test_more_than_most_is_most_and_one(void **state)
{
    (void)state;
    assert_int_equal(between("kaesong", "seoul", 1), 2);
    assert_int_equal(between("kaesong", "seoul", 2), 3);
    assert_int_equal(between("kaesong", "kaesongs", 0), 1);
}

static void test_characters_are_counted_and_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(between("москва", "масква", 1), 1);
    assert_int_equal(between("москва", "мсоква", 1), 1);
    assert_int_equal(between("北京", "京北", 1), 1);
}

static void test_the_longest_words_fit(void **state)
{
    (void)state;
    char long_a[EDITS_WORD_MAX + 1], long_b[EDITS_WORD_MAX + 1];
    memset(long_a, 'a', EDITS_WORD_MAX);
    memset(long_b, 'b', EDITS_WORD_MAX);
    long_a[EDITS_WORD_MAX] = long_b[EDITS_WORD_MAX] = '\0';
    assert_int_equal(between(long_a, long_b, 2), 3);
    assert_int_equal(between(long_a, long_b, 100), EDITS_WORD_MAX);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned plainly(const char *a, const char *b)
{
    unsigned d[SIZE_MAX_TRIED + 1][SIZE_MAX_TRIED + 1];
    const size_t m = strlen(a), n = strlen(b);
    for (unsigned i = 0; i <= m; i++)
        for (unsigned j = 0; j <= n; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1);
            d[i][j] = least(d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[m][n];
}

static void random_word(char out[SIZE_MAX_TRIED + 1])
{
    const uint32_t size = below(SIZE_MAX_TRIED + 1), letters = 2 + below(4);
    for (uint32_t i = 0; i < size; i++)
        out[i] = (char)('a' + below(letters));
    out[size] = '\0';
}

static void test_random_words_have_the_distance_of_the_matrix(void **state)
{
    (void)state;
    seed ^= any_seed();
    for (int i = 0; i < 200000; i++) {
        char a[SIZE_MAX_TRIED + 1], b[SIZE_MAX_TRIED + 1];
        const unsigned most = below(4);
        random_word(a);
        random_word(b);
        const unsigned want = least(plainly(a, b), most + 1), is = between(a, b, most);
        if (is != want) fail_msg("%s to %s, at most %u: %u, not %u", a, b, most, is, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_edit_counts_one),
        cmocka_unit_test(test_more_than_most_is_most_and_one),
        cmocka_unit_test(test_characters_are_counted_and_not_bytes),
        cmocka_unit_test(test_the_longest_words_fit),
        cmocka_unit_test(test_random_words_have_the_distance_of_the_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
