#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "indexer/lock.h"
#include "tests/unit/scratch.h"

static void test_one_holds_it_and_the_others_are_told_who(void **state)
{
    struct lock_holder holder;
    nsearch_error error;
    char pid[64];
    int lock, second;
    assert_false(lock_is_held(*state, &holder));
    assert_int_equal(lock_take(*state, NULL, &lock, &error), NSEARCH_OK);
    assert_int_equal(lock_take(*state, NULL, &second, &error), NSEARCH_LOCKED);
    assert_int_equal(second, -1);
    snprintf(pid, sizeof pid, "pid %ld has been writing this index since 2", (long)getpid());
    assert_non_null(strstr(error.message, pid));
    assert_true(lock_is_held(*state, &holder));
    assert_int_equal(holder.pid, getpid());
    assert_true(holder.since <= time(NULL) && holder.since > time(NULL) - 60);
    lock_drop(lock);
    assert_false(lock_is_held(*state, &holder));
    assert_int_equal(lock_take(*state, NULL, &second, &error), NSEARCH_OK);
    lock_drop(second);
}

static void test_a_holder_on_another_host_is_named_with_it(void **state)
{
    nsearch_error error;
    int lock, second;
    assert_int_equal(lock_take(*state, NULL, &lock, &error), NSEARCH_OK);
    scratch_write(*state, "lock", "12 1600000000 far.example\n", 26);
    assert_int_equal(lock_take(*state, NULL, &second, &error), NSEARCH_LOCKED);
    assert_non_null(strstr(error.message, "pid 12 on far.example has"));
    lock_drop(lock);
}

/* Somebody has it and hasn't signed; the name there is that of one who was killed. */
static void test_the_name_of_the_dead_is_not_taken_for_the_holders(void **state)
{
    nsearch_error error;
    char host[256], text[512];
    int lock, second;
    pid_t child = fork();
    if (!child) _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(gethostname(host, sizeof host), 0);
    assert_int_equal(lock_take(*state, NULL, &lock, &error), NSEARCH_OK);
    int size = snprintf(text, sizeof text, "%ld 1600000000 %.63s\n", (long)child, host);
    scratch_write(*state, "lock", text, (size_t)size);
    assert_int_equal(lock_take(*state, NULL, &second, &error), NSEARCH_LOCKED);
    assert_non_null(strstr(error.message, "/lock: another nindex is writing this index"));
    lock_drop(lock);
}

/* A child that has the lock for so many milliseconds, and has it now. */
static pid_t hold(const char *directory, long milliseconds)
{
    const struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    struct lock_holder holder;
    pid_t child = fork();
    int lock;
    if (!child) {
        if (lock_take(directory, NULL, &lock, NULL)) _exit(1);
        nanosleep(&time, NULL);
        _exit(0);
    }
    while (!lock_is_held(directory, &holder) || holder.pid != child)
        continue;
    return child;
}

static void test_it_is_waited_for(void **state)
{
    const struct lock_wait wait = {.seconds = 60};
    nsearch_error error;
    int lock, ended;
    pid_t child = hold(*state, 100);
    assert_int_equal(lock_take(*state, &wait, &lock, &error), NSEARCH_OK);
    lock_drop(lock);
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
}

static void test_waiting_has_an_end(void **state)
{
    const struct lock_wait wait = {.seconds = 1};
    nsearch_error error;
    int lock;
    pid_t child = hold(*state, 60000);
    assert_int_equal(lock_take(*state, &wait, &lock, &error), NSEARCH_LOCKED);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    stopped = number;
}

static void test_a_signal_ends_it(void **state)
{
    const struct lock_wait wait = {.seconds = 3600, .stop = &stopped};
    const struct sigaction action = {.sa_handler = stop};
    nsearch_error error;
    int lock;
    pid_t child = hold(*state, 60000);
    sigaction(SIGALRM, &action, NULL);
    alarm(1);
    assert_int_equal(lock_take(*state, &wait, &lock, &error), NSEARCH_INVALID);
    assert_int_equal(lock, -1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* Who only looks never makes a writer go away. */
static void test_looking_disturbs_nobody(void **state)
{
    struct lock_holder holder;
    nsearch_error error;
    int lock;
    pid_t child = fork();
    while (!child) {
        lock_is_held(*state, &holder);
        usleep(100);
    }
    for (int i = 0; i < 500; i++) {
        assert_int_equal(lock_take(*state, NULL, &lock, &error), NSEARCH_OK);
        lock_drop(lock);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_holds_it_and_the_others_are_told_who),
        TEST(test_a_holder_on_another_host_is_named_with_it),
        TEST(test_the_name_of_the_dead_is_not_taken_for_the_holders),
        TEST(test_it_is_waited_for),
        TEST(test_waiting_has_an_end),
        TEST(test_a_signal_ends_it),
        TEST(test_looking_disturbs_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
