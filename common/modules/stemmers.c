/* stemmers.c - nsearch-stemmers.so; see module.h. */
#include "common/modules/module.h"

static const struct module_stemmers functions = {
    .open = snowball_open,
    .close = snowball_close,
    .name = snowball_name,
    .stem = snowball_stem,
};

#pragma GCC visibility push(default)
extern const struct module nsearch_module;
#pragma GCC visibility pop

const struct module nsearch_module = {nsearch_version, sizeof functions, &functions};
