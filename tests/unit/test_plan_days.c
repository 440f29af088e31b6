/* test_plan_days.c - ranges of days as terms: which they are, and, on random dates, that they find what a range of
 * values finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "common/xap.h"
#include "searcher/planner.h"
#include "tests/unit/engine_text.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"
#include "tests/unit/seed.h"

enum {
    ARTICLES = 3000,
    RANGES = 3000,
};

/* ---- Which terms --------------------------------------------------------------------------------- */

struct asked {
    const char *low, *high, *terms;
};

static void check_terms(const struct asked *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        struct db_query *query;
        struct buf text;
        arena_init(&arena);
        buf_init(&text);
        const struct plan_context context = {.arena = &arena};
        struct planner planner = {.context = &context};
        assert_true(plan_days(&planner, rows[i].low, rows[i].high, &query));
        engine_text(query, &text);
        if (strcmp(text.data, rows[i].terms) != 0)
            fail_msg("%s to %s: %s, not %s", rows[i].low, rows[i].high, text.data, rows[i].terms);
        buf_release(&text);
        arena_release(&arena);
    }
}

#define CHECK(rows) check_terms(rows, sizeof(rows) / sizeof *(rows))

static void test_whole_periods_are_their_terms(void **state)
{
    static const struct asked rows[] = {
        {"2020", "2020~", "Y2020"},         {"2019", "2021~", "OR(Y2019, Y2020, Y2021)"},
        {"202006", "202006~", "M202006"},   {"20200616", "20200616~", "D20200616"},
        {"2020", "202012~", "Y2020"},       {"2020", "20201231~", "Y2020"},
        {"202006", "20200630~", "M202006"}, {"202011", "2021~", "OR(M202011, M202012, Y2021)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_a_year_or_month_alone_is_its_first_moment(void **state)
{
    static const struct asked rows[] = {
        /* In a range that begins later, it isn't: only its months and days are. */
        {"202010", "202012~", "OR(M202010, M202011, M202012)"},
        {"202001", "202001~", "M202001"},
        {"20200628", "202006~", "OR(D20200628, D20200629, D20200630)"},
        {"20200628", "202007~", "OR(D20200628, D20200629, D20200630, M202007)"},
        {"20200628", "20200629~", "OR(D20200628, D20200629)"},
        {"20201230", "2021~", "OR(D20201230, D20201231, Y2021)"},
        /* In one that ends within it, it is: what is later is taken out. */
        {"2020", "202010~", "AND_NOT(Y2020, OR(M202011, M202012))"},
        {"202006", "20200628~", "AND_NOT(M202006, OR(D20200629, D20200630))"},
        {"2020", "20201129~", "AND_NOT(Y2020, OR(M202012, D20201130))"},
        {"2019", "202011~", "OR(Y2019, AND_NOT(Y2020, M202012))"},
        {"20191231", "20200130~",
         "OR(D20191231, AND_NOT(Y2020, OR(M202002, M202003, M202004, M202005, M202006, M202007, "
         "M202008, M202009, "
         "M202010, M202011, M202012, D20200131)))"},
        {"20200531", "20200629~", "OR(D20200531, AND_NOT(M202006, D20200630))"},
    };
    (void)state;
    CHECK(rows);
}

static void test_behind_a_period_is_the_next_one(void **state)
{
    static const struct asked rows[] = {
        {"2019~", "2020~", "Y2020"},
        {"202005~", "202006~", "M202006"},
        {"201912~", "2020~", "Y2020"},
        {"20191231~", "2020~", "Y2020"},
        {"20200531~", "202006~", "M202006"},
        {"20200628~", "202006~", "OR(D20200629, D20200630)"},
        {"20200228~", "202002~", "D20200229"},
        {"20210228~", "202103~", "M202103"},
        {"2020~", "2020~", "-"},
        {"9999~", "9999~", "-"},
    };
    (void)state;
    CHECK(rows);
}

static void test_what_terms_cannot_say_is_left_to_values(void **state)
{
    static const struct asked rows[] = {
        {"2020061614", "202006~", "NULL"},
        {"20200616", "2020061614~", "NULL"},
        {"20200616", "202006161449~", "NULL"},
        {"20200616144900", "~", "NULL"},
        /* Without an index, nobody knows its years. */
        {"2020", "~", "NULL"},
        {"0", "2020~", "NULL"},
        {"1900", "2020~", "NULL"},
    };
    (void)state;
    CHECK(rows);
}

/* ---- Which articles ------------------------------------------------------------------------------ */

struct fixture {
    void *directory;
    struct db *db;
    struct xap_db *xap;
};

/* A date of three years, known to some point. */
static void draw_date(struct date *out)
{
    *out = (struct date){.year = 2019 + (int)below(3), .hour = -1, .minute = -1, .second = -1};
    const uint32_t known = below(8);
    if (known > 0) out->month = 1 + (int)below(12);
    if (known > 2) out->day = 1 + (int)below((uint32_t)date_days_in_month(out->year, out->month));
    if (known > 2 && !below(3)) out->day = below(2) ? 1 : date_days_in_month(out->year, out->month);
    if (known > 6) out->hour = (int)below(24), out->minute = (int)below(60);
}

static void write_articles(struct buf *out)
{
    struct date date;
    char text[DATE_TEXT_MAX] = "";
    for (int i = 0; i < ARTICLES; i++) {
        draw_date(&date);
        date_write(&date, text);
        buf_addf(out, "{\"id\":\"%d\",\"body\":\"x\",\"date\":\"%s\"}\n", i, below(10) ? text : "");
    }
}

static int setup(void **state)
{
    static struct fixture fixture;
    nsearch_error error;
    struct buf articles;
    buf_init(&articles);
    seed = any_seed() * UINT64_C(2654435761) + 1;
    if (scratch_setup(&fixture.directory)) return -1;
    write_articles(&articles);
    searching_index(fixture.directory, articles.data);
    buf_release(&articles);
    const char *index = scratch_path(fixture.directory, "index");
    *state = &fixture;
    if (xap_open(index, &fixture.xap, &error)) return -1;
    return db_open_segment(scratch_path(index, "seg-000001"), &fixture.db, &error) ? -1 : 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    xap_close(fixture->xap);
    db_close(fixture->db);
    return scratch_teardown(&fixture->directory);
}

/* A bound as plan_date.c may make one, and some that it doesn't. */
static void draw_key(char *out, bool is_high)
{
    struct date date;
    draw_date(&date);
    date.hour = date.minute = -1;
    date_key(&date, out);
    if (is_high || !below(4)) strcat(out, "~");
    if (!below(8)) strcpy(out, is_high ? "~" : "0");
}

static void find(const struct fixture *fixture, const struct db_query *query, struct arena *arena,
                 struct db_rows *out)
{
    const struct db_request request = {.query = query, .limit = ARTICLES, .k1 = 0.9, .b = 0.4};
    nsearch_error error;
    if (xap_search(fixture->xap, &request, arena, out, &error)) fail_msg("%s", error.message);
}

static void check_range(const struct fixture *fixture, const char *low, const char *high)
{
    struct arena arena;
    struct db_query *terms, *scaled;
    struct db_query values = {.op = DB_RANGE, .slot = SLOT_DATE, .low = low, .high = high};
    struct db_rows want, got;
    arena_init(&arena);
    const struct plan_context context = {.db = fixture->db, .arena = &arena};
    struct planner planner = {.context = &context};
    assert_true(plan_days(&planner, low, high, &terms));
    assert_non_null(terms);
    assert_non_null(scaled = plan_scale(&planner, terms, 0));
    find(fixture, &values, &arena, &want);
    find(fixture, scaled, &arena, &got);
    if (want.total != got.total)
        fail_msg("%s to %s: %d by values, %d by terms", low, high, (int)want.total, (int)got.total);
    for (size_t i = 0; i < want.count; i++)
        assert_int_equal(want.rows[i].docid, got.rows[i].docid);
    arena_release(&arena);
}

static void test_terms_find_what_values_find(void **state)
{
    char low[DATE_KEY_MAX + 2], high[DATE_KEY_MAX + 2];
    for (int i = 0; i < RANGES; i++) {
        draw_key(low, false);
        draw_key(high, true);
        check_range(*state, low, high);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_periods_are_their_terms),
        cmocka_unit_test(test_a_year_or_month_alone_is_its_first_moment),
        cmocka_unit_test(test_behind_a_period_is_the_next_one),
        cmocka_unit_test(test_what_terms_cannot_say_is_left_to_values),
        cmocka_unit_test_setup_teardown(test_terms_find_what_values_find, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
