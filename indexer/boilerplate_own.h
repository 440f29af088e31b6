/* boilerplate_own.h - what the files of boilerplate share: the tables, and boilerplate_text.c, their text. */
#ifndef INDEXER_BOILERPLATE_OWN_H
#define INDEXER_BOILERPLATE_OWN_H

#include <stdbool.h>

#include "common/utf8.h"
#include "indexer/boilerplate.h"
#include "indexer/numbers.h"

enum {
    GROUP = 4,     /* entries that a paragraph may have */
    GROUPS = 4096, /* so there are 16k */
    LINE = 64,     /* bytes of memory that a processor fetches at once */
    SOURCES_MAX = 8192,
    AHEAD = 32,           /* paragraphs whose groups are asked for at once */
    PARAGRAPH_MAX = 2000, /* bytes; a longer one is no boilerplate */
    TEXT_SHOWN = 200,     /* bytes */
    KEEP_LEAST = 3,
    KEEP_MAX = 16384 /* entries that go on with the index */
};

struct source {
    char *name;
    uint64_t hash; /* of the name */
    uint64_t articles;
};

/* What is looked at for each paragraph of an archive: one line of memory, asked for ahead of its use. */
struct group {
    uint64_t hashes[GROUP];
    uint32_t counts[GROUP]; /* articles; 0: there is none */
    uint32_t last[GROUP];   /* article that had it: boilerplate->articles */
};

/* And what only of those that come again. */
struct entry {
    uint32_t left_out;
    uint32_t source; /* its index */
    char *text;      /* its beginning, once it is left out */
};

struct boilerplate {
    struct group *groups;  /* GROUPS of them */
    struct entry *entries; /* GROUP for each */
    struct source *sources;
    size_t source_count;
    struct numbers numbers; /* hash of a name -> index of the source */
    uint32_t articles;      /* looked at in this run */
    bool off, no_memory;
};

/* The source of that name; NULL if there is none, or it can't be added. */
struct source *boilerplate_source(struct boilerplate *boilerplate, const char *name, size_t size,
                                  bool add);

/* The group that a paragraph may be in, and where in it: GROUP if it isn't. */
struct group *boilerplate_group(const struct boilerplate *boilerplate, uint64_t hash);
size_t boilerplate_find(const struct group *group, uint64_t hash);

/* A place for one that isn't there, with a count of 0; GROUP where all in its group came more often, and one counts
 * down. */
size_t boilerplate_make_room(struct boilerplate *boilerplate, struct group *group, uint64_t hash);

static inline struct entry *entry_of(const struct boilerplate *boilerplate,
                                     const struct group *group, size_t at)
{
    return &boilerplate->entries[(size_t)(group - boilerplate->groups) * GROUP + at];
}

/* Fills it with what a text says. */
void boilerplate_read(struct boilerplate *boilerplate, const char *text);

#endif
