/* html_meta_found.c - keeps what was found, clean; see html_meta_found.h. */
#include "common/readers/html_meta_found.h"

#include <string.h>
#include <strings.h>

#include "common/readers/sgml.h"
#include "common/unicode.h"
#include "common/utf8.h"

enum {
    TEXT_NODES_MAX = 500, /* looked at for the text under a node */
    ATTRIBUTE_MAX = 256   /* bytes looked at of a class or address */
};

void meta_found_init(struct meta_found *found)
{
    *found = (struct meta_found){0};
    arena_init(&found->arena);
    buf_init(&found->scratch);
    buf_init(&found->key);
}

void meta_found_release(struct meta_found *found)
{
    buf_release(&found->key);
    buf_release(&found->scratch);
    arena_release(&found->arena);
}

/* ---- Cleaning ----------------------------------------------------------------------------------- */

/* Bytes of a tag of HTML at the < that `text` starts with, 0 if it is none: "a < b" and "<3" aren't. */
static size_t tag_size(const char *text, size_t size)
{
    size_t at = 1 + (size > 1 && text[1] == '/'), start = at;
    while (at < size && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z'))
        at++;
    if (at == start || at - start > 10) return 0;
    if (at < size && text[at] >= '1' && text[at] <= '6') at++; /* <h1> */
    if (at < size && !strchr(" \t\n/>", text[at])) return 0;
    const char *end = memchr(text + at, '>', size - at);
    return end ? (size_t)(end - text) + 1 : 0;
}

/* Whether what stands there is shown as nothing: soft hyphens, zero-width characters. */
static bool is_hidden(uint32_t code)
{
    return code == 0xAD || (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF ||
           (code >= 0x202A && code <= 0x202E);
}

/* C1 may be windows-1252: see clean.h. */
static bool is_space(uint32_t code)
{
    return code == 0xA0 || code == 0x3000 ||
           (utf8_look(code) == UTF8_SPACE && !(code >= 0x80 && code < 0xA0));
}

/* Appends a text without tags and hidden characters, with white space as single spaces. */
static void add_clean(struct buf *out, const char *text, size_t size)
{
    uint32_t code;
    for (size_t at = 0, taken; at < size; at += taken) {
        if (text[at] == '<' && (taken = tag_size(text + at, size - at))) {
            if (out->size && out->data[out->size - 1] != ' ' &&
                strncasecmp(text + at, "<br", 3) == 0)
                buf_add_char(out, ' ');
            continue;
        }
        taken = utf8_next(text, size, at, &code);
        if (code == UTF8_BAD || is_hidden(code)) continue;
        if (!is_space(code))
            buf_add(out, text + at, taken);
        else if (out->size && out->data[out->size - 1] != ' ')
            buf_add_char(out, ' ');
    }
    if (out->size && out->data[out->size - 1] == ' ') buf_cut(out, out->size - 1);
}

/* No more than META_SIZE_MAX bytes, whole characters. */
static size_t cut_size(const char *text, size_t size)
{
    if (size <= META_SIZE_MAX) return size;
    for (size = META_SIZE_MAX; size && utf8_continues(text[size]);)
        size--;
    return size;
}

static void clean(struct meta_found *found, const char *text, size_t size)
{
    struct buf *scratch = &found->scratch;
    buf_reset(scratch);
    if (!memchr(text, '&', size)) {
        add_clean(scratch, text, size);
        return;
    }
    struct buf decoded;
    buf_init(&decoded);
    sgml_decode(text, size, &decoded);
    add_clean(scratch, decoded.data, decoded.size);
    if (decoded.failed) found->failed = true;
    buf_release(&decoded);
}

void meta_fold(const char *text, size_t size, struct buf *out)
{
    uint32_t code;
    for (size_t at = 0; at < size;) {
        struct unicode_char c;
        at += utf8_next(text, size, at, &code);
        if (code == UTF8_BAD) continue;
        unicode_lookup(code, &c);
        if (c.class == UNICODE_LETTER || c.class == UNICODE_DIGIT || c.class == UNICODE_NUMBER ||
            c.class == UNICODE_CJK || c.class == UNICODE_MARK)
            buf_add(out, c.text, c.size);
    }
}

/* Gives a clean value what it is compared by. */
static bool add_key(struct meta_found *found, struct meta_value *value)
{
    buf_reset(&found->key);
    meta_fold(value->text, value->size, &found->key);
    value->key = arena_copy(&found->arena, found->key.data, found->key.size);
    value->key_size = found->key.size;
    return value->key && !found->key.failed;
}

struct meta_value *meta_add(struct meta_found *found, enum meta_kind kind, enum meta_origin origin,
                            const char *text, size_t size)
{
    struct meta_list *list = &found->lists[kind];
    if (list->count == META_VALUES_MAX) return NULL;
    clean(found, text, cut_size(text, size));
    if (!found->scratch.size) return NULL;
    struct meta_value *values = arena_grow(&found->arena, list->values, list->count,
                                           &list->capacity, sizeof *values);
    char *copy = arena_copy(&found->arena, found->scratch.data, found->scratch.size);
    if (found->scratch.failed || !values || !copy) {
        found->failed = true;
        return NULL;
    }
    list->values = values;
    values += list->count++;
    *values = (struct meta_value){.text = copy,
                                  .size = found->scratch.size,
                                  .key = "",
                                  .origin = origin,
                                  .place = found->place};
    const bool has_key = kind == META_TITLE || kind == META_AUTHOR || kind == META_SOURCE ||
                         kind == META_SECTION;
    if (has_key && !add_key(found, values)) found->failed = true;
    return values;
}

const struct meta_value *meta_first(const struct meta_found *found, enum meta_kind kind,
                                    enum meta_origin origin)
{
    const struct meta_list *list = &found->lists[kind];
    for (size_t i = 0; i < list->count; i++)
        if (list->values[i].origin == origin) return &list->values[i];
    return NULL;
}

/* ---- Lists of words ------------------------------------------------------------------------------ */

bool meta_has_word(const char *list, const char *word)
{
    const size_t size = strlen(word);
    for (const char *at = list; *at;) {
        at += strspn(at, " \t\r\n\f");
        size_t length = strcspn(at, " \t\r\n\f");
        if (length == size && !strncasecmp(at, word, size)) return true;
        at += length;
    }
    return false;
}

bool meta_has_part(const char *text, const char *const parts[])
{
    char small[ATTRIBUTE_MAX];
    size_t size = 0;
    if (!text) return false;
    for (; text[size] && size + 1 < sizeof small; size++)
        small[size] = (char)(text[size] >= 'A' && text[size] <= 'Z' ? text[size] | 0x20
                                                                    : text[size]);
    small[size] = '\0';
    for (; size && *parts; parts++)
        if (strstr(small, *parts)) return true;
    return false;
}

/* ---- The tree ----------------------------------------------------------------------------------- */

const xmlNode *meta_after(const xmlNode *node, const xmlNode *root)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

const xmlNode *meta_next(const xmlNode *node, const xmlNode *root)
{
    const bool is_tree = node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE ||
                         node->type == XML_HTML_DOCUMENT_NODE;
    if (is_tree && node->children) return node->children;
    return meta_after(node, root);
}

void meta_text(const xmlNode *node, struct buf *out)
{
    buf_reset(out);
    const xmlNode *at = node;
    for (size_t left = TEXT_NODES_MAX; at && left && out->size < META_SIZE_MAX; left--) {
        const bool unseen = html_is(at, "script") || html_is(at, "style") || html_is(at, "svg") ||
                            html_is(at, "noscript") || html_is(at, "template");
        if ((at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) && at->content)
            buf_add_text(out, (const char *)at->content);
        else if (at->type == XML_ELEMENT_NODE && out->size)
            buf_add_char(out, ' ');
        at = unseen ? meta_after(at, node) : meta_next(at, node);
    }
}

struct meta_value *meta_add_element(struct meta_found *found, enum meta_kind kind,
                                    enum meta_origin origin, const xmlNode *node)
{
    struct buf text;
    buf_init(&text);
    meta_text(node, &text);
    struct meta_value *value = meta_add(found, kind, origin, text.data, text.size);
    if (text.failed) found->failed = true;
    buf_release(&text);
    return value;
}
