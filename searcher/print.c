/* print.c - the table of formats, and text made fit to be shown. */
#include "searcher/print.h"

#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"

const struct print_format print_formats[] = {
    {"text", true, print_text_hit, print_text_end, print_text_findings, print_text_explain,
     print_text_why},
    {"jsonl", true, print_jsonl_hit, print_jsonl_end, print_jsonl_findings, print_jsonl_explain,
     print_jsonl_why},
    {"tsv", false, print_tsv_hit, NULL, NULL, NULL, NULL},
    {"ids", false, print_ids_hit, NULL, NULL, NULL, NULL},
    {"paths", false, print_paths_hit, NULL, NULL, NULL, NULL},
    {NULL, false, NULL, NULL, NULL, NULL, NULL},
};

const struct print_format *print_format_of_name(const char *name)
{
    for (const struct print_format *format = print_formats; format->name; format++)
        if (!strcmp(format->name, name)) return format;
    return NULL;
}

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
    if (!code) return;
    size_t size = utf8_encode(code, bytes);
    fwrite(bytes, 1, size, out);
}

void print_bytes(FILE *out, const char *text, size_t size)
{
    uint32_t code;
    for (size_t at = 0; at < size;) {
        at += print_char(text + at, size - at, &code);
        print_code(out, code);
    }
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
