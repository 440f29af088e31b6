/* seed.h - a seed for a randomised test, another each time, and shown so that the test can be repeated: SEED=N. */
#ifndef TESTS_UNIT_SEED_H
#define TESTS_UNIT_SEED_H

#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static inline unsigned any_seed(void)
{
    const char *given = getenv("SEED");
    const unsigned drawn = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
    print_message("seed %u\n", drawn);
    return drawn;
}

#endif
