/* planning.h - what the planner makes of a query, for tests. To be included after cmocka.h. */
#ifndef TESTS_UNIT_PLANNING_H
#define TESTS_UNIT_PLANNING_H

#include <string.h>

#include "searcher/plan.h"

enum {
    PLANNING_NOW = 1592301600 /* 16 June 2020, 10:00 UTC */
};

struct planned {
    struct arena arena;
    struct languages *languages;
    struct query query;
    struct plan plan;
    nsearch_error error;
};

/* `db` may be NULL. The query must be one. */
static inline nsearch_status make_plan(const char *text, nsearch_match match, struct db *db,
                                       bool explain, struct planned *out)
{
    memset(out, 0, sizeof *out);
    arena_init(&out->arena);
    assert_int_equal(languages_of_one("english", &out->languages, NULL), NSEARCH_OK);
    nsearch_status status = query_parse(text, strlen(text), match, PLANNING_NOW, &out->arena,
                                        &out->query, &out->error);
    if (status) fail_msg("%s: %s", text, out->error.message);
    const struct plan_context context = {.db = db,
                                         .languages = out->languages,
                                         .arena = &out->arena,
                                         .explain = explain,
                                         .rank = true};
    return plan_make(&out->query, &context, &out->plan, &out->error);
}

static inline void release(struct planned *planned)
{
    languages_free(planned->languages);
    arena_release(&planned->arena);
}

#endif
