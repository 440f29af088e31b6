/* dialect_factiva_field.c - see dialect_factiva.h: fields, dates and lengths. */
#include <string.h>

#include "searcher/dialect_factiva.h"
#include "searcher/lex.h"

/* ---- Words --------------------------------------------------------------------------------------- */

size_t factiva_slashed_size(const char *text, size_t size)
{
    size_t at = 2;
    if (size < 4 || *text != '/' || !strchr("nNfF", text[1])) return 0;
    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > 2 && at < size && text[at] == '/' ? at + 1 : 0;
}

size_t factiva_word_size(const struct dialect *dialect, size_t at)
{
    size_t size = dialect_chunk(dialect, at, "()[],/"), start = at;
    for (at += size; dialect_at(dialect, at, '/'); at += size) {
        size_t used = factiva_slashed_size(dialect->text + at, dialect->size - at);
        if (used && at > start) break;
        if (used) return used;
        size = 1 + dialect_chunk(dialect, at + 1, "()[],/");
    }
    return at - start;
}

/* ---- Fields -------------------------------------------------------------------------------------- */

#define CODES "articles have no such codes here: search for the words"

static const struct field_row {
    const char *name;
    const char *text; /* of a row without `apply`: what to do instead */
    dialect_apply *apply;
} fields[] = {
    {"hd", "title:", dialect_apply_wrap},
    {"hl", "title:", dialect_apply_wrap},
    {"lp", "LEAD", dialect_apply_wrap},
    {"hlp", NULL, dialect_apply_headline_or_lead},
    {"td", "body:", dialect_apply_wrap},
    {"by", "author:", dialect_apply_wrap},
    {"se", "section:", dialect_apply_wrap},
    {"clm", "section:", dialect_apply_wrap},
    {"sn", "source:", dialect_apply_wrap},
    {"la", NULL, dialect_apply_language},
    {"rst", "source codes aren't known: the nearest is sn= with the paper's name", NULL},
    {"sc", "source codes aren't known: the nearest is sn= with the paper's name", NULL},
    {"pub", "the nearest is sn= with the paper's name", NULL},
    {"an", "the nearest is id:, in our language", NULL},
    {"co", CODES, NULL},
    {"fds", CODES, NULL},
    {"ns", CODES, NULL},
    {"in", CODES, NULL},
    {"re", CODES, NULL},
    {"de", CODES, NULL},
    {"pe", CODES, NULL},
    {"ric", CODES, NULL},
    {"ipc", CODES, NULL},
    {"ipd", CODES, NULL},
    {"cr", "credits aren't told from the text", NULL},
    {"ct", "contacts aren't told from the text", NULL},
    {"cx", "corrections aren't told from the text", NULL},
    {"art", "captions aren't told from the text", NULL},
    {"rf", "notes aren't told from the text", NULL},
    {"ed", "editions aren't known", NULL},
    {"pg", "pages aren't known", NULL},
    {"vol", "volumes aren't known", NULL},
};

bool factiva_field(struct dialect *dialect, struct dialect_token *token)
{
    const char *text = dialect->text + token->offset;
    size_t name = 0, rest = dialect->size - token->offset;
    while (name < rest && name <= 5 && dialect_is_letter(text[name]))
        name++;
    if (name < 2 || name > 5 || name == rest || text[name] != '=') return false;
    token->size = name + 1;
    dialect->next = token->offset + token->size;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!dialect_is(text, name, fields[i].name)) continue;
        dialect_prefix(token, BINDS_FIELD, fields[i].text, fields[i].apply);
        if (!token->apply)
            dialect_fail(dialect, token->offset, factiva_word_size(dialect, token->offset),
                         "%s= has no equivalent: %s", fields[i].name, fields[i].text);
        return true;
    }
    dialect_fail(dialect, token->offset, token->size,
                 "there is no field %.*s= here: there are hd, hl, lp, hlp, td, by, se, sn and la",
                 (int)name, text);
    return true;
}

/* ---- Dates and lengths --------------------------------------------------------------------------- */

/* A date: 20200616, 16/6/2020, or -7, seven days ago. */
static const char *read_date(struct dialect *dialect, const char *text, size_t size, size_t offset)
{
    unsigned days;
    if (size < 2 || *text != '-')
        return dialect_date(dialect, text, size, offset, SLASHES_AMBIGUOUS);
    if (!dialect_number(dialect, text + 1, size - 1, offset, "a date before today", 0, 36500,
                        &days))
        return NULL;
    const char *ago = dialect_format(dialect, "%ud", days);
    return dialect_date(dialect, ago, strlen(ago), offset, SLASHES_AMBIGUOUS);
}

/* "from X to Y", at `at`, or "X-Y". */
static struct dialect_node *read_span(struct dialect *dialect, size_t low, size_t low_size,
                                      size_t high)
{
    size_t high_size = factiva_word_size(dialect, high);
    const char *from = read_date(dialect, dialect->text + low, low_size, low);
    const char *to = read_date(dialect, dialect->text + high, high_size, high);
    dialect->next = high + high_size;
    if (!from || !to) return NULL;
    return dialect_node(dialect, DIALECT_LEAF, low, dialect->next - low,
                        dialect_format(dialect, "date:%s..%s", from, to));
}

static struct dialect_node *wrong_dates(struct dialect *dialect, const struct dialect_token *token)
{
    return dialect_fail(dialect, token->offset, token->size,
                        "%.*s begins a range of dates there: write date after 20200616, or quote "
                        "the word",
                        (int)token->size, dialect->text + token->offset);
}

/* What follows "date". */
static struct dialect_node *read_dates(struct dialect *dialect, const struct dialect_token *token)
{
    size_t at = dialect_spaces(dialect, dialect->next), size = factiva_word_size(dialect, at);
    const char *text = dialect->text + at;
    enum dialect_compare compare = COMPARE_IS;
    if (dialect_is(text, size, "from")) {
        size_t low = dialect_spaces(dialect, at + size), low_size = factiva_word_size(dialect, low);
        size_t to = dialect_spaces(dialect, low + low_size);
        if (!dialect_is(dialect->text + to, factiva_word_size(dialect, to), "to"))
            return wrong_dates(dialect, token);
        return read_span(dialect, low, low_size, dialect_spaces(dialect, to + 2));
    }
    bool after = dialect_is(text, size, "after"), before = dialect_is(text, size, "before");
    if (after || before || dialect_is(text, size, "on") || dialect_is(text, size, "is")) {
        compare = after ? COMPARE_ABOVE : (before ? COMPARE_BELOW : COMPARE_IS);
        at = dialect_spaces(dialect, at + size);
    } else {
        const char *dash = size > 1 ? memchr(text + 1, '-', size - 1) : NULL;
        if (dash == text + 8 && size == 17) return read_span(dialect, at, 8, at + 9);
        if (!size || !(strchr("-0123456789", *text))) return wrong_dates(dialect, token);
    }
    size = factiva_word_size(dialect, at);
    dialect->next = at + size;
    return dialect_when(dialect, compare, read_date(dialect, dialect->text + at, size, at),
                        token->offset, dialect->next - token->offset);
}

/* "wc>500" or "date ..." */
bool factiva_range(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    const char *text = dialect->text + token->offset;
    enum dialect_compare compare;
    if (dialect_is(text, size, "date")) {
        dialect->next = token->offset + size;
        token->node = read_dates(dialect, token);
    } else if (dialect_is(text, size, "upd")) {
        dialect_fail(dialect, token->offset, size,
                     "upd has no equivalent: the nearest is indexed:, in our language");
    } else {
        if (size < 2 || !dialect_is(text, 2, "wc")) return false;
        size_t at = dialect_spaces(dialect, token->offset + 2);
        size_t used = dialect_comparison(dialect->text + at, dialect->size - at, &compare);
        if (!used) return false;
        at = dialect_spaces(dialect, at + used);
        size = factiva_word_size(dialect, at);
        dialect->next = at + size;
        token->node = dialect_length(dialect, compare, dialect->text + at, size, at);
    }
    token->kind = DIALECT_OPERAND;
    token->size = dialect->next - token->offset;
    return true;
}
