/* html_meta_byline.c - the part of a line that names who wrote: pages show more in it.
 *
 *     Posted on 3 May 2024 by Jane Doe          by Jane Doe
 *     Jane Doe, 03.05.2024 10:15                Jane Doe
 *     Datum: 3.5.2024 Autor: Jane Doe Quelle: Buoy     Autor: Jane Doe */
#include <string.h>

#include "common/date_words.h"
#include "common/readers/html_meta_found.h"

/* Words that names stand behind. */
static const char by_words[] =
    " by von par por door af av di by: von: par: por: author: authors: autor: autoren: "
    "auteur: autore: autora: ";

/* Words that may stand before those. */
static const char written[] =
    " posted written published reported story words report article erstellt geschrieben "
    "verfasst gepostet veröffentlicht beitrag artikel text tekst texte texto testo escrito "
    "publicado publié écrit scritto pubblicato geschreven skrevet skriven ";

/* Words between a name and a date or a time. */
static const char around_dates[] =
    " on at am um the le el il den der del de vor hace ha há ago uhr pm a.m. p.m. - – | · • / , ";

static bool has_digit(struct piece word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.text[i] >= '0' && word.text[i] <= '9') return true;
    return false;
}

/* The last word, which is taken off. */
static struct piece last_word(struct piece *rest)
{
    *rest = piece_trim(*rest, "");
    size_t size = 0;
    while (size < rest->size && !piece_is_space(rest->text[rest->size - size - 1]))
        size++;
    rest->size -= size;
    return (struct piece){rest->text + rest->size, size};
}

static bool is_date_word(struct piece word)
{
    char name[DATE_WORD_MAX];
    date_word(word.text, word.size, name);
    return piece_is_one_of(around_dates, word) || date_month_of(name) || date_is_weekday(name);
}

/* Without the names of months and days and their like at the ends where numbers stood. */
static struct piece without_date_words(struct piece part, bool at_start, bool at_end)
{
    struct piece rest = part;
    while (at_start && (rest = part, is_date_word(piece_next_word(&rest))))
        part = rest;
    while (at_end && (rest = part, is_date_word(last_word(&rest))))
        part = rest;
    return piece_trim(part, ",|");
}

/* What stands up to the next number, or the end; *is_end: there is none. The number is taken off too. */
static struct piece next_part(struct piece *rest, bool *is_end)
{
    struct piece part = {rest->text, 0}, word;
    while ((word = piece_next_word(rest)).size && !has_digit(word))
        part.size = (size_t)(rest->text - part.text);
    *is_end = !word.size;
    return part;
}

/* From "by" on, up to the next label; empty if nobody is named so. */
static struct piece from_by(struct piece part)
{
    struct piece rest = part, word = piece_next_word(&rest);
    if (piece_is_one_of(written, word)) {
        part = rest;
        word = piece_next_word(&rest);
    }
    if (!piece_is_one_of(by_words, word)) return (struct piece){part.text, 0};
    while ((word = piece_next_word(&rest)).size)
        if (word.text[word.size - 1] == ':') break;
    part.size = (size_t)(word.text - part.text);
    return piece_trim(part, ", ");
}

static bool is_one_word(struct piece part)
{
    piece_next_word(&part);
    return !piece_next_word(&part).size;
}

struct piece meta_byline(const char *text, size_t size)
{
    struct piece rest = {text, size}, first = {text, 0};
    for (bool is_start = true, is_end = false; !is_end; is_start = false) {
        struct piece part = next_part(&rest, &is_end);
        part = without_date_words(part, !is_start, !is_end);
        const struct piece named = from_by(part);
        if (named.size) return named;
        if (!first.size && ((is_start && is_end) || !is_one_word(part))) first = part;
    }
    return first;
}

bool meta_is_byline(const char *text, size_t size)
{
    struct piece rest = meta_byline(text, size);
    if (!rest.size || rest.text[rest.size - 1] == '.') return false;
    const bool has_by = piece_is_one_of(by_words, piece_next_word(&rest));
    const struct piece name = piece_next_word(&rest);
    return has_by && name.size && (*name.text < 'a' || *name.text > 'z');
}

bool meta_is_by(const char *text, size_t size)
{
    struct piece rest = {text, size};
    struct piece word = piece_next_word(&rest);
    if (piece_is_one_of(written, word)) word = piece_next_word(&rest);
    return piece_is_one_of(by_words, word) && !piece_next_word(&rest).size;
}
