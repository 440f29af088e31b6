/* reader_warc.c - web archives as crawlers write them: WARC, of all versions.
 *
 *     WARC/1.0                                        one gzip member a record, or none at all
 *     WARC-Type: response
 *     WARC-Target-URI: https://example.org/a.html
 *     WARC-Date: 2020-06-16T14:49:05Z
 *     Content-Type: application/http; msgtype=response
 *     Content-Length: 12345
 *
 *     HTTP/1.1 200 OK  ...
 *
 * Records of the types response, resource and conversion are read; requests, metadata and those that only say that
 * nothing has changed are passed over. */
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/readers/capture.h"
#include "common/readers/http.h"
#include "common/readers/records.h"

static bool starts_warc(const char *text, size_t size)
{
    return size > 7 && !memcmp(text, "WARC/", 5) && (text[5] == '0' || text[5] == '1') &&
           text[6] == '.';
}

struct head {
    char type[HTTP_VALUE_MAX];
    char length[HTTP_VALUE_MAX];
    struct capture capture;
};

static void take_line(struct head *head, const char *line, size_t size)
{
    char date[HTTP_VALUE_MAX];
    http_value(line, size, "WARC-Type", head->type);
    http_value(line, size, "Content-Length", head->length);
    http_value(line, size, "Content-Type", head->capture.type);
    if (http_value(line, size, "WARC-Date", date) && strlen(date) < sizeof head->capture.date)
        memcpy(head->capture.date, date, strlen(date) + 1);
    const size_t name = strlen("WARC-Target-URI:");
    if (size <= name || strncasecmp(line, "WARC-Target-URI:", name) != 0) return;
    line += name;
    size -= name;
    while (size && (*line == ' ' || *line == '\t'))
        line++, size--;
    while (size && (line[size - 1] == ' ' || line[size - 1] == '\r'))
        size--;
    capture_set_url(&head->capture, line, size);
}

/* What a record is that isn't read; NULL if it is. */
static const char *kind_of(const struct head *head)
{
    static const char *const kinds[][2] = {{"request", "requests"},
                                           {"metadata", "metadata"},
                                           {"warcinfo", "notes on the archive"},
                                           {"revisit", "captures of what had not changed"}};
    if (!strcasecmp(head->type, "response"))
        return head->capture.is_answer ? NULL : "answers of other protocols";
    if (!strncasecmp(head->capture.url, "metadata:", 9)) return kinds[1][1]; /* a crawler's log */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcasecmp(head->type, kinds[i][0])) return kinds[i][1];
    const bool is_read = !strcasecmp(head->type, "resource") ||
                         !strcasecmp(head->type, "conversion");
    return is_read ? NULL : "records of other types";
}

static void read_head(struct head *head, const char *text, size_t size)
{
    *head = (struct head){.type = ""};
    for (const char *end = text + size; text < end;) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        const size_t length = (size_t)((line_end ? line_end : end) - text);
        take_line(head, text, length);
        text += length + 1;
    }
    head->capture.is_answer = !strncasecmp(head->capture.type, "application/http", 16);
    head->capture.kind = kind_of(head);
}

static nsearch_status take_record(struct records *records, nsearch_error *error)
{
    const char *text;
    size_t size;
    uint64_t length;
    struct head head;
    if (!records_head(records, false, &text, &size)) return NSEARCH_OK;
    read_head(&head, text, size);
    if (http_number(head.length, &length))
        return capture_read(records, &head.capture, length, error);
    records_reject(records, head.capture.url, REJECT_MALFORMED, "it has no length");
    records->told = records->distrusts = true;
    return NSEARCH_OK;
}

static nsearch_status read_warc(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct records records;
    bool more;
    nsearch_status status;
    records_init(&records, input, sink, starts_warc);
    while (!(status = records_next(&records, &more, error)) && more) {
        status = take_record(&records, error);
        if (status) break;
    }
    records_release(&records);
    return status;
}

static int probe_warc(const char *head, size_t size)
{
    return starts_warc(head, size) ? 100 : 0;
}

extern const struct reader reader_warc;
const struct reader reader_warc = {
    .name = "warc",
    .what = "web archives, WARC",
    .suffixes = (const char *const[]){".warc", NULL},
    .is_binary = true,
    .probe = probe_warc,
    .read = read_warc,
};
