/* terms.c - see terms.h. Linear probing in a table at most half full. */
#include "indexer/terms.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "common/hash.h"
#include "common/schema.h"
#include "indexer/eights.h"
#include "indexer/radix.h"

enum {
    FIRST_CAPACITY = 1024,
    UNIT = 8,        /* bytes that an address counts in: what a struct term is aligned to */
    BLOCK_BITS = 15, /* units of a block */
    BLOCK_SIZE = UNIT << BLOCK_BITS,
};

struct term_slot {
    uint32_t hash;
    uint32_t
        address; /* block << BLOCK_BITS | unit in it; 0: empty, for the first unit isn't used */
};

void terms_init(struct terms *terms)
{
    *terms = (struct terms){0};
}

void terms_release(struct terms *terms)
{
    for (size_t i = 0; i < terms->block_count; i++)
        free(terms->blocks[i]);
    free(terms->blocks);
    free(terms->slots);
    terms_init(terms);
}

size_t terms_memory(const struct terms *terms)
{
    return 2 * (size_t)terms->capacity * sizeof *terms->slots + terms->block_count * BLOCK_SIZE;
}

static struct term *term_at(const struct terms *terms, uint32_t address)
{
    char *block = terms->blocks[address >> BLOCK_BITS];
    return (void *)(block + (size_t)(address & ((1u << BLOCK_BITS) - 1)) * UNIT);
}

/* ---- Adding -------------------------------------------------------------------------------------- */

/* Moves every slot to a table twice as large. */
static bool grow(struct terms *terms)
{
    if (terms->capacity > UINT32_MAX / 4) return false;
    const uint32_t capacity = terms->capacity ? terms->capacity * 2 : FIRST_CAPACITY;
    struct term_slot *slots = calloc((size_t)capacity * 2, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < 2 * (size_t)terms->capacity; i++) {
        if (!terms->slots[i].address) continue;
        uint32_t at = terms->slots[i].hash & (capacity * 2 - 1);
        while (slots[at].address)
            at = (at + 1) & (capacity * 2 - 1);
        slots[at] = terms->slots[i];
    }
    free(terms->slots);
    terms->slots = slots;
    terms->capacity = capacity;
    return true;
}

static bool add_block(struct terms *terms)
{
    if (terms->block_count == (size_t)1 << (32 - BLOCK_BITS)) return false;
    if (terms->block_count == terms->block_capacity) {
        const size_t capacity = terms->block_capacity ? terms->block_capacity * 2 : 16;
        char **blocks = realloc(terms->blocks, capacity * sizeof *blocks);
        if (!blocks) return false;
        terms->blocks = blocks;
        terms->block_capacity = capacity;
    }
    char *block = malloc(BLOCK_SIZE +
                         EIGHT); /* what stands behind a text is read, and of no meaning */
    if (!block) return false;
    terms->blocks[terms->block_count++] = block;
    terms->used = terms->block_count == 1 ? UNIT : 0;
    return true;
}

/* The shares of the bytes below `byte`: letters, digits and the Z before a stem have the largest. */
static uint64_t shares_below(uint32_t byte)
{
    const uint32_t letters = byte < 'a' ? 0 : byte > 'z' ? 26 : byte - 'a';
    const uint32_t digits = byte < '0' ? 0 : byte > '9' ? 10 : byte - '0';
    return byte + 15 * letters + 7 * digits + (byte > 'Z' ? 63 : 0);
}

/* Where a text stands among all, from 0 to 2^32: each byte has its share of what was that of those before
 * it. So five or six letters make a difference, and not four as their own bits would. */
static uint32_t order_of(const unsigned char *text, size_t size)
{
    const uint64_t all = shares_below(256);
    uint64_t low = 0, width = (uint64_t)1 << 32;
    for (size_t i = 0; i < size && width > 1; i++) {
        const uint64_t from = width * shares_below(text[i]) / all;
        width = width * shares_below(text[i] + 1u) / all - from;
        low += from;
    }
    return (uint32_t)low;
}

/* Writes a new term; its address, or 0 if out of memory. */
static uint32_t make(struct terms *terms, const char *text, uint32_t size)
{
    const size_t bytes = sizeof(struct term) + eights_size(size);
    if ((!terms->block_count || BLOCK_SIZE - terms->used < bytes) && !add_block(terms)) return 0;
    const uint32_t address = (uint32_t)((terms->block_count - 1) << BLOCK_BITS |
                                        terms->used / UNIT);
    struct term *term = term_at(terms, address);
    terms->count++;
    *term = (struct term){.size = size, .order = order_of((const unsigned char *)text, size)};
    memcpy(term->text, text, eights_size(size));
    terms->used += bytes;
    return address;
}

uint32_t terms_hash(const char *text, size_t size)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ size;
    for (size_t i = 0; i <= size; i += EIGHT)
        hash = hash_mix(hash ^ eights_load(text + i), 0xa0761d6478bd642fu);
    return (uint32_t)(hash ^ hash >> 32);
}

void terms_fetch_slot(const struct terms *terms, uint32_t hash)
{
    if (terms->capacity) __builtin_prefetch(&terms->slots[hash & (terms->capacity * 2 - 1)]);
}

/* A term that isn't long is in two lines of the cache. */
void terms_fetch(const struct term *term)
{
    __builtin_prefetch(term);
    __builtin_prefetch(term->text + UNIT);
}

void terms_fetch_term(const struct terms *terms, uint32_t hash)
{
    if (!terms->capacity) return;
    const uint32_t address = terms->slots[hash & (terms->capacity * 2 - 1)].address;
    if (address) terms_fetch(term_at(terms, address));
}

struct term *terms_add(struct terms *terms, const char *text, size_t size)
{
    char padded[TERM_MAX + EIGHT] = {0};
    assert(size <= TERM_MAX);
    memcpy(padded, text, size);
    return terms_add_hashed(terms, terms_hash(padded, size), padded, size);
}

struct term *terms_add_hashed(struct terms *terms, uint32_t hash, const char *text, size_t size)
{
    if (terms->count == terms->capacity && !grow(terms)) return NULL;
    const uint32_t mask = terms->capacity * 2 - 1;
    uint32_t at = hash & mask;
    for (; terms->slots[at].address; at = (at + 1) & mask) {
        if (terms->slots[at].hash != hash) continue;
        struct term *term = term_at(terms, terms->slots[at].address);
        if (term->size == size && eights_same(term->text, text, size)) return term;
    }
    const uint32_t address = make(terms, text, (uint32_t)size);
    if (!address) return NULL;
    terms->slots[at] = (struct term_slot){hash, address};
    return term_at(terms, address);
}

/* ---- Order --------------------------------------------------------------------------------------- */

int terms_compare(const struct term *a, const struct term *b)
{
    return eights_order(a->text, a->size, b->text, b->size);
}

static int compare_terms(const void *a, const void *b)
{
    return terms_compare(*(struct term *const *)a, *(struct term *const *)b);
}

/* Puts in order those for whom the keys' upper halves made no difference. */
static void sort_equals(const uint64_t *keys, struct term **sorted, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && keys[end] >> 32 == keys[i] >> 32;)
            end++;
        if (end - i > 1) qsort(sorted + i, end - i, sizeof *sorted, compare_terms);
    }
}

/* Each term's order and address. */
static void list_keys(const struct terms *terms, uint64_t *keys)
{
    size_t count = 0;
    for (size_t i = 0; i < 2 * (size_t)terms->capacity; i++) {
        const uint32_t address = terms->slots[i].address;
        if (address) keys[count++] = (uint64_t)term_at(terms, address)->order << 32 | address;
    }
}

struct term **terms_sorted(const struct terms *terms)
{
    const size_t count = terms->count;
    uint64_t *keys = malloc((2 * count + 1) * sizeof *keys);
    struct term **sorted = malloc((count + 1) * sizeof *sorted);
    if (keys && sorted) {
        list_keys(terms, keys);
        radix_sort(keys, keys + count, count);
        for (size_t i = 0; i < count; i++)
            sorted[i] = term_at(terms, (uint32_t)keys[i]);
        sort_equals(keys, sorted, count);
    } else {
        free(sorted);
        sorted = NULL;
    }
    free(keys);
    return sorted;
}
