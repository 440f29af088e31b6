/* store_dead.c - see store_dead.h. */
#include "common/store_dead.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "common/store.h"

#define SEGMENT_PREFIX "seg-"

static bool read_number(const char **at, uint64_t most, uint64_t *out)
{
    const char *start = *at;
    for (*out = 0; **at >= '0' && **at <= '9'; ++*at) {
        *out = *out * 10 + (uint64_t)(**at - '0');
        if (*out > most) return false;
    }
    return *at > start;
}

/* "DOCID:SERIAL", the docid greater than the one before. */
static bool read_article(const char **at, uint32_t before, struct store_dead *out)
{
    uint64_t docid;
    if (!read_number(at, UINT32_MAX, &docid) || docid <= before || **at != ':') return false;
    ++*at;
    if (!stamp_read(*at, STAMP_SERIAL_DIGITS, &out->serial)) return false;
    *at += STAMP_SERIAL_DIGITS;
    out->docid = (uint32_t)docid;
    return true;
}

static bool read_line(const char **at, struct store_dead *items, size_t *count)
{
    const size_t size = strlen(SEGMENT_PREFIX);
    uint64_t segment;
    uint32_t before = 0;
    if (strncmp(*at, SEGMENT_PREFIX, size) != 0) return false;
    *at += size;
    if (!read_number(at, STORE_SEGMENT_MAX, &segment)) return false;
    for (; **at == ' '; ++*count) {
        ++*at;
        items[*count].segment = segment;
        if (!read_article(at, before, &items[*count])) return false;
        before = items[*count].docid;
    }
    return *(*at)++ == '\n';
}

nsearch_status store_dead_parse(const char *text, struct arena *arena, struct store_dead **out,
                                size_t *count, nsearch_error *error)
{
    size_t room = 1; /* for one that turns out to be none */
    *out = NULL;
    *count = 0;
    for (const char *colon = text; (colon = strchr(colon, ':')); colon++)
        room++;
    struct store_dead *items = arena_alloc(arena, room * sizeof *items);
    if (!items) return error_memory(error);
    for (const char *at = text; *at;) {
        if (read_line(&at, items, count)) continue;
        *count = 0;
        return error_set(error, NSEARCH_DAMAGED,
                         "the list of dead articles is damaged near byte %zu: "
                         "rebuild the index with nindex --full",
                         (size_t)(at - text));
    }
    *out = items;
    return NSEARCH_OK;
}

nsearch_status store_dead_read(struct db *db, struct arena *arena, struct store_dead **out,
                               size_t *count, nsearch_error *error)
{
    const char *text;
    *out = NULL;
    *count = 0;
    nsearch_status status = db_metadata(db, META_DEAD, arena, &text, error);
    return status ? status : store_dead_parse(text, arena, out, count, error);
}

void store_dead_write(const struct store_dead *dead, size_t count, struct buf *out)
{
    for (size_t i = 0; i < count; i++) {
        char text[STORE_SEGMENT_NAME_MAX];
        if (!i || dead[i].segment != dead[i - 1].segment) {
            store_segment_name(dead[i].segment, text);
            buf_addf(out, "%s%s", i ? "\n" : "", text);
        }
        stamp_write(dead[i].serial, STAMP_SERIAL_DIGITS, text);
        buf_addf(out, " %" PRIu32 ":%s", dead[i].docid, text);
    }
    if (count) buf_add_char(out, '\n');
}
