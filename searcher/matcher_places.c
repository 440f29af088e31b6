/* matcher_places.c - see matcher_own.h: where words stand in a document.
 *
 *     PHRASE, window 3     peace  4  9  30          the terms of a group are one: all of their positions, each once
 *                          talks  6  31             4 and 6 are in order, and within 3: it holds
 *
 * Only terms that the document has, as the bits of their nodes tell, are looked up. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/order.h"
#include "searcher/matcher_own.h"

/* ---- The positions of a group -------------------------------------------------------------------- */

/* Adds those of one term; *more if it has any. */
static nsearch_status add_term(struct match_search *search, struct match_group *group, size_t which,
                               uint32_t docid, bool *more)
{
    const struct match_term *term = &group->terms[which]->terms[0];
    struct table *table = search->segment->position;
    struct position_list list;
    nsearch_status status = positions_find(table, &group->cursors[which], term->text, term->size,
                                           docid, &list, search->error);
    *more = !status && list.count;
    if (!*more) return status;
    if (!match_make_room(search, &group->positions, group->position_count, &group->capacity,
                         list.count))
        return error_memory(search->error);
    status = positions_read(table, &list, group->positions + group->position_count, search->error);
    group->position_count += list.count;
    return status;
}

/* Ascending, without doubles: through a bit for each position, unless there are few and far between. */
static nsearch_status put_in_order(struct match_search *search, struct match_group *group)
{
    uint32_t *positions = group->positions, last = 0;
    size_t count = 0;
    for (size_t i = 0; i < group->position_count; i++)
        if (positions[i] > last) last = positions[i];
    const size_t words = last / 64 + 1;
    if (words > 64 + group->position_count) {
        qsort(positions, group->position_count, sizeof *positions, order_uint32);
        for (size_t i = 0; i < group->position_count; i++)
            if (!i || positions[i] != positions[count - 1]) positions[count++] = positions[i];
        group->position_count = count;
        return NSEARCH_OK;
    }
    if (words > search->bit_words) {
        search->bits = arena_alloc(&search->arena, 2 * words * sizeof *search->bits);
        search->bit_words = search->bits ? 2 * words : 0;
        if (!search->bits) return error_memory(search->error);
    }
    for (size_t i = 0; i < group->position_count; i++)
        search->bits[positions[i] / 64] |= UINT64_C(1) << positions[i] % 64;
    for (size_t i = 0; i < words; i++) {
        for (uint64_t left = search->bits[i]; left; left &= left - 1)
            positions[count++] = 64 * (uint32_t)i + (uint32_t)__builtin_ctzll(left);
        search->bits[i] = 0;
    }
    group->position_count = count;
    return NSEARCH_OK;
}

static nsearch_status add_terms(struct match_search *search, struct match_group *group,
                                uint32_t docid, size_t *lists)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < group->count && !status; i++) {
        bool more = false;
        if (group->direct || match_has(group->terms[i]->bits, docid - search->base))
            status = add_term(search, group, i, docid, &more);
        *lists += more;
    }
    return status;
}

static nsearch_status read_group(struct match_search *search, const struct match_place *place,
                                 struct match_group *group, uint32_t docid)
{
    size_t lists = 0;
    bool gathers = false;
    nsearch_status status = NSEARCH_OK;
    if (group->docid == docid) return NSEARCH_OK;
    group->docid = 0;
    group->position_count = 0;
    if (!place->few && group->count >= MATCH_GATHERED_MIN)
        status = match_gather(search, group, docid, place->wanted, &gathers);
    if (!status)
        status = gathers ? match_take_gathered(search, group, docid, &lists)
                         : add_terms(search, group, docid, &lists);
    if (!status && lists > 1) status = put_in_order(search, group);
    if (!status) group->docid = docid;
    return status;
}

/* ---- Phrases ------------------------------------------------------------------------------------- */

/* The first place from `at` on where a position is `least` or more: most often near. */
static size_t find_from(const struct match_group *group, size_t at, uint64_t least)
{
    size_t step = 1;
    if (at >= group->position_count || group->positions[at] >= least) return at;
    while (at + step < group->position_count && group->positions[at + step] < least) {
        at += step;
        step *= 2;
    }
    size_t low = at + 1,
           high = at + step < group->position_count ? at + step : group->position_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (group->positions[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Leaves the places at which a phrase can begin, as the first group that is looked at and then each other says. */
static size_t keep_starts(const struct match_group *group, uint32_t offset, uint32_t *starts,
                          size_t count)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        at = find_from(group, at, (uint64_t)starts[i] + offset);
        if (at == group->position_count) break;
        if (group->positions[at] == (uint64_t)starts[i] + offset) starts[kept++] = starts[i];
    }
    return kept;
}

static bool is_pair(const struct match_place *place)
{
    return place->group_count == 2 && place->groups[0].count == 1 && place->groups[1].count == 1;
}

/* Of a group of one term, in the document; not decoded. */
static nsearch_status find_list(struct match_search *search, struct match_group *group,
                                uint32_t docid, struct position_list *out)
{
    const struct match_term *term = &group->terms[0]->terms[0];
    out->count = 0;
    if (!group->direct && !match_has(group->terms[0]->bits, docid - search->base))
        return NSEARCH_OK;
    return positions_find(search->segment->position, group->cursors, term->text, term->size, docid,
                          out, search->error);
}

/* Whether one word is right after the other is most often told by where each of them stands first and last, which is
 * known before their lists are read. *told is false if it isn't. */
static nsearch_status find_pair(struct match_search *search, struct match_place *place,
                                uint32_t docid, bool *told, bool *holds)
{
    struct position_list lists[2];
    nsearch_status status = find_list(search, &place->groups[0], docid, &lists[0]);
    if (!status) status = find_list(search, &place->groups[1], docid, &lists[1]);
    *told = true;
    if (status || !lists[0].count || !lists[1].count) return status;
    const struct glass_positions *one = &lists[0].positions, *other = &lists[1].positions;
    const uint64_t first = (uint64_t)one->first + 1, last = (uint64_t)one->last + 1;
    *holds = first == other->first || last == other->last || first == other->last ||
             last == other->first;
    *told = *holds || (one->count <= 2 && other->count <= 2) || last < other->first ||
            first > other->last;
    return NSEARCH_OK;
}

/* One word right after the other. The rarest are read first: most often there is nothing left soon. */
static nsearch_status find_exact(struct match_search *search, struct match_place *place,
                                 uint32_t docid, bool *holds)
{
    size_t count = 0;
    bool told = false;
    if (is_pair(place)) {
        const nsearch_status status = find_pair(search, place, docid, &told, holds);
        if (status || told) return status;
    }
    for (size_t i = 0; i < place->group_count; i++) {
        const uint32_t offset = (uint32_t)place->order[i];
        struct match_group *group = &place->groups[offset];
        const nsearch_status status = read_group(search, place, group, docid);
        if (status) return status;
        if (i) {
            count = keep_starts(group, offset, place->starts, count);
        } else {
            if (group->position_count > place->start_room) {
                place->start_room = 2 * group->position_count;
                place->starts = arena_alloc(&search->arena,
                                            place->start_room * sizeof *place->starts);
                if (!place->starts) place->start_room = 0;
                if (!place->starts) return error_memory(search->error);
            }
            for (size_t j = 0; j < group->position_count; j++)
                if (group->positions[j] >= offset)
                    place->starts[count++] = group->positions[j] - offset;
        }
        if (!count) return NSEARCH_OK;
    }
    *holds = true;
    return NSEARCH_OK;
}

static nsearch_status read_groups(struct match_search *search, struct match_place *place,
                                  uint32_t docid, bool *all)
{
    nsearch_status status = NSEARCH_OK;
    *all = true;
    for (size_t i = 0; i < place->group_count && *all && !status; i++) {
        struct match_group *group = &place->groups[place->order[i]];
        status = read_group(search, place, group, docid);
        *all = group->position_count;
        group->at = 0;
    }
    return status;
}

/* In this order within the window: for each place of the first word, the next of each other that is behind. */
static bool is_in_order(struct match_place *place)
{
    const uint64_t window = place->query->window;
    const struct match_group *first = &place->groups[0];
    for (size_t start = 0; start < first->position_count; start++) {
        uint64_t position = first->positions[start];
        for (size_t i = 1; i < place->group_count; i++) {
            struct match_group *group = &place->groups[i];
            group->at = find_from(group, group->at, position + 1);
            if (group->at == group->position_count) return false;
            position = group->positions[group->at];
        }
        if (position - first->positions[start] < window) return true;
    }
    return false;
}

/* ---- NEAR ---------------------------------------------------------------------------------------- */

/* Whether the group can have a position of its own below `end`, others moving over to another of theirs if need be
 * (augmenting paths: Kuhn 1955). `asked` are the groups on the path. */
static bool settle(struct match_place *place, size_t which, uint64_t end, uint32_t turn)
{
    struct match_group *group = &place->groups[which];
    group->turn = turn;
    for (size_t at = group->at; at < group->position_count && group->positions[at] < end; at++) {
        size_t holder = place->group_count;
        for (size_t i = 0; i < place->group_count; i++)
            if (place->groups[i].settled && place->groups[i].own == group->positions[at])
                holder = i;
        if (holder < place->group_count &&
            (place->groups[holder].turn == turn || !settle(place, holder, end, turn)))
            continue;
        group->own = group->positions[at];
        group->settled = true;
        return true;
    }
    return false;
}

/* Whether each group can have a position of its own from where it is to `end`. */
static bool have_each_own(struct match_place *place, uint64_t end)
{
    for (size_t i = 0; i < place->group_count; i++) {
        place->groups[i].settled = false;
        place->groups[i].turn = 0;
    }
    for (size_t i = 0; i < place->group_count; i++)
        if (!settle(place, i, end, (uint32_t)i + 1)) return false;
    return true;
}

/* In any order within the window, each at a position of its own. */
static bool is_near(struct match_place *place)
{
    const uint64_t window = place->query->window;
    for (;;) {
        uint64_t first = UINT64_MAX, last = 0;
        for (size_t i = 0; i < place->group_count; i++) {
            const struct match_group *group = &place->groups[i];
            if (group->at == group->position_count) return false;
            const uint32_t position = group->positions[group->at];
            if (position < first) first = position;
            if (position > last) last = position;
        }
        if (last - first < window && have_each_own(place, first + window)) return true;
        const uint64_t least = last - first < window ? first + 1 : last - window + 1;
        for (size_t i = 0; i < place->group_count; i++)
            place->groups[i].at = find_from(&place->groups[i], place->groups[i].at, least);
    }
}

/* ---- Checks -------------------------------------------------------------------------------------- */

struct reader {
    struct db_reader head;
    struct match_search *search;
    struct match_place *place;
    uint32_t docid;
    nsearch_status status;
};

/* Finds which of the documents that will be asked about have which of the group's terms. */
static nsearch_status match_group(struct match_search *search, struct match_group *group,
                                  const posting_bits wanted)
{
    nsearch_status status = NSEARCH_OK;
    if (group->direct || group->based == (uint64_t)search->base + 1) return NSEARCH_OK;
    for (size_t i = 0; i < group->count && !status; i++)
        status = match_node(search, group->terms[i], wanted);
    group->based = (uint64_t)search->base + 1;
    return status;
}

static bool read_positions(struct db_reader *head, unsigned which, const uint32_t **positions,
                           size_t *count)
{
    struct reader *reader = (struct reader *)head;
    struct match_group *own = &reader->place->groups[which], *group = own->same ? own->same : own;
    *positions = NULL;
    *count = 0;
    if (!reader->status) reader->status = match_group(reader->search, group, reader->place->wanted);
    if (!reader->status)
        reader->status = read_group(reader->search, reader->place, group, reader->docid);
    if (reader->status) return false;
    *positions = group->positions;
    *count = group->position_count;
    return true;
}

static nsearch_status check(struct match_search *search, struct match_place *place, uint32_t docid,
                            bool *holds)
{
    const struct db_check *check = place->query->check;
    struct reader reader = {{read_positions}, search, place, docid, NSEARCH_OK};
    *holds = check->holds(check->context, &reader.head);
    return reader.status;
}

nsearch_status match_place_holds(struct match_search *search, struct match_place *place,
                                 uint32_t docid, const posting_bits wanted, bool *holds)
{
    const struct db_query *query = place->query;
    bool all;
    *holds = false;
    place->wanted = wanted;
    if (query->op == DB_CHECK) return check(search, place, docid, holds);
    if (query->op == DB_PHRASE && (!query->window || query->window == query->count))
        return find_exact(search, place, docid, holds);
    const nsearch_status status = read_groups(search, place, docid, &all);
    if (status || !all) return status;
    *holds = query->op == DB_PHRASE ? is_in_order(place) : is_near(place);
    return NSEARCH_OK;
}
