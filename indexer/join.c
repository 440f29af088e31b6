/* join.c - see join.h. */
#include "indexer/join.h"

#include "common/error.h"

struct joining {
    const struct join_sink *sink;
    const struct roots *roots;
    struct manifest_reader *manifest;
    const struct manifest_file *known; /* the next one of the manifest; NULL after the last */
    size_t root;                       /* the first that the known one may lie under */
    struct buf unread;                 /* path of what couldn't be looked into last; "" for none */
    struct buf scratch[2];
};

static nsearch_status advance(struct joining *joining, nsearch_error *error)
{
    joining->known = NULL;
    if (!joining->manifest) return NSEARCH_OK;
    return manifest_next(joining->manifest, &joining->known, error);
}

/* Whether `path` lies under a root; joining->root is that one, or the first after it. */
static bool find_root(struct joining *joining, const char *path, const char *name)
{
    const struct roots *roots = joining->roots;
    for (; joining->root < roots->count; joining->root++) {
        const char *root = roots->paths[joining->root];
        if (path_is_under(path, root)) return true;
        if (path_compare(path_name(root, &joining->scratch[0]), name) > 0) return false;
    }
    return false;
}

/* The walk has passed by the known file. */
static nsearch_status take_absent(struct joining *joining, nsearch_error *error)
{
    const struct manifest_file *known = joining->known;
    enum join_absence absence = JOIN_GONE;
    if (!find_root(joining, known->path, known->name))
        absence = JOIN_OUTSIDE;
    else if (joining->unread.size && path_is_under(known->path, joining->unread.data))
        absence = JOIN_UNKNOWN;
    return joining->sink->file(joining->sink->context, NULL, known, absence, joining->root, error);
}

/* Takes the known files before `name`; NULL: all. */
static nsearch_status take_until(struct joining *joining, const char *name, nsearch_error *error)
{
    nsearch_status status = buf_status(&joining->scratch[0], error);
    while (!status && joining->known && (!name || path_compare(joining->known->name, name) < 0)) {
        status = take_absent(joining, error);
        if (!status) status = advance(joining, error);
    }
    return status;
}

static nsearch_status take_file(void *context, const struct walk_file *file, nsearch_error *error)
{
    struct joining *joining = context;
    nsearch_status status = take_until(joining, file->name, error);
    if (status) return status;
    find_root(joining, file->path, file->name);
    const bool is_known = joining->known && !path_compare(joining->known->name, file->name);
    status = joining->sink->file(joining->sink->context, file, is_known ? joining->known : NULL,
                                 JOIN_PRESENT, joining->root, error);
    return status || !is_known ? status : advance(joining, error);
}

static nsearch_status take_link(void *context, const char *path, nsearch_error *error)
{
    struct joining *joining = context;
    const char *name = path_name(path, &joining->scratch[1]);
    nsearch_status status = buf_status(&joining->scratch[1], error);
    if (!status) status = take_until(joining, name, error);
    if (status) return status;
    if (find_root(joining, path, name)) joining->sink->link(joining->sink->context, joining->root);
    return NSEARCH_OK;
}

/* All that lies under it follows it at once, so that one is enough to remember. */
static nsearch_status take_unread(void *context, const char *path, const char *reason,
                                  nsearch_error *error)
{
    struct joining *joining = context;
    const char *name = path_name(path, &joining->scratch[1]);
    nsearch_status status = buf_status(&joining->scratch[1], error);
    if (!status) status = take_until(joining, name, error);
    if (status) return status;
    buf_reset(&joining->unread);
    buf_add_text(&joining->unread, path);
    joining->sink->reject(joining->sink->context, path, reason);
    return buf_status(&joining->unread, error);
}

nsearch_status join(const struct roots *roots, const struct roots *known, const char *skip,
                    struct manifest_reader *manifest, const struct join_sink *sink,
                    nsearch_error *error)
{
    struct joining joining = {.sink = sink, .roots = roots, .manifest = manifest};
    const struct walk_sink walked = {take_file, take_unread, take_link, &joining};
    buf_init(&joining.unread);
    buf_init(&joining.scratch[0]);
    buf_init(&joining.scratch[1]);
    nsearch_status status = advance(&joining, error);
    if (!status) status = walk(roots, known, skip, &walked, error);
    if (!status) status = take_until(&joining, NULL, error);
    buf_release(&joining.unread);
    buf_release(&joining.scratch[0]);
    buf_release(&joining.scratch[1]);
    return status;
}
