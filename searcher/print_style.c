/* print_style.c - what is asked of a format, and whether it has it. */
#include <stdlib.h>
#include <string.h>

#include "searcher/print_format.h"

enum {
    CONTEXT = 60 /* characters on each side of a match */
};

const char *print_style_take(struct print_style *style, const char *name)
{
    const size_t size = strcspn(name, "=");
    const struct print_format *format = print_formats;
    while (format->name && (strlen(format->name) != size || memcmp(format->name, name, size) != 0))
        format++;
    const bool templated = format->hit == print_template_hit;
    if (!format->name || (name[size] && !templated)) return "no such format";
    if (templated && (!name[size] || !name[size + 1]))
        return "what to print is missing: template='{date} {title}\\n'";
    style->format = format;
    style->template = templated ? name + size + 1 : NULL;
    style->once = false;
    return NULL;
}

void print_style_files(struct print_style *style)
{
    print_style_take(style, "paths");
    style->once = true;
}

static bool wrong(char complaint[PRINT_COMPLAINT_MAX], const char *text)
{
    snprintf(complaint, PRINT_COMPLAINT_MAX, "%s", text);
    return false;
}

static bool take_context(struct print_style *style, char complaint[PRINT_COMPLAINT_MAX])
{
    const char *text = style->context;
    style->characters = CONTEXT;
    style->fit_context = !text;
    if (!text) return true;
    if (!*text || strlen(text) > 9 || text[strspn(text, "0123456789")])
        return wrong(complaint, "--context: not a number of characters");
    style->characters = strtoul(text, NULL, 10);
    return true;
}

bool print_style_finish(struct print_style *style, char complaint[PRINT_COMPLAINT_MAX])
{
    const struct print_format *format = style->format;
    if (!format) format = style->format = print_formats;
    if (style->list && !format->fields)
        return wrong(complaint, "--fields is for jsonl, json, csv, tsv and kwic");
    if (style->null_ends && !(format->traits & PRINT_HAS_ENDS))
        return wrong(complaint, "-0 is for ids, paths, urls and template");
    if (style->context && !(format->traits & PRINT_HAS_CONTEXT))
        return wrong(complaint, "--context is for kwic");
    if (!take_context(style, complaint)) return false;
    const char *list = style->list ? style->list : format->fields;
    if (list) return print_fields_read(list, format->needs, &style->fields, complaint);
    return !style->template || print_template_read(style->template, &style->fields, complaint);
}

unsigned print_style_needs(const struct print_style *style)
{
    return style->format->needs | style->fields.needs;
}
