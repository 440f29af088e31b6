/* reader_trec.c - TREC SGML: <DOC> elements, as the newspapers of the TREC disks and those after them
 * have it.
 *
 *     <DOC>
 *     <DOCNO> AP890101-0001 </DOCNO>
 *     <HEAD>Title</HEAD>  <BYLINE>By SOMEBODY</BYLINE>  <DATELINE>SEOUL (AP) </DATELINE>
 *     <TEXT> ... </TEXT>
 *     </DOC>
 *
 * Elements that aren't named below are passed over outside of TEXT, and inside it their tags are. */
#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/dateline.h"
#include "common/readers/reader.h"
#include "common/readers/sgml.h"

struct trec {
    struct article *article;
    const char *element; /* the one being gathered, in capitals; NULL outside */
    enum article_field field;
    struct buf raw;  /* its text as it stands */
    struct buf text; /* decoded */
    struct buf body;
    bool failed; /* out of memory */
};

static const struct {
    const char *element;
    enum article_field field;
} elements[] = {
    {"DOCNO", ARTICLE_ID},      {"HEAD", ARTICLE_TITLE},     {"HEADLINE", ARTICLE_TITLE},
    {"HL", ARTICLE_TITLE},      {"TI", ARTICLE_TITLE},       {"H3", ARTICLE_TITLE},
    {"TITLE", ARTICLE_TITLE},   {"BYLINE", ARTICLE_AUTHOR},  {"AUTHOR", ARTICLE_AUTHOR},
    {"DATE", ARTICLE_DATE},     {"DATE1", ARTICLE_DATE},     {"PUBDATE", ARTICLE_DATE},
    {"DD", ARTICLE_DATE},       {"DATE_TIME", ARTICLE_DATE}, {"SO", ARTICLE_SOURCE},
    {"SOURCE", ARTICLE_SOURCE}, {"PUB", ARTICLE_SOURCE},     {"SECTION", ARTICLE_SECTION},
    {"DATELINE", ARTICLE_BODY}, {"TEXT", ARTICLE_BODY},
};

/* ---- Dates -------------------------------------------------------------------------------------- */

static bool all_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

/* Adds the date of six digits, yymmdd of the twentieth century, or mmddyy. */
static void add_six_digits(struct article *article, const char *digits, bool year_last)
{
    char text[9] = "19";
    memcpy(text + 2, year_last ? digits + 4 : digits, 2);
    memcpy(text + 4, year_last ? digits : digits + 2, 4);
    struct date date;
    if (date_parse(text, 8, &date)) article_add(article, ARTICLE_DATE, text, 8);
}

/* The date that TREC's numbers have: AP890101-0001, WSJ870324-0001, LA010189-0001 (month first), and
 * NYT19980601.0001. */
static void add_date_of_number(struct article *article)
{
    const struct buf *id = &article->fields[ARTICLE_ID];
    size_t letters = 0, digits = 0;
    while (id->data[letters] >= 'A' && id->data[letters] <= 'Z')
        letters++;
    while (id->data[letters + digits] >= '0' && id->data[letters + digits] <= '9')
        digits++;
    const char *text = id->data + letters;
    if (!letters || letters > 4 || !text[digits] || !strchr("-._", text[digits])) return;
    if (digits == 8) article_add(article, ARTICLE_DATE, text, digits);
    if (digits == 6) add_six_digits(article, text, letters == 2 && !memcmp(id->data, "LA", 2));
}

/* Leaves the article with a date that can be read, where there is one; a number of six digits in a
 * DATE element is yymmdd, as in the Financial Times. */
static void mend_date(struct article *article)
{
    struct buf *field = &article->fields[ARTICLE_DATE];
    struct date date;
    if (date_parse(field->data, field->size, &date)) return;
    if (field->size == 6 && all_digits(field->data, 6)) {
        char digits[6];
        memcpy(digits, field->data, sizeof digits);
        add_six_digits(article, digits, false);
        return;
    }
    add_date_of_number(article);
}

/* ---- Elements ----------------------------------------------------------------------------------- */

/* "By JANE DOE" and ", Staff Writer" around a name. */
static void add_author(struct article *article, const char *text, size_t size)
{
    while (size && (*text == ' ' || *text == '\n' || *text == '\r' || *text == '\t'))
        text++, size--;
    if (size > 3 && !strncasecmp(text, "by ", 3)) text += 3, size -= 3;
    const char *comma = memchr(text, ',', size);
    if (comma && comma > text) size = (size_t)(comma - text);
    article_add(article, ARTICLE_AUTHOR, text, size);
}

/* What the element holds goes to its field. Of several titles the first is it, and the others are the
 * start of the text. */
static void finish_element(struct trec *trec)
{
    struct article *article = trec->article;
    enum article_field field = trec->field;
    const bool is_dateline = !strcmp(trec->element, "DATELINE");
    trec->element = NULL;
    buf_reset(&trec->text);
    sgml_decode(trec->raw.data, trec->raw.size, &trec->text);
    trec->failed = trec->failed || trec->raw.failed || trec->text.failed;
    if (field == ARTICLE_TITLE && article->fields[ARTICLE_TITLE].size) field = ARTICLE_BODY;
    if (is_dateline) dateline_add_place(article, trec->text.data, trec->text.size);
    if (field == ARTICLE_BODY)
        sgml_flow(trec->text.data, trec->text.size, &trec->body);
    else if (field == ARTICLE_AUTHOR)
        add_author(article, trec->text.data, trec->text.size);
    else if (field != ARTICLE_DATE || !article->fields[ARTICLE_DATE].size)
        article_add(article, field, trec->text.data, trec->text.size);
}

/* An element that begins inside another ends that one, but for TEXT. */
static void start_element(struct trec *trec, const char *name)
{
    size_t i = 0, count = sizeof elements / sizeof *elements;
    while (i < count && strcmp(elements[i].element, name) != 0)
        i++;
    if (i == count) return;
    if (trec->element) finish_element(trec);
    trec->element = elements[i].element;
    trec->field = elements[i].field;
    buf_reset(&trec->raw);
}

static void take_tag(struct trec *trec, const struct sgml_piece *tag)
{
    bool in_text = trec->element && !strcmp(trec->element, "TEXT");
    if (trec->element && tag->is_end && !strcmp(trec->element, tag->name))
        finish_element(trec);
    else if (trec->element && !strcmp(tag->name, "P"))
        buf_add_text(&trec->raw, "\n\n");
    else if (!in_text && !tag->is_end)
        start_element(trec, tag->name);
}

static void take_pieces(struct trec *trec, const char *text, size_t size)
{
    struct sgml_piece piece;
    trec->element = NULL;
    while (sgml_next(&text, &size, &piece)) {
        if (piece.is_tag)
            take_tag(trec, &piece);
        else if (trec->element)
            buf_add(&trec->raw, piece.text, piece.size);
    }
    if (trec->element) finish_element(trec);
}

static bool take_record(void *context, const struct buf *record, struct article *article)
{
    struct trec *trec = context;
    trec->article = article;
    buf_reset(&trec->body);
    take_pieces(trec, record->data, record->size);
    article_add(article, ARTICLE_BODY, trec->body.data, trec->body.size);
    mend_date(article);
    return !trec->failed && !trec->body.failed;
}

static nsearch_status read_trec(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct trec trec = {.element = NULL};
    buf_init(&trec.raw);
    buf_init(&trec.text);
    buf_init(&trec.body);
    nsearch_status status = sgml_read(input, "DOC", sink, take_record, &trec, error);
    buf_release(&trec.body);
    buf_release(&trec.text);
    buf_release(&trec.raw);
    return status;
}

/* Certain if a <DOC> is the first thing in it, or follows an XML declaration. */
static int probe_trec(const char *head, size_t size)
{
    struct sgml_piece piece;
    while (size && (*head == ' ' || (*head >= '\t' && *head <= '\r')))
        head++, size--;
    if (!size || *head != '<') return 1;
    while (sgml_next(&head, &size, &piece))
        if (piece.is_tag && *piece.name) return strcmp(piece.name, "DOC") ? 1 : 95;
    return 1;
}

extern const struct reader reader_trec;
const struct reader reader_trec = {
    .name = "trec",
    .what = "TREC SGML, <DOC> elements",
    .suffixes = (const char *const[]){".trec", ".sgml", NULL},
    .probe = probe_trec,
    .read = read_trec,
};
