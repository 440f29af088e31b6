/* hits.c - the hits of a search and their passages, as nsearch.h shows them. */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/stamp.h"
#include "searcher/rank.h"
#include "searcher/searcher.h"
#include "searcher/suggest.h"

/* Where a hit's text is to be had. */
enum hit_text {
    TEXT_HERE,
    TEXT_STORED, /* in its segment, behind the head */
    TEXT_FILE    /* to be looked for in texts */
};

struct hit_passage {
    size_t size; /* that it was made for; 0: not made yet */
    enum hit_text where;
    size_t head_size;
    const char *body; /* TEXT_HERE */
    size_t body_size;
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

/* ---- Passages ------------------------------------------------------------------------------------ */

enum {
    PASSAGE_SIZE = 300
};

/* A hit's text. */
struct body {
    const char *text;
    size_t size;
};

/* Reads it from its segment, in place of the last one. */
static nsearch_status read_body(nsearch_hits *hits, size_t index, struct body *out,
                                nsearch_error *error)
{
    const struct found_article *found = &hits->found[index];
    const size_t head_size = hits->passages[index].head_size;
    struct last_text *last = &hits->last;
    if (last->hit != index + 1) {
        last->hit = 0;
        nsearch_status status = stored_whole(hits->generation->stored, found->segment, found->docid,
                                             &last->stored, error);
        if (status) return status;
        last->hit = index + 1;
    }
    *out = (struct body){last->stored.data + head_size, last->stored.size - head_size};
    return NSEARCH_OK;
}

/* Looks for it in its file. */
static nsearch_status find_body(nsearch_hits *hits, size_t index, nsearch_error *error)
{
    const nsearch_hit *hit = &hits->hits[index];
    struct hit_passage *passage = &hits->passages[index];
    const struct buf *body;
    nsearch_status status = texts_get(&hits->texts, hit->path, hit->id, &body, error);
    if (status) return status;
    passage->where = TEXT_HERE;
    passage->body = body ? body->data : "";
    passage->body_size = body ? body->size : 0;
    hits->unread += !body;
    return NSEARCH_OK;
}

static nsearch_status get_body(nsearch_hits *hits, size_t index, struct body *out,
                               nsearch_error *error)
{
    const struct hit_passage *passage = &hits->passages[index];
    nsearch_status status = NSEARCH_OK;
    if (passage->where == TEXT_STORED) return read_body(hits, index, out, error);
    if (passage->where == TEXT_FILE) status = find_body(hits, index, error);
    *out = (struct body){passage->body, passage->body_size};
    return status;
}

/* What is marked in articles of a language: made when it is first asked for. */
static const struct match_set *matches_of(nsearch_hits *hits, size_t language)
{
    const size_t languages = hits->generation->languages->count, all = hits->matches.count;
    if (languages == 1) return &hits->matches;
    if (!hits->language_matches)
        hits->language_matches = arena_alloc(&hits->arena,
                                             languages * sizeof *hits->language_matches);
    struct match_set *set = hits->language_matches ? &hits->language_matches[language] : NULL;
    if (!set || set->units) return set;
    struct match_unit *units = arena_alloc(&hits->arena, (all + 1) * sizeof *units);
    if (!units) return NULL;
    for (size_t i = 0; i < all; i++) {
        const struct match_unit *unit = &hits->matches.units[i];
        if (!unit->language || unit->language == language + 1) units[set->count++] = *unit;
    }
    set->units = units;
    return set;
}

/* What is marked in a hit, and what stems its words. */
static nsearch_status matches_in(nsearch_hits *hits, size_t index, const struct match_set **matches,
                                 struct stemmer **stemmer, nsearch_error *error)
{
    const struct languages *languages = hits->generation->languages;
    const size_t language = languages_of_tag(languages, hits->hits[index].lang);
    *stemmer = languages->items[language].stemmer;
    stemmer_status(*stemmer, NULL); /* of calls before this one */
    *matches = matches_of(hits, language);
    return *matches ? NSEARCH_OK : error_memory(error);
}

/* Words that could not be stemmed for want of memory were not marked. Where there is no stemmer at all, they are marked
 * as far as they can be. */
static nsearch_status marked(struct stemmer *stemmer, nsearch_error *error)
{
    nsearch_error detail;
    const nsearch_status status = stemmer_status(stemmer, &detail);
    return status == NSEARCH_MEMORY ? error_memory(error) : NSEARCH_OK;
}

static const nsearch_span *spans(const struct buf *marks)
{
    return (const nsearch_span *)(const void *)marks->data;
}

static nsearch_status make_passage(nsearch_hits *hits, size_t index, size_t size,
                                   nsearch_error *error)
{
    struct hit_passage *made = &hits->passages[index];
    const char *title = hits->hits[index].title;
    const struct match_set *matches;
    struct stemmer *stemmer;
    struct body body;
    made->size = 0;
    nsearch_status status = get_body(hits, index, &body, error);
    if (!status) status = matches_in(hits, index, &matches, &stemmer, error);
    if (!status)
        status = snippet_make(body.text, body.size, matches, stemmer, size, &made->text, error);
    if (!status)
        status = snippet_whole(title, strlen(title), matches, stemmer, &made->title, error);
    if (!status) status = marked(stemmer, error);
    if (status) return status;
    made->size = size;
    made->passage = (nsearch_passage){
        .text = made->text.text.data,
        .size = made->text.text.size,
        .marks = spans(&made->text.marks),
        .mark_count = made->text.marks.size / sizeof(nsearch_span),
        .title_marks = spans(&made->title.marks),
        .title_mark_count = made->title.marks.size / sizeof(nsearch_span),
    };
    return NSEARCH_OK;
}

nsearch_status nsearch_hits_passage(nsearch_hits *hits, size_t index, size_t size,
                                    const nsearch_passage **out, nsearch_error *error)
{
    *out = NULL;
    if (index >= hits->count) return error_set(error, NSEARCH_INVALID, "no such hit");
    if (!size) size = PASSAGE_SIZE;
    nsearch_status status = NSEARCH_OK;
    if (hits->passages[index].size != size) status = make_passage(hits, index, size, error);
    if (!status) *out = &hits->passages[index].passage;
    return status;
}

nsearch_status nsearch_hits_text(nsearch_hits *hits, size_t index, const nsearch_passage **out,
                                 nsearch_error *error)
{
    struct last_text *last = &hits->last;
    const struct match_set *matches;
    struct stemmer *stemmer;
    struct body body;
    *out = NULL;
    if (index >= hits->count) return error_set(error, NSEARCH_INVALID, "no such hit");
    const char *title = hits->hits[index].title;
    nsearch_status status = get_body(hits, index, &body, error);
    if (!status) status = matches_in(hits, index, &matches, &stemmer, error);
    if (!status)
        status = snippet_marks(body.text, body.size, false, matches, stemmer, &last->marks, error);
    if (!status)
        status = snippet_marks(title, strlen(title), true, matches, stemmer, &last->title_marks,
                               error);
    if (!status) status = marked(stemmer, error);
    if (status) return status;
    last->text = (nsearch_passage){
        .text = body.text ? body.text : "",
        .size = body.size,
        .marks = spans(&last->marks),
        .mark_count = last->marks.size / sizeof(nsearch_span),
        .title_marks = spans(&last->title_marks),
        .title_mark_count = last->title_marks.size / sizeof(nsearch_span),
    };
    *out = &last->text;
    return NSEARCH_OK;
}

size_t nsearch_hits_unread(const nsearch_hits *hits)
{
    return hits->unread;
}
