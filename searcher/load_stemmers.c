/* load_stemmers.c - snowball.h by way of its module, as far as a search needs it; see load.h. */
#include <stdatomic.h>

#include "common/modules/module.h"
#include "searcher/load.h"

static struct loaded module = {
    .name = "stemmers", .what = "stems of words", .size = sizeof(struct module_stemmers)};

/* Of what is open already. */
static const struct module_stemmers *stemmers(void)
{
    return atomic_load_explicit(&module.functions, memory_order_acquire);
}

nsearch_status snowball_open(const char *language, struct snowball **out, nsearch_error *error)
{
    const void *functions;
    *out = NULL;
    const nsearch_status status = load(&module, &functions, error);
    return status ? status : stemmers()->open(language, out, error);
}

void snowball_close(struct snowball *snowball)
{
    if (snowball) stemmers()->close(snowball);
}

const char *snowball_name(const struct snowball *snowball)
{
    return stemmers()->name(snowball);
}

size_t snowball_stem(struct snowball *snowball, const char *word, size_t size, char *out,
                     size_t capacity)
{
    return stemmers()->stem(snowball, word, size, out, capacity);
}
