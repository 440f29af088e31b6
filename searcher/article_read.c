/* article_read.c - a whole article out of the index, as nsearch.h shows it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "common/term.h"
#include "searcher/rank.h"
#include "searcher/searcher.h"

struct nsearch_article {
    struct arena arena;
    const char *fields[ARTICLE_FIELDS];
};

/* Reads what is stored of an article that was found. */
static nsearch_status read_stored(struct generation *generation, const struct found_article *found,
                                  struct arena *arena, struct db_text *out, nsearch_error *error)
{
    struct buf data;
    *out = found->stored; /* by whatever finds in parts on other machines */
    if (!generation->stored) return NSEARCH_OK;
    buf_init(&data);
    nsearch_status status = stored_whole(generation->stored, found->segment, found->docid, &data,
                                         error);
    if (!status) *out = (struct db_text){arena_copy(arena, data.data, data.size), data.size};
    if (!status && !out->data) status = error_memory(error);
    buf_release(&data);
    return status;
}

/* Looks for the articles that have the term; what is stored of the first, if there are any. */
static nsearch_status find_term(struct generation *generation, const struct db_text *term,
                                struct arena *arena, struct db_text *stored, uint64_t *count,
                                nsearch_error *error)
{
    const struct db_query query = {.op = DB_TERM, .term = term->data, .term_size = term->size};
    const struct db_request request = {.query = &query, .limit = 1, .k1 = RANK_K1, .b = RANK_B};
    const struct engine engine = generation_engine(generation);
    struct engine_found found;
    nsearch_status status = engine_search(&engine, &request, NULL, arena, &found, error);
    *count = status ? 0 : found.total;
    return *count ? read_stored(generation, found.articles, arena, stored, error) : status;
}

nsearch_status searcher_find(nsearch_searcher *searcher, const char *id, struct arena *arena,
                             struct db_text *term, struct db_text *stored, nsearch_error *error)
{
    static const char *const prefixes[] = {PREFIX_ID, PREFIX_PATH};
    char text[TERM_MAX + 1];
    nsearch_status status = NSEARCH_OK;
    uint64_t count = 0;
    bool is_path = false;
    for (size_t i = 0; !status && !count && i < 2; i++) {
        is_path = i > 0;
        term->size = term_whole(prefixes[i], id, strlen(id), text);
        if (!(term->data = arena_copy(arena, text, term->size))) return error_memory(error);
        status = find_term(searcher->generation, term, arena, stored, &count, error);
    }
    if (status) return status;
    if (!count) return error_set(error, NSEARCH_MISSING, "no article with the id %.150s", id);
    if (is_path && count > 1) /* which one is meant, nobody knows */
        return error_set(error, NSEARCH_INVALID, "%.150s has several articles: give the id of one",
                         id);
    return NSEARCH_OK;
}

static nsearch_status fill(nsearch_article *article, const char *data, size_t size,
                           nsearch_error *error)
{
    struct article parsed;
    article_init(&parsed);
    nsearch_status status = article_parse(data, size, &parsed, error);
    for (int field = 0; !status && field < ARTICLE_FIELDS; field++) {
        const struct buf *value = &parsed.fields[field];
        article->fields[field] = field == ARTICLE_BODY
                                     ? arena_copy(&article->arena, value->data, value->size)
                                     : hits_join(&article->arena, value);
        if (!article->fields[field]) status = error_memory(error);
    }
    article_release(&parsed);
    return status;
}

/* Says why a text can't be had. */
static nsearch_status unreadable(const char *path, nsearch_error *error)
{
    char what[sizeof error->message];
    snprintf(what, sizeof what, "the article's text can't be read: %s", path);
    if (access(path, R_OK)) return error_system(error, errno, what);
    return error_set(error, NSEARCH_MISSING, "the article's text isn't there any more: %s", path);
}

/* Fills the body in from the article's file, if the index doesn't have it. */
static nsearch_status fill_body(const nsearch_searcher *searcher, nsearch_article *article,
                                nsearch_error *error)
{
    const char *path = article->fields[ARTICLE_PATH], *id = article->fields[ARTICLE_ID];
    const struct buf *body = NULL;
    struct texts texts;
    if (!searcher->generation->text.in_files || *article->fields[ARTICLE_BODY]) return NSEARCH_OK;
    nsearch_status status = texts_init(&texts, &searcher->generation->text, 1, error);
    texts_add(&texts, path, id);
    if (!status) status = texts_get(&texts, path, id, &body, error);
    if (!status && !body) status = unreadable(path, error);
    if (!status) {
        article->fields[ARTICLE_BODY] = arena_copy(&article->arena, body->data, body->size);
        if (!article->fields[ARTICLE_BODY]) status = error_memory(error);
    }
    texts_release(&texts);
    return status;
}

nsearch_status nsearch_article_read(nsearch_searcher *searcher, const char *id,
                                    nsearch_article **out, nsearch_error *error)
{
    struct db_text term, stored = {0};
    *out = NULL;
    nsearch_article *article = calloc(1, sizeof *article);
    if (!article) return error_memory(error);
    arena_init(&article->arena);
    nsearch_status status = searcher_refresh(searcher, error);
    if (!status) status = searcher_find(searcher, id, &article->arena, &term, &stored, error);
    if (!status) status = fill(article, stored.data, stored.size, error);
    searcher->failed |= status == NSEARCH_IO;
    if (!status) status = fill_body(searcher, article, error);
    if (status)
        nsearch_article_free(article);
    else
        *out = article;
    return status;
}

void nsearch_article_free(nsearch_article *article)
{
    if (!article) return;
    arena_release(&article->arena);
    free(article);
}

const char *nsearch_article_field(const nsearch_article *article, const char *name)
{
    enum article_field field = article_field_of_name(name, strlen(name));
    return field < ARTICLE_FIELDS ? article->fields[field] : NULL;
}
