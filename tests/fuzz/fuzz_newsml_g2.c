/* fuzz_newsml_g2.c - any bytes as a file of newsml-g2. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "newsml-g2");
    return 0;
}
