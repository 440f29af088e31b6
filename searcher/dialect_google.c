/* dialect_google.c - see dialect.h. What Google's search takes:
 *
 *     kim moon             both                            kim AND moon
 *     kim OR moon talks    | too; OR binds tighter         (kim OR moon) AND talks
 *     -moon -"peace talks" without
 *     "peace talks"        these words; a * in it          "peace talks"
 *                          is one or more words            (here one: a note)
 *     kim AROUND(3) moon   at most three words between     kim NEAR/3 moon
 *     intitle:kim  allintitle:kim moon                     title:kim  title:(kim AND moon)
 *     intext:kim   allintext:kim moon                      body:kim
 *     site:bbc.co.uk       and its subdomains              site:bbc.co.uk
 *     before:2020-06-16 after:2020                         before:2020-06-16 after:2020
 *     source:reuters  inpostauthor:kim                     source:reuters  author:kim
 *     +kim                 this form only (until 2011)     =kim
 *     ~kim                 and its synonyms (until 2013)   kim (a note)
 *     inurl: filetype: related: cache: 10..20 ...          errors
 *
 * AND, OR and AROUND are upper case; NOT is a word. Words find their inflections, as ours do. What is
 * joined by punctuation is read as a phrase. */
#include <string.h>

#include "searcher/dialect.h"
#include "searcher/lex.h"

enum {
    NAME_MAX_SIZE = 16 /* of a field */
};

enum binds {
    BINDS_AND = 300,
    BINDS_OR = 400,
    BINDS_AROUND = 500,
    BINDS_SIGN = 900 /* one operand */
};

/* ---- Fields -------------------------------------------------------------------------------------- */

enum use {
    USE_WRAP,
    USE_REST, /* all that follows */
    USE_SITE,
    USE_BEFORE,
    USE_AFTER,
    USE_NONE /* text: what to do instead */
};

static const struct field_row {
    const char *name;
    enum use use;
    const char *text;
} fields[] = {
    {"intitle", USE_WRAP, "title:"},
    {"allintitle", USE_REST, "title:"},
    {"intext", USE_WRAP, "body:"},
    {"allintext", USE_REST, "body:"},
    {"inbody", USE_WRAP, "body:"},
    {"source", USE_WRAP, "source:"},
    {"inpostauthor", USE_WRAP, "author:"},
    {"author", USE_WRAP, "author:"},
    {"site", USE_SITE, NULL},
    {"before", USE_BEFORE, NULL},
    {"after", USE_AFTER, NULL},
    {"inurl", USE_NONE, "a url is only searched as a whole: the nearest is site:"},
    {"allinurl", USE_NONE, "a url is only searched as a whole: the nearest is site:"},
    {"filetype", USE_NONE, "articles have no file type: leave it out"},
    {"ext", USE_NONE, "articles have no file type: leave it out"},
    {"inanchor", USE_NONE, "links aren't kept: search for the words"},
    {"allinanchor", USE_NONE, "links aren't kept: search for the words"},
    {"link", USE_NONE, "links aren't kept: search for the words"},
    {"related", USE_NONE, "search for words that such articles have"},
    {"cache", USE_NONE, "the nearest is url: with all of the address"},
    {"info", USE_NONE, "the nearest is url: with all of the address"},
    {"define", USE_NONE, "search for the word itself"},
    {"weather", USE_NONE, "this finds articles only"},
    {"stocks", USE_NONE, "this finds articles only"},
    {"map", USE_NONE, "this finds articles only"},
    {"movie", USE_NONE, "this finds articles only"},
    {"loc", USE_NONE, "search for the place's name"},
    {"location", USE_NONE, "search for the place's name"},
    {"daterange", USE_NONE, "the nearest is after: and before:"},
    {"numrange", USE_NONE, "numbers in the text are words"},
};

static const struct field_row *find_field(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (dialect_is(name, size, fields[i].name)) return &fields[i];
    return NULL;
}

static struct dialect_node *apply_not(struct dialect *dialect, const struct dialect_token *token,
                                      struct dialect_node *operand)
{
    (void)token;
    return dialect_not(dialect, operand);
}

/* +word: this form only. A phrase is that anyway. */
static struct dialect_node *apply_plus(struct dialect *dialect, const struct dialect_token *token,
                                       struct dialect_node *operand)
{
    (void)token;
    return operand->op == DIALECT_WORD ? dialect_exact(dialect, operand) : operand;
}

static struct dialect_node *apply_tilde(struct dialect *dialect, const struct dialect_token *token,
                                        struct dialect_node *operand)
{
    (void)token;
    dialect_note(dialect, "~ asked for synonyms, which aren't known here: only the word itself is "
                          "searched for");
    return operand;
}

/* ---- Tokens -------------------------------------------------------------------------------------- */

static struct dialect_node *read_site(struct dialect *dialect, const char *text, size_t size,
                                      size_t offset)
{
    while (size && *text == '.') {
        text++;
        size--;
        offset++;
    }
    if (size && text[size - 1] == '/') size--;
    if (memchr(text, '/', size))
        return dialect_fail(dialect, offset, size, "site: takes a host: the nearest is site:%.*s",
                            (int)((const char *)memchr(text, '/', size) - text), text);
    return dialect_value(dialect, "site", text, size, offset, size);
}

static struct dialect_node *read_bound(struct dialect *dialect, enum use use, const char *text,
                                       size_t size, size_t offset)
{
    if (size == 4 && use == USE_AFTER)
        dialect_note(dialect, "after:%.4s leaves all of %.4s out", text, text);
    return dialect_when(dialect, use == USE_AFTER ? COMPARE_ABOVE : COMPARE_BELOW,
                        dialect_date(dialect, text, size, offset, SLASHES_MONTH_FIRST), offset,
                        size);
}

/* Whether there is something at `at` that a field can be asked for. */
static bool has_value(const struct dialect *dialect, size_t at)
{
    return at < dialect->size && !strchr(")|", dialect->text[at]) &&
           !lex_space(dialect->text + at, dialect->size - at);
}

/* "name:" that is next, of a name of `name` bytes. False: it is only words. */
static bool read_field(struct dialect *dialect, struct dialect_token *token, size_t name)
{
    const char *text = dialect->text + dialect->next;
    const struct field_row *row = find_field(text, name);
    size_t value = name + 1, offset = dialect->next + value;
    if (!row || (!has_value(dialect, offset) && row->use != USE_REST)) return false;
    token->size = value;
    dialect->next = offset;
    if (row->use == USE_WRAP || row->use == USE_REST) {
        dialect_prefix(token, BINDS_SIGN, row->text, dialect_apply_wrap);
        if (row->use == USE_REST) token->binds = BINDS_AND;
        return true;
    }
    size_t size = token->size = value + dialect_chunk(dialect, offset, "()|");
    dialect->next = token->offset + size;
    if (row->use == USE_NONE) {
        dialect_fail(dialect, token->offset, size, "%s: has no equivalent: %s", row->name,
                     row->text);
    } else {
        dialect_operand(token,
                        row->use == USE_SITE
                            ? read_site(dialect, text + value, size - value, offset)
                            : read_bound(dialect, row->use, text + value, size - value, offset));
    }
    return true;
}

/* "10..20", "$50..$100" */
static bool is_number_range(const char *text, size_t size)
{
    const char *dots = memmem(text, size, "..", 2);
    if (!dots) return false;
    for (size_t i = 0; i < size; i++)
        if (!strchr("0123456789.$,", text[i])) return false;
    return dots > text || dots + 2 < text + size;
}

/* AROUND(3) */
static bool read_around(struct dialect *dialect, struct dialect_token *token, size_t size)
{
    size_t start = dialect->next + size, end;
    unsigned distance;
    if (size != 6 || memcmp(dialect->text + dialect->next, "AROUND", 6) != 0) return false;
    while (dialect_at(dialect, start, ' '))
        start++;
    if (!dialect_at(dialect, start, '(')) return false;
    for (end = ++start; end < dialect->size && dialect->text[end] != ')';)
        end++;
    if (!dialect_number(dialect, dialect->text + start, end - start, start, "AROUND()", 0,
                        QUERY_DISTANCE_MAX, &distance))
        return true;
    dialect->next = end + (end < dialect->size);
    token->size = dialect->next - token->offset;
    dialect_infix(token, DIALECT_BETWEEN, BINDS_AROUND,
                  dialect_format(dialect, "NEAR/%u", distance));
    return true;
}

static bool read_sign(struct dialect *dialect, struct dialect_token *token)
{
    static const struct {
        char sign;
        dialect_apply *apply;
    } signs[] = {{'-', apply_not}, {'+', apply_plus}, {'~', apply_tilde}};
    size_t after = dialect->next + 1;
    if (after >= dialect->size || strchr("-+~)| ", dialect->text[after])) return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (dialect->text[dialect->next] == signs[i].sign) {
            dialect->next++;
            token->size = 1;
            dialect_prefix(token, BINDS_SIGN, NULL, signs[i].apply);
            return true;
        }
    return false;
}

static void read_chunk(struct dialect *dialect, struct dialect_token *token)
{
    const char *text = dialect->text + dialect->next;
    size_t name = 0, rest = dialect->size - dialect->next;
    while (name < rest && name < NAME_MAX_SIZE && dialect_is_letter(text[name]))
        name++;
    if (name < rest && name && text[name] == ':' && read_field(dialect, token, name)) return;
    size_t size = token->size = dialect_chunk(dialect, dialect->next, "()|");
    if (read_around(dialect, token, size)) return;
    dialect->next += size;
    if (size == 2 && !memcmp(text, "OR", 2)) {
        dialect_infix(token, DIALECT_OR, BINDS_OR, NULL);
    } else if (size == 3 && !memcmp(text, "AND", 3)) {
        dialect_infix(token, DIALECT_AND, BINDS_AND, NULL);
    } else if (is_number_range(text, size)) {
        dialect_fail(dialect, token->offset, size,
                     "a range of numbers has no equivalent: numbers in the text are words");
    } else {
        if (size == 3 && !memcmp(text, "NOT", 3))
            dialect_note(dialect, "NOT is a word to Google, and was read as one: a - leaves out");
        if (memchr(text, '*', size)) dialect_note(dialect, "a * outside quotes was left out");
        dialect_operand(token, dialect_word(dialect, text, size, token->offset, size, false));
    }
}

/* Leaves of the wildcards those * that stand alone between two words; returns how many. */
static size_t keep_stars(char *text, size_t size)
{
    size_t first = size, last = 0, stars = 0;
    for (size_t i = 0; i < size; i++) {
        if (!dialect_is_letter(text[i])) continue;
        if (first == size) first = i;
        last = i;
    }
    for (size_t i = 0; i < size; i++) {
        bool alone = i > first && i < last && text[i - 1] == ' ' && text[i + 1] == ' ';
        if (text[i] == '?' || (text[i] == '*' && !alone)) text[i] = ' ';
        stars += text[i] == '*';
    }
    return stars;
}

static const char *quoted(struct dialect *dialect, size_t start, size_t size)
{
    char *text = arena_copy(dialect->arena, dialect->text + start, size);
    if (!text)
        dialect_no_memory(dialect);
    else if (keep_stars(text, size))
        dialect_note(dialect, "a * in a phrase is one word here, and not several");
    return text;
}

static void read_word(struct dialect *dialect, struct dialect_token *token)
{
    if (dialect_at(dialect, dialect->next, '|')) {
        dialect->next += dialect_at(dialect, dialect->next + 1, '|') ? 2 : 1;
        dialect_infix(token, DIALECT_OR, BINDS_OR, NULL);
    } else if (!read_sign(dialect, token)) {
        read_chunk(dialect, token);
    }
}

const struct dialect_family dialect_google = {.name = "google",
                                              .brackets = "()",
                                              .quoted = quoted,
                                              .word = read_word,
                                              .row_binds = BINDS_AND};
