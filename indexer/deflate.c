/* deflate.c - see deflate.h.
 *
 * A text is cut into blocks of at most 32 KB, each on its own: what a block repeats is found by the places
 * of four bytes in a hash table, the latest only. The steps found are kept, with a count of each symbol,
 * until there are enough of them; then the code is made, and written with each of the blocks.
 *
 * Xapian's reader has a flaw to be kept clear of. It inflates into a buffer of 8192 bytes and stops when
 * all input is taken in. If at that moment output is still to come (a match runs over the end of the
 * buffer, and the rest of the stream lies in the byte that was taken in with it) it reports an error. So a
 * text of more than 8192 bytes must not need its last byte: an empty block comes after it. */
#include "indexer/deflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "indexer/deflate_code.h"

enum {
    BLOCK_MAX = DEFLATE_DISTANCE_MAX, /* bytes */
    MATCH_MIN = 4,
    MARGIN = 8, /* bytes at a block's end that aren't looked up */
    HASH_BITS = 12,
    STEPS_MAX = 1 << 17,
    BLOCKS_MAX = 1 << 12,
    SMALL = 1 << 10,      /* bytes: a text up to here may be better off with the fixed code */
    READER_BUFFER = 8192, /* of Xapian */
};

/* Literals as they stand in the text, then a match; the last step of a block has none. */
struct step {
    uint16_t literals, length, distance;
};

struct block {
    struct deflate_text *text;
    const uint8_t *data;
    uint32_t size, step_count;
};

struct deflater {
    struct step steps[STEPS_MAX];
    struct block blocks[BLOCKS_MAX];
    size_t step_count, block_count;
    struct deflate_counts counts;
    uint16_t places[1 << HASH_BITS]; /* in a block, where such bytes stood last */
    struct deflate_code shared, fixed;
    struct deflate_bits bits;
    size_t start; /* of the text that is written, in the output */
};

/* ---- Steps ---------------------------------------------------------------------------------------- */

static inline uint32_t load4(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline uint64_t load8(const uint8_t *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return le64toh(value);
}

static inline uint16_t *place_of(struct deflater *deflater, uint32_t bytes)
{
    return &deflater->places[bytes * 0x9e3779b1u >> (32 - HASH_BITS)]; /* Knuth's hash */
}

/* How many bytes are the same at `a` and, up to `end`, at `b`. */
static inline uint32_t same_bytes(const uint8_t *a, const uint8_t *b, const uint8_t *end)
{
    const uint8_t *start = b;
    for (; end - b >= 8; a += 8, b += 8) {
        const uint64_t difference = load8(a) ^ load8(b);
        if (difference) return (uint32_t)(b - start) + (uint32_t)__builtin_ctzll(difference) / 8;
    }
    for (; b < end && *a == *b; a++)
        b++;
    return (uint32_t)(b - start);
}

static void add_step(struct deflater *deflater, size_t literals, uint32_t length, size_t distance)
{
    deflater->steps[deflater->step_count++] = (struct step){(uint16_t)literals, (uint16_t)length,
                                                            (uint16_t)distance};
    if (!length) return;
    deflater->counts.lengths[length]++;
    deflater->counts.distances[deflate_class((uint32_t)distance - 1, DEFLATE_DISTANCE_K)]++;
}

/* Takes a block apart. A place never used is the block's first, which does as well as any. */
static void find_steps(struct deflater *deflater, const uint8_t *data, size_t size)
{
    const size_t end = size > MARGIN ? size - MARGIN : 0;
    size_t at = 0, start = 0;
    memset(deflater->places, 0, sizeof deflater->places);
    if (end) deflater->counts.literals[data[at++]]++;
    while (at < end) {
        const uint32_t bytes = load4(data + at);
        uint16_t *place = place_of(deflater, bytes);
        const size_t from = *place;
        *place = (uint16_t)at;
        if (load4(data + from) != bytes) {
            deflater->counts.literals[data[at++]]++;
            continue;
        }
        const size_t most = size - at < DEFLATE_LENGTH_MAX ? size - at : DEFLATE_LENGTH_MAX;
        const uint32_t length = MATCH_MIN + same_bytes(data + from + MATCH_MIN,
                                                       data + at + MATCH_MIN, data + at + most);
        add_step(deflater, at - start, length, at - from);
        at = start = at + length;
        if (at <= end) *place_of(deflater, load4(data + at - 1)) = (uint16_t)(at - 1);
    }
    for (; at < size; at++)
        deflater->counts.literals[data[at]]++;
    add_step(deflater, size - start, 0, 0);
    deflater->counts.literals[DEFLATE_END]++;
}

/* ---- Blocks --------------------------------------------------------------------------------------- */

/* Bytes that a block can come to. */
static size_t block_room(size_t size)
{
    return size * DEFLATE_CODE_MAX / 8 + DEFLATE_HEAD_MAX;
}

static void put_head(struct deflate_bits *bits, const struct deflate_code *code, bool last)
{
    deflate_put(bits, last, 1);
    deflate_put(bits, code->type, 2);
    deflate_settle(bits);
    for (uint32_t left = code->head_size, i = 0; left; i++) {
        const uint32_t count = left < 8 ? left : 8;
        deflate_put(bits, code->head[i] & ((1u << count) - 1), count);
        deflate_settle(bits);
        left -= count;
    }
}

/* At most 47 bits, whatever the code. */
static inline void put_match(struct deflate_bits *bits, const struct deflate_code *code,
                             const struct step *step)
{
    const uint32_t distance = step->distance - 1u,
                   extra = deflate_extra_bits(distance, DEFLATE_DISTANCE_K);
    deflate_put_code(bits, code->lengths[step->length]);
    deflate_put_code(bits, code->distances.codes[deflate_class(distance, DEFLATE_DISTANCE_K)]);
    deflate_put(bits, distance & ((1u << extra) - 1), extra);
    deflate_settle(bits);
}

/* The first `count` of four bytes, that can all be read. How many literals stand before the next match can't be foreseen,
 * so no branch depends on it. */
static inline void put_four(struct deflate_bits *bits, const uint32_t *codes, const uint8_t *at,
                            uint32_t count)
{
    deflate_put_code(bits, codes[at[0]] & -(uint32_t)(count > 0));
    deflate_put_code(bits, codes[at[1]] & -(uint32_t)(count > 1));
    deflate_put_code(bits, codes[at[2]] & -(uint32_t)(count > 2));
    deflate_put_code(bits, codes[at[3]] & -(uint32_t)(count > 3));
    deflate_settle(bits);
}

static void put_block(struct deflate_bits *out, const struct deflate_code *code,
                      const struct block *block, const struct step *steps, bool last)
{
    const uint32_t *codes = code->literals.codes;
    const struct step *step = steps, *last_step = steps + block->step_count - 1;
    const uint8_t *at = block->data;
    struct deflate_bits bits = *out;
    put_head(&bits, code, last);
    for (; step < last_step; step++) { /* a match has four bytes at least */
        const uint8_t *const end = at + step->literals;
        for (; end - at > 4; at += 4)
            put_four(&bits, codes, at, 4);
        put_four(&bits, codes, at, (uint32_t)(end - at));
        put_match(&bits, code, step);
        at = end + step->length;
    }
    for (uint32_t left = step->literals; left; left--) {
        deflate_put_code(&bits, codes[*at++]);
        deflate_settle(&bits);
    }
    deflate_put_code(&bits, codes[DEFLATE_END]);
    deflate_settle(&bits);
    *out = bits;
}

/* To the end of the byte. */
static void finish_bits(struct deflate_bits *bits)
{
    deflate_put(bits, 0, -bits->count & 7);
    deflate_settle(bits);
}

/* A small text with the code that makes it smaller. */
static void put_small(struct deflater *deflater, const struct block *block,
                      const struct step *steps)
{
    struct deflate_bits *bits = &deflater->bits, fixed;
    uint8_t *start = bits->at;
    put_block(bits, &deflater->shared, block, steps, true);
    finish_bits(bits);
    fixed = *bits;
    put_block(&fixed, &deflater->fixed, block, steps, true);
    finish_bits(&fixed);
    const size_t size = (size_t)(fixed.at - bits->at);
    if (size >= (size_t)(bits->at - start)) return;
    memmove(start, bits->at, size);
    bits->at = start + size;
}

/* The end of a long text, after a block that isn't the last: an empty one, fixed. */
static void put_end(struct deflate_bits *bits)
{
    deflate_put(bits, 1 | DEFLATE_FIXED << 1, 3);
    deflate_put(bits, 0, 7);
    finish_bits(bits);
}

/* A text that is written; as it is, if that takes no more room. */
static void finish_text(const struct deflater *deflater, struct deflate_text *text, struct buf *out)
{
    text->deflated = out->size - deflater->start < text->size;
    if (!text->deflated) {
        buf_cut(out, deflater->start);
        buf_add(out, text->data, text->size);
    }
    text->packed_size = out->size - deflater->start;
}

static nsearch_status write_block(struct deflater *deflater, const struct block *block,
                                  const struct step *steps, struct buf *out, nsearch_error *error)
{
    struct deflate_text *text = block->text;
    const uint8_t *data = text->data;
    struct deflate_bits *bits = &deflater->bits;
    char *room = buf_room(out, 2 * block_room(block->size));
    if (!room) return error_memory(error);
    if (block->data == data) {
        *bits = (struct deflate_bits){0};
        deflater->start = out->size;
    }
    bits->at = (uint8_t *)room;
    const bool last = block->data + block->size == data + text->size;
    if (text->size <= SMALL)
        put_small(deflater, block, steps);
    else
        put_block(bits, &deflater->shared, block, steps, last && text->size <= READER_BUFFER);
    if (last && text->size > READER_BUFFER) put_end(bits);
    if (last) finish_bits(bits);
    out->size = (size_t)((char *)bits->at - out->data);
    if (last) finish_text(deflater, text, out);
    return buf_status(out, error);
}

/* ---- Texts ---------------------------------------------------------------------------------------- */

static void forget_steps(struct deflater *deflater)
{
    deflater->step_count = deflater->block_count = 0;
    deflater->counts = (struct deflate_counts){0};
}

/* Writes all blocks there are. */
static nsearch_status write_blocks(struct deflater *deflater, struct buf *out, nsearch_error *error)
{
    const struct step *steps = deflater->steps;
    nsearch_status status = NSEARCH_OK;
    if (!deflater->block_count) return NSEARCH_OK;
    deflate_make_code(&deflater->counts, &deflater->shared);
    for (size_t i = 0; !status && i < deflater->block_count; i++) {
        status = write_block(deflater, &deflater->blocks[i], steps, out, error);
        steps += deflater->blocks[i].step_count;
    }
    forget_steps(deflater);
    return status;
}

static nsearch_status take_block(struct deflater *deflater, struct deflate_text *text,
                                 const uint8_t *data, size_t size, struct buf *out,
                                 nsearch_error *error)
{
    if (deflater->block_count == BLOCKS_MAX ||
        deflater->step_count + size / MATCH_MIN + 1 > STEPS_MAX) {
        nsearch_status status = write_blocks(deflater, out, error);
        if (status) return status;
    }
    const size_t before = deflater->step_count;
    find_steps(deflater, data, size);
    deflater->blocks[deflater->block_count++] = (struct block){
        text, data, (uint32_t)size, (uint32_t)(deflater->step_count - before)};
    return NSEARCH_OK;
}

nsearch_status deflater_run(struct deflater *deflater, struct deflate_text *texts, size_t count,
                            struct buf *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    forget_steps(deflater);
    for (size_t i = 0; !status && i < count; i++) {
        const uint8_t *data = texts[i].data, *end = data + texts[i].size;
        texts[i].packed_size = 0;
        texts[i].deflated = false;
        while (!status && data < end) {
            const size_t left = (size_t)(end - data), size = left < BLOCK_MAX ? left : BLOCK_MAX;
            status = take_block(deflater, &texts[i], data, size, out, error);
            data += size;
        }
    }
    return status ? status : write_blocks(deflater, out, error);
}

nsearch_status deflater_create(struct deflater **out, nsearch_error *error)
{
    *out = calloc(1, sizeof **out);
    if (!*out) return error_memory(error);
    deflate_fixed_code(&(*out)->fixed);
    return NSEARCH_OK;
}

void deflater_free(struct deflater *deflater)
{
    free(deflater);
}
