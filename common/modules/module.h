/* module.h - what only some searches need, in files of their own that are loaded when the first of them does.
 *
 *     nsearch-stemmers.so   libstemmer: words that are looked for with all their forms; a phrase has none
 *     nsearch-xapian.so     Xapian: indexes with a part on another machine
 *     nsearch-readers.so    readers of all formats: articles whose index keeps no text
 *
 * Linking with the libraries that these stand on takes longer than most searches: libstemmer alone, with some ten
 * thousand addresses to be put right in its tables, as long as a phrase of rare words. nindex, which always needs them, has
 * the same functions linked in. A module has all of common/ that it needs in it, and shows one symbol, nsearch_module. */
#ifndef COMMON_MODULES_MODULE_H
#define COMMON_MODULES_MODULE_H

#include <stddef.h>

#include "common/nsearch.h"
#include "common/readers/reader.h"
#include "common/snowball.h"
#include "common/xap.h"

struct module {
    const char *(*version)(void); /* of the nsearch that it was built with: it goes with no other */
    size_t size;                  /* of the functions */
    const void *functions;
};

#define MODULE_SYMBOL "nsearch_module"

struct module_xapian {
    __typeof__(xap_open_parts) *open_parts;
    __typeof__(xap_close) *close;
    __typeof__(xap_exclude) *exclude;
    __typeof__(xap_count) *count;
    __typeof__(xap_part_metadata) *part_metadata;
    __typeof__(xap_term_count) *term_count;
    __typeof__(xap_each_term) *each_term;
    __typeof__(xap_search) *search;
};

struct module_stemmers {
    __typeof__(snowball_open) *open;
    __typeof__(snowball_close) *close;
    __typeof__(snowball_name) *name;
    __typeof__(snowball_stem) *stem;
};

struct module_readers {
    __typeof__(reader_again) *again;
};

#endif
