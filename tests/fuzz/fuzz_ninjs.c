/* fuzz_ninjs.c - any bytes as a file of ninjs. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "ninjs");
    return 0;
}
