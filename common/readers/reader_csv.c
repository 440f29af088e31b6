/* reader_csv.c - tables as spreadsheets and databases export them: a row of names, then an article a row.
 *
 *     id;headline;pub_date;text
 *     7;"Ferry; late";2020-06-16;"A field in quotes may hold ; and ""quotes""
 *     and line ends."
 *
 * RFC 4180 and what is about besides: fields between ; | or tabs, "sep=;" before the names, quotes in a field that
 * doesn't start with one.
 *
 * A quote that isn't closed takes in the rows after it. So where a row doesn't have as many fields as there are
 * names, its first line is tried alone, quotes being part of the text, and the lines after it are rows of their own;
 * but only so many times one after another, for each costs as much as that row is long. */
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/readers/markup.h"
#include "common/readers/reader.h"

enum {
    COLUMNS_MAX = 512,
    AGAIN_MAX = 16
};

/* A row's fields, quotes off, one after another in `text`; of more than COLUMNS_MAX only the number. */
struct row {
    struct buf text;
    size_t ends[COLUMNS_MAX];
    size_t count;
    bool is_odd; /* there is more to a field than what is in its quotes */
};

struct table {
    struct input *input;
    const struct reader_sink *sink;
    char separator;
    struct row row;
    struct article article;

    /* What each column is; ARTICLE_FIELDS: nothing of an article's. */
    enum article_field fields[COLUMNS_MAX];
    unsigned ranks[COLUMNS_MAX];
    size_t columns;

    /* Lines read and not done with: the row at hand and, where one was given up, what it had taken in. */
    struct buf lines;
    size_t at;          /* in them: the row's start */
    uint64_t number;    /* of the line there */
    unsigned again;     /* rows given up one after another */
    bool ended, is_cut; /* there are no more; the last had no end */
};

/* ---- A row -------------------------------------------------------------------------------------- */

static size_t line_size(const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    return end ? (size_t)(end - text) + 1 : size;
}

static bool is_blank(const char *text, size_t size)
{
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    return !size;
}

/* Where the quotes end that `at` is within, past them; NULL if that isn't before `end`. What was quoted is
 * appended to `out`, unless it is NULL. */
static const char *quotes_end(const char *at, const char *end, struct buf *out)
{
    const char *quote;
    while ((quote = memchr(at, '"', (size_t)(end - at)))) {
        const bool doubled = quote + 1 < end && quote[1] == '"';
        if (out) buf_add(out, at, (size_t)(quote - at) + doubled);
        at = quote + 1 + doubled;
        if (!doubled) return at;
    }
    if (out) buf_add(out, at, (size_t)(end - at));
    return NULL;
}

/* The end of a field, of which what was in quotes has been taken. */
static const char *field_end(const char *at, const char *end, char separator)
{
    while (at < end && *at != separator && *at != '\n')
        at++;
    return at;
}

/* Whether the row goes on after a line of it: that ends within quotes. */
static bool is_open_after(const char *line, const char *end, char separator, bool was_open)
{
    const char *at = line;
    bool first = true;
    for (; first || (at < end && *at++ == separator); at = field_end(at, end, separator)) {
        if (was_open && first)
            at = quotes_end(at, end, NULL);
        else if (at < end && *at == '"')
            at = quotes_end(at + 1, end, NULL);
        if (!at) return true;
        first = false;
    }
    return false;
}

/* Takes a row apart that is whole. `quoted`: quotes at the start of a field aren't part of it. */
static void parse_row(const char *text, size_t size, char separator, bool quoted, struct row *row)
{
    const char *at = text, *const end = text + size;
    buf_reset(&row->text);
    row->is_odd = false;
    for (row->count = 0; !row->count || (at < end && *at++ == separator); row->count++) {
        const bool in_quotes = quoted && at < end && *at == '"';
        if (in_quotes) at = quotes_end(at + 1, end, &row->text);
        if (!at) at = end;
        const char *const stop = field_end(at, end, separator);
        const bool returns = stop > at && stop[-1] == '\r' && (stop == end || *stop == '\n');
        row->is_odd = row->is_odd || (in_quotes && stop - at > returns);
        buf_add(&row->text, at, (size_t)(stop - at) - returns);
        if (row->count < COLUMNS_MAX) row->ends[row->count] = row->text.size;
        at = stop;
    }
}

static const char *field_at(const struct row *row, size_t column, size_t *size)
{
    const size_t start = column ? row->ends[column - 1] : 0;
    *size = row->ends[column] - start;
    return row->text.data + start;
}

/* Without the fields at its end that are empty. */
static size_t filled(const struct row *row)
{
    size_t count = row->count < COLUMNS_MAX ? row->count : COLUMNS_MAX, size = 0;
    while (count && (field_at(row, count - 1, &size), !size))
        count--;
    return count;
}

/* ---- The names ---------------------------------------------------------------------------------- */

static enum article_field named_field(const struct field_map *map, const struct row *row,
                                      size_t column, unsigned *rank)
{
    size_t size;
    const char *name = field_at(row, column, &size);
    while (size && *name == ' ')
        name++, size--;
    while (size && name[size - 1] == ' ')
        size--;
    return field_of_name(map, name, size, rank);
}

/* How many names are known; *has_text: one of them is a title's or a text's. */
static size_t known_names(const struct field_map *map, const struct row *row, bool *has_text)
{
    size_t known = 0;
    unsigned rank;
    *has_text = false;
    for (size_t i = 0; i < row->count && i < COLUMNS_MAX; i++) {
        const enum article_field field = named_field(map, row, i, &rank);
        known += field != ARTICLE_FIELDS;
        *has_text = *has_text || field == ARTICLE_TITLE || field == ARTICLE_BODY;
    }
    return known;
}

/* What a line may be as one of names. */
struct names {
    char separator; /* '\0': it is no row of several */
    size_t columns, known;
    bool has_text;
};

static struct names try_names(const struct field_map *map, const char *text, size_t size,
                              struct row *row)
{
    struct names best = {0};
    for (const char *separator = ",;\t|"; *separator; separator++) {
        struct names names = {.separator = *separator};
        parse_row(text, size, *separator, true, row);
        names.columns = row->count;
        names.known = known_names(map, row, &names.has_text);
        if (names.columns < 2 || names.known < best.known) continue;
        if (names.known > best.known || names.columns > best.columns) best = names;
    }
    return best;
}

/* "sep=;", which some spreadsheets write before the names. */
static bool is_separator_line(const char *text, size_t size)
{
    while (size && strchr("\r\n", text[size - 1]))
        size--;
    return size == 5 && !strncasecmp(text, "sep=", 4);
}

static void take_names(struct table *table, const char *text, size_t size, char separator)
{
    table->separator = separator;
    parse_row(text, size, separator, true, &table->row);
    table->columns = table->row.count;
    for (size_t i = 0; i < table->columns; i++)
        table->fields[i] = named_field(table->sink->map, &table->row, i, &table->ranks[i]);
}

/* The column that a field is taken from: that with the best name of those that have something in them. */
static size_t best_column(const struct table *table, enum article_field field)
{
    size_t best = COLUMNS_MAX, size;
    for (size_t i = 0; i < table->columns; i++) {
        if (table->fields[i] != field || (field_at(&table->row, i, &size), !size)) continue;
        if (best == COLUMNS_MAX || table->ranks[i] < table->ranks[best]) best = i;
    }
    return best;
}

/* ---- Articles ----------------------------------------------------------------------------------- */

/* Several tags stand in one field; nobody agrees on what is between them. */
static void add_tags(struct article *article, const char *text, size_t size)
{
    const char *const end = text + size;
    while (text < end) {
        const char *stop = text;
        while (stop < end && !strchr(",;|", *stop))
            stop++;
        article_add(article, ARTICLE_TAG, text, (size_t)(stop - text));
        text = stop < end ? stop + 1 : end;
    }
}

/* Whether a field's values are sentences, in which there may be markup. */
static bool is_prose(enum article_field field)
{
    return field == ARTICLE_TITLE || field == ARTICLE_BODY || field == ARTICLE_SECTION;
}

static nsearch_status give_article(struct table *table, nsearch_error *error)
{
    struct article *article = &table->article;
    article_reset(article);
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        const size_t column = best_column(table, (enum article_field)field);
        size_t size;
        if (column == COLUMNS_MAX) continue;
        const char *text = field_at(&table->row, column, &size);
        if (field == ARTICLE_TAG)
            add_tags(article, text, size);
        else if (is_prose((enum article_field)field) && markup_in(text, size))
            markup_add(article, (enum article_field)field, text, size);
        else
            article_add(article, (enum article_field)field, text, size);
    }
    nsearch_status status = buf_status(&table->row.text, error);
    if (!status) status = article_status(article, error);
    return status ? status : table->sink->article(table->sink->context, article, error);
}

/* ---- Rows of a file ----------------------------------------------------------------------------- */

/* Appends the next line to those at hand. */
static nsearch_status add_line(struct table *table, nsearch_error *error)
{
    struct line line;
    bool more;
    nsearch_status status = input_line(table->input, &line, &more, error);
    if (status) return status;
    table->ended = !more;
    if (!more) return NSEARCH_OK;
    table->is_cut = line.cut;
    buf_add(&table->lines, line.text, line.size);
    buf_add_char(&table->lines, '\n');
    return buf_status(&table->lines, error);
}

/* Reads lines until the row at hand is whole: *size bytes. 0 is the end; *open: it is longer than an article
 * may be, or the file ends within it. */
static nsearch_status gather_row(struct table *table, size_t *size, bool *open,
                                 nsearch_error *error)
{
    *size = 0;
    *open = false;
    do {
        nsearch_status status = NSEARCH_OK;
        if (table->at + *size == table->lines.size && !table->ended)
            status = add_line(table, error);
        if (status || table->at + *size == table->lines.size) return status;
        const char *line = table->lines.data + table->at + *size;
        const size_t more = line_size(line, table->lines.size - table->at - *size);
        *open = is_open_after(line, line + more, table->separator, *open);
        *size += more;
    } while (*open && *size <= input_limit(table->input));
    return NSEARCH_OK;
}

/* The row's bytes are done with. */
static void drop(struct table *table, size_t size)
{
    const char *text = table->lines.data + table->at, *const end = text + size;
    for (; text < end && (text = memchr(text, '\n', (size_t)(end - text))); text++)
        table->number++;
    table->at += size;
    if (table->at < table->lines.size) return;
    buf_reset(&table->lines);
    table->at = 0;
}

/* Whether a row has a field for each name, but for empty ones at its end. */
static bool is_even(const struct table *table)
{
    return table->row.count >= table->columns && filled(&table->row) <= table->columns;
}

/* Takes the row at hand apart, and says how much of it: all, or its first line. False if neither will do. */
static bool parse(struct table *table, size_t size, bool open, size_t *taken)
{
    const char *text = table->lines.data + table->at;
    const size_t first = line_size(text, size);
    *taken = size;
    if (!open) parse_row(text, size, table->separator, true, &table->row);
    if (!open && is_even(table) && (first == size || !table->row.is_odd)) return true;
    if (first == size || table->again++ < AGAIN_MAX) *taken = first;
    parse_row(text, first, table->separator, false, &table->row);
    return is_even(table);
}

static nsearch_status take_row(struct table *table, size_t size, bool open, size_t *taken,
                               nsearch_error *error)
{
    *taken = size;
    if (is_blank(table->lines.data + table->at, size)) return NSEARCH_OK;
    if (!parse(table, size, open, taken)) {
        reader_reject(table->sink, table->input, table->number,
                      "%zu fields, where there are %zu names", table->row.count, table->columns);
        return NSEARCH_OK;
    }
    if (*taken == size) table->again = 0;
    return give_article(table, error);
}

static nsearch_status take_rows(struct table *table, nsearch_error *error)
{
    size_t size, taken;
    bool open, was_open = false;
    nsearch_status status;
    while (!(status = gather_row(table, &size, &open, error)) && size) {
        was_open = was_open || (open && table->ended);
        status = take_row(table, size, open, &taken, error);
        if (status) break;
        drop(table, taken);
    }
    if (!status && was_open && table->is_cut) table->sink->broken(table->sink->context);
    return status;
}

/* Finds out what the columns are; *none: they are no article's, which is told. */
static nsearch_status read_names(struct table *table, bool *none, nsearch_error *error)
{
    size_t size;
    bool open;
    *none = false;
    for (;;) {
        table->separator = '\n'; /* any: a row of names is a line */
        nsearch_status status = gather_row(table, &size, &open, error);
        *none = !size;
        if (!status && *none) reader_reject_as(table->sink, table->input, 0, REJECT_EMPTY, "empty");
        if (status || *none) return status;
        const char *text = table->lines.data + table->at;
        if (!is_blank(text, size) && !is_separator_line(text, size)) break;
        drop(table, size);
    }
    const char *text = table->lines.data + table->at;
    const struct names names = try_names(table->sink->map, text, size, &table->row);
    *none = !names.has_text || names.columns > COLUMNS_MAX;
    if (*none)
        reader_reject(
            table->sink, table->input, table->number,
            "no column of a title or a text: --map title=NAME,body=NAME says which it is");
    else
        take_names(table, text, size, names.separator);
    drop(table, size);
    return buf_status(&table->row.text, error);
}

static nsearch_status read_csv(struct input *input, const struct reader_sink *sink,
                               nsearch_error *error)
{
    struct table table = {.input = input, .sink = sink, .number = 1};
    bool none;
    buf_init(&table.row.text);
    buf_init(&table.lines);
    article_init(&table.article);
    nsearch_status status = read_names(&table, &none, error);
    if (!status && !none) status = take_rows(&table, error);
    article_release(&table.article);
    buf_release(&table.lines);
    buf_release(&table.row.text);
    return status;
}

/* Any text may be a table; one whose first line names a text and another field or two is. */
static int probe_csv(const char *head, size_t size)
{
    struct row row;
    size_t first = line_size(head, size);
    buf_init(&row.text);
    while (first && (is_blank(head, first) || is_separator_line(head, first))) {
        head += first;
        size -= first;
        first = line_size(head, size);
    }
    const struct names names = try_names(NULL, head, first, &row);
    buf_release(&row.text);
    if (names.has_text && names.known >= 3) return 80;
    if (names.has_text && names.known == names.columns) return 40;
    return names.separator ? 1 : 0;
}

extern const struct reader reader_csv;
const struct reader reader_csv = {
    .name = "csv",
    .what = "tables: CSV or TSV, a row of names first",
    .suffixes = (const char *const[]){".csv", ".tsv", ".tab", NULL},
    .probe = probe_csv,
    .read = read_csv,
};
