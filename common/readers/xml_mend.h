/* xml_mend.h - XML as people write it to XML that a parser takes, without changing what it says. For xml.c.
 *
 * Words and not structure: comments, processing instructions and DOCTYPEs go; & and < that mean themselves are
 * escaped; HTML's entities become their characters; control characters become spaces; attributes get quotes. */
#ifndef COMMON_READERS_XML_MEND_H
#define COMMON_READERS_XML_MEND_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

struct xml_mended {
    bool whole; /* the last tag is the end tag of the first element, or that is empty */
    bool cut;   /* more than XML_NODES_MAX */
};

/* Appends to `out` the text in UTF-8, which is valid. Costs one pass. */
void xml_mend(const char *text, size_t size, struct buf *out, struct xml_mended *mended);

/* The bytes of the declaration or comment at `text`, which begins with "<!" or "<?", or all of them if it has no end:
 * comments to -->, DOCTYPE with what is in its [ ], others to >. CDATA is none of them. */
size_t xml_skip(const char *text, size_t size);

#endif
