/* fuzz_dialect.c - any bytes as a query of another search engine. The first byte chooses the dialect.
 *
 * What comes out is a query that our parser reads as just that; an error has a message and a place in
 * the text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *text)
{
    fprintf(stderr, "%s: %s\n", what, text);
    abort();
}

static void check_query(const char *text)
{
    struct arena arena;
    struct query query;
    struct buf again;
    nsearch_error error;
    size_t size = strlen(text);
    arena_init(&arena);
    buf_init(&again);
    if (utf8_valid_size(text, size) != size) fail("not UTF-8", text);
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F) fail("control characters", text);
    if (query_parse(text, size, NSEARCH_MATCH_ALL, 0, &arena, &query, &error))
        fail(error.message, text);
    query_write(query.root, &again);
    if (strcmp(again.data, text) != 0) fail(again.data, text);
    buf_release(&again);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const dialects[] = {"lucene", "lexis", "factiva", "google"};
    nsearch_translation *translation;
    nsearch_error error = {.status = NSEARCH_OK};
    if (!size) return 0;
    char *text = calloc(1, size);
    if (!text) return 0;
    memcpy(text, data + 1, size - 1);
    size_t length = strlen(text);
    if (nsearch_translate(dialects[*data % 4], text, &translation, &error)) {
        if (error.status != NSEARCH_INVALID || !*error.message) abort();
        if (error.query_offset > length || error.query_size > length - error.query_offset) abort();
    } else {
        check_query(nsearch_translation_query(translation));
        for (size_t i = 0; nsearch_translation_note(translation, i); i++)
            if (strpbrk(nsearch_translation_note(translation, i), "\r\n")) abort();
    }
    nsearch_translation_free(translation);
    free(text);
    return 0;
}
