/* print_members.c - see print_members.h. */
#include "searcher/print_members.h"

#include "common/members.h"
#include "searcher/print.h"

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
        members_digits(out, passage->marks[i].offset);
        buf_add_char(out, ',');
        members_digits(out, passage->marks[i].size);
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

void print_members_fields(struct buf *out, const struct print_fields *fields,
                          const struct print_record *record)
{
    for (size_t i = 0; i < fields->count; i++)
        add_field(out, fields->items[i], record);
}

void print_members_summary(struct buf *out, const struct print *print)
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
