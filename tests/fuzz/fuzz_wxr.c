/* fuzz_wxr.c - any bytes as an export of WordPress. */
#include "common/readers/xml.h" /* without libxml2 there is nothing to try */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "wxr");
    return 0;
}
