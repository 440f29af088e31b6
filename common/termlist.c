/* termlist.c - see termlist.h. */
#include "common/termlist.h"

#include <string.h>

#include "common/glass_code.h"

bool termlist_open(struct termlist *list, const uint8_t *tag, size_t size)
{
    list->at = tag;
    list->end = tag + size;
    list->length = list->count = list->left = list->term_size = 0;
    if (!size) return true;
    if (!glass_get_uint32(&list->at, list->end, &list->length) ||
        !glass_get_uint32(&list->at, list->end, &list->count))
        return false;
    list->left = list->count;
    return true;
}

/* How much of the term before is used again, from A; *has_wdf says that the wdf came with it. */
static uint32_t get_reuse(struct termlist *list, bool *has_wdf)
{
    uint32_t a = *list->at++, base = list->term_size + 1;
    *has_wdf = a >= base;
    if (!*has_wdf) return a;
    list->wdf = a / base - 1;
    return a % base;
}

bool termlist_next(struct termlist *list)
{
    bool first = list->left == list->count, has_wdf = false;
    uint32_t reuse = 0;
    if (!list->left-- || list->end - list->at < (first ? 1 : 2)) return false;
    if (!first) reuse = get_reuse(list, &has_wdf);
    uint32_t rest = *list->at++;
    if (reuse + rest > TERMLIST_TERM_MAX || rest > list->end - list->at) return false;
    memcpy(list->term + reuse, list->at, rest);
    list->at += rest;
    list->term_size = reuse + rest;
    return has_wdf || glass_get_uint32(&list->at, list->end, &list->wdf);
}

bool termlist_at_end(const struct termlist *list)
{
    return !list->left && list->at == list->end;
}

bool termlist_next_slot(const uint8_t **at, const uint8_t *end, uint32_t *slot)
{
    uint32_t gap;
    if (!glass_get_uint32(at, end, &gap) || (*slot != UINT32_MAX && gap >= UINT32_MAX - *slot))
        return false;
    *slot += gap + 1;
    return true;
}
