/* html_meta_title.c - which of a page's titles is its headline.
 *
 *     JSON-LD     Harbour: Last boat leaves            what the editors call it
 *     og:title    Last boat leaves | The Daily Buoy    for other sites, with this one's name
 *     <title>     Last boat leaves - News - Buoy       for search engines
 *     <h1>        Harbour / Last boat leaves           what readers see, with the line over it
 *
 * The site's name goes; of JSON-LD's and og:title, the one that is seen on the page is taken. Texts are compared by
 * their keys. */
#include <string.h>

#include "common/host.h"
#include "common/readers/html_meta_found.h"
#include "common/utf8.h"

enum {
    SITE_KEY_MAX = 64,   /* what is longer names no site */
    HEAD_MIN = 6,        /* bytes of a key that can be a title with something after it */
    SEPARATORS_MAX = 12, /* looked at in a title */
    NAMED_MAX = 8,       /* titles of an origin that are looked at */
    SITES_MAX = 3        /* names of sites behind each other */
};

/* A title, or the first part of one. */
struct title {
    const char *text;
    size_t size;
    const char *key;
    size_t key_size;
};

static bool same(const struct title *a, const struct title *b)
{
    return a->key_size == b->key_size && !memcmp(a->key, b->key, a->key_size);
}

static bool is_value(const struct meta_value *value, const struct title *title)
{
    return value->key_size == title->key_size && !memcmp(value->key, title->key, title->key_size);
}

static struct title title_of(const struct meta_value *value)
{
    return value ? (struct title){value->text, value->size, value->key, value->key_size}
                 : (struct title){"", 0, "", 0};
}

/* ---- The name of the site ------------------------------------------------------------------------ */

static bool holds(const char *key, size_t size, const char *part, size_t part_size)
{
    return part_size && size >= part_size && memmem(key, size, part, part_size);
}

/* Whether a key is a label of a host, "dailybuoy" of www.dailybuoy.example, or of two: "dailybuoyexample". */
static bool is_host(const char *url, size_t url_size, const char *key, size_t size)
{
    char host[HOST_MAX + 1], labels[HOST_MAX + 1];
    size_t count = 0, host_size = host_of_url(url, url_size, host);
    for (const char *at = host; host_size && *at;) {
        size_t length = strcspn(at, ".");
        if (length == size && length > 2 && !memcmp(at, key, size)) return true;
        at += length + (at[length] == '.');
    }
    for (size_t i = strncmp(host, "www.", 4) ? 0 : 4; i < host_size; i++)
        if (host[i] != '.' && host[i] != '-') labels[count++] = host[i];
    return count && size > 3 && count >= size && !memcmp(labels + count - size, key, size);
}

/* Whether a key begins or ends with another that is a good part of it: "dailybuoyonline" and "dailybuoy". */
static bool is_end(const char *key, size_t size, const char *part, size_t part_size)
{
    if (part_size < 3 || part_size > size || size > 2 * part_size) return false;
    return !memcmp(key, part, part_size) || !memcmp(key + size - part_size, part, part_size);
}

bool meta_is_site(const struct meta_found *found, const char *key, size_t size)
{
    const struct meta_list *sites = &found->lists[META_SOURCE], *urls = &found->lists[META_URL];
    for (size_t i = 0; i < sites->count; i++) {
        const struct meta_value *site = &sites->values[i];
        if (site->key_size > SITE_KEY_MAX) continue;
        if (site->key_size == size && !memcmp(site->key, key, size)) return true;
        if (is_end(site->key, site->key_size, key, size) ||
            is_end(key, size, site->key, site->key_size))
            return true;
    }
    for (size_t i = 0; i < urls->count && i < 4; i++)
        if (is_host(urls->values[i].text, urls->values[i].size, key, size)) return true;
    return false;
}

/* ---- What stands behind a title ------------------------------------------------------------------ */

/* Bytes of what may stand between a title and the site's name at `text`, with the spaces around it; 0 if that isn't
 * there. A hyphen needs its spaces. */
static size_t separator(const char *text, size_t size)
{
    static const char *const bare[] = {"|", "｜", "：", "ㅣ", "·", "•", "»", "›", "«", "--", "_"};
    static const char *const spaced[] = {"-", "–", "—", ":", "/"};
    size_t before = 0;
    while (before < size && text[before] == ' ')
        before++;
    const char *at = text + before;
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        size_t length = strlen(bare[i]);
        if (size - before > length && !memcmp(at, bare[i], length)) return before + length;
    }
    for (size_t i = 0; before && i < sizeof spaced / sizeof *spaced; i++) {
        size_t length = strlen(spaced[i]);
        if (size - before > length && !memcmp(at, spaced[i], length) && at[length] == ' ')
            return before + length + 1;
    }
    return 0;
}

/* Cuts a title to the first `size` bytes. */
static void cut(struct title *title, size_t size)
{
    struct buf key;
    buf_init(&key);
    meta_fold(title->text, size, &key);
    if (!key.failed) {
        title->size = size;
        title->key_size = key.size;
    }
    buf_release(&key);
}

/* Whether the first `size` bytes are a title that the page has elsewhere. */
static bool is_known(const struct meta_found *found, const struct title *title, size_t size)
{
    struct title head = *title;
    cut(&head, size);
    if (head.key_size < HEAD_MIN) return false;
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++)
        if (!titles->values[i].is_lesser && is_value(&titles->values[i], &head)) return true;
    return false;
}

static bool names_site(const struct meta_found *found, const char *text, size_t size)
{
    struct buf key;
    buf_init(&key);
    meta_fold(text, size, &key);
    bool is_site = key.size && meta_is_site(found, key.data, key.size);
    buf_release(&key);
    return is_site;
}

/* Takes off the last part of a title if it names the site. */
static bool strip_site(const struct meta_found *found, struct title *title)
{
    size_t last = 0, length = 0;
    for (size_t at = 1; at < title->size; at++) {
        size_t found_size = separator(title->text + at, title->size - at);
        if (!found_size) continue;
        last = at;
        length = found_size;
        at += length - 1;
    }
    if (!last || !names_site(found, title->text + last + length, title->size - last - length))
        return false;
    cut(title, last);
    return true;
}

/* Whether it is shown as a heading, or marked as one; `whole`: as all of an <h1>. */
static bool is_shown(const struct meta_found *found, const struct title *title, bool whole)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->origin != META_SHOWN && value->origin != META_ITEM) continue;
        if (!(whole && value->is_lesser) && is_value(value, title)) return true;
    }
    return false;
}

/* Takes off what stands before a headline that is an <h1> by itself. */
static bool strip_front(const struct meta_found *found, struct title *title, size_t size)
{
    struct title tail = {title->text + size, title->size - size, "", 0};
    struct buf key;
    buf_init(&key);
    meta_fold(tail.text, tail.size, &key);
    tail.key = key.data;
    tail.key_size = key.size;
    const bool is_headline = key.size >= HEAD_MIN && key.size < title->key_size &&
                             is_shown(found, &tail, true);
    buf_release(&key);
    if (!is_headline) return false;
    title->text += size;
    title->size -= size;
    title->key += title->key_size - tail.key_size;
    title->key_size = tail.key_size;
    return true;
}

/* Takes off what stands behind the headline: the site's name, and anything where the rest stands elsewhere by
 * itself. */
static void strip(const struct meta_found *found, struct title *title, bool only_site)
{
    unsigned left = SEPARATORS_MAX;
    for (size_t at = 1; at < title->size && left && !only_site; at++) {
        size_t length = separator(title->text + at, title->size - at);
        if (!length) continue;
        if (is_known(found, title, at)) {
            cut(title, at);
            return;
        }
        if (strip_front(found, title, at + length)) return;
        at += length - 1;
        left--;
    }
    for (left = SITES_MAX; left && strip_site(found, title);)
        left--;
}

/* ---- The choice ---------------------------------------------------------------------------------- */

/* Whether a title of that origin is the same, with or without what stands behind it. */
static bool is_said(const struct meta_found *found, enum meta_origin origin,
                    const struct title *title)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0, left = NAMED_MAX; i < titles->count && left; i++) {
        if (titles->values[i].origin != origin) continue;
        struct title said = title_of(&titles->values[i]);
        if (same(&said, title)) return true;
        strip(found, &said, false);
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
    return is_alone && is_shown(found, longer, true) ? longer : shorter;
}

/* Whether JSON-LD's headline is what the page calls itself everywhere: also in <title>, with nothing behind it. */
static bool is_everywhere(const struct meta_found *found, const struct title *ld)
{
    const struct meta_value *page = meta_first(found, META_TITLE, META_LOOSE);
    return page && is_value(page, ld) && is_said(found, META_NAMED, ld);
}

/* Whether a title is a heading with the line over the headline in it, as one of its parts. */
static bool has_overline(const struct meta_found *found, const struct title *title)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    bool in_heading = false;
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->origin != META_SHOWN) continue;
        if (is_value(value, title))
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
        return is_everywhere(found, ld) ? ld : shorter_of(found, open, ld);
    if (holds(open->key, open->key_size, ld->key, ld->key_size)) return shorter_of(found, ld, open);
    if (is_shown(found, open, false) && !is_shown(found, ld, false)) return open;
    return is_outvoted(found, ld, open, page) ? open : ld;
}

void meta_choose_title(const struct meta_found *found, struct buf *out)
{
    static const enum meta_origin others[] = {META_ITEM, META_NAMED, META_LOOSE, META_SHOWN};
    struct title ld = title_of(meta_first(found, META_TITLE, META_LD));
    struct title open = title_of(meta_first(found, META_TITLE, META_OPEN));
    struct title page = title_of(meta_first(found, META_TITLE, META_LOOSE));
    strip(found, &ld, true);
    strip(found, &open, false);
    strip(found, &page, false);
    struct title best = *better_of(found, &ld, &open, &page);
    for (size_t i = 0; !best.size && i < sizeof others / sizeof *others; i++) {
        best = title_of(meta_first(found, META_TITLE, others[i]));
        strip(found, &best, false);
    }
    buf_add(out, best.text, best.size);
}
