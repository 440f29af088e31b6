/* person.h - authors as feeds and exports give them. */
#ifndef COMMON_READERS_PERSON_H
#define COMMON_READERS_PERSON_H

#include <stddef.h>

#include "common/article.h"

/* Adds the author, or authors, that a text names: "jane@example.com (Jane Doe)", "Doe, Jane", "Jane Doe and Sam Roe".
 * Addresses alone are nobody. */
void person_add(struct article *article, const char *text, size_t size);

#endif
