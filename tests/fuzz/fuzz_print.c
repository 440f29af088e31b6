/* fuzz_print.c - any article in any format. The first line of an input is the format, the second its fields, the rest is
 * the article's title and text, in which [brackets] mark what matched. */
#include <json-c/json.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/print.h"
#include "searcher/searcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    MARKS_MAX = 64,
    LINE_MAX_SIZE = 400
};

static void require(int holds)
{
    if (!holds) abort();
}

/* The next line, as a string, of at most LINE_MAX_SIZE bytes. */
static void take_line(const char **text, size_t *size, char out[LINE_MAX_SIZE])
{
    const char *end = memchr(*text, '\n', *size);
    const size_t length = end ? (size_t)(end - *text) : *size;
    snprintf(out, LINE_MAX_SIZE, "%.*s", (int)(length < LINE_MAX_SIZE ? length : 0), *text);
    *text += length + (end != NULL);
    *size -= length + (end != NULL);
}

static size_t find_marks(const char *text, size_t size, nsearch_span marks[MARKS_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < size && count < MARKS_MAX;) {
        const char *from = memchr(text + at, '[', size - at);
        const char *to = from ? memchr(from, ']', size - (size_t)(from - text)) : NULL;
        if (!to) break;
        marks[count++] = (nsearch_span){(size_t)(from - text), (size_t)(to - from) + 1};
        at = (size_t)(to - text) + 1;
    }
    return count;
}

/* Nothing that a terminal would obey; a template's own text is its user's. */
static void check_text(const char *text, size_t size)
{
    require(utf8_valid_size(text, size) == size);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        require(code == '\n' || code == '\t' || !utf8_is_control(code));
        require(!utf8_turns_writing(code));
    }
}

/* Reads a line of separated values; its end. */
static const char *check_row(const char *at, char separator, size_t count)
{
    size_t values = 1;
    for (;; at++) {
        if (*at == '"') {
            for (at++; *at != '"' || *++at == '"'; at++)
                require(*at != '\0');
        } else {
            while (*at != separator && *at != '\n') {
                require(*at != '\0' && *at != '"');
                at++;
            }
        }
        require(*at == separator || *at == '\n');
        if (*at == '\n') break;
        values++;
    }
    require(values == count);
    return at + 1;
}

static void check_rows(const char *text, char separator, size_t count, size_t rows)
{
    for (; rows; rows--)
        text = check_row(text, separator, count);
    require(!*text);
}

static void check_json(const char *text, size_t size)
{
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *object;
    for (size_t at = 0; at < size; at += json_tokener_get_parse_end(tokener)) {
        if (text[at] == '\n') {
            at++;
            if (at == size) break;
        }
        json_tokener_reset(tokener);
        object = json_tokener_parse_ex(tokener, text + at, (int)(size - at));
        require(json_tokener_get_error(tokener) == json_tokener_success);
        json_object_put(object);
    }
    json_tokener_free(tokener);
}

static void check(const struct print_style *style, const char *text, size_t size, size_t matches)
{
    const char *name = style->format->name;
    const size_t count = style->fields.count;
    if (style->template) return;
    check_text(text, size);
    if (!strcmp(name, "csv")) check_rows(text, ',', count, 2);
    if (!strcmp(name, "kwic")) check_rows(text, '\t', count, 1 + matches);
    if (!strncmp(name, "json", 4)) check_json(text, size);
    if (strcmp(name, "tsv") != 0) return;
    size_t tabs = 0;
    for (size_t i = 0; i < size; i++)
        tabs += text[i] == '\t';
    require(tabs == count - 1 && strchr(text, '\n') == text + size - 1);
}

static void print_article_as(const struct print_style *style, const char *text, size_t size)
{
    char title[LINE_MAX_SIZE], *out = NULL;
    size_t out_size = 0;
    nsearch_span marks[MARKS_MAX], title_marks[MARKS_MAX];
    take_line(&text, &size, title);
    const nsearch_passage whole = {
        .text = text,
        .size = size,
        .marks = marks,
        .mark_count = find_marks(text, size, marks),
        .title_marks = title_marks,
        .title_mark_count = find_marks(title, strlen(title), title_marks)};
    const nsearch_hit hit = {.rank = 1,
                             .id = title,
                             .title = title,
                             .date = "2020",
                             .source = title,
                             .author = "",
                             .section = "",
                             .place = "",
                             .url = title,
                             .lang = "",
                             .path = title,
                             .indexed = "",
                             .tag = title};
    static struct generation generation;
    const struct nsearch_hits hits = {.generation = &generation, .count = 1, .understood = title};
    const struct print_record record = {.hit = &hit, .passage = &whole, .text = &whole};
    struct print print = {
        .out = open_memstream(&out, &out_size), .style = style, .width = 80, .hits = &hits};
    require(print.out != NULL);
    if (style->format->begin) style->format->begin(&print);
    style->format->hit(&print, &record);
    if (style->format->end) style->format->end(&print);
    fclose(print.out);
    require(!print.failed);
    check(style, out, out_size, whole.mark_count + whole.title_mark_count);
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    char format[LINE_MAX_SIZE], list[LINE_MAX_SIZE], complaint[PRINT_COMPLAINT_MAX] = "";
    take_line(&text, &size, format);
    take_line(&text, &size, list);
    struct print_style style = {.list = *list ? list : NULL};
    if (print_style_take(&style, format)) return 0;
    if (print_style_finish(&style, complaint))
        print_article_as(&style, text, size);
    else
        require(*complaint && strlen(complaint) < PRINT_COMPLAINT_MAX - 1);
    return 0;
}
