/* suggest.c - see suggest.h: which words of a query are doubtful, and the query without them. */
#include "searcher/suggest.h"

#include <math.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/utf8.h"

enum {
    LETTERS_MIN = 3,   /* characters of a word that can be told to be misspelt */
    NAME_MAX_SIZE = 5, /* bytes of a name in capitals, which nobody misspells */
    ARTICLES_FEW = 500 /* a word that one article in so many has may be a slip of theirs */
};

/* A word of the query as one word of the index. */
struct seen {
    const char *typed;
    size_t typed_size;
    char word[ANALYSIS_WORD_MAX];
    size_t size;
    enum field field;
    bool whole;    /* all that its node has */
    bool doubtful; /* then it is the last doubt */
};

/* Two words that may have been one. */
struct pair {
    size_t first; /* the doubt that goes; the next one too, if `both` */
    bool both;
    struct doubt whole; /* typed: from the first to the end of the second */
};

struct suggester {
    const struct suggest_context *context;
    nsearch_error *error;
    nsearch_status status;
    struct doubt doubts[SUGGEST_DOUBTS_MAX];
    size_t count;
    struct pair pairs[SUGGEST_DOUBTS_MAX];
    size_t pair_count;
    struct seen last;
    bool too_many;
};

/* Where in the tree a word stands. */
struct place {
    enum field field;
    bool literal; /* no inflections */
    bool bare;    /* two words may stand where it does */
};

/* ---- Words --------------------------------------------------------------------------------------- */

/* I.B.M. as IBM. */
static bool is_name(const struct seen *seen)
{
    const char *text = seen->typed;
    bool capital = false;
    for (size_t i = 0; i < seen->typed_size; i++) {
        if (text[i] >= 'a' && text[i] <= 'z') return false;
        if ((unsigned char)text[i] >= 0x80) return false;
        capital |= text[i] >= 'A' && text[i] <= 'Z';
    }
    return capital && seen->size <= NAME_MAX_SIZE;
}

/* A word that could be misspelt: of letters, and some. */
static bool may_be_wrong(const struct seen *seen)
{
    for (size_t i = 0; i < seen->size; i++)
        if (seen->word[i] >= '0' && seen->word[i] <= '9') return false;
    return utf8_count(seen->word, seen->size) >= LETTERS_MIN && !is_name(seen);
}

static struct doubt *add_doubt(struct suggester *suggester, const struct seen *seen, uint32_t count,
                               bool divisible)
{
    if (suggester->count == SUGGEST_DOUBTS_MAX) {
        suggester->too_many = true;
        return NULL;
    }
    struct doubt *doubt = &suggester->doubts[suggester->count++];
    *doubt = (struct doubt){.typed = seen->typed,
                            .typed_size = seen->typed_size,
                            .size = seen->size,
                            .prefix = field_prefix(seen->field),
                            .score = count ? suggest_score(count, 0) : -INFINITY,
                            .divisible = divisible};
    memcpy(doubt->word, seen->word, seen->size);
    return doubt;
}

static void check_word(struct suggester *suggester, struct seen *seen, struct place place)
{
    const struct suggest_context *context = suggester->context;
    uint32_t count;
    if (!may_be_wrong(seen)) return;
    suggester->status = suggest_count(context, field_prefix(seen->field), seen->word, seen->size,
                                      place.literal, &count, suggester->error);
    if (suggester->status || count > db_count(context->db) / ARTICLES_FEW) return;
    seen->doubtful = add_doubt(suggester, seen, count, place.bare && seen->whole);
}

/* ---- Two words that are one ---------------------------------------------------------------------- */

/* Whether nothing but spaces is between them. */
static bool stand_together(const struct seen *a, const struct seen *b)
{
    const char *end = a->typed ? a->typed + a->typed_size : NULL;
    if (!end || end >= b->typed || a->field != b->field || !a->whole || !b->whole) return false;
    while (end < b->typed && (*end == ' ' || *end == '\t'))
        end++;
    return end == b->typed;
}

static void check_pair(struct suggester *suggester, const struct seen *a, const struct seen *b)
{
    uint32_t count;
    const size_t size = a->size + b->size;
    if ((!a->doubtful && !b->doubtful) || size > ANALYSIS_WORD_MAX || !stand_together(a, b)) return;
    if (suggester->pair_count == SUGGEST_DOUBTS_MAX) return;
    struct pair *pair = &suggester->pairs[suggester->pair_count];
    *pair = (struct pair){.both = a->doubtful && b->doubtful};
    pair->first = suggester->count - 1 - pair->both;
    pair->whole.typed = a->typed;
    pair->whole.typed_size = (size_t)(b->typed - a->typed) + b->typed_size;
    memcpy(pair->whole.best, a->word, a->size);
    memcpy(pair->whole.best + a->size, b->word, b->size);
    suggester->status = suggest_count(suggester->context, field_prefix(a->field), pair->whole.best,
                                      size, true, &count, suggester->error);
    pair->whole.score = suggest_score(count, 1);
    if (!suggester->status && count) suggester->pair_count++;
}

/* One word in place of the two, where that is likelier than what the two may have been. */
static void settle_pairs(struct suggester *suggester)
{
    for (size_t i = 0; i < suggester->pair_count; i++) {
        const struct pair *pair = &suggester->pairs[i];
        struct doubt *first = &suggester->doubts[pair->first];
        if (*first->best && first->score > pair->whole.score) continue;
        *first = pair->whole;
        if (pair->both) *first[1].best = '\0';
    }
}

/* ---- The tree ------------------------------------------------------------------------------------ */

static void see_word(struct suggester *suggester, const struct query_node *node, struct place place)
{
    struct tokenizer tokenizer;
    struct token token;
    if (node->prefix || node->pattern || node->edits || field_is_whole(place.field)) return;
    place.literal |= node->exact;
    place.bare &= !node->exact;
    tokenizer_init(&tokenizer, node->text, node->text_size);
    while (!suggester->status && tokenizer_next(&tokenizer, &token)) {
        if (token.kind != TOKEN_WORD) continue;
        if (node->text[token.offset + token.length] == ':') continue; /* no field is made of it */
        struct seen seen = {.typed = node->text + token.offset,
                            .typed_size = token.length,
                            .size = token.size,
                            .field = place.field,
                            .whole = token.length == node->text_size};
        memcpy(seen.word, token.word, token.size);
        check_word(suggester, &seen, place);
        if (!suggester->status) check_pair(suggester, &suggester->last, &seen);
        suggester->last = seen;
    }
}

static void see(struct suggester *suggester, const struct query_node *node, struct place place)
{
    size_t count = node->count;
    switch (node->kind) {
    case QUERY_WORD: see_word(suggester, node, place); return;
    case QUERY_NOT:
    case QUERY_RANGE:
    case QUERY_ANY: return;
    case QUERY_NOT_NEAR: count = 1; break;
    case QUERY_PHRASE: place.literal = !node->inflected; break;
    case QUERY_LIMIT: place.literal |= node->limit <= LIMIT_NOCAPS; break;
    case QUERY_FIELD: place.field = node->field; break;
    default: break;
    }
    place.bare = node->kind == QUERY_PHRASE || node->kind == QUERY_AND;
    for (size_t i = 0; i < count && !suggester->status && !suggester->too_many; i++)
        see(suggester, node->children[i], place);
}

/* ---- The text ------------------------------------------------------------------------------------ */

/* With a capital, if what was typed starts with one. */
static void write_word(const struct doubt *doubt, struct buf *out)
{
    const char *best = doubt->best;
    const bool capital = *doubt->typed >= 'A' && *doubt->typed <= 'Z';
    if (capital && *best >= 'a' && *best <= 'z') buf_add_char(out, (char)(*best++ - 'a' + 'A'));
    buf_add_text(out, best);
}

/* Doubts stand in the order of the text. */
static nsearch_status write_query(struct suggester *suggester, const char *text, const char **out)
{
    struct buf written;
    const char *at = text;
    buf_init(&written);
    for (size_t i = 0; i < suggester->count; i++) {
        const struct doubt *doubt = &suggester->doubts[i];
        if (!*doubt->best || doubt->typed < at) continue; /* part of a pair that is one now */
        buf_add(&written, at, (size_t)(doubt->typed - at));
        write_word(doubt, &written);
        at = doubt->typed + doubt->typed_size;
    }
    nsearch_status status = NSEARCH_OK;
    if (at > text) {
        buf_add_text(&written, at);
        status = buf_status(&written, suggester->error);
        if (!status) *out = arena_copy(suggester->context->arena, written.data, written.size);
        if (!status && !*out) status = error_memory(suggester->error);
    }
    buf_release(&written);
    return status;
}

nsearch_status suggest_query(const struct suggest_context *context, const struct query *query,
                             const char **out, nsearch_error *error)
{
    struct suggester suggester = {.context = context, .error = error};
    *out = NULL;
    see(&suggester, query->root, (struct place){.bare = true});
    if (suggester.status || suggester.too_many || !suggester.count) return suggester.status;
    languages_status(context->languages, NULL); /* of calls before this one */
    nsearch_status status = suggest_words(context, suggester.doubts, suggester.count, error);
    if (!status) status = languages_status(context->languages, error);
    if (status) return status;
    settle_pairs(&suggester);
    return write_query(&suggester, query->text, out);
}
