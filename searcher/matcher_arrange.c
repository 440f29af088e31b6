/* matcher_arrange.c - see matcher_own.h: the tree in the order that asks for least in a segment.
 *
 *     ALL_OF     rare 12    office 4000    RANGE 80000      what matches fewest documents comes first, and the others
 *                                                           are asked only of those */
#include "searcher/matcher_own.h"

static uint64_t arrange(struct match_search *search, struct match_node *node);

static void sort_nodes(struct match_nodes *nodes)
{
    for (size_t i = 1; i < nodes->count; i++) {
        struct match_node *node = nodes->items[i];
        size_t at = i;
        for (; at && nodes->items[at - 1]->most > node->most; at--)
            nodes->items[at] = nodes->items[at - 1];
        nodes->items[at] = node;
    }
}

static void arrange_place(struct match_search *search, struct match_place *place)
{
    for (size_t i = 0; i < place->group_count; i++) {
        struct match_group *group = &place->groups[i];
        group->most = 0;
        group->docid = 0;
        group->based = 0;
        match_forget_gathered(group);
        for (size_t j = 0; j < group->count; j++) {
            group->cursors[j] = (struct table_cursor){0};
            group->most += arrange(search, group->terms[j]);
        }
    }
    for (size_t i = 1; i < place->group_count; i++) {
        const size_t which = place->order[i];
        size_t at = i;
        for (; at && place->groups[place->order[at - 1]].most > place->groups[which].most; at--)
            place->order[at] = place->order[at - 1];
        place->order[at] = which;
    }
}

static uint64_t arrange_all(struct match_search *search, struct match_node *node)
{
    uint64_t most = search->segment->stats.document_count;
    for (size_t i = 0; i < node->parts.count; i++) {
        const uint64_t part = arrange(search, node->parts.items[i]);
        if (part < most) most = part;
    }
    for (size_t i = 0; i < node->nots.count; i++)
        arrange(search, node->nots.items[i]);
    for (size_t i = 0; i < node->places.count; i++)
        arrange_place(search, &node->places.items[i]);
    sort_nodes(&node->parts);
    return most;
}

static uint64_t arrange(struct match_search *search, struct match_node *node)
{
    const uint64_t documents = search->segment->stats.document_count;
    uint64_t most = 0;
    switch (node->kind) {
    case MATCH_TERMS:
        for (size_t i = 0; i < node->term_count; i++)
            most += node->terms[i].lists[search->segment_index].count;
        break;
    case MATCH_ANY_OF:
        for (size_t i = 0; i < node->parts.count; i++)
            most += arrange(search, node->parts.items[i]);
        break;
    case MATCH_ALL_OF: most = arrange_all(search, node); break;
    case MATCH_RANGE: most = documents; break;
    case MATCH_LISTED: most = node->listed[search->segment_index].count; break;
    case MATCH_EVERY: most = documents + 1; break;
    }
    return node->most = most < documents + 1 ? most : documents + 1;
}

void match_arrange(struct match_search *search)
{
    arrange(search, search->root);
    for (size_t i = 0; i < search->maybe_count; i++)
        arrange(search, search->maybes[i].node);
}
