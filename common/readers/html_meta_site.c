/* html_meta_site.c - see html_meta_title.h: the name of the site, and titles compared by their keys. */
#include <string.h>

#include "common/host.h"
#include "common/readers/html_meta_title.h"

enum {
    SITE_KEY_MAX = 64, /* what is longer names no site */
    BESIDE_MAX = 5     /* bytes of a key that may stand beside the name: "the", "news" */
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
