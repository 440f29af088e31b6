/* fuzz_html.c - any bytes as a saved page, and as a piece of HTML in another format. */
#include "common/readers/html.h" /* left out where there is no libxml2 */
#include "common/readers/markup.h"
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text;
    buf_init(&text);
    markup_text((const char *)data, size, &text);
    feed_check(utf8_valid_size(text.data, text.size) == text.size);
    buf_release(&text);
    feed(data, size, "html");
    return 0;
}
