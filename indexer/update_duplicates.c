/* update_duplicates.c - what gives way to a later article with the same id, and is told once.
 *
 * Claims: an id that a later file has, which is itself to be read yet, is claimed by the earlier one; that writes
 * its article, which is withdrawn if the later file turns out to have its own still. */
#include "indexer/update_own.h"

/* ---- Files that lose ------------------------------------------------------------------------------ */

static nsearch_status add_lost(struct update *update, const char *name, nsearch_error *error)
{
    size_t index;
    nsearch_status status = name_list_add(&update->shadowed, name, &index, error);
    if (!status) update->shadowed.names[index].lost++;
    return status;
}

nsearch_status update_duplicate(struct update *update, const char *id, const char *name,
                                const char *later, nsearch_error *error)
{
    update->result->duplicates++;
    update->watcher->duplicate(update->watcher->context, id, name, later);
    return strcmp(name, later) ? add_lost(update, name, error) : NSEARCH_OK;
}

nsearch_status update_duplicate_again(struct update *update, const char *name, nsearch_error *error)
{
    update->result->duplicates++;
    return add_lost(update, name, error);
}

static const struct named *find_shadowed(const struct update *update, const char *name)
{
    uint64_t index;
    return numbers_get(&update->shadowed_before.numbers, name_hash(update->seed, name), &index)
               ? &update->shadowed_before.names[index]
               : NULL;
}

uint64_t update_duplicates_told(const struct update *update, const char *name)
{
    const struct named *before = find_shadowed(update, name);
    return before ? before->lost : 0;
}

static nsearch_status carry(struct update *update, const struct named *before, nsearch_error *error)
{
    size_t index;
    nsearch_status status = name_list_add(&update->shadowed, before->name, &index, error);
    if (status) return status;
    struct named *now = &update->shadowed.names[index];
    if (now->lost < before->lost) now->lost = before->lost;
    return NSEARCH_OK;
}

nsearch_status update_stays_shadowed(struct update *update, const char *name, nsearch_error *error)
{
    const struct named *before = find_shadowed(update, name);
    return before ? carry(update, before, error) : NSEARCH_OK;
}

nsearch_status update_carry_shadowed(struct update *update, nsearch_error *error)
{
    const struct name_list *before = &update->shadowed_before;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < before->count; i++)
        status = carry(update, &before->names[i], error);
    return status;
}

/* ---- Claims --------------------------------------------------------------------------------------- */

/* The number of an article in the segment, and the index of its file among the claimants. */
enum {
    CLAIM_SHIFT = 32
};
static const uint64_t CLAIM_TOLD = UINT64_C(1) << 63;

static const char *claimant_of(const struct update *update, uint64_t claim)
{
    return update->claimants.names[(claim & ~CLAIM_TOLD) >> CLAIM_SHIFT].name;
}

static bool find_claim(const struct update *update, const char *id, size_t size, uint64_t *claim)
{
    return numbers_get(&update->tentative, hash_apart(update->seed, id, size), claim);
}

static nsearch_status give_up(struct update *update, uint64_t claim, const char *id,
                              const char *later, nsearch_error *error)
{
    const char *claimant = claimant_of(update, claim);
    nsearch_status status = segment_withdraw(update->segment, (uint32_t)claim, error);
    if (status) return status;
    return claim & CLAIM_TOLD ? update_duplicate_again(update, claimant, error)
                              : update_duplicate(update, id, claimant, later, error);
}

/* Of two that claim an id the earlier one gives way, whoever has it in the end. */
nsearch_status update_claim(struct update *update, const struct buf *id, const char *name,
                            bool told, nsearch_error *error)
{
    uint64_t claim;
    size_t claimant;
    nsearch_status status = NSEARCH_OK;
    if (find_claim(update, id->data, id->size, &claim))
        status = give_up(update, claim, id->data, name, error);
    if (!status) status = name_list_add(&update->claimants, name, &claimant, error);
    if (status) return status;
    claim = segment_count(update->segment) | (uint64_t)claimant << CLAIM_SHIFT |
            (told ? CLAIM_TOLD : 0);
    return numbers_set(&update->tentative, hash_apart(update->seed, id->data, id->size), claim,
                       error);
}

nsearch_status update_settle_claim(struct update *update, const char *id, size_t size,
                                   const char *name, nsearch_error *error)
{
    uint64_t claim;
    if (!find_claim(update, id, size, &claim)) return NSEARCH_OK;
    if (!strcmp(claimant_of(update, claim), name)) return NSEARCH_OK;
    return give_up(update, claim, id, name, error);
}

nsearch_status update_superseded(void *context, const char *id, const char *name, const char *later,
                                 nsearch_error *error)
{
    struct update *update = context;
    uint64_t claim;
    const bool told = find_claim(update, id, strlen(id), &claim) && claim & CLAIM_TOLD &&
                      !strcmp(claimant_of(update, claim), name) && strcmp(name, later) != 0;
    return told ? update_duplicate_again(update, name, error)
                : update_duplicate(update, id, name, later, error);
}
