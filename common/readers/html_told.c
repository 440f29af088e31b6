/* html_told.c - see html_told.h. */
#include "common/readers/html_told.h"

#include <string.h>

#include "common/readers/html_others.h"
#include "common/utf8.h"

enum {
    TAIL_BLOCKS = 20, /* no more are looked up */
    TAIL_PART = 4     /* a tail is no more of the run's letters; else what is told was cut off */
};

/* Whether a character is no letter or digit: pages and their metadata differ in quotes, dashes and spaces. */
static bool is_sign(uint32_t code)
{
    if (code < 0x80) return !(code >= '0' && code <= '9') && (code | 0x20) - 'a' >= 26;
    return code < 0xC0 || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3020);
}

/* Adds letters and digits only. */
static void fold(const char *text, size_t size, struct buf *out)
{
    uint32_t code;
    for (size_t at = 0, length; at < size; at += length) {
        length = utf8_next(text, size, at, &code);
        if (!is_sign(code)) buf_add(out, text + at, length);
    }
}

/* The end of the last block before `end` that `told` has, all of it folded; `end` if it isn't near. */
static unsigned last_told(const struct html_blocks *all, unsigned first, unsigned end,
                          const struct buf *told, struct buf *folded)
{
    unsigned looked = 0;
    for (unsigned i = end; i > first && looked < TAIL_BLOCKS; i--) {
        const struct html_block *block = &all->blocks[i - 1];
        if (block->out || html_is_linked(block)) continue;
        buf_reset(folded);
        fold(all->text.data + block->at, block->size, folded);
        if (!folded->size) continue;
        if (memmem(told->data, told->size, folded->data, folded->size)) return i;
        looked++;
    }
    return end;
}

static unsigned long letters_in(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned long letters = 0;
    for (unsigned i = first; i < end; i++)
        if (!all->blocks[i].out) letters += all->blocks[i].letters;
    return letters;
}

nsearch_status html_told_end(const struct html_blocks *all, unsigned first, unsigned *end,
                             const struct buf *told, nsearch_error *error)
{
    struct buf folded, block;
    buf_init(&folded);
    buf_init(&block);
    fold(told->data, told->size, &folded);
    const unsigned last = last_told(all, first, *end, &folded, &block);
    nsearch_status status = buf_status(&folded, error);
    if (!status) status = buf_status(&block, error);
    if (!status && TAIL_PART * letters_in(all, last, *end) <= letters_in(all, first, *end))
        *end = last;
    buf_release(&folded);
    buf_release(&block);
    return status;
}
