/* rejects.c - see rejects.h. */
#include "indexer/rejects.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/utf8.h"

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

/* Adds a string to `object`; file names may have any bytes, JSON may not. */
static bool add_string(struct rejects *rejects, json_object *object, const char *key,
                       const char *text)
{
    buf_reset(&rejects->text);
    utf8_repair(text, strlen(text), &rejects->text);
    if (rejects->text.failed) return false;
    json_object *value = json_object_new_string_len(rejects->text.data, (int)rejects->text.size);
    return value && !json_object_object_add(object, key, value);
}

void rejects_add(struct rejects *rejects, const struct reject *reject)
{
    json_object *object = json_object_new_object();
    bool good = object && add_string(rejects, object, "path", reject->path);
    if (good && reject->line)
        good = !json_object_object_add(object, "line",
                                       json_object_new_int64((int64_t)reject->line));
    good = good && add_string(rejects, object, "kind", reject_kind_name(reject->kind));
    good = good && add_string(rejects, object, "reason", reject->reason);
    const char *text = good ? json_object_to_json_string_ext(
                                  object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)
                            : NULL;
    if (text)
        fprintf(rejects->file, "%s\n", text); /* ferror remembers */
    else
        rejects->no_memory = true;
    json_object_put(object);
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
