/* structure.c - see structure.h.
 *
 * Nearly all words have a space before them and nothing else: that is told at once. Other gaps are read
 * byte by byte for one that can tell anything, and only those that have one character by character. */
#include "common/structure.h"

#include <string.h>

#include <utf8proc.h>

#include "common/sentence.h"
#include "common/unicode.h"
#include "common/utf8.h"

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Whether the line at `at` is empty or starts with two blanks. */
static bool is_parting(const char *text, size_t size, size_t at)
{
    unsigned blanks = 0;
    uint32_t code;
    while (at < size && blanks < 2) {
        at += utf8_next(text, size, at, &code);
        if (code == '\n') return true;
        if (code == ' ' || code == 0xA0)
            blanks++;
        else if (code == '\t' || code == 0x3000)
            blanks += 2;
        else if (code != '\r')
            return false;
    }
    return blanks >= 2;
}

static bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a text has long lines, and none between others that parts paragraphs. */
static bool has_long_lines(const char *text, size_t size)
{
    size_t at = 0;
    bool is_long = false;
    while (size && is_ascii_space(text[size - 1]))
        size--;
    while (at < size && is_ascii_space(text[at]))
        at++;
    for (const char *end; at < size && (end = memchr(text + at, '\n', size - at));) {
        const size_t next = (size_t)(end - text) + 1;
        is_long = is_long || next - 1 - at > STRUCTURE_LINE_MAX;
        if (is_parting(text, size, next)) return false;
        at = next;
    }
    return is_long || size - at > STRUCTURE_LINE_MAX;
}

void structure_init(struct structure *structure, const char *text, size_t size, bool is_title)
{
    *structure = (struct structure){
        .text = text,
        .size = size,
        .one = is_title,
        .each_line = !is_title && has_long_lines(text, size),
        .next = STRUCTURE_SENTENCE | STRUCTURE_PARAGRAPH,
    };
}

/* ---- Marks of quotations --------------------------------------------------------------------- */

enum mark {
    MARK_NONE,
    MARK_LEFT,        /* “ */
    MARK_RIGHT,       /* ” */
    MARK_LOW,         /* „ */
    MARK_ANGLE,       /* « */
    MARK_ANGLE_END,   /* » */
    MARK_CORNER,      /* 「 */
    MARK_CORNER_END,  /* 」 */
    MARK_WHITE,       /* 『 */
    MARK_WHITE_END,   /* 』 */
    MARK_STRAIGHT,    /* " */
    MARK_GRAVES,      /* `` */
    MARK_APOSTROPHES, /* '' */
    MARK_COUNT
};

enum opens {
    OPENS,    /* unless it stands as closing ones do */
    MAY_OPEN, /* if it stands as opening ones do */
    NEVER_OPENS
};

static const struct {
    enum opens opens;
    bool straight;   /* the same on both sides, so that its place tells */
    unsigned closes; /* 1 << mark of each */
} marks[MARK_COUNT] = {
    [MARK_LEFT] = {OPENS, false, 1 << MARK_LOW},
    [MARK_RIGHT] = {MAY_OPEN, false, 1 << MARK_LEFT | 1 << MARK_RIGHT | 1 << MARK_LOW},
    [MARK_LOW] = {OPENS, false, 0},
    [MARK_ANGLE] = {OPENS, false, 1 << MARK_ANGLE_END},
    [MARK_ANGLE_END] = {MAY_OPEN, false, 1 << MARK_ANGLE | 1 << MARK_ANGLE_END},
    [MARK_CORNER] = {OPENS, false, 0},
    [MARK_CORNER_END] = {NEVER_OPENS, false, 1 << MARK_CORNER},
    [MARK_WHITE] = {OPENS, false, 0},
    [MARK_WHITE_END] = {NEVER_OPENS, false, 1 << MARK_WHITE},
    [MARK_STRAIGHT] = {OPENS, true, 1 << MARK_STRAIGHT | 1 << MARK_GRAVES | 1 << MARK_APOSTROPHES},
    [MARK_GRAVES] = {OPENS, false, 0},
    [MARK_APOSTROPHES] = {MAY_OPEN, true, 1 << MARK_GRAVES | 1 << MARK_APOSTROPHES},
};

/* The mark that `code` is, the second half of one in two already seen to follow or not. */
static enum mark mark_of(uint32_t code, bool doubled)
{
    switch (code) {
    case '"': return MARK_STRAIGHT;
    case '`': return doubled ? MARK_GRAVES : MARK_NONE;
    case '\'': return doubled ? MARK_APOSTROPHES : MARK_NONE;
    case 0x201C: return MARK_LEFT;
    case 0x201D: return MARK_RIGHT;
    case 0x201E: return MARK_LOW;
    case 0xAB: return MARK_ANGLE;
    case 0xBB: return MARK_ANGLE_END;
    case 0x300C: return MARK_CORNER;
    case 0x300D: return MARK_CORNER_END;
    case 0x300E: return MARK_WHITE;
    case 0x300F: return MARK_WHITE_END;
    default: return MARK_NONE;
    }
}

/* What is beside a mark. */
enum side {
    SIDE_SPACE,
    SIDE_OPEN, /* an opening bracket, a dash */
    SIDE_CLOSE,
    SIDE_POINT, /* . , ; : ! ? */
    SIDE_WORD,
    SIDE_OTHER
};

static enum side side_of_sign(uint32_t code)
{
    if (utf8_look(code) != UTF8_SHOWN) return SIDE_SPACE;
    if (code == ',' || code == ';' || code == ':' || sentence_is_stop(code)) return SIDE_POINT;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PD: return SIDE_OPEN;
    case UTF8PROC_CATEGORY_PE: return SIDE_CLOSE;
    default: return SIDE_OTHER;
    }
}

static enum side side_of(uint32_t code)
{
    struct unicode_char is;
    unicode_lookup(code, &is);
    const bool word = is.class == UNICODE_LETTER || is.class == UNICODE_DIGIT ||
                      is.class == UNICODE_NUMBER || is.class == UNICODE_MARK;
    return word ? SIDE_WORD : is.class == UNICODE_CJK ? SIDE_OTHER : side_of_sign(code);
}

enum place {
    PLACE_DOUBTFUL,
    PLACE_OPENING,
    PLACE_CLOSING
};

/* How the mark of text[start] to text[end - 1] stands. */
static enum place place_of(const struct structure *s, size_t start, size_t end)
{
    enum side before = SIDE_SPACE, behind = SIDE_SPACE;
    uint32_t code;
    if (start > 0) {
        utf8_before(s->text, start, &code);
        before = side_of(code);
    }
    if (end < s->size) {
        utf8_next(s->text, s->size, end, &code);
        behind = side_of(code);
    }
    const bool ended = behind == SIDE_SPACE || behind == SIDE_CLOSE;
    if ((before == SIDE_SPACE || before == SIDE_OPEN) && !ended) return PLACE_OPENING;
    if (before == SIDE_WORD) return PLACE_CLOSING;
    if ((before == SIDE_POINT || before == SIDE_CLOSE) && (ended || behind == SIDE_POINT))
        return PLACE_CLOSING;
    return PLACE_DOUBTFUL;
}

static void end_quotation(struct structure *s)
{
    s->open = MARK_NONE;
    s->quoted = 0;
    s->next &= ~(unsigned)STRUCTURE_QUOTATION;
}

static void take_mark(struct structure *s, enum mark mark, size_t start, size_t end)
{
    const enum place place = place_of(s, start, end);
    const bool closes = marks[mark].closes >> s->open & 1;
    if (closes && !(marks[mark].straight && place == PLACE_OPENING)) {
        end_quotation(s);
        return;
    }
    const bool opens = marks[mark].opens == OPENS
                           ? place != PLACE_CLOSING
                           : marks[mark].opens == MAY_OPEN && place == PLACE_OPENING;
    if (!opens || (s->open != MARK_NONE && s->open != mark)) return;
    s->open = mark;
    s->quoted = STRUCTURE_QUOTED;
    s->next |= STRUCTURE_QUOTATION;
}

/* ---- Gaps ------------------------------------------------------------------------------------ */

/* Whether a paragraph ends with the character at `at`, of `length` bytes. */
static bool parts(const struct structure *s, size_t at, size_t length, uint32_t code)
{
    if (s->one) return false;
    if (code != '\n') return code == 0x2029;
    return s->each_line || is_parting(s->text, s->size, at + length);
}

/* Reads what is between the last word and the one at `end`. */
static void read_gap(struct structure *s, size_t end)
{
    bool stopped = false, wide = false; /* behind what can end a sentence; without white space */
    bool apart = false;                 /* so that one may start */
    size_t length;
    for (size_t at = s->end; at < end; at += length) {
        uint32_t code;
        length = utf8_next(s->text, s->size, at, &code);
        if (parts(s, at, length, code)) {
            end_quotation(s);
            s->next |= STRUCTURE_SENTENCE | STRUCTURE_PARAGRAPH;
        }
        if (apart && sentence_starts(s->text, s->size, at)) s->next |= STRUCTURE_SENTENCE;
        stopped = stopped || sentence_is_stop(code) || code == '\n';
        wide = wide || sentence_is_wide_stop(code);
        apart = wide || (stopped && utf8_look(code) != UTF8_SHOWN);
        const bool doubled = at + 1 < end && s->text[at + 1] == s->text[at];
        const enum mark mark = mark_of(code, doubled);
        if (mark == MARK_GRAVES || mark == MARK_APOSTROPHES) length = 2;
        if (mark != MARK_NONE) take_mark(s, mark, at, at + length);
    }
    if (apart && sentence_starts(s->text, s->size, end)) s->next |= STRUCTURE_SENTENCE;
}

/* Whether there is anything between two words that can tell: characters beyond ASCII might. */
static bool can_tell(const char *text, size_t at, size_t end)
{
    static const bool telling[128] = {
        ['\n'] = true, ['"'] = true, ['\''] = true, ['`'] = true,
        ['.'] = true,  ['!'] = true, ['?'] = true,
    };
    for (; at < end; at++) {
        const unsigned char byte = (unsigned char)text[at];
        if (byte >= sizeof telling || telling[byte]) return true;
    }
    return false;
}

void structure_read_gap(struct structure *s, size_t start)
{
    if (can_tell(s->text, s->end, start)) read_gap(s, start);
}
