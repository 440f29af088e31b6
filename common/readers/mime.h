/* mime.h - what a mail is encoded with: words in its head, parameters, bodies of seven bits. */
#ifndef COMMON_READERS_MIME_H
#define COMMON_READERS_MIME_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* Appends the value of a field of a head as UTF-8: encoded words (RFC 2047) decoded, those that are broken left as
 * they are, and bytes by themselves in what charset they seem to be in. */
void mime_text(const char *value, size_t size, struct buf *out);

/* The parameter of that name in a field's value: Content-Type: text/plain; NAME="value". Cut to fit; false, and "",
 * if there is none. */
bool mime_parameter(const char *value, const char *name, char *out, size_t capacity);

enum mime_encoding {
    MIME_PLAIN, /* 7bit, 8bit, binary, and any other */
    MIME_QUOTED,
    MIME_BASE64
};

enum mime_encoding mime_encoding_of(const char *value);

/* Appends a body's bytes. Never fails: what is not of the encoding is passed over, or stays as it is. */
void mime_decode(enum mime_encoding encoding, const char *data, size_t size, struct buf *out);

/* Appends a text whose paragraphs were broken into lines that end with a space (RFC 3676) with whole paragraphs. */
void mime_unflow(const char *text, size_t size, struct buf *out);

#endif
