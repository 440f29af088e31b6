/* json_scan.h - the pieces of JSON, taken one after the other: strings, words and signs. Numbers and what is in what are
 * the caller's. */
#ifndef COMMON_JSON_SCAN_H
#define COMMON_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "common/buf.h"

struct json_scan {
    const char *at, *end;
    struct buf string; /* one with escapes; the caller's, to be begun and released */
};

/* Passes white space; what comes then, NUL at the end. */
static inline char json_scan_next(struct json_scan *scan)
{
    while (scan->at < scan->end && *scan->at && strchr(" \t\r\n", *scan->at))
        scan->at++;
    return scan->at < scan->end ? *scan->at : '\0';
}

/* Whether `c` is next, white space aside; it is passed. */
static inline bool json_scan_take(struct json_scan *scan, char c)
{
    if (json_scan_next(scan) != c) return false;
    scan->at++;
    return true;
}

/* The same of a word; it may begin a longer one. */
static inline bool json_scan_word(struct json_scan *scan, const char *word)
{
    const size_t size = strlen(word);
    if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0) return false;
    scan->at += size;
    return true;
}

/* What stands behind an opening quote, which is passed with the closing one: where it is, if nothing is escaped, else a
 * copy that lasts until the next. False if it has no end, a control character, NUL or half of a pair of \u in it, or there
 * is no memory. */
bool json_scan_string(struct json_scan *scan, const char **text, size_t *size);

#endif
