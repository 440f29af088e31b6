/* fuzz_parse.c - any bytes as a query. The first byte chooses how words match.
 *
 * A tree's places lie in the text; written out and read again it is the same tree; an error has a
 * message and a place in the text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/schema.h"
#include "searcher/plan.h"
#include "searcher/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    NOW = 1592301600
};

static void fail(const char *what, const char *text)
{
    fprintf(stderr, "%s: %s\n", what, text);
    abort();
}

static void check_places(const struct query_node *node, size_t size)
{
    if (node->offset > size || node->size > size - node->offset) abort();
    for (size_t i = 0; i < node->count; i++)
        check_places(node->children[i], size);
}

static void check_plan(const struct query *query, struct arena *arena,
                       const struct languages *languages)
{
    const struct plan_context context = {.languages = languages, .arena = arena};
    struct plan plan;
    nsearch_error error;
    nsearch_status status = plan_make(query, &context, &plan, &error);
    if (status && status != NSEARCH_INVALID) abort();
    if (status) return;
    if (!plan.match || !plan.understood) abort();
    for (size_t i = 0; i < plan.matches.count; i++)
        if (!plan.matches.units[i].count) abort();
}

static void check_again(const struct buf *text, nsearch_match match)
{
    struct arena arena;
    struct query query;
    struct buf again;
    nsearch_error error;
    arena_init(&arena);
    buf_init(&again);
    if (query_parse(text->data, text->size, match, NOW, &arena, &query, &error))
        fail(error.message, text->data);
    query_write(query.root, &again);
    if (again.size != text->size || memcmp(again.data, text->data, text->size) != 0)
        fail(again.data, text->data);
    buf_release(&again);
    arena_release(&arena);
}

static struct languages *make_several(void)
{
    static const char *const names[] = {"german", "french", "none"};
    struct languages *languages;
    if (languages_of_one("english", &languages, NULL)) abort();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct language *language = &languages->items[languages->count++];
        snprintf(language->name, sizeof language->name, "%s", names[i]);
        snprintf(language->mark, sizeof language->mark, PREFIX_STEMMER "%s", names[i]);
        if (stemmer_create(names[i], NULL, &language->stemmer, NULL)) abort();
    }
    return languages;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct languages *one, *several;
    if (!one) {
        if (languages_of_one("english", &one, NULL)) abort();
        several = make_several();
    }
    if (!size) return 0;
    nsearch_match match = (nsearch_match)(*data % 3);
    const char *text = (const char *)data + 1;
    struct arena arena;
    struct query query;
    struct buf written;
    nsearch_error error = {.status = NSEARCH_OK};
    arena_init(&arena);
    buf_init(&written);
    if (query_parse(text, size - 1, match, NOW, &arena, &query, &error)) {
        if (error.status != NSEARCH_INVALID || !*error.message) abort();
        if (error.query_offset + error.query_size > size - 1) abort();
    } else {
        check_places(query.root, size - 1);
        check_plan(&query, &arena, *data / 3 % 2 ? several : one);
        query_write(query.root, &written);
        check_again(&written, match);
    }
    buf_release(&written);
    arena_release(&arena);
    return 0;
}
