/* fuzz_arc.c - any bytes as a web archive, ARC. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "arc");
    return 0;
}
