#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "indexer/progress.h"

/* Reads up to the line that is only a stop: a terminal gives what it has, in pieces. */
static void read_all(int end, char *out, size_t room)
{
    size_t size = 0;
    do {
        ssize_t got = read(end, out + size, room - 1 - size);
        assert_true(got > 0);
        size += (size_t)got;
        out[size] = '\0';
    } while (!strstr(out, ".\n") && !strstr(out, ".\r\n"));
}

/* What a short run shows on a stderr that is `file`, of which the other end is `end`. */
static const char *shown(int file, int end, const char *terminal, bool is_shown)
{
    static char out[4096];
    struct progress progress;
    fflush(stderr);
    int saved = dup(STDERR_FILENO);
    assert_true(saved >= 0 && dup2(file, STDERR_FILENO) >= 0);
    setenv("TERM", terminal, 1);
    progress_init(&progress, is_shown);
    progress_phase(&progress, "reading %d files", 2);
    progress_start(&progress, 200);
    progress_update(&progress, 7, 50);
    progress_update(&progress, 8, 60); /* too soon to be drawn */
    progress_phase(&progress, "done");
    fputs(".\n", stderr);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    read_all(end, out, sizeof out);
    return out;
}

static void test_a_line_is_shown_for_each_phase(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_string_equal(shown(ends[1], ends[0], "xterm", true), "reading 2 files\ndone\n.\n");
    assert_string_equal(shown(ends[1], ends[0], "xterm", false), ".\n");
    close(ends[0]);
    close(ends[1]);
}

static void test_a_terminal_is_shown_a_bar_that_goes_again(void **state)
{
    (void)state;
    int end = posix_openpt(O_RDWR | O_NOCTTY);
    if (end < 0 || grantpt(end) || unlockpt(end)) skip();
    int terminal = open(ptsname(end), O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0);
    const char *text = shown(terminal, end, "xterm", true);
    assert_non_null(strstr(text, "\r[#####...............]  25%  7 articles"));
    assert_null(strstr(text, "8 articles"));
    assert_non_null(strstr(text, "\r\033[Kdone"));
    assert_null(strchr(shown(terminal, end, "dumb", true), '['));
    assert_null(strchr(shown(terminal, end, "xterm", false), '['));
    close(terminal);
    close(end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_is_shown_for_each_phase),
        cmocka_unit_test(test_a_terminal_is_shown_a_bar_that_goes_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
