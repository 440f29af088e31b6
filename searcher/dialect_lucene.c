/* dialect_lucene.c - see dialect.h. Lucene's classic syntax, as Elasticsearch's query_string and Solr
 * read it too:
 *
 *     a b                  either; + and - and AND change that       a OR b
 *     a AND b   && too     a OR b   || too   NOT a   ! too           a AND b
 *     +a b                 a must be there; b only ranks             a (a note)
 *     a AND b OR c         AND isn't tighter than OR: it makes what  a AND b (a note)
 *                          is beside it a must, and c only ranks
 *     "a b"~3              in any order; of two words exactly so     "a b"~3 OR "b a"~1
 *     a~ a~1 a~0.7         spelt alike; plain is 2                   a~2
 *     te?t  test*  t*t     wildcards                                 te?t
 *     a^2                  boost                                     a^2
 *     title:a  title:(a b) by the field's usual names                title:(a OR b)
 *     date:[2020-01-01 TO 2020-06] date:{2020 TO *} date:>=2020      date:2020-01-01..2020-06
 *     date:[now-7d TO now]                                           date:2020-06-09..2020-06-16
 *     \( \: \-             the character itself
 *     no equivalent: /a.*b/, *:*, title:*, _exists_:a, [a TO b] of words, [* TO *]
 *
 * "and", "or" and "not" in lower case are words. Clauses are read as Lucene's QueryParser does with
 * OR as the default operator. The terms are dialect_lucene_term.c's. */
#include "searcher/dialect_lucene.h"

#include <string.h>

#include "searcher/lex.h"

/* A group's clauses: what must be there, what may, what must not. */
struct clauses {
    struct dialect_node *must, *should, *without; /* ANDs and ORs; NULL for none */
};

static struct dialect_node *read_group(struct dialect *dialect, const struct lucene_field *field,
                                       bool inner);

/* ---- Operators ----------------------------------------------------------------------------------- */

/* Takes the word or sign if it is next: an operator of letters ends where a word would. */
static bool take(struct dialect *dialect, const char *text)
{
    size_t size = strlen(text);
    if (dialect->size - dialect->next < size) return false;
    if (memcmp(dialect->text + dialect->next, text, size) != 0) return false;
    bool letters = *text >= 'A' && *text <= 'Z';
    if (letters && lucene_term_size(dialect, dialect->next) != size) return false;
    dialect->next += size;
    return true;
}

static void skip(struct dialect *dialect)
{
    size_t used;
    while ((used = lex_space(dialect->text + dialect->next, dialect->size - dialect->next)))
        dialect->next += used;
}

enum conjunction {
    CONJUNCTION_NONE,
    CONJUNCTION_AND,
    CONJUNCTION_OR
};

static enum conjunction take_conjunction(struct dialect *dialect)
{
    skip(dialect);
    if (take(dialect, "AND") || take(dialect, "&&")) return CONJUNCTION_AND;
    if (take(dialect, "OR") || take(dialect, "||")) return CONJUNCTION_OR;
    return CONJUNCTION_NONE;
}

enum modifier {
    MODIFIER_NONE,
    MODIFIER_MUST,
    MODIFIER_NOT
};

/* A sign is one right before its operand only: "a - b" has none, "NOT a" may have a space. */
static enum modifier take_modifier(struct dialect *dialect)
{
    skip(dialect);
    bool glued = dialect->next + 1 < dialect->size && dialect->text[dialect->next + 1] != ' ';
    if (take(dialect, "NOT") || take(dialect, "!")) return MODIFIER_NOT;
    if (glued && take(dialect, "-")) return MODIFIER_NOT;
    if (glued && take(dialect, "+")) return MODIFIER_MUST;
    return MODIFIER_NONE;
}

/* ---- Clauses ------------------------------------------------------------------------------------- */

/* Reads "name:" that is next, and the spaces after it; *field is untouched if there is none. */
static bool take_field(struct dialect *dialect, const struct lucene_field **field)
{
    const char *text = dialect->text + dialect->next;
    size_t size = 0, rest = dialect->size - dialect->next;
    while (size < rest && (dialect_is_letter(text[size]) || strchr("_.@-*", text[size])))
        size++;
    if (!size || size == rest || text[size] != ':') return true;
    if (size == 1 && *text == '*') {
        dialect_fail(dialect, dialect->next, size + 2,
                     "this is every article, which has no equivalent: say what to search for");
        return false;
    }
    *field = lucene_field_find(text, size);
    if (dialect_is(text, size, "_exists_") || dialect_is(text, size, "_missing_"))
        dialect_fail(dialect, dialect->next, size + 1,
                     "whether a field is there can't be asked: search for a value of it");
    else if (!*field)
        dialect_fail(
            dialect, dialect->next, size + 1,
            "unknown field \"%.*s\": there are title, author, body, lead, source, section, "
            "place, tag, site, url, lang, id, path, date and words",
            lex_shown(size, text), text);
    const size_t start = dialect->next;
    dialect->next += size + 1;
    skip(dialect);
    if (dialect->next == dialect->size || dialect->text[dialect->next] == ')')
        dialect_fail(dialect, start, size + 1, "%.*s has nothing to search for after it",
                     lex_shown(size + 1, text), text);
    return !dialect->status;
}

static struct dialect_node *wrap(struct dialect *dialect, const struct lucene_field *field,
                                 struct dialect_node *node)
{
    if (!node || !field || !field->prefix || !*field->prefix) return node;
    const char *after = node->after;
    node->after = NULL;
    struct dialect_node *whole = dialect_wrap(dialect, field->prefix, node);
    if (whole) whole->after = after;
    return whole;
}

/* A term or group with its field; NULL if there is no word in it. */
static struct dialect_node *read_operand(struct dialect *dialect, const struct lucene_field *outer)
{
    const struct lucene_field *field = outer;
    size_t start = dialect->next;
    if (!take_field(dialect, &field)) return NULL;
    if (field != outer && outer)
        return dialect_fail(dialect, start, dialect->next - start, "a field inside a field");
    struct dialect_node *node;
    if (dialect_at(dialect, dialect->next, '('))
        node = read_group(dialect, field, true);
    else
        node = lucene_term(dialect, field);
    if (dialect->status || !node) return NULL;
    if (field != outer) node = wrap(dialect, field, node);
    if (!node) return NULL;
    node->offset = start;
    node->size = dialect->next - start;
    return node;
}

static void add(struct dialect *dialect, struct clauses *clauses, struct dialect_node *node,
                enum modifier modifier, bool must)
{
    if (modifier == MODIFIER_NOT)
        clauses->without = dialect_join(dialect, DIALECT_OR, clauses->without, node);
    else if (must)
        clauses->must = dialect_join(dialect, DIALECT_AND, clauses->must, node);
    else
        clauses->should = dialect_join(dialect, DIALECT_OR, clauses->should, node);
}

/* What the clauses ask for. */
static struct dialect_node *finish(struct dialect *dialect, const struct clauses *clauses)
{
    struct dialect_node *node = clauses->must ? clauses->must : clauses->should;
    if (clauses->must && clauses->should)
        dialect_note(
            dialect,
            "left out, as it only changes the ranking beside what must be there (+ or AND): %.*s",
            lex_shown(clauses->should->size, dialect->text + clauses->should->offset),
            dialect->text + clauses->should->offset);
    if (!clauses->without || !node)
        return clauses->without
                   ? dialect_fail(dialect, clauses->without->offset, clauses->without->size,
                                  "nothing to leave this out of: say what to search for too")
                   : node;
    return dialect_join(dialect, DIALECT_AND, node, dialect_not(dialect, clauses->without));
}

/* Clauses up to the end or a closing bracket. One is added when it is known whether AND comes after. */
static struct dialect_node *read_clauses(struct dialect *dialect, const struct lucene_field *field)
{
    struct clauses clauses = {0};
    struct dialect_node *last = NULL; /* not yet added */
    enum modifier last_modifier = MODIFIER_NONE;
    bool last_must = false;
    for (;;) {
        skip(dialect);
        size_t start = dialect->next;
        enum conjunction conjunction = take_conjunction(dialect);
        size_t operator_size = dialect->next - start;
        enum modifier modifier = take_modifier(dialect);
        skip(dialect);
        bool end = dialect->next == dialect->size || dialect->text[dialect->next] == ')';
        if (conjunction && (end || !last))
            return dialect_fail(dialect, start, operator_size, "%s has nothing to search for %s it",
                                conjunction == CONJUNCTION_AND ? "AND" : "OR",
                                last ? "after" : "before");
        if (end && modifier)
            return dialect_fail(dialect, dialect->next - 1, 1,
                                "there is nothing after this to search for");
        if (end) break;
        struct dialect_node *node = read_operand(dialect, field);
        if (dialect->status) return NULL;
        if (!node) continue;
        if (last)
            add(dialect, &clauses, last, last_modifier,
                last_must || conjunction == CONJUNCTION_AND);
        last = node;
        last_modifier = modifier;
        last_must = modifier == MODIFIER_MUST || conjunction == CONJUNCTION_AND;
    }
    if (last) add(dialect, &clauses, last, last_modifier, last_must);
    return dialect->status ? NULL : finish(dialect, &clauses);
}

static struct dialect_node *read_group(struct dialect *dialect, const struct lucene_field *field,
                                       bool inner)
{
    size_t open = dialect->next;
    if (!inner) return read_clauses(dialect, field);
    if (!dialect_deeper(dialect, open, 1)) return NULL;
    dialect->next++;
    struct dialect_node *node = read_clauses(dialect, field);
    if (dialect->status) return NULL;
    if (!dialect_at(dialect, dialect->next, ')'))
        return dialect_fail(dialect, open, 1, "this bracket is never closed");
    dialect->next++;
    dialect->depth--;
    if (!node)
        return dialect_fail(dialect, open, dialect->next - open, "nothing between the brackets");
    /* An operand of its own, though it may be one of the clauses that were read before. */
    struct dialect_node *group = node;
    if (node->after || node->op == DIALECT_NOT) {
        group = dialect_node(dialect, DIALECT_AND, open, 1, NULL);
        dialect_add(dialect, group, node);
        if (!group) return NULL;
    }
    group->closed = true;
    group->after = lucene_boost(dialect);
    return group;
}

static struct dialect_node *read_all(struct dialect *dialect)
{
    struct dialect_node *node = read_group(dialect, NULL, false);
    if (!dialect->status && dialect_at(dialect, dialect->next, ')'))
        return dialect_fail(dialect, dialect->next, 1, "this bracket was never opened");
    return node;
}

const struct dialect_family dialect_lucene = {
    .name = "lucene",
    .read = read_all,
    .inflections = "how words are stemmed there depends on the index; here they have all their "
                   "inflections, and =word none"};
