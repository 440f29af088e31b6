/* lint_cover.c - see lint.h: alternatives of an OR that find nothing of their own.
 *
 *     trump OR "donald trump"      each article with the phrase has the word
 *     econom* OR economy
 *     berlin OR title:berlin       a word without a field is looked for in the title too
 *
 * One alternative covers another if whatever article has the other has the one, which is told by their
 * words alone. What can't be told is let pass. */
#include <string.h>

#include "searcher/lint.h"

/* Whether `word`, a word of a text, or of a query that stands for one, is one that starts so. */
static bool starts_with(const char *word, size_t size, const struct lint_clause *start)
{
    return size >= start->word_size && !memcmp(word, start->word, start->word_size);
}

/* Whether a word's stems do, by all languages. */
static bool stems_start_with(const char *stems, size_t size, const struct lint_clause *start)
{
    for (size_t at = 0, length; at < size; at += length + 1) {
        const char *space = memchr(stems + at, ' ', size - at);
        length = space ? (size_t)(space - stems) - at : size - at;
        if (!starts_with(stems + at, length, start)) return false;
    }
    return true;
}

static bool same(const char *a, size_t a_size, const char *b, size_t b_size)
{
    return a_size == b_size && !memcmp(a, b, a_size);
}

/* Of two words. The stem of a literal word isn't known here; the same word has the same. */
static bool word_covers(struct lint *lint, const struct lint_clause *wide,
                        const struct lint_clause *narrow)
{
    const struct query_node *node = wide->node;
    size_t size;
    if (!wide->word_size || !narrow->word_size || narrow->node->pattern || narrow->node->edits)
        return false;
    if (node->pattern || node->edits || wide->parts > 1 || narrow->parts > 1) return false;
    if (node->prefix)
        return starts_with(narrow->word, narrow->word_size, wide) &&
               stems_start_with(narrow->stem, narrow->stem_size, wide);
    if (narrow->node->prefix) return false;
    if (!wide->stem_size)
        return !narrow->stem_size &&
               same(wide->word, wide->word_size, narrow->word, narrow->word_size);
    if (narrow->stem_size)
        return same(wide->stem, wide->stem_size, narrow->stem, narrow->stem_size);
    const char *stem = lint_stems(lint, narrow->word, narrow->word_size, &size);
    return stem && same(wide->stem, wide->stem_size, stem, size);
}

/* Of two phrases: whether the words of one stand in the other, side by side. */
static bool phrase_covers(struct lint *lint, const struct lint_clause *wide,
                          const struct lint_clause *narrow)
{
    if (narrow->node->distance || narrow->count < wide->count) return false;
    for (size_t start = 0; start + wide->count <= narrow->count; start++) {
        size_t i = 0;
        while (i < wide->count && wide->children[i]->node->kind == QUERY_WORD &&
               narrow->children[start + i]->node->kind == QUERY_WORD &&
               word_covers(lint, wide->children[i], narrow->children[start + i]))
            i++;
        if (i == wide->count) return true;
    }
    return false;
}

static bool covers(struct lint *lint, const struct lint_clause *wide,
                   const struct lint_clause *narrow);

static bool covers_one(struct lint *lint, const struct lint_clause *wide,
                       const struct lint_clause *narrow)
{
    for (size_t i = 0; i < narrow->count; i++)
        if (covers(lint, wide, narrow->children[i])) return true;
    return false;
}

static bool covers_all(struct lint *lint, const struct lint_clause *wide,
                       const struct lint_clause *narrow)
{
    for (size_t i = 0; i < narrow->count; i++)
        if (!covers(lint, wide, narrow->children[i])) return false;
    return narrow->count > 0;
}

/* Of what isn't just a word: whether one of the parts that it has to have is covered. */
static bool covers_part(struct lint *lint, const struct lint_clause *wide,
                        const struct lint_clause *narrow)
{
    switch (narrow->node->kind) {
    case QUERY_OR: return covers_all(lint, wide, narrow);
    case QUERY_PHRASE:
    case QUERY_NEAR:
    case QUERY_SAME:
    case QUERY_AND: return covers_one(lint, wide, narrow);
    case QUERY_LIMIT: /* a NAME may have an initial for a word */
        return narrow->node->limit != LIMIT_NAME && covers_one(lint, wide, narrow);
    case QUERY_NOT_NEAR:
    case QUERY_MAYBE: return narrow->count && covers(lint, wide, narrow->children[0]);
    case QUERY_FIELD: return narrow->node->field == FIELD_TITLE && covers_one(lint, wide, narrow);
    default: return false;
    }
}

static bool covers(struct lint *lint, const struct lint_clause *wide,
                   const struct lint_clause *narrow)
{
    const struct query_node *node = wide->node;
    if (++lint->steps > LINT_STEPS_MAX || narrow->node->kind == QUERY_NOT) return false;
    if (node->kind == QUERY_WORD) {
        if (narrow->node->kind == QUERY_WORD) return word_covers(lint, wide, narrow);
        return covers_part(lint, wide, narrow);
    }
    if (node->kind == QUERY_FIELD && narrow->node->kind == QUERY_FIELD)
        return node->field == narrow->node->field && !field_is_whole(node->field) &&
               covers(lint, wide->children[0], narrow->children[0]);
    if (node->kind != QUERY_PHRASE || node->distance || !wide->count) return false;
    if (narrow->node->kind == QUERY_PHRASE) return phrase_covers(lint, wide, narrow);
    return covers_part(lint, wide, narrow);
}

void lint_cover(struct lint *lint, struct lint_clause *const *alternatives, size_t count)
{
    for (size_t narrow = 0; narrow < count && !lint->status; narrow++) {
        const struct lint_clause *idle = alternatives[narrow];
        for (size_t wide = 0; wide < count && lint->steps < LINT_STEPS_MAX; wide++) {
            const struct lint_clause *other = alternatives[wide];
            if (wide == narrow || other->key == idle->key || !covers(lint, other, idle)) continue;
            lint_add_clause(lint, idle, "%s finds nothing that %s doesn't: leave it out",
                            lint_named(lint, idle), lint_named(lint, other));
            break;
        }
    }
}
