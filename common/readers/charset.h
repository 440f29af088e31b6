/* charset.h - bytes in a named or an unknown charset to UTF-8.
 *
 *     label -> charset_of_label -> charset_detect (what the bytes really are) -> charset_convert
 *
 * Charsets are names for iconv, static strings: no need to free them, and equal ones are the same pointer. */
#ifndef COMMON_READERS_CHARSET_H
#define COMMON_READERS_CHARSET_H

#include <stddef.h>

#include "common/buf.h"

/* The charset that a label means to browsers ("latin1" and "ascii" are windows-1252, "gb2312" is GBK), in any case
 * and with white space or quotes around it. NULL if there is none of the name. */
const char *charset_of_label(const char *label, size_t size);

/* The charset that the text is in; never NULL. `declared`, NULL if nothing is, is believed where the bytes bear it;
 * valid UTF-8 is UTF-8 whatever was declared, and so is what is nearly all valid. Else a guess by how text of each
 * charset looks: good from a few dozen letters on. What stands in <tags> isn't looked at. Costs a pass over the text. */
const char *charset_detect(const char *data, size_t size, const char *declared);

/* Appends the text as UTF-8. What is not of the charset is U+FFFD, one for each byte, in text that is UTF-8 but for
 * some bytes, these as windows-1252. Returns how many that were. */
size_t charset_convert(const char *charset, const char *data, size_t size, struct buf *out);

#endif
