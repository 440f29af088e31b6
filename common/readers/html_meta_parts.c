/* html_meta_parts.c - see html_meta_title.h: a title taken apart where something stands between the headline and the
 * rest.
 *
 *     Last boat leaves | News | The Daily Buoy
 *     The Club - Last boat leaves */
#include <string.h>

#include "common/readers/html_meta_title.h"

enum {
    HEAD_MIN = 6,   /* bytes of a key that can be a title with something beside it */
    PARTS_MAX = 16, /* of a title */
    SITES_MAX = 3   /* names of sites behind each other */
};

/* ---- Parts --------------------------------------------------------------------------------------- */

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

/* Where parts of a title begin and end, in its text and in its key. */
struct parts {
    struct part {
        size_t text, text_end, key, key_end;
    } parts[PARTS_MAX];
    size_t count;
};

static size_t key_size_of(const char *text, size_t size)
{
    struct buf key;
    buf_init(&key);
    meta_fold(text, size, &key);
    const size_t key_size = key.size;
    buf_release(&key);
    return key_size;
}

/* Ends the last part at `at`, and begins another `length` bytes behind; the last there can be goes on to the end. */
static void add_part(struct parts *parts, const struct title *title, size_t at, size_t length)
{
    struct part *part = &parts->parts[parts->count - 1];
    if (at < title->size && parts->count == PARTS_MAX) return;
    part->text_end = at;
    part->key_end = key_size_of(title->text, at);
    if (at == title->size) return;
    part[1] = (struct part){.text = at + length, .key = key_size_of(title->text, at + length)};
    parts->count++;
}

/* `hyphens`: a bare one may stand between parts too. */
static void take_apart(const struct title *title, struct parts *parts, bool hyphens)
{
    *parts = (struct parts){.count = 1};
    for (size_t at = 1; at < title->size; at++) {
        size_t length = separator(title->text + at, title->size - at);
        if (!length) length = hyphens && title->text[at] == '-';
        if (!length) continue;
        add_part(parts, title, at, length);
        at += length - 1;
    }
    add_part(parts, title, title->size, 0);
}

/* Cuts a title to the parts from `first` to `last`. */
static void cut(struct title *title, const struct part *first, const struct part *last)
{
    title->text += first->text;
    title->size = last->text_end - first->text;
    title->key += first->key;
    title->key_size = last->key_end - first->key;
}

/* ---- The part that is a headline elsewhere ------------------------------------------------------- */

/* Whether a value is one or several whole parts of a title, but not all of it: *run is that. */
static bool find_run(const struct parts *parts, const struct title *title,
                     const struct meta_value *value, struct title *run)
{
    if (value->key_size < HEAD_MIN || value->key_size >= title->key_size) return false;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *first = &parts->parts[i];
        const size_t end = first->key + value->key_size;
        if (end > title->key_size || memcmp(title->key + first->key, value->key, value->key_size))
            continue;
        for (size_t j = i; j < parts->count; j++) {
            if (parts->parts[j].key_end != end) continue;
            *run = *title;
            cut(run, first, &parts->parts[j]);
            return true;
        }
    }
    return false;
}

/* The longest part of a title that the page has as a title elsewhere. One that is only a lesser heading, or a part of
 * one, must be half of it, or longer than one that is a title and doesn't begin it. */
static bool find_headline(const struct meta_found *found, const struct title *title,
                          struct title *headline)
{
    struct parts parts;
    struct title run, best = {"", 0, "", 0}, lesser = best;
    take_apart(title, &parts, true);
    if (parts.count == 1) return false;
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++) {
        if (!find_run(&parts, title, &titles->values[i], &run)) continue;
        if (run.text > title->text && meta_is_site(found, run.key, run.key_size)) continue;
        struct title *kept = titles->values[i].is_lesser ? &lesser : &best;
        if (run.key_size > kept->key_size) *kept = run;
    }
    const bool is_more = best.size ? best.text > title->text && lesser.key_size > best.key_size
                                   : 2 * lesser.key_size >= title->key_size;
    *headline = is_more ? lesser : best;
    return headline->size;
}

/* ---- The site and the section -------------------------------------------------------------------- */

/* One of the parts as a title. */
static struct title part_of(const struct title *title, const struct part *part)
{
    struct title alone = *title;
    cut(&alone, part, part);
    return alone;
}

/* Whether a part of a title names the site or, as the last part, the section that the article is in. */
static bool names_place(const struct meta_found *found, const struct title *part, bool is_last)
{
    const struct meta_list *sections = &found->lists[META_SECTION];
    if (!part->key_size) return false;
    bool is_place = meta_is_site(found, part->key, part->key_size);
    for (size_t i = 0; is_last && i < sections->count && !is_place; i++)
        is_place = title_is_value(part, &sections->values[i]);
    return is_place;
}

/* Takes off what stands from the site's name on, or a section at the end. */
static bool strip_place(const struct meta_found *found, struct title *title)
{
    struct parts parts;
    take_apart(title, &parts, false);
    for (size_t i = 1; i < parts.count; i++) {
        const struct title part = part_of(title, &parts.parts[i]);
        if (!names_place(found, &part, i + 1 == parts.count)) continue;
        cut(title, parts.parts, &parts.parts[i - 1]);
        return true;
    }
    return false;
}

/* Takes off the name that the site gives itself where it stands first. */
static void strip_site_before(const struct meta_found *found, struct title *title)
{
    struct parts parts;
    take_apart(title, &parts, false);
    const struct meta_list *sites = &found->lists[META_SOURCE];
    const struct title first = part_of(title, parts.parts);
    for (size_t i = 0; i < sites->count && parts.count > 1; i++)
        if (title_is_value(&first, &sites->values[i])) {
            cut(title, &parts.parts[1], &parts.parts[parts.count - 1]);
            return;
        }
}

void title_strip(const struct meta_found *found, struct title *title, bool only_site)
{
    struct title headline;
    if (!only_site && find_headline(found, title, &headline)) *title = headline;
    for (unsigned left = SITES_MAX; left && strip_place(found, title);)
        left--;
    strip_site_before(found, title);
    if (!only_site && find_headline(found, title, &headline)) *title = headline;
}
