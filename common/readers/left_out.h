/* left_out.h - formats that this build can't read, for it was made without a library. */
#ifndef COMMON_READERS_LEFT_OUT_H
#define COMMON_READERS_LEFT_OUT_H

#include <stddef.h>

struct left_out {
    const char *name; /* of the format; NULL after the last */
    const char *library;
};

extern const struct left_out left_out[];

/* What a text is that begins so, if only a reader that is left out can read it: "XML or HTML, ..., which this nindex
 * can't read: it was built without ..."; NULL if that isn't so. */
const char *left_out_reason(const char *head, size_t size);

#endif
