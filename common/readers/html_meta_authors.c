/* html_meta_authors.c - who wrote it: of what a page says, the first source that names people. */
#include <string.h>
#include <strings.h>

#include "common/readers/byline.h"
#include "common/readers/html_meta_found.h"

enum {
    AUTHOR_MAX = 300, /* bytes of names; what is longer is a text */
    FAR_MIN = 40      /* elements between the authors of two stories */
};

struct name {
    const char *text;
    size_t size;
};

static bool has(struct name name, const char *part)
{
    return memmem(name.text, name.size, part, strlen(part)) != NULL;
}

static bool begins(struct name name, const char *start)
{
    size_t size = strlen(start);
    return name.size >= size && !strncasecmp(name.text, start, size);
}

/* "jane-doe", part of an address. */
static bool is_slug(struct name name)
{
    if (!memchr(name.text, '-', name.size)) return false;
    for (size_t i = 0; i < name.size; i++)
        if (!(name.text[i] >= 'a' && name.text[i] <= 'z') && name.text[i] != '-') return false;
    return true;
}

/* The names of buttons, and what credits of pictures begin with. */
static bool is_button(struct name name)
{
    static const char *const starts[] = {"twitter", "facebook", "share", "follow", "email",
                                         "(image",  "image:",   "foto:", "photo:", "bild:"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (begins(name, starts[i])) return true;
    return false;
}

/* What is no name: addresses, dates, numbers, captions' credits. */
static bool is_nobody(struct name name)
{
    struct date date;
    if (!name.size || name.size > AUTHOR_MAX || memchr(name.text, '@', name.size)) return true;
    if (has(name, "://") || begins(name, "www.") || begins(name, "/") || is_slug(name) ||
        is_button(name))
        return true;
    if (name.text[name.size - 1] == ':') return true;
    size_t digits = 0;
    for (size_t i = 0; i < name.size; i++)
        digits += name.text[i] >= '0' && name.text[i] <= '9';
    return 2 * digits > name.size ||
           (digits && date_find(name.text, name.size, DATE_DAY_FIRST, &date));
}

/* "Jane Doe (jd)" is Jane Doe, and so is she with the Korean for "reporter" behind her. */
static struct name without_tail(struct name name)
{
    static const char reporter[] = " 기자";
    const size_t size = sizeof reporter - 1;
    if (name.size > size && !memcmp(name.text + name.size - size, reporter, size))
        name.size -= size;
    const char *open = memchr(name.text, '(', name.size);
    if (!open || open == name.text || name.text[name.size - 1] != ')') return name;
    name.size = (size_t)(open - name.text);
    while (name.size && name.text[name.size - 1] == ' ')
        name.size--;
    return name;
}

static size_t count_words(struct name name)
{
    size_t words = 0;
    for (size_t i = 0; i < name.size; i++)
        words += name.text[i] != ' ' && (!i || name.text[i - 1] == ' ');
    return words;
}

/* Whether "and" stands between two names of several words each: not in "The Buoy and AFP". */
static bool is_joined(struct name name)
{
    static const char *const marks[] = {" and ", " & ",  " und ", " et ",   " y ",
                                        " e ",   " og ", " och ", " with ", " en "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = memmem(name.text, name.size, marks[i], strlen(marks[i]));
        if (!at) continue;
        const struct name left = {name.text, (size_t)(at - name.text)};
        const struct name right = {at + strlen(marks[i]), name.size - left.size - strlen(marks[i])};
        if (count_words(left) > 1 && count_words(right) > 1) return true;
    }
    return false;
}

/* Whether it may be more than a name: several, "By" before it, a job behind it. */
static bool is_line(struct name name)
{
    static const char *const starts[] = {
        "by ", "von ", "par ", "por ", "by:", "von:", "par:", "por:", "autor", "author", "text"};
    if (memchr(name.text, ',', name.size) || memchr(name.text, ';', name.size) ||
        memchr(name.text, '|', name.size) || has(name, " / ") || is_joined(name))
        return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (begins(name, starts[i])) return true;
    return byline_is(name.text, name.size);
}

/* Whether it looks like a person's name: what is only shown, and not said to be one, must. */
static bool looks_personal(struct name name)
{
    if (memchr(name.text, ':', name.size) || memchr(name.text, '/', name.size)) return false;
    if (is_line(name)) return count_words(name) > 1;
    return byline_is_name(name.text, name.size) &&
           ((unsigned char)*name.text >= 0x80 || count_words(name) > 1);
}

/* ---- A source ------------------------------------------------------------------------------------ */

static bool is_ours(const struct meta_found *found, struct name name)
{
    struct buf key;
    buf_init(&key);
    meta_fold(name.text, name.size, &key);
    const bool ours = meta_is_site(found, key.data, key.size);
    buf_release(&key);
    return ours;
}

/* Adds the names in a value; the site's own only if `groups`. */
static void add(const struct meta_found *found, struct name name, bool groups,
                struct article *article)
{
    struct article names;
    article_init(&names);
    if (is_line(name))
        byline_add(&names, name.text, name.size);
    else
        article_add(&names, ARTICLE_AUTHOR, name.text, name.size);
    const struct buf *list = &names.fields[ARTICLE_AUTHOR];
    for (const char *at = list->data, *end = at + list->size; at < end; at++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        name = (struct name){at, (size_t)(stop - at)};
        if (groups || !is_ours(found, name)) article_add(article, ARTICLE_AUTHOR, at, name.size);
        at = stop;
    }
    if (list->failed) article->fields[ARTICLE_AUTHOR].failed = true;
    article_release(&names);
}

/* What stands before the first comma. */
static struct name first_part(struct name name)
{
    const char *comma = memchr(name.text, ',', name.size);
    if (comma) name.size = (size_t)(comma - name.text);
    return name;
}

/* The names in a value; of a line that is shown, what names somebody. */
static struct name name_of(const struct meta_value *value)
{
    struct piece line = {value->text, value->size};
    if (value->origin >= META_ITEM) line = meta_byline(line.text, line.size);
    return without_tail((struct name){line.text, line.size});
}

static bool is_person(const struct meta_found *found, const struct meta_value *value)
{
    const struct name name = name_of(value);
    if (value->is_lesser || is_nobody(name) || is_ours(found, first_part(name))) return false;
    if (meta_is_site(found, value->key, value->key_size)) return false;
    return value->origin < META_MARKED || looks_personal(name);
}

/* Whether a value may count where nobody is named for sure: of what is only shown, what can be a name. */
static bool may_be_group(const struct meta_value *value, struct name name)
{
    return value->origin <= META_MARKED || is_line(name) || count_words(name) == 1 ||
           byline_is_name(name.text, name.size);
}

/* Adds the authors of an origin: if `groups`, whatever is said; else all that is said if it has people. In the page
 * those count that stand near the first; others are of other stories. False if there was nobody. */
static bool add_origin(const struct meta_found *found, int origin, bool groups,
                       struct article *article)
{
    const struct meta_list *list = &found->lists[META_AUTHOR];
    const size_t before = article->fields[ARTICLE_AUTHOR].size;
    size_t place = 0;
    bool any = groups;
    for (size_t i = 0; i < list->count && !any; i++)
        any = (int)list->values[i].origin == origin && is_person(found, &list->values[i]);
    for (size_t i = 0; i < list->count && any; i++) {
        const struct meta_value *value = &list->values[i];
        const struct name name = name_of(value);
        if ((int)value->origin != origin || is_nobody(name)) continue;
        if (groups ? !may_be_group(value, name) : origin >= META_ITEM && !is_person(found, value))
            continue;
        if (origin >= META_ITEM && place && value->place > place + FAR_MIN) break;
        add(found, name, groups, article);
        place = value->place;
    }
    return article->fields[ARTICLE_AUTHOR].size > before;
}

void meta_choose_authors(const struct meta_found *found, struct article *article)
{
    for (int groups = 0; groups < 2; groups++)
        for (int origin = 0; origin < META_ORIGINS; origin++)
            if (add_origin(found, origin, groups, article)) return;
}
