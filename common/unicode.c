/* unicode.c - see unicode.h: classes and folding from utf8proc's tables, block by block. */
#include "common/unicode.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"

enum {
    PARTS_MAX = 18,   /* U+FDFA is taken apart into 18 characters; no other into more */
    BLOCK_SIZE = 256, /* characters */
    BLOCKS = 256 /* the Basic Multilingual Plane; others are rare enough to be looked up anew */
};

struct block {
    struct unicode_char chars[BLOCK_SIZE];
};

static _Atomic(struct block *) blocks[BLOCKS];

/* Lower-case letters that Unicode doesn't take apart but people who lack them write otherwise. */
static const struct {
    uint16_t code;
    char text[3];
} letters[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"},        {0x00F8, "o"},  {0x00FE, "th"},
    {0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},        {0x0138, "k"},  {0x0140, "l"},
    {0x0142, "l"},  {0x0149, "n"},  {0x014B, "n"},        {0x0153, "oe"}, {0x0167, "t"},
    {0x0180, "b"},  {0x0199, "k"},  {0x019A, "l"},        {0x01B4, "y"},  {0x01B6, "z"},
    {0x01E5, "g"},  {0x0237, "j"},  {0x023C, "c"},        {0x0247, "e"},  {0x0249, "j"},
    {0x024D, "r"},  {0x024F, "y"},  {0x0253, "b"},        {0x0256, "d"},  {0x0257, "d"},
    {0x0268, "i"},  {0x0289, "u"},  {0x03C2, "\xCF\x83"}, {0x2C65, "a"},  {0x2C66, "t"},
};

static bool within(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

static bool is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Letters and letter-like numbers of the scripts that are written without spaces and read in pairs:
 * Han, kana, Hangul and Bopomofo. */
static bool is_cjk(uint32_t code)
{
    return within(code, 0x1100, 0x11FF) || within(code, 0x2E80, 0x2FDF) ||
           within(code, 0x3005, 0x3007) || within(code, 0x3021, 0x3029) ||
           within(code, 0x3031, 0x3035) || within(code, 0x3038, 0x303C) ||
           within(code, 0x3041, 0x318F) || within(code, 0x31A0, 0x31BF) ||
           within(code, 0x31F0, 0x31FF) || within(code, 0x3400, 0x4DBF) ||
           within(code, 0x4E00, 0x9FFF) || within(code, 0xA960, 0xA97F) ||
           within(code, 0xAC00, 0xD7FF) || within(code, 0xF900, 0xFAFF) ||
           within(code, 0x1AFF0, 0x1B16F) || within(code, 0x20000, 0x3FFFF);
}

/* Latin, Greek and Cyrillic, and the common characters among them, digits above all. */
static bool drops_marks(uint32_t code)
{
    return code < 0x0530 || within(code, 0x1C80, 0x1C8F) || within(code, 0x1D00, 0x1FFF) ||
           within(code, 0x2C60, 0x2C7F) || within(code, 0xA640, 0xA69F) ||
           within(code, 0xA720, 0xA7FF) || within(code, 0xAB30, 0xAB6F);
}

/* The signs that join, as Xapian's TermGenerator has them, and `_`, which is a dash and a bullet at
 * news agencies and so must not begin or end a word. */
static enum unicode_class class_of_sign(uint32_t code)
{
    switch (code) {
    case '\'':
    case '&':
    case 0x00B7: /* middle dot: Catalan l·l */
    case 0x02BB: /* these two are letters by category, and apostrophes by use */
    case 0x02BC:
    case 0x05F4: /* Hebrew gershayim */
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2027: return UNICODE_JOIN;
    case ',':
    case '.':
    case ';':
    case 0x0589: /* full stops, commas and fraction slash in other scripts */
    case 0x060D:
    case 0x07F8:
    case 0x2044: return UNICODE_DIGIT_JOIN;
    case '-':
    case 0x2010: return UNICODE_HYPHEN;
    default: return UNICODE_BREAK;
    }
}

/* What `code` is, taken as it stands. */
static enum unicode_class class_of(uint32_t code)
{
    enum unicode_class sign = class_of_sign(code);
    if (sign != UNICODE_BREAK) return sign;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    if (is_letter(category)) return is_cjk(code) ? UNICODE_CJK : UNICODE_LETTER;
    switch (category) {
    case UTF8PROC_CATEGORY_ND: return UNICODE_DIGIT;
    case UTF8PROC_CATEGORY_NL: return is_cjk(code) ? UNICODE_CJK : UNICODE_NUMBER;
    case UTF8PROC_CATEGORY_NO: return UNICODE_NUMBER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_MC: return UNICODE_MARK;
    case UTF8PROC_CATEGORY_PC: return UNICODE_JOIN;
    default: return UNICODE_BREAK;
    }
}

static bool is_word(enum unicode_class class)
{
    return class == UNICODE_LETTER || class == UNICODE_DIGIT || class == UNICODE_NUMBER;
}

/* Appends to out->text; false if it is too much. */
static bool add(struct unicode_char *out, const char *text, size_t size)
{
    if (size > (size_t)(UNICODE_TEXT_MAX - out->size)) return false;
    memcpy(out->text + out->size, text, size);
    out->size = (uint8_t)(out->size + size);
    return true;
}

/* Appends one character in lower case, one that can't be taken apart further. */
static bool add_lower(struct unicode_char *out, uint32_t code)
{
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].code == lower) return add(out, letters[i].text, strlen(letters[i].text));
    bool apostrophe = within(lower, 0x2018, 0x201B) || within(lower, 0x02BB, 0x02BC);
    char text[4];
    size_t size = utf8_encode(apostrophe ? '\'' : lower, text);
    return add(out, text, size);
}

/* One character as it stands. */
static void describe_whole(uint32_t code, struct unicode_char *out)
{
    *out = (struct unicode_char){.class = (uint8_t)class_of(code)};
    if (out->class == UNICODE_BREAK) return;
    out->keeps_marks = is_word(out->class) && !drops_marks(code);
    add_lower(out, code);
}

/* A word character from the parts of one, or several marks. False if it doesn't make one. */
static bool describe_parts(const utf8proc_int32_t *parts, size_t count, struct unicode_char *out)
{
    *out = (struct unicode_char){.class = (uint8_t)class_of((uint32_t)parts[0])};
    if (!is_word(out->class) && out->class != UNICODE_MARK) return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t part = (uint32_t)parts[i];
        enum unicode_class class = class_of(part);
        if (is_word(class) && out->class != UNICODE_MARK)
            out->keeps_marks = !drops_marks(part);
        else if (class != UNICODE_MARK)
            return false;
        bool kept = class != UNICODE_MARK || out->keeps_marks || out->class == UNICODE_MARK;
        if (kept && !add_lower(out, part)) return false;
    }
    return true;
}

static void describe(uint32_t code, struct unicode_char *out)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
    if (property->ignorable) {
        *out = (struct unicode_char){.class = UNICODE_NOTHING};
        return;
    }
    utf8proc_int32_t parts[PARTS_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)code, parts, PARTS_MAX, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    bool whole = count < 1 || count > PARTS_MAX;
    if (!whole && count > 1) {
        if (describe_parts(parts, (size_t)count, out)) return;
        /* Kana with a voicing mark and Hangul syllables are characters of their own. */
        count = utf8proc_normalize_utf32(parts, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    }
    describe_whole(whole || count != 1 ? code : (uint32_t)parts[0], out);
}

/* Makes a block known, or gives way to another thread's, which is the same. NULL: out of memory. */
static const struct block *make_block(size_t index)
{
    struct block *block = malloc(sizeof *block), *present = NULL;
    if (!block) return NULL;
    for (size_t i = 0; i < BLOCK_SIZE; i++)
        describe((uint32_t)(index * BLOCK_SIZE + i), &block->chars[i]);
    if (atomic_compare_exchange_strong(&blocks[index], &present, block)) return block;
    free(block);
    return present;
}

void unicode_lookup(uint32_t code, struct unicode_char *out)
{
    size_t index = code / BLOCK_SIZE;
    const struct block *block = NULL;
    if (index < BLOCKS) {
        block = atomic_load_explicit(&blocks[index], memory_order_acquire);
        if (!block) block = make_block(index);
    }
    if (block)
        *out = block->chars[code % BLOCK_SIZE];
    else
        describe(code, out);
}

uint32_t unicode_compose(uint32_t first, uint32_t second)
{
    bool voicing = within(second, 0x3099, 0x309A);
    bool part = within(second, 0x1161, 0x1175) || within(second, 0x11A8, 0x11C2);
    if (!voicing && !part) return 0;
    utf8proc_int32_t pair[2] = {(utf8proc_int32_t)first, (utf8proc_int32_t)second};
    utf8proc_ssize_t count = utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return count == 1 ? (uint32_t)pair[0] : 0;
}

unsigned unicode_combining_class(uint32_t code)
{
    return (unsigned)utf8proc_get_property((utf8proc_int32_t)code)->combining_class;
}
