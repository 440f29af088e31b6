/* members.c - see members.h. */
#include "common/members.h"

#include <string.h>

#include "common/utf8.h"

/* ---- Texts --------------------------------------------------------------------------------------- */

/* Bytes from the start that stand in a string as they are, as nearly all of a text in English. */
static size_t plain_size(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && text[at] >= ' ' && text[at] < 0x7F && text[at] != '"' && text[at] != '\\')
        at++;
    return at;
}

/* As UTF-16 has it. */
static void add_escape(struct buf *out, uint32_t code)
{
    if (code > 0xFFFF) {
        buf_addf(out, "\\u%04x", (unsigned)(0xD7C0 + (code >> 10)));
        code = 0xDC00 + (code & 0x3FF);
    }
    buf_addf(out, "\\u%04x", (unsigned)code);
}

/* One that isn't plain; returns the bytes that it takes. */
static size_t add_character(struct buf *out, const char *text, size_t size)
{
    static const char short_codes[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *known = *text ? strchr(short_codes, *text) : NULL;
    uint32_t code;
    if (known) {
        buf_add_char(out, '\\');
        buf_add_char(out, letters[known - short_codes]);
        return 1;
    }
    const size_t length = utf8_decode(text, size, &code);
    if (length && !utf8_is_control(code) && !utf8_turns_writing(code))
        buf_add(out, text, length);
    else
        add_escape(out, length ? code : 0xFFFD);
    return length ? length : 1;
}

void members_string(struct buf *out, const char *text, size_t size)
{
    buf_add_char(out, '"');
    for (size_t at = 0; at < size;) {
        const size_t plain = plain_size(text + at, size - at);
        buf_add(out, text + at, plain);
        at += plain;
        if (at < size) at += add_character(out, text + at, size - at);
    }
    buf_add_char(out, '"');
}

/* ---- Members ------------------------------------------------------------------------------------- */

/* A comma, but for the first. */
static void separate(struct buf *out)
{
    const char last = out->size ? out->data[out->size - 1] : '[';
    if (last != '{' && last != '[') buf_add_char(out, ',');
}

void members_begin(struct buf *out)
{
    buf_add_char(out, '{');
}

void members_end(struct buf *out)
{
    buf_add_char(out, '}');
}

void members_item(struct buf *out)
{
    separate(out);
}

void members_array(struct buf *out, const char *name)
{
    members_name(out, name);
    buf_add_char(out, '[');
}

void members_array_end(struct buf *out)
{
    buf_add_char(out, ']');
}

void members_name(struct buf *out, const char *name)
{
    separate(out);
    buf_add_char(out, '"');
    buf_add_text(out, name);
    buf_add(out, "\":", 2);
}

void members_null(struct buf *out, const char *name)
{
    members_name(out, name);
    buf_add_text(out, "null");
}

void members_text(struct buf *out, const char *name, const char *text)
{
    members_name(out, name);
    if (*text)
        members_string(out, text, strlen(text));
    else
        buf_add_text(out, "null");
}

void members_repaired(struct buf *out, const char *text)
{
    struct buf good;
    buf_init(&good);
    utf8_repair(text, strlen(text), &good);
    if (good.failed) out->failed = true;
    if (*text)
        members_string(out, good.data, good.size);
    else
        buf_add_text(out, "null");
    buf_release(&good);
}

void members_digits(struct buf *out, uint64_t number)
{
    char digits[20], *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

void members_number(struct buf *out, const char *name, uint64_t number)
{
    members_name(out, name);
    members_digits(out, number);
}

void members_decimal(struct buf *out, const char *name, double number, int digits)
{
    members_name(out, name);
    buf_addf(out, "%.*f", digits, number);
}

void members_bool(struct buf *out, const char *name, bool value)
{
    members_name(out, name);
    buf_add_text(out, value ? "true" : "false");
}
