/* generation.c - see generation.h. */
#include "searcher/generation.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"

static nsearch_status open_analysis(struct generation *generation, nsearch_error *error)
{
    struct arena arena;
    const char *language;
    arena_init(&arena);
    nsearch_status status = db_metadata(generation->db, META_LANGUAGE, &arena, &language, error);
    if (!status)
        status = languages_open(generation->db, language,
                                generation->matcher ? matcher_documents(generation->matcher) : 0,
                                &generation->languages, error);
    arena_release(&arena);
    return status;
}

/* The newest segment says what is free. */
static nsearch_status read_token(struct generation *generation, nsearch_error *error)
{
    struct arena arena;
    const char *serial;
    arena_init(&arena);
    const nsearch_status status = db_metadata(generation->db, META_SERIAL, &arena, &serial, error);
    if (!status && strlen(serial) == STAMP_SERIAL_DIGITS)
        memcpy(generation->token, serial, sizeof generation->token);
    arena_release(&arena);
    return status;
}

/* What searches and reads the segments, if there is nothing else. */
static nsearch_status open_segments(struct generation *generation, nsearch_error *error)
{
    if (db_is_remote(generation->db)) return NSEARCH_OK;
    nsearch_status status = read_token(generation, error);
    if (!status) status = matcher_open(generation->db, &generation->matcher, error);
    return status ? status : stored_open(generation->db, &generation->stored, error);
}

/* Opens what the stub names; sets the identity of the stub, if it could be read. */
static nsearch_status open_once(const char *path, struct store_identity *identity,
                                struct generation **out, nsearch_error *error)
{
    struct store store;
    *out = NULL;
    nsearch_status status = store_read(path, &store, error);
    if (status) return status;
    *identity = store.identity;
    struct generation *generation = calloc(1, sizeof *generation);
    status = generation ? store_open(path, &store, &generation->db, error) : error_memory(error);
    if (!status) status = text_source_read(generation->db, &generation->text, error);
    if (!status) status = open_segments(generation, error);
    if (!status) status = open_analysis(generation, error);
    if (status) {
        generation_drop(generation);
    } else {
        generation->users = 1;
        generation->number = store.generation;
        generation->identity = *identity;
        *out = generation;
    }
    store_release(&store);
    return status;
}

/* Between the reading of the stub and the opening of its segments nindex may have switched to the next
 * generation and removed them: then that one is opened, and so on. Even where nothing failed: nobody is to search a
 * generation that is over already. */
nsearch_status generation_open(const char *path, struct generation **out, nsearch_error *error)
{
    for (;;) {
        struct store_identity identity = {0};
        const nsearch_status status = open_once(path, &identity, out, error);
        if (!identity.inode || !store_changed(path, &identity)) return status;
        generation_drop(*out);
        *out = NULL;
    }
}

struct generation *generation_use(struct generation *generation)
{
    generation->users++;
    return generation;
}

void generation_drop(struct generation *generation)
{
    if (!generation || (generation->users && --generation->users)) return;
    stored_close(generation->stored);
    matcher_close(generation->matcher);
    db_close(generation->db);
    languages_free(generation->languages);
    text_source_release(&generation->text);
    free(generation);
}
