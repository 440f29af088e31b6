/* field.h - the fields that a query can ask for by name. */
#ifndef SEARCHER_FIELD_H
#define SEARCHER_FIELD_H

#include <stdbool.h>
#include <stddef.h>

enum field {
    FIELD_NONE, /* title and body */
    FIELD_TITLE,
    FIELD_AUTHOR,
    FIELD_SOURCE,
    FIELD_SECTION,
    FIELD_PLACE,
    FIELD_TAG,
    FIELD_SITE,
    FIELD_URL,
    FIELD_ID,
    FIELD_PATH,
    FIELD_LANG,
    FIELD_DATE,
    FIELD_INDEXED, /* when nindex took it */
    FIELD_WORDS,
    FIELD_COUNT
};

/* How a name reads its value: four are dates by another name, and the last three parts of the text. */
enum field_use {
    FIELD_USE_PLAIN,
    FIELD_USE_AFTER,
    FIELD_USE_BEFORE,
    FIELD_USE_SINCE,
    FIELD_USE_UNTIL,
    FIELD_USE_LEAD,
    FIELD_USE_BODY,
    FIELD_USE_QUOTE
};

struct field_name {
    const char *name; /* lower case; the first one of a field is what it is called */
    enum field field;
    enum field_use use;
};

/* The row of a name, in any case; NULL if there is none. */
const struct field_name *field_find(const char *name, size_t size);

/* The name nearest to a wrong one, or NULL if none is near. */
const char *field_nearest(const char *name, size_t size);

/* "title", ... */
const char *field_text(enum field field);

/* The prefix of its terms in the index; NULL for those that are ranges. */
const char *field_prefix(enum field field);

/* Whether the name stands for a part of the text, and no field: lead, body, quote. */
bool field_is_part(const struct field_name *name);

/* Whether its terms are whole values and not words. */
bool field_is_whole(enum field field);

/* Whether it says which articles, and not how well they fit: it adds no weight, "source:a source:b"
 * means either, and it must hold even where any of the words will do. */
bool field_is_filter(enum field field);

#endif
