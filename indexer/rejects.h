/* rejects.h - the file of what could not be read, one JSON object a line:
 *
 *     {"path":"/news/a.jsonl","line":7,"kind":"malformed","reason":"not a JSON object"}
 *
 * Without "line" it is the file as a whole. */
#ifndef INDEXER_REJECTS_H
#define INDEXER_REJECTS_H

#include "common/nsearch.h"
#include "common/readers/reject.h"

struct rejects;

/* Starts the file afresh. Errors: those of open(2), MEMORY. */
nsearch_status rejects_open(const char *path, struct rejects **out, nsearch_error *error);

/* Adds one. A failure is told by rejects_close. */
void rejects_add(struct rejects *rejects, const struct reject *reject);

/* Writes what is left and frees. NULL is allowed. Errors: IO, MEMORY. */
nsearch_status rejects_close(struct rejects *rejects, nsearch_error *error);

#endif
