/* xml_mend.c - see xml_mend.h.
 *
 * What comes out is well-formed: every start tag has its end tag, those that are missing stand where the element
 * around them ends, and end tags of nothing are dropped. */
#include "common/readers/xml_mend.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "common/readers/xml.h"
#include "common/readers/xml_tag.h"
#include "common/utf8.h"

enum {
    REFERENCE_MAX = 12, /* bytes of a name or number between & and ; */
};

struct name {
    const char *text;
    size_t size;
};

struct mend {
    const char *at, *end;
    struct buf *out;
    struct name open[XML_DEPTH_MAX];
    size_t depth;
    size_t beyond; /* elements open that are too deep */
    size_t nodes;
    bool done; /* the root has ended */
};

/* ---- Characters --------------------------------------------------------------------------------- */

static bool is_xml(uint32_t code)
{
    return code >= 0x20 ? code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF &&
                              (code < 0xD800 || code > 0xDFFF)
                        : code == '\t' || code == '\n' || code == '\r';
}

static void add_code(struct buf *out, uint32_t code)
{
    char text[4];
    if (code >= 0x80 && code < 0xA0) { /* what people mean by &#146; */
        const char byte = (char)code;
        utf8_repair(&byte, 1, out);
    } else {
        buf_add(out, text, utf8_encode(code, text));
    }
}

/* Escapes what would be markup, and puts a space for what XML doesn't bear. */
static void add_character(struct buf *out, const char *text, size_t size)
{
    switch (*text) {
    case '<': buf_add_text(out, "&lt;"); break;
    case '>': buf_add_text(out, "&gt;"); break;
    case '&': buf_add_text(out, "&amp;"); break;
    case '"': buf_add_text(out, "&quot;"); break;
    default: buf_add(out, size == 1 && !is_xml((unsigned char)*text) ? " " : text, size); break;
    }
}

/* The number of "#233" or "#xE9"; 0 if it is none. */
static uint32_t number_of(const char *text, size_t size)
{
    const bool is_hex = size > 1 && (text[1] | 0x20) == 'x';
    uint32_t code = 0;
    for (size_t i = is_hex ? 2 : 1; i < size; i++) {
        const char c = text[i], letter = (char)(c | 0x20);
        uint32_t digit = 16;
        if (c >= '0' && c <= '9') digit = (uint32_t)(c - '0');
        if (is_hex && letter >= 'a' && letter <= 'f') digit = (uint32_t)(letter - 'a' + 10);
        if (digit == 16 || code > 0x10FFFF) return 0;
        code = code * (is_hex ? 16 : 10) + digit;
    }
    return code;
}

/* The character of a reference's name or number; 0 if there is none. */
static uint32_t code_of(const char *text, size_t size)
{
    char name[REFERENCE_MAX + 1];
    if (*text == '#') return number_of(text, size);
    memcpy(name, text, size);
    name[size] = '\0';
    if (!strcmp(name, "apos")) return '\'';
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity ? entity->value : 0;
}

/* Adds what stands at an &, a reference or not; the bytes taken. */
static size_t add_reference(struct buf *out, const char *text, size_t size)
{
    const size_t most = size - 1 < REFERENCE_MAX ? size - 1 : REFERENCE_MAX;
    const char *semicolon = memchr(text + 1, ';', most);
    const size_t name_size = semicolon ? (size_t)(semicolon - text - 1) : 0;
    const uint32_t code = name_size ? code_of(text + 1, name_size) : 0;
    char character[4];
    if (!code) {
        add_character(out, "&", 1);
        return 1;
    }
    if (code < 0x80) {
        utf8_encode(code, character);
        add_character(out, character, 1);
    } else if (is_xml(code)) {
        add_code(out, code);
    }
    return name_size + 2;
}

/* U+FFFE and U+FFFF are valid UTF-8, but no XML. */
static bool is_noncharacter(const char *text, size_t size)
{
    return size >= 3 && !memcmp(text, "\xEF\xBF", 2) && (unsigned char)text[2] >= 0xBE;
}

static bool is_special(char c)
{
    return c == '<' || c == '>' || c == '&' || c == '"' || (unsigned char)c < 0x20 || c == '\xEF';
}

/* Adds text, escaped. `refers`: references are understood; not in CDATA. */
static void add_text(struct buf *out, const char *text, size_t size, bool refers)
{
    while (size) {
        size_t taken = 0;
        while (taken < size && !is_special(text[taken]))
            taken++;
        buf_add(out, text, taken);
        text += taken;
        size -= taken;
        if (!size) return;
        if (*text == '&' && refers) {
            taken = add_reference(out, text, size);
        } else {
            taken = is_noncharacter(text, size) ? 3 : 1;
            add_character(out, taken == 3 ? " " : text, 1);
        }
        text += taken;
        size -= taken;
    }
}

/* ---- Tags --------------------------------------------------------------------------------------- */

/* Whether libxml2 takes it: else it would drop more than that. */
static bool is_good_name(const char *text, size_t size)
{
    char name[XML_NAME_MAX + 1];
    if (size > XML_NAME_MAX) return false;
    memcpy(name, text, size);
    name[size] = '\0';
    return !xmlValidateQName((const xmlChar *)name, 0);
}

static void add_attributes(struct mend *mend, const struct xml_tag *tag)
{
    const char *text = tag->attributes;
    size_t size = tag->attributes_size, count = 0;
    struct xml_tag_attribute attribute;
    while (count < XML_ATTRIBUTES_MAX && xml_tag_attribute(&text, &size, &attribute)) {
        if (!is_good_name(attribute.name, attribute.name_size)) continue;
        buf_add_char(mend->out, ' ');
        buf_add(mend->out, attribute.name, attribute.name_size);
        buf_add_text(mend->out, "=\"");
        add_text(mend->out, attribute.value, attribute.value_size, true);
        buf_add_char(mend->out, '"');
        count++;
    }
    mend->nodes += count;
}

static void start_element(struct mend *mend, const struct xml_tag *tag)
{
    if (mend->depth == XML_DEPTH_MAX) {
        mend->beyond += !tag->is_empty;
        return;
    }
    mend->nodes++;
    buf_add_char(mend->out, '<');
    buf_add(mend->out, tag->name, tag->name_size);
    add_attributes(mend, tag);
    buf_add_text(mend->out, tag->is_empty ? "/>" : ">");
    if (tag->is_empty)
        mend->done = !mend->depth;
    else
        mend->open[mend->depth++] = (struct name){tag->name, tag->name_size};
}

/* Ends the elements open until `depth` are left. */
static void end_elements(struct mend *mend, size_t depth)
{
    while (mend->depth > depth) {
        const struct name *name = &mend->open[--mend->depth];
        buf_add_text(mend->out, "</");
        buf_add(mend->out, name->text, name->size);
        buf_add_char(mend->out, '>');
    }
}

static void end_element(struct mend *mend, const struct xml_tag *tag)
{
    if (mend->beyond) {
        mend->beyond--;
        return;
    }
    for (size_t i = mend->depth; i; i--) {
        const struct name *name = &mend->open[i - 1];
        if (name->size != tag->name_size || memcmp(name->text, tag->name, name->size) != 0)
            continue;
        end_elements(mend, i - 1);
        mend->done = !mend->depth;
        return;
    }
}

static void take_tag(struct mend *mend, const struct xml_tag *tag)
{
    mend->at += tag->size;
    if (!tag->whole || !is_good_name(tag->name, tag->name_size)) return;
    if (tag->is_end)
        end_element(mend, tag);
    else
        start_element(mend, tag);
}

/* ---- Everything --------------------------------------------------------------------------------- */

static size_t to_end_of(const char *text, size_t size, size_t from, const char *mark)
{
    const size_t length = strlen(mark);
    const char *end = size > from ? memmem(text + from, size - from, mark, length) : NULL;
    return end ? (size_t)(end - text) + length : size;
}

/* To the > that ends a declaration, past [ ... ] and what is quoted or said in comments there. */
static size_t skip_declaration(const char *text, size_t size)
{
    bool inside = false;
    for (size_t at = 2; at < size; at++) {
        const char c = text[at];
        if (c == '>' && !inside) return at + 1;
        if (c == '[' || c == ']') inside = c == '[';
        if (c == '"' || c == '\'') {
            const char *quote = memchr(text + at + 1, c, size - at - 1);
            if (quote) at = (size_t)(quote - text);
        } else if (size - at > 3 && !memcmp(text + at, "<!--", 4)) {
            at += to_end_of(text + at, size - at, 4, "-->") - 1;
        }
    }
    return size;
}

size_t xml_skip(const char *text, size_t size)
{
    if (size > 1 && text[1] == '?') return to_end_of(text, size, 2, "?>");
    if (size > 3 && !memcmp(text, "<!--", 4)) return to_end_of(text, size, 4, "-->");
    return skip_declaration(text, size);
}

static void take_cdata(struct mend *mend)
{
    const size_t size = (size_t)(mend->end - mend->at);
    const size_t start = strlen("<![CDATA["), end = to_end_of(mend->at, size, start, "]]>");
    const bool closed = end >= start + 3 && !memcmp(mend->at + end - 3, "]]>", 3);
    if (mend->depth) add_text(mend->out, mend->at + start, end - start - (closed ? 3 : 0), false);
    mend->at += end;
}

/* Takes what begins with a <. */
static void take_markup(struct mend *mend)
{
    const size_t size = (size_t)(mend->end - mend->at);
    struct xml_tag tag;
    if (size >= 9 && !memcmp(mend->at, "<![CDATA[", 9)) {
        take_cdata(mend);
    } else if (size > 1 && (mend->at[1] == '!' || mend->at[1] == '?')) {
        mend->at += xml_skip(mend->at, size);
    } else if (xml_tag_read(mend->at, size, &tag)) {
        take_tag(mend, &tag);
    } else {
        if (mend->depth) add_character(mend->out, mend->at, 1);
        mend->at++;
    }
}

void xml_mend(const char *text, size_t size, struct buf *out, struct xml_mended *mended)
{
    struct mend mend = {.at = text, .end = text + size, .out = out};
    while (mend.at < mend.end && !mend.done && mend.nodes < XML_NODES_MAX) {
        const char *next = memchr(mend.at, '<', (size_t)(mend.end - mend.at));
        if (!next) next = mend.end;
        if (mend.depth) add_text(out, mend.at, (size_t)(next - mend.at), true);
        mend.at = next;
        if (next < mend.end) take_markup(&mend);
    }
    mended->whole = mend.done;
    mended->cut = !mend.done && mend.at < mend.end;
    end_elements(&mend, 0);
}
