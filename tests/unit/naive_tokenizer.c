/* naive_tokenizer.c - see naive_tokenizer.h. In passes over all of the text: decode, leave out what is
 * as if it weren't there, name the class of each character by a letter, cut, fold. Shares nothing with
 * the tokenizer but the contract; every lookup goes to utf8proc anew.
 *
 * Classes: L letter, D digit, N number, M mark, C Chinese and so on, J join, P point between digits,
 * H hyphen, and a space for all others. */
#include "tests/unit/naive_tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

struct naive_char {
    int32_t code; /* -1: a wrong byte */
    char class;
    size_t start, end;
    int32_t folded[20];
    size_t count;
};

struct naive_text {
    struct naive_char *chars;
    size_t count;
    struct naive_tokens out;
    uint32_t position;
};

static void *need(void *memory)
{
    if (!memory) abort();
    return memory;
}

/* ---- Classes and folding ------------------------------------------------------------------------ */

static const char *const letters_for[][2] = {
    {"ß", "ss"}, {"æ", "ae"}, {"ð", "d"}, {"ø", "o"}, {"þ", "th"}, {"đ", "d"}, {"ħ", "h"},
    {"ı", "i"},  {"ĸ", "k"},  {"ŀ", "l"}, {"ł", "l"}, {"ŉ", "n"},  {"ŋ", "n"}, {"œ", "oe"},
    {"ŧ", "t"},  {"ƀ", "b"},  {"ƙ", "k"}, {"ƚ", "l"}, {"ƴ", "y"},  {"ƶ", "z"}, {"ǥ", "g"},
    {"ȷ", "j"},  {"ȼ", "c"},  {"ɇ", "e"}, {"ɉ", "j"}, {"ɍ", "r"},  {"ɏ", "y"}, {"ɓ", "b"},
    {"ɖ", "d"},  {"ɗ", "d"},  {"ɨ", "i"}, {"ʉ", "u"}, {"ς", "σ"},  {"ⱥ", "a"}, {"ⱦ", "t"},
    {"‘", "'"},  {"’", "'"},  {"‛", "'"}, {"ʻ", "'"}, {"ʼ", "'"},
};

static int32_t first_of(const char *text)
{
    int32_t code = -1;
    utf8proc_iterate((const uint8_t *)text, -1, &code);
    return code;
}

static bool is_in(const char *characters, int32_t code)
{
    uint8_t text[5] = {0};
    if (code <= 0) return false;
    utf8proc_encode_char(code, text);
    return strstr(characters, (const char *)text) != NULL;
}

static bool is_one_without_spaces(int32_t c)
{
    static const int32_t ranges[][2] = {
        {0x1100, 0x11FF}, {0x2E80, 0x2FDF}, {0x3005, 0x3007},   {0x3021, 0x3029},
        {0x3031, 0x3035}, {0x3038, 0x303C}, {0x3041, 0x318F},   {0x31A0, 0x31BF},
        {0x31F0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},   {0xA960, 0xA97F},
        {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

static bool loses_marks(int32_t c)
{
    static const int32_t ranges[][2] = {
        {0, 0x52F},       {0x1C80, 0x1C8F}, {0x1D00, 0x1FFF}, {0x2C60, 0x2C7F},
        {0xA640, 0xA69F}, {0xA720, 0xA7FF}, {0xAB30, 0xAB6F},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

static char class_of(int32_t code)
{
    if (is_in("'&·ʻʼ״‘’‛‧", code)) return 'J';
    if (is_in(",.;։؍߸⁄", code)) return 'P';
    if (is_in("-‐", code)) return 'H';
    const char *category = code < 0 ? "Cn" : utf8proc_category_string(code);
    bool together = is_one_without_spaces(code);
    if (category[0] == 'L') return together ? 'C' : 'L';
    if (category[0] == 'M') return 'M';
    if (!strcmp(category, "Nd")) return 'D';
    if (!strcmp(category, "Nl") && together) return 'C';
    if (category[0] == 'N') return 'N';
    return strcmp(category, "Pc") ? ' ' : 'J';
}

static bool is_word(char class)
{
    return class == 'L' || class == 'D' || class == 'N';
}

/* Code points of `code` normalised by itself. */
static size_t normalised(int32_t code, int options, int32_t *out)
{
    uint8_t text[5] = {0}, *result = NULL;
    utf8proc_ssize_t size = utf8proc_encode_char(code, text);
    size = utf8proc_map(text, size, &result, UTF8PROC_STABLE | UTF8PROC_COMPAT | options);
    if (size < 0) abort();
    size_t count = 0;
    for (utf8proc_ssize_t at = 0; at < size;)
        at += utf8proc_iterate(result + at, size - at, &out[count++]);
    free(result);
    return count;
}

static void add_lower(struct naive_char *c, int32_t code)
{
    code = utf8proc_tolower(code);
    for (size_t i = 0; i < sizeof letters_for / sizeof *letters_for; i++) {
        if (first_of(letters_for[i][0]) != code) continue;
        for (const char *p = letters_for[i][1]; *p;)
            p += utf8proc_iterate((const uint8_t *)p, -1, &c->folded[c->count++]);
        return;
    }
    c->folded[c->count++] = code;
}

static size_t size_of(const int32_t *codes, size_t count)
{
    uint8_t text[4];
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += (size_t)utf8proc_encode_char(codes[i], text);
    return size;
}

/* Folds a character that comes apart into letters and marks, or marks only; false if it doesn't. */
static bool fold_apart(struct naive_char *c, const int32_t *parts, size_t count)
{
    bool word = is_word(class_of(parts[0])), loses = false;
    c->class = class_of(parts[0]);
    c->count = 0;
    for (size_t i = 0; i < count; i++) {
        char class = class_of(parts[i]);
        if (class != 'M' && !(word && is_word(class))) return false;
        if (class != 'M') loses = loses_marks(parts[i]);
        if (class != 'M' || !loses) add_lower(c, parts[i]);
    }
    return size_of(c->folded, c->count) <= 13;
}

static void fold(struct naive_char *c)
{
    int32_t parts[20];
    if (c->code < 0) return;
    size_t count = normalised(c->code, UTF8PROC_DECOMPOSE, parts);
    if (count > 1 && fold_apart(c, parts, count)) return;
    if (count > 1) count = normalised(c->code, UTF8PROC_COMPOSE, parts);
    int32_t whole = count == 1 ? parts[0] : c->code;
    c->class = class_of(whole);
    c->count = 0;
    add_lower(c, whole);
}

/* ---- Passes ------------------------------------------------------------------------------------- */

static void decode(struct naive_text *t, const char *text, size_t size)
{
    t->chars = need(calloc(size + 4, sizeof *t->chars));
    for (size_t at = 0; at < size;) {
        struct naive_char c = {.code = -1, .class = ' ', .start = at};
        utf8proc_ssize_t length = utf8proc_iterate((const uint8_t *)text + at,
                                                   (utf8proc_ssize_t)(size - at), &c.code);
        at += length > 0 ? (size_t)length : 1;
        c.end = at;
        if (c.code >= 0 && utf8proc_get_property(c.code)->ignorable) continue;
        fold(&c);
        t->chars[t->count++] = c;
    }
    /* What is read ahead behind the end. */
    for (size_t i = t->count; i < t->count + 4; i++)
        t->chars[i] = (struct naive_char){.code = -1, .class = ' ', .start = size, .end = size};
}

static void put(struct naive_text *t, enum token_kind kind, const char *word, size_t size,
                size_t start, size_t end)
{
    struct token token = {.kind = kind, .size = size, .position = t->position};
    token.offset = start;
    token.length = end - start;
    char *copy = need(malloc(size + 1));
    memcpy(copy, word, size);
    token.word = copy;
    struct naive_tokens *out = &t->out;
    out->tokens = need(realloc(out->tokens, (out->count + 1) * sizeof token));
    out->tokens[out->count++] = token;
}

/* The folded characters of chars[i] to chars[j - 1] as far as they fit; marks sorted. */
static size_t spell(const struct naive_text *t, size_t i, size_t j, char word[64])
{
    int32_t codes[ANALYSIS_WORD_MAX * 2];
    size_t count = 0, size = 0;
    bool loses = false;
    for (; i < j; i++) {
        const struct naive_char *c = &t->chars[i];
        if (c->class == 'M' && loses) continue;
        if (size_of(codes, count) + size_of(c->folded, c->count) > ANALYSIS_WORD_MAX) break;
        for (size_t k = 0; k < c->count; k++) {
            codes[count++] = c->folded[k];
            if (class_of(c->folded[k]) != 'M') loses = loses_marks(c->folded[k]);
        }
    }
    while (count && strchr("JP", class_of(codes[count - 1])))
        count--;
    for (size_t sorted = 0; sorted < count; sorted++) /* once round for each is enough */
        for (size_t k = 1; k < count; k++) {
            int left = utf8proc_get_property(codes[k - 1])->combining_class;
            int right = utf8proc_get_property(codes[k])->combining_class;
            if (!right || left <= right) continue;
            int32_t swap = codes[k];
            codes[k] = codes[k - 1];
            codes[k - 1] = swap;
        }
    for (size_t k = 0; k < count; k++)
        size += (size_t)utf8proc_encode_char(codes[k], (uint8_t *)word + size);
    return size;
}

/* How many characters from i on are capitals with points, 0 if they are no initials. */
static size_t initials(const struct naive_text *t, size_t i)
{
    const struct naive_char *c = t->chars;
    size_t j = i, capitals = 0;
    while (c[j].code >= 'A' && c[j].code <= 'Z' && ++capitals && c[++j].code == '.')
        j++;
    bool followed = is_word(c[j].class) || c[j].class == 'M';
    return capitals < 2 || capitals > ANALYSIS_WORD_MAX || followed ? 0 : j - i;
}

/* How many characters from i on are one word, + and # behind it left out. */
static size_t extent(const struct naive_text *t, size_t i)
{
    const struct naive_char *c = t->chars;
    size_t j = i, base = i;
    for (;;) {
        if (is_word(c[j].class))
            base = j++;
        else if (c[j].class == 'M')
            j++;
        else if (c[j].class == 'J' && is_word(c[j + 1].class))
            j++;
        else if (c[j].class == 'P' && c[base].class == 'D' && c[j + 1].class == 'D')
            j++;
        else
            return j - i;
    }
}

/* How many + and # belong to the word that ends before j. */
static size_t suffix(const struct naive_text *t, size_t j)
{
    const struct naive_char *c = t->chars;
    size_t k = j;
    while (c[k].code == '+' || c[k].code == '#')
        k++;
    return k - j > 3 || is_word(c[k].class) || c[k].class == 'M' ? 0 : k - j;
}

static bool is_possessive(const struct naive_text *t, size_t j)
{
    const struct naive_char *c = t->chars + j;
    return c[0].class == 'J' && c[0].folded[0] == '\'' && c[1].class != ' ' && c[1].count == 1 &&
           c[1].folded[0] == 's' && !is_word(c[2].class) && c[2].class != 'M';
}

/* Reads one word at i into `word`; returns where it ends. */
static size_t read_word(const struct naive_text *t, size_t i, char word[80], size_t *size)
{
    size_t count = initials(t, i), j = i + count;
    *size = 0;
    if (count) {
        for (size_t k = i; k < j; k++)
            if (t->chars[k].code != '.') word[(*size)++] = (char)t->chars[k].folded[0];
        return is_possessive(t, j) ? j + 2 : j;
    }
    j = i + extent(t, i);
    *size = spell(t, i, j, word);
    while (*size > 2 && word[*size - 2] == '\'' && word[*size - 1] == 's')
        *size -= 2;
    int32_t code;
    bool single = utf8proc_iterate((uint8_t *)word, (utf8proc_ssize_t)*size, &code) ==
                  (utf8proc_ssize_t)*size;
    size_t more = single && t->chars[i].class == 'L' ? suffix(t, j) : 0;
    for (; more; more--)
        word[(*size)++] = (char)t->chars[j++].code;
    return j;
}

static bool has_letter(const char *word, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t code;
        at += (size_t)utf8proc_iterate((const uint8_t *)word + at, (utf8proc_ssize_t)(size - at),
                                       &code);
        if (class_of(code) == 'L') return true;
    }
    return false;
}

/* A word, or several with hyphens between them and then all together. */
static size_t compound(struct naive_text *t, size_t i)
{
    char word[80], joined[4096] = "";
    size_t size, joined_size = 0, first = i, parts = 0;
    bool letter = false;
    for (;;) {
        bool starts = t->chars[i].class == 'L';
        size_t j = read_word(t, i, word, &size);
        t->position++;
        put(t, starts ? TOKEN_WORD : TOKEN_NUMBER, word, size, t->chars[i].start,
            t->chars[j - 1].end);
        parts++;
        if (joined_size < sizeof joined - sizeof word) memcpy(joined + joined_size, word, size);
        joined_size += size;
        letter = letter || has_letter(word, size);
        i = j;
        if (t->chars[i].class != 'H' || !is_word(t->chars[i + 1].class)) break;
        i++;
    }
    if (parts > 1 && letter && joined_size <= ANALYSIS_WORD_MAX)
        put(t, TOKEN_JOINED, joined, joined_size, t->chars[first].start, t->chars[i - 1].end);
    return i;
}

/* One character of Chinese and so on at i with its marks and parts; returns where it ends. */
static size_t read_cjk(const struct naive_text *t, size_t i, int32_t *code)
{
    *code = t->chars[i].folded[0];
    for (i++; strchr("CM", t->chars[i].class); i++) {
        int32_t both[2] = {*code, t->chars[i].folded[0]};
        bool one = utf8proc_normalize_utf32(both, 2, UTF8PROC_COMPOSE) == 1;
        if (!one && t->chars[i].class == 'C') break;
        if (one) *code = both[0];
    }
    return i;
}

static size_t pair(struct naive_text *t, size_t i)
{
    int32_t codes[2];
    uint8_t word[8];
    size_t j = read_cjk(t, i, &codes[0]), end = j;
    bool two = t->chars[j].class == 'C';
    size_t size = (size_t)utf8proc_encode_char(codes[0], word);
    if (two) {
        end = read_cjk(t, j, &codes[1]);
        size += (size_t)utf8proc_encode_char(codes[1], word + size);
    }
    t->position++;
    put(t, two ? TOKEN_PAIR : TOKEN_SINGLE, (char *)word, size, t->chars[i].start,
        t->chars[end - 1].end);
    return j;
}

struct naive_tokens naive_tokenize(const char *text, size_t size)
{
    struct naive_text t = {0};
    decode(&t, text, size);
    for (size_t i = 0; i < t.count;) {
        if (is_word(t.chars[i].class))
            i = compound(&t, i);
        else if (t.chars[i].class == 'C')
            i = pair(&t, i);
        else
            i++;
    }
    free(t.chars);
    return t.out;
}

void naive_free(struct naive_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        free((char *)tokens->tokens[i].word);
    free(tokens->tokens);
}
