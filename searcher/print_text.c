/* print_text.c - hits for people:
 *
 *     1. North Korea blows up liaison office in Kaesong
 *        2020-06-16 · Harbor Wire · hw-2020-0616 · phrase
 *        … the inter-Korean liaison office was …
 */
#include <string.h>

#include "searcher/print_format.h"

#define BOLD "\033[1m"
#define MARK "\033[1;31m" /* bold red, as grep's */
#define PLAIN "\033[0m"
#define DOT " \xC2\xB7 "

enum {
    INDENT = 3,
    READABLE_DATE = sizeof "2020-06-16 14:49"
};

/* Marked text being wrapped. Offsets in the text only grow, so the next mark is all that is needed.
 */
struct wrap {
    const struct print *print;
    const char *text;
    size_t size;
    const nsearch_span *marks; /* the first that doesn't end before what is written */
    size_t mark_count;
    const char *style;       /* outside marks */
    const nsearch_hit *link; /* that it leads to; NULL: to none */
    bool linked;             /* a link is open */
    bool marked;             /* the terminal is set to MARK */
    size_t column;
};

static void set_style(const struct wrap *wrap, const char *style)
{
    if (wrap->print->color) fputs(style, wrap->print->out);
}

static bool is_marked(struct wrap *wrap, size_t at)
{
    while (wrap->mark_count && wrap->marks->offset + wrap->marks->size <= at) {
        wrap->marks++;
        wrap->mark_count--;
    }
    return wrap->mark_count && wrap->marks->offset <= at;
}

/* Writes text[at..end), turning MARK on and off where marks start and end. */
static void write_marked(struct wrap *wrap, size_t at, size_t end)
{
    uint32_t code;
    while (at < end) {
        bool marked = is_marked(wrap, at);
        if (marked != wrap->marked) {
            set_style(wrap, PLAIN);
            set_style(wrap, marked ? MARK : wrap->style);
            wrap->marked = marked;
        }
        at += print_char(wrap->text + at, wrap->size - at, &code);
        print_code(wrap->print->out, code);
    }
}

/* The end of what can't be broken: a word up to the next space, or one wide (Chinese, Japanese)
 * character; adds up its columns. */
static size_t chunk_end(const struct wrap *wrap, size_t at, size_t *columns)
{
    uint32_t code;
    size_t start = at, wide = 0;
    for (*columns = 0; at < wrap->size && !wide;) {
        size_t length = print_char(wrap->text + at, wrap->size - at, &code);
        size_t width = print_columns(code);
        wide = width > 1;
        if (code == ' ' || (wide && at > start)) break;
        at += length;
        *columns += width;
    }
    return at;
}

static void break_line(struct wrap *wrap)
{
    if (wrap->marked) set_style(wrap, PLAIN);
    if (wrap->linked) print_link_close(wrap->print);
    fprintf(wrap->print->out, "\n%*s", INDENT, "");
    if (wrap->linked) print_link_open(wrap->print, wrap->link);
    if (wrap->marked) set_style(wrap, MARK);
    wrap->column = INDENT;
}

/* Writes a marked text that starts at column INDENT, wrapped and indented, with the line's end. */
static void write_wrapped(struct wrap *wrap)
{
    size_t at = 0, columns;
    wrap->column = INDENT;
    wrap->linked = wrap->link && print_link_open(wrap->print, wrap->link);
    set_style(wrap, wrap->style);
    while (at < wrap->size) {
        size_t word = at, space = at; /* where the last of the spaces before the word starts */
        uint32_t code;
        for (size_t length; word < wrap->size; word += length) {
            length = print_char(wrap->text + word, wrap->size - word, &code);
            if (code != ' ') break;
            space = word;
        }
        size_t end = chunk_end(wrap, word, &columns);
        bool spaced = word > at && wrap->column > INDENT;
        if (wrap->column > INDENT && wrap->column + spaced + columns > wrap->print->width) {
            break_line(wrap);
        } else if (spaced) {
            write_marked(wrap, space, word);
            wrap->column++;
        }
        write_marked(wrap, word, end);
        wrap->column += columns;
        at = end;
    }
    if (*wrap->style || wrap->marked) set_style(wrap, PLAIN);
    if (wrap->linked) print_link_close(wrap->print);
    fputc('\n', wrap->print->out);
}

static void write_title(const struct print *print, const nsearch_hit *hit,
                        const nsearch_passage *passage)
{
    const char *title = *hit->title ? hit->title : "(no title)";
    struct wrap wrap = {
        .print = print, .text = title, .size = strlen(title), .style = BOLD, .link = hit};
    if (passage && *hit->title) {
        wrap.marks = passage->title_marks;
        wrap.mark_count = passage->title_mark_count;
    }
    fprintf(print->out, "%zu. ", hit->rank);
    write_wrapped(&wrap);
}

/* "2020-06-16 14:49": without seconds, nobody looks for them. */
static void readable_date(const char *date, char out[READABLE_DATE])
{
    snprintf(out, READABLE_DATE, "%s", date);
    char *t = strchr(out, 'T');
    if (t) *t = ' ';
}

static void write_origin(const struct print *print, const nsearch_hit *hit)
{
    char date[READABLE_DATE];
    readable_date(hit->date, date);
    const char *const parts[] = {date, hit->source, *hit->id ? hit->id : hit->path,
                                 hit->phrase ? "phrase" : ""};
    bool first = true;
    fprintf(print->out, "%*s", INDENT, "");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!*parts[i]) continue;
        if (!first) fputs(DOT, print->out);
        print_text(print->out, parts[i]);
        first = false;
    }
    fputc('\n', print->out);
}

void print_text_hit(struct print *print, const struct print_record *record)
{
    const nsearch_hit *hit = record->hit;
    const nsearch_passage *passage = record->passage;
    write_title(print, hit, passage);
    write_origin(print, hit);
    if (passage && passage->size) {
        struct wrap wrap = {.print = print,
                            .text = passage->text,
                            .size = passage->size,
                            .marks = passage->marks,
                            .mark_count = passage->mark_count,
                            .style = ""};
        fprintf(print->out, "%*s", INDENT, "");
        write_wrapped(&wrap);
    }
    fputc('\n', print->out);
}

void print_text_end(struct print *print)
{
    uint64_t total = nsearch_hits_total(print->hits);
    size_t shown = nsearch_hits_count(print->hits);
    if (!total) return;
    fprintf(print->out, "%s%llu article%s", nsearch_hits_exact(print->hits) ? "" : "at least ",
            (unsigned long long)total, total == 1 ? "" : "s");
    if (shown && shown < total)
        fprintf(print->out, ", %zu-%zu shown", print->offset + 1, print->offset + shown);
    else if (!shown)
        fputs(", none shown", print->out);
    fputc('\n', print->out);
}
