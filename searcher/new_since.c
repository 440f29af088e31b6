/* new_since.c - see new_since.h. */
#include "searcher/new_since.h"

#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "common/stamp.h"

/* The first serial that counts as new. */
static nsearch_status read_token(const struct generation *generation, const char *token,
                                 uint64_t *from, nsearch_error *error)
{
    uint64_t next;
    *from = 0;
    if (!generation->matcher)
        return error_set(error, NSEARCH_INVALID,
                         "an index with a part on another machine can't be asked for what is new");
    if (!strcmp(token, "0")) return NSEARCH_OK;
    if (strlen(token) != STAMP_SERIAL_DIGITS || !stamp_read(token, STAMP_SERIAL_DIGITS, from))
        return error_set(error, NSEARCH_INVALID,
                         "what is new since must be a token that nsearch or nindex gave, or 0 for "
                         "everything");
    if (!stamp_read(generation->token, STAMP_SERIAL_DIGITS, &next))
        return error_set(
            error, NSEARCH_DAMAGED,
            "the index doesn't say which serial is free: rebuild it with nindex --full");
    if (!stamp_same_index(*from, next))
        return error_set(error, NSEARCH_INVALID,
                         "the token is of another index, or this one was made anew: take a new "
                         "token, or 0 for everything");
    if (*from > next)
        return error_set(error, NSEARCH_INVALID,
                         "the token is newer than the index, which is an older copy: take a new "
                         "token, or 0 for everything");
    return NSEARCH_OK;
}

nsearch_status new_since_query(const struct generation *generation, const char *token,
                               struct arena *arena, const struct db_query **out,
                               nsearch_error *error)
{
    char term[sizeof PREFIX_SERIAL + STAMP_SERIAL_DIGITS] = PREFIX_SERIAL;
    struct db_listed *listed;
    uint64_t from;
    *out = NULL;
    nsearch_status status = read_token(generation, token, &from, error);
    if (status) return status;
    stamp_write(from, STAMP_SERIAL_DIGITS, term + strlen(PREFIX_SERIAL));
    status = matcher_list_from(generation->matcher, term, strlen(PREFIX_SERIAL), arena, &listed,
                               error);
    if (!status)
        status = matcher_leave_out(generation->matcher, SLOT_FIRST, term + strlen(PREFIX_SERIAL),
                                   listed, error);
    if (status) return status;
    struct db_query *query = db_query_new(arena, DB_LISTED, 0);
    if (!query) return error_memory(error);
    query->listed = listed;
    *out = query;
    return NSEARCH_OK;
}
