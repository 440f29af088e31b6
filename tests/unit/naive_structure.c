/* naive_structure.c - see naive_structure.h. The text is decoded into an array; each rule is a pass over it
 * that writes down for each character what happens there; then words collect what happened since the one
 * before. */
#include "tests/unit/naive_structure.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/structure.h"

struct spot {
    int32_t code; /* -1: a wrong byte */
    size_t offset;
    bool in_word;     /* between words otherwise */
    bool paragraph;   /* one ends here */
    bool sentence;    /* one starts here */
    bool ends, opens; /* a quotation; both: first the one, then the other */
};

struct spots {
    struct spot *at;
    size_t count;
};

static bool is_in(const char *characters, int32_t code)
{
    uint8_t text[5] = {0};
    if (code <= 0) return false;
    utf8proc_encode_char(code, text);
    return strstr(characters, (const char *)text) != NULL;
}

static const char *category(int32_t code)
{
    return code < 0 ? "Cn" : utf8proc_category_string(code);
}

static bool is_category(int32_t code, const char *list)
{
    return strstr(list, category(code)) != NULL;
}

static bool is_cjk(int32_t code)
{
    return (code >= 0x3041 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3);
}

static bool is_letter(int32_t code)
{
    return category(code)[0] == 'L' && !is_cjk(code);
}

static bool is_space(int32_t code)
{
    return (code >= 0 && (code <= 0x20 || (code >= 0x7F && code <= 0xA0))) || code == 0xFEFF ||
           is_in("\u2028\u2029\u3000\u2003\u200E\u202E", code);
}

static bool is_stop(int32_t code)
{
    return is_in(".!?…。！？", code);
}

static struct spots decode(const char *text, size_t size)
{
    struct spots s = {calloc(size + 2, sizeof *s.at), 0};
    if (!s.at) abort();
    for (size_t at = 0; at < size;) {
        int32_t code;
        const utf8proc_ssize_t length = utf8proc_iterate((const uint8_t *)text + at,
                                                         (utf8proc_ssize_t)(size - at), &code);
        s.at[s.count++] = (struct spot){.code = length > 0 ? code : -1, .offset = at};
        at += length > 0 ? (size_t)length : 1;
    }
    s.at[s.count] = (struct spot){.code = -1, .offset = size};
    return s;
}

/* ---- Paragraphs ------------------------------------------------------------------------------ */

/* Whether the line at i, in a text that ends at `end`, parts paragraphs. */
static bool parts(const struct spots *s, size_t i, size_t end)
{
    unsigned width = 0;
    for (; i < end && is_in(" \r\t\u00A0\u3000", s->at[i].code); i++)
        width += is_in("\t\u3000", s->at[i].code) ? 2 : s->at[i].code != '\r';
    return width >= 2 || (i < end && s->at[i].code == '\n');
}

static bool is_blank(const struct spots *s, size_t i)
{
    return is_in(" \t\r\n\v\f", s->at[i].code);
}

static bool parts_at_each_line(const struct spots *s)
{
    size_t first = 0, last = s->count;
    bool long_line = false;
    while (first < last && is_blank(s, first))
        first++;
    while (last > first && is_blank(s, last - 1))
        last--;
    for (size_t i = first, start = first; i <= last; i++) {
        if (i < last && s->at[i].code != '\n') continue;
        if (s->at[i].offset - s->at[start].offset > 120) long_line = true;
        if (i < last && parts(s, i + 1, last)) return false;
        start = i + 1;
    }
    return long_line;
}

static void find_paragraphs(struct spots *s)
{
    const bool each = parts_at_each_line(s);
    for (size_t i = 0; i < s->count; i++)
        s->at[i].paragraph = s->at[i].code == 0x2029 ||
                             (s->at[i].code == '\n' && (each || parts(s, i + 1, s->count)));
}

/* ---- Sentences ------------------------------------------------------------------------------- */

static bool can_start(const struct spots *s, size_t i)
{
    for (size_t end = i + 17; i < s->count && i < end; i++) {
        const int32_t code = s->at[i].code;
        if (category(code)[0] == 'L' || is_category(code, "Nd Nl No"))
            return !is_category(code, "Ll");
        if (is_in("\"`", code) || is_category(code, "Ps Pi")) return true;
        if (is_in(",;:", code) || is_stop(code) || is_category(code, "Pe")) return false;
    }
    return false;
}

static bool is_abbreviated(const struct spots *s, size_t stop)
{
    static const char *const words[] = {
        "Mr",  "Mrs", "Ms",     "Dr",  "Prof", "Gen",  "Col",  "Lt",   "Capt", "Cmdr", "Sgt",
        "Maj", "Adm", "Sen",    "Rep", "Gov",  "Pres", "Rev",  "Hon",  "St",   "No",   "Nos",
        "Vol", "Jr",  "Sr",     "Inc", "Corp", "Co",   "Ltd",  "Bros", "vs",   "Jan",  "Feb",
        "Mar", "Apr", "Jun",    "Jul", "Aug",  "Sep",  "Sept", "Oct",  "Nov",  "Dec",  "Mt",
        "Ft",  "ca",  "approx", "Hr",  "Fr",   "Abs",  "bzw"};
    size_t start = stop;
    while (start > 0 && is_letter(s->at[start - 1].code))
        start--;
    const int32_t before = start > 0 ? s->at[start - 1].code : ' ';
    if (start == stop || is_in("&'’", before) || is_category(before, "Nd Nl No") || is_cjk(before))
        return false;
    if (stop - start == 1) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]), same = 0;
        if (length != stop - start) continue;
        while (same < length && s->at[start + same].code == words[i][same])
            same++;
        if (same == length) return true;
    }
    return false;
}

static void start_at(struct spots *s, size_t i)
{
    if (i < s->count) s->at[i].sentence = true;
}

/* Follows a stop to where a sentence may start behind it. */
static void follow(struct spots *s, size_t stop)
{
    const bool wide = is_in("。！？", s->at[stop].code);
    for (size_t i = stop + 1; i <= stop + 17 && i <= s->count; i++) {
        size_t next = i;
        while (next < s->count && is_space(s->at[next].code))
            next++;
        if ((next > i || wide) && can_start(s, next)) start_at(s, next);
        if (!is_in("\"')]}", s->at[i].code) && !is_category(s->at[i].code, "Pe Pf Pi")) return;
    }
}

static void find_sentences(struct spots *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const int32_t code = s->at[i].code;
        unsigned newlines = 0;
        if (is_stop(code) && !(code == '.' && is_abbreviated(s, i))) follow(s, i);
        for (size_t j = i; j < s->count && is_space(s->at[j].code); j++)
            if (s->at[j].code == '\n' && ++newlines == 2) {
                while (j < s->count && is_space(s->at[j].code))
                    j++;
                start_at(s, j);
                break;
            }
    }
}

/* ---- Quotations ------------------------------------------------------------------------------ */

/* What is beside a mark: ' ' white space, ( [ - an opening, ) a closing bracket, . a point, a a letter or
 * digit, ? others. */
static char side(const struct spots *s, size_t i, bool inside)
{
    if (!inside || is_space(s->at[i].code)) return ' ';
    const int32_t code = s->at[i].code;
    if (is_in(",;:", code) || is_stop(code)) return '.';
    if (is_category(code, "Ps Pd")) return '(';
    if (is_category(code, "Pe")) return ')';
    return !is_cjk(code) && (category(code)[0] == 'L' || is_category(code, "Nd Nl No Mn")) ? 'a'
                                                                                           : '?';
}

/* 'o': as opening ones stand; 'c': as closing ones do. */
static char place(const struct spots *s, size_t first, size_t last)
{
    const char before = side(s, first - 1, first > 0);
    const char behind = side(s, last + 1, last + 1 < s->count);
    if (strchr(" (", before) && !strchr(" )", behind)) return 'o';
    if (before == 'a') return 'c';
    return strchr(".)", before) && strchr(" ).", behind) ? 'c' : '?';
}

/* The mark at i as a letter, 0 if there is none: small ones only close. */
static char mark_at(const struct spots *s, size_t i)
{
    static const struct {
        const char *mark;
        char letter;
    } single[] = {{"“", 'L'},  {"”", 'R'},  {"„", 'U'},  {"«", 'A'},  {"»", 'Z'},
                  {"「", 'C'}, {"」", 'c'}, {"『", 'W'}, {"』", 'w'}, {"\"", 'S'}};
    const int32_t code = s->at[i].code;
    for (size_t j = 0; j < sizeof single / sizeof *single; j++)
        if (is_in(single[j].mark, code)) return single[j].letter;
    if (i + 1 == s->count || s->at[i + 1].code != code || s->at[i + 1].in_word) return 0;
    return code == '`' ? 'G' : code == '\'' ? 'T' : 0;
}

static bool can_close(char mark, char open)
{
    static const char *const pairs[] = {"LU", "RL", "RR", "RU", "AZ", "ZA", "ZZ",
                                        "cC", "wW", "SS", "SG", "ST", "TG", "TT"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == mark && pairs[i][1] == open) return true;
    return false;
}

static void find_quotations(struct spots *s)
{
    char open = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->at[i].paragraph && !s->at[i].in_word) open = 0, s->at[i].ends = true;
        const char mark = s->at[i].in_word ? 0 : mark_at(s, i);
        if (!mark) continue;
        const size_t first = i;
        if (mark == 'G' || mark == 'T') i++;
        const char stands = place(s, first, i);
        const bool twin = mark == 'S' || mark == 'T';
        if (open && can_close(mark, open) && !(twin && stands == 'o')) {
            s->at[first].ends = true;
            open = 0;
            continue;
        }
        const bool may_open = strchr("RZT", mark) ? stands == 'o'
                                                  : stands != 'c' && !strchr("cw", mark);
        if (!may_open || (open && open != mark)) continue;
        s->at[first].opens = true;
        open = mark;
    }
}

/* ---------------------------------------------------------------------------------------------- */

static size_t spot_of(const struct spots *s, size_t offset)
{
    size_t i = 0;
    while (s->at[i].offset < offset)
        i++;
    return i;
}

/* The words' places, but those of joined ones. */
static struct token *words_of(const char *text, size_t size, size_t *count)
{
    struct tokenizer tokenizer;
    struct token token, *words = calloc(size + 1, sizeof *words);
    if (!words) abort();
    *count = 0;
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token))
        if (token.kind != TOKEN_JOINED) words[(*count)++] = token;
    return words;
}

/* What the word at spot `start` is, the one before having ended before `end`. */
static unsigned tell(const struct spots *s, size_t end, size_t start, bool *quoted)
{
    unsigned what = end ? 0 : STRUCTURE_SENTENCE | STRUCTURE_PARAGRAPH;
    bool opened = false;
    for (size_t i = end; i <= start; i++) {
        const struct spot *spot = &s->at[i];
        if (i < start && spot->paragraph) what |= STRUCTURE_SENTENCE | STRUCTURE_PARAGRAPH;
        if (spot->sentence) what |= STRUCTURE_SENTENCE;
        if (spot->ends) *quoted = opened = false;
        if (spot->opens) *quoted = opened = true;
    }
    if (*quoted) what |= STRUCTURE_QUOTED;
    return opened ? what | STRUCTURE_QUOTATION : what;
}

unsigned *naive_structure(const char *text, size_t size, bool is_title, size_t *count)
{
    struct spots s = decode(text, size);
    struct token *words = words_of(text, size, count);
    unsigned *what = calloc(*count + 1, sizeof *what);
    bool quoted = false;
    if (!what) abort();
    for (size_t i = 0; i < *count; i++)
        for (size_t j = spot_of(&s, words[i].offset);
             s.at[j].offset < words[i].offset + words[i].length; j++)
            s.at[j].in_word = true;
    if (!is_title) find_paragraphs(&s);
    find_sentences(&s);
    find_quotations(&s);
    for (size_t i = 0; i < *count; i++) {
        const size_t start = spot_of(&s, words[i].offset);
        const size_t end = i ? spot_of(&s, words[i - 1].offset + words[i - 1].length) : 0;
        what[i] = tell(&s, end, start, &quoted);
    }
    free(words);
    free(s.at);
    return what;
}
