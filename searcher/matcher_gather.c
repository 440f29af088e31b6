/* matcher_gather.c - see matcher_own.h: the positions of a group of many terms.
 *
 * Of the hundreds of terms that a pattern stands for a document has a few, and to ask them all about each document
 * costs more than what is found. So they are read term by term, for all documents of a window that will be asked
 * about: the lists of a term stand one after the other in the table.
 *
 *     heads       . . 3 . 2 .                   of each document its last run,
 *     runs        | . 2 | . 1 | 1 3 |           which tells the one before, and how many
 *     positions   | 17 80 | 5 | 21 44 93 |      it has of these */
#include <string.h>

#include "common/error.h"
#include "searcher/matcher_own.h"

enum {
    POSITIONS_MAX =
        1 << 20,  /* that are kept; if there are more, fewer documents are read at once, */
    SPAN_MIN = 64 /* but not fewer than these: then each is read when it is asked about */
};

struct run {
    uint32_t before; /* 0: none */
    uint32_t start, count;
};

struct match_gathered {
    uint32_t low, high; /* docids it is of */
    uint32_t
        span; /* docids that are read at once, a multiple of SPAN_MIN; 0: there are too many positions */
    uint32_t heads[POSTING_WINDOW]; /* 0: none */
    struct run *runs;               /* counted from 1 */
    size_t run_count, run_capacity;
    uint32_t *positions;
    size_t position_count, position_capacity;
};

bool match_make_room(struct match_search *search, uint32_t **positions, size_t count,
                     size_t *capacity, size_t more)
{
    const size_t need = count + more;
    if (need <= *capacity) return true;
    uint32_t *grown = arena_alloc(&search->arena, 2 * need * sizeof *grown);
    if (!grown) return false;
    if (count) memcpy(grown, *positions, count * sizeof *grown);
    *positions = grown;
    *capacity = 2 * need;
    return true;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static nsearch_status add_run(struct match_search *search, struct match_gathered *gathered,
                              const struct position_list *list, uint32_t place)
{
    struct run *runs = arena_grow(&search->arena, gathered->runs, gathered->run_count,
                                  &gathered->run_capacity, sizeof *runs);
    if (!runs || !match_make_room(search, &gathered->positions, gathered->position_count,
                                  &gathered->position_capacity, list->count))
        return error_memory(search->error);
    gathered->runs = runs;
    runs[gathered->run_count] = (struct run){.before = gathered->heads[place],
                                             .start = (uint32_t)gathered->position_count,
                                             .count = (uint32_t)list->count};
    gathered->heads[place] = (uint32_t)++gathered->run_count;
    gathered->position_count += list->count;
    return positions_read(search->segment->position, list,
                          gathered->positions + gathered->position_count - list->count,
                          search->error);
}

/* Its lists in the documents of [low, high); *full if there are too many positions. */
static nsearch_status read_term(struct match_search *search, struct match_gathered *gathered,
                                struct match_group *group, size_t which, const posting_bits wanted,
                                bool *full)
{
    const struct match_node *node = group->terms[which];
    const struct match_term *term = &node->terms[0];
    const uint32_t end = (gathered->high - search->base) / 64;
    for (uint32_t word = (gathered->low - search->base) / 64; word < end; word++) {
        for (uint64_t left = node->bits[word] & wanted[word]; left; left &= left - 1) {
            const uint32_t place = 64 * word + (uint32_t)__builtin_ctzll(left);
            struct position_list list;
            nsearch_status status = positions_find(search->segment->position,
                                                   &group->cursors[which], term->text, term->size,
                                                   search->base + place, &list, search->error);
            if (!status && !list.count) continue;
            *full = list.count > POSITIONS_MAX - gathered->position_count;
            if (!status && !*full) status = add_run(search, gathered, &list, place);
            if (status || *full) return status;
        }
    }
    return NSEARCH_OK;
}

static void begin(const struct match_search *search, struct match_gathered *gathered,
                  uint32_t docid)
{
    gathered->low = docid - (docid - search->base) % gathered->span;
    gathered->high = gathered->low + gathered->span;
    gathered->run_count = gathered->position_count = 0;
    memset(gathered->heads, 0, sizeof gathered->heads);
}

/* Of as many documents, that one among them, as have few enough positions. */
static nsearch_status gather(struct match_search *search, struct match_gathered *gathered,
                             struct match_group *group, uint32_t docid, const posting_bits wanted)
{
    bool full = true;
    nsearch_status status = NSEARCH_OK;
    while (full && !status && gathered->span) {
        begin(search, gathered, docid);
        full = false;
        for (size_t i = 0; i < group->count && !full && !status; i++)
            status = read_term(search, gathered, group, i, wanted, &full);
        if (full) gathered->span = gathered->span > SPAN_MIN ? gathered->span / 2 : 0;
    }
    if (full || status) gathered->low = gathered->high = 0;
    return status;
}

/* ---- Interface ----------------------------------------------------------------------------------- */

nsearch_status match_gather(struct match_search *search, struct match_group *group, uint32_t docid,
                            const posting_bits wanted, bool *gathers)
{
    struct match_gathered *gathered = group->gathered;
    *gathers = !gathered || gathered->span;
    if (!*gathers) return NSEARCH_OK;
    if (!gathered) {
        gathered = group->gathered = arena_alloc(&search->arena, sizeof *gathered);
        if (!gathered) return error_memory(search->error);
        gathered->span = POSTING_WINDOW;
    }
    if (docid >= gathered->low && docid < gathered->high) return NSEARCH_OK;
    const nsearch_status status = gather(search, gathered, group, docid, wanted);
    *gathers = gathered->span;
    return status;
}

nsearch_status match_take_gathered(struct match_search *search, struct match_group *group,
                                   uint32_t docid, size_t *lists)
{
    const struct match_gathered *gathered = group->gathered;
    for (uint32_t run = gathered->heads[docid - search->base]; run; (*lists)++) {
        const struct run *at = &gathered->runs[run - 1];
        if (!match_make_room(search, &group->positions, group->position_count, &group->capacity,
                             at->count))
            return error_memory(search->error);
        memcpy(group->positions + group->position_count, gathered->positions + at->start,
               at->count * sizeof *group->positions);
        group->position_count += at->count;
        run = at->before;
    }
    return NSEARCH_OK;
}

void match_forget_gathered(struct match_group *group)
{
    if (group->gathered) group->gathered->low = group->gathered->high = 0;
}
