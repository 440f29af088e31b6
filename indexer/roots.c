/* roots.c - paths and roots of walk.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "indexer/walk.h"

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

static int by_path(const void *a, const void *b)
{
    return path_compare(*(char *const *)a, *(char *const *)b);
}

void roots_settle(struct roots *roots)
{
    size_t kept = 0;
    if (roots->count) qsort(roots->paths, roots->count, sizeof *roots->paths, by_path);
    for (size_t i = 0; i < roots->count; i++) {
        if (kept && path_is_under(roots->paths[i], roots->paths[kept - 1]))
            free(roots->paths[i]);
        else
            roots->paths[kept++] = roots->paths[i];
    }
    roots->count = kept;
}

const char *roots_find(const struct roots *roots, const char *path)
{
    size_t low = 0, high = roots->count;
    while (low < high) { /* the last that isn't after the path */
        const size_t middle = low + (high - low) / 2;
        if (path_compare(roots->paths[middle], path) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && path_is_under(path, roots->paths[low - 1]) ? roots->paths[low - 1] : NULL;
}

void roots_release(struct roots *roots)
{
    for (size_t i = 0; i < roots->count; i++)
        free(roots->paths[i]);
    free(roots->paths);
    *roots = (struct roots){0};
}
