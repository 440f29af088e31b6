/* seed.h - a seed for a randomised test, another each time, and shown so that the test can be repeated. */
#ifndef TESTS_UNIT_SEED_H
#define TESTS_UNIT_SEED_H

#include <time.h>

#include <cmocka.h>

static inline unsigned any_seed(void)
{
    const unsigned drawn = (unsigned)time(NULL);
    print_message("seed %u\n", drawn);
    return drawn;
}

#endif
