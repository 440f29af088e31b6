/* capture.c - see capture.h. */
#include "common/readers/capture.h"

#include <string.h>
#include <strings.h>

#include "common/readers/http.h"
#include "common/readers/media.h"
#include "common/utf8.h"

enum {
    STATUS_OK = 200,
    SAMPLE = 512 /* bytes by which text is told from what is packed */
};

void capture_set_url(struct capture *capture, const char *url, size_t size)
{
    if (size > 1 && *url == '<' && url[size - 1] == '>') url++, size -= 2;
    if (size >= CAPTURE_URL_MAX) size = CAPTURE_URL_MAX - 1;
    memcpy(capture->url, url, size);
    capture->url[size] = '\0';
}

/* Whether a body lies there as it is, whatever its head says of how it is packed. */
static bool is_plain(const char *body, size_t size)
{
    if (size > SAMPLE) size = SAMPLE;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)body[i] < ' ' && !strchr("\t\n\f\r", body[i])) return false;
    return utf8_valid_size(body, size) + 4 > size;
}

/* Files for crawlers and such, which are text but nobody's article. */
static bool is_for_machines(const char *url)
{
    static const char *const names[] = {"/robots.txt",   "/ads.txt",    "/app-ads.txt",
                                        "/security.txt", "/humans.txt", "/llms.txt"};
    const size_t size = strcspn(url, "?#");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t length = strlen(names[i]);
        if (size > length && !strncasecmp(url + size - length, names[i], length)) return true;
    }
    return false;
}

/* Reads what is in the body. */
static nsearch_status read_body(const struct records *records, const struct capture *capture,
                                const struct http_answer *answer, nsearch_error *error)
{
    struct input_memory memory = {answer->body, answer->size};
    const enum media media = media_of(answer->type);
    const struct reader_member member = {
        .name = *capture->url ? capture->url : "unnamed",
        .source = {.read = input_memory_read,
                   .context = &memory,
                   .is_deflate = !strcasecmp(answer->encoding, "deflate") &&
                                 !is_plain(answer->body, answer->size)},
        .hints = {.type = *answer->type ? answer->type : NULL,
                  .url = *capture->url ? capture->url : NULL,
                  .date = *capture->date ? capture->date : NULL},
        .may_be_none = media != MEDIA_PAGE,
    };
    return reader_member(records->sink, records->input, &member, error);
}

/* Why an answer is passed over, as a kind of such; NULL: it isn't. */
static const char *kind_of(const struct capture *capture, const struct http_answer *answer)
{
    const enum media media = media_of(answer->type);
    if (answer->status != STATUS_OK) return "answers other than 200";
    if (media == MEDIA_OTHER) return "images, styles, programs and the like";
    if (!answer->size) return "empty answers";
    return media == MEDIA_TEXT && is_for_machines(capture->url) ? "files for crawlers" : NULL;
}

/* Reads an answer, or what stands for one. */
static nsearch_status take_answer(const struct records *records, const struct capture *capture,
                                  const struct http_answer *answer, nsearch_error *error)
{
    const enum media media = media_of(answer->type);
    const char *kind = kind_of(capture, answer);
    if (kind) {
        reader_passed(records->sink, kind, 1);
        return NSEARCH_OK;
    }
    if (!strcasestr(answer->encoding, "br") || is_plain(answer->body, answer->size))
        return read_body(records, capture, answer, error);
    if (media == MEDIA_PAGE)
        records_reject(records, capture->url, REJECT_UNKNOWN,
                       "packed with brotli, which isn't read");
    else
        reader_passed(records->sink, "data and text packed with brotli", 1);
    return NSEARCH_OK;
}

nsearch_status capture_read(struct records *records, const struct capture *capture, uint64_t length,
                            nsearch_error *error)
{
    char *data;
    size_t size;
    struct http_answer answer = {.status = STATUS_OK};
    const enum records_body body = records_body(records, length, &data, &size);
    if (body == RECORDS_TOO_LONG && !capture->kind)
        records_reject(records, capture->url, REJECT_TOO_LONG, "longer than --max-article-size");
    if (body == RECORDS_TOO_LONG || body == RECORDS_NONE) return NSEARCH_OK;
    const bool is_answer = capture->is_answer && http_read(data, size, &answer);
    if (body == RECORDS_DOUBTFUL && (!is_answer || answer.length > answer.size)) {
        records_tell_doubt(records, capture->url);
        return NSEARCH_OK;
    }
    if (body == RECORDS_DOUBTFUL) answer.size = (size_t)answer.length;
    if (capture->kind) reader_passed(records->sink, capture->kind, 1);
    if (capture->kind) return NSEARCH_OK;
    if (capture->is_answer && !is_answer) {
        records_reject(records, capture->url, REJECT_MALFORMED, "no answer of HTTP");
        return NSEARCH_OK;
    }
    if (!is_answer) {
        answer.body = data;
        answer.size = size;
        memcpy(answer.type, capture->type, sizeof answer.type);
    }
    return take_answer(records, capture, &answer, error);
}
