/* http.c - see http.h. */
#include "common/readers/http.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    CHUNK_HEAD_MAX = 256
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool http_value(const char *line, size_t size, const char *name, char out[HTTP_VALUE_MAX])
{
    const size_t length = strlen(name);
    if (size <= length || line[length] != ':' || strncasecmp(line, name, length) != 0) return false;
    line += length + 1;
    size -= length + 1;
    while (size && is_space(*line))
        line++, size--;
    while (size && is_space(line[size - 1]))
        size--;
    if (size >= HTTP_VALUE_MAX) size = HTTP_VALUE_MAX - 1;
    memcpy(out, line, size);
    out[size] = '\0';
    return true;
}

bool http_number(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    const unsigned long long number = strtoull(text, &end, 10);
    *out = number;
    return *text >= '0' && *text <= '9' && !*end && !errno;
}

/* ---- Chunks --------------------------------------------------------------------------------------- */

static int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads a line "1a2b;more"; NULL if it isn't one. Returns what follows it. */
static char *chunk_head(char *at, const char *end, size_t *size)
{
    char *const start = at;
    *size = 0;
    for (; at < end && digit(*at) >= 0 && at - start < 8; at++)
        *size = *size * 16 + (size_t)digit(*at);
    if (at == start) return NULL;
    while (at < end && *at != '\n' && at - start < CHUNK_HEAD_MAX && *at != '<')
        at++;
    return at < end && *at == '\n' ? at + 1 : NULL;
}

/* Joins the chunks; returns the size of what was in them. */
static size_t join_chunks(char *body, size_t size)
{
    const char *end = body + size;
    char *to = body, *at = body;
    size_t length;
    while (at < end) {
        char *data = chunk_head(at, end, &length);
        if (data && !length) return (size_t)(to - body);
        if (!data || length > (size_t)(end - data)) break;
        memmove(to, data, length);
        to += length;
        at = data + length;
        for (int i = 0; i < 2 && at < end && is_space(*at); i++)
            at++;
    }
    memmove(to, at, (size_t)(end - at));
    return (size_t)(to - body) + (size_t)(end - at);
}

/* ---- The answer ----------------------------------------------------------------------------------- */

static int read_status(const char *line, size_t size)
{
    const char *space = memchr(line, ' ', size);
    int status = 0;
    for (const char *at = space ? space + 1 : line + size; at < line + size; at++) {
        if (*at < '0' || *at > '9' || status > 999) break;
        status = status * 10 + (*at - '0');
    }
    return status;
}

bool http_read(char *data, size_t size, struct http_answer *out)
{
    char *at = data, *end = data + size;
    char value[HTTP_VALUE_MAX];
    bool chunked = false;
    *out = (struct http_answer){.body = end, .length = UINT64_MAX};
    if (size < 9 || strncasecmp(data, "HTTP/", 5) != 0) return false;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const size_t length = line_end ? (size_t)(line_end - at) : (size_t)(end - at);
        const char *line = at;
        at += length + (line_end ? 1 : 0);
        if (line == data) out->status = read_status(line, length);
        if (!length || (length == 1 && *line == '\r')) break;
        http_value(line, length, "Content-Type", out->type);
        http_value(line, length, "Content-Encoding", out->encoding);
        if (http_value(line, length, "Content-Length", value) && !http_number(value, &out->length))
            out->length = UINT64_MAX;
        if (http_value(line, length, "Transfer-Encoding", value))
            chunked = strcasestr(value, "chunked") != NULL;
    }
    out->body = at;
    out->size = chunked ? join_chunks(at, (size_t)(end - at)) : (size_t)(end - at);
    return true;
}
