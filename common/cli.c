/* cli.c - see cli.h. */
#include "common/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/utf8.h"

enum {
    MESSAGE_MAX = 4096 /* a path may be as long */
};

/* ---- Exit codes and errors ------------------------------------------------------------------- */

int cli_exit_of(nsearch_status status)
{
    switch (status) {
    case NSEARCH_OK: return CLI_DONE;
    case NSEARCH_INVALID: return CLI_USAGE;
    case NSEARCH_MISSING: return CLI_MISSING;
    case NSEARCH_DENIED: return CLI_DENIED;
    case NSEARCH_FOREIGN: return CLI_FOREIGN;
    case NSEARCH_TOO_NEW: return CLI_TOO_NEW;
    case NSEARCH_DAMAGED: return CLI_DAMAGED;
    case NSEARCH_LOCKED: return CLI_LOCKED;
    case NSEARCH_IO: return CLI_IO;
    case NSEARCH_MEMORY: return CLI_MEMORY;
    case NSEARCH_INTERNAL: break;
    }
    return CLI_INTERNAL;
}

const char *cli_advice(const nsearch_error *error)
{
    if (error->status != NSEARCH_DAMAGED || strstr(error->message, "nindex --")) return "";
    return "; nindex --check says what to do";
}

void cli_error(const struct cli *cli, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    utf8_sanitize(message);
    fprintf(stderr, "%s: %s\n", cli->program, message);
}

/* Whether standard output is a pipe or socket that nobody reads any more. Asked of the system, for
 * the errno of a write that failed long ago is lost. */
static bool reader_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

int cli_finish(const struct cli *cli, int code)
{
    bool failed_before = ferror(stdout);
    errno = 0;
    if (!fflush(stdout) && !failed_before) return code;
    int reason = errno;
    if (reader_gone()) return code;
    if (reason)
        cli_error(cli, "cannot write the output: %s", strerror(reason));
    else
        cli_error(cli, "cannot write the output");
    return CLI_IO;
}

/* All of a stream, up to `most` bytes and one more. */
static nsearch_status read_stream(FILE *file, const char *path, size_t most, struct buf *out,
                                  nsearch_error *error)
{
    char piece[4096];
    size_t got;
    while (out->size <= most && (got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(out, piece, got);
    if (ferror(file)) return error_system(error, errno, path);
    if (out->size > most)
        return error_set(error, NSEARCH_INVALID, "%s: longer than %zu bytes", path, most);
    if (memchr(out->data, '\0', out->size))
        return error_set(error, NSEARCH_INVALID, "%s: not a text: save it as UTF-8", path);
    return buf_status(out, error);
}

nsearch_status cli_read(const char *path, size_t most, char **out, nsearch_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool own = strcmp(path, "-") != 0;
    struct buf text;
    *out = NULL;
    FILE *file = own ? fopen(path, "re") : stdin;
    if (!file) return error_system(error, errno, path);
    buf_init(&text);
    nsearch_status status = read_stream(file, path, most, &text, error);
    size_t skip = strncmp(text.data, mark, strlen(mark)) ? 0 : strlen(mark);
    if (!status && !(*out = strdup(text.data + skip))) status = error_memory(error);
    buf_release(&text);
    if (own) fclose(file);
    return status;
}

bool cli_size(const char *text, size_t *out)
{
    if (*text < '0' || *text > '9') return false;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    unsigned shift = 0;
    switch (*end) {
    case 'k':
    case 'K': shift = 10; break;
    case 'm':
    case 'M': shift = 20; break;
    case 'g':
    case 'G': shift = 30; break;
    default: break;
    }
    if (shift) end++;
    if (errno || *end || number > SIZE_MAX >> shift) return false;
    *out = (size_t)number << shift;
    return true;
}

bool cli_duration(const char *text, uint32_t *seconds)
{
    uint32_t unit = 1;
    if (*text < '0' || *text > '9') return false;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    switch (*end) {
    case 's': end++; break;
    case 'm': unit = 60, end++; break;
    case 'h': unit = 3600, end++; break;
    default: break;
    }
    if (errno || *end || number > UINT32_MAX / unit) return false;
    *seconds = (uint32_t)number * unit;
    return true;
}
