/* inflate.c - see inflate.h.
 *
 * Codes are canonical: of each length they are consecutive numbers, in the order of their symbols, and stand in the
 * input with their highest bit first, where all else has its lowest first. So a table by the next bits is filled in
 * like this, each code of k bits at the place of its bits reversed, and the table doubled when k grows:
 *
 *     1 bit     a 0                  [ a . ]
 *     2 bits    b 10                 [ a b a . ]
 *     3 bits    c 110  d 111         [ a b a c a b a d ]
 *
 * What is refused is what zlib refuses: codes that overlap or, but for a single distance of one bit, leave gaps. */
#include "common/inflate.h"

#include <endian.h>
#include <string.h>

enum {
    STORED,
    FIXED,
    DYNAMIC,

    LITERALS_MAX = 286, /* that have codes in a dynamic block */
    DISTANCES_MAX = 30,
    HEAD_CODES = 19, /* symbols of the code that the lengths of codes are written in */
    HEAD_BITS = 7,
    REPEAT_LAST = 16,  /* of them: the last length 3 to 6 times, */
    REPEAT_ZERO = 17,  /* 0 3 to 10 times, */
    REPEAT_ZEROS = 18, /* and 11 to 138 times */

    END = 256,
    LENGTHS = 257, /* the first symbol that is a length */
    SYMBOL_SHIFT = 4,
    NO_SYMBOL = UINT16_MAX,
    CHUNK = 8, /* bytes that are copied at once */
};

/* ---- Bits ---------------------------------------------------------------------------------------- */

/* Sees to it that there are 56 bits or more. */
static inline void refill(struct inflate_bits *bits)
{
    if (bits->end - bits->at >= (ptrdiff_t)sizeof bits->word) {
        uint64_t word;
        memcpy(&word, bits->at, sizeof word);
        bits->word |= le64toh(word) << bits->count;
        bits->at += (63 - bits->count) >> 3;
        bits->count |= 56;
        return;
    }
    for (; bits->count <= 56; bits->count += 8) {
        if (bits->at < bits->end)
            bits->word |= (uint64_t)*bits->at++ << bits->count;
        else
            bits->beyond++;
    }
}

static inline void drop(struct inflate_bits *bits, uint32_t count)
{
    bits->word >>= count;
    bits->count -= count;
}

static inline uint32_t take(struct inflate_bits *bits, uint32_t count)
{
    const uint32_t value = (uint32_t)(bits->word & ((UINT64_C(1) << count) - 1));
    drop(bits, count);
    return value;
}

/* Whether more was taken than there is. */
static inline bool is_overdrawn(const struct inflate_bits *bits)
{
    return 8 * bits->beyond > bits->count;
}

/* ---- Codes --------------------------------------------------------------------------------------- */

/* The next code of `size` bits after `code`, both reversed: adds 1 at the other end. After the last comes 0. */
static inline uint32_t next_reversed(uint32_t code, uint32_t size)
{
    const uint32_t zeros = code ^ ((UINT32_C(1) << size) - 1);
    if (!zeros) return 0;
    const uint32_t top = UINT32_C(1) << (31 - __builtin_clz(zeros));
    return (code & (top - 1)) | top;
}

/* Symbols by the lengths of their codes; false if these can't be lengths of codes, all of which are used unless there
 * is but one and `single`. */
static bool sort_symbols(const uint8_t *sizes, uint32_t count, bool single, uint16_t *counts,
                         uint16_t *sorted)
{
    uint16_t starts[INFLATE_BITS_MAX + 2] = {0}, used[INFLATE_LITERALS];
    uint32_t used_count = 0;
    int32_t left = 1;
    for (uint32_t i = 0; i < count; i++) { /* most have none: they aren't counted one by one */
        used[used_count] = (uint16_t)i;
        used_count += sizes[i] != 0;
    }
    memset(counts, 0, (INFLATE_BITS_MAX + 1) * sizeof *counts);
    for (uint32_t i = 0; i < used_count; i++)
        counts[sizes[used[i]]]++;
    for (uint32_t size = 1; size <= INFLATE_BITS_MAX; size++) {
        left = 2 * left - counts[size];
        if (left < 0) return false;
        starts[size + 1] = (uint16_t)(starts[size] + counts[size]);
    }
    for (uint32_t i = 0; i < used_count; i++)
        sorted[starts[sizes[used[i]]]++] = used[i];
    return !left || (single && (!used_count || (used_count == 1 && counts[1])));
}

/* Fills in a table for codes of up to `bits` bits. */
static void fill_table(uint16_t *table, uint32_t bits, const uint16_t *counts,
                       const uint16_t *sorted)
{
    uint32_t code = 0;
    table[0] = table[1] = 0;
    for (uint32_t size = 1; size <= bits; size++) {
        for (uint32_t i = 0; i < counts[size]; i++) {
            table[code] = (uint16_t)(*sorted++ << SYMBOL_SHIFT | size);
            code = next_reversed(code, size);
        }
        const size_t half = (size_t)1 << size;
        if (size < bits) memcpy(table + half, table, half * sizeof *table);
    }
}

/* A code that isn't in its table: bit by bit. NO_SYMBOL if there is no such code. */
static uint32_t get_long(struct inflate_bits *bits, const uint16_t *counts, const uint16_t *sorted)
{
    uint32_t code = 0, first = 0;
    for (uint32_t size = 1; size <= INFLATE_BITS_MAX; size++) {
        code |= bits->word >> (size - 1) & 1;
        if (code - first < counts[size]) {
            drop(bits, size);
            return sorted[code - first];
        }
        sorted += counts[size];
        first = (first + counts[size]) << 1;
        code <<= 1;
    }
    return NO_SYMBOL;
}

static inline uint32_t get_symbol(struct inflate_bits *bits, const uint16_t *table,
                                  uint32_t table_bits, const uint16_t *counts,
                                  const uint16_t *sorted)
{
    const uint32_t entry = table[bits->word & ((1u << table_bits) - 1)];
    if (!entry) return get_long(bits, counts, sorted);
    drop(bits, entry & 15);
    return entry >> SYMBOL_SHIFT;
}

static bool make_codes(struct inflater *inflater, const uint8_t *sizes, uint32_t literals,
                       uint32_t distances)
{
    struct inflate_literals *l = &inflater->literals;
    struct inflate_distances *d = &inflater->distances;
    if (!sort_symbols(sizes, literals, true, l->counts, l->sorted) ||
        !sort_symbols(sizes + literals, distances, true, d->counts, d->sorted))
        return false;
    fill_table(l->at, INFLATE_LITERAL_BITS, l->counts, l->sorted);
    fill_table(d->at, INFLATE_DISTANCE_BITS, d->counts, d->sorted);
    return true;
}

/* ---- Heads of blocks ----------------------------------------------------------------------------- */

static bool make_fixed(struct inflater *inflater)
{
    uint8_t sizes[INFLATE_LITERALS + INFLATE_DISTANCES];
    memset(sizes, 8, 144);
    memset(sizes + 144, 9, 256 - 144);
    memset(sizes + 256, 7, 280 - 256);
    memset(sizes + 280, 8, INFLATE_LITERALS - 280);
    memset(sizes + INFLATE_LITERALS, 5, INFLATE_DISTANCES);
    return make_codes(inflater, sizes, INFLATE_LITERALS, INFLATE_DISTANCES);
}

/* The lengths of `count` codes, which are coded themselves, in runs. */
static bool get_sizes(struct inflate_bits *bits, const uint16_t *table, uint8_t *sizes,
                      uint32_t count)
{
    static const struct {
        uint8_t extra, least;
    } runs[] = {{2, 3}, {3, 3}, {7, 11}};
    for (uint32_t i = 0; i < count;) {
        refill(bits);
        const uint32_t entry = table[bits->word & ((1 << HEAD_BITS) - 1)];
        const uint32_t symbol = entry >> SYMBOL_SHIFT;
        if (!entry || bits->beyond > CHUNK) return false;
        drop(bits, entry & 15);
        if (symbol < REPEAT_LAST) {
            sizes[i++] = (uint8_t)symbol;
            continue;
        }
        const uint32_t repeat = runs[symbol - REPEAT_LAST].least +
                                take(bits, runs[symbol - REPEAT_LAST].extra);
        if (repeat > count - i || (symbol == REPEAT_LAST && !i)) return false;
        memset(sizes + i, symbol == REPEAT_LAST ? sizes[i - 1] : 0, repeat);
        i += repeat;
    }
    return true;
}

static bool make_dynamic(struct inflater *inflater)
{
    static const uint8_t order[HEAD_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                              11, 4,  12, 3, 13, 2, 14, 1, 15};
    struct inflate_bits *bits = &inflater->bits;
    uint8_t head[HEAD_CODES] = {0}, sizes[LITERALS_MAX + DISTANCES_MAX];
    uint16_t table[1 << HEAD_BITS], counts[INFLATE_BITS_MAX + 1], sorted[HEAD_CODES];
    const uint32_t literals = LENGTHS + take(bits, 5), distances = 1 + take(bits, 5),
                   heads = 4 + take(bits, 4);
    if (literals > LITERALS_MAX || distances > DISTANCES_MAX) return false;
    for (uint32_t i = 0; i < heads; i++) {
        if (i % 16 == 0) refill(bits);
        head[order[i]] = (uint8_t)take(bits, 3);
    }
    if (!sort_symbols(head, HEAD_CODES, false, counts, sorted)) return false;
    fill_table(table, HEAD_BITS, counts, sorted);
    return get_sizes(bits, table, sizes, literals + distances) && sizes[END] &&
           make_codes(inflater, sizes, literals, distances);
}

/* The sizes of a stored block, and back to the bytes. */
static bool start_stored(struct inflater *inflater)
{
    struct inflate_bits *bits = &inflater->bits;
    drop(bits, bits->count % 8);
    const uint32_t size = take(bits, 16), inverse = take(bits, 16);
    if (is_overdrawn(bits)) return false;
    bits->at -= bits->count / 8 - bits->beyond;
    bits->word = bits->count = bits->beyond = 0;
    inflater->copies = size;
    return size == (inverse ^ 0xffff);
}

static enum inflate_stage start_block(struct inflater *inflater)
{
    bool sound = false;
    refill(&inflater->bits);
    inflater->last = take(&inflater->bits, 1);
    const uint32_t type = take(&inflater->bits, 2);
    if (type == STORED) sound = start_stored(inflater);
    if (type == FIXED) sound = make_fixed(inflater);
    if (type == DYNAMIC) sound = make_dynamic(inflater);
    if (!sound) return INFLATE_FAILED;
    return type == STORED ? INFLATE_STORED : INFLATE_CODES;
}

/* ---- Blocks -------------------------------------------------------------------------------------- */

static enum inflate_stage after_block(const struct inflater *inflater)
{
    return inflater->last ? INFLATE_OVER : INFLATE_HEAD;
}

static enum inflate_stage copy_stored(struct inflater *inflater, uint8_t *out, size_t capacity)
{
    struct inflate_bits *bits = &inflater->bits;
    size_t size = inflater->copies;
    if (size > capacity - inflater->done) size = capacity - inflater->done;
    if (size > (size_t)(bits->end - bits->at)) return INFLATE_FAILED;
    if (size) memcpy(out + inflater->done, bits->at, size);
    bits->at += size;
    inflater->done += size;
    inflater->copies -= (uint32_t)size;
    return inflater->copies ? INFLATE_STORED : after_block(inflater);
}

/* Writes `size` bytes that stand `distance` before; with CHUNK bytes of room behind them in strides. */
static inline void copy_match(uint8_t *to, uint32_t distance, uint32_t size, size_t room)
{
    const uint8_t *from = to - distance;
    if (distance >= CHUNK && room >= size + CHUNK) {
        for (uint32_t i = 0; i < size; i += CHUNK)
            memcpy(to + i, from + i, CHUNK);
    } else {
        for (uint32_t i = 0; i < size; i++)
            to[i] = from[i];
    }
}

/* What is left of a match for which there was no room. */
static void copy_rest(struct inflater *inflater, uint8_t *out, size_t capacity)
{
    const size_t room = capacity - inflater->done;
    const uint32_t size = room < inflater->copies ? (uint32_t)room : inflater->copies;
    copy_match(out + inflater->done, inflater->distance, size, room);
    inflater->done += size;
    inflater->copies -= size;
}

/* Lengths and distances of each symbol, RFC 1951 section 3.2.5. */
static const uint16_t length_bases[] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                        15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                        67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extras[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                        2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_bases[] = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extras[] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                          6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

/* A match whose length is that symbol; false if it is none. 48 bits at most. */
static inline bool get_match(struct inflate_bits *bits, const struct inflate_distances *codes,
                             uint32_t symbol, size_t done, uint32_t *size, uint32_t *distance)
{
    symbol -= LENGTHS;
    if (symbol >= sizeof length_extras) return false;
    *size = length_bases[symbol] + take(bits, length_extras[symbol]);
    symbol = get_symbol(bits, codes->at, INFLATE_DISTANCE_BITS, codes->counts, codes->sorted);
    if (symbol >= sizeof distance_extras) return false;
    *distance = distance_bases[symbol] + take(bits, distance_extras[symbol]);
    return *distance <= done;
}

static enum inflate_stage read_codes(struct inflater *inflater, uint8_t *out, size_t capacity)
{
    const struct inflate_literals *codes = &inflater->literals;
    struct inflate_bits bits = inflater->bits;
    size_t done = inflater->done;
    enum inflate_stage stage = INFLATE_CODES;
    uint32_t size = 0, distance = 0;
    while (done < capacity && stage == INFLATE_CODES) {
        refill(&bits);
        const uint32_t symbol = get_symbol(&bits, codes->at, INFLATE_LITERAL_BITS, codes->counts,
                                           codes->sorted);
        if (bits.beyond && is_overdrawn(&bits)) {
            stage = INFLATE_FAILED;
        } else if (symbol < END) {
            out[done++] = (uint8_t)symbol;
        } else if (symbol == END) {
            stage = after_block(inflater);
        } else if (get_match(&bits, &inflater->distances, symbol, done, &size, &distance)) {
            if (bits.beyond && is_overdrawn(&bits)) stage = INFLATE_FAILED;
            if (stage == INFLATE_FAILED || size > capacity - done) break;
            copy_match(out + done, distance, size, capacity - done);
            done += size;
            size = 0;
        } else {
            stage = INFLATE_FAILED;
        }
    }
    inflater->bits = bits;
    inflater->done = done;
    inflater->copies = stage == INFLATE_CODES ? size : 0;
    inflater->distance = distance;
    if (inflater->copies) copy_rest(inflater, out, capacity);
    return stage;
}

void inflate_start(struct inflater *inflater, const void *data, size_t size)
{
    const uint8_t *at = data;
    inflater->done = 0;
    inflater->bits = (struct inflate_bits){.at = at, .end = at + size};
    inflater->stage = INFLATE_HEAD;
    inflater->copies = inflater->distance = 0;
}

/* Nothing may follow but the bits that make up a byte. */
static bool is_used_up(const struct inflate_bits *bits)
{
    return bits->at == bits->end && !is_overdrawn(bits) && bits->count - 8 * bits->beyond < 8;
}

enum inflate_result inflate_more(struct inflater *inflater, uint8_t *out, size_t capacity)
{
    for (;;) {
        switch (inflater->stage) {
        case INFLATE_FAILED: return INFLATE_BROKEN;
        case INFLATE_OVER: return is_used_up(&inflater->bits) ? INFLATE_END : INFLATE_BROKEN;
        case INFLATE_HEAD: inflater->stage = start_block(inflater); break;
        case INFLATE_STORED:
            inflater->stage = copy_stored(inflater, out, capacity);
            if (inflater->stage == INFLATE_STORED) return INFLATE_FULL;
            break;
        case INFLATE_CODES:
            if (inflater->copies) copy_rest(inflater, out, capacity);
            if (inflater->done == capacity) return INFLATE_FULL;
            inflater->stage = read_codes(inflater, out, capacity);
            if (inflater->stage == INFLATE_CODES) return INFLATE_FULL;
        }
    }
}
