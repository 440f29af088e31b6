/* word_list.c - see word_list.h. */
#include "common/word_list.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/glass_code.h"
#include "common/order.h"
#include "common/term_walk.h"

_Static_assert(GLASS_KEY_MAX <= UINT8_MAX, "the size of a word is a byte");

enum {
    KEPT_AFTER = 4000, /* words that were shown */
    BLOCK_ROWS = 64
};

enum state {
    IN_TABLES,
    KEPT,
    TOO_MANY /* for the memory that there is: they stay in the tables */
};

struct initial {
    enum state state;
    size_t shown;            /* words, from the tables */
    struct buf rows, blocks; /* of bytes and of size_t */
    size_t row_count;
};

struct word_list {
    struct table **postlists;
    size_t count;
    size_t room; /* bytes that may be kept yet */
    struct initial initials[256];
};

nsearch_status word_list_create(struct table *const *postlists, size_t count, size_t most,
                                struct word_list **out, nsearch_error *error)
{
    struct word_list *list = *out = calloc(1, sizeof *list);
    if (!list) return error_memory(error);
    list->room = most;
    list->count = count;
    list->postlists = calloc(count + 1, sizeof(struct table *));
    if (!list->postlists) {
        word_list_free(list);
        *out = NULL;
        return error_memory(error);
    }
    if (count) memcpy(list->postlists, postlists, count * sizeof(struct table *));
    return NSEARCH_OK;
}

static void forget(struct initial *initial)
{
    buf_release(&initial->rows);
    buf_release(&initial->blocks);
}

void word_list_free(struct word_list *list)
{
    if (!list) return;
    for (size_t i = 0; i < 256; i++)
        forget(&list->initials[i]);
    free(list->postlists);
    free(list);
}

/* ---- Keeping ------------------------------------------------------------------------------------- */

struct keeping {
    struct initial *initial;
    size_t room;
};

/* False if there is no room. */
static bool keep(void *context, const char *term, size_t size, uint32_t count)
{
    const struct keeping *keeping = context;
    struct initial *initial = keeping->initial;
    struct buf *rows = &initial->rows;
    uint8_t head[1 + GLASS_UINT_ROOM] = {(uint8_t)size}, *end = glass_put_uint(head + 1, count);
    if (initial->row_count++ % BLOCK_ROWS == 0)
        buf_add(&initial->blocks, &rows->size, sizeof rows->size);
    buf_add(rows, head, (size_t)(end - head));
    buf_add(rows, term, size);
    return rows->size <= keeping->room && !rows->failed;
}

static nsearch_status keep_initial(struct word_list *list, const char *first,
                                   struct initial *initial, nsearch_error *error)
{
    struct keeping keeping = {initial, list->room};
    buf_init(&initial->rows);
    buf_init(&initial->blocks);
    initial->row_count = 0;
    nsearch_status status = term_walk(list->postlists, list->count, first, 1, keep, &keeping,
                                      error);
    if (!status) status = buf_status(&initial->rows, error);
    if (!status) status = buf_status(&initial->blocks, error);
    const bool fits = !status && initial->rows.size <= list->room;
    if (fits)
        list->room -= initial->rows.size;
    else
        forget(initial);
    if (!status) initial->state = fits ? KEPT : TOO_MANY;
    return status;
}

/* ---- Showing ------------------------------------------------------------------------------------- */

struct row {
    const char *word;
    size_t size;
    uint32_t count;
};

/* Takes the row at *at, if there is one. */
static inline bool next_row(const uint8_t **at, const uint8_t *end, struct row *out)
{
    if (*at == end) return false;
    out->size = *(*at)++;
    if (**at < 0x80)
        out->count = *(*at)++;
    else
        glass_get_uint32(at, end, &out->count);
    out->word = (const char *)*at;
    *at += out->size;
    return true;
}

/* The last block that begins with a word below the prefix, or the first: before the first word with it. */
static const uint8_t *find_block(const struct initial *initial, const char *prefix, size_t size)
{
    const uint8_t *rows = (const uint8_t *)initial->rows.data, *end = rows + initial->rows.size;
    const size_t *blocks = (const size_t *)(const void *)initial->blocks.data;
    size_t low = 0, high = initial->blocks.size / sizeof *blocks;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        const uint8_t *at = rows + blocks[middle];
        struct row row = {0};
        next_row(&at, end, &row);
        if (order_bytes(row.word, row.size, prefix, size) < 0)
            low = middle;
        else
            high = middle;
    }
    return rows + blocks[low];
}

static void show_kept(const struct initial *initial, const char *prefix, size_t size,
                      bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                      void *context)
{
    struct row row = {0};
    if (!initial->row_count) return;
    const uint8_t *end = (const uint8_t *)initial->rows.data + initial->rows.size;
    const uint8_t *at = find_block(initial, prefix, size);
    bool any = next_row(&at, end, &row);
    while (any && order_bytes(row.word, row.size, prefix, size) < 0)
        any = next_row(&at, end, &row);
    while (any && row.size >= size && (size == 1 || !memcmp(row.word, prefix, size)) &&
           take(context, row.word, row.size, row.count))
        any = next_row(&at, end, &row);
}

struct counting {
    bool (*take)(void *context, const char *term, size_t size, uint32_t count);
    void *context;
    size_t *shown;
};

static bool count_shown(void *context, const char *term, size_t size, uint32_t count)
{
    const struct counting *counting = context;
    ++*counting->shown;
    return counting->take(counting->context, term, size, count);
}

nsearch_status word_list_each(struct word_list *list, const char *prefix, size_t size,
                              bool (*take)(void *context, const char *term, size_t size,
                                           uint32_t count),
                              void *context, nsearch_error *error)
{
    struct initial *initial = &list->initials[(unsigned char)*prefix];
    struct counting counting = {take, context, &initial->shown};
    nsearch_status status = NSEARCH_OK;
    if (initial->state == IN_TABLES && initial->shown >= KEPT_AFTER)
        status = keep_initial(list, prefix, initial, error);
    if (status) return status;
    if (initial->state == KEPT) {
        show_kept(initial, prefix, size, take, context);
        return NSEARCH_OK;
    }
    if (size == 1)
        initial->shown += KEPT_AFTER; /* who goes over all of them once will do so again */
    return term_walk(list->postlists, list->count, prefix, size, count_shown, &counting, error);
}
