/* parse_phrase.c - see parse.h: the words of a phrase, choices among them, and * for any. */
#include "common/error.h"
#include "searcher/parse.h"

static nsearch_status add_leaf(struct parser *parser, enum query_kind kind,
                               const struct lex_token *token, struct node_list *list,
                               nsearch_error *error)
{
    struct query_node *node = NULL;
    nsearch_status status = parse_count_words(parser, token, error);
    if (!status) status = parse_leaf_node(parser, kind, token, &node, error);
    if (!status) status = parse_hint_ending(parser, token, error);
    return status ? status : parse_append(parser, list, node, error);
}

/* The words of (a|b), whose bracket `open` is. */
static nsearch_status read_choice(struct parser *parser, struct lexer *lexer,
                                  const struct lex_token *open, struct node_list *list,
                                  nsearch_error *error)
{
    struct node_list words = {0};
    struct lex_token token = {0};
    struct query_node *node;
    while (token.kind != LEX_CLOSE) {
        nsearch_status status = lex_phrase_word(lexer, &token, error);
        if (status) return status;
        bool right = token.kind == LEX_WORD &&
                     (token.pattern || lex_is_one_word(token.text, token.text_size));
        if (right) {
            status = add_leaf(parser, QUERY_WORD, &token, &words, error);
            if (!status) status = lex_phrase_word(lexer, &token, error);
            if (status) return status;
        }
        if (!right || (token.kind != LEX_OR && token.kind != LEX_CLOSE))
            return lex_error(error, token.offset, token.size,
                             "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"");
    }
    nsearch_status status = parse_join(parser, QUERY_OR, &words, &node, error);
    if (status) return status;
    node->offset = open->offset;
    node->size = token.offset + token.size - open->offset;
    return parse_append(parser, list, node, error);
}

/* * stands for a word, so there must be one on either side. */
static nsearch_status check_ends(const struct node_list *words, nsearch_error *error)
{
    for (size_t i = 0; i<words->count; i += words->count> 1 ? words->count - 1 : 1) {
        const struct query_node *end = words->items[i];
        if (end->kind == QUERY_ANY)
            return lex_error(error, end->offset, end->size,
                             "* stands for a word between two others: it can't begin or end a "
                             "phrase");
    }
    return NSEARCH_OK;
}

static nsearch_status add_next(struct parser *parser, struct lexer *lexer,
                               const struct lex_token *token, struct node_list *words,
                               nsearch_error *error)
{
    switch (token->kind) {
    case LEX_OPEN: return read_choice(parser, lexer, token, words, error);
    case LEX_ANY: return add_leaf(parser, QUERY_ANY, token, words, error);
    default: return add_leaf(parser, QUERY_WORD, token, words, error);
    }
}

nsearch_status parse_phrase_words(struct parser *parser, struct query_node *phrase,
                                  nsearch_error *error)
{
    struct lexer lexer = parser->lexer;
    struct node_list words = {0};
    nsearch_status status = NSEARCH_OK;
    lexer.next = (size_t)(phrase->text - lexer.text);
    lexer.size = lexer.next + phrase->text_size;
    for (;;) {
        struct lex_token token;
        status = lex_phrase_word(&lexer, &token, error);
        if (status || token.kind == LEX_END) break;
        status = add_next(parser, &lexer, &token, &words, error);
        if (status) break;
    }
    if (!status) status = check_ends(&words, error);
    phrase->children = words.items;
    phrase->count = words.count;
    for (size_t i = 0; i < words.count; i++)
        if (words.items[i]->depth >= phrase->depth) phrase->depth = words.items[i]->depth + 1;
    return status;
}

nsearch_status parse_whole(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    struct lexer *lexer = &parser->lexer;
    const struct lex_token all = {
        .size = lexer->size, .text = lexer->text, .text_size = lexer->size, .boost = 1};
    lexer->plain = true;
    nsearch_status status = parse_leaf_node(parser, QUERY_PHRASE, &all, out, error);
    if (!status) status = parse_phrase_words(parser, *out, error);
    if (!status && !(*out)->count) *out = NULL;
    return status;
}
