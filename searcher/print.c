/* print.c - the table of formats, and text made fit to be shown. */
#include "searcher/print.h"

#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"
#include "searcher/print_format.h"

#define ALL_FIELDS                                                                                 \
    "rank,score,id,title,date,source,author,section,place,tag,url,lang,path,indexed,phrase"

const struct print_format print_formats[] = {
    {.name = "text",
     .traits = PRINT_HAS_TOTAL | PRINT_HAS_PAGES,
     .needs = PRINT_PASSAGE,
     .hit = print_text_hit,
     .end = print_text_end,
     .findings = print_text_findings,
     .explain = print_text_explain,
     .why = print_text_why,
     .facets = print_text_facets,
     .article = print_article},
    {.name = "jsonl",
     .traits = PRINT_HAS_TOTAL,
     .fields = ALL_FIELDS ",passage",
     .hit = print_jsonl_hit,
     .end = print_jsonl_end,
     .findings = print_jsonl_findings,
     .explain = print_jsonl_explain,
     .why = print_jsonl_why,
     .facets = print_jsonl_facets,
     .article = print_jsonl_article},
    {.name = "json",
     .traits = PRINT_HAS_TOTAL,
     .fields = ALL_FIELDS ",passage",
     .begin = print_json_begin,
     .hit = print_json_hit,
     .end = print_json_end,
     .findings = print_json_findings,
     .explain = print_json_explain,
     .why = print_json_why,
     .facets = print_json_facets,
     .article = print_jsonl_article},
    {.name = "csv",
     .fields = ALL_FIELDS,
     .begin = print_csv_begin,
     .hit = print_csv_hit,
     .facets = print_csv_facets},
    {.name = "tsv",
     .fields = "rank,score,id,date,source,title,path",
     .hit = print_tsv_hit,
     .facets = print_tsv_facets},
    {.name = "ids", .traits = PRINT_HAS_ENDS, .hit = print_ids_hit},
    {.name = "paths", .traits = PRINT_HAS_ENDS, .hit = print_paths_hit, .end = print_paths_end},
    {.name = "urls", .traits = PRINT_HAS_ENDS, .hit = print_urls_hit},
    {.name = "kwic",
     .fields = "left,match,right,id,date",
     .traits = PRINT_HAS_CONTEXT | PRINT_HAS_PAGES,
     .needs = PRINT_MATCH | PRINT_TEXT,
     .begin = print_kwic_begin,
     .hit = print_kwic_hit},
    {.name = "template", .traits = PRINT_HAS_ENDS, .hit = print_template_hit},
    {.name = NULL},
};

size_t print_char(const char *text, size_t size, uint32_t *code)
{
    size_t length = utf8_decode(text, size, code);
    if (!length) {
        *code = '?';
        return 1;
    }
    if (utf8_is_control(*code)) *code = ' ';
    if (utf8_turns_writing(*code)) *code = 0;
    return length;
}

void print_code(FILE *out, uint32_t code)
{
    char bytes[4];
    if (code && code < 0x80) putc_unlocked((int)code, out);
    if (code < 0x80) return;
    const size_t size = utf8_encode(code, bytes);
    fwrite(bytes, 1, size, out);
}

/* Bytes from the start that are fit to be shown as they are, as nearly all of a text in English. */
static size_t plain_size(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && text[at] >= ' ' && text[at] < 0x7F)
        at++;
    return at;
}

static void print_with(FILE *out, const char *text, size_t size, bool lines)
{
    uint32_t code;
    for (size_t at = 0; at < size;) {
        const size_t plain = plain_size(text + at, size - at);
        fwrite(text + at, 1, plain, out);
        at += plain;
        if (at == size) break;
        const bool line = lines && text[at] == '\n';
        at += print_char(text + at, size - at, &code);
        print_code(out, line ? '\n' : code);
    }
}

void print_bytes(FILE *out, const char *text, size_t size)
{
    print_with(out, text, size, false);
}

void print_lines(FILE *out, const char *text, size_t size)
{
    print_with(out, text, size, true);
}

void print_text(FILE *out, const char *text)
{
    print_bytes(out, text, strlen(text));
}

size_t print_columns(uint32_t code)
{
    if (code < 0x300) return code != 0;
    int width = utf8proc_charwidth((utf8proc_int32_t)code);
    return width > 0 ? (size_t)width : 0;
}

size_t print_width(const char *text, size_t size)
{
    size_t columns = 0;
    uint32_t code;
    for (size_t at = 0; at < size;) {
        at += print_char(text + at, size - at, &code);
        columns += print_columns(code);
    }
    return columns;
}
