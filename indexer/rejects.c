/* rejects.c - see rejects.h. */
#include "indexer/rejects.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/members.h"

struct rejects {
    FILE *file;
    struct buf text;
    char *path;
    bool no_memory;
};

nsearch_status rejects_open(const char *path, struct rejects **out, nsearch_error *error)
{
    *out = NULL;
    FILE *file = fopen(path, "we");
    if (!file) return error_system(error, errno, path);
    struct rejects *rejects = calloc(1, sizeof *rejects);
    if (rejects) rejects->path = strdup(path);
    if (!rejects || !rejects->path) {
        free(rejects);
        fclose(file);
        return error_memory(error);
    }
    rejects->file = file;
    buf_init(&rejects->text);
    *out = rejects;
    return NSEARCH_OK;
}

void rejects_add(struct rejects *rejects, const struct reject *reject)
{
    struct buf *text = &rejects->text;
    buf_reset(text);
    members_begin(text);
    members_name(text, "path");
    members_repaired(text, reject->path);
    if (reject->line) members_number(text, "line", reject->line);
    members_text(text, "kind", reject_kind_name(reject->kind));
    members_name(text, "reason");
    members_repaired(text, reject->reason);
    members_end(text);
    buf_add_char(text, '\n');
    if (text->failed)
        rejects->no_memory = true;
    else
        fwrite(text->data, 1, text->size, rejects->file); /* ferror remembers */
}

nsearch_status rejects_close(struct rejects *rejects, nsearch_error *error)
{
    if (!rejects) return NSEARCH_OK;
    nsearch_status status = NSEARCH_OK;
    bool failed = ferror(rejects->file) != 0;
    errno = failed ? EIO : 0;
    if (fclose(rejects->file) || failed) status = error_system(error, errno, rejects->path);
    if (!status && rejects->no_memory) status = error_memory(error);
    buf_release(&rejects->text);
    free(rejects->path);
    free(rejects);
    return status;
}
