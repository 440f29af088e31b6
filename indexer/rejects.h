/* rejects.h - the file of what could not be read, one JSON object a line:
 *
 *     {"path":"/news/a.jsonl","line":7,"reason":"not a JSON object"}
 *
 * Without "line" it is the file as a whole. */
#ifndef INDEXER_REJECTS_H
#define INDEXER_REJECTS_H

#include <stdint.h>

#include "common/nsearch.h"

struct rejects;

/* Starts the file afresh. Errors: those of open(2), MEMORY. */
nsearch_status rejects_open(const char *path, struct rejects **out, nsearch_error *error);

/* Adds one; `line` 0 is none. A failure is told by rejects_close. */
void rejects_add(struct rejects *rejects, const char *path, uint64_t line, const char *reason);

/* Writes what is left and frees. NULL is allowed. Errors: IO, MEMORY. */
nsearch_status rejects_close(struct rejects *rejects, nsearch_error *error);

#endif
