/* input.c - see input.h.
 *
 *     file -> unpack -> (UTF-16 to UTF-8) -> window -> lines
 *
 * A line that lies whole in the window is given out where it lies; one that doesn't is put together
 * in `long_line`. */
#include "common/readers/input.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/readers/utf16.h"
#include "common/unpack.h"

enum {
    WINDOW_SIZE = 64 * 1024,
    RAW_SIZE = 16 * 1024 /* UTF-16 in pieces whose UTF-8 fits a quarter of the window */
};

struct input {
    struct unpack *unpack;
    size_t limit;
    bool at_end;
    bool started; /* the byte order mark has been looked at */
    bool is_utf16;
    struct utf16 utf16;
    const volatile sig_atomic_t *stop; /* NULL: never */
    nsearch_status status;             /* of a failed read; told when the window is used up */
    nsearch_error error;
    uint64_t lines;
    struct buf long_line;
    size_t at, size;              /* what is left in the window: [at, size) */
    char window[WINDOW_SIZE + 1]; /* and a NUL */
    char *path;
    struct input_hints hints;
};

/* Takes what unpacks it over. */
static nsearch_status make(struct unpack *unpack, const char *path, size_t limit,
                           struct input **out, nsearch_error *error)
{
    struct input *input = calloc(1, sizeof *input);
    if (input) input->path = strdup(path);
    if (!input || !input->path) {
        free(input);
        unpack_free(unpack);
        return error_memory(error);
    }
    input->unpack = unpack;
    input->limit = limit;
    buf_init(&input->long_line);
    *out = input;
    return NSEARCH_OK;
}

nsearch_status input_open(const char *path, size_t limit, struct input **out, nsearch_error *error)
{
    *out = NULL;
    struct unpack *unpack;
    nsearch_status status = unpack_open(path, &unpack, error);
    return status ? status : make(unpack, path, limit, out, error);
}

nsearch_status input_within(struct input *outer, const char *path,
                            const struct unpack_source *source, const struct input_hints *hints,
                            struct input **out, nsearch_error *error)
{
    *out = NULL;
    struct unpack *unpack;
    nsearch_status status = unpack_over(source, outer->unpack, &unpack, error);
    if (!status) status = make(unpack, path, outer->limit, out, error);
    if (status) return status;
    if (hints) (*out)->hints = *hints;
    (*out)->stop = outer->stop;
    return NSEARCH_OK;
}

nsearch_status input_memory_read(void *context, char *out, size_t capacity, size_t *size,
                                 nsearch_error *error)
{
    struct input_memory *memory = context;
    (void)error;
    *size = memory->size < capacity ? memory->size : capacity;
    memcpy(out, memory->data, *size);
    memory->data += *size;
    memory->size -= *size;
    return NSEARCH_OK;
}

void input_free(struct input *input)
{
    if (!input) return;
    unpack_free(input->unpack);
    buf_release(&input->long_line);
    free(input->path);
    free(input);
}

void input_stop_on(struct input *input, const volatile sig_atomic_t *stop)
{
    input->stop = stop;
}

const struct input_hints *input_hints(const struct input *input)
{
    return &input->hints;
}

const char *input_path(const struct input *input)
{
    return input->path;
}

size_t input_limit(const struct input *input)
{
    return input->limit;
}

uint64_t input_read_bytes(const struct input *input)
{
    return unpack_read_bytes(input->unpack);
}

/* ---- Window ------------------------------------------------------------------------------------- */

/* Appends a piece of text to the window, which has room for it. A failure is kept for later. */
static void append(struct input *input, size_t room)
{
    char raw[RAW_SIZE];
    char *to = input->window + input->size;
    size_t want = input->is_utf16 ? sizeof raw : room;
    size_t got = 0;
    if (input->stop && *input->stop)
        input->status = error_set(&input->error, NSEARCH_INVALID, "interrupted");
    else
        input->status = unpack_read(input->unpack, input->is_utf16 ? raw : to, want, &got,
                                    &input->error);
    input->at_end = input->status || !got;
    input->size += input->is_utf16 ? utf16_convert(&input->utf16, raw, got, to) : got;
    input->window[input->size] = '\0';
}

/* Fills the window as far as it goes. */
static void fill(struct input *input)
{
    memmove(input->window, input->window + input->at, input->size - input->at);
    input->size -= input->at;
    input->at = 0;
    size_t least = input->is_utf16 ? UTF16_ROOM(RAW_SIZE) : 1;
    while (!input->at_end && WINDOW_SIZE - input->size >= least)
        append(input, WINDOW_SIZE - input->size);
}

/* What stands in the window is UTF-16: converts it. */
static void start_utf16(struct input *input, bool big_endian)
{
    char raw[RAW_SIZE];
    size_t size = input->size - 2;
    memcpy(raw, input->window + 2, size);
    input->is_utf16 = true;
    input->utf16.big_endian = big_endian;
    input->size = utf16_convert(&input->utf16, raw, size, input->window);
    input->window[input->size] = '\0';
}

/* Reads the start of the text and takes its byte order mark off. */
static void start(struct input *input)
{
    input->started = true;
    while (!input->at_end && input->size < 3)
        append(input, RAW_SIZE - input->size);
    if (input->size >= 3 && !memcmp(input->window, "\xEF\xBB\xBF", 3)) input->at = 3;
    if (input->size < 2) return;
    if (!memcmp(input->window, "\xFF\xFE", 2)) start_utf16(input, false);
    if (!memcmp(input->window, "\xFE\xFF", 2)) start_utf16(input, true);
}

/* Sees to it that there is something in the window; false at the end. */
static bool has_more(struct input *input)
{
    if (!input->started) start(input);
    if (input->at == input->size && !input->at_end) fill(input);
    return input->at < input->size;
}

static nsearch_status failure(const struct input *input, nsearch_error *error)
{
    if (input->status && error) *error = input->error;
    return input->status;
}

nsearch_status input_peek(struct input *input, const char **data, size_t *size,
                          nsearch_error *error)
{
    bool more = has_more(input);
    if (more) fill(input);
    *data = input->window + input->at;
    *size = input->size - input->at;
    return more ? NSEARCH_OK : failure(input, error);
}

nsearch_status input_bytes(struct input *input, size_t most, const char **data, size_t *size,
                           nsearch_error *error)
{
    const bool more = has_more(input);
    *data = input->window + input->at;
    *size = input->size - input->at < most ? input->size - input->at : most;
    input->at += *size;
    return more ? NSEARCH_OK : failure(input, error);
}

bool input_recover(struct input *input)
{
    if (input->status != NSEARCH_DAMAGED || !unpack_recover(input->unpack)) return false;
    input->status = NSEARCH_OK;
    input->at_end = false;
    return true;
}

nsearch_status input_count_unpacked(struct input *input, uint64_t size, nsearch_error *error)
{
    return unpack_count(input->unpack, size, error);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

/* Appends to long_line as much as the limit allows. */
static void gather(struct input *input, const char *text, size_t size, struct line *line)
{
    size_t room = input->limit - input->long_line.size;
    if (size > room) {
        line->too_long = true;
        size = room;
    }
    buf_add(&input->long_line, text, size);
}

/* Takes text up to a line end, or all there is in the window; true if that was the line's end. */
static bool take_piece(struct input *input, const char **text, size_t *size)
{
    char *start_of = input->window + input->at;
    char *end = memchr(start_of, '\n', input->size - input->at);
    *text = start_of;
    *size = end ? (size_t)(end - start_of) : input->size - input->at;
    input->at += *size + (end ? 1 : 0);
    return end != NULL;
}

static void finish_line(struct line *line, char *text, size_t size)
{
    if (size && !line->too_long && text[size - 1] == '\r') size--;
    text[size] = '\0';
    line->text = text;
    line->size = size;
}

nsearch_status input_line(struct input *input, struct line *line, bool *more, nsearch_error *error)
{
    *line = (struct line){.text = ""};
    *more = has_more(input);
    if (!*more) return failure(input, error);
    line->number = ++input->lines;
    const char *text;
    size_t size;
    bool whole = take_piece(input, &text, &size);
    if (whole && size <= input->limit) {
        finish_line(line, (char *)text, size);
        return NSEARCH_OK;
    }
    buf_reset(&input->long_line);
    gather(input, text, size, line);
    while (!whole && has_more(input)) {
        whole = take_piece(input, &text, &size);
        gather(input, text, size, line);
    }
    line->cut = !whole;
    /* A line that a failure cut off is none. */
    nsearch_status status = whole ? NSEARCH_OK : failure(input, error);
    if (!status) status = buf_status(&input->long_line, error);
    *more = !status;
    if (!status) finish_line(line, input->long_line.data, input->long_line.size);
    return status;
}

nsearch_status input_rest(struct input *input, struct line *line, nsearch_error *error)
{
    *line = (struct line){.number = input->lines + 1};
    buf_reset(&input->long_line);
    while (!line->too_long && has_more(input)) {
        gather(input, input->window + input->at, input->size - input->at, line);
        input->at = input->size;
    }
    line->text = input->long_line.data;
    line->size = input->long_line.size;
    nsearch_status status = buf_status(&input->long_line, error);
    return status ? status : failure(input, error);
}
