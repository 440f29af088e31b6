/* copy.h - memcpy for what is mostly a few bytes, where a call costs more than the copying. */
#ifndef INDEXER_COPY_H
#define INDEXER_COPY_H

#include <stddef.h>
#include <string.h>

/* The two may not overlap. */
static inline void copy_few(void *to, const void *from, size_t size)
{
    char *out = to;
    const char *in = from;
    if (size > 16) {
        memcpy(out, in, size);
    } else if (size >= 8) {
        memcpy(out, in, 8);
        memcpy(out + size - 8, in + size - 8, 8);
    } else if (size >= 4) {
        memcpy(out, in, 4);
        memcpy(out + size - 4, in + size - 4, 4);
    } else {
        for (; size; size--)
            *out++ = *in++;
    }
}

#endif
