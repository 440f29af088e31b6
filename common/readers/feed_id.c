/* feed_id.c - see feed_id.h. */
#include "common/readers/feed_id.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Whether nobody else can have the same id: an address, or a scheme made for that. */
static bool is_unique(const char *id, size_t size)
{
    static const char *const schemes[] = {"tag:", "urn:", "info:", "doi:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (size > strlen(schemes[i]) && !strncasecmp(id, schemes[i], strlen(schemes[i])))
            return true;
    return memmem(id, size, "://", 3) != NULL;
}

void feed_id_add(struct article *article, const struct buf *link, const char *own, size_t size)
{
    struct buf id;
    if (!size) return;
    if (is_unique(own, size)) {
        article_add(article, ARTICLE_ID, own, size);
        return;
    }
    if (!link->size) return;
    buf_init(&id);
    buf_add(&id, link->data, link->size);
    buf_add_char(&id, '#');
    buf_add(&id, own, size);
    article_add(article, ARTICLE_ID, id.data, id.size);
    if (id.failed) article->fields[ARTICLE_ID].failed = true;
    buf_release(&id);
}
