/* print_kwic.c - a concordance: a line for each match, with what stands left and right of it ("key word in context").
 *
 *     left                            match            right                    id         date
 *     crews began to take down the    liaison office   in Kaesong on Tuesday,   hw-0616    2020-06-16
 *
 * Left, match and right together are the text, white space folded: the space between two of them is kept. For programs
 * they are values with tabs between them, quoted as in CSV, which is what R's read.delim() and spreadsheets read; on a
 * terminal the matches stand under each other. */
#include <string.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "searcher/print_format.h"

#define MARK "\033[1;31m" /* bold red, as grep's */
#define PLAIN "\033[0m"

/* Columns of a terminal's line. */
enum {
    ELSE = 42,   /* about what match, id and date take */
    CONTEXT = 10 /* at least, on each side, however narrow it is */
};

/* A place in a text that is left by walking from it, for as many characters as are wanted. */
struct walk {
    size_t at;
    size_t cut;    /* the last place where a word ended */
    size_t count;  /* characters, white space being one however much it is */
    bool in_space; /* the last one was white space */
};

/* Takes in the character that ends, or begins, where the walk goes on: false if that is one too many. */
static bool step(struct walk *walk, size_t next, uint32_t code, size_t most)
{
    const enum utf8_look look = utf8_look(code);
    if (look == UTF8_SPACE) {
        if (!walk->in_space) {
            walk->cut = walk->at;
            walk->count++;
        }
        walk->in_space = true;
    } else if (look == UTF8_SHOWN) {
        walk->in_space = false;
        walk->count++;
    }
    if (walk->count > most) return false;
    walk->at = next;
    return true;
}

/* Where the context ends that begins at `from`: behind a word, if one fits. */
static size_t right_end(const char *text, size_t size, size_t from, size_t most)
{
    struct walk walk = {.at = from, .cut = from};
    uint32_t code;
    while (walk.at < size) {
        const size_t next = walk.at + utf8_next(text, size, walk.at, &code);
        if (!step(&walk, next, code, most)) return walk.cut > from ? walk.cut : walk.at;
    }
    return size;
}

/* Where the context begins that ends at `to`. */
static size_t left_start(const char *text, size_t to, size_t most)
{
    struct walk walk = {.at = to, .cut = to};
    uint32_t code;
    while (walk.at > 0) {
        const size_t next = utf8_before(text, walk.at, &code);
        if (!step(&walk, next, code, most)) return walk.cut < to ? walk.cut : walk.at;
    }
    return 0;
}

/* Appends text[from..to) with white space folded, though not taken away from its ends. */
static void add_folded(struct buf *out, const char *text, size_t from, size_t to)
{
    bool in_space = false;
    uint32_t code;
    for (size_t length; from < to; from += length) {
        length = utf8_next(text, to, from, &code);
        const enum utf8_look look = utf8_look(code);
        if (look == UTF8_SPACE && !in_space) buf_add_char(out, ' ');
        if (look == UTF8_SHOWN && code == UTF8_BAD) buf_add_char(out, '?');
        if (look == UTF8_SHOWN && code != UTF8_BAD) buf_add(out, text + from, length);
        if (look != UTF8_HIDDEN) in_space = look == UTF8_SPACE;
    }
}

/* ---- On a terminal ------------------------------------------------------------------------------- */

static void pad(FILE *out, size_t from, size_t to)
{
    if (from < to) fprintf(out, "%*s", (int)(to - from), "");
}

/* The fields that are no part of the match: what it comes from. */
static void print_origin(FILE *out, const struct print_fields *fields,
                         const struct print_record *record)
{
    char scratch[PRINT_SCRATCH];
    for (size_t i = 0; i < fields->count; i++) {
        const enum print_kind kind = fields->items[i]->kind;
        if (kind == PRINT_LEFT || kind == PRINT_MATCHED || kind == PRINT_RIGHT) continue;
        const struct print_value value = print_field_value(fields->items[i], record, scratch);
        fputs("  ", out);
        print_bytes(out, value.text, value.size);
    }
    fputc('\n', out);
}

static void print_aligned(const struct print *print, const struct print_record *record,
                          size_t context)
{
    const struct print_match *match = record->match;
    FILE *out = print->out;
    pad(out, print_width(match->left, match->left_size), context);
    print_bytes(out, match->left, match->left_size);
    if (print->color) fputs(MARK, out);
    print_bytes(out, match->match, match->match_size);
    if (print->color) fputs(PLAIN, out);
    print_bytes(out, match->right, match->right_size);
    pad(out, print_width(match->right, match->right_size), context);
    print_origin(out, &print->style->fields, record);
}

/* ---- Lines --------------------------------------------------------------------------------------- */

/* Characters of context: what was said, else at most what fits on a terminal. */
static size_t context_of(const struct print *print)
{
    const size_t most = print->style->characters;
    const size_t fits = print->width > ELSE + 2 * CONTEXT ? (print->width - ELSE) / 2 : CONTEXT;
    return print->terminal && print->style->fit_context && fits < most ? fits : most;
}

static void print_match(struct print *print, const struct print_record *of,
                        const struct print_value *text, const nsearch_span *mark, struct buf *room)
{
    const size_t context = context_of(print), end = mark->offset + mark->size;
    buf_reset(room);
    add_folded(room, text->text, left_start(text->text, mark->offset, context), mark->offset);
    const size_t left = room->size;
    add_folded(room, text->text, mark->offset, end);
    const size_t match = room->size - left;
    add_folded(room, text->text, end, right_end(text->text, text->size, end, context));
    const struct print_match found = {.left = room->data,
                                      .left_size = left,
                                      .match = room->data + left,
                                      .match_size = match,
                                      .right = room->data + left + match,
                                      .right_size = room->size - left - match,
                                      .in_title = text->text == of->hit->title};
    struct print_record record = *of;
    print->failed |= room->failed;
    if (room->failed) return;
    record.match = &found;
    if (print->terminal)
        print_aligned(print, &record, context);
    else
        print_row(print->out, &print->style->fields, &record, '\t');
}

void print_kwic_begin(struct print *print)
{
    if (!print->terminal) print_row_names(print->out, &print->style->fields, '\t');
}

void print_kwic_hit(struct print *print, const struct print_record *record)
{
    const nsearch_passage *whole = record->text;
    const struct print_value title = {record->hit->title, strlen(record->hit->title)};
    const struct print_value body = {whole->text, whole->size};
    struct buf room;
    buf_init(&room);
    for (size_t i = 0; i < whole->title_mark_count; i++)
        print_match(print, record, &title, &whole->title_marks[i], &room);
    for (size_t i = 0; i < whole->mark_count; i++)
        print_match(print, record, &body, &whole->marks[i], &room);
    buf_release(&room);
}
