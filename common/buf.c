/* buf.c - see buf.h. */
#include "common/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"

static char nothing[1] = "";

void buf_init(struct buf *buf)
{
    *buf = (struct buf){.data = nothing};
}

void buf_release(struct buf *buf)
{
    if (buf->capacity) free(buf->data);
    buf_init(buf);
}

void buf_reset(struct buf *buf)
{
    buf->size = 0;
    buf->failed = false;
    if (buf->capacity) buf->data[0] = '\0';
}

/* The smallest power of two, at least 64, that holds `size` bytes and the NUL; 0 if there is none. */
static size_t capacity_for(size_t size)
{
    size_t capacity = 64;
    while (capacity <= size) {
        if (capacity > SIZE_MAX / 2) return 0;
        capacity *= 2;
    }
    return capacity;
}

char *buf_grow(struct buf *buf, size_t size)
{
    if (buf->failed) return NULL;
    size_t capacity = size > SIZE_MAX / 2 - buf->size ? 0 : capacity_for(buf->size + size);
    char *data = capacity ? realloc(buf->capacity ? buf->data : NULL, capacity) : NULL;
    if (!data) {
        buf->failed = true;
        return NULL;
    }
    buf->data = data;
    buf->capacity = capacity;
    return data + buf->size;
}

void buf_add(struct buf *buf, const void *data, size_t size)
{
    char *room = buf_room(buf, size);
    if (!room) return;
    if (size) memcpy(room, data, size);
    room[size] = '\0';
    buf->size += size;
}

void buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    char *room = size < 0 ? NULL : buf_room(buf, (size_t)size);
    if (room) {
        vsnprintf(room, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    } else {
        buf->failed = true;
    }
    va_end(again);
    va_end(arguments);
}

void buf_cut(struct buf *buf, size_t size)
{
    if (size >= buf->size) return;
    buf->size = size;
    buf->data[size] = '\0';
}

nsearch_status buf_status(const struct buf *buf, nsearch_error *error)
{
    return buf->failed ? error_memory(error) : NSEARCH_OK;
}

char *buf_detach(struct buf *buf)
{
    buf_add(buf, "", 0);
    char *data = buf->failed ? NULL : buf->data;
    if (!data) buf_release(buf);
    buf_init(buf);
    return data;
}
