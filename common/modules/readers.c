/* readers.c - nsearch-readers.so; see module.h. */
#include "common/modules/module.h"

static const struct module_readers functions = {
    .again = reader_again,
};

#pragma GCC visibility push(default)
extern const struct module nsearch_module;
#pragma GCC visibility pop

const struct module nsearch_module = {nsearch_version, sizeof functions, &functions};
