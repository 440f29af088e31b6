/* json_text.c - see json_text.h. */
#include "common/readers/json_text.h"

#include <string.h>

enum {
    PIECE_MAX = 64 * 1024
};

/* Where one stands in a value. */
struct place {
    unsigned depth; /* brackets open; they are not told from each other: the parser will */
    bool in_string;
    bool escaped;
    bool begun;
};

void json_text_init(struct json_text *text, struct input *input)
{
    *text = (struct json_text){.input = input, .data = "", .line = 1};
}

/* Sees to it that there is something at hand; false at the end. */
static bool fill(struct json_text *text)
{
    if (text->size || text->at_end) return text->size != 0;
    text->status = input_bytes(text->input, PIECE_MAX, &text->data, &text->size, &text->error);
    if (text->status) text->size = 0;
    text->at_end = !text->size;
    return !text->at_end;
}

static void use(struct json_text *text, size_t size)
{
    const char *at = text->data, *end = text->data + size;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL)
        text->line++, at++;
    text->data += size;
    text->size -= size;
}

int json_text_peek(struct json_text *text)
{
    while (fill(text)) {
        size_t blank = 0;
        while (blank < text->size && strchr(" \t\r\n", text->data[blank]) && text->data[blank])
            blank++;
        use(text, blank);
        if (text->size) return (unsigned char)*text->data;
    }
    return JSON_TEXT_END;
}

void json_text_skip(struct json_text *text)
{
    if (fill(text)) use(text, 1);
}

/* Passes one character of a value; false if it is the first behind it. */
static bool pass(struct place *place, char c)
{
    if (place->in_string) {
        if (c == '"' && !place->escaped) place->in_string = false;
        place->escaped = c == '\\' && !place->escaped;
        return true;
    }
    if (!place->depth && place->begun && strchr(",]} \t\r\n:", c)) return false;
    place->begun = true;
    if (c == '"') place->in_string = true;
    if (c == '{' || c == '[') place->depth++;
    if ((c == '}' || c == ']') && place->depth) place->depth--;
    return true;
}

/* Whether a value that needs no more to be seen of has ended. */
static bool is_whole(const struct place *place, char last)
{
    return !place->depth && !place->in_string && (last == '}' || last == ']' || last == '"');
}

/* The bytes of the piece that are of the value; *ended if that is all of it. */
static size_t value_size(struct place *place, const char *data, size_t size, bool *ended)
{
    for (size_t i = 0; i < size; i++) {
        if (place->in_string && !place->escaped) { /* most of a text is in strings */
            while (i < size && data[i] != '"' && data[i] != '\\')
                i++;
            if (i == size) break;
        }
        *ended = !pass(place, data[i]);
        if (*ended) return i;
        *ended = is_whole(place, data[i]);
        if (*ended) return i + 1;
    }
    return size;
}

bool json_text_value(struct json_text *text, unsigned inside, size_t limit, struct buf *out,
                     bool *too_long)
{
    struct place place = {.depth = inside, .begun = inside != 0};
    bool ended = false;
    *too_long = false;
    while (!ended && fill(text)) {
        const size_t size = value_size(&place, text->data, text->size, &ended);
        if (size > limit || out->size > limit - size) *too_long = true;
        if (!*too_long) buf_add(out, text->data, size);
        use(text, size);
    }
    return ended || (!place.depth && place.begun && !place.in_string);
}
