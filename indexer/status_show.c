/* status_show.c - see status_show.h. */
#include "indexer/status_show.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/cli.h"
#include "common/utf8.h"
#include "indexer/status.h"

static const double MEGA = 1e6;

/* What can be known: what was written, and whether somebody is at work. */
struct state {
    struct status status;
    struct lock_holder holder;
    bool held;
};

static bool is_running(const struct state *state)
{
    return state->held && !state->status.end && state->status.pid == state->holder.pid;
}

/* It didn't end, and nobody has the lock any more. */
static bool was_killed(const struct state *state)
{
    return !state->status.end && !is_running(state);
}

/* A run ends its status before it gives the lock back, and one may begin or end between two looks: who
 * seems to have been killed is looked at again. */
static nsearch_status look(const char *index, struct state *state, nsearch_error *error)
{
    struct status before;
    int tries = 0;
    nsearch_status status = status_read(index, &state->status, error);
    do {
        before = state->status;
        state->held = lock_is_held(index, &state->holder);
        if (!status) status = status_read(index, &state->status, error);
    } while (!status && was_killed(state) && tries++ < 3 &&
             (before.pid != state->status.pid || before.start != state->status.start ||
              before.end != state->status.end));
    return status;
}

/* ---- Words -------------------------------------------------------------------------------------- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void print_time(int64_t seconds)
{
    char text[32] = "unknown time";
    const time_t time = (time_t)seconds;
    struct tm local;
    if (localtime_r(&time, &local)) strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
    fputs(text, stdout);
}

/* "59 s", "2 min 10 s", "1 h 2 min" */
static void print_duration(int64_t seconds)
{
    if (seconds < 0) seconds = 0; /* the clock was set */
    const long long all = seconds;
    if (all < 60)
        printf("%lld s", all);
    else if (all < 3600)
        printf("%lld min %lld s", all / 60, all % 60);
    else
        printf("%lld h %lld min", all / 3600, all / 60 % 60);
}

/* "Rejected:  3: 2 empty, 1 too long" */
static void print_rejected(const struct status_counts *counts)
{
    const char *before = ": ";
    printf("Rejected:  %llu", (unsigned long long)counts->rejected);
    for (int kind = 0; kind < REJECT_KINDS; kind++) {
        if (!counts->rejected_of[kind]) continue;
        printf("%s%llu %s", before, (unsigned long long)counts->rejected_of[kind],
               reject_kind_name((enum reject_kind)kind));
        before = ", ";
    }
    putchar('\n');
}

static void print_counts(const struct status_counts *counts)
{
    printf("Articles:  %llu added, %llu changed, %llu removed, %llu unchanged; %llu in all\n",
           (unsigned long long)counts->added, (unsigned long long)counts->changed,
           (unsigned long long)counts->removed, (unsigned long long)counts->unchanged,
           (unsigned long long)counts->total);
    if (counts->rejected) print_rejected(counts);
    printf("Read:      %llu file%s, %.1f MB\n", (unsigned long long)counts->files,
           plural(counts->files), (double)counts->bytes / MEGA);
    if (counts->generation)
        printf("Index:     generation %llu, %llu segment%s, %llu dead\n",
               (unsigned long long)counts->generation, (unsigned long long)counts->segments,
               plural(counts->segments), (unsigned long long)counts->dead);
}

static void print_running(const struct status *status)
{
    printf("Running:   %s since ", status->command);
    print_time(status->start);
    printf(" (");
    print_duration(time(NULL) - status->start);
    printf("), pid %ld on %s: %s\n", status->pid, status->host, status_phase_name(status->phase));
}

static void print_ended(const struct status *status)
{
    printf("Last run:  %s at ", status->command);
    print_time(status->start);
    printf(", ");
    print_duration(status->end - status->start);
    if (status->phase != STATUS_FAILED)
        puts(": done");
    else
        printf(": failed with exit code %d: %s\n", status->exit, status->error);
}

static void print_killed(const struct status *status)
{
    printf("Last run:  %s at ", status->command);
    print_time(status->start);
    printf(": was killed, or the machine stopped, while %s;\n"
           "           the index is whole: run nindex again\n",
           status_phase_name(status->phase));
}

nsearch_status status_show(const char *index, int *exit_code, nsearch_error *error)
{
    struct state state = {.held = false};
    *exit_code = CLI_DONE;
    nsearch_status status = look(index, &state, error);
    if (status) return status;
    utf8_sanitize(state.status.command); /* the file may be anybody's */
    utf8_sanitize(state.status.host);
    utf8_sanitize(state.status.token);
    utf8_sanitize(state.status.error);
    if (is_running(&state))
        print_running(&state.status);
    else if (state.held)
        printf("Running:   nindex with pid %ld has just begun\n", state.holder.pid);
    if (state.status.end) {
        print_ended(&state.status);
        if (!state.held) *exit_code = state.status.exit;
    } else if (was_killed(&state)) {
        print_killed(&state.status);
        if (!state.held) *exit_code = CLI_SIGNAL + SIGKILL;
    }
    print_counts(&state.status.counts);
    if (*state.status.token) printf("Token:     %s\n", state.status.token);
    return NSEARCH_OK;
}
