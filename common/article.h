/* article.h - one article: its fields, and the form in which an index stores it. */
#ifndef COMMON_ARTICLE_H
#define COMMON_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

enum article_field {
    ARTICLE_ID,
    ARTICLE_TITLE,
    ARTICLE_DATE, /* as date_write() writes it */
    ARTICLE_SOURCE,
    ARTICLE_AUTHOR,
    ARTICLE_SECTION,
    ARTICLE_PLACE, /* of the dateline: "KAESONG, South Korea" */
    ARTICLE_URL,
    ARTICLE_LANG,
    ARTICLE_TAG,
    ARTICLE_PATH, /* file it came from, absolute */
    ARTICLE_BODY, /* paragraphs with an empty line between them */
    ARTICLE_FIELDS
};

/* A piece of the body, in bytes. */
struct article_span {
    size_t offset, size;
};

/* Source, author, section, place and tag may have several values, stored with a newline between them; the
 * other fields have one. Only the body holds newlines of its own. */
struct article {
    struct buf fields[ARTICLE_FIELDS];
    struct buf
        unindexed; /* article_span: pieces of the body, in order, whose words aren't looked for; not stored */
};

void article_init(struct article *article);
void article_release(struct article *article);
void article_reset(struct article *article);

/* "id", "title", ... as used in queries, JSON and stored form. _of_name gives ARTICLE_FIELDS for a
 * name that is no field's. */
const char *article_field_name(enum article_field field);
enum article_field article_field_of_name(const char *name, size_t size);

/* Adds a value: a second one to a field that may have several (unless it is there already: behind 16 KB nobody looks), or in
 * place of the first. White space at both ends goes, and inside every field but the body it is folded
 * to single spaces; a path is kept as article_write_path writes it. An empty value is ignored. `text` is valid
 * UTF-8, but for a path, which may have any bytes. */
void article_add(struct article *article, enum article_field field, const char *text, size_t size);

/* Appends a path as articles have it: what is no UTF-8 and what is a control character as %XX, a byte each.
 * Different files have different ones (but for names that hold such an escape themselves). */
void article_write_path(const char *path, size_t size, struct buf *out);

/* NSEARCH_OK, or MEMORY if any field could not be stored. */
nsearch_status article_status(const struct article *article, nsearch_error *error);

/* The stored form, which is also what Omega shows: a line "name=value" for each value of each field
 * but the body, an empty line, the body. */
void article_write(const struct article *article, struct buf *out);

/* Reads the stored form. Errors: DAMAGED, MEMORY. */
nsearch_status article_parse(const char *data, size_t size, struct article *article,
                             nsearch_error *error);

#endif
