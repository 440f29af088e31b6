/* wire_7901.c - see wire.h: messages as IPTC 7901 has them.
 *
 *     SOH eca062 4 i 211 ccccb   dpa 061      who sends, number, priority, category, words; more
 *     Germany-politics/                       what it is about
 *     STX 1ST LEAD                            what kind of message
 *     Talks could fail                        the title
 *     By Ann Roe, dpa =                       the byline; a = ends what isn't text
 *
 *     Berlin (dpa) - Talks ...
 *     ETX 131137 GMT Nov 13  EOT              day, hour, minute, zone, month, year */
#include <stdio.h>
#include <string.h>

#include "common/date.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/paragraphs.h"
#include "common/readers/wire.h"

enum {
    HEAD_LINES_MAX = 6, /* before the text, of messages that don't mark its start */
    FLAG_MAX = 20,      /* bytes of "2ND ROUNDUP" */
    YEAR_PIVOT = 70     /* 69 is 2069, 70 is 1970 */
};

/* ---- Header and trailer ------------------------------------------------------------------------- */

static bool is_number(struct piece word)
{
    return word.size && wire_digits(word, word.size > 9 ? 9 : word.size) >= 0;
}

/* "eca062 4 i 211 ccccb   dpa 061": the category; the agency, before its own number. */
static void take_first_line(struct piece line, struct article *article, struct piece *agency)
{
    struct piece before = {"", 0}, word;
    for (size_t i = 0; (word = wire_word(&line)).size; i++) {
        const char *section = i == 2 ? wire_section(word) : NULL;
        if (section) article_add(article, ARTICLE_SECTION, section, strlen(section));
        if (i > 4 && !line.size && is_number(word) && !is_number(before)) *agency = before;
        before = word;
    }
}

/* The lines of the header: the first, and what the message is about. */
static void take_header(struct piece header, struct article *article, struct piece *agency)
{
    struct piece line;
    for (bool first = true; wire_line(&header, &line);) {
        line = wire_trim(line);
        if (!line.size) continue;
        if (first) take_first_line(line, article, agency);
        while (!first && line.size && line.text[line.size - 1] == '/')
            line.size--;
        while (!first && line.size && *line.text == '/')
            line.text++, line.size--;
        if (!first) article_add(article, ARTICLE_TAG, line.text, line.size);
        first = false;
    }
}

/* "131137 GMT Nov 13", or without a zone. */
static void take_trailer(struct piece trailer, struct article *article)
{
    struct piece words[4];
    char text[40];
    struct date date;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words[i] = wire_word(&trailer);
    const size_t at = is_number(words[2]) ? 1 : 2; /* of the month */
    const struct piece clock = words[0], month = words[at], year = words[at + 1];
    if (clock.size != 6 || !is_number(clock) || month.size > 12 || !is_number(year)) return;
    int number = wire_digits(year, year.size == 4 ? 4 : 2);
    if (year.size == 2) number += number < YEAR_PIVOT ? 2000 : 1900;
    const int size = snprintf(text, sizeof text, "%.2s %.*s %04d %.2s:%.2s", clock.text,
                              (int)month.size, month.text, number, clock.text + 2, clock.text + 4);
    if (date_parse(text, (size_t)size, &date))
        article_add(article, ARTICLE_DATE, text, (size_t)size);
}

/* ---- Before the text ---------------------------------------------------------------------------- */

struct head {
    struct piece lines[HEAD_LINES_MAX];
    size_t count;
};

/* "1ST LEAD", "EXTRA", "(Achtung)": what kind of message it is. */
static bool is_flag(struct piece line)
{
    if (line.size && *line.text == '(' && line.text[line.size - 1] == ')') return true;
    if (line.size > FLAG_MAX) return false;
    for (size_t i = 0; i < line.size; i++)
        if ((line.text[i] >= 'a' && line.text[i] <= 'z') || (unsigned char)line.text[i] >= 0x80)
            return false;
    return true;
}

static bool is_indented(struct piece line)
{
    return line.size > 1 && (*line.text == '\t' || (*line.text == ' ' && line.text[1] == ' '));
}

/* Takes the lines before the text off: up to one that ends in =, an empty one, one that is indented, or that begins
 * as a report does. */
static void take_head(struct piece *rest, struct head *head)
{
    struct piece left = *rest, line;
    struct dateline dateline;
    while (head->count < HEAD_LINES_MAX && wire_line(&left, &line)) {
        const bool indented = head->count && is_indented(line);
        line = wire_trim(line);
        if (!line.size && !head->count) continue;
        if (indented || (head->count && dateline_find(line.text, line.size, &dateline))) return;
        *rest = left;
        if (!line.size) return;
        const bool ends = line.text[line.size - 1] == '=';
        if (ends) line = wire_trim((struct piece){line.text, line.size - 1});
        head->lines[head->count++] = line;
        if (ends) return;
    }
}

/* Title and authors; a flag is the title where nothing else is. */
static void take_title(const struct head *head, struct article *article)
{
    struct buf *title = &article->fields[ARTICLE_TITLE];
    for (size_t i = 0; i < head->count; i++) {
        const struct piece line = head->lines[i];
        const bool last = i + 1 == head->count;
        if (title->size &&
            (byline_is(line.text, line.size) || (last && wire_starts(line, "By ")))) {
            byline_add(article, line.text, line.size);
        } else if (!is_flag(line) || (!title->size && last)) {
            if (title->size) buf_add_char(title, ' ');
            buf_add(title, line.text, line.size);
        }
    }
}

/* ---- Text --------------------------------------------------------------------------------------- */

static bool has_word(struct piece line, const char *word)
{
    const size_t size = strlen(word);
    for (size_t at = 0; at + size <= line.size; at++)
        if (wire_starts((struct piece){line.text + at, line.size - at}, word)) return true;
    return false;
}

/* Whether what follows is for editors: "# dpa NOTEBOOK", "* * * *" and "not for publication". */
static bool is_end(struct piece line, struct piece rest)
{
    if (wire_starts(line, "#")) return has_word(line, "notebook") || has_word(line, "notizblock");
    if (!wire_starts(line, "* * *")) return false;
    for (size_t i = 0; i < 2 && wire_line(&rest, &line); i++)
        if (has_word(line, "publication") || has_word(line, "ffentlichung")) return true;
    return false;
}

static void take_text(struct piece text, struct article *article)
{
    struct paragraphs body = {.out = &article->fields[ARTICLE_BODY]};
    struct piece line;
    while (wire_line(&text, &line)) {
        const bool starts = is_indented(line);
        line = wire_trim(line);
        if (is_end(line, text)) return;
        paragraphs_apart(&body, starts || !line.size ? PARAGRAPHS_EMPTY_LINE : PARAGRAPHS_SPACE);
        paragraphs_text(&body, line.text, line.size);
    }
}

void wire_read_7901(const struct wire_message *message, struct article *article)
{
    struct head head = {.count = 0};
    struct piece text = message->text, agency = {"", 0};
    take_header(message->header, article, &agency);
    take_head(&text, &head);
    take_title(&head, article);
    take_text(text, article);
    take_trailer(message->trailer, article);
    dateline_of_text(article);
    if (!article->fields[ARTICLE_SOURCE].size)
        article_add(article, ARTICLE_SOURCE, agency.text, agency.size);
}
