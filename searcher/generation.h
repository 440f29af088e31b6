/* generation.h - an index as it is between two switches, open.
 *
 *     searcher ---> generation 8
 *     hits -------> generation 7     found before the switch, and not freed yet
 *
 * It stays open as long as anyone uses it: its segments can be read even when nindex has removed them. */
#ifndef SEARCHER_GENERATION_H
#define SEARCHER_GENERATION_H

#include "common/analysis.h"
#include "common/db.h"
#include "common/stamp.h"
#include "common/store.h"
#include "searcher/engine.h"
#include "searcher/languages.h"
#include "searcher/matcher.h"
#include "searcher/stored.h"
#include "searcher/text.h"

struct generation {
    size_t users;
    uint64_t number;
    char token[STAMP_SERIAL_DIGITS + 1]; /* the serial that is free (new_since.h); "": not known */
    struct store_identity identity;      /* of the stub that names it */
    struct db *db;
    struct stored *stored;   /* articles of its segments; NULL: they come with what is found */
    struct matcher *matcher; /* NULL: a part is on another machine, and Xapian searches */
    struct languages *languages;
    struct text_source text;
};

/* Opens the generation that is the index's at this moment, for one user. Errors: those of store_read and
 * store_open. */
nsearch_status generation_open(const char *path, struct generation **out, nsearch_error *error);

/* One user more; returns the generation. One less, who may be nobody: the last one closes it. */
struct generation *generation_use(struct generation *generation);
void generation_drop(struct generation *generation);

/* What searches it. */
static inline struct engine generation_engine(const struct generation *generation)
{
    return (struct engine){generation->db, generation->matcher};
}

#endif
