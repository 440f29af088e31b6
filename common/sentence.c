/* sentence.c - see sentence.h. */
#include "common/sentence.h"

#include <string.h>

#include <utf8proc.h>

#include "common/unicode.h"
#include "common/utf8.h"

enum {
    ABBREVIATION_MAX = 6 /* bytes of the longest below */
};

/* Words whose point doesn't end a sentence, with a space around each. */
static const char abbreviations[] =
    " Mr Mrs Ms Dr Prof Gen Col Lt Capt Cmdr Sgt Maj Adm Sen Rep Gov Pres Rev Hon St No Nos Vol Jr "
    "Sr"
    " Inc Corp Co Ltd Bros vs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mt Ft ca approx "
    " Hr Fr Abs bzw ";

bool sentence_is_wide_stop(uint32_t code)
{
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F;
}

bool sentence_is_stop(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x2026 ||
           sentence_is_wide_stop(code);
}

static bool is_ascii_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static utf8proc_category_t category(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code);
}

static bool is_word(uint32_t code)
{
    if (code < 0x80) return is_ascii_letter(code) || (code >= '0' && code <= '9');
    struct unicode_char is;
    unicode_lookup(code, &is);
    return is.class == UNICODE_LETTER || is.class == UNICODE_DIGIT || is.class == UNICODE_NUMBER ||
           is.class == UNICODE_CJK;
}

static bool is_letter(uint32_t code)
{
    if (code < 0x80) return is_ascii_letter(code);
    struct unicode_char is;
    unicode_lookup(code, &is);
    return is.class == UNICODE_LETTER;
}

/* Whether it can stand between a stop and the end of its sentence. Quotes of other languages open with
 * what closes ours, and the other way round. */
static bool is_closing(uint32_t code)
{
    if (code < 0x80)
        return code == '"' || code == '\'' || code == ')' || code == ']' || code == '}';
    switch (category(code)) {
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PI: return true;
    default: return false;
    }
}

/* Whether a sentence can start with it, and if so whatever follows. */
static bool is_opening(uint32_t code)
{
    if (code < 0x80) return code == '"' || code == '`' || code == '(' || code == '[' || code == '{';
    const utf8proc_category_t is = category(code);
    return is == UTF8PROC_CATEGORY_PS || is == UTF8PROC_CATEGORY_PI;
}

static bool can_not_start(uint32_t code)
{
    return code == ',' || code == ';' || code == ':' || sentence_is_stop(code) ||
           category(code) == UTF8PROC_CATEGORY_PE;
}

/* Whether what is at `at` can start a sentence: its first word, or an opening sign, tells. */
static bool can_start(const char *text, size_t size, size_t at)
{
    for (unsigned signs = 0; at < size && signs <= SENTENCE_SIGNS; signs++) {
        uint32_t code;
        at += utf8_next(text, size, at, &code);
        if (is_ascii_letter(code)) return code < 'a';
        if (is_word(code)) return category(code) != UTF8PROC_CATEGORY_LL;
        if (is_opening(code)) return true;
        if (can_not_start(code)) return false;
    }
    return false;
}

/* Whether the point at `at` belongs to an initial or an abbreviation. */
static bool is_abbreviated(const char *text, size_t at)
{
    char padded[ABBREVIATION_MAX + 3] = " ";
    size_t start = at;
    unsigned letters = 0;
    uint32_t before = ' ';
    for (; start > 0; letters++) {
        const size_t previous = utf8_before(text, start, &before);
        if (!is_letter(before)) break;
        if (at - previous > ABBREVIATION_MAX) return false;
        start = previous;
        before = ' ';
    }
    /* AT&T, F16A, d'A: the letter isn't all of the word. */
    if (!letters || before == '&' || before == '\'' || before == 0x2019 || is_word(before))
        return false;
    if (letters == 1) return true;
    memcpy(padded + 1, text + start, at - start);
    padded[at - start + 1] = ' ';
    return strstr(abbreviations, padded);
}

/* Where the white space that ends at `at` starts. */
static size_t before_space(const char *text, size_t at)
{
    uint32_t code;
    while (at > 0) {
        const size_t start = utf8_before(text, at, &code);
        if (utf8_look(code) == UTF8_SHOWN) break;
        at = start;
    }
    return at;
}

/* Where the last character before `at` is that doesn't close anything, and which; `at` if there is none. */
static size_t before_closing(const char *text, size_t at, uint32_t *code)
{
    size_t start = at;
    *code = ' ';
    for (unsigned signs = 0; start > 0 && signs <= SENTENCE_SIGNS; signs++) {
        start = utf8_before(text, start, code);
        if (!is_closing(*code)) return start;
    }
    return at;
}

static bool has_empty_line(const char *space, size_t size)
{
    const char *newline = memchr(space, '\n', size);
    return newline && memchr(newline + 1, '\n', size - (size_t)(newline + 1 - space));
}

bool sentence_starts(const char *text, size_t size, size_t at)
{
    uint32_t code;
    if (at >= size || utf8_continues(text[at])) return false;
    utf8_next(text, size, at, &code);
    if (utf8_look(code) != UTF8_SHOWN) return false;
    const size_t end = before_space(text, at);
    if (end == 0 || has_empty_line(text + end, at - end)) return true;
    const size_t stop = before_closing(text, end, &code);
    if (!sentence_is_stop(code) || (end == at && !sentence_is_wide_stop(code))) return false;
    return can_start(text, size, at) && !(code == '.' && is_abbreviated(text, stop));
}
