/* lint_clause.c - see lint.h: the clauses of a query's tree, and what makes two of them the same. */
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "searcher/lint.h"

static size_t count_nodes(const struct query_node *node)
{
    size_t count = 1;
    for (size_t i = 0; i < node->count; i++)
        count += count_nodes(node->children[i]);
    return count;
}

const char *lint_stems(struct lint *lint, const char *word, size_t size, size_t *stems_size)
{
    struct buf stems;
    const char *copy = NULL;
    buf_init(&stems);
    for (size_t i = 0; i < lint->languages->count; i++) {
        size_t stem_size;
        const char *stem = stemmer_stem(lint->languages->items[i].stemmer, word, size, &stem_size);
        if (i) buf_add_char(&stems, ' ');
        buf_add(&stems, stem, stem_size);
    }
    *stems_size = stems.size;
    if (!lint->status) lint->status = languages_status(lint->languages, lint->error);
    if (!buf_status(&stems, lint->error)) copy = arena_copy(lint->arena, stems.data, stems.size);
    if (!copy) lint->status = error_memory(lint->error);
    buf_release(&stems);
    return copy;
}

/* The words that the index has of a word's text. */
static void read_word(struct lint *lint, struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    struct tokenizer tokenizer;
    struct token token;
    struct buf words;
    bool letters = false;
    buf_init(&words);
    tokenizer_init(&tokenizer, node->text, node->text_size);
    while (!node->pattern && !field_is_whole(clause->field) && tokenizer_next(&tokenizer, &token)) {
        if (token.kind == TOKEN_JOINED) continue;
        if (clause->parts++) buf_add_char(&words, ' ');
        buf_add(&words, token.word, token.size);
        letters = token.kind == TOKEN_WORD;
    }
    if (!clause->parts) buf_add(&words, node->text, node->text_size);
    clause->word_size = words.size;
    clause->word = arena_copy(lint->arena, words.data, words.size);
    bool failed = buf_status(&words, lint->error) || !clause->word;
    buf_release(&words);
    if (failed) {
        lint->status = error_memory(lint->error);
        return;
    }
    clause->stem = "";
    if (clause->literal || clause->parts != 1 || !letters || node->exact || node->prefix ||
        node->edits)
        return;
    const char *stems = lint_stems(lint, clause->word, clause->word_size, &clause->stem_size);
    if (stems) clause->stem = stems;
}

static uint64_t key_of_word(const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    uint64_t traits = node->prefix | node->pattern << 1 | (uint64_t)node->edits << 2;
    if (clause->stem_size) return hash_apart(1, clause->stem, clause->stem_size);
    return hash_apart(2 + traits * 4, clause->word, clause->word_size);
}

/* What is written the same is the same; of AND and OR, in any order; of words, with any ending. */
static uint64_t key_of(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    uint64_t key = 0, head[] = {node->kind,     node->field,   node->limit,     node->number,
                                node->distance, node->ordered, node->paragraph, node->inflected};
    bool any_order = node->kind == QUERY_AND || node->kind == QUERY_OR;
    if (node->kind == QUERY_WORD) return key_of_word(clause);
    if (!node->count) {
        struct buf text;
        buf_init(&text);
        query_write(node, &text);
        key = hash_apart(0, text.data, text.size);
        if (buf_status(&text, lint->error)) lint->status = NSEARCH_MEMORY;
        buf_release(&text);
    }
    for (size_t i = 0; i < clause->count; i++) {
        uint64_t child = hash_mix(clause->children[i]->key | 1, 0xa0761d6478bd642fu);
        key = any_order ? key + child : hash_mix(key ^ child, 0xe7037ed1a0b428dbu);
    }
    return hash_seeded(key, head, sizeof head);
}

static bool is_bracketed(const struct query_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->offset <= node->offset) return false;
    return true;
}

static bool stems(enum field field)
{
    return field == FIELD_NONE || field == FIELD_TITLE;
}

/* Whether somebody wrote an operator for the node. */
static bool is_operator(const struct lint *lint, const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_AND: return !node->row && lint->request->match == NSEARCH_MATCH_ALL;
    case QUERY_OR: return lint->request->match == NSEARCH_MATCH_ALL;
    case QUERY_NEAR:
    case QUERY_NOT_NEAR:
    case QUERY_SAME:
    case QUERY_LIMIT: return true;
    default: return false;
    }
}

/* Makes the clause of a node and those below it; NULL if it failed. */
static struct lint_clause *make(struct lint *lint, const struct query_node *node,
                                struct lint_clause *parent)
{
    struct lint_clause *clause = lint_alloc(lint, sizeof *clause);
    if (!clause) return NULL;
    *clause = (struct lint_clause){.node = node, .parent = parent, .word = "", .stem = ""};
    lint->clauses[lint->count++] = clause;
    if (parent) {
        const struct query_node *above = parent->node;
        clause->field = above->kind == QUERY_FIELD ? above->field : parent->field;
        clause->in_phrase = parent->in_phrase || above->kind == QUERY_PHRASE;
        clause->literal = parent->literal || (above->kind == QUERY_PHRASE && !above->inflected) ||
                          (above->kind == QUERY_LIMIT && above->limit <= LIMIT_NOCAPS) ||
                          !stems(clause->field);
    }
    clause->bracketed = node->count > 1 && is_bracketed(node);
    lint->operators |= is_operator(lint, node);
    clause->children = lint_alloc(lint, node->count * sizeof(*clause->children));
    for (size_t i = 0; !lint->status && i < node->count; i++, clause->count++)
        clause->children[i] = make(lint, node->children[i], clause);
    if (!lint->status && node->kind == QUERY_WORD) read_word(lint, clause);
    if (!lint->status) clause->key = key_of(lint, clause);
    return clause;
}

void lint_clauses(struct lint *lint, const struct query_node *root)
{
    lint->clauses = lint_alloc(lint, count_nodes(root) * sizeof(*lint->clauses));
    if (lint->clauses) make(lint, root, NULL);
}
