/* print_members.c - see print_members.h. */
#include "searcher/print_members.h"

#include <stdio.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/print.h"

/* ---- Texts --------------------------------------------------------------------------------------- */

/* Bytes from the start that stand in a string as they are, as nearly all of a text in English. */
static size_t plain_size(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && text[at] >= ' ' && text[at] < 0x7F && text[at] != '"' && text[at] != '\\')
        at++;
    return at;
}

/* As UTF-16 has it. */
static void add_escape(struct buf *out, uint32_t code)
{
    if (code > 0xFFFF) {
        buf_addf(out, "\\u%04x", (unsigned)(0xD7C0 + (code >> 10)));
        code = 0xDC00 + (code & 0x3FF);
    }
    buf_addf(out, "\\u%04x", (unsigned)code);
}

/* One that isn't plain; returns the bytes that it takes. */
static size_t add_character(struct buf *out, const char *text, size_t size)
{
    static const char short_codes[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *known = *text ? strchr(short_codes, *text) : NULL;
    uint32_t code, shown;
    if (known) {
        buf_add_char(out, '\\');
        buf_add_char(out, letters[known - short_codes]);
        return 1;
    }
    const size_t length = utf8_decode(text, size, &code), skipped = print_char(text, size, &shown);
    if (length && code == shown)
        buf_add(out, text, length);
    else
        add_escape(out, length ? code : 0xFFFD);
    return skipped;
}

void members_string(struct buf *out, const char *text, size_t size)
{
    buf_add_char(out, '"');
    for (size_t at = 0; at < size;) {
        const size_t plain = plain_size(text + at, size - at);
        buf_add(out, text + at, plain);
        at += plain;
        if (at < size) at += add_character(out, text + at, size - at);
    }
    buf_add_char(out, '"');
}

/* ---- Members ------------------------------------------------------------------------------------- */

/* A comma, but for the first. */
static void separate(struct buf *out)
{
    const char last = out->size ? out->data[out->size - 1] : '[';
    if (last != '{' && last != '[') buf_add_char(out, ',');
}

void members_begin(struct buf *out)
{
    buf_add_char(out, '{');
}

void members_end(struct buf *out)
{
    buf_add_char(out, '}');
}

void members_item(struct buf *out)
{
    separate(out);
}

void members_array(struct buf *out, const char *name)
{
    members_name(out, name);
    buf_add_char(out, '[');
}

void members_array_end(struct buf *out)
{
    buf_add_char(out, ']');
}

void members_name(struct buf *out, const char *name)
{
    separate(out);
    buf_add_char(out, '"');
    buf_add_text(out, name);
    buf_add(out, "\":", 2);
}

void members_null(struct buf *out, const char *name)
{
    members_name(out, name);
    buf_add_text(out, "null");
}

void members_text(struct buf *out, const char *name, const char *text)
{
    members_name(out, name);
    if (*text)
        members_string(out, text, strlen(text));
    else
        buf_add_text(out, "null");
}

static void add_number(struct buf *out, uint64_t number)
{
    char digits[20], *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

void members_number(struct buf *out, const char *name, uint64_t number)
{
    members_name(out, name);
    add_number(out, number);
}

void members_decimal(struct buf *out, const char *name, double number, int digits)
{
    members_name(out, name);
    buf_addf(out, "%.*f", digits, number);
}

void members_bool(struct buf *out, const char *name, bool value)
{
    members_name(out, name);
    buf_add_text(out, value ? "true" : "false");
}

/* ---- Hits ---------------------------------------------------------------------------------------- */

/* The text, and where in it the matches are: [[offset, size], ...]. */
static void add_passage(struct buf *out, const nsearch_passage *passage)
{
    members_begin(out);
    members_name(out, "text");
    members_string(out, passage->text, passage->size);
    members_array(out, "marks");
    for (size_t i = 0; i < passage->mark_count; i++) {
        members_item(out);
        buf_add_char(out, '[');
        add_number(out, passage->marks[i].offset);
        buf_add_char(out, ',');
        add_number(out, passage->marks[i].size);
        buf_add_char(out, ']');
    }
    members_array_end(out);
    members_end(out);
}

static void add_value(struct buf *out, const char *name, struct print_value value)
{
    if (!value.size) {
        members_null(out, name);
        return;
    }
    members_name(out, name);
    members_string(out, value.text, value.size);
}

static void add_field(struct buf *out, const struct print_field *field,
                      const struct print_record *record)
{
    const nsearch_hit *hit = record->hit;
    char scratch[PRINT_SCRATCH];
    switch (field->kind) {
    case PRINT_NUMBER: members_number(out, field->name, hit->rank); break;
    case PRINT_SCORE: members_decimal(out, field->name, hit->score, 4); break;
    case PRINT_BOOL: members_bool(out, field->name, hit->phrase); break;
    case PRINT_BEST:
        if (!record->passage) {
            members_null(out, field->name);
            break;
        }
        members_name(out, field->name);
        add_passage(out, record->passage);
        break;
    case PRINT_WHOLE:
    case PRINT_WORDS:
    case PRINT_LEFT:
    case PRINT_MATCHED:
    case PRINT_RIGHT:
    case PRINT_PART: add_value(out, field->name, print_field_value(field, record, scratch)); break;
    }
}

void members_fields(struct buf *out, const struct print_fields *fields,
                    const struct print_record *record)
{
    for (size_t i = 0; i < fields->count; i++)
        add_field(out, fields->items[i], record);
}

void members_summary(struct buf *out, const struct print *print)
{
    const nsearch_hits *hits = print->hits;
    members_text(out, "query", nsearch_hits_query(hits));
    members_number(out, "total", nsearch_hits_total(hits));
    members_bool(out, "exact", nsearch_hits_exact(hits));
    members_number(out, "phrase_total", nsearch_hits_phrase_total(hits));
    members_number(out, "shown", nsearch_hits_count(hits));
    members_text(out, "suggestion", print->suggestion ? print->suggestion : "");
    members_decimal(out, "took_ms", print->took_ms, 3);
    members_number(out, "generation", print->generation);
    members_text(out, "token", nsearch_hits_token(hits));
}
