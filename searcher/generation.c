/* generation.c - see generation.h. */
#include "searcher/generation.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/schema.h"

static nsearch_status open_analysis(struct generation *generation, nsearch_error *error)
{
    struct arena arena;
    const char *language;
    arena_init(&arena);
    nsearch_status status = xap_metadata(generation->db, META_LANGUAGE, &arena, &language, error);
    if (!status) status = stemmer_create(language, &generation->stemmer, error);
    arena_release(&arena);
    return status;
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
 * generation and removed them: then that one is opened, and so on. Even where nothing failed: to Xapian a
 * segment whose table of positions is gone already is one without positions. */
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
    xap_close(generation->db);
    stored_close(generation->stored);
    stemmer_free(generation->stemmer);
    free(generation);
}
