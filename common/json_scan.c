/* json_scan.c - see json_scan.h. */
#include "common/json_scan.h"

#include <string.h>

#include "common/utf8.h"

/* The next byte that isn't itself in a string: a quote, a backslash or a control; or the end. */
static const char *find_special(const char *at, const char *end)
{
    const uint64_t each = 0x0101010101010101u, high = each * 0x80;
    for (; end - at >= 8; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, at, sizeof bytes);
        const uint64_t quotes = bytes ^ each * '"', slashes = bytes ^ each * '\\';
        /* The subtraction sets the high bit of a byte that is too small; the lowest such bit is a right one. */
        const uint64_t found = (((quotes - each) & ~quotes) | ((slashes - each) & ~slashes) |
                                ((bytes - each * 0x20) & ~bytes)) &
                               high;
        if (found) return at + __builtin_ctzll(found) / 8;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u. */
static bool take_code(struct json_scan *scan)
{
    uint32_t code = 0;
    char bytes[4];
    if (scan->end - scan->at < 4) return false;
    for (size_t i = 0; i < 4; i++) {
        const int value = hex_value(*scan->at++);
        if (value < 0) return false;
        code = code << 4 | (uint32_t)value;
    }
    if (!code || (code >= 0xD800 && code < 0xE000)) return false;
    buf_add(&scan->string, bytes, utf8_encode(code, bytes));
    return true;
}

static bool take_escape(struct json_scan *scan)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (scan->at == scan->end) return false;
    const char name = *scan->at++;
    if (name == 'u') return take_code(scan);
    const char *place = name ? strchr(names, name) : NULL;
    if (place) buf_add_char(&scan->string, meanings[place - names]);
    return place;
}

bool json_scan_string(struct json_scan *scan, const char **text, size_t *size)
{
    const char *start = scan->at, *special = find_special(start, scan->end);
    buf_reset(&scan->string);
    while (special < scan->end && *special == '\\') {
        buf_add(&scan->string, start, (size_t)(special - start));
        scan->at = special + 1;
        if (!take_escape(scan)) return false;
        start = scan->at;
        special = find_special(start, scan->end);
    }
    if (special == scan->end || *special != '"') return false;
    scan->at = special + 1;
    *text = start;
    *size = (size_t)(special - start);
    if (scan->string.failed) return false;
    if (!scan->string.size) return true;
    buf_add(&scan->string, start, *size);
    *text = scan->string.data;
    *size = scan->string.size;
    return !scan->string.failed;
}
