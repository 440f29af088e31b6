/* lex_name.c - see lex.h: names that stand right before a bracket or a colon. */
#include <string.h>

#include "searcher/lex.h"

/* ---- Functions ----------------------------------------------------------------------------------- */

static const struct function {
    enum query_limit limit;
    unsigned most;    /* that its number may be; 0: it takes none */
    unsigned example; /* of its number */
} functions[] = {
    {LIMIT_CAPS, 0, 0},   {LIMIT_ALLCAPS, 0, 0},
    {LIMIT_NOCAPS, 0, 0}, {LIMIT_ATLEAST, QUERY_ATLEAST_MAX, 5},
    {LIMIT_LEAD, 0, 0},   {LIMIT_FIRST, QUERY_FIRST_MAX, 50},
    {LIMIT_QUOTE, 0, 0},  {LIMIT_NAME, 0, 0},
};

static const struct function *find_function(const char *text, size_t size)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        const char *name = query_limit_text(functions[i].limit);
        if (strlen(name) == size && !memcmp(name, text, size)) return &functions[i];
    }
    return NULL;
}

/* CAPS, ATLEAST5 and their like. */
static nsearch_status read_function(const char *text, size_t size, size_t offset,
                                    struct lex_token *token, nsearch_error *error)
{
    size_t name = size;
    while (name && text[name - 1] >= '0' && text[name - 1] <= '9')
        name--;
    const struct function *function = find_function(text, name);
    if (!function) return NSEARCH_OK;
    const char *called = query_limit_text(function->limit);
    unsigned long number = 0;
    for (size_t i = name; i < size; i++)
        if (number <= QUERY_FIRST_MAX) number = number * 10 + (unsigned long)(text[i] - '0');
    if (!function->most && name < size)
        return lex_error(error, offset, size, "%s takes no number: write %s(...)", called, called);
    if (function->most && name == size)
        return lex_error(error, offset, size, "%s needs a number after it, as in %s%u(...)", called,
                         called, function->example);
    if (function->most && (number < 1 || number > function->most))
        return lex_error(error, offset, size, "%s takes a number from 1 to %u", called,
                         function->most);
    token->kind = LEX_FUNCTION;
    token->limit = function->limit;
    token->number = (unsigned)number;
    return NSEARCH_OK;
}

/* ---- Fields -------------------------------------------------------------------------------------- */

static nsearch_status unknown_field(const char *name, size_t size, size_t offset,
                                    nsearch_error *error)
{
    const char *nearest = field_nearest(name, size);
    if (nearest)
        return lex_error(error, offset, size, "unknown field \"%.*s\": did you mean %s?",
                         lex_shown(size, name), name, nearest);
    return lex_error(error, offset, size,
                     "unknown field \"%.*s\": there are title, author, lead, body, quote, source, "
                     "section, place, tag, site, url, lang, id, path, date, indexed and words",
                     lex_shown(size, name), name);
}

/* Whether what is after the colon at `at` is a field's value. */
static bool has_value(const struct lexer *lexer, const struct field_name *name, size_t at)
{
    enum lex_quotes family;
    if (at == lexer->size || lexer->text[at] == ':') return false;
    if (lexer->text[at] == '(' || lex_quote_at(lexer, at, &family)) return true;
    size_t size = lex_word_size(lexer, at, false);
    if (name && (field_is_whole(name->field) || !field_prefix(name->field))) return size > 0;
    return lex_has_word(lexer->text + at, size);
}

/* "name:" before a value. What only looks so is left to be a word. */
static nsearch_status read_field(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    size_t start = lexer->next, end = start;
    const char *text = lexer->text;
    while (end < lexer->size && ((text[end] >= 'a' && text[end] <= 'z') ||
                                 (text[end] >= 'A' && text[end] <= 'Z') || text[end] == '_'))
        end++;
    if (end == start || !lex_at(lexer, end, ':')) return NSEARCH_OK;
    const struct field_name *name = field_find(text + start, end - start);
    if (!has_value(lexer, name, end + 1)) {
        token->colon = name != NULL;
        return NSEARCH_OK;
    }
    if (!name) return unknown_field(text + start, end - start, start, error);
    token->kind = LEX_FIELD;
    token->name = name;
    lexer->next = end + 1;
    return NSEARCH_OK;
}

nsearch_status lex_read_name(struct lexer *lexer, size_t size, struct lex_token *token,
                             nsearch_error *error)
{
    const char *text = lexer->text + lexer->next;
    if (!lex_at(lexer, lexer->next + size, '(')) return read_field(lexer, token, error);
    nsearch_status status = read_function(text, size, lexer->next, token, error);
    if (status) return status;
    if (token->kind == LEX_END) return read_field(lexer, token, error);
    lexer->next += size;
    return NSEARCH_OK;
}
