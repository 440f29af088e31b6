/* media.c - see media.h. */
#include "common/readers/media.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool is(const char *type, size_t size, const char *name)
{
    return strlen(name) == size && !strncasecmp(type, name, size);
}

static bool ends_in(const char *type, size_t size, const char *end)
{
    const size_t length = strlen(end);
    return size >= length && !strncasecmp(type + size - length, end, length);
}

enum media media_of(const char *type)
{
    const size_t size = type ? strcspn(type, "; \t") : 0;
    if (!size) return MEDIA_UNKNOWN;
    if (is(type, size, "text/html") || is(type, size, "application/xhtml+xml")) return MEDIA_PAGE;
    if (!strncasecmp(type, "image/", 6)) return MEDIA_OTHER; /* image/svg+xml */
    if (ends_in(type, size, "/xml") || ends_in(type, size, "+xml")) return MEDIA_DATA;
    if (ends_in(type, size, "json") || ends_in(type, size, "ndjson")) return MEDIA_DATA;
    return is(type, size, "text/plain") || is(type, size, "text/markdown") ? MEDIA_TEXT
                                                                           : MEDIA_OTHER;
}
