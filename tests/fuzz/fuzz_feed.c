/* fuzz_feed.c - any bytes as a feed. */
#include "common/readers/xml.h" /* without libxml2 there is nothing to try */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "feed");
    return 0;
}
