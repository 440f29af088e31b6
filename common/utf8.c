/* utf8.c - see utf8.h. */
#include "common/utf8.h"

#include <string.h>

/* What windows-1252 has at 0x80 to 0x9F, where it differs from Latin-1; U+FFFD where it has
 * nothing. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

/* The lead byte's promise: bytes in all, 0 for a byte that can't lead. C0, C1 and F5 up never do.
 */
static size_t promised_size(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead < 0xF5 ? 4 : 0;
}

size_t utf8_decode(const char *text, size_t size, uint32_t *code)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t length = promised_size(byte[0]);
    if (length == 1) {
        *code = byte[0];
        return 1;
    }
    if (!length || length > size) return 0;
    uint32_t value = byte[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return 0;
    *code = value;
    return length;
}

size_t utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00u >> length & 0xF0) | code);
    return length;
}

size_t utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += !utf8_continues(text[i]);
    return count;
}

/* How many bytes are surely ASCII, by eights. */
static inline size_t ascii_size(const char *text, size_t size)
{
    const uint64_t high = 0x8080808080808080u;
    uint64_t words[2];
    size_t at = 0;
    for (; size - at >= sizeof words; at += sizeof words) {
        memcpy(words, text + at, sizeof words);
        if ((words[0] | words[1]) & high) break;
    }
    if (size - at < sizeof *words) return at;
    memcpy(words, text + at, sizeof *words);
    return *words & high ? at : at + sizeof *words;
}

size_t utf8_valid_size(const char *text, size_t size)
{
    size_t at = 0;
    while ((at += ascii_size(text + at, size - at)) < size) {
        uint32_t code;
        size_t length = utf8_decode(text + at, size - at, &code);
        if (!length) break;
        at += length;
    }
    return at;
}

uint32_t utf8_of_windows_1252(char byte)
{
    const unsigned char code = (unsigned char)byte;
    return code < 0xA0 ? windows_1252[code - 0x80] : code;
}

size_t utf8_repair(const char *text, size_t size, struct buf *out)
{
    size_t repaired = 0;
    while (size) {
        size_t valid = utf8_valid_size(text, size);
        buf_add(out, text, valid);
        text += valid;
        size -= valid;
        if (!size) break;
        char encoded[4];
        buf_add(out, encoded, utf8_encode(utf8_of_windows_1252(*text), encoded));
        repaired++;
        text++;
        size--;
    }
    return repaired;
}

/* Whether the `size` bytes at the end of a text begin a character and break off in it. */
static bool broken_off(const char *text, size_t size)
{
    if (promised_size((unsigned char)text[0]) <= size) return false;
    for (size_t i = 1; i < size; i++)
        if (!utf8_continues(text[i])) return false;
    return true;
}

bool utf8_is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

bool utf8_turns_writing(uint32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

enum utf8_look utf8_look(uint32_t code)
{
    if (code > 0x20 && code < 0x7F) return UTF8_SHOWN;
    if (utf8_is_control(code) || code == 0x20 || code == 0xA0 || code == 0x3000 ||
        (code >= 0x2000 && code <= 0x200A))
        return UTF8_SPACE;
    return utf8_turns_writing(code) || code == 0xFEFF ? UTF8_HIDDEN : UTF8_SHOWN;
}

size_t utf8_next_beyond(const char *text, size_t size, size_t at, uint32_t *code)
{
    const size_t length = utf8_decode(text + at, size - at, code);
    if (length) return length;
    *code = UTF8_BAD;
    return 1;
}

size_t utf8_before(const char *text, size_t at, uint32_t *code)
{
    size_t start = at - 1;
    *code = (unsigned char)text[start];
    if (*code < 0x80) return start;
    while (start > 0 && at - start < 4 && utf8_continues(text[start]))
        start--;
    if (start + utf8_next(text, at, start, code) == at) return start;
    *code = UTF8_BAD;
    return at - 1;
}

void utf8_sanitize(char *text)
{
    size_t size = strlen(text), kept = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        size_t length = utf8_decode(text + at, size - at, &code);
        if (!length && broken_off(text + at, size - at)) break;
        if (length && !utf8_is_control(code) && !utf8_turns_writing(code)) {
            memmove(text + kept, text + at, length);
            kept += length;
        } else {
            text[kept++] = length ? ' ' : '?';
        }
        at += length ? length : 1;
    }
    text[kept] = '\0';
}
