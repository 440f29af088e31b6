/* dialect_lucene_term.c - see dialect_lucene.h: words, phrases and ranges, and what stands behind them. */
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/dialect_lucene.h"
#include "searcher/lex.h"

/* ---- Fields -------------------------------------------------------------------------------------- */

static const struct lucene_field fields[] = {
    {"_all", "", FIELD_NONE},
    {"all", "", FIELD_NONE},
    {"body", "body:", FIELD_NONE},
    {"text", "body:", FIELD_NONE},
    {"content", "body:", FIELD_NONE},
    {"fulltext", "body:", FIELD_NONE},
    {"lead", "lead:", FIELD_NONE},
    {"quote", "quote:", FIELD_NONE},
    {"title", "title:", FIELD_TITLE},
    {"headline", "title:", FIELD_TITLE},
    {"hd", "title:", FIELD_TITLE},
    {"author", "author:", FIELD_AUTHOR},
    {"byline", "author:", FIELD_AUTHOR},
    {"by", "author:", FIELD_AUTHOR},
    {"creator", "author:", FIELD_AUTHOR},
    {"source", "source:", FIELD_SOURCE},
    {"publication", "source:", FIELD_SOURCE},
    {"newspaper", "source:", FIELD_SOURCE},
    {"publisher", "source:", FIELD_SOURCE},
    {"section", "section:", FIELD_SECTION},
    {"category", "section:", FIELD_SECTION},
    {"place", "place:", FIELD_PLACE},
    {"dateline", "place:", FIELD_PLACE},
    {"location", "place:", FIELD_PLACE},
    {"tag", "tag:", FIELD_TAG},
    {"tags", "tag:", FIELD_TAG},
    {"keyword", "tag:", FIELD_TAG},
    {"keywords", "tag:", FIELD_TAG},
    {"site", NULL, FIELD_SITE},
    {"host", NULL, FIELD_SITE},
    {"domain", NULL, FIELD_SITE},
    {"url", NULL, FIELD_URL},
    {"link", NULL, FIELD_URL},
    {"id", NULL, FIELD_ID},
    {"_id", NULL, FIELD_ID},
    {"path", NULL, FIELD_PATH},
    {"lang", NULL, FIELD_LANG},
    {"language", NULL, FIELD_LANG},
    {"date", NULL, FIELD_DATE},
    {"datetime", NULL, FIELD_DATE},
    {"timestamp", NULL, FIELD_DATE},
    {"@timestamp", NULL, FIELD_DATE},
    {"published", NULL, FIELD_DATE},
    {"published_at", NULL, FIELD_DATE},
    {"published_date", NULL, FIELD_DATE},
    {"publish_date", NULL, FIELD_DATE},
    {"publication_date", NULL, FIELD_DATE},
    {"pub_date", NULL, FIELD_DATE},
    {"pubdate", NULL, FIELD_DATE},
    {"words", NULL, FIELD_WORDS},
    {"wordcount", NULL, FIELD_WORDS},
    {"word_count", NULL, FIELD_WORDS},
};

const struct lucene_field *lucene_field_find(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (dialect_is(name, size, fields[i].name)) return &fields[i];
    return NULL;
}

/* ---- Characters ---------------------------------------------------------------------------------- */

size_t lucene_term_size(const struct dialect *dialect, size_t at)
{
    size_t start = at;
    for (; at < dialect->size; at++) {
        const char *text = dialect->text + at;
        if (strchr("()[]{}\"^~", *text) || lex_space(text, dialect->size - at)) break;
        if (*text == '\\' && at + 1 < dialect->size) at++;
    }
    return (at < dialect->size ? at : dialect->size) - start;
}

char *lucene_unescape(struct dialect *dialect, const char *text, size_t size, size_t *out_size)
{
    char *copy = arena_copy(dialect->arena, text, size);
    *out_size = 0;
    if (!copy) {
        dialect_no_memory(dialect);
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        bool escaped = text[i] == '\\' && i + 1 < size;
        if (escaped) i++;
        copy[(*out_size)++] = escaped && strchr("*?", text[i]) ? ' ' : text[i];
    }
    copy[*out_size] = '\0';
    return copy;
}

/* The digits and points that are next, taken. */
static size_t take_number(struct dialect *dialect, const char **text)
{
    size_t start = dialect->next;
    *text = dialect->text + start;
    while (dialect->next < dialect->size && memchr("0123456789.", dialect->text[dialect->next], 11))
        dialect->next++;
    return dialect->next - start;
}

const char *lucene_boost(struct dialect *dialect)
{
    const char *text;
    if (!dialect_at(dialect, dialect->next, '^')) return NULL;
    size_t offset = dialect->next++, size = take_number(dialect, &text);
    double boost = 0;
    if (lex_boost(dialect->text + offset, size + 1, offset, &boost, NULL) || boost == 0) {
        dialect_fail(dialect, offset, size + 1, "a boost is a number from 0.001 to 1000");
        return NULL;
    }
    return boost == 1 ? NULL : dialect_format(dialect, "^%.*s", (int)(size > 16 ? 16 : size), text);
}

/* ---- Words and phrases --------------------------------------------------------------------------- */

/* "~", "~1", "~0.7" behind a word: at most how many edits, by Lucene's rule for the old similarity. */
static unsigned read_edits(struct dialect *dialect, const struct dialect_node *word)
{
    const char *text;
    size_t size = take_number(dialect, &text);
    char copy[16];
    if (!size) return 2;
    if (size >= sizeof copy) size = sizeof copy - 1;
    memcpy(copy, text, size);
    copy[size] = '\0';
    double number = strtod(copy, NULL);
    if (number >= 1) return number > 2 ? 2 : (unsigned)number;
    if (number == 0) return 0;
    const size_t letters = utf8_count(word->text, strlen(word->text));
    unsigned edits = (unsigned)((1 - number) * (double)letters);
    return edits > 2 ? 2 : edits;
}

static struct dialect_node *read_fuzzy(struct dialect *dialect, struct dialect_node *word)
{
    if (!word || !dialect_at(dialect, dialect->next, '~')) return word;
    size_t offset = dialect->next++;
    unsigned edits = read_edits(dialect, word);
    if (word->op != DIALECT_WORD || strpbrk(word->text, "*?"))
        return dialect_fail(dialect, offset, 1, "~ stands after a single word");
    if (!edits) return dialect_exact(dialect, word);
    size_t size = strlen(word->text);
    char *text = arena_alloc(dialect->arena, size + 3);
    if (!text) return dialect_no_memory(dialect);
    memcpy(text, word->text, size);
    text[size] = '~';
    text[size + 1] = (char)('0' + edits);
    word->text = text;
    word->op = DIALECT_LEAF;
    return word;
}

/* The two words of a phrase, swapped; NULL if it isn't two different ones. */
static struct dialect_node *swapped(struct dialect *dialect, const struct dialect_node *phrase)
{
    const char *first = phrase->text + strspn(phrase->text, " ");
    size_t size = strcspn(first, " ");
    const char *second = first + size + strspn(first + size, " ");
    size_t second_size = strcspn(second, " ");
    if (!second_size || second[second_size + strspn(second + second_size, " ")]) return NULL;
    if (dialect_is(first, size, second)) return NULL;
    char *text = arena_alloc(dialect->arena, size + second_size + 2);
    if (!text) return dialect_no_memory(dialect);
    memcpy(text, second, second_size);
    text[second_size] = ' ';
    memcpy(text + second_size + 1, first, size);
    return dialect_node(dialect, DIALECT_PHRASE, phrase->offset, phrase->size, text);
}

/* "~3" behind a phrase. To change places costs two of them. */
static struct dialect_node *read_slop(struct dialect *dialect, struct dialect_node *phrase)
{
    const char *text;
    unsigned slop;
    if (!dialect_at(dialect, dialect->next, '~')) return phrase;
    size_t offset = dialect->next++, size = take_number(dialect, &text);
    if (!size) return phrase;
    if (!dialect_number(dialect, text, size, offset, "~", 0, QUERY_DISTANCE_MAX, &slop))
        return NULL;
    if (!phrase || !slop) return phrase;
    phrase->after = dialect_format(dialect, "~%u", slop);
    if (slop < 2) return phrase;
    struct dialect_node *other = swapped(dialect, phrase);
    if (dialect->status) return NULL;
    if (!other && strchr(phrase->text, ' '))
        dialect_note(dialect,
                     "~%u lets the words of a phrase change places there; here they stay in "
                     "order",
                     slop);
    if (!other) return phrase;
    if (slop > 2) other->after = dialect_format(dialect, "~%u", slop - 2);
    struct dialect_node *either = dialect_node(dialect, DIALECT_OR, phrase->offset, phrase->size,
                                               NULL);
    dialect_add(dialect, either, phrase);
    dialect_add(dialect, either, other);
    if (either) either->closed = true;
    return either;
}

static struct dialect_node *read_phrase(struct dialect *dialect)
{
    size_t start = dialect->next + 1, close = start, size;
    while (close < dialect->size && dialect->text[close] != '"')
        close += dialect->text[close] == '\\' && close + 1 < dialect->size ? 2 : 1;
    if (close >= dialect->size)
        return dialect_fail(dialect, dialect->next, 1, "this quote is never closed");
    char *text = lucene_unescape(dialect, dialect->text + start, close - start, &size);
    if (!text) return NULL;
    if (memchr(text, '*', size) || memchr(text, '?', size))
        dialect_note(dialect, "* and ? in a phrase are no wildcards there, and were left out");
    size_t offset = dialect->next;
    dialect->next = close + 1;
    return read_slop(dialect,
                     dialect_phrase(dialect, text, size, offset, dialect->next - offset, false));
}

static struct dialect_node *read_word(struct dialect *dialect, size_t size)
{
    const char *raw = dialect->text + dialect->next;
    size_t offset = dialect->next, out_size;
    if (*raw == '/')
        return dialect_fail(dialect, offset, size,
                            "a regular expression has no equivalent: the "
                            "nearest are * and ?; write \\/ for a /");
    char *text = lucene_unescape(dialect, raw, size, &out_size);
    dialect->next += size;
    if (!text) return NULL;
    if (dialect_is(text, out_size, "and") || dialect_is(text, out_size, "or") ||
        dialect_is(text, out_size, "not"))
        dialect_note(dialect, "\"%s\" is a word there: operators are upper case", text);
    if (out_size == 1 && *text == '*')
        return dialect_fail(dialect, offset, 1,
                            "this is every article, which has no equivalent: say what to search "
                            "for");
    return read_fuzzy(dialect, dialect_word(dialect, text, out_size, offset, size, true));
}

/* A value of a field that is taken whole. */
static struct dialect_node *read_whole(struct dialect *dialect, const struct lucene_field *field,
                                       size_t size)
{
    size_t offset = dialect->next, start = offset, close = offset + size, end = close, out_size;
    bool quoted = dialect_at(dialect, offset, '"');
    if (quoted && !dialect_quoted(dialect, &start, &close, &end)) return NULL;
    const char *text = lucene_unescape(dialect, dialect->text + start, close - start, &out_size);
    if (!text) return NULL;
    dialect->next = end;
    const char *name = field_text(field->field);
    if (!out_size) return NULL;
    if (field->field == FIELD_LANG && dialect_language(text)) {
        text = dialect_language(text);
        out_size = strlen(text);
    }
    return dialect_value(dialect, name, text, out_size, offset, end - offset);
}

struct dialect_node *lucene_term(struct dialect *dialect, const struct lucene_field *field)
{
    size_t start = dialect->next, size = lucene_term_size(dialect, start);
    char c = start < dialect->size ? dialect->text[start] : ' ';
    bool stray = strchr("]}^~", c);
    enum dialect_compare compare;
    struct dialect_node *node = NULL;
    if (c == '[' || c == '{')
        node = lucene_range(dialect, field);
    else if (dialect_comparison(dialect->text + start, size, &compare) ||
             (field && (field->field == FIELD_DATE || field->field == FIELD_WORDS)))
        node = lucene_comparison(dialect, field, size);
    else if (field && !field->prefix && !stray)
        node = read_whole(dialect, field, size);
    else if (c == '"')
        node = read_phrase(dialect);
    else if (size)
        node = read_word(dialect, size);
    else
        return dialect_fail(dialect, start, 1,
                            "this has nothing to stand after: write \\%c for the "
                            "character",
                            c);
    const char *boost = dialect->status ? NULL : lucene_boost(dialect);
    if (!boost || !node) return node;
    if (!node->after) {
        node->after = boost;
        return node;
    }
    node->after = dialect_format(dialect, "%s%s", node->after, boost);
    return node;
}
