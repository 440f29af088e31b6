/* hits_passage.c - the passages and texts of hits, as nsearch.h shows them, each made when it is asked for. */
#include <string.h>

#include "common/error.h"
#include "searcher/hits_own.h"

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
