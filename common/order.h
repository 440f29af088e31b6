/* order.h - the orders that the index is in. */
#ifndef COMMON_ORDER_H
#define COMMON_ORDER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Byte strings, as keys and terms sort: the first byte that differs, then the shorter first. Less than,
 * equal to or greater than 0. */
static inline int order_bytes(const void *a, size_t a_size, const void *b, size_t b_size)
{
    const int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* Numbers of 32 bits, for qsort and bsearch. */
static inline int order_uint32(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

#endif
