/* records.c - see records.h. */
#include "common/readers/records.h"

#include <inttypes.h>
#include <string.h>

#include "common/error.h"

enum {
    LOOK = 4096, /* bytes that tell whether a record starts */
    HEAD_MAX = 65536,
    CHUNK = 65536
};

static const size_t NOT_FOUND = SIZE_MAX;

void records_init(struct records *records, struct input *input, const struct reader_sink *sink,
                  bool (*starts)(const char *text, size_t size))
{
    *records = (struct records){.input = input, .sink = sink, .starts = starts};
    buf_init(&records->data);
}

void records_release(struct records *records)
{
    buf_release(&records->data);
}

void records_reject(const struct records *records, const char *url, enum reject_kind kind,
                    const char *reason)
{
    reader_reject_as(records->sink, records->input, 0, kind, "record %" PRIu64 "%s%.120s%s: %s",
                     records->count, *url ? " (" : "", url, *url ? ")" : "", reason);
}

/* ---- Reading -------------------------------------------------------------------------------------- */

static size_t available(const struct records *records)
{
    return records->data.size - records->at;
}

static bool is_over(const struct records *records)
{
    return records->at_end || records->status;
}

static void add_chunk(struct records *records)
{
    const char *data;
    size_t size;
    records->status = input_bytes(records->input, CHUNK, &data, &size, &records->error);
    if (records->status) return;
    records->at_end = !size;
    buf_add(&records->data, data, size);
    records->status = buf_status(&records->data, &records->error);
}

/* Sees to it that `want` bytes are there, if there are so many. Moves the data. */
static void load(struct records *records, size_t want)
{
    struct buf *data = &records->data;
    if (available(records) >= want) return;
    if (records->at > CHUNK && records->at > data->size / 2) {
        memmove(data->data, data->data + records->at, available(records));
        buf_cut(data, available(records));
        records->at = 0;
    }
    while (available(records) < want && !is_over(records))
        add_chunk(records);
}

/* The first place in [from, to) where a record starts. */
static size_t find_start(const struct records *records, size_t from, size_t to)
{
    const char *data = records->data.data;
    const size_t size = records->data.size;
    if (from && data[from - 1] == '\n') from--;
    while (from < to) {
        const char *line = memchr(data + from, '\n', to - from);
        if (!line) break;
        from = (size_t)(line - data) + 1;
        if (from < size && records->starts(data + from, size - from)) return from;
    }
    return NOT_FOUND;
}

/* Looks for a start in the next *most bytes, and goes to it, or over them; *most is then what there was too little. */
static bool seek_start(struct records *records, uint64_t *most)
{
    while (*most) {
        load(records, CHUNK + LOOK);
        size_t size = available(records);
        if (!size) return false;
        if (!is_over(records) && size > LOOK) size -= LOOK;
        if (size > *most) size = (size_t)*most;
        const size_t found = find_start(records, records->at, records->at + size);
        records->at = found == NOT_FOUND ? records->at + size : found;
        if (found != NOT_FOUND) return true;
        *most -= size;
    }
    return false;
}

/* ---- Records -------------------------------------------------------------------------------------- */

static bool is_line_end(char c)
{
    return c == '\r' || c == '\n';
}

static void skip_line_ends(struct records *records)
{
    do {
        load(records, LOOK);
        while (available(records) && is_line_end(records->data.data[records->at]))
            records->at++;
    } while (available(records) < LOOK && !is_over(records));
}

/* After damage: the record in which it is, and what of it was read, is lost. */
static bool recover(struct records *records)
{
    if (records->status != NSEARCH_DAMAGED || !input_recover(records->input)) return false;
    reader_reject_as(records->sink, records->input, 0, REJECT_DAMAGED,
                     "behind record %" PRIu64 ": %s", records->count, records->error.message);
    buf_reset(&records->data);
    records->at = 0;
    records->status = NSEARCH_OK;
    records->told = true; /* what comes next may be the rest of something */
    return true;
}

static void leave_gap(struct records *records)
{
    if (!records->told)
        reader_reject(records->sink, records->input, 0,
                      "no record starts behind record %" PRIu64 ": passed over up to the next",
                      records->count);
    records->told = records->distrusts = true;
    uint64_t all = UINT64_MAX;
    seek_start(records, &all);
}

nsearch_status records_next(struct records *records, bool *more, nsearch_error *error)
{
    *more = false;
    for (;;) {
        skip_line_ends(records);
        const char *at = records->data.data + records->at;
        if (!available(records)) {
            if (records->status && recover(records)) continue;
            if (records->status && error) *error = records->error;
            return records->status;
        }
        if (records->starts(at, available(records))) break;
        leave_gap(records);
    }
    records->told = false;
    records->count++;
    *more = true;
    return NSEARCH_OK;
}

/* Behind the head; NOT_FOUND if it has no end. */
static size_t head_end(const struct records *records, bool one_line)
{
    const char *data = records->data.data;
    const size_t size = records->data.size;
    for (size_t at = records->at; at < size && at - records->at < HEAD_MAX;) {
        const char *line = memchr(data + at, '\n', size - at);
        if (!line) break;
        const size_t length = (size_t)(line - data) - at;
        at += length + 1;
        if (one_line || !length || (length == 1 && data[at - 2] == '\r')) return at;
    }
    return NOT_FOUND;
}

/* The file ends in a record: there may be more of it. Damage is told by itself. */
static void tell_cut(const struct records *records, const char *url)
{
    if (!records->at_end) return;
    records_reject(records, url, REJECT_DAMAGED, "the file breaks off in it");
    records->sink->broken(records->sink->context);
}

bool records_head(struct records *records, bool one_line, const char **text, size_t *size)
{
    load(records, one_line ? LOOK : HEAD_MAX);
    const size_t end = head_end(records, one_line);
    if (end == NOT_FOUND) {
        records->told = true;
        if (is_over(records) && available(records) < HEAD_MAX)
            tell_cut(records, "");
        else
            records_reject(records, "", REJECT_MALFORMED, "its head has no end");
        records->at++;
        return false;
    }
    *text = records->data.data + records->at;
    *size = end - records->at;
    records->at = end;
    return true;
}

/* Whether the body may end at that place: the end of the file, a record, or WARC's mark of an end stands behind it. */
static bool ends_well(const struct records *records, size_t at)
{
    const char *data = records->data.data;
    const size_t size = records->data.size;
    if (size - at >= 4 && !memcmp(data + at, "\r\n\r\n", 4)) return true;
    for (size_t i = 0; at < size && is_line_end(data[at]) && i < 8; i++)
        at++;
    return at == size || records->starts(data + at, size - at);
}

/* Looks for a record in [from, to) of what follows, of which no more than is looked through is loaded. */
static size_t find_inside(struct records *records, size_t from, size_t to)
{
    for (size_t looked = from; looked < to;) {
        load(records, looked + CHUNK + LOOK);
        size_t there = available(records);
        if (!is_over(records)) there -= LOOK;
        if (there > to) there = to;
        if (there <= looked) break;
        const size_t found = find_start(records, records->at + looked, records->at + there);
        if (found != NOT_FOUND) return found - records->at;
        looked = there;
    }
    return NOT_FOUND;
}

void records_tell_doubt(struct records *records, const char *url)
{
    if (available(records) || !is_over(records))
        records_reject(records, url, REJECT_MALFORMED, "its stated length is wrong");
    else
        tell_cut(records, url);
}

static enum records_body skip_body(struct records *records, uint64_t length)
{
    const bool whole = !seek_start(records, &length) && !length;
    if (!whole) records->told = records->distrusts = true;
    if (!whole) records_tell_doubt(records, "");
    return whole ? RECORDS_TOO_LONG : RECORDS_NONE;
}

static bool is_whole(struct records *records, size_t length)
{
    load(records, length + LOOK);
    return available(records) >= length && ends_well(records, records->at + length);
}

static void take_body(struct records *records, size_t length, char **data, size_t *size)
{
    *data = records->data.data + records->at;
    *size = length;
    records->at += length;
}

enum records_body records_body(struct records *records, uint64_t length, char **data, size_t *size)
{
    const size_t limit = input_limit(records->input), bytes = (size_t)length;
    *data = NULL;
    *size = 0;
    if (length > limit) return skip_body(records, length);
    size_t end = NOT_FOUND;
    if (records->distrusts || !is_whole(records, bytes)) {
        records->distrusts = true;
        end = find_inside(records, 0, bytes);
        if (end == NOT_FOUND && !is_whole(records, bytes)) {
            end = find_inside(records, bytes, limit);
            records->told = true;
            if (end == NOT_FOUND) end = available(records) < limit ? available(records) : limit;
        }
    }
    take_body(records, end == NOT_FOUND ? bytes : end, data, size);
    return end == NOT_FOUND ? RECORDS_WHOLE : RECORDS_DOUBTFUL;
}
