/* manifest_read.c - reading of manifest.h. What is read may have been damaged, or written by anybody. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "common/buf.h"
#include "common/error.h"
#include "indexer/manifest.h"

enum {
    LINE_SIZE = 3 * PATH_MAX + 128, /* a path with every byte written as three, and the numbers */
    UNPACK_SIZE = 1 << 17,
};

struct manifest_reader {
    gzFile file;
    char *file_name;
    struct roots roots;
    uint64_t line_number;
    char line[LINE_SIZE]; /* the next one, not used yet, if has_line */
    bool has_line;
    struct manifest_file current;
    char path[LINE_SIZE];       /* of the current file or shadowed one */
    const char *name;           /* its name */
    struct buf scratch, before; /* for that; the name of the one before */
};

static nsearch_status damaged(const struct manifest_reader *reader, const char *what,
                              nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED,
                     "%s:%" PRIu64 ": %s: nindex --full PATH... reads all files anew, "
                     "--rebuild-from-index keeps what the index has",
                     reader->file_name, reader->line_number, what);
}

/* ---- Lines ---------------------------------------------------------------------------------------- */

/* Why no line came: the end, or what is wrong. */
static nsearch_status check_end(struct manifest_reader *reader, nsearch_error *error)
{
    int code;
    const char *message = gzerror(reader->file, &code);
    if (code == Z_ERRNO) return error_system(error, errno, reader->file_name);
    if (code == Z_MEM_ERROR) return error_memory(error);
    if (code != Z_OK && code != Z_STREAM_END) return damaged(reader, message, error);
    return NSEARCH_OK;
}

/* Makes the next line current; has_line is false at the end. */
static nsearch_status read_line(struct manifest_reader *reader, nsearch_error *error)
{
    if (reader->has_line) return NSEARCH_OK;
    reader->line_number++;
    if (!gzgets(reader->file, reader->line, LINE_SIZE)) return check_end(reader, error);
    const size_t size = strlen(reader->line);
    if (!size || reader->line[size - 1] != '\n') {
        nsearch_status status = check_end(reader, error);
        return status ? status : damaged(reader, "a broken line", error);
    }
    reader->line[size - 1] = '\0';
    reader->has_line = true;
    return NSEARCH_OK;
}

/* What follows the word that the current line begins with, which is then used; NULL if it is another. */
static const char *take_line(struct manifest_reader *reader, const char *word)
{
    const size_t size = strlen(word);
    if (!reader->has_line || strncmp(reader->line, word, size) != 0) return NULL;
    reader->has_line = false;
    return reader->line + size;
}

static bool take_number(const char **text, uint64_t *out)
{
    char *end;
    if (**text < '0' || **text > '9') return false;
    errno = 0;
    *out = strtoull(*text, &end, 10);
    if (errno || *end != ' ') return false;
    *text = end + 1;
    return true;
}

/* ---- Paths ---------------------------------------------------------------------------------------- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* False for what the writer doesn't write. */
static bool read_path(const char *text, char *out)
{
    if (*text != '/') return false;
    while (*text) {
        if (*text == '%') {
            const int high = hex(text[1]), low = high < 0 ? -1 : hex(text[2]);
            if (low < 0 || !(high | low)) return false;
            *out++ = (char)(high << 4 | low);
            text += 3;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
    return true;
}

/* Reads the path of the next file or shadowed file, which is after the one before. */
static nsearch_status next_path(struct manifest_reader *reader, const char *text,
                                nsearch_error *error)
{
    buf_reset(&reader->before);
    buf_add_text(&reader->before, reader->name);
    if (!read_path(text, reader->path)) return damaged(reader, "no path", error);
    reader->name = path_name(reader->path, &reader->scratch);
    nsearch_status status = buf_status(&reader->scratch, error);
    if (!status) status = buf_status(&reader->before, error);
    if (!status && path_compare(reader->before.data, reader->name) >= 0)
        status = damaged(reader, "not in order", error);
    return status;
}

/* ---- Opening -------------------------------------------------------------------------------------- */

static nsearch_status read_head(struct manifest_reader *reader, nsearch_error *error)
{
    const char *text;
    nsearch_status status = read_line(reader, error);
    if (status) return status;
    text = take_line(reader, "nsearch manifest ");
    if (!text || strcmp(text, "1") != 0) return damaged(reader, "not a manifest", error);
    while (status = read_line(reader, error), !status && (text = take_line(reader, "root "))) {
        status = next_path(reader, text, error);
        if (!status) status = roots_add(&reader->roots, reader->path, error);
        if (status) return status;
    }
    reader->name = ""; /* the files have an order of their own */
    return status;
}

nsearch_status manifest_open(const char *path, struct manifest_reader **out, nsearch_error *error)
{
    *out = NULL;
    struct manifest_reader *reader = calloc(1, sizeof *reader);
    if (reader) reader->file_name = strdup(path);
    if (!reader || !reader->file_name) {
        free(reader);
        return error_memory(error);
    }
    reader->name = "";
    buf_init(&reader->scratch);
    buf_init(&reader->before);
    errno = 0;
    reader->file = gzopen(path, "rbe");
    nsearch_status status = NSEARCH_OK;
    if (!reader->file)
        status = errno ? error_system(error, errno, path) : error_memory(error);
    else if (gzbuffer(reader->file, UNPACK_SIZE))
        status = error_memory(error);
    if (!status) status = read_head(reader, error);
    if (status)
        manifest_close(reader);
    else
        *out = reader;
    return status;
}

void manifest_close(struct manifest_reader *reader)
{
    if (!reader) return;
    if (reader->file) gzclose(reader->file);
    roots_release(&reader->roots);
    buf_release(&reader->scratch);
    buf_release(&reader->before);
    free(reader->file_name);
    free(reader);
}

const struct roots *manifest_roots(const struct manifest_reader *reader)
{
    return &reader->roots;
}

/* ---- Files ---------------------------------------------------------------------------------------- */

/* "1893 1577836800000000000 12 - /srv/news/a.jsonl" */
static bool read_file(const char *text, struct manifest_file *file, const char **path)
{
    uint64_t mtime;
    if (!take_number(&text, &file->size)) return false;
    const bool before_1970 = *text == '-';
    text += before_1970;
    if (!take_number(&text, &mtime) || mtime > INT64_MAX) return false;
    file->mtime = before_1970 ? -(int64_t)mtime : (int64_t)mtime;
    if (!take_number(&text, &file->articles)) return false;
    if ((*text != '-' && *text != 'u') || text[1] != ' ') return false;
    file->unsure = *text == 'u';
    *path = text + 2;
    return true;
}

nsearch_status manifest_next(struct manifest_reader *reader, const struct manifest_file **out,
                             nsearch_error *error)
{
    const char *path;
    *out = NULL;
    nsearch_status status = read_line(reader, error);
    const char *text = status ? NULL : take_line(reader, "file ");
    if (!text) { /* the shadowed ones have an order of their own too */
        reader->name = "";
        return status;
    }
    if (!read_file(text, &reader->current, &path)) return damaged(reader, "no file", error);
    status = next_path(reader, path, error);
    if (status) return status;
    reader->current.path = reader->path;
    reader->current.name = reader->name;
    *out = &reader->current;
    return NSEARCH_OK;
}

nsearch_status manifest_next_shadowed(struct manifest_reader *reader, const char **out,
                                      uint64_t *articles, nsearch_error *error)
{
    *out = NULL;
    *articles = 0;
    nsearch_status status = read_line(reader, error);
    if (status || !reader->has_line) return status;
    const char *text = take_line(reader, "shadowed ");
    if (!text) return damaged(reader, "an unknown line", error);
    take_number(&text, articles); /* earlier versions wrote none */
    status = next_path(reader, text, error);
    if (!status) *out = reader->path;
    return status;
}
