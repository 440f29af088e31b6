/* fuzz_batch.c - any bytes as the input of a batch: each line of it is read as a request or refused.
 *
 * The lines are those of the bytes, or too long; what is told of a wrong one, and any text at all, is JSON on a line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <json-c/json.h>

#include "common/members.h"
#include "common/utf8.h"
#include "searcher/batch_answer.h"
#include "searcher/batch_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct json_object *parse(const struct buf *text)
{
    struct json_tokener *tokener = json_tokener_new();
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    struct json_object *object = json_tokener_parse_ex(tokener, text->data, (int)text->size + 1);
    if (!object || json_tokener_get_error(tokener) != json_tokener_success) abort();
    if (memchr(text->data, '\n', text->size)) abort();
    json_tokener_free(tokener);
    return object;
}

/* What is written as a string is that string. */
static void check_text(const char *text, size_t size)
{
    struct buf out;
    buf_init(&out);
    members_string(&out, text, size);
    struct json_object *value = parse(&out);
    if (utf8_valid_size(text, size) == size &&
        ((size_t)json_object_get_string_len(value) != size ||
         memcmp(json_object_get_string(value), text, size) != 0))
        abort();
    json_object_put(value);
    buf_release(&out);
}

static void check_line(const char *line, size_t size, uint64_t number)
{
    const struct batch_request defaults = {.facet_limit = 100};
    struct batch_request request;
    nsearch_error error = {.status = NSEARCH_INTERNAL};
    struct buf out;
    struct json_object *id;
    buf_init(&out);
    const nsearch_status status = batch_request_read(&defaults, number, line, size, &request,
                                                     &error);
    if (status && (status != NSEARCH_INVALID || error.status != status)) abort();
    if (!status && !request.search.query && !request.show && !request.similar &&
        !request.facet_count)
        abort();
    batch_answer_error(&request, &error, &out);
    struct json_object *answer = parse(&out);
    if (!json_object_object_get_ex(answer, "id", &id)) abort();
    json_object_put(answer);
    batch_request_release(&request);
    buf_release(&out);
}

static void check_lines(int file)
{
    struct batch_lines lines;
    enum batch_line kind;
    const char *line;
    size_t size;
    batch_lines_init(&lines, file);
    for (uint64_t number = 1;; number++) {
        if (batch_lines_next(&lines, &kind, &line, &size, NULL)) abort();
        if (kind == BATCH_END) break;
        if (line[size] || memchr(line, '\n', size)) abort();
        if (kind == BATCH_LINE) check_line(line, size, number);
    }
    batch_lines_release(&lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int file = memfd_create("lines", MFD_CLOEXEC);
    if (file < 0 || write(file, data, size) != (ssize_t)size || lseek(file, 0, SEEK_SET)) abort();
    check_text((const char *)data, size);
    check_lines(file);
    close(file);
    return 0;
}
