/* json_quick.c - see json_quick.h. */
#include "common/readers/json_quick.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/buf.h"
#include "common/utf8.h"

enum {
    KEY_MAX = 100,
    DEPTH_MAX = 16, /* of arrays and objects in each other */
    DIGITS_MAX = 18
};

/* What is parsed, and a string with escapes. Functions are false where the value isn't plain. */
struct quick {
    const char *at, *end;
    struct buf string;
};

static bool parse_value(struct quick *quick, unsigned depth, json_object **out);

/* ---- Strings ------------------------------------------------------------------------------------ */

/* The next byte that isn't itself in a string: a quote, a backslash or a control; or the end. */
static const char *find_special(const char *at, const char *end)
{
    const uint64_t each = 0x0101010101010101u, high = each * 0x80;
    for (; end - at >= 8; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, at, sizeof bytes);
        const uint64_t quotes = bytes ^ each * '"', slashes = bytes ^ each * '\\';
        /* The subtraction sets the high bit of a byte that is too small; the lowest such bit is a right one. */
        const uint64_t found = (((quotes - each) & ~quotes) | ((slashes - each) & ~slashes) |
                                ((bytes - each * 0x20) & ~bytes)) &
                               high;
        if (found) return at + __builtin_ctzll(found) / 8;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u. */
static bool take_code(struct quick *quick)
{
    uint32_t code = 0;
    char bytes[4];
    if (quick->end - quick->at < 4) return false;
    for (size_t i = 0; i < 4; i++) {
        const int value = hex_value(*quick->at++);
        if (value < 0) return false;
        code = code << 4 | (uint32_t)value;
    }
    if (!code || (code >= 0xD800 && code < 0xE000)) return false;
    buf_add(&quick->string, bytes, utf8_encode(code, bytes));
    return true;
}

static bool take_escape(struct quick *quick)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (quick->at == quick->end) return false;
    const char name = *quick->at++;
    if (name == 'u') return take_code(quick);
    const char *place = name ? strchr(names, name) : NULL;
    if (place) buf_add_char(&quick->string, meanings[place - names]);
    return place;
}

/* What stands behind the opening quote: where it is, if nothing is escaped, else a copy. */
static bool parse_string(struct quick *quick, const char **text, size_t *size)
{
    const char *start = quick->at, *special = find_special(start, quick->end);
    buf_reset(&quick->string);
    while (special < quick->end && *special == '\\') {
        buf_add(&quick->string, start, (size_t)(special - start));
        quick->at = special + 1;
        if (!take_escape(quick)) return false;
        start = quick->at;
        special = find_special(start, quick->end);
    }
    if (special == quick->end || *special != '"') return false;
    quick->at = special + 1;
    *text = start;
    *size = (size_t)(special - start);
    if (!quick->string.size) return true;
    buf_add(&quick->string, start, *size);
    *text = quick->string.data;
    *size = quick->string.size;
    return !quick->string.failed && *size <= INT32_MAX;
}

/* ---- Values ------------------------------------------------------------------------------------- */

static char skip_space(struct quick *quick)
{
    while (quick->at < quick->end && strchr(" \t\r\n", *quick->at) && *quick->at)
        quick->at++;
    return quick->at < quick->end ? *quick->at : '\0';
}

/* Whether `c` is next, white space aside; it is passed. */
static bool take(struct quick *quick, char c)
{
    if (skip_space(quick) != c) return false;
    quick->at++;
    return true;
}

static bool take_word(struct quick *quick, const char *word)
{
    const size_t size = strlen(word);
    if ((size_t)(quick->end - quick->at) < size || memcmp(quick->at, word, size) != 0) return false;
    quick->at += size;
    return true;
}

static bool parse_number(struct quick *quick, json_object **out)
{
    const bool negative = *quick->at == '-';
    const char *const start = quick->at += negative;
    int64_t number = 0;
    while (quick->at < quick->end && *quick->at >= '0' && *quick->at <= '9' &&
           quick->at - start < DIGITS_MAX)
        number = number * 10 + (*quick->at++ - '0');
    const size_t digits = (size_t)(quick->at - start);
    if (!digits || (*start == '0' && (digits > 1 || negative))) return false;
    /* More digits, a fraction or an exponent, or nothing of JSON's. */
    if (quick->at == quick->end || !strchr(",]} \t\r\n", *quick->at)) return false;
    *out = json_object_new_int64(negative ? -number : number);
    return *out;
}

static bool parse_member(struct quick *quick, unsigned depth, json_object *object)
{
    const char *text;
    char key[KEY_MAX + 1];
    size_t size;
    json_object *value = NULL;
    if (!take(quick, '"') || !parse_string(quick, &text, &size) || size > KEY_MAX) return false;
    memcpy(key, text, size);
    key[size] = '\0';
    if (!take(quick, ':') || !parse_value(quick, depth, &value)) return false;
    if (!json_object_object_add(object, key, value)) return true;
    json_object_put(value);
    return false;
}

static bool parse_element(struct quick *quick, unsigned depth, json_object *array)
{
    json_object *value = NULL;
    if (!parse_value(quick, depth, &value)) return false;
    if (!json_object_array_add(array, value)) return true;
    json_object_put(value);
    return false;
}

/* The members of an object, or the elements of an array, behind its bracket. */
static bool parse_all(struct quick *quick, unsigned depth, char close, json_object *out,
                      bool (*parse_one)(struct quick *, unsigned, json_object *))
{
    if (!out || depth == DEPTH_MAX) return false;
    if (take(quick, close)) return true;
    do
        if (!parse_one(quick, depth + 1, out)) return false;
    while (take(quick, ','));
    return take(quick, close);
}

static bool parse_text(struct quick *quick, json_object **out)
{
    const char *text;
    size_t size;
    if (!parse_string(quick, &text, &size)) return false;
    *out = json_object_new_string_len(text, (int)size);
    return *out;
}

static bool parse_value(struct quick *quick, unsigned depth, json_object **out)
{
    bool good;
    *out = NULL;
    switch (skip_space(quick)) {
    case '"': quick->at++; return parse_text(quick, out);
    case '{':
        quick->at++;
        good = parse_all(quick, depth, '}', *out = json_object_new_object(), parse_member);
        break;
    case '[':
        quick->at++;
        good = parse_all(quick, depth, ']', *out = json_object_new_array_ext(4), parse_element);
        break;
    case 'n': return take_word(quick, "null");
    case 't': return take_word(quick, "true") && (*out = json_object_new_boolean(true));
    case 'f': return take_word(quick, "false") && (*out = json_object_new_boolean(false));
    default: return quick->at < quick->end && parse_number(quick, out);
    }
    if (good) return true;
    json_object_put(*out);
    *out = NULL;
    return false;
}

json_object *json_quick_parse(json_tokener *tokener, const char *text, size_t size)
{
    struct quick quick = {.at = text, .end = text + size};
    json_object *value;
    if (tokener) json_tokener_reset(tokener);
    buf_init(&quick.string);
    const bool good = parse_value(&quick, 0, &value) && value && !skip_space(&quick) &&
                      quick.at == quick.end;
    buf_release(&quick.string);
    if (good) return value;
    json_object_put(value);
    return size > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, text, (int)size);
}
