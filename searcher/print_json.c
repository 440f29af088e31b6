/* print_json.c - see print_json.h; and the format json: all hits as one document, written as they come. */
#include "searcher/print_json.h"

#include <string.h>

#include "common/utf8.h"

/* ---- Writing ------------------------------------------------------------------------------------- */

/* Bytes from the start that are written as they are, as nearly all of a text in English. */
static size_t plain_size(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && text[at] >= ' ' && text[at] < 0x7F)
        at++;
    return at;
}

/* What needs an escape can only stand inside strings. */
static void write_safely(FILE *out, const char *json, size_t size)
{
    for (size_t at = 0, plain; at < size; at += plain) {
        uint32_t code, shown;
        plain = plain_size(json + at, size - at);
        fwrite(json + at, 1, plain, out);
        at += plain;
        if (at == size) break;
        plain = utf8_decode(json + at, size - at, &code);
        size_t length = print_char(json + at, size - at, &shown);
        if (plain && code == shown) {
            fwrite(json + at, 1, plain, out);
            continue;
        }
        fprintf(out, "\\u%04x", plain ? (unsigned)code : 0xFFFDu);
        plain = length;
    }
}

/* Writes an object but for the last `left_out` bytes of it, and frees it. */
static void write_object(FILE *out, struct json_object *object, size_t left_out)
{
    size_t size;
    const char *json = json_object_to_json_string_length(
        object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &size);
    if (json) write_safely(out, json, size - left_out);
    json_object_put(object);
}

void print_json_write(FILE *out, struct json_object *object)
{
    write_object(out, object, 0);
}

struct print_items print_items_begin(FILE *out, struct json_object *head, const char *array)
{
    if (array) {
        write_object(out, head, sizeof "}" - 1);
        fprintf(out, ",\"%s\":[", array);
    }
    return (struct print_items){.out = out, .lines = !array};
}

void print_items_add(struct print_items *items, struct json_object *object)
{
    if (!items->lines) fputs(items->some ? ",\n" : "\n", items->out);
    print_json_write(items->out, object);
    if (items->lines) fputc('\n', items->out);
    items->some = true;
}

void print_items_end(const struct print_items *items)
{
    if (!items->lines) fputs(items->some ? "\n]}\n" : "]}\n", items->out);
}

/* ---- Making ------------------------------------------------------------------------------------- */

void print_json_add_text(struct json_object *object, const char *name, const char *text)
{
    json_object_object_add(object, name, *text ? json_object_new_string(text) : NULL);
}

void print_json_add_number(struct json_object *object, const char *name, uint64_t number)
{
    json_object_object_add(object, name, json_object_new_uint64(number));
}

void print_json_add_decimal(struct json_object *object, const char *name, double number, int digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.*f", digits, number);
    json_object_object_add(object, name, json_object_new_double_s(number, text));
}

void print_json_add_bool(struct json_object *object, const char *name, int value)
{
    json_object_object_add(object, name, json_object_new_boolean(value));
}

struct json_object *print_json_object(const char *type)
{
    struct json_object *object = json_object_new_object();
    if (type) json_object_object_add(object, "type", json_object_new_string(type));
    return object;
}

struct json_object *print_json_version(void)
{
    struct json_object *object = json_object_new_object();
    print_json_add_number(object, "version", PRINT_FORMAT_VERSION);
    return object;
}

static struct json_object *make_passage(const nsearch_passage *passage)
{
    struct json_object *object = json_object_new_object(), *marks = json_object_new_array();
    json_object_object_add(object, "text",
                           json_object_new_string_len(passage->text, (int)passage->size));
    for (size_t i = 0; i < passage->mark_count; i++) {
        struct json_object *mark = json_object_new_array();
        json_object_array_add(mark, json_object_new_uint64(passage->marks[i].offset));
        json_object_array_add(mark, json_object_new_uint64(passage->marks[i].size));
        json_object_array_add(marks, mark);
    }
    json_object_object_add(object, "marks", marks);
    return object;
}

static struct json_object *make_text(const nsearch_passage *text)
{
    if (!text || !text->size) return NULL;
    return json_object_new_string_len(text->text, (int)text->size);
}

static void add_field(struct json_object *object, const struct print_field *field,
                      const struct print_record *record)
{
    const nsearch_hit *hit = record->hit;
    const nsearch_passage *passage = record->passage;
    char scratch[PRINT_SCRATCH];
    switch (field->kind) {
    case PRINT_NUMBER: print_json_add_number(object, field->name, hit->rank); break;
    case PRINT_SCORE: print_json_add_decimal(object, field->name, hit->score, 4); break;
    case PRINT_BOOL: print_json_add_bool(object, field->name, hit->phrase); break;
    case PRINT_BEST:
        json_object_object_add(object, field->name, passage ? make_passage(passage) : NULL);
        break;
    case PRINT_WHOLE: json_object_object_add(object, field->name, make_text(record->text)); break;
    case PRINT_WORDS:
    case PRINT_LEFT:
    case PRINT_MATCHED:
    case PRINT_RIGHT:
    case PRINT_PART:
        print_json_add_text(object, field->name, print_field_value(field, record, scratch).text);
        break;
    }
}

void print_json_add_fields(struct json_object *object, const struct print_fields *fields,
                           const struct print_record *record)
{
    for (size_t i = 0; i < fields->count; i++)
        add_field(object, fields->items[i], record);
}

void print_json_add_summary(struct json_object *object, const struct print *print)
{
    print_json_add_text(object, "query", nsearch_hits_query(print->hits));
    print_json_add_number(object, "total", nsearch_hits_total(print->hits));
    print_json_add_bool(object, "exact", nsearch_hits_exact(print->hits));
    print_json_add_number(object, "phrase_total", nsearch_hits_phrase_total(print->hits));
    print_json_add_number(object, "shown", nsearch_hits_count(print->hits));
    print_json_add_text(object, "suggestion", print->suggestion ? print->suggestion : "");
    print_json_add_decimal(object, "took_ms", print->took_ms, 3);
    print_json_add_number(object, "generation", print->generation);
    print_json_add_text(object, "token", nsearch_hits_token(print->hits));
}

/* ---- The format json ----------------------------------------------------------------------------- */

void print_json_begin(struct print *print)
{
    struct json_object *head = print_json_version();
    print_json_add_summary(head, print);
    print_items_begin(print->out, head, "hits");
}

void print_json_hit(struct print *print, const struct print_record *record)
{
    struct print_items items = {.out = print->out, .some = record->hit->rank > print->offset + 1};
    struct json_object *object = print_json_object(NULL);
    print_json_add_fields(object, &print->style->fields, record);
    print_items_add(&items, object);
}

void print_json_end(struct print *print)
{
    const struct print_items items = {.out = print->out, .some = nsearch_hits_count(print->hits)};
    print_items_end(&items);
}
