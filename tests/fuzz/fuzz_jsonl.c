/* fuzz_jsonl.c - any bytes as a file of JSON Lines. */
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed(data, size, "jsonl");
    return 0;
}
