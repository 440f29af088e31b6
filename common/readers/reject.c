/* reject.c - see reject.h. */
#include "common/readers/reject.h"

const char *const reject_empty_reason = "neither a title nor a text";

const char *reject_kind_name(enum reject_kind kind)
{
    static const char *const names[REJECT_KINDS] = {
        [REJECT_UNREADABLE] = "unreadable", [REJECT_DAMAGED] = "damaged",
        [REJECT_UNKNOWN] = "unknown",       [REJECT_MALFORMED] = "malformed",
        [REJECT_EMPTY] = "empty",           [REJECT_TOO_LONG] = "too_long",
    };
    return names[kind];
}
