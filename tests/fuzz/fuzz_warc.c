/* fuzz_warc.c - any bytes as a web archive, WARC. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "warc");
    return 0;
}
