/* hits.c - the hits of a search and their passages, as nsearch.h shows them. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/error.h"
#include "common/stamp.h"
#include "searcher/rank.h"
#include "searcher/searcher.h"
#include "searcher/suggest.h"

struct hit_passage {
    size_t size;      /* that it was made for; 0: not made yet */
    const char *body; /* within the row's data, or in texts */
    size_t body_size;
    bool in_file; /* to be looked for in texts; not any more once that was done */
    struct snippet text, title;
    nsearch_passage passage;
};

/* ---- Making them --------------------------------------------------------------------------------- */

const char *hits_join(struct arena *arena, const struct buf *values)
{
    size_t newlines = 0;
    for (size_t i = 0; i < values->size; i++)
        newlines += values->data[i] == '\n';
    if (!newlines) return arena_copy(arena, values->data, values->size);
    char *out = arena_alloc(arena, values->size + newlines + 1), *to = out;
    for (size_t i = 0; out && i < values->size; i++) {
        if (values->data[i] == '\n') *to++ = ';';
        *to++ = values->data[i] == '\n' ? ' ' : values->data[i];
    }
    return out;
}

/* Copies the fields that a hit shows; false if out of memory. */
static bool copy_fields(nsearch_hit *hit, const struct article *article, struct arena *arena)
{
    const struct {
        const char **to;
        enum article_field field;
    } rows[] = {
        {&hit->id, ARTICLE_ID},         {&hit->title, ARTICLE_TITLE},
        {&hit->date, ARTICLE_DATE},     {&hit->source, ARTICLE_SOURCE},
        {&hit->author, ARTICLE_AUTHOR}, {&hit->section, ARTICLE_SECTION},
        {&hit->url, ARTICLE_URL},       {&hit->lang, ARTICLE_LANG},
        {&hit->path, ARTICLE_PATH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i].to = hits_join(arena, &article->fields[rows[i].field]);
        if (!*rows[i].to) return false;
    }
    return true;
}

/* Copies when the article was indexed; false if out of memory. */
static bool copy_indexed(nsearch_hit *hit, const char *value, struct arena *arena)
{
    char text[sizeof "2026-11-22T03:12:09Z"] = "";
    uint64_t seconds;
    struct tm tm;
    if (strlen(value) == STAMP_TIME_DIGITS && stamp_read(value, STAMP_TIME_DIGITS, &seconds) &&
        gmtime_r(&(time_t){(time_t)seconds}, &tm))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    hit->indexed = arena_copy(arena, text, strlen(text));
    return hit->indexed != NULL;
}

/* Undoes searcher.c's sum: an article with the phrase has the bonus in its weight. */
static void score(nsearch_hit *hit, double weight, bool by_date)
{
    hit->phrase = weight >= RANK_PHRASE_BONUS;
    if (!by_date) hit->score = hit->phrase ? weight - RANK_PHRASE_BONUS : weight;
}

static nsearch_status fill_one(nsearch_hits *hits, size_t index, struct article *article,
                               nsearch_error *error)
{
    const struct xap_row *row = &hits->rows.rows[index];
    struct hit_passage *passage = &hits->passages[index];
    nsearch_status status = article_parse(row->data, row->data_size, article, error);
    if (status) return status;
    passage->body_size = article->fields[ARTICLE_BODY].size;
    passage->body = row->data + row->data_size - passage->body_size;
    if (!copy_fields(&hits->hits[index], article, &hits->arena) ||
        !copy_indexed(&hits->hits[index], row->value, &hits->arena))
        return error_memory(error);
    passage->in_file = hits->generation->text.in_files && !passage->body_size;
    if (passage->in_file) texts_add(&hits->texts, hits->hits[index].path, hits->hits[index].id);
    return NSEARCH_OK;
}

nsearch_status hits_fill(nsearch_hits *hits, size_t offset, bool by_date, nsearch_error *error)
{
    struct article article;
    const size_t count = hits->rows.count;
    hits->hits = arena_alloc(&hits->arena, count * sizeof *hits->hits);
    hits->passages = arena_alloc(&hits->arena, count * sizeof *hits->passages);
    if (!hits->hits || !hits->passages) return error_memory(error);
    for (size_t i = 0; i < count; i++) {
        snippet_init(&hits->passages[i].text);
        snippet_init(&hits->passages[i].title);
    }
    nsearch_status status = texts_init(&hits->texts, &hits->generation->text, count, error);
    article_init(&article);
    for (size_t i = 0; !status && i < count; i++) {
        hits->hits[i].rank = offset + i + 1;
        score(&hits->hits[i], hits->rows.rows[i].weight, by_date);
        status = fill_one(hits, i, &article, error);
    }
    article_release(&article);
    return status;
}

void nsearch_hits_free(nsearch_hits *hits)
{
    if (!hits) return;
    for (size_t i = 0; hits->passages && i < hits->rows.count; i++) {
        snippet_release(&hits->passages[i].text);
        snippet_release(&hits->passages[i].title);
    }
    texts_release(&hits->texts);
    generation_drop(hits->generation);
    arena_release(&hits->arena);
    free(hits);
}

/* ---- Reading them -------------------------------------------------------------------------------- */

size_t nsearch_hits_count(const nsearch_hits *hits)
{
    return hits->rows.count;
}

const nsearch_hit *nsearch_hits_at(const nsearch_hits *hits, size_t index)
{
    return index < hits->rows.count ? &hits->hits[index] : NULL;
}

uint64_t nsearch_hits_total(const nsearch_hits *hits)
{
    return hits->rows.total;
}

int nsearch_hits_exact(const nsearch_hits *hits)
{
    return hits->exact;
}

uint64_t nsearch_hits_phrase_total(const nsearch_hits *hits)
{
    return hits->phrase_total;
}

const char *nsearch_hits_query(const nsearch_hits *hits)
{
    return hits->understood;
}

const char *nsearch_hits_note(const nsearch_hits *hits, size_t index)
{
    return index < hits->note_count ? hits->notes[index] : NULL;
}

const char *nsearch_hits_suggestion(nsearch_hits *hits)
{
    const struct generation *generation = hits->generation;
    const struct suggest_context context = {generation->db, generation->stemmer, &hits->arena};
    if (!hits->suggested && !xap_is_remote(generation->db))
        suggest_query(&context, &hits->query, &hits->suggestion, NULL);
    hits->suggested = true;
    return hits->suggestion;
}

/* ---- Passages ------------------------------------------------------------------------------------ */

enum {
    PASSAGE_SIZE = 300
};

/* Looks for a hit's text in its file. */
static nsearch_status find_body(nsearch_hits *hits, size_t index, nsearch_error *error)
{
    const nsearch_hit *hit = &hits->hits[index];
    struct hit_passage *passage = &hits->passages[index];
    const struct buf *body;
    if (!passage->in_file) return NSEARCH_OK;
    nsearch_status status = texts_get(&hits->texts, hit->path, hit->id, &body, error);
    if (status) return status;
    passage->in_file = false;
    passage->body = body ? body->data : "";
    passage->body_size = body ? body->size : 0;
    hits->unread += !body;
    return NSEARCH_OK;
}

static nsearch_status make_passage(nsearch_hits *hits, size_t index, size_t size,
                                   nsearch_error *error)
{
    struct hit_passage *made = &hits->passages[index];
    const char *title = hits->hits[index].title;
    made->size = 0;
    nsearch_status status = find_body(hits, index, error);
    if (!status)
        status = snippet_make(made->body, made->body_size, &hits->matches,
                              hits->generation->stemmer, size, &made->text, error);
    if (!status)
        status = snippet_whole(title, strlen(title), &hits->matches, hits->generation->stemmer,
                               &made->title, error);
    if (status) return status;
    made->size = size;
    made->passage = (nsearch_passage){
        .text = made->text.text.data,
        .size = made->text.text.size,
        .marks = (const nsearch_span *)(const void *)made->text.marks.data,
        .mark_count = made->text.marks.size / sizeof(nsearch_span),
        .title_marks = (const nsearch_span *)(const void *)made->title.marks.data,
        .title_mark_count = made->title.marks.size / sizeof(nsearch_span),
    };
    return NSEARCH_OK;
}

nsearch_status nsearch_hits_passage(nsearch_hits *hits, size_t index, size_t size,
                                    const nsearch_passage **out, nsearch_error *error)
{
    *out = NULL;
    if (index >= hits->rows.count) return error_set(error, NSEARCH_INVALID, "no such hit");
    if (!size) size = PASSAGE_SIZE;
    nsearch_status status = NSEARCH_OK;
    if (hits->passages[index].size != size) status = make_passage(hits, index, size, error);
    if (!status) *out = &hits->passages[index].passage;
    return status;
}

size_t nsearch_hits_unread(const nsearch_hits *hits)
{
    return hits->unread;
}
