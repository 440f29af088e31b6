/* markup_in.c - whether a record's field is HTML: nobody says, and most aren't. */
#include <string.h>

#include "common/readers/markup.h"

enum {
    NAME_MAX_SIZE = 10 /* of a tag or an entity: "blockquote" */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Whether a name begins at `text` that a given character ends. */
static bool is_named(const char *text, const char *end, char last)
{
    const char *at = text;
    while (at < end && at - text < NAME_MAX_SIZE && is_name(*at))
        at++;
    return at - text > 0 && at < end && *at == last;
}

/* "</p>", "<br>", "<br/>", "<br />": what a text without markup hasn't. */
static bool has_tag(const char *text, const char *end)
{
    while ((text = memchr(text, '<', (size_t)(end - text))) != NULL) {
        text++;
        if (end - text >= 3 && *text == '/' && is_letter(text[1]) && is_named(text + 1, end, '>'))
            return true;
        if (end - text >= 3 && !memcmp(text, "br", 2) && strchr(" />", text[2])) return true;
    }
    return false;
}

/* "&amp;", "&#8217;"; but not "AT&T; and". */
static bool has_entity(const char *text, const char *end)
{
    while ((text = memchr(text, '&', (size_t)(end - text))) != NULL) {
        text++;
        if (end - text >= 3 && *text == '#' && is_named(text + 1, end, ';')) return true;
        if (end - text >= 3 && is_letter(*text) && is_letter(text[1]) && is_named(text, end, ';'))
            return true;
    }
    return false;
}

bool markup_in(const char *text, size_t size)
{
    return has_tag(text, text + size) || has_entity(text, text + size);
}

void markup_add(struct article *article, enum article_field field, const char *text, size_t size)
{
    struct buf plain;
    buf_init(&plain);
    markup_text(text, size, &plain);
    article_add(article, field, plain.data, plain.size);
    if (plain.failed) article->fields[field].failed = true;
    buf_release(&plain);
}
