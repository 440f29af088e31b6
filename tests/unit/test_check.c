/* test_check.c - tests of indexer/check.h: a sound index is sound, and damage of every kind is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/check.h"
#include "indexer/directory.h"
#include "indexer/glass_sums.h"
#include "indexer/lock.h"
#include "tests/unit/articles.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/small_index.h"

enum {
    FILE_ROOM = 64 << 10
};

static const char *const files[] = {"seg-000001/postlist.glass",
                                    "seg-000001/docdata.glass",
                                    "seg-000001/termlist.glass",
                                    "seg-000001/position.glass",
                                    "seg-000001/iamglass",
                                    "seg-000001/sums",
                                    "seg-000002/postlist.glass",
                                    "seg-000002/docdata.glass",
                                    "seg-000002/termlist.glass",
                                    "seg-000002/position.glass",
                                    "seg-000002/iamglass",
                                    "seg-000002/sums",
                                    "XAPIANDB",
                                    "manifest-000002.gz"};

enum {
    FILES = sizeof files / sizeof *files
};

/* The verdict on the test's index; its problems, if they are wanted, are to be released. */
static uint64_t problems_of(const char *index, struct check_verdict *verdict)
{
    const struct check_request request = {.index = index};
    nsearch_error error;
    if (check_index(&request, verdict, &error)) fail_msg("%s", error.message);
    return verdict->problem_count;
}

static void assert_sound(const char *index)
{
    struct check_verdict verdict;
    if (problems_of(index, &verdict)) fail_msg("%s", verdict.problems.data);
    assert_int_equal(verdict.advice, CHECK_NOTHING);
    check_verdict_release(&verdict);
}

static void assert_problem(const char *index, const char *text)
{
    struct check_verdict verdict;
    problems_of(index, &verdict);
    if (!strstr(verdict.problems.data, text)) fail_msg("no %s in\n%s", text, verdict.problems.data);
    check_verdict_release(&verdict);
}

static size_t load(const char *path, char *bytes)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, FILE_ROOM, file);
    fclose(file);
    assert_true(size < FILE_ROOM);
    return size;
}

static void store(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

/* Takes the checksums for what the files are now, so that what only they would find stays. */
static void renew_sums(const char *segment)
{
    FILE *file = fopen(scratch_path(segment, GLASS_SUMS), "w");
    for (size_t i = 0; i < GLASS_FILE_COUNT; i++) {
        const char *path = scratch_path(segment, glass_file_name(i));
        uint64_t sum;
        if (access(path, F_OK)) continue;
        assert_int_equal(glass_sums_of_file(path, NULL, &sum, NULL), 0);
        fprintf(file, "%s %016llx\n", glass_file_name(i), (unsigned long long)sum);
    }
    fclose(file);
}

static int setup(void **state)
{
    if (scratch_setup(state)) return -1;
    small_index_make(scratch_path(*state, "index"), true);
    return 0;
}

/* A file of the test's index. */
static char *path_of(void **state, size_t file)
{
    static char path[4300];
    snprintf(path, sizeof path, "%s/index/%s", (char *)*state, files[file]);
    return path;
}

static char *index_of(void **state)
{
    static char index[4200];
    snprintf(index, sizeof index, "%s/index", (char *)*state);
    return index;
}

/* ---- Sound ones ----------------------------------------------------------------------------------- */

static void test_sound_index_is_sound(void **state)
{
    struct check_verdict verdict;
    assert_int_equal(problems_of(index_of(state), &verdict), 0);
    assert_int_equal(verdict.generation, 2);
    assert_int_equal(verdict.segments, 2);
    assert_int_equal(verdict.articles, 5);
    assert_int_equal(verdict.dead, 1);
    assert_int_equal(verdict.files, 4);
    assert_true(verdict.bytes > 8 * 8192);
    assert_int_equal(verdict.leftover_count, 0);
    check_verdict_release(&verdict);
}

static void test_index_without_texts_is_sound(void **state)
{
    small_index_make(scratch_path(*state, "no text"), false);
    assert_sound(scratch_path(*state, "no text"));
}

static void test_segment_without_articles_is_sound(void **state)
{
    const struct small_night night = {NULL, 0, "seg-000001 2:0000000000021 3:0000000000022\n",
                                      "/n/a.jsonl 2\n/n/d.txt 1\n/n/e.txt 1\n"};
    small_index_add(index_of(state), &night, true);
    assert_sound(index_of(state));
}

static void test_leftovers_are_named_and_no_problem(void **state)
{
    struct check_verdict verdict;
    char *index = index_of(state);
    assert_int_equal(mkdir(scratch_path(index, "seg-000009"), 0777), 0);
    store(scratch_path(index, "manifest-000001.gz"), "x", 1);
    store(scratch_path(index, "status.json"), "{}", 2);
    assert_int_equal(problems_of(index, &verdict), 0);
    assert_int_equal(verdict.leftover_count, 2);
    assert_non_null(strstr(verdict.leftovers.data, "seg-000009\n"));
    assert_non_null(strstr(verdict.leftovers.data, "manifest-000001.gz\n"));
    check_verdict_release(&verdict);
}

static void test_what_another_run_is_writing_is_no_leftover(void **state)
{
    struct check_verdict verdict;
    char *index = index_of(state);
    int lock;
    assert_int_equal(mkdir(scratch_path(index, "seg-000003"), 0777), 0);
    assert_int_equal(lock_take(index, NULL, &lock, NULL), 0);
    assert_int_equal(problems_of(index, &verdict), 0);
    lock_drop(lock);
    check_verdict_release(&verdict);
}

static void test_no_index_is_an_error(void **state)
{
    const struct check_request request = {.index = *state};
    struct check_verdict verdict;
    assert_int_equal(check_index(&request, &verdict, NULL), NSEARCH_MISSING);
    check_verdict_release(&verdict);
}

static void test_check_is_stopped(void **state)
{
    volatile sig_atomic_t stop = 15;
    const struct check_request request = {.index = index_of(state), .stop = &stop};
    struct check_verdict verdict;
    assert_int_equal(check_index(&request, &verdict, NULL), NSEARCH_INVALID);
    check_verdict_release(&verdict);
}

/* ---- Damage to files ------------------------------------------------------------------------------ */

/* Bytes that mean nothing: a gzip's time, flags for speed and system, and the bits that fill up the last byte
 * before its checksum. */
static bool is_harmless(size_t file, size_t at, size_t size)
{
    enum {
        CHECKSUM = 8
    };
    return file == FILES - 1 && ((at >= 4 && at < 10) || at == size - CHECKSUM - 1);
}

static void test_every_changed_byte_is_found(void **state)
{
    static char bytes[FILE_ROOM];
    char *index = index_of(state);
    seed = (uint64_t)time(NULL) * 2654435761u + 1;
    print_message("# seed %llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < FILES; i++) {
        const char *path = path_of(state, i);
        const size_t size = load(path, bytes);
        const size_t step = getenv("SOAK") ? 1 : 1 + size / (articles_slow() ? 5 : 40);
        for (size_t at = below((uint32_t)step); at < size; at += step) {
            struct check_verdict verdict;
            const char was = bytes[at];
            bytes[at] = (char)(was ^ (1 + below(255)));
            store(path, bytes, size);
            const bool found = problems_of(index, &verdict);
            if (!found && !is_harmless(i, at, size))
                fail_msg("%s: byte %zu, %d instead of %d", files[i], at, bytes[at], was);
            check_verdict_release(&verdict);
            bytes[at] = was;
        }
        store(path, bytes, size);
    }
    assert_sound(index);
}

/* The same where the checksums, renewed, show nothing: what is wrong is told or doesn't matter to the rest,
 * but nothing breaks. */
static void test_changed_bytes_harm_nobody_without_checksums(void **state)
{
    static char bytes[FILE_ROOM];
    char *index = index_of(state);
    size_t found = 0, tried = 0;
    seed = (uint64_t)time(NULL) * 2654435761u + 3;
    print_message("# seed %llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < FILES; i++) {
        const char *path = path_of(state, i);
        if (strncmp(files[i], "seg-", 4) || strstr(files[i], "sums")) continue;
        const size_t size = load(path, bytes);
        for (int round = 0; round < (getenv("SOAK") ? 5000 : articles_slow() ? 10 : 60); round++) {
            struct check_verdict verdict;
            /* Half of them where the items are: at the end of the one block. */
            const size_t at = below(2) && size > 1200 ? size - 1 - below(1200)
                                                      : below((uint32_t)size);
            const char was = bytes[at];
            bytes[at] = (char)(was ^ (1 + below(255)));
            store(path, bytes, size);
            char segment[4300];
            snprintf(segment, sizeof segment, "%s/%.10s", index, files[i]);
            renew_sums(segment);
            found += problems_of(index, &verdict) > 0;
            tried++;
            check_verdict_release(&verdict);
            bytes[at] = was;
            store(path, bytes, size);
            renew_sums(segment);
        }
    }
    assert_sound(index);
    print_message("# %zu of %zu found without checksums\n", found, tried);
    assert_true(found > 0);
}

static void test_truncated_and_missing_files_are_found(void **state)
{
    static char bytes[FILE_ROOM];
    char *index = index_of(state);
    for (size_t i = 0; i < FILES; i++) {
        const char *path = path_of(state, i);
        const size_t size = load(path, bytes);
        const size_t sizes[] = {0, 1, size / 2, size - 1};
        struct check_verdict verdict;
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            store(path, bytes, sizes[j]);
            const bool is_stub_line_end = !strcmp(files[i], "XAPIANDB") && sizes[j] == size - 1;
            if (!problems_of(index, &verdict) && !is_stub_line_end)
                fail_msg("%s: cut to %zu of %zu bytes", files[i], sizes[j], size);
            check_verdict_release(&verdict);
        }
        unlink(path);
        if (!problems_of(index, &verdict)) fail_msg("%s: gone", files[i]);
        check_verdict_release(&verdict);
        store(path, bytes, size);
    }
    directory_remove(scratch_path(index, "seg-000001"));
    assert_problem(index, "seg-000001");
}

static void test_swapped_files_are_found(void **state)
{
    char *index = index_of(state), other[4300];
    struct check_verdict verdict;
    for (size_t i = 0; i < 6; i++) {
        snprintf(other, sizeof other, "%s", scratch_path(index, files[i + 6]));
        const char *path = path_of(state, i), *between = scratch_path(*state, "x");
        for (int twice = 0; twice < 2; twice++) {
            rename(path, between);
            rename(other, path);
            rename(between, other);
            assert_int_equal(problems_of(index, &verdict) > 0, !twice);
            check_verdict_release(&verdict);
        }
    }
}

/* Tables of segments that are alike to the byte but for what they hold: the checksums don't know it, and the
 * tables are whole. */
static void test_tables_of_another_segment_are_found_without_checksums(void **state)
{
    static const struct small_article one[] = {{"x", "/n/a.jsonl", "these words"}},
                                      two[] = {{"y", "/n/a.jsonl", "those words"}};
    const struct small_night nights[] = {{one, 1, "", "/n/a.jsonl 2\n"},
                                         {two, 1, "", "/n/a.jsonl 2\n"}};
    static const char *const tables[] = {"docdata.glass", "termlist.glass"};
    char index[4200], first[4300], second[4300];
    snprintf(index, sizeof index, "%s/alike", (char *)*state);
    small_index_add(index, &nights[0], true);
    small_index_add(index, &nights[1], true);
    assert_sound(index);
    snprintf(first, sizeof first, "%s/seg-000001", index);
    snprintf(second, sizeof second, "%s/seg-000002", index);
    for (size_t i = 0; i < 2; i++) {
        char bytes[FILE_ROOM], own[FILE_ROOM];
        const size_t size = load(scratch_path(second, tables[i]), bytes);
        assert_int_equal(load(scratch_path(first, tables[i]), own), size);
        store(scratch_path(first, tables[i]), bytes, size);
        renew_sums(first);
        assert_problem(index, tables[i]);
        store(scratch_path(first, tables[i]), own, size);
        renew_sums(first);
    }
    assert_sound(index);
}

/* ---- Segments that contradict each other ---------------------------------------------------------- */

static void assert_dead_found(void **state, const char *dead, const char *problem)
{
    const struct small_night night = {NULL, 0, dead,
                                      "/n/a.jsonl 2\n/n/d.txt 1\n/n/e.txt 1\n/n-c.txt 1\n"};
    char *index = index_of(state);
    small_index_add(index, &night, true);
    assert_problem(index, problem);
}

static void test_dead_of_no_segment_are_found(void **state)
{
    assert_dead_found(state, "seg-000001 2:0000000000021\nseg-000007 1:0000000000020\n",
                      "seg-000007, which isn't there");
}

static void test_dead_that_are_not_there_are_found(void **state)
{
    assert_dead_found(state, "seg-000001 2:0000000000021 9:0000000000022\n",
                      "article 9 of seg-000001");
}

static void test_dead_with_another_serial_are_found(void **state)
{
    assert_dead_found(state, "seg-000001 2:0000000000022\n", "article 2 of seg-000001");
}

static void test_nonsense_for_dead_is_found(void **state)
{
    assert_dead_found(state, "who knows", "dead");
}

static void test_dead_that_are_forgotten_are_found(void **state)
{
    assert_dead_found(state, "", "2 articles have the id b");
}

static void test_manifest_that_lacks_a_file_is_found(void **state)
{
    const struct small_night night = {NULL, 0, "seg-000001 2:0000000000021\n",
                                      "/n/a.jsonl 2\n/n/d.txt 1\n/n-c.txt 1\n"};
    small_index_add(index_of(state), &night, true);
    assert_problem(index_of(state), "1 article of /n/e.txt, which the manifest doesn't have");
}

static void test_manifest_with_other_counts_is_found(void **state)
{
    const struct small_night night = {
        NULL, 0, "seg-000001 2:0000000000021\n",
        "/n/a.jsonl 1\n/n/d.txt 1\n/n/e.txt 1\n/n/f.txt 3\n/n-c.txt 1\n"};
    small_index_add(index_of(state), &night, true);
    assert_problem(index_of(state), "/n/a.jsonl: 2 articles, but 1 were read from it");
    assert_problem(index_of(state), "/n/f.txt: 0 articles, but 3 were read from it");
}

static void test_segments_of_different_kinds_are_found(void **state)
{
    const struct small_night night = {NULL, 0, "seg-000001 2:0000000000021\n",
                                      "/n/a.jsonl 2\n/n/d.txt 1\n/n/e.txt 1\n/n-c.txt 1\n"};
    small_index_add(index_of(state), &night, false);
    assert_problem(index_of(state), "it isn't of the same kind as seg-000003");
}

/* ---- Advice --------------------------------------------------------------------------------------- */

static enum check_advice advice_on(const char *index)
{
    struct check_verdict verdict;
    assert_true(problems_of(index, &verdict) > 0);
    const enum check_advice advice = verdict.advice;
    check_verdict_release(&verdict);
    return advice;
}

static void test_advice_is_what_helps(void **state)
{
    char *index = index_of(state);
    char bytes[FILE_ROOM], no_text[4200];
    size_t size = load(scratch_path(index, files[3]), bytes);
    store(scratch_path(index, files[3]), bytes, size / 2);
    assert_int_equal(advice_on(index), CHECK_REBUILD);
    size = load(scratch_path(index, files[1]), bytes);
    store(scratch_path(index, files[1]), bytes, size / 2);
    assert_int_equal(advice_on(index), CHECK_REBUILD_PART);
    store(scratch_path(index, "XAPIANDB"), "", 0);
    assert_int_equal(advice_on(index), CHECK_FULL);
    snprintf(no_text, sizeof no_text, "%s/no text", (char *)*state);
    small_index_make(no_text, false);
    unlink(scratch_path(no_text, "manifest-000002.gz"));
    assert_int_equal(advice_on(no_text), CHECK_FULL);
}

#define on_index(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_index(test_sound_index_is_sound),
        on_index(test_index_without_texts_is_sound),
        on_index(test_segment_without_articles_is_sound),
        on_index(test_leftovers_are_named_and_no_problem),
        on_index(test_what_another_run_is_writing_is_no_leftover),
        on_index(test_no_index_is_an_error),
        on_index(test_check_is_stopped),
        on_index(test_every_changed_byte_is_found),
        on_index(test_changed_bytes_harm_nobody_without_checksums),
        on_index(test_truncated_and_missing_files_are_found),
        on_index(test_swapped_files_are_found),
        on_index(test_tables_of_another_segment_are_found_without_checksums),
        on_index(test_dead_of_no_segment_are_found),
        on_index(test_dead_that_are_not_there_are_found),
        on_index(test_dead_with_another_serial_are_found),
        on_index(test_nonsense_for_dead_is_found),
        on_index(test_dead_that_are_forgotten_are_found),
        on_index(test_manifest_that_lacks_a_file_is_found),
        on_index(test_manifest_with_other_counts_is_found),
        on_index(test_segments_of_different_kinds_are_found),
        on_index(test_advice_is_what_helps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
