/* dialect_lexis.c - see dialect.h. What Lexis and Nexis take ("terms and connectors"), in any case:
 *
 *     mental health            side by side: a phrase, and its plurals     "{mental health}"
 *     "mental health"                                                      "mental health"
 *     a OR b   a AND b   a AND NOT b
 *     a W/5 b   a /5 b   a NEAR/5 b    the other is at most the fifth word  a NEAR/4 b
 *     a PRE/5 b   a ONEAR/5 b          in this order                        a ADJ/4 b
 *     a NOT W/5 b                                                           a NOT NEAR/4 b
 *     a W/S b   a /S b   W/SENT        in a sentence                        a W/S b
 *     a W/P b   a /P b   W/PARA        in a paragraph                       a W/P b
 *     benefi!  wom*n  wom?n    any ending; one character                    benefi*  wom?n
 *     ATLEAST5(a)  CAPS(a)  ALLCAPS(a)  NOCAPS(a)  SINGULAR(a)
 *     HEADLINE(a)  LEAD(a)  HLEAD(a)  BODY(a)  BYLINE(a)  PUBLICATION(a)  SECTION(a)
 *     DATELINE(a)  LANGUAGE(english)
 *     DATE AFT 6/16/2020   DATE(GEQ (1/1/2015) AND LEQ (12/31/2016))   LENGTH(> 500)
 *     no equivalent: W/SEG, PRE/S, NOT W/S, PLURAL(), SUBJECT(), COMPANY(), TERMS() and such
 *
 * What binds tightest: side by side, OR, W/n from the smallest n to the largest, W/S, W/P, AND, AND NOT.
 * Distances leave out the words that Lexis doesn't index ("the", "of"); ours count them. */
#include <string.h>

#include "searcher/dialect_lexis.h"
#include "searcher/lex.h"

/* ---- Connectors ---------------------------------------------------------------------------------- */

/* "5", "S", "PARA": what is behind the slash of `name`, of which `text` is the connector. */
static void read_within(struct dialect *dialect, struct dialect_token *token, const char *unit,
                        size_t size, bool ordered, bool negated)
{
    unsigned distance;
    bool sentence = dialect_is(unit, size, "S") || dialect_is(unit, size, "SENT");
    bool paragraph = dialect_is(unit, size, "P") || dialect_is(unit, size, "PARA");
    if (dialect_is(unit, size, "SEG")) {
        dialect_fail(dialect, token->offset, token->size,
                     "segments can't be compared: the nearest is %s", negated ? "AND NOT" : "AND");
    } else if ((sentence || paragraph) && (ordered || negated)) {
        dialect_fail(dialect, token->offset, token->size,
                     "this has no equivalent: the nearest is %s",
                     negated ? "AND NOT" : (sentence ? "W/S" : "W/P"));
    } else if (sentence || paragraph) {
        dialect_infix(token, DIALECT_BETWEEN, sentence ? BINDS_SENTENCE : BINDS_PARAGRAPH,
                      sentence ? "W/S" : "W/P");
    } else if (dialect_number(dialect, unit, size, (size_t)(unit - dialect->text), "a connector", 1,
                              QUERY_DISTANCE_MAX, &distance)) {
        const char *text = negated ? "NOT NEAR" : (ordered ? "ADJ" : "NEAR");
        dialect_note(dialect,
                     "W/5 counts the second word too: it is NEAR/4 here, which has up to 4 "
                     "words between");
        dialect_infix(token, DIALECT_BETWEEN, BINDS_WITHIN - (int)distance,
                      dialect_format(dialect, "%s/%u", text, distance - 1));
    }
}

/* A connector with a slash: W/5, /5, PRE/5, NOT/5. */
static bool read_slash(struct dialect *dialect, struct dialect_token *token, const char *text,
                       size_t size, bool negated)
{
    static const struct {
        const char *name;
        bool ordered, negated;
    } rows[] = {{"", false, false},   {"W", false, false},    {"NEAR", false, false},
                {"PRE", true, false}, {"ONEAR", true, false}, {"NOT", false, true},
                {"NOTW", false, true}};
    const char *slash = memchr(text, '/', size);
    if (!slash || slash + 1 == text + size) return false;
    size_t name = (size_t)(slash - text), unit = size - name - 1;
    bool known = dialect_is(slash + 1, unit, "S") || dialect_is(slash + 1, unit, "P") ||
                 dialect_is(slash + 1, unit, "SENT") || dialect_is(slash + 1, unit, "PARA") ||
                 dialect_is(slash + 1, unit, "SEG") || (slash[1] >= '0' && slash[1] <= '9');
    for (size_t i = 0; known && i < sizeof rows / sizeof *rows; i++) {
        if (!dialect_is(text, name, rows[i].name)) continue;
        read_within(dialect, token, slash + 1, unit, rows[i].ordered, negated || rows[i].negated);
        return true;
    }
    return false;
}

/* NOT, which may be the beginning of NOT W/5; `at` is behind it. */
static void read_not(struct dialect *dialect, struct dialect_token *token, size_t at)
{
    size_t after = dialect_spaces(dialect, at), size = lexis_word_size(dialect, after);
    dialect_infix(token, DIALECT_NOT, BINDS_NOT, NULL);
    struct dialect_token whole = *token;
    whole.size = after + size - token->offset;
    if (read_slash(dialect, &whole, dialect->text + after, size, true)) {
        *token = whole;
        at = after + size;
    }
    token->size = at - token->offset;
    dialect->next = at;
}

static bool read_connector(struct dialect *dialect, struct dialect_token *token, const char *text,
                           size_t size)
{
    size_t after = dialect->next + size;
    dialect->next = after;
    if (dialect_is(text, size, "AND") || dialect_is(text, size, "&")) {
        dialect_infix(token, DIALECT_AND, BINDS_AND, NULL);
        after = dialect_spaces(dialect, after);
        if (dialect_is(dialect->text + after, lexis_word_size(dialect, after), "NOT"))
            read_not(dialect, token, after + 3);
    } else if (dialect_is(text, size, "OR")) {
        dialect_infix(token, DIALECT_OR, BINDS_OR, NULL);
    } else if (dialect_is(text, size, "NOT")) {
        read_not(dialect, token, after);
    } else if (!read_slash(dialect, token, text, size, false)) {
        dialect->next = token->offset;
        return false;
    }
    return true;
}

/* ---- Words --------------------------------------------------------------------------------------- */

/* Our wildcards for theirs: ! ends a word; * is one character, but at a word's end any ending, as in
 * Lexis+; ? is one character. NULL after a failure. */
static const char *convert(struct dialect *dialect, size_t start, size_t size)
{
    char *text = arena_copy(dialect->arena, dialect->text + start, size);
    if (!text) dialect_no_memory(dialect);
    for (size_t i = 0; text && i < size; i++) {
        char after = i + 1 < size ? text[i + 1] : ' ';
        bool inside = dialect_is_letter(after) || strchr("*?", after);
        if (text[i] == '!') {
            text[i] = !inside && i && dialect_is_letter(text[i - 1]) ? '*' : ' ';
        } else if (text[i] == '*' && inside) {
            text[i] = '?';
        } else if (text[i] == '*' && i && text[i - 1] == '?' &&
                   dialect->text[start + i - 1] == '*') {
            dialect_fail(dialect, start + i - 1, 2,
                         "several * at the end of a word have no equivalent: the nearest is !");
        } else if (text[i] == '*') {
            dialect_note(dialect, "* at the end of a word was read as any ending, as in Lexis+");
        }
    }
    return dialect->status ? NULL : text;
}

static void read_word(struct dialect *dialect, struct dialect_token *token)
{
    size_t size = lexis_word_size(dialect, dialect->next), start = dialect->next;
    const char *text = dialect->text + start;
    token->size = size;
    if (read_connector(dialect, token, text, size)) return;
    if (lexis_range(dialect, token, size)) return;
    size_t open = dialect_spaces(dialect, start + size);
    if (dialect_at(dialect, open, '(') && lexis_segment(dialect, token, size)) {
        dialect->next = start + size;
        return;
    }
    dialect->next = start + size;
    if (dialect_at(dialect, start + size, '(') && lex_has_word(text, size)) {
        dialect_fail(dialect, start, size, "there is no segment or command %.*s() here",
                     lex_shown(size, text), text);
        return;
    }
    const char *word = convert(dialect, start, size);
    if (word) dialect_operand(token, dialect_word(dialect, word, size, start, size, true));
}

static struct dialect_node *make_row(struct dialect *dialect, struct dialect_node *row)
{
    return dialect_adjacent(dialect, row, true);
}

const struct dialect_family dialect_lexis = {
    .name = "lexis",
    .brackets = "()",
    .quoted = convert,
    .word = read_word,
    .row_binds = BINDS_ROW,
    .row = make_row,
    .inflections =
        "Lexis finds the plurals of a word; here it has all its inflections, and =word none"};
