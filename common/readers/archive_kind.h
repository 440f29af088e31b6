/* archive_kind.h - whether a file is an archive or packed, by its first bytes. Needs no libarchive. */
#ifndef COMMON_READERS_ARCHIVE_KIND_H
#define COMMON_READERS_ARCHIVE_KIND_H

#include <stddef.h>

/* "a zip archive"; NULL if it is none. gzip is no matter of this: input.h unpacks it. */
const char *archive_kind(const char *head, size_t size);

#endif
