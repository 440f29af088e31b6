/* sgml_text.c - the text of SGML: entities and paragraphs; see sgml.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/readers/sgml.h"
#include "common/utf8.h"

/* ---- Entities ----------------------------------------------------------------------------------- */

enum {
    ENTITY_MAX = 10,    /* bytes of a name between & and ; */
    LATIN_FIRST = 0xA0, /* the first of those named in order below */
    WINDOWS_FIRST = 0x80
};

/* U+00A0 to U+00FF, as HTML 2 and ISO 8879 name them. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

static const struct {
    const char *name;
    uint32_t code;
} others[] = {{"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
              {"apos", '\''},     {"blank", ' '},    {"hyph", '-'},     {"ndash", 0x2013},
              {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A},
              {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"bull", 0x2022},
              {"hellip", 0x2026}, {"euro", 0x20AC},  {"trade", 0x2122}, {"OElig", 0x152},
              {"oelig", 0x153},   {"Scaron", 0x160}, {"scaron", 0x161}};

/* The character of a name, or 0. */
static uint32_t named(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(others[i].name, name)) return others[i].code;
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (!strcmp(latin[i], name)) return (uint32_t)(LATIN_FIRST + i);
    return 0;
}

/* The code of "#233" or "#xE9"; false if it is neither, or no character's. */
static bool numbered(const char *name, uint32_t *code)
{
    bool is_hex = (name[1] | 0x20) == 'x';
    const char *digits = name + 1 + is_hex;
    if (!*digits ||
        strspn(digits, is_hex ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits))
        return false;
    unsigned long number = strtoul(digits, NULL, is_hex ? 16 : 10);
    if (number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return false;
    *code = (uint32_t)number;
    return true;
}

static void add_character(uint32_t code, struct buf *out)
{
    char text[4];
    if (code >= WINDOWS_FIRST && code < LATIN_FIRST) { /* what people mean by &#146; */
        char byte = (char)code;
        utf8_repair(&byte, 1, out);
    } else if (code >= 0x20 || code == '\n' || code == '\t') {
        buf_add(out, text, utf8_encode(code, text));
    }
}

/* Takes an entity at the & that `text` starts with; the bytes it takes, 0 if it is none. */
static size_t take_entity(const char *text, size_t size, struct buf *out)
{
    char name[ENTITY_MAX + 1];
    size_t length = 0;
    uint32_t code;
    while (length < ENTITY_MAX && length + 1 < size && text[length + 1] != ';' &&
           (unsigned char)text[length + 1] > ' ') {
        name[length] = text[length + 1];
        length++;
    }
    if (!length || length + 1 >= size || text[length + 1] != ';') return 0;
    name[length] = '\0';
    if (*name != '#')
        code = named(name);
    else if (!numbered(name, &code))
        return 0;
    if (*name != '#' && !code) return 0;
    add_character(code, out);
    return length + 2;
}

void sgml_decode(const char *text, size_t size, struct buf *out)
{
    while (size) {
        const char *next = memchr(text, '&', size);
        size_t plain = next ? (size_t)(next - text) : size;
        buf_add(out, text, plain);
        text += plain;
        size -= plain;
        if (!size) return;
        size_t taken = take_entity(text, size, out);
        if (!taken) buf_add_char(out, '&');
        text += taken ? taken : 1;
        size -= taken ? taken : 1;
    }
}

/* ---- Paragraphs --------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void sgml_flow(const char *text, size_t size, struct buf *out)
{
    bool after_blank = true, was_indented = true;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t next = end ? (size_t)(end - text) + 1 : size, from = at, to = next;
        while (from < to && is_space(text[from]))
            from++;
        while (to > from && is_space(text[to - 1]))
            to--;
        bool indented = from > at + 1; /* by two or more */
        if (from == to) {
            after_blank = true;
        } else {
            bool paragraph = after_blank || (indented && !was_indented);
            if (out->size) buf_add_text(out, paragraph ? "\n\n" : "\n");
            buf_add(out, text + from, to - from);
            after_blank = false;
            was_indented = indented;
        }
        at = next;
    }
}
