/* load.h - opens modules (common/modules/module.h), each once and for good.
 *
 *     load_stemmers.c  those of snowball.h
 *     load_xapian.c    the functions of xap.h that a search may need, as Xapian's module has them
 *     load_readers.c   the one of reader.h
 *
 * A module is looked for from where the program or the library is that asks for it, so that both may be moved: beside it,
 * as they are built, then where they are installed.
 *
 *     DIR/nsearch/    DIR/../lib/nsearch/    DIR/../lib/TRIPLET/nsearch/
 *
 * and at last where the dynamic linker looks for libraries. A program with the static library in it is linked with
 * -Wl,-rpath,LIBDIR/nsearch, as pkg-config --static says.
 *
 * Which modules are open is all that this library keeps for the whole process. Any thread may ask, also for the same
 * one at the same time. */
#ifndef SEARCHER_LOAD_H
#define SEARCHER_LOAD_H

#include <stddef.h>

#include "common/nsearch.h"

/* A module of this process. */
struct loaded {
    const char *name;                /* "xapian": nsearch-xapian.so */
    const char *what;                /* that can't be done without it, for people */
    size_t size;                     /* of its functions */
    _Atomic(const void *) functions; /* once it is open */
};

/* Its functions. Costs what the dynamic linker takes, the first time. Errors: IO (it isn't there, or isn't of this
 * version), MEMORY. */
nsearch_status load(struct loaded *module, const void **out, nsearch_error *error);

#endif
