/* clean.c - see clean.h. */
#include "common/readers/clean.h"

#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

/* The size of a control character at `text` (C0, DEL, or the two bytes of C1), else 0. */
static size_t control_size(const char *text, const char *end)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x20 || c == 0x7F) return 1;
    return c == 0xC2 && text + 1 < end && (unsigned char)text[1] < 0xA0 ? 2 : 0;
}

enum {
    PIECE = 32 /* bytes: compilers know how to look at so many at once */
};

/* Whether there may be one, other than a newline, that starts in a piece: U+00A0 to U+00BF aren't told from them. */
static inline bool may_have_controls(const char *text)
{
    uint8_t found = 0;
    for (size_t i = 0; i < PIECE; i++) {
        const uint8_t c = (uint8_t)text[i];
        found |= (uint8_t)((c < 0x20) & (c != '\n')) | (c == 0x7F) | (c == 0xC2);
    }
    return found;
}

bool clean_has_controls(const struct buf *field)
{
    const char *end = field->data + field->size, *at = field->data;
    while (at < end) {
        const char *stop = end - at < PIECE ? end : at + PIECE;
        if (end - at < PIECE || may_have_controls(at))
            for (const char *c = at; c < stop; c++)
                if (*c != '\n' && control_size(c, end)) return true;
        at = stop;
    }
    return false;
}

/* Text of windows-1252 that was taken for Latin-1 has U+0080 to U+009F for what stands there in its charset. */
static void restore_windows_1252(struct buf *field)
{
    const char *at = field->data, *const end = at + field->size, *found;
    struct buf out;
    buf_init(&out);
    while ((found = memchr(at, 0xC2, (size_t)(end - at))) != NULL) {
        const bool is_control = control_size(found, end) == 2;
        const uint32_t code = is_control ? utf8_of_windows_1252(found[1]) : UTF8_REPLACEMENT;
        const bool is_known = code != UTF8_REPLACEMENT;
        char encoded[4];
        buf_add(&out, at, (size_t)(found - at) + !is_known);
        if (is_known) buf_add(&out, encoded, utf8_encode(code, encoded));
        at = found + 1 + is_known;
    }
    if (out.size) {
        buf_add(&out, at, (size_t)(end - at));
        const struct buf before = *field;
        *field = out;
        out = before;
    }
    buf_release(&out);
}

void clean_drop_controls(struct buf *field, bool is_body)
{
    restore_windows_1252(field);
    char *to = field->data, *end = field->data + field->size;
    for (char *at = field->data; at < end;) {
        size_t control = *at == '\n' ? 0 : control_size(at, end);
        bool before_newline = control && at + 1 < end && *at == '\r' && at[1] == '\n';
        bool doubled = control && !is_body && (to == field->data || to[-1] == ' ');
        if (control && !before_newline && !doubled) *to++ = is_body && *at == '\r' ? '\n' : ' ';
        if (!control && (is_body || *at != ' ' || to == field->data || to[-1] != ' ')) *to++ = *at;
        at += control ? control : 1;
    }
    buf_cut(field, (size_t)(to - field->data));
}
