/* front_matter_find.c - see front_matter_find.h. */
#include "common/readers/front_matter_find.h"

#include <string.h>

enum {
    FRONT_MATTER_MAX = 1 << 16 /* bytes */
};

static size_t line_size(const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    return end ? (size_t)(end - text) + 1 : size;
}

/* A line of three characters `mark`, and white space. */
static bool is_fence(const char *text, size_t size, char mark)
{
    if (size < 3 || text[0] != mark || text[1] != mark || text[2] != mark) return false;
    for (size_t i = 3; i < size; i++)
        if (!strchr(" \t\r\n", text[i])) return false;
    return true;
}

size_t front_matter_find(const char *text, size_t size, const char **yaml, size_t *yaml_size)
{
    const size_t first = line_size(text, size);
    const size_t most = size < FRONT_MATTER_MAX ? size : FRONT_MATTER_MAX;
    if (!is_fence(text, first, '-')) return 0;
    *yaml = text + first;
    for (size_t at = first, line; at < most; at += line) {
        line = line_size(text + at, size - at);
        *yaml_size = at - first;
        if (is_fence(text + at, line, '-') || is_fence(text + at, line, '.')) return at + line;
    }
    return 0;
}

bool front_matter_begins(const char *text, size_t size)
{
    const char *yaml;
    size_t yaml_size;
    if (!front_matter_find(text, size, &yaml, &yaml_size)) return false;
    const char *colon = memchr(yaml, ':', yaml_size);
    return colon && !memchr(yaml, '\n', (size_t)(colon - yaml));
}
