/* articles.c - see articles.h. */
#include "tests/unit/articles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/language.h"
#include "common/readers/reader.h"
#include "indexer/walk.h"

#define AP89 "../shared/data/ap89.jsonl.gz"

enum {
    AP89_COUNT_SLOW = 100,
    RANDOM_COUNT = 300,
    RANDOM_COUNT_SLOW = 100,
    HUGE_BODY = 10 << 20,
    HUGE_BODY_SLOW = 200 << 10,
    LARGE_BODY = 300 << 10,
    ARTICLE_MAX = 64 << 20,
    SEVERAL = 400, /* values of one field */
    REPETITIVE_COUNT = 400,
};

bool articles_slow(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return getenv("VALGRIND") && *getenv("VALGRIND");
#endif
}

uint32_t articles_below(uint64_t *state, uint32_t limit) /* splitmix64, Vigna 2015 */
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % limit);
}

/* ---- A list of articles -------------------------------------------------------------------------- */

void articles_init(struct articles *articles)
{
    *articles = (struct articles){0};
}

void articles_release(struct articles *articles)
{
    for (size_t i = 0; i < articles->count; i++)
        article_release(&articles->items[i]);
    free(articles->items);
    articles_init(articles);
}

struct article *articles_new(struct articles *articles)
{
    if (articles->count == articles->capacity) {
        articles->capacity = articles->capacity ? articles->capacity * 2 : 64;
        articles->items = realloc(articles->items, articles->capacity * sizeof *articles->items);
        assert_non_null(articles->items);
    }
    struct article *article = &articles->items[articles->count++];
    article_init(article);
    return article;
}

void articles_set(struct article *article, enum article_field field, const char *text)
{
    article_add(article, field, text, strlen(text));
}

/* ---- From files ---------------------------------------------------------------------------------- */

struct collecting {
    struct articles *articles;
    size_t limit;
};

/* Ends the reading, with an error, where there are enough. */
static nsearch_status take(void *context, struct article *article, nsearch_error *error)
{
    struct collecting *collecting = context;
    (void)error;
    if (collecting->articles->count >= collecting->limit) return NSEARCH_INVALID;
    struct article *copy = articles_new(collecting->articles);
    language_settle(article);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        buf_add(&copy->fields[i], article->fields[i].data, article->fields[i].size);
    return NSEARCH_OK;
}

static nsearch_status read_file(void *context, const struct walk_file *file, nsearch_error *error)
{
    const struct reader_sink sink = {.article = take, .context = context};
    return reader_file(file->path, NULL, ARTICLE_MAX, &sink, error);
}

static nsearch_status skip_file(void *context, const char *path, const char *reason,
                                nsearch_error *error)
{
    (void)context, (void)path, (void)reason, (void)error;
    return NSEARCH_OK;
}

void articles_read(struct articles *articles, const char *path, size_t limit)
{
    struct collecting collecting = {articles, limit};
    const struct walk_sink sink = {read_file, skip_file, NULL, &collecting};
    struct roots roots = {0};
    assert_int_equal(roots_add_real(&roots, path, NULL), NSEARCH_OK);
    const nsearch_status status = walk(&roots, NULL, NULL, &sink, NULL);
    assert_true(status == NSEARCH_OK || status == NSEARCH_INVALID);
    roots_release(&roots);
}

bool articles_read_ap89(struct articles *articles, size_t limit)
{
    if (!WITH_JSON || access(AP89, R_OK)) return false;
    if (articles_slow() && limit > AP89_COUNT_SLOW) limit = AP89_COUNT_SLOW;
    articles_read(articles, AP89, articles->count + limit);
    return true;
}

/* ---- At random ----------------------------------------------------------------------------------- */

static const char *const words[] = {
    "the",
    "office",
    "Kaesong",
    "co-operation",
    "x",
    "U.S.",
    "AT&T",
    "1,000",
    "caf\xC3\xA9",
    "Straße",
    "running",
    "ran",
    "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
    "a",
    "\xE6\x9D\xB1\xE4\xBA\xAC\xE9\x83\xBD",
    "C++",
    "O'Brien's",
    "e\xCC\x81t\xC3\xA9",
    "--",
    "\xF0\x9F\x98\x80",
    ";",
};

static void add_word(uint64_t *state, struct buf *out)
{
    const uint32_t kind = articles_below(state, 10);
    if (kind < 5)
        buf_add_text(out, words[articles_below(state, sizeof words / sizeof *words)]);
    else if (kind < 8)
        buf_addf(out, "w%u", articles_below(state, 1 + articles_below(state, 3000)));
    else if (kind == 8)
        buf_add_char(out, (char)('a' + articles_below(state, 26)));
    else
        buf_addf(out, "un%ulikely%ued", articles_below(state, 1000), articles_below(state, 100));
}

/* "every" is in each text that isn't empty. */
static void add_words(struct article *article, enum article_field field, uint64_t *state,
                      uint32_t count)
{
    struct buf text;
    buf_init(&text);
    buf_add_text(&text, "every");
    for (uint32_t i = 0; i < count; i++) {
        buf_add_text(&text, articles_below(state, 9) ? " " : "\n\n");
        add_word(state, &text);
    }
    article_add(article, field, text.data, text.size);
    buf_release(&text);
}

static void add_number(struct article *article, enum article_field field, const char *format,
                       uint32_t number)
{
    char text[64];
    snprintf(text, sizeof text, format, number);
    articles_set(article, field, text);
}

void articles_add_random(struct articles *articles, unsigned seed)
{
    uint64_t state = seed;
    static const char *const dates[] = {"1989-01-%02u", "1990-%02u", "20%02u",
                                        "1988-02-%02uT10:00"};
    const uint32_t count = articles_slow() ? RANDOM_COUNT_SLOW : RANDOM_COUNT;
    for (uint32_t i = 0; i < count; i++) {
        struct article *article = articles_new(articles);
        add_number(article, ARTICLE_ID, "random-%u", i);
        if (articles_below(&state, 4))
            add_number(article, ARTICLE_DATE, dates[articles_below(&state, 4)],
                       10 + articles_below(&state, 3));
        for (enum article_field field = ARTICLE_SOURCE; field <= ARTICLE_TAG; field++)
            for (uint32_t n = articles_below(&state, 3); n; n--)
                add_words(article, field, &state, articles_below(&state, 6));
        if (articles_below(&state, 5))
            add_words(article, ARTICLE_TITLE, &state, articles_below(&state, 10));
        if (articles_below(&state, 2))
            add_number(article, ARTICLE_URL, "http://www.a%u.example.org/x", i % 7);
        if (articles_below(&state, 8))
            add_words(article, ARTICLE_BODY, &state,
                      articles_below(&state, articles_below(&state, 20) ? 300 : 9000));
    }
}

/* ---- At the limits ------------------------------------------------------------------------------- */

/* `count` times the character c, for ids around the longest term that there may be. */
static void add_long(struct articles *articles, char c, size_t count)
{
    char *text = malloc(count + 1);
    assert_non_null(text);
    memset(text, c, count);
    text[count] = '\0';
    struct article *article = articles_new(articles);
    articles_set(article, ARTICLE_ID, text);
    articles_set(article, ARTICLE_URL, text);
    articles_set(article, ARTICLE_PATH, text);
    articles_set(article, ARTICLE_TITLE, text);
    free(text);
}

static struct article *new_named(struct articles *articles, const char *name, uint32_t number)
{
    struct article *article = articles_new(articles);
    add_number(article, ARTICLE_ID, name, number);
    return article;
}

static void add_body(struct articles *articles, const char *name, size_t size, uint64_t *state)
{
    struct article *article = new_named(articles, name, 0);
    struct buf text;
    buf_init(&text);
    for (unsigned i = 0; text.size < size; i++) {
        add_word(state, &text);
        buf_addf(&text, i % 50 ? " " : " n%u ", i);
    }
    article_add(article, ARTICLE_BODY, text.data, text.size);
    buf_release(&text);
}

static void add_repetitive(struct articles *articles, uint32_t number)
{
    static const char *const pieces[] = {"a ", "ab ", "the cat ", "0", ". "};
    struct article *article = new_named(articles, "repetitive-%u", number);
    const char *piece = pieces[number % 5];
    struct buf text;
    buf_init(&text);
    for (const size_t size = 8150 + number * 7; text.size < size;)
        buf_add_text(&text, piece);
    article_add(article, ARTICLE_BODY, text.data, text.size);
    buf_release(&text);
}

static void add_several(struct articles *articles)
{
    struct article *article = new_named(articles, "several-%u", SEVERAL);
    for (uint32_t i = 0; i < SEVERAL; i++) {
        add_number(article, ARTICLE_AUTHOR, "Author Number %u", i);
        add_number(article, ARTICLE_SOURCE, "The %u Times", i);
        add_number(article, ARTICLE_TAG, "tag%u", i % 10);
    }
}

void articles_add_extreme(struct articles *articles)
{
    uint64_t state = 1;
    for (size_t size = 240; size <= 250; size++)
        add_long(articles, (char)('a' + size % 26), size);
    add_long(articles, 'x', 5000);
    for (char c = 'a'; c <= 'z'; c++)
        articles_set(new_named(articles, "letter-%u", (uint32_t)c), ARTICLE_TITLE, (char[]){c, 0});
    for (uint32_t i = 0; i < 20; i++)
        new_named(articles, "bare-%u", i);
    add_body(articles, "large", LARGE_BODY, &state);
    add_body(articles, "huge", articles_slow() ? HUGE_BODY_SLOW : HUGE_BODY, &state);
    add_several(articles);
}

void articles_add_repetitive(struct articles *articles)
{
    for (uint32_t i = 0; i < REPETITIVE_COUNT; i++)
        add_repetitive(articles, i);
}
