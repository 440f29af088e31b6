/* past.c - see past.h. */
#include "indexer/past.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/keys.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "common/term.h"
#include "common/term_docids.h"
#include "common/value_walk.h"

/* A segment while it is read. */
struct reading {
    const struct db_segment *segment;
    uint64_t *serials; /* by docid; 0: none, or it is dead */
    uint64_t seed;
    struct numbers *out;
    nsearch_status status;
    nsearch_error *error;
};

uint64_t past_hash(uint64_t seed, const char *id, size_t size)
{
    char term[TERM_MAX + 1];
    uint8_t key[2 * GLASS_KEY_MAX];
    const size_t term_size = term_whole(PREFIX_ID, id, size, term);
    const size_t key_size = term_key(key, term, term_size);
    return hash_apart(seed, key, key_size);
}

static bool set_serial(struct reading *reading, uint32_t docid, const void *digits, size_t size)
{
    char text[STAMP_SERIAL_DIGITS + 1] = "";
    const bool fits = size == STAMP_SERIAL_DIGITS && docid <= reading->segment->stats.last_docid;
    if (fits) memcpy(text, digits, size);
    return fits && stamp_read(text, STAMP_SERIAL_DIGITS, &reading->serials[docid]);
}

static bool take_serial(void *context, const uint8_t *key, size_t size, uint32_t docid)
{
    const size_t prefix = strlen(PREFIX_SERIAL);
    struct reading *reading = context;
    if (!set_serial(reading, docid, key + prefix, size - prefix))
        reading->status = error_set(reading->error, NSEARCH_DAMAGED, "a serial that is none");
    return !reading->status;
}

static bool take_first(void *context, uint32_t docid, const char *value, size_t size)
{
    struct reading *reading = context;
    if (!set_serial(reading, docid, value, size))
        reading->status = error_set(reading->error, NSEARCH_DAMAGED, "a serial that is none");
    return !reading->status;
}

static bool take_id(void *context, const uint8_t *key, size_t size, uint32_t docid)
{
    struct reading *reading = context;
    const uint64_t serial = docid <= reading->segment->stats.last_docid ? reading->serials[docid]
                                                                        : 0;
    if (serial)
        reading->status = numbers_set(reading->out, hash_apart(reading->seed, key, size), serial,
                                      reading->error);
    return !reading->status;
}

static nsearch_status walk(struct reading *reading)
{
    const struct db_segment *segment = reading->segment;
    struct table *postlist = segment->tables[GLASS_POSTLIST];
    nsearch_status status = term_docids(postlist, PREFIX_SERIAL, strlen(PREFIX_SERIAL), take_serial,
                                        reading, reading->error);
    if (!status && !reading->status)
        status = value_walk(postlist, SLOT_FIRST, 1, take_first, reading, reading->error);
    for (size_t i = 0; i < segment->dead_count; i++)
        if (segment->dead[i] <= segment->stats.last_docid) reading->serials[segment->dead[i]] = 0;
    if (!status && !reading->status)
        status = term_docids(postlist, PREFIX_ID, strlen(PREFIX_ID), take_id, reading,
                             reading->error);
    return status ? status : reading->status;
}

nsearch_status past_read(const struct db *db, uint64_t seed, struct numbers *out,
                         nsearch_error *error)
{
    size_t count;
    const struct db_segment *segments = db_segments(db, &count);
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        struct reading reading = {
            .segment = &segments[i], .seed = seed, .out = out, .error = error};
        reading.serials = calloc((size_t)segments[i].stats.last_docid + 1, sizeof *reading.serials);
        status = reading.serials ? walk(&reading) : error_memory(error);
        free(reading.serials);
    }
    return status;
}
