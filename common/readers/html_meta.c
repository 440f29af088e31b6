/* html_meta.c - see html_meta.h: two walks over the page, and the fields they fill. The first one finds the title, the
 * second what stands near the headline. */
#include "common/readers/html_meta.h"

#include <libxml/uri.h>
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/readers/html_meta_found.h"

enum {
    TAGS_MAX = 100,
    LANG_MAX = 16, /* bytes of a language's code */
    URLS_MAX = 16
};

/* ---- Tags ---------------------------------------------------------------------------------------- */

/* Adds a value that may be a list: "ferries, strikes". */
static void add_list(struct article *article, enum article_field field, const char *text,
                     size_t size)
{
    const char *const marks = memchr(text, ';', size) && !memchr(text, ',', size) ? ";" : ",";
    for (const char *at = text, *end = text + size; at < end; at++) {
        const char *stop = memchr(at, *marks, (size_t)(end - at));
        if (!stop) stop = end;
        article_add(article, field, at, (size_t)(stop - at));
        at = stop;
    }
}

/* All values of the first origin that has any. */
static void add_all(const struct meta_found *found, enum meta_kind kind, struct article *article,
                    enum article_field field)
{
    const struct meta_list *list = &found->lists[kind];
    for (int origin = 0; origin < META_ORIGINS && !article->fields[field].size; origin++)
        for (size_t i = 0, left = TAGS_MAX; i < list->count && left; i++)
            if ((int)list->values[i].origin == origin) {
                add_list(article, field, list->values[i].text, list->values[i].size);
                left--;
            }
}

/* ---- Source -------------------------------------------------------------------------------------- */

static bool is_no_name(const struct meta_value *value)
{
    return !value->key_size || strstr(value->text, "://") ||
           strspn(value->text, "0123456789") == value->size;
}

/* The name the site gives itself, then the publisher's. */
static void add_source(const struct meta_found *found, struct article *article)
{
    static const enum meta_origin order[] = {META_OPEN, META_LD,    META_NAMED,
                                             META_ITEM, META_LOOSE, META_SHOWN};
    const struct meta_list *list = &found->lists[META_SOURCE];
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < list->count; j++)
            if (list->values[j].origin == order[i] && !is_no_name(&list->values[j])) {
                article_add(article, ARTICLE_SOURCE, list->values[j].text, list->values[j].size);
                return;
            }
}

/* ---- Language ------------------------------------------------------------------------------------ */

/* Bytes of a code at the start of a text, "de" or "gsw-CH"; 0 if it has none. */
static size_t code_size(const char *text)
{
    size_t main = 0, size = strcspn(text, ",;. ");
    while (main < size && ((text[main] | 0x20) >= 'a' && (text[main] | 0x20) <= 'z'))
        main++;
    const bool is_code = main == 2 || main == 3;
    if (!is_code || size >= LANG_MAX || !strncasecmp(text, "utf", 3)) return 0;
    return main == size || text[main] == '-' || text[main] == '_' ? size : 0;
}

/* "de_AT" is written de-AT; what is no such code is passed over. */
static bool add_lang(struct article *article, const struct meta_value *value)
{
    char code[LANG_MAX];
    const size_t size = code_size(value->text);
    for (size_t i = 0; i < size; i++)
        code[i] = value->text[i] == '_' ? '-' : value->text[i];
    article_add(article, ARTICLE_LANG, code, size);
    return size;
}

static void add_language(const struct meta_found *found, struct article *article)
{
    static const enum meta_origin order[] = {META_LD, META_NAMED, META_ITEM, META_OPEN, META_LOOSE};
    const struct meta_list *list = &found->lists[META_LANG];
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < list->count; j++)
            if (list->values[j].origin == order[i] && add_lang(article, &list->values[j])) return;
}

/* ---- URL ----------------------------------------------------------------------------------------- */

static bool is_absolute(const char *url)
{
    return !strncmp(url, "http://", 7) || !strncmp(url, "https://", 8);
}

/* Adds an address if it is one of the web's, as a page's own is. */
static bool add_address(struct article *article, const char *url)
{
    if (!is_absolute(url)) return false;
    article_add(article, ARTICLE_URL, url, strlen(url));
    return true;
}

/* The same for one that may be relative to `base`. */
static bool add_link(struct article *article, const char *link, const char *base)
{
    if (add_address(article, link)) return true;
    xmlChar *full = base ? xmlBuildURI((const xmlChar *)link, (const xmlChar *)base) : NULL;
    const bool added = full && add_address(article, (const char *)full);
    xmlFree(full);
    return added;
}

/* The canonical one, then og:url; where the page was found is among the last. */
static void add_url(const struct meta_found *found, const char *base, struct article *article)
{
    const struct meta_list *list = &found->lists[META_URL];
    for (int origin = 0; origin < META_ORIGINS; origin++)
        for (size_t i = 0; i < list->count && i < URLS_MAX; i++)
            if ((int)list->values[i].origin == origin &&
                add_link(article, list->values[i].text, base))
                return;
}

/* ---- What it is about ----------------------------------------------------------------------------- */

static void add_about(const struct meta_found *found, struct article *article)
{
    const struct meta_value *about = NULL;
    for (int origin = 0; origin < META_ORIGINS && !about; origin++)
        about = meta_first(found, META_ABOUT, (enum meta_origin)origin);
    if (about) article_add(article, ARTICLE_BODY, about->text, about->size);
}

/* ---- The page ------------------------------------------------------------------------------------ */

static void choose_title(struct meta_found *found, const xmlNode *root, struct article *article)
{
    struct buf title;
    buf_init(&title);
    meta_choose_title(found, root, &title);
    article_add(article, ARTICLE_TITLE, title.data, title.size);
    meta_find_headline(found, root, title.data, title.size);
    buf_release(&title);
}

static void choose(const struct meta_found *found, const char *url, struct article *article)
{
    char date[DATE_TEXT_MAX];
    meta_choose_date(found, date);
    article_add(article, ARTICLE_DATE, date, strlen(date));
    meta_choose_authors(found, article);
    add_source(found, article);
    add_all(found, META_SECTION, article, ARTICLE_SECTION);
    add_all(found, META_TAG, article, ARTICLE_TAG);
    add_language(found, article);
    add_url(found, url, article);
    add_about(found, article);
}

nsearch_status html_meta_read(const xmlNode *root, const char *url, struct article *article,
                              struct buf *body, nsearch_error *error)
{
    struct meta_found found;
    meta_found_init(&found);
    for (const xmlNode *node = root; node; node = meta_next(node, root)) {
        found.place += node->type == XML_ELEMENT_NODE;
        meta_take_tag(&found, node);
        meta_take_heading(&found, node);
        meta_take_item(&found, node);
    }
    if (url) meta_add(&found, META_URL, META_LOOSE, url, strlen(url));
    if (WITH_JSON) meta_take_ld(&found, body);
    choose_title(&found, root, article);
    found.place = 0;
    for (const xmlNode *node = root; node; node = meta_next(node, root)) {
        found.place += node->type == XML_ELEMENT_NODE;
        meta_take_mark(&found, node);
    }
    if (!found.failed) choose(&found, url, article);
    const bool failed = found.failed;
    meta_found_release(&found);
    if (failed) return error_memory(error);
    return article_status(article, error);
}
