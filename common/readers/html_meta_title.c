/* html_meta_title.c - which of a page's titles is its headline.
 *
 *     JSON-LD     Harbour: Last boat leaves            what the editors call it
 *     og:title    Last boat leaves | The Daily Buoy    for other sites, with this one's name
 *     <title>     Last boat leaves - News - Buoy       for search engines
 *     <h1>        Harbour / Last boat leaves           what readers see, with the line over it
 *
 * The site's name goes; of JSON-LD's and og:title, the one that is seen on the page is taken. */
#include "common/readers/html_meta_title.h"

#include <string.h>

enum {
    NAMED_MAX = 8 /* titles of an origin that are looked at */
};

static bool same(const struct title *a, const struct title *b)
{
    return a->key_size == b->key_size && !memcmp(a->key, b->key, a->key_size);
}

static bool holds(const char *key, size_t size, const char *part, size_t part_size)
{
    return part_size && size >= part_size && memmem(key, size, part, part_size);
}

/* Whether a title of that origin is the same, with or without what stands behind it. */
static bool is_said(const struct meta_found *found, enum meta_origin origin,
                    const struct title *title)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0, left = NAMED_MAX; i < titles->count && left; i++) {
        if (titles->values[i].origin != origin) continue;
        struct title said = title_of(&titles->values[i]);
        if (same(&said, title)) return true;
        title_strip(found, &said, false);
        if (same(&said, title)) return true;
        left--;
    }
    return false;
}

/* Of two where `longer` has a line over the headline or words for search engines more: the shorter, unless readers
 * see the longer and the shorter is nowhere else. */
static const struct title *shorter_of(const struct meta_found *found, const struct title *shorter,
                                      const struct title *longer)
{
    const bool is_alone = !is_said(found, META_NAMED, shorter);
    return is_alone && title_is_shown(found, longer, true) ? longer : shorter;
}

/* Whether JSON-LD's headline is what the page calls itself everywhere: also in <title>, with nothing behind it. */
static bool is_everywhere(const struct meta_found *found, const struct title *ld)
{
    const struct meta_value *page = meta_first(found, META_TITLE, META_LOOSE);
    return page && title_is_value(ld, page) && is_said(found, META_NAMED, ld);
}

/* Whether a title is a heading with the line over the headline in it, as one of its parts. */
static bool has_overline(const struct meta_found *found, const struct title *title)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    bool in_heading = false;
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->origin != META_SHOWN) continue;
        if (title_is_value(title, value))
            in_heading = true;
        else if (in_heading && value->key_size && value->key_size < title->key_size &&
                 !memcmp(value->key, title->key, value->key_size))
            return true;
        else
            in_heading = false;
    }
    return false;
}

/* Whether all but JSON-LD agree on another title, and JSON-LD's is no headline by itself. */
static bool is_outvoted(const struct meta_found *found, const struct title *ld,
                        const struct title *open, const struct title *page)
{
    return same(open, page) && is_said(found, META_NAMED, open) &&
           !is_said(found, META_NAMED, ld) && has_overline(found, ld);
}

/* Whether `longer` is `shorter` behind a line that readers don't see with it. */
static bool has_unseen_line(const struct meta_found *found, const struct title *shorter,
                            const struct title *longer)
{
    const char *tail = longer->key + longer->key_size - shorter->key_size;
    return !memcmp(tail, shorter->key, shorter->key_size) && title_is_shown(found, shorter, true) &&
           !title_is_shown(found, longer, false);
}

/* Of JSON-LD's headline and og:title. */
static const struct title *better_of(const struct meta_found *found, const struct title *ld,
                                     const struct title *open, const struct title *page)
{
    if (!open->size || !ld->size) return ld->size ? ld : open;
    if (same(ld, open)) {
        const bool as_page = page->size == open->size &&
                             !memcmp(page->text, open->text, open->size);
        return as_page ? open : ld;
    }
    if (holds(ld->key, ld->key_size, open->key, open->key_size))
        return is_everywhere(found, ld) && !has_unseen_line(found, open, ld)
                   ? ld
                   : shorter_of(found, open, ld);
    if (holds(open->key, open->key_size, ld->key, ld->key_size)) return shorter_of(found, ld, open);
    if (title_is_shown(found, open, false) && !title_is_shown(found, ld, false)) return open;
    return is_outvoted(found, ld, open, page) ? open : ld;
}

/* ---- The only heading ---------------------------------------------------------------------------- */

/* The only <h1> of a page; nothing where there are several, or it may be no headline. */
static struct title only_heading(const struct meta_found *found)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    const struct meta_value *only = NULL;
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->origin != META_SHOWN || value->is_lesser) continue;
        const struct title first = title_of(only ? only : value);
        if (!title_is_value(&first, value)) return title_of(NULL);
        only = value;
    }
    const struct title title = title_of(only);
    const bool is_headline = title.key_size >= META_HEADLINE_MIN &&
                             !meta_is_site(found, title.key, title.key_size);
    return is_headline ? title : title_of(NULL);
}

/* Whether a page has no title but for <title>. */
static bool is_untold(const struct meta_found *found)
{
    static const enum meta_origin told[] = {META_LD, META_OPEN, META_NAMED, META_ITEM};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (meta_first(found, META_TITLE, told[i])) return false;
    return true;
}

/* What readers see, where the title isn't seen: it has words for search engines or the site's name in it, or isn't of
 * the article at all. */
static struct title seen_of(struct meta_found *found, const xmlNode *root,
                            const struct title *title)
{
    size_t place;
    const struct title heading = only_heading(found);
    const char *key = title->key;
    if (!heading.size || meta_first(found, META_TITLE, META_LD)) return *title;
    if (title_is_shown(found, title, false)) return *title;
    if (holds(key, title->key_size, heading.key, heading.key_size)) return heading;
    const bool is_better = is_untold(found) &&
                           !meta_find_text(found, root, key, title->key_size, &place);
    return is_better ? heading : *title;
}

static bool ends_in(const struct title *title, const char *end)
{
    const size_t size = strlen(end);
    return title->size > size && !memcmp(title->text + title->size - size, end, size);
}

/* The heading that goes on where a title was cut short, with dots; else the title. */
static struct title whole_of(const struct meta_found *found, const struct title *title)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    if (!ends_in(title, "...") && !ends_in(title, "\u2026")) return *title;
    for (size_t i = 0; i < titles->count && title->key_size; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->node && value->key_size > title->key_size &&
            !memcmp(value->key, title->key, title->key_size))
            return title_of(value);
    }
    return *title;
}

/* ---- The choice ---------------------------------------------------------------------------------- */

/* Whether a title is the site's name and nothing else. */
static bool is_only_site(const struct meta_found *found, const struct title *title)
{
    const struct meta_list *sites = &found->lists[META_SOURCE];
    for (size_t i = 0; i < sites->count; i++)
        if (title_is_value(title, &sites->values[i])) return true;
    return false;
}

/* The first title of an origin, without the site's name; nothing where it has only that. */
static struct title first_of(const struct meta_found *found, enum meta_origin origin)
{
    struct title title = title_of(meta_first(found, META_TITLE, origin));
    if (is_only_site(found, &title)) return title_of(NULL);
    title_strip(found, &title, origin == META_LD);
    return title;
}

void meta_choose_title(struct meta_found *found, const xmlNode *root, struct buf *out)
{
    static const enum meta_origin others[] = {META_ITEM, META_NAMED, META_LOOSE, META_SHOWN};
    const struct title ld = first_of(found, META_LD), open = first_of(found, META_OPEN);
    const struct title page = first_of(found, META_LOOSE);
    struct title best = *better_of(found, &ld, &open, &page);
    for (size_t i = 0; !best.size && i < sizeof others / sizeof *others; i++)
        best = first_of(found, others[i]);
    if (!best.size) best = title_of(meta_first(found, META_TITLE, META_LOOSE));
    best = whole_of(found, &best);
    best = seen_of(found, root, &best);
    buf_add(out, best.text, best.size);
}
