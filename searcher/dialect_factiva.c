/* dialect_factiva.c - see dialect.h. What Factiva's free text takes, in any case:
 *
 *     joe biden                side by side: a phrase                    "joe biden"
 *     "peas and carrots"       operators in quotes are words             "peas and carrots"
 *     president % clinton      any one word                              "president * clinton"
 *     a and b   a or b   a not b
 *     a adj5 b   a w/5 b       b is at most the fifth word after a       a ADJ/4 b
 *     a near5 b   a /n5/ b     in any order                              a NEAR/4 b
 *     a same b                 in a paragraph                            a W/P b
 *     a /f50/                  within the first 50 words                 FIRST50(a)
 *     atleast5 a                                                         ATLEAST5(a)
 *     merg*  merg$  wom?n      any ending; one character                 merg*  wom?n
 *     hd=a hl=a  lp=a  hlp=a   headline, lead, either                    title:a  LEAD(a)
 *     by=a se=a sn=a td=a la=en                                          author:a section:a source:a
 *     wc>500                                                             words:501..
 *     date from 20200101 to 20200131, date after 20200101, date -7       date:2020-01-01..2020-01-31
 *     no equivalent: merg$3 (up to three characters), codes (co= ns= in= re= rst= ...), upd
 *
 * What binds tightest: side by side, proximity, field= and atleast, not, and, or. */
#include <string.h>

#include "searcher/dialect_factiva.h"

/* ---- Operators ----------------------------------------------------------------------------------- */

static struct dialect_node *apply_first(struct dialect *dialect, const struct dialect_token *token,
                                        struct dialect_node *operand)
{
    dialect_note(dialect, "/F50/ was read as FIRST50(): the first words of the text, without the "
                          "headline");
    return dialect_wrap(dialect, token->text, operand);
}

static void within(struct dialect *dialect, struct dialect_token *token, const char *name,
                   const char *digits, size_t size)
{
    unsigned distance;
    if (!dialect_number(dialect, digits, size, (size_t)(digits - dialect->text), name, 1,
                        QUERY_DISTANCE_MAX, &distance))
        return;
    if (distance > 1)
        dialect_note(dialect, "near5 counts the second word too: it is NEAR/4 here, which has up "
                              "to 4 words between");
    dialect_infix(token, DIALECT_BETWEEN, BINDS_NEAR,
                  dialect_format(dialect, "%s/%u", name, distance - 1));
}

static bool read_slashed(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    const char *text = dialect->text + token->offset;
    size_t used = factiva_slashed_size(text, size);
    unsigned count;
    if (!used) return false;
    token->size = used;
    dialect->next = token->offset + used;
    if (text[1] == 'n' || text[1] == 'N') {
        within(dialect, token, "NEAR", text + 2, used - 3);
    } else if (dialect_number(dialect, text + 2, used - 3, token->offset, "/F/", 1,
                              QUERY_DISTANCE_MAX, &count)) {
        token->kind = DIALECT_POSTFIX;
        token->binds = BINDS_NEAR;
        token->text = dialect_format(dialect, "FIRST%u", count);
        token->apply = apply_first;
    }
    return true;
}

/* An operator with a number behind it: adj5, near5, w/5, atleast5. */
static bool read_numbered(struct dialect *dialect, struct dialect_token *token, const char *text,
                          size_t size)
{
    static const struct {
        const char *name, *ours;
    } rows[] = {{"adj", "ADJ"}, {"near", "NEAR"}, {"w/", "ADJ"}, {"atleast", NULL}};
    size_t name = size;
    unsigned count;
    while (name && text[name - 1] >= '0' && text[name - 1] <= '9')
        name--;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!dialect_is(text, name, rows[i].name)) continue;
        if (name == size && !strcmp(rows[i].name, "adj")) {
            dialect_infix(token, DIALECT_BETWEEN, BINDS_NEAR, "ADJ/0");
        } else if (name == size) {
            dialect_fail(dialect, token->offset, size,
                         "%s needs a number after it, or quotes if it is a word", rows[i].name);
        } else if (rows[i].ours) {
            within(dialect, token, rows[i].ours, text + name, size - name);
        } else if (dialect_number(dialect, text + name, size - name, token->offset, "atleast", 1,
                                  QUERY_DISTANCE_MAX, &count)) {
            dialect_prefix(token, BINDS_FIELD, dialect_format(dialect, "ATLEAST%u", count),
                           dialect_apply_wrap);
        }
        return true;
    }
    return false;
}

static bool read_operator(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    const char *text = dialect->text + token->offset;
    dialect->next = token->offset + size;
    if (dialect_is(text, size, "and")) {
        size_t after = dialect_spaces(dialect, dialect->next);
        dialect_infix(token, DIALECT_AND, BINDS_AND, NULL);
        if (!dialect_is(dialect->text + after, factiva_word_size(dialect, after), "not"))
            return true;
        dialect_infix(token, DIALECT_NOT, BINDS_NOT, NULL);
        dialect->next = after + 3;
        token->size = dialect->next - token->offset;
    } else if (dialect_is(text, size, "or")) {
        dialect_infix(token, DIALECT_OR, BINDS_OR, NULL);
    } else if (dialect_is(text, size, "not")) {
        dialect_infix(token, DIALECT_NOT, BINDS_NOT, NULL);
    } else if (dialect_is(text, size, "same")) {
        dialect_infix(token, DIALECT_BETWEEN, BINDS_NEAR, "W/P");
    } else if (!read_numbered(dialect, token, text, size)) {
        dialect->next = token->offset;
        return false;
    }
    return true;
}

/* ---- Words --------------------------------------------------------------------------------------- */

/* Our wildcards for theirs: $ is up to nine characters more, % any word. NULL after a failure. */
static const char *convert(struct dialect *dialect, size_t start, size_t size)
{
    char *text = arena_copy(dialect->arena, dialect->text + start, size);
    if (!text) {
        dialect_no_memory(dialect);
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        bool behind = i && dialect_is_letter(text[i - 1]);
        bool digit = i + 1 < size && text[i + 1] >= '0' && text[i + 1] <= '9';
        bool alone = (i == 0 || text[i - 1] == ' ') && (i + 1 == size || text[i + 1] == ' ');
        if (text[i] == '$' && behind && digit) {
            dialect_fail(dialect, start + i, 2,
                         "$%c, up to %c letters more, has no equivalent: the nearest is *",
                         text[i + 1], text[i + 1]);
            return NULL;
        }
        if (text[i] == '$' && behind)
            dialect_note(dialect, "$ was up to nine letters more, and was read as *, any number");
        if (text[i] == '$') text[i] = behind ? '*' : ' ';
        if (text[i] == '%') text[i] = alone ? '*' : ' ';
    }
    return text;
}

static void read_word(struct dialect *dialect, struct dialect_token *token)
{
    if (factiva_field(dialect, token)) return;
    size_t size = factiva_word_size(dialect, token->offset);
    token->size = size;
    if (read_slashed(dialect, token, size) || read_operator(dialect, token, size) ||
        factiva_range(dialect, token, size))
        return;
    dialect->next = token->offset + size;
    const char *word = convert(dialect, token->offset, size);
    if (!word) return;
    dialect_operand(token, !strcmp(word, "*")
                               ? dialect_node(dialect, DIALECT_WORD, token->offset, size, word)
                               : dialect_word(dialect, word, size, token->offset, size, true));
}

static struct dialect_node *make_row(struct dialect *dialect, struct dialect_node *row)
{
    return dialect_adjacent(dialect, row, false);
}

const struct dialect_family dialect_factiva = {
    .name = "factiva",
    .brackets = "()[]",
    .quoted = convert,
    .word = read_word,
    .row_binds = BINDS_ROW,
    .row = make_row,
    .inflections =
        "Factiva takes words literally; here they have their inflections, and =word none"};
