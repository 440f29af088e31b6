/* wire.h - a message of an agency's wire, as the lines of teleprinters carried it, and still do:
 *
 *     SOH header  [slug]  STX text ETX trailer  EOT
 *
 * reader_iptc7901.c cuts a file into messages; IPTC 7901 and ANPA 1312 say in their own ways what is in them. */
#ifndef COMMON_READERS_WIRE_H
#define COMMON_READERS_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"
#include "common/readers/piece.h"

#define WIRE_SOH '\x01'
#define WIRE_STX '\x02'
#define WIRE_ETX '\x03'
#define WIRE_EOT '\x04'

/* In UTF-8, slices of one text. */
struct wire_message {
    struct piece header, text, trailer; /* empty where there is none */
};

/* Fill an article, which is empty. Without memory the article remembers it. */
void wire_read_7901(const struct wire_message *message, struct article *article);
void wire_read_anpa(const struct wire_message *message, struct article *article);

/* ---- For the two --------------------------------------------------------------------------------- */

/* Takes the next line off, without its end; false when there is none. */
bool wire_line(struct piece *rest, struct piece *line);

/* Takes the next word off; an empty one when there is none. Control characters are white space. */
struct piece wire_word(struct piece *rest);

/* Without white space and control characters at both ends. */
struct piece wire_trim(struct piece piece);

bool wire_starts(struct piece piece, const char *text); /* without regard to case */

/* The number in digits that a piece begins with, `count` of them; -1 if it doesn't. */
int wire_digits(struct piece piece, size_t count);

/* The section that a letter of the header means; NULL if it means another to each agency. */
const char *wire_section(struct piece category);

#endif
