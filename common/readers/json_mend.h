/* json_mend.h - JSON as pages have it, which is often broken a little. */
#ifndef COMMON_READERS_JSON_MEND_H
#define COMMON_READERS_JSON_MEND_H

#include <json-c/json.h>

#include "common/buf.h"

enum {
    JSON_MEND_DEPTH = 32 /* of arrays and objects in each other; deeper ones are refused */
};

/* Reads the first value in a text and moves on behind it: what comments, CDATA marks, commas and semicolons stand
 * around it is passed over. A value that is broken is read as if it were mended: raw line ends and quotes in strings,
 * escapes that aren't any, commas too many, no end. NULL at the end, or if nothing helps (then *size is 0). The
 * caller frees the value with json_object_put(). */
json_object *json_mend_next(const char **text, size_t *size);

/* Appends a text that was meant to be JSON so that json-c may take it. */
void json_mend(const char *text, size_t size, struct buf *out);

#endif
