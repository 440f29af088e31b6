/* parse_hint.c - see parse.h: notes about words that may have been meant as operators.
 *
 * Ordinary prose is never an error, so what only looks like an operator is a word: in lower case, with a space
 * inside, or of another search engine. Who meant more is told so. */
#include <stdio.h>
#include <string.h>

#include "searcher/parse.h"

enum {
    OPERATOR_MAX = 16 /* bytes; none is longer */
};

/* A word as it was typed, and what stands around it. */
struct typed {
    const char *text;
    size_t size;
    const char *before, *after; /* the rest of the query on either side */
    size_t before_size, after_size;
};

static struct typed typed_of(const struct parser *parser, const struct lex_token *token)
{
    const struct lexer *lexer = &parser->lexer;
    size_t end = token->offset + token->size;
    return (struct typed){lexer->text + token->offset, token->size,   lexer->text,
                          lexer->text + end,           token->offset, lexer->size - end};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Whether the text is `word`, which is in upper case, in any case. */
static bool is_like(const char *text, size_t size, const char *word)
{
    if (strlen(word) != size) return false;
    for (size_t i = 0; i < size; i++)
        if (upper(text[i]) != word[i]) return false;
    return true;
}

/* Bytes of the text before its last digits. */
static size_t without_number(const char *text, size_t size)
{
    while (size && is_digit(text[size - 1]))
        size--;
    return size;
}

/* ---- NEAR and its like --------------------------------------------------------------------------- */

/* The start of an operator that a number follows, in any case; NULL if the text isn't one. */
static const char *operator_like(const char *text, size_t size)
{
    static const char *const names[] = {"NEAR/", "W/", "ADJ/", "PRE/", "NEAR", "ADJ", "PRE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_like(text, size, names[i])) return names[i];
    return NULL;
}

static const char *slash_after(const char *name)
{
    return name[strlen(name) - 1] == '/' ? "" : "/";
}

/* near/5 adj5 NEAR5 */
static bool hint_number(const struct typed *typed, struct buf *note)
{
    size_t name = without_number(typed->text, typed->size);
    const char *like = operator_like(typed->text, name);
    size_t digits = typed->size - name;
    if (!like || !digits || digits > 4) return false;
    buf_addf(note, "\"%.*s\" was read as a word: the operator is written %s%s%.*s",
             (int)typed->size, typed->text, like, slash_after(like), (int)digits,
             typed->text + name);
    return true;
}

/* SAME/5 */
static bool hint_same(const struct typed *typed, struct buf *note)
{
    const size_t name = without_number(typed->text, typed->size), digits = typed->size - name;
    if (name != strlen("SAME/") || memcmp(typed->text, "SAME/", name) || !digits || digits > 4)
        return false;
    buf_addf(note, "\"%.*s\" was read as a word: SAME takes no number: write SAME, or NEAR/%.*s",
             (int)typed->size, typed->text, (int)digits, typed->text + name);
    return true;
}

/* W/ 5 */
static bool hint_space(const struct typed *typed, struct buf *note)
{
    const char *like = operator_like(typed->text, typed->size);
    size_t at = 0, digits = 0;
    if (!like || like[strlen(like) - 1] != '/') return false;
    while (at < typed->after_size && typed->after[at] == ' ')
        at++;
    while (at + digits < typed->after_size && is_digit(typed->after[at + digits]))
        digits++;
    if (!at || !digits || digits > 4) return false;
    buf_addf(note, "\"%.*s\" was read as words: the operator is written %s%.*s",
             (int)(typed->size + at + digits), typed->text, like, (int)digits, typed->after + at);
    return true;
}

/* Whole words, as they are typed, and what is meant by them here. */
static bool hint_word(const struct typed *typed, struct buf *note)
{
    static const struct {
        const char *typed, *meant;
    } words[] = {
        {"w/s", "W/S"},        {"W/s", "W/S"},    {"w/S", "W/S"},    {"w/p", "W/P"},
        {"W/p", "W/P"},        {"w/P", "W/P"},    {"W/SENT", "W/S"}, {"w/sent", "W/S"},
        {"W/PARA", "W/P"},     {"w/para", "W/P"}, {"SAME/", "SAME"}, {"ANDNOT", "AND NOT"},
        {"BUTNOT", "AND NOT"}, {"PRE", "PRE/5"},  {"PRE/", "PRE/5"}, {"ONEAR", "PRE/5"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].typed) == typed->size &&
            !memcmp(words[i].typed, typed->text, typed->size)) {
            buf_addf(note, "\"%s\" was read as a word: the operator is written %s", words[i].typed,
                     words[i].meant);
            return true;
        }
    return false;
}

/* ---- Names before a bracket ---------------------------------------------------------------------- */

static bool is_function_like(const char *text, size_t size)
{
    static const struct {
        const char *name;
        bool number;
    } functions[] = {{"CAPS", false}, {"ALLCAPS", false}, {"NOCAPS", false}, {"ATLEAST", true},
                     {"LEAD", false}, {"FIRST", true},    {"NAME", false},   {"QUOTE", false}};
    size_t name = without_number(text, size);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (is_like(text, name, functions[i].name) && functions[i].number == (name < size))
            return true;
    return false;
}

static bool is_upper(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != upper(text[i])) return false;
    return true;
}

/* atleast5(a)  ATLEAST5 (a)  HEADLINE(a); but not name(s) */
static bool hint_bracket(const struct typed *typed, struct buf *note)
{
    char name[16];
    size_t at = 0;
    bool capitals = is_upper(typed->text, typed->size);
    while (at < typed->after_size && typed->after[at] == ' ')
        at++;
    if (at == typed->after_size || typed->after[at] != '(' || (at && !capitals)) return false;
    if (typed->after_size - at >= 3 && !memcmp(typed->after + at, "(s)", 3)) return false;
    if (typed->size >= sizeof name) return false;
    for (size_t i = 0; i < typed->size; i++)
        name[i] = upper(typed->text[i]);
    if (is_function_like(typed->text, typed->size))
        buf_addf(note,
                 "\"%.*s\" was read as a word: a function is in capitals right before its bracket, "
                 "%.*s(...)",
                 (int)typed->size, typed->text, (int)typed->size, name);
    else if (!at && field_find(typed->text, typed->size))
        buf_addf(note, "\"%.*s\" was read as a word: a field is written %s:(...)", (int)typed->size,
                 typed->text, field_find(typed->text, typed->size)->name);
    return note->size > 0;
}

/* ATLEAST5 a  ALLCAPS who: names that prose doesn't have */
static bool hint_function(const struct typed *typed, struct buf *note)
{
    static const char *const names[] = {"ATLEAST", "ALLCAPS", "NOCAPS"};
    const size_t name = without_number(typed->text, typed->size);
    if (typed->size - name > 4) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name == strlen(names[i]) && !memcmp(typed->text, names[i], name)) {
            buf_addf(note, "\"%.*s\" was read as a word: the function is written %s%s(...)",
                     (int)typed->size, typed->text, names[i], i ? "" : "5");
            return true;
        }
    return false;
}

/* hd=trade */
static bool hint_equals(const struct typed *typed, struct buf *note)
{
    const char *sign = memchr(typed->text, '=', typed->size);
    if (!sign) return false;
    size_t name = (size_t)(sign - typed->text);
    const struct field_name *field = field_find(typed->text, name);
    if (!field) return false;
    buf_addf(note, "\"%.*s=\" was read as a word: a field is written %s:", (int)name, typed->text,
             field->name);
    return true;
}

/* ---- Signs --------------------------------------------------------------------------------------- */

/* The sign that stands alone right before the word; 0 if there is none. */
static char sign_before(const struct typed *typed)
{
    size_t size = typed->before_size;
    if (!size) return 0;
    char ahead = size > 1 ? typed->before[size - 2] : ' ';
    return ahead == ' ' || ahead == '(' ? typed->before[size - 1] : 0;
}

/* !b  {b c}  /5  /s */
static bool hint_sign(const struct typed *typed, struct buf *note)
{
    char sign = sign_before(typed);
    if (sign == '!') {
        buf_addf(note, "the ! was passed over: -%.*s leaves out what has the word",
                 lex_shown(typed->size, typed->text), typed->text);
        return true;
    }
    if (sign == '{') {
        buf_add_text(note,
                     "the { was passed over: a phrase in any inflection is written \"{...}\"");
        return true;
    }
    if (sign != '/' || typed->size > 4) return false;
    bool number = !without_number(typed->text, typed->size);
    if (!number && !is_like(typed->text, typed->size, "S") &&
        !is_like(typed->text, typed->size, "P"))
        return false;
    buf_addf(note, "\"/%.*s\" was read as a word: the operator is written W/%c%.*s",
             (int)typed->size, typed->text, upper(*typed->text), (int)typed->size - 1,
             typed->text + 1);
    return true;
}

/* ---- ? and ! at the end of a word ---------------------------------------------------------------- */

/* Whether what follows is as a sentence's end would be followed: by nothing, or by another sentence. */
static bool ends_sentence(const struct typed *typed)
{
    size_t at = 0, used;
    struct lex_token token;
    while ((used = lex_space(typed->after + at, typed->after_size - at)))
        at += used;
    if (at == typed->after_size) return !lex_is_blank(typed->before, typed->before_size);
    size_t size = at;
    while (size < typed->after_size && size - at < OPERATOR_MAX &&
           !lex_space(typed->after + size, typed->after_size - size))
        size++;
    bool joins = lex_operator(typed->after + at, size - at, 0, &token, NULL) ||
                 token.kind != LEX_WORD;
    char next = typed->after[at];
    return !joins && !is_digit(next) && next == upper(next);
}

static bool hint_ending(const struct typed *typed, struct buf *note)
{
    const char *text = typed->text;
    size_t size = typed->size;
    char last = size ? text[size - 1] : ' ';
    if ((last != '?' && last != '!') || size < 2 || !lex_letter_before(text, size - 1))
        return false;
    if (lex_is_url(text, size) || ends_sentence(typed)) return false;
    int shown = lex_shown(size - 1, text);
    buf_addf(note, "a %c at the end of a word is punctuation: %.*s* finds all words that begin so",
             last, shown, text);
    return true;
}

/* -------------------------------------------------------------------------------------------------- */

static nsearch_status add_note(struct parser *parser, const struct buf *note, nsearch_error *error)
{
    return note->size ? parse_note(parser, note, error) : buf_status(note, error);
}

nsearch_status parse_hint(struct parser *parser, const struct lex_token *token,
                          nsearch_error *error)
{
    struct buf note;
    struct typed typed = typed_of(parser, token);
    if (token->exact || token->pattern || parser->query->note_count == QUERY_NOTES_MAX)
        return NSEARCH_OK;
    buf_init(&note);
    if (!hint_number(&typed, &note) && !hint_same(&typed, &note) && !hint_space(&typed, &note) &&
        !hint_word(&typed, &note) && !hint_bracket(&typed, &note) &&
        !hint_function(&typed, &note) && !hint_equals(&typed, &note) && !hint_sign(&typed, &note))
        hint_ending(&typed, &note);
    nsearch_status status = add_note(parser, &note, error);
    buf_release(&note);
    return status;
}

nsearch_status parse_hint_ending(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    struct buf note;
    struct typed typed = typed_of(parser, token);
    if (parser->lexer.plain || parser->query->note_count == QUERY_NOTES_MAX) return NSEARCH_OK;
    buf_init(&note);
    hint_ending(&typed, &note);
    nsearch_status status = add_note(parser, &note, error);
    buf_release(&note);
    return status;
}
