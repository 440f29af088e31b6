/* command_batch.c - --batch: answers the lines of standard input, each with one of its own, until there are no more. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "common/error.h"
#include "searcher/batch_answer.h"
#include "searcher/batch_lines.h"
#include "searcher/commands.h"
#include "searcher/failure.h"

enum {
    FACET_LIMIT = 100,
    KEPT_MAX = 1 << 20 /* bytes of memory that stay for the next answer */
};

static nsearch_status read_request(const struct batch_request *defaults, uint64_t number,
                                   enum batch_line kind, const char *line, size_t size,
                                   struct batch_request *out, nsearch_error *error)
{
    if (kind == BATCH_LINE) return batch_request_read(defaults, number, line, size, out, error);
    batch_request_read(defaults, number, "", 0, out, error); /* the id alone */
    return error_set(error, NSEARCH_INVALID, "the line is longer than %d bytes", BATCH_LINE_MAX);
}

/* A line for a line. */
static void answer(nsearch_searcher *searcher, const struct batch_request *defaults,
                   uint64_t number, enum batch_line kind, const char *line, size_t size,
                   struct buf *out)
{
    struct batch_request request;
    nsearch_error error = {.status = NSEARCH_OK};
    nsearch_status status = read_request(defaults, number, kind, line, size, &request, &error);
    if (!status) status = batch_answer(searcher, &request, out, &error);
    if (status == NSEARCH_MEMORY) buf_release(out);
    if (status) batch_answer_error(&request, &error, out);
    buf_add_char(out, '\n');
    batch_request_release(&request);
}

/* The stream's mark of a failure stays only where nobody reads any more: of that nobody is told. */
static nsearch_status write_out(struct buf *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (fwrite(out->data, 1, out->size, stdout) != out->size || fflush(stdout)) {
        if (errno != EPIPE) clearerr(stdout);
        status = error_system(error, errno, "cannot write the output");
    }
    if (out->capacity > KEPT_MAX)
        buf_release(out);
    else
        buf_reset(out);
    return status;
}

static nsearch_status run(nsearch_searcher *searcher, const struct batch_request *defaults,
                          struct batch_lines *lines, nsearch_error *error)
{
    struct buf out;
    nsearch_status status = NSEARCH_OK;
    enum batch_line kind = BATCH_LINE;
    buf_init(&out);
    for (uint64_t number = 1; !status; number++) {
        const char *line;
        size_t size;
        status = batch_lines_next(lines, &kind, &line, &size, error);
        if (status || kind == BATCH_END) break;
        answer(searcher, defaults, number, kind, line, size, &out);
        status = write_out(&out, error);
    }
    buf_release(&out);
    return status;
}

int command_batch(nsearch_searcher *searcher, const struct options *options)
{
    const struct batch_request defaults = {.search = options->request,
                                           .fields = options->style.fields,
                                           .limited = options->limited,
                                           .facet_limit = FACET_LIMIT};
    struct batch_lines lines;
    nsearch_error error;
    batch_lines_init(&lines, STDIN_FILENO);
    const nsearch_status status = run(searcher, &defaults, &lines, &error);
    batch_lines_release(&lines);
    return status && !ferror(stdout) ? tell_failure(&error) : CLI_DONE;
}
