/* load_xapian.c - xap.h by way of its module, as far as a search needs it; see load.h. */
#include <stdatomic.h>

#include "common/modules/module.h"
#include "searcher/load.h"

static struct loaded module = {.name = "xapian",
                               .what = "an index with a part on another machine",
                               .size = sizeof(struct module_xapian)};

/* Of what is open already. */
static const struct module_xapian *xapian(void)
{
    return atomic_load_explicit(&module.functions, memory_order_acquire);
}

nsearch_status xap_open_parts(const struct db_part *parts, size_t count, struct xap_db **out,
                              nsearch_error *error)
{
    const void *functions;
    *out = NULL;
    const nsearch_status status = load(&module, &functions, error);
    return status ? status : xapian()->open_parts(parts, count, out, error);
}

void xap_close(struct xap_db *db)
{
    xapian()->close(db);
}

nsearch_status xap_exclude(struct xap_db *db, const struct db_dead *dead, size_t count,
                           nsearch_error *error)
{
    return xapian()->exclude(db, dead, count, error);
}

uint32_t xap_count(const struct xap_db *db)
{
    return xapian()->count(db);
}

nsearch_status xap_part_metadata(struct xap_db *db, size_t part, const char *key,
                                 struct arena *arena, const char **out, nsearch_error *error)
{
    return xapian()->part_metadata(db, part, key, arena, out, error);
}

nsearch_status xap_term_count(struct xap_db *db, const char *term, size_t size, uint32_t *out,
                              nsearch_error *error)
{
    return xapian()->term_count(db, term, size, out, error);
}

nsearch_status xap_each_term(struct xap_db *db, const char *prefix, size_t size,
                             bool (*take)(void *context, const char *term, size_t size,
                                          uint32_t count),
                             void *context, nsearch_error *error)
{
    return xapian()->each_term(db, prefix, size, take, context, error);
}

nsearch_status xap_search(struct xap_db *db, const struct db_request *request, struct arena *arena,
                          struct db_rows *out, nsearch_error *error)
{
    return xapian()->search(db, request, arena, out, error);
}
