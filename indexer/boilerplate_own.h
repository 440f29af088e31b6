/* boilerplate_own.h - what the files of boilerplate share: the tables, and boilerplate_text.c, their text. */
#ifndef INDEXER_BOILERPLATE_OWN_H
#define INDEXER_BOILERPLATE_OWN_H

#include <stdbool.h>

#include "common/utf8.h"
#include "indexer/boilerplate.h"
#include "indexer/numbers.h"

enum {
    GROUP = 4,     /* entries that a paragraph may have */
    GROUPS = 4096, /* so there are 16k: 640 KB, which a cache holds */
    SOURCES_MAX = 8192,
    PARAGRAPH_MAX = 2000, /* bytes; a longer one is no boilerplate */
    TEXT_SHOWN = 200,     /* bytes */
    KEEP_LEAST = 3,
    KEEP_MAX = 16384 /* entries that go on with the index */
};

struct source {
    char *name;
    uint64_t articles;
};

struct entry {
    uint64_t hash;
    uint32_t count; /* articles; 0: there is none */
    uint32_t left_out;
    uint32_t source;       /* its index */
    uint32_t last_article; /* that had it: boilerplate->articles */
    char *text;            /* its beginning, once it is left out */
};

struct boilerplate {
    struct entry *entries; /* GROUPS of GROUP */
    struct source *sources;
    size_t source_count;
    struct numbers numbers; /* hash of a name -> index of the source */
    uint32_t articles;      /* looked at in this run */
    bool off, no_memory;
};

/* The source of that name; NULL if there is none, or it can't be added. */
struct source *boilerplate_source(struct boilerplate *boilerplate, const char *name, size_t size,
                                  bool add);

/* The entry of a paragraph, made where there is room; NULL if there is none. */
struct entry *boilerplate_entry(struct boilerplate *boilerplate, uint64_t hash, uint32_t source);

/* Fills it with what a text says. */
void boilerplate_read(struct boilerplate *boilerplate, const char *text);

#endif
