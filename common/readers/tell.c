/* tell.c - what readers say of what they can't read, and of what they leave out; see reader.h. */
#include <stdarg.h>
#include <stdio.h>

#include "common/readers/reader.h"
#include "common/utf8.h"

static void reject(const struct reader_sink *sink, const struct input *input, uint64_t line,
                   enum reject_kind kind, const char *format, va_list arguments)
{
    char reason[256];
    vsnprintf(reason, sizeof reason, format, arguments);
    utf8_sanitize(reason);
    const struct reject reject = {input_path(input), line, kind, reason};
    sink->reject(sink->context, &reject);
}

void reader_reject(const struct reader_sink *sink, const struct input *input, uint64_t line,
                   const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    reject(sink, input, line, REJECT_MALFORMED, format, arguments);
    va_end(arguments);
}

void reader_reject_as(const struct reader_sink *sink, const struct input *input, uint64_t line,
                      enum reject_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    reject(sink, input, line, kind, format, arguments);
    va_end(arguments);
}

void reader_reject_empty(const struct reader_sink *sink, const struct input *input, uint64_t line)
{
    reader_reject_as(sink, input, line, REJECT_EMPTY, "%s", reject_empty_reason);
}

void reader_reject_long(const struct reader_sink *sink, const struct input *input, uint64_t line,
                        const char *what)
{
    reader_reject_as(sink, input, line, REJECT_TOO_LONG, "%s of more than %zu bytes", what,
                     input_limit(input));
}

void reader_dropped(const struct reader_sink *sink, const struct input *input, const char *format,
                    ...)
{
    char what[256];
    va_list arguments;
    if (!sink->dropped) return;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    utf8_sanitize(what);
    sink->dropped(sink->context, input_path(input), what);
}

void reader_passed(const struct reader_sink *sink, const char *what, unsigned long count)
{
    if (sink->passed && count) sink->passed(sink->context, what, count);
}
