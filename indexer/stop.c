/* stop.c - see stop.h. */
#include "indexer/stop.h"

#include <stddef.h>

volatile sig_atomic_t stop_signal;

/* The second one gets its default action as soon as this returns: until then it is blocked. */
static void note_signal(int number)
{
    if (!stop_signal) {
        stop_signal = number;
        return;
    }
    signal(number, SIG_DFL);
    raise(number);
}

void stop_on_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    const struct sigaction action = {.sa_handler = note_signal}, ignore = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction old;
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}
