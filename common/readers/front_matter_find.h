/* front_matter_find.h - where the block of YAML before a text of Markdown ends; front_matter.h is what reads it. */
#ifndef COMMON_READERS_FRONT_MATTER_FIND_H
#define COMMON_READERS_FRONT_MATTER_FIND_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes of a text are front matter, 64 KiB at most, both lines of hyphens with it; 0: it has none. *yaml and *yaml_size
 * are what is between them. */
size_t front_matter_find(const char *text, size_t size, const char **yaml, size_t *yaml_size);

/* Whether it has some, and that begins with a name and a colon. */
bool front_matter_begins(const char *text, size_t size);

#endif
