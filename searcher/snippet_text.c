/* snippet_text.c - see snippet_text.h. */
#include "searcher/snippet_text.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"

enum {
    ABBREVIATION_MAX = 8,  /* bytes of the longest below, and of initials such as U.S.S.R */
    CONTINUATIONS_MAX = 3, /* bytes of a character after its first; more of them are no UTF-8 */
    WORD_CUT_MAX = 80      /* how far to look for white space before cutting between characters */
};

/* Words whose stop doesn't end a sentence, with a space around each. */
static const char abbreviations[] =
    " Mr Mrs Ms Dr Prof Gen Col Lt Capt Cmdr Sgt Maj Adm Sen Rep Gov Pres Rev Hon St No Nos Vol Jr "
    "Sr"
    " Inc Corp Co Ltd Bros vs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mt Ft ca approx "
    " Hr Fr Abs bzw ";

/* ---- Characters ------------------------------------------------------------------------------ */

enum char_class {
    CHAR_SHOWN,
    CHAR_SPACE,
    CHAR_HIDDEN
};

/* What a character is to a reader: hidden ones would turn the direction of writing, or are marks of
 * byte order. */
static enum char_class classify(uint32_t code)
{
    if (code > 0x20 && code < 0x7F) return CHAR_SHOWN;
    if (utf8_is_control(code) || code == 0x20 || code == 0xA0 || code == 0x3000 ||
        (code >= 0x2000 && code <= 0x200A))
        return CHAR_SPACE;
    if (utf8_turns_writing(code) || code == 0xFEFF) return CHAR_HIDDEN;
    return CHAR_SHOWN;
}

/* The character at `at`; an invalid byte is one of a byte, '?'. */
static size_t char_at(const char *text, size_t size, size_t at, uint32_t *code)
{
    size_t length = utf8_decode(text + at, size - at, code);
    if (length) return length;
    *code = '?';
    return 1;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where the character before `at` > 0 starts. */
static size_t char_before(const char *text, size_t at, uint32_t *code)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && continues(text[start]))
        start--;
    if (start + char_at(text, at, start, code) == at) return start;
    *code = '?';
    return at - 1;
}

size_t snippet_skip_space(const char *text, size_t size, size_t at)
{
    uint32_t code;
    while (at < size) {
        size_t length = char_at(text, size, at, &code);
        if (classify(code) == CHAR_SHOWN) break;
        at += length;
    }
    return at;
}

size_t snippet_trim_space(const char *text, size_t at)
{
    uint32_t code;
    while (at > 0) {
        size_t start = char_before(text, at, &code);
        if (classify(code) == CHAR_SHOWN) break;
        at = start;
    }
    return at;
}

/* ---- Sentences ------------------------------------------------------------------------------- */

static bool is_closing(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x2019 ||
           code == 0x201D || code == 0xBB;
}

/* Whether a sentence can start with this: most letters without case can. */
static bool can_start(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LL: /* small letter */
    case UTF8PROC_CATEGORY_PE: /* closing bracket */
    case UTF8PROC_CATEGORY_PF: return false;
    default: return code != ',' && code != ';' && code != '.';
    }
}

static bool is_letter_or_stop(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

/* Whether the stop after text[0..at) belongs to an initial or an abbreviation. */
static bool is_abbreviated(const char *text, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start <= ABBREVIATION_MAX && is_letter_or_stop(text[start - 1]))
        start--;
    size_t size = at - start;
    if (!size || size > ABBREVIATION_MAX) return false;
    if (size == 1 || memchr(text + start, '.', size)) return text[at - 1] != '.';
    char padded[ABBREVIATION_MAX + 3] = " ";
    memcpy(padded + 1, text + start, size);
    padded[size + 1] = ' ';
    return strstr(abbreviations, padded);
}

/* Whether what ends before `at` ends a sentence, as far as can be seen from there. */
static bool ends_sentence(const char *text, size_t at)
{
    uint32_t code = 0;
    size_t start = at;
    while (at > 0) {
        start = char_before(text, at, &code);
        if (!is_closing(code)) break;
        at = start;
    }
    if (code == '!' || code == '?' || code == 0x2026) return true;
    return code == '.' && !is_abbreviated(text, start);
}

/* Whether there is an empty line between the word that ends at `end` and `at`. */
static bool has_empty_line(const char *text, size_t end, size_t at)
{
    const char *newline = memchr(text + end, '\n', at - end);
    return newline && memchr(newline + 1, '\n', at - (size_t)(newline + 1 - text));
}

bool snippet_starts_sentence(const char *text, size_t size, size_t at)
{
    uint32_t code;
    if (at >= size || continues(text[at])) return false;
    char_at(text, size, at, &code);
    if (classify(code) != CHAR_SHOWN) return false;
    if (at == 0) return true;
    bool can = can_start(code);
    size_t before = char_before(text, at, &code);
    if (code == 0x3002 || code == 0xFF01 || code == 0xFF1F) return can; /* ideographic . ! ? */
    if (classify(code) == CHAR_SHOWN) return false;
    size_t end = snippet_trim_space(text, before);
    return end == 0 || has_empty_line(text, end, at) || (can && ends_sentence(text, end));
}

size_t snippet_first_sentence(const char *text, size_t size, size_t low, size_t high)
{
    for (size_t at = low; at < size && at <= high; at++)
        if (snippet_starts_sentence(text, size, at)) return at;
    return size;
}

size_t snippet_last_sentence(const char *text, size_t size, size_t low, size_t high)
{
    if (high >= size) high = size ? size - 1 : 0;
    for (size_t at = high + 1; at-- > low;)
        if (snippet_starts_sentence(text, size, at)) return at;
    return size;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static bool is_cut(const char *text, size_t at)
{
    uint32_t code;
    char_before(text, at, &code);
    return classify(code) != CHAR_SHOWN;
}

size_t snippet_word_end(const char *text, size_t at, size_t low)
{
    size_t cut = at;
    while (cut > low && at - cut < WORD_CUT_MAX && !is_cut(text, cut))
        cut--;
    if (cut > low && is_cut(text, cut)) return cut;
    /* `low` is the end of a mark: behind it is a space or a stop, or a script without spaces goes on. */
    if (cut == low && low > 0 && (unsigned char)text[low] < 0x80) return low;
    for (cut = at; at > low && cut - at < CONTINUATIONS_MAX && continues(text[at]);)
        at--;
    return at;
}

size_t snippet_word_start(const char *text, size_t at, size_t high)
{
    size_t cut = at;
    while (cut > 0 && cut < high && cut - at < WORD_CUT_MAX && !is_cut(text, cut))
        cut++;
    if (cut == 0 || is_cut(text, cut)) return cut;
    for (cut = at; at < high && at - cut < CONTINUATIONS_MAX && continues(text[at]);)
        at++;
    return at;
}

/* ---- Folding --------------------------------------------------------------------------------- */

void fold_space(struct fold *fold)
{
    if (fold->space_due && fold->out->size && fold->out->size < fold->limit)
        buf_add_char(fold->out, ' ');
    fold->space_due = false;
}

void fold_add(struct fold *fold, const char *text, size_t size)
{
    uint32_t code;
    for (size_t at = 0, length; at < size && fold->out->size < fold->limit; at += length) {
        length = char_at(text, size, at, &code);
        enum char_class class = classify(code);
        if (class == CHAR_SPACE) fold->space_due = true;
        if (class != CHAR_SHOWN) continue;
        fold_space(fold);
        if (code == '?')
            buf_add_char(fold->out, '?'); /* an invalid byte too */
        else
            buf_add(fold->out, text + at, length);
    }
}
