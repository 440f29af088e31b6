/* dialect_text.c - see dialect.h: what the dialects' lexers share. */
#include <string.h>
#include <strings.h>

#include "searcher/dialect.h"
#include "searcher/lex.h"

bool dialect_at(const struct dialect *dialect, size_t at, char c)
{
    return at < dialect->size && dialect->text[at] == c;
}

void dialect_skip(struct dialect *dialect)
{
    while (dialect->next < dialect->size) {
        size_t used = lex_space(dialect->text + dialect->next, dialect->size - dialect->next);
        if (!used && dialect->text[dialect->next] != ',') return;
        dialect->next += used ? used : 1;
    }
}

bool dialect_is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

size_t dialect_spaces(const struct dialect *dialect, size_t at)
{
    while (dialect_at(dialect, at, ' '))
        at++;
    return at;
}

size_t dialect_chunk(const struct dialect *dialect, size_t at, const char *stops)
{
    size_t start = at;
    enum lex_quotes family;
    for (; at < dialect->size; at++) {
        const char *text = dialect->text + at;
        size_t rest = dialect->size - at;
        if (strchr(stops, *text) || lex_space(text, rest) || lex_quote(text, rest, &family)) break;
    }
    return at - start;
}

bool dialect_is(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && !strncasecmp(text, word, size);
}

bool dialect_quoted(struct dialect *dialect, size_t *start, size_t *close, size_t *end)
{
    enum lex_quotes family, other;
    size_t length = 0;
    const char *text = dialect->text;
    size_t quote = lex_quote(text + dialect->next, dialect->size - dialect->next, &family);
    *start = dialect->next + quote;
    for (*close = *start; *close < dialect->size; ++*close)
        if ((length = lex_quote(text + *close, dialect->size - *close, &other)) && other == family)
            break;
    *end = *close + length;
    if (*close < dialect->size) return true;
    dialect_fail(dialect, dialect->next, quote, "this quote is never closed");
    return false;
}

bool dialect_number(struct dialect *dialect, const char *text, size_t size, size_t offset,
                    const char *name, unsigned least, unsigned most, unsigned *out)
{
    bool good = size > 0;
    *out = 0;
    for (size_t i = 0; i < size && good; i++) {
        good = text[i] >= '0' && text[i] <= '9' && *out <= most;
        *out = *out * 10 + (unsigned)(text[i] - '0');
    }
    if (good && *out >= least && *out <= most) return true;
    dialect_fail(dialect, offset, size, "%s takes a number from %u to %u", name, least, most);
    return false;
}

const char *dialect_language(const char *name)
{
    static const char *const rows[][2] = {
        {"english", "en"},    {"german", "de"},     {"french", "fr"},  {"spanish", "es"},
        {"italian", "it"},    {"portuguese", "pt"}, {"dutch", "nl"},   {"russian", "ru"},
        {"chinese", "zh"},    {"japanese", "ja"},   {"korean", "ko"},  {"arabic", "ar"},
        {"swedish", "sv"},    {"danish", "da"},     {"finnish", "fi"}, {"norwegian", "no"},
        {"polish", "pl"},     {"turkish", "tr"},    {"czech", "cs"},   {"hungarian", "hu"},
        {"indonesian", "id"}, {"ukrainian", "uk"},  {"hebrew", "he"},  {"greek", "el"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (dialect_is(name, strlen(name), rows[i][0]) ||
            dialect_is(name, strlen(name), rows[i][1]))
            return rows[i][1];
    return NULL;
}
