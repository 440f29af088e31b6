/* wire_anpa.c - see wire.h: messages as ANPA 1312 has them, by the use of American agencies.
 *
 *     SYN SYN SOH W2870 US _asian             service and number, selector
 *     f l DC3 DC1 BC-LT--Cancer     11-13 1049    priority, category, format, slug, date, words
 *     STX ^BC-LT--Cancer Beauty,466<          ^ and < or = are marks of typesetting; the slug in full
 *     ^For patients, mirrors can hurt <       the title
 *     ^AP Photo XNP101<                       for editors
 *     ^By PAUL BANKS=                         the byline
 *     ^Associated Press=
 *          NORTHGATE (AP) _ For patients ...  a paragraph is indented
 *          ETX AP-WF-11-13-13 1509GMT<        agency, month, day, year, hour, minute
 *     FF EOT
 *
 * A table's row begins with BS; RS and US stand between its columns, DLE before a space that is none. */
#include <stdio.h>
#include <string.h>

#include "common/date.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/paragraphs.h"
#include "common/readers/wire.h"

#define ROW '\b'
#define EM_DASH "\xE2\x80\x94"
#define HALF "\xC2\xBD"

enum {
    LINE_MAX = 64 * 1024, /* bytes that are looked through for a second mark */
    TITLE_MAX = 200,      /* bytes of one without a mark */
    SUMMARY_MIN = 60,     /* bytes */
    YEAR_PIVOT = 70       /* 69 is 2069, 70 is 1970 */
};

struct anpa {
    struct article *article;
    struct paragraphs body;
    struct piece slug;
    bool in_head;     /* before the text */
    bool after_by;    /* the last line was the byline */
    bool after_row;   /* the last line was a table's row, or ended like one */
    size_t head_size; /* of the body, when the text began: a summary, notes */
    struct buf clean; /* a line of text without marks */
};

/* ---- Lines -------------------------------------------------------------------------------------- */

/* Takes the marks off both ends; *is_row: the line ends like a table's. */
static struct piece without_marks(struct piece line, bool *is_row)
{
    line = wire_trim(line);
    *is_row = line.size && line.text[line.size - 1] == '<';
    while (line.size && strchr("<=+", line.text[line.size - 1]))
        line = wire_trim((struct piece){line.text, line.size - 1});
    while (line.size && *line.text == '^')
        line = wire_trim((struct piece){line.text + 1, line.size - 1});
    return line;
}

/* " _ " is a dash, a { behind a number a half. */
static struct piece clean(struct anpa *anpa, struct piece line)
{
    buf_reset(&anpa->clean);
    for (size_t i = 0; i < line.size; i++) {
        const char before = i ? line.text[i - 1] : ' ', c = line.text[i];
        const char after = i + 1 < line.size ? line.text[i + 1] : ' ';
        if (c == '_' && before == ' ' && after == ' ')
            buf_add_text(&anpa->clean, EM_DASH);
        else if (c == '{' && before >= '0' && before <= '9')
            buf_add_text(&anpa->clean, HALF);
        else
            buf_add_char(&anpa->clean, (unsigned char)c < ' ' || c == '^' ? ' ' : c);
    }
    if (anpa->clean.failed) anpa->article->fields[ARTICLE_BODY].failed = true;
    return (struct piece){anpa->clean.data, anpa->clean.size};
}

static void add_text(struct anpa *anpa, struct piece line, enum paragraphs_gap gap)
{
    line = clean(anpa, line);
    paragraphs_apart(&anpa->body, gap);
    paragraphs_text(&anpa->body, line.text, line.size);
}

/* ---- Before the text ---------------------------------------------------------------------------- */

/* "BC-LT--Argentina-Cancer Beauty, 1st Ld-Writethru,466": cuts off what follows the comma; false if it is no slug. */
static bool is_slug(struct piece *line)
{
    const bool cycle = line->size > 3 && line->text[2] == '-' &&
                       !(wire_word(&(struct piece){line->text, 2}).size < 2);
    size_t size = line->size;
    while (size && line->text[size - 1] >= '0' && line->text[size - 1] <= '9')
        size--;
    const bool counted = size && line->text[size - 1] == ',';
    if (!cycle && !(counted && size < line->size)) return false;
    const char *comma = memchr(line->text, ',', line->size);
    if (comma > line->text) line->size = (size_t)(comma - line->text);
    return true;
}

/* What a slug says of the matter, for a title: behind "BC-US--". */
static struct piece matter(struct piece slug)
{
    for (size_t at = 0; at + 2 < slug.size; at++)
        if (slug.text[at] == '-' && slug.text[at + 1] == '-')
            return (struct piece){slug.text + at + 2, slug.size - at - 2};
    return slug.size > 3 && slug.text[2] == '-' ? (struct piece){slug.text + 3, slug.size - 3}
                                                : slug;
}

static bool is_for_editors(struct piece line)
{
    static const char *const starts[] = {
        "AP Photo",   "Photo ",   "Eds:", "(Eds:", "Eds.:", "Editors:", "Ed:",       "With AP ",
        "AP Graphic", "AP Video", "Attn", "(Attn", "*",     "For use ", "All Times "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (wire_starts(line, starts[i])) return true;
    return !line.size;
}

/* A line with a ^ before the text. */
static void take_head_line(struct anpa *anpa, struct piece line)
{
    struct article *article = anpa->article;
    const bool after_by = anpa->after_by;
    anpa->after_by = false;
    if (is_for_editors(line)) return;
    if (!anpa->slug.size && !article->fields[ARTICLE_TITLE].size && is_slug(&line)) {
        anpa->slug = line;
    } else if (byline_is(line.text, line.size)) {
        byline_add(article, line.text, line.size);
        anpa->after_by = true;
    } else if (after_by && byline_is_credit(line.text, line.size)) {
        anpa->after_by = true;
    } else if (!article->fields[ARTICLE_TITLE].size && !after_by) {
        line = clean(anpa, line);
        article_add(article, ARTICLE_TITLE, line.text, line.size);
    } else {
        add_text(anpa, line, PARAGRAPHS_EMPTY_LINE);
    }
}

/* "^*9006< ^AP-Top-Headlines,0176<" is two lines. */
static void take_head_lines(struct anpa *anpa, struct piece line)
{
    bool ignored;
    for (size_t at = 1; at < line.size && at < LINE_MAX; at++) {
        if (line.text[at] != '^' || line.text[at - 1] != ' ' || at < 2 || line.text[at - 2] != '<')
            continue;
        take_head_line(anpa, without_marks((struct piece){line.text, at}, &ignored));
        line = (struct piece){line.text + at, line.size - at};
        at = 0;
    }
    take_head_line(anpa, without_marks(line, &ignored));
}

/* ---- Text --------------------------------------------------------------------------------------- */

static void take_line(struct anpa *anpa, struct piece line)
{
    const bool is_row = line.size && *line.text == ROW;
    const bool is_marked = line.size && *line.text == '^';
    const bool is_indented = line.size && (*line.text == ' ' || *line.text == '\t');
    bool ends_as_row;
    /* Some have no marks: then the title is the line before the first that is indented. */
    const bool untitled = !anpa->article->fields[ARTICLE_TITLE].size && line.size <= TITLE_MAX &&
                          !is_row && !is_indented && wire_trim(line).size;
    if (anpa->in_head && (is_marked || untitled)) {
        take_head_lines(anpa, line);
        return;
    }
    const bool was_row = anpa->after_row;
    line = without_marks(line, &ends_as_row);
    if (!line.size) {
        paragraphs_apart(&anpa->body, PARAGRAPHS_EMPTY_LINE);
        return;
    }
    if (wire_starts(line, "END") && line.size == 3 && is_marked) return;
    if (anpa->in_head) anpa->head_size = anpa->article->fields[ARTICLE_BODY].size;
    anpa->in_head = false;
    anpa->after_row = is_row || ends_as_row;
    add_text(anpa, line,
             was_row && anpa->after_row && !is_marked ? PARAGRAPHS_LINE
             : is_row || is_marked || is_indented     ? PARAGRAPHS_EMPTY_LINE
                                                      : PARAGRAPHS_SPACE);
}

/* ---- Header and trailer ------------------------------------------------------------------------- */

/* The second line begins with priority and category: "f l". */
static void take_header(struct piece header, struct article *article)
{
    struct piece line;
    if (!wire_line(&header, &line) || !wire_line(&header, &line)) return;
    wire_word(&line);
    const char *section = wire_section(wire_word(&line));
    if (section) article_add(article, ARTICLE_SECTION, section, strlen(section));
}

/* Whether the dateline says the `day`th of the `month`. */
static bool says(const struct dateline *dateline, int year, int month, int day)
{
    char text[40];
    struct date date;
    if (dateline->date_size > sizeof text - 8) return false;
    const int size = snprintf(text, sizeof text, "%.*s %04d", (int)dateline->date_size,
                              dateline->date, year);
    return date_parse(text, (size_t)size, &date) && date.month == month && date.day == day;
}

/* "AP-WF-11-13-13 1509GMT": the month comes first, but for those who begin with the day. */
static void take_trailer(struct piece trailer, const struct dateline *dateline,
                         struct article *article)
{
    const struct piece line = wire_word(&trailer), time = wire_word(&trailer);
    const char *dash = memchr(line.text, '-', line.size);
    char text[40] = "";
    struct date date;
    if (!dash || line.size < sizeof "-11-13-13") return;
    const struct piece days = {line.text + line.size - strlen("11-13-13"), strlen("11-13-13")};
    int month = wire_digits(days, 2), day = wire_digits((struct piece){days.text + 3, 2}, 2);
    int year = wire_digits((struct piece){days.text + 6, 2}, 2);
    year += year < YEAR_PIVOT ? 2000 : 1900;
    if (dateline && says(dateline, year, day, month)) {
        const int swapped = month;
        month = day;
        day = swapped;
    }
    size_t size = (size_t)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    if (wire_digits(time, 4) >= 0)
        size += (size_t)snprintf(text + size, sizeof text - size, "T%.2s:%.2s", time.text,
                                 time.text + 2);
    if (date_parse(text, size, &date)) article_add(article, ARTICLE_DATE, text, size);
    if (!article->fields[ARTICLE_SOURCE].size)
        article_add(article, ARTICLE_SOURCE, line.text, (size_t)(dash - line.text));
}

/* A summary that the text says again goes: its beginning tells. */
static void drop_summary(struct anpa *anpa)
{
    struct buf *body = &anpa->article->fields[ARTICLE_BODY];
    const size_t size = anpa->head_size;
    if (!size || size >= body->size || body->failed) return;
    const size_t beginning = size < SUMMARY_MIN ? size : SUMMARY_MIN;
    if (!memmem(body->data + size, body->size - size, body->data, beginning)) return;
    const size_t used = size + strspn(body->data + size, " \n");
    memmove(body->data, body->data + used, body->size - used);
    buf_cut(body, body->size - used);
}

void wire_read_anpa(const struct wire_message *message, struct article *article)
{
    struct anpa anpa = {
        .article = article, .body = {.out = &article->fields[ARTICLE_BODY]}, .in_head = true};
    struct piece text = message->text, line;
    struct dateline dateline;
    buf_init(&anpa.clean);
    take_header(message->header, article);
    while (wire_line(&text, &line))
        take_line(&anpa, line);
    drop_summary(&anpa);
    article_add(article, ARTICLE_TAG, anpa.slug.text, anpa.slug.size);
    if (!article->fields[ARTICLE_TITLE].size && anpa.slug.size) {
        const struct piece title = matter(anpa.slug);
        article_add(article, ARTICLE_TITLE, title.text, title.size);
    }
    const bool dated = dateline_take(article, &dateline) && dateline.date_size;
    take_trailer(message->trailer, dated ? &dateline : NULL, article);
    buf_release(&anpa.clean);
}
