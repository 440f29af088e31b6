/* hits.c - the hits of a search, as nsearch.h shows them. */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/stamp.h"
#include "searcher/hits_own.h"
#include "searcher/rank.h"
#include "searcher/suggest.h"

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
        {&hit->place, ARTICLE_PLACE},   {&hit->url, ARTICLE_URL},
        {&hit->lang, ARTICLE_LANG},     {&hit->path, ARTICLE_PATH},
        {&hit->tag, ARTICLE_TAG},
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
    char text[DATE_TEXT_MAX] = "";
    uint64_t second;
    if (strlen(value) == STAMP_TIME_DIGITS && stamp_read(value, STAMP_TIME_DIGITS, &second))
        date_write_second(second, text);
    hit->indexed = arena_copy(arena, text, strlen(text));
    return hit->indexed != NULL;
}

/* Undoes searcher.c's sum: an article with the phrase has the bonus in its weight. */
static void score(nsearch_hit *hit, double weight, bool by_date)
{
    hit->phrase = weight >= RANK_PHRASE_BONUS;
    if (!by_date) hit->score = hit->phrase ? weight - RANK_PHRASE_BONUS : weight;
}

/* What hits are made with. */
struct filling {
    nsearch_hits *hits;
    struct article article;
    struct buf head;
};

/* Reads what there is of an article but its text, and where that is. */
static nsearch_status read_fields(struct filling *filling, size_t index, nsearch_error *error)
{
    nsearch_hits *hits = filling->hits;
    const struct found_article *found = &hits->found[index];
    const struct db_text *stored = &found->stored;
    struct hit_passage *passage = &hits->passages[index];
    struct article *article = &filling->article;
    bool more = false;
    if (stored->data) {
        const nsearch_status status = article_parse(stored->data, stored->size, article, error);
        passage->body_size = article->fields[ARTICLE_BODY].size;
        passage->body = stored->data + stored->size - passage->body_size;
        return status;
    }
    nsearch_status status = stored_head(hits->generation->stored, found->segment, found->docid,
                                        &filling->head, &more, error);
    if (!status) status = article_parse(filling->head.data, filling->head.size, article, error);
    passage->where = more ? TEXT_STORED : TEXT_HERE;
    passage->head_size = filling->head.size;
    return status;
}

static nsearch_status fill_one(struct filling *filling, size_t index, nsearch_error *error)
{
    nsearch_hits *hits = filling->hits;
    struct hit_passage *passage = &hits->passages[index];
    nsearch_hit *hit = &hits->hits[index];
    nsearch_status status = read_fields(filling, index, error);
    if (status) return status;
    if (!copy_fields(hit, &filling->article, &hits->arena) ||
        !copy_indexed(hit, hits->found[index].value, &hits->arena))
        return error_memory(error);
    const bool has_text = passage->where == TEXT_STORED || passage->body_size;
    if (has_text || !hits->generation->text.in_files) return NSEARCH_OK;
    passage->where = TEXT_FILE;
    texts_add(&hits->texts, hit->path, hit->id);
    return NSEARCH_OK;
}

nsearch_status hits_fill(nsearch_hits *hits, size_t offset, bool by_date, nsearch_error *error)
{
    struct filling filling = {.hits = hits};
    const size_t count = hits->count;
    hits->hits = arena_alloc(&hits->arena, count * sizeof *hits->hits);
    hits->passages = arena_alloc(&hits->arena, count * sizeof *hits->passages);
    if (!hits->hits || !hits->passages) return error_memory(error);
    for (size_t i = 0; i < count; i++) {
        snippet_init(&hits->passages[i].text);
        snippet_init(&hits->passages[i].title);
    }
    nsearch_status status = texts_init(&hits->texts, &hits->generation->text, count, error);
    article_init(&filling.article);
    buf_init(&filling.head);
    for (size_t i = 0; !status && i < count; i++) {
        hits->hits[i].rank = offset + i + 1;
        score(&hits->hits[i], hits->found[i].weight, by_date);
        status = fill_one(&filling, i, error);
    }
    article_release(&filling.article);
    buf_release(&filling.head);
    return status;
}

void nsearch_hits_free(nsearch_hits *hits)
{
    if (!hits) return;
    for (size_t i = 0; hits->passages && i < hits->count; i++) {
        snippet_release(&hits->passages[i].text);
        snippet_release(&hits->passages[i].title);
    }
    texts_release(&hits->texts);
    buf_release(&hits->last.stored);
    buf_release(&hits->last.marks);
    buf_release(&hits->last.title_marks);
    generation_drop(hits->generation);
    arena_release(&hits->arena);
    free(hits);
}

/* ---- Reading them -------------------------------------------------------------------------------- */

size_t nsearch_hits_count(const nsearch_hits *hits)
{
    return hits->count;
}

const nsearch_hit *nsearch_hits_at(const nsearch_hits *hits, size_t index)
{
    return index < hits->count ? &hits->hits[index] : NULL;
}

uint64_t nsearch_hits_total(const nsearch_hits *hits)
{
    return hits->total;
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

const char *nsearch_hits_added(nsearch_hits *hits, size_t index)
{
    if (index >= hits->added.count) return NULL;
    const char *const *words = feedback_words(hits->generation, &hits->added, &hits->arena);
    return words ? words[index] : NULL;
}

const char *nsearch_hits_suggestion(nsearch_hits *hits)
{
    const struct generation *generation = hits->generation;
    const struct suggest_context context = {generation->db, generation->languages, &hits->arena,
                                            generation->matcher};
    if (!hits->suggested && !db_is_remote(generation->db))
        suggest_query(&context, &hits->query, &hits->suggestion, NULL);
    hits->suggested = true;
    return hits->suggestion;
}

const char *nsearch_hits_token(const nsearch_hits *hits)
{
    return hits->generation->token;
}
