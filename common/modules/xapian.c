/* xapian.c - nsearch-xapian.so; see module.h. */
#include "common/modules/module.h"

static const struct module_xapian functions = {
    .open_parts = xap_open_parts,
    .close = xap_close,
    .exclude = xap_exclude,
    .count = xap_count,
    .part_metadata = xap_part_metadata,
    .term_count = xap_term_count,
    .each_term = xap_each_term,
    .search = xap_search,
};

#pragma GCC visibility push(default)
extern const struct module nsearch_module;
#pragma GCC visibility pop

const struct module nsearch_module = {nsearch_version, sizeof functions, &functions};
