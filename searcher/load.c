/* load.c - see load.h. */
#include "searcher/load.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/modules/module.h"

/* Where the installation of a static library, or of programs in an unusual place, has them. */
#ifndef MODULE_DIR
#define MODULE_DIR "/usr/local/lib/nsearch"
#endif

#ifndef MULTIARCH
#define MULTIARCH "."
#endif

/* The directory of the file that this code is in, a program or a library, with a / at its end; nothing if nobody knows. */
static void find_home(struct buf *out)
{
    static const char here; /* in the same file; the address of a function is none of data */
    char program[PATH_MAX];
    Dl_info info;
    struct link_map *map = NULL;
    const char *path = NULL;
    if (dladdr1(&here, &info, (void **)&map, RTLD_DL_LINKMAP) && map) path = map->l_name;
    if (path && !*path) { /* the program */
        const ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
        program[size > 0 ? size : 0] = '\0';
        path = program;
    }
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (slash) buf_add(out, path, (size_t)(slash - path) + 1);
}

static bool is_of_this_version(const struct module *module, const struct loaded *wanted)
{
    return module->size == wanted->size && !strcmp(module->version(), nsearch_version());
}

static nsearch_status say_missing(const struct loaded *module, const struct buf *home,
                                  nsearch_error *error)
{
    return error_set(error, NSEARCH_IO,
                     "%s can't be had without nsearch-%s.so, which is neither in %.80s nor in %s: "
                     "install nsearch anew",
                     module->what, module->name, home->size ? home->data : ".", MODULE_DIR);
}

/* A file that is there and can't be used is an error, wherever else there might be another. */
static nsearch_status take(struct loaded *module, void *handle, const char *path,
                           nsearch_error *error)
{
    if (!handle) return error_set(error, NSEARCH_IO, "%.200s", dlerror());
    const struct module *found = dlsym(handle, MODULE_SYMBOL);
    if (!found || !is_of_this_version(found, module)) {
        dlclose(handle);
        return error_set(error, NSEARCH_IO, "%.120s is not of this nsearch (%s): install it anew",
                         path, nsearch_version());
    }
    atomic_store_explicit(&module->functions, found->functions, memory_order_release);
    return NSEARCH_OK;
}

static bool is_there(const struct loaded *module, const char *home, const char *place,
                     struct buf *path)
{
    buf_reset(path);
    buf_addf(path, "%s%snsearch-%s.so", home, place, module->name);
    return path->failed || !access(path->data, F_OK);
}

/* The place that has it; if none, NULL, and its name is in `path`. */
static const char *find_place(const struct loaded *module, const struct buf *home, struct buf *path)
{
    static const char *const places[] = {"", "nsearch/", "../lib/nsearch/",
                                         "../lib/" MULTIARCH "/nsearch/"};
    for (size_t i = 0; home->size && i < sizeof places / sizeof *places; i++)
        if (is_there(module, home->data, places[i], path)) return path->data;
    if (is_there(module, MODULE_DIR, "/", path)) return path->data;
    is_there(module, "", "", path);
    return NULL;
}

static nsearch_status find(struct loaded *module, nsearch_error *error)
{
    struct buf home, path;
    buf_init(&home);
    buf_init(&path);
    find_home(&home);
    const char *place = find_place(module, &home, &path);
    nsearch_status status = home.failed ? buf_status(&home, error) : buf_status(&path, error);
    void *handle = status ? NULL : dlopen(path.data, RTLD_LAZY | RTLD_LOCAL);
    if (!status)
        status = handle || place ? take(module, handle, path.data, error)
                                 : say_missing(module, &home, error);
    buf_release(&path);
    buf_release(&home);
    return status;
}

nsearch_status load(struct loaded *module, const void **out, nsearch_error *error)
{
    *out = atomic_load_explicit(&module->functions, memory_order_acquire);
    if (*out) return NSEARCH_OK;
    const nsearch_status status = find(module, error);
    *out = atomic_load_explicit(&module->functions, memory_order_acquire);
    return status;
}
