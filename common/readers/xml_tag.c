/* xml_tag.c - see xml_tag.h. */
#include "common/readers/xml_tag.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool starts_name(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == ':' || c & 0x80;
}

static bool is_name(char c)
{
    return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static void skip(const char **text, size_t *size, size_t count)
{
    *text += count;
    *size -= count;
}

/* The value at the front of *text. A quote that is never closed ends at the tag's end: as it is searched to the
 * end of the text, that costs no more than once for each of the two. */
static void take_value(const char **text, size_t *size, struct xml_tag_attribute *attribute)
{
    const char quote = *size && (**text == '"' || **text == '\'') ? **text : '\0';
    if (quote) skip(text, size, 1);
    const char *end = quote ? memchr(*text, quote, *size) : NULL;
    const bool closed = end != NULL;
    for (end = end ? end : *text; !closed && end < *text + *size; end++)
        if (*end == '>' || (!quote && is_space(*end))) break;
    attribute->value = *text;
    attribute->value_size = (size_t)(end - *text);
    skip(text, size, attribute->value_size + closed);
}

bool xml_tag_attribute(const char **text, size_t *size, struct xml_tag_attribute *attribute)
{
    while (*size && !starts_name(**text)) {
        if (**text == '>') return false;
        skip(text, size, 1);
    }
    if (!*size) return false;
    *attribute = (struct xml_tag_attribute){.name = *text, .value = ""};
    while (*size && is_name(**text))
        skip(text, size, 1);
    attribute->name_size = (size_t)(*text - attribute->name);
    while (*size && is_space(**text))
        skip(text, size, 1);
    if (!*size || **text != '=') return true;
    do
        skip(text, size, 1);
    while (*size && is_space(**text));
    take_value(text, size, attribute);
    return true;
}

bool xml_tag_read(const char *text, size_t size, struct xml_tag *tag)
{
    const char *const start = text;
    struct xml_tag_attribute attribute;
    if (size < 2 || *text != '<') return false;
    *tag = (struct xml_tag){.is_end = text[1] == '/'};
    skip(&text, &size, tag->is_end ? 2 : 1);
    if (!size || !starts_name(*text)) return false;
    tag->name = text;
    while (size && is_name(*text))
        skip(&text, &size, 1);
    tag->name_size = (size_t)(text - tag->name);
    tag->attributes = text;
    while (xml_tag_attribute(&text, &size, &attribute))
        ;
    tag->attributes_size = (size_t)(text - tag->attributes);
    tag->whole = size != 0;
    tag->is_empty = !tag->is_end && tag->whole && text[-1] == '/';
    tag->size = (size_t)(text - start) + tag->whole;
    return true;
}

void xml_tag_local(const char **name, size_t *size)
{
    const char *colon = memchr(*name, ':', *size);
    if (!colon) return;
    *size -= (size_t)(colon + 1 - *name);
    *name = colon + 1;
}
