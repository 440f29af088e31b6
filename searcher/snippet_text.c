/* snippet_text.c - see snippet_text.h. */
#include "searcher/snippet_text.h"

#include <stdint.h>

#include "common/sentence.h"
#include "common/utf8.h"

enum {
    CONTINUATIONS_MAX = 3, /* bytes of a character after its first; more of them are no UTF-8 */
    WORD_CUT_MAX = 80      /* how far to look for white space before cutting between characters */
};

size_t snippet_skip_space(const char *text, size_t size, size_t at)
{
    uint32_t code;
    while (at < size) {
        size_t length = utf8_next(text, size, at, &code);
        if (utf8_look(code) == UTF8_SHOWN) break;
        at += length;
    }
    return at;
}

/* ---- Sentences ------------------------------------------------------------------------------- */

size_t snippet_first_sentence(const char *text, size_t size, size_t low, size_t high)
{
    for (size_t at = low; at < size && at <= high; at++)
        if (sentence_starts(text, size, at)) return at;
    return size;
}

size_t snippet_last_sentence(const char *text, size_t size, size_t low, size_t high)
{
    if (high >= size) high = size ? size - 1 : 0;
    for (size_t at = high + 1; at-- > low;)
        if (sentence_starts(text, size, at)) return at;
    return size;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static bool is_cut(const char *text, size_t at)
{
    uint32_t code;
    utf8_before(text, at, &code);
    return utf8_look(code) != UTF8_SHOWN;
}

size_t snippet_word_end(const char *text, size_t at, size_t low)
{
    size_t cut = at;
    while (cut > low && at - cut < WORD_CUT_MAX && !is_cut(text, cut))
        cut--;
    if (cut > low && is_cut(text, cut)) return cut;
    /* `low` is the end of a mark: behind it is a space or a stop, or a script without spaces goes on. */
    if (cut == low && low > 0 && (unsigned char)text[low] < 0x80) return low;
    for (cut = at; at > low && cut - at < CONTINUATIONS_MAX && utf8_continues(text[at]);)
        at--;
    return at;
}

size_t snippet_word_start(const char *text, size_t at, size_t high)
{
    size_t cut = at;
    while (cut > 0 && cut < high && cut - at < WORD_CUT_MAX && !is_cut(text, cut))
        cut++;
    if (cut == 0 || is_cut(text, cut)) return cut;
    for (cut = at; at < high && at - cut < CONTINUATIONS_MAX && utf8_continues(text[at]);)
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
        length = utf8_next(text, size, at, &code);
        enum utf8_look look = utf8_look(code);
        if (look == UTF8_SPACE) fold->space_due = true;
        if (look != UTF8_SHOWN) continue;
        fold_space(fold);
        if (code == UTF8_BAD)
            buf_add_char(fold->out, '?');
        else
            buf_add(fold->out, text + at, length);
    }
}
