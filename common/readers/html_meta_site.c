/* html_meta_site.c - see html_meta_title.h: the name of the site, and what else stands around the headline in a title.
 *
 *     Last boat leaves | News | The Daily Buoy
 *     The Club - Last boat leaves */
#include <string.h>

#include "common/host.h"
#include "common/readers/html_meta_title.h"

enum {
    SITE_KEY_MAX = 64,   /* what is longer names no site */
    HEAD_MIN = 6,        /* bytes of a key that can be a title with something after it */
    SEPARATORS_MAX = 24, /* looked at in a title */
    BESIDE_MAX = 5,      /* bytes of a key that may stand beside the name: "the", "news" */
    SITES_MAX = 3        /* names of sites behind each other */
};

/* ---- The name of the site ------------------------------------------------------------------------ */

/* Whether a key begins or ends with another that is a good part of it: "dailybuoyonline" and "dailybuoy", or "cbcnews"
 * and "cbc". */
static bool is_end(const char *key, size_t size, const char *part, size_t part_size)
{
    if (part_size < 3 || part_size > size) return false;
    if (size > 2 * part_size && size > part_size + BESIDE_MAX) return false;
    return !memcmp(key, part, part_size) || !memcmp(key + size - part_size, part, part_size);
}

/* Whether a key is a label of a host, "dailybuoy" of www.dailybuoy.example, or of two: "dailybuoyexample". */
static bool is_host(const char *url, size_t url_size, const char *key, size_t size)
{
    char host[HOST_MAX + 1], labels[HOST_MAX + 1];
    size_t count = 0, host_size = host_of_url(url, url_size, host);
    for (const char *at = host; host_size && *at;) {
        size_t length = strcspn(at, ".");
        if (length > 2 && size <= length + BESIDE_MAX && is_end(key, size, at, length)) return true;
        at += length + (at[length] == '.');
    }
    for (size_t i = strncmp(host, "www.", 4) ? 0 : 4; i < host_size; i++)
        if (host[i] != '.' && host[i] != '-') labels[count++] = host[i];
    return count && size > 3 && count >= size && !memcmp(labels + count - size, key, size);
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

/* ---- Titles ------------------------------------------------------------------------------------- */

struct title title_of(const struct meta_value *value)
{
    return value ? (struct title){value->text, value->size, value->key, value->key_size}
                 : (struct title){"", 0, "", 0};
}

bool title_is_value(const struct title *title, const struct meta_value *value)
{
    return value->key_size == title->key_size && !memcmp(value->key, title->key, title->key_size);
}

bool title_is_shown(const struct meta_found *found, const struct title *title, bool whole)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *value = &titles->values[i];
        if (value->origin != META_SHOWN && value->origin != META_ITEM) continue;
        if (!(whole && value->is_lesser) && title_is_value(title, value)) return true;
    }
    return false;
}

/* ---- What stands behind a title ------------------------------------------------------------------ */

/* Bytes of what may stand between a title and the site's name at `text`, with the spaces around it; 0 if that isn't
 * there. A hyphen needs its spaces, and so does what is a quotation mark elsewhere. */
static size_t separator(const char *text, size_t size)
{
    static const char *const bare[] = {"|", "｜", "：", "ㅣ", "·", "•", "--", "_"};
    static const char *const spaced[] = {"-", "–", "—", ":", "/", "»", "›", "«", "*"};
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

/* Whether the first `size` bytes are a title that the page has elsewhere; before a bar, and if it is the longer half,
 * any heading will do. */
static bool is_known(const struct meta_found *found, const struct title *title, size_t size)
{
    const char *behind = title->text + size;
    struct title head = *title;
    cut(&head, size);
    if (head.key_size < HEAD_MIN) return false;
    const bool is_half = behind[strspn(behind, " ")] == '|' && 2 * head.key_size > title->key_size;
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++)
        if ((is_half || !titles->values[i].is_lesser) && title_is_value(&head, &titles->values[i]))
            return true;
    return false;
}

static bool has_key(const struct meta_value *value, const struct buf *key)
{
    struct buf other;
    buf_init(&other);
    meta_fold(value->text, value->size, &other);
    const bool has = other.size == key->size && !memcmp(other.data, key->data, key->size);
    buf_release(&other);
    return has;
}

/* Whether a part of a title names the site or, as the last part, the section that the article is in. */
static bool names_place(const struct meta_found *found, const char *text, size_t size, bool is_last)
{
    const struct meta_list *sections = &found->lists[META_SECTION];
    struct buf key;
    buf_init(&key);
    meta_fold(text, size, &key);
    bool is_place = key.size && meta_is_site(found, key.data, key.size);
    for (size_t i = 0; key.size && is_last && i < sections->count && !is_place; i++)
        is_place = has_key(&sections->values[i], &key);
    buf_release(&key);
    return is_place;
}

/* Takes off what stands from the site's name on, or a section at the end. */
static bool strip_place(const struct meta_found *found, struct title *title)
{
    size_t before = 0, part = 0; /* where the separator before a part begins, and the part */
    for (size_t at = 1; at <= title->size; at++) {
        const bool is_end = at == title->size;
        const size_t length = is_end ? 0 : separator(title->text + at, title->size - at);
        if (!length && !is_end) continue;
        if (part && names_place(found, title->text + part, at - part, is_end)) {
            cut(title, before);
            return true;
        }
        before = at;
        part = at + length;
        at += is_end ? 0 : length - 1;
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
                             !meta_is_site(found, key.data, key.size) &&
                             title_is_shown(found, &tail, true);
    buf_release(&key);
    if (!is_headline) return false;
    title->text += size;
    title->size -= size;
    title->key += title->key_size - tail.key_size;
    title->key_size = tail.key_size;
    return true;
}

void title_strip(const struct meta_found *found, struct title *title, bool only_site)
{
    unsigned left = SEPARATORS_MAX;
    for (size_t at = 1; at < title->size && left && !only_site; at++) {
        const size_t length = separator(title->text + at, title->size - at);
        if (!length && title->text[at] != '-') continue;
        left--;
        if (is_known(found, title, at)) {
            cut(title, at);
            return;
        }
        if (length && strip_front(found, title, at + length)) return;
        at += length ? length - 1 : 0;
    }
    for (left = SITES_MAX; left && strip_place(found, title);)
        left--;
}
