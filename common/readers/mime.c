/* mime.c - see mime.h. */
#include "common/readers/mime.h"

#include <string.h>
#include <strings.h>

#include "common/readers/charset.h"

enum {
    WORD_MAX = 2000 /* bytes of an encoded word; the standard wants no more than 75 */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- Bodies --------------------------------------------------------------------------------------- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* White space before a line's end goes, as the standard wants: it may have been added on the way. */
static size_t line_end(const char *data, size_t size, size_t at)
{
    while (at < size && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r'))
        at++;
    return at < size && data[at] == '\n' ? at + 1 : at == size ? at : 0;
}

static void decode_quoted(const char *data, size_t size, bool is_word, struct buf *out)
{
    for (size_t at = 0; at < size;) {
        const size_t run = strcspn(data + at, is_word ? "=_" : "=");
        const size_t left = size - at;
        buf_add(out, data + at, run < left ? run : left);
        at += run;
        if (at >= size) return;
        const size_t end = data[at] == '=' ? line_end(data, size, at + 1) : 0;
        const int high = at + 2 < size ? hex(data[at + 1]) : -1;
        const int low = at + 2 < size ? hex(data[at + 2]) : -1;
        if (data[at] == '_') {
            buf_add_char(out, ' ');
            at++;
        } else if (end && !is_word) {
            at = end;
        } else if (high >= 0 && low >= 0) {
            buf_add_char(out, (char)(high * 16 + low));
            at += 3;
        } else {
            buf_add_char(out, data[at++]);
        }
    }
}

static int base64(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void decode_base64(const char *data, size_t size, struct buf *out)
{
    unsigned bits = 0, count = 0;
    for (size_t i = 0; i < size; i++) {
        const int digit = base64(data[i]);
        if (data[i] == '=') count = 0;
        if (digit < 0) continue;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFF;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        buf_add_char(out, (char)(bits >> count & 0xFF));
    }
}

enum mime_encoding mime_encoding_of(const char *value)
{
    if (!strncasecmp(value, "quoted-printable", 16)) return MIME_QUOTED;
    return !strncasecmp(value, "base64", 6) ? MIME_BASE64 : MIME_PLAIN;
}

void mime_decode(enum mime_encoding encoding, const char *data, size_t size, struct buf *out)
{
    switch (encoding) {
    case MIME_PLAIN: buf_add(out, data, size); break;
    case MIME_QUOTED: decode_quoted(data, size, false, out); break;
    case MIME_BASE64: decode_base64(data, size, out); break;
    }
}

void mime_unflow(const char *text, size_t size, struct buf *out)
{
    while (size) {
        const char *end = memchr(text, '\n', size);
        size_t length = end ? (size_t)(end - text) : size;
        const size_t step = length + (end ? 1 : 0);
        if (length && text[length - 1] == '\r') length--;
        const bool is_mark = length == 3 && !memcmp(text, "-- ", 3);
        const bool goes_on = length && text[length - 1] == ' ' && !is_mark;
        const bool stuffed = length && *text == ' ';
        buf_add(out, text + stuffed, length - stuffed);
        if (!goes_on) buf_add_char(out, '\n');
        text += step;
        size -= step;
    }
}

/* ---- Heads ---------------------------------------------------------------------------------------- */

struct word {
    const char *charset, *text;
    size_t charset_size, size;
    char kind;
};

/* Takes "=?charset?Q?text?=" from the start of the text; returns its size, or 0. */
static size_t take_word(const char *text, size_t size, struct word *out)
{
    if (size > WORD_MAX) size = WORD_MAX;
    const char *end = text + size;
    if (size < 8 || text[0] != '=' || text[1] != '?') return 0;
    out->charset = text + 2;
    const char *mark = memchr(out->charset, '?', size - 2);
    if (!mark || end - mark < 5 || mark[2] != '?') return 0;
    out->charset_size = (size_t)(mark - out->charset);
    const char *star = memchr(out->charset, '*', out->charset_size); /* and a language: RFC 2231 */
    if (star) out->charset_size = (size_t)(star - out->charset);
    out->kind = (char)(mark[1] | 0x20);
    out->text = mark + 3;
    const char *close = memmem(out->text, (size_t)(end - out->text), "?=", 2);
    if (!close || (out->kind != 'q' && out->kind != 'b')) return 0;
    out->size = (size_t)(close - out->text);
    return (size_t)(close + 2 - text);
}

/* Adds bytes of a charset that may be said wrongly. */
static void add_bytes(const char *data, size_t size, const char *charset, struct buf *out)
{
    charset_convert(charset_detect(data, size, charset), data, size, out);
}

/* Words that follow each other are one, in the charset of the first: a character may be in two of them. */
static size_t take_words(const char *value, size_t size, struct buf *bytes, struct buf *out)
{
    struct word word;
    const char *charset = NULL;
    size_t at = 0, taken, done = 0;
    buf_reset(bytes);
    while ((taken = take_word(value + at, size - at, &word))) {
        const char *own = charset_of_label(word.charset, word.charset_size);
        if (done && own != charset) break;
        charset = own;
        if (word.kind == 'b')
            decode_base64(word.text, word.size, bytes);
        else
            decode_quoted(word.text, word.size, true, bytes);
        done = at += taken;
        while (at < size && is_space(value[at]))
            at++;
        if (size - at < 2 || value[at] != '=' || value[at + 1] != '?') break;
    }
    /* Behind the last, white space before another of a different charset goes, too. */
    if (done) add_bytes(bytes->data, bytes->size, charset, out);
    return done && size - at >= 2 && value[at] == '=' && value[at + 1] == '?' ? at : done;
}

void mime_text(const char *value, size_t size, struct buf *out)
{
    struct buf bytes;
    buf_init(&bytes);
    for (size_t at = 0; at < size;) {
        const size_t taken = take_words(value + at, size - at, &bytes, out);
        at += taken;
        if (taken) continue;
        const char *next = memmem(value + at + 1, size - at - 1, "=?", 2);
        const size_t run = next ? (size_t)(next - value) - at : size - at;
        add_bytes(value + at, run, NULL, out);
        at += run;
    }
    out->failed = out->failed || bytes.failed;
    buf_release(&bytes);
}

bool mime_parameter(const char *value, const char *name, char *out, size_t capacity)
{
    const size_t length = strlen(name);
    size_t size = 0;
    *out = '\0';
    while ((value = strchr(value, ';'))) {
        value++;
        while (is_space(*value))
            value++;
        if (strncasecmp(value, name, length) != 0) continue;
        const char *at = value + length;
        while (is_space(*at))
            at++;
        if (*at++ != '=') continue;
        while (is_space(*at))
            at++;
        const bool quoted = *at == '"';
        at += quoted;
        for (; *at && (quoted ? *at != '"' : *at != ';' && !is_space(*at)); at++) {
            if (quoted && *at == '\\' && at[1]) at++;
            if (size + 1 < capacity) out[size++] = *at;
        }
        out[size] = '\0';
        return size > 0;
    }
    return false;
}
