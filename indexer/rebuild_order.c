/* rebuild_order.c - the live articles in the order in which they are written; see rebuild_own.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "indexer/rebuild_own.h"
#include "indexer/walk.h"

/* ---- The dead ------------------------------------------------------------------------------------- */

/* The newest segment has the list for all. Without it, who was removed comes back; of those that were
 * replaced, the newer is written later, and stays. */
static nsearch_status bury(struct rebuild *rebuild, const struct store *store, nsearch_error *error)
{
    const struct rebuild_source *newest = &rebuild->sources[0];
    struct store_dead *dead = NULL;
    size_t count = 0;
    nsearch_status status = NSEARCH_DAMAGED;
    if (newest->has_traits)
        status = store_dead_parse(newest->traits.dead ? newest->traits.dead : "", &rebuild->arena,
                                  &dead, &count, error);
    if (status == NSEARCH_MEMORY) return status;
    if (status)
        rebuild_lost(rebuild, "%s: which articles were removed; they are back", newest->path.data);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < rebuild->count; j++) {
            struct rebuild_source *source = &rebuild->sources[j];
            if (store->segments[j] == dead[i].segment && dead[i].docid &&
                dead[i].docid <= source->count)
                source->dead[(dead[i].docid - 1) / 8] |= (uint8_t)(1 << (dead[i].docid - 1) % 8);
        }
    return NSEARCH_OK;
}

/* ---- Listing -------------------------------------------------------------------------------------- */

/* Where the name is kept; that of the article before, mostly. */
static uint64_t keep_name(struct rebuild *rebuild, const struct buf *name)
{
    if (rebuild->entry_count) {
        const uint64_t before = rebuild->entries[rebuild->entry_count - 1].name;
        if (!strcmp(rebuild->names.data + before, name->data)) return before;
    }
    const uint64_t at = rebuild->names.size;
    buf_add(&rebuild->names, name->data, name->size + 1);
    return at;
}

static nsearch_status add_entry(struct rebuild *rebuild, size_t source, uint32_t docid,
                                nsearch_error *error)
{
    if (rebuild->entry_count == rebuild->entry_capacity) {
        const size_t capacity = rebuild->entry_capacity ? rebuild->entry_capacity * 2 : 1024;
        struct rebuild_entry *entries = realloc(rebuild->entries, capacity * sizeof *entries);
        if (!entries) return error_memory(error);
        rebuild->entries = entries;
        rebuild->entry_capacity = capacity;
    }
    const uint64_t name = keep_name(rebuild, &rebuild->article.fields[ARTICLE_PATH]);
    rebuild->entries[rebuild->entry_count++] = (struct rebuild_entry){name, (uint32_t)source,
                                                                      docid};
    return buf_status(&rebuild->names, error);
}

static void tell_unreadable(struct rebuild *rebuild, struct rebuild_source *source, uint32_t docid,
                            const char *why)
{
    char id[TERM_MAX + 1];
    rebuild_term(source, docid, PREFIX_ID, id, sizeof id);
    if (*id)
        rebuild_lost(rebuild, "%s: article %.80s: %s", source->name, id, why);
    else
        rebuild_lost(rebuild, "%s: article number %" PRIu32 ", of unknown id: %s", source->name,
                     docid, why);
}

static nsearch_status list_source(struct rebuild *rebuild, size_t which, nsearch_error *error)
{
    struct rebuild_source *source = &rebuild->sources[which];
    nsearch_status status = NSEARCH_OK;
    nsearch_error why;
    for (uint32_t docid = 1; !status && docid && docid <= source->count; docid++) {
        if (rebuild_is_dead(source, docid)) continue;
        const nsearch_status read = rebuild_article(rebuild, source, docid, &why);
        if (read == NSEARCH_MEMORY)
            status = error_memory(error);
        else if (read)
            tell_unreadable(rebuild, source, docid, why.message);
        else
            status = add_entry(rebuild, which, docid, error);
        if (!status) status = rebuild_stopped(rebuild, error);
    }
    return status;
}

/* By name; of one file, those of older segments first. */
static int compare(const void *a, const void *b, void *names)
{
    const struct rebuild_entry *left = a, *right = b;
    const char *base = names;
    const int order = left->name == right->name
                          ? 0
                          : path_compare(base + left->name, base + right->name);
    if (order) return order;
    if (left->source != right->source) return left->source > right->source ? -1 : 1;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

nsearch_status rebuild_order(struct rebuild *rebuild, const struct store *store,
                             nsearch_error *error)
{
    nsearch_status status = bury(rebuild, store, error);
    for (size_t i = rebuild->count; !status && i--;)
        status = list_source(rebuild, i, error);
    if (!status && rebuild->entry_count)
        qsort_r(rebuild->entries, rebuild->entry_count, sizeof *rebuild->entries, compare,
                rebuild->names.data);
    return status;
}
