/* error.h - filling in an nsearch_error.
 *
 * A function sets the error at the place that knows what, where and what to do; everything above
 * passes the status up and adds nothing. */
#ifndef COMMON_ERROR_H
#define COMMON_ERROR_H

#include <stdarg.h>

#include "common/nsearch.h"

/* Writes the message, cut to fit at a word or character, which it then says, control characters replaced by spaces, and returns
 * `status`, so that a failure is one line: return error_set(error, NSEARCH_IO, "...", ...).
 * `error` may be NULL. */
nsearch_status error_set(nsearch_error *error, nsearch_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with the arguments as a function like it has them. */
nsearch_status error_set_list(nsearch_error *error, nsearch_status status, const char *format,
                              va_list arguments) __attribute__((format(printf, 3, 0)));

/* The same for a failed system call on `path`: "PATH: strerror(code)", with the status that belongs
 * to the errno `code`: ENOENT is MISSING, EACCES DENIED, ENOMEM MEMORY, all others IO. */
nsearch_status error_system(nsearch_error *error, int code, const char *path);

/* "out of memory" */
nsearch_status error_memory(nsearch_error *error);

#endif
