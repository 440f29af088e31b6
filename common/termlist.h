/* termlist.h - the tags of the termlist table: the terms of a document, and the slots it has values in.
 *
 *     document length | count of terms | size 1, term, wdf | A 1, size of the rest 1, rest, [wdf] | ...
 *
 * Terms ascend. `reuse` is how much a term has in common with the one before, which has `previous` bytes.
 * A is reuse, and the wdf follows; or, if that is less than 256, (wdf + 1) * (previous + 1) + reuse, and
 * no wdf follows: such an A is larger than `previous`, and reuse is not. */
#ifndef COMMON_TERMLIST_H
#define COMMON_TERMLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TERMLIST_TERM_MAX = 255
}; /* bytes that a term can have here */

/* Reads a tag term by term:
 *
 *     if (!termlist_open(&list, tag, size)) ...;
 *     while (list.left && termlist_next(&list))
 *         use(list.term, list.term_size, list.wdf);
 *     if (!termlist_at_end(&list)) it was damaged */
struct termlist {
    const uint8_t *at, *end;
    uint32_t length, count; /* of the document; of its terms */
    uint32_t left;
    uint8_t term[TERMLIST_TERM_MAX];
    uint32_t term_size, wdf;
};

bool termlist_open(struct termlist *list, const uint8_t *tag, size_t size);
bool termlist_next(struct termlist *list);
bool termlist_at_end(const struct termlist *list);

/* Takes the next slot of a tag of slots at *at; *slot is the one before, UINT32_MAX at first. */
bool termlist_next_slot(const uint8_t **at, const uint8_t *end, uint32_t *slot);

#endif
