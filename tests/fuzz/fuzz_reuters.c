/* fuzz_reuters.c - any bytes as a file of Reuters-21578 SGML. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "reuters");
    return 0;
}
