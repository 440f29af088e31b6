/* paragraphs.h - text in pieces laid out as paragraphs: white space folded, an empty line between paragraphs. */
#ifndef COMMON_READERS_PARAGRAPHS_H
#define COMMON_READERS_PARAGRAPHS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* What stands between the text so far and the next piece. Ordered: the widest that was asked for wins. */
enum paragraphs_gap {
    PARAGRAPHS_NONE,
    PARAGRAPHS_SPACE,
    PARAGRAPHS_LINE,
    PARAGRAPHS_EMPTY_LINE
};

/* Zero but for `out`, to which the text is appended; nothing stands before the first piece. */
struct paragraphs {
    struct buf *out;
    enum paragraphs_gap gap;
    bool begun;
};

/* Appends text in UTF-8; white space in it, no-break spaces too, is folded to single spaces. */
void paragraphs_text(struct paragraphs *paragraphs, const char *text, size_t size);

/* The same with its line ends kept, as in <pre>: an empty line is a new paragraph. */
void paragraphs_lines(struct paragraphs *paragraphs, const char *text, size_t size);

/* The next piece stands at least so far from this one. */
void paragraphs_apart(struct paragraphs *paragraphs, enum paragraphs_gap gap);

/* Ends a line, as <br> does: the second in a row ends the paragraph. */
void paragraphs_break(struct paragraphs *paragraphs);

#endif
