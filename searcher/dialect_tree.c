/* dialect_tree.c - see dialect.h: the nodes. */
#include <string.h>

#include "common/analysis.h"
#include "searcher/dialect.h"
#include "searcher/lex.h"

struct dialect_node *dialect_node(struct dialect *dialect, enum dialect_op op, size_t offset,
                                  size_t size, const char *text)
{
    struct dialect_node *node = arena_alloc(dialect->arena, sizeof *node);
    if (!node || dialect->status) return node ? NULL : dialect_no_memory(dialect);
    node->op = op;
    node->offset = offset;
    node->size = size;
    node->text = text;
    return node;
}

void dialect_add(struct dialect *dialect, struct dialect_node *node, struct dialect_node *child)
{
    if (!node || !child) return;
    struct dialect_node **children = arena_grow(dialect->arena, node->children, node->count,
                                                &node->capacity, sizeof *children);
    if (!children) {
        dialect_no_memory(dialect);
        return;
    }
    node->children = children;
    node->children[node->count++] = child;
    size_t end = node->offset + node->size, child_end = child->offset + child->size;
    if (child->offset < node->offset) node->offset = child->offset;
    node->size = (end > child_end ? end : child_end) - node->offset;
}

struct dialect_node *dialect_join(struct dialect *dialect, enum dialect_op op,
                                  struct dialect_node *left, struct dialect_node *right)
{
    if (!left || !right) return left ? left : right;
    struct dialect_node *node = left;
    if (left->op != op || left->closed || left->after) {
        node = dialect_node(dialect, op, left->offset, left->size, NULL);
        dialect_add(dialect, node, left);
    }
    dialect_add(dialect, node, right);
    return node;
}

struct dialect_node *dialect_not(struct dialect *dialect, struct dialect_node *child)
{
    if (!child) return NULL;
    struct dialect_node *node = dialect_node(dialect, DIALECT_NOT, child->offset, child->size,
                                             NULL);
    dialect_add(dialect, node, child);
    return node;
}

struct dialect_node *dialect_between(struct dialect *dialect, const char *text,
                                     struct dialect_node *left, struct dialect_node *right)
{
    if (!left || !right) return left ? left : right;
    struct dialect_node *node = dialect_node(dialect, DIALECT_BETWEEN, left->offset, left->size,
                                             text);
    dialect_add(dialect, node, left);
    dialect_add(dialect, node, right);
    return node;
}

struct dialect_node *dialect_wrap(struct dialect *dialect, const char *text,
                                  struct dialect_node *child)
{
    if (!child) return NULL;
    struct dialect_node *node = dialect_node(dialect, DIALECT_WRAP, child->offset, child->size,
                                             text);
    dialect_add(dialect, node, child);
    return node;
}

struct dialect_node *dialect_headline_or_lead(struct dialect *dialect, struct dialect_node *child)
{
    if (!child || dialect->status) return NULL;
    if (child->op == DIALECT_WRAP || child->op == DIALECT_LEAF)
        return dialect_fail(dialect, child->offset, child->size,
                            "this can't stand inside headline-and-lead: ask for it beside that");
    if (child->op != DIALECT_AND && child->op != DIALECT_OR && child->op != DIALECT_NOT)
        return dialect_join(dialect, DIALECT_OR, dialect_wrap(dialect, "title:", child),
                            dialect_wrap(dialect, "LEAD", child));
    struct dialect_node *node = dialect_node(dialect, child->op, child->offset, child->size,
                                             child->text);
    for (size_t i = 0; i < child->count; i++)
        dialect_add(dialect, node, dialect_headline_or_lead(dialect, child->children[i]));
    return node;
}

/* ---- Words --------------------------------------------------------------------------------------- */

static bool is_wildcard(char c)
{
    return c == '*' || c == '?';
}

/* Cuts what is no part of a word off both ends; wildcards beside it are part. */
static void trim(const char **text, size_t *size, bool wild)
{
    struct tokenizer tokenizer;
    struct token token;
    size_t start = *size, end = 0;
    tokenizer_init(&tokenizer, *text, *size);
    while (tokenizer_next(&tokenizer, &token)) {
        if (token.offset < start) start = token.offset;
        if (token.offset + token.length > end) end = token.offset + token.length;
    }
    while (wild && start && start < end && is_wildcard((*text)[start - 1]))
        start--;
    while (wild && end && end < *size && is_wildcard((*text)[end]))
        end++;
    *text += start;
    *size = end > start ? end - start : 0;
}

/* Whether our lexer takes all of the text for one word and nothing but that. */
static bool is_one_word(const char *text, size_t size, nsearch_error *error)
{
    struct lexer lexer = {.text = text, .size = size};
    struct lex_token token, end;
    if (memchr(text, '~', size) || memchr(text, '^', size)) return false;
    if (lex_next(&lexer, &token, error) || lex_next(&lexer, &end, error)) return false;
    return token.kind == LEX_WORD && end.kind == LEX_END && token.size == size && !token.colon;
}

/* A ? that ends a word is punctuation to us. */
static bool check_last(struct dialect *dialect, const char *text, size_t size, size_t offset,
                       size_t offset_size)
{
    if (!size || text[size - 1] != '?') return true;
    while (size && is_wildcard(text[size - 1]))
        size--;
    dialect_fail(dialect, offset, offset_size,
                 "a word can't end in ? for one letter: the nearest is %.*s*",
                 lex_shown(size, text), text);
    return false;
}

struct dialect_node *dialect_word(struct dialect *dialect, const char *text, size_t size,
                                  size_t offset, size_t offset_size, bool wild)
{
    nsearch_error error = {.status = NSEARCH_OK};
    trim(&text, &size, wild);
    if (!size || dialect->status) return NULL;
    bool has_wildcard = wild && (memchr(text, '*', size) || memchr(text, '?', size));
    if (has_wildcard && !check_last(dialect, text, size, offset, offset_size)) return NULL;
    bool literal = !wild && (memchr(text, '*', size) || memchr(text, '?', size));
    if (!literal && is_one_word(text, size, &error)) {
        const char *copy = arena_copy(dialect->arena, text, size);
        if (!copy) return dialect_no_memory(dialect);
        return dialect_node(dialect, DIALECT_WORD, offset, offset_size, copy);
    }
    if (!has_wildcard) return dialect_phrase(dialect, text, size, offset, offset_size, false);
    if (error.status) return dialect_fail(dialect, offset, offset_size, "%s", error.message);
    return dialect_fail(dialect, offset, offset_size, "this is no word that can have * or ? in it");
}

/* ---- Phrases ------------------------------------------------------------------------------------- */

/* Replaces what has a meaning inside our quotes by spaces. */
static void blank(char *text, size_t size, bool wild)
{
    enum lex_quotes family;
    for (size_t i = 0; i < size; i++) {
        size_t quote = lex_quote(text + i, size - i, &family);
        if (quote) memset(text + i, ' ', quote);
        if (memchr("(){}|~^", text[i], 7) || (!wild && is_wildcard(text[i]))) text[i] = ' ';
    }
}

struct dialect_node *dialect_phrase(struct dialect *dialect, const char *text, size_t size,
                                    size_t offset, size_t offset_size, bool wild)
{
    if (dialect->status || !lex_has_word(text, size)) return NULL;
    char *copy = arena_copy(dialect->arena, text, size);
    if (!copy) return dialect_no_memory(dialect);
    blank(copy, size, wild);
    for (size_t i = 1; wild && i <= size; i++)
        if ((i == size || copy[i] == ' ') && copy[i - 1] != ' ') {
            size_t start = i;
            while (start && copy[start - 1] != ' ')
                start--;
            if (!check_last(dialect, copy + start, i - start, offset, offset_size)) return NULL;
        }
    return dialect_node(dialect, DIALECT_PHRASE, offset, offset_size, copy);
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if (!dialect_is_letter(*text) && *text != '*') return false;
    return true;
}

/* Whether a node can be part of a phrase. */
static bool fits_phrase(const struct dialect_node *node)
{
    if (node->after) return false;
    if (node->op == DIALECT_WORD || node->op == DIALECT_PHRASE) return true;
    if (node->op != DIALECT_OR) return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct dialect_node *child = node->children[i];
        if (child->op != DIALECT_WORD || child->after || !is_plain(child->text)) return false;
    }
    return true;
}

static void add_part(struct buf *text, const struct dialect_node *node)
{
    if (text->size) buf_add_char(text, ' ');
    if (node->op != DIALECT_OR) {
        buf_add_text(text, node->text);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        buf_add_char(text, i ? '|' : '(');
        buf_add_text(text, node->children[i]->text);
    }
    buf_add_char(text, ')');
}

/* Each right before the next. */
static struct dialect_node *chain(struct dialect *dialect, const struct dialect_node *row)
{
    struct dialect_node *left = NULL;
    for (size_t i = 0; i < row->count; i++) {
        struct dialect_node *child = row->children[i];
        if (child->op == DIALECT_LEAF || child->op == DIALECT_WRAP)
            return dialect_fail(dialect, child->offset, child->size,
                                "what stands side by side is a phrase there, which this can't be "
                                "part of: put AND beside it");
        left = dialect_between(dialect, "ADJ/0", left, child);
    }
    return left;
}

struct dialect_node *dialect_adjacent(struct dialect *dialect, struct dialect_node *row, bool loose)
{
    struct buf text;
    struct dialect_node *node = NULL;
    if (!row) return NULL;
    for (size_t i = 0; i < row->count; i++) {
        if (!fits_phrase(row->children[i])) return chain(dialect, row);
        if (row->children[i]->op == DIALECT_PHRASE) loose = false;
    }
    buf_init(&text);
    for (size_t i = 0; i < row->count; i++)
        add_part(&text, row->children[i]);
    const char *copy = arena_copy(dialect->arena, text.data, text.size);
    if (buf_status(&text, NULL) || !copy)
        dialect_no_memory(dialect);
    else
        node = dialect_node(dialect, DIALECT_PHRASE, row->offset, row->size, copy);
    if (node) node->loose = loose;
    buf_release(&text);
    return node;
}

struct dialect_node *dialect_exact(struct dialect *dialect, struct dialect_node *word)
{
    size_t size = strlen(word->text);
    char *text = arena_alloc(dialect->arena, size + 2);
    if (!text) return dialect_no_memory(dialect);
    *text = '=';
    memcpy(text + 1, word->text, size);
    word->text = text;
    return word;
}

struct dialect_node *dialect_value(struct dialect *dialect, const char *field, const char *text,
                                   size_t size, size_t offset, size_t offset_size)
{
    bool plain = size > 0;
    if (memchr(text, '"', size) || memchr(text, '*', size))
        return dialect_fail(dialect, offset, offset_size, "%s: takes a whole value", field);
    for (size_t i = 0; i < size; i++)
        plain &= dialect_is_letter(text[i]) || text[i] == '.' || (i && text[i] == '-');
    const char *value = arena_copy(dialect->arena, text, size);
    if (!value) return dialect_no_memory(dialect);
    char *leaf = arena_alloc(dialect->arena, strlen(field) + size + sizeof ":\"\"");
    if (!leaf) return dialect_no_memory(dialect);
    char *end = stpcpy(stpcpy(leaf, field), plain ? ":" : ":\"");
    end = stpcpy(end, value);
    if (!plain) *end = '"';
    return dialect_node(dialect, DIALECT_LEAF, offset, offset_size, leaf);
}
