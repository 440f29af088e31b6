/* posting_list.c - see posting_list.h. */
#include "common/posting_list.h"

#include <endian.h>
#include <string.h>

#include "common/error.h"
#include "common/glass_code.h"
#include "common/schema.h"

enum {
    KEY_ROOM = 2 * TERM_MAX + 1 + GLASS_SORTINT_ROOM,
    PADDING = 8, /* bytes behind a chunk that may be looked at */
    SLACK = 128, /* bytes that the next chunk is likely to be longer at most */
    PAIR = 6,    /* bytes of two postings with a wdf of two bytes */
    NONE = POSTING_WINDOW
};

static const uint8_t lengths_key[] = {0x00, 0xe0};

/* ---- Chunks -------------------------------------------------------------------------------------- */

static nsearch_status damaged(const struct posting_list *list, nsearch_error *error)
{
    return table_damaged(list->table, "a posting list is broken", error);
}

/* The part of a key that is the term's; `last` if nothing follows. */
static uint8_t *put_term(const struct posting_list *list, uint8_t *at, bool last)
{
    if (list->term) return glass_put_escstring(at, list->term, list->size, last);
    memcpy(at, lengths_key, sizeof lengths_key);
    return at + sizeof lengths_key;
}

/* Copies what is behind `at` in the tag: the chunk whose first docid is `first`. */
static nsearch_status take_chunk(struct posting_list *list, const struct table_entry *entry,
                                 const uint8_t *at, uint32_t first, nsearch_error *error)
{
    const uint8_t *end = entry->tag + entry->tag_size;
    uint32_t span, wdf;
    if (at == end || (*at != '0' && *at != '1')) return damaged(list, error);
    const bool final = *at++ == '1';
    if (!glass_get_uint32(&at, end, &span) || !glass_get_uint32(&at, end, &wdf) ||
        span > UINT32_MAX - first)
        return damaged(list, error);
    const size_t size = (size_t)(end - at);
    if (size + PADDING > list->capacity) {
        list->capacity = size + (final ? 0 : SLACK) + PADDING;
        list->chunk = arena_alloc(list->arena, list->capacity);
        if (!list->chunk) list->capacity = 0;
        if (!list->chunk) return error_memory(error);
    }
    memcpy(list->chunk, at, size);
    list->at = list->chunk;
    list->end = list->chunk + size;
    list->docid = first;
    list->wdf = wdf;
    list->last = first + span;
    list->final = final;
    list->empty = false;
    return NSEARCH_OK;
}

/* Goes to the first chunk, which begins at *chunk with docid *first; *chunk is NULL if there is none. */
static nsearch_status find_first(struct posting_list *list, struct table_entry *entry,
                                 const uint8_t **chunk, uint32_t *first, struct table_cursor *near,
                                 nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    uint32_t before;
    *chunk = NULL;
    list->empty = list->final = true;
    if (list->size > TERM_MAX) return NSEARCH_OK;
    const size_t size = (size_t)(put_term(list, key, true) - key);
    if (size > GLASS_KEY_MAX) return NSEARCH_OK;
    if (near) list->cursor = *near;
    nsearch_status status = table_seek(list->table, &list->cursor, key, size, entry, error);
    if (near) *near = list->cursor;
    if (status || !entry->key_size || !entry->exact) return status;
    if (entry->cut) status = table_join(list->table, &list->cursor, entry, error);
    if (status) return status;
    const uint8_t *at = entry->tag, *end = at + entry->tag_size;
    if (entry->deflated || !glass_get_uint32(&at, end, &list->count) ||
        !glass_get_uint(&at, end, &list->total) || !glass_get_uint32(&at, end, &before) ||
        before == UINT32_MAX || (list->term && !list->count))
        return damaged(list, error);
    *first = before + 1;
    *chunk = at;
    return NSEARCH_OK;
}

static nsearch_status open_list(struct posting_list *list, struct table_cursor *near,
                                nsearch_error *error)
{
    struct table_entry entry;
    const uint8_t *chunk;
    uint32_t first;
    const nsearch_status status = find_first(list, &entry, &chunk, &first, near, error);
    return status || !chunk ? status : take_chunk(list, &entry, chunk, first, error);
}

nsearch_status posting_list_count(struct table *postlist, const char *term, size_t size,
                                  uint32_t *out, nsearch_error *error)
{
    struct posting_list list = {.table = postlist, .term = term, .size = size};
    struct table_entry entry;
    const uint8_t *chunk;
    uint32_t first;
    const nsearch_status status = find_first(&list, &entry, &chunk, &first, NULL, error);
    *out = status ? 0 : list.count;
    return status;
}

nsearch_status posting_list_open(struct posting_list *list, struct table *postlist,
                                 const char *term, size_t size, struct table_cursor *near,
                                 struct arena *arena, nsearch_error *error)
{
    *list = (struct posting_list){.table = postlist, .term = term, .size = size, .arena = arena};
    return open_list(list, near, error);
}

nsearch_status posting_list_open_lengths(struct posting_list *list, struct table *postlist,
                                         struct arena *arena, nsearch_error *error)
{
    *list = (struct posting_list){.table = postlist, .arena = arena};
    return open_list(list, NULL, error);
}

/* Takes the chunk that an entry is, if it is a further one of the list's. */
static nsearch_status take_entry(struct posting_list *list, struct table_entry *entry,
                                 const uint8_t *prefix, size_t size, nsearch_error *error)
{
    uint32_t first;
    if (entry->key_size <= size || memcmp(entry->key, prefix, size) != 0 || entry->deflated)
        return damaged(list, error);
    const uint8_t *at = entry->key + size, *end = entry->key + entry->key_size;
    if (!glass_get_sortint(&at, end, &first) || at != end || first <= list->last)
        return damaged(list, error);
    if (entry->cut) {
        const nsearch_status status = table_join(list->table, &list->cursor, entry, error);
        if (status) return status;
    }
    return take_chunk(list, entry, entry->tag, first, error);
}

/* Goes to the first chunk that ends at `docid`, which is behind this one, or later. */
static nsearch_status next_chunk(struct posting_list *list, uint32_t docid, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    struct table_entry entry;
    list->empty = true;
    if (list->final) return NSEARCH_OK;
    uint8_t *prefix_end = put_term(list, key, false);
    const size_t prefix = (size_t)(prefix_end - key);
    const size_t size = (size_t)(glass_put_sortint(prefix_end, docid) - key);
    const uint32_t before = list->last;
    nsearch_status status = table_seek(list->table, &list->cursor, key, size, &entry, error);
    if (status) return status;
    /* The entry is still this chunk, or the one in which the docid would be. */
    uint32_t first = 0;
    const uint8_t *at = entry.key + prefix;
    const bool further = entry.key_size > prefix && !memcmp(entry.key, key, prefix) &&
                         glass_get_sortint(&at, entry.key + entry.key_size, &first) &&
                         first > before;
    if (further) status = take_entry(list, &entry, key, prefix, error);
    if (status || (further && (list->last >= docid || list->final))) {
        list->empty |= list->last < docid;
        return status;
    }
    status = table_next(list->table, &list->cursor, &entry, error);
    return status ? status : take_entry(list, &entry, key, prefix, error);
}

/* ---- Postings ------------------------------------------------------------------------------------ */

static inline bool get_number(const uint8_t **at, const uint8_t *end, uint32_t *out)
{
    if (*at < end && **at < 0x80) {
        *out = *(*at)++;
        return true;
    }
    return glass_get_uint32(at, end, out);
}

/* Takes the next posting in hand; at the end of the chunk there is none. */
static inline bool step(struct posting_list *list)
{
    uint32_t gap;
    if (list->at == list->end) {
        list->empty = true;
        return list->docid == list->last;
    }
    if (!get_number(&list->at, list->end, &gap) || !get_number(&list->at, list->end, &list->wdf) ||
        gap >= list->last - list->docid)
        return false;
    list->docid += gap + 1;
    return true;
}

/* Four postings, of a byte each for gap and wdf: in each 16 bits how far the posting is from the one before the
 * four. 0 if they are longer than that, or aren't there. */
static inline uint64_t four(const uint8_t *at, const uint8_t *end, uint64_t *bytes)
{
    const uint64_t ones = UINT64_C(0x0001000100010001);
    if (end - at < 8) return 0;
    memcpy(bytes, at, sizeof *bytes);
    *bytes = le64toh(*bytes);
    if (*bytes & UINT64_C(0x8080808080808080)) return 0;
    return ((*bytes & UINT64_C(0x00ff00ff00ff00ff)) + ones) * ones;
}

/* Whether the next two postings are of documents next to each other, and their wdfs two bytes each, as lengths mostly
 * are: 00 wdf wdf 00 wdf wdf. There may be more bytes behind them. */
static inline bool pair(const uint8_t *at, const uint8_t *end, uint64_t *bytes)
{
    if (end - at < PAIR) return false;
    memcpy(bytes, at, sizeof *bytes);
    *bytes = le64toh(*bytes);
    return (*bytes & UINT64_C(0x8080ff8080ff)) == UINT64_C(0x008000008000);
}

/* Passes over the postings below `docid`, which the chunk goes up to. */
static bool skip(struct posting_list *list, uint32_t docid)
{
    uint64_t bytes;
    while (!list->empty && list->docid < docid) {
        const uint64_t far = four(list->at, list->end, &bytes) >> 48;
        if (far && far < docid - list->docid) {
            list->at += 8;
            list->docid += (uint32_t)far;
        } else if (docid - list->docid > 2 && pair(list->at, list->end, &bytes)) {
            list->at += PAIR;
            list->docid += 2;
        } else if (!step(list)) {
            return false;
        }
    }
    return true;
}

nsearch_status posting_list_wdf(struct posting_list *list, uint32_t docid, uint32_t *out,
                                nsearch_error *error)
{
    *out = 0;
    if (docid > list->last) {
        const nsearch_status status = next_chunk(list, docid, error);
        if (status) return status;
    }
    if (!skip(list, docid)) return damaged(list, error);
    if (!list->empty && list->docid == docid) *out = list->wdf;
    return NSEARCH_OK;
}

static inline void put(uint32_t place, uint32_t wdf, enum posting_use use, posting_bits bits,
                       uint32_t *wdfs)
{
    bits[place / 64] |= UINT64_C(1) << place % 64;
    if (use == POSTING_SET) wdfs[place] = wdf;
    if (use == POSTING_ADD) wdfs[place] += wdf;
}

/* Sets the bits from `first` to the one before `end`. */
static void put_bits(uint32_t first, uint32_t end, posting_bits bits)
{
    while (first < end) {
        const uint32_t room = 64 - first % 64, count = end - first < room ? end - first : room;
        bits[first / 64] |= ~UINT64_C(0) >> (64 - count) << first % 64;
        first += count;
    }
}

/* Takes pairs behind the posting at `place`, as long as there are some; where they end. */
static const uint8_t *take_pairs(const uint8_t *at, const uint8_t *end, uint32_t limit,
                                 uint32_t *place, posting_bits bits, uint32_t *wdfs)
{
    uint32_t last = *place;
    uint64_t bytes;
    for (; last + 2 < limit && pair(at, end, &bytes); at += PAIR) {
        wdfs[++last] = (uint32_t)((bytes >> 8 & 0x7f) | (bytes >> 9 & 0x3f80));
        wdfs[++last] = (uint32_t)((bytes >> 32 & 0x7f) | (bytes >> 33 & 0x3f80));
    }
    put_bits(*place + 1, last + 1, bits);
    *place = last;
    return at;
}

/* Puts the postings from the one at hand on into the window, up to `limit`, a place in it, or the chunk's end. */
static inline __attribute__((always_inline)) bool decode(struct posting_list *list, uint32_t base,
                                                         uint32_t limit, enum posting_use use,
                                                         posting_bits bits, uint32_t *wdfs)
{
    while (!list->empty && list->docid - base < limit) {
        const uint8_t *at = list->at, *const end = list->end;
        uint32_t place = list->docid - base;
        uint64_t bytes, far;
        put(place, list->wdf, use, bits, wdfs);
        while ((far = four(at, end, &bytes)) && place + (far >> 48) < limit) {
            put(place + (far & 0xffff), bytes >> 8 & 0xff, use, bits, wdfs);
            put(place + (far >> 16 & 0xffff), bytes >> 24 & 0xff, use, bits, wdfs);
            put(place + (far >> 32 & 0xffff), bytes >> 40 & 0xff, use, bits, wdfs);
            place += (uint32_t)(far >> 48);
            put(place, (uint32_t)(bytes >> 56), use, bits, wdfs);
            at += 8;
        }
        if (use == POSTING_SET) at = take_pairs(at, end, limit, &place, bits, wdfs);
        list->at = at;
        list->docid = base + place;
        if (!step(list)) return false;
    }
    return true;
}

static bool decode_as(struct posting_list *list, uint32_t base, uint32_t limit,
                      enum posting_use use, posting_bits bits, uint32_t *wdfs)
{
    switch (use) {
    case POSTING_BITS: return decode(list, base, limit, POSTING_BITS, bits, wdfs);
    case POSTING_SET: return decode(list, base, limit, POSTING_SET, bits, wdfs);
    case POSTING_ADD: return decode(list, base, limit, POSTING_ADD, bits, wdfs);
    }
    return false;
}

/* ---- Windows ------------------------------------------------------------------------------------- */

/* The first place from `place` on that is wanted; NONE. */
static uint32_t next_wanted(const posting_bits wanted, uint32_t place)
{
    if (place >= POSTING_WINDOW) return NONE;
    uint64_t left = wanted[place / 64] & (~UINT64_C(0) << place % 64);
    for (uint32_t word = place / 64;;) {
        if (left) return 64 * word + (uint32_t)__builtin_ctzll(left);
        if (++word == POSTING_WORDS) return NONE;
        left = wanted[word];
    }
}

/* Behind the last place that is wanted; 0: none is. */
static uint32_t wanted_end(const posting_bits wanted)
{
    for (uint32_t word = POSTING_WORDS; word-- > 0;)
        if (wanted[word]) return 64 * word + 64 - (uint32_t)__builtin_clzll(wanted[word]);
    return 0;
}

nsearch_status posting_list_read(struct posting_list *list, uint32_t base,
                                 const posting_bits wanted, enum posting_use use, posting_bits bits,
                                 uint32_t wdfs[POSTING_WINDOW], nsearch_error *error)
{
    const uint32_t limit = wanted_end(wanted);
    for (uint32_t from = next_wanted(wanted, 0); from < limit;) {
        if (base + from > list->last || list->empty) {
            if (list->final && list->empty) return NSEARCH_OK;
            const nsearch_status status = next_chunk(list, base + from, error);
            if (status || list->empty) return status;
        }
        if (!skip(list, base + from)) return damaged(list, error);
        if (!list->empty && list->docid - base >= limit) return NSEARCH_OK;
        if (!decode_as(list, base, limit, use, bits, wdfs)) return damaged(list, error);
        if (!list->empty || list->final) return NSEARCH_OK;
        if (list->last - base >= POSTING_WINDOW) return NSEARCH_OK;
        from = next_wanted(wanted, list->last - base + 1);
    }
    return NSEARCH_OK;
}

uint64_t posting_list_bound(const struct posting_list *list, uint32_t docid)
{
    if (!list->empty) return list->docid > docid ? list->docid : docid;
    if (list->final) return UINT64_MAX;
    return docid > list->last ? docid : (uint64_t)list->last + 1;
}
