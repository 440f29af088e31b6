/* error.c - see error.h, and nsearch.h for the statuses. */
#include "common/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

#define CUT_MARK " ..."

enum {
    WORD_MAX = 40 /* bytes: no more is lost for the sake of a whole one */
};

static const char *const texts[] = {
    [NSEARCH_OK] = "no error",
    [NSEARCH_INVALID] = "wrong query or argument",
    [NSEARCH_MISSING] = "not found",
    [NSEARCH_DENIED] = "permission denied",
    [NSEARCH_FOREIGN] = "not an nsearch index",
    [NSEARCH_TOO_NEW] = "made by a newer version of nsearch",
    [NSEARCH_DAMAGED] = "damaged",
    [NSEARCH_LOCKED] = "locked by another nindex",
    [NSEARCH_IO] = "input or output failed",
    [NSEARCH_MEMORY] = "out of memory",
    [NSEARCH_INTERNAL] = "internal error",
};

const char *nsearch_status_text(nsearch_status status)
{
    size_t index = (size_t)status;
    return index < sizeof texts / sizeof *texts ? texts[index] : "unknown status";
}

const char *nsearch_version(void)
{
    return "1.0.0";
}

/* Makes room for the mark, behind a whole word where one ends near. */
static void cut(nsearch_error *error)
{
    char *end = error->message + sizeof error->message - sizeof CUT_MARK;
    *end = '\0';
    char *space = strrchr(error->message, ' ');
    if (space && end - space < WORD_MAX) *space = '\0';
}

nsearch_status error_set_list(nsearch_error *error, nsearch_status status, const char *format,
                              va_list arguments)
{
    if (!error) return status;
    memset(error, 0, sizeof *error);
    error->status = status;
    const int size = vsnprintf(error->message, sizeof error->message, format, arguments);
    const bool is_cut = size >= (int)sizeof error->message;
    if (is_cut) cut(error);
    utf8_sanitize(error->message);
    if (is_cut) memcpy(error->message + strlen(error->message), CUT_MARK, sizeof CUT_MARK);
    return status;
}

nsearch_status error_set(nsearch_error *error, nsearch_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_set_list(error, status, format, arguments);
    va_end(arguments);
    return status;
}

static nsearch_status status_of_errno(int code)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR: return NSEARCH_MISSING;
    case EACCES:
    case EPERM: return NSEARCH_DENIED;
    case ENOMEM: return NSEARCH_MEMORY;
    default: return NSEARCH_IO;
    }
}

nsearch_status error_system(nsearch_error *error, int code, const char *path)
{
    char room[128];
    /* GNU's strerror_r, which _GNU_SOURCE gives: returns the text, in `room` or not. */
    return error_set(error, status_of_errno(code), "%s: %s", *path ? path : "\"\"",
                     strerror_r(code, room, sizeof room));
}

nsearch_status error_memory(nsearch_error *error)
{
    return error_set(error, NSEARCH_MEMORY, "out of memory");
}
