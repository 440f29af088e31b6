/* explain_count.c - see explain.h: what of an expression stands in one article, in numbers. All of it is read by
 * checks of that article, as a search makes them. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "searcher/explain.h"

/* ---- Words --------------------------------------------------------------------------------------- */

static int compare_words(const void *left, const void *right)
{
    const nsearch_word *a = left, *b = right;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    return strcmp(a->text, b->text);
}

void explain_words(nsearch_row *row, nsearch_word *words, size_t count, size_t hidden)
{
    if (count) qsort(words, count, sizeof *words, compare_words);
    row->words = words;
    row->word_count = count < EXPLAIN_WORDS_MAX ? count : EXPLAIN_WORDS_MAX;
    row->more_words = count - row->word_count + hidden;
}

const char *explain_word(struct explain *explain, const char *term, size_t size,
                         const struct plan_part *part)
{
    const char *prefix = field_prefix(part->scope.field);
    size_t skip = prefix ? strlen(prefix) : 0;
    struct buf text;
    buf_init(&text);
    if (skip < size) buf_add(&text, term + skip, size - skip);
    return explain_text(explain, &text);
}

/* ---- Terms --------------------------------------------------------------------------------------- */

struct tally {
    size_t *counts;
    size_t count;
};

static bool count_each(void *context, struct db_reader *reader)
{
    const struct tally *tally = context;
    const uint32_t *positions;
    for (size_t i = 0; i < tally->count; i++)
        if (!db_read_positions(reader, (unsigned)i, &positions, &tally->counts[i])) return false;
    return true;
}

/* How often the article has a word of each group; NULL if it failed. */
static const size_t *count_groups(struct explain *explain, const struct db_group *groups,
                                  size_t count)
{
    bool held;
    struct tally tally = {explain_alloc(explain, count * sizeof *tally.counts), count};
    const struct db_check check = {groups, count, count_each, &tally};
    if (!tally.counts) return NULL;
    explain->status = matcher_inspect(explain->engine.matcher, explain->term.data,
                                      explain->term.size, &check, &held, explain->error);
    return explain->status ? NULL : tally.counts;
}

void explain_forms(struct explain *explain, const struct plan_part *part, nsearch_row *row)
{
    size_t total = 0, at = 0, found = 0;
    for (size_t i = 0; i < part->expansion_count; i++)
        total += part->expansions[i].terms->count;
    struct db_group *groups = explain_alloc(explain, total * sizeof *groups);
    struct db_text *texts = explain_alloc(explain, total * sizeof *texts);
    nsearch_word *words = explain_alloc(explain, total * sizeof *words);
    if (!words || !total) return;
    for (size_t i = 0; i < part->expansion_count; i++)
        for (size_t j = 0; j < part->expansions[i].terms->count; j++, at++) {
            const struct db_term *term = &part->expansions[i].terms->terms[j];
            texts[at] = (struct db_text){term->text, term->size};
            groups[at] = (struct db_group){&texts[at], 1};
        }
    const size_t *counts = count_groups(explain, groups, total);
    for (at = 0; counts && at < total; at++)
        if (counts[at])
            words[found++] = (nsearch_word){
                explain_word(explain, texts[at].data, texts[at].size, part), counts[at]};
    if (!explain->status) explain_words(row, words, found, 0);
}

/* ---- Expressions --------------------------------------------------------------------------------- */

struct spans_report explain_inspect(struct explain *explain, const struct span_node *spans)
{
    struct spans_report report = {0};
    if (explain->status || !spans) return report;
    explain->status = spans_inspect(explain->engine.matcher, explain->term.data, explain->term.size,
                                    spans, explain->arena, &report, explain->error);
    return report;
}

const struct span_node *explain_bare(struct explain *explain, const struct span_node *spans)
{
    while (spans && spans->op == SPAN_WITHIN && spans->area != AREA_SENTENCE)
        spans = spans->children[0];
    struct span_node *bare = spans ? explain_alloc(explain, sizeof *bare) : NULL;
    if (!bare) return NULL;
    *bare = *spans;
    bare->caps = CAPS_ANY;
    bare->children = explain_alloc(explain, spans->count * sizeof(*bare->children));
    for (size_t i = 0; bare->children && i < spans->count; i++)
        bare->children[i] = (struct span_node *)explain_bare(explain, spans->children[i]);
    return explain->status ? NULL : bare;
}

static size_t count_leaves(const struct span_node *spans)
{
    size_t count = spans->op == SPAN_WORDS;
    for (size_t i = 0; i < spans->count; i++)
        count += count_leaves(spans->children[i]);
    return count;
}

static void add_leaves(const struct span_node *spans, struct db_group *groups, size_t *count)
{
    if (spans->op == SPAN_WORDS)
        groups[(*count)++] = (struct db_group){spans->terms, spans->term_count};
    for (size_t i = 0; i < spans->count; i++)
        add_leaves(spans->children[i], groups, count);
}

/* The last reading is that of the words as they were typed. */
static const struct span_node *as_typed(const struct span_node *spans)
{
    while (spans->op == SPAN_OR && spans->count)
        spans = spans->children[spans->count - 1];
    return spans;
}

bool explain_missing(struct explain *explain, const struct plan_part *part, struct buf *out)
{
    const struct span_node *bare = explain_bare(explain, part->spans);
    if (!bare) return false;
    bare = as_typed(bare);
    size_t count = 0, missing = 0;
    struct db_group *groups = explain_alloc(explain, count_leaves(bare) * sizeof *groups);
    if (!groups) return false;
    add_leaves(bare, groups, &count);
    const size_t *counts = count_groups(explain, groups, count);
    for (size_t i = 0; counts && i < count; i++) {
        if (counts[i]) continue;
        const struct db_text *first = groups[i].count ? groups[i].terms : NULL;
        buf_add_text(out, missing++ ? ", no " : "no ");
        buf_add_text(out, first ? explain_word(explain, first->data, first->size, part)
                                : "word that fits");
    }
    return missing > 0;
}
