/* test_update.c - what a run makes of each way in which files can change, held against a fresh index. Which files it
 * looks at: test_update_roots.c; the run itself: test_update_run.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "tests/unit/scratch.h"
#include "tests/unit/updating_news.h"

static void test_nothing_changed_is_no_generation(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_assert_same(updating);
    assert_counts(updating, 0, 0, 0, 3);
    assert_false(updating->result.switched);
    assert_int_equal(updating->result.generation, 1);
    assert_int_equal(updating->result.files_unchanged, 2);
    assert_int_equal(updating->result.articles_read, 0);
}

static void test_a_new_file_is_read_alone(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/sub/3.jsonl", D);
    updating_assert_same(updating);
    assert_counts(updating, 1, 0, 0, 3);
    assert_true(updating->result.switched);
    assert_int_equal(updating->result.articles_read, 1);
    assert_string_equal(updating_ids(updating), "a b c d");
}

static void test_of_a_changed_container_only_what_differs_is_written(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/1.jsonl", B A2 D);
    updating_assert_same(updating);
    assert_counts(updating, 1, 1, 0, 2);
    assert_int_equal(updating->result.dead,
                     0); /* merged away, for it would be more than one in a hundred */
    updating_write(updating, "news/1.jsonl", A2 D);
    updating_assert_same(updating);
    assert_counts(updating, 0, 0, 1, 3);
    assert_string_equal(updating_ids(updating), "a c d");
}

static void test_a_gone_file_takes_its_articles_along(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_remove(updating, "news/1.jsonl");
    updating_assert_same(updating);
    assert_counts(updating, 0, 0, 2, 1);
    assert_int_equal(updating->result.files_gone, 1);
    assert_string_equal(updating_ids(updating), "c");
    updating_write(updating, "news/1.jsonl", A B);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_a_touched_file_is_read_once(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_touch(updating, "news/1.jsonl");
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 2);
    assert_false(updating->result.switched);
    assert_int_equal(updating->result.generation, 1);
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 0);
}

static void test_a_file_that_has_just_changed_is_read_again(void **state)
{
    struct updating *updating = *state;
    start(updating);
    scratch_write(updating->directory, "news/3.jsonl", D, strlen(D));
    updating_assert_same(updating);
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 1);
    updating_date(updating, "news/3.jsonl");
    updating_assert_same(updating);
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 0);
}

static void test_a_renamed_file_is_another(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_rename(updating, "news/2.jsonl", "news/0.jsonl");
    updating_assert_same(updating);
    updating_rename(updating, "news/0.jsonl", "news/4.jsonl");
    updating_assert_same(updating);
    assert_counts(updating, 1, 0, 1, 2);
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_of_two_with_an_id_the_later_one_wins_and_is_told(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A B A2);
    updating_write(updating, "news/2.jsonl", B2);
    updating_assert_same(updating);
    assert_int_equal(updating->result.duplicates, 2);
    assert_non_null(strstr(updating->told.data, "a of news/1.jsonl for news/1.jsonl; "));
    assert_non_null(strstr(updating->told.data, "b of news/1.jsonl for news/2.jsonl; "));
    updating_write(updating, "news/0.jsonl", A B D);
    updating_assert_same(updating);
    assert_int_equal(updating->result.duplicates, 2);
    assert_non_null(strstr(updating->told.data, "a of news/0.jsonl for news/1.jsonl; "));
    assert_non_null(strstr(updating->told.data, "b of news/0.jsonl for news/2.jsonl; "));
    assert_counts(updating, 1, 0, 0, 2);
    updating_write(updating, "news/3.jsonl", B);
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "b of news/2.jsonl for news/3.jsonl; ");
    assert_counts(updating, 1, 0, 1, 2);
}

static void test_when_the_winner_goes_the_loser_comes_back(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A B);
    updating_write(updating, "news/2.jsonl", A2);
    updating_write(updating, "news/3.jsonl", A);
    updating_assert_same(updating);
    updating_remove(updating, "news/3.jsonl");
    updating_assert_same(updating);
    assert_counts(updating, 1, 0, 1, 1);
    updating_write(updating, "news/2.jsonl", C);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b c");
    updating_write(updating, "news/0.jsonl", B2);
    updating_assert_same(updating);
    updating_write(updating, "news/1.jsonl", A);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_an_id_moves_between_changed_files(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A);
    updating_write(updating, "news/2.jsonl", B C);
    updating_assert_same(updating);
    updating_write(updating, "news/1.jsonl", A B); /* 2 has it still */
    updating_write(updating, "news/2.jsonl", B C D);
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "b of news/1.jsonl for news/2.jsonl; ");
    updating_write(updating, "news/1.jsonl", A C); /* 2 has another */
    updating_write(updating, "news/2.jsonl", B "{\"id\":\"c\",\"title\":\"5\"}\n");
    updating_assert_same(updating);
    updating_write(updating, "news/1.jsonl", A B C); /* 2 has none */
    updating_write(updating, "news/2.jsonl", D);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b c d");
    updating_write(updating, "news/1.jsonl", A); /* and back */
    updating_write(updating, "news/2.jsonl", B C);
    updating_assert_same(updating);
}

static void test_an_id_repeated_in_a_changed_file(void **state)
{
    struct updating *updating = *state;
    static const char *const texts[] = {A,         A A2 A, A A2,      A2 A,    A2 A A2 A, A2 A2,
                                        A2 A A A2, B A B2, B2 B A2 B, A B2 A2, A A,       B A2 B};
    updating_write(updating, "news/0.jsonl", B);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        updating_write(updating, "news/1.jsonl", texts[i]);
        updating_assert_same(updating);
    }
}

#define E(id) "{\"id\":\"" id "\",\"title\":\"e\"}\n"

static void test_what_gave_way_to_another_file_is_told_once(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A B);
    updating_write(updating, "news/2.jsonl", A2 B2 C E("e"));
    updating_assert_same(updating);
    assert_int_equal(updating->result.duplicates, 2);
    updating_write(updating, "news/1.jsonl", A B D);
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "");
    assert_int_equal(updating->result.duplicates, 2);
    updating_write(updating, "news/1.jsonl", A B D C);
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "c of news/1.jsonl for news/2.jsonl; ");
    updating_write(updating, "news/1.jsonl", A B D C E("f"));
    updating_write(updating, "news/2.jsonl", A2 B2 C E("e") E("g")); /* both */
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "");
    updating_write(updating, "news/1.jsonl", A B D C E("f") E("e"));
    updating_write(updating, "news/2.jsonl", A B2 C E("e") E("g")); /* which has another a */
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "e of news/1.jsonl for news/2.jsonl; ");
    updating_write(updating, "news/3.jsonl", E("h")); /* what isn't read is remembered */
    updating_assert_same(updating);
    updating_write(updating, "news/1.jsonl", A B D C E("f") E("e") E("i"));
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, "");
}

static void test_versions_of_an_id_in_a_growing_file_are_told_once(void **state)
{
    struct updating *updating = *state;
    static const char a3[] = "{\"id\":\"a\",\"title\":\"the third\"}\n",
                      a4[] = "{\"id\":\"a\",\"title\":\"the fourth\"}\n",
                      told[] = "a of news/1.jsonl for news/1.jsonl; ";
    char text[1000] = A A2;
    static const struct {
        const char *added;
        size_t told;
    } nights[] = {{a3, 1},   {B, 0},      {C, 0},  {a4, 1},    {D, 0},
                  {A A2, 2}, {E("e"), 0}, {a4, 1}, {E("f"), 0}};
    updating_write(updating, "news/1.jsonl", text);
    updating_assert_same(updating);
    assert_string_equal(updating->told.data, told);
    for (size_t i = 0; i < sizeof nights / sizeof *nights; i++) {
        updating_write(updating, "news/1.jsonl", strcat(text, nights[i].added));
        updating_assert_same(updating);
        assert_int_equal(updating->told.size, nights[i].told * strlen(told));
    }
}

static void test_all_is_counted(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/a.jsonl",
                   A "{\"id\":\"b\",\"title\":\"caf\xE9\",\"date\":\"soon\"}\nno json\n" A2);
    updating_write(updating, "news/b.txt", "");
    updating_assert_same(updating);
    assert_int_equal(updating->result.files_new, 2);
    assert_int_equal(updating->result.articles_read, 3);
    assert_int_equal(updating->result.articles, 2);
    assert_int_equal(updating->result.rejects, 2);
    assert_int_equal(updating->result.duplicates, 1);
    assert_int_equal(updating->result.repaired, 1);
    assert_int_equal(updating->result.undated, 1);
    assert_int_equal(updating->result.segments, 1);
}

/* ---- Files that can't be read --------------------------------------------------------------------- */

static void write_packed(struct updating *updating, const char *name, const char *text, long cut)
{
    gzFile file = gzopen(scratch_path(updating->directory, name), "wb");
    assert_non_null(file);
    gzputs(file, text);
    assert_int_equal(gzclose(file), Z_OK);
    if (cut) assert_int_equal(truncate(scratch_path(updating->directory, name), cut), 0);
    updating_date(updating, name);
}

static void test_of_a_damaged_file_all_that_was_indexed_stays(void **state)
{
    struct updating *updating = *state;
    start(updating);
    char text[4096] = D B2;
    for (int i = 0; i < 40; i++)
        sprintf(text + strlen(text), "{\"id\":\"x%d\",\"title\":\"%d\"}\n", i, i * 7919);
    write_packed(updating, "news/1.jsonl", text, 200);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating->told.data, "reject news/1.jsonl; ");
    assert_true(updating->result.added > 1);
    assert_int_equal(updating->result.changed, 1);
    assert_int_equal(updating->result.removed, 0);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating->told.data, "reject news/1.jsonl; ");
    write_packed(updating, "news/1.jsonl", text, 0);
    updating_assert_same(updating);
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 0);
}

static void test_of_a_file_that_is_being_copied_all_that_was_indexed_stays(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/1.jsonl", D B2 "{\"id\":\"a\",\"ti");
    for (int i = 0; i < 2; i++) { /* it is read again, though it is as it was */
        assert_int_equal(updating_run(updating), NSEARCH_OK);
        assert_string_equal(updating->told.data, "reject news/1.jsonl; ");
        assert_string_equal(updating_ids(updating), "a b c d");
    }
    updating_write(updating, "news/1.jsonl", D B2 A2);
    updating_assert_same(updating);
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles_read, 0);
}

static void test_an_id_that_a_damaged_file_may_have_still_is_left_to_it(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/1.jsonl", A B C);
    write_packed(updating, "news/2.jsonl", C D, 12);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_non_null(strstr(updating->told.data, "c of news/1.jsonl for news/2.jsonl; "));
    assert_string_equal(updating_ids(updating), "a b c");
    write_packed(updating, "news/2.jsonl", D, 0);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b c d");
}

static void test_what_cannot_be_opened_stays(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/d/3.jsonl", D);
    updating_write(updating, "news/e.jsonl", "{\"id\":\"e\",\"title\":\"five\"}\n");
    updating_assert_same(updating);
    if (!scratch_obey_permissions()) skip();
    chmod(scratch_path(updating->directory, "news/d"), 0);
    updating_write(updating, "news/1.jsonl", A D);
    updating_write(updating, "news/e.jsonl", "");
    chmod(scratch_path(updating->directory, "news/e.jsonl"), 0);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(
        updating->told.data,
        "reject news/d; d of news/1.jsonl for news/d/3.jsonl; reject news/e.jsonl; ");
    assert_string_equal(updating_ids(updating), "a c d e");
    assert_int_equal(updating->result.rejects, 2);
    chmod(scratch_path(updating->directory, "news/d"), 0700);
    chmod(scratch_path(updating->directory, "news/e.jsonl"), 0600);
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a c d");
}

static void test_an_emptied_file_has_no_articles(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/1.jsonl", "");
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "c");
    assert_int_equal(updating->result.rejects, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_changed_is_no_generation),
        TEST(test_a_new_file_is_read_alone),
        TEST(test_of_a_changed_container_only_what_differs_is_written),
        TEST(test_a_gone_file_takes_its_articles_along),
        TEST(test_a_touched_file_is_read_once),
        TEST(test_a_file_that_has_just_changed_is_read_again),
        TEST(test_a_renamed_file_is_another),
        TEST(test_of_two_with_an_id_the_later_one_wins_and_is_told),
        TEST(test_when_the_winner_goes_the_loser_comes_back),
        TEST(test_an_id_moves_between_changed_files),
        TEST(test_an_id_repeated_in_a_changed_file),
        TEST(test_what_gave_way_to_another_file_is_told_once),
        TEST(test_versions_of_an_id_in_a_growing_file_are_told_once),
        TEST(test_all_is_counted),
        TEST(test_of_a_damaged_file_all_that_was_indexed_stays),
        TEST(test_of_a_file_that_is_being_copied_all_that_was_indexed_stays),
        TEST(test_an_id_that_a_damaged_file_may_have_still_is_left_to_it),
        TEST(test_what_cannot_be_opened_stays),
        TEST(test_an_emptied_file_has_no_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
