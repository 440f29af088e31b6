/* test_generations.c - an index of several segments with dead articles in each, and an index of one segment
 * that never had them: whatever is asked, both answer with the same articles and the same counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "common/schema.h"
#include "common/store.h"
#include "common/term.h"
#include "common/xap.h"
#include "tests/unit/scratch.h"
#include "tests/unit/segments.h"

enum {
    SEGMENTS = 4, /* the newest is empty: a run that only removed articles made it */
    LIVE_MAX = 1000,
    ALL = 100000,
};

static const char stub[] = "# generation 9\n"
                           "auto seg-000004\nauto seg-000003\nauto seg-000002\nauto seg-000001\n";

/* Every third article was removed. Of the others every fourth has an older version, with the text of its
 * neighbour, in the segment before its own. */
static bool is_removed(size_t number)
{
    return number % 3 == 2;
}

static bool is_changed(size_t number)
{
    return number % 4 == 1;
}

/* The segment that an article is in, as it is now: 1 to 3. */
static size_t segment_of(size_t number)
{
    return 1 + number % 7 % 3;
}

struct fixture {
    void *directory;
    struct articles articles;
    struct store_dead dead[LIVE_MAX];
    size_t dead_count;
    nsearch_searcher *many, *one;
};

static const char *segment_path(const struct fixture *fixture, const char *index, size_t number)
{
    char name[STORE_SEGMENT_NAME_MAX];
    store_segment_name(number, name);
    return scratch_path(scratch_path(fixture->directory, index), name);
}

/* ---- Making both --------------------------------------------------------------------------------- */

static struct segment *start(const char *path, const char *language)
{
    struct segment_options options = segments_plain;
    struct segment *segment;
    nsearch_error error;
    options.language = language;
    if (segment_create(path, &options, &segment, &error)) fail_msg("%s", error.message);
    return segment;
}

static void add(struct segment *segment, const struct article *article)
{
    const struct stamp stamp = segments_stamp(article);
    assert_int_equal(segment_add(segment, article, &stamp, NULL), NSEARCH_OK);
}

static void finish(struct segment *segment, const char *dead)
{
    const struct metadata more = {META_DEAD, dead};
    assert_int_equal(segment_finish(segment, &more, dead != NULL, NULL), NSEARCH_OK);
    segment_free(segment);
}

static void add_old_version(struct fixture *fixture, struct segment *segment, size_t number)
{
    struct article *items = fixture->articles.items;
    const size_t neighbour = (number + 1) % fixture->articles.count;
    const struct buf own = items[number].fields[ARTICLE_BODY];
    items[number].fields[ARTICLE_BODY] = items[neighbour].fields[ARTICLE_BODY];
    add(segment, &items[number]);
    items[number].fields[ARTICLE_BODY] = own;
}

static bool is_dead_in(size_t number, size_t segment)
{
    if (is_removed(number)) return segment_of(number) == segment;
    return is_changed(number) && segment_of(number) == segment + 1;
}

/* Looks up where the dead of a segment are. */
static void bury(struct fixture *fixture, size_t segment)
{
    struct arena arena;
    struct xap_db *db;
    arena_init(&arena);
    assert_int_equal(xap_open(segment_path(fixture, "many", segment), &db, NULL), NSEARCH_OK);
    const size_t first = fixture->dead_count;
    for (size_t i = 0; i < fixture->articles.count; i++) {
        const struct buf *id = &fixture->articles.items[i].fields[ARTICLE_ID];
        struct store_dead *dead = &fixture->dead[fixture->dead_count];
        char term[TERM_MAX + 1];
        uint32_t *docids;
        size_t count;
        if (!is_dead_in(i, segment)) continue;
        const size_t size = term_whole(PREFIX_ID, id->data, id->size, term);
        assert_int_equal(xap_postings(db, term, size, &arena, &docids, &count, NULL), NSEARCH_OK);
        assert_int_equal(count, 1);
        *dead = (struct store_dead){.segment = segment, .docid = *docids};
        assert_int_equal(xap_document_serial(db, *docids, &dead->serial, NULL), NSEARCH_OK);
        if (fixture->dead_count > first) assert_true(dead[-1].docid < dead->docid);
        fixture->dead_count++;
    }
    assert_true(fixture->dead_count > first);
    xap_close(db);
    arena_release(&arena);
}

static void make_segment(struct fixture *fixture, size_t number)
{
    struct segment *segment = start(segment_path(fixture, "many", number), "english");
    for (size_t i = 0; i < fixture->articles.count; i++)
        if (!is_removed(i) && is_dead_in(i, number))
            add_old_version(fixture, segment, i);
        else if (segment_of(i) == number)
            add(segment, &fixture->articles.items[i]);
    finish(segment, NULL);
    bury(fixture, number);
}

static void make_many(struct fixture *fixture)
{
    struct buf list;
    buf_init(&list);
    const char *path = scratch_path(fixture->directory, "many");
    assert_int_equal(mkdir(path, 0700), 0);
    for (size_t number = 1; number < SEGMENTS; number++)
        make_segment(fixture, number);
    store_dead_write(fixture->dead, fixture->dead_count, &list);
    finish(start(segment_path(fixture, "many", SEGMENTS), "english"), list.data);
    scratch_write(scratch_path(fixture->directory, "many"), STORE_STUB, stub, sizeof stub - 1);
    buf_release(&list);
}

static void make_one(struct fixture *fixture)
{
    static const char text[] = "# generation 1\nauto seg-000001\n";
    const char *path = scratch_path(fixture->directory, "one");
    assert_int_equal(mkdir(path, 0700), 0);
    struct segment *segment = start(segment_path(fixture, "one", 1), "english");
    for (size_t i = 0; i < fixture->articles.count; i++)
        if (!is_removed(i)) add(segment, &fixture->articles.items[i]);
    finish(segment, NULL);
    scratch_write(scratch_path(fixture->directory, "one"), STORE_STUB, text, sizeof text - 1);
}

static nsearch_searcher *open_index(const struct fixture *fixture, const char *name)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    if (nsearch_searcher_open(scratch_path(fixture->directory, name), &searcher, &error))
        fail_msg("%s", error.message);
    return searcher;
}

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.dead_count = 0;
    if (scratch_setup(&fixture.directory)) return -1;
    articles_init(&fixture.articles);
    articles_read(&fixture.articles, "corpus/articles", SIZE_MAX);
    make_many(&fixture);
    make_one(&fixture);
    fixture.many = open_index(&fixture, "many");
    fixture.one = open_index(&fixture, "one");
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    nsearch_searcher_free(fixture->many);
    nsearch_searcher_free(fixture->one);
    articles_release(&fixture->articles);
    return scratch_teardown(&fixture->directory);
}

/* ---- Asking both --------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids of the hits, sorted; frees with free(). */
static const char **sorted_ids(const nsearch_hits *hits)
{
    const size_t count = nsearch_hits_count(hits);
    const char **names = malloc((count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = nsearch_hits_at(hits, i)->id;
    qsort(names, count, sizeof *names, compare_names);
    return names;
}

static void assert_same_hits(const nsearch_hits *ours, const nsearch_hits *theirs, bool dates)
{
    const char **left = sorted_ids(ours), **right = sorted_ids(theirs);
    assert_int_equal(nsearch_hits_count(ours), nsearch_hits_count(theirs));
    for (size_t i = 0; i < nsearch_hits_count(ours); i++) {
        assert_string_equal(left[i], right[i]);
        if (dates)
            assert_string_equal(nsearch_hits_at(ours, i)->date, nsearch_hits_at(theirs, i)->date);
    }
    free(left);
    free(right);
}

/* Asks both; returns how many articles there are. */
static uint64_t assert_same_answer(const struct fixture *fixture, const nsearch_request *request)
{
    nsearch_hits *ours, *theirs = NULL;
    nsearch_error error;
    if (nsearch_search(fixture->many, request, &ours, &error) ||
        nsearch_search(fixture->one, request, &theirs, &error))
        fail_msg("%s: %s", request->query, error.message);
    const uint64_t total = nsearch_hits_total(theirs);
    if (nsearch_hits_total(ours) != total ||
        nsearch_hits_phrase_total(ours) != nsearch_hits_phrase_total(theirs))
        fail_msg("%s: %d, not %d", request->query, (int)nsearch_hits_total(ours), (int)total);
    if (request->limit >= total)
        assert_same_hits(ours, theirs, request->sort != NSEARCH_SORT_RELEVANCE);
    nsearch_hits_free(ours);
    nsearch_hits_free(theirs);
    return total;
}

static const char *const queries[] = {
    "the",
    "liaison office",
    "\"liaison office\"",
    "office -liaison",
    "kaesong OR balloon OR river",
    "(north NEAR/5 korea) office",
    "bal*",
    "re* -the",
    "date:2020",
    "date:2020-06..",
    "date:..1999 of",
    "words:100..300",
    "indexed:1990..2020",
    "title:office",
    "author:marsh",
    "source:\"harbor wire\"",
    "section:world OR tag:sport",
    "lang:en",
    "offic* \"of the\"",
    "nosuchwordanywhere",
};

static void test_answers_and_counts_are_those_without_the_dead(void **state)
{
    const struct fixture *fixture = *state;
    uint64_t all = 0;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        for (nsearch_sort sort = NSEARCH_SORT_RELEVANCE; sort <= NSEARCH_SORT_NEWEST; sort++) {
            nsearch_request request = {.query = queries[i], .sort = sort, .limit = ALL};
            all += assert_same_answer(fixture, &request);
            request.match = NSEARCH_MATCH_ANY;
            assert_same_answer(fixture, &request);
            request.limit = 0;
            assert_same_answer(fixture, &request);
            request.since = "2000";
            request.limit = ALL;
            assert_same_answer(fixture, &request);
        }
    assert_true(all > 500);
    assert_int_equal(nsearch_searcher_count(fixture->many), nsearch_searcher_count(fixture->one));
}

static void test_pages_go_through_all_hits_once(void **state)
{
    const struct fixture *fixture = *state;
    nsearch_request request = {.query = "the", .limit = 7};
    size_t seen = 0, total;
    do {
        nsearch_hits *hits;
        assert_int_equal(nsearch_search(fixture->many, &request, &hits, NULL), NSEARCH_OK);
        total = (size_t)nsearch_hits_total(hits);
        seen += nsearch_hits_count(hits);
        request.offset += request.limit;
        nsearch_hits_free(hits);
    } while (request.offset < total);
    assert_int_equal(seen, total);
}

static void test_an_article_is_read_as_it_is_now(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < fixture->articles.count; i++) {
        const struct article *article = &fixture->articles.items[i];
        nsearch_article *read;
        const nsearch_status status = nsearch_article_read(
            fixture->many, article->fields[ARTICLE_ID].data, &read, NULL);
        assert_int_equal(status, is_removed(i) ? NSEARCH_MISSING : NSEARCH_OK);
        if (!status)
            assert_string_equal(nsearch_article_field(read, "body"),
                                article->fields[ARTICLE_BODY].data);
        nsearch_article_free(read);
    }
}

static void test_an_index_may_have_no_articles_left(void **state)
{
    static const char text[] = "# generation 3\nauto seg-000002\nauto seg-000001\n";
    const struct fixture *fixture = *state;
    const nsearch_request request = {.query = "the OR of", .sort = NSEARCH_SORT_OLDEST, .limit = 9};
    nsearch_article *article;
    nsearch_error error;
    nsearch_hits *hits;
    assert_int_equal(mkdir(scratch_path(fixture->directory, "empty"), 0700), 0);
    finish(start(segment_path(fixture, "empty", 1), "english"), NULL);
    finish(start(segment_path(fixture, "empty", 2), "english"), "");
    scratch_write(scratch_path(fixture->directory, "empty"), STORE_STUB, text, sizeof text - 1);
    nsearch_searcher *searcher = open_index(fixture, "empty");
    assert_int_equal(nsearch_searcher_count(searcher), 0);
    if (nsearch_search(searcher, &request, &hits, &error)) fail_msg("%s", error.message);
    assert_int_equal(nsearch_hits_total(hits), 0);
    assert_int_equal(nsearch_article_read(searcher, "x", &article, &error), NSEARCH_MISSING);
    nsearch_hits_free(hits);
    nsearch_searcher_free(searcher);
}

/* ---- On another machine -------------------------------------------------------------------------- */

/* Opens the indexes named in a row by Xapian's server, which talks through a pipe. Skips the test without it. */
static nsearch_searcher *open_remote(const struct fixture *fixture, const char *const *names,
                                     size_t count)
{
    struct buf text;
    nsearch_searcher *searcher;
    nsearch_error error;
    if (system("command -v xapian-progsrv >/dev/null")) {
        print_message("no xapian-progsrv (Debian: xapian-tools)\n");
        skip();
    }
    buf_init(&text);
    for (size_t i = 0; i < count; i++)
        buf_addf(&text, "remote :xapian-progsrv %s\n", scratch_path(fixture->directory, names[i]));
    const char *path = scratch_path(fixture->directory, "far");
    assert_int_equal(mkdir(path, 0700), 0);
    scratch_write(path, STORE_STUB, text.data, text.size);
    buf_release(&text);
    if (nsearch_searcher_open(path, &searcher, &error)) fail_msg("%s", error.message);
    return searcher;
}

static void test_the_dead_of_a_remote_index_are_left_out(void **state)
{
    static const char *const names[] = {"many"};
    struct fixture *fixture = *state;
    nsearch_searcher *far = open_remote(fixture, names, 1);
    nsearch_searcher_free(fixture->many);
    fixture->many = far;
    test_answers_and_counts_are_those_without_the_dead(state);
    test_an_article_is_read_as_it_is_now(state);
}

static void test_each_remote_index_has_dead_of_its_own(void **state)
{
    static const char *const names[] = {"one", "many"};
    const struct fixture *fixture = *state;
    nsearch_searcher *far = open_remote(fixture, names, 2);
    const nsearch_request request = {.query = "the"};
    nsearch_hits *hits, *half;
    assert_int_equal(nsearch_searcher_count(far), 2 * nsearch_searcher_count(fixture->one));
    assert_int_equal(nsearch_search(far, &request, &hits, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_search(fixture->one, &request, &half, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_hits_total(hits), 2 * nsearch_hits_total(half));
    nsearch_hits_free(hits);
    nsearch_hits_free(half);
    nsearch_searcher_free(far);
}

/* ---- What is wrong ------------------------------------------------------------------------------- */

/* Puts a segment in front; what opening the index says then. */
static nsearch_status open_with(const struct fixture *fixture, const char *language,
                                const char *dead, nsearch_error *error)
{
    struct buf text;
    nsearch_searcher *searcher;
    buf_init(&text);
    finish(start(segment_path(fixture, "many", 5), language), dead);
    buf_addf(&text, "# generation 10\nauto seg-000005\n%s", strchr(stub, '\n') + 1);
    scratch_write(scratch_path(fixture->directory, "many"), STORE_STUB, text.data, text.size);
    buf_release(&text);
    const nsearch_status status = nsearch_searcher_open(scratch_path(fixture->directory, "many"),
                                                        &searcher, error);
    nsearch_searcher_free(searcher);
    return status;
}

static void test_segments_that_differ_are_refused(void **state)
{
    nsearch_error error;
    assert_int_equal(open_with(*state, "german", "", &error), NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "differ in their language"));
}

static void test_a_list_that_is_damaged_is_refused(void **state)
{
    nsearch_error error;
    assert_int_equal(open_with(*state, "english", "seg-000001 x", &error), NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "list of dead articles is damaged"));
}

static void test_a_list_that_names_another_segment_is_refused(void **state)
{
    nsearch_error error;
    assert_int_equal(open_with(*state, "english", "seg-000077 1:0000000000001\n", &error),
                     NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "seg-000077"));
}

static void test_a_list_that_names_no_article_is_refused(void **state)
{
    nsearch_error error;
    assert_int_equal(open_with(*state, "english", "seg-000001 99999:0000000000001\n", &error),
                     NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "names an article that isn't there"));
}

static void test_an_open_searcher_sees_the_list_of_the_next_generation(void **state)
{
    const struct fixture *fixture = *state;
    const nsearch_request request = {.query = "the"};
    nsearch_error error;
    nsearch_hits *hits;
    const uint64_t before = nsearch_searcher_count(fixture->many);
    assert_int_equal(open_with(fixture, "english", "", &error), NSEARCH_OK);
    assert_int_equal(nsearch_search(fixture->many, &request, &hits, &error), NSEARCH_OK);
    assert_int_equal(nsearch_searcher_generation(fixture->many), 10);
    assert_int_equal(nsearch_searcher_count(fixture->many), before + fixture->dead_count);
    nsearch_hits_free(hits);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_answers_and_counts_are_those_without_the_dead),
        TEST(test_pages_go_through_all_hits_once),
        TEST(test_an_article_is_read_as_it_is_now),
        TEST(test_an_index_may_have_no_articles_left),
        TEST(test_the_dead_of_a_remote_index_are_left_out),
        TEST(test_each_remote_index_has_dead_of_its_own),
        TEST(test_segments_that_differ_are_refused),
        TEST(test_a_list_that_is_damaged_is_refused),
        TEST(test_a_list_that_names_another_segment_is_refused),
        TEST(test_a_list_that_names_no_article_is_refused),
        TEST(test_an_open_searcher_sees_the_list_of_the_next_generation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
