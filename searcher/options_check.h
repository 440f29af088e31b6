/* options_check.h - whether the options go together. */
#ifndef SEARCHER_OPTIONS_CHECK_H
#define SEARCHER_OPTIONS_CHECK_H

#include "searcher/options.h"

/* Once all are read: false, and a line that says what is wrong; `query` says that arguments are one. Makes the style
 * ready to print in. An option that would change nothing is refused: who gave it meant something. */
bool options_check(struct options *options, bool query, char complaint[PRINT_COMPLAINT_MAX]);

#endif
