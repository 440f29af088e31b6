/* keys.h - the keys of each table of a glass database, and what they are keys of.
 *
 *     postlist    00 c0 name                  metadata
 *                 00 d0 slot                  statistics of a value slot
 *                 00 d8 slot docid            values of a slot, from that document on
 *                 00 e0 [docid]               lengths of documents; the first chunk has no docid
 *                 term [00 docid]             postings of a term, likewise
 *     position    term 00 docid               positions of a term in a document
 *     termlist    docid                       terms of a document
 *                 docid 00                    slots that the document has values in
 *     docdata     docid                       the document's data
 *
 * The coding of each part is in glass_code.h. x_key writes a key to `out`, which has KEY_ROOM bytes, and
 * returns its size. Terms have at most TERM_MAX bytes, of which a zero byte counts as two. */
#ifndef COMMON_KEYS_H
#define COMMON_KEYS_H

#include "common/glass_code.h"

enum {
    KEY_ROOM = 512, /* of a term that is all zero bytes, more than a table takes */

    KEY_KIND_METADATA = 0xc0, /* second byte, after a 00 */
    KEY_KIND_STATISTICS = 0xd0,
    KEY_KIND_VALUES = 0xd8,
    KEY_KIND_LENGTHS = 0xe0,
    KEY_KIND_TERM = 0xff, /* not after a 00, or as the second byte of a term that begins with one */
};

static inline size_t docid_key(uint8_t *out, uint32_t docid)
{
    return (size_t)(glass_put_sortint(out, docid) - out);
}

static inline size_t slots_key(uint8_t *out, uint32_t docid)
{
    size_t size = docid_key(out, docid);
    out[size] = 0;
    return size + 1;
}

static inline size_t term_key(uint8_t *out, const void *term, size_t size)
{
    return (size_t)(glass_put_escstring(out, term, size, true) - out);
}

static inline size_t term_docid_key(uint8_t *out, const void *term, size_t size, uint32_t docid)
{
    uint8_t *end = glass_put_escstring(out, term, size, false);
    return (size_t)(glass_put_sortint(end, docid) - out);
}

static inline uint8_t *put_kind(uint8_t *out, uint8_t kind)
{
    out[0] = 0;
    out[1] = kind;
    return out + 2;
}

static inline size_t metadata_key(uint8_t *out, const char *name, size_t size)
{
    memcpy(put_kind(out, KEY_KIND_METADATA), name, size);
    return size + 2;
}

static inline size_t statistics_key(uint8_t *out, uint32_t slot)
{
    return (size_t)(glass_put_lastint(put_kind(out, KEY_KIND_STATISTICS), slot) - out);
}

static inline size_t values_key(uint8_t *out, uint32_t slot, uint32_t docid)
{
    uint8_t *at = glass_put_uint(put_kind(out, KEY_KIND_VALUES), slot);
    return (size_t)(glass_put_sortint(at, docid) - out);
}

/* `docid` is 0 for the first chunk. */
static inline size_t lengths_key(uint8_t *out, uint32_t docid)
{
    uint8_t *at = put_kind(out, KEY_KIND_LENGTHS);
    if (docid) at = glass_put_sortint(at, docid);
    return (size_t)(at - out);
}

/* ---- Reading -------------------------------------------------------------------------------------- */

/* What a key of the postlist table is of: one of KEY_KIND_x, or 0 for one that isn't known. */
static inline uint8_t key_kind(const uint8_t *key, size_t size)
{
    if (!size || key[0]) return size ? KEY_KIND_TERM : 0;
    return size > 1 ? key[1] : 0;
}

/* Where a term's key stops being the term, escaped as it is: *term_size. *docid is 0 if none follows. */
static inline bool split_term_key(const uint8_t *key, size_t size, size_t *term_size,
                                  uint32_t *docid)
{
    const uint8_t *end = key + size, *zero = key;
    *docid = 0;
    *term_size = size;
    while ((zero = memchr(zero, 0, (size_t)(end - zero)))) {
        if (zero + 1 < end && zero[1] == 0xff) {
            zero += 2;
            continue;
        }
        *term_size = (size_t)(zero - key);
        const uint8_t *at = zero + 1;
        return glass_get_sortint(&at, end, docid) && at == end && *docid;
    }
    return size > 0;
}

/* The docid of a key of termlist or docdata; *slots says that it is that of the slots. */
static inline bool split_docid_key(const uint8_t *key, size_t size, uint32_t *docid, bool *slots)
{
    const uint8_t *at = key, *end = key + size;
    if (!glass_get_sortint(&at, end, docid) || !*docid) return false;
    *slots = end - at == 1 && !*at;
    return at == end || *slots;
}

/* The docid of a key of the document lengths; 0 if it is that of the first chunk. */
static inline bool split_lengths_key(const uint8_t *key, size_t size, uint32_t *docid)
{
    const uint8_t *at = key + 2, *end = key + size;
    *docid = 0;
    return size == 2 || (size > 2 && glass_get_sortint(&at, end, docid) && at == end && *docid);
}

static inline bool split_values_key(const uint8_t *key, size_t size, uint32_t *slot,
                                    uint32_t *docid)
{
    const uint8_t *at = key + 2, *end = key + size;
    return size > 2 && glass_get_uint32(&at, end, slot) && glass_get_sortint(&at, end, docid) &&
           at == end && *docid;
}

static inline bool split_statistics_key(const uint8_t *key, size_t size, uint32_t *slot)
{
    const uint8_t *at = key + 2;
    return size >= 2 && glass_get_lastint(&at, key + size, slot);
}

#endif
