/* print_jsonl.c - a JSON object a line: every hit, then a summary, which is there even without
 * hits; every finding, the rows of an explanation, an article. The last three as one document, too. */
#include "searcher/print_json.h"

void print_jsonl_hit(struct print *print, const struct print_record *record)
{
    struct buf object;
    print_object_begin(&object, "hit");
    print_members_fields(&object, &print->style->fields, record);
    print->failed |= object.failed;
    print_object_put(print->out, &object, "\n");
}

void print_jsonl_end(struct print *print)
{
    struct buf object;
    print_object_begin(&object, "summary");
    members_number(&object, "version", PRINT_FORMAT_VERSION);
    print_members_summary(&object, print);
    print->failed |= object.failed;
    print_object_put(print->out, &object, "\n");
}

void print_jsonl_article(FILE *out, const nsearch_article *article)
{
    static const char *const names[] = {"id",    "title", "date", "source", "author", "section",
                                        "place", "tag",   "url",  "lang",   "path",   "body"};
    struct buf object;
    print_object_begin(&object, "article");
    members_number(&object, "version", PRINT_FORMAT_VERSION);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        members_text(&object, names[i], nsearch_article_field(article, names[i]));
    print_object_put(out, &object, "\n");
}

/* ---- Findings ------------------------------------------------------------------------------------ */

static void write_findings(struct print_items items, const char *query,
                           const nsearch_findings *findings)
{
    for (size_t i = 0; i < nsearch_findings_count(findings); i++) {
        const nsearch_finding *finding = nsearch_findings_at(findings, i);
        struct buf *object = print_items_add(&items, "finding");
        size_t line, column;
        print_place(query, finding->offset, &line, &column);
        members_number(object, "line", line);
        members_number(object, "column", column);
        members_number(object, "offset", finding->offset);
        members_number(object, "size", finding->size);
        members_text(object, "message", finding->message);
        print_items_put(&items);
    }
    print_items_end(&items);
}

void print_jsonl_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    write_findings(print_lines_begin(out), query, findings);
}

void print_json_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    struct buf head;
    print_document_begin(&head);
    write_findings(print_array_begin(out, &head, "findings"), query, findings);
}

/* ---- Explanations -------------------------------------------------------------------------------- */

static void add_words(struct buf *object, const nsearch_row *row)
{
    members_array(object, "words");
    for (size_t i = 0; i < row->word_count; i++) {
        members_item(object);
        members_begin(object);
        members_text(object, "word", row->words[i].text);
        members_number(object, "count", row->words[i].count);
        members_end(object);
    }
    members_array_end(object);
    members_number(object, "more_words", row->more_words);
}

static void add_clause(struct buf *object, const nsearch_row *row, bool why)
{
    members_number(object, "depth", row->depth);
    members_text(object, "clause", row->text);
    if (why && row->known)
        members_bool(object, "verdict", row->verdict);
    else if (why)
        members_null(object, "verdict");
    if (why || row->known)
        members_number(object, "count", row->count);
    else
        members_null(object, "count");
    if (!why) members_bool(object, "checked", row->checked);
    if (why) members_text(object, "detail", row->detail);
    add_words(object, row);
}

static void add_step(struct buf *object, const nsearch_row *row)
{
    members_text(object, "step", row->text);
    members_decimal(object, "ms", row->ms, 3);
    members_number(object, "looks", row->count);
}

static void add_answer(struct buf *object, const nsearch_row *row, bool why)
{
    if (why) members_bool(object, "verdict", row->verdict);
    if (!why) members_number(object, "total", row->count);
    if (!why) members_bool(object, "exact", row->known);
}

static void write_row(struct print_items *items, const nsearch_row *row, bool why)
{
    static const char *const types[] = {
        [NSEARCH_ROW_CLAUSE] = "clause", [NSEARCH_ROW_NOTE] = "note",
        [NSEARCH_ROW_ENGINE] = "engine", [NSEARCH_ROW_CHECK] = "check",
        [NSEARCH_ROW_STEP] = "step",     [NSEARCH_ROW_ANSWER] = "answer",
    };
    struct buf *object = print_items_add(items, types[row->kind]);
    switch (row->kind) {
    case NSEARCH_ROW_CLAUSE: add_clause(object, row, why); break;
    case NSEARCH_ROW_NOTE: members_text(object, "note", row->text); break;
    case NSEARCH_ROW_ENGINE: members_text(object, "query", row->text); break;
    case NSEARCH_ROW_CHECK: members_text(object, "clause", row->text); break;
    case NSEARCH_ROW_STEP: add_step(object, row); break;
    case NSEARCH_ROW_ANSWER: add_answer(object, row, why); break;
    }
    print_items_put(items);
}

static void write_rows(struct print_items items, const nsearch_explanation *explanation, bool why)
{
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++)
        write_row(&items, row, why);
    print_items_end(&items);
}

void print_jsonl_explain(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_lines_begin(out), explanation, false);
}

void print_jsonl_why(FILE *out, const nsearch_explanation *explanation)
{
    write_rows(print_lines_begin(out), explanation, true);
}

void print_json_explain(FILE *out, const nsearch_explanation *explanation)
{
    struct buf head;
    print_document_begin(&head);
    write_rows(print_array_begin(out, &head, "rows"), explanation, false);
}

void print_json_why(FILE *out, const nsearch_explanation *explanation)
{
    struct buf head;
    print_document_begin(&head);
    write_rows(print_array_begin(out, &head, "rows"), explanation, true);
}
