/* test_segment_search.c - a segment of real news and Xapian's own database of the same: what they show must be
 * the same, and what they answer too, ids, scores and totals, to the last bit. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "common/store.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/segments.h"

enum {
    QUERY_COUNT = 500,
    ARTICLE_COUNT = 5000,
    LIMIT = 20,
    WORD_MAX = 24,
};

struct fixture {
    void *directory;
    struct articles articles;
    nsearch_searcher *ours, *theirs;
};

/* Gives an index directory with one segment, which publish would give it. */
static const char *publish(const char *directory, const char *name)
{
    static const char stub[] = "# generation 1\nauto seg-000001\n";
    const char *path = scratch_path(directory, name);
    assert_int_equal(mkdir(path, 0700), 0);
    scratch_write(path, STORE_STUB, stub, sizeof stub - 1);
    return scratch_path(path, "seg-000001");
}

static nsearch_searcher *open_index(const char *directory, const char *name)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    if (nsearch_searcher_open(scratch_path(directory, name), &searcher, &error))
        fail_msg("%s", error.message);
    return searcher;
}

static int setup(void **state)
{
    static struct fixture fixture;
    if (scratch_setup(&fixture.directory)) return -1;
    articles_init(&fixture.articles);
    articles_read(&fixture.articles, "corpus/articles", SIZE_MAX);
    if (!articles_read_ap89(&fixture.articles, ARTICLE_COUNT)) print_message("without AP89\n");
    segments_build(publish(fixture.directory, "ours"), &fixture.articles, &segments_plain);
    segments_build_oracle(publish(fixture.directory, "theirs"), &fixture.articles, true);
    fixture.ours = open_index(fixture.directory, "ours");
    fixture.theirs = open_index(fixture.directory, "theirs");
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    nsearch_searcher_free(fixture->ours);
    nsearch_searcher_free(fixture->theirs);
    articles_release(&fixture->articles);
    return scratch_teardown(&fixture->directory);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

struct maker {
    const struct articles *articles;
    uint64_t random;
    const char *at; /* in the text that words are taken from */
    char word[WORD_MAX + 1];
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Goes to a random place in the text of a random article. */
static void jump(struct maker *maker)
{
    const struct buf *body;
    do {
        const uint32_t number = articles_below(&maker->random, (uint32_t)maker->articles->count);
        body = &maker->articles->items[number].fields[ARTICLE_BODY];
    } while (body->size < 200);
    maker->at = body->data + articles_below(&maker->random, (uint32_t)body->size - 100);
}

/* The next word, in small letters so that it is no operator; an ordinary one at the end of the text. */
static const char *next_word(struct maker *maker)
{
    size_t size = 0;
    while (*maker->at && !is_letter(*maker->at))
        maker->at++;
    for (; is_letter(*maker->at); maker->at++)
        if (size < WORD_MAX) maker->word[size++] = (char)(*maker->at | 0x20);
    maker->word[size] = '\0';
    return size ? maker->word : "office";
}

static const char *any_word(struct maker *maker)
{
    jump(maker);
    next_word(maker); /* the rest of one */
    return next_word(maker);
}

static void add_phrase(struct maker *maker, struct buf *out)
{
    const uint32_t count = 2 + articles_below(&maker->random, 3);
    buf_addf(out, "\"%s", any_word(maker));
    for (uint32_t i = 1; i < count; i++)
        buf_addf(out, " %s", next_word(maker));
    buf_add_char(out, '"');
}

/* Words that stand close together, with an operator between them. */
static void add_near(struct maker *maker, struct buf *out)
{
    static const char *const operators[] = {"NEAR/3", "W/5", "PRE/4", "NEAR/10"};
    buf_add_text(out, any_word(maker));
    next_word(maker);
    buf_addf(out, " %s %s", operators[articles_below(&maker->random, 4)], next_word(maker));
}

static void add_wildcard(struct maker *maker, struct buf *out)
{
    const char *word = any_word(maker);
    const int size = (int)strlen(word);
    buf_addf(out, "%.*s*", size > 4 ? 4 : size < 3 ? 2 : 3, size > 1 ? word : "sec");
}

static void add_field(struct maker *maker, struct buf *out)
{
    static const char *const fields[] = {"title", "author", "source", "section", "place", "tag"};
    const uint32_t number = articles_below(&maker->random, (uint32_t)maker->articles->count);
    const struct buf *title = &maker->articles->items[number].fields[ARTICLE_TITLE];
    maker->at = title->data;
    if (articles_below(&maker->random, 2))
        buf_addf(out, "title:%s", next_word(maker));
    else
        buf_addf(out, "%s:%s", fields[articles_below(&maker->random, 6)], any_word(maker));
}

static void add_date(struct maker *maker, struct buf *out)
{
    const uint32_t day = 1 + articles_below(&maker->random, 20);
    switch (articles_below(&maker->random, 4)) {
    case 0: buf_addf(out, "date:1989-01-%02u", day); break;
    case 1: buf_addf(out, "date:1989-01-%02u..1989-01-%02u", day, day + 5); break;
    case 2: buf_addf(out, "date:2020"); break;
    default: buf_addf(out, "date:1989-01-%02u..", day);
    }
}

static void add_atom(struct maker *maker, struct buf *out)
{
    switch (articles_below(&maker->random, 10)) {
    case 0: add_phrase(maker, out); break;
    case 1: add_near(maker, out); break;
    case 2: add_wildcard(maker, out); break;
    case 3: add_field(maker, out); break;
    case 4: add_date(maker, out); break;
    case 5: buf_addf(out, "=%s", any_word(maker)); break;
    default: buf_add_text(out, any_word(maker));
    }
}

static void make_query(struct maker *maker, struct buf *out)
{
    static const char *const joins[] = {" ", " AND ", " OR ", " AND NOT ", " -"};
    buf_reset(out);
    for (uint32_t i = 0, count = 1 + articles_below(&maker->random, 4); i < count; i++) {
        if (i) buf_add_text(out, joins[articles_below(&maker->random, 5)]);
        buf_add_char(out, '(');
        add_atom(maker, out);
        buf_add_char(out, ')');
    }
}

/* Half of them plain rows of words, which rank by phrase too. */
static void make_row(struct maker *maker, struct buf *out)
{
    buf_reset(out);
    buf_add_text(out, any_word(maker));
    for (uint32_t i = articles_below(&maker->random, 4); i; i--)
        buf_addf(out, " %s",
                 articles_below(&maker->random, 2) ? next_word(maker) : any_word(maker));
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

static bool same_hit(const nsearch_hit *a, const nsearch_hit *b)
{
    return !strcmp(a->id, b->id) && !strcmp(a->title, b->title) && a->phrase == b->phrase &&
           !memcmp(&a->score, &b->score, sizeof a->score);
}

static bool same_hits(const nsearch_hits *ours, const nsearch_hits *theirs)
{
    if (nsearch_hits_total(ours) != nsearch_hits_total(theirs) ||
        nsearch_hits_phrase_total(ours) != nsearch_hits_phrase_total(theirs) ||
        nsearch_hits_exact(ours) != nsearch_hits_exact(theirs) ||
        nsearch_hits_count(ours) != nsearch_hits_count(theirs) ||
        strcmp(nsearch_hits_query(ours), nsearch_hits_query(theirs)) != 0)
        return false;
    for (size_t i = 0; i < nsearch_hits_count(ours); i++)
        if (!same_hit(nsearch_hits_at(ours, i), nsearch_hits_at(theirs, i))) return false;
    return true;
}

/* Returns whether anything was found. */
static bool compare(struct fixture *fixture, const nsearch_request *request)
{
    nsearch_hits *ours, *theirs;
    nsearch_error error = {.message = ""}, other = {.message = ""};
    const nsearch_status status = nsearch_search(fixture->ours, request, &ours, &error);
    if (nsearch_search(fixture->theirs, request, &theirs, &other) != status ||
        strcmp(error.message, other.message) != 0 || (!status && !same_hits(ours, theirs)))
        fail_msg("match %d, sort %d, offset %zu, other answers to: %s", request->match,
                 request->sort, request->offset, request->query);
    const bool found = !status && nsearch_hits_total(ours);
    nsearch_hits_free(ours);
    nsearch_hits_free(theirs);
    return found;
}

static void test_queries_have_the_same_answers_and_scores(void **state)
{
    struct fixture *fixture = *state;
    struct maker maker = {.articles = &fixture->articles, .random = (uint64_t)time(NULL)};
    struct buf query;
    size_t found = 0;
    print_message("seed %" PRIu64 "\n", maker.random);
    buf_init(&query);
    for (int i = 0; i < QUERY_COUNT; i++) {
        if (i % 2)
            make_query(&maker, &query);
        else
            make_row(&maker, &query);
        const nsearch_request request = {
            .query = query.data,
            .match = (nsearch_match)(i / 2 % 3),
            .sort = (nsearch_sort)(articles_below(&maker.random, 6) % 5 % 3),
            .offset = articles_below(&maker.random, 5) ? 0 : LIMIT,
            .limit = LIMIT,
            .since = articles_below(&maker.random, 10) ? NULL : "1989-01-03",
        };
        found += compare(fixture, &request);
    }
    print_message("%zu of %d found something\n", found, QUERY_COUNT);
    assert_true(found > QUERY_COUNT / 4);
    buf_release(&query);
}

static void test_real_news_is_as_xapian_indexes_it(void **state)
{
    struct fixture *fixture = *state;
    char ours[4200], theirs[4200];
    snprintf(ours, sizeof ours, "%s/ours/seg-000001", (char *)fixture->directory);
    snprintf(theirs, sizeof theirs, "%s/theirs/seg-000001", (char *)fixture->directory);
    if (oracle_available()) oracle_check(ours);
    segments_assert_same(ours, theirs);
}

static void test_articles_are_read_back_the_same(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < fixture->articles.count; i += 1 + fixture->articles.count / 50) {
        const struct buf *fields = fixture->articles.items[i].fields;
        nsearch_article *article;
        assert_int_equal(
            nsearch_article_read(fixture->ours, fields[ARTICLE_ID].data, &article, NULL),
            NSEARCH_OK);
        assert_string_equal(nsearch_article_field(article, "title"), fields[ARTICLE_TITLE].data);
        assert_string_equal(nsearch_article_field(article, "body"), fields[ARTICLE_BODY].data);
        nsearch_article_free(article);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real_news_is_as_xapian_indexes_it),
        cmocka_unit_test(test_queries_have_the_same_answers_and_scores),
        cmocka_unit_test(test_articles_are_read_back_the_same),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
