/* reject.h - what could not be read, and of what kind the reason is. */
#ifndef COMMON_READERS_REJECT_H
#define COMMON_READERS_REJECT_H

#include <stdint.h>

enum reject_kind {
    REJECT_UNREADABLE, /* "unreadable": it can't be opened, or reading fails */
    REJECT_DAMAGED,    /* "damaged": what it is packed in is broken or breaks off */
    REJECT_UNKNOWN,    /* "unknown": of no format that this nindex reads */
    REJECT_MALFORMED,  /* "malformed": not as its format has it */
    REJECT_EMPTY,      /* "empty": nothing in it, or neither a title nor a text */
    REJECT_TOO_LONG,   /* "too_long": over --max-article-size, or another bound */
    REJECT_KINDS
};

struct reject {
    const char *path;
    uint64_t line; /* 0 where it makes no sense */
    enum reject_kind kind;
    const char *reason; /* a line of valid UTF-8 */
};

/* Of what holds no article. */
extern const char *const reject_empty_reason;

/* As above, in quotes. */
const char *reject_kind_name(enum reject_kind kind);

#endif
