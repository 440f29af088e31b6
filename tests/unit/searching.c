/* searching.c - see searching.h. */
#include "tests/unit/searching.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "tests/unit/scratch.h"
#include "tests/unit/updating.h"

void searching_index(const char *directory, const char *articles)
{
    static const volatile sig_atomic_t go_on = 0;
    char *path = (char *)scratch_write(directory, "articles.jsonl", articles, strlen(articles));
    const struct update_request request = {.index = scratch_path(directory, "index"),
                                           .paths = &path,
                                           .path_count = 1,
                                           .jobs = 2,
                                           .memory = 1 << 20,
                                           .max_article_size = 1 << 20,
                                           .full = true,
                                           .stop = &go_on};
    struct update_result result;
    nsearch_error error;
    if (update_index(&request, &updating_silent, &result, &error)) fail_msg("%s", error.message);
}

int searching_setup(void **state, const char *articles)
{
    static struct searching searching;
    nsearch_error error;
    if (scratch_setup(&searching.directory)) return -1;
    *state = &searching;
    searching_index(searching.directory, articles);
    if (nsearch_searcher_open(scratch_path(searching.directory, "index"), &searching.searcher,
                              &error))
        fail_msg("%s", error.message);
    return 0;
}

int searching_teardown(void **state)
{
    struct searching *searching = *state;
    nsearch_searcher_free(searching->searcher);
    return scratch_teardown(&searching->directory);
}

nsearch_hits *searching_ask(void **state, const nsearch_request *request)
{
    const struct searching *searching = *state;
    nsearch_hits *hits;
    nsearch_error error;
    if (nsearch_search(searching->searcher, request, &hits, &error))
        fail_msg("%s: %s", request->query, error.message);
    return hits;
}

const char *searching_ids(nsearch_hits *hits)
{
    static char text[64];
    *text = '\0';
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        strncat(text, nsearch_hits_at(hits, i)->id, 8);
    nsearch_hits_free(hits);
    return text;
}
