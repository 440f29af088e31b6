/* roots.c - paths and roots of walk.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/article.h"
#include "common/error.h"
#include "indexer/walk.h"

const char *path_name(const char *path, struct buf *scratch)
{
    const char *at = path;
    while (*at >= ' ' && *at < 0x7F)
        at++;
    if (!*at) return path;
    buf_reset(scratch);
    article_write_path(path, strlen(path), scratch);
    return scratch->data;
}

/* The end is lowest, then the slash, then all other bytes. */
static int rank(char c)
{
    if (!c) return 0;
    return c == '/' ? 1 : 1 + (unsigned char)c;
}

int path_compare(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return rank(*a) - rank(*b);
}

bool path_is_under(const char *path, const char *root)
{
    const size_t size = strlen(root);
    if (strncmp(path, root, size) != 0) return false;
    return !path[size] || path[size] == '/' || (size && root[size - 1] == '/');
}

nsearch_status roots_add(struct roots *roots, const char *path, nsearch_error *error)
{
    char **grown = realloc(roots->paths, (roots->count + 1) * sizeof *grown);
    if (!grown) return error_memory(error);
    roots->paths = grown;
    char *copy = strdup(path);
    if (!copy) return error_memory(error);
    roots->paths[roots->count++] = copy;
    return NSEARCH_OK;
}

nsearch_status roots_add_real(struct roots *roots, const char *path, nsearch_error *error)
{
    char *real = realpath(path, NULL);
    if (!real) return error_system(error, errno, path);
    nsearch_status status = roots_add(roots, real, error);
    free(real);
    return status;
}

/* ---- Order ---------------------------------------------------------------------------------------- */

struct named {
    struct buf name;
    char *path;
};

static int by_name(const void *a, const void *b)
{
    return path_compare(((const struct named *)a)->name.data, ((const struct named *)b)->name.data);
}

static nsearch_status sort(struct roots *roots, struct named *named, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < roots->count; i++) {
        named[i].path = roots->paths[i];
        buf_init(&named[i].name);
        article_write_path(named[i].path, strlen(named[i].path), &named[i].name);
        if (!status) status = buf_status(&named[i].name, error);
    }
    if (!status) qsort(named, roots->count, sizeof *named, by_name);
    for (size_t i = 0; i < roots->count; i++) {
        roots->paths[i] = named[i].path;
        buf_release(&named[i].name);
    }
    return status;
}

nsearch_status roots_settle(struct roots *roots, nsearch_error *error)
{
    size_t kept = 0;
    if (!roots->count) return NSEARCH_OK;
    struct named *named = calloc(roots->count, sizeof *named);
    nsearch_status status = named ? sort(roots, named, error) : error_memory(error);
    free(named);
    if (status) return status;
    for (size_t i = 0; i < roots->count; i++) {
        if (kept && path_is_under(roots->paths[i], roots->paths[kept - 1]))
            free(roots->paths[i]);
        else
            roots->paths[kept++] = roots->paths[i];
    }
    roots->count = kept;
    return NSEARCH_OK;
}

const char *roots_find(const struct roots *roots, const char *path)
{
    for (size_t i = 0; i < roots->count; i++)
        if (path_is_under(path, roots->paths[i])) return roots->paths[i];
    return NULL;
}

void roots_release(struct roots *roots)
{
    for (size_t i = 0; i < roots->count; i++)
        free(roots->paths[i]);
    free(roots->paths);
    *roots = (struct roots){0};
}
