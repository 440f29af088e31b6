/* print_jsonl.c - a JSON object a line: every hit, then a summary, which is there even without
 * hits; every finding, the rows of an explanation, an article. The last three as one document, too. */
#include "searcher/print_json.h"

void print_jsonl_hit(struct print *print, const struct print_record *record)
{
    struct json_object *object = print_json_object("hit");
    print_json_add_fields(object, &print->style->fields, record);
    print_json_write(print->out, object);
    fputc('\n', print->out);
}

void print_jsonl_end(struct print *print)
{
    struct json_object *object = print_json_object("summary");
    print_json_add_number(object, "version", PRINT_FORMAT_VERSION);
    print_json_add_summary(object, print);
    print_json_write(print->out, object);
    fputc('\n', print->out);
}

void print_jsonl_article(FILE *out, const nsearch_article *article)
{
    static const char *const names[] = {"id",    "title", "date", "source", "author", "section",
                                        "place", "tag",   "url",  "lang",   "path",   "body"};
    struct json_object *object = print_json_object("article");
    print_json_add_number(object, "version", PRINT_FORMAT_VERSION);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        print_json_add_text(object, names[i], nsearch_article_field(article, names[i]));
    print_json_write(out, object);
    fputc('\n', out);
}

/* ---- Findings ------------------------------------------------------------------------------------ */

static void write_findings(struct print_items items, const char *query,
                           const nsearch_findings *findings)
{
    for (size_t i = 0; i < nsearch_findings_count(findings); i++) {
        const nsearch_finding *finding = nsearch_findings_at(findings, i);
        struct json_object *object = print_json_object("finding");
        size_t line, column;
        print_place(query, finding->offset, &line, &column);
        print_json_add_number(object, "line", line);
        print_json_add_number(object, "column", column);
        print_json_add_number(object, "offset", finding->offset);
        print_json_add_number(object, "size", finding->size);
        print_json_add_text(object, "message", finding->message);
        print_items_add(&items, object);
    }
    print_items_end(&items);
}

void print_jsonl_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    write_findings(print_items_begin(out, NULL, NULL), query, findings);
}

void print_json_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    write_findings(print_items_begin(out, print_json_version(), "findings"), query, findings);
}

/* ---- Explanations -------------------------------------------------------------------------------- */

static void add_words(struct json_object *object, const nsearch_row *row)
{
    struct json_object *words = json_object_new_array();
    for (size_t i = 0; i < row->word_count; i++) {
        struct json_object *word = json_object_new_object();
        print_json_add_text(word, "word", row->words[i].text);
        print_json_add_number(word, "count", row->words[i].count);
        json_object_array_add(words, word);
    }
    json_object_object_add(object, "words", words);
    print_json_add_number(object, "more_words", row->more_words);
}

static void add_clause(struct json_object *object, const nsearch_row *row, bool why)
{
    print_json_add_number(object, "depth", row->depth);
    print_json_add_text(object, "clause", row->text);
    if (why && row->known)
        print_json_add_bool(object, "verdict", row->verdict);
    else if (why)
        json_object_object_add(object, "verdict", NULL);
    if (why || row->known)
        print_json_add_number(object, "count", row->count);
    else
        json_object_object_add(object, "count", NULL);
    if (!why) print_json_add_bool(object, "checked", row->checked);
    if (why) print_json_add_text(object, "detail", row->detail);
    add_words(object, row);
}

static struct json_object *make_row(const nsearch_row *row, bool why)
{
    static const char *const types[] = {
        [NSEARCH_ROW_CLAUSE] = "clause", [NSEARCH_ROW_NOTE] = "note",
        [NSEARCH_ROW_ENGINE] = "engine", [NSEARCH_ROW_CHECK] = "check",
        [NSEARCH_ROW_STEP] = "step",     [NSEARCH_ROW_ANSWER] = "answer",
    };
    struct json_object *object = print_json_object(types[row->kind]);
    switch (row->kind) {
    case NSEARCH_ROW_CLAUSE: add_clause(object, row, why); break;
    case NSEARCH_ROW_NOTE: print_json_add_text(object, "note", row->text); break;
    case NSEARCH_ROW_ENGINE: print_json_add_text(object, "query", row->text); break;
    case NSEARCH_ROW_CHECK: print_json_add_text(object, "clause", row->text); break;
    case NSEARCH_ROW_STEP:
        print_json_add_text(object, "step", row->text);
        print_json_add_decimal(object, "ms", row->ms, 3);
        print_json_add_number(object, "looks", row->count);
        break;
    case NSEARCH_ROW_ANSWER:
        if (why) print_json_add_bool(object, "verdict", row->verdict);
        if (!why) print_json_add_number(object, "total", row->count);
        if (!why) print_json_add_bool(object, "exact", row->known);
        break;
    }
    return object;
}

static void write_rows(struct print_items items, const nsearch_explanation *explanation, bool why)
{
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++)
        print_items_add(&items, make_row(row, why));
    print_items_end(&items);
}

void print_jsonl_explain(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_items_begin(out, NULL, NULL), explanation, false);
}

void print_jsonl_why(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_items_begin(out, NULL, NULL), explanation, true);
}

void print_json_explain(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_items_begin(out, print_json_version(), "rows"), explanation, false);
}

void print_json_why(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_items_begin(out, print_json_version(), "rows"), explanation, true);
}
