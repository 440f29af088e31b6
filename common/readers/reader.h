/* reader.h - files to articles. A format is one file, reader_<name>.c, and one row in reader.c.
 *
 *     file -> input (unpacked lines) -> reader of its format -> articles, or rejects -> sink */
#ifndef COMMON_READERS_READER_H
#define COMMON_READERS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/readers/field_names.h"
#include "common/readers/input.h"
#include "common/readers/reject.h"

/* The longest article, in bytes, where nothing else is said. */
enum {
    READER_ARTICLE_MAX = 16 << 20
};

struct reader;

/* Where a reader's articles go. What only tells of something may be NULL, but for a reader's own sink. */
struct reader_sink {
    /* Takes an article, valid until it returns. An error ends the reading and is passed up. */
    nsearch_status (*article)(void *context, struct article *article, nsearch_error *error);
    /* Is told of one that could not be read: the reader goes on with the next. */
    void (*reject)(void *context, const struct reject *reject);
    /* Bytes that were not UTF-8 and were read as windows-1252. */
    void (*repaired)(void *context, const char *path, size_t bytes);
    /* A date that could not be read: the article goes without. */
    void (*undated)(void *context, const char *path);
    /* Is told with each article how many bytes of the file have been read, packed. */
    void (*position)(void *context, uint64_t bytes);
    /* Is told, after the reject, if the file couldn't be read to its end, or breaks off in an article. A file that can, and has no article in it, is only rejected. */
    void (*broken)(void *context);
    void *context;
    /* Not 0: the reading ends soon, with INVALID; NULL: never. */
    const volatile sig_atomic_t *stop;
    /* Whether a piece of a file is worth reading, by the id of its article; other articles in it have ids that begin
     * so, or ids of their own. NULL: all are. */
    bool (*wants)(void *context, const char *id);
    /* For who wants to see how a file is understood: which reader takes it, or a piece of it, and what of that is
     * left out, and why, in a line. */
    void (*taken)(void *context, const char *path, const struct reader *reader);
    void (*dropped)(void *context, const char *path, const char *what);
    /* For a reader's own sink: see reader_passed(). */
    void (*passed)(void *context, const char *what, unsigned long count);
    /* What the user calls the fields of records that have names; NULL: as anybody may. */
    const struct field_map *map;
};

struct reader {
    const char *name;            /* "jsonl", for --format */
    const char *what;            /* a few words for --help and the manual */
    const char *const *suffixes; /* ".jsonl", ..., NULL; without .gz */
    bool whole_file;             /* a file is one article: its path is its id */
    bool is_binary;              /* it may have NUL bytes */
    bool is_packing; /* of any files: a --format means these, and not what they are packed in */
    /* How sure one can be, from the text's first bytes, that this is the format: 0 not at all, 1 it
     * may be, as any text may, 100 certain. The name decides between equals. */
    int (*probe)(const char *head, size_t size);
    nsearch_status (*read)(struct input *input, const struct reader_sink *sink,
                           nsearch_error *error);
};

/* For a reader's own use: says that the article at `line` was rejected, and why: it isn't as its format has it, or
 * of another kind. */
void reader_reject(const struct reader_sink *sink, const struct input *input, uint64_t line,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
void reader_reject_as(const struct reader_sink *sink, const struct input *input, uint64_t line,
                      enum reject_kind kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The same of two kinds that many readers know: "neither a title nor a text", and what is longer than input_limit(),
 * "a page". */
void reader_reject_empty(const struct reader_sink *sink, const struct input *input, uint64_t line);
void reader_reject_long(const struct reader_sink *sink, const struct input *input, uint64_t line,
                        const char *what);

/* For a reader's own use: says what of an article is left out. Costs nothing where nobody wants to know. */
void reader_dropped(const struct reader_sink *sink, const struct input *input, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));

/* For a reader's own use: counts what is no article, or no part of one, by its kind, a static text in the plural:
 * "pictures". The counts are told when the file has been read, as what is left out; of more than 16 kinds the rest isn't. */
void reader_passed(const struct reader_sink *sink, const char *what, unsigned long count);

/* ---- Files that hold files -------------------------------------------------------------------------- */

enum {
    READER_DEPTH_MAX = 4 /* of files in each other: a page in a web archive, in a tar in a zip */
};

/* A piece of a file that is a file itself. */
struct reader_member {
    const char
        *name; /* in the outer file, any bytes; NULL: it is the outer file, packed in another way */
    struct unpack_source source;
    struct input_hints
        hints;        /* an article of its own takes its url and date from them, if it has none */
    bool may_be_none; /* nobody wonders if it holds no article: that is no reject */
};

/* For a reader's own use: reads a piece of `input` as reader_file() does a file. Its articles have the path of the
 * outer file, and "PATH/name" is the id of one that has none. Errors: as reader_file, which end the outer reading
 * too; all else is a reject of "PATH/name". */
nsearch_status reader_member(const struct reader_sink *sink, struct input *input,
                             const struct reader_member *member, nsearch_error *error);

/* All there are, NULL after the last. */
extern const struct reader *const readers[];

const struct reader *reader_of_name(const char *name);

/* Whether some reader looks for files of that name, packed or not. */
bool reader_has_name(const char *path);

/* The reader for a file: by content, then by name; NULL for what none can read: it has NUL bytes, and is of no
 * format that may. */
const struct reader *reader_for(const char *path, const char *head, size_t size);

/* Reads one file with `reader`, or with the one that fits if it is NULL. The articles that reach the
 * sink are whole: every field valid UTF-8 without control characters, an id made from the path (and
 * record number, "PATH#3") where there was none, the path set, the date normalised, or left out and
 * told as unknown. Errors: what `sink->article` returned, INVALID when stopped, MEMORY. A file that can't
 * be opened or read to its end is a reject. */
nsearch_status reader_file(const char *path, const struct reader *reader, size_t max_article_size,
                           const struct reader_sink *sink, nsearch_error *error);

/* The same for a file that was read before, by the reader whose name is `format`, with a map of that text; "" where
 * none was given. Sets the sink's map. Errors: also INVALID (what is no map). */
nsearch_status reader_again(const char *path, const char *format, const char *map,
                            struct reader_sink *sink, nsearch_error *error);

#endif
