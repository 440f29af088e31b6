/* fuzz_trafilatura.c - any bytes as XML of trafilatura. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "trafilatura");
    return 0;
}
