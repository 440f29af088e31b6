/* host.c - see host.h. */
#include "common/host.h"

#include <stdbool.h>
#include <string.h>

/* The authority of a url, "user@host:port": behind "//", or the start of a url without a scheme. */
static const char *authority_of(const char *url, size_t size, size_t *authority_size)
{
    const char *end = url + size, *start = memmem(url, size, "//", 2);
    const char *slash = memchr(url, '/', size), *at = url;
    if (start && start == slash) at = start + 2;
    size_t length = 0;
    while (at + length < end && !memchr("/?#\\", at[length], 4))
        length++;
    *authority_size = length;
    return at;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters, digits, - and _ and dots; beyond ASCII the names that browsers show. */
static bool is_host_byte(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || (unsigned char)c >= 0x80;
}

/* Bytes of the host at `text`: an IPv6 address in its brackets, or up to the port. 0: none. */
static size_t host_size(const char *text, size_t size)
{
    if (size && text[0] == '[') {
        const char *end = memchr(text, ']', size);
        size_t length = end ? (size_t)(end - text) + 1 : 0;
        return length > 2 && strspn(text + 1, "0123456789abcdefABCDEF:.") == length - 2 ? length
                                                                                        : 0;
    }
    const char *colon = memchr(text, ':', size);
    size_t length = colon ? (size_t)(colon - text) : size;
    if (length && text[length - 1] == '.') length--;
    for (size_t i = 0; i < length; i++)
        if (!is_host_byte(text[i])) return 0;
    return length;
}

size_t host_of_url(const char *url, size_t size, char out[HOST_MAX + 1])
{
    out[0] = '\0';
    size_t left;
    const char *text = authority_of(url, size, &left);
    const char *user = memrchr(text, '@', left);
    bool bare = text == url;
    if (user) {
        left -= (size_t)(user + 1 - text);
        text = user + 1;
    }
    size_t length = host_size(text, left);
    if (!length || length > HOST_MAX || (bare && !memchr(text, '.', length))) return 0;
    for (size_t i = 0; i < length; i++)
        out[i] = lower(text[i]);
    out[length] = '\0';
    return length;
}

const char *host_parent(const char *host)
{
    if (host[0] == '[' || !host[strspn(host, "0123456789.")]) return NULL;
    const char *dot = strchr(host, '.');
    return dot && strchr(dot + 1, '.') ? dot + 1 : NULL;
}
