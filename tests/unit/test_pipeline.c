/* test_pipeline.c - tests of indexer/pipeline.c: order, weight, errors, with any number of jobs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/error.h"
#include "indexer/pipeline.h"

enum {
    ITEMS = 5,
    ROUNDS = 500
};

struct trace {
    atomic_size_t weight, weight_max; /* of what is being worked on */
    uint32_t taken[ROUNDS];
    atomic_size_t taken_count, rested_count;
    size_t wait_for;               /* items to be taken while the first worker rests */
    uint32_t fail_work, fail_take; /* numbers of the items that fail; 0: none */
};

static nsearch_status work(void *context, size_t worker, void *item, nsearch_error *error)
{
    struct trace *trace = context;
    uint32_t *number = item;
    (void)worker;
    size_t now = atomic_fetch_add(&trace->weight, 1) + 1, most = trace->weight_max;
    while (now > most && !atomic_compare_exchange_weak(&trace->weight_max, &most, now))
        ;
    if (*number % 7 == 0) usleep(*number % 300); /* so that they end in another order */
    atomic_fetch_sub(&trace->weight, 1);
    if (*number == trace->fail_work) return error_set(error, NSEARCH_IO, "work %u", *number);
    *number *= 2;
    return NSEARCH_OK;
}

static nsearch_status take(void *context, void *item, nsearch_error *error)
{
    struct trace *trace = context;
    const uint32_t number = *(uint32_t *)item;
    if (number / 2 == trace->fail_take) return error_set(error, NSEARCH_DAMAGED, "take");
    trace->taken[trace->taken_count++] = number;
    return NSEARCH_OK;
}

static nsearch_status rest(void *context, size_t worker, nsearch_error *error)
{
    struct trace *trace = context;
    (void)error;
    if (!worker)
        while (trace->taken_count < trace->wait_for)
            usleep(100);
    trace->rested_count++;
    return NSEARCH_OK;
}

static nsearch_status run(struct trace *trace, size_t jobs, size_t weight_max, nsearch_error *error)
{
    static uint32_t numbers[ITEMS];
    void *items[ITEMS];
    struct pipeline *pipeline;
    const struct pipeline_steps steps = {work, take, rest, trace};
    for (size_t i = 0; i < ITEMS; i++)
        items[i] = &numbers[i];
    assert_int_equal(pipeline_create(&steps, jobs, items, ITEMS, weight_max, &pipeline, error), 0);
    nsearch_status status = NSEARCH_OK;
    for (uint32_t i = 1; !status && i <= ROUNDS; i++) {
        *(uint32_t *)pipeline_item(pipeline) = i;
        status = pipeline_submit(pipeline, i % 3, error);
    }
    if (!status) status = pipeline_drain(pipeline, error);
    pipeline_free(pipeline);
    return status;
}

static void test_items_are_taken_in_order_with_any_number_of_jobs(void **state)
{
    (void)state;
    static const size_t jobs[] = {1, 2, 3, 8};
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct trace trace = {.taken_count = 0};
        nsearch_error error;
        assert_int_equal(run(&trace, jobs[i], SIZE_MAX / 2, &error), NSEARCH_OK);
        assert_int_equal(trace.taken_count, ROUNDS);
        for (uint32_t j = 0; j < ROUNDS; j++)
            assert_int_equal(trace.taken[j], 2 * (j + 1));
        assert_int_equal(trace.rested_count, ROUNDS);
        assert_true(trace.weight_max <= jobs[i]);
    }
}

static void test_nobody_waits_for_a_worker_that_rests(void **state)
{
    (void)state;
    struct trace trace = {.wait_for = ROUNDS / 2};
    nsearch_error error;
    assert_int_equal(run(&trace, 2, SIZE_MAX / 2, &error), NSEARCH_OK);
    assert_int_equal(trace.rested_count, ROUNDS);
}

static void test_what_is_too_heavy_goes_alone(void **state)
{
    (void)state;
    struct trace trace = {.taken_count = 0};
    nsearch_error error;
    assert_int_equal(run(&trace, 4, 0, &error), NSEARCH_OK);
    assert_int_equal(trace.taken_count, ROUNDS);
}

static void test_the_first_error_of_a_worker_ends_it(void **state)
{
    (void)state;
    for (size_t jobs = 1; jobs < 4; jobs++) {
        struct trace trace = {.fail_work = 20};
        nsearch_error error;
        assert_int_equal(run(&trace, jobs, SIZE_MAX / 2, &error), NSEARCH_IO);
        assert_string_equal(error.message, "work 20");
        assert_true(trace.taken_count < 20);
    }
}

static void test_the_first_error_of_the_taker_ends_it(void **state)
{
    (void)state;
    for (size_t jobs = 1; jobs < 4; jobs++) {
        struct trace trace = {.fail_take = 20};
        nsearch_error error;
        assert_int_equal(run(&trace, jobs, SIZE_MAX / 2, &error), NSEARCH_DAMAGED);
        assert_int_equal(trace.taken_count, 19);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_are_taken_in_order_with_any_number_of_jobs),
        cmocka_unit_test(test_nobody_waits_for_a_worker_that_rests),
        cmocka_unit_test(test_what_is_too_heavy_goes_alone),
        cmocka_unit_test(test_the_first_error_of_a_worker_ends_it),
        cmocka_unit_test(test_the_first_error_of_the_taker_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
