/* plan_same.c - see planner.h: children of an AND or an OR that say the same again. They are planned once, and
 * weigh once: a word typed a thousand times costs no more than one, and counts no more. */
#include <string.h>

#include "common/hash.h"
#include "searcher/planner.h"

struct plan_same {
    const struct query_node **nodes; /* open addressing, at most half full */
    uint64_t *hashes;
    size_t mask;
};

static uint64_t mix(uint64_t hash, uint64_t more)
{
    return hash_mix(hash ^ more, 0xa0761d6478bd642fu);
}

static uint64_t flags_of(const struct query_node *node)
{
    return (uint64_t)node->kind | (uint64_t)node->limit << 8 | (uint64_t)node->field << 16 |
           (uint64_t)node->distance << 24 | (uint64_t)node->number << 36 |
           (uint64_t)node->edits << 48 | (uint64_t)node->exact << 52 |
           (uint64_t)node->prefix << 53 | (uint64_t)node->pattern << 54 |
           (uint64_t)node->inflected << 55 | (uint64_t)node->ordered << 56 |
           (uint64_t)node->paragraph << 57;
}

static uint64_t hash_of(const struct query_node *node)
{
    uint64_t hash = mix(flags_of(node), node->count);
    if (node->kind == QUERY_WORD || !node->count)
        hash = mix(hash, hash_bytes(node->text, node->text_size));
    for (size_t i = 0; i < node->count; i++)
        hash = mix(hash, hash_of(node->children[i]));
    return hash;
}

/* Ranges are few, and rarely the same twice. */
static bool is_same(const struct query_node *a, const struct query_node *b)
{
    if (flags_of(a) != flags_of(b) || a->count != b->count || a->boost != b->boost) return false;
    if (a->kind == QUERY_RANGE) return a == b;
    if (!a->count && a->text_size != b->text_size) return false;
    if (!a->count && a->text_size && memcmp(a->text, b->text, a->text_size) != 0) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!is_same(a->children[i], b->children[i])) return false;
    return true;
}

struct plan_same *plan_same_new(struct planner *planner, size_t count)
{
    struct plan_same *same = plan_alloc(planner, sizeof *same);
    size_t capacity = 4;
    while (capacity < 2 * count)
        capacity *= 2;
    if (!same) return NULL;
    same->nodes = plan_alloc(planner, capacity * sizeof(*same->nodes));
    same->hashes = plan_alloc(planner, capacity * sizeof *same->hashes);
    same->mask = capacity - 1;
    return same->nodes && same->hashes ? same : NULL;
}

const struct query_node *plan_same_find(struct plan_same *same, const struct query_node *node)
{
    const uint64_t hash = hash_of(node);
    for (size_t at = (size_t)hash;; at++) {
        const size_t index = at & same->mask;
        if (!same->nodes[index]) {
            same->nodes[index] = node;
            same->hashes[index] = hash;
            return NULL;
        }
        if (same->hashes[index] == hash && is_same(same->nodes[index], node))
            return same->nodes[index];
    }
}
