/* json_quick.c - see json_quick.h. */
#include "common/readers/json_quick.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/json_scan.h"

enum {
    KEY_MAX = 100,
    DEPTH_MAX = 16, /* of arrays and objects in each other */
    DIGITS_MAX = 18
};

/* Functions are false where a value isn't plain. */
static bool parse_value(struct json_scan *scan, unsigned depth, json_object **out);

static bool parse_number(struct json_scan *scan, json_object **out)
{
    const bool negative = *scan->at == '-';
    const char *const start = scan->at += negative;
    int64_t number = 0;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9' &&
           scan->at - start < DIGITS_MAX)
        number = number * 10 + (*scan->at++ - '0');
    const size_t digits = (size_t)(scan->at - start);
    if (!digits || (*start == '0' && (digits > 1 || negative))) return false;
    /* More digits, a fraction or an exponent, or nothing of JSON's. */
    if (scan->at == scan->end || !strchr(",]} \t\r\n", *scan->at)) return false;
    *out = json_object_new_int64(negative ? -number : number);
    return *out;
}

static bool parse_member(struct json_scan *scan, unsigned depth, json_object *object)
{
    const char *text;
    char key[KEY_MAX + 1];
    size_t size;
    json_object *value = NULL;
    if (!json_scan_take(scan, '"') || !json_scan_string(scan, &text, &size) || size > KEY_MAX)
        return false;
    memcpy(key, text, size);
    key[size] = '\0';
    if (!json_scan_take(scan, ':') || !parse_value(scan, depth, &value)) return false;
    if (!json_object_object_add(object, key, value)) return true;
    json_object_put(value);
    return false;
}

static bool parse_element(struct json_scan *scan, unsigned depth, json_object *array)
{
    json_object *value = NULL;
    if (!parse_value(scan, depth, &value)) return false;
    if (!json_object_array_add(array, value)) return true;
    json_object_put(value);
    return false;
}

/* The members of an object, or the elements of an array, behind its bracket. */
static bool parse_all(struct json_scan *scan, unsigned depth, char close, json_object *out,
                      bool (*parse_one)(struct json_scan *, unsigned, json_object *))
{
    if (!out || depth == DEPTH_MAX) return false;
    if (json_scan_take(scan, close)) return true;
    do
        if (!parse_one(scan, depth + 1, out)) return false;
    while (json_scan_take(scan, ','));
    return json_scan_take(scan, close);
}

static bool parse_text(struct json_scan *scan, json_object **out)
{
    const char *text;
    size_t size;
    if (!json_scan_string(scan, &text, &size) || size > INT32_MAX) return false;
    *out = json_object_new_string_len(text, (int)size);
    return *out;
}

static bool parse_value(struct json_scan *scan, unsigned depth, json_object **out)
{
    bool good;
    *out = NULL;
    switch (json_scan_next(scan)) {
    case '"': scan->at++; return parse_text(scan, out);
    case '{':
        scan->at++;
        good = parse_all(scan, depth, '}', *out = json_object_new_object(), parse_member);
        break;
    case '[':
        scan->at++;
        good = parse_all(scan, depth, ']', *out = json_object_new_array_ext(4), parse_element);
        break;
    case 'n': return json_scan_word(scan, "null");
    case 't': return json_scan_word(scan, "true") && (*out = json_object_new_boolean(true));
    case 'f': return json_scan_word(scan, "false") && (*out = json_object_new_boolean(false));
    default: return scan->at < scan->end && parse_number(scan, out);
    }
    if (good) return true;
    json_object_put(*out);
    *out = NULL;
    return false;
}

json_object *json_quick_parse(json_tokener *tokener, const char *text, size_t size)
{
    struct json_scan scan = {.at = text, .end = text + size};
    json_object *value;
    if (tokener) json_tokener_reset(tokener);
    buf_init(&scan.string);
    const bool good = parse_value(&scan, 0, &value) && value && !json_scan_next(&scan) &&
                      scan.at == scan.end;
    buf_release(&scan.string);
    if (good) return value;
    json_object_put(value);
    return size > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, text, (int)size);
}
