/* lex_char.c - see lex.h: the characters of a query, and errors with a place. */
#include <stdarg.h>
#include <string.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/unicode.h"
#include "common/utf8.h"
#include "searcher/lex.h"

enum {
    SHOWN_MAX = 40
};

nsearch_status lex_error(nsearch_error *error, size_t offset, size_t size, const char *format, ...)
{
    if (!error) return NSEARCH_INVALID;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(error, NSEARCH_INVALID, format, arguments);
    va_end(arguments);
    error->query_offset = offset;
    error->query_size = size;
    return NSEARCH_INVALID;
}

int lex_shown(size_t size, const char *text)
{
    if (size <= SHOWN_MAX) return (int)size;
    size_t cut = SHOWN_MAX;
    while (cut > SHOWN_MAX - 4 && utf8_continues(text[cut]))
        cut--;
    return (int)cut;
}

static bool is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

size_t lex_space(const char *text, size_t size)
{
    if (!size) return 0;
    if ((unsigned char)*text < 0x80) return is_space((unsigned char)*text);
    uint32_t code;
    size_t used = utf8_decode(text, size, &code);
    return used && is_space(code) ? used : 0;
}

size_t lex_quote(const char *text, size_t size, enum lex_quotes *family)
{
    static const struct {
        const char *text;
        enum lex_quotes family;
    } quotes[] = {
        {"\"", QUOTES_DOUBLE}, {"“", QUOTES_DOUBLE}, {"”", QUOTES_DOUBLE},
        {"„", QUOTES_DOUBLE},  {"«", QUOTES_ANGLE},  {"»", QUOTES_ANGLE},
    };
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t length = strlen(quotes[i].text);
        if (size < length || memcmp(text, quotes[i].text, length) != 0) continue;
        *family = quotes[i].family;
        return length;
    }
    return 0;
}

/* What the character at `text` is to the tokenizer. */
static enum unicode_class class_of(const char *text, size_t size)
{
    uint32_t code;
    struct unicode_char is = {.class = UNICODE_BREAK};
    if (utf8_decode(text, size, &code)) unicode_lookup(code, &is);
    return is.class;
}

bool lex_letter_at(const char *text, size_t size, size_t at)
{
    if (at >= size) return false;
    enum unicode_class class = class_of(text + at, size - at);
    return class == UNICODE_LETTER || class == UNICODE_DIGIT || class == UNICODE_NUMBER ||
           class == UNICODE_CJK;
}

bool lex_letter_before(const char *text, size_t at)
{
    size_t start = at;
    if (!at) return false;
    do {
        start--;
    } while (start && at - start < 4 && utf8_continues(text[start]));
    return lex_letter_at(text, at, start) || class_of(text + start, at - start) == UNICODE_MARK;
}

bool lex_has_word(const char *text, size_t size)
{
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, size);
    return tokenizer_next(&tokenizer, &token);
}

bool lex_is_blank(const char *text, size_t size)
{
    size_t used;
    for (; (used = lex_space(text, size)); size -= used)
        text += used;
    return size == 0;
}
