/* check_xapian.c - Xapian's own check, in a process of its own; see check_own.h.
 *
 * There are broken databases that it doesn't survive. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/error.h"
#include "common/xap.h"
#include "indexer/check_own.h"

enum {
    PATIENCE = 200 /* ms between two looks at *stop */
};

/* What comes back through the pipe; smaller than what a pipe takes at once. */
struct answer {
    nsearch_status status;
    nsearch_error error;
};

static _Noreturn void look(const char *path, int to)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    const struct rlimit none = {0, 0};
    struct answer answer = {0};
    setrlimit(RLIMIT_CORE, &none);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        signal(deadly[i], SIG_DFL);
    answer.status = xap_check(path, &answer.error);
    _exit(write(to, &answer, sizeof answer) == sizeof answer ? 0 : 1);
}

/* Whether the answer came whole before its process ended, or *stop. */
static bool wait_for_answer(int from, const volatile sig_atomic_t *stop, struct answer *answer)
{
    struct pollfd wanted = {.fd = from, .events = POLLIN};
    while (!stop || !*stop) {
        const int ready = poll(&wanted, 1, PATIENCE);
        if (ready > 0) return read(from, answer, sizeof *answer) == sizeof *answer;
        if (ready < 0 && errno != EINTR) return false;
    }
    return false;
}

nsearch_status check_by_xapian(const char *path, const volatile sig_atomic_t *stop,
                               nsearch_error *error)
{
    int ends[2];
    struct answer answer;
    if (pipe(ends)) return error_system(error, errno, "pipe");
    const pid_t child = fork();
    if (!child) look(path, ends[1]);
    close(ends[1]);
    const bool answered = child > 0 && wait_for_answer(ends[0], stop, &answer);
    close(ends[0]);
    if (child < 0) return error_system(error, errno, "fork");
    if (!answered) kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    if (answered && error) *error = answer.error;
    if (answered) return answer.status;
    if (stop && *stop) return error_set(error, NSEARCH_INVALID, "interrupted");
    return error_set(error, NSEARCH_DAMAGED, "%s: Xapian crashes on it", path);
}
