/* html_mend.c - from one '<' to the next. */
#include "common/readers/html_mend.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Behind what ends in `close`, in any case of letters; the end if nothing does. */
static const char *behind(const char *at, const char *end, const char *close)
{
    const size_t size = strlen(close);
    while ((at = memchr(at, close[0], (size_t)(end - at))) && (size_t)(end - at) >= size) {
        if (!strncasecmp(at, close, size)) return at + size;
        at++;
    }
    return end;
}

/* ---- Tags --------------------------------------------------------------------------------------- */

/* An attribute's name, with letters in place of what libxml2 doesn't take for a part of it. */
static const char *mend_name(const char *at, const char *end, struct buf *out)
{
    char *room = buf_room(out, (size_t)(end - at));
    size_t size = 0;
    for (; at < end && !is_space(*at) && *at != '=' && *at != '>' && *at != '/'; at++) {
        const bool good = is_letter(*at) || *at == '_' || *at == ':' ||
                          (size && ((*at >= '0' && *at <= '9') || *at == '-' || *at == '.'));
        if (room) room[size++] = good ? *at : 'x';
    }
    out->size += room ? size : 0;
    if (room) room[size] = '\0';
    return at;
}

/* Behind an attribute's value, if it has one: the sign of equality, and what follows in quotes or not. */
static const char *behind_value(const char *at, const char *end)
{
    const char *value = at;
    while (value < end && is_space(*value))
        value++;
    if (value == end || *value != '=') return at;
    for (value++; value < end && is_space(*value);)
        value++;
    if (value < end && (*value == '"' || *value == '\'')) {
        const char *close = memchr(value + 1, *value, (size_t)(end - value - 1));
        return close ? close + 1 : end;
    }
    while (value < end && !is_space(*value) && *value != '>')
        value++;
    return value;
}

/* Whether the element of a tag holds nothing, which libxml2 doesn't know: what follows would be in it. */
static bool is_void(const char *name, size_t size)
{
    static const char *const names[] = {"embed", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == size && !strncasecmp(name, names[i], size)) return true;
    return false;
}

/* A tag from its '<' on, up to its '>'. */
static const char *mend_tag(const char *at, const char *end, struct buf *out)
{
    const char *start = at++;
    size_t count = 0;
    while (at < end && !is_space(*at) && *at != '>' && (*at != '/' || at == start + 1))
        at++;
    buf_add(out, start, (size_t)(at - start));
    const bool ends_itself = is_void(start + 1, (size_t)(at - start) - 1);
    while (at < end && *at != '>') {
        start = at;
        while (at < end && (is_space(*at) || *at == '/'))
            at++;
        buf_add(out, start, (size_t)(at - start));
        if (at == end || *at == '>') break;
        const size_t kept = out->size;
        const char *value = mend_name(at, end, out);
        at = behind_value(value, end);
        buf_add(out, value, (size_t)(at - value));
        if (++count > HTML_ATTRIBUTES_MAX) buf_cut(out, kept);
    }
    if (at < end && ends_itself && at[-1] != '/') buf_add_text(out, " /");
    if (at < end) buf_add_char(out, *at++);
    return at;
}

/* ---- Text --------------------------------------------------------------------------------------- */

static bool is_element(const char *tag, const char *end, const char *name)
{
    const size_t size = strlen(name);
    return (size_t)(end - tag) > size + 1 && !strncasecmp(tag + 1, name, size) &&
           !is_letter(tag[size + 1]);
}

/* Whether a tag is that of a script that holds JSON-LD: "application/ld+json", or the sign as a reference. */
static bool is_linked_data(const char *tag, const char *end)
{
    if (!is_element(tag, end, "script")) return false;
    for (; end - tag > 7; tag++)
        if (!strncasecmp(tag, "ld+json", 7) || !strncasecmp(tag, "ld&#", 4)) return true;
    return false;
}

/* Behind what stands in a script or style, which has no tags in it: up to the end tag. It goes but for data. */
static const char *mend_raw(const char *tag, const char *at, const char *end, struct buf *out)
{
    static const char *const names[][2] = {{"script", "</script"}, {"style", "</style"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!is_element(tag, end, names[i][0])) continue;
        const char *close = behind(at, end, names[i][1]);
        if (close < end) close -= strlen(names[i][1]);
        if (is_linked_data(tag, at)) buf_add(out, at, (size_t)(close - at));
        return close;
    }
    return at;
}

/* Whether a tag is of what stands in bodies only, and libxml2 doesn't know so: it would put it into the head. */
static bool begins_body(const char *tag, const char *end)
{
    static const char *const names[] = {"article", "aside",  "details", "dialog",
                                        "figure",  "footer", "header",  "hgroup",
                                        "main",    "nav",    "picture", "section"};
    const char *at = tag + 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_element(tag, end, names[i])) return true;
    while (at < end && is_letter(*at))
        at++;
    return at > tag + 1 && at < end && *at == '-'; /* <my-app> */
}

/* From a '<' on. */
static const char *mend_markup(const char *at, const char *end, struct buf *out)
{
    const char next = at + 1 < end ? at[1] : '\0';
    if (is_letter(next) || (next == '/' && at + 2 < end && is_letter(at[2]))) {
        const char *after = mend_tag(at, end, out);
        return mend_raw(at, after, end, out);
    }
    if (end - at >= 4 && !memcmp(at, "<!--", 4)) return behind(at + 2, end, "-->");
    if (next == '!' || next == '?' || next == '/') return behind(at, end, ">");
    buf_add_text(out, "&lt;");
    return at + 1;
}

void html_mend(const char *text, size_t size, struct buf *out)
{
    const char *const end = text + size;
    const size_t before = out->size;
    bool has_body = false;
    while (text < end) {
        const char *tag = memchr(text, '<', (size_t)(end - text));
        buf_add(out, text, (size_t)((tag ? tag : end) - text));
        if (tag && !has_body) {
            const bool begins = begins_body(tag, end);
            if (begins) buf_add_text(out, "<body>");
            has_body = begins || is_element(tag, end, "body");
        }
        text = tag ? mend_markup(tag, end, out) : end;
    }
    char *nul = out->data + before;
    while (out->size > before && (nul = memchr(nul, '\0', (size_t)(out->data + out->size - nul))))
        *nul = ' ';
}
