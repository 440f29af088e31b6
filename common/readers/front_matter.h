/* front_matter.h - the block of YAML before a text of Markdown: fields of an article.
 *
 *     ---
 *     title: "Ferries: late again"
 *     date: 2020-06-16 14:49
 *     tags: [ferries, strikes]
 *     ---
 *
 * Names are those of field_names.h; what stands in a mapping has a name with a point, "headline.main". */
#ifndef COMMON_READERS_FRONT_MATTER_H
#define COMMON_READERS_FRONT_MATTER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"
#include "common/readers/field_names.h"

/* Adds its fields. `map` may be NULL. False, with the line from 1 and what is wrong, if it is no YAML: the fields
 * before that are there. Aliases are not followed. */
bool front_matter_read(const char *yaml, size_t size, const struct field_map *map,
                       struct article *article, size_t *line, const char **problem);

#endif
