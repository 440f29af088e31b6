/* languages.c - see languages.h. */
#include "searcher/languages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/language.h"
#include "common/schema.h"
#include "common/stemmer_names.h"

/* ---- Opening ------------------------------------------------------------------------------------- */

static bool take(void *context, const char *term, size_t size, uint32_t count)
{
    struct languages *languages = context;
    struct language *language = &languages->items[languages->count];
    const size_t prefix = strlen(PREFIX_STEMMER);
    if (size == prefix || size - prefix >= sizeof language->name) return true;
    memcpy(language->mark, term, size);
    memcpy(language->name, term + prefix, size - prefix);
    language->articles = count;
    return ++languages->count < LANGUAGES_MAX;
}

/* The most frequent first. */
static int by_articles(const void *a, const void *b)
{
    const struct language *left = a, *right = b;
    if (left->articles != right->articles) return left->articles > right->articles ? -1 : 1;
    return strcmp(left->name, right->name);
}

/* The first has no mark: if all articles have one, the most frequent language is that. */
static void drop_own(struct languages *languages, uint64_t articles)
{
    uint64_t marked = 0;
    for (size_t i = 1; i < languages->count; i++)
        marked += languages->items[i].articles;
    if (!articles || marked != articles) return;
    languages->count--;
    memmove(languages->items, languages->items + 1, languages->count * sizeof *languages->items);
}

static nsearch_status make(const char *own, struct languages **out, nsearch_error *error)
{
    struct languages *languages = *out = calloc(1, sizeof *languages);
    if (!languages) return error_memory(error);
    snprintf(languages->items->name, sizeof languages->items->name, "%s", own);
    languages->count = 1;
    arena_init(&languages->arena);
    return NSEARCH_OK;
}

/* Hands them out, or if anything failed nothing. */
static nsearch_status finish(struct languages **out, nsearch_status status, nsearch_error *error)
{
    struct languages *languages = *out;
    for (size_t i = 0; !status && i < languages->count; i++)
        status = stemmer_create_later(languages->items[i].name, languages->prints,
                                      &languages->items[i].stemmer, error);
    if (!status) return NSEARCH_OK;
    languages_free(languages);
    *out = NULL;
    return status;
}

nsearch_status languages_of_one(const char *name, struct languages **out, nsearch_error *error)
{
    return finish(out, make(name, out, error), error);
}

nsearch_status languages_open(struct db *db, const char *own, uint64_t articles,
                              struct languages **out, nsearch_error *error)
{
    nsearch_status status = make(own, out, error);
    if (!status) status = db_metadata(db, META_STEMS, &(*out)->arena, &(*out)->prints, error);
    if (!status)
        status = db_each_term(db, PREFIX_STEMMER, strlen(PREFIX_STEMMER), take, *out, error);
    if (!status) {
        qsort((*out)->items + 1, (*out)->count - 1, sizeof *(*out)->items, by_articles);
        drop_own(*out, articles);
    }
    return finish(out, status, error);
}

nsearch_status languages_status(const struct languages *languages, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < languages->count; i++) {
        const nsearch_status one = stemmer_status(languages->items[i].stemmer, error);
        if (one) status = one;
    }
    return status;
}

void languages_free(struct languages *languages)
{
    if (!languages) return;
    for (size_t i = 0; i < languages->count; i++)
        stemmer_free(languages->items[i].stemmer);
    arena_release(&languages->arena);
    free(languages);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

static struct db_query *mark_query(const struct language *language, struct arena *arena)
{
    struct db_query *query = db_query_new(arena, DB_TERM, 0);
    if (!query) return NULL;
    query->term = arena_copy(arena, language->mark, strlen(language->mark));
    query->term_size = strlen(language->mark);
    return query->term ? query : NULL;
}

/* Any of the marks. */
static struct db_query *marks_query(const struct languages *languages, uint64_t which,
                                    struct arena *arena)
{
    struct db_query *query = db_query_new(arena, DB_OR, languages->count);
    if (!query) return NULL;
    query->count = 0;
    for (size_t i = 1; i < languages->count; i++) {
        if (!(which >> i & 1)) continue;
        struct db_query *mark = mark_query(&languages->items[i], arena);
        if (!mark) return NULL;
        query->children[query->count++] = mark;
    }
    return query->count == 1 ? query->children[0] : query;
}

struct db_query *languages_narrow(const struct languages *languages, uint64_t which,
                                  const struct db_query *query, struct arena *arena)
{
    const uint64_t all = (UINT64_C(1) << languages->count) - 1;
    if ((which & all) == all) return (struct db_query *)query;
    const bool first = which & 1;
    struct db_query *marks = marks_query(languages, first ? all & ~which : which, arena);
    struct db_query *narrow = db_query_new(arena, first ? DB_AND_NOT : DB_FILTER, 2);
    if (!marks || !narrow) return NULL;
    narrow->children[0] = (struct db_query *)query;
    narrow->children[1] = marks;
    return narrow;
}

static bool is_mark(const struct db_query *query)
{
    if (query->op == DB_OR && query->count) query = query->children[0];
    return query->op == DB_TERM && query->term_size > strlen(PREFIX_STEMMER) &&
           !memcmp(query->term, PREFIX_STEMMER, strlen(PREFIX_STEMMER));
}

bool languages_narrowed(const struct db_query *query)
{
    return (query->op == DB_AND_NOT || query->op == DB_FILTER) && query->count == 2 &&
           is_mark(query->children[1]);
}

/* ---- Articles ------------------------------------------------------------------------------------ */

size_t languages_of_tag(const struct languages *languages, const char *lang)
{
    char tag[LANGUAGE_TAG_MAX];
    const struct language *items = languages->items;
    size_t none = 0;
    if (languages->count == 1 || !language_tag(lang, strlen(lang), tag)) return 0;
    if (!strcmp(items->name, "none")) return 0;
    tag[strcspn(tag, "-")] = '\0';
    for (size_t i = 0; i < languages->count; i++) {
        if (stemmer_is_for(items[i].name, tag)) return i;
        if (!strcmp(items[i].name, "none")) none = i;
    }
    return none;
}
