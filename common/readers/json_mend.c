/* json_mend.c - see json_mend.h. */
#include "common/readers/json_mend.h"

#include <stdint.h>
#include <string.h>

#include "common/readers/sgml.h"

/* ---- Mending ------------------------------------------------------------------------------------ */

struct mending {
    const char *text, *end;
    struct buf *out;
    char open[JSON_MEND_DEPTH]; /* ends of what is open: } or ] */
    size_t depth;
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

/* Whether the quote at `at` ends its string: what follows must be able to. A comma is also common in a sentence,
 * so something that begins a value or a key must come after it. */
static bool ends_string(const char *at, const char *end)
{
    at = skip_space(at + 1, end);
    if (at == end || *at == ':' || *at == '}' || *at == ']') return true;
    if (*at != ',') return false;
    at = skip_space(at + 1, end);
    return at == end || strchr("\"{[}]-0123456789", *at) || !strncmp(at, "true", 4) ||
           !strncmp(at, "false", 5) || !strncmp(at, "null", 4);
}

/* The escape at the backslash `at`; where to go on. */
static const char *mend_escape(struct mending *mending, const char *at)
{
    const char next = at + 1 < mending->end ? at[1] : '\0';
    if (next == 'u' && mending->end - at >= 6 && strspn(at + 2, "0123456789abcdefABCDEF") >= 4) {
        buf_add(mending->out, at, 6);
        return at + 6;
    }
    if (next && strchr("\"\\/bfnrt", next)) {
        buf_add(mending->out, at, 2);
        return at + 2;
    }
    return at + 1; /* \' and the like: what follows stands for itself */
}

/* The string at the quote `at`; where to go on. */
static const char *mend_string(struct mending *mending, const char *at)
{
    buf_add_char(mending->out, '"');
    for (at++; at < mending->end;) {
        if (*at == '\\') {
            at = mend_escape(mending, at);
        } else if (*at == '"' && ends_string(at, mending->end)) {
            at++;
            break;
        } else {
            if ((unsigned char)*at < 0x20)
                buf_add_text(mending->out, *at == '\n' ? "\\n" : " ");
            else if (*at == '"')
                buf_add_text(mending->out, "\\\"");
            else
                buf_add_char(mending->out, *at);
            at++;
        }
    }
    buf_add_char(mending->out, '"');
    return at;
}

/* Closes what a } or ] closes, with all that is open in it; one that closes nothing is dropped. */
static void close_one(struct mending *mending, char c)
{
    if (!memrchr(mending->open, c, mending->depth)) return;
    char closed;
    do {
        closed = mending->open[--mending->depth];
        buf_add_char(mending->out, closed);
    } while (closed != c);
}

/* A comma is only kept if a value comes after it. */
static void mend_comma(struct mending *mending, const char *at)
{
    at = skip_space(at + 1, mending->end);
    if (at < mending->end && !strchr("}],", *at)) buf_add_char(mending->out, ',');
}

void json_mend(const char *text, size_t size, struct buf *out)
{
    struct mending mending = {.text = text, .end = text + size, .out = out};
    for (const char *at = text; at < mending.end;) {
        if (*at == '"') {
            at = mend_string(&mending, at);
            continue;
        }
        if (*at == '{' || *at == '[') {
            if (mending.depth == JSON_MEND_DEPTH) break;
            mending.open[mending.depth++] = *at == '{' ? '}' : ']';
            buf_add_char(out, *at);
        } else if (*at == '}' || *at == ']') {
            close_one(&mending, *at);
            if (!mending.depth) return;
        } else if (*at == ',') {
            mend_comma(&mending, at);
        } else if (*at != ';') {
            buf_add_char(out, *at);
        }
        at++;
    }
    while (mending.depth)
        buf_add_char(out, mending.open[--mending.depth]);
}

/* ---- Reading ------------------------------------------------------------------------------------ */

/* Parses the value that `text` starts with; *used is what of it was read. */
static json_object *parse(const char *text, size_t size, size_t *used)
{
    if (size > INT32_MAX) return NULL; /* json-c counts in int */
    json_tokener *tokener = json_tokener_new_ex(JSON_MEND_DEPTH);
    if (!tokener) return NULL;
    json_object *value = json_tokener_parse_ex(tokener, text, (int)size);
    *used = json_tokener_get_parse_end(tokener);
    json_tokener_free(tokener);
    return value;
}

static json_object *parse_mended(const char *text, size_t size)
{
    struct buf mended;
    size_t used;
    buf_init(&mended);
    json_mend(text, size, &mended);
    json_object *value = mended.failed ? NULL : parse(mended.data, mended.size, &used);
    buf_release(&mended);
    return value;
}

/* {&quot;name&quot;: ...}: written for an attribute, and put into a script. */
static json_object *parse_decoded(const char *text, size_t size)
{
    struct buf decoded;
    size_t used;
    buf_init(&decoded);
    sgml_decode(text, size, &decoded);
    json_object *value = decoded.failed ? NULL : parse(decoded.data, decoded.size, &used);
    buf_release(&decoded);
    return value;
}

json_object *json_mend_next(const char **text, size_t *size)
{
    const char *at = *text, *const end = at + *size;
    while (at < end && *at != '{' && *at != '[')
        at++;
    /* The [ of <![CDATA[ is none. */
    while (end - at > 7 && !memcmp(at, "[CDATA[", 7)) {
        at += 7;
        while (at < end && *at != '{' && *at != '[')
            at++;
    }
    size_t left = (size_t)(end - at), used = 0;
    *text = end;
    *size = 0;
    if (!left) return NULL;
    json_object *value = parse(at, left, &used);
    if (value) {
        *text = at + used;
        *size = left - used;
        return value;
    }
    const char *first = skip_space(at + 1, end);
    return end - first > 6 && !memcmp(first, "&quot;", 6) ? parse_decoded(at, left)
                                                          : parse_mended(at, left);
}
