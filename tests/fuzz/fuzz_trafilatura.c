/* fuzz_trafilatura.c - any bytes as XML of trafilatura. */
#include "common/readers/xml.h" /* without libxml2 there is nothing to try */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "trafilatura");
    return 0;
}
