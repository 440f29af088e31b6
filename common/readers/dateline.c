/* dateline.c - see dateline.h.
 *
 *     KAESONG, South Korea, June 16 (Yonhap) -- The building ...
 *     head                           agency  dash
 *     place                 date                                  */
#include "common/readers/dateline.h"

#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/byline.h"
#include "common/readers/piece.h"

enum {
    LOOK_MAX = 160, /* bytes; what is longer is no dateline */
    HEAD_MAX = 90,  /* up to the agency or the dash */
    AGENCY_MAX = 40,
    AGENCY_WORD_MAX = 12, /* of one without brackets */
    PLACE_WORDS_MAX = 10,
    PARAGRAPHS_MAX = 4, /* that are looked at: a summary may come first */
    WORD_MAX = 20       /* of months */
};

static struct piece trim(struct piece piece)
{
    return piece_trim(piece, ",;");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Whether a date can be made of `word` and what is given of it: asks who knows the months. */
static bool makes_date(const char *before, struct piece word, const char *after)
{
    char text[WORD_MAX + 32];
    struct date date;
    word = piece_trim(word, ".,");
    if (!word.size || word.size > WORD_MAX || is_digit(*word.text)) return false;
    const size_t size = strlen(before);
    memcpy(text, before, size);
    memcpy(text + size, word.text, word.size);
    memcpy(text + size + word.size, after, strlen(after));
    return date_parse(text, size + word.size + strlen(after), &date) && date.day;
}

static bool is_month(struct piece word)
{
    return makes_date("1 ", word, " 2000");
}

static bool is_weekday(struct piece word)
{
    return makes_date("", word, ", 1 January 2000");
}

/* ---- Dates in a head ---------------------------------------------------------------------------- */

/* Whether `rest` begins with a day and a month; `after_comma`: or with a weekday. */
static bool starts_date(struct piece rest, bool after_comma)
{
    const struct piece first = piece_next_word(&rest);
    struct piece second = piece_next_word(&rest);
    if (piece_is_one_of(" le den am il el on ", first) && second.size && is_digit(*second.text))
        return true;
    if (after_comma && is_weekday(first)) return true;
    if (!second.size) return false;
    if (is_digit(*first.text)) {
        if (piece_is_one_of(" de ", second)) second = piece_next_word(&rest);
        return is_month(second);
    }
    return is_digit(*second.text) && is_month(first);
}

/* Splits "KAESONG, South Korea, June 16" at its date, and takes an agency off its end: "Nov 26 AFP". */
static void split_head(struct piece head, struct dateline *out)
{
    struct piece rest = head, place = head;
    bool after_comma = true;
    for (bool first = true; rest.size; first = false) {
        struct piece before = rest;
        if (starts_date(before, after_comma && !first)) {
            before = trim(before);
            out->date = before.text;
            out->date_size = before.size;
            place.size = (size_t)(before.text - head.text);
            break;
        }
        const struct piece word = piece_next_word(&rest);
        after_comma = word.size && word.text[word.size - 1] == ',';
    }
    struct date date;
    if (!out->date_size && date_parse(head.text, head.size, &date)) {
        out->date = head.text;
        out->date_size = head.size;
        place.size = 0;
    }
    place = piece_trim(place, ",;-_");
    out->place = place.text;
    out->place_size = place.size;
}

/* The last word of a date, if it is an agency: "Nov 26 AFP", "Dec. 9 Kyodo". */
static void take_bare_agency(struct dateline *out)
{
    size_t at = out->date_size;
    if (!at) return; /* nor a date to point into */
    while (at && (is_upper(out->date[at - 1]) || is_lower(out->date[at - 1])))
        at--;
    const struct piece word = {out->date + at, out->date_size - at};
    while (at && (piece_is_space(out->date[at - 1]) || out->date[at - 1] == ','))
        at--;
    if (out->agency_size || word.size < 2 || word.size > AGENCY_WORD_MAX || !is_upper(*word.text))
        return;
    if (!at || !is_digit(out->date[at - 1]) || is_month(word) ||
        piece_is_one_of(" GMT UTC AM PM ", word))
        return;
    out->agency = word.text;
    out->agency_size = word.size;
    out->date_size = at;
}

/* ---- Places ------------------------------------------------------------------------------------- */

/* Whether a text can be a place: words with capitals, commas, no sentence. */
static bool is_place(struct piece text)
{
    static const char small[] =
        " and of the upon on sur am de del di du la le les el al den der an bei in y e und et "
        "les lez do da dos das los las sous pod nad ";
    size_t words = 0;
    if (!text.size) return false;
    for (size_t i = 0; i < text.size; i++)
        if (strchr("\":;?!<>()[]{}=|@#", text.text[i]) || is_digit(text.text[i])) return false;
    for (struct piece word; (word = piece_next_word(&text)).size; words++) {
        if (words == PLACE_WORDS_MAX) return false;
        if (is_lower(*word.text) && (!words || !piece_is_one_of(small, trim(word)))) return false;
    }
    return true;
}

/* Whether the first part of a place is in capitals, as in datelines alone: "OTTAWA". What else stands so at the
 * head of a report is known. */
static bool is_in_capitals(struct piece place)
{
    static const char others[] =
        " EXCLUSIVE UPDATE CORRECTION CORRECTED BREAKING ANALYSIS REVIEW WATCH OPINION FACTBOX "
        "ADVISORY URGENT FLASH "
        "ALERT EMBARGOED NOTE EDITORS EDITOR'S EDITORS' ATTENTION LIVE VIDEO PHOTOS INTERVIEW "
        "TIMELINE EXPLAINER "
        "QUOTES RPT REFILE "
        "SUMMARY HIGHLIGHTS NEWSMAKER PREVIEW FEATURE COLUMN COMMENTARY BRIEF NEWS ";
    const char *comma = memchr(place.text, ',', place.size);
    const struct piece part = {place.text, comma ? (size_t)(comma - place.text) : place.size};
    struct piece rest = part;
    size_t letters = 0;
    for (size_t i = 0; i < part.size; i++) {
        if (is_lower(part.text[i])) return false;
        letters += is_upper(part.text[i]);
    }
    return letters >= 3 && !piece_is_one_of(others, trim(piece_next_word(&rest)));
}

/* ---- Pieces of a text --------------------------------------------------------------------------- */

/* Bytes of a dash at `text`, with a full stop before it or not; 0 if there is none. */
static size_t dash_size(const char *text, size_t size)
{
    static const char *const dashes[] = {
        "--", "-", "\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "_", ":", "="};
    const size_t stop = size && *text == '.' ? 1 : 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        const size_t length = strlen(dashes[i]);
        if (size - stop >= length && !memcmp(text + stop, dashes[i], length)) return stop + length;
    }
    return 0;
}

/* An agency in brackets at `text`: (AP), /ritzau/. Returns its bytes, 0 if it is none. */
static size_t agency_size(const char *text, size_t size, struct piece *agency)
{
    const char end = *text == '(' ? ')' : *text == '[' ? ']' : '/';
    size_t at = 1;
    while (at < size && at <= AGENCY_MAX && text[at] != end)
        at++;
    *agency = trim((struct piece){text + 1, at - 1});
    if (at == size || text[at] != end || !agency->size) return 0;
    for (size_t i = 0; i < agency->size; i++)
        if (strchr("\"?!;=\n", agency->text[i])) return 0;
    if (end == '/' && memchr(agency->text, ' ', agency->size)) return 0;
    const char first = *agency->text;
    return is_upper(first) || is_lower(first) || (unsigned char)first >= 0x80 ? at + 1 : 0;
}

/* Where an agency in brackets begins; `size` if there is none. */
static size_t find_agency(const char *text, size_t size)
{
    for (size_t at = 0; at < size; at++)
        if (text[at] == '(' || (text[at] == '/' && (!at || piece_is_space(text[at - 1]))))
            return at;
    return size;
}

/* Where a dash between two spaces begins, or at the end; `size` if there is none. */
static size_t find_dash(const char *text, size_t size)
{
    for (size_t at = 1; at < size; at++) {
        const size_t length = piece_is_space(text[at - 1]) ? dash_size(text + at, size - at) : 0;
        if (length && text[at] != '.' && (at + length == size || piece_is_space(text[at + length])))
            return at;
    }
    return size;
}

/* What can be looked at: up to an empty line. */
static size_t look_size(const char *text, size_t size)
{
    if (size > LOOK_MAX) size = LOOK_MAX;
    for (size_t at = 1; at < size; at++)
        if (text[at] == '\n' && text[at - 1] == '\n') return at;
    return size;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static void set_agency(struct dateline *out, struct piece agency)
{
    out->agency = agency.text;
    out->agency_size = agency.size;
}

/* "ANSA - ROMA": the part of a head that is the place. */
static struct piece last_part(struct piece head)
{
    for (size_t at; (at = find_dash(head.text, head.size)) < head.size;) {
        struct piece behind = {head.text + at, head.size - at};
        behind = piece_trim(behind, "-_.:,");
        if (!behind.size || starts_date(behind, true)) break;
        head = behind;
    }
    return head;
}

void dateline_read(const char *text, size_t size, struct dateline *out)
{
    static const char marks[] = "-_:=,;.";
    struct piece agency, whole = {text, size};
    *out = (struct dateline){.place = text};
    while (whole.size && piece_is_space(*whole.text))
        whole.text++, whole.size--;
    if (whole.size > LOOK_MAX) return;
    struct piece head = {whole.text, find_agency(whole.text, whole.size)};
    if (head.size < whole.size) {
        const size_t used = agency_size(head.text + head.size, whole.size - head.size, &agency);
        if (used) set_agency(out, agency);
        struct piece behind = {head.text + head.size + used, whole.size - head.size - used};
        behind = piece_trim(behind, "-_:=,;.)");
        if (used && !trim(head).size) head = behind;
    }
    /* A dash of three bytes at the end. */
    while (head.size >= 3 && !memcmp(head.text + head.size - 3, "\xE2\x80", 2))
        head = trim((struct piece){head.text, head.size - 3});
    /* The full stop of "Mass." is its own. */
    const bool stop = head.size && !strchr("-_:= ", head.text[head.size - 1]);
    head = piece_trim(head, stop ? ",;" : marks);
    split_head(last_part(head), out);
    take_bare_agency(out);
    if (!is_place((struct piece){out->place, out->place_size})) out->place_size = 0;
}

/* "/TASS/." and "Paris (ats afp) Les": where no dash need be. The agency is of short words in one case. */
static bool needs_no_dash(struct piece head, const char *text, size_t size, struct piece agency)
{
    size_t words = 0, at = 0;
    if (size && *text == '.' && text[-1] == '/') return true;
    while (at < size && piece_is_space(text[at]))
        at++;
    if (!at || at == size || !is_upper(text[at]) || text[-1] != ')') return false;
    for (struct piece word; (word = piece_next_word(&head)).size;)
        words++;
    if (!words || words > 2) return false;
    for (struct piece word; (word = piece_next_word(&agency)).size;)
        for (size_t i = 0; i < word.size; i++)
            if (word.size > 4 || is_lower(word.text[i]) != is_lower(*word.text)) return false;
    return true;
}

/* "PLACE, date (AGENCY) -" */
static bool find_with_agency(struct piece text, struct dateline *out)
{
    struct piece agency, head = {text.text, find_agency(text.text, text.size)};
    if (head.size == text.size || head.size > HEAD_MAX) return false;
    const size_t used = agency_size(text.text + head.size, text.size - head.size, &agency);
    size_t at = head.size + used;
    while (at < text.size && piece_is_space(text.text[at]))
        at++;
    if (!used) return false;
    const struct piece behind = {text.text + head.size + used, text.size - head.size - used};
    if (!dash_size(text.text + at, text.size - at) &&
        !needs_no_dash(head, behind.text, behind.size, agency))
        return false;
    set_agency(out, agency);
    /* "January 21. /TASS/": but the full stop of "Mass." is its own. */
    split_head(piece_trim(head, text.text[head.size] == '/' ? ",;." : ",;"), out);
    const struct piece place = {out->place, out->place_size};
    return place.size ? is_place(place) : out->date_size > 0;
}

/* "(AGENCY) - PLACE, date -" */
static bool find_behind_agency(struct piece text, struct dateline *out)
{
    struct piece agency;
    if (!text.size || (*text.text != '(' && *text.text != '/')) return false;
    size_t at = agency_size(text.text, text.size, &agency);
    while (at && at < text.size && piece_is_space(text.text[at]))
        at++;
    const size_t dash = at ? dash_size(text.text + at, text.size - at) : 0;
    if (!dash) return false;
    set_agency(out, agency);
    const struct piece rest = {text.text + at + dash, text.size - at - dash};
    const struct piece head = trim((struct piece){rest.text, find_dash(rest.text, rest.size)});
    if (head.size > HEAD_MAX || head.size + 1 >= rest.size) return true;
    split_head(head, out);
    const struct piece place = {out->place, out->place_size};
    if (!is_place(place) || (!out->date_size && !is_in_capitals(place)))
        out->place_size = out->date_size = 0;
    return true;
}

/* "OTTAWA - ", "SEOUL, Nov 26 AFP - " */
static bool find_bare(struct piece text, struct dateline *out)
{
    const struct piece head = {text.text, find_dash(text.text, text.size)};
    if (head.size == text.size || head.size > HEAD_MAX) return false;
    split_head(trim(head), out);
    take_bare_agency(out);
    const struct piece place = {out->place, out->place_size};
    if (!is_place(place)) return false;
    return is_in_capitals(place) || out->date_size > 0;
}

/* Whether the place is, with what follows it: a heading over a line with brackets is none. */
static bool is_on_one_line(const struct dateline *dateline)
{
    return !dateline->place_size || !memchr(dateline->place, '\n', dateline->place_size + 1);
}

bool dateline_find(const char *text, size_t size, struct dateline *out)
{
    static bool (*const forms[])(struct piece, struct dateline *) = {find_behind_agency,
                                                                     find_with_agency, find_bare};
    struct piece look = {text, size};
    while (look.size && piece_is_space(*look.text))
        look.text++, look.size--;
    look.size = look_size(look.text, look.size);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (struct dateline){.place = text};
        if (forms[i](look, out) && is_on_one_line(out)) return true;
    }
    *out = (struct dateline){.place = text};
    return false;
}

/* ---- Into an article ---------------------------------------------------------------------------- */

static void add_once(struct article *article, enum article_field field, const char *text,
                     size_t size)
{
    if (size && !article->fields[field].size) article_add(article, field, text, size);
}

void dateline_add(struct article *article, const struct dateline *dateline)
{
    struct date date;
    add_once(article, ARTICLE_PLACE, dateline->place, dateline->place_size);
    add_once(article, ARTICLE_SOURCE, dateline->agency, dateline->agency_size);
    if (dateline->date_size && date_parse(dateline->date, dateline->date_size, &date) && date.day)
        add_once(article, ARTICLE_DATE, dateline->date, dateline->date_size);
}

bool dateline_take(struct article *article, struct dateline *out)
{
    const char *text = article->fields[ARTICLE_BODY].data;
    for (size_t i = 0; text && i < PARAGRAPHS_MAX; i++) {
        const char *line_end = strchr(text, '\n');
        if (line_end && byline_is(text, (size_t)(line_end - text))) text = line_end + 1;
        if (dateline_find(text, strlen(text), out)) {
            dateline_add(article, out);
            return true;
        }
        text = strstr(text, "\n\n");
        if (text) text += 2;
    }
    return false;
}

void dateline_add_place(struct article *article, const char *text, size_t size)
{
    struct dateline dateline;
    dateline_read(text, size, &dateline);
    article_add(article, ARTICLE_PLACE, dateline.place, dateline.place_size);
}

void dateline_of_text(struct article *article)
{
    struct dateline dateline;
    dateline_take(article, &dateline);
}
