/* html_notes.h - notes beside a text, told by their wording: whose a picture is, what else to read, what to subscribe to. */
#ifndef COMMON_READERS_HTML_NOTES_H
#define COMMON_READERS_HTML_NOTES_H

#include "common/readers/html_blocks.h"

/* What a block is as far as its words say: an enum html_role, or 0 if they don't. */
unsigned html_notes_role(const struct html_blocks *all, const struct html_block *block);

#endif
