/* batch_lines.c - see batch_lines.h. */
#include "searcher/batch_lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"

enum {
    BLOCK = 1 << 16
};

void batch_lines_init(struct batch_lines *lines, int file)
{
    *lines = (struct batch_lines){.file = file};
    buf_init(&lines->text);
}

void batch_lines_release(struct batch_lines *lines)
{
    buf_release(&lines->text);
}

/* Moves what is left to the front. */
static void close_up(struct batch_lines *lines)
{
    struct buf *text = &lines->text;
    if (!lines->at) return;
    memmove(text->data, text->data + lines->at, text->size - lines->at);
    buf_cut(text, text->size - lines->at);
    lines->looked -= lines->at;
    lines->at = 0;
}

static nsearch_status read_more(struct batch_lines *lines, nsearch_error *error)
{
    ssize_t size;
    close_up(lines);
    char *room = buf_room(&lines->text, BLOCK);
    if (!room) return error_memory(error);
    do
        size = read(lines->file, room, BLOCK);
    while (size < 0 && errno == EINTR);
    if (size < 0) return error_system(error, errno, "standard input");
    lines->text.size += (size_t)size;
    lines->ended = !size;
    return NSEARCH_OK;
}

/* Takes the line that ends at `end`. */
static enum batch_line take(struct batch_lines *lines, size_t end, const char **text, size_t *size)
{
    char *line = lines->text.data + lines->at;
    const size_t whole = end - lines->at;
    const bool too_long = lines->skips || whole > BATCH_LINE_MAX;
    *size = whole && line[whole - 1] == '\r' ? whole - 1 : whole;
    *text = line;
    lines->skips = false;
    lines->at = lines->looked = end < lines->text.size ? end + 1 : end;
    line[*size] = '\0';
    return too_long ? BATCH_TOO_LONG : BATCH_LINE;
}

/* The place of the next end of a line; the end of what was read, if there is none. */
static size_t find_end(const struct batch_lines *lines)
{
    const struct buf *text = &lines->text;
    const char *end = memchr(text->data + lines->looked, '\n', text->size - lines->looked);
    return end ? (size_t)(end - text->data) : text->size;
}

nsearch_status batch_lines_next(struct batch_lines *lines, enum batch_line *kind, const char **text,
                                size_t *size, nsearch_error *error)
{
    *kind = BATCH_END;
    *text = "";
    *size = 0;
    for (;;) {
        const size_t end = find_end(lines);
        const bool some = end > lines->at || lines->skips;
        if (end < lines->text.size || (lines->ended && some)) {
            *kind = take(lines, end, text, size);
            return NSEARCH_OK;
        }
        if (lines->ended) return NSEARCH_OK;
        lines->looked = end;
        if (end - lines->at > BATCH_LINE_MAX) {
            lines->skips = true;
            lines->at = end;
        }
        const nsearch_status status = read_more(lines, error);
        if (status) return status;
    }
}
