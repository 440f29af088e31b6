/* reader_arc.c - web archives as they were before WARC: ARC.
 *
 *     filedesc://a.arc 0.0.0.0 20140216012908 text/plain 200       the first record is about the file
 *     1 0 Example
 *     URL IP-address Archive-date Content-type Archive-length
 *
 *     http://example.org/a.html 192.0.2.1 20140216012908 text/html 12345
 *     HTTP/1.1 200 OK  ...
 *
 * Version 2 has more words between the type and the length. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/capture.h"
#include "common/readers/records.h"

enum {
    WORDS_MAX = 10,
    DATE_SIZE = 14,
    LENGTH_MAX = 15, /* digits */
    PROBE = 4096
};

struct word {
    const char *text;
    size_t size;
};

static bool all_digits(struct word word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.text[i] < '0' || word.text[i] > '9') return false;
    return word.size > 0;
}

/* Splits a line into its last words, in their order, as many as there is room for. */
static size_t split(const char *line, size_t size, struct word words[WORDS_MAX])
{
    size_t count = 0;
    struct word all[WORDS_MAX];
    while (size && count < WORDS_MAX) {
        size_t start = size;
        while (start && line[start - 1] != ' ')
            start--;
        all[count++] = (struct word){line + start, size - start};
        size = start ? start - 1 : 0;
    }
    for (size_t i = 0; i < count; i++)
        words[i] = all[count - 1 - i];
    return count;
}

/* The words of a record's head; of which the third or a later one is the date. 0 if it is none: urls may have spaces. */
static size_t read_line(const char *line, size_t size, struct word words[WORDS_MAX])
{
    const char *colon = memchr(line, ':', size < 32 ? size : 32);
    if (!colon || line + size - colon < 3 || memcmp(colon, "://", 3) != 0) return 0;
    if (size && line[size - 1] == '\r') size--;
    const size_t count = split(line, size, words);
    if (count < 5 || !all_digits(words[count - 1]) || words[count - 1].size > LENGTH_MAX) return 0;
    for (size_t i = count - 2; i >= 2; i--)
        if (words[i].size == DATE_SIZE && all_digits(words[i])) return i;
    return 0;
}

static bool starts_arc(const char *text, size_t size)
{
    struct word words[WORDS_MAX];
    const char *end = memchr(text, '\n', size < PROBE ? size : PROBE);
    return end && read_line(text, (size_t)(end - text), words);
}

/* Reads the head's line, which is one, into a capture; returns the length. */
static uint64_t read_head(const char *line, size_t size, struct capture *capture)
{
    struct word words[WORDS_MAX] = {{line, 0}};
    while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        size--;
    const size_t date = read_line(line, size, words), count = split(line, size, words);
    *capture = (struct capture){.is_answer = true};
    if (date < 2) return 0;
    const char *d = words[date].text;
    capture_set_url(capture, line, (size_t)(words[date - 1].text - line - 1));
    snprintf(capture->date, sizeof capture->date, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", d, d + 4, d + 6,
             d + 8, d + 10, d + 12);
    const struct word type = words[date + 1];
    if (type.size < sizeof capture->type) memcpy(capture->type, type.text, type.size);
    if (strncmp(capture->url, "http", 4) != 0) capture->kind = "notes on the archive";
    return strtoull(words[count - 1].text, NULL, 10);
}

static nsearch_status take_record(struct records *records, nsearch_error *error)
{
    const char *line;
    size_t size;
    struct capture capture;
    if (!records_head(records, true, &line, &size)) return NSEARCH_OK;
    const uint64_t length = read_head(line, size, &capture);
    return capture_read(records, &capture, length, error);
}

static nsearch_status read_arc(struct input *input, const struct reader_sink *sink,
                               nsearch_error *error)
{
    struct records records;
    bool more;
    nsearch_status status;
    records_init(&records, input, sink, starts_arc);
    while (!(status = records_next(&records, &more, error)) && more) {
        status = take_record(&records, error);
        if (status) break;
    }
    records_release(&records);
    return status;
}

static int probe_arc(const char *head, size_t size)
{
    if (size > 11 && !memcmp(head, "filedesc://", 11)) return 100;
    return starts_arc(head, size) ? 90 : 0;
}

extern const struct reader reader_arc;
const struct reader reader_arc = {
    .name = "arc",
    .what = "web archives, ARC",
    .suffixes = (const char *const[]){".arc", NULL},
    .is_binary = true,
    .probe = probe_arc,
    .read = read_arc,
};
