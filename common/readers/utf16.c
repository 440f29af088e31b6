/* utf16.c - see utf16.h. */
#include "common/readers/utf16.h"

#include "common/utf8.h"

static size_t convert_unit(struct utf16 *state, uint16_t unit, char *out)
{
    bool is_high = unit >= 0xD800 && unit < 0xDC00, is_low = unit >= 0xDC00 && unit < 0xE000;
    size_t size = 0;
    if (state->high && is_low) {
        uint32_t code = 0x10000u + ((uint32_t)(state->high - 0xD800) << 10) + (unit - 0xDC00u);
        state->high = 0;
        return utf8_encode(code, out);
    }
    if (state->high) size = utf8_encode(UTF8_REPLACEMENT, out);
    state->high = is_high ? unit : 0;
    if (is_high) return size;
    return size + utf8_encode(is_low ? UTF8_REPLACEMENT : unit, out + size);
}

size_t utf16_convert(struct utf16 *state, const char *data, size_t size, char *out)
{
    size_t written = 0;
    for (size_t at = 0; at < size; at++) {
        unsigned char byte = (unsigned char)data[at];
        if (!state->odd) {
            state->byte = byte;
            state->odd = true;
            continue;
        }
        state->odd = false;
        unsigned unit = state->big_endian ? (unsigned)state->byte << 8 | byte
                                          : (unsigned)byte << 8 | state->byte;
        written += convert_unit(state, (uint16_t)unit, out + written);
    }
    return written;
}
