/* printing.c - see printing.h. */
#include "tests/unit/printing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const nsearch_span passage_marks[] = {{4, 14}};
static const nsearch_span title_marks[] = {{6, 6}};
const nsearch_passage printing_passage = {
    .text = "the liaison office was gone",
    .size = 27,
    .marks = passage_marks,
    .mark_count = 1,
    .title_marks = title_marks,
    .title_mark_count = 1,
};

const nsearch_hit printing_hit = {
    .rank = 1,
    .score = 7.25,
    .phrase = 1,
    .id = "hw-1",
    .title = "North blows up",
    .date = "2020-06-16",
    .source = "Harbor Wire",
    .author = "",
    .section = "",
    .place = "Northgate",
    .url = "",
    .lang = "en",
    .path = "/a/b.txt",
    .indexed = "2026-11-22T03:12:09Z",
    .tag = "",
};

const struct print printing_plain = {.width = 80};
const struct print printing_colored = {.width = 80, .color = true};

const char *styled(struct print_style style, const char *format, const struct print *options,
                   const struct print_record *record)
{
    static char text[16384];
    char complaint[PRINT_COMPLAINT_MAX], *data = NULL;
    struct print print = *options;
    size_t size = 0;
    print.out = open_memstream(&data, &size);
    assert_non_null(print.out);
    assert_null(print_style_take(&style, format));
    assert_true(print_style_finish(&style, complaint));
    print.style = &style;
    if (print.hits && style.format->begin) style.format->begin(&print);
    if (record) style.format->hit(&print, record);
    if (print.hits && style.format->end) style.format->end(&print);
    fclose(print.out);
    assert_true(size < sizeof text);
    memcpy(text, data, size + 1);
    free(data);
    return text;
}

const char *printed(const char *format, const struct print *options, const nsearch_hit *one,
                    const nsearch_passage *shown)
{
    const struct print_record record = {.hit = one, .passage = shown};
    return styled((struct print_style){0}, format, options, one ? &record : NULL);
}
