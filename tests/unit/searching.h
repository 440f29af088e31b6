/* searching.h - a few articles, indexed and open for searching: a fixture of the tests that go through nsearch.h.
 *
 *     DIRECTORY/articles.jsonl
 *     DIRECTORY/index
 */
#ifndef TESTS_UNIT_SEARCHING_H
#define TESTS_UNIT_SEARCHING_H

#include "common/nsearch.h"

struct searching {
    void *directory;
    nsearch_searcher *searcher;
};

/* Makes DIRECTORY/index, or its next generation, of the articles, one in JSON a line. Fails the test if it can't. */
void searching_index(const char *directory, const char *articles);

/* For cmocka's fixtures: *state is a struct searching of these articles in a new directory. */
int searching_setup(void **state, const char *articles);
int searching_teardown(void **state);

/* What the fixture's articles answer; the test fails if they can't. Free it. */
nsearch_hits *searching_ask(void **state, const nsearch_request *request);

/* The ids of the hits in a row, each cut to 8 bytes, until the next call; frees the hits. */
const char *searching_ids(nsearch_hits *hits);

#endif
