/* terminal.c - see terminal.h. */
#include "searcher/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "searcher/failure.h"

enum {
    WIDTH = 80,
    BY_SIGNAL = 128 /* and its number: what the shell makes of a command that one ended */
};

extern char **environ;

static enum cli_when when(const struct settings *settings, enum cli_key key)
{
    return (enum cli_when)cli_word(CLI_WHEN, settings->chosen[key].value);
}

static bool shows_color(enum cli_when when, bool capable)
{
    const char *no_color = getenv("NO_COLOR");
    if (when != CLI_AUTO) return when == CLI_ALWAYS;
    return capable && !(no_color && *no_color);
}

static size_t columns(bool is_terminal)
{
    struct winsize window;
    const bool known = is_terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
    return known && window.ws_col ? window.ws_col : WIDTH;
}

struct terminal terminal_look(const struct settings *settings)
{
    const char *term = getenv("TERM");
    const bool is_one = isatty(STDOUT_FILENO);
    const bool capable = is_one && term && *term && strcmp(term, "dumb") != 0;
    const enum cli_when links = when(settings, CLI_KEY_HYPERLINK);
    /* The console shows what it doesn't know. */
    const bool links_known = capable && strcmp(term, "linux") != 0;
    return (struct terminal){
        .is_one = is_one,
        .color = shows_color(when(settings, CLI_KEY_COLOR), capable),
        .links = links == CLI_AUTO ? links_known : links == CLI_ALWAYS,
        .width = columns(is_one),
        /* On a dumb one less complains and waits. */
        .pager = capable ? settings->chosen[CLI_KEY_PAGER].value : NULL,
    };
}

/* ---- Pager ------------------------------------------------------------------------------------- */

/* What the pager is to have and nsearch isn't: the keys that interrupt; and who has seen enough quits it, so that
 * writing fails. */
static const int pager_signals[] = {SIGINT, SIGQUIT, SIGPIPE};
enum {
    PAGER_SIGNALS = sizeof pager_signals / sizeof *pager_signals
};

static void handle_signals(void (*how)(int))
{
    for (int i = 0; i < PAGER_SIGNALS; i++)
        signal(pager_signals[i], how);
}

/* The shell stays, to show all plainly if there is no such command; an interrupt is for the command alone. */
static const char through_shell[] = "trap : INT QUIT\n"
                                    "eval \"$1\"\n"
                                    "code=$?\n"
                                    "case $code in 126 | 127) exec cat ;; esac\n"
                                    "exit $code";

/* Starts the command, through the shell where it is more than a name. Returns 0 or what went wrong. */
static int spawn_with(const char *command, const posix_spawn_file_actions_t *actions,
                      const posix_spawnattr_t *attributes, pid_t *process)
{
    char *const alone[] = {(char *)command, NULL};
    char *const shell[] = {(char *)"sh", (char *)"-c",    (char *)through_shell,
                           (char *)"sh", (char *)command, NULL};
    char *const *arguments = strpbrk(command, " \t|&;<>()$`\\\"'*?[#~=%") ? shell : alone;
    return posix_spawnp(process, *arguments, actions, attributes, arguments, environ);
}

/* The same, with its input from `input` and the signals as they were. */
static int spawn(const char *command, int input, pid_t *process)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    sigemptyset(&signals);
    for (int i = 0; i < PAGER_SIGNALS; i++)
        sigaddset(&signals, pager_signals[i]);
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return failed;
    posix_spawnattr_init(&attributes); /* glibc's and musl's can't fail */
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    failed = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (!failed) failed = spawn_with(command, &actions, &attributes, process);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

void terminal_page(struct terminal *terminal)
{
    int ends[2];
    const char *pager = terminal->pager;
    if (!pager || !*pager || !strcmp(pager, "cat")) return;
    setenv("LESS", "FRX",
           0); /* ends at once if all fits the screen, shows colours, leaves them there */
    if (pipe2(ends, O_CLOEXEC)) return;
    handle_signals(SIG_IGN);
    const int failed = spawn(pager, ends[0], &terminal->paging);
    if (failed) {
        terminal->paging = 0;
        handle_signals(SIG_DFL);
        /* That there is no less is no news to who never asked for it. */
        if (failed != ENOENT || strcmp(pager, "less") != 0)
            cli_error(&nsearch_cli, "the pager %s: %s", pager, strerror(failed));
    } else {
        terminal->errors = isatty(STDERR_FILENO) ? fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0) : -1;
        dup2(ends[1], STDOUT_FILENO);
        if (terminal->errors >= 0) dup2(ends[1], STDERR_FILENO);
    }
    close(ends[0]);
    close(ends[1]);
}

void terminal_finish(struct terminal *terminal)
{
    int status;
    pid_t ended;
    if (!terminal->paging) return;
    fclose(stdout);
    if (terminal->errors >= 0) dup2(terminal->errors, STDERR_FILENO);
    while ((ended = waitpid(terminal->paging, &status, 0)) < 0 && errno == EINTR) {
    }
    const int code = ended == terminal->paging && WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (code && code < BY_SIGNAL) /* else it was interrupted */
        cli_error(&nsearch_cli, "the pager %s ended with %d", terminal->pager, code);
}
