/* person.c - see person.h. */
#include "common/readers/person.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "common/readers/byline.h"

/* Cuts to what stands in the brackets of "jane@example.com (Jane Doe)", or before those of "Jane Doe <jane@...>" and
 * "Jane Doe (jane@...)". */
static void cut_address(const char **text, size_t *size)
{
    const char *at = memchr(*text, '@', *size), *end = *text + *size;
    if (!at) return;
    const char *open = memchr(at, '(', (size_t)(end - at));
    const char *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;
    if (open) {
        *text = open + 1;
        *size = (size_t)((close ? close : end) - *text);
        return;
    }
    const char *before = *text;
    while (before < at && *before != '<' && *before != '(')
        before++;
    *size = before < at ? (size_t)(before - *text) : 0;
}

/* Adds "Doe, Jane" as Jane Doe; false if it isn't one such name. */
static bool add_turned(struct article *article, const char *text, size_t size)
{
    const char *comma = memchr(text, ',', size), *end = text + size;
    if (!comma || comma == text || comma + 2 > end || comma[1] != ' ') return false;
    if (memchr(text, ' ', (size_t)(comma - text))) return false;
    if (memchr(comma + 1, ',', (size_t)(end - comma - 1)) ||
        memmem(comma, (size_t)(end - comma), " and ", 5))
        return false;
    struct buf name;
    buf_init(&name);
    buf_add(&name, comma + 2, (size_t)(end - comma - 2));
    buf_add_char(&name, ' ');
    buf_add(&name, text, (size_t)(comma - text));
    article_add(article, ARTICLE_AUTHOR, name.data, name.size);
    buf_release(&name);
    return true;
}

/* Whether it may be more than a name by itself. */
static bool is_byline(const char *text, size_t size)
{
    return (size > 3 && !strncasecmp(text, "by ", 3)) || memchr(text, ',', size) ||
           memchr(text, '&', size) || memchr(text, ';', size) || memmem(text, size, " and ", 5) ||
           memmem(text, size, " in ", 4);
}

void person_add(struct article *article, const char *text, size_t size)
{
    cut_address(&text, &size);
    if (add_turned(article, text, size)) return;
    const size_t before = article->fields[ARTICLE_AUTHOR].size;
    if (is_byline(text, size)) byline_add(article, text, size);
    if (article->fields[ARTICLE_AUTHOR].size > before) return;
    /* "By Staff and agencies" names nobody; but that is all there is to know. */
    const size_t by = size > 3 && !strncasecmp(text, "by ", 3) ? 3 : 0;
    article_add(article, ARTICLE_AUTHOR, text + by, size - by);
}
