/* check_articles.c - the articles of all segments: ids, serials, the dead; see check_own.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/stamp.h"
#include "common/store_dead.h"
#include "indexer/check_own.h"

/* ---- The dead ------------------------------------------------------------------------------------- */

static struct check_segment *segment_of(struct check *check, uint64_t number)
{
    for (size_t i = 0; i < check->count; i++)
        if (check->store.segments[i] == number) return &check->segments[i];
    return NULL;
}

/* Marks one of the list as dead, if it is there and itself. */
static void take_dead(struct check *check, const struct store_dead *dead)
{
    struct check_segment *segment = segment_of(check, dead->segment);
    const char *list = check->segments[0].path.data;
    if (!segment) {
        check_tell(check, "%s: the list of the dead names seg-%06" PRIu64 ", which isn't there",
                   list, dead->segment);
    } else if (!segment->read[GLASS_POSTLIST]) {
        return; /* told already; who is who there can't be known */
    } else if (!dead->docid || dead->docid > segment->count ||
               segment->serials[dead->docid - 1] != dead->serial ||
               check_is_dead(segment, dead->docid)) {
        check_tell(check, "%s: the list of the dead is wrong about article %" PRIu32 " of %s", list,
                   dead->docid, segment->name);
    } else {
        segment->dead[(dead->docid - 1) / 8] |= (uint8_t)(1 << (dead->docid - 1) % 8);
        segment->dead_count++;
    }
}

static nsearch_status take_all_dead(struct check *check, nsearch_error *error)
{
    const char *list = check->segments[0].metadata[CHECK_DEAD];
    struct store_dead *dead = NULL;
    size_t count = 0;
    nsearch_status status = NSEARCH_OK;
    if (list) status = store_dead_parse(list, &check->arena, &dead, &count, error);
    if (status) check->segments[0].broken = true;
    status = check_took(check, status, error);
    for (size_t i = 0; !status && i < count; i++)
        take_dead(check, &dead[i]);
    return status;
}

/* ---- Serials -------------------------------------------------------------------------------------- */

/* That each article has one, below the next that is free: the newest segment knows that. */
static void check_serials(struct check *check)
{
    const char *text = check->segments[0].metadata[CHECK_SERIAL];
    uint64_t next = 0;
    if (!text || strlen(text) != STAMP_SERIAL_DIGITS ||
        !stamp_read(text, STAMP_SERIAL_DIGITS, &next)) {
        check_tell(check, "%s: it doesn't say which serial is free", check->segments[0].path.data);
        return;
    }
    for (size_t i = 0; i < check->count; i++) {
        const struct check_segment *segment = &check->segments[i];
        uint64_t none = 0, above = 0;
        for (uint32_t docid = 1; docid <= segment->count; docid++) {
            none += !segment->serials[docid - 1];
            above += segment->serials[docid - 1] >= next;
        }
        if (none)
            check_tell(check, "%s: articles without a serial: %" PRIu64, segment->path.data, none);
        if (above)
            check_tell(check, "%s: articles with a serial that counts as free: %" PRIu64,
                       segment->path.data, above);
    }
}

/* ---- Terms of all segments together --------------------------------------------------------------- */

/* The terms of all segments, side by side, and the one that is looked at. */
struct terms {
    struct check *check;
    struct merge_cursors cursors;
    struct merge_list list;
    uint8_t key[KEY_ROOM];
    size_t size;
    uint64_t live, all; /* articles that have it */
    uint64_t ids;       /* live articles with an id, so far */
};

static bool starts_with(const struct terms *terms, const char *prefix)
{
    const size_t size = strlen(prefix);
    return terms->size > size && !memcmp(terms->key, prefix, size);
}

static nsearch_status count_in(struct terms *terms, size_t which, nsearch_error *error)
{
    const struct check_segment *segment = &terms->check->segments[which];
    struct merge_list *list = &terms->list;
    nsearch_status status;
    merge_list_start(list, &terms->cursors.cursors[which], terms->key, terms->size);
    while (!(status = merge_list_next(list, error)) && list->count)
        for (size_t i = 0; i < list->count; i++) {
            const uint32_t docid = list->postings[i].docid;
            terms->all++;
            terms->live += docid > segment->count || !check_is_dead(segment, docid);
        }
    return status;
}

/* Counts the articles that have the term, and goes to the next one. */
static nsearch_status count_all(struct terms *terms, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    terms->live = terms->all = 0;
    for (size_t i = 0; !status && i < terms->cursors.count; i++) {
        const struct glass_entry *entry = terms->cursors.cursors[i].entry;
        if (entry && entry->key_size == terms->size && !memcmp(entry->key, terms->key, terms->size))
            status = count_in(terms, i, error);
    }
    return status;
}

static void judge(struct terms *terms)
{
    struct check *check = terms->check;
    if (starts_with(terms, PREFIX_PATH)) {
        check_files_take(check, terms->key, terms->size, terms->live);
    } else if (starts_with(terms, PREFIX_ID)) {
        terms->ids += terms->live;
        if (terms->live > 1)
            check_tell(check, "%s: %" PRIu64 " articles have the id %.*s", check->request->index,
                       terms->live, (int)(terms->size - strlen(PREFIX_ID)),
                       (const char *)terms->key + strlen(PREFIX_ID));
    } else if (starts_with(terms, PREFIX_SERIAL) && terms->all > 1) {
        check_tell(check, "%s: %" PRIu64 " articles have the serial %.*s", check->request->index,
                   terms->all, (int)(terms->size - strlen(PREFIX_SERIAL)),
                   (const char *)terms->key + strlen(PREFIX_SERIAL));
    }
}

/* Whether a term is one of those whose articles are counted. */
static bool is_counted(const struct terms *terms)
{
    return starts_with(terms, PREFIX_PATH) || starts_with(terms, PREFIX_ID) ||
           starts_with(terms, PREFIX_SERIAL);
}

static nsearch_status walk_terms(struct terms *terms, nsearch_error *error)
{
    struct merge_cursor *lowest;
    nsearch_status status = NSEARCH_OK;
    while (!status && (lowest = merge_lowest(&terms->cursors))) {
        terms->size = lowest->entry->key_size;
        memcpy(terms->key, lowest->entry->key, terms->size);
        if (!is_counted(terms)) {
            status = merge_cursor_next(lowest, error);
            continue;
        }
        status = count_all(terms, error);
        if (!status) status = check_went(terms->check, 0, error);
        if (!status) judge(terms);
    }
    return status;
}

static nsearch_status check_terms(struct check *check, uint64_t articles, nsearch_error *error)
{
    struct terms terms = {.check = check};
    struct merge merge = {.count = check->count};
    merge.inputs = calloc(check->count, sizeof *merge.inputs);
    if (!merge.inputs) return error_memory(error);
    for (size_t i = 0; i < check->count; i++)
        merge.inputs[i] = (struct merge_input){.source = {.path = check->segments[i].path.data},
                                               .version = check->segments[i].version};
    merge_list_init(&terms.list);
    nsearch_status status = merge_cursors_open(&merge, GLASS_POSTLIST, &terms.cursors, error);
    if (!status) status = walk_terms(&terms, error);
    if (!status && terms.ids != articles)
        check_tell(check, "%s: %" PRIu64 " articles, and %" PRIu64 " ids", check->request->index,
                   articles, terms.ids);
    merge_list_release(&terms.list);
    merge_cursors_close(&terms.cursors);
    free(merge.inputs);
    return check_took(check, status, error);
}

/* ---- All ------------------------------------------------------------------------------------------ */

nsearch_status check_articles(struct check *check, nsearch_error *error)
{
    struct check_verdict *verdict = check->verdict;
    bool readable = true;
    nsearch_status status = take_all_dead(check, error);
    for (size_t i = 0; i < check->count; i++) {
        const struct check_segment *segment = &check->segments[i];
        readable = readable && segment->read[GLASS_POSTLIST];
        verdict->articles += segment->count - segment->dead_count;
        verdict->dead += segment->dead_count;
    }
    if (status || !readable) return status; /* what can't be read is told already */
    check_serials(check);
    status = check_files_open(check, error);
    if (!status) status = check_terms(check, verdict->articles, error);
    return status ? status : check_files_close(check, error);
}
