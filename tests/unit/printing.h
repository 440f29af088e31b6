/* printing.h - a hit put together by hand, and what a format prints of it. */
#ifndef TESTS_UNIT_PRINTING_H
#define TESTS_UNIT_PRINTING_H

#include "searcher/print.h"

#define PRINTED_MARK "\033[1;31m"
#define PRINTED_PLAIN "\033[0m"

extern const nsearch_hit printing_hit;
extern const nsearch_passage printing_passage;
extern const struct print printing_plain, printing_colored;

/* What a style prints for one hit, and for the beginning and end if `options` has hits; in a static buffer. */
const char *styled(struct print_style style, const char *format, const struct print *options,
                   const struct print_record *record);

/* The same with nothing asked for but the format; `one` and `shown` may be NULL. */
const char *printed(const char *format, const struct print *options, const nsearch_hit *one,
                    const nsearch_passage *shown);

#endif
