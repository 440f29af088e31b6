/* parsing_wrong.h - what is wrong with a query, word for word, and what it points at, for tests: a row is a query, what
 * is said of it, and the marks that print_caret puts under it. To be included after cmocka.h. */
#ifndef TESTS_UNIT_PARSING_WRONG_H
#define TESTS_UNIT_PARSING_WRONG_H

#include <stdio.h>

#include "searcher/print.h"
#include "tests/unit/parsing.h"

struct wrong {
    const char *query, *message, *marks;
};

/* What a person is shown. */
static inline const char *shown(const char *query, const nsearch_error *error)
{
    static char text[1024];
    FILE *out = fmemopen(text, sizeof text, "w");
    assert_non_null(out);
    *text = '\0';
    print_caret(out, query, error);
    fclose(out);
    return text;
}

static inline void check_wrong(const struct wrong *row, nsearch_match match)
{
    struct parsed parsed;
    char want[1024] = "";
    if (!parse(row->query, strlen(row->query), match, &parsed))
        fail_msg("%s: no error, but %s", row->query, parsed.text.data);
    assert_int_equal(parsed.error.status, NSEARCH_INVALID);
    if (strcmp(parsed.error.message, row->message) != 0)
        fail_msg("%s: says \"%s\", not \"%s\"", row->query, parsed.error.message, row->message);
    if (*row->marks) snprintf(want, sizeof want, "  %s\n  %s\n", row->query, row->marks);
    if (strcmp(shown(row->query, &parsed.error), want) != 0)
        fail_msg("shows\n%snot\n%s", shown(row->query, &parsed.error), want);
    release(&parsed);
}

#define CHECK_WRONG(rows)                                                                          \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                     \
    check_wrong(&(rows)[i], NSEARCH_MATCH_ALL)

#endif
