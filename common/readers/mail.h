/* mail.h - one mail, line by line, to what is worth reading of it.
 *
 *     head -> fields         parts -> boundaries -> text parts, decoded -> mail_text()
 *
 * Only texts are held in memory, and no more of them than a limit; attachments go by. */
#ifndef COMMON_READERS_MAIL_H
#define COMMON_READERS_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/readers/mime.h"

enum {
    MAIL_DEPTH_MAX = 16, /* of parts in parts, and of mails in mails */
    MAIL_TEXTS_MAX = 64,
    MAIL_BOUNDARY_MAX = 128,
    MAIL_LOCATION_MAX = 2048,
    MAIL_FIELD_MAX = 16384 /* bytes of a field; longer ones are cut */
};

/* Fields of the head, as they stand, unfolded. */
enum mail_field {
    MAIL_SUBJECT,
    MAIL_FROM,
    MAIL_DATE,
    MAIL_ID,
    MAIL_LIST_ID,
    MAIL_LIST_UNSUBSCRIBE,
    MAIL_PRECEDENCE,
    MAIL_KEYWORDS,
    MAIL_FIELDS
};

struct mail_level {
    char boundary[MAIL_BOUNDARY_MAX];
    size_t size;
    unsigned group; /* of the texts in it that say the same: the reader is to choose; 0: none */
};

struct mail_text {
    struct buf text; /* UTF-8 */
    unsigned group;
    bool is_html; /* it was */
};

struct mail_part {
    char type[64];
    char boundary[MAIL_BOUNDARY_MAX];
    char charset[64];
    char location[MAIL_LOCATION_MAX]; /* the address that it is from; "" */
    enum mime_encoding encoding;
    bool is_attachment, is_flowed;
};

/* The first part in HTML, if that is from an address: what a saved page is; else empty. */
struct mail_page {
    struct buf data; /* decoded, and not yet UTF-8 */
    char location[MAIL_LOCATION_MAX];
    char charset[64];
};

struct mail {
    struct buf fields[MAIL_FIELDS];
    size_t limit; /* of all the texts */
    bool too_long;
    struct mail_level levels[MAIL_DEPTH_MAX];
    size_t depth;
    struct mail_page page;
    struct mail_text texts[MAIL_TEXTS_MAX];
    size_t text_count, text_size;
    unsigned groups, mails;                   /* so far */
    unsigned attachments, others, signatures; /* left out: parts that aren't text are others */
    bool in_head, in_text;
    struct mail_part part;
    struct buf field; /* that is being read */
    struct buf raw;   /* the part's body, as it stands */
    struct buf bytes; /* decoded */
};

void mail_init(struct mail *mail, size_t limit);
void mail_release(struct mail *mail);
void mail_reset(struct mail *mail); /* for another mail */

/* Takes the next line, without its end. */
void mail_line(struct mail *mail, const char *line, size_t size);

/* Is told of the end, and then gives the text: of what is there as plain text and as HTML the plain one, unless that is
 * a stub. */
void mail_end(struct mail *mail);

/* Whether it is a saved page, that nobody sent: its text isn't taken here, for it is to be read as the page it is. */
bool mail_is_page(const struct mail *mail);

void mail_text(struct mail *mail, struct buf *out);

/* NSEARCH_OK, or MEMORY. */
nsearch_status mail_status(const struct mail *mail, nsearch_error *error);

#endif
