/* word_list.c - see word_list.h. */
#include "common/word_list.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/glass_code.h"
#include "common/term_walk.h"

struct word_list {
    struct buf rows;
    size_t starts[257]; /* in `rows`, by a word's first byte; then the end */
    size_t most;        /* bytes of rows */
};

/* False if there is no room. */
static bool add(void *context, const char *term, size_t size, uint32_t count)
{
    struct word_list *list = context;
    uint8_t head[2 * GLASS_UINT_ROOM], *end = glass_put_uint(head, count);
    end = glass_put_uint(end, size);
    buf_add(&list->rows, head, (size_t)(end - head));
    buf_add(&list->rows, term, size);
    return list->rows.size <= list->most && !list->rows.failed;
}

nsearch_status word_list_make(struct table *const *postlists, size_t count, size_t most,
                              struct word_list **out, nsearch_error *error)
{
    *out = NULL;
    struct word_list *list = calloc(1, sizeof *list);
    if (!list) return error_memory(error);
    buf_init(&list->rows);
    list->most = most;
    nsearch_status status = NSEARCH_OK;
    for (unsigned first = 0; first < 256 && !status && list->rows.size <= most; first++) {
        const char prefix = (char)first;
        list->starts[first] = list->rows.size;
        if (word_list_has((unsigned char)first))
            status = term_walk(postlists, count, &prefix, 1, add, list, error);
    }
    list->starts[256] = list->rows.size;
    if (!status) status = buf_status(&list->rows, error);
    if (!status && list->rows.size <= most)
        *out = list;
    else
        word_list_free(list);
    return status;
}

void word_list_free(struct word_list *list)
{
    if (!list) return;
    buf_release(&list->rows);
    free(list);
}

void word_list_each(const struct word_list *list, unsigned char first,
                    bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                    void *context)
{
    const uint8_t *rows = (const uint8_t *)list->rows.data;
    const uint8_t *at = rows + list->starts[first], *end = rows + list->starts[first + 1];
    uint32_t count, size;
    while (at < end && glass_get_uint32(&at, end, &count) && glass_get_uint32(&at, end, &size)) {
        if (!take(context, (const char *)at, size, count)) break;
        at += size;
    }
}
