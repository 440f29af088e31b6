/* text.h - the text of articles whose index keeps none: read from their files again.
 *
 *     texts, sorted by path and id       file
 *     [ /n/a.jsonl  a1 ]---.
 *     [ /n/a.jsonl  a7 ]---+--- one ---> /n/a.jsonl
 *     [ /n/b.txt  /n/b.txt ]             /n/b.txt, only when a text of it is asked for
 *
 * An article is known by its id: nindex makes the same one of the same file each time, and of several
 * in a file keeps the last. A file is somebody else's and may be gone or changed; a text that is not
 * in it any more is nobody's error. */
#ifndef SEARCHER_TEXT_H
#define SEARCHER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/db.h"

/* Where an index's texts are. */
struct text_source {
    bool in_files;
    const char
        *format;     /* of the reader that nindex was told to use; "": the one that fits the file */
    const char *map; /* what fields are called in its records, as a text; "" */
    struct arena arena; /* with these in it */
};

/* To be released, whatever it returns. Errors: DAMAGED, MEMORY. */
nsearch_status text_source_read(struct db *db, struct text_source *out, nsearch_error *error);
void text_source_release(struct text_source *source);

struct text; /* of one article */

/* The texts that may be asked for together. */
struct texts {
    const struct text_source *source;
    struct text *texts;
    size_t count, capacity;
    bool sorted;
};

/* Room for `capacity` texts; `source` must stay; it and the text itself are given back by release only. Errors: MEMORY. */
nsearch_status texts_init(struct texts *texts, const struct text_source *source, size_t capacity,
                          nsearch_error *error);
void texts_release(struct texts *texts);

/* Adds an article: all of them before the first is asked for. The strings must stay. */
void texts_add(struct texts *texts, const char *path, const char *id);

/* The text of an article that was added, which stays until release; NULL if it can't be had. Costs a
 * pass over the file for the first one in it, which keeps the others too. Errors: MEMORY. */
nsearch_status texts_get(struct texts *texts, const char *path, const char *id,
                         const struct buf **out, nsearch_error *error);

#endif
