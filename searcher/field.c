/* field.c - see field.h. Adding a field is a row in each of two tables. */
#include "searcher/field.h"

#include <string.h>

#include "common/edits.h"
#include "common/schema.h"

enum {
    WHOLE = 1, /* field_is_whole() */
    FILTER = 2 /* field_is_filter() */
};

static const struct {
    const char *prefix;
    int traits;
} fields[FIELD_COUNT] = {
    [FIELD_NONE] = {"", 0},
    [FIELD_TITLE] = {PREFIX_TITLE, 0},
    [FIELD_AUTHOR] = {PREFIX_AUTHOR, 0},
    [FIELD_SOURCE] = {PREFIX_SOURCE, FILTER},
    [FIELD_SECTION] = {PREFIX_SECTION, FILTER},
    [FIELD_PLACE] = {PREFIX_PLACE, FILTER},
    [FIELD_TAG] = {PREFIX_TAG, 0},
    [FIELD_SITE] = {PREFIX_HOST, WHOLE | FILTER},
    [FIELD_URL] = {PREFIX_URL, WHOLE | FILTER},
    [FIELD_ID] = {PREFIX_ID, WHOLE | FILTER},
    [FIELD_PATH] = {PREFIX_PATH, WHOLE | FILTER},
    [FIELD_LANG] = {PREFIX_LANG, WHOLE | FILTER},
    [FIELD_DATE] = {NULL, FILTER},
    [FIELD_INDEXED] = {NULL, FILTER},
    [FIELD_WORDS] = {NULL, FILTER},
};

static const struct field_name names[] = {
    {"title", FIELD_TITLE, FIELD_USE_PLAIN},   {"headline", FIELD_TITLE, FIELD_USE_PLAIN},
    {"hd", FIELD_TITLE, FIELD_USE_PLAIN},      {"author", FIELD_AUTHOR, FIELD_USE_PLAIN},
    {"byline", FIELD_AUTHOR, FIELD_USE_PLAIN}, {"by", FIELD_AUTHOR, FIELD_USE_PLAIN},
    {"source", FIELD_SOURCE, FIELD_USE_PLAIN}, {"section", FIELD_SECTION, FIELD_USE_PLAIN},
    {"place", FIELD_PLACE, FIELD_USE_PLAIN},   {"dateline", FIELD_PLACE, FIELD_USE_PLAIN},
    {"tag", FIELD_TAG, FIELD_USE_PLAIN},       {"site", FIELD_SITE, FIELD_USE_PLAIN},
    {"url", FIELD_URL, FIELD_USE_PLAIN},       {"id", FIELD_ID, FIELD_USE_PLAIN},
    {"path", FIELD_PATH, FIELD_USE_PLAIN},     {"lang", FIELD_LANG, FIELD_USE_PLAIN},
    {"date", FIELD_DATE, FIELD_USE_PLAIN},     {"after", FIELD_DATE, FIELD_USE_AFTER},
    {"before", FIELD_DATE, FIELD_USE_BEFORE},  {"older", FIELD_DATE, FIELD_USE_BEFORE},
    {"since", FIELD_DATE, FIELD_USE_SINCE},    {"newer", FIELD_DATE, FIELD_USE_SINCE},
    {"until", FIELD_DATE, FIELD_USE_UNTIL},    {"words", FIELD_WORDS, FIELD_USE_PLAIN},
    {"lead", FIELD_NONE, FIELD_USE_LEAD},      {"body", FIELD_NONE, FIELD_USE_BODY},
    {"quote", FIELD_NONE, FIELD_USE_QUOTE},    {"indexed", FIELD_INDEXED, FIELD_USE_PLAIN},
};

enum {
    NAME_COUNT = sizeof names / sizeof *names,
    NAME_MAX_SIZE = 16
};

/* The name in lower case; false for one that is longer than any there is. */
static bool lower(const char *name, size_t size, char out[NAME_MAX_SIZE])
{
    if (size >= NAME_MAX_SIZE) return false;
    for (size_t i = 0; i < size; i++)
        out[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];
    out[size] = 0;
    return true;
}

const struct field_name *field_find(const char *name, size_t size)
{
    char wanted[NAME_MAX_SIZE];
    if (!lower(name, size, wanted)) return NULL;
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!strcmp(names[i].name, wanted)) return &names[i];
    return NULL;
}

const char *field_nearest(const char *name, size_t size)
{
    char wrong[NAME_MAX_SIZE];
    if (!lower(name, size, wrong)) return NULL;
    const char *nearest = NULL;
    unsigned nearest_distance = size > 3 ? 3 : 2; /* one more than is near */
    for (size_t i = 0; i < NAME_COUNT; i++) {
        const char *right = names[i].name;
        const unsigned far = edits_between(wrong, size, right, strlen(right), nearest_distance - 1);
        if (far < nearest_distance) {
            nearest = right;
            nearest_distance = far;
        }
    }
    return nearest;
}

const char *field_text(enum field field)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].field == field && names[i].use == FIELD_USE_PLAIN) return names[i].name;
    return "";
}

const char *field_prefix(enum field field)
{
    return fields[field].prefix;
}

bool field_is_part(const struct field_name *name)
{
    return name->field == FIELD_NONE;
}

bool field_is_whole(enum field field)
{
    return fields[field].traits & WHOLE;
}

bool field_is_filter(enum field field)
{
    return fields[field].traits & FILTER;
}
