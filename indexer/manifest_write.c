/* manifest_write.c - writing of manifest.h. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "common/buf.h"
#include "common/error.h"
#include "indexer/manifest.h"

enum {
    PACK_SIZE = 1 << 17
};

struct manifest_writer {
    gzFile file;
    int descriptor; /* for fsync */
    char *name;
    struct buf line;
};

static nsearch_status write_failed(const struct manifest_writer *writer, nsearch_error *error)
{
    int code;
    gzerror(writer->file, &code);
    if (code == Z_MEM_ERROR) return error_memory(error);
    return error_system(error, errno ? errno : EIO, writer->name);
}

static void add_path(struct buf *line, const char *path)
{
    for (; *path; path++) {
        const unsigned char c = (unsigned char)*path;
        if (c < 0x21 || c == 0x7F || c == '%')
            buf_addf(line, "%%%02X", c);
        else
            buf_add_char(line, *path);
    }
    buf_add_char(line, '\n');
}

static nsearch_status write_line(struct manifest_writer *writer, nsearch_error *error)
{
    nsearch_status status = buf_status(&writer->line, error);
    if (status) return status;
    errno = 0;
    if (gzwrite(writer->file, writer->line.data, (unsigned)writer->line.size) <= 0)
        return write_failed(writer, error);
    return NSEARCH_OK;
}

static nsearch_status open_file(struct manifest_writer *writer, nsearch_error *error)
{
    writer->descriptor = open(writer->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (writer->descriptor < 0) return error_system(error, errno, writer->name);
    const int copy = fcntl(writer->descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return error_system(error, errno, writer->name);
    writer->file = gzdopen(copy, "wb1");
    if (!writer->file) {
        close(copy);
        return error_memory(error);
    }
    return gzbuffer(writer->file, PACK_SIZE) ? error_memory(error) : NSEARCH_OK;
}

static nsearch_status write_head(struct manifest_writer *writer, const struct roots *roots,
                                 nsearch_error *error)
{
    buf_reset(&writer->line);
    buf_add_text(&writer->line, "nsearch manifest 1\n");
    nsearch_status status = write_line(writer, error);
    for (size_t i = 0; !status && i < roots->count; i++) {
        buf_reset(&writer->line);
        buf_add_text(&writer->line, "root ");
        add_path(&writer->line, roots->paths[i]);
        status = write_line(writer, error);
    }
    return status;
}

nsearch_status manifest_create(const char *path, const struct roots *roots,
                               struct manifest_writer **out, nsearch_error *error)
{
    *out = NULL;
    struct manifest_writer *writer = calloc(1, sizeof *writer);
    if (writer) writer->name = strdup(path);
    if (!writer || !writer->name) {
        free(writer);
        return error_memory(error);
    }
    writer->descriptor = -1;
    buf_init(&writer->line);
    nsearch_status status = open_file(writer, error);
    if (!status) status = write_head(writer, roots, error);
    if (status)
        manifest_free(writer);
    else
        *out = writer;
    return status;
}

nsearch_status manifest_add(struct manifest_writer *writer, const struct manifest_file *file,
                            nsearch_error *error)
{
    buf_reset(&writer->line);
    buf_addf(&writer->line, "file %" PRIu64 " %" PRId64 " %" PRIu64 " %c ", file->size, file->mtime,
             file->articles, file->unsure ? 'u' : '-');
    add_path(&writer->line, file->path);
    return write_line(writer, error);
}

nsearch_status manifest_add_shadowed(struct manifest_writer *writer, const char *path,
                                     uint64_t articles, nsearch_error *error)
{
    buf_reset(&writer->line);
    buf_addf(&writer->line, "shadowed %" PRIu64 " ", articles);
    add_path(&writer->line, path);
    return write_line(writer, error);
}

nsearch_status manifest_finish(struct manifest_writer *writer, nsearch_error *error)
{
    errno = 0;
    const int code = gzclose(writer->file);
    writer->file = NULL;
    if (code == Z_MEM_ERROR) return error_memory(error);
    bool failed = code != Z_OK || fsync(writer->descriptor);
    if (!failed) failed = close(writer->descriptor);
    if (failed) return error_system(error, errno ? errno : EIO, writer->name);
    writer->descriptor = -1;
    return NSEARCH_OK;
}

void manifest_free(struct manifest_writer *writer)
{
    if (!writer) return;
    if (writer->file) gzclose(writer->file);
    if (writer->descriptor >= 0) close(writer->descriptor);
    buf_release(&writer->line);
    free(writer->name);
    free(writer);
}
