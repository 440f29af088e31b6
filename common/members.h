/* members.h - the members of JSON objects, written one after the other as they come: all JSON that the programs write.
 *
 *     members_begin(out);                          {
 *     members_text(out, "id", "md-2020-0616");     "id":"md-2020-0616"
 *     members_number(out, "rank", 1);              ,"rank":1
 *     members_end(out);                            }
 *
 * Texts came from articles: characters that JSON allows as they are, but a terminal would obey, are escapes, and bytes
 * that aren't UTF-8 are U+FFFD. */
#ifndef COMMON_MEMBERS_H
#define COMMON_MEMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"

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

/* A text as a value, a number. */
void members_string(struct buf *out, const char *text, size_t size);
void members_digits(struct buf *out, uint64_t number);

/* A text that may be of any bytes, such as a file's name, as a value, or null for "": what isn't UTF-8 is mended as
 * utf8_repair does. */
void members_repaired(struct buf *out, const char *text);

#endif
