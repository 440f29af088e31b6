/* status.c - see status.h. */
#include "indexer/status.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/json_scan.h"
#include "common/members.h"
#include "indexer/file.h"

#define NEW_FILE STATUS_FILE ".new"

enum {
    FILE_MAX = 1 << 16, /* of what is read: ours has less than 2 KB */
    TIME_MAX = 24
};

static const char *const phase_names[] = {
    [STATUS_SCANNING] = "scanning", [STATUS_READING] = "reading", [STATUS_WRITING] = "writing",
    [STATUS_MERGING] = "merging",   [STATUS_DONE] = "done",       [STATUS_FAILED] = "failed",
};

/* The counts by name, for both ways. */
#define COUNT(name)                                                                                \
    {                                                                                              \
#name, offsetof(struct status_counts, name)                                                \
    }
#define REJECTED(name, kind)                                                                       \
    {                                                                                              \
        "rejected_" name, offsetof(struct status_counts, rejected_of[kind])                        \
    }
static const struct {
    const char *name;
    size_t offset;
} count_keys[] = {
    COUNT(added),
    COUNT(changed),
    COUNT(removed),
    COUNT(unchanged),
    COUNT(rejected),
    REJECTED("unreadable", REJECT_UNREADABLE),
    REJECTED("damaged", REJECT_DAMAGED),
    REJECTED("unknown", REJECT_UNKNOWN),
    REJECTED("malformed", REJECT_MALFORMED),
    REJECTED("empty", REJECT_EMPTY),
    REJECTED("too_long", REJECT_TOO_LONG),
    COUNT(total),
    COUNT(files),
    COUNT(bytes),
    COUNT(generation),
    COUNT(segments),
    COUNT(dead),
};
enum {
    COUNTS = sizeof count_keys / sizeof *count_keys
};

const char *status_phase_name(enum status_phase phase)
{
    return phase_names[phase];
}

void status_init(struct status *status, const char *command)
{
    *status = (struct status){.pid = getpid(), .start = time(NULL), .phase = STATUS_SCANNING};
    snprintf(status->command, sizeof status->command, "%s", command);
    lock_host(status->host);
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static void add_time(struct buf *out, int64_t seconds)
{
    char text[TIME_MAX] = "";
    const time_t time = (time_t)seconds;
    struct tm utc;
    if (seconds && gmtime_r(&time, &utc)) strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    members_repaired(out, text);
}

static void compose(const struct status *status, struct buf *out)
{
    buf_add_text(out, "{\n  \"command\":");
    members_repaired(out, status->command);
    buf_addf(out, ",\n  \"pid\":%ld,\n  \"host\":", status->pid);
    members_repaired(out, status->host);
    buf_add_text(out, ",\n  \"start\":");
    add_time(out, status->start);
    buf_add_text(out, ",\n  \"end\":");
    add_time(out, status->end);
    buf_addf(out, ",\n  \"phase\":\"%s\"", phase_names[status->phase]);
    for (size_t i = 0; i < COUNTS; i++) {
        uint64_t count;
        memcpy(&count, (const char *)&status->counts + count_keys[i].offset, sizeof count);
        buf_addf(out, ",\n  \"%s\":%llu", count_keys[i].name, (unsigned long long)count);
    }
    buf_add_text(out, ",\n  \"token\":");
    members_repaired(out, status->token);
    buf_add_text(out, ",\n  \"exit\":");
    if (status->end)
        buf_addf(out, "%d", status->exit);
    else
        buf_add_text(out, "null");
    buf_add_text(out, ",\n  \"error\":");
    members_repaired(out, status->error);
    buf_add_text(out, "\n}\n");
}

/* As file_write, but without waiting for the disk, which a run that is going on needs for more. */
static nsearch_status write_soon(const char *path, const struct buf *text, nsearch_error *error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return error_system(error, errno, path);
    nsearch_status status = file_write_at(file, path, 0, text->data, text->size, error);
    if (close(file) && !status) status = error_system(error, errno, path);
    return status;
}

static nsearch_status replace(const char *path, const char *new_path, const struct buf *text,
                              bool last, nsearch_error *error)
{
    nsearch_status status = last ? file_write(new_path, text->data, text->size, error)
                                 : write_soon(new_path, text, error);
    if (!status && rename(new_path, path)) status = error_system(error, errno, path);
    if (status) unlink(new_path);
    return status;
}

nsearch_status status_write(const char *index, const struct status *status, bool last,
                            nsearch_error *error)
{
    struct buf path, new_path, text;
    buf_init(&path);
    buf_init(&new_path);
    buf_init(&text);
    buf_addf(&path, "%s/" STATUS_FILE, index);
    buf_addf(&new_path, "%s/" NEW_FILE, index);
    compose(status, &text);
    nsearch_status result = buf_status(&path, error);
    if (!result) result = buf_status(&new_path, error);
    if (!result) result = buf_status(&text, error);
    if (!result) result = replace(path.data, new_path.data, &text, last, error);
    /* On a full disk the old one must make room, lest it say for ever that the run goes on. */
    if (result && last && !unlink(path.data))
        result = replace(path.data, new_path.data, &text, last, error);
    buf_release(&path);
    buf_release(&new_path);
    buf_release(&text);
    return result;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

/* A number as its digits, and null as nothing. */
static bool take_bare(struct json_scan *scan, const char **text, size_t *size)
{
    *text = scan->at;
    *size = 0;
    if (json_scan_word(scan, "null")) return true;
    if (*scan->at == '-') scan->at++;
    const char *digits = scan->at;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
        scan->at++;
    *size = (size_t)(scan->at - *text);
    return scan->at > digits;
}

static bool take_value(struct json_scan *scan, struct buf *members)
{
    const char *text;
    size_t size;
    const bool good = json_scan_take(scan, '"')
                          ? json_scan_string(scan, &text, &size)
                          : scan->at < scan->end && take_bare(scan, &text, &size);
    if (good) buf_add(members, text, size);
    buf_add_char(members, '\0');
    return good;
}

/* Reads an object without others in it: names and values by turns, a NUL behind each. */
static bool take_members(struct json_scan *scan, struct buf *members)
{
    if (!json_scan_take(scan, '{')) return false;
    do
        if (json_scan_next(scan) != '"' || !take_value(scan, members) ||
            !json_scan_take(scan, ':') || !take_value(scan, members))
            return false;
    while (json_scan_take(scan, ','));
    return json_scan_take(scan, '}') && !json_scan_next(scan) && scan->at == scan->end;
}

static const char *value_of(const struct buf *members, const char *name)
{
    const char *at = members->data, *const end = at + members->size;
    while (at < end) {
        const char *value = at + strlen(at) + 1;
        if (!strcmp(at, name)) return value;
        at = value + strlen(value) + 1;
    }
    return "";
}

static void take_string(const struct buf *members, const char *name, char *out, size_t size)
{
    snprintf(out, size, "%s", value_of(members, name));
}

static int64_t take_number(const struct buf *members, const char *name)
{
    return strtoll(value_of(members, name), NULL, 10);
}

static int64_t take_time(const struct buf *members, const char *key)
{
    char text[TIME_MAX];
    struct tm utc = {0};
    take_string(members, key, text, sizeof text);
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return end && !*end ? timegm(&utc) : 0;
}

static bool take_phase(const struct buf *members, enum status_phase *out)
{
    char name[16];
    take_string(members, "phase", name, sizeof name);
    for (*out = STATUS_SCANNING; *out <= STATUS_FAILED; (*out)++)
        if (!strcmp(name, phase_names[*out])) return true;
    return false;
}

/* Whether it has what every one of ours has. */
static bool take_all(const struct buf *members, struct status *status)
{
    take_string(members, "command", status->command, sizeof status->command);
    take_string(members, "host", status->host, sizeof status->host);
    take_string(members, "token", status->token, sizeof status->token);
    take_string(members, "error", status->error, sizeof status->error);
    status->pid = (long)take_number(members, "pid");
    status->start = take_time(members, "start");
    status->end = take_time(members, "end");
    status->exit = (int)take_number(members, "exit");
    for (size_t i = 0; i < COUNTS; i++) {
        const uint64_t count = (uint64_t)take_number(members, count_keys[i].name);
        memcpy((char *)&status->counts + count_keys[i].offset, &count, sizeof count);
    }
    return take_phase(members, &status->phase) && status->start && *status->command;
}

static nsearch_status parse(const char *path, const char *text, size_t size, struct status *status,
                            nsearch_error *error)
{
    struct json_scan scan = {.at = text, .end = text + size};
    struct buf members;
    buf_init(&scan.string);
    buf_init(&members);
    const bool read = take_members(&scan, &members), failed = members.failed || scan.string.failed,
               good = read && !failed && take_all(&members, status);
    buf_release(&members);
    buf_release(&scan.string);
    if (failed) return error_memory(error);
    if (good) return NSEARCH_OK;
    return error_set(error, NSEARCH_DAMAGED,
                     "%s: cannot be understood; the next run writes it anew", path);
}

static nsearch_status read_file(const char *path, struct status *status, nsearch_error *error)
{
    static const char unknown[] = "%s: not there: no run of nindex has ended here yet";
    char text[FILE_MAX];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return error_set(error, NSEARCH_MISSING, unknown, path);
    if (file < 0) return error_system(error, errno, path);
    ssize_t size = pread(file, text, sizeof text, 0);
    const int failed = errno;
    close(file);
    if (size < 0) return error_system(error, failed, path);
    return parse(path, text, (size_t)size, status, error);
}

nsearch_status status_read(const char *index, struct status *status, nsearch_error *error)
{
    struct buf path;
    *status = (struct status){.pid = 0};
    buf_init(&path);
    buf_addf(&path, "%s/" STATUS_FILE, index);
    nsearch_status result = buf_status(&path, error);
    if (!result) result = read_file(path.data, status, error);
    buf_release(&path);
    return result;
}
