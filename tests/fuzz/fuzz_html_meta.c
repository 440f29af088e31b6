/* fuzz_html_meta.c - any bytes as a page with metadata: what is read of it is valid text, and a date is one. What
 * begins with { or [ is JSON-LD by itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/readers/html.h"
#include "common/readers/html_meta.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
    if (!good) abort();
}

static void check_article(const struct article *article)
{
    const struct buf *day = &article->fields[ARTICLE_DATE];
    struct date date;
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        const struct buf *value = &article->fields[field];
        check(utf8_valid_size(value->data, value->size) == value->size);
    }
    check(!day->size || (date_parse(day->data, day->size, &date) && date.day));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf page, body;
    struct article article;
    xmlDoc *tree;
    buf_init(&page);
    buf_init(&body);
    article_init(&article);
    const bool is_json = size && (*data == '{' || *data == '[');
    if (is_json) buf_add_text(&page, "<script type=application/ld+json>");
    utf8_repair((const char *)data, size, &page);
    check(!html_parse(page.data, page.size, &tree, NULL));
    check(!html_meta_read((const xmlNode *)tree, "https://p.example/", &article, &body, NULL));
    check_article(&article);
    check(utf8_valid_size(body.data, body.size) == body.size);
    xmlFreeDoc(tree);
    article_release(&article);
    buf_release(&body);
    buf_release(&page);
    return 0;
}
