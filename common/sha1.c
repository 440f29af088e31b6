/* sha1.c - see sha1.h. */
#include "common/sha1.h"

#include <string.h>

enum {
    BLOCK = 64,
    LENGTH = 8, /* bytes at the end, with the number of bits */
};

struct state {
    uint32_t words[5];
    uint64_t size; /* bytes so far */
    uint8_t block[BLOCK];
};

static uint32_t turn(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

static void mix(struct state *state)
{
    uint32_t w[80];
    for (size_t i = 0; i < 16; i++) {
        const uint8_t *at = state->block + 4 * i;
        w[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (size_t i = 16; i < 80; i++)
        w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state->words[0], b = state->words[1], c = state->words[2];
    uint32_t d = state->words[3], e = state->words[4];
    for (size_t i = 0; i < 80; i++) {
        const uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                           : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                           : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                                    : (b ^ c ^ d) + 0xca62c1d6;
        const uint32_t next = turn(a, 5) + f + e + w[i];
        e = d;
        d = c;
        c = turn(b, 30);
        b = a;
        a = next;
    }
    const uint32_t added[] = {a, b, c, d, e};
    for (size_t i = 0; i < 5; i++)
        state->words[i] += added[i];
}

static void add(struct state *state, const void *data, size_t size)
{
    const uint8_t *from = data;
    for (size_t i = 0; i < size; i++) {
        state->block[state->size++ % BLOCK] = from[i];
        if (!(state->size % BLOCK)) mix(state);
    }
}

/* A one, zeros, and the number of bits, to the end of a block. */
static void finish(struct state *state)
{
    static const uint8_t padding[BLOCK] = {0x80};
    const uint64_t bits = 8 * state->size;
    const size_t used = state->size % BLOCK, end = used < BLOCK - LENGTH ? BLOCK : 2 * BLOCK;
    uint8_t length[LENGTH];
    for (size_t i = 0; i < LENGTH; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    add(state, padding, end - LENGTH - used);
    add(state, length, LENGTH);
}

void sha1(const void *head, size_t head_size, const void *data, size_t size, uint8_t out[SHA1_SIZE])
{
    struct state state = {.words = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};
    add(&state, head, head_size);
    add(&state, data, size);
    finish(&state);
    for (size_t i = 0; i < SHA1_SIZE; i++)
        out[i] = (uint8_t)(state.words[i / 4] >> (24 - 8 * (i % 4)));
}
