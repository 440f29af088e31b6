/* print_members.h - the members of JSON objects, written one after the other as they come: for what is printed often.
 *
 *     members_begin(out);                          {
 *     members_text(out, "id", "md-2020-0616");     "id":"md-2020-0616"
 *     members_number(out, "rank", 1);              ,"rank":1
 *     members_end(out);                            }
 *
 * Texts came from articles: characters that JSON allows as they are, but a terminal would obey, are escapes, and bytes
 * that aren't UTF-8 are U+FFFD. */
#ifndef SEARCHER_PRINT_MEMBERS_H
#define SEARCHER_PRINT_MEMBERS_H

#include <stdint.h>

#include "common/buf.h"
#include "searcher/print_field.h"

void members_begin(struct buf *out);
void members_end(struct buf *out);

/* A member whose value is to follow. */
void members_name(struct buf *out, const char *name);

/* A text, or null for ""; a number; one with `digits` decimals; true or false; null. */
void members_text(struct buf *out, const char *name, const char *text);
void members_number(struct buf *out, const char *name, uint64_t number);
void members_decimal(struct buf *out, const char *name, double number, int digits);
void members_bool(struct buf *out, const char *name, bool value);
void members_null(struct buf *out, const char *name);

/* An array of values, each of which is to be begun. */
void members_array(struct buf *out, const char *name);
void members_item(struct buf *out);
void members_array_end(struct buf *out);

/* A text as a value. */
void members_string(struct buf *out, const char *text, size_t size);

/* Fields of a hit. */
void members_fields(struct buf *out, const struct print_fields *fields,
                    const struct print_record *record);

/* What there is to say of all hits together: "query" to "token". */
struct print;
void members_summary(struct buf *out, const struct print *print);

#endif
