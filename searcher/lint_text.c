/* lint_text.c - see lint.h: what is written as others write it, or as a word processor leaves it, and
 * means something else here. Each check looks at one word or phrase and what stands right beside it. */
#include <string.h>
#include <strings.h>

#include "common/utf8.h"
#include "searcher/lex.h"
#include "searcher/lint.h"

/* ---- What stands beside ------------------------------------------------------------------------- */

/* The character that ends before `at`, 0 at the start or if it is none; *start is where it begins. */
static uint32_t before(const struct lint *lint, size_t at, size_t *start)
{
    uint32_t code;
    *start = at;
    if (!at) return 0;
    size_t from = at - 1;
    while (from && at - from < 4 && utf8_continues(lint->text[from]))
        from--;
    *start = from;
    return utf8_decode(lint->text + from, at - from, &code) == at - from ? code : '?';
}

/* The character at `at`, 0 at the end. */
static uint32_t after(const struct lint *lint, size_t at, size_t *end)
{
    uint32_t code = 0;
    *end = at;
    if (at >= lint->size) return 0;
    size_t size = utf8_decode(lint->text + at, lint->size - at, &code);
    *end = at + (size ? size : 1);
    return size ? code : '?';
}

/* Whether a word could start at `at`: nothing stands before it but space or a bracket. */
static bool is_fresh(const struct lint *lint, size_t at)
{
    size_t start;
    uint32_t code = before(lint, at, &start);
    return !code || code == '(' || code == '|' ||
           lex_space(lint->text + start, lint->size - start) > 0;
}

static bool ends_at(const struct lint *lint, size_t at)
{
    return at >= lint->size || lint->text[at] == ')' ||
           lex_space(lint->text + at, lint->size - at) > 0;
}

static size_t end_of(const struct query_node *node)
{
    return node->offset + node->size;
}

/* ---- Operators ----------------------------------------------------------------------------------- */

/* How `text` is written as an operator, whatever its case; NULL if it is none. `*weak`: as likely just a
 * word. */
static const char *operator_of(const char *text, size_t size, bool *weak)
{
    static const struct {
        const char *text, *shown;
        bool weak, number;
    } operators[] = {
        {"AND", "AND", false, false},     {"OR", "OR", false, false},
        {"NOT", "NOT", false, false},     {"NEAR", "NEAR", true, false},
        {"ADJ", "ADJ", true, false},      {"SAME", "SAME", true, false},
        {"W/S", "W/S", false, false},     {"W/P", "W/P", false, false},
        {"NEAR/", "NEAR/5", false, true}, {"W/", "W/5", false, true},
        {"ADJ/", "ADJ/5", false, true},   {"PRE/", "PRE/5", false, true},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t length = strlen(operators[i].text);
        if (size < length || strncasecmp(text, operators[i].text, length) != 0) continue;
        if (operators[i].number
                ? strspn(text + length, "0123456789") < size - length || size == length
                : size > length)
            continue;
        *weak = operators[i].weak;
        return operators[i].shown;
    }
    return NULL;
}

static bool has_lower(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'a' && text[i] <= 'z') return true;
    return false;
}

static void check_operator(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    bool weak;
    const char *written = operator_of(node->text, node->text_size, &weak);
    if (!written || node->exact) return;
    bool lower = has_lower(node->text, node->text_size);
    if (!clause->in_phrase && lower && (!weak || lint->operators))
        lint_add_clause(lint, clause, "%s is read as a word: the operator is %s",
                        lint_named(lint, clause), written);
    if (clause->in_phrase && !lower)
        lint_add_clause(lint, clause,
                        "%s in a phrase is a word: as an operator it stands outside the quotes",
                        lint_named(lint, clause));
}

/* "lead(", which is a word and a bracket. */
static void check_function(struct lint *lint, const struct lint_clause *clause)
{
    static const char *const functions[] = {"CAPS", "ALLCAPS", "NOCAPS", "ATLEAST",
                                            "LEAD", "FIRST",   "NAME",   "QUOTE"};
    const struct query_node *node = clause->node;
    size_t name = node->text_size;
    if (!has_lower(node->text, name) || end_of(node) >= lint->size ||
        lint->text[end_of(node)] != '(')
        return;
    while (name && node->text[name - 1] >= '0' && node->text[name - 1] <= '9')
        name--;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strlen(functions[i]) == name && !strncasecmp(functions[i], node->text, name))
            lint_add_clause(lint, clause, "%s( is read as a word: the operator is %s%.*s(",
                            lint_named(lint, clause), functions[i], (int)(node->text_size - name),
                            node->text + name);
}

/* "/5", "/s" and "/p" of other search programs. */
static void check_slash(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    size_t start, number = strspn(node->text, "0123456789");
    bool unit = node->text_size == 1 && strchr("sSpP", *node->text);
    if (before(lint, node->offset, &start) != '/' || !is_fresh(lint, start)) return;
    if (number < node->text_size && !unit) return;
    int size = (int)node->text_size;
    lint_add(lint, start, end_of(node) - start, "/%.*s is read as the word %.*s: write W/%.*s",
             size, node->text, size, node->text, size, node->text);
}

/* ---- Signs --------------------------------------------------------------------------------------- */

/* What looks like the hyphen of a keyboard. */
static bool is_dash(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xFE58 ||
           code == 0xFE63 || code == 0xFF0D;
}

/* What looks like double quotes and isn't read as such. */
static bool is_false_quote(uint32_t code)
{
    return code == 0x201F || code == 0x2033 || code == 0x2036 ||
           (code >= 0x301D && code <= 0x301F) || code == 0xFF02;
}

/* Of the sign right before a word, phrase or bracket. */
static void check_sign(struct lint *lint, const struct lint_clause *clause)
{
    size_t start, at = clause->node->offset, end = end_of(clause->node);
    uint32_t code = before(lint, at, &start);
    if (!is_fresh(lint, start)) return;
    int size = (int)(at - start);
    const char *sign = lint->text + start;
    if (is_dash(code))
        lint_add(lint, start, end - start,
                 "the dash %.*s leaves nothing out: type a hyphen, -, or write NOT", size, sign);
    else if (code == '!')
        lint_add(lint, start, end - start, "! leaves nothing out: write - or NOT");
    else if (code == '[' || code == '{' || code == 0xFF08)
        lint_add(lint, start, at - start, "%.*s groups nothing: brackets are ( and )", size, sign);
    else if (is_false_quote(code))
        lint_add(lint, start, end - start, "%.*s makes no phrase: a phrase stands in \"", size,
                 sign);
}

/* "econom!" of other search programs. */
static void check_truncation(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    size_t text_end = node->offset + (size_t)node->exact + node->text_size;
    if (!lint->operators || text_end >= lint->size || lint->text[text_end] != '!') return;
    if (!ends_at(lint, text_end + 1)) return;
    lint_add(lint, node->offset, text_end + 1 - node->offset,
             "! is punctuation: for words that start so write %.*s*",
             lex_shown(node->text_size, node->text), node->text);
}

/* "title: berlin" */
static void check_colon(struct lint *lint, const struct lint_clause *clause)
{
    const struct query_node *node = clause->node;
    size_t colon = node->offset + node->text_size;
    if (node->exact || colon >= lint->size || lint->text[colon] != ':') return;
    if (!ends_at(lint, colon + 1) || !field_find(node->text, node->text_size)) return;
    lint_add(lint, node->offset, colon + 1 - node->offset,
             "%.*s: with a space behind it is read as a word: put the value right after the colon",
             (int)node->text_size, node->text);
}

/* ---- Single quotes ------------------------------------------------------------------------------- */

static bool opens_single(uint32_t code)
{
    return code == '\'' || code == '`' || code == 0x2018 || code == 0x201A || code == 0x201B ||
           code == 0x2039;
}

static bool closes_single(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x203A;
}

/* Whether quotes that aren't double stand before the word; *start is where. */
static bool is_quoted(const struct lint *lint, const struct query_node *node, size_t *start)
{
    size_t outer;
    bool opens = opens_single(before(lint, node->offset, start));
    if (opens && opens_single(before(lint, *start, &outer))) *start = outer;
    return opens && is_fresh(lint, *start);
}

/* Where the quotes behind the word end; 0 if there are none. */
static size_t quote_end(const struct lint *lint, const struct query_node *node)
{
    size_t end, outer, from = node->offset + (size_t)node->exact + node->text_size;
    if (!closes_single(after(lint, from, &end))) return 0;
    if (closes_single(after(lint, end, &outer))) end = outer;
    return ends_at(lint, end) ? end : 0;
}

/* 'liaison office': several words, all in the same brackets. */
static void check_single_quotes(struct lint *lint, size_t first)
{
    const struct lint_clause *clause = lint->clauses[first];
    size_t start, end;
    if (!is_quoted(lint, clause->node, &start)) return;
    for (size_t i = first; i < lint->count; i++) {
        const struct lint_clause *last = lint->clauses[i];
        if (last->parent != clause->parent || last->node->kind != QUERY_WORD) return;
        if (!(end = quote_end(lint, last->node))) continue;
        if (i > first)
            lint_add(lint, start, end - start,
                     "these quotes make no phrase: a phrase stands in double quotes, \"");
        return;
    }
}

/* ---- Words and phrases --------------------------------------------------------------------------- */

static bool is_value(const struct lint_clause *clause)
{
    return field_is_whole(clause->field) || clause->node->kind == QUERY_RANGE;
}

void lint_text(struct lint *lint)
{
    for (size_t i = 0; i < lint->count && !lint->status; i++) {
        const struct lint_clause *clause = lint->clauses[i];
        enum query_kind kind = clause->node->kind;
        if (kind == QUERY_WORD && !is_value(clause)) check_operator(lint, clause);
        if (clause->in_phrase || is_value(clause)) continue;
        bool field = clause->parent && clause->parent->node->kind == QUERY_FIELD;
        if (!field && (kind == QUERY_WORD || kind == QUERY_PHRASE || clause->bracketed))
            check_sign(lint, clause);
        if (kind != QUERY_WORD) continue;
        check_function(lint, clause);
        check_slash(lint, clause);
        check_colon(lint, clause);
        check_truncation(lint, clause);
        check_single_quotes(lint, i);
    }
}
