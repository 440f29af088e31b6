/* stamp.c - see stamp.h. */
#include "common/stamp.h"

#include <endian.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "common/hash.h"

enum {
    DIGIT_BITS = 5,
    COUNT_BITS = 32, /* of a serial; those above are drawn by lot */
};

static const char digit_of[] = "0123456789abcdefghijklmnopqrstuv";

void stamp_write(uint64_t number, size_t digits, char *out)
{
    out[digits] = '\0';
    for (; digits; number >>= DIGIT_BITS)
        out[--digits] = digit_of[number & 31];
}

bool stamp_read(const char *text, size_t digits, uint64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < digits; i++) {
        const char *digit = text[i] ? strchr(digit_of, text[i]) : NULL;
        if (!digit || number >> (64 - DIGIT_BITS)) return false;
        number = number << DIGIT_BITS | (uint64_t)(digit - digit_of);
    }
    *out = number;
    return true;
}

uint64_t stamp_digest(uint64_t serial, const char *stored, size_t size)
{
    return hash_seeded(serial >> COUNT_BITS, stored, size);
}

void stamp_write_digest(uint64_t digest, char out[STAMP_DIGEST_SIZE])
{
    const uint64_t bytes = htobe64(digest);
    memcpy(out, &bytes, sizeof bytes);
}

uint64_t stamp_read_digest(const char bytes[STAMP_DIGEST_SIZE])
{
    uint64_t digest;
    memcpy(&digest, bytes, sizeof digest);
    return be64toh(digest);
}

uint64_t stamp_lot(void)
{
    uint64_t lot;
    if (getrandom(&lot, sizeof lot, 0) != sizeof lot)
        lot = (uint64_t)time(NULL) << COUNT_BITS ^ (uint64_t)getpid() << 16;
    return lot;
}

bool stamp_same_index(uint64_t a, uint64_t b)
{
    return a >> COUNT_BITS == b >> COUNT_BITS;
}

uint64_t stamp_first_serial(void)
{
    return stamp_lot() >> (COUNT_BITS + 1) << COUNT_BITS | 1;
}
