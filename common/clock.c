/* clock.c - see clock.h. */
#include "common/clock.h"

#include <time.h>

double clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double clock_seconds(void)
{
    return clock_ms() / 1e3;
}
