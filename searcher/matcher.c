/* matcher.c - see matcher.h and matcher_own.h: the segments, and a search through one after the other. */
#include "searcher/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/value_walk.h"
#include "searcher/matcher_own.h"

/* ---- Opening ------------------------------------------------------------------------------------- */

static nsearch_status open_segment(struct match_segment *segment, const struct db_segment *from,
                                   nsearch_error *error)
{
    segment->from = from;
    segment->postlist = from->tables[GLASS_POSTLIST];
    segment->position = from->tables[GLASS_POSITION];
    segment->stats = from->stats;
    segment->window_count = (size_t)segment->stats.last_docid / POSTING_WINDOW + 1;
    segment->lengths = calloc(segment->window_count, sizeof *segment->lengths);
    arena_init(&segment->all_arena);
    return segment->lengths ? NSEARCH_OK : error_memory(error);
}

static void sum_up(struct matcher *matcher)
{
    uint64_t length_total = 0;
    matcher->length_min = UINT32_MAX;
    for (size_t i = 0; i < matcher->count; i++) {
        const struct glass_stats *stats = &matcher->segments[i].stats;
        matcher->documents += stats->document_count;
        matcher->dead += matcher->segments[i].from->dead_count;
        length_total += stats->length_total;
        if (stats->document_count && stats->length_min < matcher->length_min)
            matcher->length_min = stats->length_min;
    }
    if (matcher->documents)
        matcher->mean_length = (double)length_total / (double)matcher->documents;
    if (matcher->length_min == UINT32_MAX) matcher->length_min = 0;
}

nsearch_status matcher_open(const struct db *db, struct matcher **out, nsearch_error *error)
{
    size_t count;
    const struct db_segment *segments = db_segments(db, &count);
    nsearch_status status = NSEARCH_OK;
    *out = NULL;
    struct matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher) return error_memory(error);
    matcher->segments = calloc(count + 1, sizeof *matcher->segments);
    if (!matcher->segments) status = error_memory(error);
    for (size_t i = 0; i < count && !status; i++) {
        matcher->count++;
        status = open_segment(&matcher->segments[i], &segments[i], error);
    }
    if (status) {
        matcher_close(matcher);
        return status;
    }
    sum_up(matcher);
    *out = matcher;
    return NSEARCH_OK;
}

void matcher_close(struct matcher *matcher)
{
    if (!matcher) return;
    for (size_t i = 0; i < matcher->count; i++)
        match_columns_release(&matcher->segments[i]);
    free(matcher->segments);
    free(matcher);
}

struct table *matcher_postlist(struct matcher *matcher, uint32_t segment)
{
    return matcher->segments[segment].postlist;
}

struct table *matcher_positions_table(struct matcher *matcher, uint32_t segment)
{
    return matcher->segments[segment].position;
}

uint32_t matcher_segment_documents(const struct matcher *matcher, uint32_t segment)
{
    return matcher->segments[segment].stats.document_count;
}

uint64_t matcher_count(const struct matcher *matcher)
{
    return matcher->documents > matcher->dead ? matcher->documents - matcher->dead : 0;
}

uint64_t matcher_documents(const struct matcher *matcher)
{
    return matcher->documents;
}

/* ---- Searching ----------------------------------------------------------------------------------- */

/* All of the window but the dead. */
static void want_alive(const struct match_search *search, posting_bits wanted)
{
    const struct db_segment *segment = search->segment->from;
    memset(wanted, 0xff, sizeof(posting_bits));
    for (size_t i = match_first_from(segment->dead, segment->dead_count, search->base);
         i < segment->dead_count; i++) {
        const uint32_t place = segment->dead[i] - search->base;
        if (place >= POSTING_WINDOW) break;
        wanted[place / 64] &= ~(UINT64_C(1) << place % 64);
    }
}

static nsearch_status search_window(struct match_search *search)
{
    posting_bits wanted;
    want_alive(search, wanted);
    nsearch_status status = match_node(search, search->root, wanted);
    if (status) return status;
    const uint32_t matched = match_count_bits(search->root->bits);
    if (!matched) return NSEARCH_OK;
    search->matched += matched;
    if (search->show)
        return search->show(search->show_context, search->segment_index, search->base,
                            search->root->bits, search->error);
    if (!search->request->limit) return NSEARCH_OK;
    status = match_count_maybes(search);
    return status ? status : match_weigh(search);
}

static nsearch_status search_segment(struct match_search *search)
{
    const uint32_t last = search->segment->stats.last_docid;
    nsearch_status status = NSEARCH_OK;
    match_arrange(search);
    if (!search->root->most) return NSEARCH_OK;
    for (uint64_t docid = 1; docid <= last && !status; docid += POSTING_WINDOW) {
        docid = match_bound(search, search->root, (uint32_t)docid);
        if (docid > last) break;
        docid -= docid % POSTING_WINDOW;
        search->base = (uint32_t)docid;
        status = search_window(search);
    }
    return status;
}

/* In the segments from `first` on. */
static nsearch_status run(struct match_search *search, uint32_t first, size_t count)
{
    nsearch_status status = match_build(search);
    if (!status) status = match_weigh_begin(search);
    for (size_t i = 0; i < count && !status; i++) {
        search->segment_index = first + (uint32_t)i;
        search->segment = &search->matcher->segments[search->segment_index];
        status = search_segment(search);
    }
    return status;
}

/* On the heap: it has the entries of a window in it. */
static struct match_search *new_search(struct matcher *matcher, const struct match_request *request,
                                       nsearch_error *error)
{
    struct match_search *search = calloc(1, sizeof *search);
    if (!search) return NULL;
    search->matcher = matcher;
    search->request = request;
    search->error = error;
    search->best.limit = request->limit;
    search->lazy = !request->exact && request->limit;
    arena_init(&search->arena);
    return search;
}

static void free_search(struct match_search *search)
{
    arena_release(&search->arena);
    free(search);
}

static nsearch_status copy_hits(struct match_search *search, struct arena *arena,
                                struct match_hits *out)
{
    const struct match_best *best = &search->best;
    match_best_sort(&search->best);
    if (best->count) out->hits = arena_alloc(arena, best->count * sizeof *out->hits);
    if (best->count && !out->hits) return error_memory(search->error);
    for (size_t i = 0; i < best->count; i++)
        out->hits[i] = (struct match_hit){best->entries[i].segment, best->entries[i].docid,
                                          best->entries[i].weight};
    out->count = best->count;
    out->total = search->lazy ? search->held : search->matched;
    out->exact = !search->lazy || search->asked == search->matched;
    out->counted = search->counted;
    return NSEARCH_OK;
}

nsearch_status matcher_search(struct matcher *matcher, const struct match_request *request,
                              struct arena *arena, struct match_hits *out, nsearch_error *error)
{
    *out = (struct match_hits){0};
    struct match_search *search = new_search(matcher, request, error);
    if (!search) return error_memory(error);
    nsearch_status status = run(search, 0, matcher->count);
    if (!status) status = copy_hits(search, arena, out);
    free_search(search);
    return status;
}

static nsearch_status show(struct matcher *matcher, const struct db_query *query, uint32_t first,
                           size_t count, matcher_window *window, void *context,
                           nsearch_error *error)
{
    const struct match_request request = {.query = query, .exact = true};
    struct match_search *search = new_search(matcher, &request, error);
    if (!search) return error_memory(error);
    search->show = window;
    search->show_context = context;
    const nsearch_status status = run(search, first, count);
    free_search(search);
    return status;
}

nsearch_status matcher_show(struct matcher *matcher, const struct db_query *query,
                            matcher_window *window, void *context, nsearch_error *error)
{
    return show(matcher, query, 0, matcher->count, window, context, error);
}

struct docids {
    struct arena *arena;
    uint32_t *items;
    size_t count, capacity;
};

static nsearch_status list_docids(void *context, uint32_t segment, uint32_t base,
                                  const posting_bits bits, nsearch_error *error)
{
    struct docids *list = context;
    (void)segment;
    for (uint32_t word = 0; word < POSTING_WORDS; word++) {
        for (uint64_t left = bits[word]; left; left &= left - 1) {
            uint32_t *items = arena_grow(list->arena, list->items, list->count, &list->capacity,
                                         sizeof *items);
            if (!items) return error_memory(error);
            list->items = items;
            items[list->count++] = base + 64 * word + (uint32_t)__builtin_ctzll(left);
        }
    }
    return NSEARCH_OK;
}

nsearch_status matcher_list(struct matcher *matcher, const struct db_query *query, uint32_t segment,
                            struct arena *arena, uint32_t **docids, size_t *count,
                            nsearch_error *error)
{
    struct docids list = {.arena = arena};
    const nsearch_status status = show(matcher, query, segment, 1, list_docids, &list, error);
    *docids = status ? NULL : list.items;
    *count = status ? 0 : list.count;
    return status;
}

/* ---- Terms and documents ------------------------------------------------------------------------- */

nsearch_status matcher_term_count(struct matcher *matcher, const char *term, size_t size,
                                  uint64_t *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = 0;
    for (size_t i = 0; i < matcher->count && !status; i++) {
        uint32_t count;
        status = posting_list_count(matcher->segments[i].postlist, term, size, &count, error);
        *out += count;
    }
    return status;
}

nsearch_status matcher_wdfs(struct matcher *matcher, const char *term, size_t size,
                            struct match_hit *const *hits, size_t count, struct arena *arena,
                            uint32_t *wdfs, nsearch_error *error)
{
    struct posting_list list = {0};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count && !status; i++) {
        const uint32_t segment = hits[i]->segment;
        if (!i || segment != hits[i - 1]->segment)
            status = posting_list_open(&list, matcher->segments[segment].postlist, term, size, NULL,
                                       arena, error);
        if (!status) status = posting_list_wdf(&list, hits[i]->docid, &wdfs[i], error);
    }
    return status;
}

nsearch_status matcher_positions(struct matcher *matcher, uint32_t segment, uint32_t docid,
                                 struct table_cursor *cursor, const char *term, size_t size,
                                 struct arena *arena, const uint32_t **positions, size_t *count,
                                 nsearch_error *error)
{
    struct table *table = matcher->segments[segment].position;
    struct position_list list;
    *positions = NULL;
    *count = 0;
    nsearch_status status = positions_find(table, cursor, term, size, docid, &list, error);
    if (status || !list.count) return status;
    uint32_t *out = arena_alloc(arena, list.count * sizeof *out);
    if (!out) return error_memory(error);
    status = positions_read(table, &list, out, error);
    if (status) return status;
    *positions = out;
    *count = list.count;
    return NSEARCH_OK;
}

double matcher_mean_length(const struct matcher *matcher)
{
    return matcher->mean_length;
}

nsearch_status matcher_length(struct matcher *matcher, uint32_t segment, uint32_t docid,
                              uint32_t *out, nsearch_error *error)
{
    struct match_segment *from = &matcher->segments[segment];
    const struct lengths_window *window;
    *out = 0;
    if (docid > from->stats.last_docid) return error_set(error, NSEARCH_MISSING, "no such article");
    const uint32_t place = docid % POSTING_WINDOW;
    posting_bits wanted = {0};
    wanted[place / 64] = UINT64_C(1) << place % 64;
    const nsearch_status status = match_lengths(from, docid - place, wanted, &window, error);
    if (status) return status;
    if (!match_has(window->exist, place))
        return error_set(error, NSEARCH_MISSING, "no such article");
    *out = window->lengths[place];
    return NSEARCH_OK;
}

struct wanted_value {
    uint32_t docid;
    struct arena *arena;
    const char *value; /* NULL if out of memory */
};

static bool take_value(void *context, uint32_t docid, const char *value, size_t size)
{
    struct wanted_value *wanted = context;
    if (docid == wanted->docid) wanted->value = arena_copy(wanted->arena, value, size);
    return false;
}

nsearch_status matcher_value(struct matcher *matcher, uint32_t segment, uint32_t docid,
                             unsigned slot, struct arena *arena, const char **out,
                             nsearch_error *error)
{
    struct wanted_value wanted = {docid, arena, ""};
    const nsearch_status status = value_walk(matcher->segments[segment].postlist, slot, docid,
                                             take_value, &wanted, error);
    *out = wanted.value;
    if (status) return status;
    return wanted.value ? NSEARCH_OK : error_memory(error);
}

nsearch_status matcher_digits(struct matcher *matcher, uint32_t segment, unsigned slot,
                              uint32_t base, const uint64_t **out, nsearch_error *error)
{
    const struct values_window *window;
    const nsearch_status status = match_values(&matcher->segments[segment], slot, base, &window,
                                               error);
    *out = status ? NULL : window->keys;
    return status;
}

static nsearch_status count_of(struct matcher *matcher, const struct db_query *query,
                               uint64_t *count, nsearch_error *error)
{
    struct match_hits hits;
    const struct match_request request = {.query = query, .exact = true};
    const nsearch_status status = matcher_search(matcher, &request, NULL, &hits, error);
    *count = hits.total;
    return status;
}

nsearch_status matcher_inspect(struct matcher *matcher, const char *term, size_t size,
                               const struct db_check *check, bool *holds, nsearch_error *error)
{
    struct db_query word = {.op = DB_TERM, .term = term, .term_size = size}, *child = &word;
    const struct db_query checked = {
        .op = DB_CHECK, .check = check, .children = &child, .count = 1};
    uint64_t count;
    *holds = false;
    nsearch_status status = count_of(matcher, &word, &count, error);
    if (!status && !count) status = error_set(error, NSEARCH_MISSING, "no such article");
    if (!status) status = count_of(matcher, &checked, &count, error);
    *holds = !status && count;
    return status;
}
