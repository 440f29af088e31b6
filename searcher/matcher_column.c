/* matcher_column.c - see matcher_own.h: lengths and values of documents.
 *
 *     lengths   [ window 0 ] [  .  ] [  .  ] [ window 3 ]      each is read when a search first needs it,
 *                                            .. 812 . 77 ..      and of it what it needs
 *
 * Values likewise. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/value_walk.h"
#include "searcher/matcher_own.h"

/* ---- Lengths ------------------------------------------------------------------------------------- */

/* Makes the list ready for the docid: it goes only forward. */
static nsearch_status go_to(struct match_segment *segment, uint32_t docid, nsearch_error *error)
{
    const struct posting_list *all = &segment->all;
    if (all->table && (docid > all->last || (!all->empty && docid >= all->docid)))
        return NSEARCH_OK;
    arena_release(&segment->all_arena);
    arena_init(&segment->all_arena);
    const nsearch_status status = posting_list_open_lengths(&segment->all, segment->postlist,
                                                            &segment->all_arena, error);
    if (status) segment->all.table = NULL;
    return status;
}

/* Those that are wanted and not known, and what is beside them; the first place of them, or POSTING_WINDOW. */
static uint32_t find_missing(const struct lengths_window *window, const posting_bits wanted,
                             posting_bits missing)
{
    uint32_t first = POSTING_WINDOW;
    for (uint32_t i = POSTING_WORDS; i-- > 0;) {
        missing[i] = wanted[i] & ~window->known[i] ? ~window->known[i] : 0;
        if (missing[i]) first = 64 * i + (uint32_t)__builtin_ctzll(missing[i]);
    }
    return first;
}

/* Of more documents than those that are missing it learns, too. */
static nsearch_status read_lengths(struct match_segment *segment, uint32_t base,
                                   const posting_bits missing, struct lengths_window *window,
                                   nsearch_error *error)
{
    const nsearch_status status = posting_list_read(&segment->all, base, missing, POSTING_SET,
                                                    window->exist, window->lengths, error);
    if (status) segment->all.table = NULL;
    for (size_t i = 0; i < POSTING_WORDS && !status; i++)
        window->known[i] |= missing[i] | window->exist[i];
    return status;
}

nsearch_status match_lengths(struct match_segment *segment, uint32_t base,
                             const posting_bits wanted, const struct lengths_window **out,
                             nsearch_error *error)
{
    static const struct lengths_window nothing;
    struct lengths_window **slot = &segment->lengths[base / POSTING_WINDOW];
    posting_bits missing;
    *out = *slot ? *slot : &nothing;
    const uint32_t first = find_missing(*out, wanted, missing);
    if (first == POSTING_WINDOW) return NSEARCH_OK;
    nsearch_status status = go_to(segment, base + first, error);
    if (status || posting_list_bound(&segment->all, base + first) - base >= POSTING_WINDOW)
        return status;
    if (!*slot) *slot = calloc(1, sizeof **slot);
    if (!*slot) return error_memory(error);
    status = read_lengths(segment, base, missing, *slot, error);
    if (status) {
        free(*slot);
        *slot = NULL;
    }
    *out = *slot;
    return status;
}

/* ---- Values as numbers --------------------------------------------------------------------------- */

enum {
    KEY_DIGITS = 15
};

/* A number for a value; *plain if no other has it. */
static uint64_t key_of(const char *value, size_t size, bool *plain)
{
    uint64_t key = 0;
    *plain = size <= KEY_DIGITS;
    for (size_t i = 0; i < KEY_DIGITS; i++) {
        const unsigned c = i < size ? (unsigned char)value[i] : 0;
        const unsigned code = i >= size ? 0 : c < '0' ? 1 : c > '9' ? 12 : c - '0' + 2;
        *plain &= code != 1 && code != 12;
        key = key << 4 | code;
    }
    return key;
}

struct filling {
    struct values_window *window;
    uint32_t base;
    bool any;
};

static bool fill(void *context, uint32_t docid, const char *value, size_t size)
{
    struct filling *filling = context;
    bool plain;
    if (docid - filling->base >= POSTING_WINDOW) return false;
    filling->window->keys[docid - filling->base] = key_of(value, size, &plain);
    filling->window->plain &= plain;
    filling->any = true;
    return true;
}

static struct values_column *find_column(struct match_segment *segment, unsigned slot)
{
    for (size_t i = 0; i < segment->column_count; i++)
        if (segment->columns[i].slot == slot) return &segment->columns[i];
    if (segment->column_count == COLUMNS_MAX) {
        struct values_column *last = &segment->columns[--segment->column_count];
        for (size_t i = 0; i < segment->window_count; i++)
            free(last->windows[i]);
        free(last->windows);
    }
    struct values_column *column = &segment->columns[segment->column_count];
    column->slot = slot;
    column->windows = calloc(segment->window_count, sizeof *column->windows);
    if (column->windows) segment->column_count++;
    return column->windows ? column : NULL;
}

nsearch_status match_values(struct match_segment *segment, unsigned slot, uint32_t base,
                            const struct values_window **out, nsearch_error *error)
{
    static const struct values_window none;
    struct values_column *column = find_column(segment, slot);
    *out = NULL;
    if (!column) return error_memory(error);
    struct values_window **place = &column->windows[base / POSTING_WINDOW];
    *out = *place;
    if (*place) return NSEARCH_OK;
    struct values_window *window = calloc(1, sizeof *window);
    if (!window) return error_memory(error);
    window->plain = true;
    struct filling filling = {window, base, false};
    const nsearch_status status = value_walk(segment->postlist, slot, base, fill, &filling, error);
    const bool empty = !status && !filling.any;
    if (empty) *out = &none;
    if (status || empty)
        free(window);
    else
        *out = *place = window;
    return status;
}

/* ---- Ranges -------------------------------------------------------------------------------------- */

/* Where values aren't plain they are compared themselves. */
struct comparing {
    const struct db_query *range;
    uint32_t base;
    const uint64_t *wanted;
    uint64_t *bits;
};

static int compare(const char *value, size_t size, const char *bound)
{
    const size_t bound_size = strlen(bound);
    const int order = memcmp(value, bound, size < bound_size ? size : bound_size);
    if (order) return order;
    return size < bound_size ? -1 : size > bound_size;
}

static bool compare_value(void *context, uint32_t docid, const char *value, size_t size)
{
    const struct comparing *comparing = context;
    const uint32_t place = docid - comparing->base;
    if (place >= POSTING_WINDOW) return false;
    if (match_has(comparing->wanted, place) && compare(value, size, comparing->range->low) >= 0 &&
        compare(value, size, comparing->range->high) <= 0)
        comparing->bits[place / 64] |= UINT64_C(1) << place % 64;
    return true;
}

/* A plain value has the number of a bound that isn't plain only where the bound goes on after 15 digits, and is
 * above it. */
static void compare_keys(const struct values_window *window, const struct db_query *range,
                         const posting_bits wanted, posting_bits bits)
{
    bool low_plain, high_plain;
    const uint64_t low = key_of(range->low, strlen(range->low), &low_plain);
    const uint64_t high = key_of(range->high, strlen(range->high), &high_plain);
    const uint64_t from = low_plain ? low : low + 1;
    for (uint32_t word = 0; word < POSTING_WORDS; word++) {
        for (uint64_t left = wanted[word]; left; left &= left - 1) {
            const uint64_t key = window->keys[64 * word + (uint32_t)__builtin_ctzll(left)];
            if (key && key >= from && key <= high) bits[word] |= left & -left;
        }
    }
}

nsearch_status match_range(struct match_segment *segment, const struct db_query *range,
                           uint32_t base, const posting_bits wanted, posting_bits bits,
                           nsearch_error *error)
{
    const struct values_window *window;
    const nsearch_status status = match_values(segment, range->slot, base, &window, error);
    if (status) return status;
    if (window->plain) {
        compare_keys(window, range, wanted, bits);
        return NSEARCH_OK;
    }
    struct comparing comparing = {range, base, wanted, bits};
    return value_walk(segment->postlist, range->slot, base, compare_value, &comparing, error);
}

void match_columns_release(struct match_segment *segment)
{
    for (size_t i = 0; segment->lengths && i < segment->window_count; i++)
        free(segment->lengths[i]);
    free(segment->lengths);
    for (size_t i = 0; i < segment->column_count; i++) {
        for (size_t j = 0; j < segment->window_count; j++)
            free(segment->columns[i].windows[j]);
        free(segment->columns[i].windows);
    }
    arena_release(&segment->all_arena);
}
