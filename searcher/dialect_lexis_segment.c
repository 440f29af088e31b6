/* dialect_lexis_segment.c - see dialect_lexis.h: segments, commands, dates and lengths. */
#include <string.h>

#include "searcher/dialect_lexis.h"
#include "searcher/lex.h"

/* ---- Segments and commands ----------------------------------------------------------------------- */

/* In names of people and papers words have no inflections. */
static void tighten(struct dialect_node *node)
{
    node->loose = false;
    for (size_t i = 0; i < node->count; i++)
        tighten(node->children[i]);
}

static struct dialect_node *apply_name(struct dialect *dialect, const struct dialect_token *token,
                                       struct dialect_node *operand)
{
    tighten(operand);
    return dialect_wrap(dialect, token->text, operand);
}

static struct dialect_node *apply_singular(struct dialect *dialect,
                                           const struct dialect_token *token,
                                           struct dialect_node *operand)
{
    if (operand->op == DIALECT_WORD && !strpbrk(operand->text, "*?="))
        return dialect_exact(dialect, operand);
    return dialect_fail(dialect, token->offset, operand->offset + operand->size - token->offset,
                        "SINGULAR() of more than a word has no equivalent: write = before each");
}

#define CODES "index terms aren't kept: search for the words"

static const struct segment {
    const char *name;
    const char *text; /* of a row without `apply`: what to do instead */
    dialect_apply *apply;
} segments[] = {
    {"HEADLINE", "title:", dialect_apply_wrap},
    {"TITLE", "title:", dialect_apply_wrap},
    {"HLEAD", NULL, dialect_apply_headline_or_lead},
    {"LEAD", "LEAD", dialect_apply_wrap},
    {"BODY", "body:", dialect_apply_wrap},
    {"TEXT", "body:", dialect_apply_wrap},
    {"BYLINE", "author:", apply_name},
    {"AUTHOR", "author:", apply_name},
    {"PUBLICATION", "source:", apply_name},
    {"SOURCE", "source:", apply_name},
    {"SECTION", "section:", apply_name},
    {"DATELINE", "place:", apply_name},
    {"LANGUAGE", NULL, dialect_apply_language},
    {"CAPS", "CAPS", dialect_apply_wrap},
    {"ALLCAPS", "ALLCAPS", dialect_apply_wrap},
    {"NOCAPS", "NOCAPS", dialect_apply_wrap},
    {"SINGULAR", NULL, apply_singular},
    {"PLURAL", "write the plural with = before it: =banks", NULL},
    {"SUBJECT", CODES, NULL},
    {"COMPANY", CODES, NULL},
    {"ORGANIZATION", CODES, NULL},
    {"INDUSTRY", CODES, NULL},
    {"PERSON", "index terms aren't kept: the nearest is NAME(Joe Biden), in our language", NULL},
    {"GEOGRAPHIC", CODES, NULL},
    {"CITY", CODES, NULL},
    {"STATE", CODES, NULL},
    {"COUNTRY", CODES, NULL},
    {"TERMS", CODES, NULL},
    {"TERM", CODES, NULL},
    {"TICKER", CODES, NULL},
    {"CITE", CODES, NULL},
    {"GRAPHIC", "captions aren't told from the text: the nearest is BODY()", NULL},
    {"HIGHLIGHT", "summaries aren't told from the text: the nearest is LEAD()", NULL},
    {"TYPE", "the nearest is SECTION()", NULL},
    {"EDITION", "the nearest is SECTION()", NULL},
    {"LOAD-DATE", "the nearest is indexed:, in our language", NULL},
};

/* ---- DATE and LENGTH ----------------------------------------------------------------------------- */

size_t lexis_word_size(const struct dialect *dialect, size_t at)
{
    return dialect_chunk(dialect, at, "(),");
}

/* A comparison by sign or by word: IS, BEF, AFT, GEQ ... Returns its size. */
static size_t comparison(const struct dialect *dialect, size_t at, enum dialect_compare *out)
{
    static const struct {
        const char *word;
        enum dialect_compare compare;
    } words[] = {{"IS", COMPARE_IS},      {"EQ", COMPARE_IS},     {"BEF", COMPARE_BELOW},
                 {"LT", COMPARE_BELOW},   {"AFT", COMPARE_ABOVE}, {"GT", COMPARE_ABOVE},
                 {"LEQ", COMPARE_UP_TO},  {"GEQ", COMPARE_FROM},  {"BEFORE", COMPARE_BELOW},
                 {"AFTER", COMPARE_ABOVE}};
    size_t size = lexis_word_size(dialect, at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dialect_is(dialect->text + at, size, words[i].word)) {
            *out = words[i].compare;
            return size;
        }
    return dialect_comparison(dialect->text + at, dialect->size - at, out);
}

/* Bytes of the date at `at`: a word, or several up to a year, "June 16, 2020". */
static size_t date_size(const struct dialect *dialect, size_t at)
{
    size_t start = at, end = at;
    for (int words = 0; words < 3; words++) {
        size_t size = lexis_word_size(dialect, at);
        if (!size) break;
        end = at + size;
        if (size >= 4 && strspn(dialect->text + at, "0123456789/-") >= size) break;
        at = end + dialect_at(dialect, end, ',');
        at = dialect_spaces(dialect, at);
    }
    return end - start;
}

/* "AFT 2005" at *at, with or without brackets round the value. */
static struct dialect_node *read_bound(struct dialect *dialect, bool date, size_t *at)
{
    enum dialect_compare compare;
    size_t start = *at, used = comparison(dialect, start, &compare);
    if (!used)
        return dialect_fail(dialect, start, 1, "%s",
                            date ? "DATE takes IS, BEF, AFT, GEQ or LEQ and a date"
                                 : "LENGTH takes >, <, >=, <= or = and a number");
    size_t value = dialect_spaces(dialect, start + used);
    bool open = dialect_at(dialect, value, '(');
    if (open) value = dialect_spaces(dialect, value + 1);
    size_t size = date ? date_size(dialect, value) : lexis_word_size(dialect, value);
    *at = value + size;
    if (open) *at = dialect_spaces(dialect, *at);
    if (open && dialect_at(dialect, *at, ')')) ++*at;
    const char *text = dialect->text + value;
    if (!date) return dialect_length(dialect, compare, text, size, value);
    return dialect_when(dialect, compare,
                        dialect_date(dialect, text, size, value, SLASHES_MONTH_FIRST), start,
                        *at - start);
}

/* What follows DATE or LENGTH at `at`: a bound, or several in brackets. */
static struct dialect_node *read_bounds(struct dialect *dialect, bool date, size_t at)
{
    struct dialect_node *node = NULL;
    at = dialect_spaces(dialect, at);
    size_t open = at;
    if (!dialect_at(dialect, at, '(')) {
        node = read_bound(dialect, date, &at);
        dialect->next = at;
        return node;
    }
    at = dialect_spaces(dialect, at + 1);
    while (!dialect->status) {
        node = dialect_ends(dialect, node, read_bound(dialect, date, &at));
        at = dialect_spaces(dialect, at);
        if (!dialect_is(dialect->text + at, lexis_word_size(dialect, at), "AND")) break;
        at = dialect_spaces(dialect, at + 3);
    }
    if (!dialect->status && !dialect_at(dialect, at, ')'))
        return dialect_fail(dialect, open, 1, "this bracket is never closed");
    dialect->next = at + 1;
    if (node) node->closed = true;
    return node;
}

/* ---- Tokens -------------------------------------------------------------------------------------- */

/* A segment, command or ATLEAST5 before a bracket. */
bool lexis_segment(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    const char *text = dialect->text + dialect->next;
    unsigned count;
    for (size_t i = 0; i < sizeof segments / sizeof *segments; i++) {
        if (!dialect_is(text, size, segments[i].name)) continue;
        dialect_prefix(token, BINDS_SEGMENT, segments[i].text, segments[i].apply);
        if (!token->apply)
            dialect_fail(dialect, token->offset, size, "%s() has no equivalent: %s",
                         segments[i].name, segments[i].text);
        return true;
    }
    if (size <= 7 || !dialect_is(text, 7, "ATLEAST")) return false;
    if (text[7] < '0' || text[7] > '9') return false;
    if (!dialect_number(dialect, text + 7, size - 7, token->offset, "ATLEAST", 1,
                        QUERY_DISTANCE_MAX, &count))
        return true;
    dialect_prefix(token, BINDS_SEGMENT, dialect_format(dialect, "ATLEAST%u", count),
                   dialect_apply_wrap);
    return true;
}

/* DATE or LENGTH with a comparison after it. */
bool lexis_range(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    const char *text = dialect->text + dialect->next;
    enum dialect_compare compare;
    size_t name = 0;
    while (name < size && dialect_is_letter(text[name]))
        name++;
    bool date = dialect_is(text, name, "DATE"), length = dialect_is(text, name, "LENGTH");
    size_t after = dialect_spaces(dialect, dialect->next + name);
    if (!date && !length) return false;
    if (!dialect_at(dialect, after, '(') && !comparison(dialect, after, &compare)) return false;
    token->node = read_bounds(dialect, date, after);
    token->kind = DIALECT_OPERAND;
    token->size = dialect->next - token->offset;
    return true;
}
