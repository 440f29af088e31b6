/* deflate_code.c - see deflate_code.h. */
#include "indexer/deflate_code.h"

enum {
    SIZES = 19,          /* symbols of the code that the head is written in: sizes of codes, */
    SIZE_AGAIN = 16,     /* the size before 3 to 6 times, */
    SIZE_NONE = 17,      /* 0 for 3 to 10 times, */
    SIZE_NONE_LONG = 18, /* 0 for 11 to 138 times */
    SIZE_CODE_MAX = 7,   /* bits */
    RARE = 512,          /* a symbol is that is less than one in so many, */
    UNHEARD_OF = 8,      /* and unheard of below so many times */
};

/* ---- The head: the sizes of all codes, which make the codes ---------------------------------------- */

struct head {
    struct {
        uint8_t symbol, extra;
    } items[DEFLATE_LITERALS + DEFLATE_DISTANCES];
    uint32_t count;
    uint32_t symbols[SIZES]; /* how often */
};

static void add_item(struct head *head, uint32_t symbol, uint32_t extra)
{
    head->items[head->count].symbol = (uint8_t)symbol;
    head->items[head->count++].extra = (uint8_t)extra;
    head->symbols[symbol]++;
}

/* So many codes in a row that have that size. */
static void add_run(struct head *head, uint32_t size, uint32_t count)
{
    if (size) {
        add_item(head, size, 0);
        count--;
    }
    while (count >= 3) {
        const uint32_t most = size ? 6 : 138, part = count < most ? count : most;
        if (size)
            add_item(head, SIZE_AGAIN, part - 3);
        else if (part <= 10)
            add_item(head, SIZE_NONE, part - 3);
        else
            add_item(head, SIZE_NONE_LONG, part - 11);
        count -= part;
    }
    while (count--)
        add_item(head, size, 0);
}

static uint32_t used(const struct huffman *code, uint32_t symbol_count, uint32_t least)
{
    while (symbol_count > least && !code->codes[symbol_count - 1])
        symbol_count--;
    return symbol_count;
}

/* The items that tell the sizes of all codes, as if they were one row. */
static void gather_head(const struct deflate_code *code, uint32_t literals, uint32_t distances,
                        struct head *head)
{
    uint32_t run = 0, before = 0;
    for (uint32_t i = 0; i < literals + distances; i++) {
        const uint32_t size = huffman_size(i < literals ? code->literals.codes[i]
                                                        : code->distances.codes[i - literals]);
        if (run && size != before) {
            add_run(head, before, run);
            run = 0;
        }
        before = size;
        run++;
    }
    add_run(head, before, run);
}

static void write_head(struct deflate_code *code)
{
    static const uint8_t order[SIZES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                         11, 4,  12, 3, 13, 2, 14, 1, 15};
    static const uint8_t extra[SIZES] = {[SIZE_AGAIN] = 2, [SIZE_NONE] = 3, [SIZE_NONE_LONG] = 7};
    const uint32_t literals = used(&code->literals, DEFLATE_LITERALS, DEFLATE_END + 1);
    const uint32_t distances = used(&code->distances, DEFLATE_DISTANCES, 1);
    struct head head = {.count = 0};
    struct huffman sizes;
    struct deflate_bits bits = {.at = code->head};
    uint32_t size_count = SIZES;
    gather_head(code, literals, distances, &head);
    huffman_build(head.symbols, SIZES, SIZE_CODE_MAX, &sizes);
    while (!sizes.codes[order[size_count - 1]])
        size_count--;
    deflate_put(&bits, literals - (DEFLATE_END + 1), 5);
    deflate_put(&bits, distances - 1, 5);
    deflate_put(&bits, size_count - 4, 4);
    for (uint32_t i = 0; i < size_count; i++) {
        deflate_put(&bits, huffman_size(sizes.codes[order[i]]), 3);
        deflate_settle(&bits);
    }
    for (uint32_t i = 0; i < head.count; i++) {
        deflate_put_code(&bits, sizes.codes[head.items[i].symbol]);
        deflate_put(&bits, head.items[i].extra, extra[head.items[i].symbol]);
        deflate_settle(&bits);
    }
    code->head_size = (uint32_t)(bits.at - code->head) * 8 + bits.count;
}

/* ---- Codes ---------------------------------------------------------------------------------------- */

static uint32_t length_symbol(uint32_t length)
{
    return DEFLATE_END + 1 + deflate_class(length - DEFLATE_LENGTH_MIN, DEFLATE_LENGTH_K);
}

/* A length's code and its extra bits in one. */
static void join_lengths(struct deflate_code *code)
{
    for (uint32_t length = DEFLATE_LENGTH_MIN; length <= DEFLATE_LENGTH_MAX; length++) {
        const uint32_t symbol = code->literals.codes[length_symbol(length)];
        const uint32_t extra = deflate_extra_bits(length - DEFLATE_LENGTH_MIN, DEFLATE_LENGTH_K);
        const uint32_t low = (length - DEFLATE_LENGTH_MIN) & ((1u << extra) - 1);
        const uint32_t bits = huffman_bits(symbol) | low << huffman_size(symbol);
        code->lengths[length] = bits << HUFFMAN_SIZE_BITS | (huffman_size(symbol) + extra);
    }
}

/* Neighbours that are all rare, but not unheard of, get the same count: then their codes have the same
 * size, and are a run in the head. */
static void level_rare(uint32_t *counts, uint32_t symbol_count)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < symbol_count; i++)
        all += counts[i];
    for (uint32_t i = 0, next; i < symbol_count; i = next + 1) {
        uint32_t sum = 0;
        for (next = i; next < symbol_count && counts[next] < all / RARE; next++)
            sum += counts[next];
        for (uint32_t j = i; j < next && sum / UNHEARD_OF >= next - i; j++)
            counts[j] = sum / (next - i);
    }
}

void deflate_make_code(struct deflate_counts *counts, struct deflate_code *out)
{
    for (uint32_t length = DEFLATE_LENGTH_MIN; length <= DEFLATE_LENGTH_MAX; length++)
        counts->literals[length_symbol(length)] += counts->lengths[length];
    level_rare(counts->literals, DEFLATE_LITERALS);
    huffman_build(counts->literals, DEFLATE_LITERALS, DEFLATE_CODE_MAX, &out->literals);
    huffman_build(counts->distances, DEFLATE_DISTANCES, DEFLATE_CODE_MAX, &out->distances);
    out->type = DEFLATE_DYNAMIC;
    join_lengths(out);
    write_head(out);
}

void deflate_fixed_code(struct deflate_code *out)
{
    uint8_t sizes[HUFFMAN_SYMBOLS_MAX];
    memset(sizes, 8, 144);
    memset(sizes + 144, 9, 256 - 144);
    memset(sizes + 256, 7, 280 - 256);
    memset(sizes + 280, 8, sizeof sizes - 280);
    huffman_assign(sizes, HUFFMAN_SYMBOLS_MAX, &out->literals);
    memset(sizes, 5, DEFLATE_DISTANCES);
    huffman_assign(sizes, DEFLATE_DISTANCES, &out->distances);
    join_lengths(out);
    out->type = DEFLATE_FIXED;
    out->head_size = 0;
}
