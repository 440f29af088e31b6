/* fuzz_deflate.c - the input as some texts, deflated in one call and inflated again. The first byte says how
 * many texts; the rest is cut into as many parts. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/deflate.h"
#include "indexer/glass.h"
#include "tests/unit/xapian_deflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    TEXTS_MAX = 16
};

static void check(const struct deflate_text *text, const char *packed)
{
    struct glass_tag tag = {(const uint8_t *)packed, text->packed_size, text->deflated};
    struct buf got;
    buf_init(&got);
    if (glass_inflate(&tag, text->size, &got, NULL)) abort();
    if (got.size != text->size || memcmp(got.data, text->data, text->size) != 0) abort();
    if (text->deflated && !xapian_can_inflate(tag.data, tag.size)) abort();
    buf_release(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct deflater *deflater;
    struct deflate_text texts[TEXTS_MAX];
    struct buf out;
    if (!deflater && deflater_create(&deflater, NULL)) abort();
    if (!size) return 0;
    const size_t count = 1 + data[0] % TEXTS_MAX, part = (size - 1) / count;
    buf_init(&out);
    for (size_t i = 0; i < count; i++)
        texts[i] = (struct deflate_text){.data = data + 1 + i * part, .size = part};
    if (deflater_run(deflater, texts, count, &out, NULL)) abort();
    for (size_t i = 0, offset = 0; i < count; offset += texts[i++].packed_size)
        check(&texts[i], out.data + offset);
    buf_release(&out);
    return 0;
}
