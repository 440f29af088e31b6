/* print_jsonl.c - a JSON object a line: every hit, then a summary, which is there even without
 * hits; or every finding, or the rows of an explanation. */
#include <json-c/json.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/print.h"

/* Writes the characters that JSON allows as they are, but a terminal would obey or a JSON reader
 * refuse, as escapes. They can only stand inside strings. */
static void write_safely(FILE *out, const char *json)
{
    size_t size = strlen(json);
    for (size_t at = 0, plain; at < size; at += plain) {
        uint32_t code, shown;
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

static void write_line(FILE *out, struct json_object *object)
{
    const char *json = json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
                                                                  JSON_C_TO_STRING_NOSLASHESCAPE);
    if (json) write_safely(out, json);
    fputc('\n', out);
    json_object_put(object);
}

/* A field's text; null for one that the article doesn't have. */
static void add_text(struct json_object *object, const char *name, const char *text)
{
    json_object_object_add(object, name, *text ? json_object_new_string(text) : NULL);
}

static void add_number(struct json_object *object, const char *name, uint64_t number)
{
    json_object_object_add(object, name, json_object_new_uint64(number));
}

/* A number with `digits` decimals, as none has more to say. */
static void add_decimal(struct json_object *object, const char *name, double number, int digits)
{
    char text[64];
    snprintf(text, sizeof text, "%.*f", digits, number);
    json_object_object_add(object, name, json_object_new_double_s(number, text));
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

void print_jsonl_hit(const struct print *print, const nsearch_hit *hit,
                     const nsearch_passage *passage)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "type", json_object_new_string("hit"));
    add_number(object, "rank", hit->rank);
    add_decimal(object, "score", hit->score, 4);
    add_text(object, "id", hit->id);
    add_text(object, "title", hit->title);
    add_text(object, "date", hit->date);
    add_text(object, "source", hit->source);
    add_text(object, "author", hit->author);
    add_text(object, "section", hit->section);
    add_text(object, "place", hit->place);
    add_text(object, "url", hit->url);
    add_text(object, "lang", hit->lang);
    add_text(object, "path", hit->path);
    add_text(object, "indexed", hit->indexed);
    json_object_object_add(object, "phrase", json_object_new_boolean(hit->phrase));
    json_object_object_add(object, "passage", passage ? make_passage(passage) : NULL);
    write_line(print->out, object);
}

void print_jsonl_end(const struct print *print)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "type", json_object_new_string("summary"));
    add_text(object, "query", nsearch_hits_query(print->hits));
    add_number(object, "total", nsearch_hits_total(print->hits));
    json_object_object_add(object, "exact",
                           json_object_new_boolean(nsearch_hits_exact(print->hits)));
    add_number(object, "phrase_total", nsearch_hits_phrase_total(print->hits));
    add_number(object, "shown", nsearch_hits_count(print->hits));
    add_text(object, "suggestion", print->suggestion ? print->suggestion : "");
    add_decimal(object, "took_ms", print->took_ms, 3);
    add_number(object, "generation", print->generation);
    add_text(object, "token", nsearch_hits_token(print->hits));
    write_line(print->out, object);
}

void print_jsonl_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    for (size_t i = 0; i < nsearch_findings_count(findings); i++) {
        const nsearch_finding *finding = nsearch_findings_at(findings, i);
        struct json_object *object = json_object_new_object();
        size_t line, column;
        print_place(query, finding->offset, &line, &column);
        json_object_object_add(object, "type", json_object_new_string("finding"));
        add_number(object, "line", line);
        add_number(object, "column", column);
        add_number(object, "offset", finding->offset);
        add_number(object, "size", finding->size);
        add_text(object, "message", finding->message);
        write_line(out, object);
    }
}

/* ---- Explanations -------------------------------------------------------------------------------- */

static void add_bool(struct json_object *object, const char *name, int value)
{
    json_object_object_add(object, name, json_object_new_boolean(value));
}

static void add_words(struct json_object *object, const nsearch_row *row)
{
    struct json_object *words = json_object_new_array();
    for (size_t i = 0; i < row->word_count; i++) {
        struct json_object *word = json_object_new_object();
        add_text(word, "word", row->words[i].text);
        add_number(word, "count", row->words[i].count);
        json_object_array_add(words, word);
    }
    json_object_object_add(object, "words", words);
    add_number(object, "more_words", row->more_words);
}

static void add_clause(struct json_object *object, const nsearch_row *row, bool why)
{
    add_number(object, "depth", row->depth);
    add_text(object, "clause", row->text);
    if (why && row->known)
        add_bool(object, "verdict", row->verdict);
    else if (why)
        json_object_object_add(object, "verdict", NULL);
    if (why || row->known)
        add_number(object, "count", row->count);
    else
        json_object_object_add(object, "count", NULL);
    if (!why) add_bool(object, "checked", row->checked);
    if (why) add_text(object, "detail", row->detail);
    add_words(object, row);
}

static void write_row(FILE *out, const nsearch_row *row, bool why)
{
    static const char *const types[] = {
        [NSEARCH_ROW_CLAUSE] = "clause", [NSEARCH_ROW_NOTE] = "note",
        [NSEARCH_ROW_ENGINE] = "engine", [NSEARCH_ROW_CHECK] = "check",
        [NSEARCH_ROW_STEP] = "step",     [NSEARCH_ROW_ANSWER] = "answer",
    };
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "type", json_object_new_string(types[row->kind]));
    switch (row->kind) {
    case NSEARCH_ROW_CLAUSE: add_clause(object, row, why); break;
    case NSEARCH_ROW_NOTE: add_text(object, "note", row->text); break;
    case NSEARCH_ROW_ENGINE: add_text(object, "query", row->text); break;
    case NSEARCH_ROW_CHECK: add_text(object, "clause", row->text); break;
    case NSEARCH_ROW_STEP:
        add_text(object, "step", row->text);
        add_decimal(object, "ms", row->ms, 3);
        add_number(object, "looks", row->count);
        break;
    case NSEARCH_ROW_ANSWER:
        if (why) add_bool(object, "verdict", row->verdict);
        if (!why) add_number(object, "total", row->count);
        if (!why) add_bool(object, "exact", row->known);
        break;
    }
    write_line(out, object);
}

static void write_rows(FILE *out, const nsearch_explanation *explanation, bool why)
{
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++)
        write_row(out, row, why);
}

void print_jsonl_explain(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(out, explanation, false);
}

void print_jsonl_why(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(out, explanation, true);
}
