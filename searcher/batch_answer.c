/* batch_answer.c - see batch_answer.h. */
#include "searcher/batch_answer.h"

#include <string.h>

#include "common/clock.h"
#include "common/error.h"
#include "common/members.h"
#include "searcher/print.h"
#include "searcher/print_members.h"

static void begin(const struct batch_request *request, struct buf *out)
{
    members_begin(out);
    members_name(out, "id");
    buf_add(out, request->id.data, request->id.size);
}

/* ---- Hits ---------------------------------------------------------------------------------------- */

static void add_notes(struct buf *out, const nsearch_hits *hits)
{
    const char *note;
    members_array(out, "notes");
    for (size_t i = 0; (note = nsearch_hits_note(hits, i)); i++) {
        members_item(out);
        members_string(out, note, strlen(note));
    }
    members_array_end(out);
}

/* Words that were looked for, too. */
static void add_added(struct buf *out, nsearch_hits *hits)
{
    const char *word;
    members_array(out, "added");
    for (size_t i = 0; (word = nsearch_hits_added(hits, i)); i++) {
        members_item(out);
        members_string(out, word, strlen(word));
    }
    members_array_end(out);
}

static nsearch_status add_hit(const struct batch_request *request, nsearch_hits *hits, size_t index,
                              struct buf *out, nsearch_error *error)
{
    struct print_record record = {.hit = nsearch_hits_at(hits, index)};
    nsearch_status status = NSEARCH_OK;
    if (request->fields.needs & PRINT_PASSAGE)
        status = nsearch_hits_passage(hits, index, request->passage_size, &record.passage, error);
    if (!status && request->fields.needs & PRINT_TEXT)
        status = nsearch_hits_text(hits, index, &record.text, error);
    if (status) return status;
    members_item(out);
    members_begin(out);
    print_members_fields(out, &request->fields, &record);
    members_end(out);
    return NSEARCH_OK;
}

static nsearch_status add_hits(const struct batch_request *request, nsearch_hits *hits,
                               struct buf *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    members_array(out, "hits");
    for (size_t i = 0; !status && i < nsearch_hits_count(hits); i++)
        status = add_hit(request, hits, i, out, error);
    members_array_end(out);
    return status;
}

static nsearch_status add_search(nsearch_searcher *searcher, const struct batch_request *request,
                                 struct buf *out, nsearch_error *error)
{
    const nsearch_request *search = &request->search;
    const double start = clock_ms();
    nsearch_hits *hits;
    uint64_t total;
    nsearch_status status = request->similar
                                ? nsearch_similar(searcher, search, request->similar, &hits, error)
                                : nsearch_search(searcher, search, &hits, error);
    if (status) return status;
    struct print print = {.hits = hits,
                          .took_ms = clock_ms() - start,
                          .generation = nsearch_searcher_generation(searcher)};
    if (request->suggests && !request->similar)
        print.suggestion = print_find_suggestion(searcher, search, hits, &total);
    print_members_summary(out, &print);
    add_notes(out, hits);
    if (search->expand || request->similar) add_added(out, hits);
    status = add_hits(request, hits, out, error);
    nsearch_hits_free(hits);
    return status;
}

/* ---- Facets -------------------------------------------------------------------------------------- */

/* Times one after the other, and all of them; all else the most frequent first. */
static nsearch_request facet_request(const struct batch_request *request, const char *field)
{
    const bool is_time = print_is_time(field);
    nsearch_request counted = request->search;
    counted.offset = 0;
    counted.limit = is_time && !request->facet_limited ? SIZE_MAX : request->facet_limit;
    counted.sort = is_time ? NSEARCH_SORT_OLDEST : NSEARCH_SORT_RELEVANCE;
    return counted;
}

static nsearch_status add_facet(nsearch_searcher *searcher, const struct batch_request *request,
                                const char *field, struct buf *out, nsearch_error *error)
{
    const nsearch_request counted = facet_request(request, field);
    nsearch_facets *facets;
    const nsearch_facet *facet;
    nsearch_status status = nsearch_facets_find(searcher, &counted, field, &facets, error);
    if (status) return status;
    members_name(out, field);
    members_begin(out);
    members_number(out, "total", nsearch_facets_total(facets));
    members_bool(out, "exact", nsearch_facets_exact(facets));
    members_number(out, "without", nsearch_facets_without(facets));
    members_number(out, "distinct", nsearch_facets_values(facets));
    members_array(out, "values");
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++) {
        members_item(out);
        members_begin(out);
        members_text(out, "value", facet->value);
        members_number(out, "count", facet->count);
        members_end(out);
    }
    members_array_end(out);
    members_end(out);
    nsearch_facets_free(facets);
    return NSEARCH_OK;
}

static nsearch_status add_facets(nsearch_searcher *searcher, const struct batch_request *request,
                                 struct buf *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    members_name(out, "facets");
    members_begin(out);
    for (size_t i = 0; !status && i < request->facet_count; i++)
        status = add_facet(searcher, request, request->facets[i], out, error);
    members_end(out);
    return status;
}

/* ---- An article ---------------------------------------------------------------------------------- */

static nsearch_status add_article(nsearch_searcher *searcher, const struct batch_request *request,
                                  struct buf *out, nsearch_error *error)
{
    static const char *const names[] = {"id",    "title", "date", "source", "author", "section",
                                        "place", "tag",   "url",  "lang",   "path",   "body"};
    nsearch_article *article;
    const nsearch_status status = nsearch_article_read(searcher, request->show, &article, error);
    if (status) return status;
    members_name(out, "article");
    members_begin(out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        members_text(out, names[i], nsearch_article_field(article, names[i]));
    members_end(out);
    nsearch_article_free(article);
    return NSEARCH_OK;
}

/* ---- All ----------------------------------------------------------------------------------------- */

nsearch_status batch_answer(nsearch_searcher *searcher, const struct batch_request *request,
                            struct buf *out, nsearch_error *error)
{
    const size_t before = out->size;
    const bool searches = !request->show && (request->search.query || request->similar);
    nsearch_status status = NSEARCH_OK;
    begin(request, out);
    if (request->show) status = add_article(searcher, request, out, error);
    if (searches) status = add_search(searcher, request, out, error);
    if (!status && request->facet_count) status = add_facets(searcher, request, out, error);
    members_end(out);
    if (!status) status = buf_status(out, error);
    if (status) buf_cut(out, before);
    return status;
}

static const char *name_of(nsearch_status status)
{
    switch (status) {
    case NSEARCH_OK: break;
    case NSEARCH_INVALID: return "invalid";
    case NSEARCH_MISSING: return "missing";
    case NSEARCH_DENIED: return "denied";
    case NSEARCH_FOREIGN: return "foreign";
    case NSEARCH_TOO_NEW: return "too_new";
    case NSEARCH_DAMAGED: return "damaged";
    case NSEARCH_LOCKED: return "locked";
    case NSEARCH_IO: return "io";
    case NSEARCH_MEMORY: return "memory";
    case NSEARCH_INTERNAL: break;
    }
    return "internal";
}

void batch_answer_error(const struct batch_request *request, const nsearch_error *error,
                        struct buf *out)
{
    begin(request, out);
    members_name(out, "error");
    members_begin(out);
    members_text(out, "status", name_of(error->status));
    members_text(out, "message", error->message);
    if (error->query_size) {
        members_number(out, "offset", error->query_offset);
        members_number(out, "size", error->query_size);
    }
    members_end(out);
    members_end(out);
}
