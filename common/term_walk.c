/* term_walk.c - see term_walk.h. Each segment is a stream of terms; they are merged by a heap with the least term on
 * top. */
#include "common/term_walk.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/glass_code.h"
#include "common/order.h"

enum {
    BEHIND_CHUNKS =
        0xfe, /* above the first byte of a docid, below the ff of a term with a zero byte */
};

struct stream {
    struct table *table;
    struct table_cursor cursor;
    struct table_entry entry; /* the first chunk of the term's list */
    uint32_t count;           /* documents */
    bool more;                /* it has further chunks */
};

struct walk {
    uint8_t prefix[2 * GLASS_KEY_MAX]; /* as in keys */
    size_t prefix_size;
    struct stream **heap; /* those that aren't at their end */
    size_t count;
    uint8_t key[GLASS_KEY_MAX]; /* of the term that is next */
    size_t key_size;
};

/* ---- One segment --------------------------------------------------------------------------------- */

static bool read_head(struct stream *stream)
{
    const uint8_t *at = stream->entry.tag, *end = at + stream->entry.tag_size;
    uint64_t occurrences;
    uint32_t before_first;
    if (!glass_get_uint32(&at, end, &stream->count) || !glass_get_uint(&at, end, &occurrences) ||
        !glass_get_uint32(&at, end, &before_first) || at == end)
        return false;
    stream->more = *at == '0';
    return stream->more || *at == '1';
}

/* Whether the key is a term alone, and not that of a further chunk. */
static bool is_term(const uint8_t *key, size_t size)
{
    const uint8_t *end = key + size, *zero = key;
    while ((zero = memchr(zero, 0, (size_t)(end - zero)))) {
        if (++zero == end || *zero != 0xff) return false;
    }
    return true;
}

/* Takes the entry that the stream has come to; its end, if it isn't of a term with the prefix. */
static nsearch_status arrive(const struct walk *walk, struct stream *stream, nsearch_error *error)
{
    struct table_entry *entry = &stream->entry;
    const bool prefixed = entry->key_size && entry->key_size >= walk->prefix_size &&
                          !memcmp(entry->key, walk->prefix, walk->prefix_size);
    if (!prefixed) entry->key_size = 0;
    if (!prefixed) return NSEARCH_OK;
    if (!is_term(entry->key, entry->key_size))
        return table_damaged(stream->table, "postings without their beginning", error);
    if (!entry->deflated && read_head(stream)) return NSEARCH_OK;
    nsearch_status status = NSEARCH_OK;
    if (entry->cut) status = table_join(stream->table, &stream->cursor, entry, error);
    if (!status && (entry->deflated || !read_head(stream)))
        status = table_damaged(stream->table, "postings that can't be read", error);
    return status;
}

/* To the first term with the prefix. */
static nsearch_status start(const struct walk *walk, struct stream *stream, nsearch_error *error)
{
    static const uint8_t least[] = {0, 0xff}; /* terms are behind all that isn't one */
    const void *key = walk->prefix_size ? walk->prefix : least;
    const size_t size = walk->prefix_size ? walk->prefix_size : sizeof least;
    if (size > GLASS_KEY_MAX) return NSEARCH_OK; /* no term is so long */
    nsearch_status status = table_seek(stream->table, &stream->cursor, key, size, &stream->entry,
                                       error);
    if (!status && !stream->entry.exact)
        status = table_next(stream->table, &stream->cursor, &stream->entry, error);
    return status ? status : arrive(walk, stream, error);
}

/* To the last of the further chunks. */
static nsearch_status skip_chunks(struct stream *stream, nsearch_error *error)
{
    uint8_t key[GLASS_KEY_MAX];
    size_t size = stream->entry.key_size;
    if (size + 2 > sizeof key) return table_damaged(stream->table, "a term too long", error);
    memcpy(key, stream->entry.key, size);
    key[size++] = 0;
    key[size++] = BEHIND_CHUNKS;
    nsearch_status status = table_seek(stream->table, &stream->cursor, key, size, &stream->entry,
                                       error);
    if (!status && stream->entry.key_size < size)
        status = table_damaged(stream->table, "postings without their end", error);
    return status;
}

static nsearch_status next(const struct walk *walk, struct stream *stream, nsearch_error *error)
{
    nsearch_status status = stream->more ? skip_chunks(stream, error) : NSEARCH_OK;
    if (!status) status = table_next(stream->table, &stream->cursor, &stream->entry, error);
    return status ? status : arrive(walk, stream, error);
}

static nsearch_status count_in(const struct walk *walk, struct stream *stream, nsearch_error *error)
{
    const nsearch_status status = table_seek(stream->table, &stream->cursor, walk->prefix,
                                             walk->prefix_size, &stream->entry, error);
    return status || !stream->entry.exact ? status : arrive(walk, stream, error);
}

nsearch_status term_count(struct table *const *postlists, size_t count, const char *term,
                          size_t size, uint32_t *out, nsearch_error *error)
{
    struct walk walk = {.count = 0};
    nsearch_status status = NSEARCH_OK;
    *out = 0;
    if (size > GLASS_KEY_MAX) return NSEARCH_OK;
    walk.prefix_size = (size_t)(glass_put_escstring(walk.prefix, term, size, true) - walk.prefix);
    if (walk.prefix_size > GLASS_KEY_MAX) return NSEARCH_OK; /* no term is so long */
    for (size_t i = 0; i < count && !status; i++) {
        struct stream stream = {.table = postlists[i]};
        status = count_in(&walk, &stream, error);
        *out += stream.count;
    }
    return status;
}

/* ---- All segments -------------------------------------------------------------------------------- */

static int order(const struct stream *a, const struct stream *b)
{
    return order_bytes(a->entry.key, a->entry.key_size, b->entry.key, b->entry.key_size);
}

/* Puts the stream at `at` of the heap to where it belongs below. */
static void sift(struct walk *walk, size_t at)
{
    struct stream **heap = walk->heap, *moved = heap[at];
    for (size_t child; (child = 2 * at + 1) < walk->count; at = child) {
        if (child + 1 < walk->count && order(heap[child + 1], heap[child]) < 0) child++;
        if (order(moved, heap[child]) <= 0) break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static nsearch_status start_all(struct walk *walk, struct stream *streams, size_t count,
                                nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        status = start(walk, &streams[i], error);
        if (!status && streams[i].entry.key_size) walk->heap[walk->count++] = &streams[i];
    }
    for (size_t i = walk->count / 2; i-- > 0;)
        sift(walk, i);
    return status;
}

/* Takes the next term off all streams that have it. */
static nsearch_status take_term(struct walk *walk, uint32_t *documents, nsearch_error *error)
{
    struct stream *top = walk->heap[0];
    memcpy(walk->key, top->entry.key, top->entry.key_size);
    walk->key_size = top->entry.key_size;
    *documents = 0;
    do {
        *documents += top->count;
        const nsearch_status status = next(walk, top, error);
        if (status) return status;
        if (!top->entry.key_size) walk->heap[0] = walk->heap[--walk->count];
        if (!walk->count) break;
        sift(walk, 0);
        top = walk->heap[0];
    } while (top->entry.key_size == walk->key_size &&
             !memcmp(top->entry.key, walk->key, walk->key_size));
    return NSEARCH_OK;
}

static nsearch_status show_all(struct walk *walk,
                               bool (*take)(void *context, const char *term, size_t size,
                                            uint32_t count),
                               void *context, nsearch_error *error)
{
    while (walk->count) {
        uint8_t term[GLASS_KEY_MAX];
        const uint8_t *at = walk->key;
        uint32_t documents;
        size_t size;
        bool last;
        const nsearch_status status = take_term(walk, &documents, error);
        if (status) return status;
        glass_get_escstring(&at, walk->key + walk->key_size, term, &size, &last);
        if (!take(context, (const char *)term, size, documents)) break;
    }
    return NSEARCH_OK;
}

nsearch_status term_walk(struct table *const *postlists, size_t count, const char *prefix,
                         size_t size,
                         bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                         void *context, nsearch_error *error)
{
    struct walk walk = {.count = 0};
    if (!count || size > GLASS_KEY_MAX) return NSEARCH_OK;
    walk.prefix_size = (size_t)(glass_put_escstring(walk.prefix, prefix, size, true) - walk.prefix);
    struct stream *streams = calloc(count, sizeof *streams);
    walk.heap = calloc(count, sizeof(struct stream *));
    nsearch_status status = streams && walk.heap ? NSEARCH_OK : error_memory(error);
    for (size_t i = 0; i < count && !status; i++)
        streams[i].table = postlists[i];
    if (!status) status = start_all(&walk, streams, count, error);
    if (!status) status = show_all(&walk, take, context, error);
    free(walk.heap);
    free(streams);
    return status;
}
